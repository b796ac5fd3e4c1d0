/* Taking bookings into the hand: with the mouse past a guard of a few pixels, or with the keys. The old place is never
 * lost before the new one is stored. */
#include "ui/calendar/ct-time-grid-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/calendar/ct-visit-words.h"

/* A hand that only trembles moves nothing. */
#define GUARD 7
/* Near the edge of what is seen, the view follows the hand. */
#define SCROLL_EDGE 28
#define SCROLL_STEP 9
#define BACK_MS 180

/**
 * ct_time_grid_has_hand:
 * @self: a grid
 *
 * Returns: whether a booking is in the hand, not yet dropped.
 */
gboolean
ct_time_grid_has_hand (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), FALSE);
  return self->hand.visit != NULL && !self->hand.dropped;
}

static CtPlace
hand_place (CtTimeGrid *self)
{
  CtPlace place = ct_time_grid_place_at (self, self->hand.column, self->hand.minute, self->hand.minutes);

  /* A clinician's column says nothing of the chair: it stays. */
  if (place.chair_id == 0)
    place.chair_id = self->hand.visit->appointment->chair_id;
  return place;
}

static gboolean
hand_is_home (CtTimeGrid *self)
{
  const CtAppointment *a = self->hand.visit->appointment;
  CtPlace place = hand_place (self);

  if (self->columns->by == CT_COLUMNS_BY_CLINICIAN && place.clinician_id != a->clinician_id)
    return FALSE;
  return place.chair_id == a->chair_id && place.day == a->day && place.minute == a->minute &&
         place.minutes == a->minutes;
}

static CtBlock *
home_block (CtTimeGrid *self)
{
  return self->hand.visit != NULL
           ? ct_time_grid_find_block (self, CT_RECORD (self->hand.visit->appointment)->id) : NULL;
}

/* Where the ghost is while it goes back: part of the way home. */
static GdkRectangle
part_way (CtTimeGrid *self, GdkRectangle from)
{
  CtBlock *home = home_block (self);
  double part = self->hand.back_part;
  GdkRectangle to;

  if (home == NULL || self->hand.back == NULL)
    return from;
  to = ct_time_grid_block_rect (self, ct_time_grid_index_of (self, CT_RECORD (self->hand.visit->appointment)->id));
  return (GdkRectangle) { (int) (from.x + (to.x - from.x) * part), (int) (from.y + (to.y - from.y) * part),
                          (int) (from.width + (to.width - from.width) * part),
                          (int) (from.height + (to.height - from.height) * part) };
}

/* Reasons want to be read, however short the visit and narrow the column. */
static GdkRectangle
room_for_reasons (CtTimeGrid *self, GdkRectangle rect)
{
  int line = ct_block_line_height (GTK_WIDGET (self));
  int width = MIN (MAX (rect.width, line * 10), gtk_widget_get_width (GTK_WIDGET (self)));
  int height = MIN (MAX (rect.height, line * 7), gtk_widget_get_height (GTK_WIDGET (self)));

  return (GdkRectangle) { MIN (rect.x, gtk_widget_get_width (GTK_WIDGET (self)) - width),
                          MIN (rect.y, gtk_widget_get_height (GTK_WIDGET (self)) - height), width, height };
}

void
ct_time_grid_allocate_ghost (CtTimeGrid *self)
{
  CtGridHand *hand = &self->hand;
  GdkRectangle rect;

  if (hand->ghost == NULL)
    return;
  rect = part_way (self, ct_time_grid_rect_of (self, hand->column,
                                               (CtMinutes) { hand->minute, hand->minute + hand->minutes }));
  if (hand->reasons != NULL && hand->back == NULL)
    rect = room_for_reasons (self, rect);
  gtk_widget_size_allocate (GTK_WIDGET (hand->ghost), &rect, -1);
}

