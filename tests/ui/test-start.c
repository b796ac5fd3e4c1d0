/* The first minutes: a clinic is set up, somebody logs in, somebody mistypes, somebody has lost the passphrase. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/ct-application.h"
#include "ui/start/ct-demo-clinic.h"
#include "ui/start/ct-code-panel.h"
#include "ui/start/ct-duty-page.h"
#include "ui/start/ct-login-page.h"
#include "ui/start/ct-passphrase-group.h"
#include "ui/start/ct-recover-page.h"
#include "ui/start/ct-setup-page.h"
#include "ui/start/ct-start-window.h"
#include "ui/start/ct-zone-choice.h"

static void
set_up (UiFixture *self, gconstpointer data)
{
  fixture_set_up (&self->base, NULL);
}

static void
tear_down (UiFixture *self, gconstpointer data)
{
  ui_close_window (self);
  fixture_tear_down (&self->base, NULL);
}

/* ---- Finding things by what they say ---- */

static gboolean
has_title (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_child_visible (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static gboolean
has_css_class (GtkWidget *widget, gconstpointer css_class)
{
  return gtk_widget_has_css_class (widget, css_class);
}

static void
type_into (UiFixture *self, const char *title, const char *text)
{
  GtkWidget *row = ui_find (self->window, has_title, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
press (UiFixture *self, const char *label)
{
  GtkWidget *button;

  ui_wait_for ((button = ui_find (self->window, is_button, label)) != NULL && gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* ---- First run ---- */

static void
on_clinic_cb (CtClinic **to, CtClinic *clinic)
{
  *to = g_object_ref (clinic);
}

static void
fill_in_the_assistant (UiFixture *self)
{
  GtkWidget *zone = ui_find_type (self->page, GTK_TYPE_DROP_DOWN);
  g_autofree char *chosen = ct_zone_choice_get_zone (zone);

  g_assert_cmpstr (chosen, ==, "America/Los_Angeles");
  g_assert_false (gtk_widget_get_sensitive (ui_find (self->window, is_button, "_Next")));
  type_into (self, "Clinic name", "Bay Street Clinic");
  type_into (self, "Phone", "415-555-0100");
  press (self, "_Next");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (ui_find_type (self->page, GTK_TYPE_SPIN_BUTTON)), 3);
  type_into (self, "Chair 3", "Window room");
  press (self, "_Next");
  type_into (self, "Name", "Marisol Reyes");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find (self->window, has_title, "User name"))), ==, "marisol");
  type_into (self, "Passphrase", "tall green ladder");
}

static void
test_a_clinic_is_set_up (UiFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.folder, "new", "bay.chairtime", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CtClinic) clinic = NULL;
  GtkWidget *kept;

  ui_open_window (self, ct_setup_page_new (ct_clock_fixed (&self->base.now_us), path), 620, 720);
  g_object_set (self->page, "light-keys", TRUE, NULL);
  g_signal_connect_swapped (self->page, "done", G_CALLBACK (on_clinic_cb), &clinic);
  fill_in_the_assistant (self);
  g_assert_false (gtk_widget_get_sensitive (ui_find (self->window, is_button, "_Make the Clinic")));
  type_into (self, "Passphrase again", "tall green ladder");
  press (self, "_Make the Clinic");

  ui_wait_for (ui_find (self->window, is_button, "_Open the Clinic") != NULL);
  g_assert_nonnull (ui_find (self->window, says, "-"));
  ui_rest (300);
  g_assert_false (gtk_widget_get_sensitive (ui_find (self->window, is_button, "_Open the Clinic")));
  kept = ui_find_type (self->page, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (kept), TRUE);
  press (self, "_Open the Clinic");

  g_assert_nonnull (clinic);
  g_assert_cmpstr (ct_clinic_get_info (clinic)->name, ==, "Bay Street Clinic");
  g_assert_cmpuint (ct_clinic_get_chairs (clinic)->len, ==, 3);
  ui_wait_for (g_strcmp0 (((CtChair *) g_ptr_array_index (ct_clinic_get_chairs (clinic), 2))->name, "Window room") == 0);
  ct_clinic_close (clinic);
  fixture_remove_folder (folder);
}

static void
test_a_passphrase_typed_differently_the_second_time_is_not_taken (UiFixture *self, gconstpointer data)
{
  CtPassphraseGroup *group;

  ui_open_window (self, ct_passphrase_group_new (), 400, 300);
  group = CT_PASSPHRASE_GROUP (self->page);
  type_into (self, "Passphrase", "tall green ladder");
  type_into (self, "Passphrase again", "tall green bladder");
  g_assert_false (ct_passphrase_group_is_ready (group));
  g_assert_nonnull (ui_find (self->window, says, "don't match"));
  type_into (self, "Passphrase again", "tall green ladder");
  g_assert_true (ct_passphrase_group_is_ready (group));
}

/* ---- Log-in ---- */

static void
open_log_in (UiFixture *self, CtClinic **clinic)
{
  fixture_close (&self->base);
  ui_open_window (self, ct_login_page_new (self->base.path, ct_clock_fixed (&self->base.now_us)), 620, 720);
  g_signal_connect_swapped (self->page, "opened", G_CALLBACK (on_clinic_cb), clinic);
}

static void
test_the_right_passphrase_opens_the_clinic (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtClinic) clinic = NULL;

  open_log_in (self, &clinic);
  type_into (self, "Passphrase", PASSPHRASE);
  g_signal_emit_by_name (ui_find (self->window, has_title, "Passphrase"), "entry-activated");
  ui_wait_for (clinic != NULL);
  g_assert_cmpstr (ct_clinic_get_user (clinic)->login, ==, "ana");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find (self->window, has_title, "Passphrase"))), ==, "");
  ct_clinic_close (clinic);
}

