/* Real documents of many vendors: what we read from them against what others read, and every bad file refused. */
#include "exchange/ct-cda-model.h"

#include <glib/gstdio.h>
#include <string.h>

#define RXNORM "2.16.840.1.113883.6.88"
#define SNOMED "2.16.840.1.113883.6.96"

/* Columns of EXPECTED.tsv, in its order. */
enum
{
  COLUMN_FILE,
  COLUMN_DOC_CODE,
  COLUMN_TITLE,
  COLUMN_EFFECTIVE_TIME,
  COLUMN_FAMILY,
  COLUMN_GIVEN,
  COLUMN_BIRTH_TIME,
  COLUMN_GENDER,
  COLUMN_PATIENT_ID_ROOT,
  COLUMN_PATIENT_ID_EXT,
  COLUMN_N_SECTIONS,
  COLUMN_SECTIONS,
  COLUMN_PROBLEMS,
  COLUMN_ALLERGIES,
  COLUMN_ALLERGIES_NEGATED,
  COLUMN_MEDICATIONS,
  COLUMN_RESULTS,
  COLUMN_VITAL_SIGNS,
  COLUMN_PROCEDURES,
  COLUMN_ENCOUNTERS,
  COLUMN_IMMUNIZATIONS,
  COLUMN_SCALES,
  COLUMN_SMOKING,
  COLUMN_SYSTOLIC,
  COLUMN_WEIGHTS,
  COLUMN_RXNORM,
  COLUMN_SNOMED,
  N_COLUMNS,
};

/* Where we read something else than the extraction, on purpose, and why. */
static const struct
{
  int column;
  const char *file_part;
  const char *reason;
} accepted[] = {
  { COLUMN_PATIENT_ID_ROOT, "Intellichart/G9", "names who gives record numbers, but gives none: no record number" },
  { COLUMN_PATIENT_ID_ROOT, "cda-validation-issues.xml", "names who gives record numbers, but gives none: no record number" },
  { COLUMN_PATIENT_ID_EXT, "MyraJonesFhirToCDA.xml", "the record number is a null flavour: no record number" },
};

static const char *
samples (void)
{
  const char *folder = g_getenv ("CHAIRTIME_SAMPLES");

  return folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR) ? folder : NULL;
}

static GBytes *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
add_word (GString *list, const char *word)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", word);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Each word once, in order. */
static char *
as_set (GPtrArray *words)
{
  GString *list = g_string_new (NULL);

  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    if (i == 0 || strcmp (words->pdata[i], words->pdata[i - 1]) != 0)
      add_word (list, words->pdata[i]);
  return g_string_free (list, FALSE);
}

static void
add_code (GPtrArray *words, const CtCdaCode *code, const char *system)
{
  if (code->code != NULL && g_strcmp0 (code->system, system) == 0)
    g_ptr_array_add (words, (gpointer) code->code);
  for (guint i = 0; i < code->n_translations; i++)
    add_code (words, &code->translations[i], system);
}

static char *
code_set (const CtCdaDocument *document, CtCdaKind kind, const char *system)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < document->facts[kind]->len; i++)
    {
      const CtCdaFact *fact = g_ptr_array_index (document->facts[kind], i);

      if (fact->older_template)
        continue;
      if (kind == CT_CDA_PROBLEM)
        {
          CtCdaCode bare = fact->code; /* the column has no translations of problems */

          bare.n_translations = 0;
          add_code (words, &bare, system);
          continue;
        }
      add_code (words, &fact->code, system);
      add_code (words, &fact->vehicle, system);
      add_code (words, &fact->dispensed, system);
    }
  return as_set (words);
}

static char *
vital_values (const CtCdaDocument *document, const char *loinc, const char *other_loinc)
{
  GString *list = g_string_new (NULL);
  gboolean first = TRUE;

  for (guint i = 0; i < document->facts[CT_CDA_VITAL_SIGN]->len; i++)
    {
      const CtCdaFact *fact = g_ptr_array_index (document->facts[CT_CDA_VITAL_SIGN], i);

      if (fact->older_template || (g_strcmp0 (fact->code.code, loinc) != 0 && g_strcmp0 (fact->code.code, other_loinc) != 0))
        continue;
      g_string_append (list, first ? "" : ",");
      first = FALSE;
      if (fact->value.number != NULL)
        g_string_append (list, fact->value.number);
      if (fact->value.number != NULL && fact->value.unit != NULL)
        g_string_append_printf (list, " %s", fact->value.unit);
    }
  return g_string_free (list, FALSE);
}

static char *
number (guint n)
{
  return g_strdup_printf ("%u", n);
}

static char *
section_codes (const CtCdaDocument *document)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < document->sections->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", ((CtCdaSection *) g_ptr_array_index (document->sections, i))->loinc);
  return g_string_free (list, FALSE);
}

/* A value as the extraction writes it: what was received, or the null flavour. */
static char *
received (const char *value, const char *null_flavor)
{
  if (value == NULL && null_flavor != NULL)
    return g_strdup_printf ("null:%s", null_flavor);
  return g_strdup (value != NULL ? value : "");
}

