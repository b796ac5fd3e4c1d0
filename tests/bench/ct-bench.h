/* Measuring one piece of work beside the bare cost of the same: machines are noisy, ratios hold.
 *
 * The two take turns, so that a busy moment meets both. Every figure is one line on standard output, fields parted by
 * tabs, which `./run bench` collects into a table:
 *   bench NAME MEDIAN_US P99_US BARE_US RATIO_LIMIT MEDIAN_LIMIT_US P99_LIMIT_US    (a limit that is not set is 0)
 * Where the figure is memory and not time, all of it is kB instead of microseconds, and "kB" ends the line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*CtBenchWork) (gpointer data);

/**
 * CtBench:
 * @name: what a user would call the work
 * @work: does it once
 * @bare: (nullable): does the least that the same work could cost, once
 * @data: for both
 * @rounds: how many times each is measured; after one unmeasured round
 * @ratio_limit: the most that @work may take, in times of @bare; 0 for no limit
 * @median_limit_us: the most that the median may be, in microseconds; 0 for no limit
 * @p99_limit_us: the same for the 99th percentile
 * @memory: whether the figures and limits are kB, not microseconds
 */
typedef struct
{
  const char *name;
  CtBenchWork work;
  CtBenchWork bare;
  gpointer    data;
  guint       rounds;
  double      ratio_limit;
  double      median_limit_us;
  double      p99_limit_us;
  gboolean    memory;
} CtBench;

void   ct_bench_run        (const CtBench *self);
void   ct_bench_report     (const CtBench *self, GArray *work_us, GArray *bare_us);
double ct_bench_percentile (GArray *samples_us, int percent);

G_END_DECLS
