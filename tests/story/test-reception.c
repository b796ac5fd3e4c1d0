/* A receptionist's day in the real window, by keyboard alone: eleven calls, each a test, in the order of the day.
 *
 * The clinic is the demo clinic of one seed; whom it concerns is read from the calendar, so that other people in it change
 * nothing. */
#include "story-clinic.h"

#define MORNING    "2026-03-02T16:00:00Z" /* Monday, eight in California: when the clinic is filled */
#define NOW        "2026-03-02T18:00:00Z" /* ten */
#define FIRST_TIME "wind over water"
#define CHOSEN     "morning coffee harbor"

static Story story = { .filled = MORNING };
#define robot (story.robot)

/* ---- Getting ready ---- */

static void
make_the_clinic (void)
{
  g_setenv ("CHAIRTIME_NEW_PASSPHRASE", FIRST_TIME, TRUE);
  story_make_clinic (&story, "4");
  story_ctl (&story, "--user", "ana", "demo", "--seed", "7", NULL);
  story_ctl (&story, "--user", "ana", "import", REFERRAL, NULL);
  story_ctl (&story, "--user", "ana", "users", "add", "ben", "reception", "--name", "Ben Ode", NULL);
}

static void
test_reception_comes_in_and_chooses_a_passphrase (void)
{
  make_the_clinic ();
  ct_robot_start (robot, CHAIRTIME, "--now", NOW, story.place, NULL);
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "shift+Tab");
  ct_robot_key (robot, "space");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "End");
  ct_robot_key (robot, "Return");
  ct_robot_await_still (robot);
  ct_robot_type (robot, FIRST_TIME "\n");
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase until now");
  ct_robot_type (robot, FIRST_TIME);
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_type (robot, CHOSEN);
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase again");
  ct_robot_type (robot, CHOSEN "\n");
  ct_robot_find (robot, CT_ROBOT_ANY, "Ben Ode");
  ct_robot_key (robot, "ctrl+2");
  ct_robot_find (robot, CT_ROBOT_ANY, "*Mon 2 Mar, * to *, Chair 1*");
  ct_robot_point_at (robot, 1279, 799);
}

/* ---- Call 1: somebody new wants a consultation ---- */

static void
test_somebody_new_is_booked_by_five_keys_after_the_name (void)
{
  ct_robot_key (robot, "ctrl+k");
  ct_robot_type (robot, "Tunde Okafor");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Family name*");
  ct_robot_key (robot, "ctrl+s");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Okafor, Tunde*");
  ct_robot_key (robot, "ctrl+n");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Booking for Okafor, Tunde*");
  ct_robot_key (robot, "f");
  ct_robot_find (robot, CT_ROBOT_ANY, "*in 1 day*");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Okafor, Tunde is booked for Mon 2 Mar*");
  ct_robot_find (robot, CT_ROBOT_ANY, "Okafor, Tunde, Consultation, Mon 2 Mar, *Booked*");
}

/* ---- Call 2: "When is my next one?" ---- */

static void
test_the_next_visit_is_answered_while_the_phone_is_in_the_hand (void)
{
  ct_robot_key (robot, "ctrl+k");
  ct_robot_type (robot, "okaf tun");
  ct_robot_find (robot, CT_ROBOT_ANY, "*Okafor, Tunde*2 Mar*");
  ct_robot_key (robot, "Escape");
  ct_robot_key (robot, "ctrl+2");
}

/* ---- Call 3: may it be a little later? ---- */

static void
test_a_session_that_cannot_go_there_is_offered_the_nearest_place (void)
{
  g_autofree char *before = story_name_of (&story, "*, session 4 of 6, *, Mon 2 Mar, 1*");

  story_go_to (&story, before);
  ct_robot_key (robot, "m");
  ct_robot_key (robot, "Down");
  ct_robot_key (robot, "Down");
  ct_robot_key (robot, "Return");
  ct_robot_await_still (robot); /* it says why not, with the nearest free place in hand */
  ct_robot_key (robot, "Return");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, before);
}

/* ---- Call 4: a day later, and all that comes after with it ---- */

static void
test_a_series_is_moved_with_one_of_its_sessions (void)
{
  g_autofree char *before = NULL;
  g_autofree char *who = NULL;
  g_autofree char *told = NULL;

  ct_robot_key (robot, "g");
  ct_robot_await_still (robot);
  ct_robot_type (robot, "1 apr\n");
  before = story_name_of (&story, "*, session 2 of 6, *, Wed 1 Apr, 08:00 to *");
  who = story_who_of (before);
  told = g_strdup_printf ("The sessions of %s are moved.", who);
  story_go_to (&story, before);
  ct_robot_key (robot, "ctrl+x");
  ct_robot_key (robot, "alt+Right");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, before);
  ct_robot_await_still (robot);
  ct_robot_key (robot, "ctrl+v");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Shift the rest");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Down");
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, told);
  ct_robot_key (robot, "t");
  ct_robot_find (robot, CT_ROBOT_ANY, "*Mon 2 Mar, * to *, Chair 1*");
}

/* ---- Call 5: a clinician is ill ---- */

