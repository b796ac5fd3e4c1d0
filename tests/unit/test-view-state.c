/* What a view shows survives being kept as a line, filters mean the same in any order, and months are whole weeks. */
#include "domain/ct-day-count.h"
#include "domain/ct-saved-view.h"
#include "domain/ct-view-state.h"
#include "domain/ct-way.h"

static const CtWall now = { 20514, 540 };

#define ROUNDS 2000

static const char *const ids[] = { "0", "1", "2", "11", "112", "4503" };
static const char *const words[] = { "treatment", "follow-up", "consultation", "booked", "in-chair" };

static void
choose_some (CtVisitFilter *filter)
{
  for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
    {
      CtFilterBy by = (CtFilterBy) g_test_rand_int_range (0, CT_N_FILTERS);
      const char *what = by <= CT_FILTER_CHAIR ? ids[g_test_rand_int_range (0, G_N_ELEMENTS (ids))]
                                               : words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];

      ct_visit_filter_set (filter, by, what, g_test_rand_int_range (0, 4) > 0);
    }
}

static void
test_any_view_is_the_same_after_it_was_kept (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_auto (CtViewState) state = { 0 };
      g_auto (CtViewState) back = { 0 };
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;

      state.kind = (CtViewKind) g_test_rand_int_range (0, CT_N_VIEW_KINDS);
      state.columns = (CtViewColumns) g_test_rand_int_range (0, CT_N_VIEW_COLUMNS);
      state.site_id = g_test_rand_int_range (0, 4);
      state.beside_id = g_test_rand_int_range (0, 4);
      state.hour_height = g_test_rand_int_range (0, 400);
      if (g_test_rand_int_range (0, 2) == 0)
        state.only_chair_id = g_test_rand_int_range (0, 20);
      else
        state.only_clinician_id = g_test_rand_int_range (0, 20);
      choose_some (&state.filter);
      text = ct_view_state_to_text (&state);
      g_assert_true (ct_view_state_from_text (&back, text));
      again = ct_view_state_to_text (&back);
      g_assert_cmpstr (again, ==, text);
      g_assert_true (ct_visit_filter_equal (&state.filter, &back.filter));
    }
}

static void
test_what_is_no_view_shows_the_day (void)
{
  static const char *const not_views[] = { NULL, "", "view=", "view=decade;columns=room", ";;;=", "columns=room",
                                           "view=day\0;x", "chair=3;view=Day" };

  for (gsize i = 0; i < G_N_ELEMENTS (not_views); i++)
    {
      g_auto (CtViewState) state = { 0 };

      g_assert_false (ct_view_state_from_text (&state, not_views[i]) && state.columns == CT_VIEW_BY_ROOM);
      g_assert_cmpint (state.kind, ==, CT_VIEW_DAY);
      g_assert_cmpint (state.only_chair_id, ==, 0);
    }
}

static void
test_parts_of_a_later_version_are_left_out (void)
{
  g_auto (CtViewState) state = { 0 };

  g_assert_true (ct_view_state_from_text (&state, "view=week;columns=nurse;colours=warm;chair=-4;hour=99999999;"
                                                  "kinds=,treat'ment,%,follow-up,;clinician=7"));
  g_assert_cmpint (state.kind, ==, CT_VIEW_WEEK);
  g_assert_cmpint (state.columns, ==, CT_VIEW_BY_CHAIR);
  g_assert_cmpint (state.only_chair_id, ==, 0);
  g_assert_cmpint (state.only_clinician_id, ==, 7);
  g_assert_cmpint (state.hour_height, <=, 1000);
  g_assert_cmpstr (state.filter.wanted[CT_FILTER_KIND], ==, ",follow-up,");
}

static void
test_a_filter_means_the_same_in_any_order (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_auto (CtVisitFilter) a = { 0 };
      g_auto (CtVisitFilter) b = { 0 };
      g_autoptr (CtAppointment) visit = ct_appointment_new ();
      guint mask = (guint) g_test_rand_int_range (0, 64);

      for (guint bit = 0; bit < G_N_ELEMENTS (ids); bit++)
        ct_visit_filter_set (&a, CT_FILTER_CHAIR, ids[bit], (mask & (1u << bit)) != 0);
      for (guint bit = G_N_ELEMENTS (ids); bit-- > 0;)
        ct_visit_filter_set (&b, CT_FILTER_CHAIR, ids[bit], (mask & (1u << bit)) != 0);
      g_assert_true (ct_visit_filter_equal (&a, &b));
      g_assert_cmpuint (ct_visit_filter_count (&a), ==, mask != 0);
      for (guint bit = 0; bit < G_N_ELEMENTS (ids); bit++)
        {
          visit->chair_id = g_ascii_strtoll (ids[bit], NULL, 10);
          g_assert_true (ct_visit_filter_matches (&a, visit, now) == (mask == 0 || (mask & (1u << bit)) != 0));
          g_assert_true (ct_visit_filter_has (&b, CT_FILTER_CHAIR, ids[bit]) == ((mask & (1u << bit)) != 0));
        }
    }
}

