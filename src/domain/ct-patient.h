/* A person who is treated here. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

CT_DECLARE_RECORD (CtPatient, ct_patient, CT_PATIENT)
#define CT_TYPE_PATIENT (ct_patient_get_type ())

/**
 * CtPatient:
 *
 * A person who is treated here.
 */
struct _CtPatient
{
  CtRecord  parent_instance;
  char    *mrn;
  char    *family_name;
  char    *given_names;
  char    *preferred_name;
  CtDate   born;
  int      born_precision;
  char    *sex;
  char    *phone;
  char    *phone_other;
  char    *email;
  char    *street;
  char    *city;
  char    *region;
  char    *postcode;
  char    *language;
  gboolean military;
  gint64   weight_g;
  CtDate   weighed_on;
  int      height_mm;
  char    *emergency_contact;
  char    *alert;
  char    *note;
};

char *ct_patient_name (const char *family_name, const char *given_names, const char *preferred_name);
char *ct_patient_display_name (const CtPatient *self);
char *ct_patient_search_key_family (const CtPatient *self);
char *ct_patient_search_key_given (const CtPatient *self);
const char *ct_sex_label (const char *sex);

G_END_DECLS
