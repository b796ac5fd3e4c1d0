/* Today's visits of a demonstration, each as far on its way as the clock says, and one chair that runs over. */
#pragma once

#include "clinic/ct-clinic-private.h"
#include "clinic/ct-demo-days.h"

G_BEGIN_DECLS

void     ct_demo_walk     (CtClinic *clinic, CtAppointment *a, const char *protocol, int now);
gboolean ct_demo_run_over (const CtDemoDays *days, gint64 *count, GError **error);

G_END_DECLS
