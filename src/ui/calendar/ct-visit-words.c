#include "ui/calendar/ct-visit-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "domain/ct-readiness.h"

/* One row a step: the button that sets it, and the deed for a toast; what else is known of it is in the way. */
static const struct
{
  const char *verb;
  const char *deed;
} step_words[CT_N_STEPS] = {
  [CT_STEP_BOOKED] = { N_("Back to booked"), N_("%s is back to booked.") },
  [CT_STEP_ARRIVED] = { N_("Arrived"), N_("%s has arrived.") },
  [CT_STEP_READY] = { N_("Ready"), N_("%s is ready.") },
  [CT_STEP_IN_CHAIR] = { N_("In chair"), N_("%s is in the chair.") },
  [CT_STEP_RECOVERY] = { N_("Recovery"), N_("%s is recovering.") },
  [CT_STEP_LEAVING] = { N_("Ready to leave"), N_("%s is ready to leave.") },
  [CT_STEP_DONE] = { N_("Check out"), N_("%s is checked out.") },
  [CT_STEP_STOPPED] = { N_("Stopped early…"), N_("The treatment of %s was stopped early.") },
  [CT_STEP_MISSED] = { N_("Did not come"), N_("%s did not come.") },
  [CT_STEP_CANCELLED_BY_PATIENT] = { N_("Cancelled by the patient…"), N_("%s has cancelled the visit.") },
  [CT_STEP_CANCELLED_BY_CLINIC] = { N_("Cancelled by the clinic…"), N_("The visit of %s is cancelled.") },
  [CT_STEP_CANCELLED] = { N_("Cancelled…"), N_("The visit of %s is cancelled.") },
  [CT_STEP_CONFIRMED] = { N_("Confirmed"), N_("%s has confirmed.") },
  [CT_STEP_LATE] = { N_("Late"), N_("%s is late.") },
};

/**
 * ct_step_verb:
 * @step: a step of the way
 *
 * Returns: what a button says that sets it.
 */
const char *
ct_step_verb (CtStep step)
{
  g_return_val_if_fail (step < CT_N_STEPS, "");
  return _(step_words[step].verb);
}

/**
 * ct_step_deed:
 * @step: a step of the way
 * @name: whose visit
 *
 * Returns: (transfer full): what was done by setting it: "Reyes, Marisol has arrived."
 */
char *
ct_step_deed (CtStep step, const char *name)
{
  g_return_val_if_fail (step < CT_N_STEPS, NULL);
  return g_strdup_printf (_(step_words[step].deed), name);
}

/**
 * ct_confirmed_deed:
 * @how: how it was confirmed; "" or %NULL: not any more
 * @name: whose visit
 *
 * Returns: (transfer full): what was done by noting that: "Reyes, Marisol has confirmed by telephone."
 */
char *
ct_confirmed_deed (const char *how, const char *name)
{
  if (ct_text_is_blank (how))
    return g_strdup_printf (_("The visit of %s is not confirmed any more."), name);
  /* Translators: a name, then "by telephone", "in person" */
  return g_strdup_printf (_("%s has confirmed %s."), name, ct_way_how_label (how));
}

/**
 * ct_step_back_deed:
 * @name: whose visit
 *
 * Returns: (transfer full): what was done by taking the last step back.
 */
char *
ct_step_back_deed (const char *name)
{
  return g_strdup_printf (_("The last step of %s is taken back."), name);
}

/**
 * ct_visit_shown:
 * @visit: a visit
 * @clinic: the clinic it is in
 *
 * Returns: the step it is shown as now, late and confirmed among them.
 */
CtStep
ct_visit_shown (CtVisit *visit, CtClinic *clinic)
{
  CtStep step = ct_way_of (visit->appointment);

  return step == CT_STEP_BOOKED ? ct_way_shown (visit->appointment, ct_clinic_now_at (clinic, visit->appointment->site_id))
                                : step;
}

/**
 * ct_visit_status_words:
 * @visit: a visit
 * @clinic: the clinic it is in
 *
 * Returns: (transfer full): how it stands: "Late by 12 min", "Recovery for 20 min", "Cancelled by the patient: ill".
 */
