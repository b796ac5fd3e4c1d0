/* Records go in and come back as they were; changes meet; places are booked once. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-desk-records.h"
#include "domain/ct-list-records.h"
#include "domain/ct-record-types.h"
#include "domain/ct-signature.h"
#include "domain/ct-visit-records.h"
#include "store-test.h"
#include "store/ct-database.h"
#include "store/ct-queries.h"
#include "store/ct-record-sql.h"

static char *
random_text (gint64 limit, gboolean one_line)
{
  static const char *const letters[] = { "a", "Z", "é", "ß", "'", "\"", ";", "--", "%", "<b>", "\n", "漢", "🙂", "\t", "$1",
                                         "\u202e", "x", "y", "z", "0" };
  gint64 length = g_test_rand_int_range (1, (gint32) CLAMP (limit, 2, 300));
  GString *text = g_string_new ("t");

  /* Some texts must not be there twice. */
  if (limit >= 12)
    g_string_append_printf (text, "%08x", (guint) g_test_rand_int ());

  while (g_utf8_strlen (text->str, -1) + 5 < length)
    g_string_append (text, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
  if (one_line)
    g_strdelimit (text->str, "\n\t", ' ');
  return g_string_free (text, FALSE);
}

static void
set_random (CtRecord *record, const CtField *field)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 noise[64];
  CtValue value = CT_NULL_VALUE;

  switch (field->kind)
    {
    case CT_FIELD_KIND_TEXT:
      text = random_text (field->limit > 0 ? field->limit : 300, !(field->flags & CT_LONG));
      value = ct_value_text (text);
      break;
    case CT_FIELD_KIND_BYTES:
      for (guint i = 0; i < sizeof noise; i++)
        noise[i] = (guint8) g_test_rand_int ();
      bytes = g_bytes_new (noise, sizeof noise);
      value = ct_value_bytes (bytes);
      break;
    case CT_FIELD_KIND_TIME:
      value = ct_value_int ((gint64) g_test_rand_int () * G_MAXINT32 + g_test_rand_int ());
      break;
    case CT_FIELD_KIND_DATE:
      value = ct_value_int (g_test_rand_int_range (-40000, 40000));
      break;
    case CT_FIELD_KIND_REF:
      return;
    default:
      value = ct_value_int (g_test_rand_int_range (1, (gint32) field->limit + 1));
    }
  ct_record_set_value (record, field, &value);
}

/* Only what the database itself asks of a booking or of opening hours. */
static void
make_possible (CtRecord *record)
{
  if (G_OBJECT_TYPE (record) == CT_TYPE_APPOINTMENT)
    {
      CT_APPOINTMENT (record)->minute = g_test_rand_int_range (0, 1439);
      CT_APPOINTMENT (record)->minutes = g_test_rand_int_range (1, 1440 - CT_APPOINTMENT (record)->minute + 1);
    }
  if (G_OBJECT_TYPE (record) == CT_TYPE_OPENING)
    {
      CT_OPENING (record)->weekday = g_test_rand_int_range (1, 8);
      CT_OPENING (record)->from_minute = g_test_rand_int_range (0, 700);
      CT_OPENING (record)->to_minute = g_test_rand_int_range (701, 1441);
    }
  if (G_OBJECT_TYPE (record) == CT_TYPE_LEAVE)
    {
      CT_LEAVE (record)->last_day = CT_LEAVE (record)->first_day + g_test_rand_int_range (0, 60);
      CT_LEAVE (record)->to_minute = CT_LEAVE (record)->from_minute + 1;
    }
  if (G_OBJECT_TYPE (record) == CT_TYPE_LIST_NOTE)
    CT_LIST_NOTE (record)->subject_id = g_test_rand_int_range (1, 1000);
  if (G_OBJECT_TYPE (record) == CT_TYPE_HELD_TIME)
    CT_HELD_TIME (record)->to_minute = CT_HELD_TIME (record)->from_minute + 1;
  if (G_OBJECT_TYPE (record) == CT_TYPE_SIGNATURE)
    CT_SIGNATURE (record)->document_id = 0;
}

static void
set_reference (CtRecord *record, const char *name, gint64 id)
{
  const CtField *field = ct_record_find_field (record, name);
  const CtValue value = ct_value_int (id);

  if (field != NULL)
    ct_record_set_value (record, field, &value);
}

static CtRecord *
random_record (GType type, GHashTable *ids)
{
  CtRecord *record = g_object_new (type, NULL);
  GHashTableIter iter;
  gpointer name, id;
  guint n;
  const CtField *fields = ct_record_fields (record, &n);

  for (guint i = 0; i < n; i++)
    set_random (record, &fields[i]);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &name, &id))
    {
      g_autofree char *reference = g_strconcat (name, "_id", NULL);

      set_reference (record, reference, GPOINTER_TO_INT (id));
    }
  set_reference (record, "user_id", GPOINTER_TO_INT (g_hash_table_lookup (ids, "app_user")));
  make_possible (record);
  return record;
}

