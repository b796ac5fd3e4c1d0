/* Files that somebody sends, finds, copies or damages: each is told for what it is, and never read as what it is not. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "ct-torture.h"
#include "store-test.h"
#include "store/ct-audit.h"

#define SALT_BYTES 16
#define N_PEOPLE   120

static gpointer
fill_work (CtUnit *unit, gpointer data, GError **error)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *family = g_strdup_printf ("Zebulon%u", i);
      g_autoptr (CtPatient) patient = make_patient (family, "Marisol");

      patient->note = g_strdup ("Sleeps badly since the accident; cries at night.");
      if (!ct_unit_insert (unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

/** The files of a clinic, as bytes. */
typedef struct
{
  char *database;
  gsize database_length;
  char *log; /* (nullable): what is not in the database file yet */
  gsize log_length;
} Files;

static void
files_read (Files *self, Clinic *clinic)
{
  g_autofree char *log = g_strconcat (clinic->path, "-wal", NULL);

  g_assert_true (g_file_get_contents (clinic->path, &self->database, &self->database_length, NULL));
  self->log = NULL;
  self->log_length = 0;
  g_file_get_contents (log, &self->log, &self->log_length, NULL);
}

static void
files_write (const Files *self, const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  g_remove (shared);
  g_assert_true (g_file_set_contents (path, self->database, (gssize) self->database_length, NULL));
  if (self->log != NULL)
    g_assert_true (g_file_set_contents (log, self->log, (gssize) self->log_length, NULL));
  else
    g_remove (log);
}

static void
files_clear (Files *self)
{
  g_free (self->database);
  g_free (self->log);
}

/* Everything of it, as one checksum; the audit's chain is followed on the way. */
static gpointer
sum_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GArray) ids = ct_unit_ids (unit, error, "patient.ids-by-name", "");
  g_autoptr (CtAuditCheck) check = NULL;

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CtPatient) patient = ct_unit_get (unit, CT_TYPE_PATIENT, g_array_index (ids, gint64, i), error);

      if (patient == NULL)
        return NULL;
      g_checksum_update (sum, (const guchar *) (patient->family_name != NULL ? patient->family_name : ""), -1);
      g_checksum_update (sum, (const guchar *) (patient->note != NULL ? patient->note : ""), -1);
    }
  check = ct_audit_verify (unit, error);
  if (check == NULL)
    return NULL;
  g_checksum_update (sum, (const guchar *) check->head, -1);
  return g_strdup_printf ("%u %" G_GINT64_FORMAT " %s", ids->len, check->broken_id, g_checksum_get_string (sum));
}

/* What is read, or NULL with the sentence that says why not. */
static char *
read_all (Clinic *clinic, GError **error)
{
  g_autoptr (CtStore) store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), error);
  char *sum;

  if (store == NULL)
    return NULL;
  sum = ct_store_read (store, sum_work, NULL, error);
  ct_store_close (store);
  return sum;
}

static void
assert_told_as_damage (const GError *error, gsize at)
{
  gboolean is_salt = at < SALT_BYTES;

  if (error->domain != CT_ERROR || !g_str_has_suffix (error->message, ".") ||
      !(error->code == CT_ERROR_CORRUPT || (is_salt && error->code == CT_ERROR_PASSPHRASE)))
    g_error ("A flipped byte at %" G_GSIZE_FORMAT " is told: %d %s", at, error->code, error->message);
}

/* ---- Damage ---- */

/* One bit of the file is another one. Where it is encrypted, every page is sealed: what is read is right, or not read. */
static gboolean
flip_and_read (Clinic *clinic, Files *files, gsize at, const char *whole)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL;
  char bit = (char) (1 << g_test_rand_int_range (0, 8));

  files->database[at] ^= bit;
  files_write (files, clinic->path);
  files->database[at] ^= bit;
  read = read_all (clinic, &error);
  if (read == NULL)
    assert_told_as_damage (error, at);
  else if (clinic->engine->encrypted)
    g_assert_cmpstr (read, ==, whole);
  return read == NULL;
}

