/* What documents and people said of a patient, so that "not known" and "none" never read as "has". */
#include "ui/patient/ct-patient-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* "No known allergies" says all itself; "Penicillin", denied, does not. */
static gboolean
says_none_itself (const char *text)
{
  g_autofree char *folded = ct_text_fold (text);

  return g_str_has_prefix (folded, "no ") || g_str_has_prefix (folded, "none") || g_str_has_prefix (folded, "not ") ||
         g_str_has_prefix (folded, "nk") || g_str_has_prefix (folded, "den");
}

/* HL7 NullFlavor, the ones that documents use. */
static const char *
flavor_words (const char *flavor)
{
  static const struct { const char *code, *words; } known[] = {
    { "MSK", N_("withheld") },      { "ASKU", N_("asked, but not known") }, { "NASK", N_("not asked") },
    { "NAV", N_("not available") }, { "NA", N_("does not apply") },         { "NI", N_("no information") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (flavor, known[i].code) == 0)
      return _(known[i].words);
  return _("unknown");
}

static char *
head_words (const char *text, gboolean negated, const char *null_flavor, const char *denial)
{
  if (negated && !says_none_itself (text))
    return g_strdup_printf (denial, or_empty (text));
  if (null_flavor != NULL)
    /* Translators: what is said in a document, and why it is not known: "Penicillin: asked, but not known" */
    return g_strdup_printf (_("%s: %s"), or_empty (text), flavor_words (null_flavor));
  return g_strdup (or_empty (text));
}

static char *
period_words (const char *since, const char *until)
{
  g_autofree char *from = ct_words_iso (since);
  g_autofree char *to = ct_words_iso (until);

  if (*from != '\0' && *to != '\0')
    /* Translators: from one date to another */
    return g_strdup_printf (_("%s – %s"), from, to);
  if (*to != '\0')
    return g_strdup_printf (_("until %s"), to);
  return *from != '\0' ? g_strdup_printf (_("since %s"), from) : g_strdup ("");
}

/**
 * ct_words_is_past:
 * @status: (nullable): what the document calls its state
 * @until: (nullable): when it ended
 *
 * Returns: whether it is over.
 */
gboolean
ct_words_is_past (const char *status, const char *until)
{
  static const char *const over[] = { "completed", "aborted", "inactive", "resolved", "stopped", "remission", NULL };
  g_autofree char *folded = g_ascii_strdown (or_empty (status), -1);

  return !ct_text_is_blank (until) || g_strv_contains (over, folded);
}

/**
 * ct_words_problem:
 * @problem: a problem
 * @detail: (out) (optional): since when, its state
 *
 * Returns: (transfer full): what it is; one that was denied says so.
 */
char *
ct_words_problem (const CtProblem *problem, char **detail)
{
  g_autofree char *period = period_words (problem->since, problem->until);

  if (detail != NULL)
    *detail = ct_words_join (" · ", period, or_empty (problem->status), or_empty (problem->code), NULL);
  return head_words (problem->text, problem->negated, problem->null_flavor, _("No %s"));
}

/**
 * ct_words_medication:
 * @medication: a medication
 * @detail: (out) (optional): how much, how, how often, since when
 *
 * Returns: (transfer full): what it is; one that was denied says so.
 */
char *
ct_words_medication (const CtMedication *medication, char **detail)
{
  g_autofree char *period = period_words (medication->since, medication->until);
  gboolean past = ct_words_is_past (medication->status, NULL);

  if (detail != NULL)
    *detail = ct_words_join (" · ", or_empty (medication->dose), or_empty (medication->route),
                             or_empty (medication->frequency), period, past ? or_empty (medication->status) : "", NULL);
  return head_words (medication->text, medication->negated, medication->null_flavor, _("Does not take %s"));
}

/**
 * ct_words_allergy:
 * @allergy: an allergy
 * @detail: (out) (optional): what it does, how badly, since when
 *
 * Returns: (transfer full): to what; one that was denied says so.
 */
char *
ct_words_allergy (const CtAllergy *allergy, char **detail)
{
  g_autofree char *period = period_words (allergy->since, NULL);
  gboolean past = ct_words_is_past (allergy->status, NULL);

  if (detail != NULL)
    *detail = ct_words_join (" · ", or_empty (allergy->reaction), or_empty (allergy->severity), period,
                             past ? or_empty (allergy->status) : "", NULL);
  return head_words (allergy->text, allergy->negated, allergy->null_flavor, _("No known allergy to %s"));
}

/* UCUM writes "mm[Hg]" and "[lb_av]"; people don't. */
static char *
unit_words (const char *unit)
{
  static const struct { const char *ucum, *words;
  } known[] = {
    { "mm[Hg]", "mmHg" }, { "[lb_av]", "lb" }, { "[in_i]", "in" },
    { "Cel", "°C" },      { "[degF]", "°F" },  { "{beats}/min", "/min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (unit, known[i].ucum) == 0)
      return g_strdup (known[i].words);
  return g_strdup (or_empty (unit));
}

/**
 * ct_words_measurement:
 * @measurement: a measured value
 * @detail: (out) (optional): when
 *
 * Returns: (transfer full): "Systolic blood pressure 132 mmHg".
 */
char *
ct_words_measurement (const CtMeasurement *measurement, char **detail)
{
  g_autofree char *unit = unit_words (measurement->unit);

  if (detail != NULL)
    *detail = measurement->taken_on != CT_DATE_NONE ? ct_date_format (measurement->taken_on, _("%a %-d %b %Y"))
                                                    : ct_words_iso (measurement->taken);
  return ct_words_join (" ", or_empty (measurement->text), or_empty (measurement->value),
                        unit, NULL);
}
