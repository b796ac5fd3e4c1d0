#include "ui/calendar/ct-booking-panel.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-ready-list.h"
#include "ui/calendar/ct-step-menu.h"
#include "ui/calendar/ct-visit-choices.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-draft.h"

struct _CtBookingPanel
{
  GtkWidget    parent_instance;
  GtkWidget   *box;
  GtkLabel    *name;
  GtkLabel    *who;
  GtkLabel    *when;
  GtkLabel    *what;
  GtkLabel    *status;
  GtkBox      *ready_place;
  GtkImage    *status_icon;
  GtkButton   *step_button;
  AdwButtonContent *step_content; /* of @step_button */
  GtkMenuButton *steps_button;
  GtkButton   *back_button;
  GtkDropDown *kind;
  GtkDropDown *clinician;
  GtkEntry    *note;
  GtkWidget   *close_button;
  GtkWidget   *patient_button;
  GtkWidget   *move_button;
  GtkWidget   *cancel_button;
  CtClinic    *clinic;
  CtVisit     *visit;  /* (nullable) */
  GArray      *clinician_ids;
  GMenu       *step_menu;
  CtPresenceLine *presence;
  CtDraft     *draft;  /* (nullable): of the note */
  GtkWidget   *draft_banner; /* its own */
  CtReadyList *ready;
  gint64       editing_id; /* the booking that others are told is edited here, 0 for none */
  gboolean     setting;
};

enum
{
  EDITED,
  MOVE,
  CANCEL,
  OPEN_PATIENT,
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtBookingPanel, ct_booking_panel, GTK_TYPE_WIDGET)

/* ---- Showing ---- */

static char *
who_words (CtBookingPanel *self)
{
  CtVisit *visit = self->visit;
  CtDate today = ct_clinic_today (self->clinic);
  GString *words = g_string_new (NULL);

  if (visit->patient_born != CT_DATE_NONE)
    {
      g_autofree char *born = ct_date_format (visit->patient_born, _("%-d %b %Y"));

      /* Translators: birth date and age in years */
      g_string_append_printf (words, _("Born %s (%d)"), born, ct_date_years_between (visit->patient_born, today));
    }
  if (!ct_text_is_blank (visit->patient_mrn))
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", visit->patient_mrn);
  if (!ct_text_is_blank (visit->patient_phone))
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", visit->patient_phone);
  return g_string_free (words, FALSE);
}

static char *
when_words (CtBookingPanel *self)
{
  const CtAppointment *a = self->visit->appointment;
  CtChair *chair = ct_clinic_get_chair (self->clinic, a->chair_id);
  g_autofree char *day = ct_date_format (a->day, _("%a %-d %b %Y"));
  g_autofree char *times = ct_minutes_text (a->minute, a->minutes);
  g_autofree char *length = ct_length_text (a->minutes);

  return g_strdup_printf ("%s\n%s · %s\n%s", day, times, length, chair != NULL ? chair->name : "");
}

static char *
what_words (CtBookingPanel *self)
{
  CtKnowledge *knowledge = ct_clinic_get_knowledge (self->clinic);
  CtProtocol *protocol = ct_visit_protocol (self->visit, knowledge);
  g_autofree char *progress = ct_visit_progress (self->visit);
  g_autofree char *what = ct_visit_what (self->visit, knowledge);

  if (protocol == NULL || progress == NULL)
    return g_steal_pointer (&what);
  return g_strdup_printf (_("%s · session %s\n%s"), what, progress, protocol->name);
}

/* What is done about a visit next: the step of an ordinary day on a button, all others in a menu, and the way back. */
static void
show_steps (CtBookingPanel *self)
{
  CtAppointment *a = self->visit->appointment;
  CtStep next = ct_way_next (a), now = ct_way_of (a);
  gint64 id = CT_RECORD (a)->id;
  gboolean may = next != CT_N_STEPS && ct_clinic_user_may (self->clinic, ct_way_get (next)->permission);

  gtk_widget_set_visible (GTK_WIDGET (self->step_button), may);
  if (may)
    {
      adw_button_content_set_label (self->step_content, ct_step_verb (next));
      adw_button_content_set_icon_name (self->step_content, ct_way_get (next)->icon);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->step_button), "(xs)", id, ct_way_get (next)->code);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->step_button), "calendar.set-status");
    }
  ct_step_menu_fill (self->step_menu, self->clinic, self->visit, "calendar");
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps_button), g_menu_model_get_n_items (G_MENU_MODEL (self->step_menu)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), now != CT_STEP_BOOKED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), ct_clinic_user_may (self->clinic, ct_way_get (now)->permission));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->back_button), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back_button), "calendar.step-back");
}

static void
set_label (GtkLabel *label, char *words)
{
  gtk_label_set_text (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
  g_free (words);
}

/* ---- The note that is typed and not stored yet ---- */

static char *
write_draft (gpointer data)
{
  CtBookingPanel *self = data;
  const char *stored = self->visit->appointment->note;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->note));

  return g_strcmp0 (typed, stored != NULL ? stored : "") != 0 ? g_strdup (typed) : NULL;
}

