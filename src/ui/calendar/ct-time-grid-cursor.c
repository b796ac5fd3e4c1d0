/* Going about in the grid with the keys: from block to block and over the free places between them. */
#include "ui/calendar/ct-time-grid-private.h"

#include <glib/gi18n.h>

#include "domain/ct-day-layout.h"
#include "ui/calendar/ct-hold-words.h"

/* More lanes than any column has. */
#define AFTER_ALL_LANES 1000

CtBlock *
ct_time_grid_focused_block (CtTimeGrid *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return child != NULL && CT_IS_BLOCK (child) && gtk_widget_is_focus (child) ? CT_BLOCK (child) : NULL;
}

static const CtLayoutBlock *
focused_layout (CtTimeGrid *self)
{
  CtBlock *block = ct_time_grid_focused_block (self);

  for (guint i = 0; block != NULL && i < self->blocks->len; i++)
    if (g_ptr_array_index (self->blocks, i) == block)
      return &g_array_index (self->layout, CtLayoutBlock, i);
  return NULL;
}

/* Its place from the left among all blocks: those aside come after the others. */
static int
order_of (const CtLayoutBlock *block)
{
  return block->lane + (block->aside ? AFTER_ALL_LANES : 0);
}

/* The block of @column that lasts at @minute and is the nearest to the right of place @after, or to the left of it where
 * @step is negative. */
static int
block_beside (CtTimeGrid *self, int column, int minute, int after, int step)
{
  int found = -1, nearest = G_MAXINT;

  for (guint i = 0; i < self->layout->len; i++)
    {
      const CtLayoutBlock *block = &g_array_index (self->layout, CtLayoutBlock, i);
      int away = (order_of (block) - after) * step;

      if (block->column != column || block->minutes.from > minute || minute >= block->minutes.to || away <= 0 ||
          away >= nearest)
        continue;
      found = (int) i;
      nearest = away;
    }
  return found;
}

/* The first one. */
static int
block_covering (CtTimeGrid *self, int column, int minute)
{
  return block_beside (self, column, minute, -1, 1);
}

static const char *
column_name (CtTimeGrid *self, int column)
{
  const CtDayColumn *at = ct_day_columns_get (self->columns, column);
  CtChair *chair = at->chair_id != 0 ? ct_clinic_get_chair (self->clinic, at->chair_id) : NULL;

  return chair != NULL ? chair->name : at->title;
}

/* "Held for treatment: IM", or nothing. */
static char *
held_words (CtTimeGrid *self)
{
  const CtDayColumn *column = ct_day_columns_get (self->columns, self->cursor_column);
  CtHeldTime *hold = ct_hold_find (self->clinic, self->columns->site_id, column->chair_id, column->day, self->cursor_minute);

  return hold != NULL ? ct_hold_label (hold) : NULL;
}

static void
add_held (CtTimeGrid *self, char **words)
{
  g_autofree char *held = held_words (self);
  char *both = held != NULL ? g_strdup_printf ("%s %s.", *words, held) : NULL;

  if (both == NULL)
    return;
  g_free (*words);
  *words = both;
}