static gpointer
round_trip_work (CtUnit *unit, gpointer data, GError **error)
{
  GHashTable *ids = data;

  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    {
      g_autoptr (CtRecord) record = random_record (*type, ids);
      g_autoptr (CtRecord) back = NULL;
      g_autoptr (CtRecord) changed = NULL;

      ct_unit_insert (unit, record, error);
      g_assert_no_error (*error);
      g_assert_cmpint (record->revision, ==, 1);
      back = ct_unit_get (unit, *type, record->id, error);
      g_assert_true (ct_record_equal (record, back));
      g_assert_cmpint (back->revision, ==, 1);
      g_hash_table_insert (ids, (gpointer) ct_record_table (record), GINT_TO_POINTER ((int) record->id));
      /* Nobody changes a stamp, or what was signed; that it is refused is told elsewhere. */
      if (*type == CT_TYPE_SIGNATURE || *type == CT_TYPE_VISIT_STEP)
        continue;
      changed = random_record (*type, ids);
      changed->id = record->id;
      changed->revision = 1;
      ct_unit_update (unit, changed, error);
      g_assert_no_error (*error);
      g_clear_object (&back);
      back = ct_unit_get (unit, *type, record->id, error);
      g_assert_true (ct_record_equal (changed, back));
      g_assert_cmpint (back->revision, ==, 2);
      g_assert_cmpint (changed->revision, ==, 2);
    }
  return CT_WORK_DONE;
}

static void
test_every_record_comes_back_as_it_was_stored (Clinic *clinic)
{
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      clinic_write (clinic, round_trip_work, ids);
    }
}

/* What the database keeps of its own accord stands after the fields of a record. */
static const char *const kept_columns[] = { "last_given", NULL };

static void
assert_columns (CtDatabase *database, GType type)
{
  g_autoptr (CtRecord) record = g_object_new (type, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", ct_record_table (record));
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCursor) cursor = ct_database_query (database, NULL, sql, NULL, 0, &error);
  guint n;
  const CtField *fields = ct_record_fields (record, &n);

  g_assert_no_error (error);
  g_assert_cmpstr (ct_cursor_column_name (cursor, 0), ==, "id");
  g_assert_cmpstr (ct_cursor_column_name (cursor, 1), ==, "revision");
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (ct_cursor_column_name (cursor, (int) i + 2), ==, fields[i].name);
  for (int i = (int) n + 2; i < (int) ct_cursor_n_columns (cursor); i++)
    g_assert_true (g_strv_contains (kept_columns, ct_cursor_column_name (cursor, i)));
}

static void
test_every_field_has_its_column (Clinic *clinic)
{
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);

  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    assert_columns (database, *type);
}

static void
test_every_named_query_is_good_sql (Clinic *clinic)
{
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  g_auto (GStrv) names = ct_queries_list ();

  g_assert_cmpint (g_strv_length (names), >, 20);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      ct_database_prepare (database, names[i], ct_queries_find (names[i]), &error);
      g_test_message ("%s", names[i]);
      g_assert_no_error (error);
    }
}

static void
assert_record_sql (CtDatabase *database, const CtRecordSql *sql)
{
  g_autoptr (GError) error = NULL;

  ct_database_prepare (database, sql->insert_name, sql->insert, &error);
  g_assert_no_error (error);
  ct_database_prepare (database, sql->update_name, sql->update, &error);
  g_assert_no_error (error);
  ct_database_prepare (database, sql->get_name, sql->get, &error);
  g_assert_no_error (error);
}

static void
test_every_statement_of_a_record_is_good_sql (Clinic *clinic)
{
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);

  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    {
      assert_record_sql (database, ct_record_sql (*type, TRUE));
      assert_record_sql (database, ct_record_sql (*type, FALSE));
    }
}

/* These are for everybody, and say so in their names. */
static gboolean
reads_all (const char *name)
{
  return g_strv_contains ((const char *const[]) { "patient.count", "patient.ids-by-name", "search.all-patients",
                                                  "search.clear-names", "search.clear-keys", "search.clear-words",
                                                  "search.clear-slips", "signature.all", NULL },
                          name);
}

