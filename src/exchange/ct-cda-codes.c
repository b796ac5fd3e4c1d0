/* The names behind the numbers of clinical documents: identifiers of code systems, templates and sections.
 * Sources: HL7 C-CDA R2.1 and R1.1, HL7 CCD 1.0, IHE PCC, the HL7 OID registry; section names are this program's own words. */
#include "exchange/ct-cda-reader.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define CCDA_ENTRY    "2.16.840.1.113883.10.20.22.4."
#define CCDA_DOCUMENT "2.16.840.1.113883.10.20.22.1."
#define CCD_1_0       "2.16.840.1.113883.10.20.1."
#define IHE_ENTRY     "1.3.6.1.4.1.19376.1.5.3.1.4."

typedef struct
{
  const char *key;
  const char *name;
} Name;

typedef struct
{
  const char *key;
  CtCdaKind kind;
} Kind;

static const char *
find_name (const Name *names, gsize n, const char *key)
{
  for (gsize i = 0; key != NULL && i < n; i++)
    if (strcmp (names[i].key, key) == 0)
      return names[i].name;
  return NULL;
}

static int
find_kind (const Kind *kinds, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (kinds[i].key, key) == 0)
      return (int) kinds[i].kind;
  return -1;
}

/**
 * ct_cda_system_name:
 * @oid: (nullable): the OID of a code system
 *
 * Returns: (nullable): what people call it.
 */
const char *
ct_cda_system_name (const char *oid)
{
  static const Name systems[] = {
    { "2.16.840.1.113883.6.96", "SNOMED CT" },   { "2.16.840.1.113883.6.1", "LOINC" },
    { "2.16.840.1.113883.6.88", "RxNorm" },      { "2.16.840.1.113883.6.90", "ICD-10-CM" },
    { "2.16.840.1.113883.6.103", "ICD-9-CM" },   { "2.16.840.1.113883.6.69", "NDC" },
    { "2.16.840.1.113883.12.292", "CVX" },       { "2.16.840.1.113883.4.9", "UNII" },
    { "2.16.840.1.113883.6.12", "CPT" },         { "2.16.840.1.113883.6.4", "ICD-10-PCS" },
    { "2.16.840.1.113883.6.3", "ICD-10" },       { "2.16.840.1.113883.6.238", "CDC race and ethnicity" },
    { "2.16.840.1.113883.3.26.1.1", "NCI Thesaurus" },
  };

  return find_name (systems, G_N_ELEMENTS (systems), oid);
}

/**
 * ct_cda_kind_name:
 * @template_root: (nullable): a template of a document
 * @loinc: (nullable): a document's code
 *
 * Returns: (nullable): what kind of document that is, untranslated; give one of the two.
 */
const char *
ct_cda_kind_name (const char *template_root, const char *loinc)
{
  static const Name templates[] = {
    { CCDA_DOCUMENT "2", N_("Continuity of Care Document") }, { CCDA_DOCUMENT "3", N_("History and Physical") },
    { CCDA_DOCUMENT "4", N_("Consultation Note") },           { CCDA_DOCUMENT "5", N_("Diagnostic Imaging Report") },
    { CCDA_DOCUMENT "6", N_("Procedure Note") },              { CCDA_DOCUMENT "7", N_("Operative Note") },
    { CCDA_DOCUMENT "8", N_("Discharge Summary") },           { CCDA_DOCUMENT "9", N_("Progress Note") },
    { CCDA_DOCUMENT "10", N_("Unstructured document") },      { CCDA_DOCUMENT "13", N_("Transfer Summary") },
    { CCDA_DOCUMENT "14", N_("Referral Note") },              { CCDA_DOCUMENT "15", N_("Care Plan") },
  };
  static const Name codes[] = {
    { "34133-9", N_("Continuity of Care Document") }, { "57133-1", N_("Referral Note") },
    { "11488-4", N_("Consultation Note") },           { "18842-5", N_("Discharge Summary") },
    { "11506-3", N_("Progress Note") },               { "34117-2", N_("History and Physical") },
    { "28570-0", N_("Procedure Note") },              { "11504-8", N_("Operative Note") },
    { "18748-4", N_("Diagnostic Imaging Report") },   { "18761-7", N_("Transfer Summary") },
    { "52521-2", N_("Care Plan") },                   { "11490-0", N_("Discharge Summary") },
    { "34111-5", N_("Emergency Department Note") },   { "10164-2", N_("History of Present Illness") },
  };
  const char *name = find_name (templates, G_N_ELEMENTS (templates), template_root);

  return name != NULL ? name : find_name (codes, G_N_ELEMENTS (codes), loinc);
}

