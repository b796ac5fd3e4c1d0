/* How a day really runs: when each chair comes free, and when those who follow will really begin. */
#pragma once

#include "domain/ct-segment.h"
#include "domain/ct-way.h"

G_BEGIN_DECLS

/** Since when a visit is where it is, where nobody knows. */
#define CT_RUN_UNKNOWN G_MININT

/** A wait that is shorter than so many minutes is not told. */
#define CT_RUN_TOLD 5

/** Who is not here so many minutes after the time is not waited for: those behind are not to be sent away for nobody. */
#define CT_RUN_PATIENCE 30

/**
 * CtRunVisit:
 * @appointment_id: not 0, different for each
 * @chair_id: its chair
 * @minutes: from when until when it is booked
 * @step: where it is on its way
 * @since: since which minute of the day; less than 0 the day before, %CT_RUN_UNKNOWN where nobody knows
 * @segments: (nullable) (element-type CtSegment): its parts
 *
 * One visit of the day. Nothing in it is owned.
 */
typedef struct
{
  gint64           appointment_id;
  gint64           chair_id;
  CtMinutes        minutes;
  CtStep           step;
  int              since;
  const GPtrArray *segments;
} CtRunVisit;

/**
 * CtRunEntry:
 * @appointment_id: which visit
 * @chair_id: its chair
 * @booked: from when until when it is booked
 * @expected: from when until when it will really have the chair, cleaning included; it may reach into the next day
 * @waits: whether it has yet to begin, and is still expected
 * @here: whether the patient is, or was, in the house
 * @behind_id: who keeps it from beginning when it otherwise would, or 0
 *
 * What is to be expected of one visit.
 */
typedef struct
{
  gint64    appointment_id;
  gint64    chair_id;
  CtMinutes booked;
  CtMinutes expected;
  gboolean  waits;
  gboolean  here;
  gint64    behind_id;
} CtRunEntry;

/**
 * CtRunOver:
 *
 * What is to be expected of the visits of one day at one moment. Left alone once made.
 */
typedef struct _CtRunOver CtRunOver;

CtRunOver        *ct_run_over_new      (const CtRunVisit *visits, guint n_visits, int now);
void              ct_run_over_free     (CtRunOver *self);
const CtRunEntry *ct_run_over_list     (const CtRunOver *self, guint *n_entries);
const CtRunEntry *ct_run_over_find     (const CtRunOver *self, gint64 appointment_id);
const CtRunEntry *ct_run_over_held_up  (const CtRunOver *self, gint64 chair_id);
int               ct_run_entry_delay   (const CtRunEntry *self);
gboolean          ct_run_entry_is_told (const CtRunEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRunOver, ct_run_over_free)

G_END_DECLS