/* The free place is no widget of its own: the grid bears its name while it is selected. */
void
ct_time_grid_tell_place (CtTimeGrid *self)
{
  g_autofree char *time = NULL;
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  if (self->columns == NULL || self->cursor_column >= (int) ct_day_columns_get_size (self->columns))
    words = g_strdup (_("Calendar"));
  else
    {
      time = ct_minute_format (self->cursor_minute);
      day = ct_date_format (ct_day_columns_get (self->columns, self->cursor_column)->day, _("%a %-d %b"));
      /* Translators: a free place in the calendar: "Free: Mon 23 Nov, 10:00, Chair 2. Press N to book." */
      words = g_strdup_printf (_("Free: %s, %s, %s. Press N to book."), day, time,
                               column_name (self, self->cursor_column));
      add_held (self, &words);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * ct_time_grid_select_place:
 * @self: a grid with columns
 * @column: which column
 * @minute: from when
 * @minutes: how long
 *
 * Selects a free place and brings it into view.
 */
void
ct_time_grid_select_place (CtTimeGrid *self, int column, int minute, int minutes)
{
  int n;

  g_return_if_fail (CT_IS_TIME_GRID (self));
  if (self->columns == NULL || (n = (int) ct_day_columns_get_size (self->columns)) == 0)
    return;
  self->cursor_column = CLAMP (column, 0, n - 1);
  self->cursor_minutes = MAX (minutes, CT_GRID_STEP);
  self->cursor_minute = CLAMP (minute, self->extent.from, self->extent.to - CT_GRID_STEP);
  ct_time_grid_tell_place (self);
  if (!gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  ct_time_grid_scroll_to (self, ct_time_grid_rect_of (self, self->cursor_column,
                                                      (CtMinutes) { self->cursor_minute, self->cursor_minute + minutes }));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, ct_grid_signals[CT_GRID_SELECTION_CHANGED], 0);
}

static void
select_index (CtTimeGrid *self, int index)
{
  const CtLayoutBlock *block = &g_array_index (self->layout, CtLayoutBlock, index);

  self->cursor_column = block->column;
  self->cursor_minute = block->minutes.from;
  self->cursor_minutes = CT_GRID_STEP;
  gtk_widget_grab_focus (g_ptr_array_index (self->blocks, index));
  ct_time_grid_scroll_to (self, ct_time_grid_block_rect (self, index));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, ct_grid_signals[CT_GRID_SELECTION_CHANGED], 0);
}

/**
 * ct_time_grid_select_visit:
 * @self: a grid
 * @appointment_id: a booking
 *
 * Selects its block and brings it into view.
 *
 * Returns: whether it is shown.
 */
gboolean
ct_time_grid_select_visit (CtTimeGrid *self, gint64 appointment_id)
{
  int index;

  g_return_val_if_fail (CT_IS_TIME_GRID (self), FALSE);
  index = ct_time_grid_index_of (self, appointment_id);
  if (index >= 0)
    select_index (self, index);
  return index >= 0;
}

/**
 * ct_time_grid_get_visit:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): the selected visit; %NULL where a free place is selected, or nothing.
 */
CtVisit *
ct_time_grid_get_visit (CtTimeGrid *self)
{
  GtkWidget *child;

  g_return_val_if_fail (CT_IS_TIME_GRID (self), NULL);
  if (self->hand.visit != NULL)
    return self->hand.visit;
  /* The focus child stays what it was while a popover or menu has the focus. */
  child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  return child != NULL && CT_IS_BLOCK (child) ? ct_block_get_visit (CT_BLOCK (child)) : NULL;
}

/**
 * ct_time_grid_get_place:
 * @self: a grid
 * @place: (out): the place that is selected
 *
 * Returns: whether there is one: not where there are no columns.
 */
gboolean
ct_time_grid_get_place (CtTimeGrid *self, CtPlace *place)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), FALSE);
  if (self->columns == NULL || self->cursor_column >= (int) ct_day_columns_get_size (self->columns))
    return FALSE;
  *place = ct_time_grid_place_at (self, self->cursor_column, self->cursor_minute,
                                  MAX (self->cursor_minutes, self->carried_minutes));
  return TRUE;
}

/**
 * ct_time_grid_selection_rect:
 * @self: a grid
 *
 * Returns: where the selected block or place is, for what points at it.
 */
GdkRectangle
ct_time_grid_selection_rect (CtTimeGrid *self)
{
  CtVisit *visit = ct_time_grid_get_visit (self);
  int index = visit != NULL ? ct_time_grid_index_of (self, CT_RECORD (visit->appointment)->id) : -1;

  if (index >= 0)
    return ct_time_grid_block_rect (self, index);
  return ct_time_grid_rect_of (self, self->cursor_column,
                               (CtMinutes) { self->cursor_minute, self->cursor_minute + self->cursor_minutes });
}

/* The walk goes on at the minute one came by, not at the beginning of the block. */
static void
pass_by (CtTimeGrid *self, int index, int minute)
{
  select_index (self, index);
  self->cursor_minute = minute;
}

/* Selects what is at that minute of that column: the block that lasts then, or the free place. */
static void
go_to (CtTimeGrid *self, int column, int minute)
{
  int index = block_covering (self, column, minute);

  if (index >= 0)
    pass_by (self, index, minute);
  else
    ct_time_grid_select_place (self, column, ct_day_snap (minute, CT_GRID_STEP),
                               MAX (CT_GRID_STEP, self->carried_minutes));
}

/* Whether a block lies where the selected free place would be: then nothing is drawn over its words. */
gboolean
ct_time_grid_cursor_is_covered (CtTimeGrid *self)
{
  return block_covering (self, self->cursor_column, self->cursor_minute) >= 0;
}

/* News may have put a block where the selected free place was: then the block is selected. */
void
ct_time_grid_settle_cursor (CtTimeGrid *self)
{
  int index = block_covering (self, self->cursor_column, self->cursor_minute);

  if (index >= 0 && self->hand.visit == NULL && self->carried == NULL)
    select_index (self, index);
}

/**
 * ct_time_grid_focus_selection:
 * @self: a grid
 *
 * Gives the focus back to what was selected: the block that is there, or the free place.
 */
void
ct_time_grid_focus_selection (CtTimeGrid *self)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  if (ct_time_grid_focused_block (self) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    ct_time_grid_settle_cursor (self);
}

/* Below a block; of one aside, whatever begins beside it is not passed over. */
static int
end_of (CtTimeGrid *self, const CtLayoutBlock *block)
{
  int end = block->minutes.to;

  for (guint i = 0; block->aside && i < self->layout->len; i++)
    {
      const CtLayoutBlock *other = &g_array_index (self->layout, CtLayoutBlock, i);

      if (other->column == block->column && !other->aside && other->minutes.from > self->cursor_minute)
        end = MIN (end, other->minutes.from);
    }
  return end;
}

