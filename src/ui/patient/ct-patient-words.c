#include "ui/patient/ct-patient-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"
#include "base/ct-units.h"

/**
 * ct_words_join:
 * @separator: between them
 * @...: (nullable) texts, then %NULL; pass "" for one that is missing
 *
 * Returns: (transfer full): those that are not blank, joined.
 */
char *
ct_words_join (const char *separator, ...)
{
  GString *joined = g_string_new (NULL);
  const char *text;
  va_list texts;

  va_start (texts, separator);
  while ((text = va_arg (texts, const char *)) != NULL)
    if (!ct_text_is_blank (text))
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? separator : "", text);
  va_end (texts);
  return g_string_free (joined, FALSE);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* ---- Days and times ---- */

/**
 * ct_words_day:
 * @day: a day
 * @today: the present day
 *
 * Returns: (transfer full): "Wed 25 Nov", with the year where it is another one; empty for none.
 */
char *
ct_words_day (CtDate day, CtDate today)
{
  int year, this_year;

  if (day == CT_DATE_NONE)
    return g_strdup ("");
  ct_date_get_ymd (day, &year, NULL, NULL);
  ct_date_get_ymd (today, &this_year, NULL, NULL);
  return ct_date_format (day, year == this_year ? _("%a %-d %b") : _("%a %-d %b %Y"));
}

/**
 * ct_words_day_time:
 * @day: a day
 * @minute: of that day
 * @today: the present day
 *
 * Returns: (transfer full): "Wed 25 Nov, 10:00".
 */
char *
ct_words_day_time (CtDate day, int minute, CtDate today)
{
  g_autofree char *date = ct_words_day (day, today);
  g_autofree char *time = ct_minute_format (minute);

  /* Translators: a day and a time */
  return g_strdup_printf (_("%s, %s"), date, time);
}

/**
 * ct_words_moment:
 * @utc_us: a moment
 * @zone: where it is looked at
 *
 * Returns: (transfer full): "Wed 25 Nov 2026, 10:00"; empty for none.
 */
char *
ct_words_moment (gint64 utc_us, GTimeZone *zone)
{
  CtWall wall;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (utc_us == CT_TIME_NONE || utc_us == 0)
    return g_strdup ("");
  wall = ct_wall_from_utc (utc_us, zone);
  date = ct_date_format (wall.date, _("%a %-d %b %Y"));
  time = ct_minute_format (wall.minute);
  return g_strdup_printf (_("%s, %s"), date, time);
}

/**
 * ct_words_iso:
 * @iso: (nullable): a date as documents write it, with as much as is known: "1985", "1985-03", "1985-03-12",
 *   "201308151030-0800", or words
 *
 * Returns: (transfer full): "12 Mar 1985", "Mar 1985", "1985"; what is no date stays as it is.
 */
char *
ct_words_iso (const char *iso)
{
  g_autofree char *whole = NULL;
  CtDate day;

  if (ct_text_is_blank (iso))
    return g_strdup ("");
  day = ct_date_parse_iso (iso);
  if (day == CT_DATE_NONE && strspn (iso, "0123456789") >= 8)
    {
      g_autofree char *digits = g_strndup (iso, 8); /* as HL7 writes a moment: 201308151030-0800 */

      day = ct_date_parse_any (digits);
    }
  if (day != CT_DATE_NONE)
    return ct_date_format (day, _("%-d %b %Y"));
  whole = g_strconcat (iso, "-01", NULL);
  day = strlen (iso) == 7 ? ct_date_parse_iso (whole) : CT_DATE_NONE;
  return day != CT_DATE_NONE ? ct_date_format (day, _("%b %Y")) : g_strdup (iso);
}

/* ---- People ---- */

/**
 * ct_words_age:
 * @patient: a patient
 * @today: the present day
 *
 * Returns: (transfer full): whole years: "41"; "about 41" where only month or year of birth are known; empty for none.
 */
char *
ct_words_age (const CtPatient *patient, CtDate today)
{
  int years;

  if (patient->born == CT_DATE_NONE || patient->born > today)
    return g_strdup ("");
  years = ct_date_years_between (patient->born, today);
  return g_strdup_printf (patient->born_precision == CT_DATE_PRECISION_DAY ? "%d" : _("about %d"), years);
}

/**
 * ct_words_born:
 * @patient: a patient
 *
 * Returns: (transfer full): "12 Mar 1985", or as much of it as is known; empty for none.
 */
char *
ct_words_born (const CtPatient *patient)
{
  g_autofree char *iso = NULL;

  if (patient->born == CT_DATE_NONE)
    return g_strdup ("");
  iso = ct_date_to_iso_part (patient->born, (CtDatePrecision) patient->born_precision);
  return ct_words_iso (iso);
}

/**
 * ct_words_user:
 * @clinic: a clinic
 * @user_id: somebody who works or worked here
 *
 * Returns: the name; empty where nobody of that id is known.
 */
const char *
ct_words_user (CtClinic *clinic, gint64 user_id)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (CT_RECORD (user)->id == user_id)
        return user->full_name != NULL ? user->full_name : or_empty (user->login);
    }
  return "";
}

/* ---- Courses ---- */

/**
 * ct_words_dose:
 * @dose_ug: in µg; 0 for none
 * @dose_ug_per_kg: in µg for each kg; 0 for unknown
 *
 * Returns: (transfer full): "42 mg · 0.5 mg/kg"; empty for none.
 */
