/* A clinical document as its author wrote it: every section, every line, nothing left out. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-import.h"

G_BEGIN_DECLS

#define CT_TYPE_DOCUMENT_VIEW (ct_document_view_get_type ())
G_DECLARE_FINAL_TYPE (CtDocumentView, ct_document_view, CT, DOCUMENT_VIEW, AdwBin)

GtkWidget *ct_document_view_new          (void);
void       ct_document_view_set_document (CtDocumentView *self, CtCdaDocument *document);
guint      ct_document_view_get_n_lines  (CtDocumentView *self);

G_END_DECLS
