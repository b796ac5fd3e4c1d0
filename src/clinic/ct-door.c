#include "clinic/ct-door.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "base/ct-text.h"
#include "store/ct-keyring.h"

typedef struct
{
  char *place;
  char *password; /* (nullable): of who administers the server */
} CtDoorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CtDoor, ct_door, G_TYPE_OBJECT)

static void
ct_door_finalize (GObject *object)
{
  CtDoorPrivate *priv = ct_door_get_instance_private (CT_DOOR (object));

  g_free (priv->place);
  ct_door_offer_password (CT_DOOR (object), NULL);
  G_OBJECT_CLASS (ct_door_parent_class)->finalize (object);
}

static gboolean
enter_chart (CtDoor *self, CtUnit *unit, CtEmergency *emergency, GError **error)
{
  return TRUE;
}

static void
ct_door_class_init (CtDoorClass *klass)
{
  klass->enter_chart = enter_chart;
  G_OBJECT_CLASS (klass)->finalize = ct_door_finalize;
}

static void
ct_door_init (CtDoor *self)
{
}

/**
 * ct_door_for:
 * @place: where a clinic is or shall be
 *
 * Returns: (transfer full): the door of that kind of place, closed.
 */
CtDoor *
ct_door_for (const char *place)
{
  g_autofree char *checked = NULL;
  CtDoor *self;
  CtDoorPrivate *priv;

  g_return_val_if_fail (place != NULL, NULL);
  self = g_object_new (ct_place_is_server (place) ? ct_door_server_get_type () : ct_door_file_get_type (), NULL);
  priv = ct_door_get_instance_private (self);
  /* One that is not well written is told where it is first needed. */
  checked = ct_place_check (place, NULL);
  priv->place = checked != NULL ? g_steal_pointer (&checked) : g_strdup (place);
  return self;
}

/**
 * ct_door_get_place:
 * @self: a door
 *
 * Returns: where the clinic is.
 */
const char *
ct_door_get_place (CtDoor *self)
{
  CtDoorPrivate *priv = ct_door_get_instance_private (self);

  return priv->place;
}

/**
 * ct_door_offer_password:
 * @self: a door, before ct_door_create() or ct_door_come_back()
 * @password: (nullable): of who makes the clinic on a server, where it is not kept elsewhere
 *
 * Doors of other places have no use for it.
 */
void
ct_door_offer_password (CtDoor *self, const char *password)
{
  CtDoorPrivate *priv = ct_door_get_instance_private (self);

  g_return_if_fail (CT_IS_DOOR (self));
  if (priv->password != NULL)
    memset (priv->password, 0, strlen (priv->password));
  g_free (priv->password);
  priv->password = g_strdup (password);
}

/**
 * ct_door_get_password:
 * @self: a door
 *
 * Returns: (nullable): what was offered.
 */
const char *
ct_door_get_password (CtDoor *self)
{
  CtDoorPrivate *priv = ct_door_get_instance_private (self);

  return priv->password;
}

/**
 * ct_door_check_place:
 * @self: a door
 * @error: NOT_FOUND, or OFFLINE
 *
 * Returns: whether there is a clinic behind it.
 */
gboolean
ct_door_check_place (CtDoor *self, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self), FALSE);
  return CT_DOOR_GET_CLASS (self)->check_place (self, error);
}

/**
 * ct_door_list_logins:
 * @self: a door
 * @error: why that can't be said
 *
 * Returns: (transfer full) (nullable): who can log in; empty where a place does not tell strangers.
 */
GStrv
ct_door_list_logins (CtDoor *self, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self), NULL);
  return CT_DOOR_GET_CLASS (self)->list_logins (self, error);
}

/**
 * ct_door_locked_until:
 * @self: a door
 * @login: a user name
 * @now_us: the present moment
 *
 * A mistake that lies further ahead than any wait was made while the clock was wrong; nobody waits until it is that time
 * again.
 *
 * Returns: the moment, in UTC microseconds, until which this name may not be tried again; %CT_TIME_NONE where it may.
 */
gint64
ct_door_locked_until (CtDoor *self, const char *login, gint64 now_us)
{
  gint64 until_us;

  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL, CT_TIME_NONE);
  until_us = CT_DOOR_GET_CLASS (self)->blocked_until (self, login);
  return until_us > now_us && until_us - now_us <= CT_KEYRING_MAX_DELAY_US ? until_us : CT_TIME_NONE;
}

/**
 * ct_door_seconds_to_wait:
 * @self: a door
 * @login: a user name
 * @now_us: the present moment
 *
 * Returns: how many seconds it is until this name may be tried again; 0 for none.
 */
