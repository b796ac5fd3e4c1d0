/* Narrative: what a clinician reads and signs. All of it is kept, as plain text in blocks; nothing in it is ever run or fetched. */
#include "exchange/ct-cda-reader.h"

#include <string.h>

/* A hostile table must not make a cell for every number it can think of. */
#define MAX_COLUMNS 50
#define MAX_ROWS    10000
#define MAX_CELLS   500
/* Empty cells that spans may add to a whole document; after that a cell is a cell. */
#define MAX_FILLERS 200000
#define MAX_DEPTH 250

/* What is being written: blocks of a section, or, inside a cell or a passage, one text. */
typedef struct
{
  CtCdaReader *reader;
  CtCdaSection *section; /* NULL for a passage */
  GString *line;
  gboolean in_cell;
  gboolean keep_lines; /* plain text, whose own line breaks say something */
  CtCdaBlockKind kind;
  guint depth;
  guint number;
  guint lists;  /* how many lists this is inside of */
  guint table;
  guint n_tables;
  guint nesting;
  gsize limit;
} Writer;

static void write_flow (Writer *w, const xmlNode *node);

static gboolean
named (const xmlNode *node, const char *name)
{
  return strcmp ((const char *) node->name, name) == 0;
}

static gboolean
named_any (const xmlNode *node, const char *const *names)
{
  for (; *names != NULL; names++)
    if (named (node, *names))
      return TRUE;
  return FALSE;
}

/* Drops blanks at the end. */
static void
chomp (GString *line)
{
  while (line->len > 0 && (line->str[line->len - 1] == ' ' || line->str[line->len - 1] == '\n'))
    g_string_truncate (line, line->len - 1);
}

static void
add_block (Writer *w, CtCdaBlock block)
{
  CtCdaBlock *kept = ct_arena_new0 (w->reader->arena, CtCdaBlock, 1);

  *kept = block;
  g_ptr_array_add (w->section->blocks, kept);
}

/* Ends the running text: a block of its own, or a new line inside a cell. */
static void
flush (Writer *w)
{
  chomp (w->line);
  if (w->in_cell)
    {
      if (w->line->len > 0)
        g_string_append_c (w->line, '\n');
      return;
    }
  if (w->line->len > 0)
    {
      add_block (w, (CtCdaBlock) { .kind = w->kind, .depth = w->depth, .number = w->number, .table = w->table,
                                   .text = ct_arena_strndup (w->reader->arena, w->line->str, w->line->len) });
      g_string_truncate (w->line, 0);
      if (w->kind == CT_CDA_BLOCK_ITEM)
        w->kind = CT_CDA_BLOCK_PARAGRAPH; /* what follows in the item */
    }
}

static gboolean
is_full (const Writer *w)
{
  return w->limit > 0 && w->line->len >= w->limit;
}

/* Blanks run together, except for line breaks where they were typed. */
static void
write_text (Writer *w, const char *text)
{
  while (*text != '\0' && !is_full (w))
    {
      gsize blank = strspn (text, " \t\r\n");
      gsize word = strcspn (text + blank, " \t\r\n");

      if (blank > 0)
        {
          gboolean broke = w->keep_lines && memchr (text, '\n', blank) != NULL;
          char last = w->line->len > 0 ? w->line->str[w->line->len - 1] : '\n';

          if (broke && last == ' ')
            chomp (w->line);
          if (broke && w->line->len > 0)
            g_string_append_c (w->line, '\n');
          else if (!broke && last != ' ' && last != '\n')
            g_string_append_c (w->line, ' ');
        }
      g_string_append_len (w->line, text + blank, (gssize) word);
      text += blank + word;
    }
}

static void
write_gap (Writer *w)
{
  if (w->line->len > 0 && w->line->str[w->line->len - 1] != ' ' && w->line->str[w->line->len - 1] != '\n')
    g_string_append_c (w->line, ' ');
}

static void
note_id (Writer *w, const xmlNode *node)
{
  const char *id;

  if (w->section == NULL || node->properties == NULL)
    return;
  id = ct_cda_attr (node, "ID");
  if (id == NULL)
    id = ct_cda_attr (node, "id");
  if (id != NULL && *id != '\0')
    g_hash_table_insert (w->reader->ids, (gpointer) id, (gpointer) node);
}

