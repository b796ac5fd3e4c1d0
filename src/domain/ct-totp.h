/* Time-based one-time codes, RFC 6238: six digits that change every thirty seconds, from a secret two devices share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CT_TOTP_SECRET_BYTES 20
#define CT_TOTP_STEP_SECONDS 30

guint32  ct_totp_at       (const guint8 *secret, gsize length, gint64 step, int digits);
gint64   ct_totp_step     (gint64 now_us);
char    *ct_totp_base32   (const guint8 *bytes, gsize length);
gboolean ct_totp_parse_base32 (const char *text, guint8 *bytes, gsize length);
char    *ct_totp_uri      (const guint8 *secret, gsize length, const char *issuer, const char *account);

G_END_DECLS
