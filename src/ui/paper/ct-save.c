#include "ui/paper/ct-save.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/ct-error.h"
#include "paper/ct-paper-file.h"
#include "ui/ct-notice.h"

/* How long a reader may take to open what it was given. */
#define KEEP_SECONDS 600

/* ---- Choosing ---- */

typedef struct
{
  CtSaveFunc     callback;
  gpointer       data;
  GDestroyNotify destroy;
} Choice;

static void
on_response_cb (GtkFileChooserNative *chooser, int response, Choice *choice)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    choice->callback (file, choice->data);
  if (choice->destroy != NULL)
    choice->destroy (choice->data);
  g_free (choice);
  g_object_unref (chooser);
}

/**
 * ct_save_choose:
 * @from: where it is asked
 * @title: of the dialog
 * @name: the name to begin with
 * @callback: told where to
 * @data: for @callback
 * @destroy: (nullable): frees @data, whatever the answer is
 *
 * Asks where a file shall go.
 */
void
ct_save_choose (GtkWidget *from, const char *title, const char *name, CtSaveFunc callback, gpointer data,
                GDestroyNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  Choice *choice = g_new0 (Choice, 1);

  choice->callback = callback;
  choice->data = data;
  choice->destroy = destroy;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * ct_save_write:
 * @file: where to
 * @bytes: what
 * @error: why not, in a sentence
 *
 * Writes a whole file, or nothing.
 *
 * Returns: whether it was written.
 */
gboolean
ct_save_write (GFile *file, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("Choose a folder on this computer."));
      return FALSE;
    }
  return ct_paper_write_file (path, bytes, error);
}

/* ---- Showing ---- */

static void
remove_kept (gpointer data)
{
  char *path = data;
  g_autofree char *folder = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (folder);
  g_free (path);
}

static gboolean
on_kept_long_enough_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * ct_save_keep_for_reading:
 * @from: where it is asked
 * @bytes: what
 * @ending: of the name: "pdf"
 * @error: why not, in a sentence
 *
 * Puts a file into a folder that only this user can read; it is gone after ten minutes, or with the program.
 *
 * Returns: (transfer full) (nullable): its path.
 */
char *
ct_save_keep_for_reading (GtkWidget *from, GBytes *bytes, const char *ending, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("chairtime-XXXXXX", NULL);
  g_autofree char *name = g_strconcat ("document.", ending, NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL
      || !g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("There is no room for a passing copy of the document."));
      return NULL;
    }
  g_timeout_add_seconds_full (G_PRIORITY_LOW, KEEP_SECONDS, on_kept_long_enough_cb, g_strdup (path), remove_kept);
  return g_steal_pointer (&path);
}

/**
 * ct_save_show:
 * @from: where it is asked
 * @bytes: what
 * @ending: of the name: "pdf"
 *
 * Opens a document with the desktop's own reader.
 */
void
ct_save_show (GtkWidget *from, GBytes *bytes, const char *ending)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ct_save_keep_for_reading (from, bytes, ending, &error);
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (!ct_notice_error (from, error) && uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}
