/* A clinic in a file: whether what was opened is still what is at its place, and whether what is there now may be gone on
 * with: it must be the same clinic, with all that was seen of it here. */
#include "store/ct-store-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "store/ct-audit.h"

#define ALL_ROWS G_MAXINT

/* ---- What this store has seen of the clinic ---- */

/* Where the audit ends by now. Several threads tell; it never goes back. Under the lock of the place. */
static void
saw_head (CtStore *self, gint64 id, gint64 at_us, const char *hash)
{
  if (self->seen != NULL && self->seen->id >= id)
    return;
  g_clear_pointer (&self->seen, ct_audit_head_free);
  self->seen = ct_audit_head_new (id, at_us, hash);
}

/* Looks where the audit ends. An end that is missing is for the check of the audit to tell. */
gboolean
ct_store_see_head (CtStore *self, CtUnit *unit, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CtAuditHead) head = ct_audit_head (unit, &local);

  if (head == NULL && g_error_matches (local, CT_ERROR, CT_ERROR_CORRUPT))
    return TRUE;
  if (head == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_mutex_lock (&self->place_mutex);
  saw_head (self, head->id, head->at_us, head->hash);
  g_mutex_unlock (&self->place_mutex);
  return TRUE;
}

/* Commits where the clinic is, and nowhere else: what is written into a file that was unplugged, or that another one has
 * replaced, would be lost with it. Who goes on with another file meanwhile waits. */
gboolean
ct_store_commit_there (CtStore *self, CtUnit *unit, GError **error)
{
  gboolean ok;

  if (!unit->writes)
    return ct_unit_commit (unit, error);
  g_mutex_lock (&self->place_mutex);
  ok = ct_unit_is_there (unit, error) && ct_unit_commit (unit, error);
  if (ok && self->listener == NULL && unit->first_audit_id > 0)
    saw_head (self, unit->head_id, unit->now_us, unit->head_hash);
  g_mutex_unlock (&self->place_mutex);
  return ok;
}

/* ---- What is there now ---- */

static CtDatabase *
latest (const CtWorker *worker)
{
  return worker->next != NULL ? worker->next : worker->database;
}

/**
 * ct_store_is_there:
 * @self: a store
 *
 * Waits for the disk; any thread may call.
 *
 * Returns: whether the file that is open is the one at its place; TRUE for a clinic on a server.
 */
gboolean
ct_store_is_there (CtStore *self)
{
  gboolean there;

  g_return_val_if_fail (CT_IS_STORE (self), FALSE);
  g_mutex_lock (&self->place_mutex);
  there = latest (&self->writer) != NULL && ct_database_is_there (latest (&self->writer));
  g_mutex_unlock (&self->place_mutex);
  return there;
}

static gboolean
refuse_older (CtStore *self, GError **error)
{
  g_set_error (error, CT_ERROR, CT_ERROR_CONFLICT,
               _("The file that is at “%s” now is an older copy of this clinic: it lacks what was stored last. Nothing is "
                 "written into it. Put the newer file back, with what is beside it."), self->where);
  return FALSE;
}

static gboolean
refuse_other (CtStore *self, GError **error)
{
  g_set_error (error, CT_ERROR, CT_ERROR_CONFLICT,
               _("The file that is at “%s” now is not this clinic as it was left: it is another clinic, or a copy that others "
                 "worked in. Nothing is written into it. Put the file of this clinic back, with what is beside it."),
               self->where);
  return FALSE;
}

/* The entry that was seen last is there, and what follows on it follows on from it. */
static gboolean
check_chain (CtStore *self, CtUnit *unit, GError **error)
{
  g_autoptr (CtAuditCheck) so_far = ct_audit_check_new (), check = NULL;
  gint64 found = 0, last = 0;

  if (!ct_unit_number (unit, &last, error, "audit.last-id", "") ||
      !ct_unit_number (unit, &found, error, "audit.count-of-hash", "it", self->seen->id, self->seen->hash))
    return FALSE;
  if (last < self->seen->id)
    return refuse_older (self, error);
  if (found == 0 && self->seen->id > 0)
    return refuse_other (self, error);
  so_far->rows = self->seen->id;
  g_free (so_far->head);
  so_far->head = g_strdup (self->seen->hash);
  if ((check = ct_audit_verify_on (unit, so_far, NULL, ALL_ROWS, error)) == NULL)
    return FALSE;
  return check->broken == CT_AUDIT_WHOLE || refuse_other (self, error);
}

