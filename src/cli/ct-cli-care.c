/* What leaves on paper: charts and summaries. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

#include "clinic/ct-progress.h"
#include "paper/ct-chart-paint.h"
#include "paper/ct-pages.h"
#include "paper/ct-paper-file.h"

#define CHART_WIDTH 960
#define CHART_HEIGHT 480

/* ---- chart ---- */

static gboolean
check_instruments (CtClinic *clinic, char **ids, GError **error)
{
  for (int i = 0; ids[i] != NULL; i++)
    if (ct_knowledge_get_instrument (ct_clinic_get_knowledge (clinic), ids[i]) == NULL)
      {
        g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                     _("There is no instrument “%s”. “chairtimectl instruments” lists them."), ids[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
write_chart (CtChart *chart, const char *path, gint64 now_us, GError **error)
{
  const CtPalette *palette = ct_palette_get (CT_PALETTE_LIGHT);
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".png"))
    return ct_chart_write_png (chart, path, CHART_WIDTH, CHART_HEIGHT, 2.0, palette, error);
  if (g_str_has_suffix (lower, ".svg"))
    return ct_chart_write_svg (chart, path, CHART_WIDTH, CHART_HEIGHT, 1.0, palette, error);
  return ct_chart_write_pdf (chart, path, CHART_WIDTH, CHART_HEIGHT, 1.0, palette, now_us, error);
}

static gboolean
check_ending (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path != NULL ? path : "", -1);

  return g_str_has_suffix (lower, ".png") || g_str_has_suffix (lower, ".svg") || g_str_has_suffix (lower, ".pdf") ||
         ct_cli_usage_error (error, "%s", _("A chart needs --output with a name that ends in .png, .svg or .pdf."));
}

/* The export is written down before the file exists: a chart that left is never missing from the audit. */
static gboolean
note_export (CtClinic *clinic, gint64 patient_id, const char *path, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *base = g_path_get_basename (path);

  ct_clinic_note_export_async (clinic, patient_id, base, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error) != NULL;
}

/** `chart`: a progress chart as a file. */
gboolean
ct_cli_chart (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtChart) chart = NULL;
  g_autofree char *output = NULL;
  gint64 patient_id;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to: .png, .svg or .pdf"), N_("FILE") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc < 3)
    return ct_cli_usage_error (error, "%s", _("Say whose chart and which instruments."));
  if (!check_ending (output, error) || (clinic = ct_cli_open (cli, error)) == NULL ||
      (patient_id = ct_cli_find_patient (clinic, argv[1], error)) == 0 || !check_instruments (clinic, argv + 2, error))
    return FALSE;
  ct_clinic_open_patient_async (clinic, patient_id, ct_await_done, &await);
  if ((file = ct_cli_finish (clinic, &await, error)) == NULL || !note_export (clinic, patient_id, output, error))
    return FALSE;
  chart = ct_progress_chart (file, ct_clinic_get_knowledge (clinic), (const char *const *) argv + 2,
                             ct_clinic_today (clinic));
  if (!write_chart (chart, output, ct_clock_now (&cli->clock), error))
    return FALSE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "file", output);
      json_builder_end_object (builder);
      ct_cli_print_json (builder);
    }
  return TRUE;
}

/* ---- summary ---- */

static void
print_summary (CtCli *cli, const char *output, CtIssued *issued)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_print (ngettext ("%s: %d page, SHA-256 %s\n", "%s: %d pages, SHA-256 %s\n", (gulong) issued->pages), output,
               issued->pages, issued->sha256);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "file", output);
  ct_cli_add_int (builder, "pages", issued->pages);
  ct_cli_add_text (builder, "sha256", issued->sha256);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

/** `summary`: the treatment summary; kept as issued. */
gboolean
ct_cli_summary (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (CtIssued) issued = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *output = NULL;
  gint64 patient_id;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to"), N_("FILE.pdf") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2 || output == NULL)
    return ct_cli_usage_error (error, "%s", _("A summary needs a patient and --output FILE.pdf."));
  if ((clinic = ct_cli_open (cli, error)) == NULL || (patient_id = ct_cli_find_patient (clinic, argv[1], error)) == 0)
    return FALSE;
  ct_clinic_make_summary_async (clinic, patient_id, ct_await_done, &await);
  if ((pages = ct_cli_finish (clinic, &await, error)) == NULL || (pdf = ct_pages_to_pdf (pages, error)) == NULL)
    return FALSE;
  ct_clinic_issue_async (clinic, patient_id, "summary", ct_pages_get_title (pages), pdf, (int) ct_pages_get_n (pages),
                         "exported", ct_await_done, &await);
  if ((issued = ct_cli_finish (clinic, &await, error)) == NULL || !ct_paper_write_file (output, pdf, error))
    return FALSE;
  print_summary (cli, output, issued);
  return TRUE;
}
