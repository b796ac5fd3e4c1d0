#include "domain/ct-fact.h"

#include <glib/gi18n.h>

static const CtField problem_fields[] = {
  CT_FIELD_REF (CtProblem, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtProblem, document_id, N_("From document"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtProblem, text, N_("Problem"), CT_REQUIRED, 400),
  CT_FIELD_TEXT (CtProblem, code, N_("Code"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtProblem, code_system, N_("Code system"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_BOOL (CtProblem, negated, N_("Stated as absent"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtProblem, null_flavor, N_("Not known because"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtProblem, status, N_("Status"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtProblem, since, N_("Since"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtProblem, until, N_("Until"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_BOOL (CtProblem, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtProblem, ct_problem, "problem", problem_fields)

static const CtField medication_fields[] = {
  CT_FIELD_REF (CtMedication, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtMedication, document_id, N_("From document"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtMedication, text, N_("Medication"), CT_REQUIRED, 400),
  CT_FIELD_TEXT (CtMedication, code, N_("Code"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtMedication, code_system, N_("Code system"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtMedication, dose, N_("Dose"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtMedication, route, N_("Route"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtMedication, frequency, N_("Frequency"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_BOOL (CtMedication, negated, N_("Stated as not taken"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtMedication, null_flavor, N_("Not known because"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtMedication, status, N_("Status"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtMedication, since, N_("Since"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtMedication, until, N_("Until"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_BOOL (CtMedication, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtMedication, ct_medication, "medication", medication_fields)

static const CtField allergy_fields[] = {
  CT_FIELD_REF (CtAllergy, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtAllergy, document_id, N_("From document"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAllergy, text, N_("Substance"), CT_REQUIRED, 400),
  CT_FIELD_TEXT (CtAllergy, code, N_("Code"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtAllergy, code_system, N_("Code system"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtAllergy, reaction, N_("Reaction"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TEXT (CtAllergy, severity, N_("Severity"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_BOOL (CtAllergy, negated, N_("Stated as absent"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAllergy, null_flavor, N_("Not known because"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtAllergy, status, N_("Status"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtAllergy, since, N_("Since"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_BOOL (CtAllergy, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtAllergy, ct_allergy, "allergy", allergy_fields)

static const CtField measurement_fields[] = {
  CT_FIELD_REF (CtMeasurement, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtMeasurement, document_id, N_("From document"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtMeasurement, text, N_("What"), CT_REQUIRED, 200),
  CT_FIELD_TEXT (CtMeasurement, code, N_("LOINC"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtMeasurement, value, N_("Value"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtMeasurement, unit, N_("Unit"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtMeasurement, taken, N_("Taken"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_DATE (CtMeasurement, taken_on, N_("Day"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtMeasurement, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtMeasurement, ct_measurement, "measurement", measurement_fields)
