/* The floor of one day: how many nurses, prescribers, pumps and rooms the visits ask for, minute by minute. */
#pragma once

#include "domain/ct-segment.h"

G_BEGIN_DECLS

/**
 * CtCapacity:
 * @nurses: on duty
 * @prescribers: on duty
 * @pumps: infusion pumps
 * @rooms: closed rooms
 * @starts: the most treatments that may begin within any quarter of an hour
 *
 * What a site has for its visits. 0: not counted. Less than 0: there is none.
 */
typedef struct
{
  int nurses;
  int prescribers;
  int pumps;
  int rooms;
  int starts;
} CtCapacity;

typedef enum
{
  CT_FLOOR_NURSES,
  CT_FLOOR_PRESCRIBERS,
  CT_FLOOR_PUMPS,
  CT_FLOOR_ROOMS,
  CT_FLOOR_STARTS,
  CT_FLOOR_N,
} CtFloorKind;

/**
 * CtShortage:
 * @kind: what there is too little of
 * @minutes: the first time it is short, while the visit is there
 * @wanted: how many would be needed then
 * @there: how many there are
 */
typedef struct
{
  CtFloorKind kind;
  CtMinutes   minutes;
  int         wanted;
  int         there;
} CtShortage;

typedef struct _CtFloorDay CtFloorDay;

CtFloorDay *ct_floor_day_new       (void);
void        ct_floor_day_free      (CtFloorDay *self);
void        ct_floor_day_add       (CtFloorDay *self, const GPtrArray *segments, CtMinutes minutes, int until);
void        ct_floor_day_remove    (CtFloorDay *self, const GPtrArray *segments, CtMinutes minutes, int until);
int         ct_floor_day_get       (const CtFloorDay *self, CtFloorKind kind, int minute);
gboolean    ct_floor_day_fits      (const CtFloorDay *self, const CtCapacity *capacity, const GPtrArray *segments,
                                    CtMinutes minutes);
guint       ct_floor_day_shortages (const CtFloorDay *self, const CtCapacity *capacity, const GPtrArray *segments,
                                    CtMinutes minutes, CtShortage shortages[CT_FLOOR_N]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtFloorDay, ct_floor_day_free)

G_END_DECLS
