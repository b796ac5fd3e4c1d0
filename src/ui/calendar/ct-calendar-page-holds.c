/* Holding time free from the calendar: the selected place, or what is held there already. */
#include "ui/calendar/ct-calendar-page-private.h"

#include "ui/calendar/ct-hold-window.h"
#include "ui/calendar/ct-hold-words.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"

/* So much is proposed where no stretch of time was drawn. */
#define USUAL_MINUTES 60

/* What holds the selected place. */
CtHeldTime *
ct_calendar_page_held_here (CtCalendarPage *self)
{
  CtPlace place;

  if (!ct_calendar_page_shows_grid (self) || ct_time_grid_get_visit (self->grid) != NULL ||
      !ct_time_grid_get_place (self->grid, &place))
    return NULL;
  return ct_hold_find (self->clinic, self->site_id, place.chair_id, place.day, place.minute);
}

static CtHeldTime *
new_hold (CtCalendarPage *self, const CtPlace *place)
{
  CtHeldTime *hold = ct_held_time_new ();
  int minutes = place->minutes > CT_GRID_STEP ? place->minutes : USUAL_MINUTES;

  hold->site_id = self->site_id;
  hold->chair_id = place->chair_id;
  hold->first_day = hold->last_day = place->day;
  hold->from_minute = place->minute;
  hold->to_minute = MIN (place->minute + minutes, CT_MINUTES_PER_DAY);
  return hold;
}

static void
on_stored_cb (CtCalendarPage *self, const char *words)
{
  ct_notice_undo (GTK_WIDGET (self), words);
}

static void
act_hold (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtHeldTime *held = ct_calendar_page_held_here (self);
  g_autoptr (CtHeldTime) hold = NULL;
  GtkWindow *window;
  CtPlace place;

  if (self->site_id == 0 || !ct_calendar_page_needs_grid (self) || ct_time_grid_has_hand (self->grid) || ct_time_grid_get_visit (self->grid) != NULL ||
      !ct_time_grid_get_place (self->grid, &place))
    return;
  hold = held != NULL ? g_object_ref (held) : new_hold (self, &place);
  window = ct_hold_window_new (self->clinic, hold, place.day);
  g_signal_connect_object (window, "stored", G_CALLBACK (on_stored_cb), self, G_CONNECT_SWAPPED);
  ct_child_window_present (window, widget);
}

void
ct_calendar_page_install_holds (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.hold", NULL, act_hold },
    { "calendar.edit-hold", NULL, act_hold },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}
