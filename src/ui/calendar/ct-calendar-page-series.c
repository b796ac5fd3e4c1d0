/* Courses in the calendar: what moving or missing one session does to the rest; and a clinician who is away. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-leave-window.h"
#include "ui/calendar/ct-missing.h"
#include "ui/calendar/ct-plan-choice.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"

typedef struct
{
  CtCalendarPage *self;
  CtVisit        *visit;
  CtPlace         place;   /* where the session goes */
  GPtrArray      *plans;   /* of CtPlan */
  gboolean        missed;
  gboolean        tell;    /* where there is nothing to choose */
} Question;

static Question *
question_new (CtCalendarPage *self, CtVisit *visit)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->visit = g_object_ref (visit);
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->self);
  g_object_unref (question->visit);
  g_clear_pointer (&question->plans, g_ptr_array_unref);
  g_free (question);
}

/* ---- Booking what was chosen ---- */

static void
on_series_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  CtCalendarPage *self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCourse) course = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *deed = g_strdup_printf (_("The sessions of %s are moved."), question->visit->patient_name);

  self->n_running--;
  if (!question->missed)
    ct_time_grid_put_down (self->grid, error == NULL);
  ct_visit_range_read_again (self->range);
  if (!ct_notice_error (GTK_WIDGET (self), error))
    {
      ct_notice_undo (GTK_WIDGET (self), deed);
      ct_missing_tell_course (GTK_WIDGET (self), self->clinic, question->visit->appointment->patient_id,
                              CT_RECORD (course)->id);
    }
  question_free (question);
}

static gboolean
moves_only_one (const Question *question, const CtPlan *plan)
{
  return !question->missed && plan == g_ptr_array_index (question->plans, 0) &&
         g_strcmp0 (plan->title, _("Move only this one")) == 0;
}

static void
on_chosen_cb (CtPlanChoice *window, guint index, Question *asked)
{
  CtPlan *plan = g_ptr_array_index (asked->plans, index);
  Question *question;

  if (moves_only_one (asked, plan))
    {
      ct_calendar_page_move_one (asked->self, asked->visit, &asked->place);
      return;
    }
  question = question_new (asked->self, asked->visit);
  question->missed = asked->missed;
  asked->self->n_running++;
  ct_clinic_book_series_async (asked->self->clinic, asked->visit->appointment, plan, on_series_booked_cb, question);
}

static void
on_left_cb (CtPlanChoice *window, Question *question)
{
  if (!question->missed)
    ct_time_grid_put_down (question->self->grid, FALSE);
}

/* Takes @question; it lives as long as the window. */
static void
open_choice (Question *question)
{
  g_autofree char *title = NULL;
  g_autofree char *intro = NULL;
  GtkWindow *window;

  if (question->missed)
    {
      title = g_strdup_printf (_("Go On with %s"), question->visit->patient_name);
      intro = g_strdup (_("A session was missed. These ways lead on; nothing is booked yet."));
    }
  else
    {
      title = g_strdup_printf (_("Move a Session of %s"), question->visit->patient_name);
      intro = g_strdup (_("More sessions come behind this one. What becomes of them?"));
    }
  window = ct_plan_choice_new (title, intro, question->plans);
  g_object_set_data_full (G_OBJECT (window), "question", question, question_free);
  g_signal_connect (window, "chosen", G_CALLBACK (on_chosen_cb), question);
  g_signal_connect (window, "left", G_CALLBACK (on_left_cb), question);
  ct_child_window_present (window, GTK_WIDGET (question->self));
}

/* ---- Moving a session ---- */

/* Whether there is a way besides moving this one alone; that one is refused, or not, where it is tried. */
static gboolean
has_choice (const Question *question)
{
  for (guint i = 0; question->plans != NULL && i < question->plans->len; i++)
    {
      const CtPlan *plan = g_ptr_array_index (question->plans, i);

      if (plan->refused == NULL && !moves_only_one (question, plan))
        return TRUE;
    }
  return FALSE;
}

static void
on_move_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  CtCalendarPage *self = question->self;

  self->n_running--;
  question->plans = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  if (!has_choice (question))
    {
      ct_calendar_page_move_one (self, question->visit, &question->place);
      question_free (question);
      return;
    }
  open_choice (question);
}

/* Whether it is a session that goes to another time, and the question is on its way. */
gboolean
ct_calendar_page_move_series (CtCalendarPage *self, CtVisit *visit, const CtPlace *place)
{
  const CtAppointment *a = visit->appointment;
  CtChair *chair = ct_clinic_get_chair (self->clinic, place->chair_id);
  Question *question;

  if (a->course_id == 0 || a->session_number == 0 || a->session_number >= visit->course_sessions ||
      a->day == place->day || a->minutes != place->minutes || chair == NULL || chair->site_id != a->site_id)
    return FALSE;
  question = question_new (self, visit);
  question->place = *place;
  self->n_running++;
  ct_clinic_plan_series_move_async (self->clinic, visit->appointment, place->chair_id,
                                    (CtWall) { place->day, place->minute }, on_move_planned_cb, question);
  return TRUE;
}

/* ---- Missing one ---- */

static void
on_repairs_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  CtCalendarPage *self = question->self;
  g_autoptr (GError) error = NULL;

  self->n_running--;
  question->plans = ct_clinic_finish (CT_CLINIC (source), result, &error);
  if (question->plans != NULL && question->plans->len > 0)
    {
      open_choice (question);
      return;
    }
  if (question->tell && !ct_notice_error (GTK_WIDGET (self), error))
    ct_notice_more (GTK_WIDGET (self), _("No way to go on keeps the protocol's rules. Plan the course anew."), NULL);
  question_free (question);
}

/* Offers ways to go on after a session was missed; where there are none, it says so if @tell. */
void
ct_calendar_page_repair (CtCalendarPage *self, CtVisit *visit, gboolean tell)
{
  Question *question = question_new (self, visit);

  question->missed = TRUE;
  question->tell = tell;
  self->n_running++;
  ct_clinic_plan_missed_async (self->clinic, visit->appointment, on_repairs_planned_cb, question);
}

static void
act_repair (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);

  if (visit == NULL || ct_time_grid_has_hand (self->grid))
    return;
  if (g_strcmp0 (visit->appointment->status, CT_APPOINTMENT_MISSED) != 0 || visit->appointment->course_id == 0)
    ct_notice_tell (widget, _("Choose a session of a course that was missed."));
  else
    ct_calendar_page_repair (self, visit, TRUE);
}

/* ---- Somebody is away ---- */

static void
on_leave_booked_cb (CtCalendarPage *self, const char *words)
{
  ct_visit_range_read_again (self->range);
  ct_notice_undo (GTK_WIDGET (self), words);
}

static void
act_leave (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  GtkWindow *window;

  if (self->site_id == 0 || ct_time_grid_has_hand (self->grid))
    return;
  window = ct_leave_window_new (self->clinic, MAX (self->date, ct_clinic_now_at (self->clinic, self->site_id).date));
  g_signal_connect_object (window, "booked", G_CALLBACK (on_leave_booked_cb), self, G_CONNECT_SWAPPED);
  ct_child_window_present (window, widget);
}

void
ct_calendar_page_install_series (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.repair", NULL, act_repair },
    { "calendar.leave", NULL, act_leave },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}
