/* Real documents of many vendors: what we read from them against what others read, and every bad file refused. */
#include "exchange/ct-cda-model.h"

#include <libxml/parser.h>
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
  { COLUMN_SNOMED, "newman-ccd.xml", "the template is on the entry instead of the observation in it; the extraction did not look inside" },
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

/* What interchange asks for a refusal: one sentence for people, quickly, nothing of the contents in it. */
static void
assert_refused (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CtCdaDocument) document = ct_cda_read (bytes, NULL, NULL, &error);
  gint64 took_us = g_get_monotonic_time () - start;

  if (document != NULL)
    g_error ("%s was read", path);
  g_assert_true (error->domain == CT_ERROR);
  g_assert_cmpint (took_us, <, G_USEC_PER_SEC);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (g_utf8_strlen (error->message, -1), <, 200);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strpbrk (error->message, "<>\n"));
  g_assert_null (strstr (error->message, g_get_host_name ()));
}

static void
refuse_all_below (const char *folder, guint *n)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          refuse_all_below (path, n);
          continue;
        }
      bytes = load (path);
      assert_refused (path, bytes);
      *n += 1;
    }
}

static void
test_hostile_and_foreign_files_are_refused_with_one_sentence (void)
{
  static const char *const folders[] = { "security/libxml2", "fhir", "ics", "schema", "outcomes" };
  guint n = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (samples (), folders[i], NULL);

      refuse_all_below (folder, &n);
    }
  g_test_message ("%u files refused", n);
  g_assert_cmpuint (n, >, 400);
}

/* Calls @look for each row of the list of all samples, with its path, kind and whether it is well-formed. */
static void
for_each_sample (void (*look) (const char *file, const char *kind, const char *well_formed, gpointer data), gpointer data)
{
  g_autofree char *path = g_build_filename (samples (), "MANIFEST.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (row) > 10 && g_str_has_prefix (row[0], "ccda/"))
        look (row[0], row[7], row[10], data);
    }
}

static void
look_at_broken (const char *file, const char *kind, const char *well_formed, gpointer data)
{
  g_autofree char *path = g_build_filename (samples (), file, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (strcmp (well_formed, "no") != 0 && !g_str_has_prefix (kind, "fragment"))
    return;
  bytes = load (path);
  if (strstr (kind, "unparsable") != NULL)
    {
      /* Parts without their namespaces, and two whole documents that declare one which is no URI: those can be read. */
      g_autoptr (CtCdaDocument) document = ct_cda_read (bytes, NULL, NULL, NULL);

      if (document != NULL)
        {
          g_assert_true (ct_cda_document_check_patient (document, NULL));
          return;
        }
    }
  assert_refused (path, bytes);
  *(guint *) data += 1;
}

static void
test_broken_and_partial_documents_are_refused_with_one_sentence (void)
{
  guint n = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  for_each_sample (look_at_broken, &n);
  g_test_message ("%u files refused", n);
  g_assert_cmpuint (n, >, 500);
}

/* How often each byte that is not blank occurs in what a section's text says. */
static void
count_bytes (const char *text, guint counts[256])
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      counts[(guint8) *text]++;
}

static void
count_text (const xmlNode *node, guint counts[256])
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      count_bytes ((const char *) child->content, counts);
    else if (child->type == XML_ELEMENT_NODE)
      count_text (child, counts);
}

static void
count_narrative (const xmlNode *node, guint counts[256])
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, "section") == 0 &&
        strcmp ((const char *) child->name, "text") == 0)
      count_text (child, counts);
    else if (child->type == XML_ELEMENT_NODE && strcmp ((const char *) child->name, "entry") != 0)
      count_narrative (child, counts);
}

static void
look_at_narrative (const char *file, const char *kind, const char *well_formed, gpointer data)
{
  g_autofree char *path = g_build_filename (samples (), file, NULL);
  g_autoptr (GBytes) bytes = load (path);
  g_autoptr (CtCdaDocument) document = ct_cda_read (bytes, NULL, NULL, NULL);
  guint wanted[256] = { 0 }, got[256] = { 0 };
  xmlDoc *xml;

  if (document == NULL)
    return;
  xml = xmlReadMemory (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes), "in.xml", NULL,
                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  g_assert_nonnull (xml);
  count_narrative (xmlDocGetRootElement (xml), wanted);
  xmlFreeDoc (xml);
  for (guint i = 0; i < document->sections->len; i++)
    {
      g_autofree char *text = ct_cda_section_to_text (g_ptr_array_index (document->sections, i));

      g_assert_true (g_utf8_validate (text, -1, NULL));
      count_bytes (text, got);
    }
  for (int i = 0; i < 256; i++)
    if (got[i] < wanted[i])
      g_error ("%s: '%c' occurs %u times in the narrative, shown %u times", file, i, wanted[i], got[i]);
  *(guint *) data += 1;
}

