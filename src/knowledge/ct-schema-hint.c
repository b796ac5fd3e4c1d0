#include "knowledge/ct-schema-hint.h"

#include "base/ct-units.h"
#include "knowledge/ct-xml.h"

#include <glib/gi18n.h>
#include <libxml/xmlregexp.h>
#include <string.h>

/* What the grammar says about one element: its attributes and children by name, with their definitions. */
typedef struct
{
  xmlNode    *root;         /* <grammar> */
  GHashTable *seen;         /* of const char *: names of <define> expanded already */
  GPtrArray  *attributes;   /* of xmlNode: <attribute> */
  GPtrArray  *required;     /* of xmlNode: those of them that must be there */
  GPtrArray  *children;     /* of char * */
  GPtrArray  *needed;       /* of char *: those of them that must be there */
} Definition;

static xmlNode *
find_named (xmlNode *from, const char *tag, const char *name)
{
  for (xmlNode *node = from->children; node != NULL; node = node->next)
    {
      g_autofree char *its = ct_xml_is (node, tag) ? ct_xml_attr (node, "name") : NULL;
      xmlNode *inside;

      if (g_strcmp0 (its, name) == 0)
        return node;
      inside = find_named (node, tag, name);
      if (inside != NULL)
        return inside;
    }
  return NULL;
}

static gboolean
makes_optional (const xmlNode *node)
{
  return ct_xml_is (node, "optional") || ct_xml_is (node, "choice") || ct_xml_is (node, "zeroOrMore");
}

static void collect (Definition *self, const xmlNode *from, gboolean required);

static void
collect_ref (Definition *self, const xmlNode *ref, gboolean required)
{
  g_autofree char *name = ct_xml_attr (ref, "name");
  xmlNode *define = find_named (self->root, "define", name);

  if (define != NULL && g_hash_table_add (self->seen, g_strdup (name)))
    collect (self, define, required);
}

static void
collect (Definition *self, const xmlNode *from, gboolean required)
{
  for (xmlNode *node = from->children; node != NULL; node = node->next)
    if (ct_xml_is (node, "attribute"))
      {
        g_ptr_array_add (self->attributes, node);
        if (required)
          g_ptr_array_add (self->required, node);
      }
    else if (ct_xml_is (node, "element"))
      {
        g_ptr_array_add (self->children, ct_xml_attr (node, "name"));
        if (required)
          g_ptr_array_add (self->needed, ct_xml_attr (node, "name"));
      }
    else if (ct_xml_is (node, "ref"))
      collect_ref (self, node, required);
    else
      collect (self, node, required && !makes_optional (node));
}

static void
definition_clear (Definition *self)
{
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->attributes);
  g_ptr_array_unref (self->required);
  g_ptr_array_unref (self->children);
  g_ptr_array_unref (self->needed);
}

static gboolean
definition_init (Definition *self, xmlDoc *grammar, const xmlNode *node)
{
  xmlNode *root = xmlDocGetRootElement (grammar);
  xmlNode *element = find_named (root, "element", (const char *) node->name);

  if (element == NULL)
    return FALSE;
  *self = (Definition) {
    .root = root,
    .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .attributes = g_ptr_array_new (),
    .required = g_ptr_array_new (),
    .children = g_ptr_array_new_with_free_func (g_free),
    .needed = g_ptr_array_new_with_free_func (g_free),
  };
  collect (self, element, TRUE);
  return TRUE;
}

static gboolean
is_named (const xmlNode *attribute, const char *name)
{
  g_autofree char *its = ct_xml_attr (attribute, "name");

  return g_strcmp0 (its, name) == 0;
}

