/* Where the blocks of a calendar go: lanes for those that overlap, and minutes to pixels and back. No display needed. */
#pragma once

#include "base/ct-time.h"

G_BEGIN_DECLS

/**
 * CtLayoutBlock:
 * @id: what it is, different for each block of a column
 * @column: which column: a chair, a clinician, a day of a week
 * @minutes: from when until when
 * @aside: it takes no place, as a visit that was called off: whatever does is laid out as if it were not there, and gives
 *   way at its right only
 * @lane: (out): its place from the left, from 0
 * @lanes: (out): how many lanes its group of overlapping blocks has
 * @span: (out): how many lanes it may take, itself included; nothing else is in them then
 * @narrow: (out): it leaves room at its end for what stands beside it, see ct_day_layout_leave_room()
 * @shares: (out): its group has only a part of the column: that of blocks aside, or what these leave
 *
 * A block in and where it goes: its left edge is @lane / @lanes of the column or of the part it has, its width
 * @span / @lanes.
 */
typedef struct
{
  gint64    id;
  int       column;
  CtMinutes minutes;
  gboolean  aside;
  int       lane;
  int       lanes;
  int       span;
  gboolean  narrow;
  gboolean  shares;
} CtLayoutBlock;

/**
 * CtDayScale:
 * @first_minute: the minute at the top edge
 * @last_minute: the minute at the bottom edge
 * @hour_height: pixels an hour takes, 1 or more
 */
typedef struct
{
  int first_minute;
  int last_minute;
  int hour_height;
} CtDayScale;

/** A stretch of pixels on one axis. */
typedef struct
{
  int start;
  int size;
} CtPixels;

void     ct_day_layout_pack    (CtLayoutBlock *blocks, guint n_blocks, int min_minutes);
void     ct_day_layout_leave_room (CtLayoutBlock *blocks, guint n_blocks, int column, CtMinutes beside, int min_minutes);
CtPixels ct_day_layout_across  (const CtLayoutBlock *block, CtPixels column, int spacing);

int      ct_day_scale_height   (CtDayScale scale);
int      ct_day_scale_y        (CtDayScale scale, int minute);
int      ct_day_scale_minute   (CtDayScale scale, int y);
CtPixels ct_day_scale_along    (CtDayScale scale, CtMinutes minutes, int min_height);
int      ct_day_snap           (int minute, int step);
int      ct_day_snap_nearest   (int minute, int step);

int      ct_day_columns_width  (int available, int n_columns, int min_width);
CtPixels ct_day_column         (int available, int n_columns, int min_width, int column);
int      ct_day_column_at      (int available, int n_columns, int min_width, int x);

G_END_DECLS
