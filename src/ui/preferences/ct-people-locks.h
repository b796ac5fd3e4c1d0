/* Who mistyped their passphrase too often, said under each name, and lifted by who administers. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

void ct_people_locks_watch (AdwPreferencesGroup *group, CtClinic *clinic, GPtrArray *rows);

G_END_DECLS
