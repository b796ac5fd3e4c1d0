/* The lists of the desk: who is due, who is about to be lost, what is said of it; enquiries and consents. */
#include "domain/ct-consent.h"
#include "domain/ct-desk-list.h"
#include "domain/ct-enquiry.h"
#include "domain/ct-follow-up.h"
#include "base/ct-error.h"
#include "exchange/ct-csv.h"
#include "paper/ct-table-sheet.h"

#define TODAY 20000

/* ---- Protocols ---- */

static CtProtocol *
make_protocol (const char *id, CtPhase phase, const int *offsets, guint n_offsets)
{
  CtProtocol *self = ct_protocol_new ();

  self->id = g_strdup (id);
  self->name = g_strdup_printf ("Course %s", id);
  self->drug = g_strdup ("ketamine");
  self->route = g_strdup ("iv");
  self->phase = phase;
  self->n_sessions = (int) n_offsets;
  g_array_append_vals (self->offsets, offsets, n_offsets);
  self->score_days = 7;
  return self;
}

static CtProtocol *
make_induction (void)
{
  static const int offsets[] = { 0, 2, 4, 7, 9, 11 };

  return make_protocol ("IND", CT_PHASE_INDUCTION, offsets, G_N_ELEMENTS (offsets));
}

static CtProtocol *
make_maintenance (void)
{
  CtProtocol *self = make_protocol ("MAINT", CT_PHASE_MAINTENANCE, NULL, 0);

  self->every_min_days = 14;
  self->every_max_days = 28;
  return self;
}

static void
add_longest_gap (CtProtocol *protocol, int days)
{
  CtSpacingRule *rule = ct_spacing_rule_new ();

  rule->id = g_strdup ("max-gap");
  rule->kind = CT_SPACING_MAX_GAP;
  rule->days = days;
  rule->text = g_strdup ("Too far apart.");
  g_ptr_array_add (protocol->spacing, rule);
}

/* ---- Scales ---- */

static void
test_a_course_without_a_recent_score_begins_with_one (void)
{
  g_autoptr (CtProtocol) protocol = make_induction ();

  g_assert_cmpint (ct_scale_due_on (protocol, 0, TODAY, CT_DATE_NONE), ==, TODAY);
  g_assert_cmpint (ct_scale_due_on (protocol, 0, TODAY, TODAY - 15), ==, TODAY);
}

static void
test_a_score_of_the_last_two_weeks_is_the_baseline (void)
{
  g_autoptr (CtProtocol) protocol = make_induction ();

  for (CtDate taken = TODAY - 14; taken <= TODAY; taken++)
    g_assert_cmpint (ct_scale_due_on (protocol, 0, TODAY, taken), ==, MAX (taken + 7, TODAY));
}

static void
test_a_scale_is_never_due_sooner_than_its_own_interval (void)
{
  g_autoptr (CtProtocol) protocol = make_induction ();

  g_assert_cmpint (ct_scale_due_on (protocol, 14, TODAY, TODAY + 3), ==, TODAY + 17);
  g_assert_cmpint (ct_scale_due_on (protocol, 3, TODAY, TODAY + 3), ==, TODAY + 10);
}

static void
test_a_protocol_without_scores_asks_for_none (void)
{
  g_autoptr (CtProtocol) protocol = make_induction ();

  protocol->score_days = 0;
  g_assert_cmpint (ct_scale_due_on (protocol, 7, TODAY, CT_DATE_NONE), ==, CT_DATE_NONE);
}

/* ---- Recalls ---- */

static void
test_what_says_that_it_follows_comes_next (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_protocol_unref);
  CtProtocol *induction = make_induction (), *maintenance = make_maintenance (), *weekly = make_maintenance ();

  g_ptr_array_add (all, induction);
  g_ptr_array_add (all, maintenance);
  g_assert_true (ct_protocol_find_next (all, induction) == maintenance);
  g_ptr_array_add (all, weekly);
  weekly->follows = g_strdup ("IND");
  g_assert_true (ct_protocol_find_next (all, induction) == weekly);
  g_assert_null (ct_protocol_find_next (all, maintenance));
}

