/* The robot's eyes: finding and reading what the window tells assistive technology. */
#include "ct-robot-private.h"

#include <X11/Xutil.h>
#include <cairo.h>
#include <string.h>

/* A thing of an application that has just gone answers with an error; that is the same as not being there. */
static AtspiAccessible *
child_at (AtspiAccessible *thing, int index)
{
  return atspi_accessible_get_child_at_index (thing, index, NULL);
}

static int
count_children (AtspiAccessible *thing)
{
  return atspi_accessible_get_child_count (thing, NULL);
}

AtspiAccessible *
ct_robot_application (CtRobot *self)
{
  const char *pid = self->program ? g_subprocess_get_identifier (self->program) : NULL;
  g_autoptr (GObject) desktop = G_OBJECT (atspi_get_desktop (0));
  int count = pid ? count_children (ATSPI_ACCESSIBLE (desktop)) : 0;

  atspi_accessible_set_cache_mask (ATSPI_ACCESSIBLE (desktop), ATSPI_CACHE_NONE);
  for (int i = 0; i < count; i++)
    {
      AtspiAccessible *application = child_at (ATSPI_ACCESSIBLE (desktop), i);

      if (application && atspi_accessible_get_process_id (application, NULL) == g_ascii_strtoull (pid, NULL, 10))
        {
          /* What was true a moment ago is not asked for: every look is a fresh one. */
          atspi_accessible_set_cache_mask (application, ATSPI_CACHE_NONE);
          return application;
        }
      g_clear_object (&application);
    }
  return NULL;
}

/**
 * ct_robot_has_state:
 * @thing: something found
 * @state: such as %ATSPI_STATE_SENSITIVE or %ATSPI_STATE_CHECKED
 *
 * Returns: whether @thing is in that state now
 */
gboolean
ct_robot_has_state (CtRobot *self, AtspiAccessible *thing, AtspiStateType state)
{
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (thing);

  return states && atspi_state_set_contains (states, state);
}

static gboolean
name_matches (AtspiAccessible *thing, const char *name)
{
  g_autofree char *said = name ? atspi_accessible_get_name (thing, NULL) : NULL;

  if (!name)
    return TRUE;
  return said && (strchr (name, '*') ? g_pattern_match_simple (name, said) : g_str_equal (name, said));
}

static gboolean
matches (CtRobot *self, AtspiAccessible *thing, AtspiRole role, const char *name)
{
  return (role == CT_ROBOT_ANY || atspi_accessible_get_role (thing, NULL) == role) && name_matches (thing, name)
         && ct_robot_is_showing (self, thing);
}

typedef struct
{
  AtspiAccessible *place; /* NULL: the whole program */
  AtspiRole        role;
  const char      *name;
  GPtrArray       *found;
  gboolean         all;
} Search;

static void
search_below (CtRobot *self, AtspiAccessible *thing, Search *search)
{
  int count = count_children (thing);

  /* From the last: a dialog on top of the window is found before what lies under it. */
  for (int i = count - 1; i >= 0 && (search->all || search->found->len == 0); i--)
    {
      g_autoptr (AtspiAccessible) child = child_at (thing, i);

      if (!child)
        continue;
      if (matches (self, child, search->role, search->name))
        g_ptr_array_add (search->found, g_object_ref (child));
      if (search->all || search->found->len == 0)
        search_below (self, child, search);
    }
}

static gboolean
search_now (CtRobot *self, gpointer data)
{
  Search *search = data;
  g_autoptr (AtspiAccessible) application = search->place ? NULL : ct_robot_application (self);
  AtspiAccessible *place = search->place ? search->place : application;

  g_ptr_array_set_size (search->found, 0);
  if (place)
    search_below (self, place, search);
  return search->found->len > 0;
}

static gboolean
found_or_ended (CtRobot *self, gpointer data)
{
  return search_now (self, data) || !ct_robot_is_running (self);
}

static gboolean
gone_or_ended (CtRobot *self, gpointer data)
{
  return !search_now (self, data) || !ct_robot_is_running (self);
}

