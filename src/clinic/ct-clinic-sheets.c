/* The schedule on paper, and what is written down when the desk's paper leaves the printer. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "clinic/ct-desk-paper.h"
#include "domain/ct-way.h"
#include "paper/ct-day-sheet.h"
#include "store/ct-audit.h"

#define WEEK_DAYS 7

/* ---- Reading ---- */

typedef struct
{
  CtScheduleWish wish;
  CtDate         first;
  CtDate         last;
} ScheduleCall;

/* What a schedule is laid out from. */
typedef struct
{
  GPtrArray   *visits;
  CtAuditHead *head;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->visits, g_ptr_array_unref);
  g_clear_pointer (&read->head, ct_audit_head_free);
  g_free (read);
}

static gpointer
work_read_schedule (CtUnit *unit, gpointer data, GError **error)
{
  const ScheduleCall *call = data;
  Read *read = g_new0 (Read, 1);

  read->visits = ct_clinic_read_visits (unit, call->wish.site_id, call->first, call->last, error);
  if (read->visits != NULL && (read->head = ct_audit_head (unit, error)) != NULL)
    return read;
  read_free (read);
  return NULL;
}

/* ---- Laying out, on the main thread: pages are drawn there ---- */

typedef struct
{
  CtClinic       *clinic;
  CtScheduleWish  wish;
  GArray         *visits;   /* of CtPaperVisit */
  GArray         *groups;   /* of CtPaperGroup */
  GPtrArray      *words;    /* keeps alive what the visits say */
  CtScheduleInput input;
} Maker;

static const char *
keep (Maker *self, char *words)
{
  g_ptr_array_add (self->words, words);
  return words;
}

static const char *
clinician_name (CtClinic *clinic, gint64 id)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (CT_RECORD (user)->id == id)
        return user->full_name != NULL ? user->full_name : user->login;
    }
  return NULL;
}

static const char *
chair_name (CtClinic *clinic, gint64 id)
{
  CtChair *chair = ct_clinic_get_chair (clinic, id);

  return chair != NULL ? chair->name : NULL;
}

static gboolean
is_wanted (const Maker *self, const CtAppointment *a)
{
  return (self->wish.chair_id == 0 || a->chair_id == self->wish.chair_id) &&
         (self->wish.clinician_id == 0 || a->clinician_id == self->wish.clinician_id);
}

/* A block of the week is narrow: "4/6" says enough. */
static char *
what_words (const Maker *self, CtVisit *visit)
{
  const CtAppointment *a = visit->appointment;

  if (self->wish.kind == CT_SCHEDULE_WEEK && a->session_number > 0 && visit->course_sessions > 0)
    return g_strdup_printf ("%d/%d", a->session_number, visit->course_sessions);
  return ct_visit_dup_desk_words (visit);
}

static void
add_visit (Maker *self, CtVisit *visit)
{
  const CtAppointment *a = visit->appointment;
  gboolean by_clinician = self->wish.kind == CT_SCHEDULE_BY_CLINICIAN;
  CtPaperVisit line = { .day = a->day, .minutes = { a->minute, MIN (a->minute + a->minutes, CT_MINUTES_PER_DAY) },
                        .group = by_clinician ? a->clinician_id : a->chair_id, .patient = visit->patient_name,
                        .born = visit->patient_born, .mrn = visit->patient_mrn, .phone = visit->patient_phone,
                        .what = keep (self, what_words (self, visit)),
                        .status = ct_way_label (ct_way_of (a)), .kind = ct_visit_kind_label (a->kind),
                        .hue = ct_colors_get_kind (ct_clinic_get_colors (self->clinic), a->kind) };

  line.with = self->wish.kind == CT_SCHEDULE_BY_CHAIR ? clinician_name (self->clinic, a->clinician_id)
                                                      : chair_name (self->clinic, a->chair_id);
  g_array_append_val (self->visits, line);
}

static gboolean
has_group (const Maker *self, gint64 id)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (g_array_index (self->groups, CtPaperGroup, i).id == id)
      return TRUE;
  return FALSE;
}

