/* What a passphrase must be, and how good it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CT_PASSPHRASE_MIN_LETTERS 10

/** How hard a passphrase is to guess; a hint for who chooses it, no proof. */
typedef enum
{
  CT_STRENGTH_REFUSED,
  CT_STRENGTH_WEAK,
  CT_STRENGTH_FAIR,
  CT_STRENGTH_STRONG,
} CtStrength;

gboolean    ct_passphrase_check     (const char *passphrase, const char *login, GError **error);
CtStrength  ct_passphrase_strength  (const char *passphrase, const char *login);
const char *ct_strength_label       (CtStrength strength);

G_END_DECLS
