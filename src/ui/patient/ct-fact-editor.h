/* A problem, a medication, an allergy or a vital sign, to be added or put right. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_FACT_EDITOR (ct_fact_editor_get_type ())
G_DECLARE_FINAL_TYPE (CtFactEditor, ct_fact_editor, CT, FACT_EDITOR, AdwWindow)

CtFactEditor *ct_fact_editor_new (CtClinic *clinic, CtPatientFile *file, CtRecord *fact);

G_END_DECLS
