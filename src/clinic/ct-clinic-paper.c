/* What leaves the clinic on paper, and is kept as it left. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-units.h"
#include "clinic/ct-progress.h"
#include "clinic/ct-summary-maker.h"

/* ---- The summary ---- */

static gpointer
work_read_for_summary (CtUnit *unit, gpointer data, GError **error)
{
  return ct_patient_file_read (unit, *(gint64 *) data, error);
}

/* Pages are laid out on the main thread: they are drawn there, and two pages take a few milliseconds. */
static void
on_file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CtPatientFile) file = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, ct_summary_make (CT_CLINIC (source), file), (GDestroyNotify) ct_pages_unref);
}

/**
 * ct_clinic_make_summary_async:
 * @self: a clinic
 * @patient_id: whom it is about
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Lays out the treatment summary. Nothing is kept until ct_clinic_issue_async().
 * Result: (transfer full) #CtPages.
 */
void
ct_clinic_make_summary_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT, FALSE, work_read_for_summary, NULL, g_free, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&patient_id, sizeof patient_id), NULL, on_file_read_cb,
                  g_task_new (self, NULL, callback, user_data));
}

/* ---- Issuing ---- */

typedef struct
{
  CtIssued *issued;
  char     *act;
} IssueCall;

static void
issue_call_free (gpointer data)
{
  IssueCall *call = data;

  g_object_unref (call->issued);
  g_free (call->act);
  g_free (call);
}

static gpointer
work_issue (CtUnit *unit, gpointer data, GError **error)
{
  IssueCall *call = data;
  g_autoptr (CtIssued) issued = ct_record_copy (call->issued);
  g_autofree char *detail = g_strdup_printf ("%s, SHA-256 %s", issued->title, issued->sha256);

  issued->issued_us = ct_unit_now (unit);
  issued->issued_by = ct_unit_actor (unit)->user_id;
  if (!ct_unit_insert (unit, issued, error) ||
      !ct_unit_audit (unit, call->act, "issued", CT_RECORD (issued)->id, issued->patient_id, detail, error))
    return NULL;
  return g_steal_pointer (&issued);
}

/**
 * ct_clinic_issue_async:
 * @self: a clinic
 * @patient_id: whom it is about
 * @kind: "summary"
 * @title: what it is, for people
 * @pdf: the very bytes that were printed or saved
 * @pages: how many pages
 * @act: "printed" or "exported"
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps what was handed out, as issued, with its SHA-256. Result: (transfer full) #CtIssued.
 */
void
ct_clinic_issue_async (CtClinic *self, gint64 patient_id, const char *kind, const char *title, GBytes *pdf, int pages,
                       const char *act, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT, TRUE, work_issue, NULL, issue_call_free, g_object_unref);
  IssueCall *call = g_new0 (IssueCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && pdf != NULL && act != NULL);
  call->act = g_strdup (act);
  call->issued = ct_issued_new ();
  call->issued->patient_id = patient_id;
  call->issued->kind = g_strdup (kind);
  call->issued->title = g_strdup (title);
  call->issued->media_type = g_strdup ("application/pdf");
  call->issued->pages = pages;
  call->issued->content = g_bytes_ref (pdf);
  call->issued->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static gboolean
chart_of_issued (CtUnit *unit, gconstpointer data, gint64 *patient_id, GError **error)
{
  return ct_unit_number (unit, patient_id, error, "document.issued-patient", "i", *(const gint64 *) data);
}

static gpointer
work_read_issued (CtUnit *unit, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (CtIssued) issued = ct_unit_get (unit, CT_TYPE_ISSUED, id, error);

  if (issued == NULL || !ct_unit_audit (unit, "opened", "issued", id, issued->patient_id, issued->title, error))
    return NULL;
  return g_bytes_ref (issued->content);
}

/**
 * ct_clinic_read_issued_async:
 * @self: a clinic
 * @issued_id: something that was issued
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Audited as opened. Result: (transfer full) #GBytes, the very PDF that was issued.
 */
void
ct_clinic_read_issued_async (CtClinic *self, gint64 issued_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_CHART, TRUE, work_read_issued, NULL, g_free,
               (GDestroyNotify) g_bytes_unref, .chart_of = chart_of_issued);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&issued_id, sizeof issued_id), NULL, callback, user_data);
}

/* ---- What leaves and is not kept, or was kept before ---- */

typedef struct
{
  const char *act;
  const char *table;
  gint64      record_id;
  gint64      patient_id;
  char       *what;
} NoteCall;

static void
note_call_free (gpointer data)
{
  g_free (((NoteCall *) data)->what);
  g_free (data);
}

static gpointer
work_note (CtUnit *unit, gpointer data, GError **error)
{
  const NoteCall *call = data;

  if (!ct_unit_audit (unit, call->act, call->table, call->record_id, call->patient_id, call->what, error))
    return NULL;
  return CT_CLINIC_DONE;
}

static void
note_paper (CtClinic *self, NoteCall wish, const char *what, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT, TRUE, work_note, NULL, note_call_free, NULL);
  NoteCall *call = g_memdup2 (&wish, sizeof wish);

  call->act = g_intern_string (wish.act);
  call->what = g_strdup (what);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/**
 * ct_clinic_note_export_async:
 * @self: a clinic
 * @patient_id: whom it is about
 * @what: what left the program: "PHQ-9 chart, chart.png"
 * @callback: called when it is written down
 * @user_data: for @callback
 *
 * Writes an export that is not kept into the audit; call it before handing the file out. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_note_export_async (CtClinic *self, gint64 patient_id, const char *what, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  note_paper (self, (NoteCall) { "exported", "patient", patient_id, patient_id }, what, callback, user_data);
}

/**
 * ct_clinic_note_issued_async:
 * @self: a clinic
 * @issued: what was kept as issued before
 * @act: "printed" or "exported"
 * @what: (nullable): what of it, where it is not the document itself
 * @callback: called when it is written down
 * @user_data: for @callback
 *
 * Writes into the audit that it is handed out again; call it before that. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_note_issued_async (CtClinic *self, CtIssued *issued, const char *act, const char *what,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self) && CT_ISSUED_IS (issued) && act != NULL);
  note_paper (self, (NoteCall) { act, "issued", CT_RECORD (issued)->id, issued->patient_id },
              what != NULL ? what : issued->title, callback, user_data);
}
