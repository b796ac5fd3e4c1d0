/* A clinic on a PostgreSQL server: its database, the server's roles, and what each of them may. */
#pragma once

#include "base/ct-time.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/** What a program finds a clinic on a server to be like. */
typedef enum
{
  CT_SERVER_CURRENT,
  CT_SERVER_UNGRANTED, /* the schema is this program's, the rights are of another edition of the matrix */
  CT_SERVER_OLDER,     /* the schema has to be upgraded */
} CtServerState;

char    *ct_server_role             (const char *place, const char *login);
char    *ct_server_recovery_role    (const char *place);
char    *ct_server_keeper_place     (const char *place);

/**
 * CT_RIGHTS_VERSION: which one of the rights this program gives. It goes up with the first change of
 * resources/rights/rights.txt or resources/sql/server/keeper.sql after a release, so that no older program of the same
 * schema gives its own rights back where a newer one was.
 */
#define CT_RIGHTS_VERSION 1

gboolean ct_server_create           (const char *place, const CtCredentials *access, CtClock clock, char **adopted,
                                     GError **error);
gboolean ct_server_resign           (const char *place, const CtCredentials *access, GError **error);
gboolean ct_server_take_up          (const char *place, const CtCredentials *access, GError **error);
void     ct_server_drop             (const char *place, const CtCredentials *access, const char *adopted);
gboolean ct_server_upgrade          (const char *place, const CtCredentials *access, CtClock clock, GError **error);
gboolean ct_server_look             (const char *place, const CtCredentials *access, CtServerState *state, GError **error);
gboolean ct_server_grant            (CtDatabase *database, const char *place, GError **error);
char    *ct_server_rights_note      (void);
gboolean ct_server_has_rights       (CtDatabase *database, gboolean *current, GError **error);

char    *ct_server_verifier         (const char *passphrase, GError **error);
char    *ct_server_make_recovery_key (void);
gboolean ct_server_read_recovery_key (const char *typed, char **key, GError **error);
gboolean ct_server_prepare_person   (CtDatabase *keeper, const char *login, const char *passphrase, GError **error);
gboolean ct_server_set_passphrase   (CtUnit *unit, const char *login, const char *passphrase, GError **error);
gboolean ct_server_has_codes        (CtDatabase *database, const char *login);
char    *ct_server_read_codes       (CtDatabase *database, GError **error);
gboolean ct_server_write_codes      (CtDatabase *database, const char *codes, GError **error);
gboolean ct_server_read_codes_of    (CtDatabase *keeper, const char *login, char **codes, GError **error);
gboolean ct_server_take_codes_of    (CtUnit *unit, const char *login, char **codes, GError **error);
gboolean ct_server_write_codes_of   (CtDatabase *keeper, const char *login, const char *codes, GError **error);
gboolean ct_server_set_codes        (CtUnit *unit, const char *login, const char *codes, GError **error);
gboolean ct_server_enter_chart      (CtUnit *unit, const char *place, GError **error);
gboolean ct_server_set_own_passphrase (CtDatabase *database, const char *passphrase, GError **error);
gboolean ct_server_set_recovery_key (CtDatabase *keeper, const char *recovery_key, GError **error);
gboolean ct_server_renew_recovery_key (CtUnit *unit, const char *recovery_key, GError **error);

/* The keys of its backups: ct-server-backup-key.c */
CtKeyring *ct_server_backup_keys        (CtDatabase *keeper, const char *login, const char *passphrase, GError **error);
CtKeyring *ct_server_read_backup_keys   (CtDatabase *keeper, GError **error);
gboolean   ct_server_begin_backup_keys  (CtDatabase *keeper, const char *login, const char *passphrase,
                                         const char *recovery_key, CtKeyringCost cost, GError **error);
gboolean   ct_server_renew_backup_recovery (CtUnit *unit, const char *place, const char *recovery_key, GError **error);

G_END_DECLS
