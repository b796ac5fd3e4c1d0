/* A new passphrase, typed twice, with words on how strong it is. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CT_TYPE_PASSPHRASE_GROUP (ct_passphrase_group_get_type ())
G_DECLARE_FINAL_TYPE (CtPassphraseGroup, ct_passphrase_group, CT, PASSPHRASE_GROUP, AdwBin)

/**
 * CtPassphraseGroup:
 *
 * Signal CtPassphraseGroup::changed (): ct_passphrase_group_is_ready() may answer otherwise now.
 * Signal CtPassphraseGroup::activated (): Enter in the second field.
 */
GtkWidget  *ct_passphrase_group_new           (void);
const char *ct_passphrase_group_get_text      (CtPassphraseGroup *self);
gboolean    ct_passphrase_group_is_ready      (CtPassphraseGroup *self);
void        ct_passphrase_group_clear         (CtPassphraseGroup *self);
void        ct_passphrase_group_set_login     (CtPassphraseGroup *self, const char *login);

G_END_DECLS
