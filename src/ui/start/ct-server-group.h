/* The address of a clinic on a server, in fields: server, port, database, and who sets it up. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CT_TYPE_SERVER_GROUP (ct_server_group_get_type ())
G_DECLARE_FINAL_TYPE (CtServerGroup, ct_server_group, CT, SERVER_GROUP, AdwBin)

/**
 * CtServerGroup:
 *
 * Property CtServerGroup:administered: whether it also asks who makes the clinic there, and their password.
 * Signal CtServerGroup::changed (): ct_server_group_is_ready() may answer otherwise now.
 * Signal CtServerGroup::activated (): Enter in the last field.
 */
char       *ct_server_group_get_place    (CtServerGroup *self, GError **error);
void        ct_server_group_set_place    (CtServerGroup *self, const char *place);
const char *ct_server_group_get_password (CtServerGroup *self);
gboolean    ct_server_group_is_ready     (CtServerGroup *self);
void        ct_server_group_clear        (CtServerGroup *self);

G_END_DECLS
