/* Courses, sessions, scales and consents behind a large population, and the lists of the desk over them. */
#pragma once

#include "store/ct-unit.h"

G_BEGIN_DECLS

gboolean bench_lists_fill  (CtUnit *unit, gint64 site_id, guint patients, CtDate today, GError **error);
gboolean bench_lists_read  (CtUnit *unit, gint64 site_id, CtDate today, guint *rows, GError **error);
gboolean bench_lists_least (CtUnit *unit, gint64 site_id, CtDate today, GError **error);

G_END_DECLS
