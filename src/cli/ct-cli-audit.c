/* Reading the audit, taking it out, verifying it, and its head. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "domain/ct-audit-words.h"
#include "paper/ct-audit-sheet.h"

typedef struct
{
  char    *patient;
  char    *by;
  char    *since;
  char    *until;
  char    *act;
  char    *table;
  char    *text;
  char    *csv;
  char    *has_head;
  char    *output;
  gboolean verify;
  gboolean head;
  int      limit;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->patient);
  g_free (self->by);
  g_free (self->since);
  g_free (self->until);
  g_free (self->act);
  g_free (self->table);
  g_free (self->text);
  g_free (self->csv);
  g_free (self->has_head);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

/* ---- Verifying ---- */

static gboolean
end_of_check (const CtAuditCheck *check, gboolean asked, const char *sentence, GError **error)
{
  if (check->broken == CT_AUDIT_WHOLE && (!asked || check->answer == CT_AUDIT_HEAD_FITS))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT, sentence);
  return FALSE;
}

/* What was signed is looked at as well, by who may see charts. */
static gboolean
look_at_seals (CtClinic *clinic, GPtrArray **sealed, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  if (!ct_clinic_user_may (clinic, CT_MAY_SEE_CHART))
    return TRUE;
  ct_clinic_check_signatures_async (clinic, 0, ct_await_done, &await);
  return (*sealed = ct_cli_finish (clinic, &await, error)) != NULL;
}

static void
tell_seals (GPtrArray *sealed)
{
  guint n = sealed->len - ct_cli_count_altered (sealed);

  if (sealed->len > 0)
    g_print (ngettext ("%u signed document is unchanged since signed.\n",
                       "%u signed documents are unchanged since signed.\n", n), n);
}

static void
print_check (const CtAuditCheck *check, const char *sentence, GPtrArray *sealed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ct_cli_add_bool (builder, "good", check->broken == CT_AUDIT_WHOLE);
  ct_cli_add_int (builder, "rows", check->rows);
  ct_cli_add_text (builder, "head", check->head);
  ct_cli_add_int (builder, "broken_id", check->broken_id);
  ct_cli_add_text (builder, "reason", check->broken != CT_AUDIT_WHOLE ? sentence : NULL);
  if (check->answer != CT_AUDIT_HEAD_NOT_ASKED)
    ct_cli_add_bool (builder, "has_head", check->answer == CT_AUDIT_HEAD_FITS);
  if (sealed != NULL)
    {
      ct_cli_add_int (builder, "signed_documents", sealed->len);
      ct_cli_add_int (builder, "altered_documents", ct_cli_count_altered (sealed));
    }
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

static gboolean
verify (CtCli *cli, CtClinic *clinic, const CtAuditHead *wanted, GError **error)
{
  GTimeZone *zone = ct_clinic_get_zone (clinic, 0);
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAuditCheck) check = NULL;
  g_autoptr (GPtrArray) sealed = NULL;
  g_autofree char *sentence = NULL;

  ct_clinic_verify_audit_async (clinic, wanted, NULL, NULL, NULL, ct_await_done, &await);
  if ((check = ct_cli_finish (clinic, &await, error)) == NULL || !look_at_seals (clinic, &sealed, error))
    return FALSE;
  if (wanted != NULL && check->broken == CT_AUDIT_WHOLE)
    sentence = ct_audit_check_describe_head (check, wanted, zone);
  else
    sentence = ct_audit_check_describe (check, zone);
  if (cli->json)
    print_check (check, sentence, sealed);
  else if (end_of_check (check, wanted != NULL, sentence, NULL))
    g_print ("%s\n", sentence);
  if (!cli->json && sealed != NULL)
    tell_seals (sealed);
  return end_of_check (check, wanted != NULL, sentence, error) && (sealed == NULL || ct_cli_check_seals (sealed, error));
}

/* ---- The head ---- */

