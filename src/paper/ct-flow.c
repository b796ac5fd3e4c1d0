#include "paper/ct-flow-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define DEFAULT_MARGIN 54
#define DEFAULT_SIZE   10
/* A drawing gives up this much of its height before it goes to the next page and leaves a hole. */
#define LEAST_DRAWING  0.75

/* Sizes of headings in sizes of the body: the document's, a chapter's, a paragraph's. */
static const double heading_scale[] = { 1.75, 1.25, 1.0 };

static void
mark_clear (CtMark *mark)
{
  g_clear_object (&mark->layout);
  if (mark->destroy != NULL)
    mark->destroy (mark->data);
  g_free (mark->words);
}

void
ct_box_free (CtBox *box)
{
  g_array_unref (box->marks);
  g_free (box);
}

/* A box with nothing in it. */
CtBox *
ct_box_new (double height, double before)
{
  CtBox *box = g_new0 (CtBox, 1);

  box->height = height;
  box->before = before;
  box->marks = g_array_new (FALSE, TRUE, sizeof (CtMark));
  g_array_set_clear_func (box->marks, (GDestroyNotify) mark_clear);
  return box;
}

/* A new box at the end, with what space is due before it. */
CtBox *
ct_flow_add_box (CtFlow *self, double height, double before)
{
  CtBox *box = ct_box_new (height, self->pages->boxes->len > 0 ? MAX (before, self->pending) : 0);

  box->new_page = self->breaking;
  self->pending = 0;
  self->breaking = FALSE;
  g_ptr_array_add (self->pages->boxes, box);
  return box;
}

/* Lines of a text at a place in a box. */
CtMark *
ct_box_add_text (CtBox *box, PangoLayout *layout, int first_line, int n_lines, double x, double y, CtColor color)
{
  CtMark mark = { .rect = { x, y, 0, 0 }, .color = color, .layout = g_object_ref (layout),
                  .first_line = first_line, .n_lines = n_lines };

  g_array_append_val (box->marks, mark);
  return &g_array_index (box->marks, CtMark, box->marks->len - 1);
}

/* A plain area of a box. */
void
ct_box_add_fill (CtBox *box, CtRect rect, CtColor color)
{
  CtMark mark = { .rect = rect, .color = color };

  g_array_append_val (box->marks, mark);
}

/* A text line by line, so that pages can break between; never one line alone at a page's foot or head. */
void
ct_flow_add_lines (CtFlow *self, PangoLayout *layout, double x, double before, CtColor color, gboolean keep_next)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int n = pango_layout_get_line_count (layout);

  for (int i = 0; i < n; i++)
    {
      PangoRectangle line;
      CtBox *box;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      box = ct_flow_add_box (self, (double) line.height / PANGO_SCALE, i == 0 ? before : 0);
      box->keep_next = (i == 0 && n > 1) || i == n - 2 || (keep_next && i == n - 1);
      ct_box_add_text (box, layout, i, 1, x, 0, color);
      pango_layout_iter_next_line (iter);
    }
  pango_layout_iter_free (iter);
}

/**
 * ct_flow_new:
 * @setup: paper, margins, fonts, and what the document says of itself
 *
 * Returns: (transfer full): an empty flow.
 */
CtFlow *
ct_flow_new (const CtFlowSetup *setup)
{
  CtFlow *self;
  CtPages *pages;

  g_return_val_if_fail (setup != NULL, NULL);
  self = g_new0 (CtFlow, 1);
  self->pages = pages = g_new0 (CtPages, 1);
  g_atomic_ref_count_init (&pages->ref_count);
  ct_paper_get_size (setup->paper, setup->landscape ? &pages->height : &pages->width,
                     setup->landscape ? &pages->width : &pages->height);
  pages->bare = setup->bare;
  pages->margin = setup->bare ? 0 : setup->margin > 0 ? setup->margin : DEFAULT_MARGIN;
  pages->size = setup->size > 0 ? setup->size : DEFAULT_SIZE;
  pages->palette = setup->palette != NULL ? setup->palette : ct_palette_get (CT_PALETTE_PAPER);
  pages->header = g_strdup (setup->header);
  pages->footer = g_strdup (setup->footer);
  pages->title = g_strdup (setup->title);
  pages->author = g_strdup (setup->author);
  pages->subject = g_strdup (setup->subject);
  pages->created_us = setup->created_us;
  pages->ink = ct_ink_new (setup->family, pages->size);
  pages->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_box_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->headings); i++)
    self->headings[i] = ct_ink_new (setup->family, pages->size * heading_scale[i]);
  self->width = pages->width - 2 * pages->margin;
  self->page_height = ct_pages_get_bottom (pages) - ct_pages_get_top (pages);
  return self;
}

