/* A tour of the demo clinic for a machine without a display: logs in, visits the main pages, and takes their pictures.
 *
 *   tour PROGRAM CLINIC USER PASSPHRASE PATIENT-WORDS FOLDER */
#include "ct-robot.h"

#define WIDTH 1280
#define HEIGHT 800

typedef struct
{
  CtRobot    *robot;
  const char *folder;
  int         number;
} Tour;

static void
shoot (Tour *self, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%02d-%s.png", self->folder, ++self->number, name);

  ct_robot_point_at (self->robot, WIDTH - 1, HEIGHT - 1); /* or a tip hides what lies under it */
  ct_robot_await_still (self->robot);
  ct_robot_shoot (self->robot, path);
  g_print ("  %s\n", path);
}

static void
log_in (Tour *self, const char *user, const char *passphrase)
{
  ct_robot_find_in (self->robot, NULL, CT_ROBOT_ANY, "Passphrase");
  shoot (self, "log-in");
  if (ct_robot_sees (self->robot, ATSPI_ROLE_TEXT, "User name"))
    ct_robot_fill (self->robot, "User name", user);
  ct_robot_fill (self->robot, "Passphrase", passphrase);
  ct_robot_press (self->robot, CT_ROBOT_ANY, "Log In");
  ct_robot_await_gone (self->robot, CT_ROBOT_ANY, "Passphrase");
}

/* What shows under that name is pressed, and pictured. */
static void
visit (Tour *self, const char *name, const char *file)
{
  if (!ct_robot_sees (self->robot, CT_ROBOT_ANY, name))
    return;
  ct_robot_press (self->robot, CT_ROBOT_ANY, name);
  shoot (self, file);
}

static void
visit_pages (Tour *self)
{
  ct_robot_key (self->robot, "ctrl+1");
  shoot (self, "today");
  ct_robot_key (self->robot, "ctrl+2");
  shoot (self, "calendar-day");
  ct_robot_key (self->robot, "F3");
  shoot (self, "calendar-week");
  ct_robot_key (self->robot, "F4");
  shoot (self, "calendar-month");
  ct_robot_key (self->robot, "F5");
  shoot (self, "calendar-agenda");
  ct_robot_key (self->robot, "ctrl+3");
  shoot (self, "patients");
}

static void
visit_patient (Tour *self, const char *words)
{
  ct_robot_key (self->robot, "ctrl+k");
  ct_robot_type (self->robot, words);
  shoot (self, "search");
  ct_robot_key (self->robot, "Return");
  shoot (self, "patient");
  visit (self, "Course", "patient-course");
  visit (self, "Scores", "patient-scores");
  visit (self, "Medicines & problems", "patient-medicines");
  visit (self, "Documents", "patient-documents");
  visit (self, "History", "patient-history");
}

int
main (int argc, char *argv[])
{
  Tour self = { NULL, argc == 7 ? argv[6] : NULL, 0 };

  g_set_prgname ("tour");
  if (argc != 7)
    return 2;
  self.robot = ct_robot_new (WIDTH, HEIGHT);
  if (!self.robot)
    return 1;
  ct_robot_start (self.robot, argv[1], argv[2], NULL);
  log_in (&self, argv[3], argv[4]);
  visit_pages (&self);
  visit_patient (&self, argv[5]);
  ct_robot_free (self.robot);
  return 0;
}
