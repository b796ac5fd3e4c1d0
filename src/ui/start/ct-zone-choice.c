/* A drop-down searches by the start of its words, so the city stands first: "Los Angeles, America". */
#include "ui/start/ct-zone-choice.h"

#include <glib/gi18n.h>
#include <string.h>

#define ZONE_TABLE "/usr/share/zoneinfo/tzdata.zi"
#define OLDER_ZONE_TABLE "/usr/share/zoneinfo/zone1970.tab"

static char *
zone_to_words (const char *zone)
{
  const char *slash = strrchr (zone, '/');
  char *words;

  if (slash == NULL || g_str_has_prefix (zone, "Etc/"))
    return g_strdup (slash != NULL ? slash + 1 : zone);
  words = g_strdup_printf ("%s, %.*s", slash + 1, (int) (slash - zone), zone);
  return g_strdelimit (words, "_", ' ');
}

static char *
words_to_zone (const char *words)
{
  const char *comma = strstr (words, ", ");
  char *zone;

  if (comma == NULL)
    return g_strdup (words);
  zone = g_strdup_printf ("%s/%.*s", comma + 2, (int) (comma - words), words);
  return g_strdelimit (zone, " ", '_');
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* The zone of a line of either table, or NULL. */
static char *
read_line (const char *line)
{
  g_auto (GStrv) parts = g_strsplit_set (line, " \t", 5);
  guint n = g_strv_length (parts);

  if (n >= 3 && strcmp (parts[0], "Z") == 0)
    return g_strdup (parts[1]);
  if (n >= 3 && *line != '#' && strlen (parts[0]) >= 2 && strchr (parts[2], '/') != NULL)
    return g_strdup (parts[2]);
  return NULL;
}

static GPtrArray *
read_zones (void)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (ZONE_TABLE, &table, NULL, NULL) &&
      !g_file_get_contents (OLDER_ZONE_TABLE, &table, NULL, NULL))
    return words;
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *zone = read_line (lines[i]);

      if (zone != NULL && strchr (zone, '/') != NULL && !g_str_has_prefix (zone, "Etc/"))
        g_ptr_array_add (words, zone_to_words (zone));
    }
  g_ptr_array_sort (words, compare_words);
  return words;
}

static gboolean
has_words (GPtrArray *all, const char *words, guint *position)
{
  return g_ptr_array_find_with_equal_func (all, words, g_str_equal, position);
}

/**
 * ct_zone_of_this_computer:
 *
 * Returns: (transfer full): "America/Los_Angeles".
 */
char *
ct_zone_of_this_computer (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return g_strdup (g_time_zone_get_identifier (zone));
}

/**
 * ct_zone_choice_new:
 * @zone: (nullable): the zone to start with; %NULL: this computer's
 *
 * Returns: (transfer floating): a drop-down of all time zones, with a search.
 */
GtkWidget *
ct_zone_choice_new (const char *zone)
{
  g_autoptr (GPtrArray) all = read_zones ();
  g_autofree char *own = zone != NULL ? g_strdup (zone) : ct_zone_of_this_computer ();
  g_autofree char *words = zone_to_words (own);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *choice;
  guint position;

  if (!has_words (all, words, &position))
    g_ptr_array_insert (all, 0, g_strdup (words));
  g_ptr_array_add (all, NULL);
  choice = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new ((const char *const *) all->pdata)), expression);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  g_ptr_array_remove_index (all, all->len - 1);
  if (has_words (all, words, &position))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), position);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time zone"), -1);
  return choice;
}

/**
 * ct_zone_choice_get_zone:
 * @choice: what ct_zone_choice_new() made
 *
 * Returns: (transfer full): "America/Los_Angeles".
 */
char *
ct_zone_choice_get_zone (GtkWidget *choice)
{
  GtkStringObject *item;

  g_return_val_if_fail (GTK_IS_DROP_DOWN (choice), NULL);
  item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (choice));
  return item != NULL ? words_to_zone (gtk_string_object_get_string (item)) : g_strdup ("UTC");
}
