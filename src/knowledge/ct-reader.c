#include "knowledge/ct-reader.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>

enum
{
  KIND_PROTOCOL,
  KIND_INSTRUMENT,
  KIND_INDICATIONS,
  KIND_VISITS,
  N_KINDS,
};

/* The outermost element of a file, and the name of its schema. */
static const char *const kinds[N_KINDS] = { "protocol", "instrument", "indications", "visits" };

struct _CtReader
{
  CtXmlSchema *schemas[N_KINDS];
};

/**
 * ct_reader_new:
 * @schema_folder: where the shipped schemas lie
 * @error: %CT_ERROR_NOT_FOUND or %CT_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable): a reader
 */
CtReader *
ct_reader_new (const char *schema_folder, GError **error)
{
  g_autoptr (CtReader) self = g_new0 (CtReader, 1);

  g_return_val_if_fail (schema_folder != NULL, NULL);
  xmlInitParser ();
  for (int i = 0; i < N_KINDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.rng", kinds[i]);
      g_autofree char *path = g_build_filename (schema_folder, name, NULL);

      self->schemas[i] = ct_xml_schema_load (path, error);
      if (self->schemas[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * ct_reader_free:
 * @self: (transfer full): a reader
 */
void
ct_reader_free (CtReader *self)
{
  g_return_if_fail (self != NULL);
  for (int i = 0; i < N_KINDS; i++)
    g_clear_pointer (&self->schemas[i], ct_xml_schema_free);
  g_free (self);
}

static int
kind_of (const xmlNode *root)
{
  for (int i = 0; i < N_KINDS; i++)
    if (ct_xml_is (root, kinds[i]))
      return i;
  return -1;
}

static gboolean
read_root (CtReading *self, int kind, const xmlNode *root, GError **error)
{
  switch (kind)
    {
    case KIND_PROTOCOL:
      self->protocol = ct_read_protocol (root, error);
      return self->protocol != NULL;
    case KIND_INSTRUMENT:
      self->instrument = ct_read_instrument (root, error);
      return self->instrument != NULL;
    case KIND_VISITS:
      self->visits = ct_read_visits (root, error);
      return self->visits != NULL;
    default:
      self->indications = ct_read_indications (root, error);
      return self->indications != NULL;
    }
}

/**
 * ct_reader_read:
 * @self: a reader
 * @bytes: a file
 * @name: what to call it in messages
 * @error: %CT_ERROR_CORRUPT, with file, line and what was expected
 *
 * Returns: (transfer full) (nullable): what the file holds, whole
 */
CtReading *
ct_reader_read (CtReader *self, GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (CtReading) reading = g_new0 (CtReading, 1);
  xmlNode *root;
  int kind;

  g_return_val_if_fail (self != NULL && bytes != NULL && name != NULL, NULL);
  reading->file = ct_xml_file_parse (bytes, name, error);
  if (reading->file == NULL)
    return NULL;
  root = ct_xml_file_get_root (reading->file);
  kind = kind_of (root);
  if (kind < 0)
    {
      ct_xml_set_error (error, root, _("<protocol>, <instrument>, <indications> or <visits> is expected here"));
      return NULL;
    }
  if (!ct_xml_schema_check (self->schemas[kind], reading->file, error) || !read_root (reading, kind, root, error))
    return NULL;
  return g_steal_pointer (&reading);
}

/**
 * ct_reading_free:
 * @self: (transfer full): what a file holds
 */
void
ct_reading_free (CtReading *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->protocol, ct_protocol_unref);
  g_clear_pointer (&self->instrument, ct_instrument_unref);
  g_clear_pointer (&self->indications, g_ptr_array_unref);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->file, ct_xml_file_free);
  g_free (self);
}
