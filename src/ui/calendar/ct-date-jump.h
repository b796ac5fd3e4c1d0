/* What people type to go to a day: 6w, +3d, mon, 23 nov. */
#pragma once

#include "base/ct-date.h"

G_BEGIN_DECLS

CtDate ct_date_jump (const char *text, CtDate shown, CtDate today);

G_END_DECLS
