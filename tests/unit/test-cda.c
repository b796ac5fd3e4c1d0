/* Clinical documents as they come: names, times, missing things, words and wrong files, one small case each. */
#include "exchange/ct-cda-model.h"
#include "exchange/ct-cda-reader.h"

#include <string.h>

#define T "2.16.840.1.113883.10.20.22.4."
#define S "codeSystem=\"2.16.840.1.113883.6.96\""
#define HEAD                                                                                                                \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                            \
  "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:sdtc=\"urn:hl7-org:sdtc\" "                                             \
  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
#define TARGET(patient) "<recordTarget><patientRole><id root=\"1.2.3\" extension=\"A-17\"/>" patient "</patientRole></recordTarget>\n"
#define ADA TARGET ("<patient><name><given>Ada</given><family>Synth</family></name><birthTime value=\"19850312\"/></patient>")
#define BODY(sections) "<component><structuredBody>" sections "</structuredBody></component></ClinicalDocument>"
#define SECTION(loinc, inside) "<component><section><code code=\"" loinc "\"/>" inside "</section></component>"

static CtCdaDocument *
try_read (const char *text, gssize size, const CtCdaLimits *limits, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  return ct_cda_read (bytes, limits, NULL, error);
}

static CtCdaDocument *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  CtCdaDocument *document = try_read (text, -1, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
assert_refused (const char *text, gssize size, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCdaDocument) document = try_read (text, size, NULL, &error);

  g_assert_null (document);
  g_assert_true (error->domain == CT_ERROR);
  if (strstr (error->message, words) == NULL)
    g_error ("'%s' does not say '%s'", error->message, words);
}

static const CtCdaFact *
fact (const CtCdaDocument *document, CtCdaKind kind, guint i)
{
  g_assert_cmpuint (document->facts[kind]->len, >, i);
  return g_ptr_array_index (document->facts[kind], i);
}

static const CtCdaBlock *
block (const CtCdaDocument *document, guint section, guint i)
{
  const CtCdaSection *s = g_ptr_array_index (document->sections, section);

  g_assert_cmpuint (s->blocks->len, >, i);
  return g_ptr_array_index (s->blocks, i);
}

static CtCdaDocument *
read_names (const char *names)
{
  g_autofree char *text = g_strdup_printf (HEAD TARGET ("<patient>%s</patient>") BODY (""), names);

  return read_text (text);
}

static void
assert_name (const char *names, const char *family, const char *given)
{
  g_autoptr (CtCdaDocument) document = read_names (names);

  g_assert_cmpstr (document->patient->family_name, ==, family);
  g_assert_cmpstr (document->patient->given_names, ==, given);
}

static void
test_the_legal_name_is_taken_among_several (void)
{
  g_autoptr (CtCdaDocument) document = NULL;

  assert_name ("<name><given>Ada</given><given>Mary</given><family>Synth</family></name>", "Synth", "Ada Mary");
  assert_name ("<name use=\"A\"><given>Addy</given><family>S</family></name><name use=\"L\"><given>Ada</given><family>Synth</family></name>",
               "Synth", "Ada");
  assert_name ("<name use=\"BIR\"><given>Ada</given><family>Born</family></name><name><given>Ada</given><family>Synth</family></name>",
               "Synth", "Ada");
  assert_name ("<name use=\"C L\"><given>Ada</given><family>Synth</family></name>", "Synth", "Ada");
  assert_name ("<name use=\"L\" nullFlavor=\"UNK\"/><name use=\"A\"><family>Synth</family></name>", "Synth", "");
  assert_name ("<name><given>Ada</given><family qualifier=\"BR\">Born</family><family>Synth</family></name>", "Synth", "Ada");
  assert_name ("<name><given>Ada</given><family>de la</family><family>Cruz</family></name>", "de la Cruz", "Ada");
  assert_name ("<name>Synth, Ada M</name>", "Synth", "Ada M");
  assert_name ("<name>Ada M Synth</name>", "Synth", "Ada M");
  assert_name ("<name><given>\n  Ada\n  </given><family> Synth </family></name>", "Synth", "Ada");
  assert_name ("", "", "");
  document = read_names ("<name use=\"L\"><given>Ada</given><family>Synth</family></name><name use=\"A\"><given>Addy</given><family>S</family></name>");
  g_assert_cmpuint (document->patient->other_names->len, ==, 1);
  g_assert_cmpstr (document->patient->other_names->pdata[0], ==, "Addy S");
}

static void
test_who_the_patient_is_comes_out_whole (void)
{
  g_autoptr (CtCdaDocument) document = read_text (HEAD
    "<id root=\"1.9\" extension=\"doc-1\"/><code code=\"57133-1\"/><title>Referral</title><effectiveTime value=\"20260301101500-0800\"/>"
    "<setId root=\"1.9\" extension=\"set-1\"/><versionNumber value=\"2\"/>"
    TARGET ("<addr use=\"HP\"><streetAddressLine>1 Fig St</streetAddressLine><streetAddressLine>Unit 2</streetAddressLine><city>Salem</city>"
            "<state>OR</state><postalCode>97301</postalCode></addr><telecom use=\"MC\" value=\"tel:+1(503)555-0100\"/>"
            "<telecom value=\"mailto:ada@example.org\"/><telecom nullFlavor=\"UNK\"/><patient><name><prefix>Dr.</prefix><given>Ada</given>"
            "<family>Synth</family><suffix>Jr.</suffix></name><administrativeGenderCode code=\"UN\"/><birthTime value=\"198503\"/>"
            "<raceCode code=\"2106-3\" displayName=\"White\"/><ethnicGroupCode nullFlavor=\"ASKU\"/><sdtc:deceasedInd value=\"true\"/>"
            "<languageCommunication><languageCode code=\"en-US\"/></languageCommunication></patient>")
    BODY (""));
  const CtCdaPatient *patient = document->patient;
  const CtCdaId *mrn = g_ptr_array_index (patient->mrns, 0);
  g_autofree char *born = ct_cda_time_to_iso (&patient->born);

  g_assert_cmpstr (document->kind, ==, "Referral Note");
  g_assert_cmpstr (document->id.extension, ==, "doc-1");
  g_assert_cmpstr (document->set_id.extension, ==, "set-1");
  g_assert_cmpstr (document->version, ==, "2");
  g_assert_cmpint (document->written.minute, ==, 615);
  g_assert_cmpint (document->written.offset_minutes, ==, -480);
  g_assert_cmpstr (mrn->extension, ==, "A-17");
  g_assert_cmpstr (patient->phone, ==, "+1(503)555-0100");
  g_assert_cmpstr (patient->email, ==, "ada@example.org");
  g_assert_cmpstr (patient->street, ==, "1 Fig St, Unit 2");
  g_assert_cmpstr (patient->city, ==, "Salem");
  g_assert_cmpstr (patient->prefix, ==, "Dr.");
  g_assert_cmpstr (patient->suffix, ==, "Jr.");
  g_assert_cmpstr (patient->sex, ==, "other");
  g_assert_cmpstr (patient->race, ==, "White");
  g_assert_null (patient->ethnicity);
  g_assert_cmpstr (patient->language, ==, "en-US");
  g_assert_true (patient->deceased);
  g_assert_cmpstr (born, ==, "1985-03");
}

