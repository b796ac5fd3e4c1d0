#include "domain/ct-floor.h"

/* A nurse's attention is counted in sixtieths, so that one to one, to two, to three, to four … are whole numbers. */
#define WHOLE_NURSE 60
#define QUARTER 15
#define N_COUNTED CT_FLOOR_STARTS

struct _CtFloorDay
{
  gint16 load[N_COUNTED][CT_MINUTES_PER_DAY];
  gint16 starts[CT_MINUTES_PER_DAY];
};

/**
 * ct_floor_day_new:
 *
 * Returns: (transfer full): a day on which nobody needs anything.
 */
CtFloorDay *
ct_floor_day_new (void)
{
  return g_new0 (CtFloorDay, 1);
}

/**
 * ct_floor_day_free:
 * @self: (transfer full): a day
 *
 * Frees it.
 */
void
ct_floor_day_free (CtFloorDay *self)
{
  g_free (self);
}

/* What one part of a visit adds to each load. */
static void
load_of (const CtSegment *segment, int load[N_COUNTED])
{
  load[CT_FLOOR_NURSES] = segment->patients_per_nurse > 0 ? WHOLE_NURSE / segment->patients_per_nurse : 0;
  load[CT_FLOOR_PRESCRIBERS] = 0;
  load[CT_FLOOR_PUMPS] = (segment->needs & CT_SEGMENT_PUMP) != 0;
  load[CT_FLOOR_ROOMS] = (segment->needs & CT_SEGMENT_ROOM) != 0;
}

static CtMinutes
prescriber_span (const CtSegment *segment, CtMinutes span)
{
  return (CtMinutes) { span.from, MIN (span.to, span.from + segment->prescriber_minutes) };
}

static void
add_to (gint16 *load, CtMinutes span, int amount)
{
  for (int minute = MAX (span.from, 0); amount != 0 && minute < MIN (span.to, CT_MINUTES_PER_DAY); minute++)
    load[minute] = (gint16) (load[minute] + amount);
}

static CtMinutes
moved (CtMinutes span, int by)
{
  return (CtMinutes) { span.from + by, span.to + by };
}

static void
change (CtFloorDay *self, const GPtrArray *segments, CtMinutes minutes, int until, int sign)
{
  CtMinutes spans[CT_SEGMENTS_MAX];
  guint n = ct_segments_lay (segments, minutes.to - minutes.from, spans);

  for (guint i = 0; i < n; i++)
    {
      const CtSegment *segment = g_ptr_array_index (segments, i);
      CtMinutes span = moved (spans[i], minutes.from);
      int load[N_COUNTED];

      span.to = MIN (span.to, until);
      load_of (segment, load);
      for (int kind = 0; kind < N_COUNTED; kind++)
        add_to (self->load[kind], span, sign * load[kind]);
      add_to (self->load[CT_FLOOR_PRESCRIBERS], prescriber_span (segment, span), sign);
    }
  if (ct_segments_need_nurse (segments))
    add_to (self->starts, (CtMinutes) { minutes.from, minutes.from + 1 }, sign);
}

/**
 * ct_floor_day_add:
 * @self: a day
 * @segments: (element-type CtSegment): the parts of a visit
 * @minutes: from when until when it is booked
 * @until: until when it needs anything: the end, or before it where it was over before its time
 *
 * Adds what a visit needs.
 */
void
ct_floor_day_add (CtFloorDay *self, const GPtrArray *segments, CtMinutes minutes, int until)
{
  g_return_if_fail (self != NULL && segments != NULL && minutes.from <= minutes.to);
  change (self, segments, minutes, until, 1);
}

/**
 * ct_floor_day_remove:
 * @self: a day
 * @segments: (element-type CtSegment): the parts of a visit
 * @minutes: from when until when it was booked
 * @until: until when it needed anything
 *
 * Takes out what a visit needed that had been added.
 */
void
ct_floor_day_remove (CtFloorDay *self, const GPtrArray *segments, CtMinutes minutes, int until)
{
  g_return_if_fail (self != NULL && segments != NULL && minutes.from <= minutes.to);
  change (self, segments, minutes, until, -1);
}

static int
whole (CtFloorKind kind, int load)
{
  return kind == CT_FLOOR_NURSES ? (load + WHOLE_NURSE - 1) / WHOLE_NURSE : load;
}

/**
 * ct_floor_day_get:
 * @self: (nullable): a day; %NULL: nobody is there
 * @kind: of what
 * @minute: a minute of the day
 *
 * Returns: how many are needed in that minute; of starts, how many there are in it.
 */
int
ct_floor_day_get (const CtFloorDay *self, CtFloorKind kind, int minute)
{
  g_return_val_if_fail (kind < CT_FLOOR_N && minute >= 0 && minute < CT_MINUTES_PER_DAY, 0);
  if (self == NULL)
    return 0;
  return kind == CT_FLOOR_STARTS ? self->starts[minute] : whole (kind, self->load[kind][minute]);
}

static int
there_are (const CtCapacity *capacity, CtFloorKind kind)
{
  const int there[CT_FLOOR_N] = { capacity->nurses, capacity->prescribers, capacity->pumps, capacity->rooms,
                                  capacity->starts };

  return there[kind];
}

