/* Who works here: letting people in, keeping them out, and what the owner asks of them. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "domain/ct-passphrase.h"

/* Whether a log-in name is made of the right letters. */
gboolean
ct_clinic_check_login (const char *login, GError **error)
{
  gsize n = login != NULL ? strlen (login) : 0;

  if (n > 0 && n <= 40 && strspn (login, "abcdefghijklmnopqrstuvwxyz0123456789.-") == n)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       _("A user name is made of small letters, digits, dots and dashes."));
  return FALSE;
}

typedef struct
{
  CtUser *user;
  char   *passphrase; /* (nullable) */
  CtDoor *door;
} PersonCall;

static void
person_call_free (gpointer data)
{
  PersonCall *call = data;

  g_object_unref (call->user);
  g_free (call->passphrase);
  g_object_unref (call->door);
  g_free (call);
}

static PersonCall *
person_call_new (CtClinic *self, CtUser *user, const char *passphrase)
{
  PersonCall *call = g_new0 (PersonCall, 1);

  call->user = ct_record_copy (user);
  call->passphrase = g_strdup (passphrase);
  call->door = g_object_ref (self->door);
  return call;
}

/* ---- Somebody new ---- */

static gpointer
work_add_user (CtUnit *unit, gpointer data, GError **error)
{
  const PersonCall *call = data;
  g_autoptr (CtUser) user = ct_record_copy (call->user);

  user->active = TRUE;
  if (!ct_record_check (CT_RECORD (user), error) || !ct_unit_insert (unit, user, error) ||
      !ct_door_set_passphrase (call->door, unit, user, call->passphrase, error))
    return NULL;
  return g_steal_pointer (&user);
}

/**
 * ct_clinic_add_user_async:
 * @self: a clinic
 * @user: who; a log-in name is never used twice; `must_change` where the passphrase is for the first log-in only
 * @passphrase: the first passphrase
 * @callback: called when the user may log in
 * @user_data: for @callback
 *
 * Result: (transfer full) the #CtUser as stored.
 */
void
ct_clinic_add_user_async (CtClinic *self, CtUser *user, const char *passphrase, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_add_user, NULL, person_call_free, g_object_unref);
  GError *error = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && user != NULL && passphrase != NULL);
  if (!ct_clinic_check_login (user->login, &error) || !ct_passphrase_check (passphrase, user->login, &error))
    ct_clinic_refuse (self, error, callback, user_data);
  else
    ct_clinic_call (self, &use_case, person_call_new (self, user, passphrase), NULL, callback, user_data);
}

/* ---- Somebody who is here already ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

/* Nobody can give rights back that nobody has; and a key is made out to a log-in name for good. */
static gboolean
check_user (CtUnit *unit, CtUser *before, CtUser *user, GError **error)
{
  gint64 others = 0;

  if (!ct_unit_number (unit, &others, error, "user.count-owners-but", "i", CT_RECORD (user)->id))
    return FALSE;
  if (g_strcmp0 (before->login, user->login) != 0)
    return refuse (error, _("A user name stays as it is."));
  if (user->active && !before->active)
    return refuse (error, _("Give them a temporary passphrase to let them in again."));
  if (others > 0 || (user->active && g_strcmp0 (user->role, CT_ROLE_OWNER) == 0))
    return TRUE;
  return refuse (error, _("The clinic needs one owner who may log in."));
}

static gboolean
tell_door (CtUnit *unit, CtDoor *door, CtUser *before, CtUser *user, GError **error)
{
  return (before->active == user->active && g_strcmp0 (before->role, user->role) == 0) ||
         ct_door_person_changed (door, unit, user, error);
}

static gpointer
work_save_user (CtUnit *unit, gpointer data, GError **error)
{
  const PersonCall *call = data;
  g_autoptr (CtUser) user = ct_record_copy (call->user);
  g_autoptr (CtUser) before = ct_unit_get (unit, CT_TYPE_USER, CT_RECORD (user)->id, error);

  if (before == NULL || !ct_record_check (CT_RECORD (user), error) || !check_user (unit, before, user, error) ||
      !ct_unit_update (unit, user, error) || !tell_door (unit, call->door, before, user, error))
    return NULL;
  return g_steal_pointer (&user);
}

/**
 * ct_clinic_save_user_async:
 * @self: a clinic
 * @user: somebody who works here, changed: name, credentials, role, or not allowed to log in any more
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Nobody is deleted. Who is switched off can't open a copy of the clinic either, and is let in again by
 * ct_clinic_set_passphrase_async(). One owner has to remain. Result: (transfer full) the #CtUser as stored.
 */