char *
ct_visit_status_words (CtVisit *visit, CtClinic *clinic)
{
  const CtAppointment *a = visit->appointment;
  CtStep step = ct_visit_shown (visit, clinic);
  g_autofree char *length = NULL;

  if (step == CT_STEP_LATE)
    {
      length = ct_length_text (ct_way_late_by (a, ct_clinic_now_at (clinic, a->site_id)));
      return g_strdup_printf (_("Late by %s"), length);
    }
  if (step == CT_STEP_CONFIRMED && g_strcmp0 (a->confirmed_how, CT_CONFIRMED_SOMEHOW) != 0)
    /* Translators: "Confirmed by telephone" */
    return g_strdup_printf (_("Confirmed %s"), ct_way_how_label (a->confirmed_how));
  if (ct_way_get (step)->stage == CT_STAGE_HERE && a->status_us != CT_TIME_NONE)
    {
      gint64 since_us = ct_clock_now (ct_clinic_get_clock (clinic)) - a->status_us;

      length = ct_length_text ((int) CLAMP (since_us / CT_USEC_PER_MINUTE, 0, CT_MINUTES_PER_DAY));
      /* Translators: a step, then a length: "Recovery for 20 min" */
      return g_strdup_printf (_("%s for %s"), ct_way_label (step), length);
    }
  if (!ct_text_is_blank (a->cancel_reason))
    return g_strdup_printf ("%s: %s", ct_way_label (step), a->cancel_reason);
  return g_strdup (ct_way_label (step));
}

/**
 * ct_visit_ready_words:
 * @visit: a visit
 *
 * Returns: (transfer full) (nullable): "Ready", or "3 of 5, missing: Escort named"; %NULL where nothing is needed or known.
 */
char *
ct_visit_ready_words (CtVisit *visit)
{
  GPtrArray *states = visit->readiness;
  g_autofree char *missing = ct_readiness_missing (states, CT_READY_AT_ARRIVAL, G_MAXUINT);

  if (states == NULL || states->len == 0)
    return NULL;
  if (missing == NULL)
    return g_strdup (_("all is there"));
  /* Translators: how many of how many things a visit needs are there, and which are not */
  return g_strdup_printf (_("%u of %u, missing: %s"), ct_readiness_n_met (states), states->len, missing);
}

/**
 * ct_status_may_move:
 * @status: a status of an appointment
 *
 * Returns: whether a booking in it may be moved: not once the patient sits in the chair.
 */
gboolean
ct_status_may_move (const char *status)
{
  const CtWayStep *step = ct_way_find (status);

  return step == NULL || step->moves;
}

/**
 * ct_visit_protocol:
 * @visit: a visit
 * @knowledge: (nullable): what the clinic knows
 *
 * Returns: (transfer none) (nullable): the protocol of its course.
 */
CtProtocol *
ct_visit_protocol (CtVisit *visit, CtKnowledge *knowledge)
{
  if (visit->protocol == NULL || knowledge == NULL)
    return NULL;
  return ct_knowledge_get_protocol (knowledge, visit->protocol);
}

