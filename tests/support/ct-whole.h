/* What is true of a clinic at every moment, whatever happened to the programs that work in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Asks the clinic for one number. */
typedef gint64 (*CtWholeAsk) (const char *sql, gpointer data);

char *ct_whole_complaints (CtWholeAsk ask, gpointer data);

/* A number that changes when anything in the index of the search does. What leads to words that are gone may stay. */
#define CT_WHOLE_INDEX \
  "SELECT (SELECT coalesce (sum (length (word) * 7 + length (rest) * 3 + role + turn + patient_id + coalesce (born, 0)), 0)" \
  " FROM search_name) + (SELECT coalesce (sum (length (key) * kind + patient_id), 0) FROM search_key)" \
  " + (SELECT coalesce (sum (patients * length (word)), 0) FROM search_word)" \
  " + (SELECT count (*) FROM search_slip WHERE EXISTS (SELECT 1 FROM search_word WHERE word >= stem" \
  " AND word < stem || '\xf4\x8f\xbf\xbf' AND (word = stem OR length (stem) BETWEEN 4 AND 8)))"

G_END_DECLS
