/* The recovery key on paper: 120 random bits as letters and digits that people can read to each other. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CT_RECOVERY_KEY_BYTES 15

char    *ct_recovery_key_format (const guint8 *bytes);
gboolean ct_recovery_key_parse  (const char *text, guint8 *bytes, GError **error);

G_END_DECLS
