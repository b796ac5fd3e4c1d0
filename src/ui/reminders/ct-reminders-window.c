#include "ui/reminders/ct-reminders-window.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "clinic/ct-reminders.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/reminders/ct-words-window.h"

struct _CtRemindersWindow
{
  AdwWindow        parent_instance;
  GtkLabel        *told;
  GtkSpinButton   *days;
  GtkStack        *stack;
  GtkListBox      *list;
  AdwStatusPage   *problem;

  CtClinic        *clinic;
  CtReminderBook  *book;   /* (nullable): until it is read */
  char            *sent;   /* (nullable): the address or the text that left last */
  guint            turn;   /* an older answer is nobody's */
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (CtRemindersWindow, ct_reminders_window, ADW_TYPE_WINDOW)

static void read_again (CtRemindersWindow *self);

static void
tell (CtRemindersWindow *self, const char *text)
{
  gtk_label_set_text (self->told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told), text[0] != '\0');
}

/* ---- Sending ---- */

static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtRemindersWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtReminder) reminder = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (error != NULL)
    tell (self, error->message);
  if (self->clinic != NULL)
    read_again (self);
}

/* "mailto:marisol@example.org?subject=…&body=…": the mail program opens with the letter, and the desk sends it. */
static char *
mail_address (const CtDueReminder *due, const CtMessage *message)
{
  g_autofree char *to = g_uri_escape_string (due->email, "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (message->subject != NULL ? message->subject : "", NULL, FALSE);
  g_autofree char *body = g_uri_escape_string (message->body, NULL, FALSE);

  return g_strdup_printf ("mailto:%s?subject=%s&body=%s", to, subject, body);
}

static void
hand_over (CtRemindersWindow *self, const CtDueReminder *due, const char *how)
{
  g_autoptr (CtMessage) message = ct_reminder_message (self->clinic, self->book, due, how);
  g_autofree char *text = NULL;

  g_clear_pointer (&self->sent, g_free);
  if (g_strcmp0 (how, CT_REMIND_EMAIL) == 0)
    {
      self->sent = mail_address (due, message);
      gtk_show_uri (GTK_WINDOW (self), self->sent, GDK_CURRENT_TIME);
      text = g_strdup_printf (_("The e-mail to %s is open in your mail program; send it there. Ctrl+Z in the calendar takes the mark back."),
                              due->patient_name);
    }
  else
    {
      self->sent = g_strdup (message->body);
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), message->body);
      /* Translators: who, and a phone number */
      text = g_strdup_printf (_("The text to %s is in the clipboard; send it to %s."), due->patient_name, due->phone);
    }
  tell (self, text);
}

static const CtDueReminder *
due_at (CtRemindersWindow *self, guint row)
{
  return self->book != NULL && row < self->book->due->len ? g_ptr_array_index (self->book->due, row) : NULL;
}

/**
 * ct_reminders_window_remind:
 * @self: a window
 * @row: which visit
 * @how: %CT_REMIND_EMAIL, %CT_REMIND_TEXT or %CT_REMIND_PHONE
 *
 * Hands the words to the mail program or the clipboard, and writes down that the patient was reminded.
 */
void
ct_reminders_window_remind (CtRemindersWindow *self, guint row, const char *how)
{
  const CtDueReminder *due;

  g_return_if_fail (CT_IS_REMINDERS_WINDOW (self));
  due = due_at (self, row);
  if (due == NULL)
    return;
  if (g_strcmp0 (how, CT_REMIND_PHONE) != 0)
    hand_over (self, due, how);
  ct_clinic_note_reminder_async (self->clinic, due->appointment, how, on_noted_cb, g_object_ref (self));
}

static void
remind (GtkWidget *widget, const char *name, GVariant *target)
{
  guint32 row;
  const char *how;

  g_variant_get (target, "(u&s)", &row, &how);
  ct_reminders_window_remind (CT_REMINDERS_WINDOW (widget), row, how);
}

/* ---- The list ---- */

static const char *
user_name (CtRemindersWindow *self, gint64 id)
{
  GPtrArray *users = ct_clinic_get_users (self->clinic);

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == id)
      return CT_USER (g_ptr_array_index (users, i))->login;
  return "";
}

static char *
state_words (CtRemindersWindow *self, const CtDueReminder *due)
{
  CtWall at;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (due->reminder_id == 0)
    return g_strdup (_("Not reminded yet"));
  at = ct_wall_from_utc (due->at_us, ct_clinic_get_zone (self->clinic, due->appointment->site_id));
  day = ct_date_format (at.date, _("%a %-d %b"));
  time = ct_minute_format (at.minute);
  /* Translators: how somebody was reminded, day, time, by whom */
  return g_strdup_printf (_("%s on %s, %s by %s"), ct_reminder_how_label (due->how), day, time, user_name (self, due->user_id));
}

static GtkWidget *
way_button (guint row, const char *how, const char *icon, const char *who, gboolean possible)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s: %s", ct_reminder_how_label (how), who);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(us)", row, how);
  if (possible)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "reminders.remind");
  gtk_widget_set_sensitive (button, possible);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static void
