/* Private to the check of a place: the rules of the desk and of the protocol. */
#pragma once

#include "domain/ct-place-check.h"

G_BEGIN_DECLS

CtBreach *ct_place_add_breach   (GPtrArray *breaches, CtBreachKind kind, CtSeverity severity, CtMinutes minutes,
                                 char *text);
void      ct_place_check_people (const CtPlaceQuestion *question, GPtrArray *breaches);
void      ct_place_check_floor  (const CtPlaceQuestion *question, GPtrArray *breaches);
void      ct_place_check_course (const CtPlaceQuestion *question, GPtrArray *breaches);

G_END_DECLS