void
ct_clinic_save_user_async (CtClinic *self, CtUser *user, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_save_user, NULL, person_call_free, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_USER_IS (user) && CT_RECORD (user)->id != 0);
  ct_clinic_call (self, &use_case, person_call_new (self, user, NULL), NULL, callback, user_data);
}

static gpointer
work_set_passphrase (CtUnit *unit, gpointer data, GError **error)
{
  const PersonCall *call = data;
  g_autoptr (CtUser) user = ct_unit_get (unit, CT_TYPE_USER, CT_RECORD (call->user)->id, error);

  if (user == NULL)
    return NULL;
  user->active = TRUE;
  user->must_change = TRUE;
  if (!ct_unit_update (unit, user, error) ||
      !ct_unit_audit (unit, "passphrase-set", "app_user", CT_RECORD (user)->id, 0, user->login, error) ||
      !ct_door_person_changed (call->door, unit, user, error) ||
      !ct_door_set_passphrase (call->door, unit, user, call->passphrase, error))
    return NULL;
  return g_steal_pointer (&user);
}

/**
 * ct_clinic_set_passphrase_async:
 * @self: a clinic
 * @user: somebody who works here, switched off or not
 * @passphrase: a temporary one
 * @callback: called when it fits
 * @user_data: for @callback
 *
 * Lets somebody in (again) who then has to choose a passphrase of their own; their one-time codes stay.
 * Result: (transfer full) the #CtUser as stored.
 */
void
ct_clinic_set_passphrase_async (CtClinic *self, CtUser *user, const char *passphrase, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_set_passphrase, NULL, person_call_free, g_object_unref);
  GError *error = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_USER_IS (user) && passphrase != NULL);
  if (!ct_passphrase_check (passphrase, user->login, &error))
    ct_clinic_refuse (self, error, callback, user_data);
  else
    ct_clinic_call (self, &use_case, person_call_new (self, user, passphrase), NULL, callback, user_data);
}

static gpointer
work_reset_codes (CtUnit *unit, gpointer data, GError **error)
{
  const PersonCall *call = data;

  if (!ct_unit_audit (unit, "codes-reset", "app_user", CT_RECORD (call->user)->id, 0, call->user->login, error) ||
      !ct_door_set_codes (call->door, unit, call->user, NULL, error))
    return NULL;
  return CT_WORK_DONE;
}

/**
 * ct_clinic_reset_codes_async:
 * @self: a clinic
 * @user: somebody who lost their phone
 * @callback: called when no code is asked of them any more
 * @user_data: for @callback
 *
 * Where their role needs one-time codes, they set up new ones when they log in next. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_reset_codes_async (CtClinic *self, CtUser *user, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_reset_codes, NULL, person_call_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_USER_IS (user));
  ct_clinic_call (self, &use_case, person_call_new (self, user, NULL), NULL, callback, user_data);
}

/* ---- Locked out after too many mistakes ---- */

/* What the audit does not have yet is written down first: lifting makes nobody forget who tried. */
static gpointer
work_lift_lock (CtUnit *unit, gpointer data, GError **error)
{
  const PersonCall *call = data;
  g_autoptr (GPtrArray) failures = ct_door_list_failures (call->door);

  if (!ct_clinic_audit_failures (unit, failures, error) ||
      !ct_unit_audit (unit, "lock-lifted", "app_user", CT_RECORD (call->user)->id, 0, call->user->login, error) ||
      !ct_door_settle_failures (call->door, call->user->login, failures, error))
    return NULL;
  return CT_WORK_DONE;
}

/**
 * ct_clinic_lift_lock_async:
 * @self: a clinic
 * @user: somebody who mistyped their passphrase too often
 * @callback: called when they may try again at once
 * @user_data: for @callback
 *
 * Their passphrase stays as it is. On a server the mistakes of each computer are counted there, and are forgotten there.
 * Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_lift_lock_async (CtClinic *self, CtUser *user, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_lift_lock, NULL, person_call_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_USER_IS (user));
  ct_clinic_call (self, &use_case, person_call_new (self, user, NULL), NULL, callback, user_data);
}

/* ---- A new recovery key ---- */

static gpointer
work_renew_recovery (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "recovery-renewed", NULL, 0, 0, NULL, error) ? ct_door_make_recovery (data, unit, error) : NULL;
}

