/* The robot on a small practice window: what the story of the clinic's day rests on. */
#include "ct-robot.h"

#include <glib/gstdio.h>

static CtRobot *robot;

static void
test_a_field_is_filled_and_a_button_pressed (void)
{
  g_autofree char *left = NULL;

  ct_robot_fill (robot, "Name", "Zoë Ruiz");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Add");
  ct_robot_await_text (robot, ATSPI_ROLE_LABEL, "Added *", "Added Zoë Ruiz");
  left = ct_robot_read (robot, ATSPI_ROLE_TEXT, "Name");
  g_assert_cmpstr (left, ==, "");
}

static void
test_keys_reach_what_has_the_focus (void)
{
  ct_robot_focus (robot, ATSPI_ROLE_TEXT, "Name");
  ct_robot_type (robot, "Reyes, M. (2nd)\n");
  ct_robot_await_text (robot, ATSPI_ROLE_LABEL, "Added *", "Added Reyes, M. (2nd)");
}

static void
test_shortcuts_work (void)
{
  ct_robot_key (robot, "ctrl+g");
  ct_robot_await_text (robot, ATSPI_ROLE_LABEL, "Greeted*", "Greeted by keys");
}

static void
test_rows_of_a_list_are_seen (void)
{
  g_autoptr (AtspiAccessible) row = ct_robot_find (robot, CT_ROBOT_ANY, "Reyes, M. (2nd)");

  g_assert_true (ct_robot_has_state (robot, row, ATSPI_STATE_VISIBLE));
  g_assert_cmpint (ct_robot_count (robot, ATSPI_ROLE_LIST_ITEM, NULL), ==, 2);
}

static void
test_a_page_turned_away_is_not_seen (void)
{
  g_assert_true (ct_robot_sees (robot, ATSPI_ROLE_LABEL, "The front page"));
  g_assert_false (ct_robot_sees (robot, ATSPI_ROLE_LABEL, "The back page"));
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Turn");
  ct_robot_find_in (robot, NULL, ATSPI_ROLE_LABEL, "The back page");
  ct_robot_await_gone (robot, ATSPI_ROLE_LABEL, "The front page");
}

static void
test_the_pointer_clicks_and_drags (void)
{
  g_autoptr (AtspiAccessible) place = ct_robot_find (robot, CT_ROBOT_ANY, "Place to drag");
  int x, y, width, height;

  ct_robot_get_place (robot, place, &x, &y, &width, &height);
  g_assert_cmpint (width, >=, 300);
  ct_robot_drag (robot, x + 50, y + 20, x + 170, y + 50);
  ct_robot_await_text (robot, ATSPI_ROLE_LABEL, "Dragged*", "Dragged 120 30");
  ct_robot_click (robot, ATSPI_ROLE_PUSH_BUTTON, "Turn");
  ct_robot_find_in (robot, NULL, ATSPI_ROLE_LABEL, "The front page");
}

static void
test_a_dialog_is_answered_and_goes (void)
{
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Ask");
  ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Yes, close it");
  ct_robot_await_gone (robot, ATSPI_ROLE_PUSH_BUTTON, "Yes, close it");
  ct_robot_key (robot, "ctrl+g");
  ct_robot_await_text (robot, ATSPI_ROLE_LABEL, "Greeted*", "Greeted by keys");
}

static void
test_a_picture_shows_the_window (void)
{
  g_autofree char *path = g_build_filename (ct_robot_get_folder (robot), "picture.png", NULL);
  GStatBuf file;

  ct_robot_shoot (robot, path);
  ct_robot_await_file (robot, path);
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  g_assert_cmpint (file.st_size, >, 3000); /* an empty screen packs to some 1,500 bytes */
}

static void
test_a_killed_program_starts_anew (void)
{
  ct_robot_stop (robot);
  g_assert_false (ct_robot_is_running (robot));
  ct_robot_start (robot, PRACTICE_DESK, NULL);
  ct_robot_find_in (robot, NULL, ATSPI_ROLE_LABEL, "Nothing yet");
}

static void
test_a_program_closed_by_its_keys_ends_well (void)
{
  ct_robot_key (robot, "ctrl+q");
  ct_robot_await_end (robot);
}

static void
test_what_is_not_there_is_missed_with_reasons (void)
{
  if (g_test_subprocess ())
    {
      robot = ct_robot_new (800, 600);
      ct_robot_set_patience (robot, 1);
      ct_robot_start (robot, PRACTICE_DESK, NULL);
      ct_robot_press (robot, ATSPI_ROLE_PUSH_BUTTON, "Remove");
      return;
    }
  g_test_trap_subprocess (NULL, 30 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*on the screen:*“Add”*picture:*“Remove” can't be pressed*");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/robot/what-is-not-there-is-missed-with-reasons", test_what_is_not_there_is_missed_with_reasons);
  if (g_test_subprocess ())
    return g_test_run ();
  robot = ct_robot_new (800, 700);
  if (!robot)
    {
      g_print ("1..0 # SKIP Xvfb or at-spi2-core is not installed\n");
      return 0;
    }
  ct_robot_start (robot, PRACTICE_DESK, NULL);
  g_test_add_func ("/robot/a-field-is-filled-and-a-button-pressed", test_a_field_is_filled_and_a_button_pressed);
  g_test_add_func ("/robot/keys-reach-what-has-the-focus", test_keys_reach_what_has_the_focus);
  g_test_add_func ("/robot/shortcuts-work", test_shortcuts_work);
  g_test_add_func ("/robot/rows-of-a-list-are-seen", test_rows_of_a_list_are_seen);
  g_test_add_func ("/robot/a-page-turned-away-is-not-seen", test_a_page_turned_away_is_not_seen);
  g_test_add_func ("/robot/the-pointer-clicks-and-drags", test_the_pointer_clicks_and_drags);
  g_test_add_func ("/robot/a-dialog-is-answered-and-goes", test_a_dialog_is_answered_and_goes);
  g_test_add_func ("/robot/a-picture-shows-the-window", test_a_picture_shows_the_window);
  g_test_add_func ("/robot/a-killed-program-starts-anew", test_a_killed_program_starts_anew);
  g_test_add_func ("/robot/a-program-closed-by-its-keys-ends-well", test_a_program_closed_by_its_keys_ends_well);
  result = g_test_run ();
  ct_robot_free (robot);
  return result;
}
