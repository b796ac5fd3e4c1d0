#include "bench-samples.h"

#include <string.h>

#define N_GENERATED 50

static void
add_document (GPtrArray *documents, char *data, gsize size)
{
  g_ptr_array_add (documents, g_bytes_new_take (data, size));
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

/* A document about patient @number, of @n_entries problems with a narrative table. */
static void
add_generated (GPtrArray *documents, int number, int n_entries)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\" "
                               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><title>Summary</title>");
  gsize size;

  g_string_append_printf (xml,
                          "<id root=\"1.2.4\" extension=\"%d\"/><recordTarget><patientRole>"
                          "<id root=\"1.2.3\" extension=\"%d\"/><patient><name><given>Ada</given><family>Bench%c%c</family></name>"
                          "<birthTime value=\"1980%02d%02d\"/></patient></patientRole></recordTarget>",
                          number, number, 'a' + number % 26, 'a' + number / 26 % 26, number % 12 + 1, number % 28 + 1);
  g_string_append (xml, "<component><structuredBody><component><section><code code=\"11450-4\"/><title>Problems</title>"
                        "<text><table><tbody>");
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

/**
 * bench_samples_new:
 *
 * Returns: (transfer full) (element-type GBytes): the documents below CHAIRTIME_SAMPLES that a schema accepts; where
 * there are none, fifty that are made up, from small to large.
 */
GPtrArray *
bench_samples_new (void)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *folder = g_getenv ("CHAIRTIME_SAMPLES");

  if (folder != NULL)
    add_samples (documents, folder);
  if (documents->len == 0)
    for (int i = 0; i < N_GENERATED; i++)
      add_generated (documents, i, 20 * (i + 1));
  return documents;
}