int
ct_door_seconds_to_wait (CtDoor *self, const char *login, gint64 now_us)
{
  gint64 until_us;

  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL, 0);
  until_us = ct_door_locked_until (self, login, now_us);
  return until_us != CT_TIME_NONE ? (int) ((until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

/**
 * ct_door_create:
 * @self: the door of a place where no clinic is yet
 * @login: the first person's user name
 * @passphrase: and passphrase
 * @cost: how hard passphrases shall be to guess
 * @clock: the time to go by
 * @recovery_key: (out): the key to print and put away
 * @error: what went wrong; nothing is then left behind
 *
 * Makes an empty clinic which that person can come into, as owner; the door is open afterwards.
 *
 * Returns: whether it is there.
 */
gboolean
ct_door_create (CtDoor *self, const char *login, const char *passphrase, CtDoorCost cost, CtClock clock,
                char **recovery_key, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL && passphrase != NULL && recovery_key != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->create (self, login, passphrase, cost, clock, recovery_key, error);
}

/**
 * ct_door_undo_create:
 * @self: a door whose ct_door_create() went well
 *
 * Takes away what was made, where the clinic could not be furnished. Its store is closed.
 */
void
ct_door_undo_create (CtDoor *self)
{
  g_return_if_fail (CT_IS_DOOR (self));
  CT_DOOR_GET_CLASS (self)->undo_create (self);
}

/* Says how long to wait after wrong passphrases, or nothing. */
static gboolean
check_patience (CtDoor *self, const char *login, gint64 now_us, GError **error)
{
  int seconds = ct_door_seconds_to_wait (self, login, now_us);

  if (seconds == 0)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_BUSY,
               ngettext ("Too many wrong passphrases. Try again in %d second.",
                         "Too many wrong passphrases. Try again in %d seconds.", (gulong) seconds),
               seconds);
  return FALSE;
}

/**
 * ct_door_unlock:
 * @self: a door
 * @login: a user name
 * @passphrase: what was typed
 * @now_us: the present moment
 * @in_audit: whether the caller writes a failure into the audit
 * @error: PASSPHRASE; BUSY where one has to wait after too many failures; NOT_FOUND, OFFLINE
 *
 * A failure is remembered, and so slows the next try down.
 *
 * Returns: whether the door is open.
 */
gboolean
ct_door_unlock (CtDoor *self, const char *login, const char *passphrase, gint64 now_us, gboolean in_audit, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL && passphrase != NULL, FALSE);
  return ct_door_check_place (self, error) && check_patience (self, login, now_us, error) &&
         CT_DOOR_GET_CLASS (self)->unlock (self, login, passphrase, now_us, in_audit, error);
}

/**
 * ct_door_unlock_recovery:
 * @self: a door
 * @recovery_key: what was typed from the printed key
 * @error: INVALID for a typing mistake, PASSPHRASE where it is another clinic's or an older one
 *
 * Returns: whether the door is open, for giving somebody a new passphrase.
 */
gboolean
ct_door_unlock_recovery (CtDoor *self, const char *recovery_key, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && recovery_key != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->unlock_recovery (self, recovery_key, error);
}

/**
 * ct_door_use_code:
 * @self: a door that ct_door_unlock() has opened
 * @login: the same user name
 * @code: (nullable): what was typed, however spaced
 * @now_us: the present moment
 * @error: CODE where one is needed and none was typed; PASSPHRASE where it is wrong, or was used before
 *
 * A wrong code slows the next try down like a wrong passphrase. A right one is worth nothing afterwards.
 *
 * Returns: whether the user needs no code, or has typed the right one.
 */
gboolean
ct_door_use_code (CtDoor *self, const char *login, const char *code, gint64 now_us, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL, FALSE);
  if (!ct_door_has_codes (self, login))
    return TRUE;
  if (!ct_text_is_blank (code))
    return CT_DOOR_GET_CLASS (self)->use_code (self, login, code, now_us, error);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CODE, _("Type the one-time code that your phone shows now."));
  return FALSE;
}

/**
 * ct_door_come_back:
 * @self: the door of a clinic that was begun to be made, and not finished
 * @login: who made it
 * @passphrase: theirs
 * @now_us: the present moment
 * @error: PASSPHRASE, NOT_FOUND, DENIED, OFFLINE
 *
 * Comes in as after ct_door_create().
 *
 * Returns: whether the door is open.
 */