static char *
read_column (const CtCdaDocument *document, int column)
{
  static const CtCdaPatient nobody = { .family_name = "", .given_names = "" };
  const CtCdaPatient *patient = document->patient != NULL ? document->patient : &nobody;
  const CtCdaId *id = patient->mrns != NULL && patient->mrns->len > 0 ? g_ptr_array_index (patient->mrns, 0) : NULL;

  switch (column)
    {
    case COLUMN_DOC_CODE:
      return g_strdup (document->kind_code);
    case COLUMN_TITLE:
      return g_strdup (document->title);
    case COLUMN_EFFECTIVE_TIME:
      return received (document->written.text, document->written.null_flavor);
    case COLUMN_FAMILY:
      return g_strdup (patient->family_name);
    case COLUMN_GIVEN:
      return g_strdup (patient->given_names);
    case COLUMN_BIRTH_TIME:
      return received (patient->born.text, patient->born.null_flavor);
    case COLUMN_GENDER:
      return received (patient->sex_code, patient->sex_null_flavor);
    case COLUMN_PATIENT_ID_ROOT:
      return g_strdup (id != NULL && id->root != NULL ? id->root : "");
    case COLUMN_PATIENT_ID_EXT:
      return g_strdup (id != NULL ? id->extension : "");
    case COLUMN_N_SECTIONS:
      return number (document->sections->len);
    case COLUMN_SECTIONS:
      return section_codes (document);
    case COLUMN_PROBLEMS:
      return number (ct_cda_document_count (document, CT_CDA_PROBLEM));
    case COLUMN_ALLERGIES:
      return number (ct_cda_document_count (document, CT_CDA_ALLERGY));
    case COLUMN_ALLERGIES_NEGATED:
      return number (ct_cda_document_count_negated (document, CT_CDA_ALLERGY));
    case COLUMN_MEDICATIONS:
      return number (ct_cda_document_count (document, CT_CDA_MEDICATION));
    case COLUMN_RESULTS:
      return number (ct_cda_document_count (document, CT_CDA_RESULT));
    case COLUMN_VITAL_SIGNS:
      return number (ct_cda_document_count (document, CT_CDA_VITAL_SIGN));
    case COLUMN_PROCEDURES:
      return number (ct_cda_document_count (document, CT_CDA_PROCEDURE));
    case COLUMN_ENCOUNTERS:
      return number (ct_cda_document_count (document, CT_CDA_ENCOUNTER));
    case COLUMN_IMMUNIZATIONS:
      return number (ct_cda_document_count (document, CT_CDA_IMMUNIZATION));
    case COLUMN_SCALES:
      return number (ct_cda_document_count (document, CT_CDA_ASSESSMENT_SCALE));
    case COLUMN_SMOKING:
      return number (ct_cda_document_count (document, CT_CDA_SMOKING_STATUS));
    case COLUMN_SYSTOLIC:
      return vital_values (document, "8480-6", "8480-6");
    case COLUMN_WEIGHTS:
      return vital_values (document, "29463-7", "3141-9");
    case COLUMN_RXNORM:
      return code_set (document, CT_CDA_MEDICATION, RXNORM);
    case COLUMN_SNOMED:
      return code_set (document, CT_CDA_PROBLEM, SNOMED);
    default:
      g_assert_not_reached ();
    }
}

static const char *
accepted_reason (const char *file, int column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    if (accepted[i].column == column && strstr (file, accepted[i].file_part) != NULL)
      return accepted[i].reason;
  return NULL;
}

/* The extraction left blanks at the ends and doubled. */
static char *
tidy (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  GString *out = g_string_new (NULL);

  for (int i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
  return g_string_free (out, FALSE);
}

static void
compare_row (const char *const *row, const char *const *header, guint *n_same, guint *n_accepted, guint *n_wrong)
{
  g_autofree char *path = g_build_filename (samples (), row[COLUMN_FILE], NULL);
  g_autoptr (GBytes) bytes = load (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCdaDocument) document = ct_cda_read (bytes, NULL, NULL, &error);

  if (document == NULL)
    {
      g_test_message ("%s: refused: %s", row[COLUMN_FILE], error->message);
      *n_wrong += 1;
      return;
    }
  for (int column = COLUMN_FILE + 1; column < N_COLUMNS; column++)
    {
      g_autofree char *got = read_column (document, column);
      g_autofree char *want_tidy = tidy (row[column]);
      g_autofree char *got_tidy = tidy (got);
      const char *reason;

      if (strcmp (got_tidy, want_tidy) == 0)
        {
          *n_same += 1;
          continue;
        }
      reason = accepted_reason (row[COLUMN_FILE], column);
      *n_accepted += reason != NULL;
      *n_wrong += reason == NULL;
      g_test_message ("%s: %s: read '%s', expected '%s' (%s)", row[COLUMN_FILE], header[column], got, row[column],
                      reason != NULL ? reason : "NOT EXPLAINED");
    }
}

static void
test_every_vendor_document_reads_as_others_read_it (void)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) header = NULL;
  guint n_same = 0, n_accepted = 0, n_wrong = 0, n_files = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  path = g_build_filename (samples (), "ccda", "EXPECTED.tsv", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  header = g_strsplit (lines[0], "\t", -1);
  g_assert_cmpuint (g_strv_length (header), ==, N_COLUMNS);
  for (int i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (row) != N_COLUMNS)
        continue;
      compare_row ((const char *const *) row, (const char *const *) header, &n_same, &n_accepted, &n_wrong);
      n_files++;
    }
  g_test_message ("%u documents: %u figures agree, %u differ for a stated reason, %u differ", n_files, n_same, n_accepted, n_wrong);
  g_assert_cmpuint (n_files, >, 300);
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) g_test_add_func ("/cda-samples/" #function, test_##function)
  CHECK (every_vendor_document_reads_as_others_read_it);
  return g_test_run ();
}