static void
try_passphrase (UiFixture *self, const char *passphrase)
{
  GtkWidget *row = ui_find (self->window, has_title, "Passphrase");

  gtk_editable_set_text (GTK_EDITABLE (row), passphrase);
  g_signal_emit_by_name (row, "entry-activated");
  ui_wait_for (*gtk_editable_get_text (GTK_EDITABLE (row)) == '\0');
}

static void
test_wrong_passphrases_are_told_and_make_one_wait (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtClinic) clinic = NULL;

  open_log_in (self, &clinic);
  try_passphrase (self, "not the passphrase");
  g_assert_nonnull (ui_find (self->window, says, "not right"));
  for (int i = 0; i < 6 && ct_clinic_seconds_to_wait (self->base.path, "ana", ct_clock_fixed (&self->base.now_us)) == 0; i++)
    try_passphrase (self, "not the passphrase");
  ui_wait_for (ui_find (self->window, says, "second") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_find (self->window, has_title, "Passphrase")), PASSPHRASE);
  g_assert_false (gtk_widget_get_sensitive (ui_find (self->page, has_css_class, "pill")));
  g_assert_null (clinic);

  self->base.now_us += G_TIME_SPAN_HOUR;
  ui_wait_for (ui_find (self->window, says, "second") == NULL);
  g_signal_emit_by_name (ui_find (self->window, has_title, "Passphrase"), "entry-activated");
  ui_wait_for (clinic != NULL);
  ct_clinic_close (clinic);
}

static void
on_recovered_cb (char **to, const char *login, const char *passphrase)
{
  *to = g_strdup_printf ("%s/%s", login, passphrase);
}

