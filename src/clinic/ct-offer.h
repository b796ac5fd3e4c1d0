/* Somebody who fits into a place that has come free. */
#pragma once

#include <glib-object.h>

#include "domain/ct-slot-fit.h"

G_BEGIN_DECLS

#define CT_TYPE_OFFER (ct_offer_get_type ())
G_DECLARE_FINAL_TYPE (CtOffer, ct_offer, CT, OFFER, GObject)

/**
 * CtOffer:
 * @why: why they might want it
 * @patient_id: who
 * @patient_name: "Reyes, Marisol"
 * @patient_phone: (nullable): to ring them
 * @reason: in words: "Session 4 of 6, before Fri 13 Mar"
 * @kind: the kind of visit
 * @minutes: how long it takes
 * @minute: when it would begin
 * @appointment_id: what they have booked and would give up, or 0
 * @waiting_id: their place in the waiting list, or 0
 * @course_id: of a session, or 0
 * @number: which session, or 0
 * @clinician_id: who treats them, or 0
 *
 * Immutable.
 */
struct _CtOffer
{
  GObject   parent_instance;
  CtFitWhy  why;
  gint64    patient_id;
  char     *patient_name;
  char     *patient_phone;
  char     *reason;
  char     *kind;
  int       minutes;
  int       minute;
  gint64    appointment_id;
  gint64    waiting_id;
  gint64    course_id;
  int       number;
  gint64    clinician_id;
};

G_END_DECLS
