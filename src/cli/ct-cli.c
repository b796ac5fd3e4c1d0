#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/ct-error.h"

G_DEFINE_QUARK (ct-cli-usage-quark, ct_cli_usage)

const CtCommand ct_cli_commands[] = {
  { "create", "--name NAME --zone ZONE --chairs N --admin USER", N_("make a new clinic"), ct_cli_create },
  { "move", "FROM TO [--code CODE]", N_("move a clinic from a file to a server, or back"), ct_cli_move },
  { "demo", "[--patients N] [--per-day N] [--seed S]", N_("fill an empty clinic with made-up people"), ct_cli_demo },
  { "import", "[--patient PATIENT] FILE…", N_("take in referral documents"), ct_cli_import },
  { "patients", "[WORDS…] [--limit N]", N_("find people"), ct_cli_patients },
  { "book", "PATIENT --date DATE --time HH:MM [--type TYPE] [--minutes M] [--chair CHAIR]", N_("book a visit"),
    ct_cli_book },
  { "step", "BOOKING [STEP] [--reason TEXT] [--how HOW]", N_("take a step of a visit's way, or say how it went"), ct_cli_step },
  { "plan", "PATIENT|- --protocol ID --start DATE [--days mon,wed,fri] [--time HH:MM] [--sessions N] [--indication ID] [--book]",
    N_("plan a course, and book it"), ct_cli_plan },
  { "assess", "PATIENT INSTRUMENT ANSWER… [--date DATE]", N_("store a score"), ct_cli_assess },
  { "score", "INSTRUMENT ANSWER…", N_("score answers, without a clinic"), ct_cli_score },
  { "change", "INSTRUMENT BASELINE CURRENT", N_("say what a change of score means"), ct_cli_change },
  { "chart", "PATIENT INSTRUMENT… --output FILE", N_("draw a progress chart as PNG, SVG or PDF"), ct_cli_chart },
  { "print", "day|people|week|card|series|labels [PATIENT] [--date DATE] [--sheet SHEET] [--start N] --output FILE.pdf",
    N_("make a day sheet, a week, appointment cards or labels"), ct_cli_print },
  { "ics", "export PATIENT --output FILE.ics | import USER FILE.ics [--name NAME] | forget USER NAME | list",
    N_("send appointments as a calendar file, take in busy times"), ct_cli_ics },
  { "summary", "PATIENT --output FILE.pdf [--sign MEANING] [--replaces DOCUMENT]", N_("make the treatment summary"),
    ct_cli_summary },
  { "document", "list PATIENT|sign DOCUMENT MEANING|verify [PATIENT]",
    N_("say what is in a chart, who signed it, and whether it is unchanged; sign it"), ct_cli_document },
  { "reminders", "[--days N] [--mark BOOKING --how text|email|phone]", N_("say whom to remind, in which words"),
    ct_cli_reminders },
  { "lists", "[NAME] [--put-off] [--csv FILE.csv]", N_("list what the desk has to see to"), ct_cli_lists },
  { "colors", "[SUBJECT COLOUR|SUBJECT standard] [--all-standard]", N_("say or choose which colour stands for what"), ct_cli_colors },
  { "audit", "[--patient PATIENT] [--by USER] [--since DAY] [--until DAY] [--act ACT] [--csv FILE] [--verify] [--head]",
    N_("read, export or verify the audit"), ct_cli_audit },
  { "users", "[list|add USER ROLE|role USER ROLE|disable USER|enable USER|passphrase USER|require-code ROLE yes|no|reset-code USER|unlock USER|recovery-key]",
    N_("say who works here and what they may"), ct_cli_users },
  { "backup", "[--to FOLDER] [--scheduled]", N_("make a backup that is put on trial"), ct_cli_backup },
  { "backup-plan", "[--at TIMES] [--folder FOLDER] [--keep NUMBER] …", N_("say or change when the clinic is backed up, and what is kept"),
    ct_cli_backup_plan },
  { "restore", "BACKUP [--to PLACE] [--recovery]", N_("put a backup back, and keep what was there"), ct_cli_restore },
  { "verify", "[BACKUP] [--recovery]", N_("look through a clinic or a backup for damage"), ct_cli_verify },
  { "instruments", "", N_("list the instruments that are known"), ct_cli_instruments },
  { "protocols", "", N_("list the protocols that are known"), ct_cli_protocols },
  { NULL, NULL, NULL, NULL },
};

/**
 * ct_cli_find:
 * @name: what was typed
 *
 * Returns: (transfer none) (nullable): the command of that name.
 */
