/* What one statement says: its parts by name, then what they mean together. */
#include "exchange/ct-cda-reader.h"

#include <string.h>

#define PROBLEM_STATUS    "2.16.840.1.113883.10.20.22.4.6"
#define ALLERGY_STATUS    "2.16.840.1.113883.10.20.22.4.28"
#define OLD_STATUS        "2.16.840.1.113883.10.20.1.50"
#define OLD_ALERT_STATUS  "2.16.840.1.113883.10.20.1.39"
#define SEVERITY          "2.16.840.1.113883.10.20.22.4.8"
#define REACTION          "2.16.840.1.113883.10.20.22.4.9"
#define OLD_REACTION      "2.16.840.1.113883.10.20.1.54"
#define FREE_TEXT_SIG     "2.16.840.1.113883.10.20.22.4.147"
#define INSTRUCTION       "2.16.840.1.113883.10.20.22.4.20"
#define COMMENT           "2.16.840.1.113883.10.20.22.4.64"

typedef void (*ReadPart) (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node);

/* Joins with a comma; what is already long stays as it is, or a thousand reactions would cost a million copies. */
static const char *
append (CtCdaReader *self, const char *before, const char *more)
{
  if (more == NULL || before == NULL || strlen (before) > CT_CDA_MAX_PASSAGE)
    return before != NULL ? before : more;
  g_string_printf (self->scratch, "%s, %s", before, more);
  return ct_cda_keep (self, self->scratch->str);
}

static void
read_id (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  if (fact->id.root == NULL)
    fact->id = ct_cda_id (self, node);
}

/* What a problem or an allergy is stands elsewhere; there this is the kind of it. */
static void
read_code (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  if (fact->kind == CT_CDA_PROBLEM)
    ct_cda_code (self, node, &fact->type);
  else if (fact->kind != CT_CDA_ALLERGY && fact->kind != CT_CDA_MEDICATION && fact->kind != CT_CDA_IMMUNIZATION)
    ct_cda_code (self, node, &fact->code);
}

static void
read_text (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  fact->narrative = ct_cda_passage (self, node);
}

static void
read_status (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  fact->status = ct_cda_keep_attr (self, node, "code");
}

/* A medication has one time for when, and perhaps another for how often. */
static void
read_time (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  const char *frequency = ct_cda_frequency (self, node);

  if (frequency != NULL)
    fact->period.frequency = append (self, fact->period.frequency, frequency);
  else if (fact->period.text == NULL && fact->period.at.null_flavor == NULL)
    {
      const char *kept = fact->period.frequency;

      ct_cda_period (self, node, &fact->period);
      fact->period.frequency = kept;
    }
}

static void
read_value (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  CtCdaValue value;

  if (fact->kind == CT_CDA_PROBLEM)
    {
      if (fact->code.code == NULL && fact->code.original_text == NULL)
        ct_cda_code (self, node, &fact->code);
      if (ct_cda_code_label (&fact->code) == NULL && fact->code.code == NULL)
        fact->code.original_text = ct_cda_text (self, node); /* a problem as free text */
      return;
    }
  if (fact->kind == CT_CDA_ALLERGY)
    {
      ct_cda_code (self, node, &fact->type);
      return;
    }
  ct_cda_value (self, node, &value);
  if (fact->value.text == NULL && fact->value.null_flavor == NULL)
    fact->value = value;
}

static void
read_interpretation (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  CtCdaCode code;
  const char *words;

  ct_cda_code (self, node, &code);
  words = ct_cda_code_label (&code);
  fact->interpretation = append (self, fact->interpretation, words != NULL ? words : code.code);
}

static void
read_route (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  CtCdaCode code;

  ct_cda_code (self, node, &code);
  fact->route = ct_cda_code_label (&code);
  if (fact->route == NULL)
    fact->route = code.code;
}

static void
read_dose (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  CtCdaValue dose;

  ct_cda_value (self, node, &dose);
  if (dose.null_flavor == NULL)
    fact->dose = dose.text;
}