/* Every block element begins and ends a text of its own. */
static void
write_block (Writer *w, const xmlNode *node, CtCdaBlockKind kind)
{
  flush (w);
  if (w->kind != CT_CDA_BLOCK_ITEM || kind != CT_CDA_BLOCK_PARAGRAPH)
    {
      CtCdaBlockKind before = w->kind;

      w->kind = kind;
      write_flow (w, node);
      flush (w);
      w->kind = before;
    }
  else
    {
      write_flow (w, node); /* the first paragraph of an item is the item */
      flush (w);
    }
}

static void
write_item (Writer *w, const xmlNode *node, guint number)
{
  Writer before = *w;

  flush (w);
  if (w->in_cell)
    {
      if (number > 0)
        g_string_append_printf (w->line, "%u. ", number);
      else
        g_string_append (w->line, "• ");
      write_flow (w, node);
      flush (w);
      return;
    }
  w->kind = CT_CDA_BLOCK_ITEM;
  w->number = number;
  write_flow (w, node);
  flush (w);
  w->kind = before.kind;
  w->number = before.number;
}

static void
write_list (Writer *w, const xmlNode *node)
{
  static const char *const items[] = { "item", "li", "dt", "dd", NULL };
  const char *type = ct_cda_attr (node, "listType");
  gboolean ordered = named (node, "ol") || (type != NULL && strcmp (type, "ordered") == 0);
  Writer before;
  guint number = 0;

  flush (w);
  before = *w;
  w->depth = w->lists++;
  w->number = 0;
  w->kind = CT_CDA_BLOCK_PARAGRAPH;
  for (const xmlNode *child = node->children; child != NULL && !is_full (w); child = child->next)
    if (child->type == XML_ELEMENT_NODE && named_any (child, items))
      {
        note_id (w, child);
        write_item (w, child, ordered ? ++number : 0);
      }
    else if (child->type == XML_ELEMENT_NODE && named (child, "caption"))
      write_block (w, child, CT_CDA_BLOCK_HEADING);
    else if (child->type == XML_ELEMENT_NODE)
      write_block (w, child, CT_CDA_BLOCK_PARAGRAPH);
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      write_text (w, (const char *) child->content);
  flush (w);
  w->lists--;
  w->depth = before.depth;
  w->number = before.number;
  w->kind = before.kind == CT_CDA_BLOCK_ITEM ? CT_CDA_BLOCK_PARAGRAPH : before.kind;
}

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
add_filler (Writer *w, Row *row)
{
  if (w->reader->n_fillers++ < MAX_FILLERS)
    add_cell (row, "");
}

/* Steps over columns that a cell of a row above fills. */
static void
skip_filled (Writer *w, Row *row)
{
  while (w->reader->n_fillers < MAX_FILLERS && row->n_cells < MAX_CELLS && row->below[row->n_cells] > 0)
    {
      row->below[row->n_cells]--;
      add_filler (w, row);
    }
}

static void
read_cell (Writer *w, Row *row, const xmlNode *cell)
{
  guint columns = span (cell, "colspan", MAX_COLUMNS), rows = span (cell, "rowspan", MAX_ROWS);
  GString *outer = w->line;
  gboolean keep_lines = w->keep_lines;
  g_autoptr (GString) text = g_string_new (NULL);

  w->line = text;
  w->in_cell = TRUE;
  w->keep_lines = FALSE;
  write_flow (w, cell);
  chomp (text);
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
finish_row (Writer *w, Row *row, gboolean is_header)
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
      add_block (w, (CtCdaBlock) { .kind = CT_CDA_BLOCK_ROW, .depth = w->depth, .is_header = is_header, .table = w->table,
                                   .cells = cells, .n_cells = row->n_cells,
                                   .text = ct_arena_strndup (w->reader->arena, text->str, text->len) });
    }
  row->n_cells = 0;
}

static void
read_row (Writer *w, Row *row, const xmlNode *tr, gboolean in_head)
{
  static const char *const cell_names[] = { "td", "th", NULL };
  gboolean all_headers = TRUE;

  note_id (w, tr);
  for (const xmlNode *child = tr->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        note_id (w, child);
        all_headers = all_headers && named (child, "th");
        if (named_any (child, cell_names))
          read_cell (w, row, child);
        else
          write_block (w, child, CT_CDA_BLOCK_PARAGRAPH);
      }
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      write_text (w, (const char *) child->content);
  flush (w); /* what stood outside of all cells */
  finish_row (w, row, in_head || all_headers);
}

