/* Every act leaves a row, and nobody can take one away, change one or slip one in unseen. */
#include <string.h>

#include "base/ct-error.h"
#include "store-test.h"
#include "store/ct-audit.h"
#include "store/ct-database.h"

typedef struct
{
  gint64     patient_id;
  GPtrArray *rows;
} ListCall;

static gpointer
list_work (CtUnit *unit, gpointer data, GError **error)
{
  ListCall *call = data;

  call->rows = ct_audit_list (unit, call->patient_id, 0, 100, error);
  return call->rows != NULL ? CT_WORK_DONE : NULL;
}

static GPtrArray *
list_audit (Clinic *clinic, gint64 patient_id)
{
  ListCall call = { patient_id, NULL };

  clinic_read (clinic, list_work, &call);
  return call.rows;
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  CtAuditCheck **check = data;

  *check = ct_audit_verify (unit, error);
  return *check != NULL ? CT_WORK_DONE : NULL;
}

static CtAuditCheck *
verify (Clinic *clinic)
{
  CtAuditCheck *check = NULL;

  clinic_read (clinic, verify_work, &check);
  return check;
}

static gpointer
act_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "opened", "patient", 3, 3, data, error) ? CT_WORK_DONE : NULL;
}

static void
fill (Clinic *clinic)
{
  const char *const details[] = { "chart", NULL, "a\nb", "", "t5:chart;", "Ünï ✓" };

  for (guint i = 0; i < 12; i++)
    clinic_write (clinic, act_work, (gpointer) details[i % G_N_ELEMENTS (details)]);
}

static void
test_a_whole_chain_verifies (Clinic *clinic)
{
  g_autoptr (CtAuditCheck) empty = verify (clinic);
  g_autoptr (CtAuditCheck) check = NULL;

  g_assert_cmpint (empty->rows, ==, 0);
  g_assert_cmpint (empty->broken_id, ==, 0);
  fill (clinic);
  clinic_reopen (clinic);
  check = verify (clinic);
  g_assert_cmpint (check->rows, ==, 12);
  g_assert_cmpint (check->broken_id, ==, 0);
  g_assert_null (check->reason);
  g_assert_cmpint (strlen (check->head), ==, 64);
}

static gpointer
head_work (CtUnit *unit, gpointer data, GError **error)
{
  CtAuditHead **head = data;

  *head = ct_audit_head (unit, error);
  return *head != NULL ? CT_WORK_DONE : NULL;
}

static void
test_the_head_is_the_last_act_with_its_time (Clinic *clinic)
{
  g_autoptr (CtAuditHead) empty = NULL;
  g_autoptr (CtAuditHead) head = NULL;
  g_autoptr (CtAuditCheck) check = NULL;

  clinic_read (clinic, head_work, &empty);
  g_assert_cmpint (empty->id, ==, 0);
  g_assert_cmpint (empty->at_us, ==, CT_TIME_NONE);
  g_assert_cmpstr (empty->hash, ==, "");
  fill (clinic);
  clinic_read (clinic, head_work, &head);
  check = verify (clinic);
  g_assert_cmpint (head->id, ==, 12);
  g_assert_cmpint (head->at_us, ==, clinic->now_us);
  g_assert_cmpstr (head->hash, ==, check->head);
}

static void
test_changes_are_told_field_by_field (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  g_autoptr (GPtrArray) rows = NULL;
  const CtAuditRow *changed, *created;

  clinic_write (clinic, insert_work, patient);
  g_free (patient->family_name);
  patient->family_name = g_strdup ("Reyes-Cruz");
  patient->weight_g = 82500;
  g_clear_pointer (&patient->given_names, g_free);
  clinic_write (clinic, update_work, patient);
  rows = list_audit (clinic, CT_RECORD (patient)->id);
  g_assert_cmpint (rows->len, ==, 2);
  changed = rows->pdata[0];
  created = rows->pdata[1];
  g_assert_cmpstr (created->act, ==, "created");
  g_assert_cmpstr (created->detail, ==, "Family name: Reyes\nGiven names: Marisol");
  g_assert_cmpstr (changed->act, ==, "changed");
  g_assert_cmpstr (changed->detail, ==, "Family name: Reyes → Reyes-Cruz\nGiven names: Marisol → —\nWeight: — → 82.5");
  g_assert_cmpstr (changed->table, ==, "patient");
  g_assert_cmpint (changed->record_id, ==, CT_RECORD (patient)->id);
  g_assert_cmpstr (changed->user_name, ==, "ana");
  g_assert_cmpint (changed->user_id, ==, 1);
  g_assert_cmpstr (changed->workstation, ==, "front desk");
  g_assert_cmpint (changed->at_us, ==, clinic->now_us);
}

static void
test_what_belongs_to_a_patient_is_listed_with_the_patient (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) booking = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  clinic_furnish (clinic, &place);
  booking = make_booking (&place, 0, 1, 20000, 600, 50);
  clinic_write (clinic, insert_work, booking);
  rows = list_audit (clinic, place.patient_id[1]);
  g_assert_cmpint (rows->len, ==, 2);
  g_assert_cmpstr (((CtAuditRow *) rows->pdata[0])->table, ==, "appointment");
}