/* Every chair of the site has its list, taken or not; a chair that is no longer in use only where it is taken. */
static void
add_chairs (Maker *self)
{
  GPtrArray *chairs = ct_clinic_get_all_chairs (self->clinic);

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);
      gint64 id = CT_RECORD (chair)->id;
      gboolean taken = FALSE;

      for (guint j = 0; j < self->visits->len; j++)
        taken |= g_array_index (self->visits, CtPaperVisit, j).group == id;
      if (chair->site_id == self->wish.site_id && (chair->active || taken) &&
          (self->wish.chair_id == 0 || self->wish.chair_id == id))
        g_array_append_val (self->groups, ((CtPaperGroup) { id, chair->name }));
    }
}

/* Clinicians who see somebody, and the one who was asked for; visits without one come last. */
static void
add_clinicians (Maker *self)
{
  gboolean nobody = FALSE;

  for (guint i = 0; i < self->visits->len; i++)
    {
      gint64 id = g_array_index (self->visits, CtPaperVisit, i).group;

      nobody |= id == 0;
      if (id != 0 && !has_group (self, id))
        g_array_append_val (self->groups, ((CtPaperGroup) { id, clinician_name (self->clinic, id) }));
    }
  if (self->wish.clinician_id != 0 && !has_group (self, self->wish.clinician_id))
    g_array_append_val (self->groups, ((CtPaperGroup) { self->wish.clinician_id,
                                                        clinician_name (self->clinic, self->wish.clinician_id) }));
  if (nobody)
    g_array_append_val (self->groups, ((CtPaperGroup) { 0, _("No clinician yet") }));
}

static CtMinutes
open_hours (Maker *self, CtDate first, guint n_days)
{
  CtHours *hours = ct_clinic_get_hours (self->clinic, self->wish.site_id);
  CtMinutes all = { CT_MINUTES_PER_DAY, 0 };

  for (guint i = 0; i < n_days; i++)
    {
      guint n;
      const CtMinutes *open = ct_hours_open_on (hours, first + (CtDate) i, &n);

      for (guint j = 0; j < n; j++)
        all = (CtMinutes) { MIN (all.from, open[j].from), MAX (all.to, open[j].to) };
    }
  return all;
}

/* Saturday and Sunday are left out where nothing happens on them. */
static guint
days_of_week (Maker *self, CtDate monday)
{
  CtHours *hours = ct_clinic_get_hours (self->clinic, self->wish.site_id);
  guint n_days = 5;

  for (guint i = 5; i < WEEK_DAYS; i++)
    {
      guint n;

      ct_hours_open_on (hours, monday + (CtDate) i, &n);
      if (n > 0)
        n_days = i + 1;
    }
  for (guint i = 0; i < self->visits->len; i++)
    n_days = MAX (n_days, (guint) (g_array_index (self->visits, CtPaperVisit, i).day - monday) + 1);
  return n_days;
}

static const char *
whose (const Maker *self)
{
  if (self->wish.chair_id != 0)
    return chair_name (self->clinic, self->wish.chair_id);
  return self->wish.clinician_id != 0 ? clinician_name (self->clinic, self->wish.clinician_id) : NULL;
}

static void
describe (Maker *self, const Read *read, CtDate first)
{
  CtClinic *clinic = self->clinic;
  gboolean week = self->wish.kind == CT_SCHEDULE_WEEK;
  guint n_days = week ? days_of_week (self, first) : 1;
  const CtClosedDays *closed;

  self->input = (CtScheduleInput) {
    .paper = self->wish.paper, .clinic_name = ct_clinic_get_info (clinic)->name,
    .site_name = ct_clinic_get_site (clinic, self->wish.site_id)->name,
    .printed_by = ct_clinic_get_user (clinic)->full_name, .title = whose (self), .first = first, .n_days = n_days,
    .by_clinician = self->wish.kind == CT_SCHEDULE_BY_CLINICIAN,
    .groups = (const CtPaperGroup *) (gpointer) self->groups->data, .n_groups = self->groups->len,
    .visits = (const CtPaperVisit *) (gpointer) self->visits->data, .n_visits = self->visits->len,
    .open = open_hours (self, first, n_days), .head = read->head,
    .zone = ct_clinic_get_zone (clinic, self->wish.site_id), .created_us = ct_clock_now (ct_clinic_get_clock (clinic)),
  };
  if (!week && (closed = ct_hours_get_closure (ct_clinic_get_hours (clinic, self->wish.site_id), first)) != NULL)
    self->input.closed = closed->reason != NULL ? closed->reason : _("no reason given");
}

