/* The reader of clinical documents (C-CDA and its relatives): bytes in, a #CtCdaDocument or one sentence out. */
#include "exchange/ct-cda-reader.h"
#include "exchange/ct-xml-gate.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_MAX_BYTES (50 * 1000 * 1000)
#define DEFAULT_MAX_FACTS 100000
#define MAX_DEPTH         250

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT, _(sentence));
  return FALSE;
}

/* Says what a well-formed file is that is no clinical document. */
static gboolean
check_root (const xmlNode *root, gboolean any_namespace, GError **error)
{
  const char *name = (const char *) root->name;
  const char *uri = root->ns != NULL && root->ns->href != NULL ? (const char *) root->ns->href : "";

  if (strcmp (name, "ClinicalDocument") == 0)
    {
      if (any_namespace || strcmp (uri, CT_CDA_NAMESPACE) == 0)
        return TRUE;
      return refuse (error, N_ ("This looks like a clinical document but does not use HL7's namespace; you can ask to "
                                "read it all the same."));
    }
  if (strcmp (uri, "http://hl7.org/fhir") == 0)
    return refuse (error, N_("This is a FHIR file, not a C-CDA document; ask the sender for the C-CDA document."));
  if (strcmp (uri, "urn:astm-org:CCR") == 0 || strcmp (name, "ContinuityOfCareRecord") == 0)
    return refuse (
        error,
        N_ ("This is an ASTM CCR record, an older format that can't be read; ask the sender for the C-CDA document."));
  if (strcmp (name, "SubmitObjectsRequest") == 0)
    return refuse (error,
                   N_ ("This is the list of contents of a document package; import the clinical document beside it."));
  if (strcmp (name, "html") == 0)
    return refuse (error,
                   N_ ("This is a web page, not a clinical document; ask the sender for the C-CDA document itself."));
  if (strcmp (uri, CT_CDA_NAMESPACE) == 0)
    return refuse (
        error,
        N_ ("This is only a part of a clinical document, not a whole one; ask the sender for the complete document."));
  return refuse (error, N_("This XML file is not a clinical document."));
}

static const char *
section_title (CtCdaReader *self, const xmlNode *node, const CtCdaCode *code)
{
  const char *title = ct_cda_text (self, ct_cda_child (self, node, "title"));

  if (title == NULL && ct_cda_section_name (code->code) != NULL)
    title = _(ct_cda_section_name (code->code));
  if (title == NULL)
    title = ct_cda_code_label (code);
  return title != NULL ? title : _("Other section");
}

static CtCdaSection *
read_section (CtCdaReader *self, const xmlNode *node, CtCdaSection *parent)
{
  CtCdaSection *section = ct_arena_new0 (self->arena, CtCdaSection, 1);
  CtCdaCode code;

  ct_cda_code (self, ct_cda_child (self, node, "code"), &code);
  section->loinc = code.code != NULL ? code.code : "";
  section->title = section_title (self, node, &code);
  section->null_flavor = ct_cda_keep_attr (self, node, "nullFlavor");
  section->parent = parent;
  section->depth = parent != NULL ? parent->depth + 1 : 0;
  section->line = ct_cda_line (self, node);
  section->blocks = g_ptr_array_new ();
  g_ptr_array_add (self->document->sections, section);
  for (const xmlNode *text = ct_cda_child (self, node, "text"); text != NULL; text = ct_cda_next (self, text, "text"))
    ct_cda_narrative (self, section, text);
  return section;
}

/* First all narrative, with its IDs: entries may refer to what comes later. */
static gboolean
read_sections (CtCdaReader *self, const xmlNode *node, CtCdaSection *parent, guint depth)
{
  if (depth > MAX_DEPTH)
    return TRUE;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type != XML_ELEMENT_NODE || !ct_cda_is_element (self, child))
        continue;
      if (g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if (strcmp ((const char *) child->name, "section") == 0)
        {
          CtCdaSection *section = read_section (self, child, parent);

          child->_private = section;
          if (!read_sections (self, child, section, depth + 1))
            return FALSE;
        }
      else if (strcmp ((const char *)child->name, "component") == 0
               || strcmp ((const char *)child->name, "structuredBody") == 0)
        {
          if (!read_sections (self, child, parent, depth + 1))
            return FALSE;
        }
      else if (strcmp ((const char *) child->name, "nonXMLBody") == 0)
        {
          const xmlNode *text = ct_cda_child (self, child, "text");

          if (text != NULL)
            ct_cda_attachment (self, NULL, text);
        }
    }
  return TRUE;
}

