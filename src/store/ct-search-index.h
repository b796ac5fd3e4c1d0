/* What the search keeps of a patient, and how it is kept up to date. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-patient.h"
#include "store/ct-database.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/* Slips are looked for in words and in their beginnings of these lengths, in letters. */
#define CT_SEARCH_MIN_STEM 4
#define CT_SEARCH_MAX_STEM 8
#define CT_SEARCH_MIN_WORD 3
/* No name is longer; what is may be a page that was pasted. */
#define CT_SEARCH_MAX_WORD 80
/* Fewer digits of a phone number fit too many; beside a name they are not looked at. */
#define CT_SEARCH_MIN_DIGITS 3

/** The kinds of #CtSearchKey. */
typedef enum
{
  CT_SEARCH_PHONE_END = 1, /* the digits backwards */
  CT_SEARCH_PHONE_START,   /* the digits, and those after the area code */
  CT_SEARCH_MRN,           /* the record number, folded */
  CT_SEARCH_MRN_DIGITS,    /* its digits, without leading zeros */
  CT_SEARCH_DIGITS_NAME,   /* three digits at an end or a beginning of a phone number, a blank, and a word of the name */
} CtSearchKeyKind;

/* The role of the one row of each patient by which lists are ordered: the whole family name and the whole given names. It
 * is no word that is counted, so its turn is never 0. */
#define CT_SEARCH_LISTED 2

/** A row of search_name: one word of a name, and the words that go with it. */
typedef struct
{
  int   role; /* 0 a word of the family name, 1 of the given names, or CT_SEARCH_LISTED */
  int   turn; /* how many rows of this word came before */
  char *word;
  char *rest;
} CtSearchName;

typedef struct
{
  CtSearchKeyKind kind;
  char           *key;
} CtSearchKey;

/** All that the search keeps of one patient. */
typedef struct
{
  gint64  patient_id;
  CtDate  born;
  char   *phones; /* national digits, with a blank between two numbers */
  GArray *names;  /* of CtSearchName */
  GArray *keys;   /* of CtSearchKey */
} CtSearchEntries;

CtSearchEntries *ct_search_entries_new  (CtPatient *patient);
void             ct_search_entries_free (CtSearchEntries *self);
char            *ct_search_phone_digits (const char *phone);
char            *ct_search_mrn_key      (const char *mrn);
GPtrArray       *ct_search_deletes      (const char *word);
GPtrArray       *ct_search_stems        (const char *word);
gboolean         ct_search_index_move   (CtUnit *unit, CtPatient *before, CtPatient *after, GError **error);
gboolean         ct_search_renew        (CtDatabase *database, CtClock clock, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtSearchEntries, ct_search_entries_free)

G_END_DECLS
