/* One person in a list of hits: name, age, birth date, record number, phone, next and last visit. */
#pragma once

#include <gtk/gtk.h>

#include "domain/ct-patient-hit.h"

G_BEGIN_DECLS

#define CT_TYPE_HIT_ROW (ct_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (CtHitRow, ct_hit_row, CT, HIT_ROW, GtkListBoxRow)

GtkWidget *ct_hit_row_new            (void);
void       ct_hit_row_set_hit        (CtHitRow *self, const CtPatientHit *hit, CtDate today);
void       ct_hit_row_set_new        (CtHitRow *self, const char *words);
gint64     ct_hit_row_get_patient    (CtHitRow *self);
const char *ct_hit_row_get_words     (CtHitRow *self);

char      *ct_hit_describe_person    (CtPatient *patient, CtDate today);
char      *ct_hit_describe_next      (const CtPatientHit *hit, CtDate today);
char      *ct_hit_describe_last      (const CtPatientHit *hit);

G_END_DECLS
