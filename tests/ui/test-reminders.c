/* Reminding people: the text goes to the clipboard, the letter to the mail program, and the list says so. */
#include "ui-fixture.h"

#include <string.h>

#include "clinic/ct-reminders.h"
#include "ui/reminders/ct-reminders-window.h"
#include "ui/reminders/ct-words-window.h"

static void
set_up (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = NULL;
  g_autoptr (CtPatient) reached = NULL;
  g_autoptr (CtAppointment) booked = NULL;
  g_auto (CtAwait) await = { NULL };

  fixture_set_up (&self->base, NULL);
  reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_object_set (reyes, "phone", "714-555-0132", "language", "es", NULL);
  ct_clinic_save_patient_async (self->base.clinic, reyes, ct_await_done, &await);
  reached = fixture_take (&self->base, &await);
  booked = fixture_book (&self->base, reached, "2026-03-04", "10:00", 60);
}

static void
tear_down (UiFixture *self, gconstpointer data)
{
  ui_close_window (self);
  fixture_tear_down (&self->base, NULL);
}

static gboolean
state_is (CtRemindersWindow *window, const char *wanted)
{
  g_autofree char *state = ct_reminders_window_get_state (window, 0);

  return state != NULL && strstr (state, wanted) != NULL;
}

static void
test_a_text_is_copied_in_the_patients_language_and_marked (UiFixture *self, gconstpointer data)
{
  CtRemindersWindow *window = CT_REMINDERS_WINDOW (ct_reminders_window_new (self->base.clinic));

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (ct_reminders_window_is_ready (window));
  g_assert_cmpuint (ct_reminders_window_get_n_rows (window), ==, 1);
  g_assert_true (state_is (window, "Not reminded yet"));
  gtk_widget_activate_action (GTK_WIDGET (window), "reminders.remind", "(us)", 0, CT_REMIND_TEXT);
  ui_wait_for (state_is (window, "Text message"));
  g_assert_nonnull (strstr (ct_reminders_window_get_sent (window), "miércoles 4 de marzo"));
  g_free (fixture_undo (&self->base));
  ui_wait_for (state_is (window, "Not reminded yet"));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_rest (20);
}

static gboolean
has_words (CtWordsWindow *window)
{
  g_autofree char *body = ct_words_window_get_body (window);

  return body[0] != '\0';
}

static void
test_the_clinics_own_words_are_kept_and_can_be_given_up (UiFixture *self, gconstpointer data)
{
  CtWordsWindow *window = CT_WORDS_WINDOW (ct_words_window_new (self->base.clinic));
  g_autofree char *shipped = NULL;
  g_autofree char *again = NULL;

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (has_words (window));
  shipped = ct_words_window_get_body (window);
  ct_words_window_set_body (window, "Hello {nmae}");
  gtk_widget_activate_action (GTK_WIDGET (window), "words.save", NULL);
  ui_wait_for (strstr (ct_words_window_get_told (window), "{nmae}") != NULL);
  ct_words_window_set_body (window, "Hello {name}");
  gtk_widget_activate_action (GTK_WIDGET (window), "words.save", NULL);
  ui_wait_for (g_strcmp0 (ct_words_window_get_told (window), "Saved.") == 0);
  ui_rest (100);
  gtk_widget_activate_action (GTK_WIDGET (window), "words.reset", NULL);
  ui_wait_for (strstr (ct_words_window_get_told (window), "hold again") != NULL);
  ui_rest (100);
  again = ct_words_window_get_body (window);
  g_assert_cmpstr (again, ==, shipped);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_rest (20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  g_test_add ("/reminders/a-text-is-copied-in-the-patients-language-and-marked", UiFixture, NULL, set_up,
              test_a_text_is_copied_in_the_patients_language_and_marked, tear_down);
  g_test_add ("/reminders/the-clinics-own-words-are-kept-and-can-be-given-up", UiFixture, NULL, set_up,
              test_the_clinics_own_words_are_kept_and_can_be_given_up, tear_down);
  return g_test_run ();
}
