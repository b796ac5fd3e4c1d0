#include "ui/patient/ct-plan-keep.h"

#include <glib/gi18n.h>

#define GROUP "sessions"

/**
 * ct_plan_keep_write:
 * @file: a draft
 * @draft: a plan on the table
 *
 * Notes where each of its sessions is.
 */
void
ct_plan_keep_write (GKeyFile *file, CtPlanDraft *draft)
{
  for (guint i = 0; i < ct_plan_get_size (draft->plan); i++)
    {
      const CtPlanSession *session = ct_plan_get_session (draft->plan, i);
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_autofree char *place =
        g_strdup_printf ("%d %d %" G_GINT64_FORMAT, session->date, session->minute, session->chair_id);

      g_key_file_set_string (file, GROUP, key, place);
    }
}

/**
 * ct_plan_keep_read:
 * @file: a draft
 *
 * Returns: (transfer full) (nullable) (element-type CtPlanPlace): where the sessions were, if they were moved by hand.
 */
GArray *
ct_plan_keep_read (GKeyFile *file)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CtPlanPlace));

  for (guint i = 0; i < CT_PLANNER_MAX_SESSIONS; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);
      g_auto (GStrv) words = text != NULL ? g_strsplit (text, " ", -1) : NULL;
      CtPlanPlace place;

      if (words == NULL || g_strv_length (words) != 3)
        break;
      place.at = (CtWall) { (CtDate) g_ascii_strtoll (words[0], NULL, 10), (int) g_ascii_strtoll (words[1], NULL, 10) };
      place.chair_id = g_ascii_strtoll (words[2], NULL, 10);
      g_array_append_val (places, place);
    }
  return places->len > 0 ? g_steal_pointer (&places) : NULL;
}

/**
 * ct_plan_keep_put_back:
 * @draft: a plan on the table, made from the wishes of that draft
 * @places: (element-type CtPlanPlace): where its sessions were
 *
 * Puts them there again, as far as that can be.
 *
 * Returns: (transfer full) (nullable): a sentence that says which are elsewhere now.
 */
char *
ct_plan_keep_put_back (CtPlanDraft *draft, GArray *places)
{
  g_autoptr (GArray) elsewhere = ct_plan_draft_put_back (draft, (const CtPlanPlace *) places->data, places->len);
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < elsewhere->len; i++)
    g_string_append_printf (numbers, "%s%d", i > 0 ? ", " : "", g_array_index (elsewhere, int, i));
  if (elsewhere->len == 0)
    return NULL;
  return g_strdup_printf (ngettext ("Session %s is not where you had put it: its place is taken or not allowed any more.",
                                    "Sessions %s are not where you had put them: their places are taken or not allowed any "
                                    "more.", elsewhere->len), numbers->str);
}