static void
read_rate (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  CtCdaValue rate;

  ct_cda_value (self, node, &rate);
  if (rate.null_flavor == NULL)
    fact->rate = rate.text;
}

static void
read_form (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  CtCdaCode code;

  ct_cda_code (self, node, &code);
  fact->form = ct_cda_code_label (&code);
}

static void
read_consumable (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  static const char *const material_path[] = { "manufacturedProduct", "manufacturedMaterial", NULL };
  static const char *const labeled_path[] = { "manufacturedProduct", "manufacturedLabeledDrug", NULL };
  const xmlNode *material = ct_cda_path (self, node, material_path);

  if (material == NULL)
    material = ct_cda_path (self, node, labeled_path);
  ct_cda_code (self, ct_cda_child (self, material, "code"), &fact->code);
  if (fact->code.original_text == NULL)
    fact->code.original_text = ct_cda_text (self, ct_cda_child (self, material, "name"));
}

/* The allergen of an allergy, the vehicle of a drug. */
static void
read_participant (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  const xmlNode *role = ct_cda_child (self, node, "participantRole");
  const xmlNode *entity = ct_cda_child (self, role, "playingEntity");
  const char *type = ct_cda_attr (node, "typeCode");
  CtCdaCode *code = fact->kind == CT_CDA_ALLERGY ? &fact->code : &fact->vehicle;

  if (entity == NULL || (type != NULL && strcmp (type, "CSM") != 0) || code->code != NULL
      || code->original_text != NULL)
    return;
  if (fact->kind != CT_CDA_ALLERGY && fact->kind != CT_CDA_MEDICATION)
    return;
  ct_cda_code (self, ct_cda_child (self, entity, "code"), code);
  if (code->original_text == NULL)
    code->original_text = ct_cda_text (self, ct_cda_child (self, entity, "name"));
}

static void
read_author (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  if (fact->author_time.text == NULL)
    ct_cda_time (self, ct_cda_child (self, node, "time"), &fact->author_time);
}

static const char *
value_words (CtCdaReader *self, const xmlNode *observation)
{
  CtCdaValue value;

  ct_cda_value (self, ct_cda_child (self, observation, "value"), &value);
  return value.text != NULL ? value.text : ct_cda_passage (self, ct_cda_child (self, observation, "text"));
}

static void
read_related_observation (CtCdaReader *self, CtCdaFact *fact, const xmlNode *observation)
{
  const char *code = ct_cda_attr (ct_cda_child (self, observation, "code"), "code");

  if (ct_cda_has_template (self, observation, REACTION) || ct_cda_has_template (self, observation, OLD_REACTION))
    {
      if (!ct_cda_flag (observation, "negationInd"))
        fact->reactions = append (self, fact->reactions, value_words (self, observation));
    }
  else if (ct_cda_has_template (self, observation, SEVERITY) || g_strcmp0 (code, "SEV") == 0)
    fact->severity = value_words (self, observation);
  else if (ct_cda_has_template (self, observation, PROBLEM_STATUS)
           || ct_cda_has_template (self, observation, ALLERGY_STATUS)
           || ct_cda_has_template (self, observation, OLD_STATUS)
           || ct_cda_has_template (self, observation, OLD_ALERT_STATUS) || g_strcmp0 (code, "33999-4") == 0)
    fact->clinical_status = value_words (self, observation);
}

static void
read_supply (CtCdaReader *self, CtCdaFact *fact, const xmlNode *supply)
{
  static const char *const code_path[] = { "product", "manufacturedProduct", "manufacturedMaterial", "code", NULL };

  if (fact->kind == CT_CDA_MEDICATION && fact->dispensed.code == NULL)
    ct_cda_code (self, ct_cda_path (self, supply, code_path), &fact->dispensed);
}