static void
test_another_drug_or_route_is_no_maintenance (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_protocol_unref);
  CtProtocol *induction = make_induction (), *other = make_maintenance ();

  g_ptr_array_add (all, induction);
  g_ptr_array_add (all, other);
  g_free (other->route);
  other->route = g_strdup ("im");
  g_assert_null (ct_protocol_find_next (all, induction));
}

static void
test_maintenance_is_due_by_its_interval (void)
{
  g_autoptr (CtProtocol) protocol = make_maintenance ();
  CtRecall recall;

  g_assert_true (ct_recall_of (protocol, NULL, FALSE, TODAY - 100, TODAY - 10, &recall));
  g_assert_cmpint (recall.from, ==, TODAY + 4);
  g_assert_cmpint (recall.until, ==, TODAY + 18);
  g_assert_null (recall.next);
}

static void
test_a_series_that_is_done_is_followed_by_what_follows (void)
{
  g_autoptr (CtProtocol) induction = make_induction ();
  g_autoptr (CtProtocol) maintenance = make_maintenance ();
  static const int weekly_days[] = { 0, 7, 14, 21 };
  g_autoptr (CtProtocol) weekly = make_protocol ("WEEKLY", CT_PHASE_MAINTENANCE, weekly_days, 4);
  CtRecall recall;

  g_assert_true (ct_recall_of (induction, maintenance, TRUE, TODAY - 20, TODAY - 9, &recall));
  g_assert_cmpint (recall.from, ==, TODAY + 5);
  g_assert_true (recall.next == maintenance);
  weekly->follows_days = 28;
  g_assert_true (ct_recall_of (induction, weekly, TRUE, TODAY - 20, TODAY - 9, &recall));
  g_assert_cmpint (recall.from, ==, TODAY + 8);
  g_assert_cmpint (recall.until, ==, TODAY + 14);
}

/* Whoever is due is looked at, and by an interval nobody else. */
static void
test_whom_to_look_at_is_whoever_can_be_due (void)
{
  g_autoptr (CtProtocol) induction = make_induction ();
  g_autoptr (CtProtocol) maintenance = make_maintenance ();
  g_autoptr (CtProtocol) weekly = make_maintenance ();

  weekly->follows_days = 28;
  for (int i = 0; i < 2000; i++)
    {
      CtDate last = TODAY + g_test_rand_int_range (-60, 20), start = last - g_test_rand_int_range (0, 40);
      gboolean done = g_test_rand_int_range (0, 2) == 0;
      const CtProtocol *next = g_test_rand_int_range (0, 2) == 0 ? maintenance : weekly;
      const CtProtocol *protocol = done ? induction : maintenance;
      CtDate latest = ct_recall_last_given (protocol, next, done, TODAY);
      CtRecall recall;

      g_assert_true (ct_recall_of (protocol, next, done, start, last, &recall));
      if (recall.from <= TODAY)
        g_assert_cmpint (last, <=, latest);
      else if (!done || next == maintenance)
        g_assert_cmpint (last, >, latest);
    }
  g_assert_cmpint (ct_recall_last_given (induction, NULL, TRUE, TODAY), ==, CT_DATE_NONE);
  g_assert_cmpint (ct_recall_last_given (induction, maintenance, FALSE, TODAY), ==, CT_DATE_NONE);
}

static void
test_nothing_follows_where_nothing_is_known (void)
{
  g_autoptr (CtProtocol) induction = make_induction ();
  g_autoptr (CtProtocol) maintenance = make_maintenance ();
  CtRecall recall;

  g_assert_false (ct_recall_of (induction, NULL, TRUE, TODAY - 20, TODAY - 9, &recall));
  g_assert_false (ct_recall_of (maintenance, NULL, FALSE, TODAY, CT_DATE_NONE, &recall));
}

/* ---- Who is about to be lost ---- */

static int
points_of (const CtCourseState *state, CtDate today)
{
  g_auto (CtDropOut) judged = { 0 };

  ct_drop_out_judge (state, today, &judged);
  return judged.points;
}