static void
test_a_flipped_bit_is_told_or_changes_nothing (Clinic *clinic)
{
  guint flips = torture_times (600, 60), told = 0;
  g_autofree char *whole = NULL;
  Files files;

  clinic_write (clinic, fill_work, NULL);
  clinic_close (clinic);
  whole = read_all (clinic, NULL);
  g_assert_nonnull (whole);
  files_read (&files, clinic);
  for (guint i = 0; i < flips; i++)
    told += flip_and_read (clinic, &files,
                           (gsize) g_test_rand_int_range (0, i % 4 == 0 ? 4096 : (gint32) files.database_length), whole);
  torture_figure ("flipped bits, %s", flips, clinic->engine->name);
  torture_figure ("flipped bits told as damage, %s", told, clinic->engine->name);
  g_assert_cmpuint (told, >, 0);
  files_write (&files, clinic->path);
  files_clear (&files);
  clinic_reopen (clinic);
}

/* The log of what is not in the file yet is checked frame by frame: what is behind the damage is not there, and what is
 * there is whole. */
static void
test_a_damaged_log_never_shows_half_of_anything (Clinic *clinic)
{
  guint flips = torture_times (300, 30);
  Files files;

  clinic_write (clinic, fill_work, NULL);
  files_read (&files, clinic);
  g_assert_cmpuint (files.log_length, >, 0);
  clinic_close (clinic);
  for (guint i = 0; i < flips; i++)
    {
      gsize at = (gsize) g_test_rand_int_range (0, (gint32) files.log_length);
      g_autoptr (GError) error = NULL;
      g_autofree char *read = NULL;

      files.log[at] ^= 0x55;
      files_write (&files, clinic->path);
      files.log[at] ^= 0x55;
      read = read_all (clinic, &error);
      if (read == NULL)
        assert_told_as_damage (error, SALT_BYTES);
      else if (!g_str_has_prefix (read, "0 0 "))
        {
          g_autofree char *all = g_strdup_printf ("%u 0 ", N_PEOPLE);

          g_assert_true (g_str_has_prefix (read, all));
        }
    }
  torture_figure ("flipped bytes of the log, %s", flips, clinic->engine->name);
  files_write (&files, clinic->path);
  files_clear (&files);
  clinic_reopen (clinic);
}

static void
test_a_file_cut_short_anywhere_is_told (Clinic *clinic)
{
  guint cuts = torture_times (200, 25);
  Files files;
  gsize whole;

  clinic_write (clinic, fill_work, NULL);
  clinic_close (clinic);
  files_read (&files, clinic);
  whole = files.database_length;
  for (guint i = 0; i < cuts; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *read = NULL;

      files.database_length = (gsize) g_test_rand_int_range (0, (gint32) whole - 1);
      files_write (&files, clinic->path);
      read = read_all (clinic, &error);
      g_assert_null (read);
      assert_told_as_damage (error, SALT_BYTES);
    }
  files.database_length = whole;
  files_write (&files, clinic->path);
  files_clear (&files);
  clinic_reopen (clinic);
}

/* ---- What a thief of the file sees ---- */

static double
bits_a_byte (const char *bytes, gsize length)
{
  guint count[256] = { 0 };
  double bits = 0;

  for (gsize i = 0; i < length; i++)
    count[(guint8) bytes[i]]++;
  for (guint i = 0; i < 256; i++)
    if (count[i] > 0)
      bits -= (double) count[i] / (double) length * log2 ((double) count[i] / (double) length);
  return bits;
}

static void
assert_nothing_to_read (const char *bytes, gsize length)
{
  gsize run = 0;

  g_assert_cmpfloat (bits_a_byte (bytes, length), >, 7.99);
  /* As strings does it; chance alone makes a run of nine once in a few thousand pages, and none of sixteen. */
  for (gsize i = 0; i < length; i++)
    {
      run = g_ascii_isprint (bytes[i]) ? run + 1 : 0;
      g_assert_cmpuint (run, <, 16);
    }
}

