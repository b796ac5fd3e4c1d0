/* Two versions of one record, field by field, to choose from. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "domain/ct-merge.h"

G_BEGIN_DECLS

#define CT_TYPE_CONFLICT_VIEW (ct_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (CtConflictView, ct_conflict_view, CT, CONFLICT_VIEW, AdwBin)

GtkWidget *ct_conflict_view_new    (CtClinic *clinic, CtMerge *merge);
void       ct_conflict_view_choose (CtConflictView *self, const char *field, CtTake take);
void       ct_conflict_view_choose_all (CtConflictView *self, CtTake take);
CtMerge   *ct_conflict_view_get_merge (CtConflictView *self);

G_END_DECLS
