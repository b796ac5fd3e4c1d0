#include "paper/ct-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <langinfo.h>

#include "paper/ct-flow-private.h"
#include "paper/ct-paper-file.h"

/**
 * ct_paper_get_size:
 * @paper: a paper
 * @width: (out): points
 * @height: (out): points
 */
void
ct_paper_get_size (CtPaper paper, double *width, double *height)
{
  g_return_if_fail (width != NULL && height != NULL);
  *width = paper == CT_PAPER_A4 ? 210 * 72 / 25.4 : 612;
  *height = paper == CT_PAPER_A4 ? 297 * 72 / 25.4 : 792;
}

/**
 * ct_paper_of_locale:
 *
 * Returns: the paper people use where the program runs, as the locale says: Letter in North America, else A4.
 */
CtPaper
ct_paper_of_locale (void)
{
  union
  {
    const char *text;
    int         number;
  } height_mm = { .text = nl_langinfo (_NL_PAPER_HEIGHT) };

  return height_mm.number == 279 ? CT_PAPER_LETTER : CT_PAPER_A4;
}

/**
 * ct_paper_parse:
 * @text: (nullable): "letter" or "a4"
 * @paper: (out): which one that is
 *
 * Returns: whether there is such a paper.
 */
gboolean
ct_paper_parse (const char *text, CtPaper *paper)
{
  g_return_val_if_fail (paper != NULL, FALSE);
  if (text == NULL || (g_ascii_strcasecmp (text, "letter") != 0 && g_ascii_strcasecmp (text, "a4") != 0))
    return FALSE;
  *paper = g_ascii_strcasecmp (text, "a4") == 0 ? CT_PAPER_A4 : CT_PAPER_LETTER;
  return TRUE;
}

/**
 * ct_pages_ref:
 * @self: pages
 *
 * Returns: (transfer full): @self.
 */
CtPages *
ct_pages_ref (CtPages *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_pages_unref:
 * @self: (transfer full): pages
 */
void
ct_pages_unref (CtPages *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->blank != NULL)
    {
      ct_pages_unref (self->blank);
      ct_box_free (self->signed_place);
      g_free (self);
      return;
    }
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_ptr_array_unref (self->boxes);
  ct_ink_free (self->ink);
  g_free (self->header);
  g_free (self->footer);
  g_free (self->title);
  g_free (self->author);
  g_free (self->subject);
  g_free (self);
}

/**
 * ct_pages_get_n:
 * @self: pages
 *
 * Returns: how many there are, 1 or more.
 */
guint
ct_pages_get_n (const CtPages *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->pages->len;
}

/**
 * ct_pages_get_width:
 * @self: pages
 *
 * Returns: the width of the paper in points.
 */
double
ct_pages_get_width (const CtPages *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->width;
}

/**
 * ct_pages_get_height:
 * @self: pages
 *
 * Returns: the height of the paper in points.
 */
double
ct_pages_get_height (const CtPages *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->height;
}

/**
 * ct_pages_get_title:
 * @self: pages
 *
 * Returns: (transfer none) (nullable): the title of the document, for a window or a print job.
 */
const char *
ct_pages_get_title (const CtPages *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->title;
}

/* Where the first box of a page goes. */
double
ct_pages_get_top (const CtPages *self)
{
  return self->margin + (self->header != NULL ? self->size * 0.6 : 0);
}

/* Where the last box of a page ends at the latest. */
double
ct_pages_get_bottom (const CtPages *self)
{
  return self->height - self->margin - (self->bare ? 0 : self->size * 1.8);
}

