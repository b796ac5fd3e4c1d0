/* "Ana Ruiz is editing this, at Front desk, since 10:02": a hint, shown softly. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PRESENCE_LINE (ct_presence_line_get_type ())
G_DECLARE_FINAL_TYPE (CtPresenceLine, ct_presence_line, CT, PRESENCE_LINE, AdwBin)

GtkWidget  *ct_presence_line_new   (void);
void        ct_presence_line_watch (CtPresenceLine *self, CtClinic *clinic, const char *table, gint64 record_id);
const char *ct_presence_line_get_text (CtPresenceLine *self);
void        ct_presence_show_in    (AdwWindow *editor, CtClinic *clinic, const char *table, gint64 record_id);
void        ct_presence_hold       (GtkWidget *editor, CtClinic *clinic, const char *table, gint64 record_id);

G_END_DECLS
