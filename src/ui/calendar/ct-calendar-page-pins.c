/* The pinboard of the calendar, and what a booking in the hand meets outside the grid: the board, and the arrows that turn
 * the days. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"

/* How long a booking rests on an arrow before the day is turned, and between two turns. */
#define FIRST_TURN_MS 500
#define NEXT_TURN_MS 900

/* ---- What is pinned ---- */

static void
on_pins_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autoptr (GPtrArray) visits = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (visits != NULL && self->pinboard != NULL)
    ct_pinboard_set_pins (self->pinboard, visits);
}

static void
read_pins (CtCalendarPage *self)
{
  ct_clinic_list_pins_async (self->clinic, on_pins_read_cb, g_object_ref (self));
}

/* The user's own board, or a booking on it; a booking that is moved back comes back to the board. */
static void
on_clinic_changed_cb (CtCalendarPage *self, const char *table, gint64 id)
{
  gboolean mine = g_strcmp0 (table, "pin") == 0 && (id == 0 || id == CT_RECORD (ct_clinic_get_user (self->clinic))->id);

  if (mine || g_strcmp0 (table, "appointment") == 0)
    read_pins (self);
}

/** What is told when it is done. */
typedef struct
{
  CtCalendarPage *self;
  char           *deed;
} PinAct;

static PinAct *
pin_act_new (CtCalendarPage *self, char *deed)
{
  PinAct *act = g_new0 (PinAct, 1);

  act->self = g_object_ref (self);
  act->deed = deed;
  self->n_running++;
  return act;
}

static void
on_pinned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PinAct *act = data;
  g_autoptr (GError) error = NULL;

  act->self->n_running--;
  if (ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL)
    {
      ct_notice_tell (GTK_WIDGET (act->self), act->deed);
      read_pins (act->self);
    }
  else
    ct_notice_error (GTK_WIDGET (act->self), error);
  g_object_unref (act->self);
  g_free (act->deed);
  g_free (act);
}

static void
pin (CtCalendarPage *self, CtVisit *visit)
{
  if (!ct_calendar_page_may_move (self, visit))
    return;
  ct_clinic_pin_async (self->clinic, CT_RECORD (visit->appointment)->id, on_pinned_cb,
                       pin_act_new (self, g_strdup_printf (_("%s is on the pinboard and keeps the old place until put down."),
                                                           visit->patient_name)));
}

static void
on_removed_cb (CtCalendarPage *self, CtVisit *visit)
{
  ct_clinic_unpin_async (self->clinic, CT_RECORD (visit->appointment)->id, on_pinned_cb,
                         pin_act_new (self, g_strdup_printf (_("%s is off the pinboard; the booking stays where it was."),
                                                             visit->patient_name)));
}

static void
act_cut (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *chosen = ct_calendar_page_chosen_visit (self);
  g_autoptr (CtVisit) visit = chosen != NULL ? g_object_ref (chosen) : NULL;

  if (visit == NULL || ct_time_grid_has_hand (self->grid))
    return;
  ct_calendar_page_close_panel (self);
  pin (self, visit);
}

static void
act_unpin (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_pinboard_find (self->pinboard, g_variant_get_int64 (target));

  if (visit != NULL)
    on_removed_cb (self, visit);
}

static void
act_paste (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_pinboard_get_chosen (self->pinboard);
  CtPlace place;

  if (ct_time_grid_has_hand (self->grid) || !ct_calendar_page_needs_grid (self))
    return;
  if (visit == NULL)
    ct_notice_tell (widget, _("The pinboard is empty. Press Ctrl+X on a booking first."));
  else if (ct_time_grid_get_visit (self->grid) != NULL || !ct_time_grid_get_place (self->grid, &place))
    ct_notice_tell (widget, _("Choose a free place for what is on the pinboard."));
  else
    {
      place.minutes = visit->appointment->minutes;
      /* A clinician's column says nothing of the chair. */
      if (place.chair_id == 0)
        place.chair_id = visit->appointment->chair_id;
      ct_calendar_page_move (self, visit, &place);
    }
}

static void
on_taken_cb (CtCalendarPage *self, CtVisit *visit)
{
  if (ct_calendar_page_may_move (self, visit) && ct_calendar_page_needs_grid (self))
    ct_time_grid_pick_up (self->grid, visit);
}

/* ---- Outside the grid ---- */

static gboolean
is_over (GtkWidget *from, double x, double y, GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_root (widget) == gtk_widget_get_root (from) &&
         gtk_widget_translate_coordinates (from, widget, x, y, &x, &y) && gtk_widget_contains (widget, x, y);
}

