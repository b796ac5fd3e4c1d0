/* What was signed stays as it was signed, whoever asks the database; on each engine. */
#include "base/ct-error.h"
#include "domain/ct-signature.h"
#include "store-test.h"
#include "store/ct-database.h"

/** A patient's paper, one signed and one not. */
typedef struct
{
  gint64 patient_id;
  gint64 user_id;
  gint64 signed_id;
  gint64 plain_id;
  gint64 received_id;
} Papers;

static gint64
add_issued (CtUnit *unit, gint64 patient_id, gint64 replaces_id, GError **error)
{
  g_autoptr (CtIssued) issued = ct_issued_new ();

  issued->patient_id = patient_id;
  issued->kind = g_strdup ("summary");
  issued->title = g_strdup ("Treatment summary");
  issued->media_type = g_strdup ("application/pdf");
  issued->content = g_bytes_new ("%PDF", 4);
  issued->replaces_id = replaces_id;
  return ct_unit_insert (unit, issued, error) ? CT_RECORD (issued)->id : 0;
}

static gboolean
add_signature (CtUnit *unit, const Papers *papers, gint64 issued_id, gint64 document_id, GError **error)
{
  g_autoptr (CtSignature) signature = ct_signature_new ();

  signature->patient_id = papers->patient_id;
  signature->issued_id = issued_id;
  signature->document_id = document_id;
  signature->user_id = papers->user_id;
  signature->user_name = g_strdup ("Ana Ruiz");
  signature->role = g_strdup (CT_ROLE_OWNER);
  signature->signed_us = 1;
  signature->meaning = g_strdup (CT_SIGNED_AUTHOR);
  signature->sha256 = g_strdup ("feed");
  signature->reference = g_strdup ("feed");
  return ct_unit_insert (unit, signature, error);
}

static gpointer
furnish_work (CtUnit *unit, gpointer data, GError **error)
{
  Papers *self = data;
  g_autoptr (CtUser) ana = ct_user_new ();
  g_autoptr (CtPatient) reyes = make_patient ("Reyes", "Marisol");
  g_autoptr (CtDocument) referral = ct_document_new ();

  ana->login = g_strdup ("ana");
  ana->full_name = g_strdup ("Ana Ruiz");
  ana->role = g_strdup (CT_ROLE_OWNER);
  if (!ct_unit_insert (unit, ana, error) || !ct_unit_insert (unit, reyes, error))
    return NULL;
  self->user_id = CT_RECORD (ana)->id;
  self->patient_id = referral->patient_id = CT_RECORD (reyes)->id;
  referral->kind = g_strdup ("referral");
  referral->title = g_strdup ("Referral");
  referral->media_type = g_strdup ("text/xml");
  if (!ct_unit_insert (unit, referral, error))
    return NULL;
  self->received_id = CT_RECORD (referral)->id;
  self->signed_id = add_issued (unit, self->patient_id, 0, error);
  self->plain_id = self->signed_id != 0 ? add_issued (unit, self->patient_id, 0, error) : 0;
  return self->plain_id != 0 && add_signature (unit, self, self->signed_id, 0, error) &&
             add_signature (unit, self, 0, self->received_id, error)
           ? CT_WORK_DONE
           : NULL;
}

/* What somebody would do who has the whole database in hand. */
static void
assert_refused (Clinic *clinic, const char *sql)
{
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_database_script (database, sql, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "signed"));
}

static void
test_what_was_signed_stays_as_it_was (Clinic *clinic)
{
  Papers papers = { 0 };
  g_autofree char *paper = NULL;
  g_autofree char *plain = NULL;

  clinic_write (clinic, furnish_work, &papers);
  paper = g_strdup_printf ("UPDATE issued SET title = 'Another' WHERE id = %" G_GINT64_FORMAT, papers.signed_id);
  plain = g_strdup_printf ("UPDATE issued SET title = 'Another' WHERE id = %" G_GINT64_FORMAT, papers.plain_id);
  assert_refused (clinic, "UPDATE signature SET user_name = 'Somebody'");
  assert_refused (clinic, "DELETE FROM signature");
  if (clinic->engine->on_server)
    assert_refused (clinic, "TRUNCATE signature");
  assert_refused (clinic, paper);
  assert_refused (clinic, "UPDATE document SET title = 'Another'");
  clinic_sql (clinic, plain);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM signature WHERE user_name = 'Ana Ruiz'"), ==, 2);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM issued WHERE title = 'Another'"), ==, 1);
}

static gpointer
sign_again_work (CtUnit *unit, gpointer data, GError **error)
{
  Papers *self = data;

  return add_signature (unit, self, self->signed_id, 0, error) ? CT_WORK_DONE : NULL;
}

static gpointer
sign_both_work (CtUnit *unit, gpointer data, GError **error)
{
  Papers *self = data;

  return add_signature (unit, self, self->plain_id, self->received_id, error) ? CT_WORK_DONE : NULL;
}

static gpointer
replace_work (CtUnit *unit, gpointer data, GError **error)
{
  Papers *self = data;

  return add_issued (unit, self->patient_id, self->signed_id, error) != 0 ? CT_WORK_DONE : NULL;
}

static void
test_each_meaning_is_signed_once_and_each_version_replaced_once (Clinic *clinic)
{
  Papers papers = { 0 };

  clinic_write (clinic, furnish_work, &papers);
  clinic_write_fails (clinic, sign_again_work, &papers, CT_ERROR_TAKEN);
  clinic_write_fails (clinic, sign_both_work, &papers, CT_ERROR_INVALID);
  clinic_write (clinic, replace_work, &papers);
  clinic_write_fails (clinic, replace_work, &papers, CT_ERROR_TAKEN);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM issued WHERE replaces_id IS NOT NULL"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("signatures/what was signed stays as it was", test_what_was_signed_stays_as_it_was);
  store_test_add ("signatures/each meaning is signed once and each version replaced once",
                  test_each_meaning_is_signed_once_and_each_version_replaced_once);
  return g_test_run ();
}
