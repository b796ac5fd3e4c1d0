/* What is held free, in words, and where in the calendar it holds. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

gboolean    ct_hold_is_on      (const CtHeldTime *hold, gint64 site_id, gint64 chair_id, CtDate day);
CtHeldTime *ct_hold_find       (CtClinic *clinic, gint64 site_id, gint64 chair_id, CtDate day, int minute);
char       *ct_hold_label      (const CtHeldTime *hold);
char       *ct_hold_when_words (const CtHeldTime *hold, CtClinic *clinic);

G_END_DECLS
