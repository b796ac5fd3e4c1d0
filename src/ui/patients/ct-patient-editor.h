/* Entering a patient, and correcting one: undo until saved, nothing lost, likely duplicates told while typing. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/form/ct-form.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENT_EDITOR (ct_patient_editor_get_type ())
G_DECLARE_FINAL_TYPE (CtPatientEditor, ct_patient_editor, CT, PATIENT_EDITOR, AdwWindow)

/**
 * CtPatientEditor:
 *
 * Signal CtPatientEditor::saved (CtPatient *patient): it is stored; the window closes.
 */
CtPatientEditor *ct_patient_editor_new            (CtClinic *clinic, CtPatient *patient);
CtPatient       *ct_patient_editor_guess          (const char *words);
CtForm          *ct_patient_editor_get_form       (CtPatientEditor *self);
guint            ct_patient_editor_get_duplicates (CtPatientEditor *self);
void             ct_patient_editor_save           (CtPatientEditor *self);

G_END_DECLS
