/* Records what was given in a session. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SESSION_ENTRY (ct_session_entry_get_type ())
G_DECLARE_FINAL_TYPE (CtSessionEntry, ct_session_entry, CT, SESSION_ENTRY, AdwWindow)

CtSessionEntry *ct_session_entry_new (CtClinic *clinic, CtPatientFile *file, CtSession *session);

G_END_DECLS
