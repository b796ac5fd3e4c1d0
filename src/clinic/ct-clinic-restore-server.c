/* A backup put back on a server: into a file of no consequence first, where it is tried and the act is noted, and from there
 * like a clinic that moves. */
#include "clinic/ct-clinic-restore.h"

#include <glib/gi18n.h>

#include "base/ct-place.h"
#include "clinic/ct-clinic-private.h"
#include "domain/ct-passphrase.h"
#include "store/ct-backup.h"
#include "store/ct-scratch.h"

/* With the recovery key, the passphrase is one that was not tried yet. */
static gboolean
check_wish (const CtRestoreWish *wish, GError **error)
{
  if (wish->login == NULL || wish->passphrase == NULL)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                           _("To restore to a server, say which owner of the clinic you are, with a passphrase."));
      return FALSE;
    }
  return wish->recovery_key == NULL || ct_passphrase_check (wish->passphrase, wish->login, error);
}

static gboolean
open_door (CtDoor *door, const CtRestoreWish *wish, CtClock clock, GError **error)
{
  return wish->recovery_key != NULL
           ? ct_door_unlock_recovery (door, wish->recovery_key, error)
           : ct_door_unlock (door, wish->login, wish->passphrase, ct_clock_now (&clock), FALSE, error);
}

static CtMoved *
bring_over (const char *file, const CtRestoreWish *wish, CtClock clock, GError **error)
{
  const CtClinicMove move = { .from = file,
                              .login = wish->login,
                              .passphrase = wish->passphrase,
                              .to = wish->to,
                              .server_password = wish->server_password,
                              .clock = clock,
                              .light_keys = wish->light_keys,
                              .progress = wish->progress,
                              .progress_data = wish->progress_data,
                              .cancellable = wish->cancellable };
  g_autoptr (CtDoor) door = ct_door_for (file);

  return open_door (door, wish, clock, error) ? ct_clinic_move_restored (&move, door, wish->backup, error) : NULL;
}

/* Into a database that is not there yet, or empty. Everybody but @wish's login gets a passphrase that works once. */
CtRestored *
ct_clinic_restore_to_server (const CtRestoreWish *wish, CtClock clock, GError **error)
{
  g_autofree char *base = ct_backup_scratch_folder (wish->to);
  g_auto (CtScratch) scratch = { NULL };
  g_autofree char *file = NULL;
  g_autoptr (CtRestored) restored = NULL;

  if (!check_wish (wish, error) || !ct_scratch_make (&scratch, base, error))
    return NULL;
  file = ct_scratch_path (&scratch, "restored.chairtime");
  if ((restored = ct_clinic_restore_file (wish, file, clock, error)) == NULL ||
      (restored->moved = bring_over (file, wish, clock, error)) == NULL)
    return NULL;
  g_clear_pointer (&restored->outside, g_strfreev);
  return g_steal_pointer (&restored);
}
