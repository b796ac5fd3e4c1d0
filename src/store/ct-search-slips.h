/* Words that were meant where a slip was typed. */
#pragma once

#include "store/ct-unit.h"

G_BEGIN_DECLS

/** A word of somebody's name, one slip away from what was typed. */
typedef struct
{
  char    *word;
  guint    place;    /* which of the typed words it stands for */
  gboolean whole;    /* all of it was typed, not only its beginning */
  gint64   patients; /* how many have it */
} CtSearchWord;

GPtrArray *ct_search_slips_find (CtUnit *unit, char **typed, guint n_typed, GError **error);

G_END_DECLS
