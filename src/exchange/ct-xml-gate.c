#include "exchange/ct-xml-gate.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

/* No clinical document nests deeper; libxml2 keeps the same limit, except for huge texts. */
#define MAX_DEPTH 250
/* Elements and attributes. Real documents have one in 20 bytes or fewer; a bomb of empty tags has one in four. */
#define MAX_NODES_BASE  400000
#define BYTES_PER_NODE  16
/* How often the parser looks whether the user still wants it. */
#define CANCEL_EVERY 4096

#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT)

/* Why a parse stopped, seen from inside the parser's callbacks. */
typedef enum
{
  STOP_NONE,
  STOP_DOCTYPE,
  STOP_DEPTH,
  STOP_NODES,
  STOP_CANCELLED,
} Stop;

typedef struct
{
  Stop stop;
  guint64 n_nodes;
  guint64 max_nodes;
  GCancellable *cancellable;
  int error_code;
  int error_line;
  startElementNsSAX2Func start_element;
} Watch;

/* What a file begins with, and what to say about it. Offset 0 unless it is text, where blanks are skipped first. */
typedef struct
{
  const char *magic;
  gsize length;
  const char *sentence;
} Magic;

static const Magic binary[] = {
  { "PK\3\4", 4, N_ ("This is a ZIP archive; unpack it and import the XML document inside.") },
  { "\x1f\x8b", 2, N_ ("This is a compressed file; unpack it and import the XML document inside.") },
  { "%PDF", 4, N_ ("This is a PDF file, not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "{\\rtf", 5,
    N_ ("This is a text document (RTF), not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "\xd0\xcf\x11\xe0", 4,
    N_ ("This is an office document, not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "\x89PNG", 4, N_ ("This is a picture, not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "\xff\xd8\xff", 3,
    N_ ("This is a picture, not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "II*\0", 4, N_ ("This is a scan (TIFF), not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "MM\0*", 4, N_ ("This is a scan (TIFF), not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "\xff\xfe\0\0", 4, N_ ("This file uses a text encoding (UTF-32) that can't be read; ask the sender for UTF-8.") },
  { "\0\0\xfe\xff", 4, N_ ("This file uses a text encoding (UTF-32) that can't be read; ask the sender for UTF-8.") },
};

static const Magic text[] = {
  { "MSH|", 4,
    N_ ("This is an HL7 version 2 message, not a clinical document; ask the sender for the C-CDA document.") },
  { "FHS|", 4,
    N_ ("This is a batch of HL7 version 2 messages, not a clinical document; ask the sender for the C-CDA document.") },
  { "BHS|", 4,
    N_ ("This is a batch of HL7 version 2 messages, not a clinical document; ask the sender for the C-CDA document.") },
  { "BEGIN:VCALENDAR", 15, N_ ("This is a calendar file, not a clinical document.") },
  { "BEGIN:VCARD", 11, N_ ("This is an address card, not a clinical document.") },
  { "MIME-Version:", 13, N_ ("This is a saved e-mail; open it and import the XML document attached to it.") },
  { "Content-", 8, N_ ("This is a saved e-mail; open it and import the XML document attached to it.") },
  { "Received:", 9, N_ ("This is a saved e-mail; open it and import the XML document attached to it.") },
  { "Return-Path:", 12, N_ ("This is a saved e-mail; open it and import the XML document attached to it.") },
  { "From:", 5, N_ ("This is a saved e-mail; open it and import the XML document attached to it.") },
  { "<!DOCTYPE html", 14,
    N_ ("This is a web page, not a clinical document; ask the sender for the C-CDA document itself.") },
  { "<html", 5, N_ ("This is a web page, not a clinical document; ask the sender for the C-CDA document itself.") },
  { "{", 1,
    N_ ("This is a JSON file, perhaps FHIR, not a clinical document in XML; ask the sender for the C-CDA document.") },
  { "[", 1,
    N_ ("This is a JSON file, perhaps FHIR, not a clinical document in XML; ask the sender for the C-CDA document.") },
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT, _(sentence));
  return FALSE;
}

static gboolean
is_utf16 (const guint8 *data, gsize size)
{
  return size >= 4 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff) ||
                       (data[0] == '<' && data[1] == 0) || (data[0] == 0 && data[1] == '<'));
}

/* Length of a byte-order mark of UTF-8 and of blanks, which some senders put before the XML declaration. */
static gsize
skip_blank (const char *data, gsize size, guint *lines)
{
  gsize i = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  for (; i < size && (data[i] == ' ' || data[i] == '\t' || data[i] == '\r' || data[i] == '\n'); i++)
    *lines += data[i] == '\n';
  return i;
}

/**
 * ct_xml_gate_sniff:
 * @data: a file
 * @size: its length in bytes
 * @error: return location for a sentence that says what the file is instead
 *
 * Returns: whether the file looks like XML.
 */
gboolean
ct_xml_gate_sniff (const char *data, gsize size, GError **error)
{
  guint lines = 0;
  gsize start;

  for (gsize i = 0; i < G_N_ELEMENTS (binary); i++)
    if (size >= binary[i].length && memcmp (data, binary[i].magic, binary[i].length) == 0)
      return refuse (error, binary[i].sentence);
  if (is_utf16 ((const guint8 *) data, size))
    return TRUE;
  start = skip_blank (data, size, &lines);
  if (start == size)
    return refuse (error, N_("The file is empty."));
  for (gsize i = 0; i < G_N_ELEMENTS (text); i++)
    if (size - start >= text[i].length && g_ascii_strncasecmp (data + start, text[i].magic, text[i].length) == 0)
      return refuse (error, text[i].sentence);
  if (data[start] != '<')
    return refuse (error, N_("This is not a clinical document: it does not begin like an XML file."));
  return TRUE;
}

/* Some systems write UTF-8 and declare UTF-16: the bytes are right, the words are not. */
static gboolean
declares_utf16_but_is_not (const char *data, gsize size)
{
  g_autofree char *head = NULL;
  const char *end, *encoding;

  if (size < 5 || memcmp (data, "<?xml", 5) != 0)
    return FALSE;
  head = g_ascii_strdown (data, (gssize) MIN (size, 200));
  end = strstr (head, "?>");
  encoding = strstr (head, "encoding");
  return end != NULL && encoding != NULL && encoding < end && strstr (encoding, "utf-16") != NULL &&
         strstr (encoding, "utf-16") < end;
}

static Watch *
watch_of (void *parser)
{
  return ((xmlParserCtxt *) parser)->_private;
}

static void
stop_parser (void *parser, Stop why)
{
  if (watch_of (parser)->stop == STOP_NONE)
    watch_of (parser)->stop = why;
  xmlStopParser (parser);
}

/* No clinical document has a document type; every entity attack needs one. */
static void
on_internal_subset (void *parser, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  stop_parser (parser, STOP_DOCTYPE);
}

static void
on_start_element (void *parser, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  Watch *watch = watch_of (parser);

  watch->n_nodes += (guint) (1 + n_attributes + n_namespaces);
  if (watch->n_nodes > watch->max_nodes)
    stop_parser (parser, STOP_NODES);
  else if (((xmlParserCtxt *) parser)->nodeNr > MAX_DEPTH)
    stop_parser (parser, STOP_DEPTH);
  else if (watch->n_nodes % CANCEL_EVERY < 8 && g_cancellable_is_cancelled (watch->cancellable))
    stop_parser (parser, STOP_CANCELLED);
  else
    watch->start_element (parser, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
}

/* Keeps the first error and says nothing: what the parser says may hold the patient's data. */
#if LIBXML_VERSION >= 21200
static void
on_error (void *parser, const xmlError *error)
#else
static void
on_error (void *parser, xmlError *error)
#endif
{
  Watch *watch = watch_of (parser);

  if (watch->error_code == 0 && error->level >= XML_ERR_ERROR && error->domain != XML_FROM_NAMESPACE)
    {
      watch->error_code = error->code;
      watch->error_line = error->line;
    }
}

static xmlDoc *
parse_once (const char *data, gsize size, const char *encoding, int options, Watch *watch)
{
  xmlParserCtxt *parser = xmlNewParserCtxt ();
  xmlDoc *doc;

  if (parser == NULL)
    g_error ("out of memory");
  parser->_private = watch;
  watch->start_element = parser->sax->startElementNs;
  parser->sax->startElementNs = on_start_element;
  parser->sax->internalSubset = on_internal_subset;
  parser->sax->serror = on_error;
  doc = xmlCtxtReadMemory (parser, data, (int) size, "document.xml", encoding, options);
  if (doc != NULL && watch->stop != STOP_NONE)
    {
      xmlFreeDoc (doc);
      doc = NULL;
    }
  xmlFreeParserCtxt (parser);
  return doc;
}

static void
set_error_from_stop (Stop stop, GError **error)
{
  switch (stop)
    {
    case STOP_DOCTYPE:
      refuse (error, N_ ("This file has a document type declaration, which clinical documents never have and which can "
                         "be used for attacks; it was not opened."));
      break;
    case STOP_DEPTH:
      refuse (error, N_("This file nests its parts deeper than any clinical document; it was not opened."));
      break;
    case STOP_NODES:
      refuse (error, N_("This file has far more parts than any clinical document of its size; it was not opened."));
      break;
    case STOP_CANCELLED:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Reading the document was stopped."));
      break;
    case STOP_NONE:
    default:
      g_assert_not_reached ();
    }
}

/* One sentence with the line, never the parser's own words. */
static void
set_error_from_parser (const Watch *watch, guint line_shift, GError **error)
{
  guint line = MAX (watch->error_line, 1) + line_shift;

  switch (watch->error_code)
    {
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_INVALID_CHAR:
    case XML_I18N_CONV_FAILED:
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
                   _ ("Line %u of the file has characters that are not valid in its text encoding; it may be damaged."),
                   line);
      break;
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
      refuse (error, N_("The file uses a text encoding that can't be read; ask the sender for UTF-8."));
      break;
    case XML_ERR_DOCUMENT_EMPTY:
      refuse (error, N_("The file holds no document."));
      break;
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_LTSLASH_REQUIRED:
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
                   _("The file is cut off or damaged: it breaks off at line %u."), line);
      break;
    default:
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
                   _("The file is damaged: line %u is not correct XML."), line);
      break;
    }
}

/**
 * ct_xml_gate_open:
 * @self: the limits; its line_shift is set
 * @bytes: a file from outside
 * @cancellable: (nullable): to stop
 * @error: return location for a sentence: %CT_ERROR_CORRUPT, or %CT_ERROR_INVALID where it is too large
 *
 * Parses @bytes with no document type, no entities, no network and no other files. There is no need for an own loader of
 * external entities, which libxml2 has only for the whole process: without a document type nothing can name one.
 * Safe in any thread.
 *
 * Returns: (transfer full): the document, or %NULL.
 */
xmlDoc *
ct_xml_gate_open (CtXmlGate *self, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize size, start;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *encoding = self->encoding;
  Watch watch = { .cancellable = cancellable };
  xmlDoc *doc;

  xmlInitParser ();
  self->line_shift = 0;
  if (g_cancellable_is_cancelled (cancellable))
    {
      set_error_from_stop (STOP_CANCELLED, error);
      return NULL;
    }
  if (size > MIN (self->max_bytes, G_MAXINT))
    {
      g_autofree char *is = g_format_size (size);
      g_autofree char *may_be = g_format_size (self->max_bytes);

      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _ ("The file is too large: %s, where up to %s can be read."), is,
                   may_be);
      return NULL;
    }
  if (!ct_xml_gate_sniff (data != NULL ? data : "", size, error))
    return NULL;
  start = is_utf16 ((const guint8 *) data, size) ? 0 : skip_blank (data, size, &self->line_shift);
  while (size > start + 2 && data[size - 1] == '\0' && data[size - 2] == '\0' && data[size - 3] == '\0')
    size--; /* padding of old mail gateways; an UTF-16 text keeps its own zeros */
  if (encoding == NULL && declares_utf16_but_is_not (data + start, size - start))
    encoding = "UTF-8";

  watch.max_nodes = MAX_NODES_BASE + size / BYTES_PER_NODE;
  doc = parse_once (data + start, size - start, encoding, PARSE_OPTIONS, &watch);
  if (doc == NULL && watch.stop == STOP_NONE && watch.error_code == XML_ERR_NO_MEMORY)
    {
      /* A text of more than 10 MB: a document carried in base 64. The watch still refuses document types and depth. */
      watch = (Watch) { .cancellable = cancellable, .max_nodes = watch.max_nodes };
      doc = parse_once (data + start, size - start, encoding, PARSE_OPTIONS | XML_PARSE_HUGE, &watch);
    }
  if (doc != NULL)
    return doc;
  if (watch.stop != STOP_NONE)
    set_error_from_stop (watch.stop, error);
  else
    set_error_from_parser (&watch, self->line_shift, error);
  return NULL;
}
