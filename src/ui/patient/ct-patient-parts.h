/* The parts the patient's tabs are put together from: cards, rows, chips. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

gboolean ct_part_may (CtClinic *clinic, CtPatientFile *file, CtPermission permission);
GtkWidget *ct_part_card     (const char *title, const char *description);
void       ct_part_card_add (GtkWidget *card, GtkWidget *row);
GtkWidget *ct_part_row      (const char *title, const char *subtitle);
GtkWidget *ct_part_fact_row (const char *icon, const char *title, const char *subtitle);
void       ct_part_row_go   (GtkWidget *row, const char *action, GVariant *target);
GtkWidget *ct_part_button   (const char *label, const char *action, GVariant *target);
GtkWidget *ct_part_icon_button (const char *icon, const char *name, const char *action, GVariant *target);
GtkWidget *ct_part_chip     (const char *icon, const char *text, const char *css_class);
GtkWidget *ct_part_note     (const char *text);
GtkWidget *ct_part_label    (const char *text, const char *css_class);
GtkWidget *ct_part_empty    (const char *icon, const char *title, const char *text);
void       ct_part_clear    (GtkWidget *box);
void       ct_part_name     (GtkWidget *widget, const char *name);

G_END_DECLS
