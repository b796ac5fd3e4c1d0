/* Who works here: chairtimectl users. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

static CtUser *
find_user (CtClinic *clinic, const char *login, GError **error)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    if (g_strcmp0 (CT_USER (g_ptr_array_index (users, i))->login, login) == 0)
      return ct_record_copy (g_ptr_array_index (users, i));
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is nobody called “%s” here."), login);
  return NULL;
}

static gboolean
check_role (const char *role, GError **error)
{
  g_autofree char *all = g_strjoinv (", ", (GStrv) ct_permission_list_roles ());

  return (role != NULL && g_strv_contains (ct_permission_list_roles (), role)) ||
         ct_cli_usage_error (error, _("A role is one of %s."), all);
}

/* ---- list ---- */

/* The second line of somebody under whose name the log-in has failed. */
static void
print_failures (const CtPerson *person)
{
  g_autofree char *until = ct_time_to_iso (person->locked_until_us);

  if (person->n_failures == 0)
    return;
  g_print (ngettext ("%-16s %u failed log-in", "%-16s %u failed log-ins", person->n_failures), "", person->n_failures);
  if (until != NULL)
    g_print (_(", locked out until %s"), until);
  g_print ("\n");
}

static void
print_person (JsonBuilder *builder, gboolean json, const CtPerson *person)
{
  const CtUser *user = person->user;
  g_autofree char *last = ct_time_to_iso (user->last_login_us);
  g_autofree char *until = ct_time_to_iso (person->locked_until_us);

  if (!json)
    {
      g_print ("%-16s %-12s %-10s %-8s %-22s %s\n", user->login, user->role, user->active ? _("may log in") : _("off"),
               person->has_codes ? _("code") : "", last != NULL ? last : _("never"), user->full_name);
      print_failures (person);
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "login", user->login);
  ct_cli_add_text (builder, "name", user->full_name);
  ct_cli_add_text (builder, "credentials", user->credentials);
  ct_cli_add_text (builder, "role", user->role);
  ct_cli_add_bool (builder, "active", user->active);
  ct_cli_add_bool (builder, "must_change", user->must_change);
  ct_cli_add_bool (builder, "code", person->has_codes);
  ct_cli_add_text (builder, "last_login", last);
  ct_cli_add_int (builder, "failed_log_ins", (gint64) person->n_failures);
  ct_cli_add_text (builder, "locked_until", until);
  json_builder_end_object (builder);
}

static gboolean
list_users (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  ct_clinic_list_people_async (clinic, ct_await_done, &await);
  if ((people = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < people->len; i++)
    print_person (builder, cli->json, g_ptr_array_index (people, i));
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  return TRUE;
}

/* ---- Changing somebody ---- */

static gboolean
tell_user (CtCli *cli, CtUser *user)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (user == NULL)
    return FALSE;
  if (!cli->json)
    {
      g_print ("%s: %s, %s\n", user->login, user->role, user->active ? _("may log in") : _("off"));
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "login", user->login);
  ct_cli_add_text (builder, "role", user->role);
  ct_cli_add_bool (builder, "active", user->active);
  ct_cli_add_bool (builder, "must_change", user->must_change);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
  return TRUE;
}

static gboolean
add_user (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autofree char *passphrase = NULL;

  if (!check_role (words[1], error) || (passphrase = ct_cli_new_passphrase (error)) == NULL)
    return FALSE;
  user->login = g_strdup (words[0]);
  user->role = g_strdup (words[1]);
  user->full_name = ct_text_clean (name != NULL ? name : words[0]);
  user->must_change = TRUE;
  ct_clinic_add_user_async (clinic, user, passphrase, ct_await_done, &await);
  stored = ct_cli_finish (clinic, &await, error);
  return tell_user (cli, stored);
}

static gboolean
store_user (CtCli *cli, CtClinic *clinic, CtUser *user, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) stored = NULL;

  ct_clinic_save_user_async (clinic, user, ct_await_done, &await);
  stored = ct_cli_finish (clinic, &await, error);
  return tell_user (cli, stored);
}

