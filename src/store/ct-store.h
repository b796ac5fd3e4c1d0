/* The store of one clinic: one writer thread, a few readers, and the news of what changed. */
#pragma once

#include <gio/gio.h>

#include "base/ct-time.h"
#include "store/ct-credentials.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

#define CT_TYPE_STORE (ct_store_get_type ())
G_DECLARE_FINAL_TYPE (CtStore, ct_store, CT, STORE, GObject)

#define CT_STORE_KEY_BYTES 32

/**
 * CtWork:
 * @unit: the transaction to work in
 * @data: what the caller gave
 * @error: where to say what went wrong; the transaction is then rolled back
 *
 * Plain synchronous work, run on a thread of the store; it may run again from the start when the database was busy, so
 * it changes nothing but the store and what it returns.
 *
 * Returns: (transfer full): the result, freed by the destroy function given with it if nobody takes it; %NULL with
 * @error set on failure. Work without a result returns %CT_WORK_DONE, with a %NULL destroy function.
 */
typedef gpointer (*CtWork) (CtUnit *unit, gpointer data, GError **error);

/** CT_WORK_DONE: what work without a result returns. */
#define CT_WORK_DONE GINT_TO_POINTER (1)

/**
 * CtUpgrade:
 * @before: called before the schema is changed; %FALSE with an error leaves the clinic as it is
 * @data: for @before
 */
typedef struct
{
  gboolean (*before) (gpointer data, GError **error);
  gpointer   data;
} CtUpgrade;

gboolean    ct_store_can_encrypt  (void);
gboolean    ct_store_create       (const char *where, const CtCredentials *credentials, GError **error);
CtStore    *ct_store_open         (const char *where, const CtCredentials *credentials, CtClock clock, GError **error);
CtStore    *ct_store_open_prepared (const char *where, const CtCredentials *credentials, CtClock clock,
                                   const CtUpgrade *upgrade, GError **error);
void        ct_store_close        (CtStore *self);
gboolean    ct_store_is_encrypted (CtStore *self);
gboolean    ct_store_is_on_server (CtStore *self);
gboolean    ct_store_is_online    (CtStore *self);
gboolean    ct_store_is_there     (CtStore *self);
gboolean    ct_store_come_back    (CtStore *self, const CtCredentials *credentials, GError **error);
void        ct_store_try_now      (CtStore *self);
void        ct_store_doubt        (CtStore *self);
void        ct_store_set_password (CtStore *self, const char *password);
void        ct_store_set_charts   (CtStore *self, gboolean may_see_charts);
void        ct_store_set_actor    (CtStore *self, gint64 user_id, const char *user_name, const char *workstation);

void        ct_store_write_async  (CtStore *self, CtWork work, gpointer data, GDestroyNotify data_free,
                                   GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
void        ct_store_read_async   (CtStore *self, CtWork work, gpointer data, GDestroyNotify data_free,
                                   GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gpointer    ct_store_finish       (CtStore *self, GAsyncResult *result, GError **error);
gpointer    ct_store_write        (CtStore *self, CtWork work, gpointer data, GError **error);
gpointer    ct_store_read         (CtStore *self, CtWork work, gpointer data, GError **error);

/*
 * CtStore::changed (const char *table, gint64 id): one row was made or changed, here or by another process; emitted in
 * the main context that opened the store, after the commit. id 0: many rows of the table.
 *
 * CtStore::online-changed (gboolean online): the server of the clinic has gone away, or is back; in the same context.
 */

G_END_DECLS
