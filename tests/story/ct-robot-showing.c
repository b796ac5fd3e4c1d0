/* Whether a thing shows. GTK 4.10 and later say so; GTK 4.8 calls visible even what lies on a page turned away, with the
 * place it had there. So the robot points where the thing claims to be, and sees whether the window agrees. */
#include "ct-robot-private.h"

static gboolean
get_box (AtspiAccessible *thing, AtspiRect *box)
{
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (thing);
  AtspiRect *its = component ? atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL) : NULL;

  if (its)
    *box = *its;
  g_free (its);
  return its != NULL;
}

static gboolean
intersect (const AtspiRect *a, const AtspiRect *b, AtspiRect *both)
{
  int left = MAX (a->x, b->x), right = MIN (a->x + a->width, b->x + b->width);
  int top = MAX (a->y, b->y), bottom = MIN (a->y + a->height, b->y + b->height);

  *both = (AtspiRect){ left, top, right - left, bottom - top };
  return right > left && bottom > top;
}

static gboolean
same (AtspiAccessible *a, AtspiAccessible *b)
{
  return g_strcmp0 (ATSPI_OBJECT (a)->path, ATSPI_OBJECT (b)->path) == 0;
}

static gboolean
is_in (AtspiAccessible *thing, AtspiAccessible *holder)
{
  g_autoptr (AtspiAccessible) parent = NULL;

  if (same (thing, holder))
    return TRUE;
  parent = atspi_accessible_get_parent (thing, NULL);
  return parent && is_in (parent, holder);
}

/* The thing's forebears, the nearest first, up to its window. */
static GPtrArray *
forebears (AtspiAccessible *thing)
{
  GPtrArray *line = g_ptr_array_new_with_free_func (g_object_unref);
  AtspiAccessible *next = atspi_accessible_get_parent (thing, NULL);

  while (next && atspi_accessible_get_role (next, NULL) != ATSPI_ROLE_APPLICATION)
    {
      g_ptr_array_add (line, next);
      next = atspi_accessible_get_parent (next, NULL);
    }
  g_clear_object (&next);
  return line;
}

static gboolean
takes_text (AtspiAccessible *thing)
{
  g_autoptr (AtspiEditableText) text = atspi_accessible_get_editable_text_iface (thing);

  return text != NULL;
}

/* What is insensitive lets the pointer through to what holds it. The inner part of an entry is nothing for assistive
 * technology: where the pointer meets such a thing without an answer, and without an error, it met an entry. */
static gboolean
is_at (CtRobot *self, AtspiAccessible *thing, AtspiComponent *window, int x, int y)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtspiAccessible) there
    = atspi_component_get_accessible_at_point (window, x, y, ATSPI_COORD_TYPE_WINDOW, &error);

  if (!there)
    return !error && takes_text (thing);
  return is_in (there, thing)
         || (!ct_robot_has_state (self, thing, ATSPI_STATE_SENSITIVE) && is_in (thing, there));
}

/* A toast may lie over the middle, so the quarters are tried as well. */
static gboolean
is_seen_in (CtRobot *self, AtspiAccessible *thing, AtspiComponent *window, const AtspiRect *part)
{
  int x = part->x + part->width / 2, y = part->y + part->height / 2;

  return is_at (self, thing, window, x, y)
         || is_at (self, thing, window, x - part->width / 4, y - part->height / 4)
         || is_at (self, thing, window, x + part->width / 4, y + part->height / 4);
}

/* What is scrolled out of sight shows as far as this test goes, if what it is scrolled in does. */
static gboolean
shows_in_window (CtRobot *self, AtspiAccessible *thing, const AtspiRect *box)
{
  g_autoptr (GPtrArray) line = forebears (thing);
  g_autoptr (AtspiComponent) window = NULL;
  AtspiRect part = *box;

  if (line->len == 0)
    return TRUE;
  window = atspi_accessible_get_component_iface (g_ptr_array_index (line, line->len - 1));
  for (guint i = 0; i < line->len; i++)
    {
      AtspiRect around, both;

      if (!get_box (g_ptr_array_index (line, i), &around) || around.width <= 0)
        continue;
      if (!intersect (&part, &around, &both))
        return shows_in_window (self, g_ptr_array_index (line, i), &around);
      part = both;
    }
  return window && is_seen_in (self, thing, window, &part);
}

gboolean
ct_robot_is_showing (CtRobot *self, AtspiAccessible *thing)
{
  AtspiRect box;

  if (ct_robot_has_state (self, thing, ATSPI_STATE_SHOWING))
    return TRUE;
  if (!ct_robot_has_state (self, thing, ATSPI_STATE_VISIBLE))
    return FALSE;
  if (!get_box (thing, &box))
    return TRUE;
  return box.width > 0 && box.height > 0 && shows_in_window (self, thing, &box);
}