static void
assert_no_scan (CtDatabase *database, const char *name)
{
  static const char *const small[] = { "clinic", "site", "chair", "opening", "closure", "site_floor", "staff_leave", "held_time",
                                       "app_user", "role_rule", "list_rules", "color_choice", "staff_busy", "message_template", "setting", "news", "presence",
                                       "CONSTANT", "(subquery-1)", "(subquery-2)", "latest", "word", "g", NULL };
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", ct_queries_find (name), NULL);
  const CtValue params[64] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCursor) cursor = ct_database_query (database, NULL, sql, params, G_N_ELEMENTS (params), &error);

  g_assert_no_error (error);
  while (ct_cursor_next (cursor, &error) > 0)
    {
      g_auto (GStrv) words = g_strsplit (ct_cursor_value (cursor, 3).text, " ", -1);

      if (strcmp (words[0], "SCAN") == 0 && !g_strv_contains (small, words[1]))
        g_error ("“%s” reads all of %s.", name, words[1]);
    }
}

static void
test_no_named_query_reads_a_large_table_from_end_to_end (Clinic *clinic)
{
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  g_auto (GStrv) names = ct_queries_list ();

  for (guint i = 0; names[i] != NULL; i++)
    if (!reads_all (names[i]))
      assert_no_scan (database, names[i]);
}

static gpointer
missing_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_get (unit, CT_TYPE_PATIENT, 4711, error);
}

static gpointer
update_missing_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtPatient) patient = make_patient ("Nobody", NULL);

  CT_RECORD (patient)->id = 4711;
  CT_RECORD (patient)->revision = 1;
  return ct_unit_update (unit, patient, error) ? CT_WORK_DONE : NULL;
}

static void
test_who_is_not_there_is_said_so (Clinic *clinic)
{
  clinic_write_fails (clinic, missing_work, NULL, CT_ERROR_NOT_FOUND);
  clinic_write_fails (clinic, update_missing_work, NULL, CT_ERROR_NOT_FOUND);
}

static void
test_of_two_changes_to_one_record_the_second_is_a_conflict (Clinic *clinic)
{
  g_autoptr (CtPatient) mine = make_patient ("Reyes", "Marisol");
  g_autoptr (CtPatient) yours = NULL;

  clinic_write (clinic, insert_work, mine);
  yours = ct_record_copy (mine);
  g_free (yours->given_names);
  yours->given_names = g_strdup ("Mari");
  clinic_write (clinic, update_work, yours);
  mine->weight_g = 70000;
  clinic_write_fails (clinic, update_work, mine, CT_ERROR_CONFLICT);
  g_assert_cmpint (CT_RECORD (mine)->revision, ==, 1);
  g_assert_cmpint (CT_RECORD (yours)->revision, ==, 2);
}

static void
test_saving_without_a_change_leaves_no_trace (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  gint64 audited;

  clinic_write (clinic, insert_work, patient);
  audited = clinic_number (clinic, "audit.last-id");
  clinic_write (clinic, update_work, patient);
  g_assert_cmpint (clinic_number (clinic, "audit.last-id"), ==, audited);
  g_assert_cmpint (CT_RECORD (patient)->revision, ==, 1);
}

static void
test_a_record_number_belongs_to_one_patient (Clinic *clinic)
{
  g_autoptr (CtPatient) a = make_patient ("Reyes", "Marisol");
  g_autoptr (CtPatient) b = make_patient ("Okafor", "Tunde");

  a->mrn = g_strdup ("CT-7");
  b->mrn = g_strdup ("CT-7");
  clinic_write (clinic, insert_work, a);
  clinic_write_fails (clinic, insert_work, b, CT_ERROR_TAKEN);
  g_assert_cmpint (CT_RECORD (b)->id, ==, 0);
}

static void
test_what_breaks_its_field_table_is_not_stored (Clinic *clinic)
{
  g_autoptr (CtPatient) nameless = make_patient (NULL, "Marisol");
  g_autoptr (CtPatient) endless = make_patient (NULL, NULL);
  g_autoptr (CtPatient) garbled = make_patient ("R\xff\xfe", NULL);

  endless->family_name = g_strnfill (10 * 1000 * 1000, 'x');
  clinic_write_fails (clinic, insert_work, nameless, CT_ERROR_INVALID);
  clinic_write_fails (clinic, insert_work, endless, CT_ERROR_INVALID);
  clinic_write_fails (clinic, insert_work, garbled, CT_ERROR_INVALID);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 0);
}

