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
  g_assert_cmpint (check->broken, ==, CT_AUDIT_WHOLE);
  g_assert_true (check->complete);
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

/* ---- Searching ---- */

typedef struct
{
  CtAuditFilter *filter;
  CtAuditPlace  *after;
  int            limit;
  GPtrArray     *rows;
} SearchWork;

static gpointer
search_work (CtUnit *unit, gpointer data, GError **error)
{
  SearchWork *call = data;

  call->rows = ct_audit_search (unit, call->filter, call->after, call->limit, error);
  return call->rows != NULL ? CT_WORK_DONE : NULL;
}

static GPtrArray *
search (Clinic *clinic, CtAuditFilter *filter)
{
  SearchWork call = { filter, NULL, 100, NULL };

  clinic_read (clinic, search_work, &call);
  return call.rows;
}

static guint
count_found (Clinic *clinic, CtAuditFilter *filter)
{
  g_autoptr (GPtrArray) rows = search (clinic, filter);

  return rows->len;
}

static void
fill_for_search (Clinic *clinic, gint64 *reyes_id)
{
  g_autoptr (CtPatient) reyes = make_patient ("Reyes", "Marisol");
  g_autoptr (CtPatient) okafor = make_patient ("Okafor", "Tobe");

  fill (clinic);
  clinic->now_us += 60 * CT_USEC_PER_MINUTE;
  clinic_write (clinic, insert_work, reyes);
  clinic_write (clinic, insert_work, okafor);
  *reyes_id = CT_RECORD (reyes)->id;
}

/* Every filter alone and the narrowest with the others: each goes by another index and must find the same. */
static void
test_filters_find_the_same_by_every_index (Clinic *clinic)
{
  g_autoptr (CtAuditFilter) filter = ct_audit_filter_new ();
  g_autoptr (GPtrArray) rows = NULL;
  gint64 reyes;

  fill_for_search (clinic, &reyes);
  g_assert_cmpuint (count_found (clinic, filter), ==, 14);
  filter->table = g_strdup ("patient");
  g_assert_cmpuint (count_found (clinic, filter), ==, 14);
  filter->act = g_strdup ("created");
  g_assert_cmpuint (count_found (clinic, filter), ==, 2);
  filter->user_id = 1;
  g_assert_cmpuint (count_found (clinic, filter), ==, 2);
  filter->patient_id = reyes;
  rows = search (clinic, filter);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((CtAuditRow *) rows->pdata[0])->patient_name, ==, "Reyes, Marisol");
  filter->user_id = 99;
  g_assert_cmpuint (count_found (clinic, filter), ==, 0);
}

static void
test_a_period_and_words_narrow_a_search (Clinic *clinic)
{
  g_autoptr (CtAuditFilter) filter = ct_audit_filter_new ();
  gint64 begun_us = clinic->now_us;
  gint64 reyes;

  fill_for_search (clinic, &reyes);
  filter->from_us = begun_us + 1;
  g_assert_cmpuint (count_found (clinic, filter), ==, 2);
  filter->from_us = 0;
  filter->until_us = begun_us;
  g_assert_cmpuint (count_found (clinic, filter), ==, 0);
  filter->until_us = begun_us + 1;
  g_assert_cmpuint (count_found (clinic, filter), ==, 12);
  filter->text = g_strdup ("CHART");
  g_assert_cmpuint (count_found (clinic, filter), ==, 4);
  g_free (filter->text);
  filter->text = g_strdup ("%");
  g_assert_cmpuint (count_found (clinic, filter), ==, 0);
}

static void
test_a_search_goes_on_page_by_page (Clinic *clinic)
{
  g_autoptr (CtAuditFilter) filter = ct_audit_filter_new ();
  CtAuditPlace place = { 0, 0 };
  SearchWork call = { filter, NULL, 5, NULL };
  gint64 reyes, expected = 14;

  fill_for_search (clinic, &reyes);
  for (guint n = 5; n == 5;)
    {
      clinic_read (clinic, search_work, &call);
      n = call.rows->len;
      for (guint i = 0; i < n; i++)
        {
          const CtAuditRow *row = call.rows->pdata[i];

          g_assert_cmpint (row->id, ==, expected--);
          place = (CtAuditPlace) { row->at_us, row->id };
        }
      call.after = &place;
      g_ptr_array_unref (call.rows);
    }
  g_assert_cmpint (expected, ==, 0);
}

static gpointer
group_work (CtUnit *unit, gpointer data, GError **error)
{
  SearchWork *call = data;

  call->rows = ct_audit_group (unit, call->filter, error);
  return call->rows != NULL ? CT_WORK_DONE : NULL;
}

