#include "ui/calendar/ct-year-grid.h"

#include "ui/calendar/ct-calendar-colors.h"

#define MONTHS 12
#define DAYS 31
#define MIN_CELL 22
#define MARGIN 8

struct _CtYearGrid
{
  GtkWidget  parent_instance;
  int        year;
  CtDate     today;
  GPtrArray *marks;  /* of CtYearMark: children, by day */
  int        names;  /* pixels for the names of months */
  int        line;   /* pixels a line takes */
};

enum
{
  CHOSEN,
  POINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtYearGrid, ct_year_grid, GTK_TYPE_WIDGET)

static char *
month_name (int month)
{
  return ct_date_format (ct_date_new (2026, month, 1), "%b");
}

/* The widest name of a month, and a line. */
static void
measure_text (CtYearGrid *self)
{
  if (self->names > 0)
    return;
  for (int month = 1; month <= MONTHS; month++)
    {
      g_autofree char *name = month_name (month);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      self->names = MAX (self->names, width + 2 * MARGIN);
      self->line = MAX (self->line, height);
    }
}

static graphene_rect_t
cell (CtYearGrid *self, int month, int day)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int top = self->line + 4;
  float across = (float) (width - self->names) / DAYS, along = (float) (height - top) / MONTHS;
  float x = (float) self->names + across * (float) (day - 1);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = (float) width - x - across;
  return GRAPHENE_RECT_INIT (x, (float) top + along * (float) (month - 1), across, along);
}

static void
draw_words (CtYearGrid *self, GtkSnapshot *snapshot, const char *text, graphene_rect_t in, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (in.origin.x + (in.size.width - (float) width) / 2,
                                                          in.origin.y + (in.size.height - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Weekends are shaded, days that a month does not have are left out, today is tinted. */
static void
draw_month (CtYearGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, int month)
{
  g_autofree char *name = month_name (month);
  GdkRGBA faint = ct_palette_faint (palette, 0.75), shade = ct_palette_faint (palette, 0.06),
          line = ct_palette_faint (palette, 0.14), tint = palette->accent;
  graphene_rect_t at = cell (self, month, 1);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  tint.alpha = 0.18f;
  draw_words (self, snapshot, name,
              GRAPHENE_RECT_INIT (rtl ? at.origin.x + at.size.width : 0, at.origin.y, (float) self->names, at.size.height), &faint);
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, at.origin.y, (float) gtk_widget_get_width (GTK_WIDGET (self)), 1));
  for (int day = 1; day <= DAYS; day++)
    {
      CtDate date = ct_date_new (self->year, month, day);

      at = cell (self, month, day);
      if (date == CT_DATE_NONE)
        continue;
      if (date == self->today)
        gtk_snapshot_append_color (snapshot, &tint, &at);
      else if (ct_date_get_weekday (date) >= 6)
        gtk_snapshot_append_color (snapshot, &shade, &at);
    }
}

static void
ct_year_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtYearGrid *self = CT_YEAR_GRID (widget);
  CtPalette palette;
  GdkRGBA faint;

  measure_text (self);
  ct_palette_init (&palette, widget);
  faint = ct_palette_faint (&palette, 0.7);
  for (int day = 1; day <= DAYS; day++)
    {
      g_autofree char *number = g_strdup_printf ("%d", day);
      graphene_rect_t at = cell (self, 1, day);

      /* Every other one where they would touch. */
      if (at.size.width >= (float) self->line * 1.4f || day % 2 == 1)
        draw_words (self, snapshot, number, GRAPHENE_RECT_INIT (at.origin.x, 0, at.size.width, (float) self->line), &faint);
    }
  for (int month = 1; month <= MONTHS; month++)
    draw_month (self, snapshot, &palette, month);
  GTK_WIDGET_CLASS (ct_year_grid_parent_class)->snapshot (widget, snapshot);
}

static void
ct_year_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  CtYearGrid *self = CT_YEAR_GRID (widget);

  measure_text (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->names + DAYS * MAX (MIN_CELL, self->line * 3 / 2);
  else
    *minimum = *natural = self->line + 4 + MONTHS * self->line * 2;
}

