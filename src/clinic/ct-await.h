/* Waiting for an asynchronous call where there is nothing else to do: commands and tests. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** CtAwait: zero-initialise, give &await with ct_await_done as callback, then take the result. */
typedef struct
{
  GAsyncResult *result;
} CtAwait;

void          ct_await_done   (GObject *source, GAsyncResult *result, gpointer await);
GAsyncResult *ct_await_result (CtAwait *self);
void          ct_await_clear  (CtAwait *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtAwait, ct_await_clear)

G_END_DECLS
