/* Picking a colour: a hue that is told apart from the others, any other one, or the standard one again. */
#pragma once

#include <gtk/gtk.h>

#include "domain/ct-tint.h"

G_BEGIN_DECLS

#define CT_TYPE_COLOR_PICKER (ct_color_picker_get_type ())
G_DECLARE_FINAL_TYPE (CtColorPicker, ct_color_picker, CT, COLOR_PICKER, GtkPopover)

/* Signal: picked (const char *color), where %NULL is the standard one. */
GtkWidget *ct_color_picker_new  (void);
void       ct_color_picker_show (CtColorPicker *self, CtRgb now, gboolean chosen);

G_END_DECLS
