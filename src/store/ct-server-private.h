/* The SQL that sets a server up, with the names of one clinic put in. */
#pragma once

#include "store/ct-database.h"

G_BEGIN_DECLS

char    *ct_server_expand (const char *text, const char *place, const char *group);
gboolean ct_server_script (CtDatabase *database, const char *file, const char *place, const char *group, GError **error);
char    *ct_server_group  (const char *place, const char *role);
void     ct_server_quote  (GString *sql, const char *name);

G_END_DECLS
