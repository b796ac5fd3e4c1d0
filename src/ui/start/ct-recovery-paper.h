/* The recovery key on paper: printed, or saved to be printed elsewhere. Backup codes on paper. */
#pragma once

#include <gtk/gtk.h>

#include "base/ct-time.h"

G_BEGIN_DECLS

void ct_recovery_paper_print (GtkWindow *parent, const char *clinic_name, const char *key, const char *path, CtWall now,
                              gint64 now_us);
void ct_recovery_paper_save  (GtkWindow *parent, const char *clinic_name, const char *key, const char *path, CtWall now,
                              gint64 now_us);
void ct_codes_paper_print    (GtkWindow *parent, const char *clinic_name, const char *login, const char *const *codes,
                              CtWall now, gint64 now_us);

G_END_DECLS
