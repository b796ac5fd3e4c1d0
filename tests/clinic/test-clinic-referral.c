/* A referral arrives: read, matched, taken in once, with every word of it kept. */
#include "clinic-fixture.h"

#include <string.h>

#define REFERRAL(family, extra) \
  "<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" \
  "<typeId root=\"2.16.840.1.113883.1.3\" extension=\"POCD_HD000040\"/>" \
  "<templateId root=\"2.16.840.1.113883.10.20.22.1.1\"/><templateId root=\"2.16.840.1.113883.10.20.22.1.14\"/>" \
  "<id root=\"1.2.3.4\" extension=\"ref-1\"/><code code=\"57133-1\" codeSystem=\"2.16.840.1.113883.6.1\"/>" \
  "<title>Referral for ketamine</title><effectiveTime value=\"20260220\"/>" \
  "<recordTarget><patientRole><id root=\"1.2.3\" extension=\"A7\"/><telecom value=\"tel:+1-714-555-0132\" use=\"HP\"/>" \
  "<patient><name use=\"L\"><given>Marisol</given><family>" family "</family></name>" \
  "<administrativeGenderCode code=\"F\" codeSystem=\"2.16.840.1.113883.5.1\"/><birthTime value=\"19850312\"/></patient>" \
  "</patientRole></recordTarget><component><structuredBody>" \
  "<component><section><templateId root=\"2.16.840.1.113883.10.20.22.2.6.1\"/>" \
  "<code code=\"48765-2\" codeSystem=\"2.16.840.1.113883.6.1\"/><title>Allergies</title><text>No known allergies</text>" \
  "<entry><act classCode=\"ACT\" moodCode=\"EVN\"><templateId root=\"2.16.840.1.113883.10.20.22.4.30\"/>" \
  "<code code=\"CONC\"/><statusCode code=\"active\"/><entryRelationship typeCode=\"SUBJ\">" \
  "<observation classCode=\"OBS\" moodCode=\"EVN\" negationInd=\"true\"><templateId root=\"2.16.840.1.113883.10.20.22.4.7\"/>" \
  "<code code=\"ASSERTION\"/><statusCode code=\"completed\"/><value xsi:type=\"CD\" code=\"416098002\" " \
  "codeSystem=\"2.16.840.1.113883.6.96\" displayName=\"Drug allergy\"/></observation></entryRelationship></act></entry>" \
  "</section></component><component><section><code code=\"42349-1\" codeSystem=\"2.16.840.1.113883.6.1\"/>" \
  "<title>Reason for referral</title><text><paragraph>Four failed antidepressants. " extra "</paragraph></text>" \
  "</section></component></structuredBody></component></ClinicalDocument>"

static GBytes *
referral (void)
{
  return g_bytes_new_static (REFERRAL ("Reyes", "Sleeps badly."), strlen (REFERRAL ("Reyes", "Sleeps badly.")));
}

static CtImport *
read_referral (Fixture *self, GBytes *bytes)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_document_async (self->clinic, bytes, "referral.xml", NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtImport *
accept (Fixture *self, CtImport *import, gint64 patient_id)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_accept_import_async (self->clinic, import, patient_id, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_a_referral_makes_a_patient_and_keeps_every_word (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) bytes = referral ();
  g_autoptr (GBytes) original = NULL;
  g_autoptr (CtImport) import = read_referral (self, bytes);
  g_autoptr (CtImport) stored = accept (self, import, 0);
  g_autoptr (CtPatientFile) file = fixture_read (self, stored->patient_id);
  g_autoptr (GPtrArray) sections = NULL;
  CtSection *reason;

  g_assert_cmpstr (file->patient->family_name, ==, "Reyes");
  g_assert_cmpstr (file->patient->sex, ==, "female");
  g_assert_cmpint (file->patient->born, ==, ct_date_new (1985, 3, 12));
  g_assert_cmpint (file->patient->weight_g, ==, 0);
  g_assert_cmpuint (file->allergies->len, ==, 1);
  g_assert_true (CT_ALLERGY (g_ptr_array_index (file->allergies, 0))->negated);
  ct_clinic_read_sections_async (self->clinic, stored->document_id, ct_await_done, &await);
  sections = fixture_take (self, &await);
  g_assert_cmpuint (sections->len, ==, 2);
  reason = g_ptr_array_index (sections, 1);
  g_assert_nonnull (strstr (reason->body, "Four failed antidepressants. Sleeps badly."));
  ct_clinic_read_original_async (self->clinic, stored->document_id, ct_await_done, &await);
  original = fixture_take (self, &await);
  g_assert_true (g_bytes_equal (original, bytes));
}

static void
test_the_same_document_is_taken_in_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = referral ();
  g_autoptr (CtImport) first = read_referral (self, bytes);
  g_autoptr (CtImport) stored = accept (self, first, 0);
  g_autoptr (CtImport) second = read_referral (self, bytes);
  g_autoptr (CtImport) again = accept (self, second, 0);
  g_autoptr (CtPatientFile) file = fixture_read (self, stored->patient_id);

  g_assert_true (second->already_imported);
  g_assert_cmpint (second->same_patient_id, ==, stored->patient_id);
  g_assert_true (again->already_imported);
  g_assert_cmpuint (file->documents->len, ==, 1);
}

