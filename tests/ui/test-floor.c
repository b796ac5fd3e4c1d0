/* The calendar feels the floor: a chair that runs over is seen, and so is who waits for it, minute by minute. */
#include "floor-fixture.h"

#include <locale.h>

#include "domain/ct-user.h"
#include "ui/calendar/ct-agenda-line.h"
#include "ui/calendar/ct-agenda-view.h"
#include "ui/today/ct-today-page.h"

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
test_blocks_make_room_for_ghosts_while_they_last_and_only_in_that_column (FloorFixture *self, gconstpointer data)
{
  g_autoptr (CtAppointment) elsewhere = NULL;
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Novak", "Iva", "1977-01-02");
  g_autoptr (CtAppointment) evening = fixture_book (&self->ui.base, patient, MONDAY, "16:00", 30);
  g_autoptr (CtAppointment) wish = fixture_wish (&self->ui.base, patient, MONDAY, "10:00", 30);
  g_auto (CtAwait) await = { NULL };

  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->ui.base.clinic), 1))->id;
  ct_clinic_book_async (self->ui.base.clinic, wish, ct_await_done, &await);
  elsewhere = fixture_take (&self->ui.base, &await);
  floor_open (self, 900, 900);
  ui_wait_for (floor_block (self, elsewhere) != NULL && gtk_widget_get_width (GTK_WIDGET (floor_block (self, elsewhere))) > 0);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (floor_block (self, self->waiting))) + 40, <,
                   gtk_widget_get_width (GTK_WIDGET (floor_block (self, elsewhere))));
  g_assert_cmpint (evening->chair_id, ==, self->waiting->chair_id);
  g_assert_cmpint (ABS (gtk_widget_get_width (GTK_WIDGET (floor_block (self, evening))) -
                        gtk_widget_get_width (GTK_WIDGET (floor_block (self, elsewhere)))), <=, 2);
}

static void
show (FloorFixture *self, CtViewState state)
{
  ct_calendar_page_show (CT_CALENDAR_PAGE (self->ui.page), &state);
  ui_wait_for (floor_is_idle (self) && floor_block (self, self->waiting) != NULL);
}

/* Whoever keeps the chair keeps no clinician: only those who wait are shown there. */
static void
test_clinicians_see_when_their_patients_will_really_begin (FloorFixture *self, gconstpointer data)
{
  floor_open (self, 900, 900);
  show (self, (CtViewState) { .kind = CT_VIEW_DAY, .columns = CT_VIEW_BY_CLINICIAN });
  ui_wait_for (ct_time_grid_get_n_ghosts (floor_grid (self)) == 2);
  ui_wait_for (says (self, self->waiting, "≈10:25, 25 min late"));
}

static void
test_the_week_of_one_chair_has_ghosts_and_that_of_all_has_no_room (FloorFixture *self, gconstpointer data)
{
  gint64 chair = self->waiting->chair_id;

  floor_open (self, 1200, 900);
  show (self, (CtViewState) { .kind = CT_VIEW_WEEK, .only_chair_id = chair });
  ui_wait_for (ct_time_grid_get_n_ghosts (floor_grid (self)) == 3);
  show (self, (CtViewState) { .kind = CT_VIEW_WEEK });
  ui_wait_for (ct_time_grid_get_n_ghosts (floor_grid (self)) == 0);
  g_assert_true (speaks (self, self->waiting, "expected 10:25, 25 minutes late"));
}

