/* Telling what happened, from any page. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void     ct_notice_tell  (GtkWidget *from, const char *text);
void     ct_notice_more  (GtkWidget *from, const char *text, const char *whole);
void     ct_notice_undo  (GtkWidget *from, const char *text);
gboolean ct_notice_error (GtkWidget *from, const GError *error);
void     ct_notice_page  (AdwStatusPage *page, const char *text);

G_END_DECLS