static gpointer
half_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");

  g_assert_true (ct_unit_insert (unit, patient, error));
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, "No.");
  return NULL;
}

static void
test_what_came_to_nothing_leaves_no_row (Clinic *clinic)
{
  g_autoptr (CtAuditCheck) check = NULL;

  fill (clinic);
  clinic_write_fails (clinic, half_work, NULL, CT_ERROR_DENIED);
  check = verify (clinic);
  g_assert_cmpint (check->rows, ==, 12);
  g_assert_cmpint (check->broken_id, ==, 0);
}

static void
test_the_database_refuses_to_change_or_delete_a_row (Clinic *clinic)
{
  g_autoptr (CtDatabase) database = NULL;
  const char *const attempts[] = { "UPDATE audit SET detail = 'x' WHERE id = 3", "DELETE FROM audit WHERE id = 12",
                                   "DELETE FROM audit_head", "TRUNCATE audit", "TRUNCATE audit_head" };
  gsize n = clinic->engine->on_server ? G_N_ELEMENTS (attempts) : 3;

  fill (clinic);
  database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ct_database_script (database, attempts[i], &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
    }
}

/* Somebody with the key and another program takes the triggers away first. */
static void
tamper (Clinic *clinic, const char *sql, gint64 broken_id)
{
  const char *triggers = clinic->engine->on_server ? "ALTER TABLE audit DISABLE TRIGGER USER;"
                                                   : "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;";
  g_autofree char *all = g_strconcat (triggers, sql, NULL);
  g_autoptr (CtAuditCheck) check = NULL;

  fill (clinic);
  clinic_sql (clinic, all);
  check = verify (clinic);
  g_assert_cmpint (check->broken_id, ==, broken_id);
  g_assert_true (g_str_has_suffix (check->reason, "."));
}

#define TAMPERING(name, sql, broken_id) \
  static void test_##name (Clinic *clinic) { tamper (clinic, sql, broken_id); }

TAMPERING (a_changed_detail_shows, "UPDATE audit SET detail = 'charts' WHERE id = 7", 7)
TAMPERING (a_changed_name_shows, "UPDATE audit SET user_name = 'bob' WHERE id = 1", 1)
TAMPERING (a_changed_time_shows, "UPDATE audit SET at_us = at_us + 1 WHERE id = 12", 12)
TAMPERING (a_detail_taken_away_shows, "UPDATE audit SET detail = NULL WHERE id = 5", 5)
TAMPERING (a_text_moved_between_columns_shows,
           "UPDATE audit SET user_name = 'an', workstation = 'afront desk' WHERE id = 4", 4)
TAMPERING (a_deleted_row_shows, "DELETE FROM audit WHERE id = 6", 7)
TAMPERING (a_deleted_first_row_shows, "DELETE FROM audit WHERE id = 1", 2)
TAMPERING (a_row_put_in_shows,
           "UPDATE audit SET id = id + 100 WHERE id > 6; INSERT INTO audit SELECT 7, at_us, user_id, user_name, workstation,"
           " act, table_name, record_id, patient_id, detail, hash FROM audit WHERE id = 6;"
           " UPDATE audit SET id = id - 99 WHERE id > 100;", 7)
TAMPERING (swapped_rows_show, "UPDATE audit SET id = 99 WHERE id = 4; UPDATE audit SET id = 4 WHERE id = 5;"
                              " UPDATE audit SET id = 5 WHERE id = 99", 4)
TAMPERING (a_cut_off_end_shows, "DELETE FROM audit WHERE id > 9", 10)
TAMPERING (a_wiped_audit_shows, "DELETE FROM audit", 1)
TAMPERING (a_row_added_at_the_end_shows,
           "INSERT INTO audit SELECT 13, at_us, user_id, user_name, workstation, act, table_name, record_id, patient_id,"
           " detail, hash FROM audit WHERE id = 12", 13)
TAMPERING (a_moved_end_shows, "UPDATE audit_head SET last_id = 11", 12)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
  CHECK (a_whole_chain_verifies);
  CHECK (the_head_is_the_last_act_with_its_time);
  CHECK (changes_are_told_field_by_field);
  CHECK (what_belongs_to_a_patient_is_listed_with_the_patient);
  CHECK (what_came_to_nothing_leaves_no_row);
  CHECK (the_database_refuses_to_change_or_delete_a_row);
  CHECK (a_changed_detail_shows);
  CHECK (a_changed_name_shows);
  CHECK (a_changed_time_shows);
  CHECK (a_detail_taken_away_shows);
  CHECK (a_text_moved_between_columns_shows);
  CHECK (a_deleted_row_shows);
  CHECK (a_deleted_first_row_shows);
  CHECK (a_row_put_in_shows);
  CHECK (swapped_rows_show);
  CHECK (a_cut_off_end_shows);
  CHECK (a_wiped_audit_shows);
  CHECK (a_row_added_at_the_end_shows);
  CHECK (a_moved_end_shows);
  return g_test_run ();
}
