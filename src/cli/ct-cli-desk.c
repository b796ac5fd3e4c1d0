/* What the front desk does: finding people, booking, planning. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"
#include "clinic/ct-plan-draft.h"

#define MAX_HITS 1000

/* ---- patients ---- */

static char *
visit_text (CtDate day, int minute)
{
  g_autofree char *date = ct_date_to_iso (day);
  g_autofree char *time = minute >= 0 ? ct_minute_to_iso (minute) : NULL;

  if (date == NULL || time == NULL)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%sT%s", date, time);
}

static void
print_hit (JsonBuilder *builder, gboolean json, const CtPatientHit *hit)
{
  const CtPatient *patient = hit->patient;
  g_autofree char *born = ct_date_to_iso_part (patient->born, (CtDatePrecision) patient->born_precision);
  g_autofree char *next = visit_text (hit->next_day, hit->next_minute);
  g_autofree char *last = visit_text (hit->last_day, -1);

  if (!json)
    {
      g_autofree char *name = ct_patient_display_name (patient);

      g_print ("%-8" G_GINT64_FORMAT " %-8s %-32s %-10s %s %s\n", CT_RECORD (hit->patient)->id,
               patient->mrn != NULL ? patient->mrn : "", name, born != NULL ? born : "", _("next:"),
               next != NULL ? next : "-");
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "id", CT_RECORD (hit->patient)->id);
  ct_cli_add_text (builder, "mrn", patient->mrn);
  ct_cli_add_text (builder, "family_name", patient->family_name);
  ct_cli_add_text (builder, "given_names", patient->given_names);
  ct_cli_add_text (builder, "born", born);
  ct_cli_add_text (builder, "sex", patient->sex);
  ct_cli_add_text (builder, "next_visit", next);
  ct_cli_add_text (builder, "last_visit", last);
  json_builder_end_object (builder);
}

/* Nothing typed: the first people by name. */
static GPtrArray *
first_people (CtClinic *clinic, int limit, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GArray) ids = NULL;

  ct_clinic_list_patient_ids_async (clinic, NULL, ct_await_done, &await);
  if ((ids = ct_cli_finish (clinic, &await, error)) == NULL)
    return NULL;
  ct_clinic_read_hits_async (clinic, (const gint64 *) ids->data, MIN (ids->len, (guint) limit), NULL, ct_await_done,
                             &await);
  return ct_cli_finish (clinic, &await, error);
}

