/* Finds the next openings: how long, with whom, which days and times; Enter on one of them takes it. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SLOT_WINDOW (ct_slot_window_get_type ())
G_DECLARE_FINAL_TYPE (CtSlotWindow, ct_slot_window, CT, SLOT_WINDOW, AdwWindow)

/*
 * Signal: chosen (CtFreePlace *place, char *kind, gint64 clinician_id)
 */
GtkWindow *ct_slot_window_new     (CtClinic *clinic, gint64 site_id, CtDate from);
void       ct_slot_window_for     (CtSlotWindow *self, CtVisit *visit);
void       ct_slot_window_for_patient (CtSlotWindow *self, gint64 patient_id, const char *name);
void       ct_slot_window_for_session (CtSlotWindow *self, gint64 course_id, int number, int minutes);
guint      ct_slot_window_get_n_found (CtSlotWindow *self);
gboolean   ct_slot_window_is_busy (CtSlotWindow *self);

G_END_DECLS