static gboolean
read_entries (CtCdaReader *self, const xmlNode *node, CtCdaSection *section, guint depth, GError **error)
{
  if (depth > MAX_DEPTH)
    return TRUE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      const char *name = (const char *) child->name;
      gboolean ok = TRUE;

      if (child->type != XML_ELEMENT_NODE || !ct_cda_is_element (self, child))
        continue;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (strcmp (name, "section") == 0)
        ok = read_entries (self, child, child->_private, depth + 1, error);
      else if (strcmp (name, "entry") == 0 && section != NULL)
        ok = ct_cda_facts (self, section, child, error);
      else if (strcmp (name, "component") == 0 || strcmp (name, "structuredBody") == 0)
        ok = read_entries (self, child, section, depth + 1, error);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static void
add_notes (CtCdaReader *self, const CtCdaLimits *limits)
{
  GPtrArray *notes = self->document->notes;

  if (limits->windows_1252)
    g_ptr_array_add (notes, (gpointer) _("Read as Windows-1252 at your request: look at accented letters."));
  if (limits->any_namespace)
    g_ptr_array_add (notes, (gpointer) _("Read without HL7's namespace at your request: look at everything."));
  if (self->document->n_dangling > 0)
    {
      g_string_printf (self->scratch,
                       g_dngettext (GETTEXT_PACKAGE, "%u entry points to words that are not in the document.",
                                    "%u entries point to words that are not in the document.",
                                    self->document->n_dangling),
                       self->document->n_dangling);
      g_ptr_array_add (notes, (gpointer) ct_cda_keep (self, self->scratch->str));
    }
}

static gboolean
read_all (CtCdaReader *self, const xmlNode *root, GError **error)
{
  if (!ct_cda_header (self, root, error))
    return FALSE;
  if (!read_sections (self, root, NULL, 0))
    {
      g_cancellable_set_error_if_cancelled (self->cancellable, error);
      return FALSE;
    }
  return read_entries (self, root, NULL, 0, error);
}

/**
 * ct_cda_read:
 * @bytes: a file
 * @limits: (nullable): what it may take; %NULL for the usual
 * @cancellable: (nullable): to stop
 * @error: return location for a sentence for the person at the desk: %CT_ERROR_CORRUPT where the file is damaged or something
 *   else, %CT_ERROR_INVALID where it is too large or about several patients; G_IO_ERROR_CANCELLED
 *
 * Reads a clinical document: everything it says as data, and all narrative. A document that doesn't say who it is about is
 * read too; see ct_cda_document_check_patient(). Touches nothing but @bytes; safe in any thread.
 *
 * Returns: (transfer full): the document, or %NULL.
 */
CtCdaDocument *
ct_cda_read (GBytes *bytes, const CtCdaLimits *limits, GCancellable *cancellable, GError **error)
{
  static const CtCdaLimits usual = { 0 };
  CtXmlGate gate = { 0 };
  CtCdaReader reader = { 0 };
  g_autoptr (xmlDoc) xml = NULL;
  g_autoptr (CtCdaDocument) document = NULL;
  gboolean ok;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  if (limits == NULL)
    limits = &usual;
  gate.max_bytes = limits->max_bytes > 0 ? limits->max_bytes : DEFAULT_MAX_BYTES;
  gate.encoding = limits->windows_1252 ? "WINDOWS-1252" : NULL;
  xml = ct_xml_gate_open (&gate, bytes, cancellable, error);
  if (xml == NULL || !check_root (xmlDocGetRootElement (xml), limits->any_namespace, error))
    return NULL;

  document = ct_cda_document_new ();
  reader.document = document;
  reader.arena = ct_cda_document_arena (document);
  reader.any_namespace = limits->any_namespace;
  reader.max_facts = limits->max_facts > 0 ? limits->max_facts : DEFAULT_MAX_FACTS;
  reader.line_shift = gate.line_shift;
  reader.cancellable = cancellable;
  reader.scratch = g_string_sized_new (256);
  reader.ids = g_hash_table_new (g_str_hash, g_str_equal);
  reader.passages = g_hash_table_new (NULL, NULL);
  ok = read_all (&reader, xmlDocGetRootElement (xml), error);
  if (ok)
    add_notes (&reader, limits);
  g_hash_table_unref (reader.passages);
  g_hash_table_unref (reader.ids);
  g_string_free (reader.scratch, TRUE);
  return ok ? g_steal_pointer (&document) : NULL;
}
