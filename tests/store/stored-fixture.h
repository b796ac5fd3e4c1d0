/* Clinics as older programs left them, on each engine: see stored/README.md. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ct-test-server.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-store.h"

#ifndef PASSPHRASE
#define PASSPHRASE "correct horse battery"
#endif
/* From the folder of the tests that use it. */
#ifndef STORED_FOLDER
#define STORED_FOLDER "stored"
#endif

/** What was kept: a schema, and on which engine. */
typedef struct
{
  const char *version;
  gint64      schema;     /* the number of its last step */
  gboolean    has_server; /* and on a server too */
} StoredVersion;

static const StoredVersion stored_versions[] = { { "v1", 2, FALSE }, { "v11", 11, TRUE }, { "v18", 18, TRUE },
                                               { "v22", 22, TRUE } };

typedef enum
{
  PLAIN_FILE,
  ENCRYPTED_FILE,
  ON_SERVER,
  N_PLACES,
} StoredPlace;

static const char *const stored_places[N_PLACES] = { "plain-file", "encrypted-file", "postgresql" };

typedef struct
{
  const StoredVersion *version;
  StoredPlace          place;
} Kept;

/** A copy of one, to be worked with. */
typedef struct
{
  char         *folder;
  char         *path;     /* or address */
  char         *database; /* on the server */
  CtKeyring    *keyring;  /* unlocked */
  CtCredentials access;
} Copy;

static inline GBytes *
read_kept (const Kept *kept, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, STORED_FOLDER, kept->version->version, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static inline GBytes *
unpack (GBytes *packed)
{
  g_autoptr (GZlibDecompressor) unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (base, G_CONVERTER (unzip));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static inline void
put (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static inline void
put_in_file (Copy *self, const Kept *kept)
{
  g_autoptr (GBytes) raw = read_kept (kept, kept->place == ENCRYPTED_FILE ? "encrypted.chairtime" : "plain.chairtime.gz");
  g_autoptr (GBytes) database = kept->place == ENCRYPTED_FILE ? g_bytes_ref (raw) : unpack (raw);
  g_autoptr (GBytes) keys = read_kept (kept, "encrypted.chairtime.keys");
  g_autofree char *keys_path = NULL;
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (self->folder, "harbor.chairtime", NULL);
  keys_path = ct_keyring_path_for (self->path);
  put (self->path, database);
  put (keys_path, keys);
  self->keyring = ct_keyring_load (keys_path, &error);
  g_assert_no_error (error);
  ct_keyring_unlock (self->keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  if (kept->place == ENCRYPTED_FILE)
    self->access.key = ct_keyring_key (self->keyring);
}

static inline void
put_on_server (Copy *self, const Kept *kept)
{
  g_autoptr (GBytes) packed = read_kept (kept, "server.sql.gz");
  g_autoptr (GBytes) bytes = unpack (packed);
  g_autofree char *sql = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  ct_test_server_start ();
  self->database = ct_test_server_new_database (NULL, NULL);
  self->path = ct_test_server_uri (self->database);
  self->access.user = "postgres";
  ct_test_server_sql (self->database, sql);
}

/* For g_test_add_vtable(); does nothing where there is no server. */
static inline void
copy_set_up (Copy *self, gconstpointer data)
{
  const Kept *kept = data;

  self->folder = g_dir_make_tmp ("chairtime-stored-XXXXXX", NULL);
  if (kept->place != ON_SERVER)
    put_in_file (self, kept);
  else if (ct_test_server_missing () == NULL)
    put_on_server (self, kept);
}

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_folder (file);
      else
        g_remove (file);
    }
  g_rmdir (path);
}

static inline void
copy_tear_down (Copy *self, gconstpointer data)
{
  remove_folder (self->folder);
  if (self->database != NULL)
    ct_test_server_drop (self->database);
  g_clear_pointer (&self->keyring, ct_keyring_free);
  g_free (self->database);
  g_free (self->folder);
  g_free (self->path);
}

/* Every version that is kept, on every engine it is kept on; a missing server is said. */
static inline void
stored_test_add (const char *name, void (*test) (Copy *, gconstpointer))
{
  static Kept all[G_N_ELEMENTS (stored_versions)][N_PLACES];

  for (guint i = 0; i < G_N_ELEMENTS (stored_versions); i++)
    for (int place = 0; place < N_PLACES; place++)
      {
        const StoredVersion *version = &stored_versions[i];
        Kept *kept = &all[i][place];
        g_autofree char *path = g_strdup_printf ("/stored/%s/%s/%s", version->version, stored_places[place], name);

        *kept = (Kept) { .version = version, .place = place };
        if ((place != ENCRYPTED_FILE || ct_store_can_encrypt ()) && (place != ON_SERVER || version->has_server))
          g_test_add_vtable (path, sizeof (Copy), kept, (GTestFixtureFunc) copy_set_up, (GTestFixtureFunc) test,
                             (GTestFixtureFunc) copy_tear_down);
      }
}

static inline gboolean
copy_is_missing (Copy *self)
{
  if (self->path != NULL)
    return FALSE;
  g_test_skip (ct_test_server_missing ());
  return TRUE;
}
