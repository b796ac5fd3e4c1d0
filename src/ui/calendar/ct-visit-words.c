#include "ui/calendar/ct-visit-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"

/* One row a status: its mark, what it leads to on an ordinary day, the button that sets it, and the deed for a toast. */
typedef struct
{
  const char *status;
  const char *icon;
  const char *next;
  const char *verb;
  const char *deed;
  gboolean    may_move;
} CtStatusWords;

static const CtStatusWords status_words[] = {
  { CT_APPOINTMENT_BOOKED, "ct-status-booked-symbolic", CT_APPOINTMENT_ARRIVED, N_("Back to booked"),
    N_("%s is back to booked."), TRUE },
  { CT_APPOINTMENT_CONFIRMED, "ct-status-confirmed-symbolic", CT_APPOINTMENT_ARRIVED, N_("Confirm"),
    N_("%s has confirmed."), TRUE },
  { CT_APPOINTMENT_ARRIVED, "ct-status-arrived-symbolic", CT_APPOINTMENT_IN_CHAIR, N_("Arrived"),
    N_("%s has arrived."), TRUE },
  { CT_APPOINTMENT_IN_CHAIR, "ct-status-in-chair-symbolic", CT_APPOINTMENT_DONE, N_("In chair"),
    N_("%s is in the chair."), FALSE },
  { CT_APPOINTMENT_DONE, "ct-status-done-symbolic", NULL, N_("Done"), N_("The visit of %s is done."), FALSE },
  { CT_APPOINTMENT_MISSED, "ct-status-missed-symbolic", NULL, N_("Did not come"), N_("%s did not come."), FALSE },
  { CT_APPOINTMENT_CANCELLED, "ct-status-missed-symbolic", NULL, N_("Cancel visit"),
    N_("The visit of %s is cancelled."), FALSE },
};

static const CtStatusWords *
words_of (const char *status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_words); i++)
    if (g_strcmp0 (status_words[i].status, status) == 0)
      return &status_words[i];
  return &status_words[0];
}

/**
 * ct_status_icon_name:
 * @status: a status of an appointment
 *
 * Returns: the symbolic icon that tells it without colour.
 */
const char *
ct_status_icon_name (const char *status)
{
  return words_of (status)->icon;
}

/**
 * ct_status_next:
 * @status: a status of an appointment
 *
 * Returns: (nullable): the step that follows on an ordinary day; %NULL at the end of the way.
 */
const char *
ct_status_next (const char *status)
{
  return words_of (status)->next;
}

/**
 * ct_status_verb:
 * @status: a status of an appointment
 *
 * Returns: what a button says that sets it.
 */
const char *
ct_status_verb (const char *status)
{
  return _(words_of (status)->verb);
}

/**
 * ct_status_deed:
 * @status: a status of an appointment
 *
 * Returns: a printf format with one %s for the name: what was done by setting it.
 */
const char *
ct_status_deed (const char *status)
{
  return _(words_of (status)->deed);
}

/**
 * ct_status_may_move:
 * @status: a status of an appointment
 *
 * Returns: whether a booking in it may be moved: not once the patient sits in the chair.
 */
gboolean
ct_status_may_move (const char *status)
{
  return words_of (status)->may_move;
}

/**
 * ct_visit_protocol:
 * @visit: a visit
 * @knowledge: (nullable): what the clinic knows
 *
 * Returns: (transfer none) (nullable): the protocol of its course.
 */
CtProtocol *
ct_visit_protocol (CtVisit *visit, CtKnowledge *knowledge)
{
  if (visit->protocol == NULL || knowledge == NULL)
    return NULL;
  return ct_knowledge_get_protocol (knowledge, visit->protocol);
}

