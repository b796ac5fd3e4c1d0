/* The ways from the window to people: their pages, the editor, referrals. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/ct-page-list.h"
#include "ui/import/ct-import-window.h"
#include "ui/patients/ct-patient-editor.h"

/* ---- A patient's page ---- */

/* Charts that stay open in the background, with where one was in them; a few, since each holds a whole chart. */
#define MAX_OPEN_CHARTS 4

static gboolean
is_chart (CtWindow *self, GtkWidget *page)
{
  GtkStackPage *place = gtk_stack_get_page (self->pages, page);

  return g_str_has_prefix (gtk_stack_page_get_name (place), "patient-");
}

/* Closes the chart that was opened first, as long as there are too many. */
static void
trim_charts (CtWindow *self)
{
  GtkWidget *first = NULL;
  guint n = 0;

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    if (is_chart (self, page) && n++ == 0)
      first = page;
  if (n > MAX_OPEN_CHARTS && first != GTK_WIDGET (ct_window_get_page (self)))
    gtk_stack_remove (self->pages, first);
}

/**
 * ct_window_show_patient:
 * @self: the window
 * @patient_id: somebody
 *
 * Shows the patient's page; the page belongs to that patient for as long as it lives.
 */
void
ct_window_show_patient (CtWindow *self, gint64 patient_id)
{
  g_autofree char *name = g_strdup_printf ("patient-%" G_GINT64_FORMAT, patient_id);
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page == NULL)
    {
      page = ct_page_list_create_patient (self->clinic, patient_id);
      if (page == NULL)
        {
          ct_window_edit_patient (self, patient_id);
          return;
        }
      g_signal_connect_swapped (page, "page-changed", G_CALLBACK (ct_window_update_header), self);
      gtk_stack_add_named (self->pages, page, name);
    }
  gtk_stack_set_visible_child (self->pages, page);
  trim_charts (self);
}

/* ---- Editing ---- */

/**
 * ct_window_new_patient:
 * @self: the window
 * @words: what is known already, as typed
 *
 * Opens the editor for somebody new.
 */
void
ct_window_new_patient (CtWindow *self, const char *words)
{
  g_autoptr (CtPatient) patient = ct_patient_editor_guess (words);

  ct_child_window_present (GTK_WINDOW (ct_patient_editor_new (self->clinic, patient)), GTK_WIDGET (self));
}

static void
on_read_to_edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatientFile) file = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (ct_notice_error (GTK_WIDGET (self), error) || ct_window_is_locked (self))
    return;
  ct_child_window_present (GTK_WINDOW (ct_patient_editor_new (self->clinic, file->patient)), GTK_WIDGET (self));
}

/**
 * ct_window_edit_patient:
 * @self: the window
 * @patient_id: somebody
 *
 * Opens the editor on what is stored now.
 */
void
ct_window_edit_patient (CtWindow *self, gint64 patient_id)
{
  ct_clinic_read_patient_async (self->clinic, patient_id, on_read_to_edit_cb, g_object_ref (self));
}

/* ---- Referrals ---- */

/**
 * ct_window_import_files:
 * @self: the window
 * @files: (element-type GFile): documents
 *
 * Opens the import window with them.
 */
void
ct_window_import_files (CtWindow *self, GPtrArray *files)
{
  CtImportWindow *window;

  g_return_if_fail (CT_IS_WINDOW (self));
  if (files->len == 0 || ct_window_is_locked (self))
    return;
  window = ct_import_window_new (self->clinic);
  ct_child_window_present (GTK_WINDOW (window), GTK_WIDGET (self));
  for (guint i = 0; i < files->len; i++)
    ct_import_window_add_file (window, g_ptr_array_index (files, i));
}

static void
on_files_chosen_cb (GtkNativeDialog *dialog, int response, CtWindow *self)
{
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        g_ptr_array_add (chosen, g_list_model_get_item (files, i));
    }
  g_object_unref (dialog);
  ct_window_import_files (self, chosen);
}

/**
 * ct_window_choose_files:
 * @self: the window
 *
 * Lets documents be chosen and imports them.
 */
void
ct_window_choose_files (CtWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Import Referrals"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), NULL);
  g_autoptr (GtkFileFilter) documents = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (documents, _("Clinical documents (C-CDA)"));
  gtk_file_filter_add_suffix (documents, "xml");
  gtk_file_filter_add_suffix (documents, "ccda");
  gtk_file_filter_add_suffix (documents, "cda");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), documents);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CtWindow *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_ptr_array_add (files, l->data);
  ct_window_import_files (self, files);
  return files->len > 0;
}

/**
 * ct_window_accept_drops:
 * @self: the window
 *
 * From now on, files dropped anywhere on the window are imported.
 */
void
ct_window_accept_drops (CtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (target));
}