static void
assert_time (const char *text, const char *iso, int minute, gboolean has_offset, int offset_minutes)
{
  CtCdaTime time;
  g_autofree char *got = NULL;

  ct_cda_time_parse (text, &time);
  got = ct_cda_time_to_iso (&time);
  if (g_strcmp0 (got, iso) != 0 || time.minute != minute || time.has_offset != has_offset || time.offset_minutes != offset_minutes)
    g_error ("'%s' was read as %s, minute %d, offset %d", text, got, time.minute, time.offset_minutes);
  g_assert_true (time.text == text);
}

static void
test_times_are_read_as_precise_as_they_are_and_no_more (void)
{
  assert_time ("19850312", "1985-03-12", -1, FALSE, 0);
  assert_time ("20130815103000", "2013-08-15", 630, FALSE, 0);
  assert_time ("20130815103000-0800", "2013-08-15", 630, TRUE, -480);
  assert_time ("201308151030-0800", "2013-08-15", 630, TRUE, -480);
  assert_time ("201308151030", "2013-08-15", 630, FALSE, 0);
  assert_time ("20130815103000+0530", "2013-08-15", 630, TRUE, 330);
  assert_time ("20130815103000.123-0400", "2013-08-15", 630, TRUE, -240);
  assert_time ("20130815103000.123", "2013-08-15", 630, FALSE, 0);
  assert_time ("1985", "1985", -1, FALSE, 0);
  assert_time ("198503", "1985-03", -1, FALSE, 0);
  assert_time ("201308151", "2013-08-15", -1, FALSE, 0);
  assert_time ("2013081510", "2013-08-15", -1, FALSE, 0);
  assert_time ("2013-01-01T08:30:00Z", "2013-01-01", 510, TRUE, 0);
  assert_time ("2013-01-01T08:30:00-08:00", "2013-01-01", 510, TRUE, -480);
  assert_time ("2013-01-01T08:30:00.5Z", "2013-01-01", 510, TRUE, 0);
  assert_time ("2013-01-01", "2013-01-01", -1, FALSE, 0);
  assert_time ("2013-01", "2013-01", -1, FALSE, 0);
  assert_time ("20130815103000Z", "2013-08-15", 630, TRUE, 0);
  assert_time ("20130815103000-05", "2013-08-15", 630, TRUE, -300);
  assert_time ("20130815103000-050", "2013-08-15", 630, FALSE, 0);
  assert_time ("20130815000000+0000", "2013-08-15", 0, TRUE, 0);
  assert_time ("20130815-0800", "2013-08-15", -1, FALSE, 0);
  assert_time ("19850000", "1985", -1, FALSE, 0);
  assert_time ("20130815246000", "2013-08-15", -1, FALSE, 0);
  assert_time ("20130230", NULL, -1, FALSE, 0);
  assert_time ("00010101", NULL, -1, FALSE, 0);
  assert_time ("", NULL, -1, FALSE, 0);
  assert_time ("BIRTH_DT", NULL, -1, FALSE, 0);
  assert_time ("2013081510300000000", NULL, -1, FALSE, 0);
  assert_time ("20130815abc", NULL, -1, FALSE, 0);
  assert_time ("-1", NULL, -1, FALSE, 0);
  assert_time ("850312", NULL, -1, FALSE, 0);
}

static CtCdaDocument *
read_entry (const char *loinc, const char *entry)
{
  g_autofree char *text = g_strdup_printf (HEAD ADA BODY ("<component><section><code code=\"%s\"/><title>T</title>"
                                                          "<text><content ID=\"w1\">Words of the author</content></text>"
                                                          "<entry>%s</entry></section></component>"), loinc, entry);

  return read_text (text);
}

static CtCdaDocument *
read_allergy (const char *attributes, const char *value, const char *substance)
{
  g_autofree char *entry = g_strdup_printf (
    "<act><statusCode code=\"active\"/><entryRelationship typeCode=\"SUBJ\"><observation %s><templateId root=\"" T "7\"/>%s"
    "<participant typeCode=\"CSM\"><participantRole><playingEntity>%s</playingEntity></participantRole></participant>"
    "</observation></entryRelationship></act>", attributes, value, substance);

  return read_entry ("48765-2", entry);
}

static void
assert_allergy (const char *attributes, const char *value, const char *substance, CtCdaState state, const char *words)
{
  g_autoptr (CtCdaDocument) document = read_allergy (attributes, value, substance);
  const CtCdaFact *allergy = fact (document, CT_CDA_ALLERGY, 0);
  g_autofree char *got = ct_cda_fact_describe (allergy);

  g_assert_cmpint (allergy->state, ==, state);
  g_assert_cmpstr (got, ==, words);
  g_assert_true (ct_cda_fact_is_positive (allergy) == (state == CT_CDA_PRESENT));
}

