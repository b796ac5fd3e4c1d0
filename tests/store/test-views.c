/* What the views of the calendar ask the database, on every engine. */
#include <string.h>

#include "domain/ct-way.h"
#include "domain/ct-saved-view.h"
#include "domain/ct-view-state.h"
#include "store-test.h"

#define MONDAY 20514 /* 2 March 2026 */

static const CtWall now = { MONDAY, 540 };
#define N_VISITS 60
#define N_COUNTS 4

typedef struct
{
  Place         place;
  CtVisitFilter filter;
  GPtrArray    *visits; /* of CtAppointment, as stored */
  gint64        counts[N_COUNTS]; /* of all days: visits, those that match, minutes, those called off that are shown */
} Counting;

static void
book_some (Clinic *clinic, Counting *counting)
{
  static const char *const kinds[] = { CT_VISIT_TREATMENT, CT_VISIT_CONSULTATION, CT_VISIT_FOLLOW_UP };
  static const char *const statuses[] = { CT_APPOINTMENT_BOOKED, CT_APPOINTMENT_ARRIVED, CT_APPOINTMENT_MISSED,
                                          CT_APPOINTMENT_CANCELLED };
  static const char *const whom[] = { CT_CANCELLED_BY_PATIENT, CT_CANCELLED_BY_CLINIC, NULL };

  for (int i = 0; i < N_VISITS; i++)
    {
      CtAppointment *visit = make_booking (&counting->place, i % 2, i % 2, MONDAY + i / 10, 480 + i % 10 / 2 * 60, 30 + i % 3 * 5);

      g_free (visit->kind);
      visit->kind = g_strdup (kinds[g_test_rand_int_range (0, 3)]);
      g_free (visit->status);
      visit->status = g_strdup (statuses[g_test_rand_int_range (0, 4)]);
      if (g_test_rand_bit ())
        g_object_set (visit, "confirmed-how", CT_CONFIRMED_BY_PHONE, NULL);
      if (strcmp (visit->status, CT_APPOINTMENT_CANCELLED) == 0)
        g_object_set (visit, "cancelled-by", whom[g_test_rand_int_range (0, 3)], "undone", g_test_rand_int_range (0, 5) == 0, NULL);
      clinic_write (clinic, insert_work, visit);
      g_ptr_array_add (counting->visits, visit);
    }
}

static gpointer
count_work (CtUnit *unit, gpointer data, GError **error)
{
  Counting *counting = data;
  char *const *wanted = counting->filter.wanted;
  g_autofree char *off = ct_visit_filter_list_off (&counting->filter);
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.counts", "inntttttnnt", counting->place.site_id, MONDAY,
                                           MONDAY + 3, wanted[0], wanted[1], wanted[2], wanted[3], wanted[4],
                                           now.date, now.minute, off);

  g_assert_nonnull (rows);
  memset (counting->counts, 0, sizeof counting->counts);
  while (ct_rows_next (rows, error))
    for (int i = 0; i < N_COUNTS; i++)
      counting->counts[i] += ct_rows_int (rows, 2 + i);
  return CT_WORK_DONE;
}

/* The same, one by one. */
static void
assert_counted (Counting *counting)
{
  CtVisitFilter chairs = { { [CT_FILTER_CHAIR] = counting->filter.wanted[CT_FILTER_CHAIR] } };
  gint64 wanted[N_COUNTS] = { 0 };

  for (guint i = 0; i < counting->visits->len; i++)
    {
      const CtAppointment *visit = g_ptr_array_index (counting->visits, i);

      if (visit->day > MONDAY + 3)
        continue;
      if (ct_way_is_off (ct_way_of (visit)))
        {
          wanted[3] += ct_visit_filter_matches (&counting->filter, visit, now);
          continue;
        }
      wanted[0]++;
      wanted[1] += ct_visit_filter_matches (&counting->filter, visit, now);
      if (strcmp (visit->status, CT_APPOINTMENT_MISSED) != 0 && ct_visit_filter_matches (&chairs, visit, now))
        wanted[2] += visit->minutes;
    }
  for (int i = 0; i < N_COUNTS; i++)
    g_assert_cmpint (counting->counts[i], ==, wanted[i]);
}