/* Several on one day share its place, one below the other. */
static void
ct_year_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtYearGrid *self = CT_YEAR_GRID (widget);

  measure_text (self);
  for (guint i = 0, n; i < self->marks->len; i += n)
    {
      CtDate date = ct_year_mark_get_day (g_ptr_array_index (self->marks, i));
      int month, day;
      graphene_rect_t at;

      for (n = 1; i + n < self->marks->len && ct_year_mark_get_day (g_ptr_array_index (self->marks, i + n)) == date;)
        n++;
      ct_date_get_ymd (date, NULL, &month, &day);
      at = cell (self, month, day);
      for (guint j = 0; j < n; j++)
        {
          GtkAllocation rect = { (int) at.origin.x, (int) (at.origin.y + at.size.height * (float) j / (float) n),
                                 (int) at.size.width, (int) (at.size.height / (float) n) };

          gtk_widget_size_allocate (g_ptr_array_index (self->marks, i + j), &rect, -1);
        }
    }
}

/* ---- Hands ---- */

static int
focused_index (CtYearGrid *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (gtk_widget_has_focus (g_ptr_array_index (self->marks, i)))
      return (int) i;
  return -1;
}

/* The nearest to the same day of the next or last month that has any. */
static int
index_in_other_month (CtYearGrid *self, int from, int step)
{
  int month, day, other_month, other_day, best = from, found = 0;

  ct_date_get_ymd (ct_year_mark_get_day (g_ptr_array_index (self->marks, from)), NULL, &month, &day);
  for (int i = from + step; i >= 0 && i < (int) self->marks->len; i += step)
    {
      int best_day;

      ct_date_get_ymd (ct_year_mark_get_day (g_ptr_array_index (self->marks, i)), NULL, &other_month, &other_day);
      if (other_month == month || (found != 0 && other_month != found))
        continue;
      ct_date_get_ymd (ct_year_mark_get_day (g_ptr_array_index (self->marks, best)), NULL, NULL, &best_day);
      if (found == 0 || ABS (other_day - day) < ABS (best_day - day))
        best = i;
      found = other_month;
    }
  return best;
}

static gboolean
on_arrow_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  CtYearGrid *self = CT_YEAR_GRID (widget);
  int step = g_variant_get_int32 (args), from = focused_index (self), to;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (self->marks->len == 0)
    return FALSE;
  if (from < 0)
    to = 0;
  else if (ABS (step) == 1)
    to = CLAMP (from + (rtl ? -step : step), 0, (int) self->marks->len - 1);
  else
    to = index_in_other_month (self, from, step / 2);
  gtk_widget_grab_focus (g_ptr_array_index (self->marks, to));
  return TRUE;
}

static gboolean
on_enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  int index = focused_index (CT_YEAR_GRID (widget));

  if (index >= 0)
    g_signal_emit (widget, signals[CHOSEN], 0, g_ptr_array_index (CT_YEAR_GRID (widget)->marks, index));
  return index >= 0;
}

static void
on_click_cb (GtkGestureClick *click, int n, double x, double y, CtYearGrid *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click)));
}

static void
on_focus_cb (GtkEventController *controller, CtYearGrid *self)
{
  g_signal_emit (self, signals[POINTED], 0, gtk_event_controller_get_widget (controller));
}

static gboolean
ct_year_grid_grab_focus (GtkWidget *widget)
{
  CtYearGrid *self = CT_YEAR_GRID (widget);
  int at = 0;

  for (guint i = 0; i < self->marks->len; i++)
    if (ct_year_mark_get_day (g_ptr_array_index (self->marks, i)) <= self->today)
      at = (int) i;
  return self->marks->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->marks, at));
}

static void
ct_year_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ct_year_grid_parent_class)->css_changed (widget, change);
  CT_YEAR_GRID (widget)->names = CT_YEAR_GRID (widget)->line = 0;
}

static void
ct_year_grid_dispose (GObject *object)
{
  ct_year_grid_clear (CT_YEAR_GRID (object));
  G_OBJECT_CLASS (ct_year_grid_parent_class)->dispose (object);
}