static char *
read_draft (const char *text, gpointer data)
{
  CtBookingPanel *self = data;

  gtk_editable_set_text (GTK_EDITABLE (self->note), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
  return NULL;
}

/* What was stored after all is no draft. */
static void
on_draft_found_cb (CtBookingPanel *self)
{
  if (g_strcmp0 (ct_draft_get_found (self->draft), self->visit->appointment->note) == 0)
    ct_draft_forget (self->draft);
}

static void
drop_draft (CtBookingPanel *self)
{
  if (self->draft == NULL)
    return;
  ct_draft_stop (self->draft);
  g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  gtk_box_remove (GTK_BOX (self->box), g_steal_pointer (&self->draft_banner));
}

/* Of another booking, another draft; of the same one, what is stored by now is kept no more. */
static void
follow_draft (CtBookingPanel *self, gboolean another)
{
  g_autofree char *what = g_strdup_printf ("visit-note/%" G_GINT64_FORMAT, CT_RECORD (self->visit->appointment)->id);

  if (!another)
    {
      if (ct_draft_get_found (self->draft) == NULL)
        ct_draft_keep (self->draft);
      return;
    }
  drop_draft (self);
  self->draft = ct_draft_new (self->clinic, what, write_draft, read_draft, self);
  g_signal_connect_swapped (self->draft, "found", G_CALLBACK (on_draft_found_cb), self);
  self->draft_banner = ct_draft_create_banner (self->draft, GTK_WIDGET (self));
  gtk_box_insert_child_after (GTK_BOX (self->box), self->draft_banner, GTK_WIDGET (self->presence));
}

static void
on_note_changed_cb (CtBookingPanel *self)
{
  if (!self->setting && self->draft != NULL)
    ct_draft_touch (self->draft);
}

/**
 * ct_booking_panel_set_visit:
 * @self: a panel
 * @visit: what to show
 *
 * Shows a visit. A note that is being typed for the same visit stays, and is offered where somebody stored another one.
 */
void
ct_booking_panel_set_visit (CtBookingPanel *self, CtVisit *visit)
{
  CtAppointment *a;
  gboolean another, same;

  g_return_if_fail (CT_IS_BOOKING_PANEL (self) && CT_IS_VISIT (visit));
  a = visit->appointment;
  another = self->visit == NULL || CT_RECORD (self->visit->appointment)->id != CT_RECORD (a)->id;
  same = !another && g_strcmp0 (self->visit->appointment->note, a->note) == 0;
  if (!another && !same && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->note)), a->note) != 0)
    ct_draft_put_by (self->draft);
  g_set_object (&self->visit, visit);
  self->setting = TRUE;
  gtk_label_set_text (self->name, visit->patient_name);
  set_label (self->who, who_words (self));
  set_label (self->when, when_words (self));
  set_label (self->what, what_words (self));
  set_label (self->status, ct_visit_status_words (visit, self->clinic));
  gtk_image_set_from_icon_name (self->status_icon, ct_way_get (ct_visit_shown (visit, self->clinic))->icon);
  show_steps (self);
  ct_ready_list_set_visit (self->ready, self->clinic, visit);
  gtk_drop_down_set_selected (self->kind, ct_visit_kind_index (a->kind));
  g_clear_pointer (&self->clinician_ids, g_array_unref);
  self->clinician_ids = ct_choices_fill_clinicians (self->clinician, self->clinic);
  ct_choices_select (self->clinician, self->clinician_ids, a->clinician_id);
  if (!same)
    gtk_editable_set_text (GTK_EDITABLE (self->note), a->note != NULL ? a->note : "");
  gtk_widget_set_sensitive (self->move_button, ct_status_may_move (a->status));
  gtk_widget_set_sensitive (self->cancel_button, !ct_way_is_off (ct_way_of (a)));
  ct_presence_line_watch (self->presence, self->clinic, "appointment", CT_RECORD (a)->id);
  follow_draft (self, another);
  self->setting = FALSE;
}

/**
 * ct_booking_panel_get_visit:
 * @self: a panel
 *
 * Returns: (transfer none) (nullable): what it shows.
 */
CtVisit *
ct_booking_panel_get_visit (CtBookingPanel *self)
{
  g_return_val_if_fail (CT_IS_BOOKING_PANEL (self), NULL);
  return self->visit;
}

/* ---- Doing ---- */

static void
on_edited_cb (CtBookingPanel *self)
{
  g_autoptr (CtAppointment) edited = NULL;
  const char *note;

  if (self->setting || self->visit == NULL)
    return;
  edited = ct_record_copy (self->visit->appointment);
  note = gtk_editable_get_text (GTK_EDITABLE (self->note));
  g_object_set (edited, "kind", ct_visit_kind_at (gtk_drop_down_get_selected (self->kind)), "clinician-id",
                ct_choices_get (self->clinician, self->clinician_ids), "note", ct_text_is_blank (note) ? NULL : note,
                NULL);
  if (!ct_record_equal (CT_RECORD (edited), CT_RECORD (self->visit->appointment)))
    g_signal_emit (self, signals[EDITED], 0, self->visit, edited);
}

