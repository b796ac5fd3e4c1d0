#include "ui/calendar/ct-slot-window.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-visit-choices.h"

#define LOOK_AHEAD_DAYS 90
#define APART_MINUTES 60
#define MAX_FOUND 6

struct _CtSlotWindow
{
  AdwWindow     parent_instance;
  GtkDropDown  *kind;
  GtkLabel     *kind_label;
  GtkSpinButton *length;
  GtkDropDown  *clinician;
  GtkDropDown  *times;
  GtkBox       *weekdays;
  GtkListBox   *found;
  GtkLabel     *nothing;
  GtkStack     *stack;

  CtClinic     *clinic;
  gint64        site_id;
  CtDate        from;
  gint64        patient_id;
  gint64        course_id;     /* of the session that is to be booked, or 0 */
  int           number;
  CtVisit      *visit;         /* (nullable): what is to move */
  GArray       *clinician_ids;
  GArray       *slots;         /* of CtSlot */
  GtkToggleButton *days[7];
  GCancellable *search;
  gboolean      filling;
  gboolean      shown;         /* the first answer has had the focus */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtSlotWindow, ct_slot_window, ADW_TYPE_WINDOW)

static const struct
{
  const char *label;
  CtMinutes   times;
} times_of_day[] = {
  { N_("Any time"), { -1, -1 } },
  { N_("Mornings"), { 0, 720 } },
  { N_("Afternoons"), { 720, 1440 } },
};

/* ---- Answers ---- */

static char *
slot_title (CtSlotWindow *self, const CtSlot *slot)
{
  int minutes = gtk_spin_button_get_value_as_int (self->length);
  g_autofree char *day = ct_date_format (slot->at.date, "%a %-d %b");
  g_autofree char *from = ct_minute_format (slot->at.minute);
  g_autofree char *to = ct_minute_format (slot->at.minute + minutes);

  /* Translators: day, from when, until when: "Tue 3 Mar, 14:00 to 15:30" */
  return g_strdup_printf (_("%s, %s to %s"), day, from, to);
}

static char *
slot_subtitle (CtSlotWindow *self, const CtSlot *slot)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, slot->chair_id);
  int days = slot->at.date - ct_clinic_now_at (self->clinic, self->site_id).date;
  g_autofree char *when = days == 0 ? g_strdup (_("today"))
                                    : g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) days), days);

  return g_strdup_printf ("%s · %s", chair != NULL ? chair->name : "", when);
}

static void
add_slot (CtSlotWindow *self, const CtSlot *slot)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = slot_title (self, slot);
  g_autofree char *subtitle = slot_subtitle (self, slot);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->found, row);
}

static void
clear_found (CtSlotWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->found, 0)) != NULL)
    gtk_list_box_remove (self->found, GTK_WIDGET (row));
}

static void
show_slots (CtSlotWindow *self)
{
  clear_found (self);
  for (guint i = 0; i < self->slots->len; i++)
    add_slot (self, &g_array_index (self->slots, CtSlot, i));
  gtk_stack_set_visible_child_name (self->stack, self->slots->len > 0 ? "found" : "nothing");
  if (self->slots->len == 0 || self->shown)
    return;
  self->shown = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->found, 0)));
}

static void
say_nothing (CtSlotWindow *self, const char *words)
{
  clear_found (self);
  gtk_label_set_text (self->nothing, words);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtSlotWindow) self = data;
  g_autoptr (GError) error = NULL;
  GArray *slots = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->search);
  if (slots == NULL)
    {
      say_nothing (self, error->message);
      return;
    }
  g_array_unref (self->slots);
  self->slots = slots;
  gtk_label_set_text (self->nothing, _("No opening within three months. Allow other days, times or people."));
  show_slots (self);
}

/* ---- What is asked ---- */

static guint
chosen_weekdays (CtSlotWindow *self)
{
  guint mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    if (gtk_toggle_button_get_active (self->days[i]))
      mask |= 1u << i;
  return mask;
}