static void
test_no_word_of_any_narrative_is_lost (void)
{
  guint n = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  for_each_sample (look_at_narrative, &n);
  g_test_message ("%u documents", n);
  g_assert_cmpuint (n, >, 330);
}

static void
look_at_facts (const char *file, const char *kind, const char *well_formed, gpointer data)
{
  g_autofree char *path = g_build_filename (samples (), file, NULL);
  g_autoptr (GBytes) bytes = load (path);
  g_autoptr (CtCdaDocument) document = ct_cda_read (bytes, NULL, NULL, NULL);

  for (guint kind_of_fact = 0; document != NULL && kind_of_fact < CT_CDA_N_KINDS; kind_of_fact++)
    for (guint i = 0; i < document->facts[kind_of_fact]->len; i++)
      {
        const CtCdaFact *fact = g_ptr_array_index (document->facts[kind_of_fact], i);
        g_autofree char *words = ct_cda_fact_describe (fact);

        g_assert_true (g_utf8_validate (words, -1, NULL));
        g_assert_false (ct_cda_fact_is_positive (fact) && (fact->negated || fact->null_flavor != NULL));
        g_assert_cmpuint (fact->line, >, 0);
        *(guint *) data += 1;
      }
}

static void
test_no_negated_or_unknown_fact_is_ever_positive (void)
{
  guint n = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  for_each_sample (look_at_facts, &n);
  g_test_message ("%u facts", n);
  g_assert_cmpuint (n, >, 5000);
}

static void
look_at_cut (const char *file, const char *kind, const char *well_formed, gpointer data)
{
  g_autofree char *path = g_build_filename (samples (), file, NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  guint *n = data;

  /* One in eight: a few thousand cuts are enough. */
  if (strcmp (kind, "C-CDA/CDA document") != 0 || (*n)++ % 8 != 0)
    return;
  bytes = load (path);
  size = g_bytes_get_size (bytes);
  for (gsize i = 0; i < 50; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, size * i / 50);

      assert_refused (path, cut);
    }
}

static void
look_at_flipped (const char *file, const char *kind, const char *well_formed, gpointer data)
{
  g_autofree char *path = g_build_filename (samples (), file, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (17);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  guint *n = data;

  if (strcmp (kind, "C-CDA/CDA document") != 0 || (*n)++ % 8 != 0)
    return;
  bytes = load (path);
  size = g_bytes_get_size (bytes);
  for (int i = 0; i < 20; i++)
    {
      guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GBytes) flipped = g_bytes_new_take (copy, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (CtCdaDocument) document = NULL;

      for (int j = 0; j <= i / 4; j++)
        copy[g_rand_int_range (random, 0, (gint32) size)] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      document = ct_cda_read (flipped, NULL, NULL, &error);
      g_assert_true ((document == NULL) == (error != NULL));
    }
}

static void
test_real_documents_cut_anywhere_are_refused (void)
{
  guint n = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  for_each_sample (look_at_cut, &n);
  g_assert_cmpuint (n, >, 300);
}

static void
test_real_documents_with_flipped_bits_do_no_harm (void)
{
  guint n = 0;

  if (samples () == NULL)
    {
      g_test_skip ("the sample documents are not here");
      return;
    }
  for_each_sample (look_at_flipped, &n);
  g_assert_cmpuint (n, >, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) g_test_add_func ("/cda-samples/" #function, test_##function)
  CHECK (every_vendor_document_reads_as_others_read_it);
  CHECK (hostile_and_foreign_files_are_refused_with_one_sentence);
  CHECK (broken_and_partial_documents_are_refused_with_one_sentence);
  CHECK (no_word_of_any_narrative_is_lost);
  CHECK (no_negated_or_unknown_fact_is_ever_positive);
  CHECK (real_documents_cut_anywhere_are_refused);
  CHECK (real_documents_with_flipped_bits_do_no_harm);
  return g_test_run ();
}
