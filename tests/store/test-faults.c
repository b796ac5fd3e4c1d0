/* A disk that fails: full, broken, lying, or without power, at every operation there is. Nothing acknowledged is lost,
 * nothing is half done, the person at the desk is told in one sentence, and work goes on when the disk does. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/ct-error.h"
#include "ct-fault-vfs.h"
#include "ct-torture.h"
#include "store-test.h"
#include "store/ct-audit.h"
#include "store/ct-backup.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"

/** A desk at work on a disk that may fail, and what it was told. */
typedef struct
{
  Clinic     *clinic;
  Place       place;
  CtFaultKind kind;
  CtStore    *store;
  int         next;     /* number of the next visit */
  gint64      certain;  /* visits that were acknowledged */
  gint64      unsure;   /* visits that were refused because of the disk; they may be there all the same, whole */
  guint       told;     /* sentences */
} Desk;

/* What may be said about each fault. */
static gboolean
is_fitting (CtFaultKind kind, const GError *error)
{
  if (error->domain != CT_ERROR || !g_str_has_suffix (error->message, ".") || strchr (error->message, '\n') != NULL)
    return FALSE;
  switch (kind)
    {
    case CT_FAULT_FULL:
    case CT_FAULT_SHORT:
      return error->code == CT_ERROR_FULL;
    case CT_FAULT_OPEN:
      return error->code == CT_ERROR_DENIED || error->code == CT_ERROR_FAILED;
    default:
      return error->code == CT_ERROR_FAILED;
    }
}

static void
note_sentence (Desk *self, const GError *error)
{
  if (!is_fitting (self->kind, error))
    g_error ("Of a %s of %s it is said: %s %d “%s”", ct_fault_name (self->kind), ct_fault_vfs_victim (),
             g_quark_to_string (error->domain), error->code, error->message);
  self->told++;
}

/* ---- What the desk does ---- */

static CtAppointment *
make_visit (Desk *self, int number)
{
  return make_booking (&self->place, number % 2, 0, 21000 + number / 40, 480 + number / 2 % 20 * 20, 20);
}

/* A patient in the search index, a booking and its claims, a letter of some pages, and their audit rows: all or nothing. */
static gpointer
visit_work (CtUnit *unit, gpointer data, GError **error)
{
  Desk *self = data;
  g_autofree char *family = g_strdup_printf ("Number%d", self->next);
  g_autofree char *letter = g_strnfill (20000, 'x');
  g_autoptr (CtPatient) patient = make_patient (family, "Acknowledged");
  g_autoptr (CtAppointment) visit = make_visit (self, self->next);
  g_autoptr (CtIssued) issued = ct_issued_new ();

  if (!ct_unit_insert (unit, patient, error))
    return NULL;
  visit->patient_id = issued->patient_id = CT_RECORD (patient)->id;
  issued->kind = g_strdup ("letter");
  issued->title = g_strdup (family);
  issued->media_type = g_strdup ("text/plain");
  issued->content = g_bytes_new (letter, 20000);
  return ct_unit_insert (unit, visit, error) && ct_unit_insert (unit, issued, error) ? CT_WORK_DONE : NULL;
}

static gpointer
look_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all = ct_unit_list (unit, error, CT_TYPE_PATIENT, "search.all-patients", "");

  return all != NULL ? CT_WORK_DONE : NULL;
}

static void
desk_open (Desk *self)
{
  g_autoptr (GError) error = NULL;

  self->store = ct_store_open (self->clinic->path, clinic_credentials (self->clinic), ct_clock_fixed (&self->clinic->now_us), &error);
  if (self->store == NULL)
    note_sentence (self, error);
}

/* Only what was acknowledged before the power failed can be asked for. */
static void
desk_book (Desk *self)
{
  g_autoptr (GError) error = NULL;

  if (ct_store_write (self->store, visit_work, self, &error) == NULL)
    {
      note_sentence (self, error);
      self->unsure++;
    }
  else if (self->kind == CT_FAULT_POWER && ct_fault_vfs_fired () > 0)
    self->unsure++;
  else
    self->certain++;
  self->next++;
}

static void
desk_look (Desk *self)
{
  g_autoptr (GError) error = NULL;

  if (ct_store_read (self->store, look_work, NULL, &error) == NULL)
    note_sentence (self, error);
}

