/* Narrative: what a clinician reads and signs. All of it is kept, as plain text in blocks; nothing in it is ever run or fetched. */
#include "exchange/ct-cda-narrative.h"

#include <string.h>

/**
 * ct_narrative_named:
 * @node: an element
 * @name: a local name
 *
 * Returns: whether that is its name, in whatever namespace: narrative is shown, not understood.
 */
gboolean
ct_narrative_named (const xmlNode *node, const char *name)
{
  return strcmp ((const char *) node->name, name) == 0;
}

/**
 * ct_narrative_named_any:
 * @node: an element
 * @names: (array zero-terminated=1): local names
 *
 * Returns: whether its name is one of them.
 */
gboolean
ct_narrative_named_any (const xmlNode *node, const char *const *names)
{
  for (; *names != NULL; names++)
    if (ct_narrative_named (node, *names))
      return TRUE;
  return FALSE;
}

/**
 * ct_narrative_chomp:
 * @line: a text
 *
 * Drops blanks at the end.
 */
void
ct_narrative_chomp (GString *line)
{
  while (line->len > 0 && (line->str[line->len - 1] == ' ' || line->str[line->len - 1] == '\n'))
    g_string_truncate (line, line->len - 1);
}

/**
 * ct_narrative_add:
 * @w: a narrative with a section
 * @block: what to add to it; its texts live in the arena
 */
void
ct_narrative_add (CtNarrative *w, CtCdaBlock block)
{
  CtCdaBlock *kept = ct_arena_new0 (w->reader->arena, CtCdaBlock, 1);

  *kept = block;
  g_ptr_array_add (w->section->blocks, kept);
}

/**
 * ct_narrative_flush:
 * @w: a narrative
 *
 * Ends the running text: a block of its own, or a new line inside a cell.
 */
void
ct_narrative_flush (CtNarrative *w)
{
  ct_narrative_chomp (w->line);
  if (w->in_cell)
    {
      if (w->line->len > 0)
        g_string_append_c (w->line, '\n');
      return;
    }
  if (w->line->len > 0)
    {
      ct_narrative_add (w, (CtCdaBlock) { .kind = w->kind, .depth = w->depth, .number = w->number, .table = w->table,
                                   .text = ct_arena_strndup (w->reader->arena, w->line->str, w->line->len) });
      g_string_truncate (w->line, 0);
      if (w->kind == CT_CDA_BLOCK_ITEM)
        w->kind = CT_CDA_BLOCK_PARAGRAPH; /* what follows in the item */
    }
}

/**
 * ct_narrative_is_full:
 * @w: a narrative
 *
 * Returns: whether the passage being written is long enough.
 */
gboolean
ct_narrative_is_full (const CtNarrative *w)
{
  return w->limit > 0 && w->line->len >= w->limit;
}

/**
 * ct_narrative_text:
 * @w: a narrative
 * @text: text as it stands in the document
 *
 * Blanks run together, except for line breaks where they were typed.
 */
void
ct_narrative_text (CtNarrative *w, const char *text)
{
  while (*text != '\0' && !ct_narrative_is_full (w))
    {
      gsize blank = strspn (text, " \t\r\n");
      gsize word = strcspn (text + blank, " \t\r\n");

      if (blank > 0)
        {
          gboolean broke = w->keep_lines && memchr (text, '\n', blank) != NULL;
          char last = w->line->len > 0 ? w->line->str[w->line->len - 1] : '\n';

          if (broke && last == ' ')
            ct_narrative_chomp (w->line);
          if (broke && w->line->len > 0)
            g_string_append_c (w->line, '\n');
          else if (!broke && last != ' ' && last != '\n')
            g_string_append_c (w->line, ' ');
        }
      g_string_append_len (w->line, text + blank, (gssize) word);
      text += blank + word;
    }
}

/**
 * ct_narrative_gap:
 * @w: a narrative
 *
 * Parts what comes from what was, unless something does already.
 */
void
ct_narrative_gap (CtNarrative *w)
{
  if (w->line->len > 0 && w->line->str[w->line->len - 1] != ' ' && w->line->str[w->line->len - 1] != '\n')
    g_string_append_c (w->line, ' ');
}