gboolean
ct_door_come_back (CtDoor *self, const char *login, const char *passphrase, gint64 now_us, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL && passphrase != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->come_back (self, login, passphrase, now_us, error);
}

/**
 * ct_door_open_store:
 * @self: an open door
 * @clock: what time it is, for the audit
 * @error: what went wrong
 *
 * Tells its news in the thread-default context of the caller.
 *
 * Returns: (transfer full) (nullable): the store behind it.
 */
CtStore *
ct_door_open_store (CtDoor *self, CtClock clock, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self), NULL);
  return CT_DOOR_GET_CLASS (self)->open_store (self, clock, error);
}

/**
 * ct_door_come_again:
 * @self: an open door of a clinic in a file
 * @store: the store that was opened through it, and whose file was away
 * @error: as for ct_store_come_back()
 *
 * Goes on with what is at its place now, where that is the clinic with all that was seen of it here. On any thread.
 *
 * Returns: whether it does.
 */
gboolean
ct_door_come_again (CtDoor *self, CtStore *store, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && CT_DOOR_GET_CLASS (self)->come_again != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->come_again (self, store, error);
}

/**
 * ct_door_open_whole:
 * @self: a door that an owner opened, or that the clinic was made through
 * @error: DENIED for everybody else
 *
 * Returns: (transfer full) (nullable): a connection past all rights of people, for work on the clinic as a whole.
 */
CtDatabase *
ct_door_open_whole (CtDoor *self, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self), NULL);
  return CT_DOOR_GET_CLASS (self)->open_whole (self, error);
}

/**
 * ct_door_list_failures:
 * @self: an open door
 *
 * Returns: (transfer full) (element-type CtFailedLogin): the failed log-ins of everybody that are still remembered.
 */
GPtrArray *
ct_door_list_failures (CtDoor *self)
{
  g_return_val_if_fail (CT_IS_DOOR (self), NULL);
  return CT_DOOR_GET_CLASS (self)->list_failures (self);
}

/**
 * ct_door_settle_failures:
 * @self: an open door
 * @login: who has come in
 * @told: (element-type CtFailedLogin): the failures that are in the audit now
 * @error: what went wrong
 *
 * Forgets what was told of who has come in; the others still have to wait.
 *
 * Returns: whether it was done.
 */
gboolean
ct_door_settle_failures (CtDoor *self, const char *login, GPtrArray *told, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL && told != NULL, FALSE);
  return told->len == 0 || CT_DOOR_GET_CLASS (self)->settle_failures (self, login, told, error);
}

/**
 * ct_door_set_passphrase:
 * @self: an open door
 * @unit: (nullable): a unit of work of somebody who administers; %NULL for the passphrase of who opened this door
 * @user: whose
 * @passphrase: the new one
 * @error: what went wrong
 *
 * Lets somebody in, or changes their passphrase. What is stored is not encrypted anew.
 *
 * Returns: whether it holds from now on.
 */
gboolean
ct_door_set_passphrase (CtDoor *self, CtUnit *unit, CtUser *user, const char *passphrase, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && CT_USER_IS (user) && passphrase != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->set_passphrase (self, unit, user, passphrase, error);
}

/**
 * ct_door_person_changed:
 * @self: an open door
 * @unit: the unit of work that has stored @user
 * @user: somebody whose role changed, or who may log in or no more
 * @error: what went wrong
 *
 * Makes the door go by it: who may not log in any more is kept out for good, and needs a new passphrase to come back.
 *
 * Returns: whether it does.
 */
gboolean
ct_door_person_changed (CtDoor *self, CtUnit *unit, CtUser *user, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && unit != NULL && CT_USER_IS (user), FALSE);
  return CT_DOOR_GET_CLASS (self)->person_changed (self, unit, user, error);
}

/**
 * ct_door_has_codes:
 * @self: a door
 * @login: a user name
 *
 * Returns: whether this user needs a one-time code to come in.
 */
gboolean
ct_door_has_codes (CtDoor *self, const char *login)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && login != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->has_codes (self, login);
}

/**
 * ct_door_set_codes:
 * @self: an open door
 * @unit: a unit of work: of somebody who administers, or of @user
 * @user: who shall need codes
 * @codes: (nullable): the secret they come from; %NULL where none are needed any more
 * @error: what went wrong
 *
 * Returns: whether it holds from now on.
 */
gboolean
ct_door_set_codes (CtDoor *self, CtUnit *unit, CtUser *user, const CtCodes *codes, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && unit != NULL && CT_USER_IS (user), FALSE);
  return CT_DOOR_GET_CLASS (self)->set_codes (self, unit, user, codes, error);
}

