/* The door of a clinic in a file: a keyring beside it, with a box for everybody that holds the database's key. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/ct-error.h"
#include "clinic/ct-door.h"
#include "clinic/ct-door-failures.h"
#include "store/ct-keyring.h"
#include "store/ct-server.h"

typedef struct
{
  CtDoor  parent_instance;
  guint8 *key; /* of the database; NULL while the door is closed */
} CtDoorFile;

typedef struct
{
  CtDoorClass parent_class;
} CtDoorFileClass;

G_DEFINE_TYPE (CtDoorFile, ct_door_file, CT_TYPE_DOOR)

static char *
keys_path (CtDoor *door)
{
  return ct_keyring_path_for (ct_door_get_place (door));
}

static CtKeyring *
load_keyring (CtDoor *door, GError **error)
{
  g_autofree char *path = keys_path (door);

  return ct_keyring_load (path, error);
}

static gboolean
edit_keyring (CtDoor *door, CtKeyringEdit edit, gpointer data, GError **error)
{
  g_autofree char *path = keys_path (door);

  return ct_keyring_edit (path, ((CtDoorFile *) door)->key, edit, data, error);
}

static void
take_key (CtDoor *door, CtKeyring *keyring)
{
  CtDoorFile *self = (CtDoorFile *) door;

  ct_keyring_key_free (self->key);
  self->key = ct_keyring_dup_key (keyring);
}

/* ---- Before anybody is in ---- */

