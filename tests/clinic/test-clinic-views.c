/* Views that people keep: each has their own, a key opens one, and nobody's are another's to change. */
#include "clinic-fixture.h"

static GPtrArray *
list_views (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_list_views_async (self->clinic, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtSavedView *
save_view (Fixture *self, CtSavedView *view)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_view_async (self->clinic, view, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtSavedView *
new_view (const char *name, int key)
{
  CtSavedView *view = ct_saved_view_new ();

  view->name = g_strdup (name);
  view->key = key;
  view->shows = g_strdup ("view=week;columns=chair");
  return view;
}

static CtSavedView *
find_view (GPtrArray *views, const char *name)
{
  for (guint i = 0; i < views->len; i++)
    if (g_str_equal (((CtSavedView *) g_ptr_array_index (views, i))->name, name))
      return g_ptr_array_index (views, i);
  return NULL;
}

static void
test_a_key_opens_one_view (Fixture *self, gconstpointer data)
{
  g_autoptr (CtSavedView) first = new_view ("Mornings", 11);
  g_autoptr (CtSavedView) second = new_view ("Evenings", 11);
  g_autoptr (CtSavedView) stored = save_view (self, first);
  g_autoptr (CtSavedView) later = save_view (self, second);
  g_autoptr (GPtrArray) views = list_views (self);

  g_assert_cmpint (find_view (views, "Mornings")->key, ==, 0);
  g_assert_cmpint (find_view (views, "Evenings")->key, ==, 11);
}

static void
test_a_view_that_everybody_starts_with_can_be_changed_and_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) before = list_views (self);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (CtSavedView) renamed = NULL;
  g_autoptr (CtSavedView) removed = NULL;
  guint n = before->len;

  g_object_set (find_view (before, "Week"), "name", "My week", "key", 10, NULL);
  renamed = save_view (self, find_view (before, "My week"));
  find_view (before, "Month")->removed = TRUE;
  removed = save_view (self, find_view (before, "Month"));
  after = list_views (self);
  g_assert_cmpuint (after->len, ==, n - 1);
  g_assert_null (find_view (after, "Week"));
  g_assert_null (find_view (after, "Month"));
  g_assert_cmpint (find_view (after, "My week")->key, ==, 10);
  g_assert_cmpint (CT_RECORD (find_view (after, "My week"))->id, >, 0);
}

static void
add_nurse (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  g_object_set (user, "login", "joan", "full-name", "Joan Park", "role", CT_ROLE_NURSE, NULL);
  ct_clinic_add_user_async (self->clinic, user, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (self, &await);
}

static void
test_nobody_sees_or_changes_the_views_of_others (Fixture *self, gconstpointer data)
{
  g_autoptr (CtSavedView) view = new_view ("Of Ana", 12);
  g_autoptr (CtSavedView) stored = save_view (self, view);
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  add_nurse (self);
  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "joan", "seven green ladders", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  views = list_views (self);
  g_assert_null (find_view (views, "Of Ana"));
  ct_clinic_save_view_async (self->clinic, stored, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
}

static void
test_a_view_needs_a_name (Fixture *self, gconstpointer data)
{
  g_autoptr (CtSavedView) view = new_view ("", 12);
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_view_async (self->clinic, view, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_a_month_is_counted_by_day_and_kind (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) one = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) two = fixture_book (self, okafor, "2026-03-03", "11:00", 45);
  g_autoptr (CtAppointment) next_month = fixture_book (self, okafor, "2026-04-14", "11:00", 45);
  g_autoptr (GPtrArray) counts = NULL;
  g_auto (CtVisitFilter) filter = { 0 };
  g_auto (CtAwait) await = { NULL };
  const CtDayCount *count;

  ct_visit_filter_set (&filter, CT_FILTER_STATUS, CT_APPOINTMENT_ARRIVED, TRUE);
  ct_clinic_count_visits_async (self->clinic, one->site_id, ct_date_parse_iso ("2026-02-23"),
                                ct_date_parse_iso ("2026-04-05"), &filter, NULL, ct_await_done, &await);
  counts = fixture_take (self, &await);
  g_assert_cmpuint (counts->len, ==, 1);
  count = g_ptr_array_index (counts, 0);
  g_assert_cmpint (count->day, ==, one->day);
  g_assert_cmpstr (count->kind, ==, CT_VISIT_CONSULTATION);
  g_assert_cmpint (count->n, ==, 2);
  g_assert_cmpint (count->n_matching, ==, 0);
  g_assert_cmpint (count->minutes, ==, 105);
}

static void
test_a_year_of_one_patient_leaves_out_all_others (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) one = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) two = fixture_book (self, okafor, "2026-03-03", "11:00", 45);
  g_autoptr (CtAppointment) later = fixture_book (self, reyes, "2027-03-02", "10:00", 60);
  g_autoptr (GPtrArray) visits = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_list_visits_of_async (self->clinic, CT_RECORD (reyes)->id, ct_date_new (2026, 1, 1),
                                  ct_date_new (2026, 12, 31), ct_await_done, &await);
  visits = fixture_take (self, &await);
  g_assert_cmpuint (visits->len, ==, 1);
  g_assert_cmpint (CT_RECORD (CT_VISIT (g_ptr_array_index (visits, 0))->appointment)->id, ==, CT_RECORD (one)->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("views/a-key-opens-one-view", test_a_key_opens_one_view);
  FIXTURE_TEST ("views/a-view-that-everybody-starts-with-can-be-changed-and-removed",
                test_a_view_that_everybody_starts_with_can_be_changed_and_removed);
  FIXTURE_TEST ("views/nobody-sees-or-changes-the-views-of-others", test_nobody_sees_or_changes_the_views_of_others);
  FIXTURE_TEST ("views/a-view-needs-a-name", test_a_view_needs_a_name);
  FIXTURE_TEST ("views/a-month-is-counted-by-day-and-kind", test_a_month_is_counted_by_day_and_kind);
  FIXTURE_TEST ("views/a-year-of-one-patient-leaves-out-all-others", test_a_year_of_one_patient_leaves_out_all_others);
  return g_test_run ();
}
