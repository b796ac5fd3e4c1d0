/* One act that can be undone: what each of its records said before and after, kept with the act itself. */
#pragma once

#include "clinic/ct-act.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

typedef struct _CtUndo CtUndo;

CtUndo *ct_undo_new     (const char *label);
void    ct_undo_set_label (CtUndo *self, const char *label);
void    ct_undo_add     (CtUndo *self, gpointer target, gpointer current);
void    ct_undo_add_new (CtUndo *self, gpointer stored, const char *status, const char *reason_field);
void    ct_undo_free    (CtUndo *self);

gboolean   ct_undo_store     (CtUndo *self, CtUnit *unit, CtPermission permission, GError **error);
CtAct     *ct_undo_to_act    (CtUndo *self);
GPtrArray *ct_undo_list_acts (CtUnit *unit, gint64 user_id, GError **error);

/**
 * CtGoing:
 * @CT_GOING_BACK: undo
 * @CT_GOING_ON: do again
 */
typedef enum
{
  CT_GOING_BACK,
  CT_GOING_ON,
} CtGoing;

gboolean   ct_undo_put_back  (CtUnit *unit, GVariant *steps, CtGoing going, const char *label, GTimeZone *zone,
                              GError **error);
GVariant  *ct_undo_parse     (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtUndo, ct_undo_free)

G_END_DECLS
