/* Hears what other desks tell through the server, and knows whether the server is there. */
#pragma once

#include "store/ct-database.h"
#include "store/ct-news.h"

G_BEGIN_DECLS

typedef struct _CtListener CtListener;

CtListener *ct_listener_new       (const char *where, const CtCredentials *credentials, CtNewsBox *news, GError **error);
void        ct_listener_free      (CtListener *self);
gboolean    ct_listener_is_online (CtListener *self);
void        ct_listener_set_password (CtListener *self, const char *password);
void        ct_listener_set_own   (CtListener *self, gint64 session);
void        ct_listener_doubt     (CtListener *self);

G_END_DECLS
