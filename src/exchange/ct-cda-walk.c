/* Small steps through a clinical document: by namespace URI and local name, never by prefix. */
#include "exchange/ct-cda-reader.h"

#include <string.h>

#define MAX_TRANSLATIONS 32

/**
 * ct_cda_is_element:
 * @self: a reader
 * @node: any node
 *
 * Returns: whether @node is an element of HL7's namespace.
 */
gboolean
ct_cda_is_element (CtCdaReader *self, const xmlNode *node)
{
  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  if (node->ns != NULL && node->ns == self->namespace)
    return TRUE;
  if (node->ns != NULL && node->ns->href != NULL && strcmp ((const char *) node->ns->href, CT_CDA_NAMESPACE) == 0)
    {
      self->namespace = node->ns;
      return TRUE;
    }
  return self->any_namespace &&
         (node->ns == NULL || node->ns->href == NULL || strcmp ((const char *) node->ns->href, CT_CDA_SDTC) != 0);
}

/**
 * ct_cda_is:
 * @self: a reader
 * @node: any node
 * @name: a local name
 *
 * Returns: whether @node is HL7's element @name.
 */
gboolean
ct_cda_is (CtCdaReader *self, const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0
         && ct_cda_is_element (self, node);
}

/**
 * ct_cda_child:
 * @self: a reader
 * @node: (nullable): an element
 * @name: a local name
 *
 * Returns: (nullable): its first child of that name.
 */
xmlNode *
ct_cda_child (CtCdaReader *self, const xmlNode *node, const char *name)
{
  if (node == NULL)
    return NULL;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (ct_cda_is (self, child, name))
      return child;
  return NULL;
}

/**
 * ct_cda_next:
 * @self: a reader
 * @node: an element
 * @name: a local name
 *
 * Returns: (nullable): the next sibling of that name.
 */
xmlNode *
ct_cda_next (CtCdaReader *self, const xmlNode *node, const char *name)
{
  for (xmlNode *next = node->next; next != NULL; next = next->next)
    if (ct_cda_is (self, next, name))
      return next;
  return NULL;
}

/**
 * ct_cda_path:
 * @self: a reader
 * @node: (nullable): an element
 * @names: (array zero-terminated=1): local names, from the outside in
 *
 * Returns: (nullable): the first descendant reached that way.
 */
xmlNode *
ct_cda_path (CtCdaReader *self, const xmlNode *node, const char *const *names)
{
  xmlNode *here = NULL;

  for (; *names != NULL; names++)
    {
      here = ct_cda_child (self, node, *names);
      if (here == NULL)
        return NULL;
      node = here;
    }
  return here;
}

/**
 * ct_cda_has_template:
 * @self: a reader
 * @node: a statement
 * @root: a template's OID
 *
 * Returns: whether @node says that it follows that template, of any edition.
 */
gboolean
ct_cda_has_template (CtCdaReader *self, const xmlNode *node, const char *root)
{
  for (const xmlNode *t = ct_cda_child (self, node, "templateId"); t != NULL; t = ct_cda_next (self, t, "templateId"))
    if (g_strcmp0 (ct_cda_attr (t, "root"), root) == 0)
      return TRUE;
  return FALSE;
}

static const char *
attr_value (const xmlAttr *attr)
{
  return attr->children != NULL && attr->children->content != NULL ? (const char *) attr->children->content : "";
}

/**
 * ct_cda_attr:
 * @node: (nullable): an element
 * @name: name of an attribute without a namespace
 *
 * Returns: (nullable): its value, which belongs to the XML document.
 */
const char *
ct_cda_attr (const xmlNode *node, const char *name)
{
  if (node == NULL)
    return NULL;
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    if (attr->ns == NULL && strcmp ((const char *) attr->name, name) == 0)
      return attr_value (attr);
  return NULL;
}

/**
 * ct_cda_xsi_type:
 * @node: an element
 *
 * Returns: (nullable): the local part of its xsi:type, which is a qualified name and may have any prefix.
 */
const char *
ct_cda_xsi_type (const xmlNode *node)
{
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    if (attr->ns != NULL && strcmp ((const char *) attr->name, "type") == 0)
      {
        const char *colon = strchr (attr_value (attr), ':');

        return colon != NULL ? colon + 1 : attr_value (attr);
      }
  return NULL;
}

/**
 * ct_cda_flag:
 * @node: an element
 * @name: name of an attribute
 *
 * Returns: whether it is there and true.
 */
gboolean
ct_cda_flag (const xmlNode *node, const char *name)
{
  const char *value = ct_cda_attr (node, name);

  return value != NULL && (strcmp (value, "true") == 0 || strcmp (value, "1") == 0);
}

/**
 * ct_cda_keep:
 * @self: a reader
 * @text: (nullable): a text
 *
 * Returns: (nullable): a copy that lives as long as the document, without blanks at its ends; %NULL where nothing is left.
 */
const char *
ct_cda_keep (CtCdaReader *self, const char *text)
{
  gsize length;

  if (text == NULL)
    return NULL;
  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  return length > 0 ? ct_arena_strndup (self->arena, text, length) : NULL;
}

/**
 * ct_cda_keep_attr:
 * @self: a reader
 * @node: (nullable): an element
 * @name: name of an attribute
 *
 * Returns: (nullable): a copy of its value, %NULL where there is none or a blank one.
 */
