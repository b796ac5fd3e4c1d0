/* The hand that a booking is taken into, by the mouse or the keys. The old place is never
 * lost before the new one is stored. */
#include "ui/calendar/ct-time-grid-private.h"

#include "ui/calendar/ct-visit-words.h"

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
void
ct_time_grid_hand_tell (CtTimeGrid *self)
{
  CtGridHand *hand = &self->hand;
  CtPlace place = hand_place (self);
  g_autofree char *times = ct_minutes_text (hand->minute, hand->minutes);
  g_autofree char *words = NULL;

  g_clear_pointer (&hand->reasons, g_free);
  if (!hand_is_home (self))
    hand->reasons = ct_time_grid_why_not (self, hand->visit, &place, &hand->may_override);
  words = hand->reasons != NULL ? g_strdup_printf ("%s\n%s", times, hand->reasons) : g_strdup (times);
  ct_block_set_style (hand->ghost, hand->reasons != NULL ? CT_BLOCK_REFUSED : CT_BLOCK_IN_HAND, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (hand->ghost), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
ct_time_grid_hand_take (CtTimeGrid *self, CtVisit *visit)
{
  CtGridHand *hand = &self->hand;
  const CtAppointment *a = visit->appointment;
  CtBlock *home;

  if (self->read_only)
    return;
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
  ct_time_grid_hand_tell (self);
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
  ct_time_grid_hand_take (self, visit);
  self->hand.by_keys = TRUE;
  if (home_block (self) == NULL)
    {
      self->hand.column = CLAMP (self->cursor_column, 0, (int) ct_day_columns_get_size (self->columns) - 1);
      self->hand.minute = ct_time_grid_hand_within (self, self->cursor_minute);
      ct_time_grid_hand_tell (self);
    }
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
  CtPlace place = hand_place (self);

  if (reasons != NULL && !self->hand.may_override)
    {
      g_autoptr (CtVisit) visit = g_object_ref (self->hand.visit);

      ct_time_grid_put_down (self, FALSE);
      g_signal_emit (self, ct_grid_signals[CT_GRID_REFUSED], 0, visit, &place, reasons);
      return;
    }
  if (hand_is_home (self))
    {
      ct_time_grid_put_down (self, TRUE);
      return;
    }
  self->hand.dropped = TRUE;
  g_signal_emit (self, ct_grid_signals[CT_GRID_MOVE_VISIT], 0, self->hand.visit, &place);
}

/* Its place is shown, and it is not there any more. */
static gboolean
is_gone (CtTimeGrid *self)
{
  return home_block (self) == NULL && ct_day_columns_find (self->columns, self->hand.visit->appointment) >= 0;
}

/* New content came: a booking that is gone can't be moved, and a new day has other columns. */
void
ct_time_grid_hand_follow (CtTimeGrid *self)
{
  int n = (int) ct_day_columns_get_size (self->columns);

  if (self->hand.visit == NULL || self->hand.back != NULL)
    return;
  if (n == 0 || (!self->hand.by_keys && is_gone (self)))
    {
      ct_time_grid_clear_hand (self);
      return;
    }
  self->hand.column = CLAMP (self->hand.column, 0, n - 1);
  if (home_block (self) != NULL)
    ct_block_set_style (home_block (self), CT_BLOCK_LEFT_BEHIND, NULL);
  if (!self->hand.dropped)
    ct_time_grid_hand_tell (self);
}

int
ct_time_grid_hand_within (CtTimeGrid *self, int minute)
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
  self->hand.minute = ct_time_grid_hand_within (self, self->hand.minute + minutes);
  ct_time_grid_hand_tell (self);
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
  ct_time_grid_hand_tell (self);
}
