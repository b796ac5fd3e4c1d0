/* The tiny interface to an engine: one connection, its transactions, statements and rows. */
#pragma once

#include <glib.h>

#include "base/ct-value.h"
#include "store/ct-credentials.h"
#include "store/ct-opened-file.h"

G_BEGIN_DECLS

typedef struct _CtDatabase CtDatabase;
typedef struct _CtCursor CtCursor;

/** How a connection is opened. */
typedef enum
{
  CT_DATABASE_WRITE,  /* an existing database, to read and write */
  CT_DATABASE_READ,   /* an existing database, to read */
  CT_DATABASE_CREATE, /* a new database where there is none */
  CT_DATABASE_ALONE,  /* the file of an existing database as it is without its log, to read */
  CT_DATABASE_BARE,   /* any database of a server, whatever is in it; for its administrator */
} CtDatabaseMode;

/* Called with what the connection @session told: a row that changed, 0 for many of its table. */
typedef void (*CtHeardFunc) (gint64 session, const char *table, gint64 id, gpointer data);

/**
 * CtDatabaseProgress:
 * @done: how far it is
 * @of: out of how much
 *
 * Told now and then. Returns: whether to go on; %FALSE with @error set stops it.
 */
typedef gboolean (*CtDatabaseProgress) (gint64 done, gint64 of, gpointer data, GError **error);

/**
 * CtEngine:
 * @name: as it stands in the file names of the schema: "sqlite"
 * @key_bytes: how long an encryption key is; 0 where the engine can't encrypt
 * @token: what stands in the schema's text for "@NAME@" on this engine, %NULL for an unknown name
 * @open: makes a connection
 * @script: runs many statements without parameters
 * @prepare: prepares a named statement without running it
 * @query: begins a statement; keeps it prepared under its name, if it has one
 * @next: the next row: 1 a row, 0 no more, -1 an error
 * @later: (nullable): sends a statement without waiting for its answer; an error of it comes with the next that is waited
 *   for; %NULL where nothing is waited for anyway
 * @affected: how many rows the last finished statement changed
 * @begin: begins a transaction that reads, or one that also writes
 * @alone: in a transaction that writes: waits until no other transaction that called it is under way
 * @data_version: a number that changes when another connection has committed; %NULL where @listen tells
 * @interrupt: stops what is running; the one call that may come from another thread
 * @tables: a query for the names of all tables, in order of the alphabet
 * @copy: (nullable): writes the state that the open transaction sees to a new file
 * @opened: (nullable): which file it has open
 * @check: (nullable): looks for damage; the engine's own keeper does where there is none
 * @session: by what number the server knows this connection
 * @listen: begins to hear what others tell; tells of every table, since much may have changed before
 * @hear: waits for what others tell, until interrupted
 * @tell: in a transaction that writes: tells all who listen, once it is committed, of lines "table id"
 * @is_lost: whether the server has gone away, so that nothing can be done but @reconnect
 * @reconnect: connects anew
 * @set_password: by what it connects anew from now on; may come from another thread
 *
 * What an engine must do. A connection is used by one thread at a time. Those from
 * @session on are %NULL where there is no server.
 */
