#include "ui/start/ct-recovery-paper.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "paper/ct-codes-sheet.h"
#include "paper/ct-recovery-sheet.h"
#include "ui/paper/ct-desk-printer.h"

/* There is no toast yet, so what went wrong is told in a window. */
static void
tell_error (GtkWindow *parent, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Page Not Written"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static CtPages *
create_pages (const char *clinic_name, const char *key, const char *path, CtWall now, gint64 now_us)
{
  g_autofree char *file_name = g_filename_display_basename (path);
  CtRecoverySheetInput input = {
    .paper = ct_usual_paper (),
    .clinic_name = clinic_name,
    .recovery_key = key,
    .file_name = file_name,
    .printed_on = now.date,
    .created_us = now_us,
  };

  return ct_recovery_sheet_new (&input);
}

/* ---- Printing ---- */

static void
on_begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, CtPages *pages)
{
  gtk_print_operation_set_n_pages (operation, (int) ct_pages_get_n (pages));
}

static void
on_draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, CtPages *pages)
{
  ct_pages_draw (pages, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
print_pages (GtkWindow *parent, CtPages *pages)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, ct_pages_get_title (pages));
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print_cb), pages);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page_cb), pages);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, &error) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    tell_error (parent, error);
}

/**
 * ct_recovery_paper_print:
 * @parent: the window above which the printer is chosen
 * @clinic_name: what the clinic is called
 * @key: the recovery key
 * @path: the clinic's file
 * @now: what the clock on the wall shows
 * @now_us: the same moment, UTC microseconds
 *
 * Lets a printer be chosen and prints the sheet.
 */
void
ct_recovery_paper_print (GtkWindow *parent, const char *clinic_name, const char *key, const char *path, CtWall now,
                         gint64 now_us)
{
  g_autoptr (CtPages) pages = create_pages (clinic_name, key, path, now, now_us);

  print_pages (parent, pages);
}

/**
 * ct_codes_paper_print:
 * @parent: the window above which the printer is chosen
 * @clinic_name: what the clinic is called
 * @login: whose codes they are
 * @codes: (array zero-terminated): backup codes
 * @now: what the clock on the wall shows
 * @now_us: the same moment, UTC microseconds
 *
 * Lets a printer be chosen and prints the page of backup codes.
 */
void
ct_codes_paper_print (GtkWindow *parent, const char *clinic_name, const char *login, const char *const *codes, CtWall now,
                      gint64 now_us)
{
  const CtCodesSheetInput input = { ct_usual_paper (), clinic_name, login, codes, now.date, now_us };
  g_autoptr (CtPages) pages = ct_codes_sheet_new (&input);

  print_pages (parent, pages);
}

/* ---- Saving ---- */

static void
on_place_chosen_cb (GtkNativeDialog *dialog, int response, CtPages *pages)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      path = g_file_get_path (file);
      if (!ct_pages_write_pdf (pages, path, &error))
        tell_error (gtk_native_dialog_get_transient_for (dialog), error);
    }
  g_object_unref (dialog);
}

/**
 * ct_recovery_paper_save:
 * @parent: the window above which the place is chosen
 * @clinic_name: what the clinic is called
 * @key: the recovery key
 * @path: the clinic's file
 * @now: what the clock on the wall shows
 * @now_us: the same moment, UTC microseconds
 *
 * Lets a place be chosen and writes the sheet there as PDF.
 */
void
ct_recovery_paper_save (GtkWindow *parent, const char *clinic_name, const char *key, const char *path, CtWall now,
                        gint64 now_us)
{
  CtPages *pages = create_pages (clinic_name, key, path, now, now_us);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_("Save the Recovery Key"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  g_autofree char *name = g_strdup_printf (_("Recovery key of %s.pdf"), clinic_name);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), g_strdelimit (name, "/", '-'));
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_place_chosen_cb), pages,
                         (GClosureNotify) (GCallback) ct_pages_unref, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
