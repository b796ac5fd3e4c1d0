/* The mouse in the grid: clicks, drags past a guard, stretches of free time, the wheel. */
#include "ui/calendar/ct-time-grid-private.h"

#include <math.h>

#include "ui/calendar/ct-visit-words.h"

/* A hand that only trembles moves nothing. */
#define GUARD 7
/* Near the edge of what is seen, the view follows the hand; further outside are other things to drop on. */
#define SCROLL_EDGE 28
#define SCROLL_OUTSIDE 34
#define SCROLL_STEP 9

static void
follow_pointer (CtTimeGrid *self)
{
  CtGridHand *hand = &self->hand;
  int minute = ct_time_grid_minute_at (self, self->pointer_y);

  if (hand->lower_edge)
    hand->minutes = MAX (CT_GRID_STEP, ct_day_snap_nearest (minute, CT_GRID_STEP) - hand->minute);
  else
    {
      hand->column = ct_time_grid_column_at (self, self->pointer_x);
      hand->minute = ct_time_grid_hand_within (self, ct_day_snap_nearest (MAX (minute - hand->grip, 0), CT_GRID_STEP));
    }
  ct_time_grid_hand_tell (self);
}

/* The free time around @minute in a column: up to the blocks that hold their chair. */
static CtMinutes
free_around (CtTimeGrid *self, int column, int minute)
{
  CtMinutes free = self->extent;

  for (guint i = 0; i < self->layout->len; i++)
    {
      const CtLayoutBlock *block = &g_array_index (self->layout, CtLayoutBlock, i);
      CtVisit *visit = ct_block_get_visit (g_ptr_array_index (self->blocks, i));

      if (block->column != column || !ct_appointment_holds_chair (visit->appointment))
        continue;
      if (block->minutes.to <= minute)
        free.from = MAX (free.from, block->minutes.to);
      else if (block->minutes.from > minute)
        free.to = MIN (free.to, block->minutes.from);
    }
  return free;
}

static void
follow_drawing (CtTimeGrid *self)
{
  int from = ct_day_snap (ct_time_grid_minute_at (self, self->press_y), CT_GRID_STEP);
  int to = ct_day_snap_nearest (ct_time_grid_minute_at (self, self->pointer_y), CT_GRID_STEP);
  CtMinutes free = free_around (self, self->cursor_column, ct_time_grid_minute_at (self, self->press_y));

  from = CLAMP (from, free.from, free.to);
  to = CLAMP (to, free.from, free.to);
  self->cursor_minute = MIN (from, to);
  self->cursor_minutes = MAX (ABS (to - from), CT_GRID_STEP);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
beyond (double position, double from, double size)
{
  if (position < from - SCROLL_OUTSIDE || position > from + size + SCROLL_OUTSIDE)
    return 0;
  if (position < from + SCROLL_EDGE)
    return -SCROLL_STEP;
  return position > from + size - SCROLL_EDGE ? SCROLL_STEP : 0;
}

static double
scroll_along (GtkAdjustment *adjustment, double position)
{
  double before = gtk_adjustment_get_value (adjustment);

  gtk_adjustment_set_value (adjustment, before + beyond (position, before, gtk_adjustment_get_page_size (adjustment)));
  return gtk_adjustment_get_value (adjustment) - before;
}

static gboolean
on_scroll_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  double dx, dy;

  if (viewport == NULL || !(ct_time_grid_has_hand (self) || self->drawing))
    {
      self->scroll_tick = 0;
      return G_SOURCE_REMOVE;
    }
  dx = self->drawing ? 0 : scroll_along (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport)), self->pointer_x);
  dy = scroll_along (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), self->pointer_y);
  if (dx == 0 && dy == 0)
    return G_SOURCE_CONTINUE;
  self->pointer_x += dx;
  self->pointer_y += dy;
  if (self->drawing)
    follow_drawing (self);
  else
    follow_pointer (self);
  return G_SOURCE_CONTINUE;
}

static void
follow_scroll (CtTimeGrid *self)
{
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_scroll_tick_cb, NULL, NULL);
}

