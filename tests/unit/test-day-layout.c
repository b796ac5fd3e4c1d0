/* Where the calendar draws its blocks: nothing overlaps, nothing is lost, order does not matter. */
#include "domain/ct-day-layout.h"

static const CtLayoutBlock *
block_of (const CtLayoutBlock *blocks, guint n, gint64 id)
{
  for (guint i = 0; i < n; i++)
    if (blocks[i].id == id)
      return &blocks[i];
  g_assert_not_reached ();
}

static void
assert_place (const CtLayoutBlock *block, int lane, int lanes, int span)
{
  g_assert_cmpint (block->lane, ==, lane);
  g_assert_cmpint (block->lanes, ==, lanes);
  g_assert_cmpint (block->span, ==, span);
}

static void
test_a_block_alone_has_the_whole_column (void)
{
  CtLayoutBlock blocks[] = { { 1, 0, { 540, 600 } }, { 2, 0, { 600, 640 } }, { 3, 1, { 540, 640 } } };

  ct_day_layout_pack (blocks, 3, 15);
  for (int i = 0; i < 3; i++)
    assert_place (&blocks[i], 0, 1, 1);
  ct_day_layout_pack (NULL, 0, 15);
}

static void
test_two_at_one_time_share_the_column (void)
{
  CtLayoutBlock blocks[] = { { 1, 0, { 540, 600 } }, { 2, 0, { 570, 640 } } };

  ct_day_layout_pack (blocks, 2, 15);
  assert_place (&blocks[0], 0, 2, 1);
  assert_place (&blocks[1], 1, 2, 1);
}

static void
test_a_block_grows_over_lanes_that_are_free_beside_it (void)
{
  CtLayoutBlock blocks[] = { { 1, 0, { 540, 700 } }, { 2, 0, { 540, 600 } }, { 3, 0, { 550, 590 } }, { 4, 0, { 610, 680 } } };

  ct_day_layout_pack (blocks, 4, 15);
  assert_place (&blocks[0], 0, 3, 1);
  assert_place (&blocks[1], 1, 3, 1);
  assert_place (&blocks[2], 2, 3, 1);
  assert_place (&blocks[3], 1, 3, 2);
}

static void
test_short_blocks_are_packed_as_tall_as_they_are_drawn (void)
{
  CtLayoutBlock blocks[] = { { 1, 0, { 540, 545 } }, { 2, 0, { 550, 600 } } };

  ct_day_layout_pack (blocks, 2, 15);
  g_assert_cmpint (blocks[0].lanes, ==, 2);
  ct_day_layout_pack (blocks, 2, 10);
  g_assert_cmpint (blocks[0].lanes, ==, 1);
}

/* A visit that was called off takes no place from those that come; what is in its place gives way at the right. */
static void
test_a_block_aside_leaves_the_others_as_they_are (void)
{
  CtLayoutBlock blocks[] = { { .id = 1, .minutes = { 540, 600 } }, { .id = 2, .minutes = { 540, 660 }, .aside = TRUE },
                             { .id = 3, .minutes = { 700, 760 }, .aside = TRUE } };
  CtPixels column = { 0, 300 }, x;

  ct_day_layout_pack (blocks, 3, 15);
  for (int i = 0; i < 3; i++)
    assert_place (&blocks[i], 0, 1, 1);
  x = ct_day_layout_across (&blocks[0], column, 0);
  g_assert_cmpint (x.start, ==, 0);
  g_assert_cmpint (x.size, ==, 200);
  x = ct_day_layout_across (&blocks[1], column, 0);
  g_assert_cmpint (x.start, ==, 200);
  g_assert_cmpint (x.size, ==, 100);
  x = ct_day_layout_across (&blocks[2], column, 0);
  g_assert_cmpint (x.size, ==, 300);
}