/**
 * ct_clinic_renew_recovery_async:
 * @self: a clinic
 * @passphrase: of who is logged in; a wrong one counts as at log-in
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Makes a new recovery key; the one until now opens nothing any more. Result: (transfer full) the key as a text, which is
 * kept nowhere: show it once, for printing.
 */
void
ct_clinic_renew_recovery_async (CtClinic *self, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_renew_recovery, NULL, g_object_unref, g_free);

  g_return_if_fail (CT_IS_CLINIC (self) && passphrase != NULL);
  ct_clinic_call_proved (self, &use_case, g_object_ref (self->door), passphrase, NULL, callback, user_data);
}

/* ---- Which roles need a one-time code ---- */

static CtRoleRule *
find_rule (GPtrArray *rules, const char *role)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (g_strcmp0 (CT_ROLE_RULE (g_ptr_array_index (rules, i))->role, role) == 0)
      return g_ptr_array_index (rules, i);
  return NULL;
}

/**
 * ct_clinic_role_needs_code:
 * @self: a clinic
 * @role: a role as stored
 *
 * Returns: whether the owner asks a one-time code of everybody who has it.
 */
gboolean
ct_clinic_role_needs_code (CtClinic *self, const char *role)
{
  CtRoleRule *rule;

  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  rule = find_rule (self->role_rules, role);
  return rule != NULL && rule->code_required;
}

static gpointer
work_save_rule (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRoleRule) rule = ct_record_copy (data);
  g_autoptr (GPtrArray) rules = ct_unit_list (unit, error, CT_TYPE_ROLE_RULE, "user.role-rules", "");
  CtRoleRule *before = rules != NULL ? find_rule (rules, rule->role) : NULL;

  if (rules == NULL)
    return NULL;
  if (before != NULL)
    {
      before->code_required = rule->code_required;
      return ct_unit_update (unit, before, error) ? CT_WORK_DONE : NULL;
    }
  return ct_unit_insert (unit, rule, error) ? CT_WORK_DONE : NULL;
}

/**
 * ct_clinic_require_code_async:
 * @self: a clinic
 * @role: a role as stored
 * @required: whether everybody who has it needs a one-time code
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Who has no codes yet sets them up at the next log-in. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_require_code_async (CtClinic *self, const char *role, gboolean required, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_save_rule, NULL, g_object_unref, NULL);
  CtRoleRule *rule;

  g_return_if_fail (CT_IS_CLINIC (self) && role != NULL);
  if (!g_strv_contains (ct_permission_list_roles (), role))
    {
      ct_clinic_refuse (self, g_error_new (CT_ERROR, CT_ERROR_INVALID, _("There is no role “%s”."), role), callback,
                        user_data);
      return;
    }
  rule = ct_role_rule_new ();
  rule->role = g_strdup (role);
  rule->code_required = required;
  ct_clinic_call (self, &use_case, rule, NULL, callback, user_data);
}

/* ---- Everybody, for who looks after them ---- */

static void
person_free (gpointer data)
{
  CtPerson *self = data;

  g_object_unref (self->user);
  g_free (self);
}

static guint
count_failures (GPtrArray *failures, const char *login)
{
  guint n = 0;

  for (guint i = 0; i < failures->len; i++)
    n += strcmp (((const CtFailedLogin *) g_ptr_array_index (failures, i))->login, login) == 0;
  return n;
}

static CtPerson *
person_new (CtUser *user, CtDoor *door, GPtrArray *failures, gint64 now_us)
{
  CtPerson *person = g_new0 (CtPerson, 1);

  person->user = g_object_ref (user);
  person->has_codes = ct_door_has_codes (door, user->login);
  person->n_failures = count_failures (failures, user->login);
  person->locked_until_us = ct_door_locked_until (door, user->login, now_us);
  return person;
}

static gpointer
work_list_people (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) users = ct_unit_list (unit, error, CT_TYPE_USER, "user.list", "");
  g_autoptr (GPtrArray) failures = NULL;
  GPtrArray *people;

  if (users == NULL)
    return NULL;
  failures = ct_door_list_failures (data);
  people = g_ptr_array_new_with_free_func (person_free);
  for (guint i = 0; i < users->len; i++)
    g_ptr_array_add (people, person_new (g_ptr_array_index (users, i), data, failures, ct_unit_now (unit)));
  return people;
}

/**
 * ct_clinic_list_people_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtPerson) #GPtrArray: everybody who ever worked here, by name.
 */
void
ct_clinic_list_people_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_list_people, NULL, g_object_unref,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_object_ref (self->door), NULL, callback, user_data);
}
