/* What a program under bench-start says of itself: a line a moment, "mark NAME MICROSECONDS", of the clock that all
 * programs of the machine share. */
#pragma once

#include <glib.h>

static inline void
start_mark (const char *name)
{
  g_print ("mark %s %" G_GINT64_FORMAT "\n", name, g_get_monotonic_time ());
}
