/* The robot's hands: pressing, filling, typing and dragging. */
#include "ct-robot-private.h"

#include <X11/XKBlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#define DRAG_STEPS 12

/* A deed may be refused for a moment (a button not yet sensitive, a row just replaced): the robot looks and tries again. */
typedef struct
{
  AtspiAccessible *thing; /* what to use, or NULL to look for: */
  AtspiRole        role;
  const char      *name;
  const char      *text;
  gboolean         done;
} Deed;

static AtspiAccessible *
thing_of (CtRobot *self, Deed *deed)
{
  return deed->thing ? g_object_ref (deed->thing) : ct_robot_look (self, NULL, deed->role, deed->name);
}

/* GTK offers much as an action, a label's copying too; these are what pressing means. Returns -1 where there is none. */
static int
find_pressing (AtspiAction *action)
{
  static const char *const pressing[] = { "click", "press", "toggle", "activate", NULL };
  int count = action ? atspi_action_get_n_actions (action, NULL) : 0;

  for (int i = 0; i < count; i++)
    {
      g_autofree char *name = atspi_action_get_action_name (action, i, NULL);

      if (name && g_strv_contains (pressing, name))
        return i;
    }
  return -1;
}

static void
click_middle (CtRobot *self, AtspiAccessible *thing)
{
  int x, y, width, height;

  ct_robot_get_place (self, thing, &x, &y, &width, &height);
  ct_robot_click_at (self, x + width / 2, y + height / 2);
}

/* A label or a picture in a button is pressed through the button; what nothing in the line can press, such as a row of a
 * list, is clicked with the pointer. */
static gboolean
press_through (CtRobot *self, AtspiAccessible *at, AtspiAccessible *thing)
{
  g_autoptr (AtspiAction) action = at ? atspi_accessible_get_action_iface (at) : NULL;
  g_autoptr (AtspiAccessible) holder = NULL;
  int pressing = find_pressing (action);

  if (pressing >= 0)
    return ct_robot_has_state (self, at, ATSPI_STATE_SENSITIVE) && atspi_action_do_action (action, pressing, NULL);
  holder = at ? atspi_accessible_get_parent (at, NULL) : NULL;
  if (holder && atspi_accessible_get_role (holder, NULL) != ATSPI_ROLE_APPLICATION)
    return press_through (self, holder, thing);
  click_middle (self, thing);
  return TRUE;
}

static gboolean
try_press (CtRobot *self, gpointer data)
{
  Deed *deed = data;
  g_autoptr (AtspiAccessible) thing = thing_of (self, deed);

  deed->done = thing && press_through (self, thing, thing);
  return deed->done || !ct_robot_is_running (self);
}

/* Sets the text of a thing, or of the first thing in it that takes text. */
static gboolean
fill_it_or_a_part (CtRobot *self, AtspiAccessible *thing, const char *text)
{
  g_autoptr (AtspiEditableText) editable = atspi_accessible_get_editable_text_iface (thing);
  int count = editable ? 0 : atspi_accessible_get_child_count (thing, NULL);

  if (editable)
    return ct_robot_has_state (self, thing, ATSPI_STATE_SENSITIVE)
           && atspi_editable_text_set_text_contents (editable, text, NULL);
  for (int i = 0; i < count; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (thing, i, NULL);

      if (child && fill_it_or_a_part (self, child, text))
        return TRUE;
    }
  return FALSE;
}

/* The name of a field is often said by a label as well: of all that bear it, the first that takes text is meant. */
static const AtspiRole FIELD_ROLES[] = { ATSPI_ROLE_TEXT,        ATSPI_ROLE_ENTRY,       ATSPI_ROLE_PASSWORD_TEXT,
                                         ATSPI_ROLE_SPIN_BUTTON, ATSPI_ROLE_LIST_ITEM,   ATSPI_ROLE_PANEL,
                                         ATSPI_ROLE_FILLER,      ATSPI_ROLE_AUTOCOMPLETE, CT_ROBOT_ANY };

static gboolean
try_fill (CtRobot *self, gpointer data)
{
  Deed *deed = data;

  for (gsize i = 0; i < G_N_ELEMENTS (FIELD_ROLES) && !deed->done; i++)
    {
      g_autoptr (AtspiAccessible) thing = ct_robot_look (self, NULL, FIELD_ROLES[i], deed->name);

      deed->done = thing && fill_it_or_a_part (self, thing, deed->text);
    }
  return deed->done || !ct_robot_is_running (self);
}