/**
 * ct_narrative_note_id:
 * @w: a narrative
 * @node: an element of it
 *
 * Remembers its ID, for entries to refer to.
 */
void
ct_narrative_note_id (CtNarrative *w, const xmlNode *node)
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

/**
 * ct_narrative_block:
 * @w: a narrative
 * @node: an element that is no part of a line
 * @kind: what its text is to become
 *
 * Every block element begins and ends a text of its own.
 */
void
ct_narrative_block (CtNarrative *w, const xmlNode *node, CtCdaBlockKind kind)
{
  ct_narrative_flush (w);
  if (w->kind != CT_CDA_BLOCK_ITEM || kind != CT_CDA_BLOCK_PARAGRAPH)
    {
      CtCdaBlockKind before = w->kind;

      w->kind = kind;
      ct_narrative_flow (w, node);
      ct_narrative_flush (w);
      w->kind = before;
    }
  else
    {
      ct_narrative_flow (w, node); /* the first paragraph of an item is the item */
      ct_narrative_flush (w);
    }
}

static void
write_item (CtNarrative *w, const xmlNode *node, guint number)
{
  CtNarrative before = *w;

  ct_narrative_flush (w);
  if (w->in_cell)
    {
      if (number > 0)
        g_string_append_printf (w->line, "%u. ", number);
      else
        g_string_append (w->line, "• ");
      ct_narrative_flow (w, node);
      ct_narrative_flush (w);
      return;
    }
  w->kind = CT_CDA_BLOCK_ITEM;
  w->number = number;
  ct_narrative_flow (w, node);
  ct_narrative_flush (w);
  w->kind = before.kind;
  w->number = before.number;
}

static void
write_list (CtNarrative *w, const xmlNode *node)
{
  static const char *const items[] = { "item", "li", "dt", "dd", NULL };
  const char *type = ct_cda_attr (node, "listType");
  gboolean ordered = ct_narrative_named (node, "ol") || (type != NULL && strcmp (type, "ordered") == 0);
  CtNarrative before;
  guint number = 0;

  ct_narrative_flush (w);
  before = *w;
  w->depth = w->lists++;
  w->number = 0;
  w->kind = CT_CDA_BLOCK_PARAGRAPH;
  for (const xmlNode *child = node->children; child != NULL && !ct_narrative_is_full (w); child = child->next)
    if (child->type == XML_ELEMENT_NODE && ct_narrative_named_any (child, items))
      {
        ct_narrative_note_id (w, child);
        write_item (w, child, ordered ? ++number : 0);
      }
    else if (child->type == XML_ELEMENT_NODE && ct_narrative_named (child, "caption"))
      ct_narrative_block (w, child, CT_CDA_BLOCK_HEADING);
    else if (child->type == XML_ELEMENT_NODE)
      ct_narrative_block (w, child, CT_CDA_BLOCK_PARAGRAPH);
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      ct_narrative_text (w, (const char *) child->content);
  ct_narrative_flush (w);
  w->lists--;
  w->depth = before.depth;
  w->number = before.number;
  w->kind = before.kind == CT_CDA_BLOCK_ITEM ? CT_CDA_BLOCK_PARAGRAPH : before.kind;
}

static void
write_media (CtNarrative *w, const xmlNode *node)
{
  const char *what = ct_cda_attr (node, "referencedObject");

  if (what == NULL)
    what = ct_cda_attr (node, "src");
  ct_narrative_block (w, node, CT_CDA_BLOCK_MEDIA);
  if (what != NULL && *what != '\0')
    {
      CtCdaBlockKind before = w->kind;

      w->kind = CT_CDA_BLOCK_MEDIA;
      g_string_append_printf (w->line, "[%s]", what);
      ct_narrative_flush (w);
      w->kind = before;
    }
}

/* Deleted text of a revision stays readable as such. */
static gboolean
is_deleted (const xmlNode *node)
{
  const char *revised = ct_cda_attr (node, "revised");

  return ct_narrative_named (node, "del") || ct_narrative_named (node, "strike")
         || (revised != NULL && strcmp (revised, "delete") == 0);
}

