/* Stepping the visits of the day along: each act is told in a toast with Undo. */
#include "ui/today/ct-today-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-missing.h"
#include "ui/calendar/ct-step-menu.h"
#include "ui/ct-notice.h"
#include "ui/form/ct-conflict.h"

/* ---- An act, until it is told what came of it ---- */

typedef struct
{
  CtTodayPage   *self;
  char          *name;
  char          *deed;
  CtAppointment *base;
  CtAppointment *wanted;
  gboolean       tells_missing; /* what it still needs by @moment is told with it */
  CtReadyMoment  moment;
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->self);
  g_object_unref (step->base);
  g_object_unref (step->wanted);
  g_free (step->name);
  g_free (step->deed);
  g_free (step);
}

static void on_stepped_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Over what somebody else has made of the visit meanwhile. */
static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  Step *step = data;

  if (merged == NULL)
    {
      step_free (step);
      return;
    }
  if (told != NULL)
    {
      g_free (step->deed);
      step->deed = g_strdup (told);
    }
  g_set_object (&step->wanted, CT_APPOINTMENT (merged));
  ct_clinic_edit_appointment_async (step->self->clinic, step->wanted, on_stepped_cb, step);
}

static void
on_stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  CtTodayPage *self = step->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  ct_visit_range_refresh (self->range, CT_RECORD (step->base)->id);
  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    {
      ct_conflict_resolve (GTK_WIDGET (self), self->clinic, CT_RECORD (step->base), CT_RECORD (step->wanted),
                           on_resolved_cb, step, NULL);
      return;
    }
  if (stored != NULL)
    {
      ct_notice_undo (GTK_WIDGET (self), step->deed);
      if (step->tells_missing)
        ct_missing_tell (GTK_WIDGET (self), self->clinic, stored, step->moment);
    }
  else
    {
      g_autofree char *words = ct_refusal_words (step->name, error);

      ct_notice_tell (GTK_WIDGET (self), words);
    }
  step_free (step);
}

/* Takes @deed. */
static Step *
step_new (CtTodayPage *self, CtVisit *visit, char *deed)
{
  Step *step = g_new0 (Step, 1);

  *step = (Step) { g_object_ref (self), g_strdup (visit->patient_name), deed, g_object_ref (visit->appointment),
                   ct_record_copy (visit->appointment) };
  return step;
}

static void
take_step (CtTodayPage *self, CtVisit *visit, CtStep to, const char *reason)
{
  Step *step = step_new (self, visit, ct_step_deed (to, visit->patient_name));

  step->tells_missing = ct_way_get (to)->stage == CT_STAGE_HERE;
  step->moment = CT_READY_AT_ARRIVAL;
  ct_way_set (step->wanted, to, reason, CT_TIME_NONE);
  ct_clinic_set_appointment_status_async (self->clinic, visit->appointment, ct_way_get (to)->code, reason, on_stepped_cb,
                                          step);
}

/* The step is not taken before it is known why; until then @step only keeps who and what. */
static void
on_why_stopped_cb (const char *reason, gpointer data)
{
  Step *asked = data;
  int position = ct_today_page_position_of (asked->self, CT_RECORD (asked->base)->id);

  if (position >= 0)
    {
      g_autoptr (CtVisit) visit = g_list_model_get_item (G_LIST_MODEL (asked->self->visits), (guint) position);

      take_step (asked->self, visit, CT_STEP_STOPPED, reason);
    }
}

static void
on_called_off_cb (CtTodayPage *self, CtVisit *visit, const char *code, const char *reason)
{
  take_step (self, visit, ct_way_find (code)->step, reason);
}

static void
ask_why_cancelled (CtTodayPage *self, CtVisit *visit)
{
  if (self->cancelling == NULL)
    {
      self->cancelling = CT_CANCEL_POPOVER (ct_cancel_popover_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->cancelling), GTK_WIDGET (self));
      g_signal_connect_swapped (self->cancelling, "chosen", G_CALLBACK (on_called_off_cb), self);
    }
  gtk_popover_popup (GTK_POPOVER (self->cancelling));
  ct_cancel_popover_set_visit (self->cancelling, visit);
}

static void
set_status (CtTodayPage *self, CtVisit *visit, const char *code)
{
  const CtWayStep *step = ct_way_find (code);

  g_return_if_fail (step != NULL);
  if (ct_way_of (visit->appointment) == step->step)
    return;
  if (ct_way_is_off (step->step))
    ask_why_cancelled (self, visit);
  else if (step->step == CT_STEP_STOPPED)
    ct_step_ask_why_stopped (GTK_WIDGET (self), visit, on_why_stopped_cb, step_new (self, visit, NULL),
                             (GDestroyNotify) step_free);
  else
    take_step (self, visit, step->step, NULL);
}

