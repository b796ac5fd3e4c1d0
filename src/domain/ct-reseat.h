/* Somebody would have to wait for a chair: which other chair can take them, as the day really runs. */
#pragma once

#include "domain/ct-booking-rules.h"
#include "domain/ct-run-over.h"

G_BEGIN_DECLS

/** Beginnings are looked for at multiples of so many minutes after the time booked. */
#define CT_RESEAT_STEP 5

/**
 * CtReseatQuestion:
 * @visits: (array length=n_visits): the visits of the day, the one that waits among them
 * @n_visits: how many
 * @now: what the clock on the wall shows
 * @rules: what the rules go by: desk, course, who sits where, without the visit; rules.wanted is the visit as it is booked
 * @chairs: (array length=n_chairs): the chairs that may be had, those that suit best first
 * @n_chairs: how many
 *
 * Nothing in it is owned.
 */
typedef struct
{
  const CtRunVisit *visits;
  guint             n_visits;
  int               now;
  CtRulesQuestion   rules;
  const gint64     *chairs;
  guint             n_chairs;
} CtReseatQuestion;

/**
 * CtReseat:
 * @chair_id: another chair
 * @minute: for when it would be booked there
 * @expected: when it would really begin there
 */
typedef struct
{
  gint64 chair_id;
  int    minute;
  int    expected;
} CtReseat;

GArray *ct_reseat_find (const CtReseatQuestion *question);

G_END_DECLS
