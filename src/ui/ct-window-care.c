/* The ways from the window to what is done for a patient: scores, courses, the summary. */
#include "ui/ct-window-private.h"

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/paper/ct-preview.h"
#include "ui/patient/ct-course-planner.h"
#include "ui/patient/ct-score-entry.h"

/* Each window is made from the patient's file as it is now, never from what a page happens to show. */
typedef struct
{
  CtWindow *self;
  char     *instrument;
  GtkWindow *(*open) (CtClinic *clinic, CtPatientFile *file, const char *instrument);
} Call;

static void
on_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatientFile) file = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (!ct_notice_error (GTK_WIDGET (call->self), error) && !ct_window_is_locked (call->self))
    ct_child_window_present (call->open (call->self->clinic, file, call->instrument), GTK_WIDGET (call->self));
  g_object_unref (call->self);
  g_free (call->instrument);
  g_free (call);
}

static void
open_for (CtWindow *self, gint64 patient_id, const char *instrument,
          GtkWindow *(*open) (CtClinic *clinic, CtPatientFile *file, const char *instrument))
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->instrument = g_strdup (instrument);
  call->open = open;
  ct_clinic_read_patient_async (self->clinic, patient_id, on_file_cb, call);
}

static GtkWindow *
open_score (CtClinic *clinic, CtPatientFile *file, const char *instrument)
{
  return GTK_WINDOW (ct_score_entry_new (clinic, file, instrument));
}

static GtkWindow *
open_planner (CtClinic *clinic, CtPatientFile *file, const char *instrument)
{
  return GTK_WINDOW (ct_course_planner_new (clinic, file));
}

static GtkWindow *
open_summary (CtClinic *clinic, CtPatientFile *file, const char *instrument)
{
  return GTK_WINDOW (ct_preview_new_summary (clinic, file));
}

/**
 * ct_window_record_score:
 * @self: the window
 * @patient_id: somebody
 * @instrument: the questionnaire to begin with, or ""
 */
void
ct_window_record_score (CtWindow *self, gint64 patient_id, const char *instrument)
{
  open_for (self, patient_id, instrument, open_score);
}

/**
 * ct_window_plan_course:
 * @self: the window
 * @patient_id: somebody
 */
void
ct_window_plan_course (CtWindow *self, gint64 patient_id)
{
  open_for (self, patient_id, NULL, open_planner);
}

/**
 * ct_window_show_summary:
 * @self: the window
 * @patient_id: somebody
 */
void
ct_window_show_summary (CtWindow *self, gint64 patient_id)
{
  open_for (self, patient_id, NULL, open_summary);
}
