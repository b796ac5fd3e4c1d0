/* Packing in two passes. First each block takes the leftmost lane that is free for all its time; blocks that overlap, one
 * through the other too, are a group and share its number of lanes. Then each block grows to the right over the lanes that
 * nobody in its group uses while it lasts. Both passes go through the blocks in an order that is their own, so the order
 * of the input shows nowhere. Blocks aside are packed for themselves; where one of them meets one that takes its place, both
 * their groups share the column. */
#include "domain/ct-day-layout.h"

#include <stdlib.h>

/* Of a column that is shared, blocks aside have the last of so many parts. */
#define SHARED_PARTS 3

typedef struct
{
  CtLayoutBlock *block;
  guint          group;
  int            to;  /* where it ends on the screen: a short block is drawn taller than it lasts */
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->block->column != y->block->column)
    return x->block->column < y->block->column ? -1 : 1;
  if (x->block->aside != y->block->aside)
    return x->block->aside ? 1 : -1;
  if (x->block->minutes.from != y->block->minutes.from)
    return x->block->minutes.from < y->block->minutes.from ? -1 : 1;
  if (x->to != y->to)
    return x->to > y->to ? -1 : 1;
  return x->block->id < y->block->id ? -1 : x->block->id > y->block->id;
}

/* The first lane free from @from on; @ends holds until when each lane is taken. */
static int
free_lane (GArray *ends, int from)
{
  guint lane = 0;

  while (lane < ends->len && g_array_index (ends, int, lane) > from)
    lane++;
  return (int) lane;
}

/* How far @entries[@self] may grow: up to the next lane that another of its group uses meanwhile. */
static int
span_of (const Entry *entries, guint n, guint self)
{
  const CtLayoutBlock *block = entries[self].block;
  int limit = block->lanes;

  for (guint i = 0; i < n && entries[i].block->minutes.from < entries[self].to; i++)
    if (entries[i].to > block->minutes.from && entries[i].block->lane > block->lane)
      limit = MIN (limit, entries[i].block->lane);
  return limit - block->lane;
}

/* Packs one group: blocks in order, each overlapping one before it. */
static void
pack_group (Entry *entries, guint n)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < n; i++)
    {
      int lane = free_lane (ends, entries[i].block->minutes.from);

      if ((guint) lane == ends->len)
        g_array_append_val (ends, entries[i].to);
      g_array_index (ends, int, lane) = entries[i].to;
      entries[i].block->lane = lane;
    }
  for (guint i = 0; i < n; i++)
    {
      entries[i].block->lanes = (int) ends->len;
      entries[i].block->narrow = FALSE;
    }
  for (guint i = 0; i < n; i++)
    entries[i].block->span = span_of (entries, n, i);
}

/* Begins a new group where one block has nothing to do with those before it. */
static void
find_groups (Entry *entries, guint n)
{
  int group_to = G_MININT;

  for (guint i = 0; i < n; i++)
    {
      const CtLayoutBlock *block = entries[i].block, *before = i > 0 ? entries[i - 1].block : NULL;
      gboolean begins = before == NULL || block->minutes.from >= group_to || block->column != before->column ||
                        block->aside != before->aside;

      entries[i].group = before == NULL ? 0 : entries[i - 1].group + begins;
      group_to = begins ? entries[i].to : MAX (group_to, entries[i].to);
    }
}

static gboolean
meet (const Entry *a, const Entry *b)
{
  return a->block->column == b->block->column && a->block->minutes.from < b->to && b->block->minutes.from < a->to;
}

/* Which groups have to share their column. */
static void
mark_shared (const Entry *entries, guint n, gboolean *shared)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i; j-- > 0 && entries[i].block->aside && entries[j].block->column == entries[i].block->column;)
      if (!entries[j].block->aside && meet (&entries[i], &entries[j]))
        shared[entries[i].group] = shared[entries[j].group] = TRUE;
}

/**
 * ct_day_layout_pack:
 * @blocks: (array length=n_blocks) (inout): the blocks of any number of columns; stay where they are
 * @n_blocks: how many
 * @min_minutes: a block that is shorter is laid out as if it lasted this long, since it is drawn so tall; 1 or more
 *
 * Finds each block's lane, so that no two of one column that overlap in time share a pixel. Does not depend on the order of
 * @blocks.
 */
