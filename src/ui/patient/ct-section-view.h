/* A section of a document to be read: paragraphs, lists, and tables as tables. */
#pragma once

#include <gtk/gtk.h>

#include "domain/ct-document.h"

G_BEGIN_DECLS

GtkWidget *ct_section_view_new (CtSection *section);

G_END_DECLS
