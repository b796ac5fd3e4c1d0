/* A line of the agenda: the head of a day, or a visit. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_AGENDA_ROW (ct_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (CtAgendaRow, ct_agenda_row, CT, AGENDA_ROW, GObject)

/**
 * CtAgendaRow:
 * @day: its day
 * @head: (nullable): the words over the visits of a day
 * @site: (nullable): where, if several sites are shown
 * @zone: (nullable): by which clock, if theirs are not the same: "MST"
 * @visit: (nullable): the visit; %NULL for a head
 * @step: how far the visit is, by the clock too: late on the minute
 *
 * Signal CtAgendaRow::changed (): it shows something else now.
 */
struct _CtAgendaRow
{
  GObject  parent_instance;
  CtDate   day;
  char    *head;
  char    *site;
  char    *zone;
  CtVisit *visit;
  CtStep   step;
};

CtAgendaRow *ct_agenda_row_new_head  (CtDate day, const char *head);
CtAgendaRow *ct_agenda_row_new_visit (CtVisit *visit, CtStep step, const char *site, const char *zone);
gint64       ct_agenda_row_get_id    (CtAgendaRow *self);
gboolean     ct_agenda_row_same      (CtAgendaRow *a, CtAgendaRow *b);
void         ct_agenda_row_become    (CtAgendaRow *self, CtAgendaRow *other);

G_END_DECLS
