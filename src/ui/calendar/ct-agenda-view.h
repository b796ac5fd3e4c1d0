/* Days as a list: every visit that is looked for, by day and time. */
#pragma once

#include <gtk/gtk.h>

#include "ui/calendar/ct-agenda-row.h"

G_BEGIN_DECLS

/** Days an agenda shows at once. */
#define CT_AGENDA_DAYS 14

#define CT_TYPE_AGENDA_VIEW (ct_agenda_view_get_type ())
G_DECLARE_FINAL_TYPE (CtAgendaView, ct_agenda_view, CT, AGENDA_VIEW, GtkWidget)

/** Whether each row of an agenda says which site it is at, and by which clock. */
typedef enum
{
  CT_AGENDA_ONE_SITE,
  CT_AGENDA_SITES,
  CT_AGENDA_SITES_AND_ZONES,
} CtAgendaSites;

/*
 * Signals:
 *   open-visit (CtVisit *)           Enter or a double click on a visit
 *   selection-changed ()
 *   menu (double x, double y)        a context menu is wanted for what is selected
 */
GtkWidget   *ct_agenda_view_new            (CtClinic *clinic);
void         ct_agenda_view_set_content    (CtAgendaView *self, CtDate first, CtDate last, GPtrArray *visits,
                                            const CtVisitFilter *filter, CtAgendaSites sites);
CtVisit     *ct_agenda_view_get_visit      (CtAgendaView *self);
gboolean     ct_agenda_view_select         (CtAgendaView *self, gint64 appointment_id);
GdkRectangle ct_agenda_view_selection_rect (CtAgendaView *self);
guint        ct_agenda_view_n_visits       (CtAgendaView *self);

G_END_DECLS