const char *
ct_cda_keep_attr (CtCdaReader *self, const xmlNode *node, const char *name)
{
  return ct_cda_keep (self, ct_cda_attr (node, name));
}

static void
collect_words (GString *out, const char *text, gsize limit)
{
  while (*text != '\0' && out->len < limit)
    {
      gsize blank = strspn (text, " \t\r\n");
      gsize word = strcspn (text + blank, " \t\r\n");

      if (blank > 0 && out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      g_string_append_len (out, text + blank, (gssize) MIN (word, limit));
      text += blank + word;
    }
}

/* All text below @node, runs of blanks as one. */
static void
collect (GString *out, const xmlNode *node, gsize limit)
{
  for (const xmlNode *child = node->children; child != NULL && out->len < limit; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        collect_words (out, (const char *) child->content, limit);
      if (child->type == XML_ELEMENT_NODE)
        collect (out, child, limit);
    }
}

/**
 * ct_cda_text:
 * @self: a reader
 * @node: (nullable): an element
 *
 * Returns: (nullable): all text in it as one line, cut after some thousand bytes; %NULL where there is none.
 */
const char *
ct_cda_text (CtCdaReader *self, const xmlNode *node)
{
  const char *valid_end;

  if (node == NULL)
    return NULL;
  g_string_truncate (self->scratch, 0);
  collect (self->scratch, node, CT_CDA_MAX_PASSAGE);
  if (!g_utf8_validate_len (self->scratch->str, self->scratch->len, &valid_end))
    g_string_truncate (self->scratch, (gsize) (valid_end - self->scratch->str)); /* cut inside a character */
  return ct_cda_keep (self, self->scratch->str);
}

/**
 * ct_cda_id:
 * @self: a reader
 * @node: (nullable): an id element
 *
 * Returns: root and extension, both %NULL where there is none.
 */
CtCdaId
ct_cda_id (CtCdaReader *self, const xmlNode *node)
{
  return (CtCdaId) { ct_cda_keep_attr (self, node, "root"), ct_cda_keep_attr (self, node, "extension") };
}

static void
read_translations (CtCdaReader *self, const xmlNode *node, CtCdaCode *code)
{
  guint n = 0;

  for (const xmlNode *t = ct_cda_child (self, node, "translation"); t != NULL; t = ct_cda_next (self, t, "translation"))
    n++;
  if (n == 0)
    return;
  n = MIN (n, MAX_TRANSLATIONS);
  code->translations = ct_arena_new0 (self->arena, CtCdaCode, n);
  for (const xmlNode *t = ct_cda_child (self, node, "translation"); t != NULL && code->n_translations < n;
       t = ct_cda_next (self, t, "translation"))
    {
      CtCdaCode *one = &code->translations[code->n_translations++];

      one->code = ct_cda_keep_attr (self, t, "code");
      one->system = ct_cda_keep_attr (self, t, "codeSystem");
      one->system_name = ct_cda_keep_attr (self, t, "codeSystemName");
      one->display = ct_cda_keep_attr (self, t, "displayName");
      one->null_flavor = ct_cda_keep_attr (self, t, "nullFlavor");
    }
}

/**
 * ct_cda_code:
 * @self: a reader
 * @node: (nullable): an element of a coded type
 * @code: (out): what it says; all empty where @node is %NULL
 *
 * Reads a code with its translations and the author's words, from the narrative where they are there.
 */
void
ct_cda_code (CtCdaReader *self, const xmlNode *node, CtCdaCode *code)
{
  const char *known;

  *code = (CtCdaCode) { NULL };
  if (node == NULL)
    return;
  code->code = ct_cda_keep_attr (self, node, "code");
  code->system = ct_cda_keep_attr (self, node, "codeSystem");
  code->display = ct_cda_keep_attr (self, node, "displayName");
  code->null_flavor = ct_cda_keep_attr (self, node, "nullFlavor");
  known = ct_cda_system_name (code->system);
  code->system_name = known != NULL ? known : ct_cda_keep_attr (self, node, "codeSystemName");
  if (node->children == NULL)
    return;
  code->original_text = ct_cda_passage (self, ct_cda_child (self, node, "originalText"));
  read_translations (self, node, code);
}

/**
 * ct_cda_code_label:
 * @code: a code
 *
 * Returns: (nullable): the best words for it: its name, the author's words, the name of a translation. Where a null flavour says
 * that the code does not fit, the author's words come first.
 */
const char *
ct_cda_code_label (const CtCdaCode *code)
{
  if (code->null_flavor != NULL && code->original_text != NULL)
    return code->original_text;
  if (code->display != NULL)
    return code->display;
  if (code->original_text != NULL)
    return code->original_text;
  for (guint i = 0; i < code->n_translations; i++)
    if (code->translations[i].display != NULL)
      return code->translations[i].display;
  return NULL;
}

/**
 * ct_cda_line:
 * @self: a reader
 * @node: an element
 *
 * Returns: the line of the file where it begins.
 */
guint
ct_cda_line (CtCdaReader *self, const xmlNode *node)
{
  return (guint) MAX (xmlGetLineNo (node), 1) + self->line_shift;
}
