/* What is in a keyring, for the files that read, write and count. */
#pragma once

#include <sodium.h>

#include "store/ct-keyring.h"

G_BEGIN_DECLS

#define CT_KEYRING_KEY_BYTES 32

/** A box that one passphrase opens. */
typedef struct
{
  char   *login; /* NULL for the recovery key */
  guint8  salt[crypto_pwhash_SALTBYTES];
  guint8  nonce[crypto_secretbox_NONCEBYTES];
  guint64 passes;
  gsize   memory;
  GBytes *box;
  GBytes *codes; /* (nullable): the secret of their one-time codes */
  guint8  codes_nonce[crypto_secretbox_NONCEBYTES];
} CtKeyringSlot;

struct _CtKeyring
{
  guint8        *key;      /* NULL while locked */
  guint64        passes;   /* what a passphrase costs to try */
  gsize          memory;
  GPtrArray     *slots;    /* of CtKeyringSlot */
  CtKeyringSlot *recovery; /* (nullable) */
  GPtrArray     *failures; /* of CtFailedLogin, in order of time */
};

CtKeyring *ct_keyring_new       (void);
CtKeyringSlot *ct_keyring_find_slot (CtKeyring *self, const char *login);
void       ct_failed_login_free (gpointer data);

G_END_DECLS
