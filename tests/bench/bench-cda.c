/* What understanding a clinical document costs, beside what libxml2 needs to parse the same bytes. */
#include "bench-samples.h"
#include "ct-bench.h"
#include "exchange/ct-cda-model.h"

#include <libxml/parser.h>

/* Each document is timed by its best round: what is left is the work, not the machine's other guests. */
#define ROUNDS 7
/* The same as the reader's own, so that only its work is compared. */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT)

typedef struct
{
  GBytes *bytes;
  double understand_us; /* the best of the rounds */
  double bare_us;
} Document;

static void
free_document (gpointer data)
{
  Document *document = data;

  g_bytes_unref (document->bytes);
  g_free (document);
}

static void
add_document (GPtrArray *documents, GBytes *bytes)
{
  Document *document = g_new0 (Document, 1);

  document->bytes = g_bytes_ref (bytes);
  document->understand_us = document->bare_us = G_MAXDOUBLE;
  g_ptr_array_add (documents, document);
}

static double
time_bare (GBytes *bytes)
{
  gint64 start = g_get_monotonic_time ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  xmlParserCtxt *parser = xmlNewParserCtxt ();

  xmlFreeDoc (xmlCtxtReadMemory (parser, data, (int) size, "in.xml", NULL, PARSE_OPTIONS));
  xmlFreeParserCtxt (parser);
  return (double) (g_get_monotonic_time () - start);
}

static double
time_understand (GBytes *bytes)
{
  gint64 start = g_get_monotonic_time ();
  CtCdaDocument *read = ct_cda_read (bytes, NULL, NULL, NULL);

  if (read != NULL)
    ct_cda_document_unref (read);
  return (double) (g_get_monotonic_time () - start);
}

/* Which comes first changes, so that neither always finds the caches warm. */
static void
measure (Document *document, gboolean bare_first)
{
  if (bare_first)
    document->bare_us = MIN (document->bare_us, time_bare (document->bytes));
  document->understand_us = MIN (document->understand_us, time_understand (document->bytes));
  if (!bare_first)
    document->bare_us = MIN (document->bare_us, time_bare (document->bytes));
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = bench_samples_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (free_document);
  g_autoptr (GArray) understand = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  const CtBench figure = { .name = "import-understood", .ratio_limit = 2 };
  guint n;

  xmlInitParser ();
  for (guint i = 0; i < samples->len; i++)
    add_document (documents, g_ptr_array_index (samples, i));
  n = documents->len;
  for (int round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n; i++)
      measure (g_ptr_array_index (documents, i), round % 2 == 0);

  for (guint i = 0; i < n; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);

      g_array_append_val (understand, document->understand_us);
      g_array_append_val (bare, document->bare_us);
    }
  ct_bench_report (&figure, understand, bare);
  return 0;
}
