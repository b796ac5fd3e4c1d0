/* The statements that move a table, and the rows between two places. */
#pragma once

#include "store/ct-move-plan.h"
#include "store/ct-move.h"

G_BEGIN_DECLS

/** A row's key, kept after the row is gone. */
typedef struct
{
  CtValue *values;
  guint    n;
} CtMoveKey;

void       ct_move_key_set   (CtMoveKey *self, CtCursor *row, guint first, guint n);
void       ct_move_key_clear (CtMoveKey *self);
char      *ct_move_page_sql  (const CtMoveTable *table, const CtMoveKey *after);
CtCursor  *ct_move_page      (CtDatabase *database, const CtMoveTable *table, const CtMoveKey *after, GError **error);
gboolean   ct_move_count     (CtDatabase *database, const CtMoveTable *table, gint64 *count, GError **error);
GPtrArray *ct_move_tables    (const CtMove *self, GError **error);
gboolean   ct_move_tell      (const CtMove *self, const CtMoveTable *table, gboolean checking, gint64 done, gint64 of,
                              GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtMoveKey, ct_move_key_clear)

G_END_DECLS