const CtCommand *
ct_cli_find (const char *name)
{
  for (const CtCommand *command = ct_cli_commands; command->name != NULL; command++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

/**
 * ct_cli_usage_error:
 * @error: where to say it
 * @format: a sentence
 *
 * Returns: %FALSE: the command line was wrong, which ends with exit code 2.
 */
gboolean
ct_cli_usage_error (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CT_CLI_USAGE, 0, format, args);
  va_end (args);
  return FALSE;
}

/* ---- Options ---- */

static gboolean
take_moment (CtCli *cli, const char *now, GError **error)
{
  cli->now_us = ct_time_parse_iso (now);
  if (cli->now_us == CT_TIME_NONE)
    return ct_cli_usage_error (error, _("“%s” is not a moment like 2026-03-02T09:30:00Z."), now);
  cli->clock = ct_clock_fixed (&cli->now_us);
  return TRUE;
}

static void
replace (char **kept, char *given)
{
  if (given == NULL)
    return;
  g_free (*kept);
  *kept = given;
}

/* Reads the options that every command has, before it or after it, and @entries. */
static gboolean
parse_context (CtCli *cli, GOptionContext *context, const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
  char *clinic_path = NULL, *user = NULL;
  g_autofree char *now = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean version = FALSE;
  const GOptionEntry common[] = {
    { "clinic", 'c', 0, G_OPTION_ARG_FILENAME, &clinic_path, N_("The clinic's database: a file, or postgresql://host/database"), N_("PLACE") },
    { "user", 'u', 0, G_OPTION_ARG_STRING, &user, N_("Who is working"), N_("NAME") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &cli->json, N_("Print one JSON document and nothing else"), NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, N_("Take this for the present moment"), N_("ISO-TIME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Print the version"), NULL },
    { NULL },
  };

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &failure))
    return ct_cli_usage_error (error, "%s", failure->message);
  replace (&cli->clinic_path, clinic_path);
  replace (&cli->user, user);
  if (version)
    {
      puts ("chairtimectl " CT_VERSION);
      exit (0);
    }
  return now == NULL || take_moment (cli, now, error);
}

/**
 * ct_cli_parse:
 * @cli: what was typed before the command; the same options may also come after it
 * @command: the command
 * @entries: (nullable): its own options
 * @argc: (inout): argument count
 * @argv: (inout): arguments; options are taken out
 * @error: what is wrong with them
 *
 * Reads a command's options, in any place among its words. `--help` prints the command's help and ends the program.
 *
 * Returns: whether they are right.
 */
gboolean
ct_cli_parse (CtCli *cli, const CtCommand *command, const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->usage);
  g_autofree char *name = g_strdup_printf ("chairtimectl %s", command->name);
  gboolean parsed;

  g_option_context_set_summary (context, _(command->summary));
  g_set_prgname (name);
  parsed = parse_context (cli, context, entries, argc, argv, error);
  g_set_prgname ("chairtimectl");
  return parsed;
}

/* ---- The clinic ---- */