/* Who is late is so by the clock, and whether somebody confirmed is another matter than how far they are. */
static void
test_lateness_and_confirmation_are_looked_for_by_themselves (void)
{
  g_auto (CtVisitFilter) late = { 0 };
  g_auto (CtVisitFilter) unconfirmed = { 0 };
  g_autoptr (CtAppointment) visit = ct_appointment_new ();

  g_object_set (visit, "day", 20514, "minute", 600, "minutes", 60, "status", CT_APPOINTMENT_BOOKED, NULL);
  ct_visit_filter_set (&late, CT_FILTER_STATUS, CT_FILTER_LATE, TRUE);
  ct_visit_filter_set (&unconfirmed, CT_FILTER_CONFIRMED, CT_CONFIRMED_NO, TRUE);
  g_assert_false (ct_visit_filter_matches (&late, visit, (CtWall) { 20514, 600 }));
  g_assert_true (ct_visit_filter_matches (&late, visit, (CtWall) { 20514, 601 }));
  g_assert_false (ct_visit_filter_matches (&late, visit, (CtWall) { 20515, 601 }));
  g_assert_true (ct_visit_filter_matches (&unconfirmed, visit, (CtWall) { 20514, 601 }));
  g_object_set (visit, "confirmed-how", CT_CONFIRMED_BY_PHONE, NULL);
  g_assert_true (ct_visit_filter_matches (&late, visit, (CtWall) { 20514, 601 }));
  g_assert_false (ct_visit_filter_matches (&unconfirmed, visit, (CtWall) { 20514, 601 }));
  g_object_set (visit, "status", CT_APPOINTMENT_ARRIVED, NULL);
  g_assert_false (ct_visit_filter_matches (&late, visit, (CtWall) { 20514, 601 }));
}

/* Views that an older program kept still load, and say the same. */
static void
test_an_older_view_keeps_its_statuses (void)
{
  CtViewState state;

  g_assert_true (ct_view_state_from_text (&state, "view=agenda;statuses=booked,arrived"));
  g_assert_true (ct_visit_filter_has (&state.filter, CT_FILTER_STATUS, CT_APPOINTMENT_BOOKED));
  g_assert_true (ct_visit_filter_has (&state.filter, CT_FILTER_STATUS, CT_APPOINTMENT_ARRIVED));
  g_assert_null (state.filter.wanted[CT_FILTER_CONFIRMED]);
  ct_view_state_clear (&state);
}

static void
test_a_visit_must_match_every_filter (void)
{
  g_auto (CtVisitFilter) filter = { 0 };
  g_autoptr (CtAppointment) visit = ct_appointment_new ();

  visit->clinician_id = 3;
  visit->kind = g_strdup (CT_VISIT_TREATMENT);
  visit->status = g_strdup (CT_APPOINTMENT_BOOKED);
  g_assert_true (ct_visit_filter_matches (&filter, visit, now));
  ct_visit_filter_set (&filter, CT_FILTER_CLINICIAN, "3", TRUE);
  ct_visit_filter_set (&filter, CT_FILTER_KIND, CT_VISIT_TREATMENT, TRUE);
  g_assert_true (ct_visit_filter_matches (&filter, visit, now));
  ct_visit_filter_set (&filter, CT_FILTER_STATUS, CT_APPOINTMENT_DONE, TRUE);
  g_assert_false (ct_visit_filter_matches (&filter, visit, now));
  ct_visit_filter_set (&filter, CT_FILTER_STATUS, CT_APPOINTMENT_BOOKED, TRUE);
  g_assert_true (ct_visit_filter_matches (&filter, visit, now));
  g_assert_cmpuint (ct_visit_filter_count (&filter), ==, 3);
}

