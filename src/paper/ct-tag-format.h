/* Sheets of labels and cards: how many lie on one, how large they are, and where. What there is, is data. */
#pragma once

#include "paper/ct-ink.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/** What a sheet is for. */
typedef enum
{
  CT_TAG_LABELS,
  CT_TAG_CARDS,
} CtTagUse;

/**
 * CtTagFormat:
 * @id: "letter-30"
 * @title: for people
 * @use: what it is for
 * @paper: the paper
 * @columns: how many beside each other
 * @rows: how many below each other
 * @width_um: of one, in micrometres
 * @height_um: of one
 * @left_um: from the edge of the paper to the first
 * @top_um: from the edge of the paper to the first
 * @across_um: from one to the next beside it
 * @down_um: from one to the next below it
 * @cut: whether lines to cut along are drawn
 */
typedef struct
{
  char    *id;
  char    *title;
  CtTagUse use;
  CtPaper  paper;
  int      columns;
  int      rows;
  int      width_um;
  int      height_um;
  int      left_um;
  int      top_um;
  int      across_um;
  int      down_um;
  gboolean cut;
} CtTagFormat;

GPtrArray         *ct_tag_formats_load (const char *const *paths, GError **error);
GPtrArray         *ct_tag_formats_parse (const char *text, const char *name, GError **error);
const CtTagFormat *ct_tag_formats_find (const GPtrArray *formats, const char *id);
const CtTagFormat *ct_tag_formats_usual (const GPtrArray *formats, CtTagUse use, CtPaper paper);
void               ct_tag_format_free  (CtTagFormat *self);
guint              ct_tag_format_size  (const CtTagFormat *self);
CtRect             ct_tag_format_place (const CtTagFormat *self, guint index);

G_END_DECLS
