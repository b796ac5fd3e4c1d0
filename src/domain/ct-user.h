/* A person who works here and may log in. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_ROLE_OWNER      "owner"
#define CT_ROLE_PRESCRIBER "prescriber"
#define CT_ROLE_NURSE      "nurse"
#define CT_ROLE_THERAPIST  "therapist"
#define CT_ROLE_RECEPTION  "reception"
#define CT_ROLE_BILLING    "billing"
#define CT_ROLE_AUDITOR    "auditor"

CT_DECLARE_RECORD (CtUser, ct_user, CT_USER)
#define CT_TYPE_USER (ct_user_get_type ())

/**
 * CtUser:
 *
 * Never deleted, never reused: only switched off.
 */
struct _CtUser
{
  CtRecord  parent_instance;
  char    *login;
  char    *full_name;
  char    *credentials;
  char    *role;
  gboolean active;
  gint64   last_login_us;
  gboolean must_change;   /* somebody else chose the passphrase */
};

gboolean ct_user_sees_patients (const CtUser *self);

CT_DECLARE_RECORD (CtRoleRule, ct_role_rule, CT_ROLE_RULE)
#define CT_TYPE_ROLE_RULE (ct_role_rule_get_type ())

/**
 * CtRoleRule:
 *
 * What the owner asks of everybody who has a role.
 */
struct _CtRoleRule
{
  CtRecord parent_instance;
  char    *role;
  gboolean code_required;
};

G_END_DECLS
