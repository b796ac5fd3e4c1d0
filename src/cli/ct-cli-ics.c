/* Calendar files: appointments out, busy times in. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "clinic/ct-calendar-files.h"
#include "paper/ct-paper-file.h"

/**
 * ct_cli_find_user:
 * @clinic: an open clinic
 * @login: what somebody logs in as
 * @error: %CT_ERROR_NOT_FOUND: nobody
 *
 * Returns: who that is, or 0.
 */
gint64
ct_cli_find_user (CtClinic *clinic, const char *login, GError **error)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    if (g_strcmp0 (CT_USER (g_ptr_array_index (users, i))->login, login) == 0)
      return CT_RECORD (g_ptr_array_index (users, i))->id;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("Nobody called “%s” works here."), login);
  return 0;
}

static gboolean
export_file (CtCli *cli, CtClinic *clinic, const char *patient, const char *path, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  gint64 patient_id = ct_cli_find_patient (clinic, patient, error);
  g_autoptr (GBytes) bytes = NULL;

  if (patient_id == 0)
    return FALSE;
  ct_clinic_export_calendar_async (clinic, patient_id, ct_await_done, &await);
  bytes = ct_cli_finish (clinic, &await, error);
  if (bytes == NULL || !ct_paper_write_file (path, bytes, error))
    return FALSE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "file", path);
      json_builder_end_object (builder);
      ct_cli_print_json (builder);
    }
  return TRUE;
}

static void
print_busy (CtCli *cli, const CtStaffBusy *busy)
{
  g_auto (GStrv) ranges = g_strsplit (busy->ranges != NULL ? busy->ranges : "", " ", -1);
  guint n = busy->ranges != NULL ? g_strv_length (ranges) : 0;
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_print (g_dngettext (GETTEXT_PACKAGE, "%s: busy %u time\n", "%s: busy %u times\n", n), busy->source, n);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "name", busy->source);
  ct_cli_add_int (builder, "times", n);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

static gboolean
import_file (CtCli *cli, CtClinic *clinic, const char *login, const char *path, const char *name, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  gint64 user_id = ct_cli_find_user (clinic, login, error);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CtStaffBusy) busy = NULL;
  g_autofree char *base = g_path_get_basename (path);

  if (user_id == 0 || (file = g_mapped_file_new (path, FALSE, error)) == NULL)
    return FALSE;
  bytes = g_mapped_file_get_bytes (file);
  ct_clinic_import_busy_async (clinic, user_id, bytes, name, base, ct_await_done, &await);
  if ((busy = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  print_busy (cli, busy);
  return TRUE;
}

static gboolean
forget (CtClinic *clinic, const char *login, const char *name, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  gint64 user_id = ct_cli_find_user (clinic, login, error);
  g_autoptr (CtStaffBusy) busy = NULL;

  if (user_id == 0)
    return FALSE;
  ct_clinic_forget_busy_async (clinic, user_id, name, ct_await_done, &await);
  return (busy = ct_cli_finish (clinic, &await, error)) != NULL;
}

static gboolean
list (CtCli *cli, CtClinic *clinic)
{
  GPtrArray *all = ct_clinic_get_busy (clinic);
  GPtrArray *users = ct_clinic_get_users (clinic);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    for (guint u = 0; u < users->len; u++)
      {
        const CtStaffBusy *busy = g_ptr_array_index (all, i);
        CtUser *user = g_ptr_array_index (users, u);

        if (busy->removed || CT_RECORD (user)->id != busy->user_id)
          continue;
        if (!cli->json)
          g_print ("%-16s %s\n", user->login, busy->source);
        json_builder_begin_object (builder);
        ct_cli_add_text (builder, "user", user->login);
        ct_cli_add_text (builder, "name", busy->source);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  return TRUE;
}

static gboolean
check_words (int argc, char **argv, const char *output, GError **error)
{
  const char *what = argc > 1 ? argv[1] : "";

  if ((strcmp (what, "export") == 0 && argc == 3 && output != NULL) || (strcmp (what, "import") == 0 && argc == 4) ||
      (strcmp (what, "forget") == 0 && argc == 4) || (strcmp (what, "list") == 0 && argc == 2))
    return TRUE;
  return ct_cli_usage_error (error, "%s", _("Say export PATIENT --output FILE, import USER FILE, forget USER NAME or list."));
}

/** `ics`: calendar files out and in. */
gboolean
ct_cli_ics (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *output = NULL, *name = NULL;
  g_autoptr (CtClinic) clinic = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to"), N_("FILE.ics") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("What to call the calendar, if not as it calls itself"), N_("NAME") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error) ||
      !check_words (argc, argv, output, error) || (clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  if (strcmp (argv[1], "export") == 0)
    return export_file (cli, clinic, argv[2], output, error);
  if (strcmp (argv[1], "import") == 0)
    return import_file (cli, clinic, argv[2], argv[3], name, error);
  return strcmp (argv[1], "forget") == 0 ? forget (clinic, argv[2], argv[3], error) : list (cli, clinic);
}
