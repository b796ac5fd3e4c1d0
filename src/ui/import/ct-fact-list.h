/* What was found in a document, kind by kind, and what it says is not so. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-import.h"

G_BEGIN_DECLS

GtkWidget *ct_fact_list_new   (CtCdaDocument *document);
char      *ct_fact_list_state (const CtCdaFact *fact);

G_END_DECLS
