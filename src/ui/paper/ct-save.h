/* Files that leave the program: choosing where to, and showing what was issued with the desktop's own reader. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Told where to, when it was not called off. */
typedef void (*CtSaveFunc) (GFile *file, gpointer data);

void     ct_save_choose (GtkWidget *from, const char *title, const char *name, CtSaveFunc callback, gpointer data,
                         GDestroyNotify destroy);
gboolean ct_save_write  (GFile *file, GBytes *bytes, GError **error);
char    *ct_save_keep_for_reading (GtkWidget *from, GBytes *bytes, const char *ending, GError **error);
void     ct_save_show   (GtkWidget *from, GBytes *bytes, const char *ending);

G_END_DECLS