/* A visit that was called off is shown where that is chosen, by who did or at all, and never where it was undone. */
static void
test_what_was_called_off_is_shown_where_that_is_chosen (void)
{
  g_auto (CtVisitFilter) by_patient = { 0 };
  g_auto (CtVisitFilter) also = { 0 };
  CtVisitFilter none = { 0 };
  g_autoptr (CtAppointment) visit = ct_appointment_new ();
  g_autoptr (CtAppointment) booked = ct_appointment_new ();

  ct_way_set (visit, CT_STEP_CANCELLED_BY_CLINIC, "ill", 1);
  ct_way_set (booked, CT_STEP_BOOKED, NULL, 1);
  ct_visit_filter_set (&by_patient, CT_FILTER_STATUS, "cancelled-by-patient", TRUE);
  ct_visit_filter_set (&also, CT_FILTER_ALSO, CT_ALSO_CANCELLED, TRUE);
  g_assert_false (ct_visit_filter_wants_off (&none));
  g_assert_false (ct_visit_filter_wants (&none, visit));
  g_assert_true (ct_visit_filter_wants_off (&by_patient));
  g_assert_false (ct_visit_filter_wants (&by_patient, visit));
  g_assert_true (ct_visit_filter_wants (&also, visit) && ct_visit_filter_matches (&also, visit, now));
  /* What comes is still shown; it is looked for unless only who called off was chosen. */
  g_assert_true (ct_visit_filter_wants (&by_patient, booked));
  g_assert_false (ct_visit_filter_matches (&by_patient, booked, now));
  g_assert_true (ct_visit_filter_matches (&also, booked, now));
  ct_way_set (visit, CT_STEP_CANCELLED_BY_PATIENT, "ill", 1);
  g_assert_true (ct_visit_filter_matches (&by_patient, visit, now));
  visit->undone = TRUE;
  g_assert_false (ct_visit_filter_wants (&by_patient, visit));
  g_assert_false (ct_visit_filter_wants (&also, visit));
}

static void
test_months_are_whole_weeks_around_every_day (void)
{
  for (CtDate day = ct_date_new (1999, 12, 1); day < ct_date_new (2033, 1, 1); day += 3)
    {
      CtMonth month = ct_month_of (day);
      int a, b, last;

      g_assert_cmpint (ct_date_get_weekday (month.first), ==, 1);
      g_assert_cmpint (ct_date_get_weekday (month.last), ==, 7);
      g_assert_true (month.first <= month.first_of_month && month.first_of_month <= day && day <= month.last_of_month &&
                     month.last_of_month <= month.last);
      g_assert_cmpint (ct_month_n_weeks (&month), >=, 4);
      g_assert_cmpint (ct_month_n_weeks (&month), <=, 6);
      ct_date_get_ymd (day, NULL, &a, NULL);
      ct_date_get_ymd (month.last_of_month, NULL, &b, NULL);
      ct_date_get_ymd (month.last_of_month + 1, NULL, NULL, &last);
      g_assert_cmpint (a, ==, b);
      g_assert_cmpint (last, ==, 1);
    }
}

static void
test_the_next_month_has_the_same_day_or_its_last (void)
{
  g_assert_cmpint (ct_month_step (ct_date_new (2026, 1, 31), 1), ==, ct_date_new (2026, 2, 28));
  g_assert_cmpint (ct_month_step (ct_date_new (2028, 1, 31), 1), ==, ct_date_new (2028, 2, 29));
  g_assert_cmpint (ct_month_step (ct_date_new (2026, 3, 15), -3), ==, ct_date_new (2025, 12, 15));
}

static void
test_free_time_is_what_chairs_have_left (void)
{
  g_autoptr (CtHours) hours = ct_hours_new ("Harbor");

  g_assert_true (ct_hours_add_range (hours, 1, (CtMinutes) { 480, 720 }, NULL));
  g_assert_true (ct_hours_add_range (hours, 1, (CtMinutes) { 780, 1020 }, NULL));
  g_assert_cmpint (ct_day_open_minutes (hours, ct_date_new (2026, 3, 2)), ==, 480);
  g_assert_cmpint (ct_day_open_minutes (hours, ct_date_new (2026, 3, 3)), ==, 0);
  g_assert_cmpint (ct_day_open_minutes (NULL, ct_date_new (2026, 3, 2)), ==, 0);
  g_assert_cmpint (ct_day_free_minutes (480, 4, 900), ==, 1020);
  g_assert_cmpint (ct_day_free_minutes (480, 1, 900), ==, 0);
}