static void
draw_lines (cairo_t *cr, const CtMark *mark, double x, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (mark->layout);
  double top = 0;

  ct_ink_set_color (cr, mark->color);
  for (int i = 0; i < mark->first_line + mark->n_lines; i++)
    {
      PangoRectangle line;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      if (i == mark->first_line)
        top = (double) line.y / PANGO_SCALE;
      if (i >= mark->first_line)
        {
          cairo_move_to (cr, x + (double) line.x / PANGO_SCALE,
                         y - top + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      pango_layout_iter_next_line (iter);
    }
  pango_layout_iter_free (iter);
}

static void
draw_mark (const CtPages *self, cairo_t *cr, const CtMark *mark, double x, double y)
{
  CtRect rect = { x + mark->rect.x, y + mark->rect.y, mark->rect.width, mark->rect.height };

  if (mark->layout != NULL)
    {
      draw_lines (cr, mark, rect.x, rect.y);
    }
  else if (mark->draw != NULL)
    {
      cairo_save (cr);
      mark->draw (cr, rect, self->ink, self->palette, mark->data);
      cairo_restore (cr);
    }
  else
    {
      ct_ink_set_color (cr, mark->color);
      cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
      cairo_fill (cr);
    }
}

static char *
page_words (const CtPages *self, guint page)
{
  return g_strdup_printf (_("Page %u of %u"), page + 1, self->pages->len);
}

/* The header of the pages after the first, the footer and the page's number on all. */
static void
draw_edges (const CtPages *self, guint page, cairo_t *cr)
{
  g_autofree char *number = page_words (self, page);
  g_autoptr (PangoLayout) layout = ct_ink_layout (self->ink, CT_TEXT_SMALL, number);
  double right = self->width - self->margin, y = self->height - self->margin - self->size * 0.3;
  int width;

  pango_layout_get_size (layout, &width, NULL);
  ct_ink_set_color (cr, self->palette->hairline);
  cairo_rectangle (cr, self->margin, y - self->size * 0.45, self->width - 2 * self->margin, 0.5);
  cairo_fill (cr);
  ct_ink_set_color (cr, self->palette->dim_text);
  cairo_move_to (cr, right - (double) width / PANGO_SCALE, y);
  pango_cairo_show_layout (cr, layout);
  if (self->footer != NULL)
    ct_ink_show (self->ink, cr, CT_TEXT_SMALL, self->footer, self->margin, y,
                 right - self->margin - (double) width / PANGO_SCALE - self->size);
  if (self->header != NULL && page > 0)
    ct_ink_show (self->ink, cr, CT_TEXT_SMALL, self->header, self->margin, self->margin - self->size * 1.4,
                 right - self->margin);
}

/* What stands in a place: where a signature goes, the signature once there is one. */
static const CtBox *
shown_box (const CtPages *self, const CtPlacedBox *at)
{
  return self->signed_place != NULL && at->box == self->place ? self->signed_place : at->box;
}

/**
 * ct_pages_draw:
 * @self: pages
 * @page: which one, from 0
 * @cr: where to, in points from the corner of the paper
 *
 * Draws a page; the paper is left as it is.
 */
void
ct_pages_draw (const CtPages *self, guint page, cairo_t *cr)
{
  const GArray *placed;

  g_return_if_fail (self != NULL && cr != NULL && page < self->pages->len);
  placed = (const GArray *) g_ptr_array_index (self->pages, page);
  cairo_save (cr);
  for (guint i = 0; i < placed->len; i++)
    {
      const CtPlacedBox *at = &g_array_index (placed, CtPlacedBox, i);
      const CtBox *box = shown_box (self, at);

      for (guint j = 0; j < box->marks->len; j++)
        draw_mark (self, cr, &g_array_index (box->marks, CtMark, j), self->margin, at->y);
    }
  if (!self->bare)
    draw_edges (self, page, cr);
  cairo_restore (cr);
}

static void
append_mark_text (GString *text, const CtMark *mark)
{
  if (mark->words != NULL)
    g_string_append_printf (text, "%s\n", mark->words);
  if (mark->layout == NULL)
    return;
  for (int i = 0; i < mark->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (mark->layout, mark->first_line + i);

      g_string_append_len (text, pango_layout_get_text (mark->layout) + line->start_index, line->length);
      g_string_append_c (text, '\n');
    }
}

/**
 * ct_pages_get_text:
 * @self: pages
 * @page: which one, from 0
 *
 * Returns: (transfer full): the words of a page, for search and for those who can't see it.
 */
char *
ct_pages_get_text (const CtPages *self, guint page)
{
  GString *text;
  const GArray *placed;
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL && page < self->pages->len, NULL);
  text = g_string_new (NULL);
  placed = (const GArray *) g_ptr_array_index (self->pages, page);
  for (guint i = 0; i < placed->len; i++)
    {
      const CtBox *box = shown_box (self, &g_array_index (placed, CtPlacedBox, i));

      for (guint j = 0; j < box->marks->len; j++)
        append_mark_text (text, &g_array_index (box->marks, CtMark, j));
    }
  number = self->bare ? NULL : page_words (self, page);
  g_string_append (text, number != NULL ? number : "");
  return g_string_free (text, FALSE);
}

/* ---- Signing ---- */

static double
add_signed_line (const CtPages *self, CtBox *box, double y, CtTextRole role, CtColor color, const char *text)
{
  g_autoptr (PangoLayout) layout = ct_ink_layout (self->ink, role, text);
  int height;

  pango_layout_set_width (layout, (int) ((self->width - 2 * self->margin - self->size) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_size (layout, NULL, &height);
  ct_box_add_text (box, layout, 0, 1, self->size, y, color);
  return y + (double) height / PANGO_SCALE;
}

/**
 * ct_pages_can_be_signed:
 * @self: pages
 *
 * Returns: whether they have a place for a signature, and none there yet.
 */
gboolean
ct_pages_can_be_signed (const CtPages *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->place != NULL && self->blank == NULL;
}

/**
 * ct_pages_sign:
 * @self: pages that can be signed
 * @who: the first line: "Signed by Ana Ruiz, MD (Prescriber)"
 * @lines: (array zero-terminated): two more, small
 *
 * Puts the lines where until now there was a line to sign on; nothing else is moved.
 *
 * Returns: (transfer full): those pages, signed; @self stays as it is.
 */
CtPages *
ct_pages_sign (CtPages *self, const char *who, const char *const *lines)
{
  CtPages *copy;
  CtBox *box;
  double y;

  g_return_val_if_fail (ct_pages_can_be_signed (self) && who != NULL && lines != NULL, NULL);
  y = self->size * 0.6;
  box = ct_box_new (self->place->height, self->place->before);
  ct_box_add_fill (box, (CtRect) { 0, y, self->size * 0.2, box->height - y }, self->palette->text);
  y = add_signed_line (self, box, y, CT_TEXT_BODY, self->palette->text, who);
  for (guint i = 0; lines[i] != NULL; i++)
    y = add_signed_line (self, box, y, CT_TEXT_SMALL, self->palette->text, lines[i]);
  copy = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&copy->ref_count);
  copy->signed_place = box;
  copy->blank = ct_pages_ref (self);
  return copy;
}

/**
 * ct_pages_to_pdf:
 * @self: pages
 * @error: why they could not be drawn
 *
 * Returns: (transfer full) (nullable): a PDF; the same bytes for the same pages.
 */
GBytes *
ct_pages_to_pdf (const CtPages *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (self != NULL, NULL);
  surface = cairo_pdf_surface_create_for_stream (ct_paper_collect, bytes, self->width, self->height);
  ct_paper_describe_pdf (surface, self->title, self->author, self->subject, self->created_us);
  cr = cairo_create (surface);
  for (guint i = 0; i < self->pages->len; i++)
    {
      ct_pages_draw (self, i, cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!ct_paper_check (status, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* One of several pages, for a drawing function. */
typedef struct
{
  const CtPages *pages;
  guint          page;
} OnePage;

static void
draw_one_page (cairo_t *cr, gpointer data)
{
  const OnePage *one = (const OnePage *) data;

  ct_pages_draw (one->pages, one->page, cr);
}

/**
 * ct_pages_to_png:
 * @self: pages
 * @page: which one, from 0
 * @scale: pixels for a point: 2 is 144 dots an inch
 * @error: why it could not be drawn
 *
 * Returns: (transfer full) (nullable): a picture of the page.
 */
GBytes *
ct_pages_to_png (const CtPages *self, guint page, double scale, GError **error)
{
  OnePage one = { self, page };

  g_return_val_if_fail (self != NULL && page < self->pages->len && scale > 0, NULL);
  return ct_paper_to_png (self->width, self->height, scale, self->palette->background, draw_one_page, &one, error);
}

/**
 * ct_pages_write_pdf:
 * @self: pages
 * @path: the file, replaced whole or not at all
 * @error: why it could not be written
 *
 * Returns: whether it is there.
 */
gboolean
ct_pages_write_pdf (const CtPages *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  bytes = ct_pages_to_pdf (self, error);
  return bytes != NULL && ct_paper_write_file (path, bytes, error);
}
