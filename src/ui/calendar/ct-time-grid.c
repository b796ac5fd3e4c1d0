#include "ui/calendar/ct-time-grid-private.h"

/* A day's column narrower than this is no longer read; a week's only has to show that somebody is there. */
#define MIN_COLUMN 150
#define MIN_COLUMN_OF_WEEK 40
#define COLUMN_SPACING 5
#define COLUMN_SPACING_OF_WEEK 2
/* The lower edge by which a block is lengthened. */
#define EDGE 8
#define MIN_BLOCK 16
/* A line of usual text in pixels; larger text wants more room than it alone would take. */
#define USUAL_LINE 20
/* Lines of text an hour takes at least: the day is seen at a glance, but who needs large text must read a quarter of an
 * hour, and scrolls. */
#define MIN_LINES 2.2
#define MIN_LINES_OF_LARGE_TEXT 3.4
/* Pixels of an hour at most, when zoomed in. */
#define MAX_HOUR 480
#define MARGIN 24

guint ct_grid_signals[CT_GRID_N_SIGNALS];

G_DEFINE_TYPE (CtTimeGrid, ct_time_grid, GTK_TYPE_WIDGET)

static gboolean
is_rtl (CtTimeGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static gboolean
is_week (CtTimeGrid *self)
{
  return self->columns != NULL && self->columns->by == CT_COLUMNS_BY_DAY;
}

static int
n_columns (CtTimeGrid *self)
{
  return self->columns != NULL ? (int) ct_day_columns_get_size (self->columns) : 0;
}

static int
line_height (CtTimeGrid *self)
{
  if (self->line == 0)
    self->line = ct_block_line_height (GTK_WIDGET (self));
  return self->line;
}

static int
min_hour (CtTimeGrid *self)
{
  int line = line_height (self);

  return (int) (line * (line > USUAL_LINE ? MIN_LINES_OF_LARGE_TEXT : MIN_LINES) + 0.5);
}

/**
 * ct_time_grid_min_column:
 * @self: a grid
 *
 * Returns: pixels a column has at least; wider with larger text.
 */
int
ct_time_grid_min_column (CtTimeGrid *self)
{
  int at_usual_text = is_week (self) && n_columns (self) > 7 ? MIN_COLUMN_OF_WEEK : MIN_COLUMN;

  return MAX (at_usual_text, at_usual_text * line_height (self) / USUAL_LINE);
}

/* ---- Where things are ---- */

/**
 * ct_time_grid_get_scale:
 * @self: a grid
 *
 * Returns: minutes to pixels, as it is drawn now.
 */
CtDayScale
ct_time_grid_get_scale (CtTimeGrid *self)
{
  return (CtDayScale) { self->extent.from, self->extent.to, MAX (self->hour_height, 1) };
}

/**
 * ct_time_grid_column_within:
 * @self: a grid with content
 * @available: pixels across that are seen without scrolling
 * @index: which column, from 0
 *
 * For what stands beside the grid and has to agree with it before it is allocated.
 *
 * Returns: where the column is from the left, mirrored where writing goes from right to left.
 */
CtPixels
ct_time_grid_column_within (CtTimeGrid *self, int available, guint index)
{
  CtPixels column = ct_day_column (available, n_columns (self), ct_time_grid_min_column (self), (int) index);

  if (is_rtl (self))
    column.start = ct_day_columns_width (available, n_columns (self), ct_time_grid_min_column (self)) - column.start -
                   column.size;
  return column;
}

/**
 * ct_time_grid_get_column:
 * @self: a grid with content
 * @index: which column, from 0
 *
 * Returns: where it is from the left, mirrored where writing goes from right to left.
 */
CtPixels
ct_time_grid_get_column (CtTimeGrid *self, guint index)
{
  return ct_time_grid_column_within (self, self->available, index);
}

int
ct_time_grid_column_at (CtTimeGrid *self, double x)
{
  int width = ct_day_columns_width (self->available, n_columns (self), ct_time_grid_min_column (self));

  if (is_rtl (self))
    x = width - 1 - x;
  return ct_day_column_at (self->available, n_columns (self), ct_time_grid_min_column (self), (int) x);
}

int
ct_time_grid_minute_at (CtTimeGrid *self, double y)
{
  return ct_day_scale_minute (ct_time_grid_get_scale (self), (int) y);
}

GdkRectangle
ct_time_grid_rect_of (CtTimeGrid *self, int column, CtMinutes minutes)
{
  CtPixels across = ct_time_grid_get_column (self, column);
  CtPixels along = ct_day_scale_along (ct_time_grid_get_scale (self), minutes, MIN_BLOCK);
  int spacing = is_week (self) ? COLUMN_SPACING_OF_WEEK : COLUMN_SPACING;

  return (GdkRectangle) { across.start + (is_rtl (self) ? spacing : 1), along.start, across.size - spacing - 1,
                          MAX (along.size - 1, 1) };
}

GdkRectangle
ct_time_grid_block_rect (CtTimeGrid *self, guint index)
{
  const CtLayoutBlock *block = &g_array_index (self->layout, CtLayoutBlock, index);
  GdkRectangle whole = ct_time_grid_rect_of (self, block->column, block->minutes);
  int gutter = block->narrow ? ct_time_grid_gutter (self, whole.width) : 0;
  CtPixels across = ct_day_layout_across (block, (CtPixels) { 0, whole.width - gutter + 2 }, 2);

  if (is_rtl (self))
    across.start = whole.width - across.start - across.size;
  return (GdkRectangle) { whole.x + across.start, whole.y, across.size, whole.height };
}

CtBlock *
ct_time_grid_block_at (CtTimeGrid *self, double x, double y, gboolean *lower_edge)
{
  for (guint i = self->blocks->len; i-- > 0;)
    {
      GdkRectangle rect = ct_time_grid_block_rect (self, i);

      if (x < rect.x || x >= rect.x + rect.width || y < rect.y || y >= rect.y + rect.height)
        continue;
      if (lower_edge != NULL)
        *lower_edge = y >= rect.y + rect.height - MIN (EDGE, rect.height / 3);
      return g_ptr_array_index (self->blocks, i);
    }
  if (lower_edge != NULL)
    *lower_edge = FALSE;
  return ct_time_grid_ghost_at (self, x, y);
}

int
ct_time_grid_index_of (CtTimeGrid *self, gint64 appointment_id)
{
  for (guint i = 0; i < self->layout->len; i++)
    if (g_array_index (self->layout, CtLayoutBlock, i).id == appointment_id)
      return (int) i;
  return -1;
}

CtPlace
ct_time_grid_place_at (CtTimeGrid *self, int column, int minute, int minutes)
{
  const CtDayColumn *at = ct_day_columns_get (self->columns, column);

  return (CtPlace) { at->chair_id, at->clinician_id, at->day, minute, minutes };
}

static void
reveal (GtkAdjustment *adjustment, double from, double to)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, from, to);
}

