/* What the desk has to see to: the lists with their counts, and the rows of one. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

/* ---- Counts ---- */

static void
print_count (JsonBuilder *builder, gboolean json, const CtDeskList *list, guint n)
{
  if (!json)
    {
      g_print ("%-10s %4u  %s\n", list->name, n, _(list->title));
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "name", list->name);
  ct_cli_add_text (builder, "title", _(list->title));
  ct_cli_add_int (builder, "rows", n);
  json_builder_end_object (builder);
}

static gboolean
print_counts (CtCli *cli, CtClinic *clinic, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GArray) counts = NULL;
  guint n_lists;
  const CtDeskList *lists = ct_desk_lists (&n_lists);

  ct_clinic_count_lists_async (clinic, 0, NULL, ct_await_done, &await);
  if ((counts = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_lists; i++)
    print_count (builder, cli->json, &lists[i], g_array_index (counts, guint, i));
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  return TRUE;
}

/* ---- One list ---- */

static void
print_row (JsonBuilder *builder, gboolean json, const CtListRow *row)
{
  if (!json)
    {
      g_print ("%-9s %-28s %-24s %-28s %s%s%s\n", ct_list_level_label (row->level), row->patient, row->when, row->what,
               row->why, row->put_off != NULL ? "  " : "", row->put_off != NULL ? row->put_off : "");
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "id", row->id);
  ct_cli_add_int (builder, "patient_id", row->patient_id);
  ct_cli_add_text (builder, "patient", row->patient);
  ct_cli_add_text (builder, "phone", row->phone);
  ct_cli_add_text (builder, "when", row->when);
  ct_cli_add_text (builder, "what", row->what);
  ct_cli_add_text (builder, "why", row->why);
  ct_cli_add_text (builder, "level", ct_list_level_label (row->level));
  ct_cli_add_text (builder, "put_off", row->put_off);
  json_builder_end_object (builder);
}

static void
print_rows (CtCli *cli, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    print_row (builder, cli->json, g_ptr_array_index (rows, i));
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
}

static gboolean
export (CtCli *cli, CtClinic *clinic, const CtDeskList *list, GPtrArray *rows, const char *path, GError **error)
{
  g_autofree char *day = ct_date_to_iso (ct_clinic_today (clinic));
  g_autoptr (CtTable) table = ct_desk_list_make_table (list, day, rows);
  g_auto (CtAwait) await = { NULL };
  g_autoptr (JsonBuilder) builder = NULL;

  ct_clinic_export_table_async (clinic, table, path, ct_await_done, &await);
  if (ct_cli_finish (clinic, &await, error) == NULL)
    return FALSE;
  if (!cli->json)
    {
      g_print (ngettext ("%s: %u row\n", "%s: %u rows\n", rows->len), path, rows->len);
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "file", path);
  ct_cli_add_int (builder, "rows", rows->len);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
  return TRUE;
}

static gboolean
show_list (CtCli *cli, CtClinic *clinic, const CtDeskList *list, gboolean put_off, const char *csv, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;

  ct_clinic_read_list_async (clinic, list, 0, put_off, NULL, ct_await_done, &await);
  if ((rows = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  if (csv != NULL)
    return export (cli, clinic, list, rows, csv, error);
  print_rows (cli, rows);
  return TRUE;
}

static gboolean
name_lists (const char *typed, GError **error)
{
  guint n_lists;
  const CtDeskList *lists = ct_desk_lists (&n_lists);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_lists; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", lists[i].name);
  return ct_cli_usage_error (error, _("There is no list “%s”; there are: %s."), typed, names->str);
}

/** `lists`: how many rows each has, or the rows of one. */
gboolean
ct_cli_lists (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (CtClinic) clinic = NULL;
  g_autofree char *csv = NULL;
  gboolean put_off = FALSE;
  const CtDeskList *list = NULL;
  const GOptionEntry entries[] = {
    { "put-off", 0, 0, G_OPTION_ARG_NONE, &put_off, N_("Show what was put off as well"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_("Write the list as a table"), N_("FILE.csv") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc > 2 || (argc < 2 && (csv != NULL || put_off)))
    return ct_cli_usage_error (error, "%s", _("Name one list; “chairtimectl lists” says which there are."));
  if (argc == 2 && (list = ct_desk_list_find (argv[1])) == NULL)
    return name_lists (argv[1], error);
  if ((clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  return list != NULL ? show_list (cli, clinic, list, put_off, csv, error) : print_counts (cli, clinic, error);
}
