/* A kind of visit that no protocol describes: a consultation, a follow-up. */
#pragma once

#include "base/ct-date.h"
#include "domain/ct-segment.h"

G_BEGIN_DECLS

/**
 * CtVisitType:
 *
 * Immutable once read; reference counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  char      *id;          /* "consultation" */
  char      *version;
  char      *source;
  CtDate     reviewed_on;
  GPtrArray *segments;    /* of CtSegment */
  GPtrArray *items;       /* of CtReadyItem: what has to be there before it can begin */
} CtVisitType;

CtVisitType *ct_visit_type_new   (void);
CtVisitType *ct_visit_type_ref   (CtVisitType *self);
void         ct_visit_type_unref (CtVisitType *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtVisitType, ct_visit_type_unref)

G_END_DECLS
