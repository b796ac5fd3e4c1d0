/* Labels and cards: small texts, each in its place on a sheet. */
#pragma once

#include "paper/ct-tag-format.h"

G_BEGIN_DECLS

/**
 * CtTag:
 * @over: (nullable): small, above: who hands it out
 * @title: whom it is about
 * @lines: (nullable) (array zero-terminated=1): what it says
 * @under: (nullable): small, at the bottom
 */
typedef struct
{
  char *over;
  char *title;
  GStrv lines;
  char *under;
} CtTag;

/**
 * CtTagSheetInput:
 * @format: the sheet
 * @first: the place of the first one, from 0: where a sheet has been begun before
 * @tags: (element-type CtTag): what to put on it
 * @title: of the document
 * @author: (nullable): of the document
 * @created_us: when it is printed, UTC microseconds
 *
 * Everything is borrowed for the time of the call.
 */
typedef struct
{
  const CtTagFormat *format;
  guint              first;
  const GPtrArray   *tags;
  const char        *title;
  const char        *author;
  gint64             created_us;
} CtTagSheetInput;

CtTag   *ct_tag_new       (const char *over, const char *title, const char *const *lines, const char *under);
void     ct_tag_free      (CtTag *self);
CtPages *ct_tag_sheet_new (const CtTagSheetInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtTag, ct_tag_free)

G_END_DECLS
