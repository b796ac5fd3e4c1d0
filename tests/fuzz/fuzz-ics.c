/* Any bytes as somebody's calendar: refused with a sentence, or busy times that lie in the window, in order and apart. */
#include "exchange/ct-ics.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* From March to May, with the night in between on which the clocks are set. */
#define FROM_US G_GINT64_CONSTANT (1772352000000000)
#define TO_US   G_GINT64_CONSTANT (1777622400000000)

static void
look_at (const GArray *busy)
{
  for (guint i = 0; i < busy->len; i++)
    {
      const CtBusyRange *range = &g_array_index (busy, CtBusyRange, i);

      g_assert_cmpint (range->from_us, >=, i > 0 ? g_array_index (busy, CtBusyRange, i - 1).to_us : FROM_US);
      g_assert_cmpint (range->from_us, <, range->to_us);
      g_assert_cmpint (range->to_us, <=, TO_US);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  CtIcsWindow window = { FROM_US, TO_US, zone };
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) busy = ct_ics_read_busy (bytes, &window, &name, &error);

  g_assert_true ((busy == NULL) == (error != NULL));
  g_assert_true (name == NULL || g_utf8_validate (name, -1, NULL));
  if (busy != NULL)
    look_at (busy);
  return 0;
}
