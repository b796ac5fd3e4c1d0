/* Which chairs run over while somebody is due in them, with another chair one press away. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"
#include "domain/ct-reseat.h"

G_BEGIN_DECLS

#define CT_TYPE_FLOOR_STRIP (ct_floor_strip_get_type ())
G_DECLARE_FINAL_TYPE (CtFloorStrip, ct_floor_strip, CT, FLOOR_STRIP, GtkWidget)

/*
 * Signals:
 *   reseat (gint64 appointment_id, gint64 chair_id, int minute)  a visit is to have another chair, from that minute on
 *   find-time (gint64 appointment_id)                            no chair will do; another time is wanted
 */
void        ct_floor_strip_update     (CtFloorStrip *self, CtClinic *clinic, gint64 site_id, GPtrArray *visits,
                                       const CtRunOver *run, CtWall now);
guint       ct_floor_strip_get_n_rows (CtFloorStrip *self);
const char *ct_floor_strip_get_words  (CtFloorStrip *self, guint row);
gint64      ct_floor_strip_get_visit  (CtFloorStrip *self, guint row);
GtkWidget  *ct_floor_strip_get_button (CtFloorStrip *self, guint row);

char       *ct_reseat_words           (CtClinic *clinic, CtVisit *visit, const CtReseat *reseat);

G_END_DECLS
