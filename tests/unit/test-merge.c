/* Two people at one record: what each changed, what comes of it, and who only seems to be there. */
#include "domain/ct-appointment.h"
#include "domain/ct-assessment.h"
#include "domain/ct-merge.h"
#include "domain/ct-patient.h"
#include "domain/ct-presence.h"

static CtPatient *
person (const char *family, const char *phone, const char *note)
{
  CtPatient *patient = ct_patient_new ();

  CT_RECORD (patient)->id = 7;
  CT_RECORD (patient)->revision = 1;
  patient->family_name = g_strdup (family);
  patient->phone = g_strdup (phone);
  patient->note = g_strdup (note);
  return patient;
}

static CtMergeKind
kind_of (const CtMerge *merge, const char *name)
{
  guint n;
  const CtMergeField *fields = ct_merge_fields (merge, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (fields[i].field->name, name))
      return fields[i].kind;
  g_assert_not_reached ();
}

/* Every way in which one field can stand on the three sides, and whose value comes of it. */
static void
test_every_way_a_field_can_change_has_one_outcome (void)
{
  static const struct
  {
    const char *base, *mine, *theirs;
    CtMergeKind kind;
    const char *mine_taken, *theirs_taken;
  } ways[] = {
    { "1", "1", "1", CT_MERGE_SAME, "1", "1" },       { "1", "2", "1", CT_MERGE_MINE, "2", "2" },
    { "1", "1", "2", CT_MERGE_THEIRS, "2", "2" },     { "1", "2", "2", CT_MERGE_ALIKE, "2", "2" },
    { "1", "2", "3", CT_MERGE_CLASH, "2", "3" },      { NULL, "2", NULL, CT_MERGE_MINE, "2", "2" },
    { NULL, NULL, "2", CT_MERGE_THEIRS, "2", "2" },   { NULL, "2", "2", CT_MERGE_ALIKE, "2", "2" },
    { NULL, "2", "3", CT_MERGE_CLASH, "2", "3" },     { "1", NULL, "1", CT_MERGE_MINE, NULL, NULL },
    { "1", "1", NULL, CT_MERGE_THEIRS, NULL, NULL },  { "1", NULL, NULL, CT_MERGE_ALIKE, NULL, NULL },
    { "1", NULL, "3", CT_MERGE_CLASH, NULL, "3" },    { "1", "2", NULL, CT_MERGE_CLASH, "2", NULL },
    { NULL, NULL, NULL, CT_MERGE_SAME, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (CtPatient) base = person ("Reyes", ways[i].base, NULL);
      g_autoptr (CtPatient) mine = person ("Reyes", ways[i].mine, NULL);
      g_autoptr (CtPatient) theirs = person ("Reyes", ways[i].theirs, NULL);
      g_autoptr (CtMerge) merge = ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs));
      g_autoptr (CtPatient) first = ct_merge_apply (merge);
      g_autoptr (CtPatient) second = NULL;

      g_assert_cmpint (kind_of (merge, "phone"), ==, ways[i].kind);
      g_assert_cmpuint (ct_merge_n_clashes (merge), ==, ways[i].kind == CT_MERGE_CLASH ? 1 : 0);
      g_assert_cmpstr (first->phone, ==, ways[i].mine_taken);
      ct_merge_take_all (merge, CT_TAKE_THEIRS);
      second = ct_merge_apply (merge);
      g_assert_cmpstr (second->phone, ==, ways[i].theirs_taken);
    }
}

static void
test_what_only_one_changed_merges_by_itself (void)
{
  g_autoptr (CtPatient) base = person ("Reyes", "1", "calm");
  g_autoptr (CtPatient) mine = person ("Reyes-Cruz", "1", "calm");
  g_autoptr (CtPatient) theirs = person ("Reyes", "2", "calm");
  g_autoptr (CtMerge) merge = NULL;
  g_autoptr (CtPatient) merged = NULL;
  g_autofree char *labels = NULL;

  CT_RECORD (theirs)->revision = 5;
  merge = ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs));
  merged = ct_merge_apply (merge);
  labels = ct_merge_labels (merge, CT_MERGE_THEIRS);
  g_assert_cmpuint (ct_merge_n_clashes (merge), ==, 0);
  g_assert_cmpstr (merged->family_name, ==, "Reyes-Cruz");
  g_assert_cmpstr (merged->phone, ==, "2");
  g_assert_cmpstr (labels, ==, "Phone");
  g_assert_cmpint (CT_RECORD (merged)->id, ==, 7);
  g_assert_cmpint (CT_RECORD (merged)->revision, ==, 5);
}

