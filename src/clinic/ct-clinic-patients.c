/* People: finding, opening, changing. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "store/ct-search.h"

/* ---- Finding ---- */

typedef struct
{
  char  *words;
  CtDate today;
  int    limit;
} Search;

static void
search_free (gpointer data)
{
  g_free (((Search *) data)->words);
  g_free (data);
}

static gpointer
work_search (CtUnit *unit, gpointer data, GError **error)
{
  const Search *call = data;

  return ct_search_patients (unit, call->words, call->today, call->limit, error);
}

/**
 * ct_clinic_search_patients_async:
 * @self: a clinic
 * @words: what was typed: parts of names in any order, a birth date, phone digits, a record number
 * @limit: how many hits at most
 * @cancellable: (nullable): to stop it when more was typed
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtPatientHit) #GPtrArray, in the order of names.
 */
void
ct_clinic_search_patients_async (CtClinic *self, const char *words, int limit, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_search, NULL, search_free,
               (GDestroyNotify) g_ptr_array_unref);
  Search *call = g_new0 (Search, 1);

  g_return_if_fail (CT_IS_CLINIC (self));
  call->words = g_strdup (words);
  call->today = ct_clinic_today (self);
  call->limit = limit;
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

/* ---- Opening ---- */

static gboolean
chart_of_patient (CtUnit *unit, gconstpointer data, gint64 *patient_id, GError **error)
{
  *patient_id = *(const gint64 *) data;
  return TRUE;
}

static gpointer
work_read_patient (CtUnit *unit, gpointer data, GError **error)
{
  return ct_patient_file_read (unit, *(gint64 *) data, error);
}

static gpointer
work_open_patient (CtUnit *unit, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (CtPatientFile) file = ct_patient_file_read (unit, id, error);

  if (file == NULL || !ct_unit_audit (unit, "opened", "patient", id, id, NULL, error))
    return NULL;
  return g_steal_pointer (&file);
}

/**
 * ct_clinic_open_patient_async:
 * @self: a clinic
 * @patient_id: whose chart to open
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Opening a chart is an act and goes into the audit. Result: (transfer full) #CtPatientFile.
 */
void
ct_clinic_open_patient_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, TRUE, work_open_patient, NULL, g_free, g_object_unref,
               .chart_of = chart_of_patient);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&patient_id, sizeof patient_id), NULL, callback, user_data);
}

/**
 * ct_clinic_read_patient_async:
 * @self: a clinic
 * @patient_id: whose chart is open already
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads an open chart again after news. Result: (transfer full) #CtPatientFile.
 */
void
ct_clinic_read_patient_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_read_patient, NULL, g_free, g_object_unref,
               .chart_of = chart_of_patient);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&patient_id, sizeof patient_id), NULL, callback, user_data);
}

/* ---- Changing ---- */

static gboolean
give_record_number (CtUnit *unit, CtPatient *patient, GError **error)
{
  gint64 number;

  if (!ct_text_is_blank (patient->mrn))
    return TRUE;
  if (!ct_unit_number (unit, &number, error, "patient.next-mrn", ""))
    return FALSE;
  g_free (patient->mrn);
  patient->mrn = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return TRUE;
}

/* Checks and stores a patient, new or changed. */
gboolean
ct_clinic_store_patient (CtUnit *unit, CtPatient *patient, GError **error)
{
  gboolean is_new = CT_RECORD (patient)->id == 0;

  if (!ct_record_check (CT_RECORD (patient), error))
    return FALSE;
  if (is_new && !give_record_number (unit, patient, error))
    return FALSE;
  return is_new ? ct_unit_insert (unit, patient, error) : ct_unit_update (unit, patient, error);
}

typedef struct
{
  CtPatient *patient;
  CtDate     today;
} PatientCall;

static void
patient_call_free (gpointer data)
{
  g_object_unref (((PatientCall *) data)->patient);
  g_free (data);
}

static gboolean
check_birth_date (CtPatient *patient, CtDate today, GError **error)
{
  if (patient->born == CT_DATE_NONE || (patient->born <= today && ct_date_years_between (patient->born, today) <= 130))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       patient->born > today ? _("The date of birth is in the future.")
                                             : _("The date of birth is more than 130 years ago."));
  return FALSE;
}