/* Looks for the first minutes of @span in which @amount more is more than there is; whether there are any. */
static gboolean
is_short (const CtFloorDay *self, CtFloorKind kind, int there, CtMinutes span, int amount, CtShortage *shortage)
{
  gboolean found = FALSE;

  for (int minute = MAX (span.from, 0); amount > 0 && minute < MIN (span.to, CT_MINUTES_PER_DAY); minute++)
    {
      int wanted = whole (kind, amount + (self != NULL ? self->load[kind][minute] : 0));

      if (wanted <= MAX (there, 0))
        {
          if (found)
            break;
          continue;
        }
      if (!found)
        *shortage = (CtShortage) { kind, { minute, minute }, 0, MAX (there, 0) };
      found = TRUE;
      shortage->minutes.to = minute + 1;
      shortage->wanted = MAX (shortage->wanted, wanted);
    }
  return found;
}

static gboolean
visit_is_short (const CtFloorDay *self, CtFloorKind kind, int there, const GPtrArray *segments, CtMinutes minutes,
                CtShortage *shortage)
{
  CtMinutes spans[CT_SEGMENTS_MAX];
  guint n = ct_segments_lay (segments, minutes.to - minutes.from, spans);
  gboolean found = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const CtSegment *segment = g_ptr_array_index (segments, i);
      CtMinutes span = moved (spans[i], minutes.from);
      CtShortage part;
      int load[N_COUNTED];

      load_of (segment, load);
      if (kind == CT_FLOOR_PRESCRIBERS)
        {
          span = prescriber_span (segment, span);
          load[kind] = 1;
        }
      if (!is_short (self, kind, there, span, load[kind], &part) || (found && part.minutes.from > shortage->minutes.to))
        continue;
      if (found)
        part = (CtShortage) { kind, { shortage->minutes.from, part.minutes.to }, MAX (shortage->wanted, part.wanted),
                              part.there };
      *shortage = part;
      found = TRUE;
    }
  return found;
}

/* The busiest quarter of an hour with one start more in it. */
static gboolean
too_many_start (const CtFloorDay *self, int most, int minute, CtShortage *shortage)
{
  gboolean found = FALSE;

  for (int from = MAX (minute - QUARTER + 1, 0); from <= minute; from++)
    {
      int starts = 1;

      for (int m = from; self != NULL && m < MIN (from + QUARTER, CT_MINUTES_PER_DAY); m++)
        starts += self->starts[m];
      if (starts > MAX (most, 0) && (!found || starts > shortage->wanted))
        {
          *shortage = (CtShortage) { CT_FLOOR_STARTS, { from, MIN (from + QUARTER, CT_MINUTES_PER_DAY) }, starts,
                                     MAX (most, 0) };
          found = TRUE;
        }
    }
  return found;
}

static gboolean
kind_is_short (const CtFloorDay *self, const CtCapacity *capacity, CtFloorKind kind, const GPtrArray *segments,
               CtMinutes minutes, CtShortage *shortage)
{
  int there = there_are (capacity, kind);

  if (there == 0)
    return FALSE;
  if (kind == CT_FLOOR_STARTS)
    return ct_segments_need_nurse (segments) && too_many_start (self, there, minutes.from, shortage);
  return visit_is_short (self, kind, there, segments, minutes, shortage);
}

/**
 * ct_floor_day_fits:
 * @self: (nullable): a day; %NULL: nobody is there
 * @capacity: what there is
 * @segments: (element-type CtSegment): the parts of one more visit
 * @minutes: from when until when it would be
 *
 * Returns: whether there is enough of everything for it, too.
 */
gboolean
ct_floor_day_fits (const CtFloorDay *self, const CtCapacity *capacity, const GPtrArray *segments, CtMinutes minutes)
{
  CtShortage shortage;

  g_return_val_if_fail (capacity != NULL && segments != NULL && minutes.from <= minutes.to, FALSE);
  for (int kind = 0; kind < CT_FLOOR_N; kind++)
    if (kind_is_short (self, capacity, (CtFloorKind) kind, segments, minutes, &shortage))
      return FALSE;
  return TRUE;
}

/**
 * ct_floor_day_shortages:
 * @self: (nullable): a day; %NULL: nobody is there
 * @capacity: what there is
 * @segments: (element-type CtSegment): the parts of one more visit
 * @minutes: from when until when it would be
 * @shortages: (out): what there would be too little of, each kind once
 *
 * Returns: how many kinds are short; 0 where it fits.
 */
guint
ct_floor_day_shortages (const CtFloorDay *self, const CtCapacity *capacity, const GPtrArray *segments,
                        CtMinutes minutes, CtShortage shortages[CT_FLOOR_N])
{
  guint n = 0;

  g_return_val_if_fail (capacity != NULL && segments != NULL && minutes.from <= minutes.to, 0);
  for (int kind = 0; kind < CT_FLOOR_N; kind++)
    if (kind_is_short (self, capacity, (CtFloorKind) kind, segments, minutes, &shortages[n]))
      n++;
  return n;
}
