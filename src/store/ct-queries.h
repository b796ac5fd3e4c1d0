/* Named queries: one text of SQL for every engine, kept in resources/sql. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *ct_queries_find (const char *name);
const char *ct_queries_name_for (const char *name, gboolean charts);
GStrv       ct_queries_list (void);
GBytes     *ct_queries_file (const char *path);
GStrv       ct_queries_dir  (const char *path);

G_END_DECLS