/**
 * ct_robot_press:
 * @role: what kind of thing
 * @name: its name
 *
 * Waits until such a thing can be pressed, and presses it.
 */
void
ct_robot_press (CtRobot *self, AtspiRole role, const char *name)
{
  Deed deed = { .role = role, .name = name };

  ct_robot_wait (self, try_press, &deed);
  if (!deed.done)
    ct_robot_fail (self, "“%s” can't be pressed", name);
}

/**
 * ct_robot_press_thing:
 * @thing: something found
 */
void
ct_robot_press_thing (CtRobot *self, AtspiAccessible *thing)
{
  Deed deed = { .thing = thing };

  ct_robot_wait (self, try_press, &deed);
  if (!deed.done)
    ct_robot_fail (self, "it can't be pressed");
}

/**
 * ct_robot_fill:
 * @name: of the field
 * @text: all that shall stand in it
 */
void
ct_robot_fill (CtRobot *self, const char *name, const char *text)
{
  Deed deed = { .name = name, .text = text };

  ct_robot_wait (self, try_fill, &deed);
  if (!deed.done)
    ct_robot_fail (self, "no field “%s” takes text", name);
}

static gboolean
is_window_of_a_program (CtRobot *self, Window window)
{
  XWindowAttributes its;

  return XGetWindowAttributes (self->display, window, &its) && its.map_state == IsViewable && its.class == InputOutput
         && !its.override_redirect && its.width > 1 && its.height > 1;
}

static int
ignore_x_error (Display *display, XErrorEvent *event)
{
  return 0;
}

/* There is no window manager: the window on top is the one in use. */
static Window
top_window (CtRobot *self)
{
  Window root = DefaultRootWindow (self->display), parent, top = None, *windows = NULL;
  unsigned int count = 0;

  XSetErrorHandler (ignore_x_error);
  if (XQueryTree (self->display, root, &root, &parent, &windows, &count))
    for (unsigned int i = count; i > 0 && top == None; i--)
      if (is_window_of_a_program (self, windows[i - 1]))
        top = windows[i - 1];
  if (windows)
    XFree (windows);
  return top;
}

static void
focus_top_window (CtRobot *self)
{
  Window top = top_window (self), focused;
  int revert;

  XGetInputFocus (self->display, &focused, &revert);
  if (top != None && focused != top)
    XSetInputFocus (self->display, top, RevertToPointerRoot, CurrentTime);
  XSync (self->display, False);
}

static void
press_code (CtRobot *self, KeyCode code, gboolean down)
{
  XTestFakeKeyEvent (self->display, code, down, CurrentTime);
}

static KeyCode
code_of (CtRobot *self, KeySym symbol, gboolean *shifted)
{
  KeyCode code = XKeysymToKeycode (self->display, symbol);

  if (code == 0)
    ct_robot_fail (self, "the keyboard has no key for symbol 0x%lx; use ct_robot_fill()", symbol);
  *shifted = XkbKeycodeToKeysym (self->display, code, 0, 0) != symbol
             && XkbKeycodeToKeysym (self->display, code, 0, 1) == symbol;
  return code;
}

static void
tap (CtRobot *self, KeySym symbol)
{
  KeyCode shift = XKeysymToKeycode (self->display, XK_Shift_L);
  gboolean shifted;
  KeyCode code = code_of (self, symbol, &shifted);

  if (shifted)
    press_code (self, shift, TRUE);
  press_code (self, code, TRUE);
  press_code (self, code, FALSE);
  if (shifted)
    press_code (self, shift, FALSE);
}

/**
 * ct_robot_type:
 * @text: printable ASCII
 *
 * Types into whatever has the focus, key by key.
 */
void
ct_robot_type (CtRobot *self, const char *text)
{
  focus_top_window (self);
  for (const char *at = text; *at; at++)
    tap (self, *at == '\n' ? XK_Return : (KeySym) (guchar) *at);
  XSync (self->display, False);
}

