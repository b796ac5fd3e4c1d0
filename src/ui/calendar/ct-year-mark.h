/* One visit, or an evaluation, in the year of a patient. */
#pragma once

#include "clinic/ct-clinic.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** What became of a visit; each has a shape of its own. */
typedef enum
{
  CT_YEAR_DONE,
  CT_YEAR_TODAY,
  CT_YEAR_PLANNED,
  CT_YEAR_MISSED,
  CT_YEAR_EVALUATION,
} CtYearKind;

#define CT_N_YEAR_KINDS (CT_YEAR_EVALUATION + 1)

#define CT_TYPE_YEAR_MARK (ct_year_mark_get_type ())
G_DECLARE_FINAL_TYPE (CtYearMark, ct_year_mark, CT, YEAR_MARK, GtkWidget)

GtkWidget   *ct_year_mark_new            (CtClinic *clinic, CtVisit *visit, CtDate today);
GtkWidget   *ct_year_mark_new_evaluation (CtDate day, CtDate today);
CtDate       ct_year_mark_get_day        (CtYearMark *self);
CtVisit     *ct_year_mark_get_visit      (CtYearMark *self);
CtYearKind   ct_year_mark_get_kind       (CtYearMark *self);
const char  *ct_year_mark_get_words      (CtYearMark *self);

G_END_DECLS