void
ct_time_grid_scroll_to (CtTimeGrid *self, GdkRectangle rect)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  if (viewport == NULL)
    return;
  reveal (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport)), rect.x, rect.x + rect.width);
  reveal (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), rect.y - MARGIN, rect.y + rect.height + MARGIN);
}

/**
 * ct_time_grid_get_columns:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): its columns.
 */
CtDayColumns *
ct_time_grid_get_columns (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), NULL);
  return self->columns;
}

/**
 * ct_time_grid_set_now:
 * @self: a grid
 * @now: what the clock on the wall of the site shows
 *
 * Moves the line of the present. With it what is expected of the day moves, and a visit may become late.
 */
void
ct_time_grid_set_now (CtTimeGrid *self, CtWall now)
{
  gboolean same;

  g_return_if_fail (CT_IS_TIME_GRID (self));
  same = self->now.date == now.date && self->now.minute == now.minute;
  self->now = now;
  if (!same)
    ct_time_grid_tick (self);
  /* Who is late may be looked for. */
  if (!same && ct_visit_filter_has (&self->filter, CT_FILTER_STATUS, CT_FILTER_LATE))
    ct_time_grid_dim_blocks (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ct_time_grid_get_now:
 * @self: a grid
 *
 * Returns: the moment its line stands at.
 */
CtWall
ct_time_grid_get_now (CtTimeGrid *self)
{
  return self->now;
}

/**
 * ct_time_grid_zoom:
 * @self: a grid
 * @steps: how many steps in, negative out; 0: as the room allows
 *
 * Makes hours taller or lower; what is in the middle stays there.
 */
void
ct_time_grid_zoom (CtTimeGrid *self, int steps)
{
  int height = self->hour_height;

  g_return_if_fail (CT_IS_TIME_GRID (self));
  for (int i = 0; i < ABS (steps); i++)
    height = steps > 0 ? height * 5 / 4 : height * 4 / 5;
  self->zoomed = steps == 0 ? 0 : CLAMP (height, min_hour (self), MAX_HOUR);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, ct_grid_signals[CT_GRID_ZOOMED], 0);
}

/**
 * ct_time_grid_set_read_only:
 * @self: a grid
 * @read_only: whether it can only be looked at
 *
 * In a grid that is read only no booking can be taken into the hand.
 */
void
ct_time_grid_set_read_only (CtTimeGrid *self, gboolean read_only)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  self->read_only = read_only;
}