static gboolean
on_turn_cb (gpointer data)
{
  CtCalendarPage *self = data;

  self->turn_id = g_timeout_add (NEXT_TURN_MS, on_turn_cb, self);
  ct_calendar_header_turn (self->header, self->turn);
  return G_SOURCE_REMOVE;
}

static void
rest_on_arrow (CtCalendarPage *self, int turn)
{
  if (turn == self->turn)
    return;
  g_clear_handle_id (&self->turn_id, g_source_remove);
  self->turn = turn;
  if (turn != 0)
    self->turn_id = g_timeout_add (FIRST_TURN_MS, on_turn_cb, self);
}

/* A booking is in the hand: where is it? */
static void
follow (CtCalendarPage *self, GtkWidget *from, double x, double y)
{
  ct_pinboard_set_hot (self->pinboard, is_over (from, x, y, GTK_WIDGET (self->pinboard)));
  rest_on_arrow (self, ct_calendar_header_arrow_at (self->header, from, x, y));
}

static void
end_following (CtCalendarPage *self)
{
  ct_pinboard_set_hot (self->pinboard, FALSE);
  rest_on_arrow (self, 0);
}

static void
on_grid_dragged_cb (CtCalendarPage *self, double x, double y)
{
  follow (self, GTK_WIDGET (self->grid), x, y);
}

/* Let go of over the board it is pinned and goes back to its place; over an arrow or a bar it just goes back. */
static gboolean
on_grid_let_go_cb (CtCalendarPage *self, double x, double y)
{
  CtVisit *visit = ct_time_grid_get_visit (self->grid);

  end_following (self);
  if (visit == NULL)
    return FALSE;
  if (is_over (GTK_WIDGET (self->grid), x, y, GTK_WIDGET (self->pinboard)))
    pin (self, visit);
  else if (is_over (GTK_WIDGET (self->grid), x, y, GTK_WIDGET (self->days)))
    return FALSE;
  return TRUE;
}

static void
on_stays_cb (CtCalendarPage *self, CtVisit *visit)
{
  ct_calendar_page_may_move (self, visit);
}

/* ---- Off the board ---- */

/* Over the days of which site; -1: of none. */
static int
pane_at (CtCalendarPage *self, double x, double y)
{
  for (int i = 0; i < CT_PANES; i++)
    if (self->panes[i].site_id != 0 && is_over (GTK_WIDGET (self->pinboard), x, y, GTK_WIDGET (self->panes[i].view)))
      return i;
  return -1;
}

/* From one site's days to the other's it goes from hand to hand. */
static void
on_pin_dragged_cb (CtCalendarPage *self, CtVisit *visit, double x, double y)
{
  GtkWidget *board = GTK_WIDGET (self->pinboard);
  int pane = pane_at (self, x, y);
  double grid_x, grid_y;

  follow (self, board, x, y);
  if (pane >= 0 && (guint) pane != self->active)
    {
      ct_time_grid_drag_end (self->grid, FALSE);
      ct_calendar_page_use_pane (self, (guint) pane);
    }
  if ((pane >= 0 || ct_time_grid_has_hand (self->grid)) &&
      gtk_widget_translate_coordinates (board, GTK_WIDGET (self->grid), x, y, &grid_x, &grid_y))
    ct_time_grid_drag_in (self->grid, visit, grid_x, grid_y);
}

static void
on_pin_let_go_cb (CtCalendarPage *self, CtVisit *visit, double x, double y)
{
  end_following (self);
  ct_time_grid_drag_end (self->grid, pane_at (self, x, y) >= 0);
}

void
ct_calendar_page_install_pins (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.cut", NULL, act_cut },
    { "calendar.paste", NULL, act_paste },
    { "calendar.unpin", "x", act_unpin },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}

void
ct_calendar_page_connect_pins (CtCalendarPage *self)
{
  ct_pinboard_set_clinic (self->pinboard, self->clinic);
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pinboard, "taken", G_CALLBACK (on_taken_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pinboard, "removed", G_CALLBACK (on_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pinboard, "dragged", G_CALLBACK (on_pin_dragged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pinboard, "let-go", G_CALLBACK (on_pin_let_go_cb), self, G_CONNECT_SWAPPED);
  read_pins (self);
}

/* Of the grid of one pane. */
void
ct_calendar_page_connect_hands (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "dragged", G_CALLBACK (on_grid_dragged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "let-go", G_CALLBACK (on_grid_let_go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "stays", G_CALLBACK (on_stays_cb), self, G_CONNECT_SWAPPED);
}
