/* What a record says, as a value that can be kept as text, compared and put back. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

GVariant *ct_image_of_changes (gpointer record, gpointer other);
GVariant *ct_image_of_state   (gpointer record, gpointer other);
gboolean  ct_image_apply      (GVariant *image, gpointer record, GError **error);
gboolean  ct_image_has        (GVariant *image, gpointer record, CtFieldFlags flags);

G_END_DECLS