static void
test_the_window_ends_by_the_longest_gap_then_the_interval_then_the_usual_days (void)
{
  g_autoptr (CtProtocol) induction = make_induction ();
  g_autoptr (CtProtocol) maintenance = make_maintenance ();
  CtCourseState state = { induction, 6, 3, TODAY - 10, TODAY - 5, CT_DATE_NONE };

  g_assert_cmpint (ct_course_window_end (&state), ==, TODAY - 2);
  add_longest_gap (induction, 5);
  g_assert_cmpint (ct_course_window_end (&state), ==, TODAY);
  state.protocol = maintenance;
  g_assert_cmpint (ct_course_window_end (&state), ==, TODAY + 23);
  state.last_given = CT_DATE_NONE;
  g_assert_cmpint (ct_course_window_end (&state), ==, TODAY - 10);
}

static void
test_each_day_past_the_window_presses_more_for_two_weeks (void)
{
  g_autoptr (CtProtocol) protocol = make_induction ();
  CtCourseState state = { protocol, 6, 3, TODAY - 10, TODAY - 5, CT_DATE_NONE };
  CtDate end = ct_course_window_end (&state);

  for (int day = -13; day <= 14; day++)
    g_assert_cmpint (points_of (&state, end + day), >, points_of (&state, end + day - 1));
  g_assert_cmpint (points_of (&state, end + 15), ==, points_of (&state, end + 14));
}

static void
test_induction_early_and_missed_press_more (void)
{
  g_autoptr (CtProtocol) induction = make_induction ();
  g_autoptr (CtProtocol) maintenance = make_maintenance ();
  CtCourseState state = { induction, 6, 5, TODAY - 10, TODAY - 3, CT_DATE_NONE };
  CtCourseState other = { maintenance, 0, 5, TODAY - 100, TODAY - 28, CT_DATE_NONE };
  int late_in_series = points_of (&state, TODAY);

  g_assert_cmpint (ct_course_window_end (&state), ==, ct_course_window_end (&other));
  g_assert_cmpint (late_in_series, >, points_of (&other, TODAY));
  state.n_given = 2;
  g_assert_cmpint (points_of (&state, TODAY), >, late_in_series);
  state.n_given = 5;
  state.last_missed = TODAY - 1;
  g_assert_cmpint (points_of (&state, TODAY), >, late_in_series);
}

/* Whatever else is true of them. */
static void
test_who_is_long_gone_comes_behind_everybody_else (void)
{
  static const int first_day = 0;
  CtProtocol *protocols[] = { make_induction (), make_maintenance (),
                              make_protocol ("BOOST", CT_PHASE_BOOSTER, &first_day, 1) };
  int most_gone = G_MININT, least_here = G_MAXINT;

  for (int p = 0; p < 3; p++)
    for (int given = 0; given <= 6; given++)
      for (int missed = 0; missed <= 1; missed++)
        for (int past = -40; past <= 90; past++)
          {
            CtCourseState state = { protocols[p], p == 1 ? 0 : 6, given, TODAY - 30, TODAY - 20, CT_DATE_NONE };
            int points;

            state.last_missed = missed ? TODAY - 10 : CT_DATE_NONE;
            points = points_of (&state, ct_course_window_end (&state) + past);
            if (past > 42)
              most_gone = MAX (most_gone, points);
            else
              least_here = MIN (least_here, points);
          }
  g_assert_cmpint (most_gone, <, least_here);
  for (int p = 0; p < 3; p++)
    ct_protocol_unref (protocols[p]);
}

static void
test_the_reasons_are_said_in_words (void)
{
  g_autoptr (CtProtocol) protocol = make_induction ();
  CtDate monday = ct_date_new (2026, 11, 23);
  CtCourseState state = { protocol, 6, 3, monday - 10, monday - 3, monday - 1 };
  g_auto (CtDropOut) late = { 0 };
  g_auto (CtDropOut) early = { 0 };

  ct_drop_out_judge (&state, monday + 4, &late);
  g_assert_cmpstr (late.reasons, ==,
                   "4 days past the last day that keeps the protocol (Mon 23 Nov) · induction, 3 of 6 given · missed or cancelled on Sun 22 Nov");
  state.last_missed = CT_DATE_NONE;
  ct_drop_out_judge (&state, monday - 1, &early);
  g_assert_cmpstr (early.reasons, ==, "1 day left to keep the protocol (Mon 23 Nov) · induction, 3 of 6 given");
}

/* ---- Consents ---- */

