/* The week of 500 bookings, from asking the clinic to the frame that is on the screen, beside the reading alone; a day of 100
 * on which every chair runs over, beside the same day when it is not today; and the minute that moves all of it.
 *
 * Between the rounds another week, an empty one, is shown, so that every block is made anew. */
#include "ct-bench.h"

#include <adwaita.h>

#include "clinic-fixture.h"
#include "domain/ct-way.h"
#include "ui/calendar/ct-day-view.h"
#include "ui/ct-ui.h"

#define N_CHAIRS 10
#define N_DAYS 5
#define A_DAY 10 /* bookings of a chair */
#define WIDTH 1280
#define HEIGHT 760
#define ROUNDS 41 /* the first is not counted */
#define MONDAY "2026-03-02"

typedef struct
{
  Fixture    base;
  gint64     site_id;
  CtDate     monday;
  GtkWidget *window;
  CtDayView *view;
  GPtrArray *day;    /* of CtVisit: Monday, with whoever sits in a chair half an hour late */
  int        minute;
} Bench;

static void
add_chairs (Bench *self)
{
  for (guint i = ct_clinic_get_chairs (self->base.clinic)->len; i < N_CHAIRS; i++)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (CtChair) chair = ct_chair_new ();
      g_autoptr (CtRecord) stored = NULL;

      chair->site_id = self->site_id;
      chair->name = g_strdup_printf ("Chair %u", i + 1);
      chair->kind = g_strdup ("chair");
      chair->position = (int) i;
      chair->active = TRUE;
      ct_clinic_save_setup_async (self->base.clinic, CT_RECORD (chair), ct_await_done, &await);
      stored = fixture_take (&self->base, &await);
    }
  while (ct_clinic_get_chairs (self->base.clinic)->len < N_CHAIRS)
    g_main_context_iteration (NULL, TRUE);
}

/* A patient a booking of the day: nobody sits in two chairs at once. */
static void
add_bookings (Bench *self)
{
  for (int i = 0; i < N_CHAIRS * A_DAY; i++)
    {
      g_autofree char *family = g_strdup_printf ("Family%03d", i);
      g_autoptr (CtPatient) patient = fixture_add_patient (&self->base, family, "Marisol", "1985-03-12");

      for (int day = 0; day < N_DAYS; day++)
        {
          g_auto (CtAwait) await = { NULL };
          g_autoptr (CtAppointment) wish = fixture_wish (&self->base, patient, MONDAY, "08:00", 45);
          g_autoptr (CtAppointment) stored = NULL;

          wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->base.clinic), i % N_CHAIRS))->id;
          wish->day += day;
          wish->minute += i / N_CHAIRS * 50;
          ct_clinic_book_async (self->base.clinic, wish, ct_await_done, &await);
          stored = fixture_take (&self->base, &await);
        }
    }
}

static GPtrArray *
read_week (Bench *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_list_visits_async (self->base.clinic, self->site_id, self->monday, self->monday + 6, NULL, ct_await_done,
                               &await);
  return fixture_take (&self->base, &await);
}

static void
show (Bench *self, GPtrArray *visits)
{
  g_autoptr (CtDayColumns) columns = ct_day_columns_new (self->base.clinic, self->site_id, CT_COLUMNS_BY_DAY,
                                                         self->monday, self->monday + 6, 0, 0, visits);

  ct_day_view_set_content (self->view, columns, visits);
}

static void
on_after_paint_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* Goes on until the next frame of the window is on its screen. */
static void
wait_for_frame (Bench *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->view));
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), &painted);

  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static void
show_week (gpointer data)
{
  Bench *self = data;
  g_autoptr (GPtrArray) visits = read_week (self);

  show (self, visits);
  wait_for_frame (self);
  g_assert_cmpuint (ct_time_grid_get_n_blocks (ct_day_view_get_grid (self->view)), ==, N_CHAIRS * N_DAYS * A_DAY);
}

/* Not measured with the reading: the empty week, and a rest so that the next frame need not wait for its turn. */
static void
show_nothing (Bench *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  show (self, nothing);
  wait_for_frame (self);
  g_usleep (20 * 1000);
}

static void
read_only (gpointer data)
{
  g_autoptr (GPtrArray) visits = read_week (data);
}

static double
time_of (CtBenchWork work, gpointer data)
{
  gint64 before = g_get_monotonic_time ();

  work (data);
  return (double) (g_get_monotonic_time () - before);
}