static char *
describe (AtspiRole role, const char *name)
{
  g_autofree char *role_name = role == CT_ROBOT_ANY ? g_strdup ("thing") : atspi_role_get_name (role);

  return g_strdup_printf ("%s “%s”", role_name, name ? name : "(any name)");
}

/**
 * ct_robot_find_in:
 * @place: (nullable): where to look; %NULL for the whole program
 * @role: what kind of thing, or %CT_ROBOT_ANY
 * @name: (nullable): its name, or a pattern with `*`
 *
 * Waits until such a thing shows. The topmost window is searched first.
 *
 * Returns: (transfer full): the thing; the test ends when patience does
 */
AtspiAccessible *
ct_robot_find_in (CtRobot *self, AtspiAccessible *place, AtspiRole role, const char *name)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { place, role, name, found, FALSE };

  ct_robot_wait (self, found_or_ended, &search);
  if (found->len == 0)
    {
      g_autofree char *wanted = describe (role, name);

      ct_robot_fail (self, "nothing that shows is a %s", wanted);
    }
  return g_object_ref (g_ptr_array_index (found, 0));
}

/**
 * ct_robot_find:
 *
 * The same as ct_robot_find_in() in the whole program.
 */
AtspiAccessible *
ct_robot_find (CtRobot *self, AtspiRole role, const char *name)
{
  return ct_robot_find_in (self, NULL, role, name);
}

AtspiAccessible *
ct_robot_look (CtRobot *self, AtspiAccessible *place, AtspiRole role, const char *name)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { place, role, name, found, FALSE };

  return search_now (self, &search) ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

/**
 * ct_robot_sees:
 *
 * Returns: whether such a thing shows now; does not wait
 */
gboolean
ct_robot_sees (CtRobot *self, AtspiRole role, const char *name)
{
  g_autoptr (AtspiAccessible) thing = ct_robot_look (self, NULL, role, name);

  return thing != NULL;
}

/**
 * ct_robot_count:
 *
 * Returns: how many such things show now; does not wait
 */
int
ct_robot_count (CtRobot *self, AtspiRole role, const char *name)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { NULL, role, name, found, TRUE };

  search_now (self, &search);
  return found->len;
}

/**
 * ct_robot_await_gone:
 *
 * Waits until no such thing shows any more.
 */
void
ct_robot_await_gone (CtRobot *self, AtspiRole role, const char *name)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { NULL, role, name, found, FALSE };

  if (!ct_robot_wait (self, gone_or_ended, &search))
    {
      g_autofree char *wanted = describe (role, name);

      ct_robot_fail (self, "a %s still shows", wanted);
    }
}

/* The text of a thing: what is written in it, or else its name. */
static char *
text_of (AtspiAccessible *thing)
{
  g_autoptr (AtspiText) text = atspi_accessible_get_text_iface (thing);
  int length = text ? atspi_text_get_character_count (text, NULL) : 0;

  if (text)
    return atspi_text_get_text (text, 0, length, NULL);
  return atspi_accessible_get_name (thing, NULL);
}

/* An entry may keep its text in a child without a name. */
static char *
deep_text_of (AtspiAccessible *thing)
{
  g_autoptr (AtspiText) text = atspi_accessible_get_text_iface (thing);
  int count = text ? 0 : count_children (thing);

  for (int i = 0; i < count; i++)
    {
      g_autoptr (AtspiAccessible) child = child_at (thing, i);
      g_autoptr (AtspiText) inner = child ? atspi_accessible_get_text_iface (child) : NULL;

      if (inner)
        return text_of (child);
    }
  return text_of (thing);
}

/**
 * ct_robot_read:
 *
 * Returns: (transfer full): the text written in such a thing, or its name where it holds no text
 */
char *
ct_robot_read (CtRobot *self, AtspiRole role, const char *name)
{
  g_autoptr (AtspiAccessible) thing = ct_robot_find (self, role, name);

  return deep_text_of (thing);
}

typedef struct
{
  Search      search;
  const char *pattern;
  char       *last;
} Reading;

static gboolean
reads_as_wanted (CtRobot *self, gpointer data)
{
  Reading *reading = data;

  if (!search_now (self, &reading->search))
    return !ct_robot_is_running (self);
  g_free (reading->last);
  reading->last = deep_text_of (g_ptr_array_index (reading->search.found, 0));
  return reading->last && g_pattern_match_simple (reading->pattern, reading->last);
}