/**
 * ct_cda_section_name:
 * @loinc: (nullable): a section's code
 *
 * Returns: (nullable): a title for it, untranslated, for sections that come without one.
 */
const char *
ct_cda_section_name (const char *loinc)
{
  static const Name sections[] = {
    { "48765-2", N_("Allergies") },            { "10160-0", N_("Medications") },
    { "11450-4", N_("Problems") },             { "30954-2", N_("Results") },
    { "29762-2", N_("Social history") },       { "8716-3", N_("Vital signs") },
    { "29549-3", N_("Medications administered") }, { "47519-4", N_("Procedures") },
    { "10190-7", N_("Mental status") },        { "47420-5", N_("Functional status") },
    { "46240-8", N_("Encounters") },           { "18776-5", N_("Plan of treatment") },
    { "51848-0", N_("Assessment") },           { "51847-2", N_("Assessment and plan") },
    { "42349-1", N_("Reason for referral") },  { "11369-6", N_("Immunizations") },
    { "10157-6", N_("Family history") },       { "11348-0", N_("Past illnesses") },
    { "10164-2", N_("Present illness") },      { "10154-3", N_("Chief complaint") },
    { "29299-5", N_("Reason for visit") },     { "46239-0", N_("Reason for visit and chief complaint") },
    { "10187-3", N_("Review of systems") },    { "29545-1", N_("Physical findings") },
    { "8648-8", N_("Hospital course") },       { "11535-2", N_("Discharge diagnosis") },
    { "10183-2", N_("Discharge medications") }, { "42346-7", N_("Admission medications") },
    { "46264-8", N_("Medical equipment") },    { "48768-6", N_("Payers") },
    { "42348-3", N_("Advance directives") },   { "61146-7", N_("Goals") },
    { "75310-3", N_("Health concerns") },      { "69730-0", N_("Instructions") },
    { "8653-8", N_("Discharge instructions") }, { "61144-2", N_("Nutrition") },
    { "85847-2", N_("Care team") },            { "34109-9", N_("Notes") },
    { "62387-6", N_("Interventions") },        { "11383-7", N_("Outcomes") },
  };

  return find_name (sections, G_N_ELEMENTS (sections), loinc);
}

/**
 * ct_cda_says_none:
 * @snomed: (nullable): a SNOMED CT code
 *
 * Returns: whether the code itself means that somebody found none of the kind: "no known allergy", "no current problems".
 */
