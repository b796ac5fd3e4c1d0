/* Two people changed one record: what each of them changed, and what comes of it. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/**
 * CtMergeKind:
 * @CT_MERGE_SAME: nobody changed it
 * @CT_MERGE_MINE: only this user did
 * @CT_MERGE_THEIRS: only the other one did
 * @CT_MERGE_ALIKE: both changed it to the same
 * @CT_MERGE_CLASH: both changed it, to different things: somebody has to choose
 */
typedef enum
{
  CT_MERGE_SAME,
  CT_MERGE_MINE,
  CT_MERGE_THEIRS,
  CT_MERGE_ALIKE,
  CT_MERGE_CLASH,
} CtMergeKind;

/** Whose value is taken where two clash; both only where texts can be joined. */
typedef enum
{
  CT_TAKE_MINE,
  CT_TAKE_THEIRS,
  CT_TAKE_BOTH,
} CtTake;

/**
 * CtMergeField:
 * @field: the field
 * @unit: 0, or the number of the fields it goes together with: day, time and chair of a booking are chosen as one
 * @kind: who changed it
 * @take: whose value is taken; says something only where they clash
 * @joined: (nullable): both texts in one, where that can be
 */
typedef struct
{
  const CtField *field;
  guint          unit;
  CtMergeKind    kind;
  CtTake         take;
  char          *joined;
} CtMergeField;

typedef struct _CtMerge CtMerge;

CtMerge            *ct_merge_new       (CtRecord *base, CtRecord *mine, CtRecord *theirs);
void                ct_merge_free      (CtMerge *self);
const CtMergeField *ct_merge_fields    (const CtMerge *self, guint *n_fields);
guint               ct_merge_n_clashes (const CtMerge *self);
CtRecord           *ct_merge_get_mine  (const CtMerge *self);
CtRecord           *ct_merge_get_theirs (const CtMerge *self);
void                ct_merge_take      (CtMerge *self, const char *field, CtTake take);
void                ct_merge_take_all  (CtMerge *self, CtTake take);
gpointer            ct_merge_apply     (const CtMerge *self);
char               *ct_merge_labels    (const CtMerge *self, CtMergeKind kind);
char               *ct_merge_join      (const char *base, const char *mine, const char *theirs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtMerge, ct_merge_free)

G_END_DECLS
