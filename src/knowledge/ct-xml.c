#include "knowledge/ct-xml.h"

#include "base/ct-error.h"
#include "base/ct-units.h"
#include "knowledge/ct-xml-complaint.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

struct _CtXmlFile
{
  char   *name;
  xmlDoc *doc;      /* its _private is @name, so that every node knows its file */
};

/* Cast where it is handed over: newer libxml2 has the error const, older has not. */
static void
on_parse_error_cb (void *data, const xmlError *error)
{
  ct_xml_complaint_take (data, error);
}

/* Knowledge files need no document type; without one there are no entities to expand. */
static void
on_doctype_cb (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  xmlParserCtxt *parser = data;
  CtXmlComplaint *complaint = parser->_private;

  complaint->has_doctype = TRUE;
  complaint->line = parser->input != NULL ? parser->input->line : 0;
  xmlStopParser (parser);
}

static void
set_parse_error (const char *name, const CtXmlComplaint *complaint, GError **error)
{
  if (complaint->has_doctype)
    g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("%s, line %d: A document type is not allowed here."), name,
                 complaint->line);
  else if (complaint->text == NULL || complaint->text[0] == '\0')
    g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("%s is not an XML file."), name);
  else
    g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("%s, line %d: The file is damaged or not XML (%s)."), name,
                 complaint->line, complaint->text);
}

static xmlDoc *
parse_bytes (GBytes *bytes, const char *name, CtXmlComplaint *complaint)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  xmlStructuredErrorFunc before = xmlStructuredError;
  void *before_data = xmlStructuredErrorContext;
  xmlParserCtxt *parser = xmlNewParserCtxt ();
  xmlDoc *doc;

  parser->_private = complaint;
  parser->sax->internalSubset = on_doctype_cb;
  xmlSetStructuredErrorFunc (complaint, (xmlStructuredErrorFunc) on_parse_error_cb);
  doc = xmlCtxtReadMemory (parser, data, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
  xmlSetStructuredErrorFunc (before_data, before);
  if (doc != NULL && (!parser->wellFormed || complaint->has_doctype || xmlDocGetRootElement (doc) == NULL))
    g_clear_pointer (&doc, xmlFreeDoc);
  xmlFreeParserCtxt (parser);
  return doc;
}

/**
 * ct_xml_file_parse:
 * @bytes: the file
 * @name: what to call it in messages
 * @error: %CT_ERROR_CORRUPT
 *
 * Reads neither the network nor other files, and refuses document types, so entities can't be declared.
 *
 * Returns: (transfer full) (nullable): the well-formed file
 */
CtXmlFile *
ct_xml_file_parse (GBytes *bytes, const char *name, GError **error)
{
  CtXmlFile *self;
  CtXmlComplaint complaint = { 0 };
  xmlDoc *doc;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);
  if (g_bytes_get_size (bytes) > CT_XML_MAX_BYTES)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("%s is larger than a knowledge file may be (%d kB)."), name,
                   CT_XML_MAX_BYTES / 1024);
      return NULL;
    }
  doc = g_bytes_get_size (bytes) > 0 ? parse_bytes (bytes, name, &complaint) : NULL;
  if (doc == NULL)
    set_parse_error (name, &complaint, error);
  g_free (complaint.text);
  if (doc == NULL)
    return NULL;
  self = g_new0 (CtXmlFile, 1);
  self->name = g_strdup (name);
  self->doc = doc;
  doc->_private = self->name;
  return self;
}

/**
 * ct_xml_file_free:
 * @self: (transfer full): a file; its nodes go with it
 */
void
ct_xml_file_free (CtXmlFile *self)
{
  g_return_if_fail (self != NULL);
  xmlFreeDoc (self->doc);
  g_free (self->name);
  g_free (self);
}

/**
 * ct_xml_file_get_root:
 * @self: a file
 *
 * Returns: (transfer none): its outermost element.
 */
xmlNode *
ct_xml_file_get_root (CtXmlFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return xmlDocGetRootElement (self->doc);
}

/**
 * ct_xml_set_error:
 * @error: (out) (optional): the error
 * @node: where the fault is
 * @format: what was expected, without a full stop
 * @...: for @format
 *
 * Sets %CT_ERROR_CORRUPT with file, line and element before the message.
 */
void
ct_xml_set_error (GError **error, const xmlNode *node, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  g_return_if_fail (node != NULL && format != NULL);
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("%s, line %ld, <%s>: %s."), (const char *) node->doc->_private,
               xmlGetLineNo (node), (const char *) node->name, what);
}

/**
 * ct_xml_is:
 * @node: (nullable): a node
 * @name: an element's name
 *
 * Returns: whether @node is an element of that name.
 */