static char *
list_attributes (const GPtrArray *attributes)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < attributes->len; i++)
    {
      g_autofree char *name = ct_xml_attr (g_ptr_array_index (attributes, i), "name");

      if (strstr (out->str, name) == NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
  return g_string_free (out, FALSE);
}

static char *
hint_unknown_attribute (const Definition *self, const xmlNode *node)
{
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    {
      gboolean known = FALSE;
      g_autofree char *names = NULL;

      for (guint i = 0; i < self->attributes->len && !known; i++)
        known = is_named (g_ptr_array_index (self->attributes, i), (const char *) attr->name);
      if (known)
        continue;
      names = list_attributes (self->attributes);
      return g_strdup_printf (_("“%s” is not expected; expected are: %s"), (const char *) attr->name, names);
    }
  return NULL;
}

static char *
hint_missing_attribute (const Definition *self, const xmlNode *node)
{
  for (guint i = 0; i < self->required->len; i++)
    {
      g_autofree char *name = ct_xml_attr (g_ptr_array_index (self->required, i), "name");

      if (xmlHasProp (node, (const xmlChar *) name) == NULL)
        return g_strdup_printf (_("“%s” is expected and missing"), name);
    }
  return NULL;
}

/* Appends the values a definition lists; FALSE where it takes others than those listed. */
static gboolean
list_values (const Definition *self, const xmlNode *from, GPtrArray *values)
{
  for (xmlNode *node = from->children; node != NULL; node = node->next)
    {
      g_autofree char *name = ct_xml_is (node, "ref") ? ct_xml_attr (node, "name") : NULL;
      xmlNode *define = name != NULL ? find_named (self->root, "define", name) : NULL;

      if (ct_xml_is (node, "data") || ct_xml_is (node, "list"))
        return FALSE;
      if (ct_xml_is (node, "value"))
        g_ptr_array_add (values, ct_xml_text (node));
      else if (!list_values (self, define != NULL ? define : node, values))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_among (const GPtrArray *values, const char *value)
{
  for (guint i = 0; i < values->len; i++)
    if (g_strcmp0 (g_ptr_array_index (values, i), value) == 0)
      return TRUE;
  return FALSE;
}

static char *
hint_value (const Definition *self, const xmlNode *node, const char *name)
{
  g_autofree char *value = ct_xml_attr (node, name);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      const xmlNode *attribute = g_ptr_array_index (self->attributes, i);

      if (is_named (attribute, name) && !list_values (self, attribute, values))
        return NULL;
    }
  if (is_among (values, value))
    return NULL;
  g_ptr_array_add (values, NULL);
  list = g_strjoinv (", ", (char **) values->pdata);
  return g_strdup_printf (_("“%s” must be one of: %s; it is “%s”"), name, list, value != NULL ? value : "");
}

/* The <data> an attribute's value must be, through references; %NULL where it is a list or a choice. */
static const xmlNode *
find_data (const Definition *self, const xmlNode *attribute)
{
  const xmlNode *ref = ct_xml_child (attribute, "ref");
  g_autofree char *name = ref != NULL ? ct_xml_attr (ref, "name") : NULL;
  const xmlNode *define = name != NULL ? find_named (self->root, "define", name) : NULL;

  return ct_xml_child (define != NULL ? define : attribute, "data");
}

static char *
data_param (const xmlNode *data, const char *which)
{
  for (const xmlNode *param = ct_xml_child (data, "param"); param != NULL; param = ct_xml_next (param, "param"))
    if (is_named (param, which))
      return ct_xml_text (param);
  return NULL;
}

static gboolean
matches_pattern (const char *value, const char *pattern)
{
  xmlRegexp *regexp = xmlRegexpCompile ((const xmlChar *) pattern);
  gboolean matches = regexp == NULL || xmlRegexpExec (regexp, (const xmlChar *) value) == 1;

  xmlRegFreeRegexp (regexp);
  return matches;
}

static gboolean
number_fits (const char *value, const char *type, const char *above, const char *least, const char *most)
{
  int decimals = g_str_equal (type, "decimal") ? 3 : 0;
  gint64 number, limit;

  if (!ct_decimal_parse (value, decimals, &number) || (decimals == 0 && strpbrk (value, ".,") != NULL))
    return FALSE;
  if (ct_decimal_parse (above, decimals, &limit) && number <= limit)
    return FALSE;
  if (ct_decimal_parse (least, decimals, &limit) && number < limit)
    return FALSE;
  return !ct_decimal_parse (most, decimals, &limit) || number <= limit;
}

/* Returns what @data expected instead of @value, or %NULL where @value will do or there are no words for it. */
static char *
expected_instead (const xmlNode *data, const char *value)
{
  g_autofree char *type = ct_xml_attr (data, "type");
  g_autofree char *pattern = data_param (data, "pattern");
  g_autofree char *most = data_param (data, "maxInclusive");
  g_autofree char *above = data_param (data, "minExclusive");
  const char *least = g_strcmp0 (type, "positiveInteger") == 0 ? "1" : g_strcmp0 (type, "nonNegativeInteger") == 0 ? "0" : NULL;

  if (pattern != NULL)
    return matches_pattern (value, pattern) ? NULL : g_strdup_printf (_("a text of the form %s"), pattern);
  if (g_strcmp0 (type, "date") == 0)
    return ct_date_parse_iso (value) != CT_DATE_NONE ? NULL : g_strdup (_("a date such as 2026-03-31"));
  if (g_strcmp0 (type, "token") == 0)
    return value[0] != '\0' ? NULL : g_strdup (_("a text"));
  if (most == NULL || number_fits (value, type, above, least, most))
    return NULL;
  if (least != NULL)
    return g_strdup_printf (_("a whole number from %s to %s"), least, most);
  return g_strdup_printf (_("a number above %s and up to %s"), above != NULL ? above : "0", most);
}

static char *
hint_typed_value (const Definition *self, const xmlNode *node, const char *name)
{
  g_autofree char *value = ct_xml_attr (node, name);
  g_autofree char *expected = NULL;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      const xmlNode *attribute = g_ptr_array_index (self->attributes, i);
      const xmlNode *data = is_named (attribute, name) ? find_data (self, attribute) : NULL;

      g_clear_pointer (&expected, g_free);
      if (data != NULL)
        expected = expected_instead (data, value != NULL ? value : "");
      if (expected != NULL)
        return g_strdup_printf (_("“%s” must be %s; it is “%s”"), name, expected, value != NULL ? value : "");
    }
  return NULL;
}

static char *
hint_wrong_value (const Definition *self, const xmlNode *node)
{
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    {
      char *hint = hint_value (self, node, (const char *) attr->name);

      if (hint == NULL)
        hint = hint_typed_value (self, node, (const char *) attr->name);
      if (hint != NULL)
        return hint;
    }
  return NULL;
}

static char *
hint_children (const Definition *self, const xmlNode **where)
{
  const xmlNode *node = *where;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && !is_among (self->children, (const char *) child->name))
      {
        g_autofree char *names = NULL;

        *where = child;
        g_ptr_array_add (self->children, NULL);
        names = g_strjoinv (", ", (char **) self->children->pdata);
        return g_strdup_printf (_("Not expected inside <%s>; expected are: %s"), (const char *) node->name, names);
      }
  for (guint i = 0; i < self->needed->len; i++)
    if (ct_xml_child (node, g_ptr_array_index (self->needed, i)) == NULL)
      return g_strdup_printf (_("<%s> is expected and missing"), (const char *) g_ptr_array_index (self->needed, i));
  return NULL;
}

/**
 * ct_schema_hint:
 * @grammar: a RELAX NG grammar as XML, in which elements of one name have one definition
 * @where: (inout): the element the validator complained of; comes back as the one to blame
 *
 * Returns: (transfer full) (nullable): what was expected there, as a clause without a full stop; %NULL where that is not plain
 */
char *
ct_schema_hint (xmlDoc *grammar, const xmlNode **where)
{
  const xmlNode *node;
  Definition definition;
  char *hint;

  g_return_val_if_fail (grammar != NULL && where != NULL, NULL);
  node = *where;
  if (node == NULL || node->type != XML_ELEMENT_NODE || !definition_init (&definition, grammar, node))
    return NULL;
  hint = hint_unknown_attribute (&definition, node);
  if (hint == NULL)
    hint = hint_missing_attribute (&definition, node);
  if (hint == NULL)
    hint = hint_wrong_value (&definition, node);
  if (hint == NULL)
    hint = hint_children (&definition, where);
  definition_clear (&definition);
  return hint;
}
