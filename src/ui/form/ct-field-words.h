/* How a field's value is written where people read and type it. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

char       *ct_field_words_show  (CtRecord *record, const CtField *field);
char       *ct_field_words_of    (CtClinic *clinic, CtRecord *record, const CtField *field);
const char *ct_field_words_unit  (const CtField *field);
char       *ct_field_words_aside (CtRecord *record, const CtField *field);
char       *ct_field_words_read  (const CtField *field, const char *typed);

G_END_DECLS
