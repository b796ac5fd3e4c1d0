/* The people of the preferences: somebody new, another role, switched off, one-time codes, a new recovery key. */
#include "patient-fixture.h"

#include "ui/preferences/ct-preferences.h"
#include "ui/start/ct-code-panel.h"
#include "ui/start/ct-passphrase-group.h"

static gboolean
label_has (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
row_is_called (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ENTRY_ROW (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static void
type_into (PatientFixture *self, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find (self->ui.page, row_is_called, title)), text);
}

static void
click (PatientFixture *self, const char *label)
{
  GtkWidget *button = ui_find (self->ui.page, patient_is_button, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
open_people (PatientFixture *self)
{
  ui_open_window (&self->ui, ct_people_prefs_new (self->ui.base.clinic), 700, 900);
}

static CtUser *
find_user (PatientFixture *self, const char *login)
{
  GPtrArray *users = ct_clinic_get_users (self->ui.base.clinic);

  for (guint i = 0; i < users->len; i++)
    if (g_strcmp0 (CT_USER (g_ptr_array_index (users, i))->login, login) == 0)
      return g_ptr_array_index (users, i);
  return NULL;
}

static void
type_passphrase_twice (GtkWidget *group, const char *passphrase)
{
  GtkWidget *first = ui_find_type (group, ADW_TYPE_PASSWORD_ENTRY_ROW);
  GtkWidget *second = ui_find_type (gtk_widget_get_next_sibling (first), ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (first), passphrase);
  gtk_editable_set_text (GTK_EDITABLE (second), passphrase);
}

static void
add_rae (PatientFixture *self)
{
  type_into (self, "Name", "Rae Kim");
  type_into (self, "User name", "rae");
  type_passphrase_twice (ui_find_type (self->ui.page, CT_TYPE_PASSPHRASE_GROUP), "seven green ladders");
  click (self, "_Add");
  ui_wait_for (find_user (self, "rae") != NULL);
  ui_wait_for (ui_find (self->ui.page, label_has, "Rae Kim") != NULL);
}

static void
test_somebody_new_may_log_in_and_chooses_a_passphrase (PatientFixture *self, gconstpointer data)
{
  open_people (self);
  click (self, "_Add");
  ui_rest (50);
  g_assert_null (find_user (self, "rae"));
  add_rae (self);
  g_assert_true (find_user (self, "rae")->must_change);
  g_assert_cmpstr (find_user (self, "rae")->role, ==, CT_ROLE_RECEPTION);
  g_assert_nonnull (ui_find (self->ui.page, label_has, "temporary passphrase"));
}

/* The combo row under the name of @user_id. */
static gboolean
is_of_user (GtkWidget *widget, gconstpointer login)
{
  CtUser *user = g_object_get_data (G_OBJECT (widget), "user");

  return user != NULL && g_strcmp0 (user->login, login) == 0 && (ADW_IS_COMBO_ROW (widget) || GTK_IS_SWITCH (widget));
}

static gboolean
is_role_of (GtkWidget *widget, gconstpointer login)
{
  return ADW_IS_COMBO_ROW (widget) && is_of_user (widget, login);
}

static gboolean
is_switch_of (GtkWidget *widget, gconstpointer login)
{
  return GTK_IS_SWITCH (widget) && is_of_user (widget, login);
}

static void
test_a_role_is_changed_and_a_log_in_switched_off (PatientFixture *self, gconstpointer data)
{
  const char *const *roles = ct_permission_list_roles ();
  guint nurse = 0;

  while (g_strcmp0 (roles[nurse], CT_ROLE_NURSE) != 0)
    nurse++;
  open_people (self);
  add_rae (self);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (self->ui.page, is_role_of, "rae")), nurse);
  ui_wait_for (g_strcmp0 (find_user (self, "rae")->role, CT_ROLE_NURSE) == 0);
  ui_wait_for (ui_find (self->ui.page, label_has, "rae · Nurse") != NULL);
  /* Nobody locks themselves out. */
  g_assert_false (gtk_widget_get_sensitive (ui_find (self->ui.page, is_switch_of, "ana")));
  gtk_switch_set_active (GTK_SWITCH (ui_find (self->ui.page, is_switch_of, "rae")), FALSE);
  ui_wait_for (!find_user (self, "rae")->active);
  ui_wait_for (ui_find (self->ui.page, label_has, "switched off") != NULL);
}

static void
test_one_time_codes_are_set_up_with_the_phone (PatientFixture *self, gconstpointer data)
{
  CtCodePanel *panel;
  g_autofree char *code = NULL;

  open_people (self);
  click (self, "Set _Up");
  ui_wait_for (ui_find_type (self->ui.page, CT_TYPE_CODE_PANEL) != NULL);
  panel = CT_CODE_PANEL (ui_find_type (self->ui.page, CT_TYPE_CODE_PANEL));
  g_assert_cmpuint (g_strv_length (ct_code_panel_get_offer (panel)->backup), >=, 8);
  g_assert_nonnull (ui_find (self->ui.page, patient_is_button, "_Print the Backup Codes…"));
  type_into (self, "The code that the phone shows now", "000000");
  click (self, "_Turn On");
  ui_rest (100);
  g_assert_false (ct_clinic_has_codes (self->ui.base.clinic));
  code = fixture_phone_code (&self->ui.base, ct_code_panel_get_offer (panel)->secret);
  type_into (self, "The code that the phone shows now", code);
  click (self, "_Turn On");
  ui_wait_for (ct_clinic_has_codes (self->ui.base.clinic));
}

/* ---- Locked out ---- */

static void
fail_to_log_in (PatientFixture *self, const char *login)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_open (self->ui.base.path, login, "no such passphrase", ct_clock_fixed (&self->ui.base.now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
}

static void
test_a_lock_out_is_shown_and_lifted (PatientFixture *self, gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    fail_to_log_in (self, "ana");
  open_people (self);
  ui_wait_for (ui_find (self->ui.page, label_has, "· locked out until") != NULL);
  g_assert_nonnull (ui_find (self->ui.page, label_has, "3 failed log-ins"));
  click (self, "_Let In Now");
  ui_wait_for (ui_find (self->ui.page, label_has, "3 failed log-ins") == NULL);
  g_assert_null (ui_find (self->ui.page, label_has, "locked out until"));
  g_assert_null (ui_find (self->ui.page, patient_is_button, "_Let In Now"));
  g_assert_cmpint (ct_clinic_seconds_to_wait (self->ui.base.path, "ana", ct_clock_fixed (&self->ui.base.now_us)), ==, 0);
}

static void
test_failures_without_a_lock_out_are_only_counted (PatientFixture *self, gconstpointer data)
{
  fail_to_log_in (self, "ana");
  open_people (self);
  ui_wait_for (ui_find (self->ui.page, label_has, "1 failed log-in") != NULL);
  g_assert_null (ui_find (self->ui.page, label_has, "locked out until"));
  g_assert_null (ui_find (self->ui.page, patient_is_button, "_Let In Now"));
}

/* ---- What they looked at ---- */

static gboolean
is_what_opened (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ACTION_ROW (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static void
test_what_somebody_opened_is_asked_of_the_main_window (PatientFixture *self, gconstpointer data)
{
  GtkWidget *prefs = adw_window_new (), *page = ct_people_prefs_new (self->ui.base.clinic);
  g_autofree char *asked = g_strdup_printf ("what-opened %" G_GINT64_FORMAT,
                                            CT_RECORD (ct_clinic_get_user (self->ui.base.clinic))->id);

  ui_open_window (&self->ui, gtk_label_new ("Today"), 700, 500);
  gtk_window_set_transient_for (GTK_WINDOW (prefs), GTK_WINDOW (self->ui.window));
  g_object_add_weak_pointer (G_OBJECT (prefs), (gpointer *) &prefs);
  adw_window_set_content (ADW_WINDOW (prefs), page);
  gtk_window_present (GTK_WINDOW (prefs));
  ui_wait_for (gtk_widget_get_mapped (page));
  g_signal_emit_by_name (ui_find (page, is_what_opened, "_What Did This User Open?"), "activated");
  ui_wait_for (prefs == NULL);
  g_assert_cmpstr (self->ui.asked, ==, asked);
}

static GtkWidget *
find_window (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), title) == 0)
        return window;
    }
  return NULL;
}

