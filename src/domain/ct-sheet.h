/* The item scores of one set of answers, and what can be asked of them: the inside of the scoring engine. */
#pragma once

#include "domain/ct-score.h"

G_BEGIN_DECLS

/** CT_SHEET_MISSING: the score of an item that was not answered. */
#define CT_SHEET_MISSING (-1)

/** The score of each item, reversed and skipped ones settled; %CT_SHEET_MISSING where it was not answered. */
typedef struct
{
  const CtInstrument *instrument;
  const int          *answers;
  gsize               n_answers;
  int                *scores;
} CtSheet;

void            ct_sheet_init          (CtSheet *self, const CtInstrument *instrument, const int *answers, gsize n_answers);
void            ct_sheet_clear         (CtSheet *self);
gboolean        ct_sheet_is_missing    (const CtSheet *self, const CtItem *item);
int             ct_sheet_count_missing (const CtSheet *self);
CtFindingResult ct_sheet_judge         (const CtSheet *self, int total, guint first);

G_END_DECLS