static const char *
chosen_kind (CtSlotWindow *self)
{
  if (self->course_id != 0)
    return CT_VISIT_TREATMENT;
  return self->visit != NULL ? self->visit->appointment->kind
                             : ct_visit_kind_at (gtk_drop_down_get_selected (self->kind));
}

static void
fill_wish (CtSlotWindow *self, CtSlotWish *wish)
{
  *wish = (CtSlotWish) { .site_id = self->site_id, .patient_id = self->patient_id, .kind = chosen_kind (self),
                         .minutes = gtk_spin_button_get_value_as_int (self->length),
                         .clinician_id = ct_choices_get (self->clinician, self->clinician_ids), .first = self->from,
                         .days = LOOK_AHEAD_DAYS, .weekdays = chosen_weekdays (self),
                         .times = times_of_day[gtk_drop_down_get_selected (self->times)].times,
                         .near = { CT_DATE_NONE, 0 }, .apart_minutes = APART_MINUTES, .limit = MAX_FOUND };
  wish->course_id = self->course_id;
  wish->number = self->number;
  if (self->visit == NULL)
    return;
  wish->appointment_id = CT_RECORD (self->visit->appointment)->id;
  wish->near = (CtWall) { self->visit->appointment->day, self->visit->appointment->minute };
}

static void
look (CtSlotWindow *self)
{
  CtSlotWish wish;

  if (self->filling || self->clinic == NULL)
    return;
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  fill_wish (self, &wish);
  ct_clinic_find_slots_async (self->clinic, &wish, self->search, on_found_cb, g_object_ref (self));
}

static void
on_kind_cb (CtSlotWindow *self)
{
  if (self->filling || self->visit != NULL)
    return;
  self->filling = TRUE;
  gtk_spin_button_set_value (self->length, ct_visit_kind_minutes (self->clinic, chosen_kind (self)));
  self->filling = FALSE;
  look (self);
}

static void
on_row_activated_cb (CtSlotWindow *self, GtkListBoxRow *row)
{
  const CtSlot *slot = &g_array_index (self->slots, CtSlot, gtk_list_box_row_get_index (row));
  int minutes = gtk_spin_button_get_value_as_int (self->length);
  CtFreePlace place = { self->site_id, slot->chair_id, slot->at.date, { slot->at.minute, slot->at.minute + minutes } };

  g_signal_emit (self, signals[CHOSEN], 0, &place, chosen_kind (self),
                 ct_choices_get (self->clinician, self->clinician_ids));
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- The object ---- */

static void
add_weekdays (CtSlotWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      /* 1970-01-05 was a Monday. */
      g_autofree char *short_name = ct_date_format (ct_date_new (1970, 1, 5 + (int) i), "%a");
      g_autofree char *name = ct_date_format (ct_date_new (1970, 1, 5 + (int) i), "%A");

      self->days[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (short_name));
      gtk_toggle_button_set_active (self->days[i], TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_swapped (self->days[i], "toggled", G_CALLBACK (look), self);
      gtk_box_append (self->weekdays, GTK_WIDGET (self->days[i]));
    }
}

static void
add_times (CtSlotWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (times_of_day); i++)
    gtk_string_list_append (names, _(times_of_day[i].label));
  gtk_drop_down_set_model (self->times, G_LIST_MODEL (names));
}

static void
ct_slot_window_dispose (GObject *object)
{
  CtSlotWindow *self = CT_SLOT_WINDOW (object);

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->visit);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->clinician_ids, g_array_unref);
  g_clear_pointer (&self->slots, g_array_unref);
  G_OBJECT_CLASS (ct_slot_window_parent_class)->dispose (object);
}

static void
ct_slot_window_class_init (CtSlotWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_slot_window_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", CT_TYPE_SLOT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                  G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_INT64);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-slot-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, kind_label);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, length);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, clinician);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, times);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, weekdays);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, found);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, CtSlotWindow, stack);
}

