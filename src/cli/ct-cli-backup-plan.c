/* `backup-plan`: when a clinic is backed up, where to, and which backups are kept. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

/* What was typed; %NULL and %G_MININT for what shall stay as it is. */
typedef struct
{
  char *times;
  char *folder;
  int   last;
  int   weeks;
  int   months;
  int   warn_days;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->times);
  g_free (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static void
take_number (int wished, int *number, gboolean *changed)
{
  if (wished == G_MININT)
    return;
  *number = wished;
  *changed = TRUE;
}

/* A folder that is an empty word is the one beside the clinic; times that are one, only on demand. */
static gboolean
apply (const Wish *wish, CtBackupPlan *plan, gboolean *changed, GError **error)
{
  if (wish->times != NULL && !ct_backup_plan_set_times (plan, wish->times, error))
    return FALSE;
  if (wish->folder != NULL)
    {
      g_free (plan->folder);
      plan->folder = wish->folder[0] != '\0' ? g_canonicalize_filename (wish->folder, NULL) : NULL;
    }
  *changed = wish->times != NULL || wish->folder != NULL;
  take_number (wish->last, &plan->keep_last, changed);
  take_number (wish->weeks, &plan->keep_weeks, changed);
  take_number (wish->months, &plan->keep_months, changed);
  take_number (wish->warn_days, &plan->warn_days, changed);
  return TRUE;
}

static CtBackupState *
read_state (CtClinic *clinic, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_backup_state_async (clinic, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

static gboolean
store (CtClinic *clinic, const CtBackupPlan *plan, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_backup_plan_async (clinic, plan, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error) != NULL;
}

static void
print_words (CtClinic *clinic, const CtBackupState *state, gint64 now_us)
{
  const CtBackupPlan *plan = state->plan;
  g_autofree char *times = ct_backup_plan_get_times (plan);
  g_autofree char *words = ct_backup_state_words (state, now_us, ct_clinic_get_zone (clinic, 0));
  g_autofree char *warning = ct_backup_state_warning (state, now_us);

  g_print ("%s\n", words);
  if (warning != NULL)
    g_print ("%s\n", warning);
  if (times[0] != '\0')
    g_print (_("Every day at %s\n"), times);
  else
    g_print ("%s\n", _("Only on demand"));
  g_print (_("Folder: %s\n"), state->folder);
  g_print (_("Kept: the newest %d, one of each week for %d weeks, one of each month for %d months\n"), plan->keep_last,
           plan->keep_weeks, plan->keep_months);
  g_print (_("Warned of after %d days\n"), plan->warn_days);
}

static void
print_json (const CtBackupState *state)
{
  const CtBackupPlan *plan = state->plan;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *times = ct_backup_plan_get_times (plan);
  g_autofree char *good = state->good_us != CT_TIME_NONE ? ct_time_to_iso (state->good_us) : NULL;

  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "times", times);
  ct_cli_add_text (builder, "folder", state->folder);
  ct_cli_add_int (builder, "keep_last", plan->keep_last);
  ct_cli_add_int (builder, "keep_weeks", plan->keep_weeks);
  ct_cli_add_int (builder, "keep_months", plan->keep_months);
  ct_cli_add_int (builder, "warn_days", plan->warn_days);
  ct_cli_add_text (builder, "last_good", good);
  ct_cli_add_text (builder, "last_good_path", state->good_path);
  ct_cli_add_text (builder, "trouble", state->trouble);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

static gboolean
change_and_print (CtCli *cli, CtClinic *clinic, const Wish *wish, GError **error)
{
  g_autoptr (CtBackupState) before = read_state (clinic, error);
  g_autoptr (CtBackupState) after = NULL;
  gboolean changed = FALSE;

  if (before == NULL || !apply (wish, before->plan, &changed, error) || (changed && !store (clinic, before->plan, error)) ||
      (after = read_state (clinic, error)) == NULL)
    return FALSE;
  if (cli->json)
    print_json (after);
  else
    print_words (clinic, after, ct_clock_now (&cli->clock));
  return TRUE;
}

/** `backup-plan`: says it, and changes what is named. */
gboolean
ct_cli_backup_plan (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (Wish) wish = { NULL, NULL, G_MININT, G_MININT, G_MININT, G_MININT };
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &wish.times, N_("When, every day: \"12:30, 18:00\"; \"\": only on demand"), N_("TIMES") },
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &wish.folder, N_("Where to; \"\": beside the clinic"), N_("FOLDER") },
    { "keep", 0, 0, G_OPTION_ARG_INT, &wish.last, N_("How many of the newest are kept"), N_("NUMBER") },
    { "keep-weeks", 0, 0, G_OPTION_ARG_INT, &wish.weeks, N_("For how many weeks one of each is kept"), N_("NUMBER") },
    { "keep-months", 0, 0, G_OPTION_ARG_INT, &wish.months, N_("For how many months one of each is kept"), N_("NUMBER") },
    { "warn", 0, 0, G_OPTION_ARG_INT, &wish.warn_days, N_("After how many days the newest is too old"), N_("DAYS") },
    { NULL },
  };
  g_autoptr (CtClinic) clinic = NULL;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    return ct_cli_usage_error (error, "%s", _("A plan is made of options only: --at, --folder, --keep …"));
  clinic = ct_cli_open (cli, error);
  return clinic != NULL && change_and_print (cli, clinic, &wish, error);
}
