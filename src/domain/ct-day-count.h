/* How full a day is: visits of each kind and the time they take, for a month on one page. */
#pragma once

#include "domain/ct-hours.h"

G_BEGIN_DECLS

/**
 * CtDayCount:
 * @day: the day
 * @kind: the kind of visit
 * @n: how many there are
 * @n_matching: how many of them match the filter
 * @n_off: how many more were called off and are shown; they keep no chair
 * @minutes: how long they keep chairs that are looked at
 */
typedef struct
{
  CtDate day;
  char  *kind;
  int    n;
  int    n_matching;
  int    n_off;
  int    minutes;
} CtDayCount;

void ct_day_count_free (CtDayCount *self);

/**
 * CtDayCounts:
 * @counts: (element-type CtDayCount): by day and kind
 * @recounted: (nullable) (element-type CtDate): the days that @counts is of; %NULL: all that were asked for
 *
 * What was counted, and on which day each booking was when it was: where one is moved, two days are other than before.
 */
typedef struct
{
  GPtrArray  *counts;
  GArray     *recounted;
  GHashTable *places;    /* gint64 id → day */
} CtDayCounts;

CtDayCounts *ct_day_counts_new       (void);
void         ct_day_counts_free      (CtDayCounts *self);
void         ct_day_counts_set_place (CtDayCounts *self, gint64 appointment_id, CtDate day);
CtDate       ct_day_counts_get_place (const CtDayCounts *self, gint64 appointment_id);
void         ct_day_counts_add_day   (CtDayCounts *self, CtDate day);
void         ct_day_counts_take      (CtDayCounts *self, CtDayCounts *news);

/**
 * CtMonth:
 * @first: the Monday of its first week
 * @last: the Sunday of its last week
 * @first_of_month: its first day
 * @last_of_month: its last day
 *
 * A month in whole weeks.
 */
typedef struct
{
  CtDate first;
  CtDate last;
  CtDate first_of_month;
  CtDate last_of_month;
} CtMonth;

CtMonth ct_month_of           (CtDate day);
int     ct_month_n_weeks      (const CtMonth *self);
CtDate  ct_month_step         (CtDate day, int months);
int     ct_day_open_minutes   (const CtHours *hours, CtDate day);
int     ct_day_free_minutes   (int open_minutes, int n_chairs, int taken_minutes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtDayCount, ct_day_count_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtDayCounts, ct_day_counts_free)

G_END_DECLS
