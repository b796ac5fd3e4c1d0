#include "clinic/ct-await.h"

/**
 * ct_await_done:
 * @source: who was called
 * @result: what came of it
 * @await: a #CtAwait
 *
 * A #GAsyncReadyCallback that keeps the result.
 */
void
ct_await_done (GObject *source, GAsyncResult *result, gpointer await)
{
  g_set_object (&((CtAwait *) await)->result, result);
}

/**
 * ct_await_result:
 * @self: what was given to the call
 *
 * Runs the thread's main context until the call has come back.
 *
 * Returns: (transfer none): the result, kept by @self.
 */
GAsyncResult *
ct_await_result (CtAwait *self)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (self->result == NULL)
    g_main_context_iteration (context, TRUE);
  return self->result;
}

/**
 * ct_await_clear:
 * @self: what was given to a call that has come back
 *
 * Lets go of the result, so that @self can wait again.
 */
void
ct_await_clear (CtAwait *self)
{
  g_clear_object (&self->result);
}
