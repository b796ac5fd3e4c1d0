/* From entries to facts: finds the statements whose templates this reader knows, wherever they are nested. */
#include "exchange/ct-cda-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_DEPTH 250

/* What is around a statement. */
typedef struct
{
  CtCdaSection *section;
  gboolean negated;
  const char *null_flavor;
  const char *concern_status;
  guint depth;
} Around;

static gboolean visit (CtCdaReader *self, const xmlNode *node, Around around, GError **error);

static gboolean
is_statement (const char *name)
{
  static const char *const statements[] = { "observation", "act", "substanceAdministration", "organizer", "procedure",
                                            "encounter", "supply" };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (strcmp (name, statements[i]) == 0)
      return TRUE;
  return FALSE;
}

/* What holds statements, but is none. */
static gboolean
is_link (const char *name)
{
  return strcmp (name, "entryRelationship") == 0 || strcmp (name, "component") == 0 || strcmp (name, "entry") == 0;
}

static int
template_kind (CtCdaReader *self, const xmlNode *first)
{
  int kind = -1;

  for (const xmlNode *t = first; t != NULL && kind < 0; t = ct_cda_next (self, t, "templateId"))
    kind = ct_cda_template_kind (ct_cda_attr (t, "root"));
  return kind;
}

/* The kind of a statement from its templates, or from the section where it has none at all; -1 for what this reader doesn't know. */
static int
kind_of (CtCdaReader *self, const xmlNode *node, const char *section_loinc, gboolean *older)
{
  const xmlNode *first = ct_cda_child (self, node, "templateId");
  int kind = template_kind (self, first);

  *older = FALSE;
  if (kind < 0 && strcmp ((const char *) node->parent->name, "entry") == 0)
    kind = template_kind (self, ct_cda_child (self, node->parent, "templateId")); /* put one level too high */
  if (kind >= 0)
    return kind;
  *older = TRUE;
  for (const xmlNode *t = first; t != NULL && kind < 0; t = ct_cda_next (self, t, "templateId"))
    kind = ct_cda_older_template_kind (ct_cda_attr (t, "root"), section_loinc);
  return kind < 0 && first == NULL ? ct_cda_plain_kind ((const char *) node->name, section_loinc) : kind;
}

static CtCdaFact *
add_fact (CtCdaReader *self, const xmlNode *node, CtCdaKind kind, const Around *around)
{
  CtCdaFact *fact = ct_arena_new0 (self->arena, CtCdaFact, 1);

  fact->kind = kind;
  fact->section = around->section;
  fact->line = ct_cda_line (self, node);
  fact->negated = around->negated;
  fact->null_flavor = around->null_flavor;
  if (kind == CT_CDA_PROBLEM || kind == CT_CDA_ALLERGY)
    fact->clinical_status = around->concern_status;
  ct_cda_fact_details (self, fact, node);
  ct_cda_fact_settle (self, fact);
  g_ptr_array_add (self->document->facts[kind], fact);
  return fact;
}

/* The answers of a scale, which are statements of their own that nothing else lists. */
static void
add_answers (CtCdaReader *self, CtCdaFact *scale, const xmlNode *node)
{
  for (const xmlNode *link = node->children; link != NULL; link = link->next)
    {
      const xmlNode *answer
          = ct_cda_is (self, link, "entryRelationship") ? ct_cda_child (self, link, "observation") : NULL;
      CtCdaFact *part;

      if (answer == NULL || !ct_cda_has_template (self, answer, "2.16.840.1.113883.10.20.22.4.86")
          || self->n_facts >= self->max_facts)
        continue;
      part = ct_arena_new0 (self->arena, CtCdaFact, 1);
      part->kind = scale->kind;
      part->section = scale->section;
      part->line = ct_cda_line (self, answer);
      part->negated = scale->negated;
      ct_cda_fact_details (self, part, answer);
      ct_cda_fact_settle (self, part);
      if (scale->parts == NULL)
        scale->parts = g_ptr_array_new ();
      g_ptr_array_add (scale->parts, part);
      self->n_facts++;
    }
}

static void
look_around (CtCdaReader *self, const xmlNode *node, Around *around)
{
  const char *null_flavor = ct_cda_attr (node, "nullFlavor");

  around->negated = around->negated || ct_cda_flag (node, "negationInd");
  if (null_flavor != NULL && strcmp (null_flavor, "MSK") == 0)
    around->null_flavor = "MSK"; /* what is inside something withheld is withheld too */
  if (strcmp ((const char *) node->name, "act") == 0)
    around->concern_status = ct_cda_keep_attr (self, ct_cda_child (self, node, "statusCode"), "code");
}

static void
add_media (CtCdaReader *self, const xmlNode *node, CtCdaSection *section)
{
  const xmlNode *value = ct_cda_child (self, node, "value");

  if (value != NULL)
    ct_cda_attachment (self, section, value);
}

static gboolean
visit_statement (CtCdaReader *self, const xmlNode *node, Around around, GError **error)
{
  gboolean older = FALSE;
  int kind = kind_of (self, node, around.section->loinc, &older);

  look_around (self, node, &around);
  if (kind >= 0)
    {
      CtCdaFact *fact;

      if (self->n_facts++ >= self->max_facts)
        {
          g_set_error (error, CT_ERROR, CT_ERROR_INVALID,
                       _ ("The document has more than %u entries, far more than any referral; it was not opened."),
                       self->max_facts);
          return FALSE;
        }
      fact = add_fact (self, node, (CtCdaKind) kind, &around);
      fact->older_template = older;
      if (kind == CT_CDA_ASSESSMENT_SCALE)
        add_answers (self, fact, node);
    }
  return visit (self, node, around, error);
}

static gboolean
visit (CtCdaReader *self, const xmlNode *node, Around around, GError **error)
{
  if (around.depth++ > MAX_DEPTH)
    return TRUE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      const char *name = (const char *) child->name;
      gboolean ok = TRUE;

      if (child->type != XML_ELEMENT_NODE || !ct_cda_is_element (self, child))
        continue;
      if (is_link (name))
        ok = visit (self, child, around, error);
      else if (is_statement (name))
        ok = visit_statement (self, child, around, error);
      else if (strcmp (name, "observationMedia") == 0)
        add_media (self, child, around.section);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/**
 * ct_cda_facts:
 * @self: a reader
 * @section: the section that @entry is in
 * @entry: an entry
 * @error: return location for a sentence
 *
 * Adds what @entry says to the document's facts, and counts it as unread where that is nothing.
 *
 * Returns: %FALSE where there are too many facts.
 */
gboolean
ct_cda_facts (CtCdaReader *self, CtCdaSection *section, const xmlNode *entry, GError **error)
{
  guint before = self->n_facts;

  section->n_entries++;
  self->document->n_entries++;
  if (!visit (self, entry, (Around) { .section = section }, error))
    return FALSE;
  if (self->n_facts == before)
    {
      section->n_entries_unread++;
      self->document->n_entries_unread++;
    }
  return TRUE;
}
