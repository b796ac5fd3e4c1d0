#include "ui/lists/ct-put-off.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-date-jump.h"

struct _CtPutOff
{
  GtkPopover  parent_instance;
  GtkLabel   *title;
  GtkBox     *day_line;
  GtkEntry   *day;
  GtkLabel   *until;
  GtkEntry   *note;
  GtkButton  *answer;
  CtDate      today;
  CtDate      chosen;
  gboolean    handled;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (CtPutOff, ct_put_off, GTK_TYPE_POPOVER)

static void
show_day (CtPutOff *self)
{
  g_autofree char *words = NULL;

  self->chosen = ct_date_jump (gtk_editable_get_text (GTK_EDITABLE (self->day)), self->today, self->today);
  if (self->chosen != CT_DATE_NONE && self->chosen <= self->today)
    self->chosen = CT_DATE_NONE;
  if (self->chosen != CT_DATE_NONE)
    words = ct_date_format (self->chosen, _("%a %-d %b %Y"));
  gtk_label_set_text (self->until, words != NULL ? words : _("A later day: +3d, 2w, mon or 23 nov"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer), self->handled || self->chosen != CT_DATE_NONE);
}

/**
 * ct_put_off_answer:
 * @self: a popover that asks
 *
 * Takes what stands in it, if it is an answer.
 */
void
ct_put_off_answer (CtPutOff *self)
{
  g_return_if_fail (CT_IS_PUT_OFF (self));
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->answer)))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, self->handled ? CT_DATE_NONE : self->chosen,
                 gtk_editable_get_text (GTK_EDITABLE (self->note)));
}

/**
 * ct_put_off_ask:
 * @self: a popover
 * @today: the day at the site of the row
 * @handled: whether the row is handled for good; else until when is asked, too
 *
 * Asks.
 */
void
ct_put_off_ask (CtPutOff *self, CtDate today, gboolean handled)
{
  g_return_if_fail (CT_IS_PUT_OFF (self));
  self->today = today;
  self->handled = handled;
  gtk_label_set_text (self->title, handled ? _("Handled") : _("Remind me later"));
  gtk_button_set_label (self->answer, handled ? _("_Handled") : _("_Put Off"));
  gtk_widget_set_visible (GTK_WIDGET (self->day_line), !handled);
  gtk_editable_set_text (GTK_EDITABLE (self->day), "+1d");
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  show_day (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (handled ? self->note : self->day));
}

/**
 * ct_put_off_set:
 * @self: a popover that asks
 * @day: a day, as it is typed
 * @note: why
 *
 * Types both.
 */
void
ct_put_off_set (CtPutOff *self, const char *day, const char *note)
{
  g_return_if_fail (CT_IS_PUT_OFF (self));
  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
  gtk_editable_set_text (GTK_EDITABLE (self->note), note);
}

static void
ct_put_off_class_init (CtPutOffClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", CT_TYPE_PUT_OFF, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/lists/ct-put-off.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPutOff, title);
  gtk_widget_class_bind_template_child (widget_class, CtPutOff, day_line);
  gtk_widget_class_bind_template_child (widget_class, CtPutOff, day);
  gtk_widget_class_bind_template_child (widget_class, CtPutOff, until);
  gtk_widget_class_bind_template_child (widget_class, CtPutOff, note);
  gtk_widget_class_bind_template_child (widget_class, CtPutOff, answer);
}

static void
ct_put_off_init (CtPutOff *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->day, "changed", G_CALLBACK (show_day), self);
  g_signal_connect_swapped (self->day, "activate", G_CALLBACK (ct_put_off_answer), self);
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (ct_put_off_answer), self);
  g_signal_connect_swapped (self->answer, "clicked", G_CALLBACK (ct_put_off_answer), self);
}

/**
 * ct_put_off_new:
 *
 * Returns: (transfer floating): a popover that asks nothing yet.
 */
GtkWidget *
ct_put_off_new (void)
{
  return g_object_new (CT_TYPE_PUT_OFF, NULL);
}
