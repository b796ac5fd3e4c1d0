/* Who sits where, read from the store, and everything that stands against one more booking. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "store/ct-visit-claims.h"

/* Takes along what judging a place at @site_id needs. */
void
ct_rule_tools_init (CtRuleTools *self, CtClinic *clinic, gint64 site_id)
{
  *self = (CtRuleTools) { NULL, g_ptr_array_ref (ct_clinic_get_chairs (clinic)),
                           ct_knowledge_ref (ct_clinic_get_knowledge (clinic)),
                           g_ptr_array_ref (ct_clinic_get_sites (clinic)) };
  if (site_id != 0 && ct_clinic_get_site (clinic, site_id) != NULL)
    self->desk = ct_desk_ref (ct_clinic_get_desk (clinic, site_id));
}

/* Lets go of it. */
void
ct_rule_tools_clear (CtRuleTools *self)
{
  g_clear_pointer (&self->desk, ct_desk_unref);
  g_clear_pointer (&self->chairs, g_ptr_array_unref);
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_pointer (&self->knowledge, ct_knowledge_unref);
}

/* ---- Who sits where ---- */

/* Columns of visit.occupancy. */
enum
{
  ROW_ID,
  ROW_PATIENT,
  ROW_SITE,
  ROW_CHAIR,
  ROW_DAY,
  ROW_MINUTE,
  ROW_FAMILY,
  ROW_GIVEN,
  ROW_MINUTES,
  ROW_CLINICIAN,
  ROW_KIND,
  ROW_PROTOCOL,
  ROW_FREE,
};

/* "T. Okafor": short enough for a sentence. */
static char *
short_name (const char *given, const char *family)
{
  gunichar first = given != NULL ? g_utf8_get_char (given) : 0;
  GString *name = g_string_new (NULL);

  if (first != 0 && g_unichar_isalpha (first))
    {
      g_string_append_unichar (name, first);
      g_string_append (name, ". ");
    }
  g_string_append (name, family != NULL ? family : "");
  return g_string_free (name, FALSE);
}

static void
add_booking (CtRows *rows, const CtRuleTools *tools, CtOccupancy *occupancy, gint64 site_id)
{
  g_autofree char *label = short_name (ct_rows_text (rows, ROW_GIVEN), ct_rows_text (rows, ROW_FAMILY));
  const char *kind = ct_rows_text (rows, ROW_KIND);
  int from = (int) ct_rows_int (rows, ROW_MINUTE);
  CtBooking booking = { .appointment_id = ct_rows_int (rows, ROW_ID), .patient_id = ct_rows_int (rows, ROW_PATIENT),
                        .date = (CtDate) ct_rows_int (rows, ROW_DAY), .label = label, .kind = kind,
                        .clinician_id = ct_rows_int (rows, ROW_CLINICIAN) };

  booking.chair_id = ct_rows_int (rows, ROW_SITE) == site_id ? ct_rows_int (rows, ROW_CHAIR) : 0;
  booking.minutes = (CtMinutes) { from, MIN (from + (int) ct_rows_int (rows, ROW_MINUTES), CT_MINUTES_PER_DAY) };
  ct_booking_end_at (&booking, (int) ct_rows_int (rows, ROW_FREE));
  if (booking.minutes.to <= from)
    return;
  booking.segments = ct_knowledge_get_segments (tools->knowledge, ct_rows_text (rows, ROW_PROTOCOL), kind);
  ct_occupancy_add (occupancy, &booking);
}

