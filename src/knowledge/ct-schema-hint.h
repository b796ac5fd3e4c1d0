/* Says in plain words what a grammar expected, where the validator only says that something is wrong. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

char *ct_schema_hint (xmlDoc *grammar, const xmlNode **where);

G_END_DECLS
