#include "paper/ct-strip.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/ct-units.h"

/* In heights of a line of small text. */
#define RADIUS    0.36
#define MIN_APART 1.5  /* between two marks, even on one day */

static void
item_clear (CtStripItem *item)
{
  g_free (item->label);
}

/**
 * ct_strip_new:
 * @title: (nullable): of the course: "Induction IV_IND_3PW"
 *
 * Returns: (transfer full): a course without sessions.
 */
CtStrip *
ct_strip_new (const char *title)
{
  CtStrip *self = g_new0 (CtStrip, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->title = g_strdup (title);
  self->items = g_array_new (FALSE, FALSE, sizeof (CtStripItem));
  g_array_set_clear_func (self->items, (GDestroyNotify) item_clear);
  return self;
}

/**
 * ct_strip_ref:
 * @self: a strip
 *
 * Returns: (transfer full): @self.
 */
CtStrip *
ct_strip_ref (CtStrip *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_strip_unref:
 * @self: (transfer full): a strip
 */
void
ct_strip_unref (CtStrip *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->title);
  g_array_unref (self->items);
  g_free (self);
}

/**
 * ct_strip_add:
 * @self: a strip
 * @kind: what became of it
 * @date: the day
 * @dose_ug: micrograms; 0: none to show
 * @label: (nullable): shown instead of the dose
 *
 * Adds a session or an evaluation.
 */
void
ct_strip_add (CtStrip *self, CtStripKind kind, CtDate date, gint64 dose_ug, const char *label)
{
  CtStripItem item = { kind, date, dose_ug, g_strdup (label) };

  g_return_if_fail (self != NULL && date != CT_DATE_NONE);
  g_array_append_val (self->items, item);
}

static const char *
kind_words (CtStripKind kind)
{
  switch (kind)
    {
    case CT_STRIP_DONE:
      return _("completed");
    case CT_STRIP_TODAY:
      return _("today");
    case CT_STRIP_MISSED:
      return _("missed or cancelled");
    case CT_STRIP_EVALUATION:
      return _("evaluation");
    case CT_STRIP_PLANNED:
    default:
      return _("planned");
    }
}

/**
 * ct_strip_item_get_words:
 * @item: a session
 *
 * Returns: (transfer full): "Mon 2 Nov 2026 · completed · 35 mg".
 */
char *
ct_strip_item_get_words (const CtStripItem *item)
{
  g_autofree char *date = NULL;
  g_autofree char *dose = NULL;

  g_return_val_if_fail (item != NULL, NULL);
  date = ct_date_format (item->date, _("%a %-d %b %Y"));
  if (item->label != NULL)
    dose = g_strdup (item->label);
  else if (item->dose_ug > 0)
    dose = ct_dose_format_mg (item->dose_ug);
  return g_strjoin (" · ", date, kind_words (item->kind), dose, NULL);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *items = (const GArray *) data;
  guint left = ((const CtStripSpot *) a)->index, right = ((const CtStripSpot *) b)->index;
  CtDate p = g_array_index (items, CtStripItem, left).date, q = g_array_index (items, CtStripItem, right).date;

  if (p != q)
    return p < q ? -1 : 1;
  return left < right ? -1 : left > right;
}

/**
 * ct_strip_get_words:
 * @self: a strip
 *
 * Returns: (transfer full): the course in a sentence: "4 of 6 sessions completed, next Wed 11 Nov 2026".
 */
char *
ct_strip_get_words (const CtStrip *self)
{
  CtDate next = CT_DATE_NONE;
  guint n = 0, done = 0;
  g_autofree char *counted = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->items->len; i++)
    {
      const CtStripItem *item = &g_array_index (self->items, CtStripItem, i);

      n += item->kind != CT_STRIP_EVALUATION;
      done += item->kind == CT_STRIP_DONE;
      if ((item->kind == CT_STRIP_PLANNED || item->kind == CT_STRIP_TODAY) &&
          (next == CT_DATE_NONE || item->date < next))
        next = item->date;
    }
  if (n == 0)
    return g_strdup (_("No sessions yet"));
  counted = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u session completed", "%u of %u sessions completed", n),
                             done, n);
  if (next == CT_DATE_NONE)
    return g_steal_pointer (&counted);
  date = ct_date_format (next, _("%a %-d %b %Y"));
  return g_strdup_printf (_("%s, next %s"), counted, date);
}