static void
test_two_long_texts_can_both_stay (void)
{
  g_autoptr (CtPatient) base = person ("Reyes", "1", "Prefers mornings.");
  g_autoptr (CtPatient) mine = person ("Reyes", "1", "Prefers mornings.\nBrings her sister.");
  g_autoptr (CtPatient) theirs = person ("Reyes", "2", "Prefers mornings.\nParks behind.");
  g_autoptr (CtMerge) merge = ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs));
  g_autoptr (CtPatient) both = ct_merge_apply (merge);
  g_autoptr (CtPatient) theirs_only = NULL;

  g_assert_cmpstr (both->note, ==, "Prefers mornings.\nParks behind.\nBrings her sister.");
  ct_merge_take (merge, "note", CT_TAKE_THEIRS);
  theirs_only = ct_merge_apply (merge);
  g_assert_cmpstr (theirs_only->note, ==, "Prefers mornings.\nParks behind.");
}

static void
test_texts_are_joined_without_saying_anything_twice (void)
{
  static const struct
  {
    const char *base, *mine, *theirs, *joined;
  } texts[] = {
    { NULL, NULL, NULL, "" },
    { NULL, "a", NULL, "a" },
    { NULL, NULL, "b", "b" },
    { NULL, "a", "b", "b\na" },
    { "x", "x y", "x z", "x z\ny" },
    { "x", "xy", "xz", "xz\nxy" },
    { "x", "y", "x z", "x z\ny" },
    { "x", "a long text", "long", "a long text" },
    { "x", "long", "a long text", "a long text" },
    { "é", "é ü", "é ö", "é ö\nü" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *joined = ct_merge_join (texts[i].base, texts[i].mine, texts[i].theirs);

      g_assert_cmpstr (joined, ==, texts[i].joined);
    }
}

static CtAssessment *
answered (const char *words)
{
  CtAssessment *assessment = ct_assessment_new ();

  assessment->acknowledgement = g_strdup (words);
  assessment->acknowledged_by = words != NULL ? 3 : 0;
  return assessment;
}

static void
test_two_answers_to_one_notice_stand_in_one_line (void)
{
  static const struct
  {
    const char *mine, *theirs, *joined;
  } answers[] = {
    { "C-SSRS completed", "Prescriber told", "Prescriber told; C-SSRS completed" },
    { "Prescriber told", "C-SSRS completed, Prescriber told", "C-SSRS completed, Prescriber told" },
    { "Prescriber told at noon", "Prescriber told", "Prescriber told at noon" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (CtAssessment) base = answered (NULL);
      g_autoptr (CtAssessment) mine = answered (answers[i].mine);
      g_autoptr (CtAssessment) theirs = answered (answers[i].theirs);
      g_autoptr (CtMerge) merge = ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs));
      g_autoptr (CtAssessment) merged = ct_merge_apply (merge);

      g_assert_cmpuint (ct_merge_n_clashes (merge), >, 0);
      g_assert_cmpstr (merged->acknowledgement, ==, answers[i].joined);
    }
}

static void
test_joined_texts_that_are_too_long_are_not_offered (void)
{
  g_autofree char *long_a = g_strnfill (3000, 'a'), *long_b = g_strnfill (3000, 'b');
  g_autoptr (CtPatient) base = person ("Reyes", "1", "x");
  g_autoptr (CtPatient) mine = person ("Reyes", "1", long_a);
  g_autoptr (CtPatient) theirs = person ("Reyes", "1", long_b);
  g_autoptr (CtMerge) merge = ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs));
  g_autoptr (CtPatient) merged = NULL;

  ct_merge_take_all (merge, CT_TAKE_BOTH);
  merged = ct_merge_apply (merge);
  g_assert_cmpstr (merged->note, ==, long_a);
}

static CtAppointment *
visit (gint64 chair, int minute, const char *note)
{
  CtAppointment *a = ct_appointment_new ();

  a->chair_id = chair;
  a->day = 20780;
  a->minute = minute;
  a->minutes = 60;
  a->note = g_strdup (note);
  return a;
}