static gpointer
work_save_patient (CtUnit *unit, gpointer data, GError **error)
{
  const PatientCall *call = data;
  g_autoptr (CtPatient) patient = ct_record_copy (call->patient);

  if (!check_birth_date (patient, call->today, error) || !ct_clinic_store_patient (unit, patient, error))
    return NULL;
  return g_steal_pointer (&patient);
}

static PatientCall *
patient_call_new (CtClinic *self, CtPatient *patient)
{
  PatientCall *call = g_new0 (PatientCall, 1);

  call->patient = ct_record_copy (patient);
  call->today = ct_clinic_latest_today (self);
  return call;
}

/**
 * ct_clinic_save_patient_async:
 * @self: a clinic
 * @patient: as it shall be; id 0 makes a new one, which gets a record number if it has none
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * %CT_ERROR_CONFLICT: somebody else changed the patient since it was read.
 * Result: (transfer full) the #CtPatient as stored.
 */
void
ct_clinic_save_patient_async (CtClinic *self, CtPatient *patient, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_EDIT_PATIENTS, TRUE, work_save_patient, NULL, patient_call_free, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_PATIENT_IS (patient));
  ct_clinic_call (self, &use_case, patient_call_new (self, patient), NULL, callback, user_data);
}

/* ---- Is it somebody we know? ---- */

static gboolean
folds_alike (const char *a, const char *b)
{
  g_autofree char *fa = ct_text_fold (a);
  g_autofree char *fb = ct_text_fold (b);

  return fa[0] != '\0' && strcmp (fa, fb) == 0;
}

static gboolean
phones_alike (CtPatient *a, CtPatient *b)
{
  g_autofree char *pa = ct_text_digits (a->phone);
  g_autofree char *pb = ct_text_digits (b->phone);

  return strlen (pa) >= 7 && strcmp (pa, pb) == 0;
}

/* The same birth date and one name, both names and no contradicting birth date, or the same phone and given name. */
static gboolean
may_be_same (CtPatient *a, CtPatient *b)
{
  gboolean family = folds_alike (a->family_name, b->family_name);
  gboolean given = folds_alike (a->given_names, b->given_names);
  gboolean born = a->born != CT_DATE_NONE && a->born == b->born;
  gboolean unknown = a->born == CT_DATE_NONE || b->born == CT_DATE_NONE;

  return (born && (family || given)) || (family && given && (unknown || phones_alike (a, b))) ||
         (given && phones_alike (a, b));
}

/* Who may be the same person. */
GPtrArray *
ct_clinic_match_patients (CtUnit *unit, CtPatient *patient, CtDate today, GError **error)
{
  return ct_search_alike (unit, patient, may_be_same, today, error);
}

static gpointer
work_find_duplicates (CtUnit *unit, gpointer data, GError **error)
{
  const PatientCall *call = data;

  return ct_clinic_match_patients (unit, call->patient, call->today, error);
}

/**
 * ct_clinic_find_duplicates_async:
 * @self: a clinic
 * @patient: as typed so far; need not be complete
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtPatientHit) #GPtrArray: people who may be the same; empty where none is.
 */
void
ct_clinic_find_duplicates_async (CtClinic *self, CtPatient *patient, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_find_duplicates, NULL, patient_call_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_PATIENT_IS (patient));
  ct_clinic_call (self, &use_case, patient_call_new (self, patient), NULL, callback, user_data);
}

/* ---- Facts ---- */

static gpointer
work_save_fact (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRecord) fact = ct_record_copy (data);

  if (!ct_record_check (fact, error) ||
      (fact->id == 0 ? !ct_unit_insert (unit, fact, error) : !ct_unit_update (unit, fact, error)))
    return NULL;
  return g_steal_pointer (&fact);
}

/**
 * ct_clinic_save_fact_async:
 * @self: a clinic
 * @fact: a #CtProblem, #CtMedication, #CtAllergy or #CtMeasurement; "removed" takes it out of the chart, not out of the store
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Result: (transfer full) the record as stored.
 */
void
ct_clinic_save_fact_async (CtClinic *self, CtRecord *fact, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_EDIT_CHART, TRUE, work_save_fact, NULL, g_object_unref, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  g_return_if_fail (CT_PROBLEM_IS (fact) || CT_MEDICATION_IS (fact) || CT_ALLERGY_IS (fact) ||
                    CT_MEASUREMENT_IS (fact));
  ct_clinic_call (self, &use_case, ct_record_copy (fact), NULL, callback, user_data);
}