static void
test_a_sick_day_is_replanned_in_one_act (void)
{
  ct_robot_key (robot, "l");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Say who is away*");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "space");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Down");
  ct_robot_key (robot, "Down");
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, CT_ROBOT_ANY, "*: Mon 2 Mar *becomes*");
  ct_robot_await_still (robot);
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Book All");
  ct_robot_await_gone (robot, ATSPI_ROLE_PUSH_BUTTON, "Book All");
  ct_robot_await_still (robot);
}

/* ---- Call 6: somebody did not come ---- */

static void
test_a_missed_session_is_put_elsewhere (void)
{
  g_autofree char *late = story_name_of (&story, "*, session 4 of 6, *, Mon 2 Mar, *, Late by*");
  g_autofree char *who = story_who_of (late);
  g_autofree char *missed = g_strdup_printf ("%s, *, Mon 2 Mar, *Did not come*", who);

  story_go_to (&story, late);
  ct_robot_key (robot, "x");
  ct_robot_find (robot, CT_ROBOT_ANY, missed);
  ct_robot_key (robot, "r");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "A session was missed.*");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_await_gone (robot, ATSPI_ROLE_LABEL, "A session was missed.*");
}

/* ---- Call 7: somebody stands at the desk, and that chair is free ---- */

static void
test_a_walk_in_is_one_key_and_a_name (void)
{
  ct_robot_key (robot, "shift+w");
  ct_robot_await_still (robot);
  ct_robot_type (robot, "lindqvist br");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, CT_ROBOT_ANY, "Lindqvist, Britta Maj, *, Mon 2 Mar, *Arrived*");
}

/* ---- Call 8: a place is free, and somebody fits ---- */

static void
test_a_freed_place_is_offered_to_who_fits (void)
{
  g_autofree char *booked = story_name_of (&story, "*, Follow-up, Mon 2 Mar, *");

  story_go_to (&story, booked);
  ct_robot_key (robot, "Delete");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, booked);
  ct_robot_find (robot, CT_ROBOT_ANY, "Free: Mon 2 Mar, 15:45, Chair 1*");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "w");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Offer This Slot");
  ct_robot_await_still (robot);
  ct_robot_click (robot, ATSPI_ROLE_LABEL, "Urgent, waiting since *");
  ct_robot_await_gone (robot, ATSPI_ROLE_LABEL, "Offer This Slot");
  ct_robot_find (robot, CT_ROBOT_ANY, "*, Mon 2 Mar, 15:45 to *, Chair 1, *");
  ct_robot_point_at (robot, 1279, 799);
}

/* ---- Call 9: somebody is here ---- */

static void
test_an_arrival_is_greeted_by_one_key (void)
{
  g_autofree char *booked = story_name_of (&story, "*, session * of 6, *, Mon 2 Mar, *, Confirmed*");
  g_autofree char *who = story_who_of (booked);
  g_autofree char *arrived = g_strdup_printf ("%s, *, Mon 2 Mar, *Arrived*", who);

  story_go_to (&story, booked);
  ct_robot_key (robot, "a");
  ct_robot_find (robot, CT_ROBOT_ANY, arrived);
}

/* ---- Call 10: three slips ---- */

static void
test_three_acts_are_undone_one_after_the_other (void)
{
  const char *freed_place = "*, Mon 2 Mar, 15:45 to *, Chair 1, *";

  ct_robot_key (robot, "ctrl+z");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, "*, session * of 6, *, Mon 2 Mar, *Arrived*");
  ct_robot_key (robot, "ctrl+z");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, freed_place);
  ct_robot_key (robot, "ctrl+z");
  ct_robot_find (robot, CT_ROBOT_ANY, freed_place);
  ct_robot_key (robot, "ctrl+shift+z");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, freed_place);
}

/* ---- Call 11: the day on paper ---- */

static void
test_the_day_sheet_is_printed (void)
{
  ct_robot_key (robot, "ctrl+p");
  ct_robot_await_still (robot); /* a menu opens, with the day sheet first in it */
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, CT_ROBOT_ANY, "*age 1 of *");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  robot = ct_robot_new (1280, 800);
  if (robot == NULL)
    {
      g_print ("1..0 # SKIP there is no virtual screen or accessibility bus here\n");
      return 0;
    }
  ct_robot_set_variable (robot, "TZ", "America/Los_Angeles");
#define CHECK(function) g_test_add_func ("/reception/" #function, test_##function)
  CHECK (reception_comes_in_and_chooses_a_passphrase);
  CHECK (somebody_new_is_booked_by_five_keys_after_the_name);
  CHECK (the_next_visit_is_answered_while_the_phone_is_in_the_hand);
  CHECK (a_session_that_cannot_go_there_is_offered_the_nearest_place);
  CHECK (a_series_is_moved_with_one_of_its_sessions);
  CHECK (a_sick_day_is_replanned_in_one_act);
  CHECK (a_missed_session_is_put_elsewhere);
  CHECK (a_walk_in_is_one_key_and_a_name);
  CHECK (a_freed_place_is_offered_to_who_fits);
  CHECK (an_arrival_is_greeted_by_one_key);
  CHECK (three_acts_are_undone_one_after_the_other);
  CHECK (the_day_sheet_is_printed);
  result = g_test_run ();
  ct_robot_free (robot);
  g_free (story.place);
  return result;
}
