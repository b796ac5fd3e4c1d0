/* `backup`, `restore` and `verify`. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "base/ct-error.h"
#include "base/ct-place.h"

static void
add_counts (JsonBuilder *builder, const CtBackupInfo *info)
{
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  for (guint i = 0; i < info->counts->len; i++)
    {
      const CtTableCount *count = g_ptr_array_index (info->counts, i);

      ct_cli_add_int (builder, count->table, count->rows);
    }
  json_builder_end_object (builder);
}

static void
add_outside (JsonBuilder *builder, GStrv outside)
{
  json_builder_set_member_name (builder, "without_passphrase");
  json_builder_begin_array (builder);
  for (guint i = 0; outside[i] != NULL; i++)
    json_builder_add_string_value (builder, outside[i]);
  json_builder_end_array (builder);
}

static void
print_info (CtCli *cli, const CtBackupInfo *info, const char *sentence, const CtRestored *restored)
{
  g_autofree char *made = info->made_us > 0 ? ct_time_to_iso (info->made_us) : NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_print ("%s\n", sentence);
      g_print (_("%" PRId64 " patients, %" PRId64 " bookings, %" PRId64 " acts, head %s\n"),
               ct_backup_info_count (info, "patient"), ct_backup_info_count (info, "appointment"), info->head_id, info->head);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "clinic", info->clinic_name);
  ct_cli_add_text (builder, "path", info->path);
  ct_cli_add_text (builder, "made", made);
  ct_cli_add_text (builder, "program", info->program);
  ct_cli_add_int (builder, "schema", info->schema);
  ct_cli_add_bool (builder, "encrypted", info->encrypted);
  ct_cli_add_int (builder, "acts", info->head_id);
  ct_cli_add_text (builder, "head", info->head);
  ct_cli_add_text (builder, "kept", restored != NULL ? restored->aside : NULL);
  add_counts (builder, info);
  if (restored != NULL && restored->outside != NULL)
    add_outside (builder, restored->outside);
  if (restored != NULL && restored->moved != NULL)
    ct_cli_add_moved (builder, restored->moved);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

/** `backup`: one that is put on trial. */
gboolean
ct_cli_backup (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *to = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *sentence = NULL;
  gboolean scheduled = FALSE;
  CtCliTelling telling = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_("Where to, instead of where the clinic planned"), N_("FOLDER") },
    { "scheduled", 0, 0, G_OPTION_ARG_NONE, &scheduled, N_("Only if the clinic's schedule says that one is due"), NULL },
    { NULL },
  };
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtBackupInfo) info = NULL;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc > 1 || (scheduled && to != NULL))
    return ct_cli_usage_error (error, "%s", _("A backup takes --to or --scheduled."));
  if ((clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  folder = to != NULL ? g_canonicalize_filename (to, NULL) : NULL;
  ct_cli_watch_backup (clinic, &telling);
  if (scheduled)
    ct_clinic_back_up_if_due_async (clinic, ct_await_done, &await);
  else
    ct_clinic_back_up_async (clinic, folder, ct_await_done, &await);
  info = ct_cli_finish (clinic, &await, error);
  ct_cli_end_telling (&telling);
  if (info == NULL)
    return FALSE;
  if (info->path == NULL)
    {
      g_print (cli->json ? "null\n" : _("No backup is due.\n"));
      return TRUE;
    }
  sentence = g_strdup_printf (_("Backed up and verified: %s"), info->path);
  print_info (cli, info, sentence, NULL);
  return TRUE;
}

/* Who opens it: somebody with the passphrase they had then, or the printed key. To a server, @wish needs both who and a
 * passphrase, whatever opens it. */
static gboolean
ask_key (CtCli *cli, gboolean recovery, CtRestoreWish *wish, char **passphrase, char **key, GError **error)
{
  const char *given = g_getenv ("CHAIRTIME_RECOVERY_KEY");
  gboolean to_server = wish->to != NULL && ct_place_is_server (wish->to);
  g_autoptr (CtBackupInfo) info = ct_backup_open (wish->backup, error);

  if (info == NULL)
    return FALSE;
  if (cli->user == NULL && (!recovery || to_server))
    return ct_cli_usage_error (error, "%s", to_server ? _("Say which owner you are: --user NAME.")
                                                      : _("Say who you are: --user NAME, or --recovery."));
  if (recovery && (*key = given != NULL ? g_strdup (given) : ct_cli_passphrase (_("Recovery key: "), error)) == NULL)
    return FALSE;
  if ((to_server || (!recovery && info->encrypted)) &&
      (*passphrase = ct_cli_passphrase (recovery ? _("New passphrase: ") : _("Passphrase: "), error)) == NULL)
    return FALSE;
  wish->login = cli->user;
  wish->recovery_key = *key;
  wish->passphrase = *passphrase;
  return TRUE;
}

static char *
restored_words (const char *to, const CtRestored *restored)
{
  return restored->aside != NULL
           ? g_strdup_printf (_("Restored to %s and verified; what was there is kept as %s"), to, restored->aside)
           : g_strdup_printf (_("Restored to %s and verified"), to);
}

/* What an owner has to do before everybody can work again. */
static void
print_outside (const CtRestored *restored)
{
  g_autofree char *logins = NULL;

  if (restored->moved != NULL)
    ct_cli_print_moved (restored->moved);
  if (restored->outside == NULL || restored->outside[0] == NULL)
    return;
  logins = g_strjoinv (", ", restored->outside);
  g_print (_("These people have no passphrase there; give each one (users passphrase): %s\n"), logins);
}

static CtRestored *
restore (const CtRestoreWish *wish, CtClock clock, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GSource) watch = ct_cli_stop_by_keyboard (wish->cancellable);
  GError *local = NULL;
  CtRestored *restored;

  ct_clinic_restore_async (wish, clock, ct_await_done, &await);
  restored = ct_clinic_restore_finish (ct_await_result (&await), &local);
  g_source_destroy (watch);
  if (restored == NULL)
    ct_cli_tell_stopped (error, local, _("Stopped. Nothing was restored; what was there is as it was."));
  return restored;
}