static const char *
route_words (const char *route)
{
  static const char *const routes[][2] = {
    { "iv", NC_ ("route", "IV") },
    { "im", NC_ ("route", "IM") },
    { "sublingual", NC_ ("route", "Sublingual") },
    { "oral", NC_ ("route", "Oral") },
    { "intranasal", NC_ ("route", "Nasal") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_strcmp0 (routes[i][0], route) == 0)
      return g_dpgettext2 (NULL, "route", routes[i][1]);
  return route;
}

static char *
protocol_dose (CtVisit *visit, CtProtocol *protocol)
{
  if (visit->dose_ug_per_kg > 0)
    return ct_dose_format_mg_per_kg (visit->dose_ug_per_kg);
  if (protocol->dose_ug_per_kg > 0)
    return ct_dose_format_mg_per_kg (protocol->dose_ug_per_kg);
  if (visit->appointment->session_number > 1 && protocol->later_dose_ug > 0)
    return ct_dose_format_mg (protocol->later_dose_ug);
  return protocol->dose_ug > 0 ? ct_dose_format_mg (protocol->dose_ug) : NULL;
}

/**
 * ct_visit_what:
 * @visit: a visit
 * @knowledge: (nullable): what the clinic knows of protocols
 *
 * Returns: (transfer full): what happens in it, short: "IV 0.5 mg/kg", "Consultation".
 */
char *
ct_visit_what (CtVisit *visit, CtKnowledge *knowledge)
{
  CtProtocol *protocol = ct_visit_protocol (visit, knowledge);
  g_autofree char *dose = NULL;

  if (protocol == NULL || g_strcmp0 (visit->appointment->kind, CT_VISIT_TREATMENT) != 0)
    return g_strdup (ct_visit_kind_label (visit->appointment->kind));
  dose = protocol_dose (visit, protocol);
  return dose != NULL ? g_strdup_printf ("%s %s", route_words (protocol->route), dose)
                      : g_strdup (route_words (protocol->route));
}

/**
 * ct_visit_progress:
 * @visit: a visit
 *
 * Returns: (transfer full) (nullable): "4/6" where it belongs to a course.
 */
char *
ct_visit_progress (CtVisit *visit)
{
  if (visit->appointment->session_number <= 0)
    return NULL;
  if (visit->course_sessions <= 0)
    return g_strdup_printf ("%d", visit->appointment->session_number);
  return g_strdup_printf ("%d/%d", visit->appointment->session_number, visit->course_sessions);
}

/**
 * ct_minutes_text:
 * @minute: when it starts
 * @minutes: how long it lasts
 *
 * Returns: (transfer full): "10:00–11:30".
 */
char *
ct_minutes_text (int minute, int minutes)
{
  g_autofree char *from = ct_minute_format (minute);
  g_autofree char *to = ct_minute_format (MIN (minute + minutes, CT_MINUTES_PER_DAY));

  return g_strdup_printf ("%s–%s", from, to);
}

/**
 * ct_expected_words:
 * @minute: when a visit will really begin
 * @delay: how many minutes that is after the time booked
 *
 * Returns: (transfer full): the same in short: "≈14:25, 25 min late".
 */
char *
ct_expected_words (int minute, int delay)
{
  g_autofree char *time = ct_expected_time (minute);
  g_autofree char *length = ct_length_text (delay);

  /* Translators: about when a visit will begin, and how much later than booked: "≈14:25, 25 min late" */
  return g_strdup_printf (_("%s, %s late"), time, length);
}

/**
 * ct_expected_spoken:
 * @minute: when a visit will really begin
 * @delay: how many minutes that is after the time booked
 *
 * Returns: (transfer full): the same to be read aloud: "expected 14:25, 25 minutes late".
 */
char *
ct_expected_spoken (int minute, int delay)
{
  g_autofree char *time = ct_minute_format (minute % CT_MINUTES_PER_DAY);

  return g_strdup_printf (ngettext ("expected %s, %d minute late", "expected %s, %d minutes late", (gulong) delay), time, delay);
}

/**
 * ct_expected_time:
 * @minute: a minute of the day, or of the next
 *
 * Returns: (transfer full): "≈14:25".
 */
char *
ct_expected_time (int minute)
{
  g_autofree char *time = ct_minute_format (minute % CT_MINUTES_PER_DAY);

  /* Translators: a time that is only about right: "≈14:25" */
  return g_strdup_printf (_("≈%s"), time);
}

/**
 * ct_visit_short_name:
 * @visit: a visit
 *
 * Returns: (transfer full): whose it is, short enough for a sentence: "T. Okafor".
 */
char *
ct_visit_short_name (CtVisit *visit)
{
  const char *comma = g_utf8_strchr (visit->patient_name, -1, ',');
  const char *given = comma != NULL ? comma + 1 : NULL;
  g_autofree char *family = comma != NULL ? g_strndup (visit->patient_name, (gsize) (comma - visit->patient_name)) : NULL;
  char first[7] = "";

  while (given != NULL && *given == ' ')
    given++;
  if (given == NULL || !g_unichar_isalpha (g_utf8_get_char (given)))
    return g_strdup (family != NULL ? family : visit->patient_name);
  first[g_unichar_to_utf8 (g_utf8_get_char (given), first)] = '\0';
  /* Translators: the first letter of a given name, and the family name: "T. Okafor" */
  return g_strdup_printf (_("%s. %s"), first, family);
}

/**
 * ct_length_text:
 * @minutes: a length
 *
 * Returns: (transfer full): "45 min", "1 h 30 min".
 */
char *
ct_length_text (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_("%d min"), minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_("%d h"), minutes / 60);
  return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);
}

