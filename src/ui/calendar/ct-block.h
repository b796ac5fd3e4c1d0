/* One booking in the calendar: a bare widget that draws itself. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_BLOCK (ct_block_get_type ())
G_DECLARE_FINAL_TYPE (CtBlock, ct_block, CT, BLOCK, GtkWidget)

/**
 * CtBlockStyle:
 * @CT_BLOCK_PLACED: where the booking is
 * @CT_BLOCK_LEFT_BEHIND: the old place of one that is being moved
 * @CT_BLOCK_IN_HAND: the moved one, in the hand
 * @CT_BLOCK_REFUSED: in the hand, over a place where it may not drop
 */
typedef enum
{
  CT_BLOCK_PLACED,
  CT_BLOCK_LEFT_BEHIND,
  CT_BLOCK_IN_HAND,
  CT_BLOCK_REFUSED,
} CtBlockStyle;

GtkWidget *ct_block_new         (CtClinic *clinic, CtVisit *visit);
CtVisit   *ct_block_get_visit   (CtBlock *self);
void       ct_block_set_visit   (CtBlock *self, CtVisit *visit);
void       ct_block_set_style   (CtBlock *self, CtBlockStyle style, const char *words);
void       ct_block_set_expected (CtBlock *self, int minute, int delay);
void       ct_block_tick        (CtBlock *self);
char      *ct_block_get_text    (CtBlock *self);
int        ct_block_line_height (GtkWidget *widget);

G_END_DECLS
