/* Notices that nobody has touched the keyboard or the pointer for a while. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_IDLE (ct_idle_get_type ())
G_DECLARE_FINAL_TYPE (CtIdle, ct_idle, CT, IDLE, GObject)

/**
 * CtIdle:
 *
 * Signal CtIdle::idle (): the time has passed; again after the same time.
 */
CtIdle *ct_idle_new         (void);
void    ct_idle_set_seconds (CtIdle *self, guint seconds);
void    ct_idle_touch       (CtIdle *self);

G_END_DECLS