static void
append_part (GString *line, const char *part)
{
  if (ct_text_is_blank (part))
    return;
  if (line->len > 0)
    g_string_append (line, ", ");
  g_string_append (line, part);
}

static char *
session_words (CtVisit *visit)
{
  if (visit->appointment->session_number <= 0)
    return NULL;
  if (visit->course_sessions <= 0)
    return g_strdup_printf (_("session %d"), visit->appointment->session_number);
  return g_strdup_printf (_("session %d of %d"), visit->appointment->session_number, visit->course_sessions);
}

/**
 * ct_visit_free_words:
 * @visit: a visit
 *
 * Returns: (transfer full) (nullable): "chair free from 10:55", of one that was over before its time; else %NULL.
 */
char *
ct_visit_free_words (CtVisit *visit)
{
  g_autofree char *time = NULL;

  if (visit->appointment->free_minute == 0)
    return NULL;
  time = ct_minute_format (visit->appointment->free_minute);
  return g_strdup_printf (_("chair free from %s"), time);
}

/**
 * ct_visit_accessible_name:
 * @visit: a visit
 * @clinic: the clinic it is in
 *
 * Returns: (transfer full): all that its block shows, as one line for assistive technology.
 */
char *
ct_visit_accessible_name (CtVisit *visit, CtClinic *clinic)
{
  CtAppointment *a = visit->appointment;
  CtChair *chair = ct_clinic_get_chair (clinic, a->chair_id);
  g_autofree char *session = session_words (visit);
  g_autofree char *what = ct_visit_what (visit, ct_clinic_get_knowledge (clinic));
  g_autofree char *day = ct_date_format (a->day, _("%a %-d %b"));
  g_autofree char *from = ct_minute_format (a->minute);
  g_autofree char *to = ct_minute_format (a->minute + a->minutes);
  g_autofree char *times = g_strdup_printf (_("%s to %s"), from, to);
  g_autofree char *status = ct_visit_status_words (visit, clinic);
  g_autofree char *free = ct_visit_free_words (visit);
  g_autofree char *ready = ct_visit_ready_words (visit);
  GString *line = g_string_new (visit->patient_name);

  append_part (line, session);
  append_part (line, what);
  append_part (line, day);
  append_part (line, times);
  append_part (line, chair != NULL ? chair->name : NULL);
  append_part (line, status);
  append_part (line, free);
  if (ready != NULL)
    {
      g_autofree char *part = g_strdup_printf (_("readiness: %s"), ready);

      append_part (line, part);
    }
  return g_string_free (line, FALSE);
}

/**
 * ct_refusal_words:
 * @name: whose booking was refused
 * @error: why
 *
 * Returns: (transfer full): what to tell: where a place is taken, who wanted it and who has it.
 */
char *
ct_refusal_words (const char *name, const GError *error)
{
  if (!g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
    return g_strdup (error->message);
  /* Translators: a name, then sentences that say who has the place and what is free */
  return g_strdup_printf (_("No place for %s: %s"), name, error->message);
}

/**
 * ct_visit_same:
 * @a: a visit
 * @b: a visit, perhaps read later
 *
 * Returns: whether both say the same of the same booking, so that what shows one need not be drawn anew for the other.
 */
gboolean
ct_visit_same (CtVisit *a, CtVisit *b)
{
  return CT_RECORD (a->appointment)->id == CT_RECORD (b->appointment)->id &&
         CT_RECORD (a->appointment)->revision == CT_RECORD (b->appointment)->revision &&
         a->patient_born == b->patient_born && a->course_sessions == b->course_sessions &&
         a->dose_ug_per_kg == b->dose_ug_per_kg && g_strcmp0 (a->patient_name, b->patient_name) == 0 &&
         g_strcmp0 (a->patient_phone, b->patient_phone) == 0 && g_strcmp0 (a->protocol, b->protocol) == 0 &&
         g_strcmp0 (a->session_status, b->session_status) == 0;
}

/**
 * ct_clinician_name:
 * @clinic: an open clinic
 * @user_id: somebody who works there, or 0
 *
 * Returns: their name; "" for nobody.
 */
const char *
ct_clinician_name (CtClinic *clinic, gint64 user_id)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; user_id != 0 && i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == user_id)
      return CT_USER (g_ptr_array_index (users, i))->full_name;
  return "";
}
