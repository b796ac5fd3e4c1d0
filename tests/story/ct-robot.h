/* A robot at the desk: it starts a program on a screen of its own and uses it as a person with assistive technology would.
 *
 * Every wait has a deadline and none sleeps for a fixed time. What cannot be found, pressed or read ends the test with
 * the window's tree, the program's last words and a picture. One robot to a process: libatspi joins one bus only. */
#pragma once

#include <atspi/atspi.h>

G_BEGIN_DECLS

typedef struct _CtRobot CtRobot;

/** CT_ROBOT_ANY: any role, where a role is asked for. */
#define CT_ROBOT_ANY ATSPI_ROLE_INVALID

/* Its desk */
CtRobot    *ct_robot_new        (int width, int height);
void        ct_robot_free       (CtRobot *self);
const char *ct_robot_get_folder (CtRobot *self);
void        ct_robot_set_patience (CtRobot *self, int seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRobot, ct_robot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)

/* The program */
void     ct_robot_set_variable (CtRobot *self, const char *name, const char *value);
void     ct_robot_start        (CtRobot *self, const char *program, ...) G_GNUC_NULL_TERMINATED;
void     ct_robot_stop         (CtRobot *self);
gboolean ct_robot_is_running   (CtRobot *self);
void     ct_robot_await_end    (CtRobot *self);
char    *ct_robot_get_output   (CtRobot *self);

/* Seeing. @name is the accessible name, whole; with a `*` in it, a pattern. NULL is any name. */
AtspiAccessible *ct_robot_find     (CtRobot *self, AtspiRole role, const char *name);
AtspiAccessible *ct_robot_find_in  (CtRobot *self, AtspiAccessible *place, AtspiRole role, const char *name);
gboolean         ct_robot_sees     (CtRobot *self, AtspiRole role, const char *name);
int              ct_robot_count    (CtRobot *self, AtspiRole role, const char *name);
void             ct_robot_await_gone (CtRobot *self, AtspiRole role, const char *name);
char            *ct_robot_read     (CtRobot *self, AtspiRole role, const char *name);
void             ct_robot_await_text (CtRobot *self, AtspiRole role, const char *name, const char *pattern);
gboolean         ct_robot_has_state (CtRobot *self, AtspiAccessible *thing, AtspiStateType state);
char            *ct_robot_tree     (CtRobot *self);
void             ct_robot_shoot    (CtRobot *self, const char *path);
void             ct_robot_await_still (CtRobot *self);
void             ct_robot_await_file (CtRobot *self, const char *path);

/* Doing */
void ct_robot_press        (CtRobot *self, AtspiRole role, const char *name);
void ct_robot_press_thing  (CtRobot *self, AtspiAccessible *thing);
void ct_robot_fill         (CtRobot *self, const char *name, const char *text);
void ct_robot_focus        (CtRobot *self, AtspiRole role, const char *name);
void ct_robot_type         (CtRobot *self, const char *text);
void ct_robot_key          (CtRobot *self, const char *keys);
void ct_robot_click        (CtRobot *self, AtspiRole role, const char *name);
void ct_robot_point_at     (CtRobot *self, int x, int y);
void ct_robot_click_at     (CtRobot *self, int x, int y);
void ct_robot_drag         (CtRobot *self, int from_x, int from_y, int to_x, int to_y);
void ct_robot_get_place    (CtRobot *self, AtspiAccessible *thing, int *x, int *y, int *width, int *height);

/* Judging */
void ct_robot_fail (CtRobot *self, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

G_END_DECLS
