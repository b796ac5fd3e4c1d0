#include "ui/calendar/ct-day-view.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-column-heads.h"
#include "ui/calendar/ct-hour-strip.h"

struct _CtDayView
{
  GtkWidget          parent_instance;
  CtColumnHeads     *heads;
  CtHourStrip       *strip;
  GtkScrolledWindow *scroller;
  GtkLabel          *hint;
  GtkLabel          *title;
  CtFloorStrip      *floor;
  CtClinic          *clinic; /* (nullable) as long as @grid is */
  GPtrArray         *visits; /* (nullable) of CtVisit: what is shown */
  CtTimeGrid        *grid;  /* (nullable) until the clinic is known */
  double             turned; /* how far the wheel has turned towards the next step of the zoom */
  CtDate             first;  /* of the days that are shown */
  gboolean           to_today; /* whether today is to be scrolled to, once it has its place */
  guint              scrolling_id;
  gboolean           following; /* it is scrolled as another one was */
};

enum
{
  SCROLLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtDayView, ct_day_view, GTK_TYPE_WIDGET)

static const char *
closed_because (CtDayColumns *columns)
{
  const char *reason = NULL;

  for (guint i = 0; i < ct_day_columns_get_size (columns); i++)
    {
      const CtDayColumn *column = ct_day_columns_get (columns, i);

      if (column->n_open > 0)
        return NULL;
      reason = column->closed_because != NULL ? column->closed_because : "";
    }
  return reason;
}

static char *
empty_words (const char *day, gboolean week, gboolean read_only)
{
  if (read_only)
    return g_strdup_printf (week ? _("No bookings in the week of %s.") : _("No bookings on %s."), day);
  return g_strdup_printf (week ? _("No bookings in the week of %s. Press N to book.")
                               : _("No bookings on %s. Press N to book."), day);
}

/* An empty day says so, and what to do where something can be done; a closed one says why. */
static char *
hint_words (CtDayColumns *columns, GPtrArray *visits, gboolean read_only)
{
  g_autofree char *day = ct_date_format (columns->first, _("%a %-d %b"));
  gboolean week = columns->first != columns->last;
  const char *reason = columns->hours != NULL ? closed_because (columns) : NULL;

  if (ct_day_columns_get_size (columns) == 0)
    return g_strdup (columns->by == CT_COLUMNS_BY_ROOM ? _("This site has no room. Chairs are in another view.")
                                                       : _("This site has no chair or room."));
  if (visits->len > 0)
    return NULL;
  if (reason != NULL && week)
    return g_strdup_printf (_("Closed in the week of %s."), day);
  if (reason != NULL && *reason != '\0')
    return g_strdup_printf (_("Closed on %s: %s."), day, reason);
  if (reason != NULL)
    return g_strdup_printf (_("Closed on %s."), day);
  return empty_words (day, week, read_only);
}

/* ---- Where today is ---- */

static int
column_of_today (CtDayView *self)
{
  CtDayColumns *columns = ct_time_grid_get_columns (self->grid);
  CtDate today = ct_time_grid_get_now (self->grid).date;

  for (guint i = 0; columns != NULL && i < ct_day_columns_get_size (columns); i++)
    if (ct_day_columns_get (columns, i)->day == today)
      return (int) i;
  return -1;
}

static gboolean
scroll_to_today (CtDayView *self)
{
  int column = column_of_today (self);

  self->scrolling_id = 0;
  if (column >= 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (self->scroller),
                              ct_time_grid_get_column (self->grid, (guint) column).start);
  return G_SOURCE_REMOVE;
}

/* Of a week that is wider than the window, today comes into view; not while everything is still finding its size. */
static void
on_laid_out_cb (CtDayView *self)
{
  if (!self->to_today)
    return;
  self->to_today = FALSE;
  if (self->scrolling_id == 0)
    self->scrolling_id = g_idle_add (G_SOURCE_FUNC (scroll_to_today), self);
}

/* ---- What is at the left edge ---- */

/* Where the day of a column lies, from the left. */
static CtPixels
day_across (CtDayView *self, CtDate day)
{
  CtDayColumns *columns = ct_time_grid_get_columns (self->grid);
  CtPixels across = { 0, 0 };

  for (guint i = 0; i < ct_day_columns_get_size (columns); i++)
    {
      CtPixels column = ct_time_grid_get_column (self->grid, i);
      int end = MAX (across.start + across.size, column.start + column.size);

      if (ct_day_columns_get (columns, i)->day != day)
        continue;
      across.start = across.size > 0 ? MIN (across.start, column.start) : column.start;
      across.size = across.size > 0 ? end - across.start : column.size;
    }
  return across;
}

