/* Words kept on this desk for one person while the clinic can't be reached: a small sealed file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtDeskBox CtDeskBox;

CtDeskBox *ct_desk_box_new     (const char *path, const char *passphrase);
CtDeskBox *ct_desk_box_ref     (CtDeskBox *self);
void       ct_desk_box_unref   (CtDeskBox *self);
gboolean   ct_desk_box_exists  (CtDeskBox *self);
gboolean   ct_desk_box_set     (CtDeskBox *self, const char *name, const char *text, GError **error);
char      *ct_desk_box_get     (CtDeskBox *self, const char *name, GError **error);
gboolean   ct_desk_box_change_passphrase (CtDeskBox *self, const char *passphrase, GError **error);
GStrv      ct_desk_box_names   (CtDeskBox *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtDeskBox, ct_desk_box_unref)

G_END_DECLS
