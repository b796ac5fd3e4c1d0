/* Holds the dates of a course against its protocol: which spacing rules they break, and which offsets they miss. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-protocol.h"

G_BEGIN_DECLS

/**
 * CtSpacingSession:
 * @number: which session of this course, from 1; 0 for one of the same treatment but another course
 * @date: the day
 * @minute: when it starts, or -1 where only the day is known
 */
typedef struct
{
  int    number;
  CtDate date;
  int    minute;
} CtSpacingSession;

/**
 * CtSpacingFinding:
 * @rule_id: the rule's id in the protocol, or "interval"
 * @level: how strongly it speaks
 * @text: one or two sentences, with dates: "Session 3 (Thu 5 Mar) comes 1 day after session 2 (Wed 4 Mar). …"
 * @source: (nullable): where the rule comes from
 * @session: the session of this course it is about: the later one, where both are of this course
 * @date: its day
 * @other_session: the session it is measured against, 0 for one of another course
 * @other_date: its day
 *
 * One rule broken by two sessions, or by all from the one to the other.
 */
typedef struct
{
  char   *rule_id;
  CtLevel level;
  char   *text;
  char   *source;
  int     session;
  CtDate  date;
  int     other_session;
  CtDate  other_date;
} CtSpacingFinding;

int        ct_spacing_due_day    (const CtProtocol *protocol, int number, int interval_days);
GPtrArray *ct_spacing_rules      (const CtProtocol *protocol);
gboolean   ct_spacing_gap_breaks (const CtSpacingRule *rule, const CtSpacingSession *earlier,
                                  const CtSpacingSession *later);
GPtrArray *ct_spacing_check      (const CtProtocol *protocol, const CtSpacingSession *sessions, guint n_sessions);

G_END_DECLS