/* Its block is no longer than it has the chair, so that what is free behind it is seen. */
static void
test_who_leaves_early_leaves_a_free_place (FloorFixture *self, gconstpointer data)
{
  int booked;

  floor_open (self, 900, 900);
  ui_wait_for (floor_block (self, self->seated) != NULL && gtk_widget_get_height (GTK_WIDGET (floor_block (self, self->seated))) > 0);
  booked = gtk_widget_get_height (GTK_WIDGET (floor_block (self, self->seated)));
  self->seated = floor_step (self, self->seated, "done");
  ui_wait_for (gtk_widget_get_height (GTK_WIDGET (floor_block (self, self->seated))) < booked * 9 / 10);
  g_assert_true (speaks (self, self->seated, "chair free from 09:"));
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

/* Just before somebody is late. */
static CtAgendaView *
open_agenda (FloorFixture *self, CtViewState state)
{
  GtkWidget *agenda;

  floor_clock (self, "2026-03-02T18:00:59Z");
  self->ui.base.now_us += 900 * 1000;
  self->seated = floor_step (self, self->seated, "done");
  floor_open (self, 900, 900);
  state.kind = CT_VIEW_AGENDA;
  ct_calendar_page_show (CT_CALENDAR_PAGE (self->ui.page), &state);
  ui_wait_for ((agenda = ui_find_type (self->ui.page, CT_TYPE_AGENDA_VIEW)) != NULL && gtk_widget_get_mapped (agenda));
  return CT_AGENDA_VIEW (agenda);
}

static void
test_on_the_minute_an_agenda_of_who_is_late_has_one_more (FloorFixture *self, gconstpointer data)
{
  CtAgendaView *agenda = open_agenda (self, (CtViewState) { .filter = { { [CT_FILTER_STATUS] = ",late," } } });

  g_assert_cmpuint (ct_agenda_view_n_visits (agenda), ==, 0);
  let_the_minute_pass (self);
  ui_wait_for (ct_agenda_view_n_visits (agenda) == 1);
}

static gboolean
is_late_line (GtkWidget *widget, gconstpointer name)
{
  g_autofree char *label = NULL;

  if (!CT_IS_AGENDA_LINE (widget))
    return FALSE;
  label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
  return label != NULL && strstr (label, name) != NULL && strstr (label, "Late by 1 min") != NULL;
}

static void
test_on_the_minute_a_line_of_an_agenda_says_that_somebody_is_late (FloorFixture *self, gconstpointer data)
{
  CtAgendaView *agenda = open_agenda (self, (CtViewState) { 0 });
  GtkWidget *line;

  ui_wait_for (ct_agenda_view_select (agenda, CT_RECORD (self->waiting)->id));
  ui_rest (50);
  g_assert_null (ui_find (GTK_WIDGET (agenda), is_late_line, "Okafor"));
  let_the_minute_pass (self);
  ui_wait_for ((line = ui_find (GTK_WIDGET (agenda), is_late_line, "Okafor")) != NULL);
  g_assert_cmpint (CT_RECORD (ct_agenda_view_get_visit (agenda)->appointment)->id, ==, CT_RECORD (self->waiting)->id);
}

/* ---- The strip, and another chair ---- */

static CtFloorStrip *
strip_of (FloorFixture *self)
{
  return ct_day_view_get_floor (ct_calendar_page_get_view (CT_CALENDAR_PAGE (self->ui.page)));
}

static gint64
chair (FloorFixture *self, guint i)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->ui.base.clinic), i))->id;
}

static gboolean
sits_in (FloorFixture *self, CtAppointment *appointment, gint64 chair_id)
{
  CtBlock *block = floor_block (self, appointment);

  return block != NULL && ct_block_get_visit (block)->appointment->chair_id == chair_id;
}

static void
take_second_chair (FloorFixture *self)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Novak", "Iva", "1977-01-02");
  g_autoptr (CtAppointment) wish = fixture_wish (&self->ui.base, patient, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  g_auto (CtAwait) await = { NULL };

  wish->chair_id = chair (self, 1);
  ct_clinic_book_async (self->ui.base.clinic, wish, ct_await_done, &await);
  stored = fixture_take (&self->ui.base, &await);
}

static void
test_the_desk_is_told_and_one_press_reseats (FloorFixture *self, gconstpointer data)
{
  GtkWidget *button;
  g_autofree char *undone = NULL;

  floor_open (self, 900, 900);
  ui_wait_for (ct_floor_strip_get_n_rows (strip_of (self)) == 1);
  g_assert_cmpstr (ct_floor_strip_get_words (strip_of (self), 0), ==, "Chair 1 free ≈10:25, next due 10:00 (T. Okafor)");
  button = ct_floor_strip_get_button (strip_of (self), 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Reseat in Chair 2");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_wait_for (sits_in (self, self->waiting, chair (self, 1)) && floor_is_idle (self));
  g_assert_nonnull (strstr (self->ui.told, "Okafor, Tobe is moved to"));
  g_assert_true (self->ui.undo_offered);
  g_assert_cmpuint (ct_floor_strip_get_n_rows (strip_of (self)), ==, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (strip_of (self))));
  undone = fixture_undo (&self->ui.base);
  ui_wait_for (sits_in (self, self->waiting, chair (self, 0)) && ct_floor_strip_get_n_rows (strip_of (self)) == 1);
}