/* Who sits where at a site from @first to @last, and where the patient and the clinician (0: nobody) are elsewhere. */
CtOccupancy *
ct_clinic_read_occupancy (CtUnit *unit, const CtRuleTools *tools, gint64 site_id, gint64 patient_id,
                          gint64 clinician_id, CtDate first, CtDate last, GError **error)
{
  g_autoptr (CtOccupancy) occupancy = ct_occupancy_new ();
  g_autoptr (CtRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < tools->chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (tools->chairs, i);

      if (chair->site_id == site_id)
        ct_occupancy_add_chair (occupancy, CT_RECORD (chair)->id, chair->name);
    }
  rows = ct_unit_query (unit, error, "visit.occupancy", "iinni", site_id, patient_id, first, last, clinician_id);
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    add_booking (rows, tools, occupancy, site_id);
  if (failure == NULL)
    return g_steal_pointer (&occupancy);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Adds where a patient, or a clinician (0: nobody), is at other sites. */
gboolean
ct_clinic_add_elsewhere (CtUnit *unit, const CtRuleTools *tools, CtOccupancy *occupancy, gint64 site_id,
                         gint64 patient_id, gint64 clinician_id, CtDate first, CtDate last, GError **error)
{
  g_autoptr (CtRows) rows =
      ct_unit_query (unit, error, "visit.occupancy", "iinni", (gint64) 0, patient_id, first, last, clinician_id);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    if (ct_rows_int (rows, ROW_SITE) != site_id)
      {
        ct_occupancy_remove (occupancy, ct_rows_int (rows, ROW_ID));
        add_booking (rows, tools, occupancy, site_id);
      }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* An appointment as the rules want it. What it says belongs to @appointment and @tools. */
CtBooking
ct_clinic_booking_of (const CtRuleTools *tools, CtAppointment *appointment, const char *protocol)
{
  return (CtBooking) { .appointment_id = CT_RECORD (appointment)->id, .patient_id = appointment->patient_id,
                       .chair_id = appointment->chair_id, .date = appointment->day,
                       .minutes = { appointment->minute, appointment->minute + appointment->minutes },
                       .clinician_id = appointment->clinician_id, .kind = appointment->kind,
                       .segments = ct_knowledge_get_segments (tools->knowledge, protocol, appointment->kind) };
}

/* ---- Over before its time ---- */

static CtSite *
find_site (const CtRuleTools *tools, gint64 id)
{
  for (guint i = 0; i < tools->sites->len; i++)
    if (CT_RECORD (g_ptr_array_index (tools->sites, i))->id == id)
      return g_ptr_array_index (tools->sites, i);
  return NULL;
}

/* Since when it is where it is, in minutes of its day by the clock on the wall; %G_MAXINT where nobody knows. */
static int
since_minute (const CtRuleTools *tools, const CtAppointment *a)
{
  CtSite *site = find_site (tools, a->site_id);
  g_autoptr (GTimeZone) zone = site != NULL ? ct_zone_load (site->zone) : NULL;
  CtWall since;

  if (zone == NULL || a->status_us == CT_TIME_NONE)
    return G_MAXINT / 2;
  since = ct_wall_from_utc (a->status_us, zone);
  return CLAMP (since.date - a->day, -1, 1) * CT_MINUTES_PER_DAY + since.minute;
}

/* After a step: whoever has left before the time needs their chair no longer; whoever is back has it to the end. */
gboolean
ct_clinic_free_chair (CtUnit *unit, const CtRuleTools *tools, CtAppointment *appointment, GError **error)
{
  g_autoptr (CtCourse) course = NULL;

  if (appointment->course_id != 0 && (course = ct_unit_get (unit, CT_TYPE_COURSE, appointment->course_id, error)) == NULL)
    return FALSE;
  ct_way_free_chair (appointment, since_minute (tools, appointment),
                     ct_knowledge_get_segments (tools->knowledge, course != NULL ? course->protocol : NULL, appointment->kind));
  return TRUE;
}

/* ---- The course it is a session of ---- */

/* Columns of visit.series. */
enum
{
  SERIES_NUMBER,
  SERIES_COURSE,
  SERIES_DAY,
  SERIES_MINUTE,
  SERIES_APPOINTMENT,
};

/* Sessions given or booked count for the spacing whatever their course, but only those of one course have an order. */
static GArray *
read_series (CtUnit *unit, CtAppointment *wanted, GError **error)
{
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.series", "i", wanted->patient_id);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    {
      CtSpacingSession session = { 0, (CtDate) ct_rows_int (rows, SERIES_DAY), -1 };
      gint64 appointment_id = ct_rows_int (rows, SERIES_APPOINTMENT);

      if (appointment_id != 0 && appointment_id == CT_RECORD (wanted)->id)
        continue;
      if (ct_rows_int (rows, SERIES_COURSE) == wanted->course_id)
        session.number = (int) ct_rows_int (rows, SERIES_NUMBER);
      if (!ct_rows_is_null (rows, SERIES_MINUTE))
        session.minute = (int) ct_rows_int (rows, SERIES_MINUTE);
      g_array_append_val (series, session);
    }
  if (failure == NULL)
    return g_steal_pointer (&series);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Puts into @question what the course of @wanted asks for, if it has one; its sessions belong to @series. */
gboolean
ct_clinic_read_course (CtUnit *unit, const CtRuleTools *tools, CtAppointment *wanted, CtRulesQuestion *question,
                       GArray **series, GError **error)
{
  g_autoptr (CtCourse) course = NULL;

  if (wanted->course_id == 0)
    return TRUE;
  course = ct_unit_get (unit, CT_TYPE_COURSE, wanted->course_id, error);
  if (course == NULL)
    return FALSE;
  question->protocol = ct_knowledge_get_protocol (tools->knowledge, course->protocol);
  question->number = wanted->session_number;
  if (question->protocol == NULL)
    return TRUE;
  *series = read_series (unit, wanted, error);
  if (*series == NULL)
    return FALSE;
  question->sessions = (const CtSpacingSession *) (gpointer) (*series)->data;
  question->n_sessions = (*series)->len;
  return TRUE;
}

/* ---- May it have its place? ---- */

static gboolean
is_short_of_rooms (const CtRulesQuestion *question)
{
  g_autoptr (GPtrArray) breaches = ct_rules_check (question);

  for (guint i = 0; i < breaches->len; i++)
    if (((const CtBreach *) g_ptr_array_index (breaches, i))->kind == CT_BREACH_ROOMS)
      return TRUE;
  return FALSE;
}

/* Who goes without a room holds none. */
static gboolean
override (CtUnit *unit, const CtRulesQuestion *question, CtAppointment *wanted, const char *reason,
          const GError *refusal, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%s — %s", reason, refusal->message);

  if (is_short_of_rooms (question))
    ct_visit_claims_yield (unit, CT_CLAIM_ROOM);
  return ct_unit_audit (unit, "overrode", "appointment", CT_RECORD (wanted)->id, wanted->patient_id, detail, error);
}

/* Reads what judging a place needs: who sits where from its day to @last, without the booking itself, and its course. */
gboolean
ct_clinic_read_question (CtUnit *unit, const CtRuleTools *tools, CtAppointment *wanted, CtDate last,
                         CtRulesQuestion *question, CtOccupancy **occupancy, GArray **series, GError **error)
{
  *question = (CtRulesQuestion) { .desk = tools->desk };
  *occupancy = ct_clinic_read_occupancy (unit, tools, wanted->site_id, wanted->patient_id, wanted->clinician_id,
                                         wanted->day, last, error);
  if (*occupancy == NULL || !ct_clinic_read_course (unit, tools, wanted, question, series, error))
    return FALSE;
  ct_occupancy_remove (*occupancy, CT_RECORD (wanted)->id);
  question->occupancy = *occupancy;
  question->wanted = ct_clinic_booking_of (tools, wanted, question->protocol != NULL ? question->protocol->id : NULL);
  return TRUE;
}

/* Whoever took the place a moment ago is named with it. */
static gboolean
refuse (CtUnit *unit, const CtRulesQuestion *question, CtOccupancy *occupancy, GError **error)
{
  ct_clinic_name_rivals (unit, question, occupancy);
  return ct_rules_allow (question, error);
}

/* Explains why a place can't be had, before the database refuses it. With a reason, rules give way, and the audit says so;
 * who has the place already does not. */
gboolean
ct_clinic_check_place (CtUnit *unit, const CtRuleTools *tools, CtAppointment *wanted, const char *override_reason,
                       GError **error)
{
  g_autoptr (CtOccupancy) occupancy = NULL;
  g_autoptr (GArray) series = NULL;
  g_autoptr (GError) refusal = NULL;
  CtRulesQuestion question;

  if (!ct_clinic_read_question (unit, tools, wanted, wanted->day, &question, &occupancy, &series, error))
    return FALSE;
  if (ct_rules_allow (&question, &refusal))
    return TRUE;
  if (g_error_matches (refusal, CT_ERROR, CT_ERROR_RULE) && !ct_text_is_blank (override_reason))
    return override (unit, &question, wanted, override_reason, refusal, error);
  return refuse (unit, &question, occupancy, error);
}
