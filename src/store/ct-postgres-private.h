/* A connection to a PostgreSQL server as the files of its engine see it. */
#pragma once

#include <libpq-fe.h>

#include "store/ct-database.h"

G_BEGIN_DECLS

/* Everything of a clinic is in this schema of its database; it is also the channel on which desks tell each other. */
#define CT_POSTGRES_SCHEMA "chairtime"

typedef struct
{
  CtDatabase     parent;
  PGconn        *connection;
  CtDatabaseMode mode;
  char          *name;        /* of the database, for sentences */
  int            wake;        /* an eventfd: another thread wants something */
  gint           interrupted; /* set from another thread */
  gboolean       cancelling;  /* the server was asked to stop what it does */
  gboolean       lost;
  gint64         retry_us;    /* how long the next try to connect again may take */
  GHashTable    *statements;  /* name → Statement */
  guint          n_statements;
  guint          n_transactions;
  gint64         affected;
  guint          n_later;     /* statements on their way whose answers were not read yet */
  GMutex         mutex;       /* guards what follows */
  char          *password;    /* (nullable): the one to connect anew by, where it is another one by now */
} CtPostgres;

/* A statement is prepared once for its name. */
typedef struct
{
  char    *id;   /* as the server knows it, and the portal of its rows */
  guint    n_params;
  gboolean kept; /* prepared, and the connection's own; else for this once, and its user's */
  gboolean in_parts;
  gboolean in_use;
  guint    portal_since; /* in which transaction its portal was opened; 0 for none */
} CtPostgresStatement;

gboolean  ct_postgres_connect       (CtPostgres *self, const char *where, const CtCredentials *credentials, GError **error);
gboolean  ct_postgres_reconnect     (CtPostgres *self, GError **error);
void      ct_postgres_set_password  (CtPostgres *self, const char *password);
gboolean  ct_postgres_wait          (CtPostgres *self, short events, gint64 until_us);
void      ct_postgres_wake          (CtPostgres *self);
void      ct_postgres_calm          (CtPostgres *self);
PGresult *ct_postgres_answer        (CtPostgres *self, int sent, GError **error);
gboolean  ct_postgres_begin_later   (CtPostgres *self, GError **error);
gboolean  ct_postgres_later         (CtPostgres *self, int sent, GError **error);
gboolean  ct_postgres_settle        (CtPostgres *self, GError **error);
int       ct_postgres_send          (CtPostgres *self, const char *sql);
gboolean  ct_postgres_do            (CtPostgres *self, const char *sql, GError **error);
gboolean  ct_postgres_do_later      (CtPostgres *self, const char *sql, GError **error);
gboolean  ct_postgres_set_error     (CtPostgres *self, const PGresult *result, GError **error);
gboolean  ct_postgres_explain       (CtPostgres *self, GError **error);

CtPostgresStatement *ct_postgres_statement_find      (CtPostgres *self, const char *name, const char *sql, GError **error);
PGresult            *ct_postgres_statement_run       (CtPostgres *self, CtPostgresStatement *statement, const char *sql,
                                                      const CtValue *params, guint n_params, GError **error);
gboolean             ct_postgres_statement_run_later (CtPostgres *self, CtPostgresStatement *statement, const char *sql,
                                                      const CtValue *params, guint n_params, GError **error);
void                 ct_postgres_statement_free      (gpointer data);
void                 ct_postgres_forget              (CtPostgres *self);

gint64    ct_postgres_session       (CtDatabase *database);
gboolean  ct_postgres_listen        (CtDatabase *database, CtHeardFunc func, gpointer data, GError **error);
gboolean  ct_postgres_hear          (CtDatabase *database, CtHeardFunc func, gpointer data, GError **error);
gboolean  ct_postgres_tell          (CtDatabase *database, const char *lines, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

G_END_DECLS