/* Half of one place and half of another would be a place that nobody wanted. */
static void
test_a_place_is_taken_as_a_whole (void)
{
  g_autoptr (CtAppointment) base = visit (1, 600, NULL);
  g_autoptr (CtAppointment) mine = visit (2, 600, "late");
  g_autoptr (CtAppointment) theirs = visit (1, 660, NULL);
  g_autoptr (CtMerge) merge = ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs));
  g_autoptr (CtAppointment) mine_taken = ct_merge_apply (merge);
  g_autoptr (CtAppointment) theirs_taken = NULL;

  g_assert_cmpuint (ct_merge_n_clashes (merge), ==, 2);
  g_assert_cmpint (mine_taken->chair_id, ==, 2);
  g_assert_cmpint (mine_taken->minute, ==, 600);
  ct_merge_take (merge, "minute", CT_TAKE_THEIRS);
  theirs_taken = ct_merge_apply (merge);
  g_assert_cmpint (theirs_taken->chair_id, ==, 1);
  g_assert_cmpint (theirs_taken->minute, ==, 660);
  g_assert_cmpstr (theirs_taken->note, ==, "late");
}

/* ---- Who is there ---- */

#define SECOND G_USEC_PER_SEC

static gboolean
look (CtPresenceWatch *watch, const char *desk, gint64 beat, gint64 since_us, gint64 elapsed_us)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  CtPresence *row = g_new0 (CtPresence, 1);

  *row = (CtPresence) { g_strdup (desk), g_strdup ("patient"), 12, g_strdup ("Ana Ruiz"), g_strdup ("Front desk"),
                        since_us, beat };
  g_ptr_array_add (rows, row);
  return ct_presence_watch_look (watch, rows, elapsed_us);
}

static guint
count_editors (CtPresenceWatch *watch)
{
  g_autoptr (GPtrArray) rows = ct_presence_watch_of (watch, "patient", 12);

  return rows->len;
}

static void
test_a_desk_that_falls_silent_is_forgotten_after_a_minute (void)
{
  g_autoptr (CtPresenceWatch) watch = ct_presence_watch_new ("own");
  g_autoptr (GPtrArray) dead = NULL;

  g_assert_true (look (watch, "front", 1, 0, 100 * SECOND));
  g_assert_cmpuint (count_editors (watch), ==, 1);
  g_assert_false (look (watch, "front", 2, 0, 120 * SECOND));
  g_assert_false (look (watch, "front", 2, 0, 179 * SECOND));
  g_assert_cmpuint (count_editors (watch), ==, 1);
  g_assert_true (look (watch, "front", 2, 0, 180 * SECOND));
  g_assert_cmpuint (count_editors (watch), ==, 0);
  dead = ct_presence_watch_dead (watch);
  g_assert_cmpuint (dead->len, ==, 1);
  g_assert_true (look (watch, "front", 3, 0, 200 * SECOND));
  g_assert_cmpuint (count_editors (watch), ==, 1);
}

/* The clocks of two desks are years apart, and one of them jumps: nobody seems dead, nobody lives for ever. */
static void
test_clocks_that_jump_make_nobody_come_or_go (void)
{
  g_autoptr (CtPresenceWatch) watch = ct_presence_watch_new ("own");
  const gint64 year_us = 365 * G_TIME_SPAN_DAY;

  look (watch, "front", 1, -40 * year_us, 0);
  g_assert_false (look (watch, "front", 2, 90 * year_us, 20 * SECOND));
  g_assert_cmpuint (count_editors (watch), ==, 1);
  g_assert_false (look (watch, "front", 3, 0, 40 * SECOND));
  g_assert_true (look (watch, "front", 3, 90 * year_us, 100 * SECOND));
  g_assert_cmpuint (count_editors (watch), ==, 0);
}

static void
test_nobody_is_told_of_oneself (void)
{
  g_autoptr (CtPresenceWatch) watch = ct_presence_watch_new ("own");

  g_assert_false (look (watch, "own", 1, 0, 0));
  g_assert_cmpuint (count_editors (watch), ==, 0);
  g_assert_cmpuint (ct_presence_watch_count (watch), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/every-way", test_every_way_a_field_can_change_has_one_outcome);
  g_test_add_func ("/merge/by-itself", test_what_only_one_changed_merges_by_itself);
  g_test_add_func ("/merge/long-texts", test_two_long_texts_can_both_stay);
  g_test_add_func ("/merge/join", test_texts_are_joined_without_saying_anything_twice);
  g_test_add_func ("/merge/line", test_two_answers_to_one_notice_stand_in_one_line);
  g_test_add_func ("/merge/too-long", test_joined_texts_that_are_too_long_are_not_offered);
  g_test_add_func ("/merge/place", test_a_place_is_taken_as_a_whole);
  g_test_add_func ("/presence/silent", test_a_desk_that_falls_silent_is_forgotten_after_a_minute);
  g_test_add_func ("/presence/clocks", test_clocks_that_jump_make_nobody_come_or_go);
  g_test_add_func ("/presence/oneself", test_nobody_is_told_of_oneself);
  return g_test_run ();
}