static void
test_who_and_whom_are_counted (Clinic *clinic)
{
  g_autoptr (CtAuditFilter) filter = ct_audit_filter_new ();
  SearchWork call = { filter, NULL, 0, NULL };
  const CtAuditGroup *group;
  gint64 reyes;

  fill_for_search (clinic, &reyes);
  filter->user_id = 1;
  clinic_read (clinic, group_work, &call);
  g_assert_cmpuint (call.rows->len, ==, 3);
  group = call.rows->pdata[2];
  g_assert_cmpint (group->id, ==, 3);
  g_assert_cmpint (group->n, ==, 12);
  g_assert_null (group->name);
  g_ptr_array_unref (call.rows);
  filter->user_id = 0;
  filter->patient_id = reyes;
  clinic_read (clinic, group_work, &call);
  g_assert_cmpuint (call.rows->len, ==, 1);
  group = call.rows->pdata[0];
  g_assert_cmpstr (group->name, ==, "ana");
  g_assert_cmpint (group->first_us, ==, clinic->now_us);
  g_ptr_array_unref (call.rows);
}

static gpointer
words_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) acts = ct_audit_words (unit, FALSE, error);
  g_autoptr (GPtrArray) tables = ct_audit_words (unit, TRUE, error);

  g_assert_cmpuint (acts->len, ==, 2);
  g_assert_cmpstr (acts->pdata[0], ==, "created");
  g_assert_cmpstr (acts->pdata[1], ==, "opened");
  g_assert_cmpuint (tables->len, ==, 1);
  return CT_WORK_DONE;
}

