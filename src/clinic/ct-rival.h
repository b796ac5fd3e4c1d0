/* What somebody else has made of a record meanwhile. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/**
 * CtRival:
 * @theirs: the record as it is stored now
 * @who: (nullable): who changed it last: "Ben Ode"
 * @at_us: when, in UTC microseconds; %CT_TIME_NONE where that is not known
 *
 * The other version, after %CT_ERROR_CONFLICT.
 */
typedef struct
{
  CtRecord *theirs;
  char     *who;
  gint64    at_us;
} CtRival;

void ct_rival_free (CtRival *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRival, ct_rival_free)

G_END_DECLS