static GPtrArray *
find_people (CtClinic *clinic, const char *words, int limit, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  if (ct_text_is_blank (words))
    return first_people (clinic, limit, error);
  ct_clinic_search_patients_async (clinic, words, limit, NULL, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/** `patients`: search. */
gboolean
ct_cli_patients (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *words = NULL;
  int limit = 50;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most"), N_("N") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (limit < 1 || limit > MAX_HITS)
    return ct_cli_usage_error (error, _("--limit goes from 1 to %d."), MAX_HITS);
  if ((clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  words = g_strjoinv (" ", argv + 1);
  if ((hits = find_people (clinic, words, limit, error)) == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->len; i++)
    print_hit (builder, cli->json, g_ptr_array_index (hits, i));
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  return TRUE;
}

/* ---- book ---- */

/* A chair by its name, its number or its id. */
CtChair *
ct_cli_find_chair (CtClinic *clinic, const char *text, GError **error)
{
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, CT_RECORD (chair)->id);
      g_autofree char *position = g_strdup_printf ("%d", chair->position);

      if (g_ascii_strcasecmp (chair->name, text) == 0 || strcmp (id, text) == 0 || strcmp (position, text) == 0)
        return chair;
    }
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no chair “%s”."), text);
  return NULL;
}

static void
print_booking (CtCli *cli, CtClinic *clinic, CtAppointment *booked)
{
  g_autofree char *date = ct_date_to_iso (booked->day);
  g_autofree char *time = ct_minute_to_iso (booked->minute);
  CtChair *chair = ct_clinic_get_chair (clinic, booked->chair_id);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_print (_("Booked: %s at %s, %s, %d minutes\n"), date, time, chair->name, booked->minutes);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "appointment_id", CT_RECORD (booked)->id);
  ct_cli_add_int (builder, "patient_id", booked->patient_id);
  ct_cli_add_text (builder, "type", booked->kind);
  ct_cli_add_text (builder, "date", date);
  ct_cli_add_text (builder, "time", time);
  ct_cli_add_int (builder, "minutes", booked->minutes);
  ct_cli_add_text (builder, "chair", chair->name);
  ct_cli_add_text (builder, "status", booked->status);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

static CtAppointment *
try_chair (CtClinic *clinic, CtAppointment *wanted, CtChair *chair, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  wanted->chair_id = CT_RECORD (chair)->id;
  wanted->site_id = chair->site_id;
  ct_clinic_book_async (clinic, wanted, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/* Without a chair named, each is tried in turn; what stood against the first is what is told. */
static CtAppointment *
book_any_chair (CtClinic *clinic, CtAppointment *wanted, GError **error)
{
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < chairs->len; i++)
    {
      g_autoptr (GError) refusal = NULL;
      CtAppointment *booked = try_chair (clinic, wanted, g_ptr_array_index (chairs, i), &refusal);

      if (booked != NULL)
        return booked;
      if (first == NULL)
        first = g_error_copy (refusal);
      if (!g_error_matches (refusal, CT_ERROR, CT_ERROR_TAKEN))
        break;
    }
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This clinic has no chair in use."));
  return NULL;
}

static gboolean
check_visit_kind (const char *kind, GError **error)
{
  static const char *const kinds[] = { CT_VISIT_CONSULTATION, CT_VISIT_TREATMENT, CT_VISIT_FOLLOW_UP, CT_VISIT_OTHER, NULL };

  return g_strv_contains (kinds, kind) ||
         ct_cli_usage_error (error, _("“%s” is not a kind of visit: consultation, treatment, follow-up or other."), kind);
}

/** `book`: one visit. */
gboolean
ct_cli_book (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *type = NULL, *date = NULL, *time = NULL, *chair_name = NULL;
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtAppointment) wanted = ct_appointment_new ();
  g_autoptr (CtAppointment) booked = NULL;
  CtChair *chair = NULL;
  int minutes = 60;
  const GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_("consultation, treatment, follow-up or other"), N_("TYPE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_("The day, like 2026-03-02"), N_("DATE") },
    { "time", 0, 0, G_OPTION_ARG_STRING, &time, N_("The time at the site, like 09:30"), N_("HH:MM") },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &minutes, N_("How long"), N_("M") },
    { "chair", 0, 0, G_OPTION_ARG_STRING, &chair_name, N_("Name, number or id of a chair; any free one if not given"), N_("CHAIR") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2 || date == NULL || time == NULL)
    return ct_cli_usage_error (error, "%s", _("A booking needs a patient, --date and --time."));
  wanted->kind = g_strdup (type != NULL ? type : CT_VISIT_CONSULTATION);
  wanted->minutes = minutes;
  if (!check_visit_kind (wanted->kind, error) || !ct_cli_parse_date (date, &wanted->day, error) ||
      !ct_cli_parse_time (time, &wanted->minute, error) || (clinic = ct_cli_open (cli, error)) == NULL ||
      (wanted->patient_id = ct_cli_find_patient (clinic, argv[1], error)) == 0 ||
      (chair_name != NULL && (chair = ct_cli_find_chair (clinic, chair_name, error)) == NULL))
    return FALSE;
  booked = chair != NULL ? try_chair (clinic, wanted, chair, error) : book_any_chair (clinic, wanted, error);
  if (booked == NULL)
    return FALSE;
  print_booking (cli, clinic, booked);
  return TRUE;
}

/* ---- plan ---- */

static gboolean
parse_days (const char *text, guint *weekdays, GError **error)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_auto (GStrv) words = g_strsplit_set (text, ", ", -1);

  for (int i = 0; words[i] != NULL; i++)
    {
      int day = 0;

      if (words[i][0] == '\0')
        continue;
      while (day < 7 && g_ascii_strncasecmp (words[i], names[day], 3) != 0)
        day++;
      if (day == 7)
        return ct_cli_usage_error (error, _("“%s” is not a weekday: mon, tue, wed, thu, fri, sat or sun."), words[i]);
      *weekdays |= CT_WEEKDAY_BIT (day + 1);
    }
  return TRUE;
}

static void
add_plan (JsonBuilder *builder, const char *protocol, const CtPlan *plan)
{
  ct_cli_add_text (builder, "protocol", protocol);
  json_builder_set_member_name (builder, "sessions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    {
      const CtPlanSession *session = ct_plan_get_session (plan, i);
      g_autofree char *time = ct_minute_to_iso (session->minute);

      json_builder_begin_object (builder);
      ct_cli_add_int (builder, "number", session->number);
      ct_cli_add_date (builder, "date", session->date);
      ct_cli_add_text (builder, "time", time);
      ct_cli_add_int (builder, "minutes", session->minutes);
      ct_cli_add_text (builder, "chair", session->chair_name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "broken_rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ct_plan_get_n_broken (plan); i++)
    {
      const CtBrokenRule *rule = ct_plan_get_broken (plan, i);

      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "rule", rule->rule_id);
      ct_cli_add_text (builder, "level", ct_level_to_text (rule->level));
      ct_cli_add_int (builder, "session", rule->session);
      ct_cli_add_text (builder, "text", rule->text);
      ct_cli_add_text (builder, "source", rule->source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_plan (const CtPlan *plan)
{
  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    {
      const CtPlanSession *session = ct_plan_get_session (plan, i);
      g_autofree char *day = ct_date_format (session->date, "%a %Y-%m-%d");
      g_autofree char *time = ct_minute_to_iso (session->minute);
      g_autofree char *why = session->satisfies != NULL ? g_strjoinv ("; ", session->satisfies) : NULL;

      g_print ("%2d  %s  %s  %s  %s\n", session->number, day, time, session->chair_name, why != NULL ? why : "");
    }
  for (guint i = 0; i < ct_plan_get_n_broken (plan); i++)
    g_print ("!   %s\n", ct_plan_get_broken (plan, i)->text);
}

/* What the course is for: as said, or the first indication that the protocol suits. */
static char *
choose_indication (CtClinic *clinic, const char *given, const char *protocol_id, GError **error)
{
  CtProtocol *protocol = ct_knowledge_get_protocol (ct_clinic_get_knowledge (clinic), protocol_id);

  if (given != NULL && ct_knowledge_get_indication (ct_clinic_get_knowledge (clinic), given) == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no indication “%s”."), given);
      return NULL;
    }
  if (given != NULL)
    return g_strdup (given);
  if (protocol->indications != NULL && protocol->indications[0] != NULL)
    return g_strdup (protocol->indications[0]);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("Say what the course is for: --indication ID."));
  return NULL;
}

static CtCourse *
book_plan (CtClinic *clinic, const CtCourseWish *wish, CtPlanDraft *draft, const char *indication, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtCourse) course = ct_course_new ();
  CtIndication *what;

  course->patient_id = wish->patient_id;
  course->protocol = g_strdup (wish->protocol);
  course->indication = choose_indication (clinic, indication, wish->protocol, error);
  if (course->indication == NULL)
    return NULL;
  what = ct_knowledge_get_indication (ct_clinic_get_knowledge (clinic), course->indication);
  course->primary_instrument = what != NULL ? g_strdup (what->primary_instrument) : NULL;
  ct_clinic_book_course_async (clinic, course, draft->plan, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/* A dry run needs no clinic: weekdays from 8 to 17, four chairs, nobody booked. */
static CtPlan *
plan_without_clinic (const CtCourseWish *wish, GError **error)
{
  g_autoptr (CtKnowledge) knowledge = ct_cli_knowledge (error);
  g_autoptr (CtHours) hours = ct_hours_new (_("an empty clinic"));
  g_autoptr (CtOccupancy) occupancy = ct_occupancy_new ();
  CtProtocol *protocol = knowledge != NULL ? ct_knowledge_get_protocol (knowledge, wish->protocol) : NULL;
  CtPlanRequest request;

  if (knowledge == NULL)
    return NULL;
  if (protocol == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no protocol “%s”."), wish->protocol);
      return NULL;
    }
  for (int weekday = 1; weekday <= 5; weekday++)
    ct_hours_add_range (hours, weekday, (CtMinutes) { 8 * 60, 17 * 60 }, NULL);
  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Chair %d"), i);

      ct_occupancy_add_chair (occupancy, i, name);
    }
  ct_plan_request_init (&request, protocol, hours, occupancy, wish->start_on);
  request.weekdays = wish->weekdays;
  request.n_sessions = wish->n_sessions;
  if (wish->minute >= 0)
    request.preferred = (CtMinutes) { wish->minute, wish->minute };
  return ct_planner_plan (&request, error);
}

static gboolean
plan_in_clinic (CtCli *cli, CtCourseWish *wish, const char *patient, const char *indication, gboolean book,
                CtPlan **plan, CtCourse **course, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtClinic) clinic = ct_cli_open (cli, error);
  g_autoptr (CtPlanDraft) draft = NULL;

  if (clinic == NULL ||
      (!wish->empty_calendar && (wish->patient_id = ct_cli_find_patient (clinic, patient, error)) == 0))
    return FALSE;
  ct_clinic_plan_course_async (clinic, wish, ct_await_done, &await);
  if ((draft = ct_cli_finish (clinic, &await, error)) == NULL ||
      (book && (*course = book_plan (clinic, wish, draft, indication, error)) == NULL))
    return FALSE;
  *plan = ct_plan_ref (draft->plan);
  return TRUE;
}

/** `plan`: all sessions of a course. */
gboolean
ct_cli_plan (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *protocol = NULL, *start = NULL, *days = NULL, *time = NULL, *indication = NULL;
  g_autoptr (CtPlan) plan = NULL;
  g_autoptr (CtCourse) course = NULL;
  CtCourseWish wish = { .minute = -1 };
  gboolean book = FALSE;
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol, N_("Id of a protocol"), N_("ID") },
    { "start", 0, 0, G_OPTION_ARG_STRING, &start, N_("No session before this day"), N_("DATE") },
    { "days", 0, 0, G_OPTION_ARG_STRING, &days, N_("The patient's weekdays"), N_("mon,wed,fri") },
    { "time", 0, 0, G_OPTION_ARG_STRING, &time, N_("The wanted time of day"), N_("HH:MM") },
    { "sessions", 0, 0, G_OPTION_ARG_INT, &wish.n_sessions, N_("How many, if not as the protocol says"), N_("N") },
    { "indication", 0, 0, G_OPTION_ARG_STRING, &indication, N_("What the course is for"), N_("ID") },
    { "book", 0, 0, G_OPTION_ARG_NONE, &book, N_("Book the plan"), NULL },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2 || protocol == NULL || start == NULL)
    return ct_cli_usage_error (error, "%s", _("A plan needs a patient (or -), --protocol and --start."));
  wish.protocol = protocol;
  wish.empty_calendar = strcmp (argv[1], "-") == 0;
  if (book && wish.empty_calendar)
    return ct_cli_usage_error (error, "%s", _("A dry run can't be booked: name a patient."));
  if (!ct_cli_parse_date (start, &wish.start_on, error) || (days != NULL && !parse_days (days, &wish.weekdays, error)) ||
      (time != NULL && !ct_cli_parse_time (time, &wish.minute, error)))
    return FALSE;
  if (wish.empty_calendar && cli->clinic_path == NULL ? (plan = plan_without_clinic (&wish, error)) == NULL
                                                      : !plan_in_clinic (cli, &wish, argv[1], indication, book, &plan,
                                                                         &course, error))
    return FALSE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      add_plan (builder, protocol, plan);
      if (course != NULL)
        ct_cli_add_int (builder, "course_id", CT_RECORD (course)->id);
      json_builder_end_object (builder);
      ct_cli_print_json (builder);
    }
  else
    print_plan (plan);
  return TRUE;
}
