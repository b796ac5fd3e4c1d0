/* Moving visits and stepping them along: each act is a class action; what came of it is told in a toast with Undo. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-missing.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/ct-notice.h"
#include "ui/form/ct-conflict.h"
#include "ui/patient/ct-reason.h"

/* Several presses of + or - in a row are one act. */
#define LENGTHEN_MS 700

/* ---- What an act needs and what comes of it ---- */

/* Begins an act; ct_calendar_act_done_cb() ends it. Takes @deed. */
CtCalendarAct *
ct_calendar_act_new (CtCalendarPage *self, CtVisit *visit, CtAppointment *wanted, char *deed, gboolean in_hand)
{
  CtCalendarAct *act = g_new0 (CtCalendarAct, 1);

  *act = (CtCalendarAct) { g_object_ref (self), g_strdup (visit->patient_name), deed, g_object_ref (visit->appointment),
                 ct_record_copy (wanted), in_hand, in_hand };
  self->n_running++;
  return act;
}

static void
act_free (gpointer data)
{
  CtCalendarAct *act = data;

  g_object_unref (act->self);
  g_object_unref (act->base);
  g_object_unref (act->wanted);
  g_clear_object (&act->freed);
  g_free (act->name);
  g_free (act->deed);
  g_free (act);
}

static void
tell_refusal (CtCalendarPage *self, const CtCalendarAct *act, const GError *error)
{
  g_autofree char *words = ct_refusal_words (act->name, error);

  /* A visit that does not take place has none to be moved from: another is found as for any broken one. */
  if (g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN) && ct_appointment_holds_chair (act->base))
    ct_calendar_page_offer (self, act->wanted, act->base, act->name, words);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ct_notice_tell (GTK_WIDGET (self), words);
}

static void
on_override_reason_cb (const char *reason, gpointer data)
{
  CtCalendarAct *asked = data, *act = g_new0 (CtCalendarAct, 1);
  const CtAppointment *to = asked->wanted;

  *act = (CtCalendarAct) { g_object_ref (asked->self), g_strdup (asked->name), g_strdup (asked->deed), g_object_ref (asked->base),
                 ct_record_copy (asked->wanted), FALSE, TRUE };
  act->self->n_running++;
  ct_clinic_move_over_async (asked->self->clinic, asked->wanted, to->chair_id, to->day, to->minute, to->minutes, reason,
                             ct_calendar_act_done_cb, act);
}

/* A rule of the clinic or the protocol stands against a move: who may can have it all the same. Takes @act. */
static void
ask_to_override (CtCalendarPage *self, CtCalendarAct *act, const GError *error)
{
  CtReasonAsk ask = { _("Move It All the Same?"), error->message, _("Reason"), _("_Move"), FALSE, NULL };

  ct_reason_ask (GTK_WIDGET (self), &ask, on_override_reason_cb, act, act_free);
}

static gboolean
may_override (CtCalendarPage *self, const CtCalendarAct *act, const GError *error)
{
  return act->moves && g_error_matches (error, CT_ERROR, CT_ERROR_RULE) &&
         ct_clinic_user_may (self->clinic, CT_MAY_OVERRIDE);
}

/* Over what somebody else has made of the booking meanwhile. */
static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  CtCalendarAct *act = data;

  act->self->n_running--;
  if (merged == NULL)
    {
      act_free (act);
      return;
    }
  if (told != NULL)
    {
      g_free (act->deed);
      act->deed = g_strdup (told);
    }
  g_clear_object (&act->wanted);
  act->wanted = ct_record_copy (merged);
  act->self->n_running++;
  ct_clinic_edit_appointment_async (act->self->clinic, act->wanted, ct_calendar_act_done_cb, act);
}

/* What came of an act. */
void
ct_calendar_act_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtCalendarAct *act = data;
  CtCalendarPage *self = act->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (error != NULL && act->in_hand)
    ct_time_grid_put_down (self->grid, FALSE);
  /* Whatever stood against it may not be on the screen yet. */
  if (error != NULL)
    ct_visit_range_read_again (self->range);
  else
    ct_visit_range_refresh (self->range, CT_RECORD (act->base)->id);
  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    {
      act->in_hand = FALSE;
      ct_conflict_resolve (GTK_WIDGET (self), self->clinic, CT_RECORD (act->base), CT_RECORD (act->wanted), on_resolved_cb,
                           act, NULL);
      return;
    }
  self->n_running--;
  if (error != NULL)
    {
      if (may_override (self, act, error))
        {
          ask_to_override (self, act, error);
          return;
        }
      tell_refusal (self, act, error);
    }
  else
    {
      self->settling = act->in_hand;
      self->select_id = CT_RECORD (act->base)->id;
      ct_notice_undo (GTK_WIDGET (self), act->deed);
      if (act->tells_missing)
        ct_missing_tell (GTK_WIDGET (self), self->clinic, stored, act->moment);
      if (act->freed != NULL && act->missed)
        ct_calendar_page_repair (self, act->freed, FALSE);
      else if (act->freed != NULL)
        ct_calendar_page_count_fits (self, act->freed);
    }
  act_free (act);
}

