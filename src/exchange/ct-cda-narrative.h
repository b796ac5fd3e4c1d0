/* Inside the reader of narrative: what its text part and its table part share. Not for other rooms. */
#pragma once

#include "exchange/ct-cda-reader.h"

G_BEGIN_DECLS

/** How deep elements may nest; the gate keeps nearly the same limit. */
#define CT_NARRATIVE_MAX_DEPTH 250

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
} CtNarrative;

void     ct_narrative_flow           (CtNarrative *w, const xmlNode *node);
void     ct_narrative_block          (CtNarrative *w, const xmlNode *node, CtCdaBlockKind kind);
void     ct_narrative_flush          (CtNarrative *w);
void     ct_narrative_text           (CtNarrative *w, const char *text);
void     ct_narrative_gap            (CtNarrative *w);
void     ct_narrative_note_id        (CtNarrative *w, const xmlNode *node);
void     ct_narrative_add            (CtNarrative *w, CtCdaBlock block);
void     ct_narrative_chomp          (GString *line);
gboolean ct_narrative_is_full        (const CtNarrative *w);
gboolean ct_narrative_named          (const xmlNode *node, const char *name);
gboolean ct_narrative_named_any      (const xmlNode *node, const char *const *names);

/* ct-cda-tables.c */
void     ct_narrative_table          (CtNarrative *w, const xmlNode *node);
void     ct_narrative_table_as_lines (CtNarrative *w, const xmlNode *node);

G_END_DECLS
