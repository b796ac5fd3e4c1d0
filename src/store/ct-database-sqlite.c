/* The embedded engine: SQLCipher where it is there, else SQLite without encryption. */
#include "store/ct-database-sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "store/ct-database-file.h"
#include "store/ct-database-refusal.h"

#define KEY_BYTES      32
#define MAX_PARAMS     64
/* "CtmE": by this number a file is known as a clinic. */
#define APPLICATION_ID 1131703621
#define BUSY_TIMEOUT_US (10 * G_USEC_PER_SEC)

/* A statement is prepared once for its name; parameters are looked up by name, once. */
typedef struct
{
  sqlite3_stmt *stmt;
  gboolean      in_use;
  guint         n_params;
  int           param[MAX_PARAMS];
} Statement;

typedef struct
{
  CtDatabase  parent;
  sqlite3    *db;
  char       *path;
  CtOpenedFile opened;
  GHashTable *statements; /* name → Statement */
  guint32     jitter;
  gint64      busy_since_us;
  gint        interrupted; /* while it waited; set from another thread */
  gboolean    encrypted;
} Sqlite;

typedef struct
{
  CtCursor   parent;
  Statement *statement;
  gboolean   kept; /* the statement belongs to the connection */
} SqliteCursor;

static const char *
sqlite_token (const char *name)
{
  static const char *const tokens[][2] = {
    { "ID", "INTEGER PRIMARY KEY" }, { "INT", "INTEGER" },          { "TEXT", "TEXT" },
    { "BYTES", "BLOB" },             { "STRICT", "STRICT" },        { "KEYED", "STRICT, WITHOUT ROWID" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    if (strcmp (tokens[i][0], name) == 0)
      return tokens[i][1];
  return NULL;
}

/* The triggers and constraints of the schema, told to the person at the desk. */
static gboolean
set_constraint_error (GError **error, int code, const char *message)
{
  switch (code)
    {
    case SQLITE_CONSTRAINT_TRIGGER:
      return ct_database_refuse (error, strstr (message, "append-only") != NULL ? CT_REFUSED_APPEND_ONLY
                                        : strstr (message, "signed") != NULL    ? CT_REFUSED_SIGNED
                                                                                : CT_REFUSED_TIME_TAKEN);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return ct_database_refuse (error, CT_REFUSED_MISSING);
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return ct_database_refuse_double (error, message);
    default:
      return ct_database_refuse (error, CT_REFUSED_IMPOSSIBLE);
    }
}

/* All that is asked for is in the schema; where it is not, the page that has the schema is damaged. */
static gboolean
misses_schema (const char *message)
{
  return g_str_has_prefix (message, "no such column:") || g_str_has_prefix (message, "no such table:");
}

static gboolean
set_error (Sqlite *self, GError **error)
{
  int code = sqlite3_extended_errcode (self->db);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ct_database_refuse (error, CT_REFUSED_BUSY);
    case SQLITE_INTERRUPT:
      return ct_database_refuse (error, CT_REFUSED_CANCELLED);
    case SQLITE_FULL:
      return ct_database_refuse (error, CT_REFUSED_DISK_FULL);
    case SQLITE_IOERR:
      return ct_database_refuse (error, CT_REFUSED_DISK);
    case SQLITE_TOOBIG:
      return ct_database_refuse (error, CT_REFUSED_TOO_LARGE);
    case SQLITE_CONSTRAINT:
      return set_constraint_error (error, code, sqlite3_errmsg (self->db));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("The clinic's file “%s” is damaged; restore a backup."),
                   self->path);
      return FALSE;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("The clinic's file “%s” can't be written here."), self->path);
      return FALSE;
    default:
      if (misses_schema (sqlite3_errmsg (self->db)))
        g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("The clinic's file “%s” is damaged; restore a backup."),
                     self->path);
      else
        g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("The clinic's records could not do this (%s)."),
                     sqlite3_errmsg (self->db));
      return FALSE;
    }
}

/* SQLite's own handler sleeps longer the longer one waits, so a newcomer overtakes. Here all sleep alike, and briefly. */
static int
on_busy (void *data, int count)
{
  Sqlite *self = data;
  gint64 now_us = g_get_monotonic_time ();

  if (count == 0)
    self->busy_since_us = now_us;
  if (now_us - self->busy_since_us > BUSY_TIMEOUT_US || g_atomic_int_get (&self->interrupted))
    return 0;
  self->jitter = self->jitter * 1664525u + 1013904223u;
  g_usleep (300 + (self->jitter >> 20));
  return 1;
}

static void
statement_free (gpointer data)
{
  Statement *self = data;

  sqlite3_finalize (self->stmt);
  g_free (self);
}

