#include "ct-bench.h"

static double
time_once (CtBenchWork work, gpointer data)
{
  gint64 before = g_get_monotonic_time ();

  work (data);
  return g_get_monotonic_time () - before;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * ct_bench_percentile:
 * @samples_us: (element-type double): durations, in microseconds; is sorted
 * @percent: 0 to 100
 *
 * Returns: the nearest-rank percentile, or 0 where there is no sample
 */
double
ct_bench_percentile (GArray *samples_us, int percent)
{
  guint rank = (samples_us->len * percent + 99) / 100;

  if (samples_us->len == 0)
    return 0;
  g_array_sort (samples_us, compare_doubles);
  return g_array_index (samples_us, double, MAX (rank, 1) - 1);
}

/**
 * ct_bench_report:
 * @self: what was measured; its functions are not called
 * @work_us: (element-type double): durations of the work
 * @bare_us: (element-type double): durations of the bare work; may be empty
 *
 * Prints the line of one figure, for a benchmark that takes its samples itself.
 */
void
ct_bench_report (const CtBench *self, GArray *work_us, GArray *bare_us)
{
  double median = ct_bench_percentile (work_us, 50);
  double p99 = ct_bench_percentile (work_us, 99);
  double bare = ct_bench_percentile (bare_us, 50);

  g_print ("bench\t%s\t%.1f\t%.1f\t%.1f\t%.2f\t%.0f\t%.0f%s\n", self->name, median, p99, bare, self->ratio_limit,
           self->median_limit_us, self->p99_limit_us, self->memory ? "\tkB" : "");
}

/**
 * ct_bench_run:
 *
 * Measures the work and the bare work in turns, and prints their line.
 */
void
ct_bench_run (const CtBench *self)
{
  g_autoptr (GArray) work_us = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare_us = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i <= self->rounds; i++)
    {
      double bare = self->bare ? time_once (self->bare, self->data) : 0;
      double work = time_once (self->work, self->data);

      if (i > 0) /* the first round warms caches */
        g_array_append_val (work_us, work);
      if (i > 0 && self->bare)
        g_array_append_val (bare_us, bare);
    }
  ct_bench_report (self, work_us, bare_us);
}
