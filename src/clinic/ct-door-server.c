/* The door of a clinic on a server: everybody has a role of their own there, and the server itself checks who comes. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "clinic/ct-door.h"
#include "clinic/ct-door-failures.h"
#include "store/ct-keyring.h"
#include "store/ct-secrets.h"
#include "store/ct-server.h"

typedef struct
{
  CtDoor   parent_instance;
  char    *where;    /* gone to through this door; NULL while it is closed */
  char    *role;     /* (nullable): of who has come in; whoever sets up goes as the address says */
  char    *login;    /* (nullable): the name they came in by */
  char    *password; /* (nullable) */
  gboolean made;     /* the clinic was made through this door */
  char    *adopted;  /* (nullable): whose empty database that was */
} CtDoorServer;

typedef struct
{
  CtDoorClass parent_class;
} CtDoorServerClass;

G_DEFINE_TYPE (CtDoorServer, ct_door_server, CT_TYPE_DOOR)

static void
forget (char **secret)
{
  if (*secret != NULL)
    memset (*secret, 0, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static CtCredentials
credentials_of (CtDoorServer *self)
{
  return (CtCredentials) { .user = self->role, .password = self->password };
}

static void
take (CtDoorServer *self, const char *where, const char *role, const char *password)
{
  g_free (self->where);
  self->where = g_strdup (where);
  g_free (self->role);
  self->role = g_strdup (role);
  forget (&self->password);
  self->password = g_strdup (password);
}

/* The address of the clinic itself, whoever the address was written for. */
static char *
plain_place (CtDoor *door)
{
  return ct_place_with_user (ct_door_get_place (door), NULL);
}

/* ---- Failed log-ins are counted at this desk: a keyring file without keys ---- */

static char *
failures_path (CtDoor *door)
{
  g_autofree char *place = plain_place (door);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place, -1);
  g_autofree char *name = g_strdup_printf ("log-ins-%.16s", digest);

  return g_build_filename (g_get_user_state_dir (), "chairtime", name, NULL);
}

static CtKeyring *
load_failures (CtDoor *door)
{
  g_autofree char *path = failures_path (door);
  CtKeyring *keyring = ct_keyring_load (path, NULL);

  return keyring != NULL ? keyring : ct_keyring_create (CT_KEYRING_LIGHT);
}

static gboolean
edit_failures (CtDoor *door, CtKeyringEdit edit, gpointer data, GError **error)
{
  g_autofree char *path = failures_path (door);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (CtKeyring) empty = ct_keyring_create (CT_KEYRING_LIGHT);

      if (!ct_keyring_save (empty, path, error))
        return FALSE;
    }
  return ct_keyring_edit (path, NULL, edit, data, error);
}

static gint64
blocked_until (CtDoor *door, const char *login)
{
  g_autoptr (CtKeyring) keyring = load_failures (door);

  return ct_keyring_blocked_until (keyring, login);
}

static GPtrArray *
list_failures (CtDoor *door)
{
  g_autoptr (CtKeyring) keyring = load_failures (door);

  return ct_keyring_list_failures (keyring);
}

static gboolean
settle_failures (CtDoor *door, const char *login, GPtrArray *told, GError **error)
{
  CtDoorSettlement settlement = { login, told };

  return edit_failures (door, ct_door_settle, &settlement, error);
}

/* ---- Before anybody is in ---- */

/* Whether the server is there is found out by coming in. */
static gboolean
check_place (CtDoor *door, GError **error)
{
  g_autofree char *place = ct_place_check (ct_door_get_place (door), error);

  return place != NULL;
}

/* A server does not tell strangers who works there. */
static GStrv
list_logins (CtDoor *door, GError **error)
{
  return check_place (door, error) ? g_new0 (char *, 1) : NULL;
}

/* ---- Coming in ---- */

static gboolean
try_role (CtDoor *door, const char *place, const char *role, const char *password, GError **error)
{
  const CtCredentials access = { .user = role, .password = password };
  g_autoptr (CtDatabase) database = ct_database_open (place, &access, CT_DATABASE_READ, error);

  if (database == NULL)
    return FALSE;
  take ((CtDoorServer *) door, place, role, password);
  return TRUE;
}