gboolean
ct_cda_says_none (const char *snomed)
{
  static const char *const none[] = {
    "716186003", /* no known allergy */       "409137002", /* no known drug allergy */
    "429625007", /* no known food allergy */  "428607008", /* no known environmental allergy */
    "428197003", /* no known insect allergy */ "1003774007", /* no known latex allergy */
    "160244002", /* no known allergies, retired */ "160245001", /* no current problems or disability */
    "787481004", /* no known medication use */ "182849000", /* no drug therapy prescribed */
    "408350003", /* patient not on self-medications */
  };

  for (gsize i = 0; snomed != NULL && i < G_N_ELEMENTS (none); i++)
    if (strcmp (none[i], snomed) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ct_cda_is_weight:
 * @loinc: (nullable): a LOINC code
 *
 * Returns: whether it is a body weight of the patient: plain, measured or stated.
 */
gboolean
ct_cda_is_weight (const char *loinc)
{
  static const char *const weights[] = { "29463-7", "3141-9", "3142-7" };

  for (gsize i = 0; loinc != NULL && i < G_N_ELEMENTS (weights); i++)
    if (strcmp (weights[i], loinc) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ct_cda_is_vaccine_system:
 * @oid: (nullable): the OID of a code system
 *
 * Returns: whether only vaccines have codes in it (CVX).
 */
gboolean
ct_cda_is_vaccine_system (const char *oid)
{
  return oid != NULL && strcmp (oid, "2.16.840.1.113883.12.292") == 0;
}

/**
 * ct_cda_template_kind:
 * @root: (nullable): a template of an entry
 *
 * Returns: the #CtCdaKind of facts of that C-CDA template, or -1. Extensions (the edition) don't matter.
 */
int
ct_cda_template_kind (const char *root)
{
  if (root == NULL || strncmp (root, CCDA_ENTRY, strlen (CCDA_ENTRY)) != 0 || strlen (root) > strlen (CCDA_ENTRY) + 3)
    return -1;
  switch (atoi (root + strlen (CCDA_ENTRY)))
    {
    case 4:
      return CT_CDA_PROBLEM;
    case 7:
      return CT_CDA_ALLERGY;
    case 16:
      return CT_CDA_MEDICATION;
    case 2:
      return CT_CDA_RESULT;
    case 27:
      return CT_CDA_VITAL_SIGN;
    case 12: /* act */
    case 13: /* observation */
    case 14: /* procedure */
      return CT_CDA_PROCEDURE;
    case 49:
      return CT_CDA_ENCOUNTER;
    case 52:
      return CT_CDA_IMMUNIZATION;
    case 69:
      return CT_CDA_ASSESSMENT_SCALE;
    case 78:
      return CT_CDA_SMOKING_STATUS;
    default:
      return -1;
    }
}

static gboolean
is_section (const char *section_loinc, const char *loinc)
{
  return section_loinc != NULL && strcmp (section_loinc, loinc) == 0;
}

/**
 * ct_cda_older_template_kind:
 * @root: (nullable): a template of an entry
 * @section_loinc: the section it is in; older templates serve several kinds
 *
 * Returns: the #CtCdaKind of facts of that template of CCD 1.0 (C32) or IHE, or -1.
 */
int
ct_cda_older_template_kind (const char *root, const char *section_loinc)
{
  static const Kind kinds[] = {
    { CCD_1_0 "28", CT_CDA_PROBLEM },   { CCD_1_0 "18", CT_CDA_ALLERGY },    { CCD_1_0 "24", CT_CDA_MEDICATION },
    { CCD_1_0 "31", CT_CDA_RESULT },    { CCD_1_0 "29", CT_CDA_PROCEDURE },  { CCD_1_0 "21", CT_CDA_ENCOUNTER },
    { IHE_ENTRY "5", CT_CDA_PROBLEM },  { IHE_ENTRY "6", CT_CDA_ALLERGY },   { IHE_ENTRY "7", CT_CDA_MEDICATION },
    { IHE_ENTRY "12", CT_CDA_IMMUNIZATION }, { IHE_ENTRY "13", CT_CDA_RESULT }, { IHE_ENTRY "13.2", CT_CDA_VITAL_SIGN },
    { IHE_ENTRY "14", CT_CDA_ENCOUNTER }, { IHE_ENTRY "19", CT_CDA_PROCEDURE },
  };
  int kind = root != NULL ? find_kind (kinds, G_N_ELEMENTS (kinds), root) : -1;

  if (kind == CT_CDA_MEDICATION && is_section (section_loinc, "11369-6"))
    return CT_CDA_IMMUNIZATION;
  if (kind == CT_CDA_RESULT && is_section (section_loinc, "8716-3"))
    return CT_CDA_VITAL_SIGN;
  return kind;
}

/**
 * ct_cda_plain_kind:
 * @element: local name of a clinical statement without any template
 * @section_loinc: (nullable): the section it is in
 *
 * Returns: the #CtCdaKind that such a statement in such a section must be, or -1.
 */
int
ct_cda_plain_kind (const char *element, const char *section_loinc)
{
  static const struct
  {
    const char *section;
    const char *element;
    CtCdaKind kind;
  } rules[] = {
    { "10160-0", "substanceAdministration", CT_CDA_MEDICATION },
    { "29549-3", "substanceAdministration", CT_CDA_MEDICATION },
    { "11369-6", "substanceAdministration", CT_CDA_IMMUNIZATION },
    { "47519-4", "procedure", CT_CDA_PROCEDURE },
    { "46240-8", "encounter", CT_CDA_ENCOUNTER },
    { "8716-3", "observation", CT_CDA_VITAL_SIGN },
    { "30954-2", "observation", CT_CDA_RESULT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (is_section (section_loinc, rules[i].section) && strcmp (rules[i].element, element) == 0)
      return (int) rules[i].kind;
  return -1;
}