/**
 * ct_time_grid_get_read_only:
 * @self: a grid
 *
 * Returns: whether it can only be looked at.
 */
gboolean
ct_time_grid_get_read_only (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), FALSE);
  return self->read_only;
}

/**
 * ct_time_grid_set_hour_height:
 * @self: a grid
 * @pixels: how tall an hour is; 0: as the room allows
 *
 * Zooms to what ct_time_grid_get_hour_height() said at another time.
 */
void
ct_time_grid_set_hour_height (CtTimeGrid *self, int pixels)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  pixels = pixels == 0 ? 0 : CLAMP (pixels, min_hour (self), MAX_HOUR);
  if (pixels == self->zoomed)
    return;
  self->zoomed = pixels;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ct_time_grid_get_hour_height:
 * @self: a grid
 *
 * Returns: pixels an hour takes, as somebody chose; 0: as the room allows.
 */
int
ct_time_grid_get_hour_height (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), 0);
  return self->zoomed;
}

/**
 * ct_time_grid_set_filter:
 * @self: a grid
 * @filter: which visits are looked for
 *
 * Dims all others: their places are taken all the same.
 */
void
ct_time_grid_set_filter (CtTimeGrid *self, const CtVisitFilter *filter)
{
  g_return_if_fail (CT_IS_TIME_GRID (self) && filter != NULL);
  if (ct_visit_filter_equal (&self->filter, filter))
    return;
  ct_visit_filter_clear (&self->filter);
  ct_visit_filter_copy (filter, &self->filter);
  ct_time_grid_dim_blocks (self);
}

/**
 * ct_time_grid_get_n_blocks:
 * @self: a grid
 *
 * Returns: how many blocks it shows.
 */
guint
ct_time_grid_get_n_blocks (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), 0);
  return self->blocks->len;
}

/**
 * ct_time_grid_find_block:
 * @self: a grid
 * @appointment_id: a booking
 *
 * Returns: (transfer none) (nullable): its block, where it is shown.
 */
CtBlock *
ct_time_grid_find_block (CtTimeGrid *self, gint64 appointment_id)
{
  int index = ct_time_grid_index_of (self, appointment_id);

  return index >= 0 ? g_ptr_array_index (self->blocks, index) : NULL;
}

/**
 * ct_time_grid_carry:
 * @self: a grid
 * @name: (nullable): the patient who is to be placed; %NULL: nobody
 * @minutes: how long
 *
 * While somebody is carried, the free place under the pointer shows the name, and one click is enough.
 */
void
ct_time_grid_carry (CtTimeGrid *self, const char *name, int minutes)
{
  g_return_if_fail (CT_IS_TIME_GRID (self));
  g_free (self->carried);
  self->carried = g_strdup (name);
  self->carried_minutes = name != NULL ? minutes : 0;
  self->cursor_minutes = name != NULL ? minutes : CT_GRID_STEP;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- Widget ---- */

static void
ct_time_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  int minutes = self->extent.to - self->extent.from;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = n_columns (self) * ct_time_grid_min_column (self);
  else
    *minimum = *natural = minutes * (self->zoomed > 0 ? self->zoomed : min_hour (self)) / 60;
}