static gboolean
unlock (CtDoor *door, const char *login, const char *passphrase, gint64 now_us, gboolean in_audit, GError **error)
{
  g_autofree char *place = plain_place (door);
  g_autofree char *role = ct_server_role (place, login);
  g_autoptr (GError) failure = NULL;
  CtDoorMistake mistake = { login, now_us, in_audit };

  if (try_role (door, place, role, passphrase, &failure))
    {
      g_free (((CtDoorServer *) door)->login);
      ((CtDoorServer *) door)->login = g_strdup (login);
      return TRUE;
    }
  if (g_error_matches (failure, CT_ERROR, CT_ERROR_PASSPHRASE))
    edit_failures (door, ct_door_note_mistake, &mistake, NULL);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
unlock_recovery (CtDoor *door, const char *recovery_key, GError **error)
{
  g_autofree char *place = plain_place (door);
  g_autofree char *role = ct_server_recovery_role (place);
  char *key = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean open;

  if (!ct_server_read_recovery_key (recovery_key, &key, error))
    return FALSE;
  open = try_role (door, place, role, key, &failure);
  forget (&key);
  if (g_error_matches (failure, CT_ERROR, CT_ERROR_PASSPHRASE))
    g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE, _("This recovery key does not belong to this clinic."));
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return open;
}

static CtDatabase *
open_whole (CtDoor *door, GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  const CtCredentials access = credentials_of (self);
  g_autofree char *keeper_place = self->role != NULL ? ct_server_keeper_place (self->where) : g_strdup (self->where);

  return ct_database_open (keeper_place, &access, CT_DATABASE_WRITE, error);
}

/* ---- What is kept elsewhere ---- */

/* Reading all of it takes who may act as the keeper. */
static gboolean
may_back_up (CtDoor *door)
{
  g_autoptr (CtDatabase) keeper = open_whole (door, NULL);

  return keeper != NULL;
}

static CtBackupInfo *
back_up (CtDoor *door, const char *folder, const char *kind, CtClock clock, const CtBackupRun *run, GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  g_autoptr (CtDatabase) keeper = open_whole (door, error);
  g_autoptr (CtKeyring) keys =
      keeper != NULL ? ct_server_backup_keys (keeper, self->login, self->password, error) : NULL;
  const CtServerClinic clinic = { ct_door_get_place (door), keeper, keys };

  return keys != NULL ? ct_backup_make_of_server (&clinic, folder, kind, clock, run, error) : NULL;
}

static CtBackupInfo *
verify_with (CtDoor *door, const char *path, const CtBackupKey *key, const CtBackupRun *run, GError **error)
{
  g_autofree char *scratch = ct_backup_scratch_folder (ct_door_get_place (door));

  return ct_backup_verify (path, key, scratch, run, error);
}

