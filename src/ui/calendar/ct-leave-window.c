#include "ui/calendar/ct-leave-window.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-date-jump.h"
#include "ui/calendar/ct-visit-choices.h"

/* Who, before, after. */
#define N_COLUMNS 3

struct _CtLeaveWindow
{
  AdwWindow      parent_instance;
  GtkDropDown   *person;
  GtkEntry      *first;
  GtkSpinButton *days;
  GtkEntry      *reason;
  GtkLabel      *until;
  GtkLabel      *summary;
  GtkListBox    *visits;
  GtkButton     *book_button;
  GtkSizeGroup  *columns[N_COLUMNS];

  CtClinic      *clinic;
  CtDate         first_day;
  CtDate         today;
  GArray        *person_ids;
  CtReplanDraft *draft;   /* (nullable): of what is chosen now */
  guint          turn;    /* an answer to an older question is nobody's */
  gboolean       busy;
};

enum
{
  BOOKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtLeaveWindow, ct_leave_window, ADW_TYPE_WINDOW)

/* ---- Before and after ---- */

static char *
place_words (CtLeaveWindow *self, CtDate date, int minute, gint64 chair_id)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, chair_id);
  g_autofree char *day = ct_date_format (date, "%a %-d %b");
  g_autofree char *time = ct_minute_format (minute);

  return g_strdup_printf ("%s %s, %s", day, time, chair != NULL ? chair->name : "");
}

static const char *
person_name (CtLeaveWindow *self, gint64 user_id)
{
  GPtrArray *users = ct_clinic_get_users (self->clinic);

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == user_id)
      return CT_USER (g_ptr_array_index (users, i))->full_name;
  return _("nobody yet");
}

static char *
after_words (CtLeaveWindow *self, const CtReplanRow *row)
{
  g_autofree char *place = NULL;

  if (row->after.how == CT_REPLAN_NOWHERE)
    return g_strdup (_("No place keeps the rules: it stays for the desk to see to"));
  if (row->after.how == CT_REPLAN_SUBSTITUTE)
    /* Translators: a clinician */
    return g_strdup_printf (_("Same time, with %s"), person_name (self, row->after.clinician_id));
  place = place_words (self, row->after.at.date, row->after.at.minute, row->after.chair_id);
  /* Translators: day, time and chair, then a clinician */
  return g_strdup_printf (_("%s, with %s"), place, person_name (self, row->after.clinician_id));
}

static const char *
icon_of (CtReplanHow how)
{
  switch (how)
    {
    case CT_REPLAN_SUBSTITUTE:
      return "system-users-symbolic";
    case CT_REPLAN_MOVED:
      return "go-next-symbolic";
    case CT_REPLAN_NOWHERE:
    default:
      return "dialog-warning-symbolic";
    }
}

static GtkWidget *
cell (CtLeaveWindow *self, int column, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, column == N_COLUMNS - 1);
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_size_group_add_widget (self->columns[column], label);
  return label;
}

static void
add_row (CtLeaveWindow *self, const CtReplanRow *row)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *list_row = gtk_list_box_row_new ();
  g_autofree char *before = place_words (self, row->before->day, row->before->minute, row->before->chair_id);
  g_autofree char *after = after_words (self, row);
  /* Translators: who; when and where it is booked; what becomes of it */
  g_autofree char *all = g_strdup_printf (_("%s: %s becomes %s"), row->patient_name, before, after);

  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (icon_of (row->after.how)));
  gtk_box_append (GTK_BOX (line), cell (self, 0, row->patient_name));
  gtk_box_append (GTK_BOX (line), cell (self, 1, before));
  gtk_box_append (GTK_BOX (line), cell (self, 2, after));
  gtk_widget_set_margin_top (line, 8);
  gtk_widget_set_margin_bottom (line, 8);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_list_box_append (self->visits, list_row);
}

static void
clear_rows (CtLeaveWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->visits, 0)) != NULL)
    gtk_list_box_remove (self->visits, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->visits), FALSE);
}

