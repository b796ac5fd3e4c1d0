#include "knowledge/ct-xml.h"

#include "base/ct-error.h"
#include "knowledge/ct-schema-hint.h"
#include "knowledge/ct-xml-complaint.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

struct _CtXmlSchema
{
  xmlRelaxNG *grammar;
  xmlDoc     *doc;      /* the same, to say what was expected */
};

static void
on_grammar_error_cb (void *data, const xmlError *error)
{
  g_debug ("A schema is damaged: %s", error->message);
}

/* The grammar takes the tree it is made from apart, so it gets a copy. */
static xmlRelaxNG *
parse_grammar (xmlDoc *doc)
{
  xmlDoc *copy = xmlCopyDoc (doc, 1);
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewDocParserCtxt (copy);
  xmlRelaxNG *grammar;

  xmlRelaxNGSetParserStructuredErrors (parser, (xmlStructuredErrorFunc) on_grammar_error_cb, NULL);
  grammar = xmlRelaxNGParse (parser);
  xmlRelaxNGFreeParserCtxt (parser);
  xmlFreeDoc (copy);
  return grammar;
}

/**
 * ct_xml_schema_load:
 * @path: a RELAX NG grammar in XML syntax, shipped with the program
 * @error: %CT_ERROR_NOT_FOUND or %CT_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable): the grammar
 */
CtXmlSchema *
ct_xml_schema_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize size;
  g_autoptr (CtXmlSchema) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  if (!g_file_get_contents (path, &text, &size, NULL) || size > CT_XML_MAX_BYTES)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("The schema %s can't be read."), path);
      return NULL;
    }
  self = g_new0 (CtXmlSchema, 1);
  self->doc = xmlReadMemory (text, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  self->grammar = self->doc != NULL ? parse_grammar (self->doc) : NULL;
  if (self->grammar != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("The schema %s is damaged."), path);
  return NULL;
}

/**
 * ct_xml_schema_free:
 * @self: (transfer full): a grammar
 */
void
ct_xml_schema_free (CtXmlSchema *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->grammar, xmlRelaxNGFree);
  g_clear_pointer (&self->doc, xmlFreeDoc);
  g_free (self);
}

/* "Element x failed to validate content" only repeats that something inside x is wrong. */
static gboolean
says_only_where (const char *message)
{
  return strstr (message, "failed to validate") != NULL || strstr (message, "Internal error") != NULL;
}

static void
on_schema_error_cb (void *data, const xmlError *error)
{
  CtXmlComplaint *complaint = data;

  if (complaint->text != NULL && says_only_where (complaint->text) && error->message != NULL &&
      !says_only_where (error->message))
    g_clear_pointer (&complaint->text, g_free);
  ct_xml_complaint_take (complaint, error);
}

/* The plain words of the grammar come first; the validator's own are the last resort. */
static void
set_schema_error (CtXmlSchema *self, const xmlNode *node, const char *said, GError **error)
{
  const xmlNode *parent = node->parent;
  g_autofree char *hint = ct_schema_hint (self->doc, &node);

  if (hint == NULL && parent != NULL && (hint = ct_schema_hint (self->doc, &parent)) != NULL)
    node = parent;
  ct_xml_set_error (error, node, "%s", hint != NULL ? hint : said != NULL ? said : _("Not as the schema says"));
}

/**
 * ct_xml_schema_check:
 * @self: a grammar
 * @file: a file
 * @error: %CT_ERROR_CORRUPT, with file, line and what was expected
 *
 * Returns: whether the file follows the grammar.
 */
gboolean
ct_xml_schema_check (CtXmlSchema *self, CtXmlFile *file, GError **error)
{
  xmlRelaxNGValidCtxt *validator;
  CtXmlComplaint complaint = { 0 };
  int result;

  g_return_val_if_fail (self != NULL && file != NULL, FALSE);
  validator = xmlRelaxNGNewValidCtxt (self->grammar);
  xmlRelaxNGSetValidStructuredErrors (validator, (xmlStructuredErrorFunc) on_schema_error_cb, &complaint);
  result = xmlRelaxNGValidateDoc (validator, ct_xml_file_get_root (file)->doc);
  xmlRelaxNGFreeValidCtxt (validator);
  if (result != 0)
    set_schema_error (self, complaint.node != NULL ? complaint.node : ct_xml_file_get_root (file), complaint.text, error);
  g_free (complaint.text);
  return result == 0;
}
