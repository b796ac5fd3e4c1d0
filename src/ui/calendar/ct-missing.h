/* Telling what a visit still needs, after what was done with it: when it was booked, was confirmed, or somebody came. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-readiness.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ct_missing_tell        (GtkWidget *from, CtClinic *clinic, CtAppointment *visit, CtReadyMoment moment);
void ct_missing_tell_course (GtkWidget *from, CtClinic *clinic, gint64 patient_id, gint64 course_id);

G_END_DECLS