static void
test_a_consent_of_a_year_ends_the_day_before (void)
{
  g_assert_cmpint (ct_consent_end (ct_date_new (2026, 11, 26), 12), ==, ct_date_new (2027, 11, 25));
  g_assert_cmpint (ct_consent_end (ct_date_new (2027, 12, 1), 1), ==, ct_date_new (2027, 12, 31));
  g_assert_cmpint (ct_consent_end (ct_date_new (2028, 1, 31), 1), ==, ct_date_new (2028, 2, 29));
  g_assert_cmpint (ct_consent_end (ct_date_new (2027, 1, 31), 1), ==, ct_date_new (2027, 2, 28));
}

static void
test_consents_signed_later_never_end_earlier (void)
{
  for (int months = 1; months <= 36; months++)
    for (CtDate day = ct_date_new (2026, 1, 1); day < ct_date_new (2028, 4, 1); day++)
      {
        g_assert_cmpint (ct_consent_end (day, months), >, day);
        g_assert_cmpint (ct_consent_end (day, months), <=, ct_consent_end (day + 1, months));
      }
}

static void
test_a_consent_is_not_signed_tomorrow (void)
{
  g_autoptr (CtConsent) consent = ct_consent_new ();
  g_autoptr (GError) error = NULL;

  consent->signed_on = TODAY;
  consent->valid_until = TODAY;
  g_assert_true (ct_consent_check (consent, TODAY, NULL));
  g_assert_false (ct_consent_check (consent, TODAY - 1, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  consent->valid_until = TODAY - 1;
  g_assert_false (ct_consent_check (consent, TODAY, NULL));
}

/* ---- Enquiries ---- */

static CtEnquiry *
make_enquiry (const char *name)
{
  CtEnquiry *self = ct_enquiry_new ();

  g_object_set (self, "name", name, "phone", "714-555-0132", "status", CT_ENQUIRY_OPEN, NULL);
  self->received_on = TODAY;
  self->follow_up_on = CT_DATE_NONE;
  self->ended_on = CT_DATE_NONE;
  return self;
}

static void
test_a_caller_becomes_a_patient_by_the_name_that_was_heard (void)
{
  static const struct
  {
    const char *heard, *family, *given;
  } names[] = {
    { "Marisol Reyes", "Reyes", "Marisol" },   { "Reyes, Marisol", "Reyes", "Marisol" },
    { "Ana Maria Ruiz", "Ruiz", "Ana Maria" }, { "de la Cruz, Ana", "de la Cruz", "Ana" },
    { "Okafor", "Okafor", NULL },              { "  Tom   Okafor ", "Okafor", "Tom" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CtEnquiry) enquiry = make_enquiry (names[i].heard);
      g_autoptr (CtPatient) patient = ct_enquiry_make_patient (enquiry);

      g_assert_cmpstr (patient->family_name, ==, names[i].family);
      g_assert_cmpstr (patient->given_names, ==, names[i].given);
      g_assert_cmpstr (patient->phone, ==, "714-555-0132");
      g_assert_true (ct_record_check (CT_RECORD (patient), NULL));
    }
}

static void
test_an_open_enquiry_can_be_answered (void)
{
  g_autoptr (CtEnquiry) enquiry = make_enquiry ("Marisol Reyes");
  g_autoptr (GError) error = NULL;

  g_assert_true (ct_enquiry_check (enquiry, NULL));
  g_object_set (enquiry, "phone", NULL, NULL);
  g_assert_false (ct_enquiry_check (enquiry, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_object_set (enquiry, "email", "marisol@example.org", NULL);
  g_assert_true (ct_enquiry_check (enquiry, NULL));
}

static void
test_a_closed_enquiry_says_why (void)
{
  g_autoptr (CtEnquiry) enquiry = make_enquiry ("Marisol Reyes");

  g_object_set (enquiry, "status", CT_ENQUIRY_CLOSED, NULL);
  g_assert_false (ct_enquiry_check (enquiry, NULL));
  g_object_set (enquiry, "close-reason", "Too far away", NULL);
  g_assert_true (ct_enquiry_check (enquiry, NULL));
}

static void
test_a_day_to_ring_back_comes_due (void)
{
  g_autoptr (CtEnquiry) enquiry = make_enquiry ("Marisol Reyes");
  g_autofree char *late = NULL;

  g_assert_false (ct_enquiry_is_due (enquiry, TODAY));
  enquiry->follow_up_on = TODAY + 2;
  g_assert_false (ct_enquiry_is_due (enquiry, TODAY + 1));
  g_assert_true (ct_enquiry_is_due (enquiry, TODAY + 2));
  late = ct_enquiry_words (enquiry, TODAY + 5);
  g_assert_cmpstr (late, ==, "Ring back, 3 days late");
  g_object_set (enquiry, "status", CT_ENQUIRY_CLOSED, NULL);
  g_assert_false (ct_enquiry_is_due (enquiry, TODAY + 9));
  enquiry->follow_up_on = TODAY - 1;
  g_assert_false (ct_enquiry_check (enquiry, NULL));
}

static void
test_enquiries_are_counted_by_month_and_by_way (void)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_enquiry_sum_free);
  g_autoptr (GPtrArray) months = NULL;
  g_autoptr (GPtrArray) ways = NULL;
  const CtEnquirySum one = { .enquiries = 1 }, best = { .enquiries = 1, .patients = 1, .consultations = 1, .courses = 1 };
  const CtEnquirySum *sum;

  ct_enquiry_sums_add (sums, ct_date_new (2026, 10, 31), "Web search", &one);
  ct_enquiry_sums_add (sums, ct_date_new (2026, 11, 1), "Web search", &one);
  ct_enquiry_sums_add (sums, ct_date_new (2026, 11, 30), "Web search", &best);
  ct_enquiry_sums_add (sums, ct_date_new (2026, 11, 2), " ", &one);
  g_assert_cmpuint (sums->len, ==, 3);
  months = ct_enquiry_sums_months (sums);
  g_assert_cmpuint (months->len, ==, 2);
  sum = g_ptr_array_index (months, 0);
  g_assert_cmpint (sum->month, ==, ct_date_new (2026, 11, 1));
  g_assert_cmpint (sum->enquiries, ==, 3);
  g_assert_cmpint (sum->courses, ==, 1);
  ways = ct_enquiry_sums_ways (sums);
  g_assert_cmpuint (ways->len, ==, 2);
  sum = g_ptr_array_index (ways, 0);
  g_assert_cmpstr (sum->heard, ==, "Web search");
  g_assert_cmpint (sum->enquiries, ==, 3);
}

/* ---- Lists ---- */

typedef struct
{
  CtListContext context;
  GPtrArray    *protocols;
  CtListRules  *rules;
} Desk;

static const char *
name_instrument (const char *id, gpointer data)
{
  return g_strcmp0 (id, "phq-9") == 0 ? "PHQ-9" : NULL;
}

static void
desk_init (Desk *self, gconstpointer data)
{
  self->protocols = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_protocol_unref);
  g_ptr_array_add (self->protocols, make_induction ());
  g_ptr_array_add (self->protocols, make_maintenance ());
  self->rules = ct_list_rules_new_default ();
  self->context = (CtListContext) { { TODAY, 600 }, 0, self->rules, self->protocols, name_instrument, NULL };
}

static void
desk_clear (Desk *self, gconstpointer data)
{
  g_ptr_array_unref (self->protocols);
  g_object_unref (self->rules);
}

static CtListFacts
make_facts (gint64 id)
{
  return (CtListFacts) { .subject_id = id, .subject_day = TODAY, .patient_id = 7, .family_name = "Reyes",
                         .given_names = "Marisol", .phone = "714-555-0132", .day = TODAY, .minute = 700,
                         .other_day = CT_DATE_NONE, .third_day = CT_DATE_NONE, .put_off_until = CT_DATE_NONE };
}

static CtListRow *
judge (Desk *self, const char *list, const CtListFacts *facts)
{
  return ct_desk_list_judge (ct_desk_list_find (list), facts, &self->context);
}

static void
test_every_list_is_described_and_found_by_its_name (void)
{
  guint n;
  const CtDeskList *lists = ct_desk_lists (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (ct_desk_list_find (lists[i].name) == &lists[i]);
      g_assert_nonnull (lists[i].title);
      g_assert_nonnull (lists[i].about);
      g_assert_nonnull (lists[i].empty);
      g_assert_true (lists[i].when_title != NULL && lists[i].what_title != NULL && lists[i].why_title != NULL);
      g_assert_true (lists[i].spans != NULL && lists[i].judge != NULL);
    }
  g_assert_null (ct_desk_list_find ("nonsense"));
  g_assert_null (ct_desk_list_find (NULL));
}

/* From the arrival or the booked time, whichever is later: who comes early has not waited too long yet. */
static void
test_a_wait_is_marked_by_the_clinics_own_minutes (Desk *self, gconstpointer data)
{
  static const struct
  {
    int         here, past;
    CtListLevel level;
  } waits[] = { { 60, -5, CT_LIST_CALM },  { 5, 30, CT_LIST_CALM },      { 9, 9, CT_LIST_CALM }, { 10, 12, CT_LIST_SOON },
                { 40, 19, CT_LIST_SOON }, { 20, 20, CT_LIST_PRESSING }, { 90, 60, CT_LIST_PRESSING } };

  self->context.now_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      CtListFacts facts = make_facts (1);
      g_autoptr (CtListRow) row = NULL;

      facts.status = "arrived";
      facts.minute = self->context.now.minute - waits[i].past;
      facts.since_us = self->context.now_us - waits[i].here * CT_USEC_PER_MINUTE;
      row = judge (self, "arrivals", &facts);
      g_assert_cmpint (row->level, ==, waits[i].level);
    }
}