static void
assert_refused (Clinic *clinic, CtAppointment *booking, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_store_write (clinic->store, insert_work, booking, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_a_chair_is_given_to_one_at_a_time (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) first = NULL, same = NULL, inside = NULL, before = NULL, after = NULL, beside = NULL;

  clinic_furnish (clinic, &place);
  first = make_booking (&place, 1, 0, 20000, 600, 50);
  same = make_booking (&place, 1, 1, 20000, 600, 50);
  inside = make_booking (&place, 1, 1, 20000, 649, 60);
  before = make_booking (&place, 1, 1, 20000, 540, 60);
  after = make_booking (&place, 1, 1, 20000, 650, 60);
  beside = make_booking (&place, 0, 2, 20000, 600, 50);
  clinic_write (clinic, insert_work, first);
  assert_refused (clinic, same, "Chair 2 is taken at 10:00 (T. Okafor until 10:50).");
  assert_refused (clinic, inside, "Chair 2 is taken at 10:00 (T. Okafor until 10:50).");
  clinic_write (clinic, insert_work, before);
  clinic_write (clinic, insert_work, after);
  clinic_write (clinic, insert_work, beside);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM claim"), ==, 8);
}

static void
test_a_patient_is_in_one_chair_at_a_time (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) here = NULL, there = NULL;

  clinic_furnish (clinic, &place);
  here = make_booking (&place, 0, 0, 20000, 600, 50);
  there = make_booking (&place, 1, 0, 20000, 630, 50);
  clinic_write (clinic, insert_work, here);
  assert_refused (clinic, there, "T. Okafor has another visit at 10:00, until 10:50 (Chair 1).");
}

static void
test_a_cancelled_booking_frees_its_chair_and_takes_it_again_only_if_free (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) first = NULL, second = NULL;

  clinic_furnish (clinic, &place);
  first = make_booking (&place, 0, 0, 20000, 600, 50);
  second = make_booking (&place, 0, 1, 20000, 600, 50);
  clinic_write (clinic, insert_work, first);
  g_free (first->status);
  first->status = g_strdup (CT_APPOINTMENT_CANCELLED);
  clinic_write (clinic, update_work, first);
  clinic_write (clinic, insert_work, second);
  g_free (first->status);
  first->status = g_strdup (CT_APPOINTMENT_BOOKED);
  clinic_write_fails (clinic, update_work, first, CT_ERROR_TAKEN);
  second->minute = 700;
  clinic_write (clinic, update_work, second);
  clinic_write (clinic, update_work, first);
}

static void
test_a_stamp_of_a_visit_is_never_changed (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) booking = NULL;
  g_autoptr (CtVisitStep) stamp = ct_visit_step_new ();

  clinic_furnish (clinic, &place);
  booking = make_booking (&place, 0, 0, 20000, 600, 50);
  clinic_write (clinic, insert_work, booking);
  stamp->appointment_id = CT_RECORD (booking)->id;
  stamp->patient_id = booking->patient_id;
  stamp->step = g_strdup ("arrived");
  stamp->at_us = 5;
  clinic_write (clinic, insert_work, stamp);
  stamp->at_us = 6;
  clinic_write_fails (clinic, update_work, stamp, CT_ERROR_DENIED);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT sum(at_us) FROM visit_step"), ==, 5);
}

static void
test_a_booking_may_move_over_its_own_time (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) booking = NULL;

  clinic_furnish (clinic, &place);
  booking = make_booking (&place, 0, 0, 20000, 600, 50);
  clinic_write (clinic, insert_work, booking);
  booking->minute = 610;
  clinic_write (clinic, update_work, booking);
  booking->minutes = 20;
  clinic_write (clinic, update_work, booking);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT sum(to_minute - from_minute) FROM claim"), ==, 40);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM claim WHERE from_minute = 610"), ==, 2);
}

static void
test_a_booking_stays_within_its_day (Clinic *clinic)
{
  Place place;
  g_autoptr (CtAppointment) late = NULL, empty = NULL;

  clinic_furnish (clinic, &place);
  late = make_booking (&place, 0, 0, 20000, 1400, 60);
  empty = make_booking (&place, 0, 0, 20000, 600, 0);
  clinic_write_fails (clinic, insert_work, late, CT_ERROR_INVALID);
  clinic_write_fails (clinic, insert_work, empty, CT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
#define CHECK_FILE(function) store_test_add_file (#function, test_##function)
  CHECK (every_record_comes_back_as_it_was_stored);
  CHECK (every_field_has_its_column);
  CHECK (every_named_query_is_good_sql);
  CHECK (every_statement_of_a_record_is_good_sql);
  CHECK_FILE (no_named_query_reads_a_large_table_from_end_to_end);
  CHECK (who_is_not_there_is_said_so);
  CHECK (of_two_changes_to_one_record_the_second_is_a_conflict);
  CHECK (saving_without_a_change_leaves_no_trace);
  CHECK (a_record_number_belongs_to_one_patient);
  CHECK (what_breaks_its_field_table_is_not_stored);
  CHECK (a_chair_is_given_to_one_at_a_time);
  CHECK (a_patient_is_in_one_chair_at_a_time);
  CHECK (a_cancelled_booking_frees_its_chair_and_takes_it_again_only_if_free);
  CHECK (a_stamp_of_a_visit_is_never_changed);
  CHECK (a_booking_may_move_over_its_own_time);
  CHECK (a_booking_stays_within_its_day);
  return g_test_run ();
}