/**
 * ct_day_view_get_leftmost:
 * @self: a view
 * @part: (out): what is at its left edge
 *
 * Returns: %FALSE where it shows no columns.
 */
gboolean
ct_day_view_get_leftmost (CtDayView *self, CtDayPart *part)
{
  CtDayColumns *columns;
  double value;

  g_return_val_if_fail (CT_IS_DAY_VIEW (self) && self->grid != NULL, FALSE);
  columns = ct_time_grid_get_columns (self->grid);
  value = gtk_adjustment_get_value (gtk_scrolled_window_get_hadjustment (self->scroller));
  for (guint i = 0; columns != NULL && i < ct_day_columns_get_size (columns); i++)
    {
      CtDate day = ct_day_columns_get (columns, i)->day;
      CtPixels across = day_across (self, day);

      if (across.size <= 0 || value < across.start || value >= across.start + across.size)
        continue;
      *part = (CtDayPart) { day, (value - across.start) / across.size };
      return TRUE;
    }
  return FALSE;
}

/**
 * ct_day_view_set_leftmost:
 * @self: a view
 * @part: what is to be at its left edge
 *
 * Scrolls as far as there is room, without a signal. A day that has no columns is passed by.
 */
void
ct_day_view_set_leftmost (CtDayView *self, CtDayPart part)
{
  CtPixels across;

  g_return_if_fail (CT_IS_DAY_VIEW (self) && self->grid != NULL);
  if (ct_time_grid_get_columns (self->grid) == NULL)
    return;
  across = day_across (self, part.day);
  if (across.size <= 0)
    return;
  self->following = TRUE;
  gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (self->scroller), across.start + part.part * across.size);
  self->following = FALSE;
}

static void
on_scrolled_cb (CtDayView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
  if (!self->following)
    g_signal_emit (self, signals[SCROLLED], 0);
}

/* Which chairs run over, as the grid knows it. */
static void
tell_floor (CtDayView *self)
{
  if (self->visits != NULL)
    ct_floor_strip_update (self->floor, self->clinic, ct_time_grid_get_columns (self->grid)->site_id, self->visits,
                           ct_time_grid_get_run_over (self->grid), ct_time_grid_get_now (self->grid));
}

/**
 * ct_day_view_set_content:
 * @self: a view with its clinic
 * @columns: the columns
 * @visits: (element-type CtVisit): all visits of those days
 *
 * Shows them.
 */
void
ct_day_view_set_content (CtDayView *self, CtDayColumns *columns, GPtrArray *visits)
{
  g_autofree char *hint = NULL;

  g_return_if_fail (CT_IS_DAY_VIEW (self) && self->grid != NULL);
  self->to_today = self->to_today || (columns->first != columns->last && columns->first != self->first);
  self->first = columns->first;
  ct_time_grid_set_content (self->grid, columns, visits);
  g_ptr_array_ref (visits);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->visits = visits;
  tell_floor (self);
  ct_column_heads_update (self->heads);
  hint = hint_words (columns, visits, ct_time_grid_get_read_only (self->grid));
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
}

/**
 * ct_day_view_set_now:
 * @self: a view with its clinic
 * @now: what the clock on the wall of the site shows
 *
 * Moves the line of the present, and what is expected of the day with it.
 */
void
ct_day_view_set_now (CtDayView *self, CtWall now)
{
  CtWall before;

  g_return_if_fail (CT_IS_DAY_VIEW (self) && self->grid != NULL);
  before = ct_time_grid_get_now (self->grid);
  ct_time_grid_set_now (self->grid, now);
  if (before.date != now.date || before.minute != now.minute)
    tell_floor (self);
  ct_column_heads_update (self->heads);
  gtk_widget_queue_draw (GTK_WIDGET (self->strip));
}

/**
 * ct_day_view_get_grid:
 * @self: a view
 *
 * Returns: (transfer none): its grid.
 */
CtTimeGrid *
ct_day_view_get_grid (CtDayView *self)
{
  g_return_val_if_fail (CT_IS_DAY_VIEW (self), NULL);
  return self->grid;
}

/**
 * ct_day_view_get_floor:
 * @self: a view
 *
 * Returns: (transfer none): the strip that says which chairs run over.
 */