static void
test_no_known_allergies_is_neither_an_allergy_nor_a_denial_of_one_drug (void)
{
  const char *drug = "<value code=\"416098002\" " S " displayName=\"Allergy to drug\"/>";

  assert_allergy ("", drug, "<code code=\"70618\" displayName=\"Penicillin\"/>", CT_CDA_PRESENT, "Penicillin");
  assert_allergy ("negationInd=\"true\"", drug, "<code nullFlavor=\"NA\"/>", CT_CDA_NONE_KNOWN, "No known allergies (Allergy to drug)");
  assert_allergy ("negationInd=\"1\"", drug, "<code code=\"70618\" displayName=\"Penicillin\"/>", CT_CDA_NEGATED, "Not: Penicillin");
  assert_allergy ("", "<value code=\"716186003\" " S " displayName=\"No known allergy\"/>", "<code nullFlavor=\"NA\"/>",
                  CT_CDA_NONE_KNOWN, "No known allergies (No known allergy)");
  assert_allergy ("", drug, "<name>No Known Drug Allergies</name>", CT_CDA_NONE_KNOWN, "No known allergies (Allergy to drug)");
  assert_allergy ("", drug, "<name>Latex</name>", CT_CDA_PRESENT, "Latex");
  assert_allergy ("nullFlavor=\"UNK\"", drug, "<code code=\"70618\" displayName=\"Penicillin\"/>", CT_CDA_UNKNOWN, "Penicillin: not known");
  assert_allergy ("nullFlavor=\"MSK\"", drug, "<code nullFlavor=\"MSK\"/>", CT_CDA_WITHHELD, "Withheld by the sender");
  assert_allergy ("", drug, "<code nullFlavor=\"MSK\"/>", CT_CDA_WITHHELD, "Withheld by the sender");
  assert_allergy ("", drug, "<code nullFlavor=\"UNK\"/>", CT_CDA_UNKNOWN, "Not named: not known");
}

static CtCdaDocument *
read_problem (const char *attributes, const char *value)
{
  g_autofree char *entry = g_strdup_printf ("<act %s><statusCode code=\"completed\"/><entryRelationship><observation><templateId root=\"" T
                                            "4\" extension=\"2015-08-01\"/><code code=\"282291009\"/><effectiveTime><low value=\"2015\"/>"
                                            "<high nullFlavor=\"UNK\"/></effectiveTime>%s</observation></entryRelationship></act>",
                                            attributes, value);

  return read_entry ("11450-4", entry);
}

static void
test_problems_keep_code_words_and_doubt (void)
{
  g_autoptr (CtCdaDocument) coded = read_problem ("", "<value xsi:type=\"CD\" code=\"370143000\" " S " displayName=\"Major depressive disorder\">"
                                                      "<originalText><reference value=\"#w1\"/></originalText>"
                                                      "<translation code=\"F33.2\" codeSystem=\"2.16.840.1.113883.6.90\"/></value>");
  g_autoptr (CtCdaDocument) words = read_problem ("", "<value xsi:type=\"CD\" nullFlavor=\"OTH\"><originalText>Treatment-resistant depression"
                                                      "</originalText></value>");
  g_autoptr (CtCdaDocument) both = read_problem ("", "<value xsi:type=\"CD\" code=\"1\" nullFlavor=\"UNK\" displayName=\"Gout\"/>");
  g_autoptr (CtCdaDocument) dangling = read_problem ("", "<value nullFlavor=\"UNK\"><originalText><reference value=\"#gone\"/></originalText></value>");
  g_autoptr (CtCdaDocument) negated = read_problem ("negationInd=\"true\"", "<value xsi:type=\"CD\" code=\"13746004\" " S " displayName=\"Bipolar disorder\"/>");
  g_autoptr (CtCdaDocument) none = read_problem ("negationInd=\"true\"", "<value xsi:type=\"CD\" code=\"55607006\" " S " displayName=\"Problem\"/>");
  const CtCdaFact *problem = fact (coded, CT_CDA_PROBLEM, 0);

  g_assert_cmpstr (problem->label, ==, "Major depressive disorder");
  g_assert_cmpstr (problem->code.system_name, ==, "SNOMED CT");
  g_assert_cmpstr (problem->code.original_text, ==, "Words of the author");
  g_assert_cmpstr (problem->code.translations[0].code, ==, "F33.2");
  g_assert_cmpint (problem->confidence, ==, CT_CDA_CODED);
  g_assert_cmpstr (problem->clinical_status, ==, "completed");
  g_assert_cmpstr (problem->period.text, ==, "2015 – ?");
  g_assert_cmpint (problem->period.low.precision, ==, CT_DATE_PRECISION_YEAR);
  g_assert_cmpint (problem->period.high.date, ==, CT_DATE_NONE);
  g_assert_cmpint (fact (words, CT_CDA_PROBLEM, 0)->confidence, ==, CT_CDA_TEXT_ONLY);
  g_assert_cmpstr (fact (words, CT_CDA_PROBLEM, 0)->label, ==, "Treatment-resistant depression");
  g_assert_true (ct_cda_fact_is_positive (fact (words, CT_CDA_PROBLEM, 0)));
  g_assert_cmpint (fact (both, CT_CDA_PROBLEM, 0)->confidence, ==, CT_CDA_CONFLICTING);
  g_assert_cmpuint (dangling->n_dangling, ==, 1);
  g_assert_cmpuint (dangling->notes->len, ==, 1);
  g_assert_cmpint (fact (dangling, CT_CDA_PROBLEM, 0)->state, ==, CT_CDA_UNKNOWN);
  g_assert_cmpint (fact (negated, CT_CDA_PROBLEM, 0)->state, ==, CT_CDA_NEGATED);
  g_assert_cmpint (fact (none, CT_CDA_PROBLEM, 0)->state, ==, CT_CDA_NONE_KNOWN);
}

static void
assert_drug (const char *attributes, const char *code, CtCdaState state, const char *words)
{
  g_autofree char *entry = g_strdup_printf ("<substanceAdministration %s><templateId root=\"" T "16\"/><consumable><manufacturedProduct>"
                                            "<manufacturedMaterial>%s</manufacturedMaterial></manufacturedProduct></consumable>"
                                            "</substanceAdministration>", attributes, code);
  g_autoptr (CtCdaDocument) document = read_entry ("10160-0", entry);
  g_autofree char *got = ct_cda_fact_describe (fact (document, CT_CDA_MEDICATION, 0));

  g_assert_cmpint (fact (document, CT_CDA_MEDICATION, 0)->state, ==, state);
  g_assert_cmpstr (got, ==, words);
}