static char *
summary_of (const CtReplanDraft *draft)
{
  guint counts[3] = { 0 };

  for (guint i = 0; i < draft->rows->len; i++)
    counts[((const CtReplanRow *) g_ptr_array_index (draft->rows, i))->after.how]++;
  if (draft->rows->len == 0)
    return g_strdup (_("No visit is concerned."));
  return g_strdup_printf (_("%u visits: %u with somebody else, %u moved, %u without a place."), draft->rows->len,
                          counts[CT_REPLAN_SUBSTITUTE], counts[CT_REPLAN_MOVED], counts[CT_REPLAN_NOWHERE]);
}

static void
show_draft (CtLeaveWindow *self)
{
  g_autofree char *summary = summary_of (self->draft);

  clear_rows (self);
  for (guint i = 0; i < self->draft->rows->len; i++)
    add_row (self, g_ptr_array_index (self->draft->rows, i));
  gtk_widget_set_visible (GTK_WIDGET (self->visits), self->draft->rows->len > 0);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_sensitive (GTK_WIDGET (self->book_button), TRUE);
}

/* ---- Asking ---- */

typedef struct
{
  CtLeaveWindow *self;
  guint          turn;
} Asked;

static void
on_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (CtLeaveWindow) self = asked->self;
  guint turn = asked->turn;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtReplanDraft) draft = ct_clinic_finish (CT_CLINIC (source), result, &error);

  g_free (asked);
  if (turn != self->turn)
    return;
  self->busy = FALSE;
  if (draft == NULL)
    {
      gtk_label_set_text (self->summary, error->message);
      return;
    }
  g_set_object (&self->draft, draft);
  show_draft (self);
}

static CtLeave *
make_leave (CtLeaveWindow *self)
{
  CtLeave *leave = ct_leave_new ();

  leave->user_id = ct_choices_get (self->person, self->person_ids);
  leave->first_day = self->first_day;
  leave->last_day = self->first_day + gtk_spin_button_get_value_as_int (self->days) - 1;
  leave->to_minute = CT_MINUTES_PER_DAY;
  leave->reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  return leave;
}

static void
ask (CtLeaveWindow *self)
{
  g_autoptr (CtLeave) leave = NULL;
  Asked *asked;

  self->turn++;
  self->busy = FALSE;
  g_clear_object (&self->draft);
  clear_rows (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->book_button), FALSE);
  if (self->clinic == NULL || ct_choices_get (self->person, self->person_ids) == 0 || self->first_day == CT_DATE_NONE)
    {
      gtk_label_set_text (self->summary, _("Say who is away, and from which day."));
      return;
    }
  leave = make_leave (self);
  asked = g_new0 (Asked, 1);
  *asked = (Asked) { g_object_ref (self), self->turn };
  self->busy = TRUE;
  ct_clinic_plan_leave_async (self->clinic, leave, on_planned_cb, asked);
}

static void
tell_until (CtLeaveWindow *self)
{
  CtDate last = self->first_day + gtk_spin_button_get_value_as_int (self->days) - 1;
  g_autofree char *from = self->first_day != CT_DATE_NONE ? ct_date_format (self->first_day, "%a %-d %b") : NULL;
  g_autofree char *to = self->first_day != CT_DATE_NONE ? ct_date_format (last, "%a %-d %b") : NULL;
  g_autofree char *words = NULL;

  if (from == NULL)
    words = g_strdup (_("A day like today, mon, +3d or 23 nov"));
  else
    words = last == self->first_day ? g_strdup (from) : g_strdup_printf (_("%s to %s"), from, to);
  gtk_label_set_text (self->until, words);
}

static void
on_first_cb (CtLeaveWindow *self)
{
  self->first_day = ct_date_jump (gtk_editable_get_text (GTK_EDITABLE (self->first)), self->today, self->today);
  tell_until (self);
  ask (self);
}

static void
on_days_cb (CtLeaveWindow *self)
{
  tell_until (self);
  ask (self);
}

/* ---- Booking ---- */

