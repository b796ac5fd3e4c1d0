/* Pages before they leave the clinic: to look at, to print, to save. What leaves is kept as issued. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

#define CT_TYPE_PREVIEW (ct_preview_get_type ())
G_DECLARE_FINAL_TYPE (CtPreview, ct_preview, CT, PREVIEW, AdwWindow)

/**
 * CtPreviewNote:
 * @clinic: the clinic
 * @act: "printed" or "exported"
 * @data: what was given with the function
 * @callback: called when it is written down; its result is %CT_CLINIC_DONE
 * @user_data: for @callback
 *
 * Writes into the audit that pages left which are not kept.
 */
typedef void (*CtPreviewNote) (CtClinic *clinic, const char *act, gpointer data, GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * CtPreview:
 *
 * Signal CtPreview::issued (CtIssued *issued): something was printed, saved or signed, and is kept.
 */
CtPreview *ct_preview_new_summary (CtClinic *clinic, CtPatientFile *file);
CtPreview *ct_preview_new_version (CtClinic *clinic, CtPatientFile *file, gint64 replaces_id);
CtPreview *ct_preview_new_pages   (CtClinic *clinic, CtPages *pages, const char *subtitle, const char *file_name,
                                   CtPreviewNote note, gpointer data, GDestroyNotify destroy);
guint      ct_preview_get_n_pages (CtPreview *self);
void       ct_preview_save        (CtPreview *self, GFile *file);
void       ct_preview_print       (CtPreview *self, GtkPrintOperationAction action, const char *export_path);
double     ct_preview_get_zoom    (CtPreview *self);

G_END_DECLS
