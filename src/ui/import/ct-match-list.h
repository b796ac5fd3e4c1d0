/* Who a document may be about: somebody new, or one of those here already, compared side by side. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_MATCH_LIST (ct_match_list_get_type ())
G_DECLARE_FINAL_TYPE (CtMatchList, ct_match_list, CT, MATCH_LIST, AdwBin)

/** CT_MATCH_NONE: nobody is chosen yet. */
#define CT_MATCH_NONE (-1)

/**
 * CtMatchList:
 *
 * Signal CtMatchList::chosen (): ct_match_list_get_chosen() answers otherwise now.
 */
GtkWidget *ct_match_list_new        (CtImport *import, CtDate today);
gint64     ct_match_list_get_chosen (CtMatchList *self);
void       ct_match_list_choose     (CtMatchList *self, gint64 patient_id);
const CtPatientHit *ct_match_list_get_hit (CtMatchList *self);

G_END_DECLS
