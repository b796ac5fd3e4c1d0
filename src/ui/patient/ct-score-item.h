/* One question of a questionnaire: its label and its answers, one key each. */
#pragma once

#include <adwaita.h>

#include "domain/ct-instrument.h"

G_BEGIN_DECLS

/** CT_ANSWER_OPEN: nobody has answered or left it out yet. */
#define CT_ANSWER_OPEN (-2)

#define CT_TYPE_SCORE_ITEM (ct_score_item_get_type ())
G_DECLARE_FINAL_TYPE (CtScoreItem, ct_score_item, CT, SCORE_ITEM, AdwBin)

/**
 * CtScoreItem:
 *
 * Signals: CtScoreItem::answered () the answer is another one now; CtScoreItem::leave (int steps) the user goes on (1) or
 * back (-1).
 */
GtkWidget    *ct_score_item_new        (const CtItem *item);
const CtItem *ct_score_item_get_item   (CtScoreItem *self);
int           ct_score_item_get_answer (CtScoreItem *self);
void          ct_score_item_set_answer (CtScoreItem *self, int value);
void          ct_score_item_set_asked  (CtScoreItem *self, gboolean asked);
gboolean      ct_score_item_is_asked   (CtScoreItem *self);
gboolean      ct_score_item_press      (CtScoreItem *self, guint key);

G_END_DECLS
