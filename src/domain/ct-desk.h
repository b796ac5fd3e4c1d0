/* What the desk goes by at one site: opening hours, how many nurses and pumps there are, who is away, what is held free. */
#pragma once

#include "domain/ct-floor.h"
#include "domain/ct-hours.h"

G_BEGIN_DECLS

/** What somebody who is away leaves short. */
typedef enum
{
  CT_AWAY_NOBODY,     /* neither nurse nor prescriber */
  CT_AWAY_NURSE,
  CT_AWAY_PRESCRIBER,
} CtAwayKind;

/**
 * CtAbsence:
 * @user_id: who is away
 * @name: what they are called
 * @kind: what that leaves short
 * @first: the first day
 * @last: the last day
 * @minutes: on each of these days from when until when
 * @reason: (nullable): for the desk: "Leave"; or which calendar says so
 * @elsewhere: busy elsewhere, by a calendar of their own, and not on leave
 */
typedef struct
{
  gint64      user_id;
  const char *name;
  CtAwayKind  kind;
  CtDate      first;
  CtDate      last;
  CtMinutes   minutes;
  const char *reason;
  gboolean    elsewhere;
} CtAbsence;

/**
 * CtHeldPlace:
 * @chair_id: the chair; 0: all
 * @weekday: 1 to 7; 0: every day
 * @first: the first day, %CT_DATE_NONE: has always been
 * @last: the last day, %CT_DATE_NONE: without end
 * @minutes: from when until when
 * @kind: (nullable): the kind of visit it is held for; %NULL: for none
 * @title: for the desk: "Esketamine only"
 *
 * Time that is held free for visits of one kind.
 */
typedef struct
{
  gint64      chair_id;
  int         weekday;
  CtDate      first;
  CtDate      last;
  CtMinutes   minutes;
  const char *kind;
  const char *title;
} CtHeldPlace;

/**
 * CtDesk:
 *
 * Reference counted; filled once and then left alone, so that any thread may read it.
 */
typedef struct _CtDesk CtDesk;

CtDesk      *ct_desk_new          (CtHours *hours);
CtDesk      *ct_desk_copy         (const CtDesk *self);
CtDesk      *ct_desk_ref          (CtDesk *self);
void         ct_desk_unref        (CtDesk *self);
CtHours     *ct_desk_get_hours    (const CtDesk *self);
void         ct_desk_set_capacity (CtDesk *self, const CtCapacity *capacity);
void         ct_desk_add_absence  (CtDesk *self, const CtAbsence *absence);
void         ct_desk_add_hold     (CtDesk *self, const CtHeldPlace *hold);
gboolean     ct_desk_is_plain     (const CtDesk *self);
CtCapacity   ct_desk_get_capacity (const CtDesk *self, CtDate date, CtMinutes minutes);
const CtAbsence   *ct_desk_find_absence (const CtDesk *self, gint64 user_id, CtDate date, CtMinutes minutes);
GArray      *ct_desk_list_away    (const CtDesk *self, gint64 user_id, CtDate date, const char **reason);
const CtHeldPlace *ct_desk_find_hold    (const CtDesk *self, gint64 chair_id, const char *kind, CtDate date,
                                         CtMinutes minutes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtDesk, ct_desk_unref)

G_END_DECLS