static void
test_who_is_not_here_is_late_by_the_clock (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);
  g_autoptr (CtListRow) row = NULL;

  facts.status = "booked";
  facts.minute = self->context.now.minute;
  g_assert_null (judge (self, "arrivals", &facts));
  facts.minute -= 12;
  row = judge (self, "arrivals", &facts);
  g_assert_cmpstr (row->why, ==, "not here, 12 min late");
  g_assert_cmpint (row->level, ==, CT_LIST_SOON);
}

static void
test_a_visit_that_has_begun_is_not_to_be_confirmed (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);
  g_autoptr (CtListRow) row = judge (self, "confirm", &facts);

  g_assert_cmpint (row->level, ==, CT_LIST_PRESSING);
  g_assert_cmpstr (row->patient, ==, "Reyes, Marisol");
  g_assert_cmpstr (row->why, ==, "today");
  facts.minute = 600;
  g_assert_null (judge (self, "confirm", &facts));
}

static void
test_the_urgent_come_first_and_who_can_wait_no_longer_not_at_all (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);
  g_autoptr (CtListRow) calm = NULL;
  g_autoptr (CtListRow) urgent = NULL;

  facts.other_day = TODAY - 30;
  facts.total = 60;
  facts.kind = "treatment";
  calm = judge (self, "sooner", &facts);
  facts.other_day = TODAY - 1;
  facts.number = 1;
  urgent = judge (self, "sooner", &facts);
  g_assert_cmpint (urgent->rank, <, calm->rank);
  g_assert_cmpstr (urgent->why, ==, "urgent · waits for 1 day");
  facts.third_day = TODAY - 1;
  g_assert_null (judge (self, "sooner", &facts));
}

