#include "ui/calendar/ct-pinboard.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/calendar/ct-visit-words.h"

/* A hand that only trembles drags nothing. */
#define GUARD 7

struct _CtPinboard
{
  GtkWidget          parent_instance;
  GtkLabel          *hint;
  GtkScrolledWindow *scroller;
  GtkBox            *pins;   /* a box for each, with its visit as "visit" */
  CtClinic          *clinic; /* (nullable) until it is given */
  gboolean           dragging;
};

enum
{
  TAKEN,
  REMOVED,
  DRAGGED,
  LET_GO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtPinboard, ct_pinboard, GTK_TYPE_WIDGET)

static CtPinboard *
board_of (GtkWidget *pin)
{
  return CT_PINBOARD (gtk_widget_get_ancestor (pin, CT_TYPE_PINBOARD));
}

static CtVisit *
visit_of (GtkWidget *pin)
{
  return g_object_get_data (G_OBJECT (pin), "visit");
}

/* What becomes of the signal may take the pin away. */
static void
emit_for (GtkWidget *pin, guint signal)
{
  g_autoptr (CtVisit) visit = g_object_ref (visit_of (pin));

  g_signal_emit (board_of (pin), signals[signal], 0, visit);
}

static void
on_taken_cb (GtkWidget *pin)
{
  emit_for (pin, TAKEN);
}

static void
on_removed_cb (GtkWidget *pin)
{
  emit_for (pin, REMOVED);
}

static gboolean
on_remove_key_cb (GtkWidget *pin, GVariant *args, gpointer user_data)
{
  emit_for (pin, REMOVED);
  return TRUE;
}

/* ---- Dragging one off ---- */

static void
emit_drag (GtkGestureDrag *drag, GtkWidget *pin, guint signal, double dx, double dy)
{
  CtPinboard *self = board_of (pin);
  g_autoptr (CtVisit) visit = g_object_ref (visit_of (pin));
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  gtk_widget_translate_coordinates (pin, GTK_WIDGET (self), x + dx, y + dy, &x, &y);
  g_signal_emit (self, signals[signal], 0, visit, x, y);
}

static void
on_drag_update_cb (GtkGestureDrag *drag, double dx, double dy, GtkWidget *pin)
{
  CtPinboard *self = board_of (pin);

  if (!self->dragging && hypot (dx, dy) < GUARD)
    return;
  if (!self->dragging)
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  self->dragging = TRUE;
  emit_drag (drag, pin, DRAGGED, dx, dy);
}

static void
on_drag_end_cb (GtkGestureDrag *drag, double dx, double dy, GtkWidget *pin)
{
  CtPinboard *self = board_of (pin);

  if (!self->dragging)
    return;
  self->dragging = FALSE;
  emit_drag (drag, pin, LET_GO, dx, dy);
}

static void
add_drag (GtkWidget *pin)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  /* Before the button inside makes a press of it. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), pin);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), pin);
  gtk_widget_add_controller (pin, GTK_EVENT_CONTROLLER (drag));
}

/* ---- Pins ---- */

static void
add_remove_keys (GtkWidget *pin)
{
  static const guint keys[] = { GDK_KEY_Escape, GDK_KEY_Delete, GDK_KEY_BackSpace };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0),
                                                            gtk_callback_action_new (on_remove_key_cb, NULL, NULL)));
  gtk_widget_add_controller (pin, controller);
}

/* "Wed 25 Nov 10:00, Chair 2, 45 min" */
static char *
place_words (CtPinboard *self, CtVisit *visit)
{
  const CtAppointment *a = visit->appointment;
  CtChair *chair = ct_clinic_get_chair (self->clinic, a->chair_id);
  g_autofree char *day = ct_date_format (a->day, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (a->minute);
  g_autofree char *length = ct_length_text (a->minutes);

  return g_strdup_printf ("%s %s, %s, %s", day, time, chair != NULL ? chair->name : "", length);
}

static GtkWidget *
name_button (CtPinboard *self, CtVisit *visit)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (visit->patient_name);
  g_autofree char *place = place_words (self, visit);
  GtkWidget *where = gtk_label_new (place);
  /* Translators: a name, then day, time, chair and length */
  g_autofree char *words = g_strdup_printf (_("Pinned: %s, %s. Press Enter to move it, Delete to take it off."),
                                            visit->patient_name, place);

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (where, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), where);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _("Drag it to its new place, or press it and click there"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return button;
}

static GtkWidget *
remove_button (CtVisit *visit)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *words = g_strdup_printf (_("Take %s off the pinboard"), visit->patient_name);

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _("Take it off the pinboard; the booking stays"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return button;
}

static GtkWidget *
make_pin (CtPinboard *self, CtVisit *visit)
{
  GtkWidget *pin = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = name_button (self, visit);
  GtkWidget *off = remove_button (visit);

  g_object_set_data_full (G_OBJECT (pin), "visit", g_object_ref (visit), g_object_unref);
  gtk_widget_add_css_class (pin, "ct-pin");
  gtk_box_append (GTK_BOX (pin), name);
  gtk_box_append (GTK_BOX (pin), off);
  g_signal_connect_swapped (name, "clicked", G_CALLBACK (on_taken_cb), pin);
  g_signal_connect_swapped (off, "clicked", G_CALLBACK (on_removed_cb), pin);
  add_remove_keys (pin);
  add_drag (pin);
  return pin;
}

