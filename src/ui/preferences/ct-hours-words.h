/* Opening hours of a day as people write them: "8:00–12:00, 13:00–17:00". */
#pragma once

#include "base/ct-time.h"

G_BEGIN_DECLS

char    *ct_hours_words_show (const CtMinutes *ranges, guint n_ranges);
gboolean ct_hours_words_read (const char *text, GArray *ranges, GError **error);

G_END_DECLS
