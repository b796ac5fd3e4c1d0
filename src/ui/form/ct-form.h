/* The rows of a form over one record: what is unsaved, what is wrong, and undo until it is saved. */
#pragma once

#include "ui/form/ct-field-row.h"

G_BEGIN_DECLS

#define CT_TYPE_FORM (ct_form_get_type ())
G_DECLARE_FINAL_TYPE (CtForm, ct_form, CT, FORM, GObject)

/**
 * CtForm:
 *
 * Signal CtForm::changed (): something stands in it that did not before.
 */
CtForm     *ct_form_new         (void);
void        ct_form_add         (CtForm *self, CtFieldRow *row);
void        ct_form_add_all     (CtForm *self, GtkWidget *within);
void        ct_form_set_record  (CtForm *self, CtRecord *record);
void        ct_form_rebase      (CtForm *self, CtRecord *saved);
CtRecord   *ct_form_get_record  (CtForm *self);
CtRecord   *ct_form_get_saved   (CtForm *self);
CtFieldRow *ct_form_get_row     (CtForm *self, const char *field);
gboolean    ct_form_is_changed  (CtForm *self);
gboolean    ct_form_check       (CtForm *self);
gboolean    ct_form_can_undo    (CtForm *self);
gboolean    ct_form_can_redo    (CtForm *self);
void        ct_form_undo        (CtForm *self);
void        ct_form_redo        (CtForm *self);

G_END_DECLS
