#include "ui/ct-menu.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"

/* "calendar.status::arrived" */
static char *
detailed_name (GMenuItem *item)
{
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = g_menu_item_get_attribute_value (item, G_MENU_ATTRIBUTE_TARGET, NULL);

  if (!g_menu_item_get_attribute (item, G_MENU_ATTRIBUTE_ACTION, "s", &action))
    return NULL;
  return g_action_print_detailed_name (action, target);
}

static void
say_key (GMenuItem *item, const char *action)
{
  guint n;
  const CtKey *keys = ct_keymap_get (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (keys[i].action, action) == 0)
      {
        g_menu_item_set_attribute (item, "accel", "s", keys[i].shortcuts[0]);
        return;
      }
}

/* Without an action the item is there and can't be chosen. */
static void
say_why (GMenuItem *item, const char *reason)
{
  g_autofree char *label = NULL;
  g_autofree char *words = NULL;

  if (!g_menu_item_get_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", &label))
    return;
  /* Translators: an item of a menu, then why it can't be chosen: "Move (under way or done)" */
  words = g_strdup_printf (_("%s (%s)"), label, reason);
  g_menu_item_set_label (item, words);
  g_menu_item_set_action_and_target_value (item, "menu.unavailable", NULL);
}

static void
spell_out_item (GMenuItem *item, CtWhyNot why_not, gpointer data)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
  g_autofree char *action = detailed_name (item);
  g_autofree char *reason = action != NULL ? why_not (action, data) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (GMenuModel) link = g_menu_item_get_link (item, links[i]);
      g_autoptr (GMenuModel) inside = link != NULL ? ct_menu_spell_out (link, why_not, data) : NULL;

      if (inside != NULL)
        g_menu_item_set_link (item, links[i], inside);
    }
  if (action != NULL)
    say_key (item, action);
  if (reason != NULL)
    say_why (item, reason);
}

/**
 * ct_menu_spell_out:
 * @model: a menu
 * @why_not: says what can't be done now
 * @data: for @why_not
 *
 * Returns: (transfer full): the same menu with the keys of its items from the keymap; what can't be done is shown as such,
 * with the reason.
 */
GMenuModel *
ct_menu_spell_out (GMenuModel *model, CtWhyNot why_not, gpointer data)
{
  GMenu *menu = g_menu_new ();

  g_return_val_if_fail (G_IS_MENU_MODEL (model) && why_not != NULL, G_MENU_MODEL (menu));
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new_from_model (model, i);

      spell_out_item (item, why_not, data);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}
