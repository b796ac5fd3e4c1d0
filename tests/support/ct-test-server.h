/* A PostgreSQL server for the length of one test program: its own folder, a private socket, gone afterwards. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *ct_test_server_missing      (void);
gboolean    ct_test_server_is_there     (const char *suite);
void        ct_test_server_start        (void);
void        ct_test_server_stop         (void);
void        ct_test_server_kill         (void);
void        ct_test_server_add_role     (const char *role, const char *password, const char *options);
char       *ct_test_server_new_database (const char *template_name, const char *owner);
char       *ct_test_server_program      (const char *name);
void        ct_test_server_drop         (const char *database);
void        ct_test_server_sql          (const char *database, const char *sql);
char       *ct_test_server_uri          (const char *database);
char       *ct_test_server_socket       (void);
gint64      ct_test_server_number       (const char *database, const char *sql);

G_END_DECLS
