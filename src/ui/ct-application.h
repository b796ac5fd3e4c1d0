/* The program: which clinic, which moment, which windows. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_APPLICATION (ct_application_get_type ())
G_DECLARE_FINAL_TYPE (CtApplication, ct_application, CT, APPLICATION, AdwApplication)

CtApplication *ct_application_new         (void);
CtClock        ct_application_get_clock   (CtApplication *self);
void           ct_application_open_clinic (CtApplication *self, CtClinic *clinic);
void           ct_application_show_log_in (CtApplication *self, const char *path);

G_END_DECLS
