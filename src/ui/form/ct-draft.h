/* What stands in a form and is not saved, as text that survives a crash. */
#pragma once

#include "clinic/ct-clinic.h"
#include "ui/form/ct-form.h"

G_BEGIN_DECLS

#define CT_TYPE_DRAFT (ct_draft_get_type ())
G_DECLARE_FINAL_TYPE (CtDraft, ct_draft, CT, DRAFT, GObject)

/**
 * CtDraft:
 *
 * Signal CtDraft::found (): something was kept from another time; ct_draft_use() or ct_draft_forget() it.
 */
CtDraft *ct_draft_new    (CtClinic *clinic, CtForm *form, const char *what);
void     ct_draft_use    (CtDraft *self);
void     ct_draft_keep   (CtDraft *self);
void     ct_draft_forget (CtDraft *self);
void     ct_draft_stop   (CtDraft *self);

char    *ct_draft_write  (CtForm *form);
gboolean ct_draft_read   (CtForm *form, const char *text);

G_END_DECLS