static void
walk_down (CtTimeGrid *self, int steps)
{
  const CtLayoutBlock *block = focused_layout (self);
  int minute = self->cursor_minute + steps * CT_GRID_STEP;

  if (block != NULL)
    minute = steps > 0 ? end_of (self, block) : block->minutes.from - 1;
  if (minute < self->extent.from || minute >= self->extent.to)
    return;
  go_to (self, self->cursor_column, minute);
}

static void
walk_across (CtTimeGrid *self, int steps)
{
  const CtLayoutBlock *block = focused_layout (self);
  int column = self->cursor_column + steps;
  int beside = block != NULL ? block_beside (self, block->column, self->cursor_minute, order_of (block), steps) : -1;

  if (beside >= 0)
    pass_by (self, beside, self->cursor_minute);
  else if (column < 0 || column >= (int) ct_day_columns_get_size (self->columns))
    {
      self->cursor_column = steps > 0 ? 0 : G_MAXINT;
      g_signal_emit (self, ct_grid_signals[CT_GRID_STEP_DAYS], 0, steps);
      self->cursor_column = CLAMP (self->cursor_column, 0, (int) ct_day_columns_get_size (self->columns) - 1);
    }
  else
    go_to (self, column, self->cursor_minute);
}

static gboolean
on_arrow_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int dx, dy;

  g_variant_get (args, "(ii)", &dx, &dy);
  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return FALSE;
  if (rtl)
    dx = -dx;
  if (ct_time_grid_has_hand (self))
    ct_time_grid_hand_walk (self, dx, dy * CT_GRID_STEP);
  else if (dy != 0)
    walk_down (self, dy);
  else
    walk_across (self, dx);
  return TRUE;
}

/* To the next or previous block of the column, over all the free time between. */
static gboolean
on_leap_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  int direction = g_variant_get_int32 (args), best = -1;
  const CtLayoutBlock *from = focused_layout (self);
  int minute = from != NULL ? from->minutes.from : self->cursor_minute;

  for (guint i = 0; i < self->layout->len; i++)
    {
      const CtLayoutBlock *block = &g_array_index (self->layout, CtLayoutBlock, i);
      int ahead = (block->minutes.from - minute) * direction;

      if (block->column == self->cursor_column && ahead > 0 &&
          (best < 0 || ahead < (g_array_index (self->layout, CtLayoutBlock, best).minutes.from - minute) * direction))
        best = (int) i;
    }
  if (best >= 0)
    select_index (self, best);
  return TRUE;
}

static gboolean
on_end_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  const CtDayColumn *column;
  gboolean last = g_variant_get_int32 (args) > 0;
  int minute;

  if (self->columns == NULL || ct_day_columns_get_size (self->columns) == 0)
    return FALSE;
  column = ct_day_columns_get (self->columns, MIN (self->cursor_column, (int) ct_day_columns_get_size (self->columns) - 1));
  if (column->n_open == 0)
    minute = last ? self->extent.to - CT_GRID_STEP : self->extent.from;
  else
    minute = last ? column->open[column->n_open - 1].to - CT_GRID_STEP : column->open[0].from;
  go_to (self, self->cursor_column, minute);
  return TRUE;
}

static gboolean
on_enter_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  CtBlock *block = ct_time_grid_focused_block (self);
  CtPlace place;

  if (ct_time_grid_has_hand (self))
    ct_time_grid_drop_hand (self);
  else if (block != NULL)
    g_signal_emit (self, ct_grid_signals[CT_GRID_OPEN_VISIT], 0, ct_block_get_visit (block));
  else if (ct_time_grid_get_place (self, &place))
    g_signal_emit (self, ct_grid_signals[CT_GRID_BOOK_HERE], 0, &place);
  return TRUE;
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);

  if (!ct_time_grid_has_hand (self))
    return FALSE;
  ct_time_grid_put_down (self, FALSE);
  return TRUE;
}

static gboolean
on_menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GdkRectangle rect = ct_time_grid_selection_rect (CT_TIME_GRID (widget));

  g_signal_emit (widget, ct_grid_signals[CT_GRID_MENU], 0, (double) rect.x + rect.width / 2,
                 (double) rect.y + MIN (rect.height, 24));
  return TRUE;
}

static void
bind_arrow (GtkWidgetClass *klass, guint key, guint keypad, int dx, int dy)
{
  gtk_widget_class_add_binding (klass, key, 0, on_arrow_cb, "(ii)", dx, dy);
  gtk_widget_class_add_binding (klass, keypad, 0, on_arrow_cb, "(ii)", dx, dy);
}

void
ct_time_grid_bind_cursor (GtkWidgetClass *klass)
{
  bind_arrow (klass, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  bind_arrow (klass, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  bind_arrow (klass, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  bind_arrow (klass, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Up, GDK_CONTROL_MASK, on_leap_cb, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Down, GDK_CONTROL_MASK, on_leap_cb, "i", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Home, 0, on_end_cb, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_End, 0, on_end_cb, "i", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, on_enter_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, on_enter_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, on_escape_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Menu, 0, on_menu_key_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key_cb, NULL);
}
