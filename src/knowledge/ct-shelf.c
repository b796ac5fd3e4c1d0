#include "knowledge/ct-shelf.h"

#include <glib/gi18n.h>
#include <string.h>

static void
object_unref (CtShelfKind kind, gpointer object)
{
  switch (kind)
    {
    case CT_SHELF_PROTOCOLS:
      ct_protocol_unref (object);
      break;
    case CT_SHELF_INSTRUMENTS:
      ct_instrument_unref (object);
      break;
    case CT_SHELF_VISITS:
      ct_visit_type_unref (object);
      break;
    case CT_SHELF_INDICATIONS:
    default:
      ct_indication_unref (object);
      break;
    }
}

static void
entry_unref (gpointer data)
{
  CtShelfEntry *self = data;

  if (!g_ref_count_dec (&self->ref_count))
    return;
  object_unref (self->kind, self->object);
  g_free (self);
}

static CtShelfEntry *
entry_new (CtShelfKind kind, const char *id, gpointer object, const xmlNode *node, guint folder)
{
  CtShelfEntry *self = g_new0 (CtShelfEntry, 1);

  g_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->id = id;
  self->object = object;
  self->node = node;
  self->folder = folder;
  return self;
}

/**
 * ct_shelf_new:
 *
 * Returns: (transfer full): an empty shelf
 */
CtShelf *
ct_shelf_new (void)
{
  CtShelf *self = g_new0 (CtShelf, 1);

  for (int kind = 0; kind < CT_SHELF_N; kind++)
    self->entries[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_unref);
  return self;
}

/**
 * ct_shelf_free:
 * @self: (transfer full): a shelf
 */
void
ct_shelf_free (CtShelf *self)
{
  g_return_if_fail (self != NULL);
  for (int kind = 0; kind < CT_SHELF_N; kind++)
    g_hash_table_unref (self->entries[kind]);
  g_free (self);
}

/**
 * ct_shelf_merge:
 * @self: a shelf
 * @newer: what to put on it; takes the place of what has the same id
 */
void
ct_shelf_merge (CtShelf *self, CtShelf *newer)
{
  g_return_if_fail (self != NULL && newer != NULL);
  for (int kind = 0; kind < CT_SHELF_N; kind++)
    {
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, newer->entries[kind]);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          CtShelfEntry *entry = value;

          g_ref_count_inc (&entry->ref_count);
          g_hash_table_replace (self->entries[kind], (gpointer) entry->id, entry);
        }
    }
}

/**
 * ct_shelf_copy:
 * @self: a shelf
 *
 * Returns: (transfer full): another with the same on it
 */
CtShelf *
ct_shelf_copy (CtShelf *self)
{
  CtShelf *copy = ct_shelf_new ();

  ct_shelf_merge (copy, self);
  return copy;
}

/**
 * ct_shelf_remove:
 * @self: a shelf
 * @entry: something on it, or of the same kind and id
 */
void
ct_shelf_remove (CtShelf *self, const CtShelfEntry *entry)
{
  g_return_if_fail (self != NULL && entry != NULL);
  g_hash_table_remove (self->entries[entry->kind], entry->id);
}

static gboolean
add_entry (CtShelf *self, CtShelfEntry *entry, GError **error)
{
  if (g_hash_table_contains (self->entries[entry->kind], entry->id))
    {
      ct_xml_set_error (error, entry->node, _("Another file of this folder has the id “%s” already"), entry->id);
      entry_unref (entry);
      return FALSE;
    }
  g_hash_table_replace (self->entries[entry->kind], (gpointer) entry->id, entry);
  return TRUE;
}

