/* A chair runs over: whoever is due in it is given another one, by the same move as by any other hand. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "clinic/ct-floor-now.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/ct-notice.h"

/* As many other chairs are in the menu of a booking. */
#define MAX_IN_MENU 3

static const CtRunEntry *
entry_of (CtCalendarPage *self, CtVisit *visit)
{
  const CtRunOver *run = ct_time_grid_get_run_over (self->grid);
  const CtRunEntry *entry = run != NULL ? ct_run_over_find (run, CT_RECORD (visit->appointment)->id) : NULL;

  return entry != NULL && ct_run_entry_is_told (entry) ? entry : NULL;
}

/* The other chairs for a visit that would wait, the best first; empty where it need not wait. */
static GArray *
find_reseats (CtCalendarPage *self, CtVisit *visit)
{
  GPtrArray *visits = ct_visit_range_get_visits (self->range);

  if (visits == NULL || entry_of (self, visit) == NULL)
    return g_array_new (FALSE, FALSE, sizeof (CtReseat));
  return ct_floor_find_reseats (self->clinic, visit, visits, ct_time_grid_get_now (self->grid));
}

static void
reseat (CtCalendarPage *self, CtVisit *visit, gint64 chair_id, int minute)
{
  const CtNearby place = { chair_id, visit->appointment->day, minute };

  if (!ct_time_grid_has_hand (self->grid) && self->n_running == 0)
    ct_calendar_page_take_offer (self, visit->appointment, visit->patient_name, &place, visit->appointment->minutes);
}

/* ---- The strip over the days ---- */

static void
use_pane_of (CtCalendarPage *self, CtFloorStrip *strip)
{
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].view != NULL && ct_day_view_get_floor (self->panes[i].view) == strip)
      ct_calendar_page_use_pane (self, i);
}

static void
on_reseat_cb (CtFloorStrip *strip, gint64 visit_id, gint64 chair_id, int minute, CtCalendarPage *self)
{
  CtVisit *visit;

  use_pane_of (self, strip);
  if ((visit = ct_calendar_page_find_visit (self, visit_id)) != NULL)
    reseat (self, visit, chair_id, minute);
}

static void
on_find_time_cb (CtFloorStrip *strip, gint64 visit_id, CtCalendarPage *self)
{
  use_pane_of (self, strip);
  if (ct_time_grid_select_visit (self->grid, visit_id))
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.find-slot", NULL);
}

/* Of the pane whose grid is in the page now. */
void
ct_calendar_page_connect_floor (CtCalendarPage *self, CtDayView *view)
{
  CtFloorStrip *strip = ct_day_view_get_floor (view);

  g_signal_connect_object (strip, "reseat", G_CALLBACK (on_reseat_cb), self, 0);
  g_signal_connect_object (strip, "find-time", G_CALLBACK (on_find_time_cb), self, 0);
}

/* ---- The menu of a booking ---- */

static GMenuItem *
reseat_item (CtCalendarPage *self, CtVisit *visit, const CtReseat *to)
{
  g_autofree char *label = ct_reseat_words (self->clinic, visit, to);
  GMenuItem *item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "calendar.reseat-to", "(xxi)", CT_RECORD (visit->appointment)->id, to->chair_id,
                                     to->minute);
  return item;
}

/* The other chairs, where the visit would wait and may be moved; what keeps it from that is told further down. */
void
ct_calendar_page_fill_reseats (CtCalendarPage *self, GMenu *section, CtVisit *visit)
{
  g_autoptr (GArray) reseats = find_reseats (self, visit);
  guint n = ct_clinic_user_may (self->clinic, CT_MAY_BOOK) ? MIN (reseats->len, MAX_IN_MENU) : 0;

  g_menu_remove_all (section);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = reseat_item (self, visit, &g_array_index (reseats, CtReseat, i));

      g_menu_append_item (section, item);
    }
}

/* Why the selected visit can't be reseated, (transfer full) (nullable). */
char *
ct_calendar_page_why_not_reseat (CtCalendarPage *self, CtVisit *visit)
{
  g_autoptr (GArray) reseats = NULL;

  if (visit == NULL || entry_of (self, visit) == NULL)
    return g_strdup (_("it need not wait for its chair"));
  reseats = find_reseats (self, visit);
  return reseats->len == 0 ? g_strdup (_("no other chair is free sooner")) : NULL;
}

/* ---- By keys ---- */

static CtVisit *
first_who_waits (CtCalendarPage *self)
{
  CtFloorStrip *strip = ct_day_view_get_floor (self->panes[self->active].view);

  return ct_floor_strip_get_n_rows (strip) > 0 ? ct_calendar_page_find_visit (self, ct_floor_strip_get_visit (strip, 0)) : NULL;
}

/* The selected visit, or else whoever is due first in a chair that runs over, gets the best other chair. */
static void
act_reseat (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);
  g_autoptr (GArray) reseats = NULL;
  g_autofree char *words = NULL;

  if (visit == NULL || entry_of (self, visit) == NULL)
    visit = first_who_waits (self);
  if (visit == NULL)
    {
      ct_notice_tell (widget, _("Nobody has to wait for a chair."));
      return;
    }
  reseats = find_reseats (self, visit);
  if (reseats->len > 0)
    {
      const CtReseat *best = &g_array_index (reseats, CtReseat, 0);

      reseat (self, visit, best->chair_id, best->minute);
      return;
    }
  words = g_strdup_printf (_("No other chair is free sooner for %s. F finds another time."), visit->patient_name);
  ct_notice_tell (widget, words);
}

static void
act_reseat_to (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  gint64 visit_id, chair_id;
  CtVisit *visit;
  int minute;

  g_variant_get (target, "(xxi)", &visit_id, &chair_id, &minute);
  if ((visit = ct_calendar_page_find_visit (self, visit_id)) != NULL)
    reseat (self, visit, chair_id, minute);
}

void
ct_calendar_page_install_floor (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.reseat", NULL, act_reseat },
    { "calendar.reseat-to", "(xxi)", act_reseat_to },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}
