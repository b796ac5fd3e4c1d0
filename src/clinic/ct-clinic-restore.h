/* Putting a backup back, as the files of it see it. */
#pragma once

#include "clinic/ct-clinic.h"
#include "clinic/ct-door.h"

G_BEGIN_DECLS

CtRestored *ct_clinic_restore_file      (const CtRestoreWish *wish, const char *to, CtClock clock, GError **error);
CtRestored *ct_clinic_restore_to_server (const CtRestoreWish *wish, CtClock clock, GError **error);

/* ct-clinic-move.c */
CtMoved    *ct_clinic_move_restored     (const CtClinicMove *move, CtDoor *from, const char *backup, GError **error);

G_END_DECLS
