/* Passwords that the desktop keeps for programs that run when nobody types one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ct_secrets_are_kept (void);
char    *ct_secrets_find     (const char *place, const char *user);

G_END_DECLS