CtFloorStrip *
ct_day_view_get_floor (CtDayView *self)
{
  g_return_val_if_fail (CT_IS_DAY_VIEW (self), NULL);
  return self->floor;
}

/**
 * ct_day_view_get_hint:
 * @self: a view
 *
 * Returns: (transfer none): what it says over an empty or closed day; empty where there is nothing to say.
 */
const char *
ct_day_view_get_hint (CtDayView *self)
{
  g_return_val_if_fail (CT_IS_DAY_VIEW (self), NULL);
  return gtk_label_get_text (self->hint);
}

/* ---- Zoom ---- */

/* With Ctrl the wheel zooms, a notch a step; a touchpad adds up to one. */
static gboolean
on_scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, CtDayView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  int steps;

  if (!(state & GDK_CONTROL_MASK))
    return FALSE;
  self->turned -= dy;
  steps = (int) self->turned;
  self->turned -= steps;
  if (steps != 0)
    ct_time_grid_zoom (self->grid, steps);
  return TRUE;
}

static void
add_zoom (CtDayView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), scroll);
}

/**
 * ct_day_view_set_title:
 * @self: a view
 * @title: (nullable): what stands over it where there are several: the site and its time
 *
 * Names it.
 */
void
ct_day_view_set_title (CtDayView *self, const char *title)
{
  g_return_if_fail (CT_IS_DAY_VIEW (self));
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), title != NULL);
}

/**
 * ct_day_view_get_title:
 * @self: a view
 *
 * Returns: what stands over it; "" where it has no title.
 */
const char *
ct_day_view_get_title (CtDayView *self)
{
  g_return_val_if_fail (CT_IS_DAY_VIEW (self), NULL);
  return gtk_label_get_text (self->title);
}

/**
 * ct_day_view_set_clinic:
 * @self: a view made from a template
 * @clinic: its clinic; once
 *
 * Gives the view its grid.
 */
void
ct_day_view_set_clinic (CtDayView *self, CtClinic *clinic)
{
  g_return_if_fail (CT_IS_DAY_VIEW (self) && self->grid == NULL);
  self->clinic = g_object_ref (clinic);
  self->grid = CT_TIME_GRID (ct_time_grid_new (clinic));
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->grid));
  g_signal_connect_object (self->grid, "laid-out", G_CALLBACK (on_laid_out_cb), self, G_CONNECT_SWAPPED);
  /* Blocks are drawn where they are seen. */
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "value-changed",
                           G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (gtk_widget_queue_draw), self->grid, G_CONNECT_SWAPPED);
  add_zoom (self);
  ct_column_heads_set_grid (self->heads, self->grid, gtk_scrolled_window_get_hadjustment (self->scroller));
  ct_hour_strip_set_grid (self->strip, self->grid, gtk_scrolled_window_get_vadjustment (self->scroller));
}

static gboolean
ct_day_view_grab_focus (GtkWidget *widget)
{
  CtDayView *self = CT_DAY_VIEW (widget);

  return self->grid != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
ct_day_view_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_handle_id (&CT_DAY_VIEW (object)->scrolling_id, g_source_remove);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&CT_DAY_VIEW (object)->visits, g_ptr_array_unref);
  g_clear_object (&CT_DAY_VIEW (object)->clinic);
  G_OBJECT_CLASS (ct_day_view_parent_class)->dispose (object);
}

static void
ct_day_view_class_init (CtDayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_day_view_dispose;
  widget_class->grab_focus = ct_day_view_grab_focus;
  signals[SCROLLED] = g_signal_new ("scrolled", CT_TYPE_DAY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CT_TYPE_COLUMN_HEADS);
  g_type_ensure (CT_TYPE_FLOOR_STRIP);
  g_type_ensure (CT_TYPE_HOUR_STRIP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-day-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CtDayView, heads);
  gtk_widget_class_bind_template_child (widget_class, CtDayView, strip);
  gtk_widget_class_bind_template_child (widget_class, CtDayView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtDayView, hint);
  gtk_widget_class_bind_template_child (widget_class, CtDayView, title);
  gtk_widget_class_bind_template_child (widget_class, CtDayView, floor);
}

static void
ct_day_view_init (CtDayView *self)
{
  self->first = CT_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_day_view_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): an empty view.
 */
GtkWidget *
ct_day_view_new (CtClinic *clinic)
{
  CtDayView *self = g_object_new (CT_TYPE_DAY_VIEW, NULL);

  ct_day_view_set_clinic (self, clinic);
  return GTK_WIDGET (self);
}
