/* Who may not see charts: clinical fields are neither read nor written, and stay as they are. */
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-rights.h"
#include "store-test.h"
#include "store/ct-queries.h"

typedef struct
{
  Place      place;
  CtPatient *patient;
  CtCourse  *course;
  CtSession *session;
} Chart;

static void
chart_set_up (Clinic *clinic, Chart *chart)
{
  clinic_furnish (clinic, &chart->place);
  chart->patient = make_patient ("Reyes", "Marisol");
  chart->patient->weight_g = 70500;
  chart->patient->note = g_strdup ("Hears voices at night.");
  chart->patient->alert = g_strdup ("Latex allergy");
  clinic_write (clinic, insert_work, chart->patient);
  chart->course = ct_course_new ();
  g_object_set (chart->course, "patient-id", CT_RECORD (chart->patient)->id, "protocol", "IV_IND_3PW", "indication", "TRD",
                "status", CT_COURSE_ACTIVE, "start-on", 20500, "note", "Father died in May.", NULL);
  clinic_write (clinic, insert_work, chart->course);
  chart->session = ct_session_new ();
  g_object_set (chart->session, "patient-id", CT_RECORD (chart->patient)->id, "course-id", CT_RECORD (chart->course)->id,
                "status", CT_SESSION_PLANNED, "day", 20500, "number", 1, "note", "Cried.", "dose-ug",
                (gint64) 35000, NULL);
  clinic_write (clinic, insert_work, chart->session);
}

static void
chart_clear (Chart *chart)
{
  g_clear_object (&chart->patient);
  g_clear_object (&chart->course);
  g_clear_object (&chart->session);
}

typedef struct
{
  CtRecord *like;
  CtRecord *found;
} Look;

static gpointer
get_work (CtUnit *unit, gpointer data, GError **error)
{
  Look *look = data;

  look->found = ct_unit_get (unit, G_OBJECT_TYPE (look->like), look->like->id, error);
  return look->found != NULL ? CT_WORK_DONE : NULL;
}

static gpointer
read_again (Clinic *clinic, gpointer record)
{
  Look look = { record, NULL };

  clinic_read (clinic, get_work, &look);
  return look.found;
}

static void
test_the_desk_reads_a_patient_without_what_is_clinical (Clinic *clinic)
{
  Chart chart;
  g_autoptr (CtPatient) patient = NULL;
  g_autoptr (CtSession) session = NULL;
  g_autoptr (CtCourse) course = NULL;

  chart_set_up (clinic, &chart);
  ct_store_set_charts (clinic->store, FALSE);
  patient = read_again (clinic, chart.patient);
  session = read_again (clinic, chart.session);
  course = read_again (clinic, chart.course);
  g_assert_cmpstr (patient->family_name, ==, "Reyes");
  g_assert_cmpstr (patient->alert, ==, "Latex allergy");
  g_assert_null (patient->note);
  g_assert_cmpint (patient->weight_g, ==, 0);
  g_assert_null (session->note);
  g_assert_cmpint (session->dose_ug, ==, 0);
  g_assert_cmpint (session->day, ==, 20500);
  g_assert_null (course->indication);
  g_assert_cmpstr (course->protocol, ==, "IV_IND_3PW");
  chart_clear (&chart);
}

static gpointer
list_work (CtUnit *unit, gpointer data, GError **error)
{
  Look *look = data;
  gint64 patient_id = ((CtSession *) look->like)->patient_id;
  g_autoptr (GPtrArray) sessions = ct_unit_list (unit, error, CT_TYPE_SESSION, "session.of-patient", "i", patient_id);
  g_autoptr (CtRows) rows = NULL;

  if (sessions == NULL)
    return NULL;
  look->found = g_object_ref (g_ptr_array_index (sessions, 0));
  rows = ct_unit_query (unit, error, "course.of-patient", "i", patient_id);
  if (rows == NULL || !ct_rows_next (rows, error))
    return NULL;
  for (int i = 0; i < ct_rows_n_columns (rows); i++)
    g_assert_cmpstr (ct_rows_text (rows, i), !=, "Father died in May.");
  return CT_WORK_DONE;
}

