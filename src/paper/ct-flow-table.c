/* Tables and key-value blocks: columns as wide as what is in them, rows that break well. */
#include "paper/ct-flow-private.h"

/* A row higher than this share of a page may be cut between its lines. */
#define TALL_ROW 0.4
/* Names are at least this wide, in sizes of the text, so that the values of several blocks stand in line. */
#define KEY_WIDTH 5.6
/* Of the bar before a row, in points. */
#define MARK_WIDTH 3.5
#define MARK_GAP 3

/* A grid of texts on its way into boxes. */
typedef struct
{
  CtFlow       *flow;
  guint         n_columns;
  guint         n_rows;
  PangoLayout **cells;   /* row by row */
  CtAlign      *aligns;
  CtColor      *colors;
  double       *natural; /* width of the widest cell of each column */
  double       *x;
  double       *width;
  double        gap;
  double        pad;     /* above and below the text of a row */
} Grid;

static PangoLayout *
cell_at (const Grid *grid, guint row, guint column)
{
  return grid->cells[row * grid->n_columns + column];
}

static Grid *
grid_new (CtFlow *flow, guint n_columns, guint n_rows)
{
  Grid *grid = g_new0 (Grid, 1);

  grid->flow = flow;
  grid->n_columns = n_columns;
  grid->n_rows = n_rows;
  grid->cells = g_new0 (PangoLayout *, n_columns * n_rows);
  grid->aligns = g_new0 (CtAlign, n_columns);
  grid->colors = g_new0 (CtColor, n_columns);
  grid->natural = g_new0 (double, n_columns);
  grid->x = g_new0 (double, n_columns);
  grid->width = g_new0 (double, n_columns);
  return grid;
}

static void
grid_free (Grid *grid)
{
  for (guint i = 0; i < grid->n_columns * grid->n_rows; i++)
    g_clear_object (&grid->cells[i]);
  g_free (grid->cells);
  g_free (grid->aligns);
  g_free (grid->colors);
  g_free (grid->natural);
  g_free (grid->x);
  g_free (grid->width);
  g_free (grid);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Grid, grid_free)

static double
layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static void
grid_set (Grid *grid, guint row, guint column, CtTextRole role, const char *text)
{
  PangoLayout *layout = ct_ink_layout (grid->flow->pages->ink, role, text != NULL ? text : "");

  grid->cells[row * grid->n_columns + column] = layout;
  grid->natural[column] = MAX (grid->natural[column], layout_width (layout));
}

/* The width of the longest word of a column: it should not be cut. */
static double
narrowest (const Grid *grid, guint column)
{
  double width = 0;

  for (guint row = 0; row < grid->n_rows; row++)
    {
      PangoLayout *layout = cell_at (grid, row, column);

      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
      pango_layout_set_width (layout, 0);
      width = MAX (width, layout_width (layout));
      pango_layout_set_width (layout, -1);
    }
  return width;
}

static double
sum (const double *values, guint n)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

/* Columns that ask for no more than a fair share get it all; what they leave is shared by the wide ones, of which
 * none becomes narrower than its longest word. */
static void
share_scarce_room (Grid *grid, double room)
{
  g_autofree double *least = g_new0 (double, grid->n_columns);
  g_autofree gboolean *settled = g_new0 (gboolean, grid->n_columns);
  guint left = grid->n_columns;
  gboolean again = TRUE;
  double all_least;

  for (guint i = 0; i < grid->n_columns; i++)
    least[i] = MIN (narrowest (grid, i), grid->natural[i]);
  all_least = sum (least, grid->n_columns);
  if (all_least >= room)
    {
      for (guint i = 0; i < grid->n_columns; i++)
        grid->width[i] = room * least[i] / all_least; /* even words are cut */
      return;
    }
  while (again)
    {
      double fair = room / MAX (left, 1);

      again = FALSE;
      for (guint i = 0; i < grid->n_columns && !again; i++)
        if (!settled[i] && (least[i] > fair || grid->natural[i] <= fair))
          {
            grid->width[i] = MIN (MAX (least[i], fair), grid->natural[i]);
            settled[i] = again = TRUE;
            room -= grid->width[i];
            left--;
          }
        else if (!settled[i])
          grid->width[i] = fair;
    }
}

/* Sets the columns' places; @fill gives what is left over to all of them. */
static void
grid_set_widths (Grid *grid, gboolean fill)
{
  double room = grid->flow->width - grid->gap * (grid->n_columns - 1);
  double wanted = sum (grid->natural, grid->n_columns);

  if (wanted > room)
    share_scarce_room (grid, room);
  for (guint i = 0; i < grid->n_columns; i++)
    {
      if (wanted <= room)
        grid->width[i] = grid->natural[i] + (fill ? (room - wanted) / grid->n_columns : 0);
      grid->x[i] = i > 0 ? grid->x[i - 1] + grid->width[i - 1] + grid->gap : 0;
    }
}

