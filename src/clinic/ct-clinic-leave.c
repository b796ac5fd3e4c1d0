/* Somebody is away: all their visits are put elsewhere at once, shown before and after, and booked in one act. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

#include "clinic/ct-replan-draft.h"

/* How many days behind the leave a visit may be moved to. */
#define LATE_DAYS 14
#define STEP_MINUTES 15

/* ---- The proposal ---- */

typedef struct
{
  gint64      site_id;
  CtWall      now;
  CtRuleTools tools;
} SiteTools;

typedef struct
{
  CtLeave       *leave;
  GArray        *sites;      /* of SiteTools */
  GArray        *clinicians; /* of gint64: who may stand in */
  CtReplanDraft *draft;
} LeaveCall;

static void
clear_site (gpointer data)
{
  ct_rule_tools_clear (&((SiteTools *) data)->tools);
}

static void
leave_call_free (gpointer data)
{
  LeaveCall *call = data;

  g_object_unref (call->leave);
  g_array_unref (call->sites);
  g_array_unref (call->clinicians);
  g_clear_object (&call->draft);
  g_free (call);
}

/* The visits of one site, and what the rules want to know of each. */
typedef struct
{
  GPtrArray *appointments; /* of CtAppointment */
  GPtrArray *names;        /* of char * */
  GPtrArray *series;       /* of GArray */
  GArray    *displaced;    /* of CtDisplaced */
} Concerned;

static void
concerned_clear (Concerned *self)
{
  g_ptr_array_unref (self->appointments);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->series);
  g_array_unref (self->displaced);
}

static void
concerned_init (Concerned *self)
{
  self->appointments = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->displaced = g_array_new (FALSE, FALSE, sizeof (CtDisplaced));
}

static gboolean
add_concerned (CtUnit *unit, const SiteTools *site, Concerned *self, CtAppointment *appointment, GError **error)
{
  CtRulesQuestion question = { 0 };
  GArray *series = NULL;
  CtDisplaced displaced;

  g_ptr_array_add (self->appointments, g_object_ref (appointment));
  if (!ct_clinic_read_course (unit, &site->tools, appointment, &question, &series, error))
    return FALSE;
  if (series != NULL)
    g_ptr_array_add (self->series, series);
  displaced = (CtDisplaced) {
    .booking = ct_clinic_booking_of (&site->tools, appointment, question.protocol != NULL ? question.protocol->id : NULL),
    .protocol = question.protocol, .number = question.number, .sessions = question.sessions,
    .n_sessions = question.n_sessions,
  };
  g_array_append_val (self->displaced, displaced);
  return TRUE;
}

static gboolean
is_concerned (const CtLeave *leave, const CtAppointment *a)
{
  return ct_minutes_overlap ((CtMinutes) { leave->from_minute, leave->to_minute },
                             (CtMinutes) { a->minute, a->minute + a->minutes });
}

static gboolean
read_concerned (CtUnit *unit, const LeaveCall *call, const SiteTools *site, Concerned *self, GError **error)
{
  const CtLeave *leave = call->leave;
  g_autoptr (GPtrArray) all =
      ct_unit_list (unit, error, CT_TYPE_APPOINTMENT, "replan.of-clinician", "iinn", leave->user_id, site->site_id,
                    MAX (leave->first_day, site->now.date), leave->last_day);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      CtAppointment *a = g_ptr_array_index (all, i);
      g_autoptr (CtPatient) patient = NULL;

      if (!is_concerned (leave, a))
        continue;
      if ((patient = ct_unit_get (unit, CT_TYPE_PATIENT, a->patient_id, error)) == NULL ||
          !add_concerned (unit, site, self, a, error))
        return FALSE;
      g_ptr_array_add (self->names, ct_patient_display_name (patient));
    }
  return TRUE;
}

static gboolean
add_clinicians (CtUnit *unit, const LeaveCall *call, const SiteTools *site, CtOccupancy *occupancy, CtDate first,
                CtDate last, GError **error)
{
  gint64 site_id = site->site_id;

  for (guint i = 0; i < call->clinicians->len; i++)
    if (!ct_clinic_add_elsewhere (unit, &site->tools, occupancy, site_id, 0,
                                  g_array_index (call->clinicians, gint64, i), first, last, error))
      return FALSE;
  return ct_clinic_add_elsewhere (unit, &site->tools, occupancy, site_id, 0, call->leave->user_id, first, last, error);
}