static CtPages *
lay_out (CtClinic *clinic, const ScheduleCall *call, const Read *read)
{
  Maker self = { clinic, call->wish, g_array_new (FALSE, FALSE, sizeof (CtPaperVisit)),
                 g_array_new (FALSE, FALSE, sizeof (CtPaperGroup)), g_ptr_array_new_with_free_func (g_free) };
  CtPages *pages;

  for (guint i = 0; i < read->visits->len; i++)
    if (is_wanted (&self, CT_VISIT (g_ptr_array_index (read->visits, i))->appointment))
      add_visit (&self, g_ptr_array_index (read->visits, i));
  if (call->wish.kind == CT_SCHEDULE_BY_CLINICIAN)
    add_clinicians (&self);
  else
    add_chairs (&self);
  describe (&self, read, call->first);
  pages = call->wish.kind == CT_SCHEDULE_WEEK ? ct_week_grid_new (&self.input) : ct_day_sheet_new (&self.input);
  g_array_unref (self.visits);
  g_array_unref (self.groups);
  g_ptr_array_unref (self.words);
  return pages;
}

static void
on_schedule_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Read *read = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (read == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, lay_out (CT_CLINIC (source), g_task_get_task_data (task), read),
                         (GDestroyNotify) ct_pages_unref);
  read_free (read);
}

/**
 * ct_clinic_make_schedule_async:
 * @self: a clinic
 * @wish: which day or week, and how
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Lays out a day sheet or a week. Nothing is written down until ct_clinic_note_sheet_async().
 * Result: (transfer full) #CtPages.
 */
void
ct_clinic_make_schedule_async (CtClinic *self, const CtScheduleWish *wish, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, FALSE, work_read_schedule, NULL, g_free, read_free);
  ScheduleCall *call;
  CtSite *site;
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self) && wish != NULL && wish->date != CT_DATE_NONE);
  site = ct_clinic_get_site (self, wish->site_id);
  if (site == NULL)
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no such site.")), callback,
                        user_data);
      return;
    }
  call = g_new0 (ScheduleCall, 1);
  call->wish = *wish;
  call->wish.site_id = CT_RECORD (site)->id;
  call->first = wish->kind == CT_SCHEDULE_WEEK ? ct_date_monday_of (wish->date) : wish->date;
  call->last = wish->kind == CT_SCHEDULE_WEEK ? call->first + WEEK_DAYS - 1 : wish->date;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, g_memdup2 (call, sizeof *call), g_free);
  ct_clinic_call (self, &use_case, call, NULL, on_schedule_read_cb, task);
}

/* ---- What left ---- */

typedef struct
{
  char  *act;
  char  *words;
  gint64 patient_id;
} NoteCall;

static void
note_call_free (gpointer data)
{
  NoteCall *call = data;

  g_free (call->act);
  g_free (call->words);
  g_free (call);
}

static gpointer
work_note (CtUnit *unit, gpointer data, GError **error)
{
  const NoteCall *call = data;

  if (!ct_unit_audit (unit, call->act, call->patient_id != 0 ? "patient" : "appointment", call->patient_id,
                      call->patient_id, call->words, error))
    return NULL;
  return CT_CLINIC_DONE;
}

/**
 * ct_clinic_note_sheet_async:
 * @self: a clinic
 * @act: "printed" or "exported"
 * @patient_id: whom it is about; 0: a day or a week
 * @words: what left: "Day sheet, Wed 25 Nov 2026"
 * @callback: called when it is written down
 * @user_data: for @callback
 *
 * Writes into the audit that the desk's paper left; call it before handing a file out. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_note_sheet_async (CtClinic *self, const char *act, gint64 patient_id, const char *words,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, TRUE, work_note, NULL, note_call_free, NULL);
  NoteCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && act != NULL && words != NULL);
  call = g_new0 (NoteCall, 1);
  call->act = g_strdup (act);
  call->words = g_strdup (words);
  call->patient_id = patient_id;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
