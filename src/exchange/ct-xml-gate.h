/* The only way in for XML from outside: looks at the bytes, says what they are, and parses them without ever touching
 * the network, another file or an entity. */
#pragma once

#include "base/ct-error.h"

#include <gio/gio.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * CtXmlGate:
 * @max_bytes: largest file
 * @encoding: (nullable): read the bytes in this encoding, whatever they say
 * @line_shift: (out): lines that were left out before the document; to be added to its line numbers
 */
typedef struct
{
  gsize max_bytes;
  const char *encoding;
  guint line_shift;
} CtXmlGate;

xmlDoc  *ct_xml_gate_open  (CtXmlGate *self, GBytes *bytes, GCancellable *cancellable, GError **error);
gboolean ct_xml_gate_sniff (const char *data, gsize size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