static void
test_a_key_reseats_whoever_is_due_first (FloorFixture *self, gconstpointer data)
{
  floor_open (self, 900, 900);
  ui_wait_for (ct_floor_strip_get_n_rows (strip_of (self)) == 1);
  g_assert_true (ui_press (&self->ui, GDK_KEY_m, GDK_SHIFT_MASK));
  ui_wait_for (sits_in (self, self->waiting, chair (self, 1)) && floor_is_idle (self));
  g_assert_true (ui_press (&self->ui, GDK_KEY_m, GDK_SHIFT_MASK));
  g_assert_cmpstr (self->ui.told, ==, "Nobody has to wait for a chair.");
}

static void
test_where_no_chair_is_free_another_time_is_looked_for (FloorFixture *self, gconstpointer data)
{
  take_second_chair (self);
  floor_open (self, 900, 900);
  ui_wait_for (ct_floor_strip_get_n_rows (strip_of (self)) == 1);
  g_assert_nonnull (strstr (ct_floor_strip_get_words (strip_of (self), 0), "no other chair is free sooner"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (ct_floor_strip_get_button (strip_of (self), 0))), ==, "Find Another Time…");
  g_assert_true (ui_press (&self->ui, GDK_KEY_m, GDK_SHIFT_MASK));
  g_assert_nonnull (strstr (self->ui.told, "No other chair is free sooner for Okafor, Tobe."));
  g_assert_true (sits_in (self, self->waiting, chair (self, 0)));
}

/* A clinic of six chairs, each of which runs over; the last ones have somebody due first. */
static void
let_six_chairs_run_over (FloorFixture *self)
{
  Fixture *base = &self->ui.base;

  for (guint i = 2; i < 6; i++)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (CtChair) added = ct_chair_new ();
      g_autoptr (CtRecord) stored = NULL;
      g_autofree char *name = g_strdup_printf ("Chair %u", i + 1);

      added->site_id = floor_site (self);
      added->position = (int) i;
      added->active = TRUE;
      g_object_set (added, "name", name, "kind", CT_CHAIR_CHAIR, NULL);
      ct_clinic_save_setup_async (base->clinic, CT_RECORD (added), ct_await_done, &await);
      stored = fixture_take (base, &await);
    }
  ui_wait_for (ct_clinic_get_chairs (base->clinic)->len == 6);
  for (guint i = 1; i < 6; i++)
    {
      g_autofree char *sits = g_strdup_printf ("Sitting%u", i), *comes = g_strdup_printf ("Coming%u", i);
      g_autoptr (CtPatient) one = fixture_add_patient (base, sits, "Ada", "1970-01-01");
      g_autoptr (CtPatient) other = fixture_add_patient (base, comes, "Ada", "1970-01-01");
      g_autoptr (CtAppointment) wish = fixture_wish (base, one, MONDAY, "09:00", 60);
      g_autoptr (CtAppointment) next = fixture_wish (base, other, MONDAY, "10:00", 30);
      g_autoptr (CtAppointment) stored = NULL;
      g_auto (CtAwait) first = { NULL }, second = { NULL };
      gint64 now_us = base->now_us;

      wish->chair_id = next->chair_id = chair (self, i);
      next->minute += (int) (5 - i) * 3;
      ct_clinic_book_async (base->clinic, wish, ct_await_done, &first);
      stored = fixture_take (base, &first);
      ct_clinic_book_async (base->clinic, next, ct_await_done, &second);
      g_object_unref (fixture_take (base, &second));
      floor_clock (self, "2026-03-02T17:25:00Z");
      g_object_unref (floor_step (self, g_steal_pointer (&stored), "in-chair"));
      base->now_us = now_us;
    }
}