static void
test_no_drugs_at_all_is_no_drug (void)
{
  assert_drug ("", "<code code=\"6130\" displayName=\"Ketamine\"/>", CT_CDA_PRESENT, "Ketamine");
  assert_drug ("negationInd=\"true\"", "<code nullFlavor=\"NA\"/>", CT_CDA_NONE_KNOWN, "No known medications");
  assert_drug ("", "<code code=\"182849000\" " S " displayName=\"No Drug Therapy Prescribed\"/>", CT_CDA_NONE_KNOWN,
               "No known medications (No Drug Therapy Prescribed)");
  assert_drug ("negationInd=\"true\"", "<name>No known medications</name>", CT_CDA_NONE_KNOWN,
               "No known medications (No known medications)");
  assert_drug ("", "<code code=\"182904002\" " S " displayName=\"Drug treatment unknown\"/>", CT_CDA_UNKNOWN,
               "Drug treatment unknown: not known");
  assert_drug ("", "<name>Noxipine</name>", CT_CDA_PRESENT, "Noxipine");
}

static void
test_a_medication_comes_with_dose_route_and_rhythm (void)
{
  g_autoptr (CtCdaDocument) document = read_entry ("10160-0",
    "<substanceAdministration moodCode=\"EVN\"><templateId root=\"" T "16\"/><id root=\"1.5\"/><statusCode code=\"active\"/>"
    "<effectiveTime xsi:type=\"IVL_TS\"><low value=\"20260105\"/></effectiveTime>"
    "<effectiveTime xsi:type=\"PIVL_TS\" operator=\"A\"><period><low value=\"4\" unit=\"h\"/><high value=\"6\" unit=\"h\"/></period></effectiveTime>"
    "<routeCode code=\"C38288\" displayName=\"ORAL\"/><doseQuantity value=\"40\" unit=\"mg\"/><rateQuantity value=\"90\" unit=\"ml/h\"/>"
    "<consumable><manufacturedProduct><manufacturedMaterial><code code=\"312938\" codeSystem=\"2.16.840.1.113883.6.88\" displayName=\"Sertraline 50 MG\"/>"
    "</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>");
  g_autoptr (CtCdaDocument) not_taken = read_entry ("10160-0",
    "<substanceAdministration negationInd=\"true\"><templateId root=\"" T "16\"/><doseQuantity nullFlavor=\"UNK\"/><consumable><manufacturedProduct>"
    "<manufacturedMaterial><code code=\"1\" displayName=\"Lithium\"/></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>");
  g_autoptr (CtCdaDocument) vaccine = read_entry ("10160-0",
    "<substanceAdministration><templateId root=\"" T "16\"/><consumable><manufacturedProduct><manufacturedMaterial>"
    "<code code=\"88\" codeSystem=\"2.16.840.1.113883.12.292\" displayName=\"influenza\"/></manufacturedMaterial></manufacturedProduct></consumable>"
    "</substanceAdministration>");
  const CtCdaFact *drug = fact (document, CT_CDA_MEDICATION, 0);

  g_assert_cmpstr (drug->label, ==, "Sertraline 50 MG");
  g_assert_cmpstr (drug->dose, ==, "40 mg");
  g_assert_cmpstr (drug->rate, ==, "90 ml/h");
  g_assert_cmpstr (drug->route, ==, "ORAL");
  g_assert_cmpstr (drug->period.frequency, ==, "every 4–6 h");
  g_assert_cmpint (drug->period.low.date, ==, ct_date_new (2026, 1, 5));
  g_assert_cmpstr (drug->status, ==, "active");
  g_assert_cmpstr (drug->mood, ==, "EVN");
  g_assert_cmpint (fact (not_taken, CT_CDA_MEDICATION, 0)->state, ==, CT_CDA_NEGATED);
  g_assert_null (fact (not_taken, CT_CDA_MEDICATION, 0)->dose);
  g_assert_true (fact (vaccine, CT_CDA_MEDICATION, 0)->is_vaccine);
  g_assert_false (drug->is_vaccine);
}

static CtCdaDocument *
read_vital (const char *loinc, const char *value)
{
  g_autofree char *entry = g_strdup_printf ("<organizer><component><observation><templateId root=\"" T "27\"/><code code=\"%s\" displayName=\"V\"/>"
                                            "<statusCode code=\"completed\"/><effectiveTime value=\"20260105\"/>%s</observation></component></organizer>",
                                            loinc, value);

  return read_entry ("8716-3", entry);
}

static void
assert_weight (const char *loinc, const char *value, gint64 weight_g)
{
  g_autoptr (CtCdaDocument) document = read_vital (loinc, value);

  g_assert_cmpint (fact (document, CT_CDA_VITAL_SIGN, 0)->weight_g, ==, weight_g);
}

static void
test_pounds_are_never_taken_for_kilograms (void)
{
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"88\" unit=\"kg\"/>", 88000);
  assert_weight ("3141-9", "<value xsi:type=\"PQ\" value=\"70.3\" unit=\"KG\"/>", 70300);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"194\" unit=\"[lb_av]\"/>", 87997);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"189\" unit=\"lbs\"/>", 85729);
  assert_weight ("29463-7", "<value value=\"70000\" unit=\"g\"/>", 70000);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"150\" unit=\"[lb_ap]\"/>", 0);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"150\"/>", 0);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"150\" unit=\"stone\"/>", 0);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"88,5\" unit=\"kg\"/>", 0);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"88\" unit=\"kg\" nullFlavor=\"UNK\"/>", 0);
  assert_weight ("29463-7", "<value xsi:type=\"PQ\" value=\"8800\" unit=\"kg\"/>", 0);
  assert_weight ("8480-6", "<value xsi:type=\"PQ\" value=\"88\" unit=\"kg\"/>", 0);
}

static void
assert_value (const char *value, const char *text, gboolean is_number, CtCdaState state)
{
  g_autoptr (CtCdaDocument) document = read_vital ("8480-6", value);
  const CtCdaFact *vital = fact (document, CT_CDA_VITAL_SIGN, 0);

  g_assert_cmpstr (vital->value.text, ==, text);
  g_assert_true (vital->value.is_number == is_number);
  g_assert_cmpint (vital->state, ==, state);
}