/**
 * ct_door_dup_codes:
 * @self: an open door
 * @whole: what ct_door_open_whole() gave
 * @login: a user name
 * @codes: (out) (transfer full) (nullable): the secret of their one-time codes; %NULL where they need none
 * @error: what went wrong
 *
 * Only for a clinic that moves: so that the phone and the printed backup codes fit at the other place too.
 *
 * Returns: whether it is known.
 */
gboolean
ct_door_dup_codes (CtDoor *self, CtDatabase *whole, const char *login, char **codes, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && whole != NULL && login != NULL && codes != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->dup_codes (self, whole, login, codes, error);
}

/**
 * ct_door_put_codes:
 * @self: an open door
 * @whole: what ct_door_open_whole() gave
 * @login: somebody who may come in here
 * @codes: what ct_door_dup_codes() gave at the other place
 * @error: what went wrong
 *
 * Returns: whether they need that code from now on.
 */
gboolean
ct_door_put_codes (CtDoor *self, CtDatabase *whole, const char *login, const char *codes, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && whole != NULL && login != NULL && codes != NULL, FALSE);
  return CT_DOOR_GET_CLASS (self)->put_codes (self, whole, login, codes, error);
}

/**
 * ct_door_make_recovery:
 * @self: an open door
 * @unit: a unit of work of somebody who administers
 * @error: what went wrong
 *
 * Makes a new recovery key; an older one opens nothing any more.
 *
 * Returns: (transfer full) (nullable): the key to print, which is kept nowhere.
 */
char *
ct_door_make_recovery (CtDoor *self, CtUnit *unit, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && unit != NULL, NULL);
  return CT_DOOR_GET_CLASS (self)->make_recovery (self, unit, error);
}

/**
 * ct_door_enter_chart:
 * @self: an open door
 * @unit: a unit of work of somebody who may not see charts
 * @emergency: what lets them see one all the same; it holds now
 * @error: what went wrong
 *
 * Returns: whether the unit can read that chart, as far as the place is concerned.
 */
gboolean
ct_door_enter_chart (CtDoor *self, CtUnit *unit, CtEmergency *emergency, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && unit != NULL && CT_EMERGENCY_IS (emergency), FALSE);
  return CT_DOOR_GET_CLASS (self)->enter_chart (self, unit, emergency, error);
}

/**
 * ct_door_may_back_up:
 * @self: an open door
 *
 * Returns: whether who has come in can read all that goes into a backup: in a file everybody's program does; on a server
 *   only an owner's.
 */
gboolean
ct_door_may_back_up (CtDoor *self)
{
  g_return_val_if_fail (CT_IS_DOOR (self), FALSE);
  return CT_DOOR_GET_CLASS (self)->may_back_up (self);
}

/**
 * ct_door_back_up:
 * @self: an open door
 * @folder: (nullable): where to; %NULL: the folder beside the clinic
 * @kind: why, as in a manifest
 * @clock: what time it is
 * @run: how it is watched
 * @error: why there is no backup
 *
 * Returns: (transfer full) (nullable): a backup that has passed its trial.
 */
CtBackupInfo *
ct_door_back_up (CtDoor *self, const char *folder, const char *kind, CtClock clock, const CtBackupRun *run,
                 GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && kind != NULL && run != NULL, NULL);
  return CT_DOOR_GET_CLASS (self)->back_up (self, folder, kind, clock, run, error);
}

/**
 * ct_door_verify_backup:
 * @self: an open door
 * @path: a backup of this clinic
 * @run: how it is watched
 * @error: what is wrong with it
 *
 * Returns: (transfer full) (nullable): what is in it, once it has been put back on trial.
 */
CtBackupInfo *
ct_door_verify_backup (CtDoor *self, const char *path, const CtBackupRun *run, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && path != NULL && run != NULL, NULL);
  return CT_DOOR_GET_CLASS (self)->verify_backup (self, path, run, error);
}

/**
 * ct_door_examine:
 * @self: an open door
 * @run: how it is watched
 * @error: what damage was found
 *
 * Looks through the whole clinic while people work: pages, indexes, references, the audit's chain.
 *
 * Returns: (transfer full) (nullable): what is in it.
 */
CtBackupInfo *
ct_door_examine (CtDoor *self, const CtBackupRun *run, GError **error)
{
  g_return_val_if_fail (CT_IS_DOOR (self) && run != NULL, NULL);
  return CT_DOOR_GET_CLASS (self)->examine (self, run, error);
}
