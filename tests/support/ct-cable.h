/* A network cable between a desk and the test server, that can be pulled: what is sent then is lost, and nobody is told. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtCable CtCable;

CtCable *ct_cable_lay    (const char *socket_path);
int      ct_cable_port   (CtCable *self);
void     ct_cable_pull   (CtCable *self);
void     ct_cable_plug   (CtCable *self);
void     ct_cable_remove (CtCable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtCable, ct_cable_remove)

G_END_DECLS