add_row (CtRemindersWindow *self, guint index, const CtDueReminder *due)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = ct_date_format (due->appointment->day, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (due->appointment->minute);
  g_autofree char *state = state_words (self, due);
  const CtReminderTongue *tongue = ct_reminder_find_tongue (self->book->tongues, due->language);
  g_autofree char *plain = g_strdup_printf ("%s, %s · %s · %s", day, time, tongue->names[0], state);
  g_autofree char *title = g_markup_escape_text (due->patient_name, -1);
  g_autofree char *subtitle = g_markup_escape_text (plain, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (due->reminder_id != 0 ? "object-select-symbolic"
                                                                                                : "mail-unread-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), way_button (index, CT_REMIND_EMAIL, "mail-send-symbolic", due->patient_name,
                                                               !ct_text_is_blank (due->email)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), way_button (index, CT_REMIND_TEXT, "edit-copy-symbolic", due->patient_name,
                                                               !ct_text_is_blank (due->phone)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), way_button (index, CT_REMIND_PHONE, "call-start-symbolic",
                                                               due->patient_name, TRUE));
  gtk_list_box_append (self->list, row);
}

static void
fill (CtRemindersWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->book->due->len; i++)
    add_row (self, i, g_ptr_array_index (self->book->due, i));
  self->filling = TRUE;
  gtk_spin_button_set_value (self->days, self->book->days);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->book->due->len > 0 ? "list" : "nobody");
}

typedef struct
{
  CtRemindersWindow *self;
  guint              turn;
} Asked;

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (CtRemindersWindow) self = asked->self;
  gboolean mine = asked->turn == self->turn;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtReminderBook) book = ct_clinic_finish (CT_CLINIC (source), result, &error);

  g_free (asked);
  if (!mine)
    return;
  if (book == NULL)
    {
      ct_notice_page (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->book, ct_reminder_book_free);
  self->book = g_steal_pointer (&book);
  fill (self);
}

static void
read_again (CtRemindersWindow *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->turn = ++self->turn;
  ct_clinic_read_reminders_async (self->clinic, 0, on_read_cb, asked);
}

/* ---- What the clinic wants ---- */

static void
on_days_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtRemindersWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL)
    tell (self, error->message);
  read_again (self);
}

static void
on_days_cb (CtRemindersWindow *self)
{
  if (!self->filling)
    ct_clinic_set_reminder_days_async (self->clinic, gtk_spin_button_get_value_as_int (self->days), on_days_set_cb,
                                       g_object_ref (self));
}

static void
words (GtkWidget *widget, const char *name, GVariant *target)
{
  CtRemindersWindow *self = CT_REMINDERS_WINDOW (widget);

  if (self->book != NULL)
    ct_child_window_present (ct_words_window_new (self->clinic), widget);
}

static void
on_changed_cb (CtRemindersWindow *self, const char *table, gint64 id)
{
  static const char *const tables[] = { "appointment", "reminder", "message_template", "patient", NULL };

  if (g_strv_contains (tables, table))
    read_again (self);
}

/* ---- The object ---- */

static void
ct_reminders_window_dispose (GObject *object)
{
  CtRemindersWindow *self = CT_REMINDERS_WINDOW (object);

  self->turn++;
  g_clear_pointer (&self->book, ct_reminder_book_free);
  g_clear_pointer (&self->sent, g_free);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_reminders_window_parent_class)->dispose (object);
}

static void
ct_reminders_window_class_init (CtRemindersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_reminders_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/reminders/ct-reminders-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtRemindersWindow, told);
  gtk_widget_class_bind_template_child (widget_class, CtRemindersWindow, days);
  gtk_widget_class_bind_template_child (widget_class, CtRemindersWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CtRemindersWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CtRemindersWindow, problem);
  gtk_widget_class_install_action (widget_class, "reminders.remind", "(us)", remind);
  gtk_widget_class_install_action (widget_class, "reminders.words", NULL, words);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_reminders_window_init (CtRemindersWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->days, "value-changed", G_CALLBACK (on_days_cb), self);
}

/**
 * ct_reminders_window_new:
 * @clinic: a clinic
 *
 * Returns: (transfer none): a window, not shown yet.
 */
GtkWindow *
ct_reminders_window_new (CtClinic *clinic)
{
  CtRemindersWindow *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_REMINDERS_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  gtk_widget_set_sensitive (GTK_WIDGET (self->days), ct_clinic_user_may (clinic, CT_MAY_ADMINISTER));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reminders.words", ct_clinic_user_may (clinic, CT_MAY_ADMINISTER));
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  read_again (self);
  return GTK_WINDOW (self);
}

/**
 * ct_reminders_window_is_ready:
 * @self: a window
 *
 * Returns: whether the list has been read.
 */
gboolean
ct_reminders_window_is_ready (CtRemindersWindow *self)
{
  g_return_val_if_fail (CT_IS_REMINDERS_WINDOW (self), FALSE);
  return self->book != NULL;
}

/**
 * ct_reminders_window_get_n_rows:
 * @self: a window
 *
 * Returns: how many visits are listed.
 */
guint
ct_reminders_window_get_n_rows (CtRemindersWindow *self)
{
  g_return_val_if_fail (CT_IS_REMINDERS_WINDOW (self), 0);
  return self->book != NULL ? self->book->due->len : 0;
}

/**
 * ct_reminders_window_get_state:
 * @self: a window
 * @row: which visit
 *
 * Returns: (transfer full) (nullable): whether the patient was reminded, and how.
 */
char *
ct_reminders_window_get_state (CtRemindersWindow *self, guint row)
{
  const CtDueReminder *due;

  g_return_val_if_fail (CT_IS_REMINDERS_WINDOW (self), NULL);
  due = due_at (self, row);
  return due != NULL ? state_words (self, due) : NULL;
}

/**
 * ct_reminders_window_get_sent:
 * @self: a window
 *
 * Returns: (nullable): what was handed over last: an address for the mail program, or a text.
 */
const char *
ct_reminders_window_get_sent (CtRemindersWindow *self)
{
  g_return_val_if_fail (CT_IS_REMINDERS_WINDOW (self), NULL);
  return self->sent;
}
