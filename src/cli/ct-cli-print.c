/* The desk's paper: day sheets, weeks, appointment cards, labels. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "clinic/ct-desk-paper.h"
#include "paper/ct-paper-file.h"

/* What was asked for. */
typedef struct
{
  char *output;
  char *date;
  char *chair;
  char *clinician;
  char *paper;
  char *format;
  char *site;
  int   start;
  int   copies;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->output);
  g_free (self->date);
  g_free (self->chair);
  g_free (self->clinician);
  g_free (self->paper);
  g_free (self->format);
  g_free (self->site);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
choose_paper (const Options *options, CtPaper *paper, GError **error)
{
  *paper = ct_paper_of_locale ();
  return options->paper == NULL || ct_paper_parse (options->paper, paper) ||
         ct_cli_usage_error (error, _("“%s” is not a paper: letter or a4."), options->paper);
}

static gboolean
choose_site (CtClinic *clinic, const char *name, gint64 *site_id, GError **error)
{
  GPtrArray *sites = ct_clinic_get_sites (clinic);

  for (guint i = 0; name != NULL && i < sites->len; i++)
    if (g_ascii_strcasecmp (CT_SITE (g_ptr_array_index (sites, i))->name, name) == 0)
      {
        *site_id = CT_RECORD (g_ptr_array_index (sites, i))->id;
        return TRUE;
      }
  if (name == NULL)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no site “%s”."), name);
  return FALSE;
}

/* ---- Making the pages ---- */

static CtPages *
make_schedule (CtClinic *clinic, const char *what, const Options *options, CtScheduleWish *wish, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  CtChair *chair = NULL;

  if (options->chair != NULL && (chair = ct_cli_find_chair (clinic, options->chair, error)) == NULL)
    return NULL;
  if (options->clinician != NULL && (wish->clinician_id = ct_cli_find_user (clinic, options->clinician, error)) == 0)
    return NULL;
  wish->chair_id = chair != NULL ? CT_RECORD (chair)->id : 0;
  wish->kind = strcmp (what, "week") == 0    ? CT_SCHEDULE_WEEK
               : options->clinician != NULL  ? CT_SCHEDULE_BY_CLINICIAN
               : strcmp (what, "people") == 0 ? CT_SCHEDULE_BY_CLINICIAN
                                             : CT_SCHEDULE_BY_CHAIR;
  ct_clinic_make_schedule_async (clinic, wish, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

static CtPages *
make_tags (CtClinic *clinic, const char *what, const Options *options, const CtScheduleWish *day, gint64 patient_id,
           GError **error)
{
  g_auto (CtAwait) await = { NULL };
  CtTagWish wish = { .use = strcmp (what, "card") == 0 ? CT_TAG_CARDS : CT_TAG_LABELS, .patient_id = patient_id,
                     .site_id = day->site_id, .date = day->date, .format = options->format,
                     .first = (guint) (options->start - 1), .copies = (guint) options->copies, .paper = day->paper };

  ct_clinic_make_tags_async (clinic, &wish, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

static CtPages *
make_series (CtClinic *clinic, gint64 patient_id, CtPaper paper, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_make_series_sheet_async (clinic, patient_id, paper, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/* That it left is written down before the file exists. */
static gboolean
hand_out (CtCli *cli, CtClinic *clinic, CtPages *pages, gint64 patient_id, const char *path, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, error);

  if (pdf == NULL)
    return FALSE;
  ct_clinic_note_sheet_async (clinic, "exported", patient_id, ct_pages_get_title (pages), ct_await_done, &await);
  if (ct_cli_finish (clinic, &await, error) == NULL || !ct_paper_write_file (path, pdf, error))
    return FALSE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "file", path);
      ct_cli_add_int (builder, "pages", ct_pages_get_n (pages));
      json_builder_end_object (builder);
      ct_cli_print_json (builder);
      return TRUE;
    }
  g_print (ngettext ("%s: %u page\n", "%s: %u pages\n", (gulong) ct_pages_get_n (pages)), path, ct_pages_get_n (pages));
  return TRUE;
}

/* ---- print ---- */

static gboolean
check_words (const Options *options, int argc, char **argv, GError **error)
{
  static const char *const kinds[] = { "day", "people", "week", "card", "series", "labels", NULL };
  gboolean patient = argc > 1 && (strcmp (argv[1], "card") == 0 || strcmp (argv[1], "series") == 0);

  if (argc < 2 || !g_strv_contains (kinds, argv[1]) || options->output == NULL)
    return ct_cli_usage_error (error, "%s", _("Say what to print (day, people, week, card, series or labels) and --output FILE.pdf."));
  if (patient && argc != 3)
    return ct_cli_usage_error (error, "%s", _("Say whose."));
  if (argc > 3 || (argc == 3 && !patient && strcmp (argv[1], "labels") != 0))
    return ct_cli_usage_error (error, "%s", _("A day or a week takes no patient."));
  return (options->start > 0 && options->copies > 0) ||
         ct_cli_usage_error (error, "%s", _("--start and --copies count from 1."));
}

static CtPages *
make_pages (CtClinic *clinic, const char *what, const Options *options, CtScheduleWish *day, gint64 patient_id,
            GError **error)
{
  if (strcmp (what, "card") == 0 || strcmp (what, "labels") == 0)
    return make_tags (clinic, what, options, day, patient_id, error);
  if (strcmp (what, "series") == 0)
    return make_series (clinic, patient_id, day->paper, error);
  return make_schedule (clinic, what, options, day, error);
}

/** `print`: the desk's paper as a PDF. */
gboolean
ct_cli_print (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .start = 1, .copies = 1 };
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtPages) pages = NULL;
  CtScheduleWish day = { .date = CT_DATE_NONE };
  gint64 patient_id = 0;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Where to"), N_("FILE.pdf") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_("The day, or one of the week; today if not given"), N_("DATE") },
    { "site", 0, 0, G_OPTION_ARG_STRING, &options.site, N_("The name of a site; the first if not given"), N_("SITE") },
    { "chair", 0, 0, G_OPTION_ARG_STRING, &options.chair, N_("Only this chair"), N_("CHAIR") },
    { "clinician", 0, 0, G_OPTION_ARG_STRING, &options.clinician, N_("Only this clinician"), N_("USER") },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &options.paper, N_("letter or a4; as the locale says if not given"), N_("PAPER") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options.format, N_("A sheet of labels or cards"), N_("SHEET") },
    { "start", 0, 0, G_OPTION_ARG_INT, &options.start, N_("The first free place of the sheet"), N_("N") },
    { "copies", 0, 0, G_OPTION_ARG_INT, &options.copies, N_("How many of each"), N_("N") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error) ||
      !check_words (&options, argc, argv, error) || !choose_paper (&options, &day.paper, error) ||
      (options.date != NULL && !ct_cli_parse_date (options.date, &day.date, error)) ||
      (clinic = ct_cli_open (cli, error)) == NULL || !choose_site (clinic, options.site, &day.site_id, error) ||
      (argc == 3 && (patient_id = ct_cli_find_patient (clinic, argv[2], error)) == 0))
    return FALSE;
  if (day.date == CT_DATE_NONE)
    day.date = ct_clinic_now_at (clinic, day.site_id).date;
  pages = make_pages (clinic, argv[1], &options, &day, patient_id, error);
  return pages != NULL && hand_out (cli, clinic, pages, patient_id, options.output, error);
}
