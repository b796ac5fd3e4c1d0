/* What this computer remembers of how its user likes the window; nothing about patients. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *ct_settings_get        (void);
int        ct_settings_get_int    (const char *key, int fallback);
void       ct_settings_set_int    (const char *key, int value);
gboolean   ct_settings_get_bool   (const char *key, gboolean fallback);
void       ct_settings_set_bool   (const char *key, gboolean value);
char      *ct_settings_get_text   (const char *key, const char *fallback);
void       ct_settings_set_text   (const char *key, const char *value);

G_END_DECLS
