/* Referrals on their way in, one after the other: who, what, and only then into a chart. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/import/ct-match-list.h"

G_BEGIN_DECLS

#define CT_TYPE_IMPORT_WINDOW (ct_import_window_get_type ())
G_DECLARE_FINAL_TYPE (CtImportWindow, ct_import_window, CT, IMPORT_WINDOW, AdwWindow)

/** What is shown of the document at hand. */
typedef enum
{
  CT_IMPORT_READING,
  CT_IMPORT_REVIEW,
  CT_IMPORT_ALREADY,
  CT_IMPORT_REFUSED,
} CtImportState;

CtImportWindow *ct_import_window_new        (CtClinic *clinic);
void            ct_import_window_add_file   (CtImportWindow *self, GFile *file);
void            ct_import_window_add_bytes  (CtImportWindow *self, GBytes *bytes, const char *name);
CtImportState   ct_import_window_get_state  (CtImportWindow *self);
CtMatchList    *ct_import_window_get_choice (CtImportWindow *self);
const char     *ct_import_window_get_reason (CtImportWindow *self);
void            ct_import_window_accept     (CtImportWindow *self);
void            ct_import_window_skip       (CtImportWindow *self);

G_END_DECLS