static gboolean
says_two_more (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) &&
         g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), "2 more chairs run over");
}

static void
test_of_many_chairs_those_are_told_that_somebody_is_due_in_first (FloorFixture *self, gconstpointer data)
{
  const char *const due[] = { "Chair 1 free ≈10:25, next due 10:00", "Chair 6 free ≈10:25, next due 10:00",
                              "Chair 5 free ≈10:25, next due 10:03", "Chair 4 free ≈10:25, next due 10:06" };

  let_six_chairs_run_over (self);
  floor_open (self, 1200, 900);
  ui_wait_for (ct_floor_strip_get_n_rows (strip_of (self)) == G_N_ELEMENTS (due));
  for (guint i = 0; i < G_N_ELEMENTS (due); i++)
    g_assert_true (g_str_has_prefix (ct_floor_strip_get_words (strip_of (self), i), due[i]));
  g_assert_nonnull (ui_find (GTK_WIDGET (strip_of (self)), says_two_more, NULL));
  self->seated = floor_step (self, self->seated, "done");
  ui_wait_for (g_str_has_prefix (ct_floor_strip_get_words (strip_of (self), 0), due[1]));
  g_assert_cmpuint (ct_floor_strip_get_n_rows (strip_of (self)), ==, 4);
}

static void
log_in_as_billing (FloorFixture *self)
{
  Fixture *base = &self->ui.base;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (user, "login", "bo", "full-name", "Bo", "role", CT_ROLE_BILLING, NULL);
  ct_clinic_add_user_async (base->clinic, user, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (base, &await);
  fixture_close (base);
  base->clinic = ct_clinic_open (base->path, "bo", "seven green ladders", ct_clock_fixed (&base->now_us), &error);
  g_assert_no_error (error);
}

static void
test_who_may_not_book_sees_it_and_why_they_can_not_help (FloorFixture *self, gconstpointer data)
{
  GtkWidget *button;

  log_in_as_billing (self);
  floor_open (self, 900, 900);
  ui_wait_for (ct_floor_strip_get_n_rows (strip_of (self)) == 1);
  button = ct_floor_strip_get_button (strip_of (self), 0);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Your role may not book.");
}

static void
test_the_minute_leaves_the_focus_where_it_is (FloorFixture *self, gconstpointer data)
{
  GtkWidget *button;

  self->waiting = floor_step (self, self->waiting, "arrived");
  floor_clock (self, "2026-03-02T18:30:59Z");
  self->ui.base.now_us += 900 * 1000;
  floor_open (self, 900, 900);
  ui_wait_for (ct_floor_strip_get_n_rows (strip_of (self)) == 1);
  button = ct_floor_strip_get_button (strip_of (self), 0);
  g_assert_true (gtk_widget_grab_focus (button));
  let_the_minute_pass (self);
  ui_wait_for (strstr (ct_floor_strip_get_words (strip_of (self), 0), "≈10:31") != NULL);
  g_assert_true (ct_floor_strip_get_button (strip_of (self), 0) == button);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->ui.window)) == button);
}

static gboolean
is_there_in_todays_list (FloorFixture *self, gint64 chair_id)
{
  GListModel *visits = ct_today_page_get_visits (CT_TODAY_PAGE (self->ui.page));

  for (guint i = 0; i < g_list_model_get_n_items (visits); i++)
    {
      g_autoptr (CtVisit) visit = g_list_model_get_item (visits, i);

      if (CT_RECORD (visit->appointment)->id == CT_RECORD (self->waiting)->id)
        return visit->appointment->chair_id == chair_id;
    }
  return FALSE;
}

static gboolean
says_when_the_chair_is_free (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), "Chair free ≈");
}

