#include "ui/calendar/ct-go-to.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-date-jump.h"

struct _CtGoTo
{
  GtkPopover   parent_instance;
  GtkEntry    *entry;
  GtkLabel    *answer;
  GtkCalendar *calendar;
  CtDate       shown, today;
  gboolean     setting;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtGoTo, ct_go_to, GTK_TYPE_POPOVER)

static CtDate
typed_day (CtGoTo *self)
{
  return ct_date_jump (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown, self->today);
}

static void
choose (CtGoTo *self, CtDate day)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, (int) day);
}

static void
on_changed_cb (CtGoTo *self)
{
  CtDate day = typed_day (self);
  g_autofree char *words = day != CT_DATE_NONE ? ct_date_format (day, _("%A, %-d %B %Y")) : NULL;

  if (words == NULL && !ct_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    words = g_strdup (_("A day like 6w, +3d, mon or 23 nov"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_label_set_text (self->answer, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->answer), words != NULL);
}

static void
on_activate_cb (CtGoTo *self)
{
  CtDate day = typed_day (self);

  if (day != CT_DATE_NONE)
    choose (self, day);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
on_picked_cb (CtGoTo *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (!self->setting)
    choose (self, ct_date_new (g_date_time_get_year (day), g_date_time_get_month (day),
                               g_date_time_get_day_of_month (day)));
}

/**
 * ct_go_to_set:
 * @self: a popover
 * @shown: the day that is shown
 * @today: today at the site
 * @typed: (nullable): what was typed already
 *
 * Makes it ready.
 */
void
ct_go_to_set (CtGoTo *self, CtDate shown, CtDate today, const char *typed)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, day_of_month;

  g_return_if_fail (CT_IS_GO_TO (self));
  self->shown = shown;
  self->today = today;
  ct_date_get_ymd (shown, &year, &month, &day_of_month);
  day = g_date_time_new_local (year, month, day_of_month, 12, 0, 0);
  self->setting = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->setting = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed != NULL ? typed : "");
  on_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
ct_go_to_class_init (CtGoToClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", CT_TYPE_GO_TO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-go-to.ui");
  gtk_widget_class_bind_template_child (widget_class, CtGoTo, entry);
  gtk_widget_class_bind_template_child (widget_class, CtGoTo, answer);
  gtk_widget_class_bind_template_child (widget_class, CtGoTo, calendar);
}

static void
ct_go_to_init (CtGoTo *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (on_picked_cb), self);
}

/**
 * ct_go_to_new:
 *
 * Returns: (transfer floating): a popover; give it a parent and days.
 */
GtkWidget *
ct_go_to_new (void)
{
  return g_object_new (CT_TYPE_GO_TO, NULL);
}
