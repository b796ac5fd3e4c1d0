/* The desk's paper, from any page: laid out, shown in the preview, written down when it leaves. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-desk-paper.h"

G_BEGIN_DECLS

CtPaper ct_usual_paper         (void);
void    ct_desk_print_schedule (GtkWidget *from, CtClinic *clinic, const CtScheduleWish *wish);
void    ct_desk_print_tags     (GtkWidget *from, CtClinic *clinic, const CtTagWish *wish);
void    ct_desk_print_series   (GtkWidget *from, CtClinic *clinic, gint64 patient_id);

G_END_DECLS