static gboolean
check_place (CtDoor *door, GError **error)
{
  if (g_file_test (ct_door_get_place (door), G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no clinic at “%s”."), ct_door_get_place (door));
  return FALSE;
}

static GStrv
list_logins (CtDoor *door, GError **error)
{
  g_autoptr (CtKeyring) keyring = check_place (door, error) ? load_keyring (door, error) : NULL;

  return keyring != NULL ? ct_keyring_list_users (keyring) : NULL;
}

static gint64
blocked_until (CtDoor *door, const char *login)
{
  g_autoptr (CtKeyring) keyring = load_keyring (door, NULL);

  return keyring != NULL ? ct_keyring_blocked_until (keyring, login) : 0;
}

/* ---- Coming in ---- */

static void
undo_create (CtDoor *door)
{
  const char *const endings[] = { "", "-wal", "-shm", ".keys" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (ct_door_get_place (door), endings[i], NULL);

      g_remove (name);
    }
}

static gboolean
create (CtDoor *door, const char *login, const char *passphrase, CtDoorCost cost, CtClock clock, char **recovery_key,
        GError **error)
{
  g_autofree char *path = keys_path (door);
  g_autoptr (CtKeyring) keyring = NULL;
  g_autofree char *recovery = NULL;

  if (g_file_test (ct_door_get_place (door), G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("There is a clinic at “%s” already. Choose another place."),
                   ct_door_get_place (door));
      return FALSE;
    }
  keyring = ct_keyring_create (cost == CT_DOOR_LIGHT ? CT_KEYRING_LIGHT : CT_KEYRING_STRONG);
  recovery = ct_keyring_make_recovery (keyring, error);
  if (recovery == NULL || !ct_keyring_set_user (keyring, login, passphrase, error))
    return FALSE;
  if (!ct_keyring_save (keyring, path, error) ||
      !ct_store_create (ct_door_get_place (door), &(CtCredentials){ .key = ct_keyring_key (keyring) }, error))
    {
      undo_create (door);
      return FALSE;
    }
  take_key (door, keyring);
  *recovery_key = g_steal_pointer (&recovery);
  return TRUE;
}

static gboolean
unlock (CtDoor *door, const char *login, const char *passphrase, gint64 now_us, gboolean in_audit, GError **error)
{
  CtDoorMistake mistake = { login, now_us, in_audit };
  g_autoptr (CtKeyring) keyring = load_keyring (door, error);
  g_autoptr (GError) failure = NULL;

  if (keyring == NULL)
    return FALSE;
  if (ct_keyring_unlock (keyring, login, passphrase, &failure))
    {
      take_key (door, keyring);
      return TRUE;
    }
  if (g_error_matches (failure, CT_ERROR, CT_ERROR_PASSPHRASE))
    edit_keyring (door, ct_door_note_mistake, &mistake, NULL);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
unlock_recovery (CtDoor *door, const char *recovery_key, GError **error)
{
  g_autoptr (CtKeyring) keyring = load_keyring (door, error);

  if (keyring == NULL || !ct_keyring_unlock_recovery (keyring, recovery_key, error))
    return FALSE;
  take_key (door, keyring);
  return TRUE;
}

static CtStore *
open_store (CtDoor *door, CtClock clock, GError **error)
{
  return ct_backup_open_store (ct_door_get_place (door), ((CtDoorFile *) door)->key, clock, error);
}

static gboolean
come_again (CtDoor *door, CtStore *store, GError **error)
{
  const CtCredentials credentials = { .key = ((CtDoorFile *) door)->key };

  return ct_store_come_back (store, &credentials, error);
}

/* ---- One-time codes ---- */

static gboolean
has_codes (CtDoor *door, const char *login)
{
  g_autoptr (CtKeyring) keyring = load_keyring (door, NULL);

  return keyring != NULL && ct_keyring_has_codes (keyring, login);
}

typedef struct
{
  const char *login;
  const char *code;
  gint64      now_us;
  GError     *problem; /* the code is wrong */
} CodeUse;

/* What was used is kept before anybody is let in; two who type the same code come one after the other here. */
static gboolean
try_code (CtKeyring *keyring, gpointer data, GError **error)
{
  CodeUse *use = data;
  g_autofree char *text = ct_keyring_get_codes (keyring, use->login, error);
  g_autoptr (CtCodes) codes = text != NULL ? ct_codes_parse (text) : NULL;
  g_autofree char *after = NULL;

  if (codes == NULL)
    return FALSE;
  if (!ct_codes_use (codes, use->code, use->now_us, &use->problem))
    {
      ct_keyring_note_failure (keyring, use->login, use->now_us, FALSE);
      return TRUE;
    }
  after = ct_codes_to_text (codes);
  return ct_keyring_set_codes (keyring, use->login, after, error);
}

static gboolean
use_code (CtDoor *door, const char *login, const char *code, gint64 now_us, GError **error)
{
  CodeUse use = { login, code, now_us, NULL };

  if (!edit_keyring (door, try_code, &use, error))
    {
      g_clear_error (&use.problem);
      return FALSE;
    }
  if (use.problem == NULL)
    return TRUE;
  g_propagate_error (error, use.problem);
  return FALSE;
}

typedef struct
{
  const char *login;
  const char *text;
} CodeSlot;

static gboolean
write_codes (CtKeyring *keyring, gpointer data, GError **error)
{
  const CodeSlot *slot = data;

  return ct_keyring_set_codes (keyring, slot->login, slot->text, error);
}

static gboolean
set_codes (CtDoor *door, CtUnit *unit, CtUser *user, const CtCodes *codes, GError **error)
{
  g_autofree char *text = codes != NULL ? ct_codes_to_text (codes) : NULL;
  g_autofree char *old = NULL;
  CodeSlot slot = { user->login, text };

  return ct_server_take_codes_of (unit, user->login, &old, error) && edit_keyring (door, write_codes, &slot, error);
}

static gboolean
dup_codes (CtDoor *door, CtDatabase *whole, const char *login, char **codes, GError **error)
{
  g_autoptr (CtKeyring) keyring = load_keyring (door, error);

  *codes = NULL;
  if (keyring == NULL)
    return FALSE;
  if (!ct_keyring_has_codes (keyring, login))
    return TRUE;
  ct_keyring_unlock_with_key (keyring, ((CtDoorFile *) door)->key);
  *codes = ct_keyring_get_codes (keyring, login, error);
  return *codes != NULL;
}

static gboolean
put_codes (CtDoor *door, CtDatabase *whole, const char *login, const char *codes, GError **error)
{
  CodeSlot slot = { login, codes };

  return edit_keyring (door, write_codes, &slot, error);
}

static gboolean
come_back (CtDoor *door, const char *login, const char *passphrase, gint64 now_us, GError **error)
{
  return check_place (door, error) && unlock (door, login, passphrase, now_us, FALSE, error);
}

static CtDatabase *
open_whole (CtDoor *door, GError **error)
{
  const CtCredentials key = { .key = ct_store_can_encrypt () ? ((CtDoorFile *) door)->key : NULL };

  return ct_database_open (ct_door_get_place (door), &key, CT_DATABASE_WRITE, error);
}

/* ---- Failed log-ins ---- */

static GPtrArray *
list_failures (CtDoor *door)
{
  g_autoptr (CtKeyring) keyring = load_keyring (door, NULL);

  return keyring != NULL ? ct_keyring_list_failures (keyring) : g_ptr_array_new ();
}

static gboolean
settle_failures (CtDoor *door, const char *login, GPtrArray *told, GError **error)
{
  CtDoorSettlement settlement = { login, told };

  return edit_keyring (door, ct_door_settle, &settlement, error);
}

/* ---- Letting others in and keeping them out ---- */

typedef struct
{
  const char *login;
  const char *passphrase;
  char       *codes; /* (nullable): from a backup of a server, where they have no slot yet */
} Slot;

static gboolean
write_slot (CtKeyring *keyring, gpointer data, GError **error)
{
  const Slot *slot = data;

  return ct_keyring_set_user (keyring, slot->login, slot->passphrase, error) &&
         (slot->codes == NULL || ct_keyring_has_codes (keyring, slot->login) ||
          ct_keyring_set_codes (keyring, slot->login, slot->codes, error));
}

/* The slot is written before the commit: a slot without a row opens nothing, a row without a slot locks out. What the phone
 * of somebody shows who has no slot yet fits again as soon as they have one. */
static gboolean
set_passphrase (CtDoor *door, CtUnit *unit, CtUser *user, const char *passphrase, GError **error)
{
  Slot slot = { user->login, passphrase, NULL };
  gboolean done = (unit == NULL || ct_server_take_codes_of (unit, user->login, &slot.codes, error)) &&
                  edit_keyring (door, write_slot, &slot, error);

  g_free (slot.codes);
  return done;
}

static gboolean
remove_slot (CtKeyring *keyring, gpointer data, GError **error)
{
  ct_keyring_remove_user (keyring, data);
  return TRUE;
}

/* Whoever keeps a slot could open a copy of the file at home. */
static gboolean
person_changed (CtDoor *door, CtUnit *unit, CtUser *user, GError **error)
{
  return user->active || edit_keyring (door, remove_slot, user->login, error);
}

static gboolean
renew_recovery (CtKeyring *keyring, gpointer data, GError **error)
{
  char **key = data;

  *key = ct_keyring_make_recovery (keyring, error);
  return *key != NULL;
}

static char *
make_recovery (CtDoor *door, CtUnit *unit, GError **error)
{
  g_autofree char *key = NULL;

  return edit_keyring (door, renew_recovery, &key, error) ? g_steal_pointer (&key) : NULL;
}

static gboolean
may_back_up (CtDoor *door)
{
  return TRUE;
}

static CtBackupInfo *
back_up (CtDoor *door, const char *folder, const char *kind, CtClock clock, const CtBackupRun *run, GError **error)
{
  return ct_backup_make (ct_door_get_place (door), ((CtDoorFile *) door)->key, folder, kind, clock, run, error);
}

static CtBackupInfo *
verify_backup (CtDoor *door, const char *path, const CtBackupRun *run, GError **error)
{
  const CtBackupKey key = { .key = ((CtDoorFile *) door)->key };
  g_autofree char *beside = g_path_get_dirname (ct_door_get_place (door));

  return ct_backup_verify (path, &key, beside, run, error);
}

static CtBackupInfo *
examine (CtDoor *door, const CtBackupRun *run, GError **error)
{
  return ct_backup_check_clinic (ct_door_get_place (door), ((CtDoorFile *) door)->key, run, error);
}

static void
ct_door_file_finalize (GObject *object)
{
  ct_keyring_key_free (((CtDoorFile *) object)->key);
  G_OBJECT_CLASS (ct_door_file_parent_class)->finalize (object);
}

static void
ct_door_file_class_init (CtDoorFileClass *klass)
{
  CtDoorClass *door_class = CT_DOOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_door_file_finalize;
  door_class->check_place = check_place;
  door_class->list_logins = list_logins;
  door_class->blocked_until = blocked_until;
  door_class->create = create;
  door_class->undo_create = undo_create;
  door_class->unlock = unlock;
  door_class->unlock_recovery = unlock_recovery;
  door_class->use_code = use_code;
  door_class->come_back = come_back;
  door_class->open_store = open_store;
  door_class->come_again = come_again;
  door_class->open_whole = open_whole;
  door_class->list_failures = list_failures;
  door_class->settle_failures = settle_failures;
  door_class->set_passphrase = set_passphrase;
  door_class->person_changed = person_changed;
  door_class->has_codes = has_codes;
  door_class->set_codes = set_codes;
  door_class->dup_codes = dup_codes;
  door_class->put_codes = put_codes;
  door_class->make_recovery = make_recovery;
  door_class->may_back_up = may_back_up;
  door_class->back_up = back_up;
  door_class->verify_backup = verify_backup;
  door_class->examine = examine;
}

static void
ct_door_file_init (CtDoorFile *self)
{
}
