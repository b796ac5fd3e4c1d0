/* The news of what changed, on their way from the threads of a store to who listens. */
#pragma once

#include "store/ct-unit-private.h"

G_BEGIN_DECLS

typedef struct _CtNewsBox CtNewsBox;

/* Called in the context of the box, once for each row that changed. */
typedef void (*CtNewsFunc) (const char *table, gint64 id, gpointer data);

/* Called in the context of the box when the server has gone away, and when it is back. */
typedef void (*CtOnlineFunc) (gboolean online, gpointer data);

CtNewsBox *ct_news_box_new   (GMainContext *context, CtNewsFunc func, gpointer data);
void       ct_news_box_watch_online (CtNewsBox *self, CtOnlineFunc func);
void       ct_news_box_doubt        (CtNewsBox *self);
void       ct_news_box_set_online (CtNewsBox *self, gboolean online);
void       ct_news_box_close (CtNewsBox *self);
void       ct_news_box_unref (CtNewsBox *self);
void       ct_news_box_own   (CtNewsBox *self, gint64 first_audit_id, gint64 last_audit_id);
void       ct_news_box_disown (CtNewsBox *self, gint64 first_audit_id);
void       ct_news_box_add   (CtNewsBox *self, const CtNews *news, guint n_news);
gboolean   ct_news_box_begin (CtNewsBox *self, CtUnit *unit, GError **error);
gboolean   ct_news_box_poll  (CtNewsBox *self, CtUnit *unit, GError **error);

G_END_DECLS
