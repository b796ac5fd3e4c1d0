/* A clinic full of people who never were, to look around in. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_DEMO_LOGIN      "ana"
#define CT_DEMO_PASSPHRASE "harbor morning"

void      ct_demo_clinic_make_async  (const char *path, CtClock clock, GAsyncReadyCallback callback, gpointer user_data);
CtClinic *ct_demo_clinic_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
