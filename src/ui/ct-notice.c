#include "ui/ct-notice.h"

/**
 * ct_notice_tell:
 * @from: a widget of the page that has something to tell
 * @text: one plain sentence
 *
 * Shows a toast.
 */
void
ct_notice_tell (GtkWidget *from, const char *text)
{
  gtk_widget_activate_action (from, "win.toast", "s", text);
}

/**
 * ct_notice_more:
 * @from: a widget of the page that has something to tell
 * @text: one plain sentence, short enough to be read at a glance
 * @whole: (nullable): what @text leaves out and all else it says, for the tooltip; %NULL: it is all there is
 *
 * Tells what came of the act that was just told of: after it in its toast, whose button stays.
 */
void
ct_notice_more (GtkWidget *from, const char *text, const char *whole)
{
  gtk_widget_activate_action (from, "win.toast-more", "(ss)", text, whole != NULL ? whole : text);
}

/**
 * ct_notice_undo:
 * @from: a widget of the page that has something to tell
 * @text: what was done
 *
 * Shows a toast with a button that undoes it.
 */
void
ct_notice_undo (GtkWidget *from, const char *text)
{
  gtk_widget_activate_action (from, "win.toast-undo", "s", text);
}

/**
 * ct_notice_error:
 * @from: a widget of the page where it happened
 * @error: (nullable): what went wrong
 *
 * Shows what went wrong as a toast; says nothing of what was called off.
 *
 * Returns: whether there was something to say.
 */
gboolean
ct_notice_error (GtkWidget *from, const GError *error)
{
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  ct_notice_tell (from, error->message);
  return TRUE;
}

/**
 * ct_notice_page:
 * @page: what stands where there is nothing to show
 * @text: plain sentences, which may name files and people
 *
 * Says why. The page would take its text for markup.
 */
void
ct_notice_page (AdwStatusPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}
