/* Calendar files: a patient's appointments out, somebody's own busy times in. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"
#include "clinic/ct-calendar-files.h"
#include "clinic/ct-patient-visits.h"
#include "exchange/ct-ics.h"

/* How far ahead repetitions are followed. */
#define AHEAD_DAYS 400
/* A cancellation is told for so long after the day it was for. */
#define CANCELLED_DAYS 30
#define UID_DIGITS 16

/* ---- Out ---- */

/* What the clock on the wall of a site shows when the file is asked for. */
typedef struct
{
  gint64 site_id;
  CtWall now;
} SiteNow;

typedef struct
{
  gint64  patient_id;
  GArray *nows;   /* of SiteNow */
} ExportCall;

static void
export_call_free (gpointer data)
{
  g_array_unref (((ExportCall *) data)->nows);
  g_free (data);
}

/* What the file is made from; visits that the patient never had, and that are over, are not in it. */
typedef struct
{
  CtPatientVisits *file;
  GPtrArray       *chosen;  /* of CtAppointment: to come, or cancelled after they were sent */
  char            *clinic;  /* what tells this clinic from all others */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_clear_pointer (&draft->file, ct_patient_visits_free);
  g_ptr_array_unref (draft->chosen);
  g_free (draft->clinic);
  g_free (draft);
}

static CtWall
now_at (const ExportCall *call, gint64 site_id)
{
  for (guint i = 0; i < call->nows->len; i++)
    if (g_array_index (call->nows, SiteNow, i).site_id == site_id)
      return g_array_index (call->nows, SiteNow, i).now;
  return (CtWall) { CT_DATE_NONE, 0 };
}

static CtSentVisit *
find_sent (GPtrArray *sent, gint64 appointment_id)
{
  for (guint i = 0; i < sent->len; i++)
    if (CT_SENT_VISIT (g_ptr_array_index (sent, i))->appointment_id == appointment_id)
      return g_ptr_array_index (sent, i);
  return NULL;
}

static gboolean
is_wanted (const ExportCall *call, const CtAppointment *a, const CtSentVisit *sent)
{
  CtWall now = now_at (call, a->site_id);

  if (!ct_appointment_holds_chair (a))
    return sent != NULL && a->day + CANCELLED_DAYS >= now.date;
  return a->day > now.date || (a->day == now.date && a->minute + a->minutes > now.minute);
}

static gboolean
remember_sent (CtUnit *unit, const CtAppointment *a, CtSentVisit *sent, GError **error)
{
  g_autoptr (CtSentVisit) record = sent != NULL ? ct_record_copy (sent) : ct_sent_visit_new ();

  record->patient_id = a->patient_id;
  record->appointment_id = CT_RECORD (a)->id;
  record->sent_us = ct_unit_now (unit);
  return sent != NULL ? ct_unit_update (unit, record, error) : ct_unit_insert (unit, record, error);
}

static gboolean
choose (CtUnit *unit, const ExportCall *call, Draft *draft, GError **error)
{
  g_autoptr (GPtrArray) sent =
      ct_unit_list (unit, error, CT_TYPE_SENT_VISIT, "paper.sent-of-patient", "i", call->patient_id);

  if (sent == NULL)
    return FALSE;
  for (guint i = 0; i < draft->file->visits->len; i++)
    {
      CtAppointment *a = ((CtPatientVisit *) g_ptr_array_index (draft->file->visits, i))->appointment;
      CtSentVisit *before = find_sent (sent, CT_RECORD (a)->id);

      if (!is_wanted (call, a, before))
        continue;
      if (!remember_sent (unit, a, before, error))
        return FALSE;
      g_ptr_array_add (draft->chosen, g_object_ref (a));
    }
  if (draft->chosen->len > 0)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("No appointment is to come, so there is nothing to send."));
  return FALSE;
}

/* The first act of a clinic is like no other's, and goes with it from a file to a server and back. */
static gboolean
name_clinic (CtUnit *unit, Draft *draft, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "paper.first-hash", "");

  if (rows == NULL)
    return FALSE;
  draft->clinic = ct_rows_next (rows, NULL) ? g_strndup (ct_rows_text (rows, 0), UID_DIGITS) : g_strdup ("new");
  return TRUE;
}

static gpointer
work_export (CtUnit *unit, gpointer data, GError **error)
{
  const ExportCall *call = data;
  Draft *draft = g_new0 (Draft, 1);

  draft->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  draft->file = ct_patient_visits_read (unit, call->patient_id, error);
  if (draft->file != NULL && choose (unit, call, draft, error) && name_clinic (unit, draft, error) &&
      ct_unit_audit (unit, "exported", "patient", call->patient_id, call->patient_id, _("Appointments, calendar file"),
                     error))
    return draft;
  draft_free (draft);
  return NULL;
}