static Statement *
statement_new (Sqlite *self, const char *sql, gboolean keep, GError **error)
{
  Statement *statement = g_new0 (Statement, 1);
  char name[8];
  int last = 0;

  if (sqlite3_prepare_v3 (self->db, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement->stmt, NULL) != SQLITE_OK ||
      statement->stmt == NULL)
    {
      set_error (self, error);
      g_free (statement);
      return NULL;
    }
  for (guint i = 0; i < MAX_PARAMS; i++)
    {
      g_snprintf (name, sizeof name, "$%u", i + 1);
      statement->param[i] = sqlite3_bind_parameter_index (statement->stmt, name);
      if (statement->param[i] > 0)
        last = (int) i + 1;
    }
  statement->n_params = (guint) last;
  return statement;
}

static Statement *
statement_find (Sqlite *self, const char *name, const char *sql, gboolean *kept, GError **error)
{
  Statement *statement = name != NULL ? g_hash_table_lookup (self->statements, name) : NULL;

  *kept = name != NULL && (statement == NULL || !statement->in_use);
  if (statement != NULL && *kept)
    return statement;
  statement = statement_new (self, sql, *kept, error);
  if (statement != NULL && *kept)
    g_hash_table_insert (self->statements, g_strdup (name), statement);
  return statement;
}

static int
bind_value (sqlite3_stmt *stmt, int index, const CtValue *value, sqlite3_destructor_type keep)
{
  switch (value->kind)
    {
    case CT_VALUE_INT:
      return sqlite3_bind_int64 (stmt, index, value->integer);
    case CT_VALUE_TEXT:
      return sqlite3_bind_text (stmt, index, value->text, -1, keep);
    case CT_VALUE_BYTES:
      return sqlite3_bind_blob64 (stmt, index, value->bytes != NULL ? value->bytes : "", value->length, keep);
    case CT_VALUE_NULL:
      break;
    }
  return sqlite3_bind_null (stmt, index);
}

static void
sqlite_cursor_free (CtCursor *cursor)
{
  SqliteCursor *self = (SqliteCursor *) cursor;

  if (self->kept)
    {
      sqlite3_reset (self->statement->stmt);
      sqlite3_clear_bindings (self->statement->stmt);
      self->statement->in_use = FALSE;
    }
  else
    statement_free (self->statement);
  g_free (self);
}

static CtCursor *
sqlite_query (CtDatabase *database, const char *name, const char *sql, const CtValue *params, guint n_params,
              gboolean keep_params, GError **error)
{
  Sqlite *self = (Sqlite *) database;
  g_autoptr (CtCursor) cursor = NULL;
  gboolean kept;
  Statement *statement = statement_find (self, name, sql, &kept, error);
  SqliteCursor *own;

  if (statement == NULL)
    return NULL;
  own = g_new0 (SqliteCursor, 1);
  own->parent.database = database;
  own->statement = statement;
  own->kept = kept;
  statement->in_use = TRUE;
  cursor = &own->parent;
  if (n_params < statement->n_params)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_FAILED, "“%s” needs %u values and got %u.", name != NULL ? name : sql,
                   statement->n_params, n_params);
      return NULL;
    }
  for (guint i = 0; i < n_params; i++)
    if (params[i].kind == CT_VALUE_TEXT && !g_utf8_validate (params[i].text, -1, NULL))
      {
        ct_database_refuse (error, CT_REFUSED_GARBLED);
        return NULL;
      }
    else if (statement->param[i] > 0 && bind_value (statement->stmt, statement->param[i], &params[i],
                                               keep_params ? SQLITE_TRANSIENT : SQLITE_STATIC) != SQLITE_OK)
      {
        set_error (self, error);
        return NULL;
      }
  return g_steal_pointer (&cursor);
}

static gboolean
sqlite_prepare (CtDatabase *database, const char *name, const char *sql, GError **error)
{
  gboolean kept;

  return statement_find ((Sqlite *) database, name, sql, &kept, error) != NULL;
}

static int
sqlite_next (CtCursor *cursor, GError **error)
{
  SqliteCursor *self = (SqliteCursor *) cursor;
  int code = sqlite3_step (self->statement->stmt);

  if (code == SQLITE_ROW)
    return 1;
  if (code == SQLITE_DONE)
    return 0;
  set_error ((Sqlite *) cursor->database, error);
  return -1;
}

static int
sqlite_n_columns (CtCursor *cursor)
{
  return sqlite3_column_count (((SqliteCursor *) cursor)->statement->stmt);
}

static const char *
sqlite_column_name (CtCursor *cursor, int column)
{
  return sqlite3_column_name (((SqliteCursor *) cursor)->statement->stmt, column);
}

