#include "domain/ct-patient.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

static const CtField patient_fields[] = {
  CT_FIELD_TEXT (CtPatient, mrn, N_("Record number"), CT_SEARCHED, 24),
  CT_FIELD_TEXT (CtPatient, family_name, N_("Family name"), CT_REQUIRED | CT_SEARCHED, 80),
  CT_FIELD_TEXT (CtPatient, given_names, N_("Given names"), CT_SEARCHED, 80),
  CT_FIELD_TEXT (CtPatient, preferred_name, N_("Called"), CT_SEARCHED, 80),
  CT_FIELD_DATE (CtPatient, born, N_("Date of birth"), CT_SEARCHED),
  CT_FIELD_INT (CtPatient, born_precision, N_("Birth date known to"), CT_PLAIN, 2),
  CT_FIELD_TEXT (CtPatient, sex, N_("Sex"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtPatient, phone, N_("Phone"), CT_SEARCHED, 40),
  CT_FIELD_TEXT (CtPatient, phone_other, N_("Other phone"), CT_SEARCHED, 40),
  CT_FIELD_TEXT (CtPatient, email, N_("E-mail"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtPatient, street, N_("Street"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtPatient, city, N_("City"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtPatient, region, N_("State"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtPatient, postcode, N_("ZIP code"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtPatient, language, N_("Language"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_BOOL (CtPatient, military, N_("Military or veteran"), CT_FIELD_DEFAULT),
  CT_FIELD_MASS (CtPatient, weight_g, N_("Weight"), CT_CLINICAL),
  CT_FIELD_DATE (CtPatient, weighed_on, N_("Weighed on"), CT_CLINICAL),
  CT_FIELD_LENGTH (CtPatient, height_mm, N_("Height"), CT_CLINICAL),
  CT_FIELD_TEXT (CtPatient, emergency_contact, N_("Emergency contact"), CT_FIELD_DEFAULT, 160),
  CT_FIELD_TEXT (CtPatient, alert, N_("Alert"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TEXT (CtPatient, note, N_("Note"), CT_LONG | CT_CLINICAL, 4000),
};
CT_DEFINE_RECORD (CtPatient, ct_patient, "patient", patient_fields)

/**
 * ct_patient_name:
 * @family_name: (nullable): the family name
 * @given_names: (nullable): the given names
 * @preferred_name: (nullable): how the patient is called
 *
 * Returns: (transfer full): "Reyes, Marisol", or "Reyes, Marisol (Mari)" for who is called otherwise; made safe to show,
 * see ct_text_show().
 */
char *
ct_patient_name (const char *family_name, const char *given_names, const char *preferred_name)
{
  g_autofree char *family = ct_text_show (family_name);
  g_autofree char *given = ct_text_show (given_names);
  g_autofree char *preferred = ct_text_show (preferred_name);
  gboolean other = !ct_text_is_blank (preferred) && g_strcmp0 (preferred_name, given_names) != 0;

  return g_strconcat (family, ct_text_is_blank (given) ? "" : ", ", ct_text_is_blank (given) ? "" : given,
                      other ? " (" : "", other ? preferred : "", other ? ")" : "", NULL);
}

/**
 * ct_patient_display_name:
 * @self: a patient
 *
 * Returns: (transfer full): as of ct_patient_name().
 */
char *
ct_patient_display_name (const CtPatient *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_patient_name (self->family_name, self->given_names, self->preferred_name);
}

/**
 * ct_patient_search_key_family:
 * @self: a patient
 *
 * Returns: (transfer full): the folded family name, by which lists are ordered and searched.
 */
char *
ct_patient_search_key_family (const CtPatient *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_text_fold (self->family_name);
}

/**
 * ct_patient_search_key_given:
 * @self: a patient
 *
 * Returns: (transfer full): the folded given names and what the patient is called.
 */
char *
ct_patient_search_key_given (const CtPatient *self)
{
  g_autofree char *all = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  all = g_strjoin (" ", self->given_names != NULL ? self->given_names : "", self->preferred_name, NULL);
  return ct_text_fold (all);
}

/**
 * ct_sex_label:
 * @sex: (nullable): "female", "male", "other" or "unknown"
 *
 * Returns: one letter for the banner where there is one, else the word.
 */
const char *
ct_sex_label (const char *sex)
{
  if (g_strcmp0 (sex, "female") == 0)
    return C_("sex", "F");
  if (g_strcmp0 (sex, "male") == 0)
    return C_("sex", "M");
  if (g_strcmp0 (sex, "other") == 0)
    return C_("sex", "X");
  return "";
}
