#include "ui/calendar/ct-hour-strip.h"

#include "ui/calendar/ct-calendar-colors.h"

#define MARGIN 8

struct _CtHourStrip
{
  GtkWidget      parent_instance;
  CtTimeGrid    *grid;  /* (nullable) */
  GtkAdjustment *down;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CtHourStrip, ct_hour_strip, GTK_TYPE_WIDGET)

/* A time beside its line, at the side of the columns. */
static void
draw_time (CtHourStrip *self, GtkSnapshot *snapshot, int minute, int y, const GdkRGBA *color, const GdkRGBA *back)
{
  g_autofree char *text = ct_minute_format (minute);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width, height, x;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = rtl ? MARGIN : gtk_widget_get_width (GTK_WIDGET (self)) - width - MARGIN;
  if (back != NULL)
    {
      GskRoundedRect chip;

      gsk_rounded_rect_init_from_rect (&chip, &GRAPHENE_RECT_INIT (x - 4, y - height / 2 - 1, width + 8, height + 2), 4);
      gtk_snapshot_push_rounded_clip (snapshot, &chip);
      gtk_snapshot_append_color (snapshot, back, &chip.bounds);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, back != NULL ? y - height / 2 : MAX (y - height / 2, 0)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static gboolean
today_is_shown (CtHourStrip *self)
{
  CtDayColumns *columns = ct_time_grid_get_columns (self->grid);
  CtDate today = ct_time_grid_get_now (self->grid).date;

  return columns != NULL && columns->first <= today && today <= columns->last;
}

static void
ct_hour_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtHourStrip *self = CT_HOUR_STRIP (widget);
  CtDayScale scale;
  CtPalette palette;
  GdkRGBA color, white = { 1, 1, 1, 1 };
  int scrolled, now_y, line = ct_block_line_height (widget);
  CtWall now;

  if (self->grid == NULL || ct_time_grid_get_columns (self->grid) == NULL)
    return;
  scale = ct_time_grid_get_scale (self->grid);
  scrolled = (int) gtk_adjustment_get_value (self->down);
  now = ct_time_grid_get_now (self->grid);
  ct_palette_init (&palette, widget);
  color = ct_palette_faint (&palette, 0.7);
  now_y = today_is_shown (self) && now.minute >= scale.first_minute && now.minute < scale.last_minute
            ? ct_day_scale_y (scale, now.minute) - scrolled : G_MININT / 2;
  for (int minute = scale.first_minute; minute < scale.last_minute; minute += 60)
    {
      int y = ct_day_scale_y (scale, minute) - scrolled;

      /* The first one is moved down to be whole; one that is scrolled away is not. */
      if (ABS (y - now_y) > line && (y > 0 || scrolled == 0))
        draw_time (self, snapshot, minute, y, &color, NULL);
    }
  if (now_y > G_MININT / 2)
    draw_time (self, snapshot, now.minute, now_y, &white, &palette.accent);
}

static void
ct_hour_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = NULL;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;
  layout = gtk_widget_create_pango_layout (widget, "00:00");
  pango_layout_get_pixel_size (layout, natural, NULL);
  *natural += MARGIN * 2;
  *minimum = *natural;
}

static void
ct_hour_strip_dispose (GObject *object)
{
  CtHourStrip *self = CT_HOUR_STRIP (object);

  g_clear_object (&self->grid);
  g_clear_object (&self->down);
  G_OBJECT_CLASS (ct_hour_strip_parent_class)->dispose (object);
}

static void
ct_hour_strip_class_init (CtHourStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_hour_strip_dispose;
  widget_class->snapshot = ct_hour_strip_snapshot;
  widget_class->measure = ct_hour_strip_measure;
  gtk_widget_class_set_css_name (widget_class, "cthourstrip");
  /* Each block and free place says its time itself. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ct_hour_strip_init (CtHourStrip *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ct_hour_strip_set_grid:
 * @self: a strip
 * @grid: whose hours it shows
 * @down: how far it is scrolled down
 *
 * Binds them together.
 */
void
ct_hour_strip_set_grid (CtHourStrip *self, CtTimeGrid *grid, GtkAdjustment *down)
{
  g_return_if_fail (CT_IS_HOUR_STRIP (self) && self->grid == NULL);
  self->grid = g_object_ref (grid);
  self->down = g_object_ref (down);
  g_signal_connect_object (down, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "laid-out", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
