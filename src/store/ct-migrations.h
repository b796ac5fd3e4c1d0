/* The schema and its way forward: numbered files, each applied once, in one transaction. */
#pragma once

#include "store/ct-database.h"

G_BEGIN_DECLS

gboolean ct_migrations_apply  (CtDatabase *database, gint64 now_us, GError **error);
gboolean ct_migrations_apply_until (CtDatabase *database, gint64 last, gint64 now_us, GError **error);
gint64   ct_migrations_latest (const CtEngine *engine);
char    *ct_migrations_expand (const CtEngine *engine, const char *text);

gboolean ct_migrations_are_newer   (CtDatabase *database, gboolean *newer, GError **error);
gboolean ct_migrations_are_applied (CtDatabase *database, gboolean *current, GError **error);

G_END_DECLS
