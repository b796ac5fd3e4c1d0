/* What somebody typed into the search box, understood. */
#pragma once

#include "base/ct-date.h"
#include "domain/ct-patient.h"

G_BEGIN_DECLS

/** The parts of a search; all of them must fit. */
typedef struct
{
  GStrv    names;  /* folded words, the longest first */
  guint    n_names;
  CtDate   born_from;
  CtDate   born_to;  /* CT_DATE_NONE where no birth date was typed */
  char    *digits;   /* (nullable): of a phone or record number */
  gboolean year;     /* the digits could be a year of birth */
  char    *mrn;      /* (nullable): folded */
} CtSearchQuery;

/** What a row of the index says of a patient. */
typedef struct
{
  const char *word;
  const char *rest;
  const char *phones; /* (nullable) */
  CtDate      born;
} CtSearchRow;

CtSearchQuery *ct_search_query_new       (const char *words);
void           ct_search_query_free      (CtSearchQuery *self);
gboolean       ct_search_query_is_empty  (const CtSearchQuery *self);
gboolean       ct_search_query_fits_row  (const CtSearchQuery *self, const CtSearchRow *row);
gboolean       ct_search_query_fits      (const CtSearchQuery *self, CtPatient *patient);
int            ct_search_prefix_distance (const char *typed, const char *word, int limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtSearchQuery, ct_search_query_free)

G_END_DECLS