/* Where the patients of these visits, and those who may see them, are at other sites does not show in the occupancy of this
 * one: nobody is put on a day on which they are elsewhere. */
static CtOccupancy *
read_all (CtUnit *unit, const LeaveCall *call, const SiteTools *site, const Concerned *concerned, CtDate first,
          CtDate last, GError **error)
{
  g_autoptr (CtOccupancy) occupancy =
      ct_clinic_read_occupancy (unit, &site->tools, site->site_id, 0, 0, first, last, error);

  for (guint i = 0; occupancy != NULL && i < concerned->appointments->len; i++)
    {
      const CtAppointment *a = g_ptr_array_index (concerned->appointments, i);

      if (!ct_clinic_add_elsewhere (unit, &site->tools, occupancy, site->site_id, a->patient_id, 0, first, last,
                                    error))
        return NULL;
    }
  if (occupancy == NULL || !add_clinicians (unit, call, site, occupancy, first, last, error))
    return NULL;
  return g_steal_pointer (&occupancy);
}

static gboolean
plan_site (CtUnit *unit, LeaveCall *call, const SiteTools *site, GError **error)
{
  Concerned concerned;
  g_autoptr (CtOccupancy) occupancy = NULL;
  g_autofree CtReplanned *replanned = NULL;
  CtDate last = call->leave->last_day + LATE_DAYS;
  CtReplanQuery query;
  gboolean read;

  concerned_init (&concerned);
  read = read_concerned (unit, call, site, &concerned, error);
  if (read)
    occupancy = read_all (unit, call, site, &concerned, site->now.date, last, error);
  if (occupancy != NULL)
    {
      query = (CtReplanQuery) { site->tools.desk, occupancy, (const CtDisplaced *) (gpointer) concerned.displaced->data,
                                concerned.displaced->len, (const gint64 *) (gpointer) call->clinicians->data,
                                call->clinicians->len, site->now, last - site->now.date + 1, STEP_MINUTES };
      replanned = ct_replan_displaced (&query);
      for (guint i = 0; i < concerned.displaced->len; i++)
        ct_replan_draft_add (call->draft, g_ptr_array_index (concerned.appointments, i),
                             g_ptr_array_index (concerned.names, i), &replanned[i]);
    }
  concerned_clear (&concerned);
  return occupancy != NULL;
}

static gpointer
work_plan_leave (CtUnit *unit, gpointer data, GError **error)
{
  LeaveCall *call = data;

  g_clear_object (&call->draft);
  call->draft = g_object_new (CT_TYPE_REPLAN_DRAFT, NULL);
  call->draft->leave = g_object_ref (call->leave);
  for (guint i = 0; i < call->sites->len; i++)
    if (!plan_site (unit, call, &g_array_index (call->sites, SiteTools, i), error))
      return NULL;
  return g_object_ref (call->draft);
}

/* The desk as it would be with this leave in it. */
static CtDesk *
desk_with_leave (CtClinic *self, gint64 site_id, const CtLeave *leave, const CtUser *user)
{
  CtDesk *desk = ct_desk_copy (ct_clinic_get_desk (self, site_id));
  CtAbsence absence = { leave->user_id, user->full_name != NULL ? user->full_name : user->login,
                        ct_clinic_away_kind (user), leave->first_day, leave->last_day,
                        { leave->from_minute, leave->to_minute }, leave->reason };

  ct_desk_add_absence (desk, &absence);
  return desk;
}

static void
take_sites (CtClinic *self, LeaveCall *call, const CtUser *user)
{
  GPtrArray *sites = ct_clinic_get_sites (self);

  for (guint i = 0; i < sites->len; i++)
    {
      gint64 site_id = CT_RECORD (g_ptr_array_index (sites, i))->id;
      SiteTools site = { .site_id = site_id, .now = ct_clinic_now_at (self, site_id) };

      ct_rule_tools_init (&site.tools, self, site_id);
      ct_desk_unref (site.tools.desk);
      site.tools.desk = desk_with_leave (self, site_id, call->leave, user);
      g_array_append_val (call->sites, site);
    }
}

