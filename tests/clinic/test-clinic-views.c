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
  g_autoptr (CtDayCounts) counts = NULL;
  g_auto (CtVisitFilter) filter = { 0 };
  g_auto (CtAwait) await = { NULL };
  const CtDayCount *count;

  ct_visit_filter_set (&filter, CT_FILTER_STATUS, CT_APPOINTMENT_ARRIVED, TRUE);
  ct_clinic_count_visits_async (self->clinic, one->site_id, ct_date_parse_iso ("2026-02-23"),
                                ct_date_parse_iso ("2026-04-05"), &filter, NULL, ct_await_done, &await);
  counts = fixture_take (self, &await);
  g_assert_cmpuint (counts->counts->len, ==, 1);
  count = g_ptr_array_index (counts->counts, 0);
  g_assert_cmpint (count->day, ==, one->day);
  g_assert_cmpstr (count->kind, ==, CT_VISIT_CONSULTATION);
  g_assert_cmpint (count->n, ==, 2);
  g_assert_cmpint (count->n_matching, ==, 0);
  g_assert_cmpint (count->minutes, ==, 105);
}

static void
assert_day (const CtDayCounts *counts, const char *day, int n, int minutes)
{
  CtDayCount sum = { 0 };

  for (guint i = 0; i < counts->counts->len; i++)
    {
      const CtDayCount *count = g_ptr_array_index (counts->counts, i);

      if (count->day != ct_date_parse_iso (day))
        continue;
      sum.n += count->n;
      sum.minutes += count->minutes;
    }
  g_assert_cmpint (sum.n, ==, n);
  g_assert_cmpint (sum.minutes, ==, minutes);
}

static CtDayCounts *
recount (Fixture *self, const CtDayCounts *counts, gint64 site_id, gint64 appointment_id)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) were = g_array_new (FALSE, FALSE, sizeof (CtDate));
  CtDate was = ct_day_counts_get_place (counts, appointment_id);
  CtVisitFilter filter = { 0 };
  g_auto (CtAwait) await = { NULL };

  g_array_append_val (changed, appointment_id);
  g_array_append_val (were, was);
  ct_clinic_recount_visits_async (self->clinic, site_id, ct_date_parse_iso ("2026-02-23"), ct_date_parse_iso ("2026-04-05"),
                                  &filter, changed, were, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

/* Of a booking that moves, the day it left and the day it came to are counted again, and no other. */
static void
test_only_days_that_are_other_than_before_are_counted_again (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) stays = fixture_book (self, reyes, "2026-03-03", "08:00", 30);
  g_autoptr (CtAppointment) moves = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (CtAppointment) comes = NULL;
  g_autoptr (CtDayCounts) counts = NULL;
  CtDayCounts *news;
  CtVisitFilter filter = { 0 };
  g_auto (CtAwait) await = { NULL };

  ct_clinic_count_visits_async (self->clinic, stays->site_id, ct_date_parse_iso ("2026-02-23"),
                                ct_date_parse_iso ("2026-04-05"), &filter, NULL, ct_await_done, &await);
  counts = fixture_take (self, &await);
  assert_day (counts, "2026-03-03", 2, 90);
  ct_clinic_move_appointment_async (self->clinic, moves, moves->chair_id, ct_date_parse_iso ("2026-03-05"), 600, 60,
                                    ct_await_done, &await);
  moved = fixture_take (self, &await);
  news = recount (self, counts, stays->site_id, CT_RECORD (moves)->id);
  g_assert_cmpuint (news->recounted->len, ==, 2);
  ct_day_counts_take (counts, news);
  assert_day (counts, "2026-03-03", 1, 30);
  assert_day (counts, "2026-03-05", 1, 60);
  /* One that is new, and one that leaves what is counted. */
  comes = fixture_book (self, reyes, "2026-03-06", "10:00", 45);
  ct_day_counts_take (counts, recount (self, counts, stays->site_id, CT_RECORD (comes)->id));
  assert_day (counts, "2026-03-06", 1, 45);
  ct_clinic_move_appointment_async (self->clinic, comes, comes->chair_id, ct_date_parse_iso ("2026-04-14"), 600, 45,
                                    ct_await_done, &await);
  g_object_unref (fixture_take (self, &await));
  news = recount (self, counts, stays->site_id, CT_RECORD (comes)->id);
  g_assert_cmpuint (news->recounted->len, ==, 1);
  ct_day_counts_take (counts, news);
  assert_day (counts, "2026-03-06", 0, 0);
  assert_day (counts, "2026-03-05", 1, 60);
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
  FIXTURE_TEST ("views/only-days-that-are-other-than-before-are-counted-again",
                test_only_days_that_are_other_than_before_are_counted_again);
  FIXTURE_TEST ("views/a-year-of-one-patient-leaves-out-all-others", test_a_year_of_one_patient_leaves_out_all_others);
  return g_test_run ();
}
