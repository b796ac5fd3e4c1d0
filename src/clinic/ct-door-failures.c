#include "clinic/ct-door-failures.h"

/**
 * ct_door_note_mistake:
 * @keyring: the file's contents
 * @mistake: a #CtDoorMistake
 * @error: unused
 *
 * A #CtKeyringEdit that counts a failure.
 *
 * Returns: %TRUE.
 */
gboolean
ct_door_note_mistake (CtKeyring *keyring, gpointer mistake, GError **error)
{
  const CtDoorMistake *self = mistake;

  ct_keyring_note_failure (keyring, self->login, self->now_us, self->in_audit);
  return TRUE;
}

/**
 * ct_door_settle:
 * @keyring: the file's contents
 * @settlement: a #CtDoorSettlement
 * @error: unused
 *
 * A #CtKeyringEdit that lets go of failures the audit has.
 *
 * Returns: %TRUE.
 */
gboolean
ct_door_settle (CtKeyring *keyring, gpointer settlement, GError **error)
{
  const CtDoorSettlement *self = settlement;

  ct_keyring_settle_failures (keyring, self->login, self->told);
  return TRUE;
}