/**
 * ct_robot_await_text:
 * @pattern: what its text must come to be; `*` stands for anything
 *
 * Waits until such a thing shows and its text matches.
 */
void
ct_robot_await_text (CtRobot *self, AtspiRole role, const char *name, const char *pattern)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { { NULL, role, name, found, FALSE }, pattern, NULL };
  gboolean good = ct_robot_wait (self, reads_as_wanted, &reading) && ct_robot_is_running (self);
  g_autofree char *last = reading.last;

  if (!good)
    {
      g_autofree char *wanted = describe (role, name);

      ct_robot_fail (self, "%s should read “%s” but reads “%s”", wanted, pattern, last ? last : "(not there)");
    }
}

static void
append_tree (CtRobot *self, AtspiAccessible *thing, int depth, GString *out)
{
  g_autofree char *role = atspi_accessible_get_role_name (thing, NULL);
  g_autofree char *name = atspi_accessible_get_name (thing, NULL);
  g_autofree char *text = text_of (thing);
  int count = count_children (thing);

  g_string_append_printf (out, "%*s%s “%s”", depth * 2, "", role ? role : "?", name ? name : "");
  if (text && *text && g_strcmp0 (text, name) != 0)
    g_string_append_printf (out, " = “%.60s”", text);
  if (depth > 0 && !ct_robot_is_showing (self, thing))
    g_string_append (out, " (hidden)");
  g_string_append_c (out, '\n');
  for (int i = 0; i < count; i++)
    {
      g_autoptr (AtspiAccessible) child = child_at (thing, i);

      if (child && depth < 60)
        append_tree (self, child, depth + 1, out);
    }
}

/**
 * ct_robot_tree:
 *
 * Returns: (transfer full): all of the program's things, a line each, indented
 */
char *
ct_robot_tree (CtRobot *self)
{
  g_autoptr (AtspiAccessible) application = ct_robot_application (self);
  g_autoptr (GString) out = g_string_new (NULL);

  if (application)
    append_tree (self, application, 0, out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static XImage *
look_at_screen (CtRobot *self)
{
  int screen = DefaultScreen (self->display);
  XImage *image = XGetImage (self->display, RootWindow (self->display, screen), 0, 0,
                             DisplayWidth (self->display, screen), DisplayHeight (self->display, screen), AllPlanes,
                             ZPixmap);

  g_assert_nonnull (image);
  g_assert_cmpint (image->bits_per_pixel, ==, 32);
  return image;
}

/**
 * ct_robot_shoot:
 * @path: a PNG file to write
 *
 * Takes a picture of the whole screen.
 */
void
ct_robot_shoot (CtRobot *self, const char *path)
{
  XImage *image = look_at_screen (self);
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
    (guchar *) image->data, CAIRO_FORMAT_RGB24, image->width, image->height, image->bytes_per_line);

  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("# no picture could be written to %s\n", path);
  cairo_surface_destroy (surface);
  XDestroyImage (image);
}

typedef struct
{
  char *last;
  int   looks; /* how many in a row were alike */
} Stillness;

static gboolean
is_still (CtRobot *self, gpointer data)
{
  Stillness *stillness = data;
  XImage *image = look_at_screen (self);
  g_autofree char *now = g_compute_checksum_for_data (G_CHECKSUM_MD5, (guchar *) image->data,
                                                      (gsize) image->bytes_per_line * image->height);

  XDestroyImage (image);
  stillness->looks = g_strcmp0 (now, stillness->last) == 0 ? stillness->looks + 1 : 0;
  g_free (stillness->last);
  stillness->last = g_steal_pointer (&now);
  return stillness->looks >= 8;
}

/**
 * ct_robot_await_still:
 *
 * Waits until the screen has stopped changing, for a picture; for a test, wait for what it needs to see instead.
 */
void
ct_robot_await_still (CtRobot *self)
{
  Stillness stillness = { NULL, 0 };

  ct_robot_wait (self, is_still, &stillness);
  g_free (stillness.last);
}