static gboolean
write_head (CtClinic *clinic, const CtAuditHead *head, const char *path, GError **error)
{
  const CtHeadSheetInput input = { .paper = ct_paper_of_locale (),
                                   .clinic_name = ct_clinic_get_info (clinic)->name,
                                   .printed_by = ct_clinic_get_user (clinic)->full_name,
                                   .head = head,
                                   .zone = ct_clinic_get_zone (clinic, 0),
                                   .created_us = ct_clock_now (ct_clinic_get_clock (clinic)) };
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPages) pages = ct_head_sheet_new (&input);

  ct_clinic_note_audit_out_async (clinic, "exported", 0, ct_pages_get_title (pages), ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error) != NULL && ct_pages_write_pdf (pages, path, error);
}

static gboolean
print_head (CtCli *cli, CtClinic *clinic, const char *output, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAuditHead) head = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *text = NULL;

  ct_clinic_read_audit_head_async (clinic, ct_await_done, &await);
  if ((head = ct_cli_finish (clinic, &await, error)) == NULL ||
      (output != NULL && !write_head (clinic, head, output, error)))
    return FALSE;
  if (!cli->json)
    {
      text = ct_audit_head_to_text (head, ct_clinic_get_info (clinic)->name, ct_clinic_get_zone (clinic, 0));
      g_print ("%s", text);
      return TRUE;
    }
  builder = json_builder_new ();
  text = ct_audit_head_check_word (head);
  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "number", head->id);
  ct_cli_add_text (builder, "hash", head->hash);
  ct_cli_add_text (builder, "check_word", text);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
  return TRUE;
}

static gboolean
look_for_head (CtCli *cli, CtClinic *clinic, const char *path, GError **error)
{
  g_autoptr (CtAuditHead) head = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is no text."), path);
      return FALSE;
    }
  return (head = ct_audit_head_parse (text, error)) != NULL && verify (cli, clinic, head, error);
}

/* ---- What is asked for ---- */

static gboolean
parse_day (const char *text, int days, GTimeZone *zone, gint64 *at_us, GError **error)
{
  CtWall wall = { 0, 0 };

  if (text == NULL)
    return TRUE;
  if (!ct_cli_parse_date (text, &wall.date, error))
    return FALSE;
  wall.date += days;
  *at_us = ct_wall_to_utc (wall, zone);
  return TRUE;
}

static gint64
find_user (CtClinic *clinic, const char *login, GError **error)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    if (g_strcmp0 (((CtUser *) g_ptr_array_index (users, i))->login, login) == 0)
      return CT_RECORD (g_ptr_array_index (users, i))->id;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no user “%s”."), login);
  return 0;
}

static CtAuditFilter *
make_filter (CtClinic *clinic, Wish *wish, GError **error)
{
  g_autoptr (CtAuditFilter) filter = ct_audit_filter_new ();
  GTimeZone *zone = ct_clinic_get_zone (clinic, 0);

  if (!parse_day (wish->since, 0, zone, &filter->from_us, error) ||
      !parse_day (wish->until, 1, zone, &filter->until_us, error) ||
      (wish->patient != NULL && (filter->patient_id = ct_cli_find_patient (clinic, wish->patient, error)) == 0) ||
      (wish->by != NULL && (filter->user_id = find_user (clinic, wish->by, error)) == 0))
    return NULL;
  filter->act = g_strdup (wish->act);
  filter->table = g_strdup (wish->table);
  filter->text = g_strdup (wish->text);
  return g_steal_pointer (&filter);
}

/* ---- Reading ---- */

static void
print_row (JsonBuilder *builder, gboolean json, const CtAuditRow *row)
{
  g_autofree char *at = ct_time_to_iso (row->at_us);

  if (!json)
    {
      g_print ("%s  %-12s %-14s %s%s%s\n", at, row->user_name, row->act, row->table != NULL ? row->table : "",
               row->detail != NULL ? "  " : "", row->detail != NULL ? row->detail : "");
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "id", row->id);
  ct_cli_add_text (builder, "at", at);
  ct_cli_add_text (builder, "user", row->user_name);
  ct_cli_add_text (builder, "workstation", row->workstation);
  ct_cli_add_text (builder, "act", row->act);
  ct_cli_add_text (builder, "table", row->table);
  ct_cli_add_int (builder, "record_id", row->record_id);
  ct_cli_add_int (builder, "patient_id", row->patient_id);
  ct_cli_add_text (builder, "detail", row->detail);
  ct_cli_add_text (builder, "hash", row->hash);
  json_builder_end_object (builder);
}

