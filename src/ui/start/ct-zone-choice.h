/* Choosing a time zone by its city. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ct_zone_choice_new       (const char *zone);
char      *ct_zone_choice_get_zone  (GtkWidget *choice);
char      *ct_zone_of_this_computer (void);

G_END_DECLS
