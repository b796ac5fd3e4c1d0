/* Reminders: whose turn it is, in which words, and that it was done. */
#include "clinic-fixture.h"

#include <string.h>

#include "clinic/ct-reminders.h"

static CtReminderBook *
read_book (Fixture *self, int days)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_reminders_async (self->clinic, days, ct_await_done, &await);
  return fixture_take (self, &await);
}

static gint64
count_due (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree gint64 *n = NULL;

  ct_clinic_count_reminders_async (self->clinic, ct_await_done, &await);
  n = fixture_take (self, &await);
  return *n;
}

static CtReminder *
note (Fixture *self, CtAppointment *appointment, const char *how)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_note_reminder_async (self->clinic, appointment, how, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_who_comes_soon_is_due_until_reminded_and_again_when_moved (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) soon = fixture_book (self, reyes, "2026-03-04", "10:00", 60);
  g_autoptr (CtAppointment) late = fixture_book (self, reyes, "2026-03-20", "10:00", 60);
  g_autoptr (CtReminderBook) book = read_book (self, 0);
  g_autoptr (CtReminder) reminder = NULL;
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (CtAppointment) gone = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autofree char *undone = NULL;
  CtWall to = { ct_date_parse_iso ("2026-03-04"), ct_minute_parse ("13:00") };

  /* Who should have been here by now needs no reminder. */
  gone = fixture_book (self, reyes, "2026-03-02", "09:00", 30);
  g_assert_cmpint (book->days, ==, 2);
  g_assert_cmpuint (book->due->len, ==, 1);
  g_assert_cmpint (count_due (self), ==, 1);
  reminder = note (self, soon, CT_REMIND_EMAIL);
  g_assert_cmpint (count_due (self), ==, 0);
  g_clear_pointer (&book, ct_reminder_book_free);
  book = read_book (self, 0);
  g_assert_cmpstr (((CtDueReminder *) g_ptr_array_index (book->due, 0))->how, ==, CT_REMIND_EMAIL);
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, "Remind Reyes, Marisol");
  g_assert_cmpint (count_due (self), ==, 1);
  g_clear_object (&reminder);
  reminder = note (self, soon, CT_REMIND_PHONE);
  ct_clinic_move_appointment_async (self->clinic, soon, soon->chair_id, to.date, to.minute, 60, ct_await_done, &await);
  moved = fixture_take (self, &await);
  g_assert_cmpint (count_due (self), ==, 1);
}

static void
test_the_words_are_in_the_patients_language_and_the_clinics_own_where_it_has_some (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) spanish = NULL;
  g_autoptr (CtAppointment) soon = fixture_book (self, reyes, "2026-03-04", "10:00", 60);
  g_autoptr (CtReminderBook) book = NULL;
  g_autoptr (CtMessage) shipped = NULL;
  g_autoptr (CtMessage) own = NULL;
  g_autoptr (CtMessageTemplate) template = NULL;
  g_autoptr (CtMessageTemplate) stored = NULL;
  g_auto (CtAwait) await = { NULL };

  g_object_set (reyes, "language", "Spanish", NULL);
  ct_clinic_save_patient_async (self->clinic, reyes, ct_await_done, &await);
  spanish = fixture_take (self, &await);
  book = read_book (self, 7);
  shipped = ct_reminder_message (self->clinic, book, g_ptr_array_index (book->due, 0), CT_REMIND_TEXT);
  g_assert_cmpstr (shipped->language, ==, "es");
  g_assert_nonnull (strstr (shipped->body, "Marisol Reyes"));
  g_assert_nonnull (strstr (shipped->body, "miércoles 4 de marzo"));
  g_assert_nonnull (strstr (shipped->body, "1 Pier Road, Long Beach"));
  g_assert_null (strstr (shipped->body, "Ketamine"));
  template = ct_reminder_template (book, "es", CT_REMIND_TEXT);
  g_object_set (template, "body", "{name}: {time}", NULL);
  ct_clinic_save_template_async (self->clinic, template, ct_await_done, &await);
  stored = fixture_take (self, &await);
  g_clear_pointer (&book, ct_reminder_book_free);
  book = read_book (self, 7);
  own = ct_reminder_message (self->clinic, book, g_ptr_array_index (book->due, 0), CT_REMIND_TEXT);
  g_assert_cmpstr (own->body, ==, "Marisol Reyes: 10:00");
}

static void
test_what_can_not_be_is_said_plainly (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) soon = fixture_book (self, reyes, "2026-03-04", "10:00", 60);
  g_autoptr (CtMessageTemplate) template = ct_message_template_new ();
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) way = NULL;
  g_autoptr (GError) days = NULL;
  g_autoptr (GError) mark = NULL;

  ct_clinic_note_reminder_async (self->clinic, soon, "pigeon", ct_await_done, &await);
  way = fixture_refusal (self, &await);
  g_assert_error (way, CT_ERROR, CT_ERROR_INVALID);
  ct_clinic_set_reminder_days_async (self->clinic, 61, ct_await_done, &await);
  days = fixture_refusal (self, &await);
  g_assert_error (days, CT_ERROR, CT_ERROR_INVALID);
  template->language = g_strdup ("en");
  template->how = g_strdup (CT_REMIND_TEXT);
  template->body = g_strdup ("Your {drug} on {date}");
  ct_clinic_save_template_async (self->clinic, template, ct_await_done, &await);
  mark = fixture_refusal (self, &await);
  g_assert_nonnull (strstr (mark->message, "{drug}"));
}

static void
test_the_clinic_says_how_many_days_before (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-12", "10:00", 60);
  g_auto (CtAwait) await = { NULL };

  g_assert_cmpint (count_due (self), ==, 0);
  ct_clinic_set_reminder_days_async (self->clinic, 10, ct_await_done, &await);
  fixture_take (self, &await);
  g_assert_cmpint (count_due (self), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("reminders/who-comes-soon-is-due-until-reminded-and-again-when-moved",
                test_who_comes_soon_is_due_until_reminded_and_again_when_moved);
  FIXTURE_TEST ("reminders/the-words-are-in-the-patients-language-and-the-clinics-own-where-it-has-some",
                test_the_words_are_in_the_patients_language_and_the_clinics_own_where_it_has_some);
  FIXTURE_TEST ("reminders/what-can-not-be-is-said-plainly", test_what_can_not_be_is_said_plainly);
  FIXTURE_TEST ("reminders/the-clinic-says-how-many-days-before", test_the_clinic_says_how_many_days_before);
  return g_test_run ();
}
