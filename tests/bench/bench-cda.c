/* What understanding a clinical document costs, beside what libxml2 needs to parse the same bytes. */
#include "ct-bench.h"
#include "exchange/ct-cda-model.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

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
add_document (GPtrArray *documents, char *data, gsize size)
{
  Document *document = g_new0 (Document, 1);

  document->bytes = g_bytes_new_take (data, size);
  document->understand_us = document->bare_us = G_MAXDOUBLE;
  g_ptr_array_add (documents, document);
}

/* All documents of the samples that a schema accepts. */
static void
add_samples (GPtrArray *documents, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "MANIFEST.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (int i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);
      g_autofree char *file = NULL;
      char *data;
      gsize size;

      if (g_strv_length (row) < 12 || strcmp (row[7], "C-CDA/CDA document") != 0 || strcmp (row[11], "yes") != 0)
        continue;
      file = g_build_filename (folder, row[0], NULL);
      if (g_file_get_contents (file, &data, &size, NULL))
        add_document (documents, data, size);
    }
}

/* A document of @n_entries problems with a narrative table, for where there are no samples. */
static void
add_generated (GPtrArray *documents, int n_entries)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\" "
                               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><title>Summary</title><recordTarget><patientRole>"
                               "<id root=\"1.2.3\" extension=\"1\"/><patient><name><given>Ada</given><family>Bench</family></name>"
                               "<birthTime value=\"19800101\"/></patient></patientRole></recordTarget><component><structuredBody><component>"
                               "<section><code code=\"11450-4\"/><title>Problems</title><text><table><tbody>");
  gsize size;

  for (int i = 0; i < n_entries; i++)
    g_string_append_printf (xml, "<tr ID=\"p%d\"><td>Problem number %d</td><td>2015</td><td>Active</td></tr>\n", i, i);
  g_string_append (xml, "</tbody></table></text>");
  for (int i = 0; i < n_entries; i++)
    g_string_append_printf (xml,
                            "<entry><act classCode=\"ACT\" moodCode=\"EVN\"><statusCode code=\"active\"/><entryRelationship typeCode=\"SUBJ\">\n"
                            "<observation classCode=\"OBS\" moodCode=\"EVN\"><templateId root=\"2.16.840.1.113883.10.20.22.4.4\"/>\n"
                            "<id root=\"1.2.3.%d\"/><code code=\"55607006\" codeSystem=\"2.16.840.1.113883.6.96\"/><text><reference value=\"#p%d\"/></text>\n"
                            "<statusCode code=\"completed\"/><effectiveTime><low value=\"2015\"/></effectiveTime>\n"
                            "<value xsi:type=\"CD\" code=\"%d\" codeSystem=\"2.16.840.1.113883.6.96\" displayName=\"Problem %d\"/>\n"
                            "</observation></entryRelationship></act></entry>\n", i, i, 35489007 + i, i);
  g_string_append (xml, "</section></component></structuredBody></component></ClinicalDocument>");
  size = xml->len;
  add_document (documents, g_string_free (xml, FALSE), size);
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
  const char *folder = g_getenv ("CHAIRTIME_SAMPLES");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (free_document);
  g_autoptr (GArray) understand = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  const CtBench figure = { .name = "C-CDA understood", .ratio_limit = 2 };
  guint n;

  xmlInitParser ();
  if (folder != NULL)
    add_samples (documents, folder);
  if (documents->len == 0)
    for (int i = 0; i < 50; i++)
      add_generated (documents, 20 * (i + 1));
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