static const char *
route_words (const char *route)
{
  static const char *const routes[][2] = {
    { "iv", NC_ ("route", "IV") },
    { "im", NC_ ("route", "IM") },
    { "sublingual", NC_ ("route", "Sublingual") },
    { "oral", NC_ ("route", "Oral") },
    { "intranasal", NC_ ("route", "Nasal") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_strcmp0 (routes[i][0], route) == 0)
      return g_dpgettext2 (NULL, "route", routes[i][1]);
  return route;
}

static char *
protocol_dose (CtVisit *visit, CtProtocol *protocol)
{
  if (visit->dose_ug_per_kg > 0)
    return ct_dose_format_mg_per_kg (visit->dose_ug_per_kg);
  if (protocol->dose_ug_per_kg > 0)
    return ct_dose_format_mg_per_kg (protocol->dose_ug_per_kg);
  if (visit->appointment->session_number > 1 && protocol->later_dose_ug > 0)
    return ct_dose_format_mg (protocol->later_dose_ug);
  return protocol->dose_ug > 0 ? ct_dose_format_mg (protocol->dose_ug) : NULL;
}

/**
 * ct_visit_what:
 * @visit: a visit
 * @knowledge: (nullable): what the clinic knows of protocols
 *
 * Returns: (transfer full): what happens in it, short: "IV 0.5 mg/kg", "Consultation".
 */
char *
ct_visit_what (CtVisit *visit, CtKnowledge *knowledge)
{
  CtProtocol *protocol = ct_visit_protocol (visit, knowledge);
  g_autofree char *dose = NULL;

  if (protocol == NULL || g_strcmp0 (visit->appointment->kind, CT_VISIT_TREATMENT) != 0)
    return g_strdup (ct_visit_kind_label (visit->appointment->kind));
  dose = protocol_dose (visit, protocol);
  return dose != NULL ? g_strdup_printf ("%s %s", route_words (protocol->route), dose)
                      : g_strdup (route_words (protocol->route));
}

/**
 * ct_visit_progress:
 * @visit: a visit
 *
 * Returns: (transfer full) (nullable): "4/6" where it belongs to a course.
 */
char *
ct_visit_progress (CtVisit *visit)
{
  if (visit->appointment->session_number <= 0)
    return NULL;
  if (visit->course_sessions <= 0)
    return g_strdup_printf ("%d", visit->appointment->session_number);
  return g_strdup_printf ("%d/%d", visit->appointment->session_number, visit->course_sessions);
}

/**
 * ct_minutes_text:
 * @minute: when it starts
 * @minutes: how long it lasts
 *
 * Returns: (transfer full): "10:00–11:30".
 */
char *
ct_minutes_text (int minute, int minutes)
{
  g_autofree char *from = ct_minute_format (minute);
  g_autofree char *to = ct_minute_format (MIN (minute + minutes, CT_MINUTES_PER_DAY));

  return g_strdup_printf ("%s–%s", from, to);
}

/**
 * ct_length_text:
 * @minutes: a length
 *
 * Returns: (transfer full): "45 min", "1 h 30 min".
 */
char *
ct_length_text (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_("%d min"), minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_("%d h"), minutes / 60);
  return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);
}

static void
append_part (GString *line, const char *part)
{
  if (ct_text_is_blank (part))
    return;
  if (line->len > 0)
    g_string_append (line, ", ");
  g_string_append (line, part);
}

static char *
session_words (CtVisit *visit)
{
  if (visit->appointment->session_number <= 0)
    return NULL;
  if (visit->course_sessions <= 0)
    return g_strdup_printf (_("session %d"), visit->appointment->session_number);
  return g_strdup_printf (_("session %d of %d"), visit->appointment->session_number, visit->course_sessions);
}

/**
 * ct_visit_accessible_name:
 * @visit: a visit
 * @clinic: the clinic it is in
 *
 * Returns: (transfer full): all that its block shows, as one line for assistive technology.
 */
char *
ct_visit_accessible_name (CtVisit *visit, CtClinic *clinic)
{
  CtAppointment *a = visit->appointment;
  CtChair *chair = ct_clinic_get_chair (clinic, a->chair_id);
  g_autofree char *session = session_words (visit);
  g_autofree char *what = ct_visit_what (visit, ct_clinic_get_knowledge (clinic));
  g_autofree char *day = ct_date_format (a->day, _("%a %-d %b"));
  g_autofree char *from = ct_minute_format (a->minute);
  g_autofree char *to = ct_minute_format (a->minute + a->minutes);
  g_autofree char *times = g_strdup_printf (_("%s to %s"), from, to);
  GString *line = g_string_new (visit->patient_name);

  append_part (line, session);
  append_part (line, what);
  append_part (line, day);
  append_part (line, times);
  append_part (line, chair != NULL ? chair->name : NULL);
  append_part (line, ct_appointment_status_label (a->status));
  return g_string_free (line, FALSE);
}

/**
 * ct_refusal_words:
 * @name: whose booking was refused
 * @error: why
 *
 * Returns: (transfer full): what to tell: where a place is taken, who wanted it and who has it.
 */
char *
ct_refusal_words (const char *name, const GError *error)
{
  if (!g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
    return g_strdup (error->message);
  /* Translators: a name, then sentences that say who has the place and what is free */
  return g_strdup_printf (_("No place for %s: %s"), name, error->message);
}

/**
 * ct_visit_same:
 * @a: a visit
 * @b: a visit, perhaps read later
 *
 * Returns: whether both say the same of the same booking, so that what shows one need not be drawn anew for the other.
 */
gboolean
ct_visit_same (CtVisit *a, CtVisit *b)
{
  return CT_RECORD (a->appointment)->id == CT_RECORD (b->appointment)->id &&
         CT_RECORD (a->appointment)->revision == CT_RECORD (b->appointment)->revision &&
         a->patient_born == b->patient_born && a->course_sessions == b->course_sessions &&
         a->dose_ug_per_kg == b->dose_ug_per_kg && g_strcmp0 (a->patient_name, b->patient_name) == 0 &&
         g_strcmp0 (a->patient_phone, b->patient_phone) == 0 && g_strcmp0 (a->protocol, b->protocol) == 0 &&
         g_strcmp0 (a->session_status, b->session_status) == 0;
}

/**
 * ct_clinician_name:
 * @clinic: an open clinic
 * @user_id: somebody who works there, or 0
 *
 * Returns: their name; "" for nobody.
 */
const char *
ct_clinician_name (CtClinic *clinic, gint64 user_id)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; user_id != 0 && i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == user_id)
      return CT_USER (g_ptr_array_index (users, i))->full_name;
  return "";
}
