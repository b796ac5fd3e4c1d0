#include "ui/reminders/ct-words-window.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "clinic/ct-reminders.h"

struct _CtWordsWindow
{
  AdwWindow          parent_instance;
  GtkDropDown       *language;
  GtkDropDown       *how;
  GtkEntry          *subject;
  GtkWidget         *subject_line;
  GtkTextView       *body;
  GtkLabel          *told;

  CtClinic          *clinic;
  CtReminderBook    *book;      /* (nullable) */
  CtMessageTemplate *template;  /* (nullable): what is being edited */
};

G_DEFINE_FINAL_TYPE (CtWordsWindow, ct_words_window, ADW_TYPE_WINDOW)

static const char *const ways[] = { CT_REMIND_TEXT, CT_REMIND_EMAIL };

static void read_again (CtWordsWindow *self);

static void
tell (CtWordsWindow *self, const char *text)
{
  gtk_label_set_text (self->told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told), text[0] != '\0');
}

static const char *
chosen_way (CtWordsWindow *self)
{
  return ways[MIN (gtk_drop_down_get_selected (self->how), G_N_ELEMENTS (ways) - 1)];
}

static void
show_template (CtWordsWindow *self)
{
  guint row = gtk_drop_down_get_selected (self->language);
  const CtReminderTongue *tongue;

  if (self->book == NULL || row >= self->book->tongues->len)
    return;
  tongue = g_ptr_array_index (self->book->tongues, row);
  g_clear_object (&self->template);
  self->template = ct_reminder_template (self->book, tongue->code, chosen_way (self));
  gtk_widget_set_visible (self->subject_line, g_str_equal (chosen_way (self), CT_REMIND_EMAIL));
  gtk_editable_set_text (GTK_EDITABLE (self->subject), self->template->subject != NULL ? self->template->subject : "");
  ct_words_window_set_body (self, self->template->body);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "words.reset", CT_RECORD (self->template)->id != 0);
}

static void
on_choice_cb (CtWordsWindow *self)
{
  tell (self, "");
  show_template (self);
}

/**
 * ct_words_window_set_body:
 * @self: a window
 * @body: words
 *
 * Puts words in, as if they were typed.
 */
void
ct_words_window_set_body (CtWordsWindow *self, const char *body)
{
  g_return_if_fail (CT_IS_WORDS_WINDOW (self) && body != NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body), body, -1);
}

/**
 * ct_words_window_get_body:
 * @self: a window
 *
 * Returns: (transfer full): the words as they stand.
 */
char *
ct_words_window_get_body (CtWordsWindow *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (CT_IS_WORDS_WINDOW (self), NULL);
  buffer = gtk_text_view_get_buffer (self->body);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * ct_words_window_get_told:
 * @self: a window
 *
 * Returns: what it said last.
 */
const char *
ct_words_window_get_told (CtWordsWindow *self)
{
  g_return_val_if_fail (CT_IS_WORDS_WINDOW (self), NULL);
  return gtk_label_get_text (self->told);
}

/* ---- Saving ---- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWordsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtMessageTemplate) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (stored == NULL)
    {
      tell (self, error->message);
      return;
    }
  tell (self, stored->removed ? _("The words that come with Chairtime hold again.") : _("Saved."));
  if (self->clinic != NULL)
    read_again (self);
}

static void
save (GtkWidget *widget, const char *name, GVariant *target)
{
  CtWordsWindow *self = CT_WORDS_WINDOW (widget);
  const char *subject = gtk_editable_get_text (GTK_EDITABLE (self->subject));

  if (self->template == NULL)
    return;
  g_free (self->template->body);
  self->template->body = ct_words_window_get_body (self);
  g_free (self->template->subject);
  self->template->subject = ct_text_is_blank (subject) ? NULL : g_strdup (subject);
  ct_clinic_save_template_async (self->clinic, self->template, on_saved_cb, g_object_ref (self));
}

static void
reset (GtkWidget *widget, const char *name, GVariant *target)
{
  CtWordsWindow *self = CT_WORDS_WINDOW (widget);

  if (self->template == NULL || CT_RECORD (self->template)->id == 0)
    return;
  self->template->removed = TRUE;
  ct_clinic_save_template_async (self->clinic, self->template, on_saved_cb, g_object_ref (self));
}

/* ---- Reading ---- */

static void
fill_languages (CtWordsWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (gtk_drop_down_get_model (self->language) != NULL)
    return;
  for (guint i = 0; i < self->book->tongues->len; i++)
    gtk_string_list_append (names, ((CtReminderTongue *) g_ptr_array_index (self->book->tongues, i))->names[0]);
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (names));
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWordsWindow) self = data;
  g_autoptr (GError) error = NULL;
  CtReminderBook *book = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (book == NULL)
    {
      tell (self, error->message);
      return;
    }
  g_clear_pointer (&self->book, ct_reminder_book_free);
  self->book = book;
  fill_languages (self);
  show_template (self);
}

static void
read_again (CtWordsWindow *self)
{
  ct_clinic_read_reminders_async (self->clinic, 0, on_read_cb, g_object_ref (self));
}

/* ---- The object ---- */

static void
ct_words_window_dispose (GObject *object)
{
  CtWordsWindow *self = CT_WORDS_WINDOW (object);

  g_clear_pointer (&self->book, ct_reminder_book_free);
  g_clear_object (&self->template);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_words_window_parent_class)->dispose (object);
}

static void
ct_words_window_class_init (CtWordsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_words_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/reminders/ct-words-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtWordsWindow, language);
  gtk_widget_class_bind_template_child (widget_class, CtWordsWindow, how);
  gtk_widget_class_bind_template_child (widget_class, CtWordsWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, CtWordsWindow, subject_line);
  gtk_widget_class_bind_template_child (widget_class, CtWordsWindow, body);
  gtk_widget_class_bind_template_child (widget_class, CtWordsWindow, told);
  gtk_widget_class_install_action (widget_class, "words.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "words.reset", NULL, reset);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "words.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_words_window_init (CtWordsWindow *self)
{
  const char *labels[G_N_ELEMENTS (ways) + 1] = { NULL };
  g_autoptr (GtkStringList) list = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    labels[i] = ct_reminder_how_label (ways[i]);
  list = gtk_string_list_new (labels);
  gtk_drop_down_set_model (self->how, G_LIST_MODEL (list));
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (on_choice_cb), self);
  g_signal_connect_swapped (self->how, "notify::selected", G_CALLBACK (on_choice_cb), self);
}

/**
 * ct_words_window_new:
 * @clinic: a clinic
 *
 * Returns: (transfer none): a window, not shown yet.
 */
GtkWindow *
ct_words_window_new (CtClinic *clinic)
{
  CtWordsWindow *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_WORDS_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  read_again (self);
  return GTK_WINDOW (self);
}