static gboolean
list (CtCli *cli, CtClinic *clinic, const CtAuditFilter *filter, int limit, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) rows = NULL;

  ct_clinic_search_audit_async (clinic, filter, NULL, limit, NULL, ct_await_done, &await);
  if ((rows = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    print_row (builder, cli->json, g_ptr_array_index (rows, i));
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  return TRUE;
}

static gboolean
export (CtCli *cli, CtClinic *clinic, const CtAuditFilter *filter, const Wish *wish, GError **error)
{
  CtAuditNames names = { wish->patient, wish->by, ct_clinic_get_zone (clinic, 0) };
  g_autofree char *words = ct_audit_filter_words (filter, &names);
  g_auto (CtAwait) await = { NULL };
  g_autoptr (JsonBuilder) builder = NULL;
  gint64 n;

  ct_clinic_export_audit_async (clinic, filter, words, wish->csv, NULL, NULL, NULL, ct_await_done, &await);
  if ((n = ct_clinic_export_audit_finish (clinic, ct_await_result (&await), error)) < 0)
    return FALSE;
  if (!cli->json)
    {
      g_print (ngettext ("%s: %d act\n", "%s: %d acts\n", (gulong) n), wish->csv, (int) n);
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "file", wish->csv);
  ct_cli_add_int (builder, "rows", n);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
  return TRUE;
}

static gboolean
run (CtCli *cli, CtClinic *clinic, Wish *wish, GError **error)
{
  g_autoptr (CtAuditFilter) filter = NULL;

  if (wish->verify)
    return verify (cli, clinic, NULL, error);
  if (wish->head)
    return print_head (cli, clinic, wish->output, error);
  if (wish->has_head != NULL)
    return look_for_head (cli, clinic, wish->has_head, error);
  if ((filter = make_filter (clinic, wish, error)) == NULL)
    return FALSE;
  return wish->csv != NULL ? export (cli, clinic, filter, wish, error) : list (cli, clinic, filter, wish->limit, error);
}

/** `audit`: reads, exports or verifies it; prints its head, or looks for one. */
gboolean
ct_cli_audit (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (Wish) wish = { .limit = 200 };
  g_autoptr (CtClinic) clinic = NULL;
  const GOptionEntry entries[] = {
    { "patient", 0, 0, G_OPTION_ARG_STRING, &wish.patient, N_("Only acts about this patient"), N_("PATIENT") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &wish.by, N_("Only acts of this user"), N_("USER") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &wish.since, N_("Only from this day on"), N_("DAY") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &wish.until, N_("Only to the end of this day"), N_("DAY") },
    { "act", 0, 0, G_OPTION_ARG_STRING, &wish.act, N_("Only this act, like “opened”"), N_("ACT") },
    { "table", 0, 0, G_OPTION_ARG_STRING, &wish.table, N_("Only acts on records of this table"), N_("TABLE") },
    { "text", 0, 0, G_OPTION_ARG_STRING, &wish.text, N_("Only acts with these words"), N_("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &wish.limit, N_("How many, latest first"), N_("N") },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &wish.csv, N_("Write all of them as a table"), N_("FILE.csv") },
    { "verify", 0, 0, G_OPTION_ARG_NONE, &wish.verify, N_("Reckon the chain of hashes again"), NULL },
    { "head", 0, 0, G_OPTION_ARG_NONE, &wish.head, N_("Print the head of the record"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.output, N_("With --head: the page to keep, too"), N_("FILE.pdf") },
    { "has-head", 0, 0, G_OPTION_ARG_FILENAME, &wish.has_head, N_("Whether this head is in the record"), N_("FILE") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (wish.output != NULL && !wish.head)
    return ct_cli_usage_error (error, "%s", _("--output goes with --head; acts are written by --csv."));
  if (wish.limit < 1 || argc > 1)
    return ct_cli_usage_error (error, "%s", _("The audit takes options only; “chairtimectl audit --help” lists them."));
  if ((clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  return run (cli, clinic, &wish, error);
}
