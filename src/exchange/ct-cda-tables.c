/* Tables of narrative: rows of cells, with spans filled so that every cell stays below its heading. */
#include "exchange/ct-cda-narrative.h"

#include <string.h>

/* A hostile table must not make a cell for every number it can think of. */
#define MAX_COLUMNS 50
#define MAX_ROWS    10000
#define MAX_CELLS   500
/* Empty cells that spans may add to a whole document; after that a cell is a cell. */
#define MAX_FILLERS 200000

/* The cells of the row being read, and what cells of rows above still reach into it. */
typedef struct
{
  const char *cells[MAX_CELLS];
  guint n_cells;
  guint16 below[MAX_CELLS];
} Row;

static guint
span (const xmlNode *cell, const char *name, guint most)
{
  const char *text = ct_cda_attr (cell, name);
  gint64 n = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 1;

  return (guint) CLAMP (n, 1, most);
}

static void
add_cell (Row *row, const char *text)
{
  if (row->n_cells < MAX_CELLS)
    row->cells[row->n_cells++] = text;
}

static void
add_filler (CtNarrative *w, Row *row)
{
  if (w->reader->n_fillers++ < MAX_FILLERS)
    add_cell (row, "");
}

/* Steps over columns that a cell of a row above fills. */
static void
skip_filled (CtNarrative *w, Row *row)
{
  while (w->reader->n_fillers < MAX_FILLERS && row->n_cells < MAX_CELLS && row->below[row->n_cells] > 0)
    {
      row->below[row->n_cells]--;
      add_filler (w, row);
    }
}

static void
read_cell (CtNarrative *w, Row *row, const xmlNode *cell)
{
  guint columns = span (cell, "colspan", MAX_COLUMNS), rows = span (cell, "rowspan", MAX_ROWS);
  GString *outer = w->line;
  gboolean keep_lines = w->keep_lines;
  g_autoptr (GString) text = g_string_new (NULL);

  w->line = text;
  w->in_cell = TRUE;
  w->keep_lines = FALSE;
  ct_narrative_flow (w, cell);
  ct_narrative_chomp (text);
  w->keep_lines = keep_lines;
  w->in_cell = FALSE;
  w->line = outer;
  skip_filled (w, row);
  for (guint i = 0; i < columns; i++)
    {
      if (row->n_cells < MAX_CELLS)
        row->below[row->n_cells] = (guint16) (rows - 1);
      if (i == 0)
        add_cell (row, ct_arena_strndup (w->reader->arena, text->str, text->len));
      else
        add_filler (w, row);
    }
}

static void
finish_row (CtNarrative *w, Row *row, gboolean is_header)
{
  const char **cells;
  g_autoptr (GString) text = NULL;
  gboolean blank = TRUE;

  skip_filled (w, row);
  for (guint i = 0; i < row->n_cells; i++)
    blank = blank && row->cells[i][0] == '\0';
  if (!blank)
    {
      text = g_string_new (NULL);
      cells = ct_arena_new0 (w->reader->arena, const char *, row->n_cells);
      for (guint i = 0; i < row->n_cells; i++)
        {
          cells[i] = row->cells[i];
          g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", cells[i]);
        }
      ct_narrative_add (w, (CtCdaBlock){ .kind = CT_CDA_BLOCK_ROW,
                                         .depth = w->depth,
                                         .is_header = is_header,
                                         .table = w->table,
                                         .cells = cells,
                                         .n_cells = row->n_cells,
                                         .text = ct_arena_strndup (w->reader->arena, text->str, text->len) });
    }
  row->n_cells = 0;
}

static void
read_row (CtNarrative *w, Row *row, const xmlNode *tr, gboolean in_head)
{
  static const char *const cell_names[] = { "td", "th", NULL };
  gboolean all_headers = TRUE;

  ct_narrative_note_id (w, tr);
  for (const xmlNode *child = tr->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        ct_narrative_note_id (w, child);
        all_headers = all_headers && ct_narrative_named (child, "th");
        if (ct_narrative_named_any (child, cell_names))
          read_cell (w, row, child);
        else
          ct_narrative_block (w, child, CT_CDA_BLOCK_PARAGRAPH);
      }
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      ct_narrative_text (w, (const char *) child->content);
  ct_narrative_flush (w); /* what stood outside of all cells */
  finish_row (w, row, in_head || all_headers);
}

static void
read_rows (CtNarrative *w, Row *row, const xmlNode *node, gboolean in_head)
{
  static const char *const groups[] = { "thead", "tbody", "tfoot", NULL };
  static const char *const columns[] = { "col", "colgroup", NULL };

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        ct_narrative_text (w, (const char *) child->content);
      if (child->type != XML_ELEMENT_NODE || ct_narrative_named_any (child, columns))
        continue;
      if (ct_narrative_named (child, "tr"))
        read_row (w, row, child, in_head);
      else if (ct_narrative_named_any (child, groups) && w->nesting < CT_NARRATIVE_MAX_DEPTH)
        {
          ct_narrative_note_id (w, child);
          memset (row->below, 0, sizeof row->below);
          w->nesting++;
          read_rows (w, row, child, ct_narrative_named (child, "thead"));
          w->nesting--;
        }
      else
        ct_narrative_block (w, child,
                            ct_narrative_named (child, "caption") ? CT_CDA_BLOCK_HEADING : CT_CDA_BLOCK_PARAGRAPH);
    }
  ct_narrative_flush (w);
}

/**
 * ct_narrative_table_as_lines:
 * @w: a narrative
 * @node: a table, a group of rows, or a row
 *
 * A table inside a cell or a passage: its rows as lines.
 */
void
ct_narrative_table_as_lines (CtNarrative *w, const xmlNode *node)
{
  static const char *const cells[] = { "td", "th", NULL };

  for (const xmlNode *child = node->children; child != NULL && !ct_narrative_is_full (w); child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        ct_narrative_text (w, (const char *) child->content);
      if (child->type != XML_ELEMENT_NODE)
        continue;
      ct_narrative_note_id (w, child);
      if (ct_narrative_named_any (child, cells))
        {
          ct_narrative_gap (w);
          ct_narrative_flow (w, child);
          ct_narrative_gap (w);
        }
      else if (w->nesting < CT_NARRATIVE_MAX_DEPTH)
        {
          w->nesting++;
          ct_narrative_table_as_lines (w, child);
          w->nesting--;
          ct_narrative_flush (w);
        }
    }
}

/**
 * ct_narrative_table:
 * @w: a narrative
 * @node: a table
 *
 * Writes a table as rows of cells; inside of a cell or a passage, as lines.
 */
void
ct_narrative_table (CtNarrative *w, const xmlNode *node)
{
  Row *row;
  guint before = w->table;

  ct_narrative_flush (w);
  if (w->in_cell)
    {
      ct_narrative_table_as_lines (w, node);
      ct_narrative_flush (w);
      return;
    }
  row = g_new0 (Row, 1);
  w->table = ++w->n_tables;
  read_rows (w, row, node, FALSE);
  w->table = before;
  g_free (row);
}