static void
test_a_value_is_shown_as_received_and_a_missing_one_is_not_zero (void)
{
  assert_value ("<value xsi:type=\"PQ\" value=\"145\" unit=\"mm[Hg]\"/>", "145 mm[Hg]", TRUE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"PQ\" value=\"36.70\" unit=\"Cel\"/>", "36.70 Cel", TRUE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"INT\" value=\"14\"/>", "14", TRUE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"PQ\" value=\"89\" unit=\"1\"/>", "89", TRUE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"PQ\" nullFlavor=\"UNK\"/>", NULL, FALSE, CT_CDA_UNKNOWN);
  assert_value ("<value xsi:type=\"PQ\" nullFlavor=\"MSK\"/>", NULL, FALSE, CT_CDA_WITHHELD);
  assert_value ("", NULL, FALSE, CT_CDA_UNKNOWN);
  assert_value ("<value xsi:type=\"ST\">Normal</value>", "Normal", FALSE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"IVL_PQ\"><low value=\"5\" unit=\"mg\"/><high value=\"10\" unit=\"mg\"/></value>", "5–10 mg", FALSE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"IVL_PQ\"><high value=\"5\" unit=\"mg\" inclusive=\"false\"/></value>", "< 5 mg", FALSE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"CD\" code=\"1\" displayName=\"Positive\"/>", "Positive", FALSE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"RTO\"><numerator value=\"1\"/><denominator value=\"128\"/></value>", "1  / 128", FALSE, CT_CDA_PRESENT);
  assert_value ("<value xsi:type=\"PQ\" value=\"high\"/>", "high", FALSE, CT_CDA_PRESENT);
}

static void
test_a_scale_keeps_its_answers (void)
{
  g_autoptr (CtCdaDocument) document = read_entry ("10190-7",
    "<observation><templateId root=\"" T "69\"/><code code=\"44249-1\" displayName=\"PHQ-9\"/><effectiveTime value=\"20260105\"/>"
    "<value xsi:type=\"INT\" value=\"17\"/>"
    "<entryRelationship typeCode=\"COMP\"><observation><templateId root=\"" T "86\"/><code code=\"44250-9\" displayName=\"Little interest\"/>"
    "<value xsi:type=\"INT\" value=\"3\"/></observation></entryRelationship>"
    "<entryRelationship typeCode=\"COMP\"><observation><templateId root=\"" T "86\"/><code code=\"44260-8\" displayName=\"Item 9\"/>"
    "<value xsi:type=\"INT\" nullFlavor=\"ASKU\"/></observation></entryRelationship></observation>");
  const CtCdaFact *scale = fact (document, CT_CDA_ASSESSMENT_SCALE, 0);

  g_assert_cmpuint (ct_cda_document_count (document, CT_CDA_ASSESSMENT_SCALE), ==, 1);
  g_assert_cmpint (scale->value.milli, ==, 17000);
  g_assert_cmpuint (scale->parts->len, ==, 2);
  g_assert_cmpint (((CtCdaFact *) scale->parts->pdata[0])->value.milli, ==, 3000);
  g_assert_cmpint (((CtCdaFact *) scale->parts->pdata[1])->state, ==, CT_CDA_UNKNOWN);
}

static void
test_any_prefix_will_do (void)
{
  g_autoptr (CtCdaDocument) document = read_text (
    "<n1:ClinicalDocument xmlns:n1=\"urn:hl7-org:v3\" xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\"><n1:recordTarget><n1:patientRole>"
    "<n1:patient><n1:name><n1:given>Ada</n1:given><n1:family>Synth</n1:family></n1:name></n1:patient></n1:patientRole></n1:recordTarget>"
    "<n1:component><n1:structuredBody><n1:component><n1:section><n1:code code=\"8716-3\"/><n1:text>Words</n1:text><n1:entry><n1:observation>"
    "<n1:templateId root=\"" T "27\"/><n1:code code=\"8480-6\" displayName=\"BP\"/><n1:value x:type=\"n1:PQ\" value=\"120\" unit=\"mm[Hg]\"/>"
    "</n1:observation></n1:entry></n1:section></n1:component></n1:structuredBody></n1:component></n1:ClinicalDocument>");

  g_assert_cmpstr (document->patient->family_name, ==, "Synth");
  g_assert_cmpint (fact (document, CT_CDA_VITAL_SIGN, 0)->value.milli, ==, 120000);
  g_assert_cmpstr (block (document, 0, 0)->text, ==, "Words");
}

static void
test_narrative_keeps_its_shape (void)
{
  g_autoptr (CtCdaDocument) document = read_text (HEAD ADA BODY (SECTION ("10164-2",
    "<title>History</title><text>Before <content styleCode=\"Bold\">bold</content>, after.<paragraph><caption>Course</caption>Two\n lines"
    "<br/>here</paragraph><list listType=\"ordered\"><item>One</item><item>Two<list><item>Inner</item></list>more</item></list>"
    "<table><caption>Doses</caption><thead><tr><th>Day</th><th>mg</th></tr></thead><tbody>"
    "<tr><td rowspan=\"2\">1</td><td>40<sup>a</sup></td></tr><tr><td>50</td></tr><tr><td colspan=\"2\">none <content revised=\"delete\">old</content>"
    "</td></tr></tbody></table><renderMultiMedia referencedObject=\"MM1\"/>10<sup>9</sup> <linkHtml href=\"https://example.org/\">link</linkHtml></text>")));
  static const struct
  {
    CtCdaBlockKind kind;
    guint depth;
    guint number;
    const char *text;
  } want[] = {
    { CT_CDA_BLOCK_PARAGRAPH, 0, 0, "Before bold, after." },
    { CT_CDA_BLOCK_HEADING, 0, 0, "Course" },
    { CT_CDA_BLOCK_PARAGRAPH, 0, 0, "Two lines\nhere" },
    { CT_CDA_BLOCK_ITEM, 0, 1, "One" },
    { CT_CDA_BLOCK_ITEM, 0, 2, "Two" },
    { CT_CDA_BLOCK_ITEM, 1, 0, "Inner" },
    { CT_CDA_BLOCK_PARAGRAPH, 0, 2, "more" },
    { CT_CDA_BLOCK_HEADING, 0, 0, "Doses" },
    { CT_CDA_BLOCK_ROW, 0, 0, "Day\tmg" },
    { CT_CDA_BLOCK_ROW, 0, 0, "1\t40^a" },
    { CT_CDA_BLOCK_ROW, 0, 0, "\t50" },
    { CT_CDA_BLOCK_ROW, 0, 0, "none [deleted: old]\t" },
    { CT_CDA_BLOCK_MEDIA, 0, 0, "[MM1]" },
    { CT_CDA_BLOCK_PARAGRAPH, 0, 0, "10^9 link <https://example.org/>" },
  };
  const CtCdaSection *section = g_ptr_array_index (document->sections, 0);

  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      const CtCdaBlock *got = block (document, 0, i);

      g_assert_cmpstr (got->text, ==, want[i].text);
      g_assert_cmpint (got->kind, ==, want[i].kind);
      g_assert_cmpuint (got->depth, ==, want[i].depth);
      g_assert_cmpuint (got->number, ==, want[i].number);
    }
  g_assert_cmpuint (section->blocks->len, ==, G_N_ELEMENTS (want));
  g_assert_true (block (document, 0, 8)->is_header);
  g_assert_false (block (document, 0, 9)->is_header);
  g_assert_cmpuint (block (document, 0, 10)->n_cells, ==, 2);
  g_assert_cmpstr (block (document, 0, 10)->cells[1], ==, "50");
  g_assert_cmpuint (block (document, 0, 10)->table, ==, 1);
}

