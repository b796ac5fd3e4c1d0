/* Referrals: read, match, let a person decide, store with the original bytes. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

G_DEFINE_FINAL_TYPE (CtImport, ct_import, G_TYPE_OBJECT)

static void
ct_import_finalize (GObject *object)
{
  CtImport *self = CT_IMPORT (object);

  g_free (self->file_name);
  g_free (self->sha256);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->document, ct_cda_document_unref);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_clear_object (&self->patient);
  G_OBJECT_CLASS (ct_import_parent_class)->finalize (object);
}

static void
ct_import_class_init (CtImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_import_finalize;
}

static void
ct_import_init (CtImport *self)
{
}

/* Cuts @text to one line of @letters, for a field that holds no more; the whole text stays in the document. */
static char *
fit (const char *text, glong letters)
{
  g_autofree char *clean = ct_text_clean_line (text);

  if (clean == NULL || *clean == '\0')
    return NULL;
  return g_utf8_strlen (clean, -1) <= letters ? g_steal_pointer (&clean) : g_utf8_substring (clean, 0, letters);
}

/* ---- Reading: nothing is stored ---- */

static CtPatient *
patient_from_header (const CtCdaPatient *from)
{
  CtPatient *patient = ct_patient_new ();
  const char *family = ct_text_is_blank (from->family_name) ? from->name_text : from->family_name;

  patient->family_name = fit (family, 80);
  patient->given_names = fit (from->given_names, 80);
  patient->born = from->born.date;
  patient->born_precision = from->born.precision;
  patient->sex = g_strdup (from->sex);
  patient->phone = fit (from->phone, 40);
  patient->email = fit (from->email, 120);
  patient->street = fit (from->street, 120);
  patient->city = fit (from->city, 80);
  patient->region = fit (from->state, 40);
  patient->postcode = fit (from->postal_code, 16);
  patient->language = fit (from->language, 40);
  return patient;
}

typedef struct
{
  CtImport *import;
  CtDate    today;
} ReadCall;

static void
read_call_free (gpointer data)
{
  g_object_unref (((ReadCall *) data)->import);
  g_free (data);
}

static char *
document_source_id (const CtCdaDocument *document)
{
  if (document->id.root == NULL)
    return NULL;
  return g_strjoin ("/", document->id.root, document->id.extension, NULL);
}