static void
test_a_recall_shows_in_good_time_and_says_when_it_is_late (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);
  g_autoptr (CtListRow) late = NULL;
  g_autoptr (CtListRow) now = NULL;

  facts.code = "MAINT";
  facts.status = "active";
  facts.day = TODAY - 100;
  facts.other_day = TODAY - 30;
  late = judge (self, "recall", &facts);
  g_assert_cmpstr (late->why, ==, "2 days late");
  g_assert_cmpint (late->level, ==, CT_LIST_PRESSING);
  facts.other_day = TODAY - 20;
  now = judge (self, "recall", &facts);
  g_assert_cmpstr (now->why, ==, "due now");
  self->rules->recall_days = 3;
  facts.other_day = TODAY - 5;
  g_assert_null (judge (self, "recall", &facts));
  facts.other_day = TODAY - 30;
  facts.code = "IND";
  g_assert_null (judge (self, "recall", &facts));
}

static void
test_the_desk_sees_which_scale_is_due_and_nothing_of_the_score (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);
  g_autoptr (CtListRow) row = NULL;

  facts.code = "phq-9";
  facts.subject_day = TODAY - 3;
  facts.day = CT_DATE_NONE;
  row = judge (self, "scales", &facts);
  g_assert_cmpstr (row->what, ==, "PHQ-9 due");
  g_assert_cmpstr (row->why, ==, "3 days late");
  g_assert_cmpstr (row->when, ==, "no visit booked");
}

