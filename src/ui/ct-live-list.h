/* A list of a million that costs a hundred: ids in order, and rows only for what is seen. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CT_TYPE_LIVE_ROW (ct_live_row_get_type ())
G_DECLARE_FINAL_TYPE (CtLiveRow, ct_live_row, CT, LIVE_ROW, GObject)

/**
 * CtLiveRow:
 *
 * A place in a list. Signal CtLiveRow::changed (): ct_live_row_get_data() answers otherwise now.
 */
gint64   ct_live_row_get_id   (CtLiveRow *self);
gpointer ct_live_row_get_data (CtLiveRow *self);

#define CT_TYPE_LIVE_LIST (ct_live_list_get_type ())
G_DECLARE_FINAL_TYPE (CtLiveList, ct_live_list, CT, LIVE_LIST, GObject)

/**
 * CtLiveListFetch:
 * @self: the list
 * @ids: rows that somebody looks at
 * @n_ids: how many
 * @data: the owner's data
 *
 * Asked for rows; answers some time later with ct_live_list_put() for each.
 */
typedef void (*CtLiveListFetch) (CtLiveList *self, const gint64 *ids, guint n_ids, gpointer data);

CtLiveList *ct_live_list_new     (CtLiveListFetch fetch, gpointer data, GDestroyNotify row_free);
void        ct_live_list_set_ids (CtLiveList *self, GArray *ids);
void        ct_live_list_put     (CtLiveList *self, gint64 id, gpointer row_data);
void        ct_live_list_refresh (CtLiveList *self, gint64 id);
gpointer    ct_live_list_peek    (CtLiveList *self, gint64 id);
gboolean    ct_live_list_has     (CtLiveList *self, gint64 id);
guint       ct_live_list_n_rows  (CtLiveList *self);
void        ct_live_list_stop    (CtLiveList *self);

G_END_DECLS
