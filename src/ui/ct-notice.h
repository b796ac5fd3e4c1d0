/* Telling what happened, from any page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     ct_notice_tell  (GtkWidget *from, const char *text);
void     ct_notice_undo  (GtkWidget *from, const char *text);
gboolean ct_notice_error (GtkWidget *from, const GError *error);

G_END_DECLS