/* Those of the same role may stand in. */
static void
take_clinicians (CtClinic *self, LeaveCall *call, const CtUser *user)
{
  GPtrArray *users = ct_clinic_get_users (self);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *other = g_ptr_array_index (users, i);

      if (other != user && other->active && g_strcmp0 (other->role, user->role) == 0)
        g_array_append_val (call->clinicians, CT_RECORD (other)->id);
    }
}

static const CtUser *
find_user (CtClinic *self, gint64 id)
{
  GPtrArray *users = ct_clinic_get_users (self);

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == id)
      return g_ptr_array_index (users, i);
  return NULL;
}

/**
 * ct_clinic_plan_leave_async:
 * @self: a clinic
 * @leave: who is away when; not stored yet
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Says what becomes of every visit of somebody who is away: seen by somebody else of their role at the same time, moved as
 * near as the rules allow, or left for the desk to see to. Nothing is booked. Result: (transfer full) #CtReplanDraft.
 */
void
ct_clinic_plan_leave_async (CtClinic *self, CtLeave *leave, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, FALSE, work_plan_leave, NULL, leave_call_free, g_object_unref);
  const CtUser *user;
  GError *error = NULL;
  LeaveCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_LEAVE_IS (leave));
  user = find_user (self, leave->user_id);
  if (user == NULL || !ct_record_check (CT_RECORD (leave), &error) || leave->first_day > leave->last_day ||
      leave->from_minute >= leave->to_minute)
    {
      if (error == NULL)
        error = g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("Say who is away, from which day until which day."));
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  call = g_new0 (LeaveCall, 1);
  call->leave = ct_record_copy (leave);
  call->sites = g_array_new (FALSE, FALSE, sizeof (SiteTools));
  g_array_set_clear_func (call->sites, clear_site);
  call->clinicians = g_array_new (FALSE, FALSE, sizeof (gint64));
  take_sites (self, call, user);
  take_clinicians (self, call, user);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Booking it ---- */

typedef struct
{
  CtReplanDraft *draft;
  CtUndo        *undo;
} BookCall;

static void
book_call_free (gpointer data)
{
  BookCall *call = data;

  g_object_unref (call->draft);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static gpointer
work_book_leave (CtUnit *unit, gpointer data, GError **error)
{
  BookCall *call = data;
  g_autoptr (CtLeave) leave = ct_record_copy (call->draft->leave);
  g_autoptr (CtLeave) removed = NULL;
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (ct_booking_move_free);

  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (_("Leave, and the visits put elsewhere"));
  if (!ct_unit_insert (unit, leave, error))
    return NULL;
  removed = ct_record_copy (leave);
  removed->removed = TRUE;
  ct_undo_add (call->undo, removed, leave);
  for (guint i = 0; i < call->draft->rows->len; i++)
    {
      const CtReplanRow *row = g_ptr_array_index (call->draft->rows, i);

      if (row->after.how != CT_REPLAN_NOWHERE)
        g_ptr_array_add (moves, ct_booking_move_new (row->before, &row->after));
    }
  if (!ct_clinic_move_together (unit, moves, call->undo, error))
    return NULL;
  return g_steal_pointer (&leave);
}

/**
 * ct_clinic_book_leave_async:
 * @self: a clinic
 * @draft: a proposal
 * @callback: called when all is booked, or nothing
 * @user_data: for @callback
 *
 * Stores the leave and moves all visits of the proposal in one undoable act. %CT_ERROR_CONFLICT or %CT_ERROR_TAKEN: somebody
 * changed one of them, or booked one of the places, meanwhile; propose again. Result: (transfer full) the #CtLeave as stored.
 */
void
ct_clinic_book_leave_async (CtClinic *self, CtReplanDraft *draft, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_book_leave, NULL, book_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (BookCall, undo));
  BookCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_IS_REPLAN_DRAFT (draft));
  call = g_new0 (BookCall, 1);
  call->draft = g_object_ref (draft);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