/* With those that were called off or without, the others have the same lanes. */
static void
assert_same_without_aside (const CtLayoutBlock *blocks, guint n, int min_minutes)
{
  CtLayoutBlock alone[60];
  guint n_alone = 0;

  for (guint i = 0; i < n; i++)
    if (!blocks[i].aside)
      alone[n_alone++] = blocks[i];
  ct_day_layout_pack (alone, n_alone, min_minutes);
  for (guint i = 0; i < n_alone; i++)
    {
      const CtLayoutBlock *block = block_of (blocks, n, alone[i].id);

      g_assert_false (alone[i].shares);
      assert_place (block, alone[i].lane, alone[i].lanes, alone[i].span);
    }
}

static gboolean
share_time (const CtLayoutBlock *a, const CtLayoutBlock *b, int min_minutes)
{
  return a->minutes.from < MAX (b->minutes.to, b->minutes.from + min_minutes) &&
         b->minutes.from < MAX (a->minutes.to, a->minutes.from + min_minutes);
}

static void
assert_packed (const CtLayoutBlock *blocks, guint n, int min_minutes)
{
  CtPixels column = { 40, 631 };

  for (guint i = 0; i < n; i++)
    {
      CtPixels x = ct_day_layout_across (&blocks[i], column, 2);
      gboolean could_grow = blocks[i].lane + blocks[i].span < blocks[i].lanes;

      g_assert_cmpint (blocks[i].lane, >=, 0);
      g_assert_cmpint (blocks[i].span, >=, 1);
      g_assert_cmpint (blocks[i].lane + blocks[i].span, <=, blocks[i].lanes);
      g_assert_cmpint (x.size, >=, 1);
      g_assert_cmpint (x.start, >=, column.start);
      g_assert_cmpint (x.start + x.size, <=, column.start + column.size);
      for (guint j = 0; j < n; j++)
        if (i != j && blocks[i].column == blocks[j].column && share_time (&blocks[i], &blocks[j], min_minutes))
          {
            CtPixels other = ct_day_layout_across (&blocks[j], column, 2);

            g_assert_true (x.start + x.size <= other.start || other.start + other.size <= x.start);
            g_assert_true (blocks[i].aside == blocks[j].aside || (blocks[i].shares && blocks[j].shares));
            if (blocks[i].aside != blocks[j].aside)
              continue;
            g_assert_cmpint (blocks[i].lanes, ==, blocks[j].lanes);
            if (blocks[j].lane == blocks[i].lane + blocks[i].span)
              could_grow = FALSE;
          }
      g_assert_false (could_grow);
    }
}

static void
test_nothing_overlaps_and_no_room_is_wasted_in_thousands_of_days (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (int round = 0; round < 3000; round++)
    {
      CtLayoutBlock blocks[60], shuffled[60];
      guint n = (guint) g_rand_int_range (rand, 1, 60);
      int columns = g_rand_int_range (rand, 1, 8);
      int min_minutes = g_rand_int_range (rand, 1, 20);

      for (guint i = 0; i < n; i++)
        {
          int from = g_rand_int_range (rand, 480, 1080);

          blocks[i] = (CtLayoutBlock) { i + 1, g_rand_int_range (rand, 0, columns), { from, from } };
          blocks[i].minutes.to += g_rand_int_range (rand, 0, 120);
          blocks[i].aside = g_rand_int_range (rand, 0, 4) == 0;
          shuffled[i] = blocks[i];
        }
      for (guint i = n - 1; i > 0; i--)
        {
          guint j = (guint) g_rand_int_range (rand, 0, (int) i + 1);
          CtLayoutBlock swap = shuffled[i];

          shuffled[i] = shuffled[j];
          shuffled[j] = swap;
        }
      ct_day_layout_pack (blocks, n, min_minutes);
      ct_day_layout_pack (shuffled, n, min_minutes);
      assert_packed (blocks, n, min_minutes);
      assert_same_without_aside (blocks, n, min_minutes);
      for (guint i = 0; i < n; i++)
        assert_place (block_of (shuffled, n, blocks[i].id), blocks[i].lane, blocks[i].lanes, blocks[i].span);
    }
}

