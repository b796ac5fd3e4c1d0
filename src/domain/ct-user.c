#include "domain/ct-user.h"

#include <glib/gi18n.h>

static const CtField user_fields[] = {
  CT_FIELD_TEXT (CtUser, login, N_("User name"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtUser, full_name, N_("Name"), CT_REQUIRED, 80),
  CT_FIELD_TEXT (CtUser, credentials, N_("Credentials"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtUser, role, N_("Role"), CT_REQUIRED, 16),
  CT_FIELD_BOOL (CtUser, active, N_("May log in"), CT_FIELD_DEFAULT),
  CT_FIELD_TIME (CtUser, last_login_us, N_("Last log-in"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtUser, must_change, N_("Has to choose a new passphrase"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtUser, ct_user, "app_user", user_fields)

/**
 * ct_user_sees_patients:
 * @self: a user
 *
 * Returns: whether patients are booked with people of that role.
 */
gboolean
ct_user_sees_patients (const CtUser *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_strcmp0 (self->role, CT_ROLE_PRESCRIBER) == 0 || g_strcmp0 (self->role, CT_ROLE_NURSE) == 0 ||
         g_strcmp0 (self->role, CT_ROLE_THERAPIST) == 0;
}

static const CtField role_rule_fields[] = {
  CT_FIELD_TEXT (CtRoleRule, role, N_("Role"), CT_REQUIRED, 16),
  CT_FIELD_BOOL (CtRoleRule, code_required, N_("Needs a one-time code"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtRoleRule, ct_role_rule, "role_rule", role_rule_fields)