static void
measure (Bench *self)
{
  CtBench figure = { .name = "week-view-500", .median_limit_us = 50000 };
  g_autoptr (GArray) work_us = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare_us = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < ROUNDS; i++)
    {
      double bare, work;

      show_nothing (self);
      bare = time_of (read_only, self);
      work = time_of (show_week, self);
      if (i == 0)
        continue;
      g_array_append_val (bare_us, bare);
      g_array_append_val (work_us, work);
    }
  ct_bench_report (&figure, work_us, bare_us);
}

/* ---- A day that runs over ---- */

#define NOW (10 * 60)

/* At ten o'clock: whoever began before is checked out, or has been in the chair for a few minutes only. */
static void
run_over (Bench *self)
{
  const CtWall seated = { self->monday, NOW - 5 };
  gint64 since_us = ct_wall_to_utc (seated, ct_clinic_get_zone (self->base.clinic, self->site_id));
  g_autoptr (GPtrArray) week = read_week (self);

  self->day = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint v = 0; v < week->len; v++)
    {
      CtVisit *visit = g_ptr_array_index (week, v);
      CtAppointment *a = visit->appointment;

      if (a->day != self->monday)
        continue;
      if (a->minute + a->minutes <= NOW)
        ct_way_set (a, CT_STEP_DONE, NULL, since_us);
      else if (a->minute <= NOW)
        ct_way_set (a, CT_STEP_IN_CHAIR, NULL, since_us);
      g_ptr_array_add (self->day, g_object_ref (visit));
    }
}

static void
show_day (Bench *self, CtDate today)
{
  g_autoptr (CtDayColumns) columns = ct_day_columns_new (self->base.clinic, self->site_id, CT_COLUMNS_BY_CHAIR, self->monday,
                                                         self->monday, 0, 0, self->day);

  ct_day_view_set_now (self->view, (CtWall) { today, NOW });
  ct_day_view_set_content (self->view, columns, self->day);
  wait_for_frame (self);
}

static void
show_today (gpointer data)
{
  Bench *self = data;

  show_day (self, self->monday);
  g_assert_cmpuint (ct_time_grid_get_n_ghosts (ct_day_view_get_grid (self->view)), >, N_CHAIRS);
}

static void
show_another_day (gpointer data)
{
  Bench *self = data;

  show_day (self, self->monday + 1);
  g_assert_cmpuint (ct_time_grid_get_n_ghosts (ct_day_view_get_grid (self->view)), ==, 0);
}

/* Without the frame, which comes when it is its turn. */
static void
let_a_minute_pass (gpointer data)
{
  Bench *self = data;

  self->minute = self->minute == NOW ? NOW + 1 : NOW;
  ct_day_view_set_now (self->view, (CtWall) { self->monday, self->minute });
}

static void
measure_day (Bench *self)
{
  CtBench figure = { .name = "day-100-runs-over", .median_limit_us = 50000 };
  CtBench minute = { .name = "minute-of-day-100", .work = let_a_minute_pass, .data = self, .rounds = 200,
                     .median_limit_us = 16000 };
  g_autoptr (GArray) work_us = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare_us = g_array_new (FALSE, FALSE, sizeof (double));

  run_over (self);
  for (int i = 0; i < ROUNDS; i++)
    {
      double bare, work;

      show_nothing (self);
      bare = time_of (show_another_day, self);
      show_nothing (self);
      work = time_of (show_today, self);
      if (i == 0)
        continue;
      g_array_append_val (bare_us, bare);
      g_array_append_val (work_us, work);
    }
  ct_bench_report (&figure, work_us, bare_us);
  ct_bench_run (&minute);
  g_ptr_array_unref (self->day);
}

static void
open_window (Bench *self)
{
  self->window = gtk_window_new ();
  self->view = CT_DAY_VIEW (ct_day_view_new (self->base.clinic));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->view)) || gtk_widget_get_width (GTK_WIDGET (self->view)) == 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  if (!gtk_init_check ())
    {
      g_printerr ("The week view is not measured: there is no display.\n");
      return 77;
    }
  ct_ui_init ();
  fixture_set_up (&bench.base, NULL);
  bench.site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (bench.base.clinic), 0))->id;
  bench.monday = ct_date_parse_iso (MONDAY);
  add_chairs (&bench);
  add_bookings (&bench);
  open_window (&bench);
  measure (&bench);
  measure_day (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  fixture_tear_down (&bench.base, NULL);
  return 0;
}
