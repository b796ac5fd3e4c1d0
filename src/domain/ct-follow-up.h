/* When somebody should come or be asked again: recalls, scales, and courses that are about to be given up. */
#pragma once

#include "domain/ct-protocol.h"

G_BEGIN_DECLS

/* ---- Scales ---- */

CtDate ct_scale_due_on (const CtProtocol *protocol, int min_days_apart, CtDate start_on, CtDate last_taken);

/* ---- Recalls ---- */

/**
 * CtRecall:
 * @from: the first day that is meant
 * @until: the last day that is meant
 * @next: (nullable): the protocol that follows; %NULL where the course itself goes on
 */
typedef struct
{
  CtDate            from;
  CtDate            until;
  const CtProtocol *next;
} CtRecall;

const CtProtocol *ct_protocol_find_next (const GPtrArray *protocols, const CtProtocol *after);
gboolean          ct_recall_of          (const CtProtocol *protocol, const CtProtocol *next, gboolean done,
                                         CtDate start_on, CtDate last_day, CtRecall *recall);
CtDate            ct_recall_last_given  (const CtProtocol *protocol, const CtProtocol *next, gboolean done, CtDate by);

/* ---- Courses that nobody goes on with ---- */

/**
 * CtCourseState:
 * @protocol: what is given
 * @n_sessions: how many are planned; 0: open ended
 * @n_given: how many were given
 * @start_on: the day the course began, or was to begin
 * @last_given: the day of the last one, or %CT_DATE_NONE
 * @last_missed: the day of the first one after that, which was missed or cancelled, or %CT_DATE_NONE
 *
 * What reception may know of a course that has no next session.
 */
typedef struct
{
  const CtProtocol *protocol;
  int               n_sessions;
  int               n_given;
  CtDate            start_on;
  CtDate            last_given;
  CtDate            last_missed;
} CtCourseState;

/**
 * CtDropOut:
 * @window_end: the last day on which the next session would still keep the protocol
 * @days_past: how many days that is ago; negative while there is time
 * @points: by which courses are ranked, the most pressing first
 * @reasons: why, in words: "4 days past the last day that keeps the protocol (Mon 23 Nov) · induction, 3 of 6 given"
 */
typedef struct
{
  CtDate window_end;
  int    days_past;
  int    points;
  char  *reasons;
} CtDropOut;

CtDate ct_course_window_end (const CtCourseState *state);
void   ct_drop_out_judge    (const CtCourseState *state, CtDate today, CtDropOut *judged);
void   ct_drop_out_clear    (CtDropOut *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtDropOut, ct_drop_out_clear)

G_END_DECLS