static void
test_a_new_recovery_key_is_shown_once (PatientFixture *self, gconstpointer data)
{
  GtkWidget *window;

  open_people (self);
  type_into (self, "Your passphrase, once more", "a wrong passphrase");
  click (self, "_Make a New Key");
  ui_rest (300);
  g_assert_null (find_window ("Recovery Key"));
  type_into (self, "Your passphrase, once more", PASSPHRASE);
  click (self, "_Make a New Key");
  ui_wait_for ((window = find_window ("Recovery Key")) != NULL);
  g_assert_nonnull (ui_find (window, label_has, "-"));
  g_assert_nonnull (ui_find (window, patient_is_button, "_Print…"));
  g_assert_null (ui_find (window, label_has, self->ui.base.recovery_key));
  gtk_window_destroy (GTK_WINDOW (window));
}

#define PEOPLE_TEST(path, function) \
  g_test_add ("/ui/people/" path, PatientFixture, NULL, patient_set_up, function, patient_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  PEOPLE_TEST ("somebody new may log in and chooses a passphrase", test_somebody_new_may_log_in_and_chooses_a_passphrase);
  PEOPLE_TEST ("a role is changed and a log-in switched off", test_a_role_is_changed_and_a_log_in_switched_off);
  PEOPLE_TEST ("one-time codes are set up with the phone", test_one_time_codes_are_set_up_with_the_phone);
  PEOPLE_TEST ("a lock-out is shown and lifted", test_a_lock_out_is_shown_and_lifted);
  PEOPLE_TEST ("failures without a lock-out are only counted", test_failures_without_a_lock_out_are_only_counted);
  PEOPLE_TEST ("what somebody opened is asked of the main window", test_what_somebody_opened_is_asked_of_the_main_window);
  PEOPLE_TEST ("a new recovery key is shown once", test_a_new_recovery_key_is_shown_once);
  return g_test_run ();
}
