/* What a booking costs while eight desks want the same chairs: through the store, with its audit row and the way back; and
 * by bare statements of the engine, claims included, without ours. */
#include "bench-clinic.h"
#include "ct-bench.h"
#include "ct-crowd.h"

#include <glib/gstdio.h>

#define DESKS   8
#define SECONDS 4
#define ROUNDS  4

/** What was measured, by us or by bare statements. */
typedef struct
{
  GArray *answer_us; /* each booking or refusal */
  GArray *won_us;    /* a booking that was won, on average of a round */
} Samples;

static void
run (CtCrowd *crowd, gboolean bare, Samples *samples)
{
  g_auto (CtCrowdResult) result = { 0 };
  double won_us;

  crowd->bare = bare;
  result = ct_crowd_run (crowd);
  if (result.failure != NULL)
    g_error ("A desk was told: %s", result.failure);
  g_array_append_vals (samples->answer_us, result.us->data, result.us->len);
  won_us = crowd->seconds * G_USEC_PER_SEC / MAX (result.won, 1);
  g_array_append_val (samples->won_us, won_us);
}

static Samples
samples_new (void)
{
  return (Samples) { g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (double)) };
}

static void
samples_clear (Samples *self)
{
  g_array_unref (self->answer_us);
  g_array_unref (self->won_us);
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
  const CtBench won = { "8-desks-at-once-booking-won", NULL, NULL, NULL, 0, 3, 0, 0 };
  const CtBench answer = { "8-desks-at-once-answer", NULL, NULL, NULL, 0, 0, 0, 200000 };
  g_autofree char *folder = g_dir_make_tmp ("chairtime-crowd-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "crowd.chairtime", NULL);
  Samples ours = samples_new (), bare = samples_new ();
  const guint8 key[CT_STORE_KEY_BYTES] = { 7 };
  const CtCredentials credentials = { .key = ct_store_can_encrypt () ? key : NULL };
  CtCrowd crowd = { .place = path, .credentials = &credentials, .n_desks = DESKS, .seconds = SECONDS };
  g_autoptr (CtStore) store = NULL;

  g_assert_true (ct_store_create (path, crowd.credentials, NULL));
  store = ct_store_open (path, crowd.credentials, ct_clock_system (), NULL);
  ct_crowd_furnish (&crowd, store);
  ct_store_close (store);
  for (guint i = 0; i < ROUNDS; i++)
    {
      run (&crowd, TRUE, &bare);
      run (&crowd, FALSE, &ours);
    }
  ct_bench_report (&won, ours.won_us, bare.won_us);
  ct_bench_report (&answer, ours.answer_us, bare.answer_us);
  samples_clear (&ours);
  samples_clear (&bare);
  remove_clinic (folder, path);
  return 0;
}