static void
ct_year_grid_finalize (GObject *object)
{
  g_ptr_array_unref (CT_YEAR_GRID (object)->marks);
  G_OBJECT_CLASS (ct_year_grid_parent_class)->finalize (object);
}

static void
ct_year_grid_class_init (CtYearGridClass *klass)
{
  static const struct
  {
    guint key, pad;
    int   step;
  } arrows[] = { { GDK_KEY_Left, GDK_KEY_KP_Left, -1 }, { GDK_KEY_Right, GDK_KEY_KP_Right, 1 },
                 { GDK_KEY_Up, GDK_KEY_KP_Up, -2 }, { GDK_KEY_Down, GDK_KEY_KP_Down, 2 } };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_year_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_year_grid_finalize;
  widget_class->snapshot = ct_year_grid_snapshot;
  widget_class->measure = ct_year_grid_measure;
  widget_class->size_allocate = ct_year_grid_size_allocate;
  widget_class->grab_focus = ct_year_grid_grab_focus;
  widget_class->css_changed = ct_year_grid_css_changed;
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CT_TYPE_YEAR_MARK);
  signals[POINTED] = g_signal_new ("pointed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CT_TYPE_YEAR_MARK);
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, on_arrow_cb, "i", arrows[i].step);
      gtk_widget_class_add_binding (widget_class, arrows[i].pad, 0, on_arrow_cb, "i", arrows[i].step);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, on_enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, on_enter_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "ctyeargrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ct_year_grid_init (CtYearGrid *self)
{
  self->marks = g_ptr_array_new ();
  self->year = 2026;
}

/**
 * ct_year_grid_new:
 *
 * Returns: (transfer floating): a year without marks.
 */
GtkWidget *
ct_year_grid_new (void)
{
  return g_object_new (CT_TYPE_YEAR_GRID, NULL);
}

/**
 * ct_year_grid_show:
 * @self: a grid
 * @year: which year
 * @today: today at the site
 *
 * Shows that year; the marks stay.
 */
void
ct_year_grid_show (CtYearGrid *self, int year, CtDate today)
{
  g_return_if_fail (CT_IS_YEAR_GRID (self));
  self->year = year;
  self->today = today;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ct_year_grid_clear:
 * @self: a grid
 *
 * Takes all marks away.
 */
void
ct_year_grid_clear (CtYearGrid *self)
{
  g_return_if_fail (CT_IS_YEAR_GRID (self));
  for (guint i = 0; i < self->marks->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->marks, i));
  g_ptr_array_set_size (self->marks, 0);
}

/**
 * ct_year_grid_add:
 * @self: a grid
 * @mark: (transfer floating): a #CtYearMark of the year, not before those that are there
 *
 * Adds a mark.
 */
void
ct_year_grid_add (CtYearGrid *self, GtkWidget *mark)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (CT_IS_YEAR_GRID (self) && CT_IS_YEAR_MARK (mark));
  g_signal_connect (click, "released", G_CALLBACK (on_click_cb), self);
  gtk_widget_add_controller (mark, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_cb), self);
  gtk_widget_add_controller (mark, focus);
  gtk_widget_set_parent (mark, GTK_WIDGET (self));
  g_ptr_array_add (self->marks, mark);
}

/**
 * ct_year_grid_n_marks:
 * @self: a grid
 *
 * Returns: how many marks it has.
 */
guint
ct_year_grid_n_marks (CtYearGrid *self)
{
  g_return_val_if_fail (CT_IS_YEAR_GRID (self), 0);
  return self->marks->len;
}

/**
 * ct_year_grid_get_mark:
 * @self: a grid
 * @index: which, by day
 *
 * Returns: (transfer none): a mark.
 */
CtYearMark *
ct_year_grid_get_mark (CtYearGrid *self, guint index)
{
  g_return_val_if_fail (CT_IS_YEAR_GRID (self) && index < self->marks->len, NULL);
  return g_ptr_array_index (self->marks, index);
}
