/* The names of a clinic's roles, and the SQL they go into. */
#include "store/ct-server-private.h"

#include <string.h>

#include "base/ct-place.h"
#include "domain/ct-permission.h"
#include "store/ct-queries.h"
#include "store/ct-server.h"

/* Two underscores: no log-in name has one, so no person's role is ever called like that. */
static char *
own_role (const char *place, const char *what)
{
  g_autofree char *database = ct_place_database (place);

  return g_strdup_printf ("%s__%s", database, what);
}

/**
 * ct_server_role:
 * @place: a clinic on a server
 * @login: somebody's log-in name
 *
 * Returns: (transfer full): the name of their role on the server.
 */
char *
ct_server_role (const char *place, const char *login)
{
  g_autofree char *database = NULL;

  g_return_val_if_fail (place != NULL && login != NULL, NULL);
  database = ct_place_database (place);
  return g_strdup_printf ("%s_%s", database, login);
}

/* The role on the server that has what a role of the matrix may. */
char *
ct_server_group (const char *place, const char *role)
{
  return own_role (place, role);
}

/**
 * ct_server_recovery_role:
 * @place: a clinic on a server
 *
 * Returns: (transfer full): the name of the role whose password is the recovery key.
 */
char *
ct_server_recovery_role (const char *place)
{
  g_return_val_if_fail (place != NULL, NULL);
  return own_role (place, "recovery");
}

/**
 * ct_server_keeper_place:
 * @place: a clinic on a server, gone to as an administrator or an owner of it
 *
 * Returns: (transfer full): the same place, acting as the role that owns the tables.
 */
char *
ct_server_keeper_place (const char *place)
{
  g_autofree char *role = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  role = own_role (place, "keeper");
  return g_strdup_printf ("%s%coptions=-c%%20role%%3D%s", place, strchr (place, '?') != NULL ? '&' : '?', role);
}

/* A name as SQL takes it. */
void
ct_server_quote (GString *sql, const char *name)
{
  g_string_append_c (sql, '"');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (sql, '"');
      g_string_append_c (sql, *p);
    }
  g_string_append_c (sql, '"');
}

static void
add_groups (GString *sql, const char *place, CtPermission permission)
{
  const char *const *roles = ct_permission_list_roles ();
  gsize before = sql->len;

  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *group = ct_server_group (place, roles[i]);

      if (!ct_permission_of_role (roles[i], permission))
        continue;
      if (sql->len > before)
        g_string_append (sql, ", ");
      ct_server_quote (sql, group);
    }
}

/* Names of databases and roles are letters, digits, dashes and underscores: as a text they need no more than quotes. */
static void
add_word (GString *sql, const char *word, const char *place, const char *group)
{
  g_autofree char *database = ct_place_database (place);
  g_autofree char *keeper = own_role (place, "keeper");
  g_autofree char *steward = own_role (place, "steward");
  g_autofree char *recovery = own_role (place, "recovery");
  g_autofree char *emergency = own_role (place, "emergency");
  const struct
  {
    const char *word, *name;
  } names[] = { { "DATABASE", database }, { "KEEPER", keeper }, { "STEWARD", steward }, { "RECOVERY", recovery },
                { "EMERGENCY", emergency }, { "GROUP", group } };
  const struct
  {
    const char  *word;
    CtPermission permission;
  } groups[] = { { "EVERYBODY", CT_MAY_NOTHING_SPECIAL },
                 { "AUDITORS", CT_MAY_SEE_AUDIT },
                 { "ADMINISTRATORS", CT_MAY_ADMINISTER } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].word, word) == 0 && names[i].name != NULL)
      {
        ct_server_quote (sql, names[i].name);
        return;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (strcmp (groups[i].word, word) == 0)
      {
        add_groups (sql, place, groups[i].permission);
        return;
      }
  if (strcmp (word, "PREFIX") == 0)
    g_string_append_printf (sql, "'%s_'", database);
  else if (strcmp (word, "KEEPER_NAME") == 0)
    g_string_append_printf (sql, "'%s'", keeper);
  else if (strcmp (word, "RECOVERY_NAME") == 0)
    g_string_append_printf (sql, "'%s'", recovery);
  else
    g_error ("resources/sql/server: there is no word @%s@.", word);
}

/* Puts the names of the clinic at @place, and of one @group, into SQL. */
char *
ct_server_expand (const char *text, const char *place, const char *group)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", -1);
  GString *sql = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    if (i % 2 == 1)
      add_word (sql, parts[i], place, group);
    else
      g_string_append (sql, parts[i]);
  return g_string_free (sql, FALSE);
}

/* Runs a file of resources/sql/server. */
gboolean
ct_server_script (CtDatabase *database, const char *file, const char *place, const char *group, GError **error)
{
  g_autofree char *path = g_strconcat ("server/", file, NULL);
  g_autoptr (GBytes) bytes = ct_queries_file (path);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *sql = ct_server_expand (text, place, group);

  return ct_database_script (database, sql, error);
}
