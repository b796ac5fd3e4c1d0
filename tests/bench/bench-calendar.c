/* The calendar of a clinic with ten years of bookings: each view from the key to the frame on the screen, beside reading
 * the same; frames while a booking is dragged; and what the week keeps in memory, beside a clinic with few bookings.
 *
 * 12 chairs at 3 sites, 16 bookings of a chair a day. Each round goes to days that have not been read before. */
#include "ct-bench.h"

#include <adwaita.h>
#include <malloc.h>

#include "bench-clinic.h"
#include "clinic/ct-clinic-private.h"
#include "store/ct-search.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/ct-page.h"
#include "ui/ct-ui.h"

#define N_SITES 3
#define N_CHAIRS 12
#define A_DAY 16      /* bookings of a chair */
#define MINUTES 30
#define N_PATIENTS 20000
#define MANY 500000
#define FEW 5000
#define BATCH 50000
#define WIDTH 1280
#define HEIGHT 760
#define ROUNDS 31     /* the first is not counted */
#define DRAG_FRAMES 240

typedef struct
{
  BenchClinic    *base;
  gint64          sites[N_SITES];
  gint64          chairs[N_CHAIRS];
  gint64          patients[N_PATIENTS];
  CtDate          first;     /* a Monday */
  int             from, to;  /* bookings of the next batch */
  GtkWidget      *window;
  CtCalendarPage *page;
  CtViewKind      kind;
  CtDate          date;
  gint64          frame_us;  /* the work of the last frame */
  gint64          frame_began_us;
  gboolean        painted;
} Bench;

/* ---- The clinic ---- */

static gpointer
take_record (Bench *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_setup_async (self->base->clinic, record, ct_await_done, &await);
  return bench_clinic_take (self->base, &await);
}

/* The first site has all chairs; the others get their share. */
static void
furnish (Bench *self)
{
  g_autoptr (GPtrArray) chairs = g_ptr_array_copy (ct_clinic_get_chairs (self->base->clinic), (GCopyFunc) (GCallback) g_object_ref, NULL);

  self->sites[0] = CT_RECORD (ct_clinic_get_site (self->base->clinic, 0))->id;
  for (int i = 1; i < N_SITES; i++)
    {
      g_autoptr (CtSite) site = ct_site_new ();
      g_autoptr (CtRecord) stored = NULL;
      g_autofree char *name = g_strdup_printf ("Site %d", i + 1);

      site->active = TRUE;
      g_object_set (site, "name", name, "zone", "America/Denver", NULL);
      stored = take_record (self, site);
      self->sites[i] = stored->id;
    }
  for (int i = 0; i < N_CHAIRS; i++)
    {
      g_autoptr (CtChair) chair = ct_record_copy (g_ptr_array_index (chairs, i));
      g_autoptr (CtRecord) stored = NULL;

      self->chairs[i] = CT_RECORD (chair)->id;
      chair->site_id = self->sites[i * N_SITES / N_CHAIRS];
      stored = take_record (self, chair);
    }
}

static gpointer
work_patients (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  ct_unit_load (unit);
  for (int i = 0; i < N_PATIENTS; i++)
    {
      g_autoptr (CtPatient) patient = ct_patient_new ();
      g_autofree char *family = g_strdup_printf ("Family%05d", i);

      g_object_set (patient, "family_name", family, "given_names", "Marisol", "phone", "562-555-0100", NULL);
      patient->born = 5000 + i % 9000;
      if (!ct_unit_insert (unit, patient, error))
        return NULL;
      self->patients[i] = CT_RECORD (patient)->id;
    }
  return ct_search_rebuild (unit, error) ? CT_WORK_DONE : NULL;
}

static CtAppointment *
booking (Bench *self, int number)
{
  static const char *const kinds[] = { CT_VISIT_TREATMENT, CT_VISIT_TREATMENT, CT_VISIT_CONSULTATION, CT_VISIT_FOLLOW_UP };
  CtAppointment *booking = ct_appointment_new ();
  int a_day = N_CHAIRS * A_DAY, day = number / a_day, chair = number % N_CHAIRS;

  booking->site_id = self->sites[chair * N_SITES / N_CHAIRS];
  booking->chair_id = self->chairs[chair];
  booking->patient_id = self->patients[number % N_PATIENTS];
  booking->day = self->first + day / 5 * 7 + day % 5;
  booking->minute = 8 * 60 + number % a_day / N_CHAIRS * MINUTES;
  booking->minutes = MINUTES;
  booking->kind = g_strdup (kinds[number % 4]);
  booking->status = g_strdup (day % 2 == 0 ? CT_APPOINTMENT_DONE : CT_APPOINTMENT_BOOKED);
  return booking;
}