typedef struct
{
  const char *name;
  gsize       key_bytes;
  const char *(*token)        (const char *name);
  CtDatabase *(*open)         (const char *where, const CtCredentials *credentials, CtDatabaseMode mode, GError **error);
  void        (*close)        (CtDatabase *self);
  gboolean    (*encrypted)    (CtDatabase *self);
  gboolean    (*script)       (CtDatabase *self, const char *sql, GError **error);
  gboolean    (*prepare)      (CtDatabase *self, const char *name, const char *sql, GError **error);
  CtCursor   *(*query)        (CtDatabase *self, const char *name, const char *sql, const CtValue *params,
                               guint n_params, gboolean keep_params, GError **error);
  int         (*next)         (CtCursor *cursor, GError **error);
  int         (*n_columns)    (CtCursor *cursor);
  const char *(*column_name)  (CtCursor *cursor, int column);
  CtValue     (*value)        (CtCursor *cursor, int column);
  void        (*cursor_free)  (CtCursor *cursor);
  gboolean    (*later)        (CtDatabase *self, const char *name, const char *sql, const CtValue *params,
                               guint n_params, GError **error);
  gint64      (*affected)     (CtDatabase *self);
  gboolean    (*begin)        (CtDatabase *self, gboolean write, GError **error);
  gboolean    (*commit)       (CtDatabase *self, GError **error);
  void        (*rollback)     (CtDatabase *self);
  gboolean    (*alone)        (CtDatabase *self, GError **error);
  gint64      (*data_version) (CtDatabase *self);
  void        (*interrupt)    (CtDatabase *self);
  const char *tables;
  gboolean    (*copy)         (CtDatabase *self, const char *to, const guint8 *key, CtDatabaseProgress progress,
                               gpointer data, GError **error);
  const CtOpenedFile *(*opened) (CtDatabase *self);
  gboolean    (*check)        (CtDatabase *self, GError **error);
  gint64      (*session)      (CtDatabase *self);
  gboolean    (*listen)       (CtDatabase *self, CtHeardFunc func, gpointer data, GError **error);
  gboolean    (*hear)         (CtDatabase *self, CtHeardFunc func, gpointer data, GError **error);
  gboolean    (*tell)         (CtDatabase *self, const char *lines, GError **error);
  gboolean    (*is_lost)      (CtDatabase *self);
  gboolean    (*reconnect)    (CtDatabase *self, GError **error);
  void        (*set_password) (CtDatabase *self, const char *password);
} CtEngine;

/* The head of every engine's own connection and cursor. */
struct _CtDatabase
{
  const CtEngine *engine;
};

struct _CtCursor
{
  CtDatabase *database;
};

const CtEngine *ct_database_engine_for   (const char *where);
const CtEngine *ct_database_sqlite       (void);
const CtEngine *ct_database_postgres     (void);

CtDatabase     *ct_database_open         (const char *where, const CtCredentials *credentials, CtDatabaseMode mode,
                                          GError **error);
void            ct_database_close        (CtDatabase *self);
gboolean        ct_database_is_encrypted (CtDatabase *self);
gboolean        ct_database_script       (CtDatabase *self, const char *sql, GError **error);
gboolean        ct_database_prepare      (CtDatabase *self, const char *name, const char *sql, GError **error);
CtCursor       *ct_database_query        (CtDatabase *self, const char *name, const char *sql, const CtValue *params,
                                          guint n_params, GError **error);
gint64          ct_database_run          (CtDatabase *self, const char *name, const char *sql, const CtValue *params,
                                          guint n_params, GError **error);
gboolean        ct_database_run_later    (CtDatabase *self, const char *name, const char *sql, const CtValue *params,
                                          guint n_params, GError **error);
gboolean        ct_database_number       (CtDatabase *self, const char *name, const char *sql, const CtValue *params,
                                          guint n_params, gint64 *number, GError **error);
gboolean        ct_database_begin        (CtDatabase *self, gboolean write, GError **error);
gboolean        ct_database_alone        (CtDatabase *self, GError **error);
gboolean        ct_database_commit       (CtDatabase *self, GError **error);
void            ct_database_rollback     (CtDatabase *self);
gint64          ct_database_data_version (CtDatabase *self);
void            ct_database_interrupt    (CtDatabase *self);
gboolean        ct_database_has_server   (CtDatabase *self);
const CtOpenedFile *ct_database_opened   (CtDatabase *self);
gboolean        ct_database_is_there     (CtDatabase *self);
gboolean        ct_database_check        (CtDatabase *self, GError **error);
gint64          ct_database_session      (CtDatabase *self);
gboolean        ct_database_listen       (CtDatabase *self, CtHeardFunc func, gpointer data, GError **error);
gboolean        ct_database_hear         (CtDatabase *self, CtHeardFunc func, gpointer data, GError **error);
gboolean        ct_database_tell         (CtDatabase *self, const char *lines, GError **error);
gboolean        ct_database_is_lost      (CtDatabase *self);
gboolean        ct_database_reconnect    (CtDatabase *self, GError **error);
void            ct_database_set_password (CtDatabase *self, const char *password);

int             ct_cursor_next           (CtCursor *self, GError **error);
int             ct_cursor_n_columns      (CtCursor *self);
const char     *ct_cursor_column_name    (CtCursor *self, int column);
CtValue         ct_cursor_value          (CtCursor *self, int column);
void            ct_cursor_free           (CtCursor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtDatabase, ct_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtCursor, ct_cursor_free)

G_END_DECLS