static double
text_height (CtMeasure measure, CtTextRole role)
{
  double width, height;

  measure.measure (measure.data, role, "0", &width, &height);
  return height;
}

/**
 * ct_strip_get_height:
 * @self: a strip
 * @measure: how large texts are
 *
 * Returns: the height it wants: title, dates, marks and doses.
 */
double
ct_strip_get_height (const CtStrip *self, CtMeasure measure)
{
  double unit = text_height (measure, CT_TEXT_SMALL);

  g_return_val_if_fail (self != NULL, 0);
  return (self->title != NULL ? text_height (measure, CT_TEXT_STRONG) * 1.3 : 0) + unit * 3.5;
}

static void
spot_clear (CtStripSpot *spot)
{
  g_free (spot->date_text);
  g_free (spot->label_text);
}

/* Days to scale; marks that would touch are pushed on, and the row is pressed together where it is too long. */
static void
place_marks (CtStripLayout *self, double unit)
{
  const GArray *items = self->strip->items;
  GArray *spots = self->spots;
  double left = self->rect.x + unit * 1.8, width = MAX (self->rect.width - unit * 3.6, 1);
  double apart = spots->len > 1 ? MIN (MIN_APART * unit, width / (spots->len - 1)) : 0;
  CtDate first = g_array_index (items, CtStripItem, g_array_index (spots, CtStripSpot, 0).index).date;
  CtDate last = g_array_index (items, CtStripItem, g_array_index (spots, CtStripSpot, spots->len - 1).index).date;

  for (guint i = 0; i < spots->len; i++)
    {
      CtStripSpot *spot = &g_array_index (spots, CtStripSpot, i);
      CtDate date = g_array_index (items, CtStripItem, spot->index).date;

      spot->x = left + (last > first ? width * ((double) date - first) / (last - first) : 0);
      if (i > 0)
        spot->x = MAX (spot->x, (spot - 1)->x + apart);
    }
  for (guint i = spots->len; i-- > 0;)
    {
      CtStripSpot *spot = &g_array_index (spots, CtStripSpot, i);

      spot->x = MIN (spot->x, i + 1 < spots->len ? (spot + 1)->x - apart : left + width);
      spot->radius = MIN (RADIUS * unit, MAX (apart * 0.4, 1));
    }
}

static char *
spot_label (const CtStripItem *item)
{
  if (item->label != NULL)
    return g_strdup (item->label);
  if (item->kind == CT_STRIP_TODAY && item->dose_ug <= 0)
    return g_strdup (_("today"));
  return item->dose_ug > 0 ? ct_dose_format_mg (item->dose_ug) : NULL;
}

/* The rectangle of a text under or over a mark; of no width where it touches the one before. */
static CtRect
text_rect (const CtStripLayout *self, CtMeasure measure, const char *text, double x, double y, double *edge)
{
  CtRect rect = { 0, y, 0, 0 };

  measure.measure (measure.data, CT_TEXT_SMALL, text, &rect.width, &rect.height);
  rect.x = CLAMP (x - rect.width / 2, self->rect.x, MAX (self->rect.x + self->rect.width - rect.width, self->rect.x));
  if (rect.x < *edge || rect.x + rect.width > self->rect.x + self->rect.width + 0.5)
    rect.width = 0;
  else
    *edge = rect.x + rect.width + rect.height * 0.35;
  return rect;
}

/* Dates above, doses below; with many sessions only those that have room, the month with the first. */
static void
place_texts (CtStripLayout *self, CtMeasure measure, double top, double unit)
{
  double date_edge = self->rect.x, label_edge = self->rect.x;
  int month_said = 0;

  for (guint i = 0; i < self->spots->len; i++)
    {
      CtStripSpot *spot = &g_array_index (self->spots, CtStripSpot, i);
      const CtStripItem *item = &g_array_index (self->strip->items, CtStripItem, spot->index);
      g_autofree char *label = spot_label (item);
      g_autofree char *date = NULL;
      int year, month;

      ct_date_get_ymd (item->date, &year, &month, NULL);
      date = ct_date_format (item->date, month_said == year * 12 + month ? _("%a %-d") : _("%a %-d %b"));
      spot->y = top + unit * 1.75;
      spot->date_rect = text_rect (self, measure, date, spot->x, top, &date_edge);
      if (spot->date_rect.width > 0)
        {
          spot->date_text = g_steal_pointer (&date);
          month_said = year * 12 + month;
        }
      if (label == NULL)
        continue;
      spot->label_rect = text_rect (self, measure, label, spot->x, top + unit * 2.45, &label_edge);
      if (spot->label_rect.width > 0)
        spot->label_text = g_steal_pointer (&label);
    }
}