static CtAppointment *
wanted_at (CtAppointment *base, gint64 chair_id, CtDate day, int minute, int minutes)
{
  CtAppointment *wanted = ct_record_copy (base);

  wanted->chair_id = chair_id;
  wanted->day = day;
  wanted->minute = minute;
  wanted->minutes = minutes;
  return wanted;
}

/* Moves a booking to one of the free places that were offered. */
void
ct_calendar_page_take_offer (CtCalendarPage *self, CtAppointment *base, const char *name, const CtNearby *offer,
                             int minutes)
{
  g_autofree char *words = ct_calendar_page_place_words (self, offer->date, offer->minute, offer->chair_id);
  CtCalendarAct *act = g_new0 (CtCalendarAct, 1);

  *act = (CtCalendarAct) { g_object_ref (self), g_strdup (name), g_strdup_printf (_("%s is moved to %s."), name, words),
                 g_object_ref (base), wanted_at (base, offer->chair_id, offer->date, offer->minute, minutes), FALSE,
                 TRUE };
  self->n_running++;
  ct_clinic_move_appointment_async (self->clinic, base, offer->chair_id, offer->date, offer->minute, minutes,
                                    ct_calendar_act_done_cb, act);
}

/* The visit an act is about: what is in the open panel, or what is selected. */
CtVisit *
ct_calendar_page_chosen_visit (CtCalendarPage *self)
{
  if (self->panel_popover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->panel_popover)))
    return ct_booking_panel_get_visit (self->panel_over);
  return ct_calendar_page_selected (self);
}

char *
ct_calendar_page_place_words (CtCalendarPage *self, CtDate day, int minute, gint64 chair_id)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, chair_id);
  g_autofree char *date = ct_date_format (day, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (minute);

  return g_strdup_printf ("%s, %s, %s", date, time, chair != NULL ? chair->name : "");
}

static gboolean
select_shown (CtCalendarPage *self)
{
  if (self->state.kind == CT_VIEW_AGENDA)
    return ct_agenda_view_select (self->agenda, self->select_id);
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].site_id != 0 && ct_time_grid_select_visit (self->panes[i].grid, self->select_id))
      {
        ct_calendar_page_use_pane (self, i);
        return TRUE;
      }
  return FALSE;
}

/**
 * ct_calendar_page_follow:
 * @self: a page
 * @visits: what was read
 *
 * After an act, or news: what is in the hand is put down, what was booked is selected, an open panel shows the news.
 */
void
ct_calendar_page_follow (CtCalendarPage *self, GPtrArray *visits)
{
  CtBookingPanel *panels[] = { self->panel_beside, self->panel_over };

  if (self->settling)
    {
      self->settling = FALSE;
      ct_time_grid_put_down (self->grid, TRUE);
    }
  if (self->select_id != 0 && select_shown (self))
    self->select_id = 0;
  for (gsize p = 0; p < G_N_ELEMENTS (panels); p++)
    {
      CtVisit *shown = panels[p] != NULL ? ct_booking_panel_get_visit (panels[p]) : NULL;

      for (guint i = 0; shown != NULL && i < visits->len; i++)
        {
          CtVisit *visit = g_ptr_array_index (visits, i);

          if (CT_RECORD (visit->appointment)->id == CT_RECORD (shown->appointment)->id && visit != shown)
            {
              ct_booking_panel_set_visit (panels[p], visit);
              break;
            }
        }
    }
}

/* ---- Moving ---- */

/* Moves a visit and nothing else. */
void
ct_calendar_page_move_one (CtCalendarPage *self, CtVisit *visit, const CtPlace *place)
{
  g_autoptr (CtAppointment) appointment = ct_record_copy (visit->appointment);
  g_autoptr (CtAppointment) wanted = NULL;
  g_autofree char *words = ct_calendar_page_place_words (self, place->day, place->minute, place->chair_id);
  g_autofree char *length = ct_length_text (place->minutes);
  gboolean same_start = place->day == appointment->day && place->minute == appointment->minute &&
                        place->chair_id == appointment->chair_id;
  char *deed;

  if (self->by == CT_COLUMNS_BY_CLINICIAN || place->clinician_id != 0)
    appointment->clinician_id = place->clinician_id;
  if (same_start && place->minutes != appointment->minutes)
    /* Translators: a name, then a length: "45 min" */
    deed = g_strdup_printf (_("%s is booked for %s now."), visit->patient_name, length);
  else
    /* Translators: a name, then day, time and chair */
    deed = g_strdup_printf (_("%s is moved to %s."), visit->patient_name, words);
  wanted = wanted_at (appointment, place->chair_id, place->day, place->minute, place->minutes);
  ct_clinic_move_appointment_async (self->clinic, appointment, place->chair_id, place->day, place->minute,
                                    place->minutes, ct_calendar_act_done_cb, ct_calendar_act_new (self, visit, wanted, deed, TRUE));
}

