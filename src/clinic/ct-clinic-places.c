/* Who was faster, and what is free near the place they took. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

#include "clinic/ct-free-places.h"
#include "store/ct-claims.h"

/* How many days after the one wanted are looked at. */
#define DAYS_AHEAD 14

/* ---- Who was faster ---- */

/* Whoever booked what is in the way a moment ago is named with it. */
void
ct_clinic_name_rivals (CtUnit *unit, const CtRulesQuestion *question, CtOccupancy *occupancy)
{
  g_autoptr (GPtrArray) breaches = ct_rules_check (question);

  for (guint i = 0; i < breaches->len; i++)
    {
      const CtBreach *breach = g_ptr_array_index (breaches, i);
      g_autofree char *name = breach->kind == CT_BREACH_CHAIR ? ct_claims_taken_by (unit, breach->appointment_id) : NULL;

      if (name != NULL)
        ct_occupancy_set_taken_by (occupancy, breach->appointment_id, name);
    }
}

/* ---- Where else? ---- */

typedef struct
{
  CtAppointment *appointment;
  CtRuleTools    tools;
  CtWall         now;
} PlacesCall;

static void
places_call_free (gpointer data)
{
  PlacesCall *call = data;

  g_object_unref (call->appointment);
  ct_rule_tools_clear (&call->tools);
  g_free (call);
}

/**
 * ct_free_places_free:
 * @self: (transfer full): free places
 */
void
ct_free_places_free (CtFreePlaces *self)
{
  g_free (self->taken);
  g_array_unref (self->offers);
  g_free (self);
}

/* In the words the desk reads, without "free next": the buttons say that. */
static char *
join_breaches (GPtrArray *breaches)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < breaches->len; i++)
    {
      const CtBreach *breach = g_ptr_array_index (breaches, i);

      if (breach->severity != CT_SEVERITY_NOTE)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", breach->text);
    }
  return g_string_free (text, text->len == 0);
}

/* Only what can be booked as it stands is offered. */
static gboolean
fits (const CtBooking *place, gpointer data)
{
  CtRulesQuestion question = *(const CtRulesQuestion *) data;

  question.wanted = *place;
  return ct_rules_allow (&question, NULL);
}

static gpointer
work_find_places (CtUnit *unit, gpointer data, GError **error)
{
  PlacesCall *call = data;
  CtDate last = call->appointment->day + DAYS_AHEAD;
  CtRulesQuestion question;
  g_autoptr (CtOccupancy) occupancy = NULL;
  g_autoptr (GArray) series = NULL;
  g_autoptr (GPtrArray) breaches = NULL;
  CtFreePlaces *places;

  if (!ct_clinic_read_question (unit, &call->tools, call->appointment, last, &question, &occupancy, &series, error))
    return NULL;
  ct_clinic_name_rivals (unit, &question, occupancy);
  breaches = ct_rules_check (&question);
  places = g_new0 (CtFreePlaces, 1);
  places->taken = join_breaches (breaches);
  places->offers = ct_nearby_find (occupancy, ct_desk_get_hours (call->tools.desk), &question.wanted, call->now, last, fits,
                                   &question);
  return places;
}

/**
 * ct_clinic_find_places_async:
 * @self: a clinic
 * @appointment: who, where, when and how long was wanted; with its id where it is booked already and would move
 * @callback: called with the result
 * @user_data: for @callback
 *
 * After %CT_ERROR_TAKEN: says what is in the way, by whom, and where the visit could go instead.
 * Result: (transfer full) #CtFreePlaces.
 */
void
ct_clinic_find_places_async (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, FALSE, work_find_places, NULL, places_call_free,
               (GDestroyNotify) ct_free_places_free);
  CtChair *chair;
  PlacesCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  chair = ct_clinic_get_chair (self, appointment->chair_id);
  if (chair == NULL)
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("This chair is not in use. Choose another.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (PlacesCall, 1);
  call->appointment = ct_record_copy (appointment);
  call->appointment->site_id = chair->site_id;
  ct_rule_tools_init (&call->tools, self, chair->site_id);
  call->now = ct_clinic_now_at (self, chair->site_id);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