/* ---- What everybody starts with ---- */

static CtSavedView *
stored_view (GPtrArray *stored, const char *name, int key, int preset, gboolean removed)
{
  CtSavedView *view = ct_saved_view_new ();

  view->name = g_strdup (name);
  view->shows = g_strdup ("view=day");
  view->key = key;
  view->preset = preset;
  view->removed = removed;
  CT_RECORD (view)->id = stored->len + 1;
  g_ptr_array_add (stored, view);
  return view;
}

static CtSavedView *
view_named (GPtrArray *views, const char *name)
{
  for (guint i = 0; i < views->len; i++)
    if (g_str_equal (((CtSavedView *) g_ptr_array_index (views, i))->name, name))
      return g_ptr_array_index (views, i);
  return NULL;
}

static void
test_everybody_starts_with_views_on_keys_that_can_be_shown (void)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) views = ct_saved_views_with_presets (nothing);

  g_assert_cmpuint (views->len, >=, 5);
  for (guint i = 0; i < views->len; i++)
    {
      CtSavedView *view = g_ptr_array_index (views, i);
      g_auto (CtViewState) state = { 0 };
      g_autofree char *text = NULL;

      g_assert_cmpint (view->key, ==, (int) i + 1);
      g_assert_cmpint (view->key, <=, CT_VIEW_KEYS);
      g_assert_true (ct_view_state_from_text (&state, view->shows));
      text = ct_view_state_to_text (&state);
      g_assert_cmpstr (text, ==, view->shows);
    }
}

static void
test_what_was_given_away_or_removed_does_not_come_back (void)
{
  g_autoptr (GPtrArray) stored = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) views = NULL;

  stored_view (stored, "My week", 9, 3, FALSE);
  stored_view (stored, "Gone", 4, 4, TRUE);
  stored_view (stored, "Mine", 1, 0, FALSE);
  stored_view (stored, "Without a key", 0, 0, FALSE);
  views = ct_saved_views_with_presets (stored);
  g_assert_null (view_named (views, "Week"));
  g_assert_null (view_named (views, "Month"));
  g_assert_null (view_named (views, "Gone"));
  g_assert_cmpint (view_named (views, "My week")->key, ==, 9);
  g_assert_cmpint (view_named (views, "Day by chair")->key, ==, 0);
  g_assert_cmpstr (((CtSavedView *) g_ptr_array_index (views, 0))->name, ==, "Mine");
  g_assert_cmpint (((CtSavedView *) g_ptr_array_index (views, views->len - 1))->key, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/views/any-view-is-the-same-after-it-was-kept", test_any_view_is_the_same_after_it_was_kept);
  g_test_add_func ("/views/what-is-no-view-shows-the-day", test_what_is_no_view_shows_the_day);
  g_test_add_func ("/views/parts-of-a-later-version-are-left-out", test_parts_of_a_later_version_are_left_out);
  g_test_add_func ("/views/a-filter-means-the-same-in-any-order", test_a_filter_means_the_same_in_any_order);
  g_test_add_func ("/views/lateness-and-confirmation-are-looked-for-by-themselves",
                   test_lateness_and_confirmation_are_looked_for_by_themselves);
  g_test_add_func ("/views/an-older-view-keeps-its-statuses", test_an_older_view_keeps_its_statuses);
  g_test_add_func ("/view-state/what-was-called-off-is-shown-where-that-is-chosen",
                   test_what_was_called_off_is_shown_where_that_is_chosen);
  g_test_add_func ("/views/a-visit-must-match-every-filter", test_a_visit_must_match_every_filter);
  g_test_add_func ("/views/months-are-whole-weeks-around-every-day", test_months_are_whole_weeks_around_every_day);
  g_test_add_func ("/views/the-next-month-has-the-same-day-or-its-last", test_the_next_month_has_the_same_day_or_its_last);
  g_test_add_func ("/views/free-time-is-what-chairs-have-left", test_free_time_is_what_chairs_have_left);
  g_test_add_func ("/views/everybody-starts-with-views-on-keys-that-can-be-shown",
                   test_everybody_starts_with_views_on_keys_that_can_be_shown);
  g_test_add_func ("/views/what-was-given-away-or-removed-does-not-come-back",
                   test_what_was_given_away_or_removed_does_not_come_back);
  return g_test_run ();
}