/* Gives a cell its column's width where it needs it, and returns where its text begins across. */
static double
fit_cell (const Grid *grid, guint row, guint column)
{
  static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  PangoLayout *layout = cell_at (grid, row, column);
  double natural = layout_width (layout), room = grid->width[column];
  CtAlign align = grid->aligns[column];

  if (natural > room + 0.01)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_alignment (layout, alignments[align]);
      pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
      return grid->x[column];
    }
  return grid->x[column] + (align == CT_ALIGN_END ? room - natural : align == CT_ALIGN_CENTER ? (room - natural) / 2 : 0);
}

/* The height of lines @first to @end of a text. */
static double
lines_height (PangoLayout *layout, int first, int end)
{
  double height = 0;

  if (first == 0 && end >= pango_layout_get_line_count (layout))
    {
      int whole;

      pango_layout_get_size (layout, NULL, &whole);
      return (double) whole / PANGO_SCALE;
    }
  for (int i = first; i < MIN (end, pango_layout_get_line_count (layout)); i++)
    {
      PangoRectangle line;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, i), NULL, &line);
      height += (double) line.height / PANGO_SCALE;
    }
  return height;
}

static int
most_lines (const Grid *grid, guint row)
{
  int lines = 1;

  for (guint i = 0; i < grid->n_columns; i++)
    lines = MAX (lines, pango_layout_get_line_count (cell_at (grid, row, i)));
  return lines;
}

/* A box with the lines @first to @end of every cell of a row. */
static CtBox *
add_row_part (const Grid *grid, guint row, const double *xs, int first, int end)
{
  double height = 0;
  CtBox *box;

  for (guint i = 0; i < grid->n_columns; i++)
    height = MAX (height, lines_height (cell_at (grid, row, i), first, end));
  box = ct_flow_add_box (grid->flow, height + 2 * grid->pad, 0);
  for (guint i = 0; i < grid->n_columns; i++)
    {
      PangoLayout *layout = cell_at (grid, row, i);
      int last = MIN (end, pango_layout_get_line_count (layout));

      if (last > first && pango_layout_get_text (layout)[0] != '\0')
        ct_box_add_text (box, layout, first, last - first, xs[i], grid->pad, grid->colors[i]);
    }
  return box;
}

/* Adds a row; a very high one in parts of a few lines, between which a page may end. */
static CtBox *
add_row (const Grid *grid, guint row)
{
  g_autofree double *xs = g_new0 (double, grid->n_columns);
  double height = 0;
  CtBox *box = NULL;
  int lines, part;

  for (guint i = 0; i < grid->n_columns; i++)
    {
      xs[i] = fit_cell (grid, row, i);
      height = MAX (height, lines_height (cell_at (grid, row, i), 0, G_MAXINT));
    }
  lines = most_lines (grid, row);
  part = height > grid->flow->page_height * TALL_ROW ? 4 : lines;
  for (int first = 0; first < lines; first += part)
    box = add_row_part (grid, row, xs, first, MIN (first + part, lines));
  return box;
}

static guint
n_boxes (const Grid *grid)
{
  return grid->flow->pages->boxes->len;
}

/* The header row, with a line under it; shown again on every page the table goes on to. */
static CtBox *
add_header_row (Grid *grid)
{
  const CtPalette *palette = grid->flow->pages->palette;
  CtBox *header;

  for (guint i = 0; i < grid->n_columns; i++)
    grid->colors[i] = palette->dim_text;
  header = add_row (grid, 0);
  ct_box_add_fill (header, (CtRect) { 0, header->height - 0.75, grid->flow->width, 0.75 }, palette->hairline);
  header->keep_next = TRUE;
  for (guint i = 0; i < grid->n_columns; i++)
    grid->colors[i] = palette->text;
  return header;
}

/* Neither the first nor the last row of a table stands on a page alone. */
static void
keep_rows (const Grid *grid, guint first_box)
{
  guint n = n_boxes (grid) - first_box;

  for (guint i = 0; n > 1 && i < n; i++)
    if (i == 0 || i == n - 2)
      ((CtBox *) g_ptr_array_index (grid->flow->pages->boxes, first_box + i))->keep_next = TRUE;
}

/**
 * ct_flow_table:
 * @self: a flow
 * @columns: (array length=n_columns): their titles
 * @n_columns: 1 or more
 * @cells: (array): texts row by row, @n_columns each; %NULL is an empty cell
 * @n_rows: how many rows
 *
 * Adds a table. Its header is shown again on every page it goes on to.
 */
void
ct_flow_table (CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *const *cells, guint n_rows)
{
  ct_flow_marked_table (self, columns, n_columns, cells, n_rows, NULL);
}

