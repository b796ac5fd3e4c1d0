/* A first clinic day in the real window: a receptionist and a clinician, from an empty disk to a printed summary.
 *
 * The parts build on each other like the hours of a day, so each is a test and they run in order. */
#include "ct-robot.h"

#include <string.h>

#define NOW "2026-03-02T18:00:00Z" /* Monday, ten in the morning in California */
#define PASSPHRASE "correct horse battery"

static CtRobot *robot;

static void
start (const char *clinic)
{
  ct_robot_start (robot, CHAIRTIME, "--now", NOW, clinic, NULL);
}

/* ---- 1. First run ---- */

static void
fill_in_the_clinic (void)
{
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Set Up a New Clinic");
  ct_robot_fill (robot, "Clinic name", "Harbor Ketamine Clinic");
  ct_robot_fill (robot, "City", "Long Beach");
  ct_robot_fill (robot, "Phone", "562-555-0100");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Next");
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Chair 4");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Next");
}

static void
test_a_new_clinic_is_set_up_and_its_recovery_key_shown (void)
{
  start (NULL);
  fill_in_the_clinic ();
  ct_robot_fill (robot, "Name", "Ana Ruiz");
  ct_robot_fill (robot, "User name", "ana");
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_type (robot, PASSPHRASE);
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase again");
  ct_robot_type (robot, PASSPHRASE);
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Make the Clinic");
  ct_robot_find (robot, CT_ROBOT_ANY, "The recovery key");
  ct_robot_press (robot, ATSPI_ROLE_CHECK_BOX, "I have kept the recovery key*");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Open the Clinic");
  ct_robot_find (robot, CT_ROBOT_ANY, "*Harbor Ketamine Clinic");
}

static void
test_a_locked_desk_shows_nobody_and_takes_only_the_right_passphrase (void)
{
  ct_robot_key (robot, "ctrl+l");
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_type (robot, "wrong horse battery\n");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*passphrase*not*");
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Passphrase");
  ct_robot_key (robot, "ctrl+a");
  ct_robot_type (robot, PASSPHRASE "\n");
  ct_robot_await_gone (robot, ATSPI_ROLE_TEXT, "Passphrase");
}

/* ---- 2. A referral arrives ---- */

static void
import_referral (void)
{
  ct_robot_key (robot, "ctrl+o");
  ct_robot_find (robot, ATSPI_ROLE_PUSH_BUTTON, "*Import");
  ct_robot_type (robot, REFERRAL "\n");
}

static void
test_a_referral_is_reviewed_and_becomes_a_patient (void)
{
  import_referral ();
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Lindqvist, Britta Maj");
  ct_robot_find (robot, CT_ROBOT_ANY, "Penicillin*");
  ct_robot_find (robot, CT_ROBOT_ANY, "Major depressive disorder");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Import as New Patient");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, "Import a referral");
}

static void
test_the_same_referral_is_known_again (void)
{
  import_referral ();
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*already*");
  ct_robot_key (robot, "Escape");
  ct_robot_await_gone (robot, CT_ROBOT_ANY, "Import a referral");
}

/* ---- 3. Finding people ---- */

/* Ctrl+K from anywhere, what the caller says, Enter at once: whoever types fast means the first hit all the same. */
static void
open_patient (const char *words, const char *title)
{
  ct_robot_key (robot, "ctrl+2");
  ct_robot_find (robot, CT_ROBOT_ANY, "Calendar*");
  ct_robot_key (robot, "ctrl+k");
  ct_robot_type (robot, words);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, title);
}

static void
test_people_are_found_by_what_the_caller_says (void)
{
  open_patient ("brit lind", "Lindqvist, Britta Maj*");
  open_patient ("lindqvits", "Lindqvist, Britta Maj*");
  open_patient ("6/15/1984", "Lindqvist, Britta Maj*");
  open_patient ("5550147", "Lindqvist, Britta Maj*");
  open_patient ("#10001", "Lindqvist, Britta Maj*");
}

/* ---- 4. Booking ---- */

/* By keys alone, as at the desk: N, some letters, Enter. */
static void
book_at_the_cursor (const char *letters)
{
  ct_robot_point_at (robot, 1279, 799); /* a pointer over the grid would carry what M takes up */
  ct_robot_key (robot, "n");
  ct_robot_await_still (robot);
  ct_robot_type (robot, letters);
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
}

static void
test_a_consultation_is_booked_by_keyboard_moved_and_undone (void)
{
  ct_robot_key (robot, "ctrl+2");
  ct_robot_find (robot, CT_ROBOT_ANY, "Free: *");
  book_at_the_cursor ("lind");
  ct_robot_find (robot, CT_ROBOT_ANY, "Lindqvist, Britta Maj, Consultation, Mon 2 Mar, 10:00 to 11:00, Chair 1, Booked");
  ct_robot_key (robot, "m");
  ct_robot_key (robot, "Down");
  ct_robot_key (robot, "Right");
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, CT_ROBOT_ANY, "Lindqvist, Britta Maj, Consultation, Mon 2 Mar, 10:15 to 11:15, Chair 2, Booked");
  ct_robot_key (robot, "ctrl+z");
  ct_robot_find (robot, CT_ROBOT_ANY, "Lindqvist, Britta Maj, Consultation, Mon 2 Mar, 10:00 to 11:00, Chair 1, Booked");
}

/* ---- Somebody new on the phone ---- */

static void
test_a_new_patient_is_a_choice_of_the_search (void)
{
  ct_robot_key (robot, "ctrl+k");
  ct_robot_type (robot, "Tunde Okafor");
  ct_robot_await_still (robot);
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_TEXT, "Family name*");
  ct_robot_fill (robot, "Date of birth*", "7/1/1990");
  ct_robot_key (robot, "ctrl+s");
  ct_robot_await_gone (robot, ATSPI_ROLE_TEXT, "Family name*");
}

