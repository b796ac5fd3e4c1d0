#include "ui/lists/ct-table-out.h"

#include <glib/gi18n.h>

#include "paper/ct-table-sheet.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/paper/ct-preview.h"
#include "ui/paper/ct-save.h"

/* ---- On paper ---- */

static void
note_print (CtClinic *clinic, const char *act, gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  ct_clinic_note_table_out_async (clinic, act, data, callback, user_data);
}

static CtPaper
usual_paper (void)
{
  return g_strcmp0 (gtk_paper_size_get_default (), GTK_PAPER_NAME_LETTER) == 0 ? CT_PAPER_LETTER : CT_PAPER_A4;
}

static CtPages *
lay_out (CtClinic *clinic, const CtTable *table, const char *about, const char *empty)
{
  CtUser *user = ct_clinic_get_user (clinic);
  CtWall now = ct_clinic_now_at (clinic, 0);
  g_autofree char *day = ct_date_format (now.date, "%-d %b %Y");
  g_autofree char *time = ct_minute_format (now.minute);
  g_autofree char *at = g_strdup_printf ("%s, %s", day, time);
  CtTableSheetInput input = { .paper = usual_paper (),
                              .clinic_name = ct_clinic_get_info (clinic)->name,
                              .printed_by = user->full_name != NULL ? user->full_name : user->login,
                              .printed_at = at,
                              .about = about,
                              .empty = empty,
                              .table = table,
                              .created_us = ct_clock_now (ct_clinic_get_clock (clinic)) };

  return ct_table_sheet_new (&input);
}

/**
 * ct_table_out_print:
 * @from: where it was asked for
 * @clinic: whose list it is
 * @table: (transfer full): the list
 * @about: (nullable): a sentence on what is in it
 * @empty: what to say where it has no rows
 *
 * Shows the list as pages, to print or to save; what leaves is written into the audit.
 */
void
ct_table_out_print (GtkWidget *from, CtClinic *clinic, CtTable *table, const char *about, const char *empty)
{
  g_autoptr (CtTable) mine = table;
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *today = NULL;
  g_autofree char *file_name = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && table != NULL);
  pages = lay_out (clinic, table, about, empty);
  today = ct_date_to_iso (ct_clinic_today (clinic));
  file_name = g_strdup_printf ("%s %s.pdf", table->title, today);
  ct_child_window_present (GTK_WINDOW (ct_preview_new_pages (clinic, pages, table->title, file_name, note_print,
                                                             g_strdup (table->title), g_free)),
                           from);
}

/* ---- As a file ---- */

typedef struct
{
  GtkWidget *from;
  CtClinic  *clinic;
  CtTable   *table;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->from);
  g_object_unref (save->clinic);
  ct_table_free (save->table);
  g_free (save);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL)
    ct_notice_tell (from, _("The list was saved as a table."));
  else
    ct_notice_error (from, error);
}

/**
 * ct_table_out_export:
 * @from: where it was asked for
 * @clinic: whose list it is
 * @table: the list
 * @path: where to
 *
 * Writes the list as a table and tells how that went.
 */
void
ct_table_out_export (GtkWidget *from, CtClinic *clinic, const CtTable *table, const char *path)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && table != NULL && path != NULL);
  ct_clinic_export_table_async (clinic, table, path, on_exported_cb, g_object_ref (from));
}

static void
on_place_chosen_cb (GFile *file, gpointer data)
{
  Save *save = data;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ct_table_out_export (save->from, save->clinic, save->table, path);
  else
    ct_notice_tell (save->from, _("Choose a folder on this computer."));
}

/**
 * ct_table_out_save:
 * @from: where it was asked for
 * @clinic: whose list it is
 * @table: (transfer full): the list
 *
 * Asks where to, and writes the list there.
 */
void
ct_table_out_save (GtkWidget *from, CtClinic *clinic, CtTable *table)
{
  Save *save;
  g_autofree char *today = NULL;
  g_autofree char *suggested = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && table != NULL);
  save = g_new0 (Save, 1);
  *save = (Save) { g_object_ref (from), g_object_ref (clinic), table };
  today = ct_date_to_iso (ct_clinic_today (clinic));
  suggested = g_strdup_printf ("%s %s.csv", table->title, today);
  ct_save_choose (from, _("Save the List"), suggested, on_place_chosen_cb, save, save_free);
}
