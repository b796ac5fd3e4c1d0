/* Asks for a few words before something is done. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** Says whether what is written will do. */
typedef gboolean (*CtReasonCheck) (const char *reason, GError **error);

/** Told what was written, when it was not called off. */
typedef void (*CtReasonFunc) (const char *reason, gpointer data);

/**
 * CtReasonAsk:
 * @heading: the question
 * @body: (nullable): what will happen
 * @field: what the field is called
 * @act: the button that does it, with a mnemonic
 * @destructive: whether it takes something away
 * @suggestions: (nullable): words to choose instead of typing, %NULL-terminated
 * @check: (nullable): what else the words must be than not blank
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *field;
  const char *act;
  gboolean    destructive;
  const char *const *suggestions;
  CtReasonCheck check;
} CtReasonAsk;

GtkWindow *ct_reason_ask (GtkWidget *from, const CtReasonAsk *ask, CtReasonFunc callback, gpointer data,
                          GDestroyNotify destroy);

G_END_DECLS
