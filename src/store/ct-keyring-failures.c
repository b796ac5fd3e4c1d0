#include <string.h>

#include "store/ct-keyring-private.h"

/* The first three mistakes cost nothing; then a wait that doubles, up to a quarter of an hour. */
#define FIRST_DELAY_US (5 * G_USEC_PER_SEC)
/* So that nobody fills the disk by typing. */
#define MAX_FAILURES   1000

static gboolean
is_of (const CtFailedLogin *failure, const char *login)
{
  return strcmp (failure->login, login) == 0;
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
  if (n < CT_KEYRING_FREE_FAILURES)
    return 0;
  for (guint i = 0; i < self->failures->len; i++)
    if (is_of (self->failures->pdata[i], login))
      last_us = MAX (last_us, ((CtFailedLogin *) self->failures->pdata[i])->at_us);
  for (guint i = CT_KEYRING_FREE_FAILURES; i < n && delay_us < CT_KEYRING_MAX_DELAY_US; i++)
    delay_us *= 2;
  return last_us + MIN (delay_us, CT_KEYRING_MAX_DELAY_US);
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

static CtFailedLogin *
failure_copy (const CtFailedLogin *self)
{
  CtFailedLogin *copy = g_memdup2 (self, sizeof *self);

  copy->login = g_strdup (self->login);
  return copy;
}

/**
 * ct_keyring_list_failures:
 * @self: a keyring
 *
 * Returns: (transfer full) (element-type CtFailedLogin): the failed log-ins of everybody, oldest first.
 */
GPtrArray *
ct_keyring_list_failures (CtKeyring *self)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (ct_failed_login_free);

  g_return_val_if_fail (self != NULL, copies);
  for (guint i = 0; i < self->failures->len; i++)
    g_ptr_array_add (copies, failure_copy (self->failures->pdata[i]));
  return copies;
}

static gboolean
was_told (const CtFailedLogin *failure, GPtrArray *told)
{
  for (guint i = 0; i < told->len; i++)
    {
      const CtFailedLogin *other = told->pdata[i];

      if (other->at_us == failure->at_us && is_of (failure, other->login))
        return TRUE;
    }
  return FALSE;
}

/**
 * ct_keyring_settle_failures:
 * @self: a keyring
 * @login: who has come in
 * @told: (element-type CtFailedLogin): the failures that are in the audit now
 *
 * Forgets those that were told of who has come in, and marks the others, which still slow down whoever tries those
 * names; to be saved.
 */
void
ct_keyring_settle_failures (CtKeyring *self, const char *login, GPtrArray *told)
{
  g_return_if_fail (self != NULL && login != NULL && told != NULL);
  for (guint i = self->failures->len; i-- > 0;)
    {
      CtFailedLogin *failure = self->failures->pdata[i];

      if (!was_told (failure, told))
        continue;
      failure->in_audit = TRUE;
      if (is_of (failure, login))
        g_ptr_array_remove_index (self->failures, i);
    }
}
