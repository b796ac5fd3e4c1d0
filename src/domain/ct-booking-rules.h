/* The one place that knows why a place can't be had: everything that stands against a booking, by name and time. */
#pragma once

#include "domain/ct-desk.h"
#include "domain/ct-occupancy.h"
#include "domain/ct-spacing.h"

G_BEGIN_DECLS

/** What stands against a booking: first what nobody may override, then the rules. */
typedef enum
{
  CT_BREACH_PATIENT,     /* the patient has another visit then */
  CT_BREACH_CHAIR,       /* somebody else has the chair */
  CT_BREACH_CLINICIAN,   /* the clinician is with somebody else */
  CT_BREACH_PUMP,        /* no pump is left */
  CT_BREACH_HOURS,       /* the site is not open then */
  CT_BREACH_CLOSURE,     /* the site is closed that day */
  CT_BREACH_LEAVE,       /* the clinician is away */
  CT_BREACH_HOLD,        /* the time is held for visits of another kind */
  CT_BREACH_SPACING,     /* too close to, or too far from, another session */
  CT_BREACH_WEEK,        /* too many sessions within some days */
  CT_BREACH_ORDER,       /* before an earlier session, or after a later one */
  CT_BREACH_STARTS,      /* too many treatments begin at once */
  CT_BREACH_NURSES,      /* too few nurses */
  CT_BREACH_PRESCRIBERS, /* too few prescribers */
  CT_BREACH_ROOMS,       /* no closed room is left */
} CtBreachKind;

/** What may be done about it, weakest first. */
typedef enum
{
  CT_SEVERITY_NOTE,     /* told, and booked all the same */
  CT_SEVERITY_OVERRIDE, /* booked by who may, with a reason */
  CT_SEVERITY_REFUSE,   /* never booked */
} CtSeverity;

/**
 * CtBreach:
 * @kind: what stands against it
 * @severity: what may be done about it
 * @level: of a rule of the protocol, how strongly it speaks
 * @appointment_id: the booking that is in the way, or 0
 * @minutes: when that is
 * @text: one sentence: "Chair 2 is taken at 10:00 (T. Okafor until 10:50)."
 * @source: (nullable): where the rule comes from
 */
typedef struct
{
  CtBreachKind kind;
  CtSeverity   severity;
  CtLevel      level;
  gint64       appointment_id;
  CtMinutes    minutes;
  char        *text;
  char        *source;
} CtBreach;

/**
 * CtRulesQuestion:
 * @desk: (nullable): what the desk goes by; %NULL: ask for nothing but who is where
 * @occupancy: who sits where that day
 * @wanted: the booking somebody wants; its own id, if it is booked already, is not in its way
 * @protocol: (nullable): of the course it is a session of
 * @number: which session, 0: none
 * @sessions: (array length=n_sessions): the patient's other sessions of the same treatment; number 0: of another course
 * @n_sessions: how many
 *
 * Nothing in it is owned.
 */
typedef struct
{
  const CtDesk           *desk;
  const CtOccupancy      *occupancy;
  CtBooking               wanted;
  const CtProtocol       *protocol;
  int                     number;
  const CtSpacingSession *sessions;
  guint                   n_sessions;
} CtRulesQuestion;

GPtrArray  *ct_rules_check    (const CtRulesQuestion *question);
GPtrArray  *ct_rules_check_series (const CtRulesQuestion *question);
CtSeverity  ct_rules_worst    (GPtrArray *breaches);
char       *ct_rules_sentence (const CtRulesQuestion *question, GPtrArray *breaches);
gboolean    ct_rules_allow  (const CtRulesQuestion *question, GError **error);

G_END_DECLS