/* Reads a line without showing it. */
static char *
read_hidden_line (const char *prompt)
{
  struct termios shown, hidden;
  g_autofree char *line = NULL;
  size_t size = 0;
  ssize_t length;
  gboolean terminal = tcgetattr (STDIN_FILENO, &shown) == 0;

  if (terminal)
    {
      g_printerr ("%s", prompt);
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  length = getline (&line, &size, stdin);
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  if (length < 0)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

/**
 * ct_cli_passphrase:
 * @prompt: what to ask on a terminal
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): CHAIRTIME_PASSPHRASE, or a line from standard input.
 */
char *
ct_cli_passphrase (const char *prompt, GError **error)
{
  const char *given = g_getenv ("CHAIRTIME_PASSPHRASE");
  char *line = given != NULL ? g_strdup (given) : read_hidden_line (prompt);

  if (line == NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE,
                         _("There is no passphrase. Put it into CHAIRTIME_PASSPHRASE or type it."));
  return line;
}

/**
 * ct_cli_new_passphrase:
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): a temporary passphrase for somebody else: CHAIRTIME_NEW_PASSPHRASE, or a line from
 * standard input.
 */
char *
ct_cli_new_passphrase (GError **error)
{
  const char *given = g_getenv ("CHAIRTIME_NEW_PASSPHRASE");
  char *line = given != NULL ? g_strdup (given) : read_hidden_line (_("Temporary passphrase: "));

  if (line == NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE,
                         _("There is no temporary passphrase. Put it into CHAIRTIME_NEW_PASSPHRASE or type it."));
  return line;
}

/* Logs in; asks for a one-time code where one is needed and none was given. */
static CtClinic *
log_in (CtCli *cli, const char *passphrase, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *code = NULL;
  CtClinic *clinic = ct_clinic_log_in (cli->clinic_path, cli->user, passphrase, g_getenv ("CHAIRTIME_CODE"), cli->clock,
                                       &failure);

  if (clinic == NULL && g_error_matches (failure, CT_ERROR, CT_ERROR_CODE) && isatty (STDIN_FILENO) &&
      (code = read_hidden_line (_("One-time code: "))) != NULL)
    clinic = ct_clinic_log_in (cli->clinic_path, cli->user, passphrase, code, cli->clock, error);
  else if (clinic == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  g_set_object (&cli->clinic, clinic);
  return clinic;
}

/* How long to wait for threads that are still on their way home. */
#define LET_GO_WITHIN_US G_USEC_PER_SEC

static void
on_alone_cb (gpointer data, GObject *clinic, gboolean is_alone)
{
  g_atomic_int_set ((gint *) data, is_alone);
}

/* A thread that has handed its answer over still holds the clinic for a moment. Were it the last one to, it would close the
 * store while the program ends around it, which takes the libraries below it away. */
static void
let_go (CtCli *cli)
{
  gint64 until_us = g_get_monotonic_time () + LET_GO_WITHIN_US;
  gint alone = FALSE;

  if (cli->clinic == NULL)
    return;
  ct_clinic_close (cli->clinic);
  g_object_add_toggle_ref (G_OBJECT (cli->clinic), on_alone_cb, &alone);
  g_object_unref (cli->clinic);
  while (!g_atomic_int_get (&alone) && g_get_monotonic_time () < until_us)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  if (g_atomic_int_get (&alone))
    g_object_remove_toggle_ref (G_OBJECT (cli->clinic), on_alone_cb, &alone);
}

/**
 * ct_cli_open:
 * @cli: what was typed
 * @error: why the clinic is not open
 *
 * Returns: (transfer full) (nullable): the clinic of --clinic, logged in as --user, or as its only user.
 */
CtClinic *
ct_cli_open (CtCli *cli, GError **error)
{
  g_autofree char *passphrase = NULL;
  g_auto (GStrv) logins = NULL;

  if (cli->clinic_path == NULL)
    {
      ct_cli_usage_error (error, "%s", _("Say which clinic: --clinic FILE."));
      return NULL;
    }
  if (cli->user == NULL)
    {
      if ((logins = ct_clinic_list_logins (cli->clinic_path, error)) == NULL)
        return NULL;
      if (g_strv_length (logins) != 1)
        {
          ct_cli_usage_error (error, "%s", _("Say who you are: --user NAME."));
          return NULL;
        }
      cli->user = g_strdup (logins[0]);
    }
  if ((passphrase = ct_cli_passphrase (_("Passphrase: "), error)) == NULL)
    return NULL;
  return log_in (cli, passphrase, error);
}

/**
 * ct_cli_finish:
 * @clinic: the clinic that was asked
 * @await: what was given with the question
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): the answer, once it is there.
 */
gpointer
ct_cli_finish (CtClinic *clinic, CtAwait *await, GError **error)
{
  gpointer result = ct_clinic_finish (clinic, ct_await_result (await), error);

  ct_await_clear (await);
  return result;
}

/**
 * ct_cli_knowledge:
 * @error: why it can't be read
 *
 * Returns: (transfer full) (nullable): what comes with the program, for commands that need no clinic.
 */
CtKnowledge *
ct_cli_knowledge (GError **error)
{
  g_autofree char *folder = ct_knowledge_find_folder ();
  const char *folders[] = { folder, NULL };

  if (folder == NULL)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                           _("The protocols and instruments that come with Chairtime are missing. Install it again."));
      return NULL;
    }
  return ct_knowledge_load (folders, error);
}

/* ---- Words and numbers ---- */

/**
 * ct_cli_parse_date:
 * @text: (nullable): an ISO date
 * @date: (out): the date
 * @error: that it is none
 *
 * Returns: whether it is a date.
 */
gboolean
ct_cli_parse_date (const char *text, CtDate *date, GError **error)
{
  *date = ct_date_parse_iso (text);
  return *date != CT_DATE_NONE || ct_cli_usage_error (error, _("“%s” is not a date like 2026-03-02."), text ? text : "");
}

/**
 * ct_cli_parse_time:
 * @text: (nullable): a time of day
 * @minute: (out): minutes after midnight
 * @error: that it is none
 *
 * Returns: whether it is a time of day.
 */
gboolean
ct_cli_parse_time (const char *text, int *minute, GError **error)
{
  *minute = ct_minute_parse (text);
  return *minute >= 0 || ct_cli_usage_error (error, _("“%s” is not a time like 09:30."), text ? text : "");
}

/* FALSE is a failure; nobody found leaves @hit alone. */
static gboolean
find_by_id (CtClinic *clinic, gint64 id, CtPatientHit **hit, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) hits = NULL;

  ct_clinic_read_hits_async (clinic, &id, 1, NULL, ct_await_done, &await);
  if ((hits = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  if (hits->len > 0)
    *hit = g_ptr_array_steal_index (hits, 0);
  return TRUE;
}

/* The search also finds record numbers that only begin so: a script wants this one and no other. */
static gboolean
find_by_number (CtClinic *clinic, const char *text, CtPatientHit **hit, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) hits = NULL;

  ct_clinic_search_patients_async (clinic, text, 20, NULL, ct_await_done, &await);
  if ((hits = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < hits->len && *hit == NULL; i++)
    if (g_strcmp0 (((CtPatientHit *) g_ptr_array_index (hits, i))->patient->mrn, text + 1) == 0)
      *hit = g_ptr_array_steal_index (hits, i);
  return TRUE;
}

/**
 * ct_cli_find_patient:
 * @clinic: an open clinic
 * @text: an id as in JSON output, or "#" and a record number
 * @error: that there is none
 *
 * Returns: the patient's id, or 0.
 */
gint64
ct_cli_find_patient (CtClinic *clinic, const char *text, GError **error)
{
  gboolean by_number = text[0] == '#';
  guint64 id = 0;
  g_autoptr (CtPatientHit) hit = NULL;

  if (!by_number && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    {
      ct_cli_usage_error (error, _("“%s” is not a patient's id. Find it with “chairtimectl patients”."), text);
      return 0;
    }
  if (!(by_number ? find_by_number (clinic, text, &hit, error) : find_by_id (clinic, (gint64) id, &hit, error)))
    return 0;
  if (hit != NULL)
    return CT_RECORD (hit->patient)->id;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND,
               by_number ? _("There is no patient with the record number %s.") : _("There is no patient %s."),
               by_number ? text + 1 : text);
  return 0;
}

/* ---- JSON ---- */

/**
 * ct_cli_print_json:
 * @builder: a finished document
 *
 * Prints it on standard output.
 */
void
ct_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  fputs (text, stdout);
  fputc ('\n', stdout);
}

/** ct_cli_add_text: adds a member; %NULL becomes null. */
void
ct_cli_add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/** ct_cli_add_int: adds a member. */
void
ct_cli_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/** ct_cli_add_bool: adds a member. */
void
ct_cli_add_bool (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/** ct_cli_add_date: adds a member; no date becomes null. */
void
ct_cli_add_date (JsonBuilder *builder, const char *name, CtDate date)
{
  g_autofree char *iso = ct_date_to_iso (date);

  ct_cli_add_text (builder, name, iso);
}

/* ---- The program ---- */

static char *
list_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (const CtCommand *command = ct_cli_commands; command->name != NULL; command++)
    g_string_append_printf (text, "\n  %-12s %s", command->name, _(command->summary));
  g_string_append_printf (text, "\n\n%s\n%s", _("“chairtimectl COMMAND --help” tells more about one of them."),
                          _("The passphrase comes from CHAIRTIME_PASSPHRASE, or is asked for."));
  return g_string_free (text, FALSE);
}

static gboolean
parse_globals (CtCli *cli, int *argc, char ***argv, GError **error)
{
  g_autofree char *commands = list_commands ();
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND …"));

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, _("A Chairtime clinic from the terminal."));
  g_option_context_set_description (context, commands);
  return parse_context (cli, context, NULL, argc, argv, error);
}