static void
test_plain_text_keeps_its_lines (void)
{
  g_autoptr (CtCdaDocument) document = read_text (HEAD ADA BODY (SECTION ("10164-2", "<text>  First line\n\n   Second  line  \n</text>")));

  g_assert_cmpstr (block (document, 0, 0)->text, ==, "First line\nSecond line");
}

static void
test_every_section_is_kept_with_a_title (void)
{
  g_autoptr (CtCdaDocument) document = read_text (HEAD ADA BODY (
    SECTION ("10164-2", "<title>Story</title><text>a</text><component><section><text>inner</text></section></component>")
    SECTION ("8716-3", "<text>b</text>") "<component><section nullFlavor=\"NI\"><text>c</text></section></component>"));
  const CtCdaSection *outer = g_ptr_array_index (document->sections, 0);
  const CtCdaSection *inner = g_ptr_array_index (document->sections, 1);
  const CtCdaSection *vitals = g_ptr_array_index (document->sections, 2);
  const CtCdaSection *last = g_ptr_array_index (document->sections, 3);

  g_assert_cmpuint (document->sections->len, ==, 4);
  g_assert_cmpstr (outer->title, ==, "Story");
  g_assert_cmpstr (inner->title, ==, "Other section");
  g_assert_cmpstr (inner->loinc, ==, "");
  g_assert_true (inner->parent == outer && inner->depth == 1);
  g_assert_cmpstr (vitals->title, ==, "Vital signs");
  g_assert_cmpstr (last->null_flavor, ==, "NI");
}

static void
test_entries_that_say_nothing_known_are_counted (void)
{
  g_autoptr (CtCdaDocument) document = read_entry ("48768-6", "<act><templateId root=\"1.2.3.4\"/><code code=\"x\"/></act>");

  g_assert_cmpuint (document->n_entries, ==, 1);
  g_assert_cmpuint (document->n_entries_unread, ==, 1);
}

static void
test_older_formats_are_read_but_not_counted (void)
{
  g_autoptr (CtCdaDocument) document = read_entry ("11450-4", "<act><entryRelationship><observation><templateId root=\"2.16.840.1.113883.10.20.1.28\"/>"
                                                              "<value xsi:type=\"CD\" code=\"1\" displayName=\"Asthma\"/></observation></entryRelationship></act>");
  g_autoptr (CtCdaDocument) bare = read_entry ("10160-0", "<substanceAdministration><consumable><manufacturedProduct><manufacturedMaterial>"
                                                          "<name>Ketamine</name></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>");

  g_assert_cmpstr (fact (document, CT_CDA_PROBLEM, 0)->label, ==, "Asthma");
  g_assert_true (fact (document, CT_CDA_PROBLEM, 0)->older_template);
  g_assert_cmpuint (ct_cda_document_count (document, CT_CDA_PROBLEM), ==, 0);
  g_assert_cmpstr (fact (bare, CT_CDA_MEDICATION, 0)->label, ==, "Ketamine");
}

static void
test_a_letter_inside_a_document_becomes_an_attachment (void)
{
  g_autoptr (CtCdaDocument) document = read_text (HEAD ADA "<component><nonXMLBody><text mediaType=\"application/pdf\" representation=\"B64\">\n"
                                                           "JVBE\nRi0x\n</text></nonXMLBody></component></ClinicalDocument>");
  g_autoptr (CtCdaDocument) elsewhere = read_text (HEAD ADA "<component><nonXMLBody><text mediaType=\"application/pdf\"><reference value=\"scan.pdf\"/>"
                                                            "</text></nonXMLBody></component></ClinicalDocument>");
  const CtCdaAttachment *pdf = g_ptr_array_index (document->attachments, 0);
  const CtCdaAttachment *reference = g_ptr_array_index (elsewhere->attachments, 0);

  g_assert_cmpstr (pdf->media_type, ==, "application/pdf");
  g_assert_cmpmem (g_bytes_get_data (pdf->bytes, NULL), g_bytes_get_size (pdf->bytes), "%PDF-1", 6);
  g_assert_cmpstr (reference->reference, ==, "scan.pdf");
  g_assert_null (reference->bytes);
}

static void
test_a_large_letter_is_no_obstacle (void)
{
  GString *text = g_string_new (HEAD ADA "<component><nonXMLBody><text mediaType=\"application/pdf\" representation=\"B64\">");
  g_autoptr (CtCdaDocument) document = NULL;

  for (int i = 0; i < 3100000; i++)
    g_string_append (text, "AAAA");
  g_string_append (text, "</text></nonXMLBody></component></ClinicalDocument>");
  document = read_text (text->str);
  g_assert_cmpuint (g_bytes_get_size (((CtCdaAttachment *) document->attachments->pdata[0])->bytes), ==, 3 * 3100000);
  g_string_free (text, TRUE);
}

