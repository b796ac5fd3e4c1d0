/* What can be done with a patient in a list, beside opening the record: a menu under the pointer, or by the menu key. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ct_hit_menu_popup (GtkWidget *page, GtkWidget *from, gint64 patient_id, double x, double y);

G_END_DECLS