/* Whoever has the cursor in the note is editing the booking. */
static void
stop_editing (CtBookingPanel *self)
{
  if (self->editing_id != 0)
    ct_clinic_end_editing (self->clinic, "appointment", self->editing_id);
  self->editing_id = 0;
}

static void
on_note_entered_cb (CtBookingPanel *self)
{
  stop_editing (self);
  if (self->visit == NULL)
    return;
  self->editing_id = CT_RECORD (self->visit->appointment)->id;
  ct_clinic_begin_editing (self->clinic, "appointment", self->editing_id);
}

static void
on_note_left_cb (CtBookingPanel *self)
{
  stop_editing (self);
  on_edited_cb (self);
}

static void
on_move_cb (CtBookingPanel *self)
{
  g_signal_emit (self, signals[MOVE], 0, self->visit);
}

static void
on_cancel_cb (CtBookingPanel *self)
{
  g_signal_emit (self, signals[CANCEL], 0, self->visit);
}

static void
on_patient_cb (CtBookingPanel *self)
{
  g_signal_emit (self, signals[OPEN_PATIENT], 0, self->visit);
}

static void
on_close_cb (CtBookingPanel *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  on_close_cb (CT_BOOKING_PANEL (widget));
  return TRUE;
}

/* ---- The object ---- */

static void
ct_booking_panel_dispose (GObject *object)
{
  CtBookingPanel *self = CT_BOOKING_PANEL (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  self->setting = TRUE;
  if (self->clinic != NULL)
    stop_editing (self);
  drop_draft (self);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->visit);
  g_clear_object (&self->step_menu);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->clinician_ids, g_array_unref);
  G_OBJECT_CLASS (ct_booking_panel_parent_class)->dispose (object);
}

static guint
add_signal (CtBookingPanelClass *klass, const char *name, guint n_params, GType a, GType b)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_params,
                       a, b);
}

static void
ct_booking_panel_class_init (CtBookingPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_booking_panel_dispose;
  signals[EDITED] = add_signal (klass, "edited", 2, CT_TYPE_VISIT, CT_TYPE_APPOINTMENT);
  signals[MOVE] = add_signal (klass, "move", 1, CT_TYPE_VISIT, G_TYPE_NONE);
  signals[CANCEL] = add_signal (klass, "cancel", 1, CT_TYPE_VISIT, G_TYPE_NONE);
  signals[OPEN_PATIENT] = add_signal (klass, "open-patient", 1, CT_TYPE_VISIT, G_TYPE_NONE);
  signals[CLOSE] = add_signal (klass, "close", 0, G_TYPE_NONE, G_TYPE_NONE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/calendar/ct-booking-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, box);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, name);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, who);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, when);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, what);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, status);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, ready_place);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, status_icon);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, step_button);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, step_content);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, steps_button);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, back_button);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, kind);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, clinician);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, note);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, close_button);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, patient_button);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, move_button);
  gtk_widget_class_bind_template_child (widget_class, CtBookingPanel, cancel_button);
}

static void
ct_booking_panel_init (CtBookingPanel *self)
{
  GtkEventController *leaving = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->presence = CT_PRESENCE_LINE (ct_presence_line_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->presence), "ct-inside");
  gtk_box_insert_child_after (GTK_BOX (self->box), GTK_WIDGET (self->presence), GTK_WIDGET (self->who));
  ct_choices_fill_kinds (self->kind);
  self->ready = CT_READY_LIST (ct_ready_list_new ());
  gtk_box_append (self->ready_place, GTK_WIDGET (self->ready));
  self->step_menu = g_menu_new ();
  gtk_menu_button_set_menu_model (self->steps_button, G_MENU_MODEL (self->step_menu));
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->clinician, "notify::selected", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->note, "changed", G_CALLBACK (on_note_changed_cb), self);
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (on_edited_cb), self);
  /* What was typed is kept when one goes on to something else. */
  g_signal_connect_swapped (leaving, "leave", G_CALLBACK (on_note_left_cb), self);
  g_signal_connect_swapped (leaving, "enter", G_CALLBACK (on_note_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), leaving);
  g_signal_connect_swapped (self->close_button, "clicked", G_CALLBACK (on_close_cb), self);
  g_signal_connect_swapped (self->patient_button, "clicked", G_CALLBACK (on_patient_cb), self);
  g_signal_connect_swapped (self->move_button, "clicked", G_CALLBACK (on_move_cb), self);
  g_signal_connect_swapped (self->cancel_button, "clicked", G_CALLBACK (on_cancel_cb), self);
}

/**
 * ct_booking_panel_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): a panel that shows nothing yet.
 */
GtkWidget *
ct_booking_panel_new (CtClinic *clinic)
{
  CtBookingPanel *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_BOOKING_PANEL, NULL);
  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
