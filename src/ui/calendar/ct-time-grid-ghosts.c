/* Where the visits of today will really be: beside the blocks, at the edge of their column. */
#include "ui/calendar/ct-time-grid-private.h"

#include "clinic/ct-floor-now.h"
#include "ui/calendar/ct-calendar-colors.h"
#include "ui/calendar/ct-visit-words.h"

/* How much of a column ghosts take: at least what "≈14:25" needs, in heights of a line, and at most. */
#define GUTTER_PART 0.26
#define MIN_GUTTER 3.2
#define MAX_GUTTER 5.5
#define USUAL_LINE 17
#define RADIUS 5
#define PADDING 2
#define SCALE 0.78
#define FILL_PERCENT 12

/* ---- What is to be expected ---- */

static gboolean
shows_today (CtTimeGrid *self)
{
  return self->columns != NULL && !self->read_only && self->columns->first <= self->now.date &&
         self->now.date <= self->columns->last;
}

/* Several days have room where each has one column. */
static gboolean
has_room_for_ghosts (CtTimeGrid *self)
{
  for (guint i = 0; self->columns->by == CT_COLUMNS_BY_DAY && i < self->columns->columns->len; i++)
    if (((const CtDayColumn *) g_ptr_array_index (self->columns->columns, i))->group_size != 1)
      return FALSE;
  return TRUE;
}

/* Who keeps a chair is shown where the column is that chair; in one of a clinician it would only seem to keep the clinician. */
static gboolean
columns_are_chairs (CtTimeGrid *self)
{
  return self->columns->by != CT_COLUMNS_BY_CLINICIAN && self->columns->only_clinician_id == 0;
}

static void
add_ghost (CtTimeGrid *self, CtVisit *visit, CtMinutes minutes, gboolean stays)
{
  CtGridGhost ghost = { visit, ct_day_columns_find (self->columns, visit->appointment), minutes, stays };

  ghost.minutes.to = MIN (minutes.to, self->extent.to);
  if (ghost.column < 0 || ghost.minutes.to <= ghost.minutes.from)
    return;
  g_array_append_val (self->ghosts, ghost);
  ct_day_layout_leave_room ((CtLayoutBlock *) (void *) self->layout->data, self->layout->len, ghost.column, ghost.minutes,
                            CT_GRID_STEP);
}

static CtVisit *
find_visit (CtTimeGrid *self, gint64 id)
{
  int index = ct_time_grid_index_of (self, id);

  return index >= 0 ? ct_block_get_visit (g_ptr_array_index (self->blocks, index)) : NULL;
}

/* Whoever is told to wait, and before that whoever keeps the chair, as far as the booking does not show it. */
static void
add_ghosts_of (CtTimeGrid *self, const CtRunEntry *entry)
{
  CtVisit *visit = find_visit (self, entry->appointment_id);
  const CtRunEntry *before = ct_run_over_find (self->run, entry->behind_id);
  gboolean keeps = before != NULL && !before->waits && columns_are_chairs (self);
  CtVisit *holder = keeps ? find_visit (self, before->appointment_id) : NULL;

  if (holder != NULL)
    add_ghost (self, holder, (CtMinutes) { before->booked.to, before->expected.to }, TRUE);
  if (visit != NULL)
    add_ghost (self, visit, entry->expected, FALSE);
}

static void
tell_block (CtTimeGrid *self, CtBlock *block)
{
  CtAppointment *a = ct_block_get_visit (block)->appointment;
  gboolean today = self->run != NULL && a->day == self->now.date;
  const CtRunEntry *entry = today ? ct_run_over_find (self->run, CT_RECORD (a)->id) : NULL;

  if (entry != NULL && ct_run_entry_is_told (entry))
    ct_block_set_expected (block, entry->expected.from, ct_run_entry_delay (entry));
  else
    ct_block_set_expected (block, -1, 0);
}

/* Returns whether there were any. */
static gboolean
drop_ghosts (CtTimeGrid *self)
{
  gboolean had_some = self->ghosts->len > 0;

  g_array_set_size (self->ghosts, 0);
  for (guint i = 0; i < self->layout->len; i++)
    g_array_index (self->layout, CtLayoutBlock, i).narrow = FALSE;
  return had_some;
}

/* Reckons anew what is to be expected of today, and tells the blocks, which may have to make room for ghosts. */
void
ct_time_grid_foresee (CtTimeGrid *self)
{
  gboolean had_ghosts = drop_ghosts (self);
  const CtRunEntry *entries;
  guint n = 0;

  g_clear_pointer (&self->run, ct_run_over_free);
  if (shows_today (self))
    {
      self->run = ct_floor_now (self->clinic, self->columns->site_id, self->visits, self->now);
      entries = ct_run_over_list (self->run, &n);
      for (guint i = 0; i < n && has_room_for_ghosts (self); i++)
        if (ct_run_entry_is_told (&entries[i]))
          add_ghosts_of (self, &entries[i]);
    }
  for (guint i = 0; i < self->blocks->len; i++)
    tell_block (self, g_ptr_array_index (self->blocks, i));
  if (had_ghosts || self->ghosts->len > 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Another minute: who has not come is late now, and what is expected has moved. */
void
ct_time_grid_tick (CtTimeGrid *self)
{
  if (self->columns == NULL || self->visits == NULL)
    return;
  ct_time_grid_foresee (self);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      CtBlock *block = g_ptr_array_index (self->blocks, i);

      if (ct_block_get_visit (block)->appointment->day == self->now.date)
        ct_block_tick (block);
    }
}

/**
 * ct_time_grid_get_run_over:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): what is to be expected of today; %NULL where today is not among its days, or it shows
 *   how a day stood before. Valid until the minute or the content changes.
 */
const CtRunOver *
ct_time_grid_get_run_over (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), NULL);
  return self->run;
}

