/* The audit leaves the clinic: as a file, or on paper. That it did is an act itself. */
#include "clinic/ct-clinic-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "exchange/ct-audit-csv.h"
#include "store/ct-audit.h"

/* Acts of a piece: some milliseconds of work, and a megabyte of text. */
#define PIECE_ROWS 4000

typedef struct
{
  CtAuditFilter   *filter;
  char            *words;
  GFile           *file;
  GFile           *part;   /* written first, and moved over the file once it is whole */
  GOutputStream   *stream;
  GString         *csv;    /* what is being written */
  CtAuditPlace     last;
  gint64           first_id;
  gint64           n;
  gboolean         complete;
  CtClinicProgress progress;
  gpointer         progress_data;
} Export;

static void
export_free (gpointer data)
{
  Export *it = data;

  ct_audit_filter_free (it->filter);
  g_free (it->words);
  g_clear_object (&it->stream);
  g_clear_object (&it->file);
  g_clear_object (&it->part);
  if (it->csv != NULL)
    g_string_free (it->csv, TRUE);
  g_free (it);
}

/* Nothing is left behind of what did not become whole. */
static void
give_up (GTask *task, GError *error)
{
  Export *it = g_task_get_task_data (task);

  if (it->stream != NULL)
    g_output_stream_close (it->stream, NULL, NULL);
  g_file_delete (it->part, NULL, NULL);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
fail_to_write (GTask *task, GError *why)
{
  GError *error;

  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      give_up (task, why);
      return;
    }
  error = g_error_new (CT_ERROR, CT_ERROR_FAILED, _("The file could not be written: %s"), why->message);
  g_error_free (why);
  give_up (task, error);
}

/* ---- Written down, then put in place ---- */

typedef struct
{
  const char *act;
  gint64      patient_id;
  char       *detail;
} Note;

static void
note_free (gpointer data)
{
  g_free (((Note *) data)->detail);
  g_free (data);
}

static gpointer
work_note (CtUnit *unit, gpointer data, GError **error)
{
  const Note *note = data;

  return ct_unit_audit (unit, note->act, "audit", 0, note->patient_id, note->detail, error) ? CT_CLINIC_DONE : NULL;
}

static void
write_down (CtClinic *self, const char *act, gint64 patient_id, char *detail, GAsyncReadyCallback callback,
            gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, TRUE, work_note, NULL, note_free, NULL);
  Note *note = g_new0 (Note, 1);

  *note = (Note) { act, patient_id, detail };
  ct_clinic_call (self, &use_case, note, NULL, callback, user_data);
}

static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *it = g_task_get_task_data (task);
  GError *error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL)
    give_up (task, error);
  else if (!g_file_move (it->part, it->file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    fail_to_write (task, error);
  else
    {
      g_task_return_int (task, (gssize) it->n);
      g_object_unref (task);
    }
}

static void
on_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *it = g_task_get_task_data (task);
  g_autofree char *name = g_file_get_basename (it->file);
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    {
      fail_to_write (task, error);
      return;
    }
  g_clear_object (&it->stream);
  write_down (g_task_get_source_object (task), "exported", it->filter->patient_id,
              g_strdup_printf (ngettext ("%d act, %s\n%s", "%d acts, %s\n%s", (gulong) it->n), (int) it->n, name,
                               it->words),
              on_noted_cb, task);
}

/* ---- Piece by piece ---- */

static gpointer
work_read_piece (CtUnit *unit, gpointer data, GError **error)
{
  const Export *it = data;

  return ct_audit_search (unit, it->filter, it->n > 0 ? &it->last : NULL, PIECE_ROWS, error);
}

static void on_piece_read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_piece (GTask *task)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_read_piece, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  ct_clinic_call (g_task_get_source_object (task), &use_case, g_task_get_task_data (task),
                  g_task_get_cancellable (task), on_piece_read_cb, task);
}

static void
on_piece_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *it = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    fail_to_write (task, error);
  else if (it->complete)
    g_output_stream_close_async (it->stream, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_closed_cb, task);
  else
    read_piece (task);
}

static void
add_piece (Export *it, GPtrArray *rows)
{
  g_string_truncate (it->csv, 0);
  if (it->n == 0)
    ct_audit_csv_header (it->csv);
  for (guint i = 0; i < rows->len; i++)
    {
      const CtAuditRow *row = g_ptr_array_index (rows, i);

      if (it->n + i == 0)
        it->first_id = row->id;
      ct_audit_csv_row (it->csv, row);
      it->last = (CtAuditPlace) { row->at_us, row->id };
    }
  it->n += rows->len;
  it->complete = rows->len < PIECE_ROWS;
}

/* How many there are is not known before the end; how far the numbers have come down is. */
static void
tell_progress (const Export *it)
{
  if (it->progress != NULL && it->n > 0)
    it->progress (it->complete ? it->first_id : MAX (it->first_id - it->last.id, 0), it->first_id, it->progress_data);
}

static void
on_piece_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *it = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (rows == NULL)
    {
      give_up (task, error);
      return;
    }
  add_piece (it, rows);
  tell_progress (it);
  g_output_stream_write_all_async (it->stream, it->csv->str, it->csv->len, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_piece_written_cb, task);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *it = g_task_get_task_data (task);
  GError *error = NULL;

  it->stream = G_OUTPUT_STREAM (g_file_replace_finish (G_FILE (source), result, &error));
  if (it->stream == NULL)
    fail_to_write (task, error);
  else
    read_piece (task);
}

/**
 * ct_clinic_export_audit_async:
 * @self: a clinic
 * @filter: which acts
 * @words: what the filter says, for the audit
 * @path: where to
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it; nothing is left of it then
 * @callback: called when the file is whole, or not
 * @user_data: for @callback
 *
 * Writes all acts that fit, latest first, as a table of RFC 4180. The memory it needs does not grow with them. The export
 * is written into the audit before the file is put in place. Finish with ct_clinic_export_audit_finish().
 */
void
ct_clinic_export_audit_async (CtClinic *self, const CtAuditFilter *filter, const char *words, const char *path,
                              CtClinicProgress progress, gpointer progress_data, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  Export *it = g_new0 (Export, 1);
  g_autofree char *part = NULL;
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self) && filter != NULL && path != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  part = g_strconcat (path, ".part", NULL);
  it->filter = ct_audit_filter_copy (filter);
  it->words = g_strdup (words != NULL ? words : "");
  it->file = g_file_new_for_path (path);
  it->part = g_file_new_for_path (part);
  it->csv = g_string_new (NULL);
  it->progress = progress;
  it->progress_data = progress_data;
  g_task_set_task_data (task, it, export_free);
  g_file_replace_async (it->part, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable, on_opened_cb,
                        task);
}

/**
 * ct_clinic_export_audit_finish:
 * @self: the clinic
 * @result: what the callback was given
 * @error: what went wrong, in a sentence for the user
 *
 * Returns: how many acts were written, -1 where it came to nothing.
 */
gint64
ct_clinic_export_audit_finish (CtClinic *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * ct_clinic_note_audit_out_async:
 * @self: a clinic
 * @act: "printed" or "exported"
 * @patient_id: whom it is about; 0 for nobody in particular
 * @words: what left
 * @callback: called when it is written down
 * @user_data: for @callback
 *
 * Writes into the audit that pages of it left the clinic. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_note_audit_out_async (CtClinic *self, const char *act, gint64 patient_id, const char *words,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self) && act != NULL && words != NULL);
  write_down (self, g_intern_string (act), patient_id, g_strdup (words), callback, user_data);
}