static void
allocate_block (CtTimeGrid *self, guint index)
{
  GdkRectangle rect = ct_time_grid_block_rect (self, index);

  gtk_widget_size_allocate (g_ptr_array_index (self->blocks, index), &rect, -1);
}

static void
ct_time_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  int minutes = MAX (self->extent.to - self->extent.from, 60);
  int fitting = height * 60 / minutes;

  self->available = width;
  self->hour_height = self->zoomed > 0 ? self->zoomed : MAX (fitting, min_hour (self));
  for (guint i = 0; i < self->blocks->len; i++)
    allocate_block (self, i);
  ct_time_grid_allocate_ghost (self);
  g_signal_emit (self, ct_grid_signals[CT_GRID_LAID_OUT], 0);
}

/* What is seen of it, and a little more, so that a step of the wheel finds it drawn. */
static GdkRectangle
seen_part (CtTimeGrid *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  GtkAdjustment *across, *down;

  if (viewport == NULL)
    return (GdkRectangle) { 0, 0, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
  across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport));
  down = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  return (GdkRectangle) { (int) gtk_adjustment_get_value (across) - MARGIN, (int) gtk_adjustment_get_value (down) - MARGIN,
                          (int) gtk_adjustment_get_page_size (across) + MARGIN * 2,
                          (int) gtk_adjustment_get_page_size (down) + MARGIN * 2 };
}

static void
ct_time_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  GdkRectangle seen;

  if (self->columns == NULL)
    return;
  ct_time_grid_draw_back (self, snapshot);
  seen = seen_part (self);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      GdkRectangle rect = ct_time_grid_block_rect (self, i);

      if (gdk_rectangle_intersect (&rect, &seen, NULL))
        gtk_widget_snapshot_child (widget, g_ptr_array_index (self->blocks, i), snapshot);
    }
  ct_time_grid_draw_front (self, snapshot);
  if (self->hand.ghost != NULL)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->hand.ghost), snapshot);
}

/* Tab leaves the grid, and comes back to what was selected: the arrows are for going about in it. */
static gboolean
ct_time_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL || gtk_widget_is_focus (widget);

  if (inside && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  if (self->columns == NULL || n_columns (self) == 0)
    return FALSE;
  ct_time_grid_focus_selection (self);
  return TRUE;
}

static void
ct_time_grid_focus_changed (CtTimeGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, ct_grid_signals[CT_GRID_SELECTION_CHANGED], 0);
}

/* A viewport brings what gets the focus into view where it was drawn last; a block of a day that is only now coming was
 * somebody else's then, somewhere else. The grid knows where it will be. */
static void
ct_time_grid_root (GtkWidget *widget)
{
  GtkWidget *viewport;

  GTK_WIDGET_CLASS (ct_time_grid_parent_class)->root (widget);
  viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
}

static void
ct_time_grid_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  CtTimeGrid *self = CT_TIME_GRID (widget);
  guint index;

  GTK_WIDGET_CLASS (ct_time_grid_parent_class)->set_focus_child (widget, child);
  if (child != NULL && g_ptr_array_find (self->blocks, child, &index) && index < self->layout->len)
    ct_time_grid_scroll_to (self, ct_time_grid_block_rect (self, index));
}

static void
ct_time_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ct_time_grid_parent_class)->css_changed (widget, change);
  CT_TIME_GRID (widget)->line = 0;
  gtk_widget_queue_resize (widget);
}

static void
ct_time_grid_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  GTK_WIDGET_CLASS (ct_time_grid_parent_class)->direction_changed (widget, before);
  gtk_widget_queue_allocate (widget);
}

