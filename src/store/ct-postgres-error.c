/* What a server or its connection says went wrong, told to the person at the desk. */
#include "store/ct-postgres-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-database-refusal.h"

/* The codes of PostgreSQL that ask for a sentence of their own; a shorter one stands for its class. */
static const struct
{
  const char *state;
  CtRefusal   refusal;
} states[] = {
  { "23P01", CT_REFUSED_TIME_TAKEN },  /* exclusion violation: only claims have one */
  { "23001", CT_REFUSED_APPEND_ONLY }, /* restrict violation: raised by the audit's triggers */
  { "CT001", CT_REFUSED_SIGNED },      /* our own: raised by the triggers of signatures */
  { "23503", CT_REFUSED_MISSING },     /* foreign key */
  { "23", CT_REFUSED_IMPOSSIBLE },     /* not null, check */
  { "22021", CT_REFUSED_GARBLED },     /* character not in repertoire */
  { "22P05", CT_REFUSED_GARBLED },     /* untranslatable character */
  { "22", CT_REFUSED_IMPOSSIBLE },
  { "40001", CT_REFUSED_BUSY },        /* serialization failure */
  { "40P01", CT_REFUSED_BUSY },        /* deadlock */
  { "55P03", CT_REFUSED_BUSY },        /* waited too long for a lock */
  { "57014", CT_REFUSED_CANCELLED },
  { "25006", CT_REFUSED_ROLE },        /* a reader writes */
  { "42501", CT_REFUSED_ROLE },        /* insufficient privilege */
  { "53100", CT_REFUSED_DISK_FULL },
  { "58030", CT_REFUSED_DISK },
  { "54", CT_REFUSED_TOO_LARGE },
  { "CT002", CT_REFUSED_OUTDATED },    /* raised by the audit's end for a program older than the schema */
  { "08", CT_REFUSED_OFFLINE },
  { "57P", CT_REFUSED_OFFLINE },       /* shut down, crashed, starting */
  { "25P03", CT_REFUSED_OFFLINE },     /* the server gave up a transaction that stood still */
};

static gboolean
refuse_state (const char *state, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_has_prefix (state, states[i].state))
      {
        ct_database_refuse (error, states[i].refusal);
        return TRUE;
      }
  return FALSE;
}

/* A connection that broke in the middle has no code; one that the server ended has. */
static gboolean
has_ended (CtPostgres *self, const char *state)
{
  return PQstatus (self->connection) == CONNECTION_BAD || state == NULL || g_str_has_prefix (state, "57P") ||
         g_str_has_prefix (state, "08") || g_str_has_prefix (state, "25P03");
}

/**
 * ct_postgres_set_error:
 * @self: a connection
 * @result: (nullable): how a statement ended; %NULL where it could not even be sent
 * @error: set to a sentence
 *
 * Returns: %FALSE, always.
 */
gboolean
ct_postgres_set_error (CtPostgres *self, const PGresult *result, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *constraint = PQresultErrorField (result, PG_DIAG_CONSTRAINT_NAME);

  if (has_ended (self, state))
    {
      g_info ("The connection to the server was lost: %s", PQerrorMessage (self->connection));
      self->lost = TRUE;
      return ct_database_refuse (error, CT_REFUSED_OFFLINE);
    }
  if (strcmp (state, "23505") == 0)
    return ct_database_refuse_double (error, constraint != NULL ? constraint : "");
  if (g_str_has_prefix (state, "XX"))
    g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("The clinic's database “%s” is damaged; restore a backup."),
                 self->name);
  else if (!refuse_state (state, error))
    g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("The clinic's records could not do this (%s)."),
                 PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY));
  return FALSE;
}

/* While a connection is being made, messages that come from the server hold their code instead of words. */
static char *
find_state (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new (":  ([0-9A-Z]{5})\\s*$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, message, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static gboolean
explain_state (CtPostgres *self, const char *state, GError **error)
{
  if (g_str_has_prefix (state, "28"))
    g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE, _("The user name or the passphrase is not right."));
  else if (strcmp (state, "3D000") == 0)
    g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no database “%s” on this server."), self->name);
  else if (strcmp (state, "53300") == 0)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_BUSY,
                         _("The clinic's server has too many connections; try again in a moment."));
  else if (!refuse_state (state, error))
    g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("The clinic's server refuses the connection (%s)."), state);
  return FALSE;
}

/**
 * ct_postgres_explain:
 * @self: a connection that could not be made
 * @error: set to a sentence
 *
 * Returns: %FALSE, always.
 */
gboolean
ct_postgres_explain (CtPostgres *self, GError **error)
{
  const char *message = PQerrorMessage (self->connection);
  g_autofree char *state = find_state (message);

  if (state != NULL)
    return explain_state (self, state, error);
  if (strstr (message, "definition of service") != NULL)
    g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("The file of services does not name “%s”."), self->name);
  else if (PQconnectionNeedsPassword (self->connection))
    g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE, _("The clinic's server asks for a passphrase."));
  else if (strstr (message, "SSL") != NULL || strstr (message, "certificate") != NULL)
    {
      g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (message), "\n", ' '));

      g_set_error (error, CT_ERROR, CT_ERROR_DENIED,
                   _("The connection to the clinic's server would not be safe (%s)."), line);
    }
  else
    {
      g_info ("%s", message);
      g_set_error (error, CT_ERROR, CT_ERROR_OFFLINE, _("The server of the clinic “%s” can't be reached now."), self->name);
    }
  return FALSE;
}
