/* A row of a form that knows its label, limits and validation from a record's field table. */
#pragma once

#include <adwaita.h>

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_TYPE_FIELD_ROW (ct_field_row_get_type ())
G_DECLARE_FINAL_TYPE (CtFieldRow, ct_field_row, CT, FIELD_ROW, AdwPreferencesRow)

/**
 * CtFieldRow:
 *
 * Property "field" names the field. Signal CtFieldRow::edited (const char *before, const char *after): the user changed
 * what stands in it, which may not be a value yet.
 */
GtkWidget  *ct_field_row_new         (const char *field);
const char *ct_field_row_get_field   (CtFieldRow *self);
void        ct_field_row_set_choices (CtFieldRow *self, const char *const *values, const char *const *labels);
void        ct_field_row_set_hint    (CtFieldRow *self, const char *hint);
void        ct_field_row_set_record  (CtFieldRow *self, CtRecord *record, CtRecord *saved);
const char *ct_field_row_get_text    (CtFieldRow *self);
void        ct_field_row_set_text    (CtFieldRow *self, const char *text);
gboolean    ct_field_row_is_changed  (CtFieldRow *self);
const char *ct_field_row_get_error   (CtFieldRow *self);
gboolean    ct_field_row_check       (CtFieldRow *self);
void        ct_field_row_set_complaint (CtFieldRow *self, const char *sentence);
void        ct_field_row_edit        (CtFieldRow *self);

G_END_DECLS
