/* What somebody did at the calendar and can take back. */
#pragma once

#include "domain/ct-permission.h"

G_BEGIN_DECLS

/**
 * CtAct:
 * @id: which one
 * @permission: what it took, and what it takes to undo it
 * @label: what it was: "Move Reyes, Marisol to Wed 25 Nov 10:00"
 * @at_us: when it was done
 * @undone: it is undone, and can be done again
 * @busy: it is being undone or done again just now
 */
typedef struct
{
  gint64       id;
  CtPermission permission;
  char        *label;
  gint64       at_us;
  gboolean     undone;
  gboolean     busy;
} CtAct;

void ct_act_free (CtAct *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAct, ct_act_free)

G_END_DECLS