static void
ct_slot_window_init (CtSlotWindow *self)
{
  self->slots = g_array_new (FALSE, FALSE, sizeof (CtSlot));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  ct_choices_fill_kinds (self->kind);
  add_times (self);
  add_weekdays (self);
  self->filling = FALSE;
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (on_kind_cb), self);
  g_signal_connect_swapped (self->length, "value-changed", G_CALLBACK (look), self);
  g_signal_connect_swapped (self->clinician, "notify::selected", G_CALLBACK (look), self);
  g_signal_connect_swapped (self->times, "notify::selected", G_CALLBACK (look), self);
  g_signal_connect_swapped (self->found, "row-activated", G_CALLBACK (on_row_activated_cb), self);
}

/**
 * ct_slot_window_new:
 * @clinic: a clinic
 * @site_id: one of its sites
 * @from: the first day to look at
 *
 * Returns: (transfer none): a window that looks for a visit of anybody, not shown yet.
 */
GtkWindow *
ct_slot_window_new (CtClinic *clinic, gint64 site_id, CtDate from)
{
  CtSlotWindow *self = g_object_new (CT_TYPE_SLOT_WINDOW, NULL);

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self->filling = TRUE;
  self->clinic = g_object_ref (clinic);
  self->site_id = site_id;
  self->from = from;
  self->clinician_ids = ct_choices_fill_clinicians (self->clinician, clinic);
  gtk_spin_button_set_value (self->length, ct_visit_kind_minutes (clinic, chosen_kind (self)));
  self->filling = FALSE;
  look (self);
  return GTK_WINDOW (self);
}

/**
 * ct_slot_window_for:
 * @self: a window
 * @visit: a visit
 *
 * Looks for another time for that visit, the nearest first; of a session of a course within what its protocol allows.
 */
void
ct_slot_window_for (CtSlotWindow *self, CtVisit *visit)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CT_IS_SLOT_WINDOW (self) && CT_IS_VISIT (visit));
  /* Translators: a name */
  title = g_strdup_printf (_("Another Time for %s"), visit->patient_name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_set_object (&self->visit, visit);
  self->patient_id = visit->appointment->patient_id;
  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->kind), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_label), FALSE);
  gtk_spin_button_set_value (self->length, visit->appointment->minutes);
  ct_choices_select (self->clinician, self->clinician_ids, visit->appointment->clinician_id);
  self->filling = FALSE;
  look (self);
}

/**
 * ct_slot_window_for_patient:
 * @self: a window
 * @patient_id: a patient
 * @name: what they are called
 *
 * Looks for a visit of that patient.
 */
void
ct_slot_window_for_patient (CtSlotWindow *self, gint64 patient_id, const char *name)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CT_IS_SLOT_WINDOW (self) && name != NULL);
  /* Translators: a name */
  title = g_strdup_printf (_("A Time for %s"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  self->patient_id = patient_id;
  look (self);
}

/**
 * ct_slot_window_for_session:
 * @self: a window that looks for a patient
 * @course_id: a course of theirs
 * @number: which of its sessions
 * @minutes: how long it takes
 *
 * Looks for a place for that session, within what its protocol allows.
 */
void
ct_slot_window_for_session (CtSlotWindow *self, gint64 course_id, int number, int minutes)
{
  g_return_if_fail (CT_IS_SLOT_WINDOW (self) && course_id != 0 && number > 0 && minutes > 0);
  self->course_id = course_id;
  self->number = number;
  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->kind), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_label), FALSE);
  gtk_spin_button_set_value (self->length, minutes);
  self->filling = FALSE;
  look (self);
}

/**
 * ct_slot_window_get_n_found:
 * @self: a window
 *
 * Returns: how many openings it shows.
 */
guint
ct_slot_window_get_n_found (CtSlotWindow *self)
{
  g_return_val_if_fail (CT_IS_SLOT_WINDOW (self), 0);
  return self->slots->len;
}

/**
 * ct_slot_window_is_busy:
 * @self: a window
 *
 * Returns: whether it still looks.
 */
gboolean
ct_slot_window_is_busy (CtSlotWindow *self)
{
  g_return_val_if_fail (CT_IS_SLOT_WINDOW (self), FALSE);
  return self->search != NULL;
}
