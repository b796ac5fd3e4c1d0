/* The desk's paper from a real clinic: who may print it, what is on it, and that it is written down. */
#include "clinic-fixture.h"

#include <string.h>

#include "clinic/ct-desk-paper.h"

static char *
text_of (CtPages *pages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_pages_get_n (pages); i++)
    {
      g_autofree char *page = ct_pages_get_text (pages, i);

      g_string_append (text, page);
    }
  return g_string_free (text, FALSE);
}

static char *
schedule_text (Fixture *self, CtScheduleKind kind, const char *day)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPages) pages = NULL;
  CtScheduleWish wish = { .kind = kind, .date = ct_date_parse_iso (day) };

  ct_clinic_make_schedule_async (self->clinic, &wish, ct_await_done, &await);
  pages = fixture_take (self, &await);
  return text_of (pages);
}

static char *
tags_text (Fixture *self, const CtTagWish *wish)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPages) pages = NULL;

  ct_clinic_make_tags_async (self->clinic, wish, ct_await_done, &await);
  pages = fixture_take (self, &await);
  return text_of (pages);
}

static void
test_the_schedule_says_who_comes_when_in_which_chair (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-04", "10:00", 90);
  g_autofree char *day = schedule_text (self, CT_SCHEDULE_BY_CHAIR, "2026-03-04");
  g_autofree char *people = schedule_text (self, CT_SCHEDULE_BY_CLINICIAN, "2026-03-04");
  g_autofree char *week = schedule_text (self, CT_SCHEDULE_WEEK, "2026-03-06");

  g_assert_nonnull (strstr (day, "Wednesday, 4 March 2026"));
  g_assert_nonnull (strstr (day, "10:00–11:30"));
  g_assert_nonnull (strstr (day, "Reyes, Marisol"));
  g_assert_nonnull (strstr (day, "12 Mar 1985"));
  g_assert_nonnull (strstr (people, "No clinician yet"));
  g_assert_nonnull (strstr (week, "Wed 4 Mar: Reyes, Marisol, 10:00"));
}

/* A wall time is printed as it was booked, on both nights on which the clocks are set. */
static void
test_paper_keeps_wall_time_when_the_clocks_are_set (Fixture *self, gconstpointer data)
{
  static const char *const days[] = { "2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02" };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *series = NULL;
  g_auto (CtAwait) await = { NULL };
  const char *at;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (CtAppointment) booked = fixture_book (self, reyes, days[i], "09:15", 60);
      g_autofree char *text = schedule_text (self, CT_SCHEDULE_BY_CHAIR, days[i]);

      g_assert_nonnull (strstr (text, "09:15–10:15"));
    }
  ct_clinic_make_series_sheet_async (self->clinic, CT_RECORD (reyes)->id, CT_PAPER_LETTER, ct_await_done, &await);
  pages = fixture_take (self, &await);
  series = text_of (pages);
  for (at = series; (at = strstr (at, "09:15–10:15")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (days));
}

static void
test_a_card_names_what_is_to_come_and_nothing_clinical (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) past = fixture_book (self, reyes, "2026-03-02", "08:00", 60);
  g_autoptr (CtAppointment) next = fixture_book (self, reyes, "2026-03-04", "10:00", 90);
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtProblem) problem = ct_problem_new ();
  g_autoptr (CtRecord) stored = NULL;
  CtTagWish wish = { .use = CT_TAG_CARDS, .patient_id = CT_RECORD (reyes)->id, .copies = 2 };
  g_autofree char *cards = NULL;
  g_autofree char *labels = NULL;

  problem->patient_id = CT_RECORD (reyes)->id;
  problem->text = g_strdup ("Depression");
  ct_clinic_save_fact_async (self->clinic, CT_RECORD (problem), ct_await_done, &await);
  stored = fixture_take (self, &await);
  cards = tags_text (self, &wish);
  g_assert_nonnull (strstr (cards, "Wed 4 Mar 2026, 10:00"));
  g_assert_nonnull (strstr (cards, "1 Pier Road, Long Beach · 562-555-0100"));
  g_assert_null (strstr (cards, "2 Mar"));
  g_assert_null (strstr (cards, "Depression"));
  wish = (CtTagWish) { .use = CT_TAG_LABELS, .date = ct_date_parse_iso ("2026-03-04"), .format = "a4-24", .first = 23 };
  labels = tags_text (self, &wish);
  g_assert_nonnull (strstr (labels, "Reyes, Marisol"));
  g_assert_nonnull (strstr (labels, "Born 12 Mar 1985"));
  g_assert_nonnull (strstr (labels, "MRN "));
}

static void
test_what_can_not_be_printed_is_said_plainly (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  CtTagWish wishes[] = { { .use = CT_TAG_CARDS, .patient_id = CT_RECORD (reyes)->id },
                         { .use = CT_TAG_LABELS, .patient_id = CT_RECORD (reyes)->id, .format = "none-such" },
                         { .use = CT_TAG_LABELS, .patient_id = CT_RECORD (reyes)->id, .format = "a4-24", .first = 24 },
                         { .use = CT_TAG_LABELS, .date = ct_date_parse_iso ("2026-03-04") } };
  const int codes[] = { CT_ERROR_NOT_FOUND, CT_ERROR_NOT_FOUND, CT_ERROR_INVALID, CT_ERROR_NOT_FOUND };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (GError) refusal = NULL;

      ct_clinic_make_tags_async (self->clinic, &wishes[i], ct_await_done, &await);
      refusal = fixture_refusal (self, &await);
      g_assert_error (refusal, CT_ERROR, codes[i]);
    }
}

static void
test_that_paper_left_is_written_down (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  const CtAuditRow *row;

  ct_clinic_note_sheet_async (self->clinic, "printed", CT_RECORD (reyes)->id, "Labels", ct_await_done, &await);
  fixture_take (self, &await);
  ct_clinic_note_sheet_async (self->clinic, "exported", 0, "Day sheet", ct_await_done, &await);
  fixture_take (self, &await);
  ct_clinic_list_audit_async (self->clinic, 0, 0, 2, ct_await_done, &await);
  rows = fixture_take (self, &await);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->act, ==, "exported");
  g_assert_cmpstr (row->detail, ==, "Day sheet");
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpstr (row->act, ==, "printed");
  g_assert_cmpint (row->patient_id, ==, CT_RECORD (reyes)->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("sheets/the-schedule-says-who-comes-when-in-which-chair",
                test_the_schedule_says_who_comes_when_in_which_chair);
  FIXTURE_TEST ("sheets/paper-keeps-wall-time-when-the-clocks-are-set", test_paper_keeps_wall_time_when_the_clocks_are_set);
  FIXTURE_TEST ("sheets/a-card-names-what-is-to-come-and-nothing-clinical",
                test_a_card_names_what_is_to_come_and_nothing_clinical);
  FIXTURE_TEST ("sheets/what-can-not-be-printed-is-said-plainly", test_what_can_not_be_printed_is_said_plainly);
  FIXTURE_TEST ("sheets/that-paper-left-is-written-down", test_that_paper_left_is_written_down);
  return g_test_run ();
}