/* The clinic's own key fits all but what was made before it had one; that was made with somebody's passphrase. */
static CtBackupInfo *
verify_backup (CtDoor *door, const char *path, const CtBackupRun *run, GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  g_autoptr (CtDatabase) keeper = open_whole (door, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (CtKeyring) keys = keeper != NULL ? ct_server_read_backup_keys (keeper, &local) : NULL;
  const CtBackupKey own = { .key = keys != NULL ? ct_keyring_key (keys) : NULL };
  const CtBackupKey typed = { .login = self->login, .passphrase = self->password };
  CtBackupInfo *info = keys != NULL ? verify_with (door, path, &own, run, &local) : NULL;

  if (keeper == NULL || info != NULL)
    return info;
  if (local == NULL || g_error_matches (local, CT_ERROR, CT_ERROR_PASSPHRASE))
    return verify_with (door, path, &typed, run, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static CtBackupInfo *
examine (CtDoor *door, const CtBackupRun *run, GError **error)
{
  g_autoptr (CtDatabase) keeper = open_whole (door, error);

  return keeper != NULL ? ct_backup_check_server (keeper, run, error) : NULL;
}

/* ---- The store ---- */

/* Only an owner's desk upgrades. One that is not, waits for it where it has to. */
static gboolean
may_upgrade (CtDoor *door, CtServerState state, gboolean *may, GError **error)
{
  *may = may_back_up (door);
  if (*may || state != CT_SERVER_OLDER)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED,
                       _("This program is newer than the clinic. Its owner has to log in once with this program first."));
  return FALSE;
}

static gboolean
back_up_before_upgrade (CtDoor *door, CtClock clock, GError **error)
{
  const CtBackupRun run = { NULL, NULL, NULL };
  g_autoptr (CtBackupInfo) info = back_up (door, NULL, CT_BACKUP_BEFORE_UPGRADE, clock, &run, error);

  return info != NULL;
}

/* Who is just setting the clinic up has nothing to back up yet. */
static gboolean
bring_up_to_date (CtDoor *door, CtServerState state, CtClock clock, GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  const CtCredentials access = credentials_of (self);
  gboolean may = FALSE;

  if (state == CT_SERVER_CURRENT)
    return TRUE;
  if (!may_upgrade (door, state, &may, error))
    return FALSE;
  return !may || ((state != CT_SERVER_OLDER || self->login == NULL || back_up_before_upgrade (door, clock, error)) &&
                  ct_server_upgrade (self->where, &access, clock, error));
}

static CtStore *
open_store (CtDoor *door, CtClock clock, GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  const CtCredentials access = credentials_of (self);
  CtServerState state;

  return ct_server_look (self->where, &access, &state, error) && bring_up_to_date (door, state, clock, error)
             ? ct_store_open (self->where, &access, clock, error)
             : NULL;
}

/* ---- One-time codes, which the program checks ---- */

static CtDatabase *
open_own (CtDoorServer *self, GError **error)
{
  const CtCredentials access = credentials_of (self);

  return ct_database_open (self->where, &access, CT_DATABASE_WRITE, error);
}

static gboolean
has_codes (CtDoor *door, const char *login)
{
  CtDoorServer *self = (CtDoorServer *) door;
  g_autoptr (CtDatabase) database = self->where != NULL ? open_own (self, NULL) : NULL;

  return database != NULL && ct_server_has_codes (database, login);
}

/* What was used is kept before anybody is let in. */
static gboolean
use_code (CtDoor *door, const char *login, const char *code, gint64 now_us, GError **error)
{
  g_autoptr (CtDatabase) database = open_own ((CtDoorServer *) door, error);
  g_autofree char *text = database != NULL ? ct_server_read_codes (database, error) : NULL;
  g_autoptr (CtCodes) codes = text != NULL ? ct_codes_parse (text) : NULL;
  g_autofree char *after = NULL;
  CtDoorMistake mistake = { login, now_us, FALSE };

  if (codes == NULL)
    return FALSE;
  if (!ct_codes_use (codes, code, now_us, error))
    {
      edit_failures (door, ct_door_note_mistake, &mistake, NULL);
      return FALSE;
    }
  after = ct_codes_to_text (codes);
  return ct_server_write_codes (database, after, error);
}

static gboolean
set_codes (CtDoor *door, CtUnit *unit, CtUser *user, const CtCodes *codes, GError **error)
{
  g_autofree char *text = codes != NULL ? ct_codes_to_text (codes) : NULL;

  return ct_server_set_codes (unit, user->login, text, error);
}

static gboolean
dup_codes (CtDoor *door, CtDatabase *whole, const char *login, char **codes, GError **error)
{
  return ct_server_read_codes_of (whole, login, codes, error);
}

static gboolean
put_codes (CtDoor *door, CtDatabase *whole, const char *login, const char *codes, GError **error)
{
  return ct_server_write_codes_of (whole, login, codes, error);
}

static gboolean
enter_chart (CtDoor *door, CtUnit *unit, CtEmergency *emergency, GError **error)
{
  return ct_server_enter_chart (unit, ct_door_get_place (door), error);
}

/* ---- Making a clinic ---- */

/* Of whoever may make databases and roles: typed, from the desktop's keyring, or else what libpq finds. */
static char *
find_password (CtDoor *door)
{
  const char *place = ct_door_get_place (door);
  g_autofree char *user = ct_place_user (place);

  if (ct_door_get_password (door) != NULL)
    return g_strdup (ct_door_get_password (door));
  return user != NULL ? ct_secrets_find (place, user) : NULL;
}

static void
undo_create (CtDoor *door)
{
  CtDoorServer *self = (CtDoorServer *) door;
  const CtCredentials access = credentials_of (self);

  ct_server_drop (ct_door_get_place (door), &access, self->adopted);
  self->made = FALSE;
}

static gboolean
let_in_first (CtDoorServer *self, const char *login, const char *passphrase, CtDoorCost cost, const char *recovery,
              GError **error)
{
  g_autoptr (CtDatabase) keeper = open_own (self, error);

  return keeper != NULL && ct_server_prepare_person (keeper, login, passphrase, error) &&
         ct_server_set_recovery_key (keeper, recovery, error) &&
         ct_server_begin_backup_keys (keeper, login, passphrase, recovery,
                                      cost == CT_DOOR_LIGHT ? CT_KEYRING_LIGHT : CT_KEYRING_STRONG, error);
}

static gboolean
create (CtDoor *door, const char *login, const char *passphrase, CtDoorCost cost, CtClock clock, char **recovery_key,
        GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  const char *place = ct_door_get_place (door);
  g_autofree char *keeper_place = ct_server_keeper_place (place);
  g_autofree char *recovery = ct_server_make_recovery_key ();
  char *password = find_password (door);
  CtCredentials access;

  take (self, keeper_place, NULL, password);
  forget (&password);
  access = credentials_of (self);
  if (!ct_server_create (place, &access, clock, &self->adopted, error))
    return FALSE;
  self->made = TRUE;
  if (!let_in_first (self, login, passphrase, cost, recovery, error))
    {
      undo_create (door);
      return FALSE;
    }
  *recovery_key = g_steal_pointer (&recovery);
  return TRUE;
}

static gboolean
come_back (CtDoor *door, const char *login, const char *passphrase, gint64 now_us, GError **error)
{
  CtDoorServer *self = (CtDoorServer *) door;
  g_autofree char *keeper_place = ct_server_keeper_place (ct_door_get_place (door));
  char *password = find_password (door);
  CtCredentials access;

  take (self, keeper_place, NULL, password);
  forget (&password);
  access = credentials_of (self);
  self->made = ct_server_take_up (ct_door_get_place (door), &access, error);
  return self->made;
}

/* ---- Letting others in and keeping them out ---- */

static gboolean
set_own_passphrase (CtDoorServer *self, const char *passphrase, GError **error)
{
  g_autoptr (CtDatabase) database = open_own (self, error);

  if (database == NULL || !ct_server_set_own_passphrase (database, passphrase, error))
    return FALSE;
  forget (&self->password);
  self->password = g_strdup (passphrase);
  return TRUE;
}

static gboolean
set_passphrase (CtDoor *door, CtUnit *unit, CtUser *user, const char *passphrase, GError **error)
{
  return unit != NULL ? ct_server_set_passphrase (unit, user->login, passphrase, error)
                      : set_own_passphrase ((CtDoorServer *) door, passphrase, error);
}

/* The server's roles follow the table of people by themselves, in the same transaction. */
static gboolean
person_changed (CtDoor *door, CtUnit *unit, CtUser *user, GError **error)
{
  return TRUE;
}

static char *
make_recovery (CtDoor *door, CtUnit *unit, GError **error)
{
  g_autofree char *key = ct_server_make_recovery_key ();

  return ct_server_renew_recovery_key (unit, key, error) &&
                 ct_server_renew_backup_recovery (unit, ct_door_get_place (door), key, error)
             ? g_steal_pointer (&key)
             : NULL;
}

/* Whoever set up keeps no right in the clinic; a door is let go of on the thread that worked with it. */
static void
resign (CtDoorServer *self)
{
  const CtCredentials access = credentials_of (self);
  g_autoptr (GError) error = NULL;

  if (self->made && !ct_server_resign (ct_door_get_place (CT_DOOR (self)), &access, &error))
    g_warning ("The administrator still has rights in the clinic: %s", error->message);
}

static void
ct_door_server_finalize (GObject *object)
{
  CtDoorServer *self = (CtDoorServer *) object;

  resign (self);
  g_free (self->adopted);
  g_free (self->where);
  g_free (self->role);
  g_free (self->login);
  forget (&self->password);
  G_OBJECT_CLASS (ct_door_server_parent_class)->finalize (object);
}

static void
ct_door_server_class_init (CtDoorServerClass *klass)
{
  CtDoorClass *door_class = CT_DOOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_door_server_finalize;
  door_class->check_place = check_place;
  door_class->list_logins = list_logins;
  door_class->blocked_until = blocked_until;
  door_class->create = create;
  door_class->undo_create = undo_create;
  door_class->unlock = unlock;
  door_class->unlock_recovery = unlock_recovery;
  door_class->come_back = come_back;
  door_class->open_store = open_store;
  door_class->open_whole = open_whole;
  door_class->list_failures = list_failures;
  door_class->settle_failures = settle_failures;
  door_class->set_passphrase = set_passphrase;
  door_class->person_changed = person_changed;
  door_class->make_recovery = make_recovery;
  door_class->has_codes = has_codes;
  door_class->use_code = use_code;
  door_class->set_codes = set_codes;
  door_class->dup_codes = dup_codes;
  door_class->put_codes = put_codes;
  door_class->enter_chart = enter_chart;
  door_class->may_back_up = may_back_up;
  door_class->back_up = back_up;
  door_class->verify_backup = verify_backup;
  door_class->examine = examine;
}

static void
ct_door_server_init (CtDoorServer *self)
{
}
