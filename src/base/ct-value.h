/* A value on its way between a record and a database: nothing, a whole number, text or bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CT_VALUE_NULL,
  CT_VALUE_INT,
  CT_VALUE_TEXT,
  CT_VALUE_BYTES,
} CtValueKind;

/**
 * CtValue:
 *
 * Borrows what it points to: it is meant to live on the stack for the length of a call.
 */
typedef struct
{
  CtValueKind   kind;
  gint64        integer;
  const char   *text;
  gconstpointer bytes;
  gsize         length; /* of bytes */
} CtValue;

#define CT_NULL_VALUE ((CtValue) { .kind = CT_VALUE_NULL })

static inline CtValue
ct_value_int (gint64 integer)
{
  return (CtValue) { .kind = CT_VALUE_INT, .integer = integer };
}

/* No text is nothing, not an empty string. */
static inline CtValue
ct_value_text (const char *text)
{
  return text != NULL ? (CtValue) { .kind = CT_VALUE_TEXT, .text = text } : CT_NULL_VALUE;
}

static inline CtValue
ct_value_bytes (GBytes *bytes)
{
  CtValue value = { .kind = CT_VALUE_BYTES };

  if (bytes == NULL)
    return CT_NULL_VALUE;
  value.bytes = g_bytes_get_data (bytes, &value.length);
  return value;
}

G_END_DECLS