static void
test_a_course_of_a_protocol_that_is_gone_is_left_out (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);

  facts.code = "GONE";
  g_assert_null (judge (self, "stalled", &facts));
  g_assert_null (judge (self, "recall", &facts));
  facts.code = NULL;
  g_assert_null (judge (self, "stalled", &facts));
}

static void
test_what_was_put_off_says_until_when (Desk *self, gconstpointer data)
{
  CtListFacts facts = make_facts (1);
  g_autoptr (CtListRow) later = NULL;
  g_autoptr (CtListRow) handled = NULL;

  facts.put_off_status = CT_LIST_NOTE_LATER;
  facts.put_off_until = ct_date_new (2026, 11, 30);
  facts.put_off_note = "on holiday";
  later = judge (self, "confirm", &facts);
  g_assert_cmpstr (later->put_off, ==, "Again on Mon 30 Nov: on holiday");
  facts.put_off_status = CT_LIST_NOTE_HANDLED;
  handled = judge (self, "confirm", &facts);
  g_assert_cmpstr (handled->put_off, ==, "Handled: on holiday");
}

static void
test_a_list_has_one_order_whatever_order_its_rows_came_in (Desk *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_list_row_free);

  for (gint64 id = 1; id <= 60; id++)
    {
      CtListFacts facts = make_facts (id);

      facts.day = TODAY + g_test_rand_int_range (0, 4);
      facts.minute = 660 + 30 * g_test_rand_int_range (0, 4);
      g_ptr_array_insert (rows, g_test_rand_int_range (0, (gint32) rows->len + 1), judge (self, "confirm", &facts));
    }
  ct_desk_list_sort (rows);
  for (guint i = 1; i < rows->len; i++)
    {
      const CtListRow *a = g_ptr_array_index (rows, i - 1), *b = g_ptr_array_index (rows, i);

      g_assert_true (a->rank < b->rank || (a->rank == b->rank && a->id < b->id));
    }
}

/* ---- Taken out ---- */

static CtTable *
make_table (Desk *self, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_list_row_free);

  for (guint i = 0; i < n; i++)
    {
      CtListFacts facts = make_facts (i + 1);

      facts.family_name = "=cmd|' /C calc'!A0";
      facts.given_names = "\"quoted\", \nline";
      g_ptr_array_add (rows, judge (self, "confirm", &facts));
    }
  return ct_desk_list_make_table (ct_desk_list_find ("confirm"), "Harbor", rows);
}

static void
test_a_list_leaves_as_a_table_that_a_spreadsheet_does_not_run (Desk *self, gconstpointer data)
{
  g_autoptr (CtTable) table = make_table (self, 2);
  g_autoptr (CtTable) copy = ct_table_copy (table);
  g_autoptr (GString) csv = g_string_new (NULL);

  g_assert_cmpuint (ct_table_get_rows (copy), ==, 2);
  g_assert_cmpstr (ct_table_get (copy, 1, 5), ==, "714-555-0132");
  ct_csv_table (csv, table);
  g_assert_true (g_str_has_prefix (csv->str, "\"\",\"Patient\",\"Visit\",\"What\",\"When\",\"Phone\",\"Put off\"\r\n"));
  g_assert_nonnull (strstr (csv->str, "\"'=cmd|"));
  g_assert_nonnull (strstr (csv->str, "\"\"quoted\"\""));
}

static void
test_a_list_on_paper_has_as_many_pages_as_it_needs (Desk *self, gconstpointer data)
{
  g_autoptr (CtTable) none = make_table (self, 0);
  g_autoptr (CtTable) many = make_table (self, 200);
  CtTableSheetInput input = { .paper = CT_PAPER_A4, .clinic_name = "Harbor", .printed_by = "ana", .printed_at = "today",
                              .empty = "Nobody.", .table = none };
  g_autoptr (CtPages) empty = ct_table_sheet_new (&input);
  g_autoptr (CtPages) full = NULL;

  g_assert_cmpuint (ct_pages_get_n (empty), ==, 1);
  input.table = many;
  full = ct_table_sheet_new (&input);
  g_assert_cmpuint (ct_pages_get_n (full), >, 3);
}