static void
read_relationship (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  const xmlNode *observation = ct_cda_child (self, node, "observation");
  const xmlNode *act = ct_cda_child (self, node, "act");
  const xmlNode *sig = ct_cda_child (self, node, "substanceAdministration");
  const xmlNode *supply = ct_cda_child (self, node, "supply");

  if (supply != NULL)
    read_supply (self, fact, supply);
  if (observation != NULL)
    read_related_observation (self, fact, observation);
  if (act != NULL && (ct_cda_has_template (self, act, INSTRUCTION) || ct_cda_has_template (self, act, COMMENT)))
    fact->instructions = append (self, fact->instructions, ct_cda_passage (self, ct_cda_child (self, act, "text")));
  if (sig != NULL && ct_cda_has_template (self, sig, FREE_TEXT_SIG))
    fact->instructions = append (self, fact->instructions, ct_cda_passage (self, ct_cda_child (self, sig, "text")));
}

/**
 * ct_cda_fact_details:
 * @self: a reader
 * @fact: its kind is set; gets the rest
 * @node: the statement
 *
 * Reads the parts of a statement in one pass.
 */
void
ct_cda_fact_details (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node)
{
  static const struct
  {
    const char *name;
    ReadPart read;
  } parts[] = {
    { "id", read_id },
    { "code", read_code },
    { "text", read_text },
    { "statusCode", read_status },
    { "effectiveTime", read_time },
    { "value", read_value },
    { "interpretationCode", read_interpretation },
    { "routeCode", read_route },
    { "doseQuantity", read_dose },
    { "rateQuantity", read_rate },
    { "administrationUnitCode", read_form },
    { "consumable", read_consumable },
    { "participant", read_participant },
    { "author", read_author },
    { "entryRelationship", read_relationship },
  };
  static const CtCdaTime no_time = { .date = CT_DATE_NONE, .minute = -1 };
  const char *null_flavor = ct_cda_keep_attr (self, node, "nullFlavor");

  fact->period.at = fact->period.low = fact->period.high = fact->author_time = no_time;
  fact->mood = ct_cda_keep_attr (self, node, "moodCode");
  fact->negated = fact->negated || ct_cda_flag (node, "negationInd");
  if (fact->null_flavor == NULL)
    fact->null_flavor = null_flavor;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
        if (strcmp ((const char *) child->name, parts[i].name) == 0)
          {
            if (ct_cda_is_element (self, child))
              parts[i].read (self, fact, child);
            break;
          }
}

