#include "clinic/ct-permission.h"

#include <glib/gi18n.h>

#include "domain/ct-user.h"

#define BIT(permission) (1u << (permission))

#define DESK (BIT (CT_MAY_NOTHING_SPECIAL) | BIT (CT_MAY_SEE_PATIENTS) | BIT (CT_MAY_EDIT_PATIENTS) | BIT (CT_MAY_BOOK))
#define CARE \
  (DESK | BIT (CT_MAY_SEE_CHART) | BIT (CT_MAY_EDIT_CHART) | BIT (CT_MAY_RECORD_SCORE) | BIT (CT_MAY_IMPORT) | \
   BIT (CT_MAY_PRINT))

static const struct
{
  const char *role;
  const char *label;
  guint       permissions;
} matrix[] = {
  { CT_ROLE_OWNER, N_("Owner"), BIT (CT_N_PERMISSIONS) - 1 },
  { CT_ROLE_PRESCRIBER, N_("Prescriber"), CARE | BIT (CT_MAY_PLAN_COURSE) | BIT (CT_MAY_RECORD_SESSION) },
  { CT_ROLE_NURSE, N_("Nurse"), CARE | BIT (CT_MAY_PLAN_COURSE) | BIT (CT_MAY_RECORD_SESSION) },
  { CT_ROLE_THERAPIST, N_("Therapist"), CARE },
  { CT_ROLE_RECEPTION, N_("Reception"), DESK | BIT (CT_MAY_IMPORT) },
  { CT_ROLE_BILLING, N_("Billing"), BIT (CT_MAY_NOTHING_SPECIAL) | BIT (CT_MAY_SEE_PATIENTS) },
  { CT_ROLE_AUDITOR, N_("Auditor"),
    BIT (CT_MAY_NOTHING_SPECIAL) | BIT (CT_MAY_SEE_PATIENTS) | BIT (CT_MAY_SEE_CHART) | BIT (CT_MAY_SEE_AUDIT) },
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
  for (gsize i = 0; i < G_N_ELEMENTS (matrix); i++)
    if (g_strcmp0 (matrix[i].role, role) == 0)
      return (matrix[i].permissions & BIT (permission)) != 0;
  return FALSE;
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
    case CT_MAY_SEE_CHART:
      return _("see clinical records");
    case CT_MAY_EDIT_CHART:
      return _("change clinical records");
    case CT_MAY_PLAN_COURSE:
      return _("plan a course");
    case CT_MAY_RECORD_SCORE:
      return _("record scores");
    case CT_MAY_RECORD_SESSION:
      return _("record sessions");
    case CT_MAY_IMPORT:
      return _("import documents");
    case CT_MAY_PRINT:
      return _("print and export");
    case CT_MAY_SEE_AUDIT:
      return _("see the audit");
    case CT_MAY_ADMINISTER:
      return _("change the clinic's set-up");
    case CT_MAY_NOTHING_SPECIAL:
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
  static const char *const roles[] = { CT_ROLE_OWNER,     CT_ROLE_PRESCRIBER, CT_ROLE_NURSE,   CT_ROLE_THERAPIST,
                                       CT_ROLE_RECEPTION, CT_ROLE_BILLING,    CT_ROLE_AUDITOR, NULL };

  return roles;
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
  for (gsize i = 0; i < G_N_ELEMENTS (matrix); i++)
    if (g_strcmp0 (matrix[i].role, role) == 0)
      return _(matrix[i].label);
  return role;
}
