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
  g_autofree char *name = g_strdup_printf ("issued-%" G_GINT64_FORMAT, CT_RECORD (issued)->id);
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
  ct_cli_add_text (builder, "document", name);
  ct_cli_add_int (builder, "pages", issued->pages);
  ct_cli_add_text (builder, "sha256", issued->sha256);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

static CtPages *
make_summary (CtClinic *clinic, gint64 patient_id, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_make_summary_async (clinic, patient_id, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

static CtIssued *
issue (CtClinic *clinic, gint64 patient_id, CtPages *pages, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, error);

  if (pdf == NULL)
    return NULL;
  ct_clinic_issue_async (clinic, patient_id, "summary", ct_pages_get_title (pages), pdf, (int) ct_pages_get_n (pages),
                         "exported", ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/* Signed before it leaves, and that it leaves is written down as well. */
static CtIssued *
sign (CtClinic *clinic, const CtPaperWish *wish, const char *meaning, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *passphrase = ct_cli_passphrase (_("Passphrase, to sign: "), error);
  g_autoptr (CtSigned) paper = NULL;

  if (passphrase == NULL)
    return NULL;
  ct_clinic_sign_pages_async (clinic, wish, meaning, passphrase, ct_await_done, &await);
  if ((paper = ct_cli_finish (clinic, &await, error)) == NULL)
    return NULL;
  ct_clinic_note_issued_async (clinic, paper->issued, "exported", NULL, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error) != NULL ? g_object_ref (paper->issued) : NULL;
}

static gboolean
check_replaced (const char *name, const char *meaning, CtDocumentId *id, GError **error)
{
  return ct_cli_parse_document (name, id, error) &&
         ((id->issued_id != 0 && meaning != NULL) ||
          ct_cli_usage_error (error, "%s", _("What was signed is replaced by what is signed: add --sign MEANING.")));
}

/** `summary`: the treatment summary; kept as issued, and signed where that is asked for. */
gboolean
ct_cli_summary (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (CtIssued) issued = NULL;
  g_autofree char *output = NULL;
  g_autofree char *meaning = NULL;
  g_autofree char *replaces = NULL;
  CtDocumentId replaced = { 0, 0 };
  gint64 patient_id;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to"), N_("FILE.pdf") },
    { "sign", 0, 0, G_OPTION_ARG_STRING, &meaning, N_("Sign it: author, reviewed or approved"), N_("MEANING") },
    { "replaces", 0, 0, G_OPTION_ARG_STRING, &replaces, N_("The signed summary that this is a new version of"),
      N_("DOCUMENT") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2 || output == NULL)
    return ct_cli_usage_error (error, "%s", _("A summary needs a patient and --output FILE.pdf."));
  if (replaces != NULL && !check_replaced (replaces, meaning, &replaced, error))
    return FALSE;
  if ((clinic = ct_cli_open (cli, error)) == NULL || (patient_id = ct_cli_find_patient (clinic, argv[1], error)) == 0 ||
      (pages = make_summary (clinic, patient_id, error)) == NULL)
    return FALSE;
  issued = meaning != NULL ? sign (clinic, &(CtPaperWish) { patient_id, "summary", pages, 0, replaced.issued_id }, meaning,
                                   error)
                           : issue (clinic, patient_id, pages, error);
  if (issued == NULL || !ct_paper_write_file (output, issued->content, error))
    return FALSE;
  print_summary (cli, output, issued);
  return TRUE;
}
