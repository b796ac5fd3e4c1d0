/* What is in the way of a visit, and where it could go instead. */
#pragma once

#include "domain/ct-nearby.h"

G_BEGIN_DECLS

/**
 * CtFreePlaces:
 * @taken: (nullable): what is in the way, in a sentence: "Chair 2 was just taken at 10:00 by Ben Ode (T. Okafor until 10:50)."
 * @offers: (element-type CtNearby): the nearest free places; empty where there is none in the next two weeks
 */
typedef struct
{
  char   *taken;
  GArray *offers;
} CtFreePlaces;

void ct_free_places_free (CtFreePlaces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtFreePlaces, ct_free_places_free)

G_END_DECLS