static void
test_days_are_counted_as_if_one_by_one (Clinic *clinic)
{
  static const struct
  {
    CtFilterBy  by;
    const char *what;
  } steps[] = { { CT_FILTER_ALSO, CT_ALSO_CANCELLED }, { CT_FILTER_KIND, CT_VISIT_TREATMENT },
                { CT_FILTER_KIND, CT_VISIT_FOLLOW_UP }, { CT_FILTER_STATUS, "cancelled-by-patient" },
                { CT_FILTER_STATUS, CT_FILTER_LATE }, { CT_FILTER_STATUS, CT_APPOINTMENT_ARRIVED },
                { CT_FILTER_CONFIRMED, CT_CONFIRMED_YES }, { CT_FILTER_CONFIRMED, CT_CONFIRMED_NO },
                { CT_FILTER_STATUS, CT_APPOINTMENT_BOOKED }, { CT_FILTER_CLINICIAN, "0" } };
  Counting counting = { .visits = g_ptr_array_new_with_free_func (g_object_unref) };
  g_autofree char *chair = NULL;

  clinic_furnish (clinic, &counting.place);
  book_some (clinic, &counting);
  for (guint i = 0; i <= G_N_ELEMENTS (steps); i++)
    {
      clinic_read (clinic, count_work, &counting);
      assert_counted (&counting);
      if (i < G_N_ELEMENTS (steps))
        ct_visit_filter_set (&counting.filter, steps[i].by, steps[i].what, TRUE);
      /* Then only those that are chosen by who called them off. */
      ct_visit_filter_set (&counting.filter, CT_FILTER_ALSO, CT_ALSO_CANCELLED, i < 5);
    }
  chair = g_strdup_printf ("%" G_GINT64_FORMAT, counting.place.chair_id[1]);
  ct_visit_filter_set (&counting.filter, CT_FILTER_CHAIR, chair, TRUE);
  clinic_read (clinic, count_work, &counting);
  assert_counted (&counting);
  ct_visit_filter_clear (&counting.filter);
  g_ptr_array_unref (counting.visits);
}

static gpointer
list_views_work (CtUnit *unit, gpointer data, GError **error)
{
  CtSavedView *kept = data;
  g_autoptr (GPtrArray) of_user = ct_unit_list (unit, error, CT_TYPE_SAVED_VIEW, "view.of-user", "i", kept->user_id);
  g_autoptr (GPtrArray) on_key = ct_unit_list (unit, error, CT_TYPE_SAVED_VIEW, "view.of-user-on-key", "ini",
                                               kept->user_id, 3, G_GINT64_CONSTANT (0));

  g_assert_cmpuint (of_user->len, ==, 2);
  g_assert_cmpuint (on_key->len, ==, 1);
  g_assert_true (ct_record_equal (g_ptr_array_index (on_key, 0), CT_RECORD (kept)));
  return CT_WORK_DONE;
}

static void
test_views_are_kept_for_each_user (Clinic *clinic)
{
  CtUser *people[2];
  CtSavedView *views[3];

  for (int i = 0; i < 2; i++)
    {
      people[i] = ct_user_new ();
      g_object_set (people[i], "login", i == 0 ? "tom" : "uma", "full-name", "Somebody", "role", CT_ROLE_NURSE, NULL);
      clinic_write (clinic, insert_work, people[i]);
    }
  for (int i = 0; i < 3; i++)
    {
      views[i] = ct_saved_view_new ();
      views[i]->user_id = CT_RECORD (people[i / 2])->id;
      views[i]->key = 3;
      views[i]->removed = i == 1;
      g_object_set (views[i], "name", "“Mine” 50 %; --", "shows", "view=week;kinds=,treatment,", NULL);
      clinic_write (clinic, insert_work, views[i]);
    }
  clinic_read (clinic, list_views_work, views[0]);
  for (int i = 0; i < 3; i++)
    g_object_unref (views[i]);
  for (int i = 0; i < 2; i++)
    g_object_unref (people[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("views/days-are-counted-as-if-one-by-one", test_days_are_counted_as_if_one_by_one);
  store_test_add ("views/views-are-kept-for-each-user", test_views_are_kept_for_each_user);
  return g_test_run ();
}
