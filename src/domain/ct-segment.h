/* The parts of a visit, one after another, and what each of them needs besides the chair. */
#pragma once

#include "base/ct-time.h"

G_BEGIN_DECLS

/** The most parts a visit may have. */
#define CT_SEGMENTS_MAX 12

/** Bits of #CtSegment.needs. */
#define CT_SEGMENT_PUMP (1u << 0)
#define CT_SEGMENT_ROOM (1u << 1)

/**
 * CtSegment:
 * @kind: "prep", "treatment", "recovery" or "turnover"
 * @minutes: how long it takes, 0 or more
 * @patients_per_nurse: how many such patients one nurse looks after: 1, a nurse of one's own; 0, no nurse is needed
 * @prescriber_minutes: how long the prescriber is there, from its beginning; 0: not at all
 * @needs: bits: %CT_SEGMENT_PUMP, %CT_SEGMENT_ROOM
 *
 * One part of a visit. The chair is needed all through.
 */
typedef struct
{
  char *kind;
  int   minutes;
  int   patients_per_nurse;
  int   prescriber_minutes;
  guint needs;
} CtSegment;

CtSegment *ct_segment_new         (const char *kind, int minutes);
GPtrArray *ct_segments_new        (void);
int        ct_segments_minutes    (const GPtrArray *segments);
guint      ct_segments_lay        (const GPtrArray *segments, int minutes, CtMinutes *spans);
CtMinutes  ct_segments_prescriber (const GPtrArray *segments, int minutes);
int        ct_segments_part       (const GPtrArray *segments, int minutes, const char *kind);
gboolean   ct_segments_need_nurse (const GPtrArray *segments);
const char *ct_segment_kind_label (const char *kind);

G_END_DECLS