static gboolean
change_role (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_autoptr (CtUser) user = check_role (words[1], error) ? find_user (clinic, words[0], error) : NULL;

  if (user == NULL)
    return FALSE;
  g_free (user->role);
  user->role = g_strdup (words[1]);
  return store_user (cli, clinic, user, error);
}

static gboolean
disable_user (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_autoptr (CtUser) user = find_user (clinic, words[0], error);

  if (user == NULL)
    return FALSE;
  user->active = FALSE;
  return store_user (cli, clinic, user, error);
}

/* Also lets somebody in again who was switched off: what they had until then opens nothing any more. */
static gboolean
set_passphrase (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = find_user (clinic, words[0], error);
  g_autofree char *passphrase = user != NULL ? ct_cli_new_passphrase (error) : NULL;
  g_autoptr (CtUser) stored = NULL;

  if (passphrase == NULL)
    return FALSE;
  ct_clinic_set_passphrase_async (clinic, user, passphrase, ct_await_done, &await);
  stored = ct_cli_finish (clinic, &await, error);
  return tell_user (cli, stored);
}

static gboolean
reset_code (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = find_user (clinic, words[0], error);

  if (user == NULL)
    return FALSE;
  ct_clinic_reset_codes_async (clinic, user, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error) != NULL && tell_user (cli, user);
}

/* They may try again at once, with the passphrase they have. */
static gboolean
lift_lock (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = find_user (clinic, words[0], error);

  if (user == NULL)
    return FALSE;
  ct_clinic_lift_lock_async (clinic, user, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error) != NULL && tell_user (cli, user);
}

static gboolean
require_code (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  gboolean required = g_strcmp0 (words[1], "yes") == 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!check_role (words[0], error))
    return FALSE;
  if (!required && g_strcmp0 (words[1], "no") != 0)
    return ct_cli_usage_error (error, "%s", _("Say “yes” or “no” after the role."));
  ct_clinic_require_code_async (clinic, words[0], required, ct_await_done, &await);
  if (ct_cli_finish (clinic, &await, error) == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "role", words[0]);
  ct_cli_add_bool (builder, "code_required", required);
  json_builder_end_object (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  else
    g_print ("%s: %s\n", words[0], required ? _("needs a one-time code") : _("needs no one-time code"));
  return TRUE;
}

/* ---- The recovery key ---- */

static gboolean
renew_recovery (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *passphrase = ct_cli_passphrase (_("Your passphrase, once more: "), error);
  g_autofree char *key = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (passphrase == NULL)
    return FALSE;
  ct_clinic_renew_recovery_async (clinic, passphrase, ct_await_done, &await);
  if ((key = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  if (!cli->json)
    {
      g_print (_("The new recovery key, shown this once; the old one opens nothing any more:\n%s\n"), key);
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "recovery_key", key);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
  return TRUE;
}

/* ---- The command ---- */

static const struct
{
  const char *name;
  int         n_words;
  gboolean  (*run) (CtCli *cli, CtClinic *clinic, const char *name, char **words, GError **error);
} acts[] = {
  { "list", 0, list_users },           { "add", 2, add_user },          { "role", 2, change_role },
  { "disable", 1, disable_user },      { "enable", 1, set_passphrase }, { "passphrase", 1, set_passphrase },
  { "require-code", 2, require_code }, { "reset-code", 1, reset_code },
  { "unlock", 1, lift_lock },
  { "recovery-key", 0, renew_recovery },
};

/** `users`: who works here, and what they may. */
gboolean
ct_cli_users (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (CtClinic) clinic = NULL;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Name of somebody new"), N_("NAME") },
    { NULL },
  };
  gsize at = 0;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  while (at < G_N_ELEMENTS (acts) && g_strcmp0 (acts[at].name, argc > 1 ? argv[1] : "list") != 0)
    at++;
  if (at == G_N_ELEMENTS (acts))
    return ct_cli_usage_error (error, _("“%s” is nothing that can be done with users."), argv[1]);
  if (MAX (argc - 2, 0) != acts[at].n_words)
    return ct_cli_usage_error (error, "%s", _("Say who: see “chairtimectl users --help”."));
  return (clinic = ct_cli_open (cli, error)) != NULL && acts[at].run (cli, clinic, name, argv + 2, error);
}