static KeySym
symbol_named (CtRobot *self, const char *name)
{
  static const struct { const char *name; KeySym symbol; } modifiers[] = {
    { "ctrl", XK_Control_L }, { "shift", XK_Shift_L }, { "alt", XK_Alt_L },
  };
  KeySym symbol = XStringToKeysym (name);

  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (g_str_equal (name, modifiers[i].name))
      symbol = modifiers[i].symbol;
  if (symbol == NoSymbol)
    ct_robot_fail (self, "there is no key “%s”", name);
  return symbol;
}

/**
 * ct_robot_key:
 * @keys: keys held together, such as `ctrl+k`, `ctrl+shift+z`, `Escape`, `Tab`, `plus` (X's names)
 */
void
ct_robot_key (CtRobot *self, const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, "+", -1);
  guint last = g_strv_length (names) - 1;

  focus_top_window (self);
  for (guint i = 0; i < last; i++)
    press_code (self, XKeysymToKeycode (self->display, symbol_named (self, names[i])), TRUE);
  tap (self, symbol_named (self, names[last]));
  for (guint i = last; i > 0; i--)
    press_code (self, XKeysymToKeycode (self->display, symbol_named (self, names[i - 1])), FALSE);
  XSync (self->display, False);
}

/**
 * ct_robot_get_place:
 * @thing: something found
 * @x: (out): left edge, in pixels of the screen
 * @y: (out): top edge
 * @width: (out): its width
 * @height: (out): its height
 *
 * Where @thing is, for a pointer. It must be in the topmost window.
 */
void
ct_robot_get_place (CtRobot *self, AtspiAccessible *thing, int *x, int *y, int *width, int *height)
{
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (thing);
  AtspiRect *box = component ? atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL) : NULL;
  Window root = DefaultRootWindow (self->display), child;
  int left = 0, top = 0;

  if (!box)
    ct_robot_fail (self, "it has no place on the screen");
  XTranslateCoordinates (self->display, top_window (self), root, 0, 0, &left, &top, &child);
  *x = left + box->x;
  *y = top + box->y;
  *width = box->width;
  *height = box->height;
  g_free (box);
}

static void
move_to (CtRobot *self, int x, int y)
{
  XTestFakeMotionEvent (self->display, -1, x, y, CurrentTime);
}

static void
button (CtRobot *self, gboolean down)
{
  XTestFakeButtonEvent (self->display, 1, down, CurrentTime);
}

/**
 * ct_robot_point_at:
 * @x: in pixels of the screen
 * @y: in pixels of the screen
 *
 * Moves the pointer there, and does nothing else.
 */
void
ct_robot_point_at (CtRobot *self, int x, int y)
{
  move_to (self, x, y);
  XSync (self->display, False);
}

/**
 * ct_robot_click_at:
 * @x: in pixels of the screen
 * @y: in pixels of the screen
 *
 * Moves the pointer there and clicks the first button.
 */
void
ct_robot_click_at (CtRobot *self, int x, int y)
{
  focus_top_window (self);
  move_to (self, x, y);
  button (self, TRUE);
  button (self, FALSE);
  XSync (self->display, False);
}

/**
 * ct_robot_click:
 *
 * Clicks the middle of such a thing with the pointer.
 */
void
ct_robot_click (CtRobot *self, AtspiRole role, const char *name)
{
  g_autoptr (AtspiAccessible) thing = ct_robot_find (self, role, name);

  click_middle (self, thing);
}

/**
 * ct_robot_focus:
 *
 * Puts the keyboard's focus on such a thing, by a click: GTK 4.8 refuses to be asked for it.
 */
void
ct_robot_focus (CtRobot *self, AtspiRole role, const char *name)
{
  ct_robot_click (self, role, name);
}

/**
 * ct_robot_drag:
 * @from_x: where to press, in pixels of the screen
 * @from_y: where to press
 * @to_x: where to let go
 * @to_y: where to let go
 *
 * Drags in small steps, as a hand does.
 */
void
ct_robot_drag (CtRobot *self, int from_x, int from_y, int to_x, int to_y)
{
  focus_top_window (self);
  move_to (self, from_x, from_y);
  button (self, TRUE);
  for (int i = 1; i <= DRAG_STEPS; i++)
    {
      move_to (self, from_x + (to_x - from_x) * i / DRAG_STEPS, from_y + (to_y - from_y) * i / DRAG_STEPS);
      XSync (self->display, False);
      g_usleep (8000); /* moves in one frame would be taken for one */
    }
  button (self, FALSE);
  XSync (self->display, False);
}