static CtValue
sqlite_value (CtCursor *cursor, int column)
{
  sqlite3_stmt *stmt = ((SqliteCursor *) cursor)->statement->stmt;
  CtValue value = { .kind = CT_VALUE_BYTES };

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
      return ct_value_int (sqlite3_column_int64 (stmt, column));
    case SQLITE_TEXT:
      return ct_value_text ((const char *) sqlite3_column_text (stmt, column));
    case SQLITE_BLOB:
      value.bytes = sqlite3_column_blob (stmt, column);
      value.length = (gsize) sqlite3_column_bytes (stmt, column);
      return value;
    default:
      return CT_NULL_VALUE;
    }
}

static gint64
sqlite_affected (CtDatabase *database)
{
  return sqlite3_changes64 (((Sqlite *) database)->db);
}

static gboolean
sqlite_script (CtDatabase *database, const char *sql, GError **error)
{
  Sqlite *self = (Sqlite *) database;

  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || set_error (self, error);
}

/* Through the statement cache: a transaction a keystroke should not parse SQL each time. */
static gboolean
run_plain (CtDatabase *self, const char *sql, GError **error)
{
  return ct_database_run (self, sql, sql, NULL, 0, error) >= 0;
}

static gboolean
sqlite_begin (CtDatabase *self, gboolean write, GError **error)
{
  g_atomic_int_set (&((Sqlite *) self)->interrupted, 0);
  return run_plain (self, write ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
sqlite_commit (CtDatabase *self, GError **error)
{
  return run_plain (self, "COMMIT", error);
}

static void
sqlite_rollback (CtDatabase *database)
{
  /* Some errors, a full disk for one, have ended the transaction already. */
  if (!sqlite3_get_autocommit (((Sqlite *) database)->db))
    run_plain (database, "ROLLBACK", NULL);
}

static gint64
sqlite_data_version (CtDatabase *self)
{
  gint64 version = 0;

  ct_database_number (self, "data-version", "PRAGMA data_version", NULL, 0, &version, NULL);
  return version;
}

static void
sqlite_interrupt (CtDatabase *database)
{
  g_atomic_int_set (&((Sqlite *) database)->interrupted, 1);
  sqlite3_interrupt (((Sqlite *) database)->db);
}

static gboolean
sqlite_encrypted (CtDatabase *database)
{
  return ((Sqlite *) database)->encrypted;
}

static void
sqlite_close (CtDatabase *database)
{
  Sqlite *self = (Sqlite *) database;

  g_hash_table_unref (self->statements);
  /* The last to close empties the log into the file and removes it by its name, which may be another file's by now. */
  if (!ct_opened_file_is_there (&self->opened))
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_critical ("A statement was still running when the clinic was closed.");
  g_free (self->path);
  g_free (self);
}

static const CtOpenedFile *
sqlite_opened (CtDatabase *database)
{
  return &((Sqlite *) database)->opened;
}

/* The connection itself, for the engine's other files. */
sqlite3 *
ct_database_sqlite_handle (CtDatabase *self)
{
  return ((Sqlite *) self)->db;
}

#ifdef CT_HAVE_SQLCIPHER
/* A raw key opens the file in a millisecond; deriving one from a passphrase is the keyring's work, once. */
static gboolean
set_key (Sqlite *self, const guint8 *key, GError **error)
{
  char text[KEY_BYTES * 2 + 4] = "x'";
  gboolean ok;

  sodium_bin2hex (text + 2, sizeof text - 2, key, KEY_BYTES);
  text[sizeof text - 2] = '\'';
  /* What goes wrong is told by errors, not on the terminal. */
  ok = sqlite3_key (self->db, text, sizeof text - 1) == SQLITE_OK &&
       sqlite3_exec (self->db, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL) == SQLITE_OK;
  sodium_memzero (text, sizeof text);
  self->encrypted = ok;
  return ok || set_error (self, error);
}

/* Where another library of the same symbols got in between, the file would be written readable. */
static gboolean
check_cipher (Sqlite *self, GError **error)
{
  g_autoptr (CtCursor) cursor = ct_database_query (&self->parent, NULL, "PRAGMA cipher_version", NULL, 0, error);

  if (cursor != NULL && ct_cursor_next (cursor, error) == 1)
    return TRUE;
  g_clear_error (error);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("This program can't encrypt, though it should."));
  return FALSE;
}
#endif

static gboolean
only_reads (CtDatabaseMode mode)
{
  return mode == CT_DATABASE_READ || mode == CT_DATABASE_ALONE;
}

static gboolean
configure (Sqlite *self, CtDatabaseMode mode, GError **error)
{
  return sqlite_script (&self->parent,
                        "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                        "PRAGMA mmap_size = 0; PRAGMA cache_size = -65536; PRAGMA synchronous = FULL;"
                        "PRAGMA recursive_triggers = ON; PRAGMA journal_size_limit = 67108864;",
                        error) &&
         (mode != CT_DATABASE_CREATE ||
          sqlite_script (&self->parent,
                         "PRAGMA journal_mode = WAL; PRAGMA application_id = " G_STRINGIFY (APPLICATION_ID), error)) &&
         (!only_reads (mode) || sqlite_script (&self->parent, "PRAGMA query_only = ON", error));
}

static gboolean
check_owner (Sqlite *self, GError **error)
{
  gint64 id = 0;

  if (!ct_database_number (&self->parent, NULL, "PRAGMA application_id", NULL, 0, &id, error))
    return FALSE;
  if (id == APPLICATION_ID)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("“%s” is not a clinic; it belongs to another program."),
               self->path);
  return FALSE;
}

