/* Every action that has a key: said once, for the keys themselves and for the window that explains them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CtKeyScope:
 * @CT_KEY_EVERYWHERE: a key of the whole program
 * @CT_KEY_WINDOW: a key of the main window, after what has the focus: a text undoes its own typing first
 * @CT_KEY_CALENDAR: while the calendar has the focus
 * @CT_KEY_TODAY: while today's list has the focus
 * @CT_KEY_LISTS: while the page of lists has the focus
 * @CT_KEY_ENQUIRIES: while the page of enquiries has the focus
 * @CT_KEY_PATIENT: while the patient page has the focus
 * @CT_KEY_EDITOR: in a window where something is filled in
 * @CT_KEY_SCORE: while a questionnaire is filled in
 */
typedef enum
{
  CT_KEY_EVERYWHERE,
  CT_KEY_WINDOW,
  CT_KEY_CALENDAR,
  CT_KEY_TODAY,
  CT_KEY_LISTS,
  CT_KEY_ENQUIRIES,
  CT_KEY_PATIENT,
  CT_KEY_EDITOR,
  CT_KEY_SCORE,
  CT_N_KEY_SCOPES,
} CtKeyScope;

/**
 * CtKey:
 * @scope: where it works
 * @action: a detailed action name: "win.find", "win.page::today"
 * @shortcuts: as gtk_shortcut_trigger_parse_string() reads them, up to three
 * @title: what it does, marked with N_()
 */
typedef struct
{
  CtKeyScope  scope;
  const char *action;
  const char *shortcuts[4];
  const char *title;
} CtKey;

const CtKey *ct_keymap_get           (guint *n_keys);
void         ct_keymap_install       (GtkApplication *application);
void         ct_keymap_bind_class    (GtkWidgetClass *klass, CtKeyScope scope);
const char  *ct_keymap_get_scope_title (CtKeyScope scope);

G_END_DECLS
