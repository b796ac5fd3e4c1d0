#include "ui/calendar/ct-hold-window.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-date-jump.h"
#include "ui/calendar/ct-hold-words.h"
#include "ui/calendar/ct-visit-choices.h"

/* How often: as in the list. */
enum
{
  ONCE,
  EVERY_WEEK,
  EVERY_DAY,
};

struct _CtHoldWindow
{
  AdwWindow    parent_instance;
  GtkEntry    *what;
  GtkDropDown *kind;   /* none, then the kinds of visits */
  GtkDropDown *chair;  /* all, then the chairs of the site */
  GtkDropDown *often;
  GtkEntry    *from;
  GtkEntry    *to;
  GtkEntry    *first;
  GtkEntry    *last;
  GtkLabel    *last_label;
  GtkLabel    *problem;
  GtkButton   *hold_button;
  GtkButton   *remove_button;

  CtClinic    *clinic;
  CtHeldTime  *hold;   /* as it was given */
  GArray      *chair_ids;
};

enum
{
  STORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtHoldWindow, ct_hold_window, ADW_TYPE_WINDOW)

static void
tell_problem (CtHoldWindow *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static const char *
text_of (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* ---- What is typed ---- */

/* The end of a day is written 24:00. */
static int
minute_of (GtkEntry *entry)
{
  return g_strcmp0 (text_of (entry), "24:00") == 0 ? CT_MINUTES_PER_DAY : ct_minute_parse (text_of (entry));
}

static CtDate
day_of (CtHoldWindow *self, GtkEntry *entry)
{
  CtDate today = ct_clinic_today (self->clinic);

  return ct_date_jump (text_of (entry), today, today);
}

/* What is wrong with the days and times; what else is wrong the clinic says. */
static const char *
read_when (CtHoldWindow *self, CtHeldTime *hold)
{
  guint often = gtk_drop_down_get_selected (self->often);
  gboolean endless = often != ONCE && ct_text_is_blank (text_of (self->last));

  hold->from_minute = minute_of (self->from);
  hold->to_minute = minute_of (self->to);
  hold->first_day = day_of (self, self->first);
  if (hold->from_minute < 0 || hold->to_minute < 0)
    return _("Write times like 10:00.");
  if (hold->first_day == CT_DATE_NONE)
    return _("Write the day like today, mon, +3d or 23 nov.");
  hold->last_day = often == ONCE ? hold->first_day : endless ? CT_DATE_NONE : day_of (self, self->last);
  if (hold->last_day == CT_DATE_NONE && !endless)
    return _("Write the last day like mon, +3w or 23 nov, or leave it empty.");
  if (hold->last_day != CT_DATE_NONE && hold->last_day < hold->first_day)
    return _("The last day is not before the first.");
  hold->weekday = often == EVERY_WEEK ? ct_date_get_weekday (hold->first_day) : 0;
  return NULL;
}

static void
read_what (CtHoldWindow *self, CtHeldTime *hold)
{
  guint kind = gtk_drop_down_get_selected (self->kind);

  g_object_set (hold, "title", text_of (self->what), "kind", kind > 0 ? ct_visit_kind_at (kind - 1) : NULL, NULL);
  hold->chair_id = ct_choices_get (self->chair, self->chair_ids);
}

/* ---- Storing ---- */

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtHoldWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtHeldTime) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;

  if (stored == NULL)
    {
      tell_problem (self, error->message);
      gtk_widget_set_sensitive (GTK_WIDGET (self->hold_button), TRUE);
      return;
    }
  when = ct_hold_when_words (stored, self->clinic);
  words = g_strdup_printf (stored->removed ? _("Held no more: %s.") : _("Held: %s."), when);
  g_signal_emit (self, signals[STORED], 0, words);
  gtk_window_close (GTK_WINDOW (self));
}

static void
store (CtHoldWindow *self, CtHeldTime *hold)
{
  tell_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hold_button), FALSE);
  ct_clinic_save_hold_async (self->clinic, hold, on_stored_cb, g_object_ref (self));
}

static void
on_hold_cb (CtHoldWindow *self)
{
  g_autoptr (CtHeldTime) hold = ct_record_copy (self->hold);
  const char *problem = read_when (self, hold);

  read_what (self, hold);
  if (problem != NULL)
    tell_problem (self, problem);
  else
    store (self, hold);
}

static void
on_remove_cb (CtHoldWindow *self)
{
  g_autoptr (CtHeldTime) hold = ct_record_copy (self->hold);

  hold->removed = TRUE;
  store (self, hold);
}

/* ---- The object ---- */

