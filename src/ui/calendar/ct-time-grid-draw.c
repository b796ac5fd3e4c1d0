/* What is drawn behind the blocks and before them: hours, closed time, today, the selected place, the present. */
#include "ui/calendar/ct-time-grid-private.h"

#include "ui/calendar/ct-calendar-colors.h"
#include "ui/calendar/ct-hold-words.h"


static float
grid_width (CtTimeGrid *self)
{
  return (float) gtk_widget_get_width (GTK_WIDGET (self));
}

/* The edge between two columns: a group, such as a day of the week, begins with a clear line. */
static void
draw_column_line (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, guint index)
{
  const CtDayColumn *column = ct_day_columns_get (self->columns, index);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean clear = self->columns->by != CT_COLUMNS_BY_DAY || column->group_size > 0;
  CtPixels across = ct_time_grid_get_column (self, index);
  GdkRGBA color = ct_palette_faint (palette, clear ? 0.16 : 0.06);
  int x = rtl ? across.start + across.size - 1 : across.start - 1;

  if (index > 0)
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (x, 0, 1, gtk_widget_get_height (GTK_WIDGET (self))));
}

static void
draw_closed_range (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, CtPixels across, int from, int to)
{
  CtPixels along = ct_day_scale_along (ct_time_grid_get_scale (self), (CtMinutes) { from, to }, 0);

  ct_palette_draw_hatch (palette, snapshot, &GRAPHENE_RECT_INIT (across.start, along.start, across.size, along.size));
}

/* Columns of one day share their hours: they are hatched in one go, from @index to before @end. */
static void
draw_closed (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, guint index, guint end)
{
  const CtDayColumn *column = ct_day_columns_get (self->columns, index);
  CtPixels first = ct_time_grid_get_column (self, index), last = ct_time_grid_get_column (self, end - 1);
  CtPixels across = { MIN (first.start, last.start), 0 };
  int from = self->extent.from;

  across.size = MAX (first.start + first.size, last.start + last.size) - across.start;
  if (self->columns->hours == NULL)
    return;
  for (guint i = 0; i < column->n_open; i++)
    {
      if (column->open[i].from > from)
        draw_closed_range (self, snapshot, palette, across, from, column->open[i].from);
      from = MAX (from, column->open[i].to);
    }
  if (from < self->extent.to)
    draw_closed_range (self, snapshot, palette, across, from, self->extent.to);
}

static void
draw_day (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, guint index, guint end)
{
  const CtDayColumn *column = ct_day_columns_get (self->columns, index);
  CtPixels first = ct_time_grid_get_column (self, index), last = ct_time_grid_get_column (self, end - 1);
  GdkRGBA tint = palette->accent;
  int left = MIN (first.start, last.start);
  int right = MAX (first.start + first.size, last.start + last.size);

  tint.alpha = 0.055f;
  if (column->day == self->now.date)
    gtk_snapshot_append_color (snapshot, &tint,
                               &GRAPHENE_RECT_INIT (left, 0, right - left, gtk_widget_get_height (GTK_WIDGET (self))));
  draw_closed (self, snapshot, palette, index, end);
}

static void
draw_days (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette)
{
  guint n = ct_day_columns_get_size (self->columns);

  for (guint from = 0, to; from < n; from = to)
    {
      CtDate day = ct_day_columns_get (self->columns, from)->day;

      for (to = from + 1; to < n && ct_day_columns_get (self->columns, to)->day == day;)
        to++;
      draw_day (self, snapshot, palette, from, to);
    }
}

