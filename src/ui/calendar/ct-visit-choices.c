#include "ui/calendar/ct-visit-choices.h"

#include <glib/gi18n.h>

static const char *const kinds[] = { CT_VISIT_CONSULTATION, CT_VISIT_TREATMENT, CT_VISIT_FOLLOW_UP, CT_VISIT_OTHER };

/* Where no file says how long a visit of some kind takes. */
#define UNKNOWN_MINUTES 30

/**
 * ct_visit_kind_at:
 * @index: a place in the list of kinds
 *
 * Returns: that kind; the first one where there is no such place.
 */
const char *
ct_visit_kind_at (guint index)
{
  return kinds[index < G_N_ELEMENTS (kinds) ? index : 0];
}

/**
 * ct_visit_kind_index:
 * @kind: a kind of visit
 *
 * Returns: its place in the list; that of "other" for one that is unknown.
 */
guint
ct_visit_kind_index (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i], kind) == 0)
      return i;
  return G_N_ELEMENTS (kinds) - 1;
}

/**
 * ct_visit_kind_minutes:
 * @clinic: the clinic
 * @kind: a kind of visit
 *
 * Returns: the minutes that are proposed for it.
 */
int
ct_visit_kind_minutes (CtClinic *clinic, const char *kind)
{
  GPtrArray *segments = ct_knowledge_get_segments (ct_clinic_get_knowledge (clinic), NULL, kind);

  return segments != NULL ? ct_segments_minutes (segments) : UNKNOWN_MINUTES;
}

/**
 * ct_choices_fill_kinds:
 * @list: a drop-down
 *
 * Puts the kinds of visit in it.
 */
void
ct_choices_fill_kinds (GtkDropDown *list)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, ct_visit_kind_label (kinds[i]));
  gtk_drop_down_set_model (list, G_LIST_MODEL (names));
}

/**
 * ct_choices_fill_chairs:
 * @list: a drop-down
 * @clinic: the clinic
 * @site_id: whose chairs
 *
 * Puts the chairs of a site in it.
 *
 * Returns: (transfer full) (element-type gint64): their ids.
 */
GArray *
ct_choices_fill_chairs (GtkDropDown *list, CtClinic *clinic, gint64 site_id)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);

      if (chair->site_id != site_id)
        continue;
      gtk_string_list_append (names, chair->name);
      g_array_append_val (ids, CT_RECORD (chair)->id);
    }
  gtk_drop_down_set_model (list, G_LIST_MODEL (names));
  return ids;
}

/**
 * ct_choices_fill_clinicians:
 * @list: a drop-down
 * @clinic: the clinic
 *
 * Puts everybody in it who works here and may log in, after "nobody yet".
 *
 * Returns: (transfer full) (element-type gint64): their ids.
 */
GArray *
ct_choices_fill_clinicians (GtkDropDown *list, CtClinic *clinic)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *users = ct_clinic_get_users (clinic);
  gint64 nobody = 0;

  gtk_string_list_append (names, _("Nobody yet"));
  g_array_append_val (ids, nobody);
  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (!user->active)
        continue;
      gtk_string_list_append (names, user->full_name);
      g_array_append_val (ids, CT_RECORD (user)->id);
    }
  gtk_drop_down_set_model (list, G_LIST_MODEL (names));
  return ids;
}

/**
 * ct_choices_get:
 * @list: a drop-down filled here
 * @ids: its ids
 *
 * Returns: the id that is chosen, or 0.
 */
gint64
ct_choices_get (GtkDropDown *list, GArray *ids)
{
  guint index = gtk_drop_down_get_selected (list);

  return ids != NULL && index < ids->len ? g_array_index (ids, gint64, index) : 0;
}

/**
 * ct_choices_select:
 * @list: a drop-down filled here
 * @ids: its ids
 * @id: what to choose; where it is not there, the choice stays
 *
 * Chooses.
 */
void
ct_choices_select (GtkDropDown *list, GArray *ids, gint64 id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      gtk_drop_down_set_selected (list, i);
}