static void
test_choices_stand_between_semicolons (void)
{
  g_auto (GStrv) choices = ct_list_rules_choices (" Friend or family ;;  ;Web search");
  g_auto (GStrv) none = ct_list_rules_choices (NULL);

  g_assert_cmpuint (g_strv_length (choices), ==, 2);
  g_assert_cmpstr (choices[0], ==, "Friend or family");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

#define DESK_TEST(path, function) g_test_add (path, Desk, NULL, desk_init, function, desk_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scales/baseline", test_a_course_without_a_recent_score_begins_with_one);
  g_test_add_func ("/scales/recent", test_a_score_of_the_last_two_weeks_is_the_baseline);
  g_test_add_func ("/scales/apart", test_a_scale_is_never_due_sooner_than_its_own_interval);
  g_test_add_func ("/scales/none", test_a_protocol_without_scores_asks_for_none);
  g_test_add_func ("/recall/next", test_what_says_that_it_follows_comes_next);
  g_test_add_func ("/recall/other", test_another_drug_or_route_is_no_maintenance);
  g_test_add_func ("/recall/interval", test_maintenance_is_due_by_its_interval);
  g_test_add_func ("/recall/done", test_a_series_that_is_done_is_followed_by_what_follows);
  g_test_add_func ("/recall/whom", test_whom_to_look_at_is_whoever_can_be_due);
  g_test_add_func ("/recall/nothing", test_nothing_follows_where_nothing_is_known);
  g_test_add_func ("/stalled/window", test_the_window_ends_by_the_longest_gap_then_the_interval_then_the_usual_days);
  g_test_add_func ("/stalled/days", test_each_day_past_the_window_presses_more_for_two_weeks);
  g_test_add_func ("/stalled/phase", test_induction_early_and_missed_press_more);
  g_test_add_func ("/stalled/gone", test_who_is_long_gone_comes_behind_everybody_else);
  g_test_add_func ("/stalled/words", test_the_reasons_are_said_in_words);
  g_test_add_func ("/consents/year", test_a_consent_of_a_year_ends_the_day_before);
  g_test_add_func ("/consents/order", test_consents_signed_later_never_end_earlier);
  g_test_add_func ("/consents/future", test_a_consent_is_not_signed_tomorrow);
  g_test_add_func ("/enquiries/name", test_a_caller_becomes_a_patient_by_the_name_that_was_heard);
  g_test_add_func ("/enquiries/answer", test_an_open_enquiry_can_be_answered);
  g_test_add_func ("/enquiries/closed", test_a_closed_enquiry_says_why);
  g_test_add_func ("/enquiries/due", test_a_day_to_ring_back_comes_due);
  g_test_add_func ("/enquiries/sums", test_enquiries_are_counted_by_month_and_by_way);
  g_test_add_func ("/lists/all", test_every_list_is_described_and_found_by_its_name);
  DESK_TEST ("/lists/waits", test_a_wait_is_marked_by_the_clinics_own_minutes);
  DESK_TEST ("/lists/late", test_who_is_not_here_is_late_by_the_clock);
  DESK_TEST ("/lists/confirm", test_a_visit_that_has_begun_is_not_to_be_confirmed);
  DESK_TEST ("/lists/sooner", test_the_urgent_come_first_and_who_can_wait_no_longer_not_at_all);
  DESK_TEST ("/lists/recall", test_a_recall_shows_in_good_time_and_says_when_it_is_late);
  DESK_TEST ("/lists/scales", test_the_desk_sees_which_scale_is_due_and_nothing_of_the_score);
  DESK_TEST ("/lists/gone", test_a_course_of_a_protocol_that_is_gone_is_left_out);
  DESK_TEST ("/lists/put-off", test_what_was_put_off_says_until_when);
  DESK_TEST ("/lists/order", test_a_list_has_one_order_whatever_order_its_rows_came_in);
  DESK_TEST ("/out/csv", test_a_list_leaves_as_a_table_that_a_spreadsheet_does_not_run);
  DESK_TEST ("/out/paper", test_a_list_on_paper_has_as_many_pages_as_it_needs);
  g_test_add_func ("/rules/choices", test_choices_stand_between_semicolons);
  return g_test_run ();
}