/* The hand's words: the time it would have, and what stands against it. */
static void
tell_hand (CtTimeGrid *self)
{
  CtGridHand *hand = &self->hand;
  CtPlace place = hand_place (self);
  g_autofree char *times = ct_minutes_text (hand->minute, hand->minutes);
  g_autofree char *words = NULL;

  g_clear_pointer (&hand->reasons, g_free);
  if (!hand_is_home (self))
    hand->reasons = ct_time_grid_why_not (self, hand->visit, &place);
  words = hand->reasons != NULL ? g_strdup_printf ("%s\n%s", times, hand->reasons) : g_strdup (times);
  ct_block_set_style (hand->ghost, hand->reasons != NULL ? CT_BLOCK_REFUSED : CT_BLOCK_IN_HAND, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (hand->ghost), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
take (CtTimeGrid *self, CtVisit *visit)
{
  CtGridHand *hand = &self->hand;
  const CtAppointment *a = visit->appointment;
  CtBlock *home;

  ct_time_grid_clear_hand (self);
  hand->visit = g_object_ref (visit);
  hand->column = MAX (0, ct_day_columns_find (self->columns, a));
  hand->minute = a->minute;
  hand->minutes = a->minutes;
  hand->ghost = CT_BLOCK (ct_block_new (self->clinic, visit));
  gtk_widget_set_can_target (GTK_WIDGET (hand->ghost), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (hand->ghost), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (hand->ghost), GTK_WIDGET (self));
  if ((home = home_block (self)) != NULL)
    ct_block_set_style (home, CT_BLOCK_LEFT_BEHIND, NULL);
  tell_hand (self);
}

void
ct_time_grid_clear_hand (CtTimeGrid *self)
{
  CtBlock *home = home_block (self);

  if (home != NULL)
    ct_block_set_style (home, CT_BLOCK_PLACED, NULL);
  if (self->hand.back != NULL)
    adw_animation_pause (self->hand.back);
  g_clear_object (&self->hand.back);
  if (self->hand.ghost != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->hand.ghost));
  g_clear_object (&self->hand.visit);
  g_clear_pointer (&self->hand.reasons, g_free);
  self->hand = (CtGridHand) { 0 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ct_time_grid_pick_up:
 * @self: a grid with columns
 * @visit: what to move
 *
 * Takes it into the hand by the keyboard: arrows move it, also to other days, Enter drops, Escape lets it be.
 */
void
ct_time_grid_pick_up (CtTimeGrid *self, CtVisit *visit)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  g_return_if_fail (CT_IS_VISIT (visit));
  if (!ct_status_may_move (visit->appointment->status) || ct_day_columns_get_size (self->columns) == 0)
    return;
  take (self, visit);
  self->hand.by_keys = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_back_value (double value, gpointer data)
{
  CtTimeGrid *self = CT_TIME_GRID (data);

  self->hand.back_part = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
go_back_home (CtTimeGrid *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (on_back_value, self, NULL);

  ct_block_set_style (self->hand.ghost, CT_BLOCK_IN_HAND, NULL);
  self->hand.dropped = TRUE;
  self->hand.back = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, BACK_MS, target);
  g_signal_connect_object (self->hand.back, "done", G_CALLBACK (ct_time_grid_clear_hand), self, G_CONNECT_SWAPPED);
  adw_animation_play (self->hand.back);
}

/**
 * ct_time_grid_put_down:
 * @self: a grid
 * @moved: whether it was stored in its new place
 *
 * Empties the hand; what was not moved goes back before everybody's eyes.
 */
void
ct_time_grid_put_down (CtTimeGrid *self, gboolean moved)
{
  gint64 id;

  g_return_if_fail (CT_IS_TIME_GRID (self));
  if (self->hand.visit == NULL || self->hand.back != NULL)
    return;
  id = CT_RECORD (self->hand.visit->appointment)->id;
  if (moved || home_block (self) == NULL || hand_is_home (self))
    ct_time_grid_clear_hand (self);
  else
    go_back_home (self);
  ct_time_grid_select_visit (self, id);
}

/**
 * ct_time_grid_drop_hand:
 * @self: a grid with something in the hand
 *
 * Drops it where it is: CtTimeGrid::move-visit, or CtTimeGrid::refused where something stands against it.
 */
void
ct_time_grid_drop_hand (CtTimeGrid *self)
{
  g_autofree char *reasons = g_steal_pointer (&self->hand.reasons);
  CtPlace place;

  if (reasons != NULL)
    {
      ct_time_grid_put_down (self, FALSE);
      g_signal_emit (self, ct_grid_signals[CT_GRID_REFUSED], 0, reasons);
      return;
    }
  if (hand_is_home (self))
    {
      ct_time_grid_put_down (self, TRUE);
      return;
    }
  place = hand_place (self);
  self->hand.dropped = TRUE;
  g_signal_emit (self, ct_grid_signals[CT_GRID_MOVE_VISIT], 0, self->hand.visit, &place);
}

/* New content came: a booking that is gone can't be moved, and a new day has other columns. */
void
ct_time_grid_hand_follow (CtTimeGrid *self)
{
  int n = (int) ct_day_columns_get_size (self->columns);

  if (self->hand.visit == NULL || self->hand.back != NULL)
    return;
  if (n == 0 || (!self->hand.by_keys && home_block (self) == NULL))
    {
      ct_time_grid_clear_hand (self);
      return;
    }
  self->hand.column = CLAMP (self->hand.column, 0, n - 1);
  if (home_block (self) != NULL)
    ct_block_set_style (home_block (self), CT_BLOCK_LEFT_BEHIND, NULL);
  if (!self->hand.dropped)
    tell_hand (self);
}

static int
within (CtTimeGrid *self, int minute)
{
  return CLAMP (minute, self->extent.from, MAX (self->extent.from, self->extent.to - self->hand.minutes));
}

void
ct_time_grid_hand_walk (CtTimeGrid *self, int columns, int minutes)
{
  int n = (int) ct_day_columns_get_size (self->columns), column = self->hand.column + columns;

  if (column < 0 || column >= n)
    {
      self->hand.column = column < 0 ? n - 1 : 0;
      g_signal_emit (self, ct_grid_signals[CT_GRID_STEP_DAYS], 0, columns);
      return;
    }
  self->hand.column = column;
  self->hand.minute = within (self, self->hand.minute + minutes);
  tell_hand (self);
  ct_time_grid_scroll_to (self, ct_time_grid_rect_of (self, column, (CtMinutes) {
    self->hand.minute, self->hand.minute + self->hand.minutes }));
}

/**
 * ct_time_grid_lengthen_hand:
 * @self: a grid
 * @minutes: how much longer, negative for shorter
 *
 * Lengthens what is in the hand.
 */
void
ct_time_grid_lengthen_hand (CtTimeGrid *self, int minutes)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  if (!ct_time_grid_has_hand (self))
    return;
  self->hand.minutes = CLAMP (self->hand.minutes + minutes, CT_GRID_STEP, self->extent.to - self->hand.minute);
  tell_hand (self);
}

/* ---- The mouse ---- */

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
      hand->minute = within (self, ct_day_snap_nearest (MAX (minute - hand->grip, 0), CT_GRID_STEP));
    }
  tell_hand (self);
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

/* Past the guard: the booking comes into the hand, or a stretch of free time begins to be drawn. */
static void
start_drag (CtTimeGrid *self)
{
  CtVisit *visit = self->pressed != NULL ? ct_block_get_visit (self->pressed) : NULL;

  if (visit == NULL)
    {
      self->drawing = self->carried == NULL && ct_day_columns_get_size (self->columns) > 0;
      self->cursor_column = ct_time_grid_column_at (self, self->press_x);
    }
  else if (ct_status_may_move (visit->appointment->status))
    {
      take (self, visit);
      self->hand.lower_edge = self->pressed_edge;
      self->hand.grip = ct_time_grid_minute_at (self, self->press_y) - visit->appointment->minute;
    }
  follow_scroll (self);
}

static gboolean
block_is_shown (CtTimeGrid *self, CtBlock *block)
{
  return block == NULL || g_ptr_array_find (self->blocks, block, NULL);
}

static void
on_drag_update_cb (GtkGestureDrag *drag, double dx, double dy, CtTimeGrid *self)
{
  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0 || !block_is_shown (self, self->pressed))
    return;
  if (self->scroll_tick == 0 && hypot (dx, dy) < GUARD)
    return;
  /* The viewport may have scrolled under the hand since it began: the offset is from where the grid was then. */
  gtk_gesture_drag_get_start_point (drag, &self->pointer_x, &self->pointer_y);
  self->pointer_x += dx;
  self->pointer_y += dy;
  if (!ct_time_grid_has_hand (self) && !self->drawing && self->scroll_tick == 0)
    {
      start_drag (self);
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  if (self->drawing)
    follow_drawing (self);
  else if (ct_time_grid_has_hand (self))
    follow_pointer (self);
}

static void
on_drag_end_cb (GtkGestureDrag *drag, double dx, double dy, CtTimeGrid *self)
{
  CtPlace place;

  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
  if (ct_time_grid_has_hand (self) && !self->hand.by_keys)
    ct_time_grid_drop_hand (self);
  else if (self->drawing)
    {
      self->drawing = FALSE;
      ct_time_grid_select_place (self, self->cursor_column, self->cursor_minute, self->cursor_minutes);
      if (ct_time_grid_get_place (self, &place))
        g_signal_emit (self, ct_grid_signals[CT_GRID_BOOK_HERE], 0, &place);
    }
  self->pressed = NULL;
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
  gboolean edge = FALSE;
  CtBlock *block;

  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return;
  block = ct_time_grid_block_at (self, x, y, &edge);
  edge = edge && block != NULL && ct_status_may_move (ct_block_get_visit (block)->appointment->status);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "ns-resize" : NULL);
  if (self->hand.by_keys && ct_time_grid_has_hand (self))
    {
      self->pointer_x = x;
      self->pointer_y = y;
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
ct_time_grid_add_hands (CtTimeGrid *self)
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
