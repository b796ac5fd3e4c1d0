#include "domain/ct-permission.h"

#include <glib/gi18n.h>
#include <string.h>

#include "domain/ct-rights-file.h"
#include "domain/ct-user.h"

/* What each permission is called in the file of rights. */
static const char *const ids[CT_N_PERMISSIONS] = {
  [CT_MAY_NOTHING_SPECIAL] = "come-in",
  [CT_MAY_SEE_PATIENTS] = "see-patients",
  [CT_MAY_EDIT_PATIENTS] = "edit-patients",
  [CT_MAY_BOOK] = "book",
  [CT_MAY_RECEIVE] = "receive",
  [CT_MAY_RUN_VISIT] = "run-visit",
  [CT_MAY_SEE_CHART] = "see-chart",
  [CT_MAY_EDIT_CHART] = "edit-chart",
  [CT_MAY_PLAN_COURSE] = "plan-course",
  [CT_MAY_OVERRIDE] = "override-rule",
  [CT_MAY_RECORD_SCORE] = "record-score",
  [CT_MAY_RECORD_SESSION] = "record-session",
  [CT_MAY_IMPORT] = "import",
  [CT_MAY_PRINT] = "print",
  [CT_MAY_SEE_PAST] = "see-past",
  [CT_MAY_PRINT_DESK] = "print-desk",
  [CT_MAY_SIGN] = "sign",
  [CT_MAY_SEE_AUDIT] = "see-audit",
  [CT_MAY_ADMINISTER] = "administer",
};

/**
 * ct_permission_of_role:
 * @role: (nullable): a role as stored
 * @permission: what is to be done
 *
 * Returns: whether the role may; an unknown role may nothing.
 */
gboolean
ct_permission_of_role (const char *role, CtPermission permission)
{
  const CtRightsFile *file = ct_rights_file ();

  for (guint i = 0; role != NULL && file->roles[i] != NULL; i++)
    if (strcmp (file->roles[i], role) == 0)
      return (file->role_permissions[i] & (1u << permission)) != 0;
  return FALSE;
}

/**
 * ct_permission_to_id:
 * @permission: a permission
 *
 * Returns: what it is called in the file of rights: "plan-course".
 */
const char *
ct_permission_to_id (CtPermission permission)
{
  g_return_val_if_fail (permission < CT_N_PERMISSIONS, NULL);
  return ids[permission];
}

/**
 * ct_permission_why:
 * @permission: a permission
 *
 * Returns: why those roles have it that have it, as the file of rights says.
 */
const char *
ct_permission_why (CtPermission permission)
{
  g_return_val_if_fail (permission < CT_N_PERMISSIONS, NULL);
  return ct_rights_file ()->why[permission];
}

/**
 * ct_permission_to_text:
 * @permission: a permission
 *
 * Returns: what it allows, for a sentence: "plan a course".
 */
const char *
ct_permission_to_text (CtPermission permission)
{
  switch (permission)
    {
    case CT_MAY_SEE_PATIENTS:
      return _("see patients");
    case CT_MAY_EDIT_PATIENTS:
      return _("change patients");
    case CT_MAY_BOOK:
      return _("book");
    case CT_MAY_RECEIVE:
      return _("confirm visits and say who came, left or stayed away");
    case CT_MAY_RUN_VISIT:
      return _("say who is ready, in the chair or recovering");
    case CT_MAY_SEE_CHART:
      return _("see clinical records");
    case CT_MAY_EDIT_CHART:
      return _("change clinical records");
    case CT_MAY_PLAN_COURSE:
      return _("plan a course");
    case CT_MAY_OVERRIDE:
      return _("override a rule");
    case CT_MAY_RECORD_SCORE:
      return _("record scores");
    case CT_MAY_RECORD_SESSION:
      return _("record sessions");
    case CT_MAY_IMPORT:
      return _("import documents");
    case CT_MAY_PRINT:
      return _("print and export");
    case CT_MAY_SEE_PAST:
      return _("see how the calendar stood before");
    case CT_MAY_PRINT_DESK:
      return _("print schedules, cards and labels");
    case CT_MAY_SIGN:
      return _("sign documents");
    case CT_MAY_SEE_AUDIT:
      return _("see the audit");
    case CT_MAY_ADMINISTER:
      return _("change the clinic's set-up");
    case CT_MAY_NOTHING_SPECIAL:
      return _("log in");
    case CT_N_PERMISSIONS:
      break;
    }
  return _("do this");
}

/**
 * ct_permission_list_roles:
 *
 * Returns: (transfer none) (array zero-terminated): all roles, as stored.
 */
const char *const *
ct_permission_list_roles (void)
{
  return (const char *const *) ct_rights_file ()->roles;
}

/**
 * ct_role_label:
 * @role: a role as stored
 *
 * Returns: its name for people.
 */
const char *
ct_role_label (const char *role)
{
  static const struct
  {
    const char *role;
    const char *label;
  } labels[] = {
    { CT_ROLE_OWNER, N_("Owner") },         { CT_ROLE_PRESCRIBER, N_("Prescriber") },
    { CT_ROLE_NURSE, N_("Nurse") },         { CT_ROLE_THERAPIST, N_("Therapist") },
    { CT_ROLE_RECEPTION, N_("Reception") }, { CT_ROLE_BILLING, N_("Billing") },
    { CT_ROLE_AUDITOR, N_("Auditor") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].role, role) == 0)
      return _(labels[i].label);
  return role;
}