static void
desk_close (Desk *self)
{
  if (self->store == NULL)
    return;
  ct_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->store);
  self->store = NULL;
}

/* ---- What must be true afterwards ---- */

static gint64
number_of (CtDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  ct_database_number (database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

static gboolean
is_sound (CtDatabase *database)
{
  g_autoptr (CtCursor) check = ct_database_query (database, NULL, "PRAGMA integrity_check", NULL, 0, NULL);
  g_autoptr (CtCursor) keys = ct_database_query (database, NULL, "PRAGMA foreign_key_check", NULL, 0, NULL);

  return check != NULL && ct_cursor_next (check, NULL) == 1 && g_strcmp0 (ct_cursor_value (check, 0).text, "ok") == 0 &&
         keys != NULL && ct_cursor_next (keys, NULL) == 0;
}

static gpointer
chain_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  if (check == NULL)
    return NULL;
  *(gint64 *) data = check->broken_id;
  return CT_WORK_DONE;
}

/* Counts the visits of a clinic that must be whole. */
static gint64
count_whole (Clinic *clinic, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = ct_store_open (path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), &error);
  g_autoptr (CtDatabase) database = NULL;
  gint64 broken_id = -1, visits;

  g_assert_no_error (error);
  ct_store_read (store, chain_work, &broken_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (broken_id, ==, 0);
  database = ct_database_open (path, clinic_credentials (clinic), CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (is_sound (database));
  visits = number_of (database, "SELECT count(*) FROM patient WHERE given_names = 'Acknowledged'");
  g_assert_cmpint (visits, ==, number_of (database, "SELECT count(*) FROM appointment"));
  g_assert_cmpint (visits, ==, number_of (database, "SELECT count(*) FROM issued WHERE length(content) = 20000"));
  g_assert_cmpint (2 * visits, ==, number_of (database, "SELECT count(*) FROM claim"));
  g_assert_cmpint (visits, ==,
                   number_of (database, "SELECT count(*) FROM search_name WHERE role = 0 AND word LIKE 'number%'"));
  ct_store_close (store);
  return visits;
}

static void
check_all_there (Desk *self)
{
  gint64 visits = count_whole (self->clinic, self->clinic->path);

  g_assert_cmpint (visits, >=, self->certain);
  g_assert_cmpint (visits, <=, self->certain + self->unsure);
  self->certain = visits;
  self->unsure = 0;
}

/* ---- Disks that say that they fail ---- */

/* Comes in, books, looks, and leaves, while the n-th operation fails. Returns whether one did. */
static gboolean
work_through_fault (Desk *self, guint n, gboolean lasting)
{
  ct_fault_vfs_arm (self->kind, n, lasting);
  desk_open (self);
  if (self->store != NULL)
    {
      desk_book (self);
      desk_look (self);
    }
  if (ct_fault_vfs_fired () == 0)
    desk_close (self);
  if (!ct_fault_vfs_disarm ())
    return FALSE;
  /* The disk is good again: the same program goes on, or comes up. */
  if (self->store == NULL)
    desk_open (self);
  g_assert_nonnull (self->store);
  desk_look (self);
  desk_book (self);
  g_assert_cmpint (self->certain, >, 0);
  desk_close (self);
  check_all_there (self);
  return TRUE;
}

static guint
fail_everywhere (Desk *self, CtFaultKind kind, gboolean lasting)
{
  guint n = 1, faults = 0;

  self->kind = kind;
  for (; work_through_fault (self, n, lasting); n += torture_step (n))
    faults++;
  g_assert_cmpuint (faults, >, 0);
  g_test_message ("%s%s: %u faults at up to %u operations, %u sentences", ct_fault_name (kind),
                  lasting ? " that lasts" : "", faults, n - 1, self->told);
  return faults;
}

static void
desk_furnish (Desk *self, Clinic *clinic)
{
  *self = (Desk) { .clinic = clinic, .next = 1 };
  clinic_furnish (clinic, &self->place);
  clinic_close (clinic);
}

static void
test_a_disk_that_fails_anywhere_costs_nothing_that_was_acknowledged (Clinic *clinic)
{
  guint faults = 0;
  Desk desk;

  desk_furnish (&desk, clinic);
  for (CtFaultKind kind = CT_FAULT_FULL; kind <= CT_FAULT_OPEN; kind++)
    faults += fail_everywhere (&desk, kind, FALSE);
  torture_figure ("faults injected below the %s", faults, clinic->engine->name);
}

static void
test_a_disk_that_stays_full_or_broken_costs_nothing_that_was_acknowledged (Clinic *clinic)
{
  guint faults = 0;
  Desk desk;

  desk_furnish (&desk, clinic);
  for (CtFaultKind kind = CT_FAULT_FULL; kind <= CT_FAULT_SHARE; kind++)
    faults += fail_everywhere (&desk, kind, TRUE);
  torture_figure ("lasting faults below the %s", faults, clinic->engine->name);
}

/* ---- Disks that lose what they were given ---- */

static char *
make_found_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("chairtime-found-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_found (const char *folder, const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_remove (file);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What the next morning finds on the disk. */
static void
check_what_is_found (Desk *self, gint64 certain, guint32 seed)
{
  g_autofree char *folder = make_found_folder ();
  g_autofree char *path = g_build_filename (folder, "clinic.chairtime", NULL);
  gint64 visits;

  g_assert_true (ct_fault_vfs_power_cut (self->clinic->path, folder, seed));
  ct_fault_vfs_disarm ();
  visits = count_whole (self->clinic, path);
  g_assert_cmpint (visits, >=, certain);
  g_assert_cmpint (visits, <=, self->certain + self->unsure);
  remove_found (folder, path);
}

static gboolean
work_through_power_cut (Desk *self, guint n)
{
  gboolean failed;
  gint64 certain;

  ct_fault_vfs_arm (CT_FAULT_POWER, n, FALSE);
  desk_open (self);
  desk_book (self);
  desk_book (self);
  desk_close (self);
  certain = self->certain;
  failed = ct_fault_vfs_fired () > 0;
  if (failed)
    check_what_is_found (self, certain, g_test_rand_int ());
  ct_fault_vfs_disarm ();
  /* Here the power never failed, so all of it is there. */
  self->certain += self->unsure;
  self->unsure = 0;
  return failed;
}

static void
test_a_power_cut_at_any_moment_costs_nothing_that_was_acknowledged (Clinic *clinic)
{
  guint cuts = 0;
  Desk desk;

  desk_furnish (&desk, clinic);
  desk.kind = CT_FAULT_POWER;
  for (guint n = 1; work_through_power_cut (&desk, n); n += torture_step (n))
    cuts++;
  g_assert_cmpuint (cuts, >, 0);
  check_all_there (&desk);
  torture_figure ("power cuts below the %s", cuts, clinic->engine->name);
}

/* Whether damage is told: by the engine, by the seals of the pages, or by the chain of the audit. */
static gboolean
damage_is_told (Clinic *clinic, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = ct_store_open (path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), &error);
  g_autoptr (CtDatabase) database = NULL;
  gint64 broken_id = -1;
  gboolean told;

  if (store == NULL)
    {
      g_assert_error (error, CT_ERROR, CT_ERROR_CORRUPT);
      return TRUE;
    }
  database = ct_database_open (path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  told = ct_store_read (store, chain_work, &broken_id, NULL) == NULL || broken_id != 0 || database == NULL ||
         !is_sound (database);
  ct_store_close (store);
  return told;
}

/* Where the log's sync lied, the end of the day is missing and the rest is good; where the file's did, no engine can help,
 * but nobody is told that all is well. */
static gboolean
work_through_lie (Desk *self, guint n, gboolean leaves)
{
  g_autofree char *folder = make_found_folder ();
  g_autofree char *path = g_build_filename (folder, "clinic.chairtime", NULL);
  gint64 before = self->certain;
  gboolean lied;

  ct_fault_vfs_arm (CT_FAULT_LIE, n, FALSE);
  desk_open (self);
  desk_book (self);
  desk_book (self);
  if (leaves)
    desk_close (self);
  g_assert_true (ct_fault_vfs_power_cut (self->clinic->path, folder, g_test_rand_int ()));
  desk_close (self);
  lied = ct_fault_vfs_disarm ();
  if (!lied || g_str_has_suffix (ct_fault_vfs_victim (), "-wal"))
    g_assert_cmpint (count_whole (self->clinic, path), >=, lied ? before : self->certain);
  else if (!damage_is_told (self->clinic, path))
    g_assert_cmpint (count_whole (self->clinic, path), >=, before);
  remove_found (folder, path);
  return lied;
}

static void
test_a_disk_that_lies_about_saving_never_leaves_half_a_visit_unnoticed (Clinic *clinic)
{
  guint lies = 0;
  Desk desk;

  desk_furnish (&desk, clinic);
  desk.kind = CT_FAULT_LIE;
  for (guint round = 0; round < torture_times (40, 4); round++)
    for (guint n = 1; work_through_lie (&desk, n, round % 2 == 1); n++)
      lies++;
  g_assert_cmpuint (lies, >, 0);
  check_all_there (&desk);
  torture_figure ("lost syncs below the %s", lies, clinic->engine->name);
}

/* ---- Backups ---- */

static void
write_keyring (Clinic *clinic)
{
  g_autoptr (CtKeyring) keyring = ct_keyring_create (CT_KEYRING_LIGHT);
  g_autofree char *path = ct_keyring_path_for (clinic->path);
  g_autoptr (GError) error = NULL;

  ct_keyring_unlock_with_key (keyring, clinic->key);
  ct_keyring_save (keyring, path, &error);
  g_assert_no_error (error);
}

/* Nothing in the folder of backups, and nothing but the clinic beside it. */
static void
assert_no_half (Clinic *clinic, const char *folder)
{
  g_autoptr (GDir) backups = g_dir_open (folder, 0, NULL);
  g_autoptr (GDir) beside = g_dir_open (clinic->folder, 0, NULL);
  const char *name;

  g_assert_null (g_dir_read_name (backups));
  while ((name = g_dir_read_name (beside)) != NULL)
    g_assert_false (name[0] == '.');
}

/* Returns whether the fault was met. */
static gboolean
back_up_through_fault (Desk *self, const char *folder, guint nth)
{
  const CtBackupRun run = { NULL, NULL, NULL };
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fired;

  ct_fault_vfs_arm (self->kind, nth, FALSE);
  info = ct_backup_make (self->clinic->path, clinic_credentials (self->clinic)->key, folder, CT_BACKUP_ON_DEMAND,
                         ct_clock_fixed (&self->clinic->now_us), &run, &error);
  fired = ct_fault_vfs_disarm ();
  if (info != NULL)
    {
      g_remove (info->path);
      return fired;
    }
  g_assert_true (fired);
  note_sentence (self, error);
  g_assert_null (strstr (error->message, ".chairtime-trial-"));
  assert_no_half (self->clinic, folder);
  return TRUE;
}

static void
test_a_backup_on_a_disk_that_fails_anywhere_leaves_no_half (Clinic *clinic)
{
  static const CtFaultKind kinds[] = { CT_FAULT_FULL, CT_FAULT_SHORT, CT_FAULT_WRITE, CT_FAULT_SYNC };
  g_autofree char *folder = g_dir_make_tmp ("chairtime-backups-XXXXXX", NULL);
  guint faults = 0;
  Desk desk;

  desk_furnish (&desk, clinic);
  write_keyring (clinic);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      desk.kind = kinds[i];
      for (guint n = 1; back_up_through_fault (&desk, folder, n); n += 1 + n / torture_times (16, 4))
        faults++;
    }
  g_assert_cmpuint (faults, >, 20);
  g_rmdir (folder);
  check_all_there (&desk);
  torture_figure ("faults during backups of the %s", faults, clinic->engine->name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ct_fault_vfs_install ();
#define CHECK(function) store_test_add_file (#function, test_##function)
  CHECK (a_disk_that_fails_anywhere_costs_nothing_that_was_acknowledged);
  CHECK (a_disk_that_stays_full_or_broken_costs_nothing_that_was_acknowledged);
  CHECK (a_power_cut_at_any_moment_costs_nothing_that_was_acknowledged);
  CHECK (a_disk_that_lies_about_saving_never_leaves_half_a_visit_unnoticed);
  CHECK (a_backup_on_a_disk_that_fails_anywhere_leaves_no_half);
  return g_test_run ();
}