static void
on_drag_begin_cb (GtkGestureDrag *drag, double x, double y, CtTimeGrid *self)
{
  self->press_x = self->pointer_x = x;
  self->press_y = self->pointer_y = y;
  self->drawing = FALSE;
  self->pressed = self->columns != NULL ? ct_time_grid_block_at (self, x, y, &self->pressed_edge) : NULL;
}

/* Past the guard: the booking comes into the hand, or a stretch of free time begins to be drawn. What may not be moved
 * stays, and that is told. */
static gboolean
start_drag (CtTimeGrid *self)
{
  CtVisit *visit = self->pressed != NULL ? ct_block_get_visit (self->pressed) : NULL;

  /* Where a visit does not take place the time is free. */
  if (visit == NULL || !ct_appointment_holds_chair (visit->appointment))
    {
      self->drawing = self->carried == NULL && ct_day_columns_get_size (self->columns) > 0;
      self->cursor_column = ct_time_grid_column_at (self, self->press_x);
    }
  else if (ct_status_may_move (visit->appointment->status))
    {
      ct_time_grid_hand_take (self, visit);
      self->hand.lower_edge = self->pressed_edge;
      self->hand.grip = ct_time_grid_minute_at (self, self->press_y) - visit->appointment->minute;
    }
  else
    {
      g_signal_emit (self, ct_grid_signals[CT_GRID_STAYS], 0, visit);
      return FALSE;
    }
  follow_scroll (self);
  return TRUE;
}

static gboolean
block_is_shown (CtTimeGrid *self, CtBlock *block)
{
  return block == NULL || g_ptr_array_find (self->blocks, block, NULL);
}

static void
on_drag_update_cb (GtkGestureDrag *drag, double dx, double dy, CtTimeGrid *self)
{
  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return;
  /* What is in the hand may be of a day that is not shown any more. */
  if (!ct_time_grid_has_hand (self) && !block_is_shown (self, self->pressed))
    return;
  if (self->scroll_tick == 0 && hypot (dx, dy) < GUARD)
    return;
  /* The viewport may have scrolled under the hand since it began: the offset is from where the grid was then. */
  gtk_gesture_drag_get_start_point (drag, &self->pointer_x, &self->pointer_y);
  self->pointer_x += dx;
  self->pointer_y += dy;
  if (!ct_time_grid_has_hand (self) && !self->drawing && self->scroll_tick == 0)
    {
      gboolean started = start_drag (self);

      gtk_gesture_set_state (GTK_GESTURE (drag), started ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
      if (!started)
        return;
    }
  if (self->drawing)
    follow_drawing (self);
  else if (ct_time_grid_has_hand (self))
    {
      follow_pointer (self);
      g_signal_emit (self, ct_grid_signals[CT_GRID_DRAGGED], 0, self->pointer_x, self->pointer_y);
    }
}

static void
stop_scroll (CtTimeGrid *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
}

/* Whoever is outside the grid is asked first. */
static void
let_go (CtTimeGrid *self)
{
  gboolean handled = FALSE;

  g_signal_emit (self, ct_grid_signals[CT_GRID_LET_GO], 0, self->pointer_x, self->pointer_y, &handled);
  if (handled)
    ct_time_grid_put_down (self, FALSE);
  else
    ct_time_grid_drop_hand (self);
}

static void
on_drag_end_cb (GtkGestureDrag *drag, double dx, double dy, CtTimeGrid *self)
{
  CtPlace place;

  stop_scroll (self);
  if (ct_time_grid_has_hand (self) && !self->hand.by_keys)
    let_go (self);
  else if (self->drawing)
    {
      self->drawing = FALSE;
      ct_time_grid_select_place (self, self->cursor_column, self->cursor_minute, self->cursor_minutes);
      if (ct_time_grid_get_place (self, &place))
        g_signal_emit (self, ct_grid_signals[CT_GRID_BOOK_HERE], 0, &place);
    }
  self->pressed = NULL;
}

/**
 * ct_time_grid_drag_in:
 * @self: a grid with columns
 * @visit: what is dragged from elsewhere
 * @x: where to, seen from the grid
 * @y: likewise
 *
 * Takes a visit into the hand that was not dragged off the grid itself, and carries it there.
 */
void
ct_time_grid_drag_in (CtTimeGrid *self, CtVisit *visit, double x, double y)
{
  g_return_if_fail (CT_IS_TIME_GRID (self) && CT_IS_VISIT (visit));
  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (!ct_time_grid_has_hand (self))
    {
      ct_time_grid_hand_take (self, visit);
      follow_scroll (self);
    }
  follow_pointer (self);
}

/**
 * ct_time_grid_drag_end:
 * @self: a grid
 * @drop: whether it is let go of over the grid; else it goes back
 *
 * Ends what ct_time_grid_drag_in() began.
 */
void
ct_time_grid_drag_end (CtTimeGrid *self, gboolean drop)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  stop_scroll (self);
  if (!ct_time_grid_has_hand (self))
    return;
  if (drop)
    ct_time_grid_drop_hand (self);
  else
    ct_time_grid_put_down (self, FALSE);
}

