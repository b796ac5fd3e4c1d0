/* Somebody is away: every visit of theirs before and after, and one button that books it all. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_LEAVE_WINDOW (ct_leave_window_get_type ())
G_DECLARE_FINAL_TYPE (CtLeaveWindow, ct_leave_window, CT, LEAVE_WINDOW, AdwWindow)

/*
 * Signal: booked (char *words)  the leave is stored and its visits are moved
 */
GtkWindow *ct_leave_window_new        (CtClinic *clinic, CtDate day);
void       ct_leave_window_set_person (CtLeaveWindow *self, gint64 user_id);
guint      ct_leave_window_get_n_rows (CtLeaveWindow *self);
gboolean   ct_leave_window_is_busy    (CtLeaveWindow *self);
void       ct_leave_window_book       (CtLeaveWindow *self);

G_END_DECLS
