/* A table of rows that somebody has to see to: live, with marks that do without colour. */
#pragma once

#include <adwaita.h>

#include "domain/ct-desk-list.h"

G_BEGIN_DECLS

#define CT_TYPE_LIST_VIEW (ct_list_view_get_type ())
G_DECLARE_FINAL_TYPE (CtListView, ct_list_view, CT, LIST_VIEW, AdwBin)

/**
 * CtListHeads:
 *
 * What stands above the columns; %NULL hides one.
 */
typedef struct
{
  const char *patient, *when, *what, *why, *phone, *put_off;
} CtListHeads;

/*
 * Signals: activated (): Enter on the chosen row; chosen (): another row is chosen, or says something else
 */
void             ct_list_view_set_heads  (CtListView *self, const char *label, const CtListHeads *heads);
void             ct_list_view_show       (CtListView *self, const GPtrArray *rows);
void             ct_list_view_clear      (CtListView *self);
const CtListRow *ct_list_view_get_chosen (CtListView *self);
GPtrArray       *ct_list_view_get_all    (CtListView *self);
GListModel      *ct_list_view_get_model  (CtListView *self);
gboolean         ct_list_view_select     (CtListView *self, guint position);

G_END_DECLS