void
ct_day_layout_pack (CtLayoutBlock *blocks, guint n_blocks, int min_minutes)
{
  g_autofree Entry *entries = NULL;
  g_autofree gboolean *shared = NULL;
  guint first = 0;

  g_return_if_fail (blocks != NULL || n_blocks == 0);
  g_return_if_fail (min_minutes >= 1);
  entries = g_new (Entry, n_blocks);
  shared = g_new0 (gboolean, n_blocks);
  for (guint i = 0; i < n_blocks; i++)
    entries[i] = (Entry) { &blocks[i], 0, MAX (blocks[i].minutes.to, blocks[i].minutes.from + min_minutes) };
  if (n_blocks > 1)
    qsort (entries, n_blocks, sizeof (Entry), compare_entries);
  find_groups (entries, n_blocks);
  mark_shared (entries, n_blocks, shared);
  for (guint i = 0; i < n_blocks; i++)
    {
      entries[i].block->shares = shared[entries[i].group];
      if (i + 1 < n_blocks && entries[i + 1].group == entries[i].group)
        continue;
      pack_group (entries + first, i + 1 - first);
      first = i + 1;
    }
}

static gboolean
overlaps (const CtLayoutBlock *block, CtMinutes minutes, int min_minutes)
{
  return block->minutes.from < minutes.to && minutes.from < MAX (block->minutes.to, block->minutes.from + min_minutes);
}

/* Those who share lanes with @block make as much room as it does, else their lanes would not meet. */
static void
narrow_with_all_beside (CtLayoutBlock *blocks, guint n, CtLayoutBlock *block, int min_minutes)
{
  CtMinutes minutes = { block->minutes.from, MAX (block->minutes.to, block->minutes.from + min_minutes) };

  if (block->narrow)
    return;
  block->narrow = TRUE;
  for (guint i = 0; i < n; i++)
    if (blocks[i].column == block->column && overlaps (&blocks[i], minutes, min_minutes))
      narrow_with_all_beside (blocks, n, &blocks[i], min_minutes);
}

/**
 * ct_day_layout_leave_room:
 * @blocks: (array length=n_blocks) (inout): blocks that are packed
 * @n_blocks: how many
 * @column: the column something stands in beside the blocks
 * @beside: from when until when it stands there
 * @min_minutes: as ct_day_layout_pack() was told
 *
 * Makes the blocks narrow that last meanwhile, and those they share lanes with; the others keep their width.
 */
void
ct_day_layout_leave_room (CtLayoutBlock *blocks, guint n_blocks, int column, CtMinutes beside, int min_minutes)
{
  g_return_if_fail (blocks != NULL || n_blocks == 0);
  beside.to = MAX (beside.to, beside.from + min_minutes);
  for (guint i = 0; i < n_blocks; i++)
    if (blocks[i].column == column && overlaps (&blocks[i], beside, min_minutes))
      narrow_with_all_beside (blocks, n_blocks, &blocks[i], min_minutes);
}

/**
 * ct_day_layout_across:
 * @block: a packed block
 * @column: where its column is
 * @spacing: pixels left free at its right, less where there is no room for them; 0 or more
 *
 * Returns: where the block is from left to right (mirror it for right-to-left writing). Never empty in a column that has at
 *   least as many pixels as lanes, or three times as many where it is shared.
 */
CtPixels
ct_day_layout_across (const CtLayoutBlock *block, CtPixels column, int spacing)
{
  int left, right;

  g_return_val_if_fail (block != NULL && block->lanes >= 1, column);
  if (block->shares)
    {
      int part = column.size / SHARED_PARTS;

      column = block->aside ? (CtPixels) { column.start + column.size - part, part }
                            : (CtPixels) { column.start, column.size - part };
    }
  left = column.size * block->lane / block->lanes;
  right = column.size * (block->lane + block->span) / block->lanes;
  return (CtPixels) { column.start + left, MAX (right - left - spacing, MIN (right - left, 1)) };
}

/**
 * ct_day_scale_height:
 * @scale: a scale
 *
 * Returns: pixels from its first to its last minute.
 */
int
ct_day_scale_height (CtDayScale scale)
{
  return ct_day_scale_y (scale, scale.last_minute);
}

/**
 * ct_day_scale_y:
 * @scale: a scale
 * @minute: a minute of the day; one outside of the scale is taken to its edge
 *
 * Returns: pixels below the top edge.
 */