static void
test_a_likely_match_is_shown_and_never_merged_silently (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) known = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (GBytes) bytes = referral ();
  g_autoptr (CtImport) import = read_referral (self, bytes);
  g_autoptr (CtPatientFile) before = fixture_read (self, CT_RECORD (known)->id);
  g_autoptr (CtImport) stored = NULL;
  g_autoptr (CtPatientFile) after = NULL;

  g_assert_cmpuint (import->matches->len, ==, 1);
  g_assert_cmpuint (before->documents->len, ==, 0);
  stored = accept (self, import, CT_RECORD (known)->id);
  after = fixture_read (self, CT_RECORD (known)->id);
  g_assert_cmpint (stored->patient_id, ==, CT_RECORD (known)->id);
  g_assert_cmpuint (after->documents->len, ==, 1);
  g_assert_null (after->patient->phone); /* what we knew is not overwritten */
}

static void
test_a_broken_file_leaves_no_trace (Fixture *self, gconstpointer data)
{
  static const char *const broken[] = { "", "not a document", "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">",
                                        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>" };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (GBytes) bytes = g_bytes_new_static (broken[i], strlen (broken[i]));
      g_autoptr (GError) refusal = NULL;
      g_autoptr (GPtrArray) everybody = NULL;

      ct_clinic_read_document_async (self->clinic, bytes, "x.xml", NULL, ct_await_done, &await);
      refusal = fixture_refusal (self, &await);
      g_assert_null (strstr (refusal->message, "root:"));
      ct_clinic_search_patients_async (self->clinic, "", 10, NULL, ct_await_done, &await);
      everybody = fixture_take (self, &await);
      g_assert_cmpuint (everybody->len, ==, 0);
    }
}

/* ---- Reception sees people, not their charts ---- */

static void
test_reception_sees_no_clinical_content (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) bytes = referral ();
  g_autoptr (CtImport) import = read_referral (self, bytes);
  g_autoptr (CtImport) stored = accept (self, import, 0);
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) rae = NULL;
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;

  g_object_set (user, "login", "rae", "full-name", "Rae Desk", "role", CT_ROLE_RECEPTION, NULL);
  ct_clinic_add_user_async (self->clinic, user, "front desk words", ct_await_done, &await);
  rae = fixture_take (self, &await);
  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "rae", "front desk words", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  file = fixture_read (self, stored->patient_id);
  g_assert_cmpstr (file->patient->family_name, ==, "Reyes");
  g_assert_false (file->clinical);
  g_assert_cmpuint (file->allergies->len + file->documents->len, ==, 0);
  ct_clinic_read_sections_async (self->clinic, stored->document_id, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
}

/* ---- Drafts ---- */

static void
test_a_draft_outlives_the_program (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;

  ct_clinic_save_draft_async (self->clinic, "new-patient", "Family name: Rey", ct_await_done, &await);
  fixture_take (self, &await);
  fixture_close (self);
  fixture_open (self);
  ct_clinic_read_draft_async (self->clinic, "new-patient", ct_await_done, &await);
  kept = fixture_take (self, &await);
  g_assert_cmpstr (kept, ==, "Family name: Rey");
  ct_clinic_save_draft_async (self->clinic, "new-patient", NULL, ct_await_done, &await);
  fixture_take (self, &await);
  ct_clinic_read_draft_async (self->clinic, "new-patient", ct_await_done, &await);
  gone = fixture_take (self, &await);
  g_assert_cmpstr (gone, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) FIXTURE_TEST (#function, test_##function)
  CHECK (a_referral_makes_a_patient_and_keeps_every_word);
  CHECK (the_same_document_is_taken_in_once);
  CHECK (a_likely_match_is_shown_and_never_merged_silently);
  CHECK (a_broken_file_leaves_no_trace);
  CHECK (reception_sees_no_clinical_content);
  CHECK (a_draft_outlives_the_program);
  return g_test_run ();
}