/* The first page is read here, so a wrong key shows now and not in the middle of work. */
static gboolean
check_readable (Sqlite *self, const guint8 *key, CtDatabaseMode mode, GError **error)
{
  int code = sqlite3_exec (self->db, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);

  if (code == SQLITE_OK && !only_reads (mode) && sqlite3_db_readonly (self->db, "main") == 1)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("The clinic's file “%s” can't be written here."), self->path);
      return FALSE;
    }
  if (code == SQLITE_OK)
    return mode == CT_DATABASE_CREATE || check_owner (self, error);
  if (code == SQLITE_NOTADB && self->encrypted)
    return ct_database_file_explain (self->path, key, error);
  if (code == SQLITE_NOTADB)
    return ct_database_file_explain_keyless (self->path, error);
  return set_error (self, error);
}

static gboolean
start (Sqlite *self, const guint8 *key, CtDatabaseMode mode, GError **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_handler (self->db, on_busy, self);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
#ifdef CT_HAVE_SQLCIPHER
  if (key != NULL && (mode == CT_DATABASE_CREATE || !ct_database_file_is_plain (self->path)))
    if (!check_cipher (self, error) || !set_key (self, key, error))
      return FALSE;
#endif
  return check_readable (self, key, mode, error) && configure (self, mode, error);
}

/* Two names in one moment would be two files: only a file that is still at its name when its log is open is known. */
static void
note_file (Sqlite *self)
{
  int moved = 0;

  ct_opened_file_note (&self->opened, self->path);
  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved)
    ct_opened_file_forget (&self->opened);
}

/* What is called immutable is read without its log, and nothing beside it is made. */
static int
open_handle (Sqlite *self, CtDatabaseMode mode)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == CT_DATABASE_CREATE ? SQLITE_OPEN_CREATE : 0);
  g_autofree char *whole = NULL, *uri = NULL, *alone = NULL;

  if (mode != CT_DATABASE_ALONE)
    return sqlite3_open_v2 (self->path, &self->db, flags, NULL);
  whole = g_canonicalize_filename (self->path, NULL);
  uri = g_filename_to_uri (whole, NULL, NULL);
  alone = g_strconcat (uri, "?immutable=1", NULL);
  return sqlite3_open_v2 (alone, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
}

static CtDatabase *
sqlite_open (const char *path, const CtCredentials *credentials, CtDatabaseMode mode, GError **error)
{
  Sqlite *self;
  const guint8 *key = credentials != NULL && ct_database_sqlite ()->key_bytes > 0 ? credentials->key : NULL;

  if (mode == CT_DATABASE_CREATE ? !ct_database_file_make (path, error) : !ct_database_file_check (path, error))
    return NULL;
  self = g_new0 (Sqlite, 1);
  self->parent.engine = ct_database_sqlite ();
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);
  self->jitter = (guint32) GPOINTER_TO_SIZE (self) ^ ((guint32) getpid () << 8);
  if (open_handle (self, mode) == SQLITE_OK ? start (self, key, mode, error) : set_error (self, error))
    {
      note_file (self);
      return &self->parent;
    }
  sqlite_close (&self->parent);
  return NULL;
}

/**
 * ct_database_sqlite:
 *
 * Returns: (transfer none): the engine that keeps a clinic in a file.
 */
const CtEngine *
ct_database_sqlite (void)
{
  static const CtEngine engine = {
    .name = "sqlite",
#ifdef CT_HAVE_SQLCIPHER
    .key_bytes = KEY_BYTES,
#endif
    .token = sqlite_token,
    .open = sqlite_open,
    .close = sqlite_close,
    .encrypted = sqlite_encrypted,
    .script = sqlite_script,
    .prepare = sqlite_prepare,
    .query = sqlite_query,
    .next = sqlite_next,
    .n_columns = sqlite_n_columns,
    .column_name = sqlite_column_name,
    .value = sqlite_value,
    .cursor_free = sqlite_cursor_free,
    .affected = sqlite_affected,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .data_version = sqlite_data_version,
    .interrupt = sqlite_interrupt,
    .tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    .copy = ct_database_sqlite_copy,
    .opened = sqlite_opened,
    .check = ct_database_sqlite_check,
  };

  return &engine;
}