/* A session of a course asks first what becomes of those behind it. */
void
ct_calendar_page_move (CtCalendarPage *self, CtVisit *visit, const CtPlace *place)
{
  if (!ct_calendar_page_move_series (self, visit, place))
    ct_calendar_page_move_one (self, visit, place);
}

/* Dropped where the calendar itself can see that it may not be. */
static void
on_refused_cb (CtCalendarPage *self, CtVisit *visit, const CtPlace *place, const char *reasons)
{
  g_autoptr (GError) error = g_error_new_literal (CT_ERROR, CT_ERROR_TAKEN, reasons);
  g_autofree char *words = ct_refusal_words (visit->patient_name, error);
  g_autoptr (CtAppointment) wanted = wanted_at (visit->appointment, place->chair_id, place->day, place->minute,
                                                place->minutes);

  ct_calendar_page_offer (self, wanted, visit->appointment, visit->patient_name, words);
}

/* Whether it may be moved; if not, it says so. */
gboolean
ct_calendar_page_may_move (CtCalendarPage *self, CtVisit *visit)
{
  g_autofree char *words = NULL;

  if (ct_status_may_move (visit->appointment->status))
    return TRUE;
  if (ct_appointment_holds_chair (visit->appointment))
    words = g_strdup_printf (_("The visit of %s is under way or done, so it stays where it was."), visit->patient_name);
  else
    words = g_strdup_printf (_("The visit of %s did not take place; F finds another time for it."), visit->patient_name);
  ct_notice_tell (GTK_WIDGET (self), words);
  return FALSE;
}

static void
act_move (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  g_autoptr (CtVisit) visit = ct_calendar_page_chosen_visit (self) != NULL ? g_object_ref (ct_calendar_page_chosen_visit (self)) : NULL;

  if (visit == NULL || ct_time_grid_has_hand (self->grid) || !ct_calendar_page_may_move (self, visit))
    return;
  ct_calendar_page_close_panel (self);
  if (ct_calendar_page_needs_grid (self))
    ct_time_grid_pick_up (self->grid, visit);
}

static gboolean
on_lengthened_cb (gpointer data)
{
  CtCalendarPage *self = data;

  self->lengthen_id = 0;
  if (ct_time_grid_has_hand (self->grid))
    ct_time_grid_drop_hand (self->grid);
  return G_SOURCE_REMOVE;
}

static void
lengthen (CtCalendarPage *self, int minutes)
{
  CtVisit *visit = ct_calendar_page_chosen_visit (self);
  gboolean in_hand = ct_time_grid_has_hand (self->grid);

  if (visit == NULL || (!in_hand && !ct_calendar_page_may_move (self, visit)) || !ct_calendar_page_needs_grid (self))
    return;
  if (!in_hand)
    ct_time_grid_pick_up (self->grid, visit);
  ct_time_grid_lengthen_hand (self->grid, minutes);
  if (in_hand && self->lengthen_id == 0)
    return;
  g_clear_handle_id (&self->lengthen_id, g_source_remove);
  self->lengthen_id = g_timeout_add (LENGTHEN_MS, on_lengthened_cb, self);
}

static void
act_longer (GtkWidget *widget, const char *action, GVariant *target)
{
  lengthen (CT_CALENDAR_PAGE (widget), CT_GRID_STEP);
}

static void
act_shorter (GtkWidget *widget, const char *action, GVariant *target)
{
  lengthen (CT_CALENDAR_PAGE (widget), -CT_GRID_STEP);
}

void
ct_calendar_page_edit (CtCalendarPage *self, CtVisit *visit, CtAppointment *edited)
{
  char *deed = g_strdup_printf (_("The visit of %s is changed."), visit->patient_name);

  ct_clinic_edit_appointment_async (self->clinic, edited, ct_calendar_act_done_cb, ct_calendar_act_new (self, visit, edited, deed, FALSE));
}

void
ct_calendar_page_install_acts (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.move", NULL, act_move },
    { "calendar.longer", NULL, act_longer },
    { "calendar.shorter", NULL, act_shorter },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}

void
ct_calendar_page_connect_acts (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "move-visit", G_CALLBACK (ct_calendar_page_move), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "refused", G_CALLBACK (on_refused_cb), self, G_CONNECT_SWAPPED);
}
