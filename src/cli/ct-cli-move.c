/* Moving a clinic between a file and a server. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

#include "clinic/ct-clinic-move.h"

/**
 * ct_cli_add_moved:
 * @builder: in an object
 * @moved: what has to be told to whom
 *
 * Adds it to a JSON document.
 */
void
ct_cli_add_moved (JsonBuilder *builder, const CtMoved *moved)
{
  ct_cli_add_text (builder, "recovery_key", moved->recovery_key);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < moved->people->len; i++)
    {
      const CtMovedPerson *person = moved->people->pdata[i];

      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "user", person->login);
      ct_cli_add_text (builder, "name", person->full_name);
      ct_cli_add_text (builder, "passphrase", person->passphrase);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const CtMoved *moved, const char *to)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "clinic", to);
  ct_cli_add_moved (builder, moved);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

/**
 * ct_cli_print_moved:
 * @moved: what has to be told to whom
 *
 * Prints it in words.
 */
void
ct_cli_print_moved (const CtMoved *moved)
{
  g_print (_("Recovery key: %s\nPrint it and lock it away: it opens the clinic when a passphrase is forgotten.\n"),
           moved->recovery_key);
  if (moved->people->len > 0)
    g_print ("%s\n", _("These passphrases work once; each asks for a new one:"));
  for (guint i = 0; i < moved->people->len; i++)
    {
      const CtMovedPerson *person = moved->people->pdata[i];

      g_print ("  %-20s %s  (%s)\n", person->login, person->passphrase, person->full_name);
    }
}

static CtMoved *
move_over (const CtClinicMove *move, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GSource) watch = ct_cli_stop_by_keyboard (move->cancellable);
  GError *local = NULL;
  CtMoved *moved;

  ct_clinic_move_async (move, ct_await_done, &await);
  moved = ct_clinic_move_finish (ct_await_result (&await), &local);
  g_source_destroy (watch);
  if (moved == NULL)
    ct_cli_tell_stopped (error, local, _("Stopped. The clinic is where it was; the same command goes on from here."));
  return moved;
}

/** `move`: the whole clinic from a file to a server, or back. */
gboolean
ct_cli_move (CtCli *cli, int argc, char **argv, GError **error)
{
  CtCliTelling telling = { 0 };
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  CtClinicMove move = { .progress = ct_cli_tell_move, .progress_data = &telling, .cancellable = stop };
  g_autofree char *passphrase = NULL, *code = NULL;
  g_autoptr (CtMoved) moved = NULL;
  const GOptionEntry entries[] = {
    { "anew", 0, 0, G_OPTION_ARG_NONE, &move.anew, N_("Throw away what has arrived of a move that was broken off, and start over"), NULL },
    { "code", 0, 0, G_OPTION_ARG_STRING, &code, N_("Your one-time code, if you need one"), N_("CODE") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 3)
    return ct_cli_usage_error (error, "%s", _("Say whence and whither: move FROM TO."));
  if (cli->user == NULL)
    return ct_cli_usage_error (error, "%s", _("Say who you are: --user NAME."));
  if ((passphrase = ct_cli_passphrase (_("Passphrase: "), error)) == NULL)
    return FALSE;
  move.from = argv[1];
  move.to = argv[2];
  move.login = cli->user;
  move.passphrase = passphrase;
  move.code = code;
  move.clock = cli->clock;
  moved = move_over (&move, error);
  ct_cli_end_telling (&telling);
  if (moved == NULL)
    return FALSE;
  if (cli->json)
    print_json (moved, argv[2]);
  else
    ct_cli_print_moved (moved);
  return TRUE;
}