/* Nothing of a treatment, nor the clinic's name, which may say what is treated: a calendar is looked at by many. */
static CtIcsEvent
event_of (CtClinic *clinic, const CtAppointment *a, const char *clinic_name, GPtrArray *words)
{
  CtSite *site = ct_clinic_get_site (clinic, a->site_id);
  char *uid = g_strdup_printf ("visit-%" G_GINT64_FORMAT "-%s@chairtime", CT_RECORD (a)->id, clinic_name);
  char *address = ct_site_address (site);
  /* Translators: a phone number */
  char *call = ct_text_is_blank (site->phone) ? NULL : g_strdup_printf (_("If you can’t come, please call %s."), site->phone);

  g_ptr_array_add (words, uid);
  g_ptr_array_add (words, address);
  if (call != NULL)
    g_ptr_array_add (words, call);
  return (CtIcsEvent) { .uid = uid, .sequence = (int) CT_RECORD (a)->revision, .cancelled = !ct_appointment_holds_chair (a),
                        .at = { a->day, a->minute }, .minutes = a->minutes, .zone_id = site->zone,
                        .zone = ct_clinic_get_zone (clinic, a->site_id), .summary = _("Appointment"), .location = address,
                        .description = call };
}

static GBytes *
write_file (CtClinic *clinic, const Draft *draft, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CtIcsEvent));
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < draft->chosen->len; i++)
    {
      CtIcsEvent event = event_of (clinic, g_ptr_array_index (draft->chosen, i), draft->clinic, words);

      g_array_append_val (events, event);
    }
  return ct_ics_write ((const CtIcsEvent *) (gpointer) events->data, events->len,
                       ct_clock_now (ct_clinic_get_clock (clinic)), error);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Draft *draft = ct_clinic_finish (CT_CLINIC (source), result, &error);
  GBytes *bytes = draft != NULL ? write_file (CT_CLINIC (source), draft, &error) : NULL;

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
  g_clear_pointer (&draft, draft_free);
}

/**
 * ct_clinic_export_calendar_async:
 * @self: a clinic
 * @patient_id: whose
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Makes a calendar file of the appointments to come; those that an earlier file had and that were cancelled since are in it
 * as cancelled. Written into the audit as exported. Result: (transfer full) #GBytes.
 */
void
ct_clinic_export_calendar_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, TRUE, work_export, NULL, export_call_free, draft_free);
  GPtrArray *sites = ct_clinic_get_all_sites (self);
  ExportCall *call;

  g_return_if_fail (CT_IS_CLINIC (self));
  call = g_new0 (ExportCall, 1);
  call->patient_id = patient_id;
  call->nows = g_array_new (FALSE, FALSE, sizeof (SiteNow));
  for (guint i = 0; i < sites->len; i++)
    {
      gint64 id = CT_RECORD (g_ptr_array_index (sites, i))->id;
      SiteNow now = { id, ct_clinic_now_at (self, id) };

      g_array_append_val (call->nows, now);
    }
  ct_clinic_call (self, &use_case, call, NULL, on_exported_cb, g_task_new (self, NULL, callback, user_data));
}

/* ---- In ---- */

typedef struct
{
  gint64     user_id;
  char      *who;
  char      *source;     /* (nullable): as the calendar calls itself */
  char      *file_name;  /* if it does not */
  GBytes    *bytes;      /* (nullable): forget it */
  GTimeZone *zone;
  CtUndo    *undo;
} BusyCall;

static void
busy_call_free (gpointer data)
{
  BusyCall *call = data;

  g_free (call->who);
  g_free (call->source);
  g_free (call->file_name);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_time_zone_unref (call->zone);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static char *
source_name (const BusyCall *call, const char *calendar_name)
{
  const char *name = !ct_text_is_blank (call->source)    ? call->source
                     : !ct_text_is_blank (calendar_name) ? calendar_name
                                                         : call->file_name;
  g_autofree char *clean = ct_text_clean_line (name);

  return g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), 100));
}

static CtStaffBusy *
read_file (CtUnit *unit, const BusyCall *call, GError **error)
{
  gint64 now_us = ct_unit_now (unit);
  CtIcsWindow window = { now_us - G_TIME_SPAN_DAY, now_us + AHEAD_DAYS * G_TIME_SPAN_DAY, call->zone };
  g_autofree char *calendar_name = NULL;
  g_autoptr (GArray) busy = ct_ics_read_busy (call->bytes, &window, &calendar_name, error);
  CtStaffBusy *record;

  if (busy == NULL)
    return NULL;
  record = ct_staff_busy_new ();
  record->user_id = call->user_id;
  record->source = source_name (call, calendar_name);
  record->ranges = ct_busy_to_text (busy);
  record->imported_us = now_us;
  return record;
}

