/* Stepping visits along their way, confirming them, taking a step back, cancelling. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-legend.h"
#include "ui/calendar/ct-step-menu.h"
#include "ui/ct-notice.h"

/* A visit that is shown: what is selected or opened, in whatever view, or one of the days. */
CtVisit *
ct_calendar_page_find_visit (CtCalendarPage *self, gint64 id)
{
  CtVisit *chosen = ct_calendar_page_chosen_visit (self);
  GPtrArray *visits = ct_visit_range_get_visits (self->range);

  if (chosen != NULL && CT_RECORD (chosen->appointment)->id == id)
    return chosen;
  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);

      if (CT_RECORD (visit->appointment)->id == id)
        return visit;
    }
  return NULL;
}

/* ---- A step ---- */

typedef struct
{
  CtCalendarPage *self;
  CtVisit        *visit;
} Stopping;

static void
stopping_free (gpointer data)
{
  Stopping *stopping = data;

  g_object_unref (stopping->self);
  g_object_unref (stopping->visit);
  g_free (stopping);
}

static void
on_stop_reason_cb (const char *reason, gpointer data)
{
  Stopping *stopping = data;

  ct_calendar_page_set_step (stopping->self, stopping->visit, CT_STEP_STOPPED, reason);
}

static void
ask_why_stopped (CtCalendarPage *self, CtVisit *visit)
{
  Stopping *stopping = g_new0 (Stopping, 1);

  *stopping = (Stopping) { g_object_ref (self), g_object_ref (visit) };
  ct_step_ask_why_stopped (GTK_WIDGET (self), visit, on_stop_reason_cb, stopping, stopping_free);
}

static gboolean
frees_place (CtStep step, CtVisit *visit)
{
  if (step == CT_STEP_MISSED)
    return visit->appointment->course_id != 0;
  return ct_way_is_off (step);
}

/* Sets a step that needs no more words than @reason. */
void
ct_calendar_page_set_step (CtCalendarPage *self, CtVisit *visit, CtStep step, const char *reason)
{
  g_autoptr (CtAppointment) wanted = ct_record_copy (visit->appointment);
  char *deed = ct_step_deed (step, visit->patient_name);
  CtCalendarAct *act;

  ct_way_set (wanted, step, reason, CT_TIME_NONE);
  act = ct_calendar_act_new (self, visit, wanted, deed, FALSE);
  act->missed = step == CT_STEP_MISSED;
  act->tells_missing = ct_way_get (step)->stage == CT_STAGE_HERE;
  act->moment = CT_READY_AT_ARRIVAL;
  if (frees_place (step, visit))
    act->freed = g_object_ref (visit);
  ct_clinic_set_appointment_status_async (self->clinic, visit->appointment, ct_way_get (step)->code, reason,
                                          ct_calendar_act_done_cb, act);
}

static void
set_step (CtCalendarPage *self, CtVisit *visit, const char *code)
{
  const CtWayStep *step = ct_way_find (code);

  g_return_if_fail (step != NULL);
  if (ct_time_grid_has_hand (self->grid) || ct_way_of (visit->appointment) == step->step)
    return;
  if (ct_way_is_off (step->step))
    ct_calendar_page_ask_reason (self, visit);
  else if (step->step == CT_STEP_STOPPED)
    ask_why_stopped (self, visit);
  else
    ct_calendar_page_set_step (self, visit, step->step, NULL);
}

static void
act_status (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);

  if (visit != NULL)
    set_step (self, visit, g_variant_get_string (target, NULL));
}

static void
act_set_status (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  const char *code;
  CtVisit *visit;
  gint64 id;

  g_variant_get (target, "(x&s)", &id, &code);
  if ((visit = ct_calendar_page_find_visit (self, id)) != NULL)
    set_step (self, visit, code);
}

static void
step_back (CtCalendarPage *self, CtVisit *visit)
{
  if (!ct_time_grid_has_hand (self->grid))
    ct_clinic_step_back_async (self->clinic, visit->appointment, ct_calendar_act_done_cb,
                               ct_calendar_act_new (self, visit, visit->appointment,
                                                    ct_step_back_deed (visit->patient_name), FALSE));
}

static void
act_back (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);

  if (visit != NULL)
    step_back (self, visit);
}

static void
act_step_back (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_find_visit (self, g_variant_get_int64 (target));

  if (visit != NULL)
    step_back (self, visit);
}

/* ---- Confirming ---- */