static void
select_at (CtTimeGrid *self, double x, double y)
{
  CtBlock *block = ct_time_grid_block_at (self, x, y, NULL);

  if (block != NULL)
    ct_time_grid_select_visit (self, CT_RECORD (ct_block_get_visit (block)->appointment)->id);
  else
    ct_time_grid_select_place (self, ct_time_grid_column_at (self, x),
                               ct_day_snap (ct_time_grid_minute_at (self, y), CT_GRID_STEP),
                               MAX (CT_GRID_STEP, self->carried_minutes));
}

static void
on_click_pressed_cb (GtkGestureClick *click, int n, double x, double y, CtTimeGrid *self)
{
  CtPlace place;
  CtVisit *visit;

  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return;
  if (self->hand.by_keys)
    {
      self->pointer_x = x;
      self->pointer_y = y;
      self->hand.grip = 0;
      follow_pointer (self);
      ct_time_grid_drop_hand (self);
      return;
    }
  select_at (self, x, y);
  visit = ct_time_grid_get_visit (self);
  if (visit != NULL && n == 2)
    g_signal_emit (self, ct_grid_signals[CT_GRID_OPEN_PATIENT], 0, visit);
  else if (visit == NULL && (n == 2 || self->carried != NULL) && ct_time_grid_get_place (self, &place))
    g_signal_emit (self, ct_grid_signals[CT_GRID_BOOK_HERE], 0, &place);
}

static void
on_menu_pressed_cb (GtkGestureClick *click, int n, double x, double y, CtTimeGrid *self)
{
  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0 || ct_time_grid_has_hand (self))
    return;
  select_at (self, x, y);
  g_signal_emit (self, ct_grid_signals[CT_GRID_MENU], 0, x, y);
}

static void
on_motion_cb (GtkEventControllerMotion *motion, double x, double y, CtTimeGrid *self)
{
  /* What changes under a resting pointer is told as motion too, and must not carry away what the keys hold. */
  gboolean moved = x != self->pointer_x || y != self->pointer_y;
  gboolean edge = FALSE;
  CtBlock *block;

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return;
  block = ct_time_grid_block_at (self, x, y, &edge);
  edge = edge && block != NULL && ct_status_may_move (ct_block_get_visit (block)->appointment->status);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "ns-resize" : NULL);
  if (moved && self->hand.by_keys && ct_time_grid_has_hand (self))
    {
      self->hand.grip = 0;
      follow_pointer (self);
    }
  else if (self->carried != NULL && block == NULL && self->hand.visit == NULL)
    {
      self->cursor_column = ct_time_grid_column_at (self, x);
      self->cursor_minute = CLAMP (ct_day_snap (ct_time_grid_minute_at (self, y), CT_GRID_STEP), self->extent.from,
                                   self->extent.to - CT_GRID_STEP);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static gboolean
on_scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, CtTimeGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return FALSE;
  ct_time_grid_zoom (self, dy < 0 ? 1 : -1);
  return TRUE;
}

void
ct_time_grid_add_mouse (CtTimeGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_click_pressed_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (on_menu_pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_gesture_group (click, drag);
}