/**
 * ct_flow_free:
 * @self: (transfer full): a flow
 */
void
ct_flow_free (CtFlow *self)
{
  g_return_if_fail (self != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->headings); i++)
    ct_ink_free (self->headings[i]);
  g_clear_pointer (&self->pages, ct_pages_unref);
  g_free (self);
}

/**
 * ct_flow_get_ink:
 * @self: a flow that is not finished
 *
 * Returns: (transfer none): the fonts of its body.
 */
const CtInk *
ct_flow_get_ink (const CtFlow *self)
{
  g_return_val_if_fail (self != NULL && self->pages != NULL, NULL);
  return self->pages->ink;
}

/**
 * ct_flow_heading:
 * @self: a flow
 * @level: 0 the document's, 1 a chapter's, 2 a paragraph's
 * @text: what it says
 *
 * Adds a heading, which stays with what follows.
 */
void
ct_flow_heading (CtFlow *self, int level, const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  double size;

  g_return_if_fail (self != NULL && text != NULL && level >= 0 && level < (int) G_N_ELEMENTS (heading_scale));
  size = self->pages->size;
  layout = ct_ink_layout (self->headings[level], CT_TEXT_STRONG, text);
  pango_layout_set_width (layout, (int) (self->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  ct_flow_add_lines (self, layout, 0, size * (level == 1 ? 1.5 : 0.9), self->pages->palette->text, TRUE);
  if (level == 1)
    {
      CtBox *rule = ct_flow_add_box (self, 0.5, size * 0.15);

      ct_box_add_fill (rule, (CtRect) { 0, 0, self->width, 0.5 }, self->pages->palette->hairline);
      rule->keep_next = TRUE;
    }
  self->pending = size * 0.4;
}

/**
 * ct_flow_paragraph:
 * @self: a flow
 * @style: how loud it is
 * @text: one or more paragraphs, a line each
 *
 * Adds running text.
 */
void
ct_flow_paragraph (CtFlow *self, CtParagraph style, const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  const CtPalette *palette;
  CtTextRole role = style == CT_PARAGRAPH_STRONG  ? CT_TEXT_STRONG
                    : style == CT_PARAGRAPH_SMALL ? CT_TEXT_SMALL
                                                  : CT_TEXT_BODY;

  g_return_if_fail (self != NULL && text != NULL);
  palette = self->pages->palette;
  layout = ct_ink_layout (self->pages->ink, role, text);
  pango_layout_set_width (layout, (int) (self->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  ct_flow_add_lines (self, layout, 0, self->pages->size * 0.3,
                     style == CT_PARAGRAPH_DIM || style == CT_PARAGRAPH_SMALL ? palette->dim_text : palette->text,
                     FALSE);
}

/* A dot drawn before the first line of an entry. */
static void
draw_bullet (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  ct_ink_set_color (cr, palette->dim_text);
  cairo_arc (cr, rect.x + rect.width / 2, rect.y + rect.height / 2, rect.width / 2, 0, 2 * G_PI);
  cairo_fill (cr);
}

/**
 * ct_flow_bullets:
 * @self: a flow
 * @texts: (array zero-terminated=1): the entries
 *
 * Adds a list.
 */
void
ct_flow_bullets (CtFlow *self, const char *const *texts)
{
  double size, indent;

  g_return_if_fail (self != NULL && texts != NULL);
  size = self->pages->size;
  indent = size * 1.1;
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) layout = ct_ink_layout (self->pages->ink, CT_TEXT_BODY, texts[i]);
      guint first = self->pages->boxes->len;
      CtBox *box;
      CtMark dot = { .draw = draw_bullet };

      pango_layout_set_width (layout, (int) ((self->width - indent) * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      ct_flow_add_lines (self, layout, indent, size * 0.3, self->pages->palette->text, FALSE);
      box = (CtBox *) g_ptr_array_index (self->pages->boxes, first);
      dot.rect = (CtRect) { size * 0.25, (box->height - size * 0.32) / 2, size * 0.32, size * 0.32 };
      g_array_append_val (box->marks, dot);
    }
}

/**
 * ct_flow_drawing:
 * @self: a flow
 * @height: points; at most a page's; a quarter less where it then still fits the page
 * @words: (nullable): what it shows, for those who can't see it
 * @draw: draws it, once for every time the page is drawn
 * @data: for @draw
 * @destroy: (nullable): frees @data when the pages are gone
 *
 * Adds a chart or another picture, as wide as the page.
 */
void
ct_flow_drawing (CtFlow *self, double height, const char *words, CtFlowDraw draw, gpointer data,
                 GDestroyNotify destroy)
{
  CtMark mark = { .draw = draw, .data = data, .destroy = destroy, .words = g_strdup (words) };
  CtBox *box;

  g_return_if_fail (self != NULL && draw != NULL && height > 0);
  height = MIN (height, self->page_height);
  box = ct_flow_add_box (self, height, self->pages->size * 0.4);
  box->min_height = height * LEAST_DRAWING;
  mark.rect = (CtRect) { 0, 0, self->width, height };
  g_array_append_val (box->marks, mark);
}

/**
 * ct_flow_space:
 * @self: a flow
 * @points: how much
 *
 * Leaves room before what comes next, unless that begins a page.
 */
void
ct_flow_space (CtFlow *self, double points)
{
  g_return_if_fail (self != NULL && points >= 0);
  self->pending = MAX (self->pending, points);
}

/**
 * ct_flow_rule:
 * @self: a flow
 *
 * Draws a fine line across the page.
 */
void
ct_flow_rule (CtFlow *self)
{
  CtBox *box;

  g_return_if_fail (self != NULL);
  box = ct_flow_add_box (self, 0.5, self->pages->size * 0.6);
  ct_box_add_fill (box, (CtRect) { 0, 0, self->width, 0.5 }, self->pages->palette->hairline);
  self->pending = self->pages->size * 0.6;
}

/**
 * ct_flow_new_page:
 * @self: a flow
 *
 * Begins a page with what comes next.
 */
void
ct_flow_new_page (CtFlow *self)
{
  g_return_if_fail (self != NULL);
  self->breaking = self->pages->boxes->len > 0;
}

/**
 * ct_flow_page_height:
 * @self: a flow
 *
 * Returns: how high a drawing on a page of its own may be, in points.
 */
double
ct_flow_page_height (const CtFlow *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->page_height;
}

static void
add_signature_line (CtFlow *self, CtBox *box, double x, double y, double width, const char *text, const char *caption)
{
  const CtPalette *palette = self->pages->palette;
  const CtInk *ink = self->pages->ink;
  g_autoptr (PangoLayout) strong = ct_ink_layout (ink, CT_TEXT_BODY, text);
  int height;

  ct_box_add_fill (box, (CtRect) { x, y, width, 0.75 }, palette->text);
  ct_box_add_text (box, strong, 0, 1, x, y + self->pages->size * 0.3, palette->text);
  pango_layout_get_size (strong, NULL, &height);
  if (caption != NULL)
    {
      g_autoptr (PangoLayout) small = ct_ink_layout (ink, CT_TEXT_SMALL, caption);

      ct_box_add_text (box, small, 0, 1, x, y + self->pages->size * 0.3 + (double) height / PANGO_SCALE,
                       palette->dim_text);
    }
}

/**
 * ct_flow_signature:
 * @self: a flow
 * @name: (nullable): whose it is
 * @caption: (nullable): under the name: "Prescriber"
 *
 * Adds a line to sign and a line for the date; ct_pages_sign() puts the signature there.
 */
void
ct_flow_signature (CtFlow *self, const char *name, const char *caption)
{
  double size, line;
  CtBox *box;

  g_return_if_fail (self != NULL);
  size = self->pages->size;
  line = size * 2.6;
  box = self->pages->place = ct_flow_add_box (self, line + size * 3.2, size * 1.2);
  add_signature_line (self, box, 0, line, self->width * 0.58, name != NULL ? name : _("Signature"), caption);
  add_signature_line (self, box, self->width * 0.66, line, self->width * 0.34, _("Date"), NULL);
}

/* Where the paginator is. */
typedef struct
{
  CtPages *pages;
  GArray  *page;
  double   y;
} Place;

static void
begin_page (Place *place)
{
  place->page = g_array_new (FALSE, FALSE, sizeof (CtPlacedBox));
  place->y = ct_pages_get_top (place->pages);
  g_ptr_array_add (place->pages->pages, place->page);
}

static CtBox *
box_at (const CtPages *pages, guint index)
{
  return (CtBox *) g_ptr_array_index (pages->boxes, index);
}

/* The first box after @first that may go to another page than @first. */
static guint
group_end (const CtPages *pages, guint first)
{
  guint end = first;

  while (end + 1 < pages->boxes->len && box_at (pages, end)->keep_next)
    end++;
  return end + 1;
}

static double
group_height (const CtPages *pages, guint first, guint end, gboolean at_top)
{
  double height = 0;

  for (guint i = first; i < end; i++)
    {
      const CtBox *box = box_at (pages, i);

      height += box->height + (i == first && at_top ? 0 : box->before);
      if (i == first && at_top && box->repeat != NULL)
        height += box->repeat->height;
    }
  return height;
}

static void
place_box (Place *place, const CtBox *box)
{
  CtPlacedBox placed = { box, place->y };

  if (place->page->len == 0 && box->repeat != NULL)
    place_box (place, box->repeat);
  else if (place->page->len > 0)
    place->y += box->before;
  placed.y = place->y;
  g_array_append_val (place->page, placed);
  place->y += box->height;
}

/* Makes a drawing a little lower where it then still fits below what is on the page. */
static void
squeeze (const Place *place, CtBox *box)
{
  double room = ct_pages_get_bottom (place->pages) - place->y - box->before;

  if (box->min_height <= 0 || room < box->min_height || room >= box->height)
    return;
  box->height = room;
  g_array_index (box->marks, CtMark, 0).rect.height = room;
}

/* Boxes that belong together go to one page where any page can hold them. */
static void
place_group (Place *place, guint first, guint end)
{
  double bottom = ct_pages_get_bottom (place->pages), top = ct_pages_get_top (place->pages);
  gboolean fits_a_page = group_height (place->pages, first, end, TRUE) <= bottom - top + 0.01;

  if (end == first + 1 && place->page->len > 0)
    squeeze (place, box_at (place->pages, first));
  if (place->page->len > 0 && box_at (place->pages, first)->new_page)
    begin_page (place);
  if (place->page->len > 0 && fits_a_page &&
      place->y + group_height (place->pages, first, end, FALSE) > bottom + 0.01)
    begin_page (place);
  for (guint i = first; i < end; i++)
    {
      const CtBox *box = box_at (place->pages, i);

      if (!fits_a_page && place->page->len > 0 && place->y + box->before + box->height > bottom + 0.01)
        begin_page (place);
      place_box (place, box);
    }
}

/**
 * ct_flow_finish:
 * @self: a flow, to be freed and not added to any more
 *
 * Lays everything into pages.
 *
 * Returns: (transfer full): one page or more.
 */
CtPages *
ct_flow_finish (CtFlow *self)
{
  Place place = { 0 };

  g_return_val_if_fail (self != NULL && self->pages != NULL, NULL);
  place.pages = self->pages;
  self->pages->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  begin_page (&place);
  for (guint i = 0; i < self->pages->boxes->len;)
    {
      guint end = group_end (self->pages, i);

      place_group (&place, i, end);
      i = end;
    }
  return g_steal_pointer (&self->pages);
}
