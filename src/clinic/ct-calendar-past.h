/* The time machine: a day of the calendar as it stood at any moment, and who changed what since. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-past.h"

G_BEGIN_DECLS

void       ct_clinic_read_past_async   (CtClinic *self, gint64 site_id, CtDate day, GAsyncReadyCallback callback,
                                        gpointer user_data);  /* CtPast; audited as looked back */
GPtrArray *ct_past_visits_at           (const CtPast *past, gint64 at_us); /* (transfer full) of CtVisit */
char      *ct_clinic_past_change_words (CtClinic *self, const CtPastChange *change);

G_END_DECLS