gboolean
ct_xml_is (const xmlNode *node, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

static xmlNode *
first_of (xmlNode *node, const char *name)
{
  while (node != NULL && !ct_xml_is (node, name))
    node = node->next;
  return node;
}

/**
 * ct_xml_child:
 * @node: (nullable): an element
 * @name: a name
 *
 * Returns: (nullable): its first child element of that name.
 */
xmlNode *
ct_xml_child (const xmlNode *node, const char *name)
{
  return node != NULL ? first_of (node->children, name) : NULL;
}

/**
 * ct_xml_next:
 * @node: an element
 * @name: a name
 *
 * Returns: (nullable): the next sibling of that name.
 */
xmlNode *
ct_xml_next (const xmlNode *node, const char *name)
{
  return first_of (node->next, name);
}

static char *
collapse (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (out, *p);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * ct_xml_attr:
 * @node: an element
 * @name: an attribute
 *
 * Returns: (transfer full) (nullable): its value, blanks collapsed; %NULL where it is absent or empty.
 */
char *
ct_xml_attr (const xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  g_autofree char *text = value != NULL ? collapse ((const char *) value) : NULL;

  xmlFree (value);
  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * ct_xml_int:
 * @node: an element
 * @name: an attribute the schema holds to small integers
 * @fallback: the value where it is absent
 *
 * Returns: its value.
 */
int
ct_xml_int (const xmlNode *node, const char *name, int fallback)
{
  g_autofree char *text = ct_xml_attr (node, name);

  return text != NULL ? (int) CLAMP (g_ascii_strtoll (text, NULL, 10), -1000000, 1000000) : fallback;
}

/**
 * ct_xml_flag:
 * @node: an element
 * @name: an attribute that is "yes" or "no"
 * @fallback: the value where it is absent
 *
 * Returns: its value.
 */
gboolean
ct_xml_flag (const xmlNode *node, const char *name, gboolean fallback)
{
  g_autofree char *text = ct_xml_attr (node, name);

  return text != NULL ? g_str_equal (text, "yes") : fallback;
}

/**
 * ct_xml_words:
 * @node: an element
 * @name: an attribute that is a list of words
 *
 * Returns: (transfer full): the words; none where it is absent.
 */
GStrv
ct_xml_words (const xmlNode *node, const char *name)
{
  g_autofree char *text = ct_xml_attr (node, name);

  return g_strsplit (text != NULL ? text : "", " ", -1);
}

/**
 * ct_xml_ints:
 * @node: an element
 * @name: an attribute that is a list of integers
 * @into: (element-type int): where to append them
 */
void
ct_xml_ints (const xmlNode *node, const char *name, GArray *into)
{
  g_auto (GStrv) words = ct_xml_words (node, name);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int value = (int) CLAMP (g_ascii_strtoll (words[i], NULL, 10), -1000000, 1000000);

      g_array_append_val (into, value);
    }
}

/**
 * ct_xml_date:
 * @node: an element
 * @name: an attribute
 * @date: (out): its value
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether it is a day of the calendar.
 */
gboolean
ct_xml_date (const xmlNode *node, const char *name, CtDate *date, GError **error)
{
  g_autofree char *text = ct_xml_attr (node, name);

  *date = ct_date_parse_iso (text);
  if (*date != CT_DATE_NONE)
    return TRUE;
  ct_xml_set_error (error, node, _("“%s” must be a date such as 2026-03-31"), name);
  return FALSE;
}

/**
 * ct_xml_decimal:
 * @node: an element
 * @name: an attribute the schema holds to decimals
 * @decimals: how many places to keep
 *
 * Returns: its value times 10^@decimals; 0 where it is absent.
 */
gint64
ct_xml_decimal (const xmlNode *node, const char *name, int decimals)
{
  g_autofree char *text = ct_xml_attr (node, name);
  gint64 value;

  return ct_decimal_parse (text, decimals, &value) ? value : 0;
}

/**
 * ct_xml_text:
 * @node: (nullable): an element
 *
 * Returns: (transfer full) (nullable): its text, blanks collapsed; %NULL where there is none.
 */
char *
ct_xml_text (const xmlNode *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  g_autofree char *text = content != NULL ? collapse ((const char *) content) : NULL;

  xmlFree (content);
  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * ct_xml_child_text:
 * @node: an element
 * @name: a child element
 *
 * Returns: (transfer full) (nullable): the text of the first child of that name.
 */
char *
ct_xml_child_text (const xmlNode *node, const char *name)
{
  return ct_xml_text (ct_xml_child (node, name));
}