char *
ct_words_dose (gint64 dose_ug, gint64 dose_ug_per_kg)
{
  g_autofree char *mg = dose_ug > 0 ? ct_dose_format_mg (dose_ug) : NULL;
  g_autofree char *per_kg = dose_ug_per_kg > 0 ? ct_dose_format_mg_per_kg (dose_ug_per_kg) : NULL;

  return ct_words_join (" · ", or_empty (mg), or_empty (per_kg), NULL);
}

/**
 * ct_words_visit:
 * @clinic: a clinic
 * @visit: a booking
 * @today: the present day
 *
 * Returns: (transfer full): "Wed 25 Nov, 10:00 · Chair 2".
 */
char *
ct_words_visit (CtClinic *clinic, const CtAppointment *visit, CtDate today)
{
  g_autofree char *when = ct_words_day_time (visit->day, visit->minute, today);
  CtChair *chair = ct_clinic_get_chair (clinic, visit->chair_id);

  return ct_words_join (" · ", when, chair != NULL ? or_empty (chair->name) : "", NULL);
}

/**
 * ct_words_course:
 * @knowledge: what the clinic knows
 * @course: a course
 *
 * Returns: (transfer full): the protocol's name, or its id where it is not known any more.
 */
char *
ct_words_course (CtKnowledge *knowledge, const CtCourse *course)
{
  CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, course->protocol);

  return g_strdup (protocol != NULL ? protocol->name : or_empty (course->protocol));
}

/**
 * ct_words_progress:
 * @file: a patient's file
 * @course: one of the patient's courses
 *
 * Returns: (transfer full): "4 of 6": sessions given of sessions meant.
 */
char *
ct_words_progress (CtPatientFile *file, const CtCourse *course)
{
  int done = 0;

  for (guint i = 0; i < file->sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (file->sessions, i);

      if (session->course_id == CT_RECORD (course)->id && g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
        done++;
    }
  /* Translators: sessions given of sessions planned */
  return g_strdup_printf (_("%d of %d"), done, course->n_sessions);
}

/**
 * ct_words_course_status:
 * @status: (nullable): of a course
 *
 * Returns: it in words.
 */
const char *
ct_words_course_status (const char *status)
{
  if (g_strcmp0 (status, CT_COURSE_ACTIVE) == 0)
    return _("under way");
  if (g_strcmp0 (status, CT_COURSE_DONE) == 0)
    return _("finished");
  return g_strcmp0 (status, CT_COURSE_STOPPED) == 0 ? _("stopped") : "";
}

/**
 * ct_words_session_status:
 * @session: a session
 * @today: the present day
 *
 * Returns: its status in words; a planned one of an earlier day says that nobody recorded it.
 */
const char *
ct_words_session_status (const CtSession *session, CtDate today)
{
  if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
    return _("Completed");
  if (g_strcmp0 (session->status, CT_SESSION_CANCELLED) == 0)
    return _("Cancelled");
  if (g_strcmp0 (session->status, CT_SESSION_MISSED) == 0)
    return _("Missed");
  if (session->day < today)
    return _("Not recorded");
  return session->day == today ? _("Today") : _("Planned");
}

/* ---- Rules ---- */

/**
 * ct_words_level:
 * @level: how strongly a rule speaks
 *
 * Returns: it in a word.
 */
const char *
ct_words_level (CtLevel level)
{
  static const char *const words[] = { N_("Note"), N_("Warning"), N_("Hold"), N_("Stop") };

  return _(words[CLAMP (level, 0, 3)]);
}

/**
 * ct_words_level_icon:
 * @level: how strongly a rule speaks
 *
 * Returns: an icon's name; each level has a shape of its own.
 */
const char *
ct_words_level_icon (CtLevel level)
{
  static const char *const icons[] = { "dialog-information-symbolic", "dialog-warning-symbolic",
                                       "media-playback-pause-symbolic", "process-stop-symbolic" };

  return icons[CLAMP (level, 0, 3)];
}

/* ---- Scores ---- */

/**
 * ct_words_flags:
 * @instrument: (nullable): an instrument
 * @flags: (nullable): ids of its safety notices, parted by blanks
 *
 * Returns: (transfer container) (element-type CtFinding): the first finding of each.
 */
GPtrArray *
ct_words_flags (const CtInstrument *instrument, const char *flags)
{
  g_auto (GStrv) ids = g_strsplit (or_empty (flags), " ", -1);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; instrument != NULL && ids[i] != NULL; i++)
    for (guint j = 0; j < instrument->findings->len; j++)
      {
        const CtFinding *finding = g_ptr_array_index (instrument->findings, j);

        if (g_strcmp0 (finding->id, ids[i]) == 0)
          {
            g_ptr_array_add (found, (gpointer) finding);
            break;
          }
      }
  return found;
}

/**
 * ct_assessment_wants_answer:
 * @assessment: a score
 *
 * Returns: whether it has a safety notice that nobody has acknowledged.
 */
gboolean
ct_assessment_wants_answer (const CtAssessment *assessment)
{
  return !ct_text_is_blank (assessment->flags) && ct_text_is_blank (assessment->acknowledgement) &&
         g_strcmp0 (assessment->status, CT_ASSESSMENT_WITHDRAWN) != 0;
}