/**
 * ct_time_grid_get_n_ghosts:
 * @self: a grid
 *
 * Returns: how many ghosts it draws.
 */
guint
ct_time_grid_get_n_ghosts (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), 0);
  return self->ghosts->len;
}

/* ---- Where they are ---- */

/* How much of the @width of a column a ghost takes, and a narrow block leaves. */
int
ct_time_grid_gutter (CtTimeGrid *self, int width)
{
  int line = self->line > 0 ? self->line : USUAL_LINE;

  return MIN ((int) CLAMP (width * GUTTER_PART, line * MIN_GUTTER, line * MAX_GUTTER), width / 2);
}

static GdkRectangle
rect_of (CtTimeGrid *self, const CtGridGhost *ghost)
{
  GdkRectangle whole = ct_time_grid_rect_of (self, ghost->column, ghost->minutes);
  int gutter = ct_time_grid_gutter (self, whole.width);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return (GdkRectangle) { rtl ? whole.x : whole.x + whole.width - gutter + 2, whole.y, gutter - 2, whole.height };
}

/* A ghost leads to the block of its visit. */
CtBlock *
ct_time_grid_ghost_at (CtTimeGrid *self, double x, double y)
{
  for (guint i = 0; i < self->ghosts->len; i++)
    {
      const CtGridGhost *ghost = &g_array_index (self->ghosts, CtGridGhost, i);
      GdkRectangle rect = rect_of (self, ghost);

      if (x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height)
        return ct_time_grid_find_block (self, CT_RECORD (ghost->visit->appointment)->id);
    }
  return NULL;
}

/* ---- How they look ---- */

/* When it will begin, then whose it is, as far as there is room. */
static char *
ghost_words (const CtGridGhost *ghost, int lines)
{
  const char *name = ghost->visit->patient_name, *comma = g_utf8_strchr (name, -1, ',');
  g_autofree char *family = comma != NULL ? g_strndup (name, (gsize) (comma - name)) : g_strdup (name);
  g_autofree char *time = ct_expected_time (ghost->minutes.from);

  if (ghost->stays)
    return g_steal_pointer (&family);
  return lines > 1 ? g_strdup_printf ("%s\n%s", time, family) : g_steal_pointer (&time);
}

static void
draw_words (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, const CtGridGhost *ghost, GdkRectangle rect)
{
  int line = self->line > 0 ? self->line : USUAL_LINE;
  g_autofree char *words = ghost_words (ghost, (int) (rect.height / (line * SCALE)));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA ink = ct_palette_faint (palette, 0.85);

  pango_attr_list_insert (attributes, pango_attr_scale_new (SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, MAX (rect.width - PADDING * 2, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (rect.x + PADDING, rect.y + 1));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
trace_frame (cairo_t *cr, GdkRectangle rect)
{
  double x = rect.x + 0.5, y = rect.y + 0.5, w = rect.width - 1, h = MAX (rect.height - 1, 1), r = MIN (RADIUS, h / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + w - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + w - r, y + h - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + h - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* Dashed, and lighter than any block; who only stays on is denser dashed and without a fill. */
static void
draw_frame (CtTimeGrid *self, GtkSnapshot *snapshot, const CtPalette *palette, const CtGridGhost *ghost, GdkRectangle rect)
{
  const CtRgb hue = ct_colors_get_kind (ct_clinic_get_colors (self->clinic), ghost->visit->appointment->kind);
  GdkRGBA fill = ct_palette_tint (palette, hue, FILL_PERCENT).fill;
  GdkRGBA edge = ct_palette_faint (palette, palette->contrast ? 1 : 0.6);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) rect.x, (float) rect.y, (float) rect.width,
                                                                         (float) rect.height));

  fill.alpha = ghost->stays ? 0 : 1;
  trace_frame (cr, rect);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &edge);
  ct_palette_set_dash (cr, ghost->stays);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
ct_time_grid_draw_ghosts (CtTimeGrid *self, GtkSnapshot *snapshot)
{
  CtPalette palette;

  if (self->ghosts->len == 0)
    return;
  ct_palette_init (&palette, GTK_WIDGET (self));
  for (guint i = 0; i < self->ghosts->len; i++)
    {
      const CtGridGhost *ghost = &g_array_index (self->ghosts, CtGridGhost, i);
      GdkRectangle rect = rect_of (self, ghost);

      draw_frame (self, snapshot, &palette, ghost, rect);
      draw_words (self, snapshot, &palette, ghost, rect);
    }
}
