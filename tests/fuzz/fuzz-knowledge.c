/* Any bytes as a knowledge file: refused with a sentence, or a whole record that scores any answers without harm. */
#include "domain/ct-change.h"
#include "domain/ct-score.h"
#include "knowledge/ct-knowledge.h"
#include "knowledge/ct-reader.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static CtReader *
open_reader (void)
{
  g_autofree char *folder = ct_knowledge_find_folder ();
  g_autofree char *schemas = g_build_filename (folder, "schema", NULL);
  g_autoptr (GError) error = NULL;
  CtReader *reader = ct_reader_new (schemas, &error);

  g_assert_no_error (error);
  return reader;
}

/* Answers from the file's own bytes: some right, some missing, some out of range. */
static void
use_instrument (CtInstrument *instrument, const uint8_t *data, size_t size)
{
  g_autoptr (CtScore) score = NULL;
  CtChange change;
  int answers[100];

  g_assert_cmpuint (instrument->items->len, <=, G_N_ELEMENTS (answers));
  for (guint i = 0; i < instrument->items->len; i++)
    answers[i] = (int) (data[(i * 7) % size] % 6) - 1;
  score = ct_score_new (instrument, answers, instrument->items->len, NULL);
  if (score == NULL || !score->has_total)
    return;
  g_assert_cmpint (score->total, >=, instrument->min_total);
  g_assert_cmpint (score->total, <=, instrument->max_total);
  g_assert_true (ct_change_compute (instrument, score->total, instrument->max_total, NULL, &change, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static CtReader *reader = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtReading) reading = NULL;

  if (reader == NULL)
    reader = open_reader ();
  reading = ct_reader_read (reader, bytes, "x.xml", &error);
  g_assert_true ((reading == NULL) == (error != NULL));
  if (reading != NULL && reading->instrument != NULL)
    use_instrument (reading->instrument, data, size);
  return 0;
}
