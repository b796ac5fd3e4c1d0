/* What the tests of the knowledge room share. */
#pragma once

#include "domain/ct-score.h"
#include "knowledge/ct-knowledge.h"

static inline CtKnowledge *
load_shipped (void)
{
  g_autofree char *folder = ct_knowledge_find_folder ();
  const char *const folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  CtKnowledge *knowledge = ct_knowledge_load (folders, &error);

  g_assert_no_error (error);
  g_assert_nonnull (knowledge);
  g_assert_cmpuint (ct_knowledge_get_problems (knowledge)->len, ==, 0);
  return knowledge;
}

static inline CtInstrument *
shipped_instrument (CtKnowledge *knowledge, const char *id)
{
  CtInstrument *instrument = ct_knowledge_get_instrument (knowledge, id);

  g_assert_nonnull (instrument);
  return instrument;
}

static inline CtScore *
score_typed (CtKnowledge *knowledge, const char *id, const char *typed, GError **error)
{
  CtInstrument *instrument = shipped_instrument (knowledge, id);
  g_auto (GStrv) words = g_strsplit (typed, " ", -1);
  g_autoptr (GArray) answers = ct_instrument_parse_answers (instrument, (const char *const *) words, error);

  return answers != NULL ? ct_score_new (instrument, (const int *) (gpointer) answers->data, answers->len, error) : NULL;
}
