#include "domain/ct-segment.h"

#include <glib/gi18n.h>

/* A visit that is shorter than its parts takes from these in turn, one that is longer gives to the first it has. */
static const char *const elastic[] = { "recovery", "turnover", "prep", "treatment" };
static const char *const generous[] = { "recovery", "treatment", "prep", "turnover" };

static void
segment_free (gpointer data)
{
  CtSegment *self = data;

  g_free (self->kind);
  g_free (self);
}

/**
 * ct_segment_new:
 * @kind: "prep", "treatment", "recovery" or "turnover"
 * @minutes: how long it takes, 0 or more
 *
 * Returns: (transfer full): a part of a visit that needs a chair and nothing else, for a list that frees it.
 */
CtSegment *
ct_segment_new (const char *kind, int minutes)
{
  CtSegment *self = g_new0 (CtSegment, 1);

  self->kind = g_strdup (kind);
  self->minutes = minutes;
  return self;
}

/**
 * ct_segments_new:
 *
 * Returns: (transfer full) (element-type CtSegment): an empty list; filled once and then left alone, so that any thread may
 *   read it.
 */
GPtrArray *
ct_segments_new (void)
{
  return g_ptr_array_new_with_free_func (segment_free);
}

static const CtSegment *
part (const GPtrArray *segments, guint i)
{
  return g_ptr_array_index (segments, i);
}

/**
 * ct_segments_minutes:
 * @segments: (element-type CtSegment): the parts of a visit
 *
 * Returns: how many minutes they take together.
 */
int
ct_segments_minutes (const GPtrArray *segments)
{
  int minutes = 0;

  g_return_val_if_fail (segments != NULL, 0);
  for (guint i = 0; i < segments->len; i++)
    minutes += part (segments, i)->minutes;
  return minutes;
}

static int
take_from (const GPtrArray *segments, const char *kind, int missing, int *lengths)
{
  for (guint i = segments->len; i > 0 && missing > 0; i--)
    if (i <= CT_SEGMENTS_MAX && g_str_equal (part (segments, i - 1)->kind, kind))
      {
        int taken = MIN (missing, lengths[i - 1]);

        lengths[i - 1] -= taken;
        missing -= taken;
      }
  return missing;
}

static void
give (const GPtrArray *segments, guint n, int extra, int *lengths)
{
  for (guint k = 0; k < G_N_ELEMENTS (generous); k++)
    for (guint i = 0; i < n; i++)
      if (g_str_equal (part (segments, i)->kind, generous[k]))
        {
          lengths[i] += extra;
          return;
        }
}

/**
 * ct_segments_lay:
 * @segments: (element-type CtSegment): the parts of a visit
 * @minutes: how long the visit is booked for
 * @spans: (array) (out): for each part from when until when, counted from the beginning of the visit; at least
 *   %CT_SEGMENTS_MAX of them
 *
 * Fits the parts into a visit. One that is longer than its parts has a longer recovery; one that is shorter has less of it,
 * then less turnover, less preparation, and last less treatment. The parts keep their order, lie end to end and fill the
 * visit.
 *
 * Returns: how many parts there are.
 */
guint
ct_segments_lay (const GPtrArray *segments, int minutes, CtMinutes *spans)
{
  int lengths[CT_SEGMENTS_MAX], all = 0, at = 0;
  guint n;

  g_return_val_if_fail (segments != NULL && spans != NULL && minutes >= 0, 0);
  n = MIN (segments->len, CT_SEGMENTS_MAX);
  for (guint i = 0; i < n; i++)
    all += lengths[i] = part (segments, i)->minutes;
  if (minutes > all)
    give (segments, n, minutes - all, lengths);
  for (guint k = 0; k < G_N_ELEMENTS (elastic) && all > minutes; k++)
    all = minutes + take_from (segments, elastic[k], all - minutes, lengths);
  for (guint i = 0; i < n; i++)
    {
      spans[i] = (CtMinutes) { at, at + lengths[i] };
      at += lengths[i];
    }
  return n;
}

/**
 * ct_segments_part:
 * @segments: (nullable) (element-type CtSegment): the parts of a visit
 * @minutes: how long the visit is booked for
 * @kind: "turnover"
 *
 * Returns: how many minutes of it are of that kind.
 */
int
ct_segments_part (const GPtrArray *segments, int minutes, const char *kind)
{
  CtMinutes spans[CT_SEGMENTS_MAX];
  guint n = segments != NULL ? ct_segments_lay (segments, minutes, spans) : 0;
  int found = 0;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (part (segments, i)->kind, kind) == 0)
      found += spans[i].to - spans[i].from;
  return found;
}

/**
 * ct_segments_prescriber:
 * @segments: (element-type CtSegment): the parts of a visit
 * @minutes: how long the visit is booked for
 *
 * Returns: from when until when its clinician can be nowhere else, counted from the beginning of the visit; empty where the
 *   visit needs none.
 */
CtMinutes
ct_segments_prescriber (const GPtrArray *segments, int minutes)
{
  CtMinutes spans[CT_SEGMENTS_MAX], found = { 0, 0 };
  guint n = ct_segments_lay (segments, minutes, spans);

  for (guint i = 0; i < n; i++)
    {
      int wanted = MIN (part (segments, i)->prescriber_minutes, spans[i].to - spans[i].from);

      if (wanted <= 0)
        continue;
      if (found.to == 0)
        found.from = spans[i].from;
      found.to = spans[i].from + wanted;
    }
  return found;
}

/**
 * ct_segments_need_nurse:
 * @segments: (element-type CtSegment): the parts of a visit
 *
 * Returns: whether some part of it needs a nurse.
 */
gboolean
ct_segments_need_nurse (const GPtrArray *segments)
{
  g_return_val_if_fail (segments != NULL, FALSE);
  for (guint i = 0; i < segments->len; i++)
    if (part (segments, i)->patients_per_nurse > 0)
      return TRUE;
  return FALSE;
}

/**
 * ct_segment_kind_label:
 * @kind: a kind of part
 *
 * Returns: its name for people; @kind itself where it is an unknown one.
 */
const char *
ct_segment_kind_label (const char *kind)
{
  if (g_strcmp0 (kind, "prep") == 0)
    return _("Preparation");
  if (g_strcmp0 (kind, "treatment") == 0)
    return _("Treatment");
  if (g_strcmp0 (kind, "recovery") == 0)
    return _("Recovery");
  if (g_strcmp0 (kind, "turnover") == 0)
    return _("Turnover");
  return kind;
}