/* What a calendar said before is replaced as a whole, so that what it does not say any more is gone. */
static gboolean
store_busy (CtUnit *unit, BusyCall *call, CtStaffBusy *record, CtStaffBusy *before, GError **error)
{
  g_autoptr (CtStaffBusy) removed = NULL;

  if (before != NULL)
    {
      CT_RECORD (record)->id = CT_RECORD (before)->id;
      CT_RECORD (record)->revision = CT_RECORD (before)->revision;
    }
  if (!(before != NULL ? ct_unit_update (unit, record, error) : ct_unit_insert (unit, record, error)))
    return FALSE;
  removed = ct_record_copy (record);
  removed->removed = TRUE;
  ct_undo_add (call->undo, before != NULL ? before : removed, record);
  return TRUE;
}

static gpointer
work_import_busy (CtUnit *unit, gpointer data, GError **error)
{
  BusyCall *call = data;
  g_autoptr (CtStaffBusy) record = read_file (unit, call, error);
  g_autoptr (CtStaffBusy) before = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autofree char *label = NULL;

  if (record == NULL ||
      (known = ct_unit_list (unit, error, CT_TYPE_STAFF_BUSY, "paper.busy-of", "it", call->user_id, record->source)) == NULL)
    return NULL;
  if (known->len > 0)
    before = g_object_ref (g_ptr_array_index (known, 0));
  /* Translators: whose calendar was read, and what it is called */
  label = g_strdup_printf (_("Busy times of %s from “%s”"), call->who, record->source);
  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (label);
  return store_busy (unit, call, record, before, error) ? g_steal_pointer (&record) : NULL;
}

static BusyCall *
busy_call_new (CtClinic *self, gint64 user_id, const char *source, GError **error)
{
  GPtrArray *users = ct_clinic_get_users (self);
  BusyCall *call = NULL;

  for (guint i = 0; i < users->len && call == NULL; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (CT_RECORD (user)->id != user_id)
        continue;
      call = g_new0 (BusyCall, 1);
      call->user_id = user_id;
      call->who = g_strdup (user->full_name != NULL ? user->full_name : user->login);
      call->source = g_strdup (source);
      call->zone = g_time_zone_ref (ct_clinic_get_zone (self, 0));
    }
  if (call == NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("Say whose calendar it is."));
  return call;
}

/**
 * ct_clinic_import_busy_async:
 * @self: a clinic
 * @user_id: whose calendar it is
 * @bytes: an iCalendar file
 * @source: (nullable): what to call it; %NULL: as it calls itself, else its file name
 * @file_name: (nullable): of the file
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Takes over when somebody is busy by a calendar of their own: from yesterday on, for 400 days. What the same calendar said
 * before is replaced; undoable. What they do is not kept. Result: (transfer full) the #CtStaffBusy as stored.
 */
void
ct_clinic_import_busy_async (CtClinic *self, gint64 user_id, GBytes *bytes, const char *source, const char *file_name,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_import_busy, NULL, busy_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (BusyCall, undo));
  GError *error = NULL;
  BusyCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && bytes != NULL);
  call = busy_call_new (self, user_id, source, &error);
  if (call == NULL)
    {
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  call->bytes = g_bytes_ref (bytes);
  call->file_name = g_strdup (ct_text_is_blank (file_name) ? _("Calendar") : file_name);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static gpointer
work_forget_busy (CtUnit *unit, gpointer data, GError **error)
{
  BusyCall *call = data;
  g_autoptr (GPtrArray) known =
      ct_unit_list (unit, error, CT_TYPE_STAFF_BUSY, "paper.busy-of", "it", call->user_id, call->source);
  g_autoptr (CtStaffBusy) record = NULL;
  g_autofree char *label = NULL;

  if (known == NULL)
    return NULL;
  if (known->len == 0 || CT_STAFF_BUSY (g_ptr_array_index (known, 0))->removed)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("%s has no calendar “%s” here."), call->who, call->source);
      return NULL;
    }
  record = ct_record_copy (g_ptr_array_index (known, 0));
  record->removed = TRUE;
  /* Translators: what a calendar is called, and whose it is */
  label = g_strdup_printf (_("Forget “%s” of %s"), call->source, call->who);
  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (label);
  return store_busy (unit, call, record, g_ptr_array_index (known, 0), error) ? g_steal_pointer (&record) : NULL;
}

/**
 * ct_clinic_forget_busy_async:
 * @self: a clinic
 * @user_id: whose calendar it is
 * @source: what it is called
 * @callback: called when it is gone, or not
 * @user_data: for @callback
 *
 * Takes out what a calendar said; undoable. Result: (transfer full) the #CtStaffBusy, removed.
 */
void
ct_clinic_forget_busy_async (CtClinic *self, gint64 user_id, const char *source, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_forget_busy, NULL, busy_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (BusyCall, undo));
  GError *error = NULL;
  BusyCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && source != NULL);
  call = busy_call_new (self, user_id, source, &error);
  if (call != NULL)
    ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
  else
    ct_clinic_refuse (self, error, callback, user_data);
}
