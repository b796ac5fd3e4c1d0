#include "ui/patient/ct-session-row.h"

#include <glib/gi18n.h>

#include "base/ct-units.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"

static const char *
status_icon (const CtSession *session, CtDate today)
{
  if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
    return "ct-status-done-symbolic";
  if (g_strcmp0 (session->status, CT_SESSION_PLANNED) != 0)
    return "ct-status-missed-symbolic";
  return session->day < today ? "dialog-question-symbolic" : "ct-status-booked-symbolic";
}

static char *
detail_words (const CtSession *session, CtDate today)
{
  gboolean given = g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0;
  g_autofree char *dose = ct_words_dose (session->dose_ug, session->dose_ug_per_kg);
  g_autofree char *meant = !given && *dose != '\0' ? g_strdup_printf (_("dose %s"), dose) : g_strdup (dose);
  g_autofree char *weight = given ? ct_mass_format (session->weight_g) : g_strdup ("");

  return ct_words_join (" · ", ct_words_session_status (session, today), meant, weight,
                        session->note != NULL ? session->note : "", NULL);
}

/**
 * ct_session_row_new:
 * @session: a session
 * @today: the present day
 *
 * Returns: (transfer floating): a row that says what became of it; one that is due can be recorded from it.
 */
GtkWidget *
ct_session_row_new (CtSession *session, CtDate today)
{
  g_autofree char *day = ct_words_day (session->day, today);
  /* Translators: the number of a session and its day: "Session 4 · Mon 9 Nov" */
  g_autofree char *title = g_strdup_printf (_("Session %d · %s"), session->number, day);
  g_autofree char *detail = detail_words (session, today);
  g_autofree char *widget_name = g_strdup_printf ("record-session-%" G_GINT64_FORMAT, CT_RECORD (session)->id);
  g_autofree char *spoken = g_strdup_printf (_("Record session %d of %s"), session->number, day);
  GtkWidget *row = ct_part_fact_row (status_icon (session, today), title, detail);
  GtkWidget *button;

  gtk_widget_add_css_class (row, "ct-tabular");
  if (g_strcmp0 (session->status, CT_SESSION_PLANNED) != 0 || session->day > today)
    return row;
  button = ct_part_button (_("_Record…"), "patient.record-session", g_variant_new_int64 (CT_RECORD (session)->id));
  gtk_widget_set_name (button, widget_name);
  ct_part_name (button, spoken);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}
