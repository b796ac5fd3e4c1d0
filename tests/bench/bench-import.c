/* What it costs to store a referral through the clinic's door: read, matched, and in the chart with every section, fact,
 * search entry and audit row; beside parsing the same bytes and one durable insert of them into a file of the same kind. */
#include "bench-clinic.h"
#include "bench-samples.h"
#include "ct-bench.h"
#include "store/ct-database.h"

#include <libxml/parser.h>

#define ROUNDS 5
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT)
/* A hundred documents a second. */
#define LIMIT_US 10000

typedef struct
{
  BenchClinic *clinic;
  CtDatabase  *bare;
} Round;

/* Returns: whether it was stored; what does not say who it is about is refused. */
static gboolean
store_document (BenchClinic *self, GBytes *bytes)
{
  g_auto (CtAwait) reading = { NULL };
  g_auto (CtAwait) accepting = { NULL };
  g_autoptr (CtImport) import = NULL;
  g_autoptr (CtImport) stored = NULL;

  ct_clinic_read_document_async (self->clinic, bytes, "referral.xml", NULL, ct_await_done, &reading);
  import = ct_clinic_finish (self->clinic, ct_await_result (&reading), NULL);
  if (import == NULL)
    return FALSE;
  ct_clinic_accept_import_async (self->clinic, import, 0, ct_await_done, &accepting);
  stored = bench_clinic_take (self, &accepting);
  return !stored->already_imported;
}

static void
insert_bare (CtDatabase *bare, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  xmlParserCtxt *parser = xmlNewParserCtxt ();
  const CtValue value = ct_value_bytes (bytes);
  g_autoptr (GError) error = NULL;

  xmlFreeDoc (xmlCtxtReadMemory (parser, data, (int) size, "in.xml", NULL, PARSE_OPTIONS));
  xmlFreeParserCtxt (parser);
  if (ct_database_run (bare, "bare", "INSERT INTO bare (content) VALUES ($1)", &value, 1, &error) < 0)
    g_error ("%s", error->message);
}

static void
round_init (Round *self)
{
  self->clinic = bench_clinic_new ();
  self->bare = bench_clinic_bare (self->clinic, "CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)");
}

static void
round_clear (Round *self)
{
  ct_database_close (self->bare);
  bench_clinic_free (self->clinic);
}

/* Some samples differ only in what is left out, or say nothing of a patient: those that can't be stored are left out. */
static void
keep_storable (GPtrArray *documents)
{
  BenchClinic *clinic = bench_clinic_new ();

  for (guint i = documents->len; i > 0; i--)
    if (!store_document (clinic, g_ptr_array_index (documents, i - 1)))
      g_ptr_array_remove_index (documents, i - 1);
  bench_clinic_free (clinic);
}

/* The mean of a document over all of them, since they are of all sizes; both kinds of work take turns. */
static void
measure_round (GPtrArray *documents, GArray *work_us, GArray *bare_us)
{
  Round round;
  gint64 work = 0, bare = 0;
  double work_mean, bare_mean;

  round_init (&round);
  for (guint i = 0; i < documents->len; i++)
    {
      GBytes *bytes = g_ptr_array_index (documents, i);
      gint64 start = g_get_monotonic_time (), middle;

      insert_bare (round.bare, bytes);
      middle = g_get_monotonic_time ();
      if (!store_document (round.clinic, bytes))
        g_error ("A document was refused that was stored before.");
      bare += middle - start;
      work += g_get_monotonic_time () - middle;
    }
  round_clear (&round);
  work_mean = (double) work / documents->len;
  bare_mean = (double) bare / documents->len;
  g_array_append_val (work_us, work_mean);
  g_array_append_val (bare_us, bare_mean);
}

int
main (int argc, char **argv)
{
  const CtBench figure = { .name = "import-stored", .median_limit_us = LIMIT_US };
  g_autoptr (GPtrArray) documents = bench_samples_new ();
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));

  xmlInitParser ();
  keep_storable (documents);
  for (int i = 0; i < ROUNDS; i++)
    measure_round (documents, work, bare);
  ct_bench_report (&figure, work, bare);
  return 0;
}
