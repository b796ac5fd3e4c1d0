/* What the stories of the desk have in common: a clinic, and blocks of its calendar by what they say. */
#pragma once

#include "ct-robot.h"

#include <string.h>

#define PASSPHRASE "harbor morning"

/** The robot, and the clinic that is opened in its window. */
typedef struct
{
  CtRobot    *robot;
  char       *place;
  const char *filled; /* when the clinic is filled, UTC */
} Story;

/* Runs chairtimectl on the clinic. */
static inline void
story_ctl (const Story *self, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *error_text = NULL;
  g_autoptr (GError) error = NULL;
  const char *argument;
  va_list arguments;
  int status;

  g_ptr_array_add (argv, (char *) CHAIRTIMECTL);
  g_ptr_array_add (argv, (char *) "--clinic");
  g_ptr_array_add (argv, self->place);
  g_ptr_array_add (argv, (char *) "--now");
  g_ptr_array_add (argv, (char *) self->filled);
  va_start (arguments, first);
  for (argument = first; argument != NULL; argument = va_arg (arguments, const char *))
    g_ptr_array_add (argv, (char *) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &error_text, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("chairtimectl %s: %s", first, error_text);
}

/* An empty clinic with so many chairs. */
static inline void
story_make_clinic (Story *self, const char *chairs)
{
  g_setenv ("CHAIRTIME_PASSPHRASE", PASSPHRASE, TRUE);
  self->place = g_build_filename (ct_robot_get_folder (self->robot), "harbor.chairtime", NULL);
  story_ctl (self, "create", "--name", "Harbor", "--zone", "America/Los_Angeles", "--chairs", chairs, "--admin", "ana", NULL);
}

/* The name that a block of the calendar tells an assistive technology; the first that fits. */
static inline char *
story_name_of (const Story *self, const char *pattern)
{
  g_autoptr (AtspiAccessible) block = ct_robot_find (self->robot, CT_ROBOT_ANY, pattern);

  return atspi_accessible_get_name (block, NULL);
}

/* "Reyes, Marisol" of "Reyes, Marisol, IV 0.5 mg/kg, Mon 2 Mar, …" */
static inline char *
story_who_of (const char *block)
{
  const char *comma = strchr (block, ',');

  comma = strchr (comma + 1, ',');
  return g_strndup (block, (gsize) (comma - block));
}

/* Brings the cursor of the calendar to a block. */
static inline void
story_go_to (const Story *self, const char *name)
{
  ct_robot_focus (self->robot, CT_ROBOT_ANY, name);
  ct_robot_await_still (self->robot);
}
