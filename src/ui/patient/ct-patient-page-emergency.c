/* A chart that the role does not see, opened for an hour: asking why, telling what is left, and closing it again. */
#include "ui/patient/ct-patient-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"
#include "ui/patient/ct-reason.h"

static void
set_enabled (CtPatientPage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

/* ---- While it lasts ---- */

static char *
left_words (CtPatientPage *self, const CtEmergency *emergency)
{
  gint64 left_us = emergency->until_us - ct_clock_now (ct_clinic_get_clock (self->clinic));
  int minutes = (int) ((left_us + CT_USEC_PER_MINUTE - 1) / CT_USEC_PER_MINUTE);

  return g_strdup_printf (ngettext ("Emergency access: %d minute left. Reason: %s",
                                    "Emergency access: %d minutes left. Reason: %s", (gulong) minutes),
                          minutes, emergency->reason);
}

/* The clock of the clinic may jump, and the computer may sleep: so it is looked at, rather than waited for. */
static gboolean
on_second_cb (gpointer data)
{
  ct_patient_page_follow_emergency (data);
  return G_SOURCE_CONTINUE;
}

/**
 * ct_patient_page_follow_emergency:
 * @self: the page
 *
 * Says how long the chart stays open; a chart whose hour is over is closed.
 */
void
ct_patient_page_follow_emergency (CtPatientPage *self)
{
  gboolean by_role = ct_clinic_user_may (self->clinic, CT_MAY_SEE_CHART);
  gboolean clinical = self->file != NULL && self->file->clinical;
  CtEmergency *emergency = by_role ? NULL : ct_clinic_get_emergency (self->clinic, self->patient_id);
  g_autofree char *words = emergency != NULL && clinical ? left_words (self, emergency) : NULL;

  set_enabled (self, "begin-emergency", self->file != NULL && !by_role && !clinical);
  set_enabled (self, "end-emergency", emergency != NULL);
  ct_banner_set_text (self->emergency, words);
  if (words == NULL)
    g_clear_handle_id (&self->emergency_timer, g_source_remove);
  else if (self->emergency_timer == 0)
    self->emergency_timer = g_timeout_add_seconds (1, on_second_cb, self);
  if (clinical && !by_role && emergency == NULL)
    ct_patient_page_close_chart (self);
}

/* ---- Beginning and ending ---- */

static void
on_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtEmergency) emergency = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (!ct_notice_error (GTK_WIDGET (self), error) && emergency != NULL && self->clinic != NULL)
    ct_patient_page_show (self, self->patient_id);
}

static void
on_reason_cb (const char *reason, gpointer data)
{
  CtPatientPage *self = data;

  ct_clinic_begin_emergency_async (self->clinic, self->patient_id, reason, on_begun_cb, g_object_ref (self));
}

static void
begin_emergency (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtReasonAsk ask = { .heading = _("Open in an Emergency?"),
                      .body = _("It stays open for an hour. Say in a few words, three at least, why you need it now. "
                                "The owner of the clinic is told, and the audit keeps your reason with all you open."),
                      .field = _("Reason"),
                      .act = _("_Open the Chart"),
                      .destructive = TRUE,
                      .check = ct_emergency_check_reason };

  ct_reason_ask (data, &ask, on_reason_cb, g_object_ref (data), g_object_unref);
}

static void
on_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtEmergency) ended = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (!ct_notice_error (GTK_WIDGET (self), error) && ended != NULL && self->clinic != NULL)
    ct_patient_page_follow_emergency (self);
}

static void
end_emergency (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  CtEmergency *emergency = ct_clinic_get_emergency (self->clinic, self->patient_id);

  if (emergency != NULL)
    ct_clinic_end_emergency_async (self->clinic, emergency, on_ended_cb, g_object_ref (self));
}

/**
 * ct_patient_page_install_emergency:
 * @self: the page
 *
 * Gives the page its banner and its two acts of an emergency.
 */
void
ct_patient_page_install_emergency (CtPatientPage *self)
{
  static const GActionEntry entries[] = { { "begin-emergency", begin_emergency }, { "end-emergency", end_emergency } };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  self->emergency = CT_BANNER (ct_banner_new ("dialog-warning-symbolic", NULL));
  ct_banner_set_action (self->emergency, _("_End Now"), "patient.end-emergency");
  gtk_box_append (self->notices, GTK_WIDGET (self->emergency));
  ct_patient_page_follow_emergency (self);
}
