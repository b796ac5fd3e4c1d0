#include "domain/ct-level.h"

static const char *const names[] = { "note", "warn", "hold", "block" };

/**
 * ct_level_to_text:
 * @level: a level
 *
 * Returns: its name in knowledge files: "note", "warn", "hold" or "block".
 */
const char *
ct_level_to_text (CtLevel level)
{
  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (names), names[0]);
  return names[level];
}

/**
 * ct_level_from_text:
 * @text: (nullable): a name as in knowledge files
 * @level: (out): the level
 *
 * Returns: whether there is one of that name.
 */
gboolean
ct_level_from_text (const char *text, CtLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *level = (CtLevel) i;
        return TRUE;
      }
  return FALSE;
}
