/* The calendar feels the floor: a chair that runs over is seen, and so is who waits for it, minute by minute. */
#include "floor-fixture.h"

#include <locale.h>

static gboolean
says (FloorFixture *self, CtAppointment *appointment, const char *words)
{
  g_autofree char *text = NULL;
  CtBlock *block = floor_block (self, appointment);

  if (block == NULL)
    return FALSE;
  text = ct_block_get_text (block);
  return text != NULL && strstr (text, words) != NULL;
}

static char *
spoken (FloorFixture *self, CtAppointment *appointment)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (floor_block (self, appointment)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             "");
}

static gboolean
speaks (FloorFixture *self, CtAppointment *appointment, const char *words)
{
  g_autofree char *label = spoken (self, appointment);

  return label != NULL && strstr (label, words) != NULL;
}

/* ---- Ghosts ---- */

static void
test_who_will_wait_is_seen_and_heard_where_they_will_really_begin (FloorFixture *self, gconstpointer data)
{
  floor_open (self, 900, 900);
  ui_wait_for (says (self, self->waiting, "≈10:25, 25 min late"));
  ui_wait_for (says (self, self->after, "≈10:55, 25 min late"));
  g_assert_true (speaks (self, self->waiting, "expected 10:25, 25 minutes late"));
  g_assert_false (speaks (self, self->seated, "expected"));
  /* Whoever keeps the chair, and the two who come after. */
  g_assert_cmpuint (ct_time_grid_get_n_ghosts (floor_grid (self)), ==, 3);
}

static void
test_the_blocks_make_room_for_their_ghosts_and_only_in_that_column (FloorFixture *self, gconstpointer data)
{
  g_autoptr (CtAppointment) elsewhere = NULL;
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Novak", "Iva", "1977-01-02");
  g_autoptr (CtAppointment) wish = fixture_wish (&self->ui.base, patient, MONDAY, "10:00", 30);
  g_auto (CtAwait) await = { NULL };

  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->ui.base.clinic), 1))->id;
  ct_clinic_book_async (self->ui.base.clinic, wish, ct_await_done, &await);
  elsewhere = fixture_take (&self->ui.base, &await);
  floor_open (self, 900, 900);
  ui_wait_for (floor_block (self, elsewhere) != NULL && gtk_widget_get_width (GTK_WIDGET (floor_block (self, elsewhere))) > 0);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (floor_block (self, self->waiting))) + 40, <,
                   gtk_widget_get_width (GTK_WIDGET (floor_block (self, elsewhere))));
}

static void
test_a_day_that_is_not_today_has_no_ghosts (FloorFixture *self, gconstpointer data)
{
  floor_clock (self, "2026-03-03T17:40:00Z");
  floor_open (self, 900, 900);
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->ui.page), ct_date_parse_iso (MONDAY));
  ui_wait_for (floor_block (self, self->waiting) != NULL);
  g_assert_cmpuint (ct_time_grid_get_n_ghosts (floor_grid (self)), ==, 0);
  g_assert_null (ct_time_grid_get_run_over (floor_grid (self)));
}

static void
test_news_of_another_desk_moves_the_ghosts (FloorFixture *self, gconstpointer data)
{
  floor_open (self, 900, 900);
  ui_wait_for (says (self, self->waiting, "≈10:25"));
  self->seated = floor_step (self, self->seated, "done");
  ui_wait_for (ct_time_grid_get_n_ghosts (floor_grid (self)) == 0);
  ui_wait_for (!says (self, self->waiting, "≈"));
  g_assert_false (speaks (self, self->waiting, "expected"));
}

/* ---- The minute ---- */

/* The clock of the clinic stands just before the minute; then it is on it. */
static void
let_the_minute_pass (FloorFixture *self)
{
  self->ui.base.now_us += 200 * 1000;
}

static void
test_on_the_minute_a_visit_becomes_late_without_a_click (FloorFixture *self, gconstpointer data)
{
  floor_clock (self, "2026-03-02T18:00:59Z");
  self->ui.base.now_us += 900 * 1000;
  self->seated = floor_step (self, self->seated, "done");
  floor_open (self, 900, 900);
  ui_wait_for (floor_block (self, self->waiting) != NULL);
  g_assert_false (speaks (self, self->waiting, "Late"));
  let_the_minute_pass (self);
  ui_wait_for (speaks (self, self->waiting, "Late by 1 min"));
}

static void
test_on_the_minute_the_ghosts_of_who_should_have_gone_move_on (FloorFixture *self, gconstpointer data)
{
  self->waiting = floor_step (self, self->waiting, "arrived");
  floor_clock (self, "2026-03-02T18:30:59Z");
  self->ui.base.now_us += 900 * 1000;
  floor_open (self, 900, 900);
  ui_wait_for (says (self, self->waiting, "≈10:30") && says (self, self->after, "≈11:00"));
  let_the_minute_pass (self);
  ui_wait_for (says (self, self->waiting, "≈10:31, 31 min late") && says (self, self->after, "≈11:01"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  FLOOR_TEST ("who will wait is seen and heard where they will really begin",
              test_who_will_wait_is_seen_and_heard_where_they_will_really_begin);
  FLOOR_TEST ("the blocks make room for their ghosts, and only in that column",
              test_the_blocks_make_room_for_their_ghosts_and_only_in_that_column);
  FLOOR_TEST ("a day that is not today has no ghosts", test_a_day_that_is_not_today_has_no_ghosts);
  FLOOR_TEST ("news of another desk moves the ghosts", test_news_of_another_desk_moves_the_ghosts);
  FLOOR_TEST ("on the minute a visit becomes late without a click", test_on_the_minute_a_visit_becomes_late_without_a_click);
  FLOOR_TEST ("on the minute the ghosts of who should have gone move on",
              test_on_the_minute_the_ghosts_of_who_should_have_gone_move_on);
  return g_test_run ();
}