static void
write_inline (CtNarrative *w, const xmlNode *node)
{
  static const char *const inlines[] = { "content", "b", "i", "u", "em", "strong", "span", "font", "sub", NULL };
  gboolean known = ct_narrative_named_any (node, inlines);

  if (ct_narrative_named (node, "sup"))
    g_string_append_c (w->line, '^'); /* 10^9 is not 109 */
  else if (is_deleted (node))
    g_string_append (w->line, "[deleted: ");
  else if (!known)
    ct_narrative_gap (w);
  ct_narrative_flow (w, node);
  if (is_deleted (node))
    {
      ct_narrative_chomp (w->line);
      g_string_append_c (w->line, ']');
    }
  else if (!known && !ct_narrative_named (node, "sup"))
    ct_narrative_gap (w);
}

static void
write_link (CtNarrative *w, const xmlNode *node)
{
  const char *href = ct_cda_attr (node, "href");
  gsize before = w->line->len;

  ct_narrative_flow (w, node);
  if (href != NULL && *href != '\0' && *href != '#' && strstr (w->line->str + MIN (before, w->line->len), href) == NULL)
    g_string_append_printf (w->line, " <%s>", href);
}

static void
write_element (CtNarrative *w, const xmlNode *node)
{
  static const char *const paragraphs[] = { "paragraph", "p",  "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
                                            "item",      "li", "tr",  "blockquote", NULL };
  static const char *const lists[] = { "list", "ul", "ol", "dl", NULL };
  static const char *const media[] = { "renderMultiMedia", "img", NULL };
  static const char *const links[] = { "linkHtml", "a", NULL };

  ct_narrative_note_id (w, node);
  if (ct_narrative_named (node, "table"))
    ct_narrative_table (w, node);
  else if (ct_narrative_named_any (node, lists))
    write_list (w, node);
  else if (ct_narrative_named (node, "caption"))
    ct_narrative_block (w, node, CT_CDA_BLOCK_HEADING);
  else if (ct_narrative_named_any (node, paragraphs))
    ct_narrative_block (w, node, CT_CDA_BLOCK_PARAGRAPH);
  else if (ct_narrative_named (node, "br"))
    {
      ct_narrative_chomp (w->line);
      if (w->line->len > 0)
        g_string_append_c (w->line, '\n');
      ct_narrative_flow (w, node);
    }
  else if (ct_narrative_named_any (node, media))
    write_media (w, node);
  else if (ct_narrative_named_any (node, links))
    write_link (w, node);
  else
    write_inline (w, node);
}

/**
 * ct_narrative_flow:
 * @w: a narrative
 * @node: an element of it
 *
 * Writes everything inside of @node.
 */
void
ct_narrative_flow (CtNarrative *w, const xmlNode *node)
{
  if (w->nesting >= CT_NARRATIVE_MAX_DEPTH)
    return;
  w->nesting++;
  for (const xmlNode *child = node->children; child != NULL && !ct_narrative_is_full (w); child = child->next)
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      ct_narrative_text (w, (const char *) child->content);
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
  CtNarrative writer = { .reader = self, .section = section, .line = line, .kind = CT_CDA_BLOCK_PARAGRAPH,
                    .keep_lines = text->children != NULL && text->children->next == NULL };

  ct_narrative_note_id (&writer, text);
  ct_narrative_flow (&writer, text);
  ct_narrative_flush (&writer);
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
  CtNarrative writer = { .reader = self, .line = line, .in_cell = TRUE, .kind = CT_CDA_BLOCK_PARAGRAPH,
                    .limit = CT_CDA_MAX_PASSAGE };
  const char *valid_end;

  if (ct_narrative_named_any (target, tables))
    ct_narrative_table_as_lines (&writer, target);
  else
    ct_narrative_flow (&writer, target);
  ct_narrative_chomp (line);
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
  const char *reference
      = own == NULL && node != NULL ? ct_cda_attr (ct_cda_child (self, node, "reference"), "value") : NULL;
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
