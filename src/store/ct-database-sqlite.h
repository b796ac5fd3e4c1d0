/* What the files of the embedded engine share. */
#pragma once

#include <sqlite3.h>

#include "store/ct-database.h"

G_BEGIN_DECLS

sqlite3 *ct_database_sqlite_handle (CtDatabase *self);
gboolean ct_database_sqlite_copy   (CtDatabase *self, const char *to, const guint8 *key, CtDatabaseProgress progress,
                                    gpointer data, GError **error);
gboolean ct_database_sqlite_check  (CtDatabase *self, GError **error);

G_END_DECLS
