/* What somebody's absence would do to the visits they have: each before and after. Nothing is booked yet. */
#pragma once

#include "domain/ct-appointment.h"
#include "domain/ct-desk-records.h"
#include "domain/ct-replan.h"

G_BEGIN_DECLS

/**
 * CtReplanRow:
 * @before: the booking as it is
 * @patient_name: whose
 * @after: what becomes of it
 */
typedef struct
{
  CtAppointment *before;
  char          *patient_name;
  CtReplanned    after;
} CtReplanRow;

#define CT_TYPE_REPLAN_DRAFT (ct_replan_draft_get_type ())
G_DECLARE_FINAL_TYPE (CtReplanDraft, ct_replan_draft, CT, REPLAN_DRAFT, GObject)

/**
 * CtReplanDraft:
 * @leave: who is away when
 * @rows: (element-type CtReplanRow): the visits, by day and minute
 *
 * Immutable.
 */
struct _CtReplanDraft
{
  GObject    parent_instance;
  CtLeave   *leave;
  GPtrArray *rows;
};

void ct_replan_draft_add (CtReplanDraft *self, CtAppointment *before, const char *patient_name,
                          const CtReplanned *after);

G_END_DECLS