static void
test_acts_and_tables_can_be_chosen_from_what_there_is (Clinic *clinic)
{
  gint64 reyes;

  fill_for_search (clinic, &reyes);
  clinic_read (clinic, words_work, NULL);
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
forge (Clinic *clinic, const char *sql)
{
  const char *triggers = clinic->engine->on_server ? "ALTER TABLE audit DISABLE TRIGGER USER;"
                                                   : "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;";
  g_autofree char *all = g_strconcat (triggers, sql, NULL);

  clinic_sql (clinic, all);
}

static void
tamper (Clinic *clinic, const char *sql, CtAuditBreak broken, gint64 broken_id, const char *says)
{
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  g_autoptr (CtAuditCheck) check = NULL;
  g_autofree char *sentence = NULL;

  fill (clinic);
  forge (clinic, sql);
  check = verify (clinic);
  sentence = ct_audit_check_describe (check, zone);
  g_assert_cmpint (check->broken, ==, broken);
  g_assert_cmpint (check->broken_id, ==, broken_id);
  g_assert_true (check->complete);
  if (strstr (sentence, says) == NULL)
    g_error ("“%s” does not say “%s”", sentence, says);
  g_assert_true (g_str_has_suffix (sentence, "."));
}

#define TAMPERING(name, sql, broken, broken_id, says) \
  static void test_##name (Clinic *clinic) { tamper (clinic, sql, broken, broken_id, says); }

/* Rows from @first on, numbered anew by @by, as somebody would who closes a gap or makes one. */
#define SHIFT(first, by) \
  "UPDATE audit SET id = id + 1000 WHERE id >= " #first "; UPDATE audit SET id = id - 1000 + (" #by ") WHERE id > 1000;"
#define COPY(from, to) \
  "INSERT INTO audit SELECT " #to ", at_us, user_id, user_name, workstation, act, table_name, record_id, patient_id, detail," \
  " hash FROM audit WHERE id = " #from ";"
#define SWAP(a, b) \
  "UPDATE audit SET id = 99 WHERE id = " #a "; UPDATE audit SET id = " #a " WHERE id = " #b ";" \
  "UPDATE audit SET id = " #b " WHERE id = 99;"

TAMPERING (a_changed_detail_shows, "UPDATE audit SET detail = 'charts' WHERE id = 7", CT_AUDIT_CHANGED, 7, "Row 7 of ")
TAMPERING (a_changed_name_shows, "UPDATE audit SET user_name = 'bob' WHERE id = 1", CT_AUDIT_CHANGED, 1, "was changed")
TAMPERING (a_changed_time_shows, "UPDATE audit SET at_us = at_us + 1 WHERE id = 12", CT_AUDIT_CHANGED, 12, "Row 12 of ")
TAMPERING (a_detail_taken_away_shows, "UPDATE audit SET detail = NULL WHERE id = 5", CT_AUDIT_CHANGED, 5, "was changed")
TAMPERING (a_text_moved_between_columns_shows,
           "UPDATE audit SET user_name = 'an', workstation = 'afront desk' WHERE id = 4", CT_AUDIT_CHANGED, 4, "was changed")
TAMPERING (a_deleted_row_shows, "DELETE FROM audit WHERE id = 6", CT_AUDIT_MISSING, 6, "Row 6 is missing")
TAMPERING (deleted_rows_show, "DELETE FROM audit WHERE id BETWEEN 6 AND 8", CT_AUDIT_MISSING, 6, "Rows 6 to 8 are missing")
TAMPERING (a_deleted_first_row_shows, "DELETE FROM audit WHERE id = 1", CT_AUDIT_MISSING, 1, "Row 1 is missing")
TAMPERING (a_deleted_row_shows_though_the_rest_was_numbered_anew,
           "DELETE FROM audit WHERE id = 6;" SHIFT (7, -1) "UPDATE audit_head SET last_id = 11", CT_AUDIT_TAKEN_OUT, 6,
           "1 row was taken out before row 6")
TAMPERING (a_row_put_in_shows, SHIFT (7, 1) COPY (6, 7), CT_AUDIT_PUT_IN, 7, "Row 7 of ")
TAMPERING (a_row_put_in_before_the_last_shows, SHIFT (12, 1) COPY (6, 12) "UPDATE audit_head SET last_id = 13",
           CT_AUDIT_PUT_IN, 12, "was put in later")
TAMPERING (rows_put_in_show, SHIFT (7, 3) COPY (1, 7) COPY (2, 8) COPY (3, 9), CT_AUDIT_PUT_IN, 7, "Rows 7 to 9 were put in")
TAMPERING (swapped_rows_show, SWAP (4, 5), CT_AUDIT_MOVED, 4, "is not in its place")
TAMPERING (swapped_rows_far_apart_show, SWAP (2, 9), CT_AUDIT_MOVED, 2, "in another order")
TAMPERING (swapped_last_rows_show, SWAP (11, 12), CT_AUDIT_MOVED, 11, "Row 11 of ")
TAMPERING (a_cut_off_end_shows, "DELETE FROM audit WHERE id > 9", CT_AUDIT_CUT_OFF, 10, "row 10 and what came after it")
TAMPERING (a_wiped_audit_shows, "DELETE FROM audit", CT_AUDIT_CUT_OFF, 1, "cut off")
TAMPERING (a_row_added_at_the_end_shows, COPY (12, 13), CT_AUDIT_ADDED, 13, "after the noted end")
TAMPERING (a_moved_end_shows, "UPDATE audit_head SET last_id = 11", CT_AUDIT_ADDED, 12, "Row 12")
TAMPERING (another_end_shows, "UPDATE audit_head SET hash = 'ab'", CT_AUDIT_OTHER_END, 12, "not what was noted")

/* ---- In pieces, and against a head that was kept ---- */

typedef struct
{
  const CtAuditHead *wanted;
  int                limit;
  CtAuditCheck      *check;
} PieceCall;

static gpointer
piece_work (CtUnit *unit, gpointer data, GError **error)
{
  PieceCall *call = data;
  CtAuditCheck *check = ct_audit_verify_on (unit, call->check, call->wanted, call->limit, error);

  if (check == NULL)
    return NULL;
  ct_audit_check_free (call->check);
  call->check = check;
  return CT_WORK_DONE;
}

static CtAuditCheck *
verify_in_pieces (Clinic *clinic, const CtAuditHead *wanted, int limit, int *n_pieces)
{
  PieceCall call = { wanted, limit, NULL };
  int n = 0;

  for (; call.check == NULL || !call.check->complete; n++)
    clinic_read (clinic, piece_work, &call);
  if (n_pieces != NULL)
    *n_pieces = n;
  return call.check;
}

static void
test_a_check_goes_on_where_it_stopped (Clinic *clinic)
{
  g_autoptr (CtAuditCheck) whole = NULL;
  g_autoptr (CtAuditCheck) broken = NULL;
  g_autoptr (CtAuditCheck) at_once = NULL;
  int n;

  fill (clinic);
  at_once = verify (clinic);
  whole = verify_in_pieces (clinic, NULL, 5, &n);
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpint (whole->rows, ==, 12);
  g_assert_cmpint (whole->noted, ==, 12);
  g_assert_cmpstr (whole->head, ==, at_once->head);
  forge (clinic, "UPDATE audit SET detail = 'x' WHERE id = 8");
  broken = verify_in_pieces (clinic, NULL, 5, &n);
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpint (broken->broken_id, ==, 8);
}

static void
test_a_check_finds_what_was_done_meanwhile (Clinic *clinic)
{
  PieceCall call = { NULL, 5, NULL };
  g_autoptr (CtAuditCheck) check = NULL;

  fill (clinic);
  clinic_read (clinic, piece_work, &call);
  clinic_write (clinic, act_work, (gpointer) "meanwhile");
  while (!call.check->complete)
    clinic_read (clinic, piece_work, &call);
  check = call.check;
  g_assert_cmpint (check->broken, ==, CT_AUDIT_WHOLE);
  g_assert_cmpint (check->rows, ==, 13);
}

static void
test_a_head_that_was_kept_proves_what_came_before_it (Clinic *clinic)
{
  g_autoptr (CtAuditHead) kept = NULL;
  g_autoptr (CtAuditCheck) good = NULL;
  g_autoptr (CtAuditCheck) forged = NULL;
  g_autoptr (CtAuditCheck) shorter = NULL;
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  g_autofree char *says = NULL;

  fill (clinic);
  clinic_read (clinic, head_work, &kept);
  fill (clinic);
  good = verify_in_pieces (clinic, kept, 7, NULL);
  g_assert_cmpint (good->answer, ==, CT_AUDIT_HEAD_FITS);
  says = ct_audit_check_describe_head (good, kept, zone);
  g_assert_true (g_str_has_prefix (says, "Yes: this was the head after row 12"));
  /* Somebody who has the key empties the audit, and lets it be sealed from the beginning. */
  forge (clinic, "DELETE FROM audit; UPDATE audit_head SET last_id = 0, hash = ''");
  clinic->now_us += G_USEC_PER_SEC;
  clinic_write (clinic, act_work, NULL);
  shorter = verify_in_pieces (clinic, kept, 100, NULL);
  g_assert_cmpint (shorter->answer, ==, CT_AUDIT_HEAD_BEYOND);
  fill (clinic);
  forged = verify_in_pieces (clinic, kept, 100, NULL);
  g_assert_cmpint (forged->broken, ==, CT_AUDIT_WHOLE);
  g_assert_cmpint (forged->answer, ==, CT_AUDIT_HEAD_DIFFERS);
}

static void
test_nothing_is_proved_behind_a_break (Clinic *clinic)
{
  g_autoptr (CtAuditHead) kept = NULL;
  g_autoptr (CtAuditCheck) check = NULL;

  fill (clinic);
  clinic_read (clinic, head_work, &kept);
  forge (clinic, "UPDATE audit SET detail = 'x' WHERE id = 8");
  check = verify_in_pieces (clinic, kept, 100, NULL);
  g_assert_cmpint (check->answer, ==, CT_AUDIT_HEAD_UNPROVEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
  CHECK (a_whole_chain_verifies);
  CHECK (the_head_is_the_last_act_with_its_time);
  CHECK (changes_are_told_field_by_field);
  CHECK (what_belongs_to_a_patient_is_listed_with_the_patient);
  CHECK (filters_find_the_same_by_every_index);
  CHECK (a_period_and_words_narrow_a_search);
  CHECK (a_search_goes_on_page_by_page);
  CHECK (who_and_whom_are_counted);
  CHECK (acts_and_tables_can_be_chosen_from_what_there_is);
  CHECK (what_came_to_nothing_leaves_no_row);
  CHECK (the_database_refuses_to_change_or_delete_a_row);
  CHECK (a_changed_detail_shows);
  CHECK (a_changed_name_shows);
  CHECK (a_changed_time_shows);
  CHECK (a_detail_taken_away_shows);
  CHECK (a_text_moved_between_columns_shows);
  CHECK (a_deleted_row_shows);
  CHECK (deleted_rows_show);
  CHECK (a_deleted_first_row_shows);
  CHECK (a_deleted_row_shows_though_the_rest_was_numbered_anew);
  CHECK (a_row_put_in_shows);
  CHECK (a_row_put_in_before_the_last_shows);
  CHECK (rows_put_in_show);
  CHECK (swapped_rows_show);
  CHECK (swapped_rows_far_apart_show);
  CHECK (swapped_last_rows_show);
  CHECK (a_cut_off_end_shows);
  CHECK (a_wiped_audit_shows);
  CHECK (a_row_added_at_the_end_shows);
  CHECK (a_moved_end_shows);
  CHECK (another_end_shows);
  CHECK (a_check_goes_on_where_it_stopped);
  CHECK (a_check_finds_what_was_done_meanwhile);
  CHECK (a_head_that_was_kept_proves_what_came_before_it);
  CHECK (nothing_is_proved_behind_a_break);
  return g_test_run ();
}