/* Codes for "a problem", "a drug", "a substance" as such: negated, they deny the whole kind. */
static gboolean
is_the_kind_as_such (const CtCdaFact *fact)
{
  static const char *const general[] = {
    "55607006" /* problem */, "64572001" /* disease */, "404684003" /* clinical finding */, "282291009" /* diagnosis */,
    "410942007" /* drug or medicament */, "105590001" /* substance */, "373873005" /* pharmaceutical product */,
    "762766007" /* edible substance */, "255620007" /* food */,
  };

  if (fact->code.code == NULL)
    return fact->code.original_text == NULL || fact->kind == CT_CDA_ALLERGY;
  for (gsize i = 0; i < G_N_ELEMENTS (general); i++)
    if (strcmp (fact->code.code, general[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "No known drug allergies", "NKDA": words where the sender had no code for it. */
static gboolean
words_say_none (const char *words)
{
  static const char *const beginnings[] = { "no known ", "no current ", "no active ", "none known", "nkda", "nka ",
                                            "no drug therapy", "not on any medication" };
  static const char *const whole[] = { "none", "nka", "denies", "no allergies", "no medications", "no problems" };

  for (gsize i = 0; words != NULL && i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (words, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  for (gsize i = 0; words != NULL && i < G_N_ELEMENTS (whole); i++)
    if (g_ascii_strcasecmp (words, whole[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
can_be_none (CtCdaKind kind)
{
  return kind == CT_CDA_PROBLEM || kind == CT_CDA_ALLERGY || kind == CT_CDA_MEDICATION;
}

static gboolean
has_value (CtCdaKind kind)
{
  return kind == CT_CDA_RESULT || kind == CT_CDA_VITAL_SIGN || kind == CT_CDA_ASSESSMENT_SCALE
         || kind == CT_CDA_SMOKING_STATUS;
}

static CtCdaState
state_of (const CtCdaFact *fact)
{
  const char *flavors[] = { fact->null_flavor, fact->code.null_flavor, fact->value.null_flavor };

  for (gsize i = 0; i < G_N_ELEMENTS (flavors); i++)
    if (g_strcmp0 (flavors[i], "MSK") == 0)
      return CT_CDA_WITHHELD;
  if (can_be_none (fact->kind) && (ct_cda_says_none (fact->code.code) || ct_cda_says_none (fact->type.code)))
    return CT_CDA_NONE_KNOWN;
  if (can_be_none (fact->kind) && words_say_none (fact->label))
    return CT_CDA_NONE_KNOWN; /* also where the sender negates it: "not: no known drugs" is a slip */
  if (fact->negated)
    return can_be_none (fact->kind) && is_the_kind_as_such (fact) ? CT_CDA_NONE_KNOWN : CT_CDA_NEGATED;
  if (g_strcmp0 (fact->code.code, "182904002") == 0) /* SNOMED CT: drug treatment unknown */
    return CT_CDA_UNKNOWN;
  if (fact->null_flavor != NULL || *fact->label == '\0')
    return CT_CDA_UNKNOWN;
  if (has_value (fact->kind) && fact->value.text == NULL)
    return CT_CDA_UNKNOWN;
  return CT_CDA_PRESENT;
}

static gboolean
conflicts (const CtCdaFact *fact)
{
  return (fact->code.null_flavor != NULL && fact->code.code != NULL)
         || (fact->null_flavor != NULL && fact->code.code != NULL)
         || (fact->value.null_flavor != NULL && fact->value.number != NULL);
}

static const char *
label_of (const CtCdaFact *fact)
{
  const char *label = ct_cda_code_label (&fact->code);

  if (label == NULL)
    label = fact->narrative;
  if (label == NULL)
    label = fact->code.code;
  if (label == NULL && fact->kind == CT_CDA_SMOKING_STATUS)
    label = fact->value.text;
  return label != NULL ? label : "";
}

static gboolean
is_vaccine (const CtCdaFact *fact)
{
  gboolean vaccine = ct_cda_is_vaccine_system (fact->code.system);

  for (guint i = 0; i < fact->code.n_translations; i++)
    vaccine = vaccine || ct_cda_is_vaccine_system (fact->code.translations[i].system);
  return vaccine;
}

static gboolean
is_weight (const CtCdaFact *fact)
{
  gboolean weight = ct_cda_is_weight (fact->code.code);

  for (guint i = 0; i < fact->code.n_translations; i++)
    weight = weight || ct_cda_is_weight (fact->code.translations[i].code);
  return weight;
}

/**
 * ct_cda_fact_settle:
 * @self: a reader
 * @fact: with all its parts
 *
 * Decides what the parts mean together: label, state, confidence, weight.
 */
void
ct_cda_fact_settle (CtCdaReader *self, CtCdaFact *fact)
{
  fact->label = label_of (fact);
  fact->state = state_of (fact);
  fact->confidence = conflicts (fact)                 ? CT_CDA_CONFLICTING
                     : fact->code.code != NULL        ? CT_CDA_CODED
                     : fact->code.n_translations > 0  ? CT_CDA_CODED
                                                      : CT_CDA_TEXT_ONLY;
  fact->is_vaccine = fact->kind == CT_CDA_MEDICATION && is_vaccine (fact);
  if (fact->state == CT_CDA_PRESENT && fact->value.is_number && is_weight (fact))
    fact->weight_g = ct_cda_weight_g (fact->value.number, fact->value.unit);
}
