/* What a database file looks like from outside, before and after it refused to open. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ct_database_file_make     (const char *path, GError **error);
gboolean ct_database_file_check    (const char *path, GError **error);
gboolean ct_database_file_is_plain (const char *path);
gboolean ct_database_file_explain  (const char *path, const guint8 *key, GError **error);
gboolean ct_database_file_explain_keyless (const char *path, GError **error);

G_END_DECLS
