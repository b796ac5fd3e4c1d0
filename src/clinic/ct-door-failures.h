/* Edits of a keyring file that both kinds of doors make: who failed to come in, and that it was written down. */
#pragma once

#include "store/ct-keyring.h"

G_BEGIN_DECLS

/** A wrong passphrase or code: under which name, when, and whether the audit has it already. */
typedef struct
{
  const char *login;
  gint64      now_us;
  gboolean    in_audit;
} CtDoorMistake;

/** Failures that the audit has now, and who has come in since. */
typedef struct
{
  const char *login;
  GPtrArray  *told;
} CtDoorSettlement;

gboolean ct_door_note_mistake (CtKeyring *keyring, gpointer mistake, GError **error);
gboolean ct_door_settle       (CtKeyring *keyring, gpointer settlement, GError **error);

G_END_DECLS
