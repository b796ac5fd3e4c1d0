/* Many desks want the same chairs at once: each place is won by one, nobody is made to wait for ever, no change is lost. */
#include "ct-crowd.h"
#include "ct-torture.h"
#include "ct-whole.h"
#include "store-test.h"
#include "store/ct-audit.h"

static gint64
ask (const char *sql, gpointer data)
{
  return clinic_sql_number (data, sql);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
tell_figures (Clinic *clinic, const CtCrowd *crowd, CtCrowdResult *result)
{
  const char *name = clinic->engine->name;

  g_array_sort (result->us, compare_doubles);
  torture_figure ("desks at once, %s", crowd->n_desks, name);
  torture_figure ("bookings won a second, %s", result->won / crowd->seconds, name);
  torture_figure ("places tried a second by all desks, %s", (result->won + result->taken) / crowd->seconds, name);
  torture_figure ("99 of 100 were answered within ms, %s",
                  g_array_index (result->us, double, result->us->len * 99 / 100) / 1000, name);
  torture_figure ("changes of one record, %s", result->edits, name);
  torture_figure ("changes told as conflicts, %s", result->conflicts, name);
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  g_assert_no_error (*error);
  g_assert_cmpint (check->broken_id, ==, 0);
  return CT_WORK_DONE;
}

/* The same bookings by bare statements of the engine, past our program: what it costs to be sure. */
static void
tell_bare_figures (Clinic *clinic, CtCrowd *crowd)
{
  g_auto (CtCrowdResult) result = { 0 };

  crowd->bare = TRUE;
  result = ct_crowd_run (crowd);
  g_array_sort (result.us, compare_doubles);
  torture_figure ("bookings won a second by bare statements, %s", result.won / crowd->seconds, clinic->engine->name);
  torture_figure ("99 of 100 were answered within ms by bare statements, %s",
                  g_array_index (result.us, double, result.us->len * 99 / 100) / 1000, clinic->engine->name);
}

static void
test_each_place_is_won_by_one_desk_and_no_change_is_lost (Clinic *clinic)
{
  CtCrowd crowd = { .place = clinic->path, .credentials = clinic_credentials (clinic), .n_desks = clinic->engine->on_server ? 50 : 8, .seconds = 0 };
  g_auto (CtCrowdResult) result = { 0 };
  g_autofree char *complaints = NULL;

  crowd.seconds = torture_times (clinic->engine->on_server ? 60 : 20, 2);
  ct_crowd_furnish (&crowd, clinic->store);
  clinic_close (clinic);
  result = ct_crowd_run (&crowd);
  g_assert_cmpstr (result.failure, ==, NULL);
  g_assert_cmpuint (result.tried, >, 10);
  g_assert_cmpuint (result.won, ==, result.tried);
  g_assert_cmpuint (result.edits, >, 0);
  clinic_reopen (clinic);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM appointment"), ==, result.won);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT CAST(note AS integer) FROM patient WHERE given_names = 'Edited'"), ==,
                   result.edits);
  complaints = ct_whole_complaints (ask, clinic);
  g_assert_cmpstr (complaints, ==, NULL);
  clinic_read (clinic, verify_work, NULL);
  tell_figures (clinic, &crowd, &result);
  if (!torture_is_full ())
    return;
  clinic_close (clinic);
  tell_bare_figures (clinic, &crowd);
  clinic_reopen (clinic);
}

/* Four chairs are free at each hour, and two pumps. */
static void
test_each_pump_is_won_by_one_desk (Clinic *clinic)
{
  CtCrowd crowd = { .place = clinic->path, .credentials = clinic_credentials (clinic), .pumps = 2,
                    .n_desks = clinic->engine->on_server ? 20 : 8, .seconds = torture_times (20, 2) };
  g_auto (CtCrowdResult) result = { 0 };
  g_autofree char *complaints = NULL;

  ct_crowd_furnish (&crowd, clinic->store);
  clinic_close (clinic);
  result = ct_crowd_run (&crowd);
  g_assert_cmpstr (result.failure, ==, NULL);
  g_assert_cmpuint (result.tried, >, 2 * CT_CROWD_CHAIRS);
  g_assert_cmpuint (result.won, ==, result.tried / CT_CROWD_CHAIRS * 2 + MIN (result.tried % CT_CROWD_CHAIRS, 2));
  clinic_reopen (clinic);
  complaints = ct_whole_complaints (ask, clinic);
  g_assert_cmpstr (complaints, ==, NULL);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM visit_claim"), ==, result.won);
  tell_figures (clinic, &crowd, &result);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
  CHECK (each_place_is_won_by_one_desk_and_no_change_is_lost);
  CHECK (each_pump_is_won_by_one_desk);
  return g_test_run ();
}
