#include "paper/ct-tag-sheet.h"

#include "paper/ct-flow.h"

/* The largest size of text that fits is taken. */
#define LARGEST 11.0
#define SMALLEST 5.5
#define STEP 0.5
/* Labels lie a little askew in a printer: nothing goes to the very edge. */
#define INSIDE 6.0

/**
 * ct_tag_new:
 * @over: (nullable): small, above
 * @title: whom it is about
 * @lines: (nullable) (array zero-terminated=1): what it says
 * @under: (nullable): small, at the bottom
 *
 * Returns: (transfer full): a label or a card.
 */
CtTag *
ct_tag_new (const char *over, const char *title, const char *const *lines, const char *under)
{
  CtTag *self = g_new0 (CtTag, 1);

  self->over = g_strdup (over);
  self->title = g_strdup (title);
  self->lines = g_strdupv ((char **) lines);
  self->under = g_strdup (under);
  return self;
}

/**
 * ct_tag_free:
 * @self: (transfer full): a label or a card
 */
void
ct_tag_free (CtTag *self)
{
  g_return_if_fail (self != NULL);
  g_free (self->over);
  g_free (self->title);
  g_strfreev (self->lines);
  g_free (self->under);
  g_free (self);
}

/* ---- One of them ---- */

/* What a tag says, line by line, each as large as its role. */
typedef struct
{
  const char *text;
  CtTextRole  role;
  gboolean    dim;
} Line;

static GArray *
lines_of (const CtTag *tag)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  if (tag->over != NULL)
    g_array_append_val (lines, ((Line) { tag->over, CT_TEXT_SMALL, TRUE }));
  g_array_append_val (lines, ((Line) { tag->title, CT_TEXT_STRONG, FALSE }));
  for (guint i = 0; tag->lines != NULL && tag->lines[i] != NULL; i++)
    g_array_append_val (lines, ((Line) { tag->lines[i], CT_TEXT_BODY, FALSE }));
  if (tag->under != NULL)
    g_array_append_val (lines, ((Line) { tag->under, CT_TEXT_SMALL, TRUE }));
  return lines;
}

static void
measure (const CtInk *ink, const GArray *lines, double *width, double *height)
{
  CtMeasure with = ct_ink_get_measure (ink);

  *width = *height = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      double w, h;

      with.measure (with.data, line->role, line->text, &w, &h);
      *width = MAX (*width, w);
      *height += h;
    }
}

static CtInk *
fitting_ink (const GArray *lines, CtRect room)
{
  for (double size = LARGEST; size > SMALLEST; size -= STEP)
    {
      CtInk *ink = ct_ink_new (NULL, size);
      double width, height;

      measure (ink, lines, &width, &height);
      if (width <= room.width && height <= room.height)
        return ink;
      ct_ink_free (ink);
    }
  return ct_ink_new (NULL, SMALLEST);
}

/* The last line stands at the bottom, the others at the top; alone they stand in the middle. */
static void
paint_tag (cairo_t *cr, CtRect place, const CtPalette *palette, const CtTag *tag)
{
  CtRect room = { place.x + INSIDE, place.y + INSIDE, place.width - 2 * INSIDE, place.height - 2 * INSIDE };
  g_autoptr (GArray) lines = lines_of (tag);
  g_autoptr (CtInk) ink = fitting_ink (lines, room);
  CtMeasure with = ct_ink_get_measure (ink);
  double width, height, y;

  measure (ink, lines, &width, &height);
  y = room.y + (tag->under != NULL ? 0 : MAX (0, (room.height - height) / 2));
  cairo_save (cr);
  cairo_rectangle (cr, place.x, place.y, place.width, place.height);
  cairo_clip (cr);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      double w, h;

      with.measure (with.data, line->role, line->text, &w, &h);
      if (tag->under != NULL && i + 1 == lines->len)
        y = MAX (y, room.y + room.height - h);
      ct_ink_set_color (cr, line->dim ? palette->dim_text : palette->text);
      ct_ink_show (ink, cr, line->role, line->text, room.x, y, room.width);
      y += h;
    }
  cairo_restore (cr);
}

/* ---- A sheet ---- */

/* What lies on one page; owned by its drawing. */
typedef struct
{
  CtTagFormat format;  /* without its words */
  guint       first;
  GPtrArray  *tags;
} Sheet;

static void
sheet_free (gpointer data)
{
  g_ptr_array_unref (((Sheet *) data)->tags);
  g_free (data);
}

static void
draw_cut (cairo_t *cr, CtRect place, const CtPalette *palette)
{
  ct_ink_set_color (cr, palette->hairline);
  cairo_set_line_width (cr, 0.4);
  cairo_rectangle (cr, place.x, place.y, place.width, place.height);
  cairo_stroke (cr);
}

static void
draw_sheet (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  const Sheet *sheet = data;

  for (guint i = 0; i < sheet->tags->len; i++)
    {
      CtRect place = ct_tag_format_place (&sheet->format, sheet->first + i);

      place.x += rect.x;
      place.y += rect.y;
      if (sheet->format.cut)
        draw_cut (cr, place, palette);
      paint_tag (cr, place, palette, g_ptr_array_index (sheet->tags, i));
    }
}

static CtTag *
copy_tag (const CtTag *tag)
{
  return ct_tag_new (tag->over, tag->title, (const char *const *) tag->lines, tag->under);
}

static char *
sheet_words (const Sheet *sheet)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < sheet->tags->len; i++)
    {
      g_autoptr (GArray) lines = lines_of (g_ptr_array_index (sheet->tags, i));

      for (guint j = 0; j < lines->len; j++)
        g_string_append_printf (words, "%s\n", g_array_index (lines, Line, j).text);
    }
  return g_string_free (words, FALSE);
}

/* Puts on a page what has room on it. Returns how many that were. */
static guint
add_sheet (CtFlow *flow, const CtTagSheetInput *input, guint from, guint first)
{
  Sheet *sheet = g_new0 (Sheet, 1);
  guint n = MIN (input->tags->len - from, ct_tag_format_size (input->format) - first);
  g_autofree char *words = NULL;

  sheet->format = *input->format;
  sheet->format.id = sheet->format.title = NULL;
  sheet->first = first;
  sheet->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_tag_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sheet->tags, copy_tag (g_ptr_array_index (input->tags, from + i)));
  words = sheet_words (sheet);
  ct_flow_new_page (flow);
  ct_flow_drawing (flow, ct_flow_page_height (flow), words, draw_sheet, sheet, sheet_free);
  return n;
}

/**
 * ct_tag_sheet_new:
 * @input: what to print, and on which sheet
 *
 * Lays labels or cards out; @first is kept within the sheet.
 *
 * Returns: (transfer full): one page or more.
 */
CtPages *
ct_tag_sheet_new (const CtTagSheetInput *input)
{
  g_autoptr (CtFlow) flow = NULL;
  guint first;

  g_return_val_if_fail (input != NULL && input->format != NULL && input->tags != NULL, NULL);
  first = MIN (input->first, ct_tag_format_size (input->format) - 1);
  flow = ct_flow_new (&(CtFlowSetup) { .paper = input->format->paper, .bare = TRUE, .title = input->title,
                                       .author = input->author, .created_us = input->created_us });
  for (guint i = 0; i < input->tags->len; first = 0)
    i += add_sheet (flow, input, i, first);
  return ct_flow_finish (flow);
}