static gboolean
run_command (CtCli *cli, int argc, char **argv, GError **error)
{
  const CtCommand *command;

  if (!parse_globals (cli, &argc, &argv, error))
    return FALSE;
  if (argc < 2)
    return ct_cli_usage_error (error, "%s", _("Say what to do. “chairtimectl --help” lists the commands."));
  command = ct_cli_find (argv[1]);
  if (command == NULL)
    return ct_cli_usage_error (error, _("There is no command “%s”. “chairtimectl --help” lists them."), argv[1]);
  return command->run (cli, argc - 1, argv + 1, error);
}

/**
 * ct_cli_main:
 * @argc: argument count
 * @argv: arguments
 *
 * Returns: the exit code: 0 done, 1 refused or failed, 2 wrong usage.
 */
int
ct_cli_main (int argc, char **argv)
{
  CtCli cli = { .clock = ct_clock_system () };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autofree char **words = NULL;
  gboolean done;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  arguments = g_strdupv (argv);
  words = g_memdup2 (arguments, sizeof (char *) * (gsize) (argc + 1));
  g_set_prgname ("chairtimectl");
  done = run_command (&cli, argc, words, &error);
  let_go (&cli);
  g_free (cli.clinic_path);
  g_free (cli.user);
  if (done && fflush (stdout) == 0 && !ferror (stdout))
    return 0;
  g_printerr ("%s\n", error != NULL ? error->message : _("It could not be done."));
  return g_error_matches (error, CT_CLI_USAGE, 0) ? 2 : 1;
}