/** `restore`: puts a backup back. */
gboolean
ct_cli_restore (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *to = NULL;
  g_autofree char *passphrase = NULL;
  g_autofree char *key = NULL;
  g_autofree char *sentence = NULL;
  gboolean recovery = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_("Where the clinic shall be, instead of --clinic"), N_("PLACE") },
    { "recovery", 0, 0, G_OPTION_ARG_NONE, &recovery, N_("Open it with the recovery key"), NULL },
    { NULL },
  };
  CtRestoreWish wish = { NULL };
  CtCliTelling telling = { 0 };
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (CtRestored) restored = NULL;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2)
    return ct_cli_usage_error (error, "%s", _("Say which backup."));
  wish.backup = argv[1];
  wish.to = to != NULL ? to : cli->clinic_path;
  wish.progress = ct_cli_tell_move;
  wish.backup_progress = ct_cli_tell_backup;
  wish.progress_data = &telling;
  wish.cancellable = stop;
  if (wish.to == NULL)
    return ct_cli_usage_error (error, "%s", _("Say where to: --to PLACE or --clinic FILE."));
  if (ask_key (cli, recovery, &wish, &passphrase, &key, error))
    restored = restore (&wish, cli->clock, error);
  ct_cli_end_telling (&telling);
  if (restored == NULL)
    return FALSE;
  sentence = restored_words (wish.to, restored);
  print_info (cli, restored->info, sentence, restored);
  if (!cli->json)
    print_outside (restored);
  return TRUE;
}

static CtBackupInfo *
examine_clinic (CtCli *cli, CtCliTelling *telling, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtClinic) clinic = ct_cli_open (cli, error);

  if (clinic == NULL)
    return NULL;
  ct_cli_watch_backup (clinic, telling);
  ct_clinic_examine_async (clinic, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/** `verify`: a clinic or a backup. */
gboolean
ct_cli_verify (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *passphrase = NULL;
  g_autofree char *key = NULL;
  gboolean recovery = FALSE;
  const GOptionEntry entries[] = {
    { "recovery", 0, 0, G_OPTION_ARG_NONE, &recovery, N_("Open it with the recovery key"), NULL },
    { NULL },
  };
  CtCliTelling telling = { 0 };
  CtRestoreWish wish = { .backup_progress = ct_cli_tell_backup, .progress_data = &telling };
  g_autoptr (CtBackupInfo) info = NULL;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc > 2 || (argc == 1 && recovery))
    return ct_cli_usage_error (error, "%s", _("Name one backup, or none for the clinic itself."));
  if (argc == 1)
    info = examine_clinic (cli, &telling, error);
  else
    {
      wish.backup = argv[1];
      if (ask_key (cli, recovery, &wish, &passphrase, &key, error))
        info = ct_backup_try (&wish, error);
    }
  ct_cli_end_telling (&telling);
  if (info == NULL)
    return FALSE;
  print_info (cli, info, argc == 1 ? _("The clinic is whole.") : _("The backup is whole and can be restored."), NULL);
  return TRUE;
}