static gboolean
add_indications (CtShelf *self, CtReading *reading, guint folder, GError **error)
{
  const xmlNode *node = ct_xml_child (ct_xml_file_get_root (reading->file), "indication");

  for (guint i = 0; i < reading->indications->len; i++, node = ct_xml_next (node, "indication"))
    {
      CtIndication *indication = g_ptr_array_index (reading->indications, i);

      if (!add_entry (self, entry_new (CT_SHELF_INDICATIONS, indication->id, ct_indication_ref (indication), node, folder),
                      error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_visits (CtShelf *self, CtReading *reading, guint folder, GError **error)
{
  const xmlNode *node = ct_xml_child (ct_xml_file_get_root (reading->file), "visit");

  for (guint i = 0; i < reading->visits->len; i++, node = ct_xml_next (node, "visit"))
    {
      CtVisitType *type = g_ptr_array_index (reading->visits, i);

      if (!add_entry (self, entry_new (CT_SHELF_VISITS, type->id, ct_visit_type_ref (type), node, folder), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ct_shelf_add:
 * @self: a shelf for one folder
 * @reading: a file of it, to be kept as long as messages may point at it
 * @folder: the how manieth folder it is
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether nothing of that id was there yet.
 */
gboolean
ct_shelf_add (CtShelf *self, CtReading *reading, guint folder, GError **error)
{
  const xmlNode *root;

  g_return_val_if_fail (self != NULL && reading != NULL, FALSE);
  root = ct_xml_file_get_root (reading->file);
  if (reading->protocol != NULL)
    return add_entry (self, entry_new (CT_SHELF_PROTOCOLS, reading->protocol->id, ct_protocol_ref (reading->protocol),
                                       ct_xml_child (root, "treatment"), folder), error);
  if (reading->instrument != NULL)
    return add_entry (self, entry_new (CT_SHELF_INSTRUMENTS, reading->instrument->id,
                                       ct_instrument_ref (reading->instrument), root, folder), error);
  if (reading->visits != NULL)
    return add_visits (self, reading, folder, error);
  return add_indications (self, reading, folder, error);
}

/**
 * ct_shelf_get:
 * @self: a shelf
 * @kind: which part of it
 * @id: (nullable): an id
 *
 * Returns: (nullable) (transfer none): what has that id
 */
gpointer
ct_shelf_get (CtShelf *self, CtShelfKind kind, const char *id)
{
  CtShelfEntry *entry;

  g_return_val_if_fail (self != NULL && kind < CT_SHELF_N, NULL);
  entry = id != NULL ? g_hash_table_lookup (self->entries[kind], id) : NULL;
  return entry != NULL ? entry->object : NULL;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CtShelfEntry *one = *(CtShelfEntry *const *) a, *two = *(CtShelfEntry *const *) b;

  return strcmp (one->id, two->id);
}

/**
 * ct_shelf_list:
 * @self: a shelf
 * @kind: which part of it
 *
 * Returns: (transfer container) (element-type CtShelfEntry): what is there, by id
 */
GPtrArray *
ct_shelf_list (CtShelf *self, CtShelfKind kind)
{
  GPtrArray *list;
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL && kind < CT_SHELF_N, NULL);
  list = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->entries[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, value);
  g_ptr_array_sort (list, compare_entries);
  return list;
}

/**
 * ct_shelf_forget_nodes:
 * @self: a shelf whose files are about to go
 */
void
ct_shelf_forget_nodes (CtShelf *self)
{
  g_return_if_fail (self != NULL);
  for (int kind = 0; kind < CT_SHELF_N; kind++)
    {
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, self->entries[kind]);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        ((CtShelfEntry *) value)->node = NULL;
    }
}

static gboolean
all_known (CtShelf *self, CtShelfKind kind, char **ids, const xmlNode *node, GError **error)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (ct_shelf_get (self, kind, ids[i]) == NULL)
      {
        ct_xml_set_error (error, node, _("Nothing with the id “%s” is known"), ids[i]);
        return FALSE;
      }
  return TRUE;
}

/* Only what the FDA approved for the condition may say so. */
static gboolean
approval_fits (CtShelf *self, const CtProtocol *protocol, const xmlNode *node, GError **error)
{
  for (guint i = 0; protocol->fda_approved && protocol->indications[i] != NULL; i++)
    {
      CtIndication *indication = ct_shelf_get (self, CT_SHELF_INDICATIONS, protocol->indications[i]);

      if (g_strv_contains ((const char *const *) indication->approved_drugs, protocol->drug))
        continue;
      ct_xml_set_error (error, node, _("“fda-approved” must be “no”: %s is not approved for “%s”"), protocol->drug,
                        indication->id);
      return FALSE;
    }
  return TRUE;
}

static gboolean
protocol_fits (CtShelf *self, const CtProtocol *protocol, const xmlNode *node, GError **error)
{
  if (!all_known (self, CT_SHELF_INDICATIONS, protocol->indications, node, error))
    return FALSE;
  if (protocol->follows != NULL && ct_shelf_get (self, CT_SHELF_PROTOCOLS, protocol->follows) == NULL)
    {
      ct_xml_set_error (error, node, _("The protocol “%s” it follows is not known"), protocol->follows);
      return FALSE;
    }
  return approval_fits (self, protocol, node, error);
}

static gboolean
entry_fits (CtShelf *self, const CtShelfEntry *entry, GError **error)
{
  const CtIndication *indication = entry->object;

  switch (entry->kind)
    {
    case CT_SHELF_PROTOCOLS:
      return protocol_fits (self, entry->object, entry->node, error);
    case CT_SHELF_INDICATIONS:
      return all_known (self, CT_SHELF_INSTRUMENTS, indication->instruments, entry->node, error) &&
             all_known (self, CT_SHELF_PROTOCOLS, indication->protocols, entry->node, error);
    case CT_SHELF_INSTRUMENTS:
    case CT_SHELF_VISITS:
    default:
      return TRUE;
    }
}

/**
 * ct_shelf_find_misfit:
 * @self: a shelf whose files are still kept
 * @error: (out): %CT_ERROR_CORRUPT, why it does not fit
 *
 * Returns: (nullable) (transfer none): the first thing that speaks of another that is not there, or claims an approval
 *   its indication does not give
 */
CtShelfEntry *
ct_shelf_find_misfit (CtShelf *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (int kind = 0; kind < CT_SHELF_N; kind++)
    {
      g_autoptr (GPtrArray) list = ct_shelf_list (self, kind);

      for (guint i = 0; i < list->len; i++)
        if (!entry_fits (self, g_ptr_array_index (list, i), error))
          return g_ptr_array_index (list, i);
    }
  return NULL;
}