static void
confirm (CtTodayPage *self, CtVisit *visit, const char *how)
{
  const char *stored = *how != '\0' ? how : NULL;
  Step *step;

  if (g_strcmp0 (visit->appointment->confirmed_how, stored) == 0)
    return;
  step = step_new (self, visit, ct_confirmed_deed (how, visit->patient_name));
  step->tells_missing = stored != NULL;
  step->moment = CT_READY_AT_CONFIRMING;
  g_object_set (step->wanted, "confirmed-how", stored, NULL);
  ct_clinic_confirm_async (self->clinic, visit->appointment, stored, on_stepped_cb, step);
}

static void
step_back (CtTodayPage *self, CtVisit *visit)
{
  ct_clinic_step_back_async (self->clinic, visit->appointment, on_stepped_cb,
                             step_new (self, visit, ct_step_back_deed (visit->patient_name)));
}

/* ---- A chair that runs over ---- */

/* Another chair, by the move of the calendar. */
static void
reseat (CtTodayPage *self, CtVisit *visit, gint64 chair_id, int minute)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, chair_id);
  g_autofree char *time = ct_minute_format (minute);
  /* Translators: a name, then a time and a chair */
  Step *step = step_new (self, visit, g_strdup_printf (_("%s is moved to %s, %s."), visit->patient_name, time,
                                                       chair != NULL ? chair->name : ""));

  step->wanted->chair_id = chair_id;
  step->wanted->minute = minute;
  ct_clinic_move_appointment_async (self->clinic, visit->appointment, chair_id, visit->appointment->day, minute,
                                    visit->appointment->minutes, on_stepped_cb, step);
}

/* The visit of a row, (transfer full) (nullable). */
static CtVisit *
visit_of (CtTodayPage *self, gint64 id)
{
  int position = ct_today_page_position_of (self, id);

  return position >= 0 ? g_list_model_get_item (G_LIST_MODEL (self->visits), (guint) position) : NULL;
}

static void
act_set_status (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (CtVisit) visit = NULL;
  const char *code;
  gint64 id;

  g_variant_get (target, "(x&s)", &id, &code);
  if ((visit = visit_of (CT_TODAY_PAGE (widget), id)) != NULL)
    set_status (CT_TODAY_PAGE (widget), visit, code);
}

static void
act_set_confirmed (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (CtVisit) visit = NULL;
  const char *how;
  gint64 id;

  g_variant_get (target, "(x&s)", &id, &how);
  if ((visit = visit_of (CT_TODAY_PAGE (widget), id)) != NULL)
    confirm (CT_TODAY_PAGE (widget), visit, how);
}

static void
act_step_back (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (CtVisit) visit = visit_of (CT_TODAY_PAGE (widget), g_variant_get_int64 (target));

  if (visit != NULL)
    step_back (CT_TODAY_PAGE (widget), visit);
}

static void
act_status (GtkWidget *widget, const char *action, GVariant *target)
{
  CtTodayPage *self = CT_TODAY_PAGE (widget);
  CtVisit *visit = gtk_single_selection_get_selected_item (self->selection);

  if (visit != NULL)
    set_status (self, visit, g_variant_get_string (target, NULL));
}

static void
act_confirm (GtkWidget *widget, const char *action, GVariant *target)
{
  CtTodayPage *self = CT_TODAY_PAGE (widget);
  CtVisit *visit = gtk_single_selection_get_selected_item (self->selection);

  if (visit != NULL)
    confirm (self, visit, g_variant_get_string (target, NULL));
}

static void
act_back (GtkWidget *widget, const char *action, GVariant *target)
{
  CtTodayPage *self = CT_TODAY_PAGE (widget);
  CtVisit *visit = gtk_single_selection_get_selected_item (self->selection);

  if (visit != NULL)
    step_back (self, visit);
}

static void
on_reseat_cb (CtFloorStrip *strip, gint64 visit_id, gint64 chair_id, int minute, CtTodayPage *self)
{
  g_autoptr (CtVisit) visit = visit_of (self, visit_id);

  if (visit != NULL)
    reseat (self, visit, chair_id, minute);
}

/* The calendar has the days to look at, and the finder; the visit is selected there. */
static void
on_find_time_cb (CtFloorStrip *strip, gint64 visit_id, CtTodayPage *self)
{
  g_autofree char *today = ct_date_to_iso (self->context.now.date);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-visit", "(sx)", today, visit_id);
}

/* Connects what the strip of chairs asks for. */
void
ct_today_page_connect_acts (CtTodayPage *self)
{
  g_signal_connect_object (self->floor, "reseat", G_CALLBACK (on_reseat_cb), self, 0);
  g_signal_connect_object (self->floor, "find-time", G_CALLBACK (on_find_time_cb), self, 0);
}

/* Installs the actions; their keys are in the keymap. */
void
ct_today_page_install_acts (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "today.set-status", "(xs)", act_set_status);
  gtk_widget_class_install_action (klass, "today.status", "s", act_status);
  gtk_widget_class_install_action (klass, "today.set-confirmed", "(xs)", act_set_confirmed);
  gtk_widget_class_install_action (klass, "today.confirm", "s", act_confirm);
  gtk_widget_class_install_action (klass, "today.step-back", "x", act_step_back);
  gtk_widget_class_install_action (klass, "today.back", NULL, act_back);
}
