/* Private to the clinic: may a booking have its place? */
#pragma once

#include "clinic/ct-clinic-private.h"
#include "domain/ct-booking-rules.h"
#include "domain/ct-replan.h"

G_BEGIN_DECLS

/**
 * CtRuleTools:
 * @desk: (nullable): of the site it is about; %NULL where there is no such site
 * @chairs: (element-type CtChair): the clinic's
 * @knowledge: the clinic's
 * @sites: (element-type CtSite): the clinic's
 *
 * What a worker takes along to judge a place: it must not look into the clinic.
 */
typedef struct
{
  CtDesk      *desk;
  GPtrArray   *chairs;
  CtKnowledge *knowledge;
  GPtrArray   *sites;
} CtRuleTools;

void         ct_rule_tools_init    (CtRuleTools *self, CtClinic *clinic, gint64 site_id);
void         ct_rule_tools_clear   (CtRuleTools *self);
CtOccupancy *ct_clinic_read_occupancy (CtUnit *unit, const CtRuleTools *tools, gint64 site_id, gint64 patient_id,
                                       gint64 clinician_id, CtDate first, CtDate last, GError **error);
gboolean     ct_clinic_read_question (CtUnit *unit, const CtRuleTools *tools, CtAppointment *wanted, CtDate last,
                                      CtRulesQuestion *question, CtOccupancy **occupancy, GArray **series, GError **error);
void         ct_clinic_name_rivals  (CtUnit *unit, const CtRulesQuestion *question, CtOccupancy *occupancy);
gboolean     ct_clinic_check_place  (CtUnit *unit, const CtRuleTools *tools, CtAppointment *wanted,
                                     const char *override_reason, GError **error);
gboolean     ct_clinic_read_course  (CtUnit *unit, const CtRuleTools *tools, CtAppointment *wanted,
                                     CtRulesQuestion *question, GArray **series, GError **error);
CtBooking    ct_clinic_booking_of   (const CtRuleTools *tools, CtAppointment *appointment, const char *protocol);
gboolean     ct_clinic_free_chair   (CtUnit *unit, const CtRuleTools *tools, CtAppointment *appointment, GError **error);

gboolean     ct_clinic_add_elsewhere (CtUnit *unit, const CtRuleTools *tools, CtOccupancy *occupancy, gint64 site_id,
                                      gint64 patient_id, gint64 clinician_id, CtDate first, CtDate last,
                                      GError **error);

/**
 * CtBookingMove:
 *
 * A booking that moves together with others.
 */
typedef struct
{
  CtAppointment *before;
  CtAppointment *after;
} CtBookingMove;

CtBookingMove *ct_booking_move_new     (CtAppointment *before, const CtReplanned *after);
void           ct_booking_move_free    (gpointer data);
gboolean       ct_clinic_move_together (CtUnit *unit, GPtrArray *moves, CtUndo *undo, GError **error);

G_END_DECLS
