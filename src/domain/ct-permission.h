/* Who may do what: a matrix of roles and permissions, read from resources/rights/rights.txt. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CT_MAY_NOTHING_SPECIAL,   /* everybody who is logged in */
  CT_MAY_SEE_PATIENTS,      /* names, contact, calendar */
  CT_MAY_EDIT_PATIENTS,
  CT_MAY_BOOK,
  CT_MAY_RECEIVE,           /* who confirms, comes, stays away and leaves */
  CT_MAY_RUN_VISIT,         /* who is ready, in the chair, recovering */
  CT_MAY_SEE_CHART,         /* clinical content */
  CT_MAY_EDIT_CHART,
  CT_MAY_PLAN_COURSE,
  CT_MAY_OVERRIDE,          /* rules of the clinic and the protocol, with a reason */
  CT_MAY_RECORD_SCORE,
  CT_MAY_RECORD_SESSION,
  CT_MAY_IMPORT,
  CT_MAY_PRINT,
  CT_MAY_SEE_PAST,          /* how the calendar stood before, and who changed it */
  CT_MAY_PRINT_DESK,        /* day sheets, cards, labels, reminders: names and times, nothing clinical */
  CT_MAY_SIGN,              /* documents, with one's passphrase */
  CT_MAY_SEE_AUDIT,
  CT_MAY_ADMINISTER,
  CT_N_PERMISSIONS,
} CtPermission;

gboolean    ct_permission_of_role    (const char *role, CtPermission permission);
const char *ct_permission_to_text    (CtPermission permission);
const char *ct_permission_to_id      (CtPermission permission);
const char *ct_permission_why        (CtPermission permission);
const char *const *ct_permission_list_roles (void);
const char *ct_role_label            (const char *role);

G_END_DECLS
