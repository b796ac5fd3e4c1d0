/* A visit that found its place taken: the nearest free places over the calendar, each one press away. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"

static void
on_chosen_cb (CtCalendarPage *self, gint64 chair_id, int day, int minute)
{
  const CtNearby offer = { chair_id, (CtDate) day, minute };
  g_autoptr (CtAppointment) base = g_steal_pointer (&self->offered);
  g_autofree char *name = g_steal_pointer (&self->offered_name);

  gtk_popover_popdown (self->offers_popover);
  if (base != NULL)
    ct_calendar_page_take_offer (self, base, name, &offer, self->offered_minutes);
}

/* Enter takes the nearest place, the arrows and Tab choose another, Escape leaves the visit where it is. */
static void
on_shown_cb (CtCalendarPage *self)
{
  GtkWidget *first = ct_offer_box_get_first (self->offers);

  if (first != NULL && gtk_widget_get_visible (GTK_WIDGET (self->offers_popover)))
    gtk_widget_grab_focus (first);
}

static void
make_popover (CtCalendarPage *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->offers = CT_OFFER_BOX (ct_offer_box_new (self->clinic));
  self->offers_popover = GTK_POPOVER (popover);
  gtk_popover_set_child (self->offers_popover, GTK_WIDGET (self->offers));
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Free places near it"), -1);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect_object (self->offers, "chosen", G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->offers, "shown", G_CALLBACK (on_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self, G_CONNECT_SWAPPED);
}

/* Says who has the place that @wanted asked for, and where @base could go instead. The toast is for those whom a popover
 * does not reach. */
void
ct_calendar_page_offer (CtCalendarPage *self, CtAppointment *wanted, CtAppointment *base, const char *name,
                        const char *refusal)
{
  if (self->offers_popover == NULL)
    make_popover (self);
  g_set_object (&self->offered, base);
  g_free (self->offered_name);
  self->offered_name = g_strdup (name);
  self->offered_minutes = wanted->minutes;
  ct_notice_tell (GTK_WIDGET (self), refusal);
  if (ct_calendar_page_shows_grid (self))
    ct_time_grid_select_visit (self->grid, CT_RECORD (base)->id);
  ct_calendar_page_point_at (self, self->offers_popover);
  ct_offer_box_ask (self->offers, wanted, name, refusal);
  gtk_popover_popup (self->offers_popover);
}

/**
 * ct_calendar_page_get_offers:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what is offered for a visit whose place was taken; %NULL where none ever was.
 */
CtOfferBox *
ct_calendar_page_get_offers (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), NULL);
  return self->offers;
}
