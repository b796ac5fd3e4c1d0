/* What is done to a whole file of the embedded engine: it is copied, and it is checked. */
#include "store/ct-database-sqlite.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

/* A step of one mebibyte takes some 10 ms: as long as nobody waits for, and as fine as progress needs to be. */
#define PAGES_A_STEP 256
#define MEMORY_KIB   262144

static gboolean
fail_step (int code, GError **error)
{
  if (code == SQLITE_FULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_FULL, _("The disk is full, so the clinic's file could not be copied."));
  else if ((code & 0xff) == SQLITE_BUSY)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_BUSY, _("The clinic's records are busy; try again in a moment."));
  else
    g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("The clinic's file could not be copied (%s)."),
                 sqlite3_errstr (code));
  return FALSE;
}

static gboolean
copy_pages (sqlite3_backup *pages, CtDatabaseProgress progress, gpointer data, GError **error)
{
  int code;

  do
    {
      code = sqlite3_backup_step (pages, PAGES_A_STEP);
      if (progress != NULL &&
          !progress (sqlite3_backup_pagecount (pages) - sqlite3_backup_remaining (pages),
                     sqlite3_backup_pagecount (pages), data, error))
        return FALSE;
    }
  while (code == SQLITE_OK);
  return code == SQLITE_DONE || fail_step (code, error);
}

/* CtEngine.copy: the transaction that is open holds the state that is copied still, whatever others write meanwhile, so
 * that the copy need not begin again with every commit of theirs. */
gboolean
ct_database_sqlite_copy (CtDatabase *self, const char *to, const guint8 *key, CtDatabaseProgress progress, gpointer data,
                         GError **error)
{
  g_autoptr (CtDatabase) copy = ct_database_open (to, &(CtCredentials){ .key = key }, CT_DATABASE_CREATE, error);
  sqlite3_backup *pages;
  gboolean ok;

  /* Nobody believes the copy before it was checked, so nothing of it needs a journal. */
  if (copy == NULL ||
      !ct_database_script (copy, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", error))
    return FALSE;
  pages = sqlite3_backup_init (ct_database_sqlite_handle (copy), "main", ct_database_sqlite_handle (self), "main");
  if (pages == NULL)
    return fail_step (sqlite3_errcode (ct_database_sqlite_handle (copy)), error);
  ok = copy_pages (pages, progress, data, error);
  sqlite3_backup_finish (pages);
  return ok;
}

/* One row that is to be "ok", or no row at all. */
static gboolean
finds_nothing (CtDatabase *self, const char *pragma, gboolean *good, GError **error)
{
  g_autoptr (CtCursor) rows = ct_database_query (self, NULL, pragma, NULL, 0, error);
  int more = rows != NULL ? ct_cursor_next (rows, error) : -1;

  *good = more == 0 || (more > 0 && g_strcmp0 (ct_cursor_value (rows, 0).text, "ok") == 0);
  return more >= 0;
}

/* CtEngine.check: every page against its seal, every row against its indexes, every reference. */
gboolean
ct_database_sqlite_check (CtDatabase *self, GError **error)
{
  gboolean sealed = TRUE, whole = FALSE, joined = FALSE;

  /* Every index is walked in the order of its rows: that wants them in memory. */
  if (!ct_database_script (self, "PRAGMA cache_size = -" G_STRINGIFY (MEMORY_KIB), error) ||
      (ct_database_is_encrypted (self) && !finds_nothing (self, "PRAGMA cipher_integrity_check", &sealed, error)) ||
      !finds_nothing (self, "PRAGMA integrity_check (1)", &whole, error) ||
      !finds_nothing (self, "PRAGMA foreign_key_check", &joined, error))
    return FALSE;
  if (sealed && whole && joined)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT,
                       sealed && whole ? _("Records refer to others that are not there.")
                                       : _("Pages of the clinic's file are damaged."));
  return FALSE;
}