static void
test_todays_list_says_it_too_and_reseats (FloorFixture *self, gconstpointer data)
{
  CtFloorStrip *strip;

  ui_open_window (&self->ui, ct_today_page_new (self->ui.base.clinic), 900, 600);
  ct_page_open (CT_PAGE (self->ui.page), "site", g_variant_new_int64 (floor_site (self)));
  strip = ct_today_page_get_floor (CT_TODAY_PAGE (self->ui.page));
  ui_wait_for (ct_floor_strip_get_n_rows (strip) == 1);
  ui_wait_for (ui_find (self->ui.page, says_when_the_chair_is_free, NULL) != NULL);
  g_signal_emit_by_name (ct_floor_strip_get_button (strip, 0), "clicked");
  ui_wait_for (is_there_in_todays_list (self, chair (self, 1)));
  ui_wait_for (ct_floor_strip_get_n_rows (strip) == 0);
  ui_wait_for (ui_find (self->ui.page, says_when_the_chair_is_free, NULL) == NULL);
  g_assert_true (self->ui.undo_offered);
}

static gboolean
says_late (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static void
test_todays_list_says_on_the_minute_how_late_somebody_is (FloorFixture *self, gconstpointer data)
{
  floor_clock (self, "2026-03-02T18:02:59Z");
  self->ui.base.now_us += 900 * 1000;
  ui_open_window (&self->ui, ct_today_page_new (self->ui.base.clinic), 900, 600);
  ct_page_open (CT_PAGE (self->ui.page), "site", g_variant_new_int64 (floor_site (self)));
  ui_wait_for (ui_find (self->ui.page, says_late, "Late by 2 min") != NULL);
  let_the_minute_pass (self);
  ui_wait_for (ui_find (self->ui.page, says_late, "Late by 3 min") != NULL);
  g_assert_null (ui_find (self->ui.page, says_late, "Late by 2 min"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  FLOOR_TEST ("who will wait is seen and heard where they will really begin",
              test_who_will_wait_is_seen_and_heard_where_they_will_really_begin);
  FLOOR_TEST ("blocks make room for ghosts while they last, and only in that column",
              test_blocks_make_room_for_ghosts_while_they_last_and_only_in_that_column);
  FLOOR_TEST ("clinicians see when their patients will really begin", test_clinicians_see_when_their_patients_will_really_begin);
  FLOOR_TEST ("the week of one chair has ghosts, and that of all has no room",
              test_the_week_of_one_chair_has_ghosts_and_that_of_all_has_no_room);
  FLOOR_TEST ("who leaves early leaves a free place", test_who_leaves_early_leaves_a_free_place);
  FLOOR_TEST ("a day that is not today has no ghosts", test_a_day_that_is_not_today_has_no_ghosts);
  FLOOR_TEST ("news of another desk moves the ghosts", test_news_of_another_desk_moves_the_ghosts);
  FLOOR_TEST ("on the minute a visit becomes late without a click", test_on_the_minute_a_visit_becomes_late_without_a_click);
  FLOOR_TEST ("on the minute the ghosts of who should have gone move on",
              test_on_the_minute_the_ghosts_of_who_should_have_gone_move_on);
  FLOOR_TEST ("on the minute an agenda of who is late has one more", test_on_the_minute_an_agenda_of_who_is_late_has_one_more);
  FLOOR_TEST ("on the minute a line of an agenda says that somebody is late",
              test_on_the_minute_a_line_of_an_agenda_says_that_somebody_is_late);
  FLOOR_TEST ("the desk is told, and one press reseats", test_the_desk_is_told_and_one_press_reseats);
  FLOOR_TEST ("a key reseats whoever is due first", test_a_key_reseats_whoever_is_due_first);
  FLOOR_TEST ("where no chair is free another time is looked for", test_where_no_chair_is_free_another_time_is_looked_for);
  FLOOR_TEST ("of many chairs those are told that somebody is due in first",
              test_of_many_chairs_those_are_told_that_somebody_is_due_in_first);
  FLOOR_TEST ("who may not book sees it, and why they can not help", test_who_may_not_book_sees_it_and_why_they_can_not_help);
  FLOOR_TEST ("the minute leaves the focus where it is", test_the_minute_leaves_the_focus_where_it_is);
  FLOOR_TEST ("today's list says it too, and reseats", test_todays_list_says_it_too_and_reseats);
  FLOOR_TEST ("today's list says on the minute how late somebody is", test_todays_list_says_on_the_minute_how_late_somebody_is);
  return g_test_run ();
}