static void
test_the_recovery_key_sets_a_new_passphrase (UiFixture *self, gconstpointer data)
{
  g_autofree char *in = NULL;

  fixture_close (&self->base);
  ui_open_window (self, ct_recover_page_new (self->base.path, ct_clock_fixed (&self->base.now_us)), 620, 720);
  g_signal_connect_swapped (self->page, "done", G_CALLBACK (on_recovered_cb), &in);
  type_into (self, "User name", "ana");
  type_into (self, "Passphrase", "seven green ladders");
  type_into (self, "Passphrase again", "seven green ladders");
  type_into (self, "Recovery key", "AAAA-AAAA");
  press (self, "_Set and Log In");
  ui_wait_for (ui_find (self->window, says, "key") != NULL && in == NULL);
  type_into (self, "Recovery key", self->base.recovery_key);
  press (self, "_Set and Log In");
  ui_wait_for (in != NULL);
  g_assert_cmpstr (in, ==, "ana/seven green ladders");
}

static void
test_a_clinic_that_is_not_there_is_told_on_the_welcome_page (UiFixture *self, gconstpointer data)
{
  CtStartWindow *window = ct_start_window_new (NULL, ct_clock_fixed (&self->base.now_us), NULL);

  gtk_window_present (GTK_WINDOW (window));
  ct_start_window_show_log_in (window, "/nowhere/at-all.chairtime");
  ui_wait_for (ui_find (GTK_WIDGET (window), says, "There is no clinic at") != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- One-time codes, and what has to be done first ---- */

static char *
phone_code (UiFixture *self, const CtCodeOffer *offer)
{
  g_auto (GStrv) words = g_strsplit (offer->secret, " ", -1);
  g_autofree char *plain = g_strjoinv (NULL, words);
  guint8 bytes[CT_TOTP_SECRET_BYTES];

  g_assert_true (ct_totp_parse_base32 (plain, bytes, sizeof bytes));
  return g_strdup_printf ("%06u", ct_totp_at (bytes, sizeof bytes, ct_totp_step (self->base.now_us), 6));
}

static void
on_done_cb (gboolean *done)
{
  *done = TRUE;
}

static CtCodeOffer *
set_up_codes (UiFixture *self)
{
  gboolean done = FALSE;
  CtCodeOffer *offer;
  g_autofree char *code = NULL;

  ui_open_window (self, ct_code_panel_new (self->base.clinic), 620, 720);
  g_signal_connect_swapped (self->page, "done", G_CALLBACK (on_done_cb), &done);
  offer = ct_code_panel_get_offer (CT_CODE_PANEL (self->page));
  g_assert_nonnull (ui_find (self->window, says, offer->secret));
  g_assert_nonnull (ui_find (self->window, says, "otpauth://totp/"));
  type_into (self, "The code that the phone shows now", "12");
  press (self, "_Turn On");
  ui_wait_for (ui_find (self->window, says, "not right") != NULL);
  code = phone_code (self, offer);
  type_into (self, "The code that the phone shows now", code);
  press (self, "_Turn On");
  ui_wait_for (done);
  return offer;
}

static void
test_a_code_is_asked_for_after_the_passphrase (UiFixture *self, gconstpointer data)
{
  g_autofree char *backup = g_strdup (set_up_codes (self)->backup[0]);
  GtkWindow *first = GTK_WINDOW (self->window);
  g_autoptr (CtClinic) clinic = NULL;

  open_log_in (self, &clinic);
  gtk_window_destroy (first);
  g_assert_false (gtk_widget_get_visible (ui_find (self->window, has_title, "One-time code")));
  type_into (self, "Passphrase", PASSPHRASE);
  g_signal_emit_by_name (ui_find (self->window, has_title, "Passphrase"), "entry-activated");
  ui_wait_for (gtk_widget_get_visible (ui_find (self->window, has_title, "One-time code")));
  g_assert_nonnull (ui_find (self->window, says, "one-time code"));
  g_assert_null (clinic);
  type_into (self, "One-time code", backup);
  g_signal_emit_by_name (ui_find (self->window, has_title, "One-time code"), "entry-activated");
  ui_wait_for (clinic != NULL);
  ct_clinic_close (clinic);
}

static void
test_a_temporary_passphrase_is_changed_before_anything_else (UiFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autoptr (CtClinic) hers = NULL;
  gboolean done = FALSE;

  g_object_set (rae, "login", "rae", "full-name", "Rae", "role", CT_ROLE_RECEPTION, "must-change", TRUE, NULL);
  ct_clinic_add_user_async (self->base.clinic, rae, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (&self->base, &await);
  fixture_close (&self->base);
  hers = ct_clinic_open (self->base.path, "rae", "seven green ladders", ct_clock_fixed (&self->base.now_us), NULL);
  ui_open_window (self, ct_duty_page_new (hers), 620, 720);
  g_signal_connect_swapped (self->page, "done", G_CALLBACK (on_done_cb), &done);
  type_into (self, "Passphrase until now", "seven green ladders");
  type_into (self, "Passphrase", "password123");
  g_assert_nonnull (ui_find (self->window, says, "Many people"));
  type_into (self, "Passphrase", "my own little words");
  type_into (self, "Passphrase again", "my own little words");
  press (self, "_Set Passphrase");
  ui_wait_for (done);
  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_NONE);
  ct_clinic_close (hers);
}

/* ---- Looking around ---- */

static void
on_demo_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(CtClinic **) data = ct_demo_clinic_make_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_a_demo_clinic_is_full_of_people (UiFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.folder, "demo.chairtime", NULL);
  g_autoptr (CtClinic) clinic = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GArray) ids = NULL;

  ct_demo_clinic_make_async (path, ct_clock_fixed (&self->base.now_us), on_demo_cb, &clinic);
  ui_wait_for (clinic != NULL);
  ct_clinic_list_patient_ids_async (clinic, NULL, ct_await_done, &await);
  ids = ct_clinic_finish (clinic, ct_await_result (&await), NULL);
  g_assert_cmpuint (ids->len, >=, 400);
  ct_clinic_close (clinic);
}

