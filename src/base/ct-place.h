/* Where a clinic is: the path of a file, or the address of a database on a server. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ct_place_is_server     (const char *place);
char    *ct_place_check         (const char *text, GError **error);
char    *ct_place_on_server     (const char *host, int port, const char *database);
char    *ct_place_database      (const char *place);
char    *ct_place_user          (const char *place);
char    *ct_place_host          (const char *place);
int      ct_place_port          (const char *place);
char    *ct_place_with_user     (const char *place, const char *user);
char    *ct_place_with_database (const char *place, const char *database);
char    *ct_place_label         (const char *place);

G_END_DECLS
