/* A table for people: what stands in a list, ready for a screen, a sheet of paper or a file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CtTable:
 * @title: what it is called
 * @words: (nullable): what of it was asked for: a site, a day, a filter
 * @heads: (element-type utf8): the heads of the columns
 * @numbers: (element-type gboolean): which columns are numbers
 * @cells: (element-type utf8): the cells, row by row; nothing may stand in one
 */
typedef struct
{
  char      *title;
  char      *words;
  GPtrArray *heads;
  GArray    *numbers;
  GPtrArray *cells;
} CtTable;

CtTable    *ct_table_new        (const char *title, const char *words);
void        ct_table_free       (CtTable *self);
CtTable    *ct_table_copy       (const CtTable *self);
void        ct_table_add_column (CtTable *self, const char *head, gboolean number);
void        ct_table_add        (CtTable *self, const char *text);
void        ct_table_add_int    (CtTable *self, gint64 number);
guint       ct_table_get_rows   (const CtTable *self);
const char *ct_table_get        (const CtTable *self, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtTable, ct_table_free)

G_END_DECLS
