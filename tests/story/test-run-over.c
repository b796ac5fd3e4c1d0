/* A chair runs over, in the real window and by keyboard alone: the desk sees it, reseats who would wait, and takes it back. */
#include "story-clinic.h"

#define NOW   "2026-03-02T17:30:00Z" /* Monday, half past nine in California */
#define LATER "2026-03-02T18:25:00Z" /* an hour later, but five minutes */

#define SEATED  "Lindqvist, Britta Maj, *, Mon 2 Mar, 09:30 to 10:30, Chair 1, *"
#define WAITING "Okafor, Tunde, *, Mon 2 Mar, 10:30 to 11:30, Chair 1, *"

static Story story = { .filled = NOW };
#define robot (story.robot)

static void
come_in (const char *now)
{
  ct_robot_start (robot, CHAIRTIME, "--now", now, story.place, NULL);
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_await_still (robot);
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_type (robot, PASSPHRASE "\n");
  ct_robot_find (robot, CT_ROBOT_ANY, "ana");
  ct_robot_await_still (robot);
}

/* At half past nine somebody comes without an appointment, for whom nobody has time yet; behind them somebody is booked. */
static void
test_two_are_booked_one_behind_the_other (void)
{
  story_make_clinic (&story, "2");
  story_ctl (&story, "--user", "ana", "import", REFERRAL, NULL);
  come_in (NOW);
  ct_robot_key (robot, "ctrl+k");
  ct_robot_type (robot, "Tunde Okafor");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Family name*");
  ct_robot_key (robot, "ctrl+s");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Okafor, Tunde*");
  ct_robot_key (robot, "ctrl+2");
  ct_robot_find (robot, CT_ROBOT_ANY, "Free: Mon 2 Mar, *");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "shift+w");
  ct_robot_await_still (robot);
  ct_robot_type (robot, "lindqvist br");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, CT_ROBOT_ANY, SEATED "Arrived*");
  story_go_to (&story, SEATED);
  ct_robot_key (robot, "Down");
  ct_robot_find (robot, CT_ROBOT_ANY, "Free: Mon 2 Mar, 10:30, Chair 1*");
  ct_robot_key (robot, "n");
  ct_robot_await_still (robot);
  ct_robot_type (robot, "okafor t");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, CT_ROBOT_ANY, WAITING);
}

/* Put into the chair at twenty-five past ten: which chair is free when, who is due in it, and where they will really begin. */
static void
test_the_desk_is_told_which_chair_is_free_when_and_who_is_due (void)
{
  ct_robot_stop (robot);
  come_in (LATER);
  ct_robot_key (robot, "ctrl+2");
  ct_robot_find (robot, CT_ROBOT_ANY, WAITING);
  ct_robot_point_at (robot, 1279, 799);
  story_go_to (&story, SEATED);
  ct_robot_key (robot, "i");
  ct_robot_find (robot, CT_ROBOT_ANY, SEATED "In chair*");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Chair 1 free ≈11:25, next due 10:30 (*)");
  ct_robot_find (robot, CT_ROBOT_ANY, WAITING "expected 11:25, 55 minutes late*");
  ct_robot_find (robot, ATSPI_ROLE_PUSH_BUTTON, "Reseat in Chair 2*");
}

static void
test_one_key_reseats_who_would_wait (void)
{
  ct_robot_await_still (robot);
  ct_robot_key (robot, "shift+m");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Okafor, Tunde is moved to Mon 2 Mar, 10:30, Chair 2.");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, WAITING);
  ct_robot_await_gone (robot, ATSPI_ROLE_LABEL, "Chair 1 free ≈*");
}

static void
test_undone_they_wait_again (void)
{
  ct_robot_await_still (robot);
  ct_robot_key (robot, "ctrl+z");
  ct_robot_find (robot, CT_ROBOT_ANY, WAITING "expected 11:25, 55 minutes late*");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Chair 1 free ≈11:25, next due 10:30 (*)");
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
#define CHECK(function) g_test_add_func ("/run-over/" #function, test_##function)
  CHECK (two_are_booked_one_behind_the_other);
  CHECK (the_desk_is_told_which_chair_is_free_when_and_who_is_due);
  CHECK (one_key_reseats_who_would_wait);
  CHECK (undone_they_wait_again);
  result = g_test_run ();
  ct_robot_free (robot);
  g_free (story.place);
  return result;
}
