/* The keyring file beside the database: one random database key, wrapped once per user and once for recovery. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtKeyring CtKeyring;

/** How hard a passphrase is to guess; tests use the light one. */
typedef enum
{
  CT_KEYRING_STRONG, /* Argon2id, 64 MiB, 3 passes */
  CT_KEYRING_LIGHT,  /* Argon2id, the least libsodium allows */
} CtKeyringCost;

/** CT_KEYRING_FREE_FAILURES: with so many failures one has to wait before the next try. */
#define CT_KEYRING_FREE_FAILURES 3

/** The longest that mistakes make anybody wait. */
#define CT_KEYRING_MAX_DELAY_US (G_GINT64_CONSTANT (15 * 60) * G_USEC_PER_SEC)

/** A log-in that failed before anybody was in. */
typedef struct
{
  char    *login;
  gint64   at_us;
  gboolean in_audit; /* somebody was in, so that it was written down at once */
} CtFailedLogin;

/**
 * CtKeyringEdit:
 * @self: the keyring as it lies on the disk now
 * @data: what the caller gave
 * @error: why it shall stay as it is
 *
 * Returns: whether to save it.
 */
typedef gboolean (*CtKeyringEdit) (CtKeyring *self, gpointer data, GError **error);

CtKeyring    *ct_keyring_create          (CtKeyringCost cost);
CtKeyring    *ct_keyring_load            (const char *path, GError **error);
gboolean      ct_keyring_save            (CtKeyring *self, const char *path, GError **error);
gboolean      ct_keyring_edit            (const char *path, const guint8 *key, CtKeyringEdit edit, gpointer data,
                                          GError **error);
void          ct_keyring_free            (CtKeyring *self);
char         *ct_keyring_path_for        (const char *database_path);
const guint8 *ct_keyring_key             (CtKeyring *self);
guint8       *ct_keyring_dup_key         (CtKeyring *self);
void          ct_keyring_key_free        (guint8 *key);
gboolean      ct_keyring_unlock          (CtKeyring *self, const char *login, const char *passphrase, GError **error);
void          ct_keyring_unlock_with_key (CtKeyring *self, const guint8 *key);
gboolean      ct_keyring_unlock_recovery (CtKeyring *self, const char *recovery_key, GError **error);
gboolean      ct_keyring_set_user        (CtKeyring *self, const char *login, const char *passphrase, GError **error);
gboolean      ct_keyring_remove_user     (CtKeyring *self, const char *login);
GStrv         ct_keyring_list_users      (CtKeyring *self);
char         *ct_keyring_make_recovery   (CtKeyring *self, GError **error);
gboolean      ct_keyring_set_recovery    (CtKeyring *self, const char *recovery_key, GError **error);
char         *ct_keyring_to_text         (CtKeyring *self);
CtKeyring    *ct_keyring_parse           (const char *text);

/* One-time codes: ct-keyring-codes.c */
gboolean      ct_keyring_has_codes       (CtKeyring *self, const char *login);
char         *ct_keyring_get_codes       (CtKeyring *self, const char *login, GError **error);
gboolean      ct_keyring_set_codes       (CtKeyring *self, const char *login, const char *text, GError **error);
void          ct_keyring_random          (guint8 *bytes, gsize length);

/* Failed log-ins are counted in the keyring file, since nobody is in to write to the audit yet. */
guint         ct_keyring_failures        (CtKeyring *self, const char *login);
gint64        ct_keyring_blocked_until   (CtKeyring *self, const char *login);
void          ct_keyring_note_failure    (CtKeyring *self, const char *login, gint64 now_us, gboolean in_audit);
GPtrArray    *ct_keyring_list_failures   (CtKeyring *self);
void          ct_keyring_settle_failures (CtKeyring *self, const char *login, GPtrArray *told);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtKeyring, ct_keyring_free)

G_END_DECLS