static void
test_a_copied_file_shows_nothing_but_noise (Clinic *clinic)
{
  Files files;

  clinic_write (clinic, fill_work, NULL);
  files_read (&files, clinic);
  /* The log has a head, and a line before each page, that are not secret. */
  g_assert_cmpfloat (bits_a_byte (files.log, files.log_length), >, 7.95);
  clinic_close (clinic);
  files_clear (&files);
  files_read (&files, clinic);
  assert_nothing_to_read (files.database, files.database_length);
  files_clear (&files);
}

/* ---- What is no clinic ---- */

static void
assert_refused (Clinic *clinic, const char *path, const int *codes, gsize n_codes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = ct_store_open (path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), &error);

  g_assert_null (store);
  g_assert_true (error->domain == CT_ERROR && g_str_has_suffix (error->message, "."));
  for (gsize i = 0; i < n_codes; i++)
    if (error->code == codes[i])
      return;
  g_error ("%s is told: %d %s", path, error->code, error->message);
}

static void
test_files_of_other_programs_are_told_for_what_they_are (Clinic *clinic)
{
  static const struct
  {
    const char *name;
    const char *head;
    gsize       head_length;
  } others[] = {
    { "zip", "PK\x03\x04\x14\x00\x08\x00", 8 },
    { "png", "\x89PNG\r\n\x1a\n", 8 },
    { "pdf", "%PDF-1.7\n", 9 },
    { "text", "Dear colleague,\n", 16 },
    { "xml", "<?xml version=\"1.0\"?><ClinicalDocument/>", 40 },
    { "sqlite", "SQLite format 3\0\x10\x00\x01\x01\x00\x40\x20\x20", 24 },
  };
  const int codes[] = { CT_ERROR_CORRUPT };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (clinic->folder, others[i].name, NULL);
      g_autofree char *bytes = g_malloc0 (20000);
      g_autofree char *after = NULL;
      gsize length;

      memcpy (bytes, others[i].head, others[i].head_length);
      g_assert_true (g_file_set_contents (path, bytes, 20000, NULL));
      assert_refused (clinic, path, codes, 1);
      g_assert_true (g_file_get_contents (path, &after, &length, NULL));
      g_assert_cmpmem (after, length, bytes, 20000);
    }
}

static void
test_what_is_no_file_is_told_at_once (Clinic *clinic)
{
  const int no_clinic[] = { CT_ERROR_CORRUPT };
  const int not_there[] = { CT_ERROR_NOT_FOUND, CT_ERROR_DENIED };
  g_autofree char *pipe_path = g_build_filename (clinic->folder, "pipe", NULL);
  g_autofree char *loop = g_build_filename (clinic->folder, "loop", NULL);
  g_autofree char *dangling = g_build_filename (clinic->folder, "dangling", NULL);
  g_autofree char *below = g_build_filename (clinic->path, "below", NULL);

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  assert_refused (clinic, pipe_path, no_clinic, 1);
  assert_refused (clinic, "/dev/zero", no_clinic, 1);
  assert_refused (clinic, "/dev/null", no_clinic, 1);
  assert_refused (clinic, clinic->folder, no_clinic, 1);
  assert_refused (clinic, loop, not_there, 2);
  assert_refused (clinic, dangling, not_there, 1);
  assert_refused (clinic, below, not_there, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add_file (#function, test_##function)
#define CHECK_ENCRYPTED(function) store_test_add_encrypted (#function, test_##function)
  CHECK (a_flipped_bit_is_told_or_changes_nothing);
  CHECK (a_damaged_log_never_shows_half_of_anything);
  CHECK (a_file_cut_short_anywhere_is_told);
  CHECK_ENCRYPTED (a_copied_file_shows_nothing_but_noise);
  CHECK (files_of_other_programs_are_told_for_what_they_are);
  CHECK (what_is_no_file_is_told_at_once);
  return g_test_run ();
}