/**
 * ct_strip_layout_new:
 * @strip: a course
 * @rect: where, as high as ct_strip_get_height()
 * @measure: how large texts are
 *
 * Returns: (transfer full): where everything goes.
 */
CtStripLayout *
ct_strip_layout_new (CtStrip *strip, CtRect rect, CtMeasure measure)
{
  CtStripLayout *self;
  double unit, top = rect.y;

  g_return_val_if_fail (strip != NULL && measure.measure != NULL, NULL);
  self = g_new0 (CtStripLayout, 1);
  self->strip = ct_strip_ref (strip);
  self->rect = rect;
  self->spots = g_array_new (FALSE, TRUE, sizeof (CtStripSpot));
  g_array_set_clear_func (self->spots, (GDestroyNotify) spot_clear);
  unit = text_height (measure, CT_TEXT_SMALL);
  if (strip->title != NULL)
    {
      self->title_rect = (CtRect) { rect.x, rect.y, rect.width, text_height (measure, CT_TEXT_STRONG) };
      top += self->title_rect.height * 1.3;
    }
  g_array_set_size (self->spots, strip->items->len);
  for (guint i = 0; i < self->spots->len; i++)
    g_array_index (self->spots, CtStripSpot, i).index = i;
  g_array_sort_with_data (self->spots, compare_items, strip->items);
  if (self->spots->len > 0)
    {
      place_marks (self, unit);
      place_texts (self, measure, top, unit);
    }
  return self;
}

/**
 * ct_strip_layout_free:
 * @self: (transfer full): a layout
 */
void
ct_strip_layout_free (CtStripLayout *self)
{
  g_return_if_fail (self != NULL);
  ct_strip_unref (self->strip);
  g_array_unref (self->spots);
  g_free (self);
}

static void
disc (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
paint_half_disc (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, G_PI / 2, G_PI * 3 / 2);
  cairo_fill (cr);
  disc (cr, x, y, radius);
  cairo_stroke (cr);
}

static void
paint_cross (cairo_t *cr, double x, double y, double radius)
{
  double arm = radius * 0.85;

  cairo_move_to (cr, x - arm, y - arm);
  cairo_line_to (cr, x + arm, y + arm);
  cairo_move_to (cr, x + arm, y - arm);
  cairo_line_to (cr, x - arm, y + arm);
  cairo_stroke (cr);
}

static void
paint_diamond (cairo_t *cr, double x, double y, double radius)
{
  double arm = radius * 1.25;

  cairo_move_to (cr, x, y - arm);
  cairo_line_to (cr, x + arm, y);
  cairo_line_to (cr, x, y + arm);
  cairo_line_to (cr, x - arm, y);
  cairo_close_path (cr);
  cairo_stroke (cr);
}

/**
 * ct_strip_paint_mark:
 * @cr: where to
 * @kind: what became of the session
 * @x: its middle
 * @y: its middle
 * @radius: how large
 * @palette: the colours
 *
 * Draws one mark, as in the strip; for legends and lists too.
 */