static void
test_minutes_and_pixels_lead_back_to_each_other (void)
{
  for (int height = 60; height <= 240; height += 7)
    {
      CtDayScale scale = { 7 * 60, 19 * 60, height };

      g_assert_cmpint (ct_day_scale_y (scale, scale.first_minute), ==, 0);
      g_assert_cmpint (ct_day_scale_height (scale), ==, 12 * height);
      for (int minute = scale.first_minute; minute <= scale.last_minute; minute++)
        g_assert_cmpint (ct_day_scale_minute (scale, ct_day_scale_y (scale, minute)), ==, minute);
      g_assert_cmpint (ct_day_scale_minute (scale, -50), ==, scale.first_minute);
      g_assert_cmpint (ct_day_scale_minute (scale, 100000), ==, scale.last_minute);
    }
}

static void
test_zoomed_out_the_pixel_still_finds_its_quarter_hour (void)
{
  CtDayScale scale = { 0, 1440, 20 };

  for (int minute = 0; minute < 1440; minute += 15)
    g_assert_cmpint (ct_day_snap (ct_day_scale_minute (scale, ct_day_scale_y (scale, minute)), 15), ==, minute);
}

static void
test_a_block_is_as_tall_as_it_lasts_but_never_too_thin (void)
{
  CtDayScale scale = { 480, 1020, 60 };
  CtPixels y = ct_day_scale_along (scale, (CtMinutes) { 540, 600 }, 12);

  g_assert_cmpint (y.start, ==, 60);
  g_assert_cmpint (y.size, ==, 60);
  g_assert_cmpint (ct_day_scale_along (scale, (CtMinutes) { 540, 545 }, 12).size, ==, 12);
  g_assert_cmpint (ct_day_scale_along (scale, (CtMinutes) { 400, 500 }, 12).size, ==, 20);
  g_assert_cmpint (ct_day_scale_along (scale, (CtMinutes) { 400, 480 }, 12).size, ==, 0);
  g_assert_cmpint (ct_day_scale_along (scale, (CtMinutes) { 1020, 1080 }, 12).size, ==, 0);
}

static void
test_clicks_and_drags_snap_to_the_grid (void)
{
  g_assert_cmpint (ct_day_snap (614, 15), ==, 600);
  g_assert_cmpint (ct_day_snap (615, 15), ==, 615);
  g_assert_cmpint (ct_day_snap (-5, 15), ==, 0);
  g_assert_cmpint (ct_day_snap_nearest (607, 15), ==, 600);
  g_assert_cmpint (ct_day_snap_nearest (608, 15), ==, 615);
}

static void
test_columns_never_get_too_narrow_to_read (void)
{
  g_assert_cmpint (ct_day_columns_width (1000, 6, 150), ==, 1000);
  g_assert_cmpint (ct_day_columns_width (1000, 12, 150), ==, 1800);
  for (int n = 1; n <= 14; n++)
    for (int available = 0; available < 1500; available += 37)
      {
        int width = ct_day_columns_width (available, n, 150), end = 0;

        for (int i = 0; i < n; i++)
          {
            CtPixels column = ct_day_column (available, n, 150, i);

            g_assert_cmpint (column.start, ==, end);
            g_assert_cmpint (column.size, >=, 150);
            g_assert_cmpint (ct_day_column_at (available, n, 150, column.start), ==, i);
            g_assert_cmpint (ct_day_column_at (available, n, 150, column.start + column.size - 1), ==, i);
            end = column.start + column.size;
          }
        g_assert_cmpint (end, ==, width);
      }
  g_assert_cmpint (ct_day_column_at (1000, 6, 150, -10), ==, 0);
  g_assert_cmpint (ct_day_column_at (1000, 6, 150, 5000), ==, 5);
}

static void
test_only_who_stands_beside_something_makes_room_for_it (void)
{
  CtLayoutBlock blocks[] = { { 1, 0, { 540, 600 } }, { 2, 0, { 590, 640 } }, { 3, 0, { 640, 700 } }, { 4, 1, { 540, 700 } } };

  ct_day_layout_pack (blocks, 4, 15);
  ct_day_layout_leave_room (blocks, 4, 0, (CtMinutes) { 540, 550 }, 15);
  g_assert_true (blocks[0].narrow);
  /* It shares lanes with the first, so it has to be as narrow. */
  g_assert_true (blocks[1].narrow);
  g_assert_false (blocks[2].narrow);
  g_assert_false (blocks[3].narrow);
  ct_day_layout_leave_room (blocks, 4, 0, (CtMinutes) { 635, 636 }, 15);
  g_assert_true (blocks[2].narrow);
  ct_day_layout_pack (blocks, 4, 15);
  for (int i = 0; i < 4; i++)
    g_assert_false (blocks[i].narrow);
}