static void
test_a_taken_chair_is_refused_with_who_has_it (void)
{
  ct_robot_key (robot, "ctrl+2");
  ct_robot_find (robot, CT_ROBOT_ANY, "Free: *10:15, Chair 2*");
  book_at_the_cursor ("okaf");
  ct_robot_find (robot, CT_ROBOT_ANY, "Okafor, Tunde, Consultation, Mon 2 Mar, 10:15 to 11:15, Chair 2, Booked");
  ct_robot_key (robot, "m");
  ct_robot_key (robot, "Left");
  ct_robot_key (robot, "Return");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*Chair 1 is taken*Lindqvist*");
  ct_robot_key (robot, "Escape");
  ct_robot_find (robot, CT_ROBOT_ANY, "Okafor, Tunde, Consultation, Mon 2 Mar, 10:15 to 11:15, Chair 2, Booked");
}

/* ---- 5. The clinician plans the course ---- */

static void
test_a_whole_course_is_planned_and_booked_in_one_act (void)
{
  open_patient ("lindqvist", "Lindqvist, Britta Maj*");
  ct_robot_key (robot, "ctrl+j");
  ct_robot_await_still (robot);
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Every rule and every wish is kept.");
  ct_robot_press (robot, CT_ROBOT_ANY, "Mon");
  ct_robot_press (robot, CT_ROBOT_ANY, "Wed");
  ct_robot_press (robot, CT_ROBOT_ANY, "Fri");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "1 · Wed 4 Mar*");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "6 · Mon 16 Mar*");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Book 6 Sessions");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*0 of 6*");
  ct_robot_key (robot, "ctrl+z");
  ct_robot_await_gone (robot, ATSPI_ROLE_LABEL, "*0 of 6*");
  ct_robot_key (robot, "ctrl+shift+z");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*0 of 6*");
}

/* ---- 6. Scores come in ---- */

static void
test_a_questionnaire_is_answered_by_digits_and_its_safety_notice_acknowledged (void)
{
  ct_robot_key (robot, "ctrl+r");
  ct_robot_find (robot, CT_ROBOT_ANY, "Questionnaire");
  ct_robot_await_still (robot);
  ct_robot_type (robot, "222322211");
  ct_robot_await_still (robot);
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*17, moderately severe*");
  ct_robot_key (robot, "ctrl+s");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "Suicide item positive.*");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Safety plan reviewed");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Acknowledge");
  ct_robot_await_gone (robot, ATSPI_ROLE_LABEL, "Suicide item positive.*");
}

/* ---- 7. She sees progress ---- */

static void
test_the_progress_chart_is_read_by_eye_and_as_a_table (void)
{
  ct_robot_key (robot, "alt+3");
  ct_robot_find (robot, CT_ROBOT_ANY, "PHQ-9 17*");
  ct_robot_press (robot, CT_ROBOT_ANY, "*as table*");
  ct_robot_find (robot, CT_ROBOT_ANY, "*oderately severe*");
}

/* ---- 8. The summary ---- */

static void
test_the_summary_is_previewed_saved_and_kept (void)
{
  g_autofree char *path = g_build_filename (ct_robot_get_folder (robot), "summary.pdf", NULL);
  g_autoptr (AtspiAccessible) preview = NULL;
  int x, y, width, height;

  ct_robot_key (robot, "ctrl+p");
  ct_robot_find (robot, CT_ROBOT_ANY, "*age 1 of *");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Save*PDF*");
  ct_robot_find (robot, ATSPI_ROLE_PUSH_BUTTON, "*Save");
  ct_robot_key (robot, "ctrl+a");
  ct_robot_type (robot, path);
  ct_robot_key (robot, "Return");
  ct_robot_await_file (robot, path);
  ct_robot_await_still (robot);
  preview = ct_robot_find (robot, ATSPI_ROLE_FRAME, "Treatment Summary");
  ct_robot_get_place (robot, preview, &x, &y, &width, &height);
  ct_robot_click_at (robot, x + width - 28, y + 28); /* the cross in the corner */
  ct_robot_await_gone (robot, ATSPI_ROLE_IMAGE, "Page 1 of 2");
}

/* ---- 9. Everything is in the audit ---- */

static void
test_the_audit_tells_the_day_and_its_chain_holds (void)
{
  ct_robot_key (robot, "ctrl+4");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "*Verify");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "All * acts fit together.*");
  ct_robot_find (robot, ATSPI_ROLE_LABEL, "*xported*");
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
#define CHECK(function) g_test_add_func ("/day/" #function, test_##function)
  CHECK (a_new_clinic_is_set_up_and_its_recovery_key_shown);
  CHECK (a_locked_desk_shows_nobody_and_takes_only_the_right_passphrase);
  CHECK (a_referral_is_reviewed_and_becomes_a_patient);
  CHECK (the_same_referral_is_known_again);
  CHECK (people_are_found_by_what_the_caller_says);
  CHECK (a_consultation_is_booked_by_keyboard_moved_and_undone);
  CHECK (a_new_patient_is_a_choice_of_the_search);
  CHECK (a_taken_chair_is_refused_with_who_has_it);
  CHECK (a_whole_course_is_planned_and_booked_in_one_act);
  CHECK (a_questionnaire_is_answered_by_digits_and_its_safety_notice_acknowledged);
  CHECK (the_progress_chart_is_read_by_eye_and_as_a_table);
  CHECK (the_summary_is_previewed_saved_and_kept);
  CHECK (the_audit_tells_the_day_and_its_chain_holds);
  result = g_test_run ();
  ct_robot_free (robot);
  return result;
}