static gboolean
is_shown (GtkWidget *pin, CtVisit *visit)
{
  CtVisit *shown = visit_of (pin);

  return CT_RECORD (shown->appointment)->id == CT_RECORD (visit->appointment)->id &&
         CT_RECORD (shown->appointment)->revision == CT_RECORD (visit->appointment)->revision;
}

/* Pins that stay are the same widgets, so that the focus stays with them. */
static gboolean
is_as_before (CtPinboard *self, GPtrArray *visits)
{
  GtkWidget *pin = gtk_widget_get_first_child (GTK_WIDGET (self->pins));

  for (guint i = 0; i < visits->len; i++, pin = gtk_widget_get_next_sibling (pin))
    if (pin == NULL || !is_shown (pin, g_ptr_array_index (visits, i)))
      return FALSE;
  return pin == NULL;
}

/**
 * ct_pinboard_set_pins:
 * @self: a board with its clinic
 * @visits: (element-type CtVisit): what is pinned
 *
 * Shows them.
 */
void
ct_pinboard_set_pins (CtPinboard *self, GPtrArray *visits)
{
  GtkWidget *pin;

  g_return_if_fail (CT_IS_PINBOARD (self) && visits != NULL);
  if (self->dragging || is_as_before (self, visits))
    return;
  while ((pin = gtk_widget_get_first_child (GTK_WIDGET (self->pins))) != NULL)
    gtk_box_remove (self->pins, pin);
  for (guint i = 0; i < visits->len; i++)
    gtk_box_append (self->pins, make_pin (self, g_ptr_array_index (visits, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), visits->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), visits->len == 0);
}

/**
 * ct_pinboard_get_n_pins:
 * @self: a board
 *
 * Returns: how many bookings are on it.
 */
guint
ct_pinboard_get_n_pins (CtPinboard *self)
{
  guint n = 0;

  g_return_val_if_fail (CT_IS_PINBOARD (self), 0);
  for (GtkWidget *pin = gtk_widget_get_first_child (GTK_WIDGET (self->pins)); pin != NULL;
       pin = gtk_widget_get_next_sibling (pin))
    n++;
  return n;
}

/**
 * ct_pinboard_find:
 * @self: a board
 * @appointment_id: a booking
 *
 * Returns: (transfer none) (nullable): the pinned visit.
 */
CtVisit *
ct_pinboard_find (CtPinboard *self, gint64 appointment_id)
{
  g_return_val_if_fail (CT_IS_PINBOARD (self), NULL);
  for (GtkWidget *pin = gtk_widget_get_first_child (GTK_WIDGET (self->pins)); pin != NULL;
       pin = gtk_widget_get_next_sibling (pin))
    if (CT_RECORD (visit_of (pin)->appointment)->id == appointment_id)
      return visit_of (pin);
  return NULL;
}

/**
 * ct_pinboard_get_chosen:
 * @self: a board
 *
 * Returns: (transfer none) (nullable): the pin that had the focus last while it is on the board, else the one pinned last.
 */
CtVisit *
ct_pinboard_get_chosen (CtPinboard *self)
{
  GtkWidget *pin;

  g_return_val_if_fail (CT_IS_PINBOARD (self), NULL);
  pin = gtk_widget_get_focus_child (GTK_WIDGET (self->pins));
  if (pin == NULL)
    pin = gtk_widget_get_last_child (GTK_WIDGET (self->pins));
  return pin != NULL ? visit_of (pin) : NULL;
}

/**
 * ct_pinboard_set_hot:
 * @self: a board
 * @hot: whether what is in the hand would be pinned if it were let go of
 *
 * Shows it.
 */
void
ct_pinboard_set_hot (CtPinboard *self, gboolean hot)
{
  g_return_if_fail (CT_IS_PINBOARD (self));
  if (hot)
    gtk_widget_add_css_class (GTK_WIDGET (self), "hot");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hot");
}

/**
 * ct_pinboard_set_clinic:
 * @self: a board made from a template
 * @clinic: its clinic; once
 */
void
ct_pinboard_set_clinic (CtPinboard *self, CtClinic *clinic)
{
  g_return_if_fail (CT_IS_PINBOARD (self) && CT_IS_CLINIC (clinic) && self->clinic == NULL);
  self->clinic = g_object_ref (clinic);
}

static void
ct_pinboard_dispose (GObject *object)
{
  CtPinboard *self = CT_PINBOARD (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_pinboard_parent_class)->dispose (object);
}

static void
ct_pinboard_class_init (CtPinboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_pinboard_dispose;
  signals[TAKEN] = g_signal_new ("taken", CT_TYPE_PINBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CT_TYPE_VISIT);
  signals[REMOVED] = g_signal_new ("removed", CT_TYPE_PINBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   CT_TYPE_VISIT);
  signals[DRAGGED] = g_signal_new ("dragged", CT_TYPE_PINBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   CT_TYPE_VISIT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[LET_GO] = g_signal_new ("let-go", CT_TYPE_PINBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                  CT_TYPE_VISIT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "ctpinboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-pinboard.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPinboard, hint);
  gtk_widget_class_bind_template_child (widget_class, CtPinboard, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtPinboard, pins);
}

static void
ct_pinboard_init (CtPinboard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_pinboard_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): an empty board.
 */
GtkWidget *
ct_pinboard_new (CtClinic *clinic)
{
  CtPinboard *self = g_object_new (CT_TYPE_PINBOARD, NULL);

  ct_pinboard_set_clinic (self, clinic);
  return GTK_WIDGET (self);
}