/**
 * ct_flow_marked_table:
 * @self: a flow
 * @columns: (array length=n_columns): their titles
 * @n_columns: 1 or more
 * @cells: (array): texts row by row, @n_columns each; %NULL is an empty cell
 * @n_rows: how many rows
 * @marks: (nullable) (array length=n_rows): of each row, the colour of a bar before it, in the margin
 *
 * ct_flow_table() with a bar before each row. What a colour stands for is for the cells to say.
 */
void
ct_flow_marked_table (CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *const *cells, guint n_rows,
                      const CtColor *marks)
{
  g_autoptr (Grid) grid = NULL;
  const CtPalette *palette;
  CtBox *header;
  guint first_box;

  g_return_if_fail (self != NULL && columns != NULL && n_columns > 0 && (cells != NULL || n_rows == 0));
  palette = self->pages->palette;
  grid = grid_new (self, n_columns, n_rows + 1);
  grid->gap = self->pages->size * 1.2;
  grid->pad = self->pages->size * 0.22;
  for (guint i = 0; i < n_columns; i++)
    {
      grid->aligns[i] = columns[i].align;
      grid_set (grid, 0, i, CT_TEXT_SMALL, columns[i].title);
      for (guint row = 0; row < n_rows; row++)
        grid_set (grid, row + 1, i, CT_TEXT_BODY, cells[row * n_columns + i]);
    }
  grid_set_widths (grid, TRUE);
  self->pending = MAX (self->pending, self->pages->size * 0.4);
  header = add_header_row (grid);
  first_box = n_boxes (grid);
  for (guint row = 1; row <= n_rows; row++)
    {
      guint before = n_boxes (grid);
      CtBox *last = add_row (grid, row);

      for (guint i = before; i < n_boxes (grid); i++)
        {
          CtBox *part = g_ptr_array_index (self->pages->boxes, i);

          part->repeat = header;
          if (marks != NULL)
            ct_box_add_fill (part, (CtRect) { -MARK_WIDTH - MARK_GAP, grid->pad / 2, MARK_WIDTH, part->height - grid->pad },
                             marks[row - 1]);
        }
      ct_box_add_fill (last, (CtRect) { 0, last->height - 0.35, self->width, 0.35 },
                       ct_color_mix (palette->background, palette->hairline, 0.45));
    }
  keep_rows (grid, first_box);
}

/* Where every pair fits its share of the width, the pairs stand in even columns. */
static void
space_pairs_evenly (Grid *grid, guint columns)
{
  double share = grid->flow->width / columns;

  for (guint i = 0; i < columns; i++)
    if (grid->width[2 * i] + grid->gap + grid->width[2 * i + 1] > share - (i + 1 < columns ? grid->gap : 0))
      return;
  for (guint i = 0; i < columns; i++)
    {
      grid->x[2 * i] = share * i;
      grid->x[2 * i + 1] = share * i + grid->width[2 * i] + grid->gap;
    }
}

/**
 * ct_flow_pairs:
 * @self: a flow
 * @pairs: (array length=n_pairs): names and what they say
 * @n_pairs: how many
 * @columns: how many pairs stand beside each other, 1 or more
 *
 * Adds a block of names and values, filled row by row.
 */
void
ct_flow_pairs (CtFlow *self, const CtFlowPair *pairs, guint n_pairs, guint columns)
{
  g_autoptr (Grid) grid = NULL;
  guint n_rows;

  g_return_if_fail (self != NULL && (pairs != NULL || n_pairs == 0) && columns > 0);
  if (n_pairs == 0)
    return;
  n_rows = (n_pairs + columns - 1) / columns;
  grid = grid_new (self, columns * 2, n_rows);
  grid->gap = self->pages->size * 1.1;
  grid->pad = self->pages->size * 0.12;
  for (guint i = 0; i < columns; i++)
    grid->natural[2 * i] = self->pages->size * KEY_WIDTH;
  for (guint i = 0; i < n_rows * columns; i++)
    {
      const char *value = i < n_pairs && pairs[i].value != NULL && pairs[i].value[0] != '\0' ? pairs[i].value : "–";

      grid_set (grid, i / columns, i % columns * 2, CT_TEXT_BODY, i < n_pairs ? pairs[i].key : "");
      grid_set (grid, i / columns, i % columns * 2 + 1, CT_TEXT_BODY, i < n_pairs ? value : "");
      grid->colors[i % columns * 2] = self->pages->palette->dim_text;
      grid->colors[i % columns * 2 + 1] = self->pages->palette->text;
    }
  grid_set_widths (grid, FALSE);
  space_pairs_evenly (grid, columns);
  for (guint row = 0; row < n_rows; row++)
    add_row (grid, row);
}