static void
test_a_document_about_several_or_no_patients_is_not_guessed_at (void)
{
  g_autoptr (CtCdaDocument) nobody = read_text (HEAD BODY (""));
  g_autoptr (CtCdaDocument) nameless = read_names ("<birthTime value=\"1985\"/>");
  g_autoptr (CtCdaDocument) ada = read_text (HEAD ADA BODY (""));
  g_autoptr (GError) error = NULL;

  assert_refused (HEAD ADA ADA ADA ADA BODY (""), -1, "about 4 patients");
  g_assert_null (nobody->patient);
  g_assert_false (ct_cda_document_check_patient (nobody, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_false (ct_cda_document_check_patient (nameless, NULL));
  g_assert_true (ct_cda_document_check_patient (ada, NULL));
}

static void
test_other_kinds_of_files_are_called_by_their_names (void)
{
  assert_refused ("", 0, "empty");
  assert_refused (" \n ", -1, "empty");
  assert_refused ("PK\3\4xxxx", -1, "ZIP");
  assert_refused ("%PDF-1.7", -1, "PDF");
  assert_refused ("{\\rtf1 x}", -1, "RTF");
  assert_refused ("MSH|^~\\&|LAB", -1, "HL7 version 2");
  assert_refused ("MIME-Version: 1.0\n\n<ClinicalDocument/>", -1, "e-mail");
  assert_refused ("{\"resourceType\":\"Bundle\"}", -1, "JSON");
  assert_refused ("BEGIN:VCALENDAR\r\n", -1, "calendar");
  assert_refused ("<html><body/></html>", -1, "web page");
  assert_refused ("Dear colleague", -1, "does not begin like");
  assert_refused ("<Bundle xmlns=\"http://hl7.org/fhir\"/>", -1, "FHIR");
  assert_refused ("<ContinuityOfCareRecord xmlns=\"urn:astm-org:CCR\"/>", -1, "CCR");
  assert_refused ("<section xmlns=\"urn:hl7-org:v3\"/>", -1, "only a part");
  assert_refused ("<note/>", -1, "not a clinical document");
  assert_refused ("\xff\xfe\0\0<\0\0\0", 8, "UTF-32");
  assert_refused ("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">\n<a>", -1, "line 2");
}

static void
test_document_types_are_refused_whatever_they_declare (void)
{
  g_autofree char *file = g_strdup_printf ("<!DOCTYPE ClinicalDocument [<!ENTITY e SYSTEM \"file://%s\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\">"
                                           "<title>&e;</title></ClinicalDocument>", "/etc/hostname");

  assert_refused (file, -1, "document type");
  assert_refused ("<?xml version=\"1.0\"?><!-- x --><!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>", -1, "document type");
  assert_refused ("<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/\"> %p;]><a/>", -1, "document type");
}

static void
test_nesting_and_empty_tags_have_an_end (void)
{
  GString *deep = g_string_new ("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">");
  GString *wide = g_string_new ("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">");

  for (int i = 0; i < 300; i++)
    g_string_append (deep, "<a>");
  for (int i = 0; i < 700000; i++)
    g_string_append (wide, "<a/>");
  assert_refused (deep->str, -1, "deeper");
  assert_refused (wide->str, -1, "far more parts");
  g_string_free (deep, TRUE);
  g_string_free (wide, TRUE);
}

/* What small documents can make large: spans of cells, repeated reactions, one passage referred to again and again. */
static void
test_small_documents_do_not_grow_large (void)
{
  GString *text = g_string_new (HEAD ADA "<component><structuredBody><component><section><text><content ID=\"w\">");
  g_autoptr (CtCdaDocument) document = NULL;
  guint64 n_cells = 0;
  const CtCdaSection *section;

  for (int i = 0; i < 1000; i++)
    g_string_append (text, "many words ");
  g_string_append (text, "</content><table>");
  for (int i = 0; i < 10000; i++)
    g_string_append (text, "<tr><td rowspan=\"9999\" colspan=\"99999\">x</td></tr>");
  g_string_append (text, "</table></text><entry><observation><templateId root=\"" T "7\"/>");
  for (int i = 0; i < 5000; i++)
    g_string_append (text, "<entryRelationship><observation><templateId root=\"" T "9\"/><value xsi:type=\"ED\"><reference value=\"#w\"/>"
                           "</value></observation></entryRelationship>");
  g_string_append (text, "</observation></entry></section></component></structuredBody></component></ClinicalDocument>");
  document = read_text (text->str);
  g_string_free (text, TRUE);
  section = g_ptr_array_index (document->sections, 0);
  for (guint i = 0; i < section->blocks->len; i++)
    n_cells += ((CtCdaBlock *) g_ptr_array_index (section->blocks, i))->n_cells;
  g_assert_cmpuint (n_cells, >=, 10000);
  g_assert_cmpuint (n_cells, <, 300000);
  g_assert_cmpuint (strlen (fact (document, CT_CDA_ALLERGY, 0)->reactions), >, 1000);
  g_assert_cmpuint (strlen (fact (document, CT_CDA_ALLERGY, 0)->reactions), <, 10000);
}

static void
test_limits_are_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;
  CtCdaLimits small = { .max_bytes = 10 }, few = { .max_facts = 1 };
  const char *one = "<entry><encounter><templateId root=\"" T "49\"/></encounter></entry>";
  g_autofree char *two = g_strdup_printf (HEAD ADA BODY ("<component><section>%s%s</section></component>"), one, one);

  g_assert_null (try_read (HEAD ADA BODY (""), -1, &small, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_null (try_read (two, -1, &few, &second));
  g_assert_error (second, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_reading_can_be_stopped (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (HEAD ADA BODY (""), strlen (HEAD ADA BODY ("")));
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ct_cda_read (bytes, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_windows_1252_is_read_when_asked_for (void)
{
  const char *text = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">" TARGET ("<patient><name><given>Zo\xeb</given><family>M\xfcller</family></name></patient>")
                     "</ClinicalDocument>";
  CtCdaLimits limits = { .windows_1252 = TRUE };
  g_autoptr (CtCdaDocument) document = NULL;

  assert_refused (text, -1, "text encoding");
  document = try_read (text, -1, &limits, NULL);
  g_assert_cmpstr (document->patient->family_name, ==, "Müller");
  g_assert_cmpstr (document->patient->given_names, ==, "Zoë");
  g_assert_cmpuint (document->notes->len, ==, 1);
}

static void
test_a_document_without_namespace_is_read_when_asked_for (void)
{
  const char *text = "<ClinicalDocument>" ADA "</ClinicalDocument>";
  CtCdaLimits limits = { .any_namespace = TRUE };
  g_autoptr (CtCdaDocument) document = NULL;

  assert_refused (text, -1, "namespace");
  document = try_read (text, -1, &limits, NULL);
  g_assert_cmpstr (document->patient->family_name, ==, "Synth");
}

static void
test_byte_order_marks_and_encodings_are_understood (void)
{
  const char *plain = HEAD ADA BODY ("");
  g_autofree char *mark = g_strconcat ("\xef\xbb\xbf", plain, NULL);
  g_autofree char *blank = g_strconcat ("\r\n\n ", plain, NULL);
  g_autofree char *lying = g_strconcat ("<?xml version=\"1.0\" encoding=\"utf-16\"?>", strchr (plain, '\n'), NULL);
  g_autofree char *sixteen = NULL;
  gsize size;
  g_autoptr (CtCdaDocument) a = read_text (mark);
  g_autoptr (CtCdaDocument) b = read_text (blank);
  g_autoptr (CtCdaDocument) c = read_text (lying);
  g_autoptr (CtCdaDocument) d = NULL;

  sixteen = g_convert (lying, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
  d = try_read (sixteen, (gssize) size, NULL, NULL);
  g_assert_cmpstr (a->patient->family_name, ==, "Synth");
  g_assert_cmpstr (b->patient->family_name, ==, "Synth");
  g_assert_cmpstr (c->patient->family_name, ==, "Synth");
  g_assert_cmpstr (d->patient->family_name, ==, "Synth");
}

/* A document with a bit of everything, to be broken. */
static const char whole[] = HEAD "<title>Summary</title>" ADA BODY (
  SECTION ("11450-4", "<title>Problems</title><text><table><tbody><tr ID=\"p1\"><td>Gout</td><td>2015</td></tr></tbody></table></text><entry><act>"
                      "<entryRelationship><observation negationInd=\"false\"><templateId root=\"" T "4\"/><text><reference value=\"#p1\"/></text>"
                      "<effectiveTime><low value=\"2015\"/></effectiveTime><value xsi:type=\"CD\" code=\"90560007\" displayName=\"Gout &amp; more\"/>"
                      "</observation></entryRelationship></act></entry>")
  SECTION ("8716-3", "<text><list><item>120/80</item></list></text><entry><organizer><component><observation><templateId root=\"" T "27\"/>"
                     "<code code=\"8480-6\"/><value xsi:type=\"PQ\" value=\"120\" unit=\"mm[Hg]\"/></observation></component></organizer></entry>"));

static void
test_a_document_cut_anywhere_is_refused (void)
{
  gsize size = strlen (whole);
  g_autoptr (CtCdaDocument) document = read_text (whole);

  g_assert_cmpuint (ct_cda_document_count (document, CT_CDA_PROBLEM), ==, 1);
  for (gsize i = 0; i < 50; i++)
    assert_refused (whole, (gssize) (size * i / 50), ".");
}

static void
test_flipped_bytes_never_do_harm (void)
{
  gsize size = strlen (whole);

  for (gsize i = 0; i < size; i++)
    for (int bit = 0; bit < 8; bit += 3)
      {
        g_autofree char *copy = g_memdup2 (whole, size);
        g_autoptr (GError) error = NULL;
        g_autoptr (CtCdaDocument) document = NULL;

        copy[i] = (char) (copy[i] ^ (1 << bit));
        document = try_read (copy, (gssize) size, NULL, &error);
        g_assert_true ((document != NULL) == (error == NULL));
      }
}

static gpointer
read_many (gpointer data)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (CtCdaDocument) document = read_text (whole);

      g_assert_cmpuint (document->sections->len, ==, 2);
    }
  return NULL;
}

static void
test_several_threads_read_at_once (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_many, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) g_test_add_func ("/cda/" #function, test_##function)
  CHECK (the_legal_name_is_taken_among_several);
  CHECK (who_the_patient_is_comes_out_whole);
  CHECK (times_are_read_as_precise_as_they_are_and_no_more);
  CHECK (no_known_allergies_is_neither_an_allergy_nor_a_denial_of_one_drug);
  CHECK (problems_keep_code_words_and_doubt);
  CHECK (no_drugs_at_all_is_no_drug);
  CHECK (a_medication_comes_with_dose_route_and_rhythm);
  CHECK (pounds_are_never_taken_for_kilograms);
  CHECK (a_value_is_shown_as_received_and_a_missing_one_is_not_zero);
  CHECK (a_scale_keeps_its_answers);
  CHECK (any_prefix_will_do);
  CHECK (narrative_keeps_its_shape);
  CHECK (plain_text_keeps_its_lines);
  CHECK (every_section_is_kept_with_a_title);
  CHECK (entries_that_say_nothing_known_are_counted);
  CHECK (older_formats_are_read_but_not_counted);
  CHECK (a_letter_inside_a_document_becomes_an_attachment);
  CHECK (a_large_letter_is_no_obstacle);
  CHECK (a_document_about_several_or_no_patients_is_not_guessed_at);
  CHECK (other_kinds_of_files_are_called_by_their_names);
  CHECK (document_types_are_refused_whatever_they_declare);
  CHECK (nesting_and_empty_tags_have_an_end);
  CHECK (small_documents_do_not_grow_large);
  CHECK (limits_are_kept);
  CHECK (reading_can_be_stopped);
  CHECK (windows_1252_is_read_when_asked_for);
  CHECK (a_document_without_namespace_is_read_when_asked_for);
  CHECK (byte_order_marks_and_encodings_are_understood);
  CHECK (a_document_cut_anywhere_is_refused);
  CHECK (flipped_bytes_never_do_harm);
  CHECK (several_threads_read_at_once);
  return g_test_run ();
}
