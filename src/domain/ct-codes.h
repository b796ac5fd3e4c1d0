/* One person's second proof: a shared secret for one-time codes, and ten backup codes for when the phone is lost. */
#pragma once

#include "domain/ct-totp.h"

G_BEGIN_DECLS

#define CT_CODES_N_BACKUP     10
#define CT_CODES_RANDOM_BYTES (CT_TOTP_SECRET_BYTES + CT_CODES_N_BACKUP * 8)

typedef struct _CtCodes CtCodes;

CtCodes      *ct_codes_new        (const guint8 *random, char ***backup);
CtCodes      *ct_codes_parse      (const char *text);
char         *ct_codes_to_text    (const CtCodes *self);
void          ct_codes_free       (CtCodes *self);
gboolean      ct_codes_use        (CtCodes *self, const char *typed, gint64 now_us, GError **error);
guint         ct_codes_n_backup   (const CtCodes *self);
char         *ct_codes_secret     (const CtCodes *self);
char         *ct_codes_uri        (const CtCodes *self, const char *issuer, const char *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtCodes, ct_codes_free)

G_END_DECLS
