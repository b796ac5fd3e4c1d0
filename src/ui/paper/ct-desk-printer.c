#include "ui/paper/ct-desk-printer.h"

#include <glib/gi18n.h>

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/ct-settings.h"
#include "ui/paper/ct-preview.h"

/**
 * ct_usual_paper:
 *
 * Returns: the paper of this desk: as set in the preferences, else as the locale says.
 */
CtPaper
ct_usual_paper (void)
{
  g_autofree char *wanted = ct_settings_get_text ("paper-size", "system");
  CtPaper paper;

  return ct_paper_parse (wanted, &paper) ? paper : ct_paper_of_locale ();
}

/* Pages on their way to the preview, and what is written down when they leave it. */
typedef struct
{
  GtkWidget *from;      /* (nullable) once it is handed to the preview */
  gint64     patient_id;
  char      *words;
  char      *file_name;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->from);
  g_free (job->words);
  g_free (job->file_name);
  g_free (job);
}

static Job *
job_new (GtkWidget *from, gint64 patient_id, const char *name, CtDate date)
{
  Job *job = g_new0 (Job, 1);
  g_autofree char *iso = ct_date_to_iso (date);

  job->from = g_object_ref (from);
  job->patient_id = patient_id;
  job->file_name = g_strdup_printf ("%s-%s.pdf", name, iso);
  return job;
}

static void
note (CtClinic *clinic, const char *act, gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  const Job *job = data;

  ct_clinic_note_sheet_async (clinic, act, job->patient_id, job->words, callback, user_data);
}

static void
on_pages_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPages) pages = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autoptr (GtkWidget) from = g_steal_pointer (&job->from);

  if (pages == NULL || gtk_widget_get_root (from) == NULL)
    {
      if (pages == NULL && gtk_widget_get_root (from) != NULL)
        ct_notice_error (from, error);
      job_free (job);
      return;
    }
  job->words = g_strdup (ct_pages_get_title (pages));
  ct_child_window_present (GTK_WINDOW (ct_preview_new_pages (CT_CLINIC (source), pages, job->words, job->file_name, note,
                                                             job, job_free)),
                           from);
}

/**
 * ct_desk_print_schedule:
 * @from: the page that asks
 * @clinic: the clinic
 * @wish: which day or week, and how; its paper is the usual one
 *
 * Shows a day sheet or a week, to print or to save.
 */
void
ct_desk_print_schedule (GtkWidget *from, CtClinic *clinic, const CtScheduleWish *wish)
{
  CtScheduleWish mine;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && wish != NULL);
  mine = *wish;
  mine.paper = ct_usual_paper ();
  ct_clinic_make_schedule_async (clinic, &mine, on_pages_cb,
                                 job_new (from, 0, wish->kind == CT_SCHEDULE_WEEK ? "week" : "day", wish->date));
}

/**
 * ct_desk_print_tags:
 * @from: the page that asks
 * @clinic: the clinic
 * @wish: labels or cards, whose, on which sheet
 *
 * Shows labels or cards, to print or to save.
 */
void
ct_desk_print_tags (GtkWidget *from, CtClinic *clinic, const CtTagWish *wish)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && wish != NULL);
  ct_clinic_make_tags_async (clinic, wish, on_pages_cb,
                             job_new (from, wish->patient_id, wish->use == CT_TAG_CARDS ? "cards" : "labels",
                                      ct_clinic_today (clinic)));
}

/**
 * ct_desk_print_series:
 * @from: the page that asks
 * @clinic: the clinic
 * @patient_id: whose
 *
 * Shows all appointments to come of a patient, to print or to save.
 */
void
ct_desk_print_series (GtkWidget *from, CtClinic *clinic, gint64 patient_id)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic));
  ct_clinic_make_series_sheet_async (clinic, patient_id, ct_usual_paper (), on_pages_cb,
                                     job_new (from, patient_id, "appointments", ct_clinic_today (clinic)));
}
