/* Calendar files (.ics): a patient's appointments out, somebody's own busy times in. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

void ct_clinic_export_calendar_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback,
                                      gpointer user_data);  /* GBytes; audited as exported */
void ct_clinic_import_busy_async     (CtClinic *self, gint64 user_id, GBytes *bytes, const char *source,
                                      const char *file_name, GAsyncReadyCallback callback,
                                      gpointer user_data);  /* CtStaffBusy; undoable */
void ct_clinic_forget_busy_async     (CtClinic *self, gint64 user_id, const char *source, GAsyncReadyCallback callback,
                                      gpointer user_data);  /* CtStaffBusy, removed; undoable */

G_END_DECLS