#define TEST(path, function) g_test_add ("/start/" path, UiFixture, NULL, set_up, function, tear_down)

/* A server that is not there is not asked before somebody logs in. */
static void
test_an_address_on_the_command_line_asks_who_comes_in (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtApplication) application = ct_application_new ();
  g_autoptr (GFile) address = g_file_new_for_commandline_arg ("postgresql://127.0.0.1:1/harbor");
  g_autoptr (GError) error = NULL;
  GList *windows;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_application_open (G_APPLICATION (application), &address, 1, "");
  windows = gtk_application_get_windows (GTK_APPLICATION (application));
  g_assert_cmpuint (g_list_length (windows), ==, 1);
  ui_wait_for (ui_find (windows->data, says, "harbor on 127.0.0.1") != NULL);
  gtk_window_destroy (windows->data);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  TEST ("first-run/a-clinic-is-set-up", test_a_clinic_is_set_up);
  TEST ("first-run/a-passphrase-typed-differently-is-not-taken", test_a_passphrase_typed_differently_the_second_time_is_not_taken);
  TEST ("log-in/the-right-passphrase-opens-the-clinic", test_the_right_passphrase_opens_the_clinic);
  TEST ("log-in/wrong-passphrases-are-told-and-make-one-wait", test_wrong_passphrases_are_told_and_make_one_wait);
  TEST ("log-in/the-recovery-key-sets-a-new-passphrase", test_the_recovery_key_sets_a_new_passphrase);
  TEST ("log-in/a-code-is-asked-for-after-the-passphrase", test_a_code_is_asked_for_after_the_passphrase);
  TEST ("log-in/a-temporary-passphrase-is-changed-first", test_a_temporary_passphrase_is_changed_before_anything_else);
  TEST ("log-in/a-clinic-that-is-not-there-is-told", test_a_clinic_that_is_not_there_is_told_on_the_welcome_page);
  TEST ("log-in/an-address-on-the-command-line-asks-who-comes-in", test_an_address_on_the_command_line_asks_who_comes_in);
  TEST ("demo/a-demo-clinic-is-full-of-people", test_a_demo_clinic_is_full_of_people);
  return g_test_run ();
}