static void
test_queries_leave_clinical_columns_out_for_the_desk (Clinic *clinic)
{
  Chart chart;
  Look look = { NULL, NULL };

  chart_set_up (clinic, &chart);
  look.like = CT_RECORD (chart.session);
  ct_store_set_charts (clinic->store, FALSE);
  clinic_read (clinic, list_work, &look);
  g_assert_null (CT_SESSION (look.found)->note);
  g_assert_cmpint (CT_SESSION (look.found)->number, ==, 1);
  g_clear_object (&look.found);
  chart_clear (&chart);
}

static void
test_a_change_at_the_desk_keeps_what_the_desk_does_not_see (Clinic *clinic)
{
  Chart chart;
  g_autoptr (CtPatient) seen = NULL;
  g_autoptr (CtCourse) course = NULL;
  g_autoptr (CtPatient) whole = NULL;
  g_autoptr (CtCourse) whole_course = NULL;

  chart_set_up (clinic, &chart);
  ct_store_set_charts (clinic->store, FALSE);
  seen = read_again (clinic, chart.patient);
  g_object_set (seen, "phone", "562-555-0199", NULL);
  clinic_write (clinic, update_work, seen);
  course = read_again (clinic, chart.course);
  course->n_sessions = 7;
  clinic_write (clinic, update_work, course);
  ct_store_set_charts (clinic->store, TRUE);
  whole = read_again (clinic, chart.patient);
  whole_course = read_again (clinic, chart.course);
  g_assert_cmpstr (whole->phone, ==, "562-555-0199");
  g_assert_cmpstr (whole->note, ==, "Hears voices at night.");
  g_assert_cmpint (whole->weight_g, ==, 70500);
  g_assert_cmpint (whole_course->n_sessions, ==, 7);
  g_assert_cmpstr (whole_course->indication, ==, "TRD");
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM audit WHERE act = 'changed' AND detail LIKE '%voices%'"),
                   ==, 0);
  chart_clear (&chart);
}

static void
test_nothing_changed_where_only_the_unseen_differs (Clinic *clinic)
{
  Chart chart;
  g_autoptr (CtPatient) seen = NULL;

  chart_set_up (clinic, &chart);
  ct_store_set_charts (clinic->store, FALSE);
  seen = read_again (clinic, chart.patient);
  clinic_write (clinic, update_work, seen);
  g_assert_cmpint (CT_RECORD (seen)->revision, ==, 1);
  chart_clear (&chart);
}

static void
test_a_clinical_note_typed_at_the_desk_is_refused_and_not_lost_in_silence (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Osei", "Kwame");
  g_autoptr (CtPatient) plain = make_patient ("Osei", "Abena");

  patient->note = g_strdup ("Drinks.");
  ct_store_set_charts (clinic->store, FALSE);
  clinic_write_fails (clinic, insert_work, patient, CT_ERROR_DENIED);
  clinic_write (clinic, insert_work, plain);
  g_assert_cmpint (CT_RECORD (plain)->id, >, 0);
}

/* Every CREATE TABLE of the schema has its line among the rights. */
static void
test_every_table_of_the_schema_has_its_rights (Clinic *clinic)
{
  g_auto (GStrv) files = ct_queries_dir ("schema/");
  guint n = 0;

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("schema/", files[i], NULL);
      g_autoptr (GBytes) bytes = ct_queries_file (path);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      for (char *at = strstr (text, "CREATE TABLE "); at != NULL; at = strstr (at + 1, "CREATE TABLE "))
        {
          g_autofree char *name = g_strndup (at + 13, strcspn (at + 13, " ("));

          if (ct_rights_find_table (name) == NULL)
            g_error ("rights.txt has no line for the table %s.", name);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("charts/the-desk-reads-a-patient-without-what-is-clinical",
                  test_the_desk_reads_a_patient_without_what_is_clinical);
  store_test_add ("charts/queries-leave-clinical-columns-out-for-the-desk",
                  test_queries_leave_clinical_columns_out_for_the_desk);
  store_test_add ("charts/a-change-at-the-desk-keeps-what-the-desk-does-not-see",
                  test_a_change_at_the_desk_keeps_what_the_desk_does_not_see);
  store_test_add ("charts/nothing-changed-where-only-the-unseen-differs",
                  test_nothing_changed_where_only_the_unseen_differs);
  store_test_add ("charts/a-clinical-note-typed-at-the-desk-is-refused-and-not-lost-in-silence",
                  test_a_clinical_note_typed_at_the_desk_is_refused_and_not_lost_in_silence);
  store_test_add ("charts/every-table-of-the-schema-has-its-rights", test_every_table_of_the_schema_has_its_rights);
  return g_test_run ();
}
