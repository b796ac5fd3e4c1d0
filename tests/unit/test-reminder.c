/* What reminders say: in whose language, with which words, and never more than was meant. */
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-reminder.h"

static GPtrArray *
shipped (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHAIRTIME_DATA"), "messages", "reminders.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *tongues;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  tongues = ct_reminder_parse_tongues (text, path, &error);
  g_assert_no_error (error);
  return tongues;
}

static void
test_the_language_of_a_record_is_understood_however_it_is_written (void)
{
  static const struct
  {
    const char *written, *code;
  } cases[] = { { "es", "es" },      { "es-MX", "es" }, { "Spanish", "es" }, { "ESPAÑOL", "es" }, { "espanol", "es" },
                { "de", "de" },      { "fr-CA", "fr" }, { "English", "en" }, { NULL, "en" },      { "", "en" },
                { "Klingon", "en" }, { "est", "en" },   { "den", "en" } };
  g_autoptr (GPtrArray) tongues = shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (ct_reminder_find_tongue (tongues, cases[i].written)->code, ==, cases[i].code);
}

static void
test_words_are_filled_in_in_the_patients_language (void)
{
  g_autoptr (GPtrArray) tongues = shipped ();
  const CtReminderTongue *spanish = ct_reminder_find_tongue (tongues, "es");
  const CtReminderTongue *english = ct_reminder_find_tongue (tongues, "en");
  CtReminderWords words = { "Marisol Reyes", ct_date_new (2026, 3, 9), 600, "1 Pier Road" };
  g_autofree char *text = ct_reminder_fill (spanish->text, spanish, &words);
  g_autofree char *subject = ct_reminder_fill (english->subject, english, &words);

  g_assert_nonnull (strstr (text, "Marisol Reyes"));
  g_assert_nonnull (strstr (text, "lunes 9 de marzo"));
  g_assert_nonnull (strstr (text, "10:00"));
  g_assert_nonnull (strstr (text, "1 Pier Road"));
  g_assert_null (strchr (text, '{'));
  g_assert_cmpstr (subject, ==, "Your appointment on Monday, March 9");
}

static void
test_what_is_put_in_is_not_looked_through_again (void)
{
  g_autoptr (GPtrArray) tongues = shipped ();
  CtReminderWords words = { "{place}", ct_date_new (2026, 3, 9), 600, "%s {name}" };
  g_autofree char *text = ct_reminder_fill ("{name} {{ } {nobody} {place}", ct_reminder_find_tongue (tongues, "en"), &words);

  g_assert_cmpstr (text, ==, "{place} {{ } {nobody} %s {name}");
}

static void
test_a_mark_that_there_is_not_is_refused (void)
{
  static const char *const wrong[] = { "Hello {nmae}", "{", "{}", "{Name}", "{diagnosis}" };

  g_assert_true (ct_reminder_check ("Hello {name}, {date} {time} {place}", NULL));
  g_assert_true (ct_reminder_check ("No marks at all }", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ct_reminder_check (wrong[i], &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
    }
}

/* What ships names neither drug nor illness. */
static void
test_what_ships_says_nothing_of_a_treatment (void)
{
  static const char *const never[] = { "ketamin", "ketamina", "infus", "depress", "treat", "spravato" };
  g_autoptr (GPtrArray) tongues = shipped ();

  for (guint i = 0; i < tongues->len; i++)
    {
      const CtReminderTongue *tongue = g_ptr_array_index (tongues, i);
      g_autofree char *all = g_strjoin (" ", tongue->text, tongue->subject, tongue->email, NULL);
      g_autofree char *lower = g_utf8_strdown (all, -1);

      for (guint j = 0; j < G_N_ELEMENTS (never); j++)
        g_assert_null (strstr (lower, never[j]));
    }
}

static void
test_a_language_that_is_not_complete_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_reminder_parse_tongues ("[xx]\nnames=X\nweekdays=a;b\n", "mine.ini", &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "xx"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reminder/the-language-of-a-record-is-understood-however-it-is-written",
                   test_the_language_of_a_record_is_understood_however_it_is_written);
  g_test_add_func ("/reminder/words-are-filled-in-in-the-patients-language", test_words_are_filled_in_in_the_patients_language);
  g_test_add_func ("/reminder/what-is-put-in-is-not-looked-through-again", test_what_is_put_in_is_not_looked_through_again);
  g_test_add_func ("/reminder/a-mark-that-there-is-not-is-refused", test_a_mark_that_there_is_not_is_refused);
  g_test_add_func ("/reminder/what-ships-says-nothing-of-a-treatment", test_what_ships_says_nothing_of_a_treatment);
  g_test_add_func ("/reminder/a-language-that-is-not-complete-is-refused", test_a_language_that_is_not_complete_is_refused);
  return g_test_run ();
}
