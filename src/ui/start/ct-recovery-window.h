/* A new recovery key, shown once. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

GtkWindow *ct_recovery_window_new (CtClinic *clinic, const char *key);

G_END_DECLS