void
ct_strip_paint_mark (cairo_t *cr, CtStripKind kind, double x, double y, double radius, const CtPalette *palette)
{
  double pen = MAX (radius * 0.32, 0.8);

  g_return_if_fail (cr != NULL && palette != NULL);
  cairo_save (cr);
  cairo_set_line_width (cr, pen);
  ct_ink_set_color (cr, palette->background);
  disc (cr, x, y, radius * 1.5);
  cairo_fill (cr);
  ct_ink_set_color (cr, kind == CT_STRIP_TODAY         ? palette->today
                        : kind == CT_STRIP_MISSED      ? palette->text
                        : kind == CT_STRIP_EVALUATION  ? palette->score
                                                       : palette->infusion);
  switch (kind)
    {
    case CT_STRIP_DONE:
      disc (cr, x, y, radius);
      cairo_fill (cr);
      break;
    case CT_STRIP_TODAY:
      paint_half_disc (cr, x, y, radius - pen / 2);
      break;
    case CT_STRIP_MISSED:
      paint_cross (cr, x, y, radius);
      break;
    case CT_STRIP_EVALUATION:
      paint_diamond (cr, x, y, radius);
      break;
    case CT_STRIP_PLANNED:
    default:
      disc (cr, x, y, radius - pen / 2);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
paint_spot_texts (const CtStripSpot *spot, cairo_t *cr, const CtInk *ink, const CtPalette *palette)
{
  ct_ink_set_color (cr, palette->dim_text);
  if (spot->date_text != NULL)
    ct_ink_show (ink, cr, CT_TEXT_SMALL, spot->date_text, spot->date_rect.x, spot->date_rect.y, 0);
  ct_ink_set_color (cr, palette->text);
  if (spot->label_text != NULL)
    ct_ink_show (ink, cr, CT_TEXT_SMALL, spot->label_text, spot->label_rect.x, spot->label_rect.y, 0);
}

/**
 * ct_strip_layout_paint:
 * @self: a layout
 * @cr: where to
 * @ink: the fonts @self was measured with
 * @palette: the colours
 *
 * Draws the course.
 */
void
ct_strip_layout_paint (const CtStripLayout *self, cairo_t *cr, const CtInk *ink, const CtPalette *palette)
{
  g_return_if_fail (self != NULL && cr != NULL && ink != NULL && palette != NULL);
  cairo_save (cr);
  if (self->strip->title != NULL)
    {
      ct_ink_set_color (cr, palette->text);
      ct_ink_show (ink, cr, CT_TEXT_STRONG, self->strip->title, self->title_rect.x, self->title_rect.y,
                   self->title_rect.width);
    }
  if (self->spots->len > 1)
    {
      const CtStripSpot *first = &g_array_index (self->spots, CtStripSpot, 0);
      const CtStripSpot *last = &g_array_index (self->spots, CtStripSpot, self->spots->len - 1);

      ct_ink_set_color (cr, palette->hairline);
      cairo_set_line_width (cr, MAX (first->radius * 0.2, 0.6));
      cairo_move_to (cr, first->x, first->y);
      cairo_line_to (cr, last->x, last->y);
      cairo_stroke (cr);
    }
  for (guint i = 0; i < self->spots->len; i++)
    {
      const CtStripSpot *spot = &g_array_index (self->spots, CtStripSpot, i);

      ct_strip_paint_mark (cr, g_array_index (self->strip->items, CtStripItem, spot->index).kind, spot->x, spot->y,
                           spot->radius, palette);
      paint_spot_texts (spot, cr, ink, palette);
    }
  cairo_restore (cr);
}

/**
 * ct_strip_layout_nearest:
 * @self: a layout
 * @x: of the pointer
 * @y: of the pointer
 *
 * Returns: the index of the item under the pointer or next to it, or -1.
 */
int
ct_strip_layout_nearest (const CtStripLayout *self, double x, double y)
{
  double least = G_MAXDOUBLE;
  int nearest = -1;

  g_return_val_if_fail (self != NULL, -1);
  for (guint i = 0; i < self->spots->len; i++)
    {
      const CtStripSpot *spot = &g_array_index (self->spots, CtStripSpot, i);
      double across = fabs (spot->x - x);

      if (fabs (spot->y - y) <= spot->radius * 6 && across <= spot->radius * 4 && across < least)
        {
          least = across;
          nearest = (int) spot->index;
        }
    }
  return nearest;
}

/**
 * ct_strip_paint:
 * @strip: a course
 * @cr: where to
 * @rect: the place in it
 * @ink: the fonts
 * @palette: the colours
 *
 * Lays a course out and draws it at once.
 */
void
ct_strip_paint (CtStrip *strip, cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette)
{
  g_autoptr (CtStripLayout) layout = NULL;

  g_return_if_fail (strip != NULL && cr != NULL && ink != NULL && palette != NULL);
  layout = ct_strip_layout_new (strip, rect, ct_ink_get_measure (ink));
  ct_strip_layout_paint (layout, cr, ink, palette);
}
