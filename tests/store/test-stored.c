/* Databases as released versions left them are brought up to date, and nothing of them is lost. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "domain/ct-audit-row.h"
#include "store/ct-audit.h"
#include "store/ct-backup.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-store.h"

#define PASSPHRASE "correct horse battery"

static const char *const versions[] = { "v1" };

typedef struct
{
  const char *version;
  gboolean    encrypted;
} Kept;

typedef struct
{
  char      *folder;
  char      *path;
  CtKeyring *keyring; /* unlocked */
} Copy;

static GBytes *
read_kept (const char *version, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "stored", version, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static GBytes *
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

static void
put (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
copy_set_up (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr (GBytes) raw = read_kept (kept->version, kept->encrypted ? "encrypted.chairtime" : "plain.chairtime.gz");
  g_autoptr (GBytes) database = kept->encrypted ? g_bytes_ref (raw) : unpack (raw);
  g_autoptr (GBytes) keys = read_kept (kept->version, "encrypted.chairtime.keys");
  g_autofree char *keys_path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("chairtime-stored-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "harbor.chairtime", NULL);
  keys_path = ct_keyring_path_for (self->path);
  put (self->path, database);
  put (keys_path, keys);
  self->keyring = ct_keyring_load (keys_path, &error);
  g_assert_no_error (error);
  ct_keyring_unlock (self->keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
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

static void
copy_tear_down (Copy *self, gconstpointer data)
{
  remove_folder (self->folder);
  ct_keyring_free (self->keyring);
  g_free (self->folder);
  g_free (self->path);
}

static const guint8 *
key_of (Copy *self, const Kept *kept)
{
  return kept->encrypted ? ct_keyring_key (self->keyring) : NULL;
}

static gint64
count_rows (CtDatabase *database, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  ct_database_number (database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* Every table that was there is there, with as many rows as it had. */
static void
assert_counts (Copy *self, const Kept *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (self->path, &(CtCredentials){ .key = key_of (self, kept) }, CT_DATABASE_READ, &error);
  g_autoptr (GBytes) expected = read_kept (kept->version, "expected");
  g_autofree char *text = g_strndup (g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint seen = 0;

  g_assert_no_error (error);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      if (g_strv_length (words) < 2 || lines[i][0] == '#' || strcmp (words[0], "schema_migration") == 0)
        continue;
      /* Made anew where it is kept otherwise by now. */
      if (g_str_has_prefix (words[0], "search_"))
        continue;
      g_assert_cmpint (count_rows (database, words[0]), ==, g_ascii_strtoll (words[1], NULL, 10));
      seen++;
    }
  g_assert_cmpuint (seen, >, 18);
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  CtAuditCheck **check = data;

  *check = ct_audit_verify (unit, error);
  return *check != NULL ? CT_WORK_DONE : NULL;
}

static gpointer
audit_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "opened", NULL, 0, 0, NULL, error) ? CT_WORK_DONE : NULL;
}

static void
assert_chain (CtStore *store, gint64 rows)
{
  g_autoptr (CtAuditCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  ct_store_read (store, verify_work, &check, &error);
  g_assert_no_error (error);
  g_assert_true (check->complete);
  g_assert_cmpint (check->rows, ==, rows);
}

/* Opening it is what upgrades it; and then it can be worked with. */
static void
test_opens_with_everything_in_it (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr (GError) error = NULL;
  gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;
  g_autoptr (CtStore) store = ct_store_open (self->path, &(CtCredentials){ .key = key_of (self, kept) }, ct_clock_fixed (&now_us), &error);

  g_assert_no_error (error);
  g_assert_cmpint (ct_store_is_encrypted (store), ==, kept->encrypted);
  assert_counts (self, kept);
  assert_chain (store, 55);
  ct_store_write (store, audit_work, NULL, &error);
  g_assert_no_error (error);
  assert_chain (store, 56);
  ct_store_close (store);
}

/* The old schema is kept as it was, and can be put back. */
static void
test_is_backed_up_before_it_is_upgraded_and_not_again (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr (GError) error = NULL;
  gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;
  g_autofree char *folder = ct_backup_default_folder (self->path);
  g_autofree char *aside = NULL;
  g_autofree char *to = g_build_filename (self->folder, "old.chairtime", NULL);
  const CtBackupKey key = { .login = "ana", .passphrase = PASSPHRASE };
  CtRestore restore = { .to = to, .key = &key, .clock = ct_clock_fixed (&now_us) };
  const CtBackupRun run = { NULL, NULL, NULL };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (CtBackupInfo) back = NULL;

  g_assert_true (ct_backup_before_upgrade (self->path, key_of (self, kept), restore.clock, &error));
  test_opens_with_everything_in_it (self, data);
  g_assert_true (ct_backup_before_upgrade (self->path, key_of (self, kept), restore.clock, &error));
  list = ct_backup_list (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((CtBackupInfo *) list->pdata[0])->kind, ==, CT_BACKUP_BEFORE_UPGRADE);
  g_assert_cmpint (((CtBackupInfo *) list->pdata[0])->head_id, ==, 55);
  restore.backup = ((CtBackupInfo *) list->pdata[0])->path;
  back = ct_backup_restore (&restore, &run, &aside, &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->schema, ==, 2);
}

static void
add (const char *name, void (*test) (Copy *, gconstpointer))
{
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    for (int encrypted = 0; encrypted <= 1; encrypted++)
      {
        Kept *kept = g_new0 (Kept, 1);
        g_autofree char *path = g_strdup_printf ("/stored/%s/%s/%s", versions[i],
                                                 encrypted ? "encrypted-file" : "plain-file", name);

        kept->version = versions[i];
        kept->encrypted = encrypted;
        if (!encrypted || ct_store_can_encrypt ())
          g_test_add_vtable (path, sizeof (Copy), kept, (GTestFixtureFunc) copy_set_up, (GTestFixtureFunc) test,
                             (GTestFixtureFunc) copy_tear_down);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("opens-with-everything-in-it", test_opens_with_everything_in_it);
  add ("is-backed-up-before-it-is-upgraded-and-not-again", test_is_backed_up_before_it_is_upgraded_and_not_again);
  return g_test_run ();
}