int
ct_day_scale_y (CtDayScale scale, int minute)
{
  g_return_val_if_fail (scale.hour_height >= 1 && scale.first_minute <= scale.last_minute, 0);
  return (CLAMP (minute, scale.first_minute, scale.last_minute) - scale.first_minute) * scale.hour_height / 60;
}

/**
 * ct_day_scale_minute:
 * @scale: a scale
 * @y: pixels below the top edge; above and below the scale its edge is meant
 *
 * Returns: the minute that is drawn there.
 */
int
ct_day_scale_minute (CtDayScale scale, int y)
{
  int minute;

  g_return_val_if_fail (scale.hour_height >= 1 && scale.first_minute <= scale.last_minute, 0);
  if (y <= 0)
    return scale.first_minute;
  if (y >= ct_day_scale_height (scale))
    return scale.last_minute;
  /* The first minute that is drawn at y or below: rounding up undoes the rounding down of ct_day_scale_y(). */
  minute = scale.first_minute + (y * 60 + scale.hour_height - 1) / scale.hour_height;
  return MIN (minute, scale.last_minute);
}

/**
 * ct_day_scale_along:
 * @scale: a scale
 * @minutes: from when until when
 * @min_height: pixels a block has at least
 *
 * Returns: where a block is from top to bottom; of size 0 where it lies outside of the scale.
 */
CtPixels
ct_day_scale_along (CtDayScale scale, CtMinutes minutes, int min_height)
{
  int top = ct_day_scale_y (scale, minutes.from);
  int bottom = ct_day_scale_y (scale, minutes.to);

  if (minutes.from >= scale.last_minute || (minutes.to <= scale.first_minute && minutes.from < scale.first_minute))
    return (CtPixels) { top, 0 };
  return (CtPixels) { top, MAX (bottom - top, min_height) };
}

/**
 * ct_day_snap:
 * @minute: a minute of the day, 0 or more
 * @step: minutes of the grid, 1 or more
 *
 * Returns: the beginning of the step that @minute is in: what a click means.
 */
int
ct_day_snap (int minute, int step)
{
  g_return_val_if_fail (step >= 1, minute);
  return MAX (minute, 0) / step * step;
}

/**
 * ct_day_snap_nearest:
 * @minute: a minute of the day
 * @step: minutes of the grid, 1 or more
 *
 * Returns: the line of the grid nearest to @minute, the later of two: what a drag means.
 */
int
ct_day_snap_nearest (int minute, int step)
{
  g_return_val_if_fail (step >= 1, minute);
  return ct_day_snap (minute + step / 2, step);
}

/**
 * ct_day_columns_width:
 * @available: pixels there are to see
 * @n_columns: how many columns, 1 or more
 * @min_width: pixels a column needs to be read
 *
 * Returns: pixels all the columns take: @available, or more where the view has to scroll.
 */
int
ct_day_columns_width (int available, int n_columns, int min_width)
{
  g_return_val_if_fail (n_columns >= 1, available);
  return MAX (available, n_columns * min_width);
}

/**
 * ct_day_column:
 * @available: pixels there are to see
 * @n_columns: how many columns, 1 or more
 * @min_width: pixels a column needs to be read
 * @column: which, from 0
 *
 * Returns: where a column is. Together they fill the width: what does not divide evenly is spread, one pixel each.
 */
CtPixels
ct_day_column (int available, int n_columns, int min_width, int column)
{
  int width = ct_day_columns_width (available, n_columns, min_width);
  int left, right;

  g_return_val_if_fail (column >= 0 && column < n_columns, ((CtPixels) { 0, 0 }));
  left = (int) ((gint64) width * column / n_columns);
  right = (int) ((gint64) width * (column + 1) / n_columns);
  return (CtPixels) { left, right - left };
}

/**
 * ct_day_column_at:
 * @available: pixels there are to see
 * @n_columns: how many columns, 1 or more
 * @min_width: pixels a column needs to be read
 * @x: pixels from the left of the first column
 *
 * Returns: the column there; left and right of them the first and the last.
 */
int
ct_day_column_at (int available, int n_columns, int min_width, int x)
{
  int width = ct_day_columns_width (available, n_columns, min_width);
  int column;

  if (width <= 0)
    return 0;
  column = (int) CLAMP (((gint64) x * n_columns + n_columns - 1) / width, 0, n_columns - 1);
  while (column > 0 && ct_day_column (available, n_columns, min_width, column).start > x)
    column--;
  return column;
}
