/* A list leaves the program: shown as pages to print, or saved as a table. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

void ct_table_out_print  (GtkWidget *from, CtClinic *clinic, CtTable *table, const char *about, const char *empty);
void ct_table_out_save   (GtkWidget *from, CtClinic *clinic, CtTable *table);
void ct_table_out_export (GtkWidget *from, CtClinic *clinic, const CtTable *table, const char *path);

G_END_DECLS