static void
read_rows (Writer *w, Row *row, const xmlNode *node, gboolean in_head)
{
  static const char *const groups[] = { "thead", "tbody", "tfoot", NULL };
  static const char *const columns[] = { "col", "colgroup", NULL };

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        write_text (w, (const char *) child->content);
      if (child->type != XML_ELEMENT_NODE || named_any (child, columns))
        continue;
      if (named (child, "tr"))
        read_row (w, row, child, in_head);
      else if (named_any (child, groups) && w->nesting < MAX_DEPTH)
        {
          note_id (w, child);
          memset (row->below, 0, sizeof row->below);
          w->nesting++;
          read_rows (w, row, child, named (child, "thead"));
          w->nesting--;
        }
      else
        write_block (w, child, named (child, "caption") ? CT_CDA_BLOCK_HEADING : CT_CDA_BLOCK_PARAGRAPH);
    }
  flush (w);
}

/* A table inside a cell or a passage: its rows as lines. */
static void
write_table_as_lines (Writer *w, const xmlNode *node)
{
  static const char *const cells[] = { "td", "th", NULL };

  for (const xmlNode *child = node->children; child != NULL && !is_full (w); child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        write_text (w, (const char *) child->content);
      if (child->type != XML_ELEMENT_NODE)
        continue;
      note_id (w, child);
      if (named_any (child, cells))
        {
          write_gap (w);
          write_flow (w, child);
          write_gap (w);
        }
      else if (w->nesting < MAX_DEPTH)
        {
          w->nesting++;
          write_table_as_lines (w, child);
          w->nesting--;
          flush (w);
        }
    }
}

static void
write_table (Writer *w, const xmlNode *node)
{
  Row *row;
  guint before = w->table;

  flush (w);
  if (w->in_cell)
    {
      write_table_as_lines (w, node);
      flush (w);
      return;
    }
  row = g_new0 (Row, 1);
  w->table = ++w->n_tables;
  read_rows (w, row, node, FALSE);
  w->table = before;
  g_free (row);
}

static void
write_media (Writer *w, const xmlNode *node)
{
  const char *what = ct_cda_attr (node, "referencedObject");

  if (what == NULL)
    what = ct_cda_attr (node, "src");
  write_block (w, node, CT_CDA_BLOCK_MEDIA);
  if (what != NULL && *what != '\0')
    {
      CtCdaBlockKind before = w->kind;

      w->kind = CT_CDA_BLOCK_MEDIA;
      g_string_append_printf (w->line, "[%s]", what);
      flush (w);
      w->kind = before;
    }
}

/* Deleted text of a revision stays readable as such. */
static gboolean
is_deleted (const xmlNode *node)
{
  const char *revised = ct_cda_attr (node, "revised");

  return named (node, "del") || named (node, "strike") || (revised != NULL && strcmp (revised, "delete") == 0);
}

static void
write_inline (Writer *w, const xmlNode *node)
{
  static const char *const inlines[] = { "content", "b", "i", "u", "em", "strong", "span", "font", "sub", NULL };
  gboolean known = named_any (node, inlines);

  if (named (node, "sup"))
    g_string_append_c (w->line, '^'); /* 10^9 is not 109 */
  else if (is_deleted (node))
    g_string_append (w->line, "[deleted: ");
  else if (!known)
    write_gap (w);
  write_flow (w, node);
  if (is_deleted (node))
    {
      chomp (w->line);
      g_string_append_c (w->line, ']');
    }
  else if (!known && !named (node, "sup"))
    write_gap (w);
}

static void
write_link (Writer *w, const xmlNode *node)
{
  const char *href = ct_cda_attr (node, "href");
  gsize before = w->line->len;

  write_flow (w, node);
  if (href != NULL && *href != '\0' && *href != '#' && strstr (w->line->str + MIN (before, w->line->len), href) == NULL)
    g_string_append_printf (w->line, " <%s>", href);
}