static void
on_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtLeaveWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtLeave) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *words = NULL;

  self->busy = FALSE;
  if (stored == NULL)
    {
      ask (self);
      gtk_label_set_text (self->summary, error->message);
      return;
    }
  words = g_strdup_printf (_("%s is away; the visits are put elsewhere."), person_name (self, stored->user_id));
  g_signal_emit (self, signals[BOOKED], 0, words);
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * ct_leave_window_book:
 * @self: a window that shows a proposal
 *
 * Books all of it.
 */
void
ct_leave_window_book (CtLeaveWindow *self)
{
  g_return_if_fail (CT_IS_LEAVE_WINDOW (self));
  if (self->draft == NULL || self->busy)
    return;
  self->busy = TRUE;
  g_free (self->draft->leave->reason);
  self->draft->leave->reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->book_button), FALSE);
  ct_clinic_book_leave_async (self->clinic, self->draft, on_booked_cb, g_object_ref (self));
}

/* ---- The object ---- */

static void
ct_leave_window_dispose (GObject *object)
{
  CtLeaveWindow *self = CT_LEAVE_WINDOW (object);

  for (int i = 0; i < N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->draft);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->person_ids, g_array_unref);
  G_OBJECT_CLASS (ct_leave_window_parent_class)->dispose (object);
}

static void
ct_leave_window_class_init (CtLeaveWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_leave_window_dispose;
  signals[BOOKED] = g_signal_new ("booked", CT_TYPE_LEAVE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-leave-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, person);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, first);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, days);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, until);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, visits);
  gtk_widget_class_bind_template_child (widget_class, CtLeaveWindow, book_button);
}

static void
ct_leave_window_init (CtLeaveWindow *self)
{
  self->first_day = CT_DATE_NONE;
  for (int i = 0; i < N_COLUMNS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->person, "notify::selected", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->first, "changed", G_CALLBACK (on_first_cb), self);
  g_signal_connect_swapped (self->days, "value-changed", G_CALLBACK (on_days_cb), self);
  g_signal_connect_swapped (self->book_button, "clicked", G_CALLBACK (ct_leave_window_book), self);
}

/**
 * ct_leave_window_new:
 * @clinic: a clinic
 * @day: the first day that is proposed
 *
 * Returns: (transfer none): a window that asks who is away, not shown yet.
 */
GtkWindow *
ct_leave_window_new (CtClinic *clinic, CtDate day)
{
  CtLeaveWindow *self = g_object_new (CT_TYPE_LEAVE_WINDOW, NULL);
  g_autofree char *iso = NULL;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self->person_ids = ct_choices_fill_clinicians (self->person, clinic);
  self->clinic = g_object_ref (clinic);
  self->today = ct_clinic_today (clinic);
  self->first_day = day;
  iso = ct_date_format (day, "%-d %b");
  g_signal_handlers_block_by_func (self->first, on_first_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->first), iso);
  g_signal_handlers_unblock_by_func (self->first, on_first_cb, self);
  tell_until (self);
  ask (self);
  return GTK_WINDOW (self);
}

/**
 * ct_leave_window_set_person:
 * @self: a window
 * @user_id: who is away
 *
 * Chooses somebody.
 */
void
ct_leave_window_set_person (CtLeaveWindow *self, gint64 user_id)
{
  g_return_if_fail (CT_IS_LEAVE_WINDOW (self));
  ct_choices_select (self->person, self->person_ids, user_id);
}

/**
 * ct_leave_window_get_n_rows:
 * @self: a window
 *
 * Returns: how many visits are concerned.
 */
guint
ct_leave_window_get_n_rows (CtLeaveWindow *self)
{
  g_return_val_if_fail (CT_IS_LEAVE_WINDOW (self), 0);
  return self->draft != NULL ? self->draft->rows->len : 0;
}

/**
 * ct_leave_window_is_busy:
 * @self: a window
 *
 * Returns: whether it reckons or books.
 */
gboolean
ct_leave_window_is_busy (CtLeaveWindow *self)
{
  g_return_val_if_fail (CT_IS_LEAVE_WINDOW (self), FALSE);
  return self->busy;
}