static gboolean
check_clinic (CtStore *self, CtDatabase *database, GError **error)
{
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (database, &nobody, self->clock, NULL, FALSE);
  gboolean ok = ct_unit_begin (unit, error) && check_chain (self, unit, error);

  ct_unit_rollback (unit);
  return ok;
}

/* The key fits no other clinic. */
static CtDatabase *
open_to_check (CtStore *self, const CtCredentials *credentials, CtDatabaseMode mode, GError **error)
{
  g_autoptr (GError) local = NULL;
  CtDatabase *database = ct_database_open (self->where, credentials, mode, &local);

  if (database == NULL && g_error_matches (local, CT_ERROR, CT_ERROR_PASSPHRASE))
    refuse_other (self, error);
  else if (database == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return database;
}

/* Only the file was replaced: the log beside it is of the one that was. Where it lacks nothing without that log, the log is
 * put aside; in it there is nothing else. */
static gboolean
part_from_log (CtStore *self, const CtCredentials *credentials, GError **error)
{
  const CtOpenedFile *before = ct_database_opened (latest (&self->writer));
  g_autoptr (CtDatabase) alone = NULL;

  if (ct_opened_file_is_there (before) || !ct_opened_file_left_log (before))
    return TRUE;
  alone = open_to_check (self, credentials, CT_DATABASE_ALONE, error);
  return alone != NULL && check_clinic (self, alone, error) && ct_database_check (alone, error) &&
         ct_opened_file_put_log_aside (before, error);
}

static gboolean
is_known (CtStore *self, GError **error)
{
  if (self->open && self->seen != NULL)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("The clinic is closed."));
  return FALSE;
}

/* ---- Going on with it ---- */

static gboolean
open_next (CtStore *self, const CtCredentials *credentials, GError **error)
{
  CtDatabase *opened[1 + CT_STORE_N_READERS] = { NULL };
  guint n = 0;

  for (; n < G_N_ELEMENTS (opened); n++)
    if ((opened[n] = ct_database_open (self->where, credentials, n == 0 ? CT_DATABASE_WRITE : CT_DATABASE_READ, error)) == NULL)
      break;
  for (guint i = 0; i < n; i++)
    {
      CtDatabase **next = i == 0 ? &self->writer.next : &self->readers[i - 1].next;

      if (n == G_N_ELEMENTS (opened))
        {
          ct_database_close (*next);
          *next = opened[i];
        }
      else
        ct_database_close (opened[i]);
    }
  return n == G_N_ELEMENTS (opened);
}

static gboolean
go_on (CtStore *self, const CtCredentials *credentials, GError **error)
{
  g_autoptr (CtDatabase) checked = NULL;

  if (!is_known (self, error) || !part_from_log (self, credentials, error))
    return FALSE;
  checked = open_to_check (self, credentials, CT_DATABASE_READ, error);
  return checked != NULL && check_clinic (self, checked, error) && open_next (self, credentials, error);
}

/**
 * ct_store_come_back:
 * @self: an open store of a clinic in a file that was away, or that is another file now
 * @credentials: (nullable): its key
 * @error: NOT_FOUND where there is nothing; CONFLICT where it is an older copy, or not this clinic; or as for ct_store_open()
 *
 * Goes on with what is there now: the same file, a disk that came back as another device, or a copy that has everything
 * that was seen here, with a chain that goes on from it. Each thread goes on with it from its next piece of work on. Else
 * nothing was changed, and what was read stays readable. Waits for the disk; any thread may call.
 *
 * Returns: whether the clinic is there again.
 */
gboolean
ct_store_come_back (CtStore *self, const CtCredentials *credentials, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (CT_IS_STORE (self) && self->listener == NULL, FALSE);
  g_mutex_lock (&self->place_mutex);
  ok = go_on (self, credentials, error);
  g_mutex_unlock (&self->place_mutex);
  return ok;
}