static void
write_element (Writer *w, const xmlNode *node)
{
  static const char *const paragraphs[] = { "paragraph", "p",  "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
                                            "item",      "li", "tr",  "blockquote", NULL };
  static const char *const lists[] = { "list", "ul", "ol", "dl", NULL };
  static const char *const media[] = { "renderMultiMedia", "img", NULL };
  static const char *const links[] = { "linkHtml", "a", NULL };

  note_id (w, node);
  if (named (node, "table"))
    write_table (w, node);
  else if (named_any (node, lists))
    write_list (w, node);
  else if (named (node, "caption"))
    write_block (w, node, CT_CDA_BLOCK_HEADING);
  else if (named_any (node, paragraphs))
    write_block (w, node, CT_CDA_BLOCK_PARAGRAPH);
  else if (named (node, "br"))
    {
      chomp (w->line);
      if (w->line->len > 0)
        g_string_append_c (w->line, '\n');
      write_flow (w, node);
    }
  else if (named_any (node, media))
    write_media (w, node);
  else if (named_any (node, links))
    write_link (w, node);
  else
    write_inline (w, node);
}

static void
write_flow (Writer *w, const xmlNode *node)
{
  if (w->nesting >= MAX_DEPTH)
    return;
  w->nesting++;
  for (const xmlNode *child = node->children; child != NULL && !is_full (w); child = child->next)
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      write_text (w, (const char *) child->content);
    else if (child->type == XML_ELEMENT_NODE)
      write_element (w, child);
  w->nesting--;
}

/**
 * ct_cda_narrative:
 * @self: a reader
 * @section: gets the blocks
 * @text: a section's text element
 *
 * Takes narrative apart into blocks and remembers which element has which ID.
 */
void
ct_cda_narrative (CtCdaReader *self, CtCdaSection *section, const xmlNode *text)
{
  g_autoptr (GString) line = g_string_sized_new (256);
  Writer writer = { .reader = self, .section = section, .line = line, .kind = CT_CDA_BLOCK_PARAGRAPH,
                    .keep_lines = text->children != NULL && text->children->next == NULL };

  note_id (&writer, text);
  write_flow (&writer, text);
  flush (&writer);
}

/* The element that "#id" means. */
static const xmlNode *
resolve (CtCdaReader *self, const char *reference)
{
  const xmlNode *target;

  if (*reference == '#')
    reference++;
  if (*reference == '\0')
    return NULL;
  target = g_hash_table_lookup (self->ids, reference);
  if (target == NULL)
    self->document->n_dangling++;
  return target;
}

/* The words of a narrative element, cut where they are many. */
static const char *
words_of (CtCdaReader *self, const xmlNode *target)
{
  static const char *const tables[] = { "table", "thead", "tbody", "tr", NULL };
  g_autoptr (GString) line = g_string_sized_new (128);
  Writer writer = { .reader = self, .line = line, .in_cell = TRUE, .kind = CT_CDA_BLOCK_PARAGRAPH,
                    .limit = CT_CDA_MAX_PASSAGE };
  const char *valid_end;

  if (named_any (target, tables))
    write_table_as_lines (&writer, target);
  else
    write_flow (&writer, target);
  chomp (line);
  if (line->len > CT_CDA_MAX_PASSAGE)
    g_string_truncate (line, CT_CDA_MAX_PASSAGE);
  if (!g_utf8_validate_len (line->str, line->len, &valid_end))
    g_string_truncate (line, (gsize) (valid_end - line->str)); /* cut inside a character */
  return ct_cda_keep (self, line->str);
}

/**
 * ct_cda_passage:
 * @self: a reader
 * @node: (nullable): an originalText or text element
 *
 * Returns: (nullable): the words in it, or those it refers to, in at most some thousand bytes.
 */
const char *
ct_cda_passage (CtCdaReader *self, const xmlNode *node)
{
  const char *own = ct_cda_text (self, node);
  const char *reference = own == NULL && node != NULL ? ct_cda_attr (ct_cda_child (self, node, "reference"), "value") : NULL;
  const xmlNode *target = reference != NULL ? resolve (self, reference) : NULL;
  gpointer words;

  if (target == NULL)
    return own;
  if (!g_hash_table_lookup_extended (self->passages, target, NULL, &words))
    {
      words = (gpointer) words_of (self, target);
      g_hash_table_insert (self->passages, (gpointer) target, words);
    }
  return words;
}
