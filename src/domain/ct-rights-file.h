/* The file of rights, read once. */
#pragma once

#include "domain/ct-rights.h"

G_BEGIN_DECLS

/** All that stands in resources/rights/rights.txt. */
typedef struct
{
  char     **roles;
  guint     *role_permissions; /* for every role, a bit for every permission */
  char      *why[CT_N_PERMISSIONS];
  GPtrArray *tables;           /* of CtTableRights */
} CtRightsFile;

const CtRightsFile *ct_rights_file       (void);
GBytes             *ct_rights_file_bytes (void);
CtRightsFile       *ct_rights_file_parse (const char *text, GError **error);
void                ct_rights_file_free  (CtRightsFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRightsFile, ct_rights_file_free)

G_END_DECLS
