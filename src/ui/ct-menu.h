/* Menus that say everything: the key of each item, and why an item can't be chosen now. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CtWhyNot:
 * @action: the detailed name of an action: "calendar.status::arrived"
 * @data: what was given with the function
 *
 * Returns: (transfer full) (nullable): a few words that say why it can't be done now; %NULL where it can.
 */
typedef char *(*CtWhyNot) (const char *action, gpointer data);

GMenuModel *ct_menu_spell_out (GMenuModel *model, CtWhyNot why_not, gpointer data);

G_END_DECLS
