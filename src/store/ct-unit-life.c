/* How a unit of work begins and ends: its transaction, its audit, its news. */
#include "store/ct-unit-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "domain/ct-audit-row.h"
#include "domain/ct-audit-words.h"
#include "store/ct-audit-private.h"
#include "store/ct-database-refusal.h"
#include "store/ct-migrations.h"
#include "store/ct-visit-claims-private.h"

/* A unit of work on a connection, not begun yet; the clock is read once, here. */
CtUnit *
ct_unit_new (CtDatabase *database, const CtActor *actor, CtClock clock, GCancellable *cancellable, gboolean writes)
{
  CtUnit *self = g_new0 (CtUnit, 1);

  self->database = database;
  self->actor = *actor;
  self->now_us = ct_clock_now (&clock);
  self->cancellable = cancellable;
  self->writes = writes;
  self->news = g_array_new (FALSE, FALSE, sizeof (CtNews));
  self->touched = g_array_new (FALSE, FALSE, sizeof (CtTouched));
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_audit_row_free);
  self->bookings = g_ptr_array_new_with_free_func (ct_booking_change_free);
  return self;
}

/* Frees a unit that was committed or rolled back. */
void
ct_unit_free (CtUnit *self)
{
  if (self->n_rows > 0)
    g_critical ("A unit of work ended before its rows were freed.");
  for (guint i = 0; i < self->touched->len; i++)
    g_object_unref (g_array_index (self->touched, CtTouched, i).record);
  g_array_unref (self->touched);
  g_array_unref (self->news);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->bookings);
  g_clear_pointer (&self->claims, g_array_unref);
  g_clear_pointer (&self->loaded, g_hash_table_unref);
  g_free (self->head_hash);
  g_free (self->emergency);
  g_free (self);
}

/**
 * ct_unit_is_outdated:
 * @self: a unit of work
 * @newer: (out): whether a newer program has upgraded the schema
 * @error: what went wrong
 *
 * Returns: whether that could be found out.
 */
gboolean
ct_unit_is_outdated (CtUnit *self, gboolean *newer, GError **error)
{
  g_return_val_if_fail (self != NULL && newer != NULL, FALSE);
  return ct_migrations_are_newer (self->database, newer, error);
}

/**
 * ct_unit_is_there:
 * @self: a unit of work
 * @error: OFFLINE where it is not
 *
 * Looked at once more when it is committed: a write into a file that was unplugged or deleted would be lost with it.
 *
 * Returns: whether the file it works in is still the one at its place; TRUE on a server.
 */
gboolean
ct_unit_is_there (CtUnit *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (ct_database_is_there (self->database))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_OFFLINE,
                       _("The clinic can't be reached now, so this was not stored. Nothing you typed is lost."));
  return FALSE;
}

/* A file can't refuse by itself what an older program writes; a server does, when the audit's end is moved on. */
static gboolean
check_version (CtUnit *self, GError **error)
{
  gboolean newer = FALSE;

  if (!self->writes || ct_database_has_server (self->database))
    return TRUE;
  return ct_migrations_are_newer (self->database, &newer, error) &&
         (!newer || ct_database_refuse (error, CT_REFUSED_OUTDATED));
}

/* Begins the transaction; BUSY where another program has the writer's turn, OUTDATED where a newer one has upgraded. */
gboolean
ct_unit_begin (CtUnit *self, GError **error)
{
  if (!ct_database_begin (self->database, self->writes, error))
    return FALSE;
  if (check_version (self, error))
    return TRUE;
  ct_database_rollback (self->database);
  return FALSE;
}

/* Undoes all of it, also what it wrote into records. */
void
ct_unit_rollback (CtUnit *self)
{
  ct_database_rollback (self->database);
  /* Backwards, so that a record touched twice ends as it began. */
  for (guint i = self->touched->len; i-- > 0;)
    {
      CtTouched *touched = &g_array_index (self->touched, CtTouched, i);

      touched->record->id = touched->id;
      touched->record->revision = touched->revision;
    }
}

/* In a file, changes that the audit tells of are found there by other programs; the rest is counted for them. */
static gboolean
count_news (CtUnit *self, GError **error)
{
  g_autoptr (GHashTable) counted = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->news->len; i++)
    {
      const CtNews *news = &g_array_index (self->news, CtNews, i);

      if (!news->audited && g_hash_table_add (counted, (gpointer) news->table) &&
          ct_unit_run (self, error, "news.count", "t", news->table) < 0)
        return FALSE;
    }
  return TRUE;
}

/* On a server, those who listen are told. */
static gboolean
tell_news (CtUnit *self, GError **error)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < self->news->len; i++)
    {
      const CtNews *news = &g_array_index (self->news, CtNews, i);
      char *line = g_strdup_printf ("%s %" G_GINT64_FORMAT "\n", news->table, news->id);

      if (g_hash_table_add (told, line))
        g_string_append (lines, line);
    }
  return lines->len == 0 || ct_database_tell (self->database, lines->str, error);
}

static gboolean
publish_news (CtUnit *self, GError **error)
{
  return ct_database_has_server (self->database) ? tell_news (self, error) : count_news (self, error);
}

static gboolean
audit_load (CtUnit *self, GError **error)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree gpointer *tables = NULL;
  guint n;

  if (self->loaded == NULL)
    return TRUE;
  tables = g_hash_table_get_keys_as_array (self->loaded, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (detail, "%s%s: %u", i > 0 ? "\n" : "", ct_audit_table_label (tables[i]),
                            GPOINTER_TO_UINT (g_hash_table_lookup (self->loaded, tables[i])));
  return ct_unit_audit (self, "loaded", NULL, 0, 0, detail->str, error);
}

/* Whoever looks at the audit is told of every act, also of those that changed nothing else. */
static void
add_acts_to_news (CtUnit *self)
{
  const CtNews news = { "audit", 0, TRUE };

  if (self->acts->len > 0)
    g_array_append_val (self->news, news);
}

/* The last that the unit writes: all but the commit itself. The audit comes last, since its end is locked from here on. */
gboolean
ct_unit_prepare (CtUnit *self, GError **error)
{
  GError *local = NULL;

  if (self->broken)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("This was not done, since the audit could not be kept."));
      return FALSE;
    }
  if (!self->writes)
    return TRUE;
  if (!audit_load (self, error))
    return FALSE;
  add_acts_to_news (self);
  if (ct_visit_claims_write (self, &local) && publish_news (self, &local) && ct_audit_write (self, &local))
    return TRUE;
  ct_visit_claims_give_reason (self, &local);
  g_propagate_error (error, local);
  return FALSE;
}

/* Ends the transaction for good. */
gboolean
ct_unit_commit (CtUnit *self, GError **error)
{
  return ct_database_commit (self->database, error);
}

/* After a commit whose answer was lost, on a new connection: whether what the unit added to the audit is there. Waits for
 * the lost connection to let go of the audit's end. FALSE where that can't be found out. */
gboolean
ct_unit_settle (CtUnit *self, gboolean *committed)
{
  gint64 found = 0;
  gboolean ok;

  if (self->first_audit_id == 0)
    return FALSE;
  ok = ct_database_begin (self->database, TRUE, NULL) &&
       ct_unit_number (self, &found, NULL, "audit.lock-head", "") &&
       ct_unit_number (self, &found, NULL, "audit.count-of-hash", "it", self->head_id, self->head_hash);
  ct_database_rollback (self->database);
  *committed = found > 0;
  return ok;
}
