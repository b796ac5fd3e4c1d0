/* One field of the clinic's set-up, stored as soon as it is applied. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SETUP_ROW (ct_setup_row_get_type ())
G_DECLARE_FINAL_TYPE (CtSetupRow, ct_setup_row, CT, SETUP_ROW, AdwEntryRow)

GtkWidget *ct_setup_row_new (CtClinic *clinic, CtRecord *record, const char *field);

G_END_DECLS
