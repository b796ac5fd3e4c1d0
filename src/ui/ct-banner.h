/* A line across the window that tells a state, with at most two ways on from it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CT_TYPE_BANNER (ct_banner_get_type ())
G_DECLARE_FINAL_TYPE (CtBanner, ct_banner, CT, BANNER, AdwBin)

GtkWidget *ct_banner_new        (const char *icon_name, const char *text);
void       ct_banner_set_text   (CtBanner *self, const char *text);
void       ct_banner_set_action (CtBanner *self, const char *label, const char *detailed_action);
void       ct_banner_set_other  (CtBanner *self, const char *label, const char *detailed_action);

G_END_DECLS
