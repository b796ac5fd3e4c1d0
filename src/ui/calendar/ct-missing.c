#include "ui/calendar/ct-missing.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"

/* Of a course that was just booked, the first session is looked for so many days ahead. */
#define COURSE_DAYS 400
/* So many things are named in one line; the tooltip has all of them. */
#define NAMED       3

typedef struct
{
  GtkWidget    *from;
  gint64        id;      /* of the booking, or of the course whose first one is looked for */
  CtReadyMoment moment;
} Question;

static Question *
question_new (GtkWidget *from, gint64 id, CtReadyMoment moment)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question) { g_object_ref (from), id, moment };
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->from);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* What was done is told already: where this can't be read, the ring of the block still says it. */
static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GHashTable) all = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  GPtrArray *states = all != NULL ? g_hash_table_lookup (all, &question->id) : NULL;
  g_autofree char *missing = ct_readiness_missing (states, question->moment, NAMED);
  g_autofree char *every = ct_readiness_missing (states, question->moment, G_MAXUINT);
  g_autofree char *words = NULL;
  g_autofree char *whole = NULL;

  if (missing == NULL)
    return;
  /* Translators: after what was done: "Reyes, Marisol has arrived. Still missing: Escort named, Consent on file." */
  words = g_strdup_printf (_("Still missing: %s."), missing);
  whole = g_strdup_printf (_("Still missing: %s."), every);
  ct_notice_more (question->from, words, whole);
}

/**
 * ct_missing_tell:
 * @from: a widget of the page that has just told what was done
 * @clinic: the clinic
 * @visit: the booking, as stored
 * @moment: where it is by now
 *
 * Tells what should be there by then and is not, as part of what was told last.
 */
void
ct_missing_tell (GtkWidget *from, CtClinic *clinic, CtAppointment *visit, CtReadyMoment moment)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && CT_APPOINTMENT_IS (visit));
  ct_clinic_list_readiness_async (clinic, visit->site_id, visit->day, visit->day, on_read_cb,
                                  question_new (from, CT_RECORD (visit)->id, moment));
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GPtrArray) visits = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);

      if (visit->appointment->course_id == question->id)
        {
          ct_missing_tell (question->from, CT_CLINIC (source), visit->appointment, question->moment);
          return;
        }
    }
}

/**
 * ct_missing_tell_course:
 * @from: a widget of the page that has just told what was done
 * @clinic: the clinic
 * @patient_id: whose course
 * @course_id: a course that was just booked
 *
 * ct_missing_tell() for its first session: what is for the whole course is missing from all of them.
 */
void
ct_missing_tell_course (GtkWidget *from, CtClinic *clinic, gint64 patient_id, gint64 course_id)
{
  CtDate today;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic));
  today = ct_clinic_today (clinic);
  ct_clinic_list_visits_of_async (clinic, patient_id, today, today + COURSE_DAYS, on_listed_cb,
                                  question_new (from, course_id, CT_READY_AT_BOOKING));
}