static gpointer
work_bookings (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  ct_unit_load (unit);
  for (int i = self->from; i < self->to; i++)
    {
      g_autoptr (CtAppointment) record = booking (self, i);

      if (!ct_unit_insert (unit, record, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

static Bench *
bench_new (int n_bookings)
{
  Bench *self = g_new0 (Bench, 1);
  g_autoptr (GError) error = NULL;

  self->base = bench_clinic_new ();
  self->first = ct_date_monday_of (ct_clinic_now_at (self->base->clinic, 0).date) - 5 * 52 * 7;
  furnish (self);
  ct_store_write (self->base->clinic->store, work_patients, self, &error);
  g_assert_no_error (error);
  for (self->from = 0; self->from < n_bookings; self->from = self->to)
    {
      self->to = MIN (self->from + BATCH, n_bookings);
      ct_store_write (self->base->clinic->store, work_bookings, self, &error);
      g_assert_no_error (error);
    }
  return self;
}

/* ---- The window ---- */

static void
on_before_paint_cb (GdkFrameClock *clock, Bench *self)
{
  self->frame_began_us = g_get_monotonic_time ();
}

static void
on_after_paint_cb (GdkFrameClock *clock, Bench *self)
{
  self->frame_us = g_get_monotonic_time () - self->frame_began_us;
  self->painted = TRUE;
}

static void
wait_for_frame (Bench *self)
{
  self->painted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self->page));
  while (!self->painted)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_shown (Bench *self)
{
  while (ct_calendar_page_is_busy (self->page))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (self);
}

static void
open_window (Bench *self)
{
  GdkFrameClock *clock;

  self->window = gtk_window_new ();
  self->page = CT_CALENDAR_PAGE (ct_calendar_page_new (self->base->clinic));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->page));
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->page)) || gtk_widget_get_width (GTK_WIDGET (self->page)) == 0)
    g_main_context_iteration (NULL, TRUE);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->page));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), self);
  ct_page_open (CT_PAGE (self->page), "site", g_variant_new_int64 (self->sites[0]));
  wait_until_shown (self);
}

static void
bench_free (Bench *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  bench_clinic_free (self->base);
  g_free (self);
}

/* ---- Views ---- */

static CtTimeGrid *
grid_of (Bench *self)
{
  return ct_day_view_get_grid (ct_calendar_page_get_view (self->page));
}

static void
show (Bench *self)
{
  ct_calendar_page_show_date (self->page, self->date);
  wait_until_shown (self);
}

static void
read_only (Bench *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CtDayCounts) counts = NULL;
  CtMonth month = ct_month_of (self->date);
  CtVisitFilter filter = { 0 };
  CtDate monday = ct_date_monday_of (self->date);

  if (self->kind == CT_VIEW_MONTH)
    ct_clinic_count_visits_async (self->base->clinic, self->sites[0], month.first, month.last, &filter, NULL, ct_await_done,
                                  &await);
  else if (self->kind == CT_VIEW_WEEK)
    ct_clinic_list_visits_async (self->base->clinic, self->sites[0], monday, monday + 6, NULL, ct_await_done, &await);
  else
    ct_clinic_list_visits_async (self->base->clinic, self->sites[0], self->date,
                                 self->date + (self->kind == CT_VIEW_AGENDA ? 13 : 0), NULL, ct_await_done, &await);
  if (self->kind == CT_VIEW_MONTH)
    counts = bench_clinic_take (self->base, &await);
  else
    rows = bench_clinic_take (self->base, &await);
  g_assert_cmpuint (counts != NULL ? counts->counts->len : rows->len, >, 0);
}