static void
ct_time_grid_dispose (GObject *object)
{
  CtTimeGrid *self = CT_TIME_GRID (object);
  GtkWidget *child;

  ct_time_grid_clear_hand (self);
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
  g_ptr_array_set_size (self->blocks, 0);
  g_array_set_size (self->layout, 0);
  g_array_set_size (self->ghosts, 0);
  g_clear_pointer (&self->run, ct_run_over_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->columns, ct_day_columns_unref);
  g_clear_pointer (&self->occupancy, ct_occupancy_free);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->carried, g_free);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_time_grid_parent_class)->dispose (object);
}

static void
ct_time_grid_finalize (GObject *object)
{
  CtTimeGrid *self = CT_TIME_GRID (object);

  g_ptr_array_unref (self->blocks);
  g_array_unref (self->layout);
  g_array_unref (self->ghosts);
  ct_visit_filter_clear (&self->filter);
  G_OBJECT_CLASS (ct_time_grid_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params, GType a, GType b)
{
  return g_signal_new (name, CT_TYPE_TIME_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_params, a, b);
}

static void
ct_time_grid_class_init (CtTimeGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_time_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_time_grid_finalize;
  widget_class->measure = ct_time_grid_measure;
  widget_class->size_allocate = ct_time_grid_size_allocate;
  widget_class->snapshot = ct_time_grid_snapshot;
  widget_class->focus = ct_time_grid_focus;
  widget_class->root = ct_time_grid_root;
  widget_class->set_focus_child = ct_time_grid_set_focus_child;
  widget_class->css_changed = ct_time_grid_css_changed;
  widget_class->direction_changed = ct_time_grid_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "cttimegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  ct_grid_signals[CT_GRID_BOOK_HERE] = add_signal ("book-here", 1, G_TYPE_POINTER, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_OPEN_VISIT] = add_signal ("open-visit", 1, CT_TYPE_VISIT, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_OPEN_PATIENT] = add_signal ("open-patient", 1, CT_TYPE_VISIT, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_MOVE_VISIT] = add_signal ("move-visit", 2, CT_TYPE_VISIT, G_TYPE_POINTER);
  ct_grid_signals[CT_GRID_REFUSED] = g_signal_new ("refused", CT_TYPE_TIME_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 3, CT_TYPE_VISIT, G_TYPE_POINTER, G_TYPE_STRING);
  ct_grid_signals[CT_GRID_STEP_DAYS] = add_signal ("step-days", 1, G_TYPE_INT, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_MENU] = add_signal ("menu", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  ct_grid_signals[CT_GRID_SELECTION_CHANGED] = add_signal ("selection-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_LAID_OUT] = add_signal ("laid-out", 0, G_TYPE_NONE, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_ZOOMED] = add_signal ("zoomed", 0, G_TYPE_NONE, G_TYPE_NONE);
  ct_grid_signals[CT_GRID_DRAGGED] = add_signal ("dragged", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  ct_grid_signals[CT_GRID_LET_GO] = g_signal_new ("let-go", CT_TYPE_TIME_GRID, G_SIGNAL_RUN_LAST, 0,
                                                  g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2,
                                                  G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  ct_grid_signals[CT_GRID_STAYS] = add_signal ("stays", 1, CT_TYPE_VISIT, G_TYPE_NONE);
  ct_time_grid_bind_cursor (widget_class);
}

static void
ct_time_grid_init (CtTimeGrid *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->blocks = g_ptr_array_new ();
  self->layout = g_array_new (FALSE, FALSE, sizeof (CtLayoutBlock));
  self->ghosts = g_array_new (FALSE, FALSE, sizeof (CtGridGhost));
  self->visits = g_ptr_array_new ();
  self->extent = (CtMinutes) { 8 * 60, 18 * 60 };
  self->cursor_minute = -1;
  self->cursor_minutes = CT_GRID_STEP;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (ct_time_grid_focus_changed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (ct_time_grid_focus_changed), self);
  g_signal_connect_swapped (focus, "notify::is-focus", G_CALLBACK (ct_time_grid_focus_changed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  ct_time_grid_add_mouse (self);
}

/**
 * ct_time_grid_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): an empty grid.
 */
GtkWidget *
ct_time_grid_new (CtClinic *clinic)
{
  CtTimeGrid *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_TIME_GRID, NULL);
  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