/* Whether these bytes, or this document in this version, are in somebody's chart already. */
static gboolean
find_same_document (CtUnit *unit, CtImport *import, GError **error)
{
  g_autofree char *source_id = document_source_id (import->document);
  g_autoptr (CtRows) rows =
      ct_unit_query (unit, error, "document.same", "tt", import->sha256, source_id);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  if (ct_rows_next (rows, &failure))
    {
      import->document_id = ct_rows_int (rows, 0);
      import->same_patient_id = ct_rows_int (rows, 1);
      import->patient_id = import->same_patient_id;
      import->already_imported = g_strcmp0 (ct_rows_text (rows, 2), import->sha256) == 0;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gpointer
work_match_import (CtUnit *unit, gpointer data, GError **error)
{
  ReadCall *call = data;
  CtImport *import = call->import;

  g_clear_pointer (&import->matches, g_ptr_array_unref);
  if (!find_same_document (unit, import, error) ||
      (import->matches = ct_clinic_match_patients (unit, import->patient, call->today, error)) == NULL)
    return NULL;
  return g_object_ref (import);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  CtImport *import = call->import;
  GError *error = NULL;

  import->document = ct_cda_read (import->bytes, NULL, cancellable, &error);
  if (import->document == NULL || !ct_cda_document_check_patient (import->document, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  import->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, import->bytes);
  import->patient = patient_from_header (import->document->patient);
  if (ct_text_is_blank (import->patient->family_name))
    g_task_return_new_error (task, CT_ERROR, CT_ERROR_INVALID, _("This document does not say who it is about."));
  else
    g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
}

static void
on_matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CtImport *import = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_document_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CT_USE_CASE (match, CT_MAY_IMPORT, FALSE, work_match_import, NULL, read_call_free, g_object_unref);
  g_autoptr (GTask) task = user_data;
  ReadCall *call = g_task_get_task_data (G_TASK (result));
  GCancellable *cancellable = g_task_get_cancellable (task);
  ReadCall *next;
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  next = g_new0 (ReadCall, 1);
  next->import = g_object_ref (call->import);
  next->today = call->today;
  ct_clinic_call (CT_CLINIC (source), &match, next, cancellable, on_matched_cb, g_steal_pointer (&task));
}

/**
 * ct_clinic_read_document_async:
 * @self: a clinic
 * @bytes: the file as it is
 * @file_name: (nullable): its name, for people
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads a referral and looks for people it may be about. Nothing is stored. What is broken, hostile or foreign is refused
 * with one sentence. Result: (transfer full) #CtImport.
 */
void
ct_clinic_read_document_async (CtClinic *self, GBytes *bytes, const char *file_name, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) read_task = g_task_new (self, cancellable, on_document_read_cb, task);
  ReadCall *call = g_new0 (ReadCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && bytes != NULL);
  call->import = g_object_new (CT_TYPE_IMPORT, NULL);
  call->import->bytes = g_bytes_ref (bytes);
  call->import->file_name = g_strdup (file_name);
  call->today = ct_clinic_today (self);
  g_task_set_task_data (read_task, call, read_call_free);
  g_task_run_in_thread (read_task, read_thread);
}

/* ---- Accepting: everything in one transaction ---- */

static CtDocument *
document_record (CtUnit *unit, const CtImport *import)
{
  const CtCdaDocument *from = import->document;
  CtDocument *document = ct_document_new ();

  document->patient_id = import->patient_id;
  document->kind = g_strdup ("referral");
  document->title = fit (ct_text_is_blank (from->title) ? from->kind : from->title, 200);
  document->media_type = g_strdup ("application/hl7-cda+xml");
  document->file_name = fit (import->file_name, 255);
  document->source_id = document_source_id (from);
  document->set_id = from->set_id.root != NULL ? g_strjoin ("/", from->set_id.root, from->set_id.extension, NULL) : NULL;
  document->version = from->version != NULL ? (int) CLAMP (g_ascii_strtoll (from->version, NULL, 10), 0, 999999) : 0;
  document->written_on = fit (from->written.text, 40);
  document->author = fit (from->author_name != NULL ? from->author_name : from->author_organization, 200);
  document->received_us = ct_unit_now (unit);
  document->received_by = ct_unit_actor (unit)->user_id;
  document->sha256 = g_strdup (import->sha256);
  document->content = g_bytes_ref (import->bytes);
  return document;
}

static gboolean
store_sections (CtUnit *unit, const CtImport *import, GError **error)
{
  for (guint i = 0; i < import->document->sections->len; i++)
    {
      const CtCdaSection *from = g_ptr_array_index (import->document->sections, i);
      g_autoptr (CtSection) section = ct_section_new ();

      section->document_id = import->document_id;
      section->patient_id = import->patient_id;
      section->position = (int) i;
      section->depth = (int) MIN (from->depth, 99);
      section->code = fit (from->loinc, 40);
      section->title = fit (from->title, 400);
      section->body = ct_cda_section_to_text (from);
      if (!ct_unit_insert (unit, section, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
code_system (const CtCdaCode *code)
{
  return code->system_name != NULL ? code->system_name : code->system;
}

static const char *
fact_label (const CtCdaFact *fact)
{
  return ct_text_is_blank (fact->label) ? _("Not named in the document") : fact->label;
}

/* "Not known" must never read as "has": a fact that is not positive says so in its record. */
static gboolean
fact_is_denied (const CtCdaFact *fact)
{
  return fact->state == CT_CDA_NEGATED || fact->state == CT_CDA_NONE_KNOWN;
}

static const char *
fact_flavor (const CtCdaFact *fact)
{
  if (fact->state == CT_CDA_WITHHELD)
    return "MSK";
  if (fact->state == CT_CDA_UNKNOWN)
    return fact->null_flavor != NULL ? fact->null_flavor : "UNK";
  return NULL;
}

static const char *
fact_status (const CtCdaFact *fact)
{
  return fact->clinical_status != NULL ? fact->clinical_status : fact->status;
}

/* What all facts have in common. */
static void
fill_fact (gpointer record, const CtImport *import, const CtCdaFact *fact)
{
  g_autofree char *text = fit (fact_label (fact), 400);
  g_autofree char *code = fit (fact->code.code, 40);
  g_autofree char *system = fit (code_system (&fact->code), 80);
  g_autofree char *flavor = fit (fact_flavor (fact), 16);
  g_autofree char *status = fit (fact_status (fact), 40);
  g_autofree char *since = ct_cda_time_to_iso (&fact->period.low);

  g_object_set (record, "patient-id", import->patient_id, "document-id", import->document_id, "text", text, "code", code,
                "code-system", system, "negated", fact_is_denied (fact), "null-flavor", flavor, "status", status, "since",
                since, NULL);
}

static CtRecord *
problem_record (const CtImport *import, const CtCdaFact *fact)
{
  CtProblem *to = ct_problem_new ();

  fill_fact (to, import, fact);
  to->until = ct_cda_time_to_iso (&fact->period.high);
  return CT_RECORD (to);
}

static CtRecord *
medication_record (const CtImport *import, const CtCdaFact *fact)
{
  CtMedication *to = ct_medication_new ();

  fill_fact (to, import, fact);
  to->dose = fit (fact->dose, 120);
  to->route = fit (fact->route, 80);
  to->frequency = fit (fact->period.frequency, 200);
  to->until = ct_cda_time_to_iso (&fact->period.high);
  return CT_RECORD (to);
}

static CtRecord *
allergy_record (const CtImport *import, const CtCdaFact *fact)
{
  CtAllergy *to = ct_allergy_new ();

  fill_fact (to, import, fact);
  to->reaction = fit (fact->reactions, 200);
  to->severity = fit (fact->severity, 80);
  return CT_RECORD (to);
}

static CtRecord *
measurement_record (const CtImport *import, const CtCdaFact *fact)
{
  const CtCdaTime *when = fact->period.at.text != NULL ? &fact->period.at : &fact->period.low;
  CtMeasurement *to = ct_measurement_new ();

  to->patient_id = import->patient_id;
  to->document_id = import->document_id;
  to->text = fit (fact_label (fact), 200);
  to->code = fit (fact->code.code, 40);
  to->value = fit (fact->value.is_number ? fact->value.number : fact->value.text, 80);
  to->unit = fit (fact->value.is_number ? fact->value.unit : NULL, 40);
  to->taken = fit (when->text, 40);
  to->taken_on = when->date;
  return CT_RECORD (to);
}

typedef CtRecord *(*MakeRecord) (const CtImport *import, const CtCdaFact *fact);

static gboolean
store_facts (CtUnit *unit, const CtImport *import, CtCdaKind kind, MakeRecord make, GError **error)
{
  const GPtrArray *facts = import->document->facts[kind];

  for (guint i = 0; i < facts->len; i++)
    {
      const CtCdaFact *fact = g_ptr_array_index (facts, i);
      g_autoptr (CtRecord) record = NULL;

      if (fact->is_vaccine || (kind == CT_CDA_VITAL_SIGN && fact->state != CT_CDA_PRESENT))
        continue;
      record = make (import, fact);
      if (!ct_unit_insert (unit, record, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  CtImport *import;
  gint64    patient_id;
} AcceptCall;

static void
accept_call_free (gpointer data)
{
  g_object_unref (((AcceptCall *) data)->import);
  g_free (data);
}

static gboolean
find_or_make_patient (CtUnit *unit, CtImport *import, gint64 patient_id, GError **error)
{
  g_autoptr (CtPatient) patient = NULL;

  if (patient_id != 0)
    {
      patient = ct_unit_get (unit, CT_TYPE_PATIENT, patient_id, error);
      import->patient_id = patient_id;
      return patient != NULL;
    }
  patient = ct_record_copy (import->patient);
  if (!ct_clinic_store_patient (unit, patient, error))
    return FALSE;
  import->patient_id = CT_RECORD (patient)->id;
  return TRUE;
}

static gpointer
work_accept_import (CtUnit *unit, gpointer data, GError **error)
{
  const AcceptCall *call = data;
  CtImport *import = call->import;
  g_autoptr (CtDocument) document = NULL;

  if (!find_same_document (unit, import, error))
    return NULL;
  if (import->already_imported)
    return g_object_ref (import);
  if (!find_or_make_patient (unit, import, call->patient_id, error))
    return NULL;
  document = document_record (unit, import);
  if (!ct_unit_insert (unit, document, error))
    return NULL;
  import->document_id = CT_RECORD (document)->id;
  if (!store_sections (unit, import, error) ||
      !store_facts (unit, import, CT_CDA_PROBLEM, problem_record, error) ||
      !store_facts (unit, import, CT_CDA_MEDICATION, medication_record, error) ||
      !store_facts (unit, import, CT_CDA_ALLERGY, allergy_record, error) ||
      !store_facts (unit, import, CT_CDA_VITAL_SIGN, measurement_record, error) ||
      !ct_unit_audit (unit, "imported", "document", import->document_id, import->patient_id, document->title, error))
    return NULL;
  return g_object_ref (import);
}

/**
 * ct_clinic_accept_import_async:
 * @self: a clinic
 * @import: what ct_clinic_read_document_async() gave
 * @patient_id: whose chart it belongs to, as a person decided; 0 makes a new patient of its header
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Stores the document with its original bytes, every section, and its problems, medications, allergies and vital signs, in
 * one transaction. The same bytes are never stored twice: then `already_imported` is set. A weight in a referral is shown
 * among the measurements and never becomes the patient's weight, which feeds doses.
 * Result: (transfer full) the #CtImport with `patient_id` and `document_id`.
 */
void
ct_clinic_accept_import_async (CtClinic *self, CtImport *import, gint64 patient_id, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_IMPORT, TRUE, work_accept_import, NULL, accept_call_free, g_object_unref);
  AcceptCall *call = g_new0 (AcceptCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_IS_IMPORT (import));
  call->import = g_object_ref (import);
  call->patient_id = patient_id;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Reading what is stored ---- */

static gboolean
chart_of_document (CtUnit *unit, gconstpointer data, gint64 *patient_id, GError **error)
{
  return ct_unit_number (unit, patient_id, error, "document.patient", "i", *(const gint64 *) data);
}

static gpointer
work_read_sections (CtUnit *unit, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (GPtrArray) sections = ct_unit_list (unit, error, CT_TYPE_SECTION, "document.sections", "i", id);
  gint64 patient_id;

  if (sections == NULL)
    return NULL;
  patient_id = sections->len > 0 ? CT_SECTION (g_ptr_array_index (sections, 0))->patient_id : 0;
  if (!ct_unit_audit (unit, "opened", "document", id, patient_id, NULL, error))
    return NULL;
  return g_steal_pointer (&sections);
}

/**
 * ct_clinic_read_sections_async:
 * @self: a clinic
 * @document_id: a document that came in
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Audited as opened. Result: (transfer full) (element-type CtSection) #GPtrArray in the order of the document.
 */
void
ct_clinic_read_sections_async (CtClinic *self, gint64 document_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_CHART, TRUE, work_read_sections, NULL, g_free,
               (GDestroyNotify) g_ptr_array_unref, .chart_of = chart_of_document);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&document_id, sizeof document_id), NULL, callback, user_data);
}

static gpointer
work_read_original (CtUnit *unit, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (CtDocument) document = ct_unit_get (unit, CT_TYPE_DOCUMENT, id, error);

  if (document == NULL || !ct_unit_audit (unit, "exported", "document", id, document->patient_id, NULL, error))
    return NULL;
  return document->content != NULL ? g_bytes_ref (document->content) : g_bytes_new (NULL, 0);
}

/**
 * ct_clinic_read_original_async:
 * @self: a clinic
 * @document_id: a document that came in
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Audited as exported. Result: (transfer full) #GBytes, exactly as received.
 */
void
ct_clinic_read_original_async (CtClinic *self, gint64 document_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT, TRUE, work_read_original, NULL, g_free, (GDestroyNotify) g_bytes_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&document_id, sizeof document_id), NULL, callback, user_data);
}
