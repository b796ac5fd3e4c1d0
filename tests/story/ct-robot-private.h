/* What the robot's eyes and hands share. */
#pragma once

#include "ct-robot.h"

#include <X11/Xlib.h>
#include <gio/gio.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiEditableText, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiText, g_object_unref)

struct _CtRobot
{
  char        *folder;    /* everything it leaves: home, log, pictures */
  char        *display_name;
  Display     *display;
  GSubprocess *screen;
  GTestDBus   *bus;
  GPtrArray   *variables; /* "NAME=value" for the program */
  GSubprocess *program;
  int          patience;  /* seconds */
};

typedef gboolean (*CtRobotCheck) (CtRobot *self, gpointer data);

gboolean         ct_robot_wait        (CtRobot *self, CtRobotCheck check, gpointer data);
AtspiAccessible *ct_robot_application (CtRobot *self);
gboolean         ct_robot_is_showing  (CtRobot *self, AtspiAccessible *thing);
AtspiAccessible *ct_robot_look        (CtRobot *self, AtspiAccessible *place, AtspiRole role, const char *name);
GSubprocess     *ct_robot_spawn       (GSubprocessLauncher *launcher, const char *const *words);