/* A moment's rest, so that the next frame need not wait for its turn, and neighbours are read before and not during it. */
static void
rest (void)
{
  gint64 end_us = g_get_monotonic_time () + 200 * 1000;

  while (g_get_monotonic_time () < end_us)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static double
time_of (void (*work) (Bench *), Bench *self)
{
  gint64 before_us = g_get_monotonic_time ();

  work (self);
  return (double) (g_get_monotonic_time () - before_us);
}

static void
measure_view (Bench *self, CtViewKind kind, const char *name)
{
  CtBench figure = { .name = name, .median_limit_us = 50000 };
  g_autoptr (GArray) work_us = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare_us = g_array_new (FALSE, FALSE, sizeof (double));

  self->kind = kind;
  ct_calendar_page_show (self->page, &(CtViewState) { .kind = kind });
  wait_until_shown (self);
  for (int i = 0; i < ROUNDS; i++)
    {
      double work, bare;

      self->date = self->first + 7 * (30 + i * 14) + kind;
      rest ();
      work = time_of (show, self);
      bare = time_of (read_only, self);
      if (i == 0)
        continue;
      g_array_append_val (work_us, work);
      g_array_append_val (bare_us, bare);
    }
  ct_bench_report (&figure, work_us, bare_us);
}

/* ---- Dragging ---- */

static GtkGesture *
drag_of (CtTimeGrid *grid)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* The pointer goes back and forth over the day with a booking in the hand. What is measured is the work of a motion and
 * of the frame that shows it, without the wait for the display. */
static void
measure_drag (Bench *self)
{
  CtBench figure = { .name = "calendar-drag-frame", .p99_limit_us = 16000 };
  g_autoptr (GArray) work_us = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare_us = g_array_new (FALSE, FALSE, sizeof (double));
  CtTimeGrid *grid = grid_of (self);
  GtkGesture *drag;
  GdkRectangle rect;

  ct_calendar_page_show (self->page, &(CtViewState) { .kind = CT_VIEW_DAY });
  self->kind = CT_VIEW_DAY;
  /* A day whose visits may still move. */
  self->date = ct_date_monday_of (ct_clinic_now_at (self->base->clinic, self->sites[0]).date) + 15;
  show (self);
  g_assert_cmpuint (ct_time_grid_get_n_blocks (grid), >=, 60);
  ct_time_grid_select_place (grid, 0, 9 * 60, 15);
  rect = ct_time_grid_selection_rect (grid);
  drag = drag_of (grid);
  g_signal_emit_by_name (drag, "drag-begin", (double) rect.x + 20, (double) rect.y + 4);
  for (int i = 0; i < DRAG_FRAMES; i++)
    {
      double frame, plain;
      gint64 before_us;

      wait_for_frame (self);
      plain = (double) self->frame_us;
      before_us = g_get_monotonic_time ();
      g_signal_emit_by_name (drag, "drag-update", i / 40 % 2 == 0 ? 9.0 : -9.0, i / 20 % 2 == 0 ? 7.0 : -7.0);
      frame = (double) (g_get_monotonic_time () - before_us);
      wait_for_frame (self);
      frame += (double) self->frame_us;
      g_array_append_val (work_us, frame);
      g_array_append_val (bare_us, plain);
    }
  g_assert_true (ct_time_grid_has_hand (grid));
  ct_time_grid_put_down (grid, FALSE);
  ct_bench_report (&figure, work_us, bare_us);
}

/* ---- Memory ---- */

static double
kept_kb (void)
{
  return (double) mallinfo2 ().uordblks / 1024;
}

/* What the weeks take that both clinics have. */
static double
memory_of_weeks (Bench *self)
{
  double before, after;

  ct_calendar_page_show (self->page, &(CtViewState) { .kind = CT_VIEW_WEEK });
  self->kind = CT_VIEW_WEEK;
  self->date = self->first;
  read_only (self);
  wait_until_shown (self);
  before = kept_kb ();
  for (int i = 0; i < 4; i++)
    {
      self->date = self->first + 7 * i;
      show (self);
      rest ();
    }
  after = kept_kb ();
  return MAX (after - before, 1);
}

static void
report_memory (double few_kb, double many_kb)
{
  CtBench figure = { .name = "calendar-week-memory", .memory = TRUE, .ratio_limit = 1.25 };
  g_autoptr (GArray) many = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) few = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_val (many, many_kb);
  g_array_append_val (few, few_kb);
  ct_bench_report (&figure, many, few);
}

int
main (int argc, char **argv)
{
  static const char *const names[CT_VIEW_AGENDA + 1] = { "calendar-day", "calendar-week", "calendar-month", "calendar-agenda" };
  double few_kb = 0, many_kb;
  Bench *bench;

  if (!gtk_init_check ())
    {
      g_printerr ("The calendar is not measured: there is no display.\n");
      return 77;
    }
  ct_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  /* Twice: what is kept once, such as icons, is there after the first time. */
  for (int i = 0; i < 2; i++)
    {
      bench = bench_new (FEW);
      open_window (bench);
      few_kb = memory_of_weeks (bench);
      bench_free (bench);
    }
  bench = bench_new (argc > 1 ? atoi (argv[1]) : MANY);
  open_window (bench);
  many_kb = memory_of_weeks (bench);
  report_memory (few_kb, many_kb);
  for (int kind = CT_VIEW_DAY; kind <= CT_VIEW_AGENDA; kind++)
    measure_view (bench, (CtViewKind) kind, names[kind]);
  measure_drag (bench);
  bench_free (bench);
  return 0;
}
