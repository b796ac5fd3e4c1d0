/* What a booking costs while eight desks want the same chairs: through the store, with its audit row and the way back; and
 * by bare statements of the engine, claims included, without ours. */
#include "bench-clinic.h"
#include "ct-bench.h"
#include "ct-crowd.h"

#include <glib/gstdio.h>

#define DESKS   8
#define SECONDS 4
#define ROUNDS  4

static void
run (CtCrowd *crowd, gboolean bare, GArray *us, double *won)
{
  g_auto (CtCrowdResult) result = { 0 };

  crowd->bare = bare;
  result = ct_crowd_run (crowd);
  if (result.failure != NULL)
    g_error ("A desk was told: %s", result.failure);
  g_array_append_vals (us, result.us->data, result.us->len);
  *won += result.won;
}

static void
remove_clinic (const char *folder, const char *path)
{
  const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_remove (file);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  const CtBench figure = { "booking-at-8-desks-at-once", NULL, NULL, NULL, 0, 3, 0, 0 };
  g_autofree char *folder = g_dir_make_tmp ("chairtime-crowd-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "crowd.chairtime", NULL);
  g_autoptr (GArray) work_us = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare_us = g_array_new (FALSE, FALSE, sizeof (double));
  const guint8 key[CT_STORE_KEY_BYTES] = { 7 };
  CtCrowd crowd = { .place = path, .key = ct_store_can_encrypt () ? key : NULL, .n_desks = DESKS, .seconds = SECONDS };
  g_autoptr (CtStore) store = NULL;
  double won = 0, bare_won = 0;

  g_assert_true (ct_store_create (path, crowd.key, NULL));
  store = ct_store_open (path, crowd.key, ct_clock_system (), NULL);
  ct_crowd_furnish (&crowd, store);
  ct_store_close (store);
  for (guint i = 0; i < ROUNDS; i++)
    {
      run (&crowd, TRUE, bare_us, &bare_won);
      run (&crowd, FALSE, work_us, &won);
    }
  ct_bench_report (&figure, work_us, bare_us);
  g_print ("# bookings a second: %.0f, bare %.0f; p99 %.1f ms, bare %.1f ms\n", won / (ROUNDS * SECONDS),
           bare_won / (ROUNDS * SECONDS), ct_bench_percentile (work_us, 99) / 1000, ct_bench_percentile (bare_us, 99) / 1000);
  remove_clinic (folder, path);
  return 0;
}
