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
  GHashTable    *statements;  /* name → Statement */
  guint          n_statements;
  guint          n_transactions;
  gint64         affected;
} CtPostgres;

gboolean  ct_postgres_connect       (CtPostgres *self, const char *where, const CtCredentials *credentials, GError **error);
gboolean  ct_postgres_reconnect     (CtPostgres *self, GError **error);
gboolean  ct_postgres_wait          (CtPostgres *self, short events, gint64 until_us);
void      ct_postgres_wake          (CtPostgres *self);
void      ct_postgres_calm          (CtPostgres *self);
PGresult *ct_postgres_answer        (CtPostgres *self, int sent, GError **error);
gboolean  ct_postgres_do            (CtPostgres *self, const char *sql, GError **error);
gboolean  ct_postgres_set_error     (CtPostgres *self, const PGresult *result, GError **error);
gboolean  ct_postgres_explain       (CtPostgres *self, GError **error);
void      ct_postgres_forget        (CtPostgres *self);
gint64    ct_postgres_session       (CtDatabase *database);
gboolean  ct_postgres_listen        (CtDatabase *database, CtHeardFunc func, gpointer data, GError **error);
gboolean  ct_postgres_hear          (CtDatabase *database, CtHeardFunc func, gpointer data, GError **error);
gboolean  ct_postgres_tell          (CtDatabase *database, const char *lines, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

G_END_DECLS
