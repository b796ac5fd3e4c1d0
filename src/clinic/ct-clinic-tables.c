/* A list leaves the clinic: as a file, or on paper. That it did is an act itself. */
#include "clinic/ct-clinic-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "exchange/ct-csv.h"

/* ---- Written down ---- */

typedef struct
{
  const char *act;
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

  return ct_unit_audit (unit, note->act, NULL, 0, 0, note->detail, error) ? CT_CLINIC_DONE : NULL;
}

static void
write_list_down (CtClinic *self, const char *act, char *detail, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, TRUE, work_note, NULL, note_free, NULL);
  Note *note = g_new0 (Note, 1);

  *note = (Note) { act, detail };
  ct_clinic_call (self, &use_case, note, NULL, callback, user_data);
}

/**
 * ct_clinic_note_table_out_async:
 * @self: a clinic
 * @act: "printed" or "exported"
 * @words: what left
 * @callback: called when it is written down
 * @user_data: for @callback
 *
 * Writes into the audit that a list left the clinic. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_note_table_out_async (CtClinic *self, const char *act, const char *words, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self) && act != NULL && words != NULL);
  write_list_down (self, g_intern_string (act), g_strdup (words), callback, user_data);
}

/* ---- As a file ---- */

typedef struct
{
  GFile  *file;
  GBytes *csv;
} Export;

static void
export_free (gpointer data)
{
  Export *it = data;

  g_object_unref (it->file);
  g_bytes_unref (it->csv);
  g_free (it);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) why = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &why))
    g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
  else
    g_task_return_new_error (task, CT_ERROR, CT_ERROR_FAILED, _("The file could not be written: %s"), why->message);
}

static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *it = g_task_get_task_data (task);
  GError *error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_file_replace_contents_bytes_async (it->file, it->csv, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_written_cb,
                                         g_steal_pointer (&task));
}

/**
 * ct_clinic_export_table_async:
 * @self: a clinic
 * @table: what to write
 * @path: where to
 * @callback: called when the file is whole, or not
 * @user_data: for @callback
 *
 * Writes a list as a table of RFC 4180. It is written into the audit before it is in place. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_export_table_async (CtClinic *self, const CtTable *table, const char *path, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree char *name = NULL;
  Export *it;
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self) && table != NULL && path != NULL);
  ct_csv_table (csv, table);
  name = g_path_get_basename (path);
  it = g_new0 (Export, 1);
  it->file = g_file_new_for_path (path);
  it->csv = g_bytes_new (csv->str, csv->len);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, it, export_free);
  write_list_down (self, "exported",
              g_strdup_printf (ngettext ("%s, %u row, %s", "%s, %u rows, %s", ct_table_get_rows (table)), table->title,
                               ct_table_get_rows (table), name),
              on_noted_cb, task);
}