static void
draw_words (CtTimeGrid *self, GtkSnapshot *snapshot, const GdkRGBA *color, const char *words, GdkRectangle rect)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  int height;

  pango_layout_set_width (layout, MAX (rect.width - 12, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (rect.x + 6, rect.y + MIN (3, (rect.height - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Hatched like what is closed, in a frame, with what it is held for. */
static void
draw_hold (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, guint index, const CtHeldTime *hold)
{
  CtMinutes minutes = { MAX (hold->from_minute, self->extent.from), MIN (hold->to_minute, self->extent.to) };
  GdkRectangle rect = ct_time_grid_rect_of (self, (int) index, minutes);
  GdkRGBA edge = ct_palette_faint (palette, 0.35);
  GdkRGBA ink = ct_palette_faint (palette, 0.8);
  g_autofree char *words = ct_hold_label (hold);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (rect.x, rect.y, rect.width, rect.height), 5);
  ct_palette_draw_hatch (palette, snapshot, &frame.bounds);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { edge, edge, edge, edge });
  draw_words (self, snapshot, &ink, words, rect);
}

static void
draw_holds (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette)
{
  GPtrArray *holds = ct_clinic_get_held_times (self->clinic);

  for (guint i = 0; i < holds->len; i++)
    {
      const CtHeldTime *hold = g_ptr_array_index (holds, i);

      if (hold->removed || hold->from_minute >= self->extent.to || hold->to_minute <= self->extent.from)
        continue;
      for (guint c = 0; c < ct_day_columns_get_size (self->columns); c++)
        {
          const CtDayColumn *column = ct_day_columns_get (self->columns, c);

          if (ct_hold_is_on (hold, self->columns->site_id, column->chair_id, column->day))
            draw_hold (self, snapshot, palette, c, hold);
        }
    }
}

static void
draw_lines (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette)
{
  CtDayScale scale = ct_time_grid_get_scale (self);
  int step = scale.hour_height >= 48 ? CT_GRID_STEP : 30;

  for (int minute = scale.first_minute; minute < scale.last_minute; minute += step)
    {
      GdkRGBA color = ct_palette_faint (palette, minute % 60 == 0 ? 0.17 : minute % 30 == 0 ? 0.075 : 0.04);
      int y = ct_day_scale_y (scale, minute);

      if (y > 0)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, y - 1, grid_width (self), 1));
    }
}

/* The line goes over the columns of today: clear where time is free, and let through the words of the blocks. */
static void
draw_now (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, float alpha)
{
  GdkRGBA color = palette->now;
  guint n = ct_day_columns_get_size (self->columns);
  int y = ct_day_scale_y (ct_time_grid_get_scale (self), self->now.minute);

  if (self->now.minute < self->extent.from || self->now.minute > self->extent.to)
    return;
  color.alpha *= alpha;
  for (guint i = 0; i < n; i++)
    {
      CtPixels across = ct_time_grid_get_column (self, i);

      if (ct_day_columns_get (self->columns, i)->day == self->now.date)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (across.start, y - 1, across.size, 2));
    }
}

void
ct_time_grid_draw_back (CtTimeGrid *self, GtkSnapshot *snapshot)
{
  guint n = ct_day_columns_get_size (self->columns);
  CtPalette palette;

  ct_palette_init (&palette, GTK_WIDGET (self));
  draw_days (self, snapshot, &palette);
  draw_lines (self, snapshot, &palette);
  for (guint i = 0; i < n; i++)
    draw_column_line (self, snapshot, &palette, i);
  draw_holds (self, snapshot, &palette);
  ct_time_grid_draw_ghosts (self, snapshot);
  if (n > 0)
    draw_now (self, snapshot, &palette, 1);
}

static void
draw_cursor (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette)
{
  CtMinutes minutes = { self->cursor_minute, self->cursor_minute + self->cursor_minutes };
  GdkRectangle rect = ct_time_grid_rect_of (self, self->cursor_column, minutes);
  g_autofree char *time = ct_minute_format (self->cursor_minute);
  g_autofree char *words = self->carried != NULL ? g_strdup_printf ("%s  %s", time, self->carried) : g_strdup (time);
  GdkRGBA fill = ct_palette_mix (palette->base, palette->accent, self->carried != NULL ? 0.25 : 0.15);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (rect.x, rect.y, rect.width, rect.height), 5);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &fill, &frame.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                              (GdkRGBA[4]) { palette->accent, palette->accent, palette->accent, palette->accent });
  draw_words (self, snapshot, &palette->text, words, rect);
}

void
ct_time_grid_draw_front (CtTimeGrid *self, GtkSnapshot *snapshot)
{
  gboolean shows_cursor = gtk_widget_is_focus (GTK_WIDGET (self)) || self->carried != NULL || self->drawing;
  CtPalette palette;

  if (ct_day_columns_get_size (self->columns) == 0)
    return;
  ct_palette_init (&palette, GTK_WIDGET (self));
  draw_now (self, snapshot, &palette, palette.contrast ? 1 : 0.4f);
  if (shows_cursor && self->hand.visit == NULL &&
      (self->carried != NULL || self->drawing || !ct_time_grid_cursor_is_covered (self)))
    draw_cursor (self, snapshot, &palette);
}
