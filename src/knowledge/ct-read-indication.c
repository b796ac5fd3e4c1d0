#include "knowledge/ct-readers.h"

#include <glib/gi18n.h>

static CtIndication *
read_one (const xmlNode *node, const char *version, CtDate reviewed_on)
{
  CtIndication *self = ct_indication_new ();
  const xmlNode *note = ct_xml_child (node, "note");

  self->id = ct_xml_attr (node, "id");
  self->name = ct_xml_child_text (node, "name");
  self->source = ct_xml_child_text (node, "source");
  self->version = g_strdup (version);
  self->reviewed_on = reviewed_on;
  self->note = ct_xml_text (note);
  self->note_source = note != NULL ? ct_xml_attr (note, "source") : NULL;
  self->instruments = ct_xml_words (node, "instruments");
  self->primary_instrument = g_strdup (self->instruments[0]);
  self->protocols = ct_xml_words (node, "protocols");
  self->approved_drugs = ct_xml_words (node, "approved-drugs");
  self->icd10 = ct_xml_words (node, "icd10");
  return self;
}

static gboolean
has_id (GPtrArray *all, const char *id)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const CtIndication *) g_ptr_array_index (all, i))->id, id))
      return TRUE;
  return FALSE;
}

/**
 * ct_read_indications:
 * @root: an <indications> element that follows its schema
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable) (element-type CtIndication): the indications, in the file's order
 */
GPtrArray *
ct_read_indications (const xmlNode *root, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_indication_unref);
  g_autofree char *version = ct_xml_attr (root, "version");
  CtDate reviewed_on;

  if (!ct_xml_date (root, "reviewed", &reviewed_on, error))
    return NULL;
  for (const xmlNode *node = ct_xml_child (root, "indication"); node != NULL; node = ct_xml_next (node, "indication"))
    {
      g_autoptr (CtIndication) indication = read_one (node, version, reviewed_on);

      if (has_id (all, indication->id))
        {
          ct_xml_set_error (error, node, _("The id “%s” is used twice; each indication needs its own"), indication->id);
          return NULL;
        }
      g_ptr_array_add (all, g_steal_pointer (&indication));
    }
  return g_steal_pointer (&all);
}
