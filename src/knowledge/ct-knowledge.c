#include "knowledge/ct-knowledge.h"

#include "base/ct-data.h"
#include "base/ct-error.h"
#include "domain/ct-appointment.h"
#include "knowledge/ct-shelf.h"

#include <glib/gi18n.h>
#include <string.h>

struct _CtKnowledge
{
  gatomicrefcount ref_count;
  CtShelf        *shelf;
  GPtrArray      *problems;     /* of char * */
};

/* What is only needed while reading. */
typedef struct
{
  CtKnowledge *knowledge;
  CtReader    *reader;
  GPtrArray   *readings;        /* every file stays until all is read: messages point at its lines */
  guint        folder;
} Loader;

static void
take_problem (Loader *self, GError *error)
{
  g_ptr_array_add (self->knowledge->problems, g_strdup (error->message));
  g_error_free (error);
}

static GBytes *
read_bytes (const char *path, const char *name, GError **error)
{
  char *text;
  gsize size;

  if (g_file_get_contents (path, &text, &size, NULL))
    return g_bytes_new_take (text, size);
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("%s can't be read."), name);
  return NULL;
}

static gboolean
read_file (Loader *self, CtShelf *batch, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = read_bytes (path, name, error);
  CtReading *reading = bytes != NULL ? ct_reader_read (self->reader, bytes, name, error) : NULL;

  if (reading == NULL)
    return FALSE;
  g_ptr_array_add (self->readings, reading);
  return ct_shelf_add (batch, reading, self->folder, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
list_files (GPtrArray *names, const char *folder, const char *part)
{
  g_autofree char *path = g_build_filename (folder, part, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (names, g_build_filename (part, name, NULL));
}

static GPtrArray *
list_folder (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  static const char *const single[] = { "indications.xml", "visits.xml" };

  list_files (names, folder, "protocols");
  list_files (names, folder, "instruments");
  for (gsize i = 0; i < G_N_ELEMENTS (single); i++)
    {
      g_autofree char *path = g_build_filename (folder, single[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_add (names, g_strdup (single[i]));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* A wrong file is left out whole; what it would have replaced stays. */
static CtShelf *
read_folder (Loader *self, const char *folder)
{
  g_autoptr (GPtrArray) names = list_folder (folder);
  CtShelf *batch = ct_shelf_new ();

  for (guint i = 0; i < names->len; i++)
    {
      GError *error = NULL;

      if (!read_file (self, batch, folder, g_ptr_array_index (names, i), &error))
        take_problem (self, error);
    }
  return batch;
}

/* Takes out of @batch what does not fit; if something older stops fitting through it, all of it. */
static gboolean
drop_misfit (Loader *self, CtShelf *batch, CtShelf *merged)
{
  GError *error = NULL;
  CtShelfEntry *misfit = ct_shelf_find_misfit (merged, &error);

  if (misfit == NULL)
    return FALSE;
  take_problem (self, error);
  if (misfit->folder == self->folder)
    ct_shelf_remove (batch, misfit);
  else
    for (int kind = 0; kind < CT_SHELF_N; kind++)
      g_hash_table_remove_all (batch->entries[kind]);
  return TRUE;
}

static void
add_folder (Loader *self, const char *folder)
{
  g_autoptr (CtShelf) batch = read_folder (self, folder);
  g_autoptr (CtShelf) merged = NULL;

  do
    {
      g_clear_pointer (&merged, ct_shelf_free);
      merged = ct_shelf_copy (self->knowledge->shelf);
      ct_shelf_merge (merged, batch);
    }
  while (drop_misfit (self, batch, merged));
  ct_shelf_free (self->knowledge->shelf);
  self->knowledge->shelf = g_steal_pointer (&merged);
}

static CtKnowledge *
knowledge_new (void)
{
  CtKnowledge *self = g_new0 (CtKnowledge, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->shelf = ct_shelf_new ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static gboolean
check_shipped (const CtKnowledge *self, const char *folder, GError **error)
{
  if (self->problems->len > 0)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT, g_ptr_array_index (self->problems, 0));
  else if (g_hash_table_size (self->shelf->entries[CT_SHELF_PROTOCOLS]) == 0 ||
           g_hash_table_size (self->shelf->entries[CT_SHELF_INSTRUMENTS]) == 0)
    g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There are no protocols or instruments in %s."), folder);
  else
    return TRUE;
  return FALSE;
}

/**
 * ct_knowledge_load:
 * @folders: (array zero-terminated=1): the shipped folder first (its schemas rule), then the clinic's own; each may have
 *   `protocols/`, `instruments/`, `indications.xml` and `visits.xml`, and a later one replaces what has the same id in an earlier one
 * @error: %CT_ERROR_NOT_FOUND or %CT_ERROR_CORRUPT: something is wrong with the shipped folder
 *
 * A wrong file in a clinic's own folder is left out and named in ct_knowledge_get_problems(); a folder that is not there
 * has no files.
 *
 * Returns: (transfer full) (nullable): all that is known
 */
CtKnowledge *
ct_knowledge_load (const char *const *folders, GError **error)
{
  g_autoptr (CtKnowledge) self = NULL;
  g_autoptr (CtReader) reader = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  g_autofree char *schemas = NULL;
  Loader loader = { 0 };

  g_return_val_if_fail (folders != NULL && folders[0] != NULL, NULL);
  schemas = g_build_filename (folders[0], "schema", NULL);
  reader = ct_reader_new (schemas, error);
  if (reader == NULL)
    return NULL;
  self = knowledge_new ();
  readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_reading_free);
  loader = (Loader) { .knowledge = self, .reader = reader, .readings = readings };
  for (; folders[loader.folder] != NULL; loader.folder++)
    {
      add_folder (&loader, folders[loader.folder]);
      if (loader.folder == 0 && !check_shipped (self, folders[0], error))
        return NULL;
    }
  ct_shelf_forget_nodes (self->shelf);
  return g_steal_pointer (&self);
}

/**
 * ct_knowledge_ref:
 * @self: all that is known
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtKnowledge *
ct_knowledge_ref (CtKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_knowledge_unref:
 * @self: (transfer full): all that is known
 *
 * Gives one reference back.
 */
void
ct_knowledge_unref (CtKnowledge *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  ct_shelf_free (self->shelf);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * ct_knowledge_get_protocol:
 * @self: all that is known
 * @id: (nullable): "IV_IND_3PW"
 *
 * Returns: (nullable) (transfer none): the protocol of that id
 */
CtProtocol *
ct_knowledge_get_protocol (CtKnowledge *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_shelf_get (self->shelf, CT_SHELF_PROTOCOLS, id);
}

/**
 * ct_knowledge_get_instrument:
 * @self: all that is known
 * @id: (nullable): "phq-9"
 *
 * Returns: (nullable) (transfer none): the instrument of that id
 */
CtInstrument *
ct_knowledge_get_instrument (CtKnowledge *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_shelf_get (self->shelf, CT_SHELF_INSTRUMENTS, id);
}

/**
 * ct_knowledge_get_indication:
 * @self: all that is known
 * @id: (nullable): "trd"
 *
 * Returns: (nullable) (transfer none): the indication of that id
 */
CtIndication *
ct_knowledge_get_indication (CtKnowledge *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_shelf_get (self->shelf, CT_SHELF_INDICATIONS, id);
}

/**
 * ct_knowledge_get_visit_type:
 * @self: all that is known
 * @id: (nullable): "consultation"
 *
 * Returns: (nullable) (transfer none): the kind of visit of that id
 */
CtVisitType *
ct_knowledge_get_visit_type (CtKnowledge *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_shelf_get (self->shelf, CT_SHELF_VISITS, id);
}

/**
 * ct_knowledge_get_segments:
 * @self: all that is known
 * @protocol: (nullable): id of the protocol the visit is a session of
 * @kind: (nullable): the kind of visit
 *
 * Returns: (nullable) (transfer none) (element-type CtSegment): the parts of such a visit: of a treatment those of its
 *   protocol, else those of its kind
 */
GPtrArray *
ct_knowledge_get_segments (CtKnowledge *self, const char *protocol, const char *kind)
{
  CtProtocol *known = ct_knowledge_get_protocol (self, protocol);
  CtVisitType *type = ct_knowledge_get_visit_type (self, kind);

  if (known != NULL && known->segments->len > 0 && g_strcmp0 (kind, CT_VISIT_TREATMENT) == 0)
    return known->segments;
  return type != NULL ? type->segments : NULL;
}

static GPtrArray *
list_objects (CtKnowledge *self, CtShelfKind kind)
{
  g_autoptr (GPtrArray) entries = ct_shelf_list (self->shelf, kind);
  GPtrArray *objects = g_ptr_array_sized_new (entries->len);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (objects, ((CtShelfEntry *) g_ptr_array_index (entries, i))->object);
  return objects;
}

/**
 * ct_knowledge_list_protocols:
 * @self: all that is known
 *
 * Returns: (transfer container) (element-type CtProtocol): the protocols by id; they live as long as @self
 */
GPtrArray *
ct_knowledge_list_protocols (CtKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list_objects (self, CT_SHELF_PROTOCOLS);
}

/**
 * ct_knowledge_list_instruments:
 * @self: all that is known
 *
 * Returns: (transfer container) (element-type CtInstrument): the instruments by id; they live as long as @self
 */
GPtrArray *
ct_knowledge_list_instruments (CtKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list_objects (self, CT_SHELF_INSTRUMENTS);
}

/**
 * ct_knowledge_list_indications:
 * @self: all that is known
 *
 * Returns: (transfer container) (element-type CtIndication): the indications by id; they live as long as @self
 */
GPtrArray *
ct_knowledge_list_indications (CtKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list_objects (self, CT_SHELF_INDICATIONS);
}

/**
 * ct_knowledge_get_problems:
 * @self: all that is known
 *
 * Returns: (transfer none) (element-type utf8): a sentence for each file of the clinic's own that was left out
 */
GPtrArray *
ct_knowledge_get_problems (CtKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->problems;
}

/**
 * ct_knowledge_find_folder:
 *
 * Returns: (transfer full): the shipped folder, wherever ct_data_find() says that the data are
 */
char *
ct_knowledge_find_folder (void)
{
  return ct_data_find ("knowledge");
}
