#include <string.h>

#include "store/ct-keyring-private.h"

/* The first three mistakes cost nothing; then a wait that doubles, up to a quarter of an hour. */
#define FREE_FAILURES  3
#define FIRST_DELAY_US (5 * G_USEC_PER_SEC)
#define MAX_DELAY_US   (G_GINT64_CONSTANT (15 * 60) * G_USEC_PER_SEC)
/* So that nobody fills the disk by typing. */
#define MAX_FAILURES   1000

static gboolean
is_of (const CtFailedLogin *failure, const char *login)
{
  return login == NULL || strcmp (failure->login, login) == 0;
}

/**
 * ct_keyring_failures:
 * @self: a keyring
 * @login: a user name
 *
 * Returns: how often somebody failed to log in under this name since it last worked.
 */
guint
ct_keyring_failures (CtKeyring *self, const char *login)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL && login != NULL, 0);
  for (guint i = 0; i < self->failures->len; i++)
    n += is_of (self->failures->pdata[i], login);
  return n;
}

/**
 * ct_keyring_blocked_until:
 * @self: a keyring
 * @login: a user name
 *
 * Returns: the moment, in UTC microseconds, before which this name must not be tried again; 0 for none.
 */
gint64
ct_keyring_blocked_until (CtKeyring *self, const char *login)
{
  gint64 delay_us = FIRST_DELAY_US;
  gint64 last_us = 0;
  guint n;

  g_return_val_if_fail (self != NULL && login != NULL, 0);
  n = ct_keyring_failures (self, login);
  if (n < FREE_FAILURES)
    return 0;
  for (guint i = 0; i < self->failures->len; i++)
    if (is_of (self->failures->pdata[i], login))
      last_us = MAX (last_us, ((CtFailedLogin *) self->failures->pdata[i])->at_us);
  for (guint i = FREE_FAILURES; i < n && delay_us < MAX_DELAY_US; i++)
    delay_us *= 2;
  return last_us + MIN (delay_us, MAX_DELAY_US);
}

/**
 * ct_keyring_note_failure:
 * @self: a keyring
 * @login: the user name that was typed
 * @now_us: the present moment
 * @in_audit: whether the audit knows already, for somebody is in who writes it down
 *
 * Counts a failed log-in; to be saved.
 */
void
ct_keyring_note_failure (CtKeyring *self, const char *login, gint64 now_us, gboolean in_audit)
{
  CtFailedLogin *failure;

  g_return_if_fail (self != NULL && login != NULL);
  if (self->failures->len >= MAX_FAILURES)
    g_ptr_array_remove_index (self->failures, 0);
  failure = g_new0 (CtFailedLogin, 1);
  failure->login = g_utf8_make_valid (login, -1);
  failure->at_us = now_us;
  failure->in_audit = in_audit;
  g_ptr_array_add (self->failures, failure);
}

/**
 * ct_keyring_take_failures:
 * @self: a keyring
 * @login: (nullable): a user name, or %NULL for all
 *
 * Forgets the failed log-ins under a name, when somebody is in who can enter them in the audit; to be saved.
 *
 * Returns: (transfer full) (element-type CtFailedLogin): them, oldest first.
 */
GPtrArray *
ct_keyring_take_failures (CtKeyring *self, const char *login)
{
  GPtrArray *taken;
  GPtrArray *rest;

  g_return_val_if_fail (self != NULL, NULL);
  taken = g_ptr_array_new_with_free_func (ct_failed_login_free);
  rest = g_ptr_array_new_with_free_func (ct_failed_login_free);
  g_ptr_array_set_free_func (self->failures, NULL);
  for (guint i = 0; i < self->failures->len; i++)
    g_ptr_array_add (is_of (self->failures->pdata[i], login) ? taken : rest, self->failures->pdata[i]);
  g_ptr_array_unref (self->failures);
  self->failures = rest;
  return taken;
}
