/* What is known of a patient from documents or from people: problems, medications, allergies, measurements. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

CT_DECLARE_RECORD (CtProblem, ct_problem, CT_PROBLEM)
#define CT_TYPE_PROBLEM (ct_problem_get_type ())

/**
 * CtProblem:
 *
 * What is known of a patient from documents or from people: problems, medications, allergies, measurements.
 */
struct _CtProblem
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   document_id;
  char    *text;
  char    *code;
  char    *code_system;
  gboolean negated;
  char    *null_flavor;
  char    *status;
  char    *since;
  char    *until;
  gboolean removed;
};

CT_DECLARE_RECORD (CtMedication, ct_medication, CT_MEDICATION)
#define CT_TYPE_MEDICATION (ct_medication_get_type ())

/**
 * CtMedication:
 *
 * What is known of a patient from documents or from people: problems, medications, allergies, measurements.
 */
struct _CtMedication
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   document_id;
  char    *text;
  char    *code;
  char    *code_system;
  char    *dose;
  char    *route;
  char    *frequency;
  gboolean negated;
  char    *null_flavor;
  char    *status;
  char    *since;
  char    *until;
  gboolean removed;
};

CT_DECLARE_RECORD (CtAllergy, ct_allergy, CT_ALLERGY)
#define CT_TYPE_ALLERGY (ct_allergy_get_type ())

/**
 * CtAllergy:
 *
 * What is known of a patient from documents or from people: problems, medications, allergies, measurements.
 */
struct _CtAllergy
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   document_id;
  char    *text;
  char    *code;
  char    *code_system;
  char    *reaction;
  char    *severity;
  gboolean negated;
  char    *null_flavor;
  char    *status;
  char    *since;
  gboolean removed;
};

CT_DECLARE_RECORD (CtMeasurement, ct_measurement, CT_MEASUREMENT)
#define CT_TYPE_MEASUREMENT (ct_measurement_get_type ())

/**
 * CtMeasurement:
 *
 * A vital sign or other measured value.
 */
struct _CtMeasurement
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   document_id;
  char    *text;
  char    *code;
  char    *value;
  char    *unit;
  char    *taken;
  CtDate   taken_on;
  gboolean removed;
};

G_END_DECLS
