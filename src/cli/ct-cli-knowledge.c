/* What needs no clinic: scoring, what a change means, what is known. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

#include "domain/ct-change.h"
#include "domain/ct-score.h"

static CtInstrument *
find_instrument (CtKnowledge *knowledge, const char *id, GError **error)
{
  CtInstrument *instrument = ct_knowledge_get_instrument (knowledge, id);

  if (instrument == NULL)
    g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                 _("There is no instrument “%s”. “chairtimectl instruments” lists them."), id);
  return instrument;
}

/* ---- score ---- */

static void
add_score (JsonBuilder *builder, const CtScore *score)
{
  const CtInstrument *instrument = score->instrument;

  ct_cli_add_text (builder, "instrument", instrument->id);
  json_builder_set_member_name (builder, "total");
  if (score->has_total)
    json_builder_add_int_value (builder, score->total);
  else
    json_builder_add_null_value (builder);
  ct_cli_add_bool (builder, "scorable", score->scorable);
  ct_cli_add_bool (builder, "prorated", score->prorated);
  ct_cli_add_text (builder, "band", score->band != NULL ? score->band->id : NULL);
  json_builder_set_member_name (builder, "flags");
  json_builder_begin_array (builder);
  for (guint i = 0; i < score->flags->len; i++)
    json_builder_add_string_value (builder, ((const CtFinding *) g_ptr_array_index (score->flags, i))->id);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "subscales");
  json_builder_begin_object (builder);
  for (guint i = 0; i < score->subscales->len; i++)
    {
      const CtSubscaleScore *subscale = &g_array_index (score->subscales, CtSubscaleScore, i);

      json_builder_set_member_name (builder, subscale->subscale->id);
      if (subscale->scorable)
        json_builder_add_int_value (builder, subscale->value);
      else
        json_builder_add_null_value (builder);
    }
  json_builder_end_object (builder);
}

static void
add_findings (JsonBuilder *builder, const CtScore *score)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_object (builder);
  for (guint i = 0; i < score->findings->len; i++)
    {
      const CtFindingResult *result = &g_array_index (score->findings, CtFindingResult, i);

      if (result->finding->kind != CT_FINDING_ALGORITHM || result->truth == CT_TRUTH_UNKNOWN)
        continue;
      ct_cli_add_text (builder, result->finding->id, result->truth == CT_TRUTH_YES ? result->finding->label : NULL);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < score->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (score->notes, i));
  json_builder_end_array (builder);
}

static void
print_score_words (const CtScore *score)
{
  if (score->has_total)
    g_print ("%s %d%s%s%s\n", score->instrument->abbreviation, score->total, score->prorated ? "*" : "",
             score->band != NULL ? ", " : "", score->band != NULL ? score->band->label : "");
  else
    g_print ("%s: %s\n", score->instrument->abbreviation,
             score->band != NULL ? score->band->label : _("not scorable"));
  for (guint i = 0; i < score->flags->len; i++)
    g_print ("! %s\n", ((const CtFinding *) g_ptr_array_index (score->flags, i))->text);
  for (guint i = 0; i < score->notes->len; i++)
    g_print ("  %s\n", (const char *) g_ptr_array_index (score->notes, i));
}

/* Scores @words, and prints the score with what a stored assessment adds to it. */
static gboolean
print_score (CtCli *cli, CtInstrument *instrument, char **words, CtAssessment *stored, GError **error)
{
  g_autoptr (GArray) answers = ct_instrument_parse_answers (instrument, (const char *const *) words, error);
  g_autoptr (CtScore) score = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (answers == NULL ||
      (score = ct_score_new (instrument, (const int *) answers->data, answers->len, error)) == NULL)
    return FALSE;
  if (!cli->json)
    {
      print_score_words (score);
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_score (builder, score);
  add_findings (builder, score);
  if (stored != NULL)
    {
      ct_cli_add_int (builder, "assessment_id", CT_RECORD (stored)->id);
      ct_cli_add_int (builder, "patient_id", stored->patient_id);
      ct_cli_add_date (builder, "date", stored->taken_on);
    }
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
  return TRUE;
}

/** `score`: scores answers and stores nothing. */
gboolean
ct_cli_score (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (CtKnowledge) knowledge = NULL;
  CtInstrument *instrument;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), NULL, &argc, &argv, error))
    return FALSE;
  if (argc < 3)
    return ct_cli_usage_error (error, "%s", _("Say which instrument and its answers; - is a missing one."));
  return (knowledge = ct_cli_knowledge (error)) != NULL &&
         (instrument = find_instrument (knowledge, argv[1], error)) != NULL &&
         print_score (cli, instrument, argv + 2, NULL, error);
}