static CtPixels
across_beside (const CtLayoutBlock *block)
{
  return ct_day_layout_across (block, (CtPixels) { 0, block->narrow ? 240 : 300 }, 2);
}

static void
test_what_makes_room_overlaps_nothing_on_thousands_of_days (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 3000; round++)
    {
      CtLayoutBlock blocks[30];
      guint n = (guint) g_rand_int_range (rand, 1, 30);
      int from = g_rand_int_range (rand, 480, 1000);
      CtMinutes beside = { from, from + g_rand_int_range (rand, 1, 120) };

      for (guint i = 0; i < n; i++)
        {
          int at = g_rand_int_range (rand, 480, 1020);

          blocks[i] = (CtLayoutBlock) { i + 1, g_rand_int_range (rand, 0, 2), { at, at + g_rand_int_range (rand, 5, 130) } };
        }
      ct_day_layout_pack (blocks, n, 15);
      ct_day_layout_leave_room (blocks, n, 0, beside, 15);
      for (guint i = 0; i < n; i++)
        {
          CtPixels x = across_beside (&blocks[i]);

          if (blocks[i].column == 0 && blocks[i].minutes.from < beside.to && beside.from < blocks[i].minutes.to)
            g_assert_cmpint (x.start + x.size, <=, 240);
          for (guint j = 0; j < i; j++)
            if (blocks[i].column == blocks[j].column && share_time (&blocks[i], &blocks[j], 15))
              {
                CtPixels other = across_beside (&blocks[j]);

                g_assert_true (x.start + x.size <= other.start || other.start + other.size <= x.start);
              }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-layout/a-block-alone-has-the-whole-column", test_a_block_alone_has_the_whole_column);
  g_test_add_func ("/day-layout/two-at-one-time-share-the-column", test_two_at_one_time_share_the_column);
  g_test_add_func ("/day-layout/a-block-aside-leaves-the-others-as-they-are", test_a_block_aside_leaves_the_others_as_they_are);
  g_test_add_func ("/day-layout/a-block-grows-over-lanes-that-are-free-beside-it",
                   test_a_block_grows_over_lanes_that_are_free_beside_it);
  g_test_add_func ("/day-layout/short-blocks-are-packed-as-tall-as-they-are-drawn",
                   test_short_blocks_are_packed_as_tall_as_they_are_drawn);
  g_test_add_func ("/day-layout/nothing-overlaps-and-no-room-is-wasted-in-thousands-of-days",
                   test_nothing_overlaps_and_no_room_is_wasted_in_thousands_of_days);
  g_test_add_func ("/day-layout/minutes-and-pixels-lead-back-to-each-other",
                   test_minutes_and_pixels_lead_back_to_each_other);
  g_test_add_func ("/day-layout/zoomed-out-the-pixel-still-finds-its-quarter-hour",
                   test_zoomed_out_the_pixel_still_finds_its_quarter_hour);
  g_test_add_func ("/day-layout/a-block-is-as-tall-as-it-lasts-but-never-too-thin",
                   test_a_block_is_as_tall_as_it_lasts_but_never_too_thin);
  g_test_add_func ("/day-layout/clicks-and-drags-snap-to-the-grid", test_clicks_and_drags_snap_to_the_grid);
  g_test_add_func ("/day-layout/columns-never-get-too-narrow-to-read", test_columns_never_get_too_narrow_to_read);
  g_test_add_func ("/day-layout/only-who-stands-beside-something-makes-room-for-it",
                   test_only_who_stands_beside_something_makes_room_for_it);
  g_test_add_func ("/day-layout/what-makes-room-overlaps-nothing-on-thousands-of-days",
                   test_what_makes_room_overlaps_nothing_on_thousands_of_days);
  return g_test_run ();
}
