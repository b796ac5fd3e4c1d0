#include "domain/ct-saved-view.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PRESET 99

static const CtField saved_view_fields[] = {
  CT_FIELD_REF (CtSavedView, user_id, N_("User"), CT_REQUIRED),
  CT_FIELD_TEXT (CtSavedView, name, N_("Name"), CT_REQUIRED, 60),
  CT_FIELD_INT (CtSavedView, key, N_("Key"), CT_FIELD_DEFAULT, CT_VIEW_KEYS),
  CT_FIELD_INT (CtSavedView, preset, N_("Instead of"), CT_PLAIN, MAX_PRESET),
  CT_FIELD_TEXT (CtSavedView, shows, N_("Shows"), CT_REQUIRED | CT_PLAIN, 2000),
  CT_FIELD_BOOL (CtSavedView, removed, N_("Removed"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtSavedView, ct_saved_view, "saved_view", saved_view_fields)

/* What everybody starts with: the n-th is on the key Fn. */
static const struct
{
  const char *name;
  const char *shows;
} presets[] = {
  { N_("Day by chair"), "view=day;columns=chair" },
  { N_("Day by clinician"), "view=day;columns=clinician" },
  { N_("Week"), "view=week;columns=chair" },
  { N_("Month"), "view=month;columns=chair" },
  { N_("Agenda"), "view=agenda;columns=chair" },
  { N_("Rooms"), "view=day;columns=room" },
  { N_("Treatments of the week"), "view=week;columns=chair;kinds=,treatment," },
  { N_("To confirm"), "view=agenda;columns=chair;statuses=,booked," },
};

static gboolean
key_is_taken (GPtrArray *views, int key)
{
  for (guint i = 0; i < views->len; i++)
    if (((CtSavedView *) g_ptr_array_index (views, i))->key == key)
      return TRUE;
  return FALSE;
}

static gboolean
preset_is_replaced (GPtrArray *stored, int preset)
{
  for (guint i = 0; i < stored->len; i++)
    if (((CtSavedView *) g_ptr_array_index (stored, i))->preset == preset)
      return TRUE;
  return FALSE;
}

static CtSavedView *
make_preset (int preset, gboolean with_key)
{
  CtSavedView *view = ct_saved_view_new ();

  view->name = g_strdup (_(presets[preset - 1].name));
  view->shows = g_strdup (presets[preset - 1].shows);
  view->preset = preset;
  view->key = with_key ? preset : 0;
  return view;
}

/* By key, those without one behind, by name. */
static int
compare_views (gconstpointer a, gconstpointer b)
{
  const CtSavedView *x = *(CtSavedView *const *) a, *y = *(CtSavedView *const *) b;
  int key_x = x->key != 0 ? x->key : CT_VIEW_KEYS + 1, key_y = y->key != 0 ? y->key : CT_VIEW_KEYS + 1;

  return key_x != key_y ? key_x - key_y : g_utf8_collate (x->name, y->name);
}

/**
 * ct_saved_views_with_presets:
 * @stored: (element-type CtSavedView): all that one user has stored, removed ones too
 *
 * Adds what everybody starts with, unless the user has put something else in its place or removed it. Where the user has
 * given its key to another view, it is there without a key.
 *
 * Returns: (transfer full) (element-type CtSavedView): the views of that user, by key and name; ids are 0 where they are
 *   not stored.
 */
GPtrArray *
ct_saved_views_with_presets (GPtrArray *stored)
{
  GPtrArray *views = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (stored != NULL, views);
  for (guint i = 0; i < stored->len; i++)
    if (!((CtSavedView *) g_ptr_array_index (stored, i))->removed)
      g_ptr_array_add (views, g_object_ref (g_ptr_array_index (stored, i)));
  for (int preset = 1; preset <= (int) G_N_ELEMENTS (presets); preset++)
    if (!preset_is_replaced (stored, preset))
      g_ptr_array_add (views, make_preset (preset, !key_is_taken (views, preset)));
  g_ptr_array_sort (views, compare_views);
  return views;
}