/** `assess`: stores a score. */
gboolean
ct_cli_assess (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtAssessment) stored = NULL;
  g_autofree char *date = NULL;
  CtInstrument *instrument;
  CtDate taken_on = CT_DATE_NONE;
  gint64 patient_id;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_("The day; today if not given"), N_("DATE") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc < 4)
    return ct_cli_usage_error (error, "%s", _("Say whose score, which instrument and the answers."));
  if ((date != NULL && !ct_cli_parse_date (date, &taken_on, error)) || (clinic = ct_cli_open (cli, error)) == NULL ||
      (patient_id = ct_cli_find_patient (clinic, argv[1], error)) == 0 ||
      (instrument = find_instrument (ct_clinic_get_knowledge (clinic), argv[2], error)) == NULL)
    return FALSE;
  if (date == NULL)
    taken_on = ct_clinic_today (clinic);
  ct_clinic_save_assessment_async (clinic, patient_id, instrument->id, (const char *const *) argv + 3, taken_on,
                                   ct_await_done, &await);
  return (stored = ct_cli_finish (clinic, &await, error)) != NULL &&
         print_score (cli, instrument, argv + 3, stored, error);
}

/* ---- change ---- */

static gboolean
parse_total (const CtInstrument *instrument, const char *text, int *total, GError **error)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, instrument->min_total, instrument->max_total, &number, NULL))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a total of %s, which goes from %d to %d."), text,
                   instrument->abbreviation, instrument->min_total, instrument->max_total);
      return FALSE;
    }
  *total = (int) number;
  return TRUE;
}

static void
print_change (CtCli *cli, const CtChange *change)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      if (change->has_percent)
        g_print ("%d.%d %%, ", change->permille / 10, ABS (change->permille) % 10);
      g_print ("%s%s%s\n", change->status != CT_CHANGE_UNDEFINED ? ct_change_status_to_text (change->status) : "n/a",
               change->remission ? ", remission" : "", change->reliable_worsening ? ", worse" : "");
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "percent");
  if (change->has_percent)
    json_builder_add_double_value (builder, change->permille / 10.0);
  else
    json_builder_add_null_value (builder);
  ct_cli_add_text (builder, "status", ct_change_status_to_text (change->status));
  ct_cli_add_bool (builder, "remission", change->remission);
  ct_cli_add_bool (builder, "reliable_worsening", change->reliable_worsening);
  ct_cli_add_bool (builder, "meaningful", change->meaningful);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

/** `change`: what a change of score means. */
gboolean
ct_cli_change (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (CtKnowledge) knowledge = NULL;
  CtInstrument *instrument;
  int baseline, current;
  CtChange change;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), NULL, &argc, &argv, error))
    return FALSE;
  if (argc != 4)
    return ct_cli_usage_error (error, "%s", _("Say which instrument, the baseline and the current total."));
  if ((knowledge = ct_cli_knowledge (error)) == NULL ||
      (instrument = find_instrument (knowledge, argv[1], error)) == NULL ||
      !parse_total (instrument, argv[2], &baseline, error) || !parse_total (instrument, argv[3], &current, error) ||
      !ct_change_compute (instrument, baseline, current, NULL, &change, error))
    return FALSE;
  print_change (cli, &change);
  return TRUE;
}

/* ---- instruments and protocols ---- */

static void
print_known (JsonBuilder *builder, gboolean json, const char *id, const char *name, const char *version,
             const char *source, CtDate reviewed_on)
{
  g_autofree char *reviewed = ct_date_to_iso (reviewed_on);

  if (!json)
    {
      g_print ("%-14s %s  (%s, %s)\n", id, name, version, reviewed != NULL ? reviewed : "-");
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "id", id);
  ct_cli_add_text (builder, "name", name);
  ct_cli_add_text (builder, "version", version);
  ct_cli_add_text (builder, "source", source);
  ct_cli_add_text (builder, "reviewed", reviewed);
  json_builder_end_object (builder);
}

static gboolean
list_known (CtCli *cli, int argc, char **argv, gboolean protocols, GError **error)
{
  g_autoptr (CtKnowledge) knowledge = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), NULL, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    return ct_cli_usage_error (error, _("“%s” is not expected here."), argv[1]);
  if ((knowledge = ct_cli_knowledge (error)) == NULL)
    return FALSE;
  known = protocols ? ct_knowledge_list_protocols (knowledge) : ct_knowledge_list_instruments (knowledge);
  json_builder_begin_array (builder);
  for (guint i = 0; i < known->len; i++)
    if (protocols)
      {
        const CtProtocol *p = g_ptr_array_index (known, i);

        print_known (builder, cli->json, p->id, p->name, p->version, p->source, p->reviewed_on);
      }
    else
      {
        const CtInstrument *n = g_ptr_array_index (known, i);

        print_known (builder, cli->json, n->id, n->name, n->version, n->source, n->reviewed_on);
      }
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  return TRUE;
}

/** `instruments`: what is known, with version, source and date of review. */
gboolean
ct_cli_instruments (CtCli *cli, int argc, char **argv, GError **error)
{
  return list_known (cli, argc, argv, FALSE, error);
}

/** `protocols`: what is known, with version, source and date of review. */
gboolean
ct_cli_protocols (CtCli *cli, int argc, char **argv, GError **error)
{
  return list_known (cli, argc, argv, TRUE, error);
}