static void
on_often_cb (CtHoldWindow *self)
{
  gboolean again = gtk_drop_down_get_selected (self->often) != ONCE;

  gtk_widget_set_visible (GTK_WIDGET (self->last), again);
  gtk_widget_set_visible (GTK_WIDGET (self->last_label), again);
}

static void
ct_hold_window_dispose (GObject *object)
{
  CtHoldWindow *self = CT_HOLD_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->hold);
  g_clear_pointer (&self->chair_ids, g_array_unref);
  G_OBJECT_CLASS (ct_hold_window_parent_class)->dispose (object);
}

static void
ct_hold_window_class_init (CtHoldWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_hold_window_dispose;
  signals[STORED] = g_signal_new ("stored", CT_TYPE_HOLD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-hold-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, what);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, chair);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, often);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, from);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, to);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, first);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, last);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, last_label);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, hold_button);
  gtk_widget_class_bind_template_child (widget_class, CtHoldWindow, remove_button);
}

static void
ct_hold_window_init (CtHoldWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->often, "notify::selected", G_CALLBACK (on_often_cb), self);
  g_signal_connect_swapped (self->hold_button, "clicked", G_CALLBACK (on_hold_cb), self);
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (on_remove_cb), self);
}

static void
fill_kinds (CtHoldWindow *self)
{
  GtkStringList *names;
  const char *none[] = { _("No visits: blocked"), NULL };

  ct_choices_fill_kinds (self->kind);
  names = GTK_STRING_LIST (gtk_drop_down_get_model (self->kind));
  gtk_string_list_splice (names, 0, 0, none);
  gtk_drop_down_set_selected (self->kind, ct_text_is_blank (self->hold->kind) ? 0 : ct_visit_kind_index (self->hold->kind) + 1);
}

static void
fill_chairs (CtHoldWindow *self)
{
  const char *all[] = { _("All chairs"), NULL };
  gint64 none = 0;

  self->chair_ids = ct_choices_fill_chairs (self->chair, self->clinic, self->hold->site_id);
  gtk_string_list_splice (GTK_STRING_LIST (gtk_drop_down_get_model (self->chair)), 0, 0, all);
  g_array_prepend_val (self->chair_ids, none);
  ct_choices_select (self->chair, self->chair_ids, self->hold->chair_id);
}

static void
fill_often (CtHoldWindow *self, CtDate day)
{
  g_autofree char *weekday = ct_date_format (day, "%A");
  g_autofree char *weekly = g_strdup_printf (_("Every %s"), weekday);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *[]) { _("Once"), weekly, _("Every day"), NULL });
  const CtHeldTime *hold = self->hold;

  gtk_drop_down_set_model (self->often, G_LIST_MODEL (names));
  if (CT_RECORD (self->hold)->id == 0 || hold->first_day == hold->last_day)
    gtk_drop_down_set_selected (self->often, hold->first_day == CT_DATE_NONE ? EVERY_DAY : ONCE);
  else
    gtk_drop_down_set_selected (self->often, hold->weekday > 0 ? EVERY_WEEK : EVERY_DAY);
}

static void
set_day (GtkEntry *entry, CtDate day)
{
  g_autofree char *text = day != CT_DATE_NONE ? ct_date_to_iso (day) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
set_minute (GtkEntry *entry, int minute)
{
  g_autofree char *text = minute < CT_MINUTES_PER_DAY ? ct_minute_format (minute) : g_strdup ("24:00");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/**
 * ct_hold_window_new:
 * @clinic: a clinic
 * @hold: what is to be held, with its site and times; or what is held already
 * @day: the day it was asked for on
 *
 * Returns: (transfer none): a window to hold it, change it or let it go, not shown yet.
 */
GtkWindow *
ct_hold_window_new (CtClinic *clinic, CtHeldTime *hold, CtDate day)
{
  CtHoldWindow *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && CT_HELD_TIME_IS (hold), NULL);
  self = g_object_new (CT_TYPE_HOLD_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  self->hold = ct_record_copy (hold);
  fill_kinds (self);
  fill_chairs (self);
  fill_often (self, hold->weekday > 0 && hold->first_day != CT_DATE_NONE ? hold->first_day : day);
  on_often_cb (self);
  gtk_editable_set_text (GTK_EDITABLE (self->what), hold->title != NULL ? hold->title : "");
  set_minute (self->from, hold->from_minute);
  set_minute (self->to, hold->to_minute);
  set_day (self->first, hold->first_day != CT_DATE_NONE ? hold->first_day : day);
  set_day (self->last, hold->last_day);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button), CT_RECORD (hold)->id != 0);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->what));
  return GTK_WINDOW (self);
}
