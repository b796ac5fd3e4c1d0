/* Private to the check of a place: the rules of the desk and of the protocol. */
#pragma once

#include "domain/ct-booking-rules.h"

G_BEGIN_DECLS

CtBreach *ct_rules_add_breach   (GPtrArray *breaches, CtBreachKind kind, CtSeverity severity, CtMinutes minutes,
                                 char *text);
void      ct_rules_check_people (const CtRulesQuestion *question, GPtrArray *breaches);
void      ct_rules_check_floor  (const CtRulesQuestion *question, GPtrArray *breaches);
void      ct_rules_check_course (const CtRulesQuestion *question, GPtrArray *breaches);

G_END_DECLS