static void
confirm (CtCalendarPage *self, CtVisit *visit, const char *how)
{
  g_autoptr (CtAppointment) wanted = ct_record_copy (visit->appointment);
  const char *stored = ct_text_is_blank (how) ? NULL : how;
  CtCalendarAct *act;

  if (ct_time_grid_has_hand (self->grid) || g_strcmp0 (wanted->confirmed_how, stored) == 0 ||
      ct_way_is_off (ct_way_of (wanted)))
    return;
  g_object_set (wanted, "confirmed-how", stored, NULL);
  act = ct_calendar_act_new (self, visit, wanted, ct_confirmed_deed (how, visit->patient_name), FALSE);
  act->tells_missing = stored != NULL;
  act->moment = CT_READY_AT_CONFIRMING;
  ct_clinic_confirm_async (self->clinic, visit->appointment, stored, ct_calendar_act_done_cb, act);
}

static void
act_confirm (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);

  if (visit != NULL)
    confirm (self, visit, g_variant_get_string (target, NULL));
}

static void
act_set_confirmed (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  const char *how;
  CtVisit *visit;
  gint64 id;

  g_variant_get (target, "(x&s)", &id, &how);
  if ((visit = ct_calendar_page_find_visit (self, id)) != NULL)
    confirm (self, visit, how);
}

/* ---- Readiness ---- */

static void
on_ticked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtVisitCheck) check = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->n_running--;
  if (check == NULL)
    ct_notice_tell (GTK_WIDGET (self), error->message);
  else
    ct_notice_undo (GTK_WIDGET (self), check->met ? _("Noted that it is there.") : _("Noted that it is missing."));
}

static void
act_tick (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  const char *item;
  CtVisit *visit;
  gboolean met;
  gint64 id;

  g_variant_get (target, "(x&sb)", &id, &item, &met);
  if ((visit = ct_calendar_page_find_visit (self, id)) == NULL)
    return;
  self->n_running++;
  ct_clinic_tick_async (self->clinic, visit->appointment, item, met, on_ticked_cb, g_object_ref (self));
}

/* ---- Cancelling ---- */

static void
on_reason_chosen_cb (CtCalendarPage *self, CtVisit *visit, const char *code, const char *reason)
{
  ct_calendar_page_close_panel (self);
  gtk_revealer_set_reveal_child (self->side, FALSE);
  ct_calendar_page_set_step (self, visit, ct_way_find (code)->step, reason);
}

void
ct_calendar_page_ask_reason (CtCalendarPage *self, CtVisit *visit)
{
  if (self->cancelling == NULL)
    {
      self->cancelling = CT_CANCEL_POPOVER (ct_cancel_popover_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->cancelling), GTK_WIDGET (self));
      g_signal_connect_swapped (self->cancelling, "chosen", G_CALLBACK (on_reason_chosen_cb), self);
      g_signal_connect_swapped (self->cancelling, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self);
    }
  ct_calendar_page_point_at (self, GTK_POPOVER (self->cancelling));
  gtk_popover_popup (GTK_POPOVER (self->cancelling));
  ct_cancel_popover_set_visit (self->cancelling, visit);
}

static void
act_cancel (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  g_autofree char *words = NULL;
  g_autoptr (CtVisit) visit = ct_calendar_page_chosen_visit (self) != NULL ? g_object_ref (ct_calendar_page_chosen_visit (self)) : NULL;

  if (visit == NULL || ct_time_grid_has_hand (self->grid))
    return;
  if (ct_way_is_off (ct_way_of (visit->appointment)))
    {
      words = g_strdup_printf (_("The visit of %s was called off before."), visit->patient_name);
      ct_notice_tell (widget, words);
      return;
    }
  ct_calendar_page_close_panel (self);
  ct_calendar_page_ask_reason (self, visit);
}

/* Under the window's bar, where its button is. */
static void
act_legend (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  GdkRectangle at = { gtk_widget_get_width (widget) / 2, 0, 1, 1 };

  /* Made anew: the clinic may have other colours and people by now. */
  if (self->legend != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->legend));
  self->legend = GTK_POPOVER (ct_legend_new (self->clinic));
  gtk_popover_set_position (self->legend, GTK_POS_BOTTOM);
  gtk_widget_set_parent (GTK_WIDGET (self->legend), widget);
  g_signal_connect_swapped (self->legend, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self);
  gtk_popover_set_pointing_to (self->legend, &at);
  gtk_popover_popup (self->legend);
}

void
ct_calendar_page_install_way (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.cancel", NULL, act_cancel },
    { "calendar.status", "s", act_status },
    { "calendar.set-status", "(xs)", act_set_status },
    { "calendar.confirm", "s", act_confirm },
    { "calendar.set-confirmed", "(xs)", act_set_confirmed },
    { "calendar.back", NULL, act_back },
    { "calendar.step-back", "x", act_step_back },
    { "calendar.tick", "(xsb)", act_tick },
    { "calendar.legend", NULL, act_legend },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}
