/* Two versions of one record, field by field, for a person to choose from. */
#pragma once

#include <adwaita.h>

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_TYPE_CONFLICT_VIEW (ct_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (CtConflictView, ct_conflict_view, CT, CONFLICT_VIEW, AdwBin)

GtkWidget *ct_conflict_view_new         (void);
void       ct_conflict_view_set_records (CtConflictView *self, CtRecord *base, CtRecord *mine, CtRecord *theirs);
void       ct_conflict_view_choose      (CtConflictView *self, const char *field, gboolean mine);
CtRecord  *ct_conflict_view_merge       (CtConflictView *self);
guint      ct_conflict_view_get_n       (CtConflictView *self);

G_END_DECLS
