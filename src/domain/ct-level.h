/* How strongly a rule speaks. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CtLevel:
 * @CT_LEVEL_NOTE: shown and logged as seen
 * @CT_LEVEL_WARN: acknowledged with a reason
 * @CT_LEVEL_HOLD: stops the day until the prescriber releases it
 * @CT_LEVEL_BLOCK: stops; only a prescriber overrides, with a reason
 *
 * The four levels of every clinical rule, weakest first.
 */
typedef enum
{
  CT_LEVEL_NOTE,
  CT_LEVEL_WARN,
  CT_LEVEL_HOLD,
  CT_LEVEL_BLOCK,
} CtLevel;

const char *ct_level_to_text   (CtLevel level);
gboolean    ct_level_from_text (const char *text, CtLevel *level);

G_END_DECLS
