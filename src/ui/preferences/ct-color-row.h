/* A row of the preferences: what has a colour, how it looks on light and dark, and a button to pick another. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_COLOR_ROW (ct_color_row_get_type ())
G_DECLARE_FINAL_TYPE (CtColorRow, ct_color_row, CT, COLOR_ROW, AdwActionRow)

GtkWidget *ct_color_row_new (CtClinic *clinic, const char *subject, gint64 user_id, const char *label);

G_END_DECLS
