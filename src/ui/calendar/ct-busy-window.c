#include "ui/calendar/ct-busy-window.h"

#include <glib/gi18n.h>

#include "clinic/ct-calendar-files.h"
#include "ui/calendar/ct-visit-choices.h"

struct _CtBusyWindow
{
  AdwWindow    parent_instance;
  GtkDropDown *person;
  GtkLabel    *told;
  GtkListBox  *calendars;

  CtClinic    *clinic;
  GArray      *person_ids;
};

G_DEFINE_FINAL_TYPE (CtBusyWindow, ct_busy_window, ADW_TYPE_WINDOW)

static gint64
chosen_person (CtBusyWindow *self)
{
  guint row = gtk_drop_down_get_selected (self->person);

  return row < self->person_ids->len ? g_array_index (self->person_ids, gint64, row) : 0;
}

/* What happened is said in the window, under the person, and to those who listen. */
static void
tell (CtBusyWindow *self, const char *text)
{
  gtk_label_set_text (self->told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told), text[0] != '\0');
}

/* ---- The calendars ---- */

static void
on_forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtBusyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStaffBusy) busy = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *text = NULL;

  /* Translators: the name of a calendar */
  text = busy != NULL ? g_strdup_printf (_("“%s” is not heeded any more. Ctrl+Z in the calendar brings it back."), busy->source)
                      : g_strdup (error->message);
  tell (self, text);
}

static void
on_forget_cb (GtkButton *button, CtBusyWindow *self)
{
  ct_clinic_forget_busy_async (self->clinic, chosen_person (self), g_object_get_data (G_OBJECT (button), "source"),
                               on_forgotten_cb, g_object_ref (self));
}

static char *
read_words (CtBusyWindow *self, const CtStaffBusy *busy)
{
  CtWall at = ct_wall_from_utc (busy->imported_us, ct_clinic_get_zone (self->clinic, 0));
  g_autofree char *day = ct_date_format (at.date, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (at.minute);

  return g_strdup_printf (_("Read %s, %s"), day, time);
}

static void
add_row (CtBusyWindow *self, const CtStaffBusy *busy)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = g_markup_escape_text (busy->source, -1);
  g_autofree char *words = read_words (self, busy);
  g_autofree char *label = g_strdup_printf (_("Forget “%s”"), busy->source);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "source", g_strdup (busy->source), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_forget_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->calendars, row);
}

static void
fill (CtBusyWindow *self)
{
  GPtrArray *all = ct_clinic_get_busy (self->clinic);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->calendars, 0)) != NULL)
    gtk_list_box_remove (self->calendars, GTK_WIDGET (row));
  for (guint i = 0; i < all->len; i++)
    {
      const CtStaffBusy *busy = g_ptr_array_index (all, i);

      if (!busy->removed && busy->user_id == chosen_person (self))
        add_row (self, busy);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->calendars), ct_busy_window_get_n_rows (self) > 0);
}

static void
on_person_cb (CtBusyWindow *self)
{
  tell (self, "");
  fill (self);
}

static void
on_changed_cb (CtBusyWindow *self, const char *table, gint64 id)
{
  if (g_strcmp0 (table, "setup") == 0)
    fill (self);
}

/* ---- Reading ---- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtBusyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStaffBusy) busy = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *text = NULL;

  /* Translators: the name of a calendar */
  text = busy != NULL ? g_strdup_printf (_("“%s” is heeded from now on: no visit is booked over it without a reason."), busy->source)
                      : g_strdup (error->message);
  tell (self, text);
}

/**
 * ct_busy_window_read:
 * @self: a window
 * @file: a calendar file
 *
 * Reads when the chosen person is busy.
 */
void
ct_busy_window_read (CtBusyWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CT_IS_BUSY_WINDOW (self) && G_IS_FILE (file));
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  name = g_file_get_basename (file);
  if (bytes == NULL)
    tell (self, error->message);
  else
    ct_clinic_import_busy_async (self->clinic, chosen_person (self), bytes, NULL, name, on_read_cb, g_object_ref (self));
}

static void
on_chosen_cb (GtkFileChooserNative *chooser, int response, CtBusyWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))) != NULL)
    ct_busy_window_read (self, file);
  g_object_unref (chooser);
}

static void
choose (GtkWidget *widget, const char *name, GVariant *target)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Read a Calendar File"), GTK_WINDOW (widget),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Read"), _("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Calendar files"));
  gtk_file_filter_add_pattern (filter, "*.ics");
  gtk_file_filter_add_pattern (filter, "*.ifb");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ---- The object ---- */

static void
ct_busy_window_finalize (GObject *object)
{
  CtBusyWindow *self = CT_BUSY_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->person_ids, g_array_unref);
  G_OBJECT_CLASS (ct_busy_window_parent_class)->finalize (object);
}

static void
ct_busy_window_class_init (CtBusyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_busy_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-busy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtBusyWindow, person);
  gtk_widget_class_bind_template_child (widget_class, CtBusyWindow, told);
  gtk_widget_class_bind_template_child (widget_class, CtBusyWindow, calendars);
  gtk_widget_class_install_action (widget_class, "busy.choose", NULL, choose);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "busy.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_busy_window_init (CtBusyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_busy_window_new:
 * @clinic: a clinic
 *
 * Returns: (transfer none): a window, not shown yet.
 */
GtkWindow *
ct_busy_window_new (CtClinic *clinic)
{
  CtBusyWindow *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_BUSY_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  self->person_ids = ct_choices_fill_clinicians (self->person, clinic);
  g_signal_connect_object (self->person, "notify::selected", G_CALLBACK (on_person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WINDOW (self);
}

/**
 * ct_busy_window_set_person:
 * @self: a window
 * @user_id: somebody who works here
 *
 * Chooses whose calendars are shown.
 */
void
ct_busy_window_set_person (CtBusyWindow *self, gint64 user_id)
{
  g_return_if_fail (CT_IS_BUSY_WINDOW (self));
  ct_choices_select (self->person, self->person_ids, user_id);
}

/**
 * ct_busy_window_get_n_rows:
 * @self: a window
 *
 * Returns: how many calendars the chosen person has here.
 */
guint
ct_busy_window_get_n_rows (CtBusyWindow *self)
{
  guint n = 0;

  g_return_val_if_fail (CT_IS_BUSY_WINDOW (self), 0);
  while (gtk_list_box_get_row_at_index (self->calendars, (int) n) != NULL)
    n++;
  return n;
}

/**
 * ct_busy_window_get_told:
 * @self: a window
 *
 * Returns: what it said last.
 */
const char *
ct_busy_window_get_told (CtBusyWindow *self)
{
  g_return_val_if_fail (CT_IS_BUSY_WINDOW (self), NULL);
  return gtk_label_get_text (self->told);
}
