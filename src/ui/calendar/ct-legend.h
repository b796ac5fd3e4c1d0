/* What the marks of the calendar mean. */
#pragma once

#include "clinic/ct-clinic.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ct_legend_new (CtClinic *clinic);

G_END_DECLS
