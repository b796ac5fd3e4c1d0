/* A clinic moves from its file to a server and back by the window that owners see. */
#include "ui-fixture.h"

#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-place.h"
#include "clinic/ct-clinic-move.h"
#include "ct-test-server.h"
#include "ui/preferences/ct-move-window.h"

#define BOSS          "boss"
#define BOSS_PASSWORD "boss of the server"

typedef struct
{
  UiFixture ui;
  char     *database;
  char     *moved_to; /* what the window said when it was done */
} Move;

static gboolean
has_id (GtkWidget *widget, gconstpointer id)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0;
}

static gpointer
part (Move *self, const char *id)
{
  GtkWidget *found = ui_find (self->ui.window, has_id, id);

  g_assert_nonnull (found);
  return found;
}

static void
type (Move *self, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (self, id)), text);
}

static const char *
step (Move *self)
{
  return gtk_stack_get_visible_child_name (part (self, "steps"));
}

static void
press_button (Move *self, const char *id)
{
  g_signal_emit_by_name (part (self, id), "clicked");
}

static void
on_moved_cb (GtkWidget *window, const char *place, Move *self)
{
  g_free (self->moved_to);
  self->moved_to = g_strdup (place);
}

static void
open_window (Move *self)
{
  self->ui.window = ct_move_window_new (self->ui.base.clinic);
  g_signal_connect (self->ui.window, "moved", G_CALLBACK (on_moved_cb), self);
  gtk_window_present (GTK_WINDOW (self->ui.window));
  ui_wait_for (gtk_widget_get_mapped (self->ui.window));
}

static void
add_reception (Move *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) ben = ct_user_new ();

  ben->login = g_strdup ("ben");
  ben->full_name = g_strdup ("Ben Ode");
  ben->role = g_strdup ("reception");
  ct_clinic_add_user_async (self->ui.base.clinic, ben, "wind over water", ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

static void
set_up (Move *self, gconstpointer data)
{
  static guint n;

  if (ct_test_server_missing () != NULL)
    return;
  ct_test_server_start ();
  ct_test_server_add_role (BOSS, BOSS_PASSWORD, "CREATEDB CREATEROLE");
  /* Roles stay on the server when a database is dropped, so each clinic has a name of its own. */
  self->database = g_strdup_printf ("harbor%u", ++n);
  fixture_set_up (&self->ui.base, NULL);
  add_reception (self);
  open_window (self);
}

static void
tear_down (Move *self, gconstpointer data)
{
  if (self->database == NULL)
    return;
  ui_close_window (&self->ui);
  fixture_tear_down (&self->ui.base, NULL);
  ct_test_server_drop (self->database);
  g_free (self->database);
  g_free (self->moved_to);
}

static gboolean
can_run (Move *self)
{
  if (self->database == NULL)
    g_test_skip (ct_test_server_missing ());
  return self->database != NULL;
}

static void
fill_in (Move *self, const char *passphrase)
{
  g_autofree char *place = ct_test_server_uri (self->database);

  type (self, "host", place);
  type (self, "administrator", BOSS);
  type (self, "password", BOSS_PASSWORD);
  type (self, "passphrase", passphrase);
}

static void
test_nothing_moves_before_it_is_said_where_and_by_whom (Move *self, gconstpointer data)
{
  if (!can_run (self))
    return;
  g_assert_false (gtk_widget_get_sensitive (part (self, "move_button")));
  fill_in (self, "");
  g_assert_false (gtk_widget_get_sensitive (part (self, "move_button")));
  type (self, "passphrase", PASSPHRASE);
  g_assert_true (gtk_widget_get_sensitive (part (self, "move_button")));
  type (self, "host", "");
  g_assert_false (gtk_widget_get_sensitive (part (self, "move_button")));
}

static void
test_a_wrong_passphrase_is_told_and_nothing_moves (Move *self, gconstpointer data)
{
  if (!can_run (self))
    return;
  fill_in (self, "not the passphrase");
  press_button (self, "move_button");
  g_assert_cmpstr (step (self), ==, "working");
  ui_wait_for (g_str_equal (step (self), "ask"));
  g_assert_true (gtk_widget_get_visible (part (self, "error")));
  g_assert_cmpstr (gtk_label_get_text (part (self, "error")), !=, "");
  g_assert_null (self->moved_to);
}

static void
test_a_clinic_moves_and_everybody_has_a_passphrase_that_works_once (Move *self, gconstpointer data)
{
  g_autofree char *place = NULL, *once = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *moved;

  if (!can_run (self))
    return;
  place = ct_test_server_uri (self->database);
  fill_in (self, PASSPHRASE);
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "done"));
  g_assert_cmpuint (strlen (gtk_label_get_text (part (self, "key"))), >, 20);
  g_assert_true (gtk_widget_get_visible (part (self, "people")));
  press_button (self, "done_button");
  self->ui.window = NULL;
  ui_wait_for (self->moved_to != NULL);
  g_assert_cmpstr (self->moved_to, ==, place);
  moved = ct_clinic_open (self->moved_to, "ana", PASSPHRASE, ct_clock_fixed (&self->ui.base.now_us), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ct_clinic_get_info (moved)->name, ==, "Harbor Ketamine Clinic");
  ct_clinic_close (moved);
  g_object_unref (moved);
}

static void
test_closing_while_it_moves_stops_it_and_the_clinic_stays (Move *self, gconstpointer data)
{
  if (!can_run (self))
    return;
  fill_in (self, PASSPHRASE);
  press_button (self, "move_button");
  gtk_window_close (GTK_WINDOW (self->ui.window));
  ui_wait_for (!g_str_equal (step (self), "working"));
  g_assert_cmpstr (step (self), ==, "ask");
  g_assert_cmpstr (gtk_label_get_text (part (self, "error")), ==,
                   "Stopped. The clinic is where it was; moving again goes on from here.");
}

/* ---- A move that died ---- */

static void
kill_after (const CtClinicMoveStep *step, gpointer data)
{
  int *left = data;

  if (--*left <= 0)
    kill (getpid (), SIGKILL);
}

/* In a child of its own, as when the power fails. */
static void
begin_a_move_that_dies (Move *self)
{
  g_autofree char *place = ct_test_server_uri (self->database);
  g_autofree char *admin = ct_place_with_user (place, BOSS);
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      int left = 12;
      const CtClinicMove move = { .from = self->ui.base.path, .to = admin, .login = "ana", .passphrase = PASSPHRASE,
                                  .server_password = BOSS_PASSWORD, .clock = ct_clock_fixed (&self->ui.base.now_us),
                                  .light_keys = TRUE, .progress = kill_after, .progress_data = &left };

      ct_clinic_move (&move, NULL);
      _exit (1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
open_anew (Move *self)
{
  ui_close_window (&self->ui);
  open_window (self);
}

static void
assert_arrived (Move *self)
{
  g_autofree char *place = ct_test_server_uri (self->database);

  press_button (self, "done_button");
  self->ui.window = NULL;
  ui_wait_for (self->moved_to != NULL);
  g_assert_cmpstr (self->moved_to, ==, place);
  g_assert_cmpint (ct_test_server_number (self->database, "SELECT count(*) FROM chairtime.move"), ==, 0);
}

static void
test_a_move_that_died_is_offered_to_go_on_with (Move *self, gconstpointer data)
{
  g_autofree char *place = NULL;

  if (!can_run (self))
    return;
  g_assert_false (gtk_widget_get_visible (part (self, "begun_group")));
  begin_a_move_that_dies (self);
  open_anew (self);
  place = ct_test_server_uri (self->database);
  ui_wait_for (gtk_widget_get_visible (part (self, "begun_group")));
  g_assert_nonnull (strstr (adw_preferences_group_get_description (part (self, "begun_group")), "Mon 2 Mar 2026, 10:00 (ana, at"));
  g_assert_cmpstr (gtk_editable_get_text (part (self, "host")), ==, place);
  g_assert_cmpstr (gtk_button_get_label (part (self, "move_button")), ==, "_Go On With the Move");
  /* To another place it is another move. */
  type (self, "host", "postgresql://elsewhere.example.org/harbor");
  g_assert_false (gtk_widget_get_visible (part (self, "begun_group")));
  g_assert_cmpstr (gtk_button_get_label (part (self, "move_button")), ==, "_Move the Clinic");
  fill_in (self, PASSPHRASE);
  g_assert_true (gtk_widget_get_visible (part (self, "begun_group")));
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "done"));
  assert_arrived (self);
}

static void
test_a_move_that_died_can_be_started_over (Move *self, gconstpointer data)
{
  if (!can_run (self))
    return;
  begin_a_move_that_dies (self);
  /* What has arrived there is told from what is copied anew. */
  ct_test_server_sql (self->database, "CREATE TABLE chairtime.left_over (id integer)");
  open_anew (self);
  ui_wait_for (gtk_widget_get_visible (part (self, "begun_group")));
  fill_in (self, PASSPHRASE);
  gtk_switch_set_active (part (self, "anew"), TRUE);
  g_assert_cmpstr (gtk_button_get_label (part (self, "move_button")), ==, "_Start Over");
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "done"));
  assert_arrived (self);
  g_assert_cmpint (ct_test_server_number (self->database, "SELECT count(*) FROM pg_class WHERE relname = 'left_over'"), ==, 0);
}

/* ---- A backup, into a new database ---- */

static void
open_restore (Move *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;

  ct_clinic_back_up_async (self->ui.base.clinic, self->ui.base.folder, ct_await_done, &await);
  info = fixture_take (&self->ui.base, &await);
  ui_close_window (&self->ui);
  self->ui.window = ct_move_window_new_restore (self->ui.base.clinic, info->path);
  g_signal_connect (self->ui.window, "moved", G_CALLBACK (on_moved_cb), self);
  gtk_window_present (GTK_WINDOW (self->ui.window));
  ui_wait_for (gtk_widget_get_mapped (self->ui.window));
}

static void
test_a_backup_is_restored_into_a_new_database (Move *self, gconstpointer data)
{
  g_autoptr (CtPatient) later = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *restored;

  if (!can_run (self))
    return;
  open_restore (self);
  later = fixture_add_patient (&self->ui.base, "Later", "Than", "1990-01-01");
  fill_in (self, "not the passphrase");
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "ask") && gtk_widget_get_visible (part (self, "error")));
  fill_in (self, PASSPHRASE);
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "done"));
  g_assert_cmpuint (strlen (gtk_label_get_text (part (self, "key"))), >, 20);
  g_assert_true (gtk_widget_get_visible (part (self, "people")));
  press_button (self, "done_button");
  self->ui.window = NULL;
  ui_wait_for (self->moved_to != NULL);
  restored = ct_clinic_open (self->moved_to, "ana", PASSPHRASE, ct_clock_fixed (&self->ui.base.now_us), &error);
  g_assert_no_error (error);
  ct_clinic_close (restored);
  g_object_unref (restored);
  g_assert_cmpint (ct_test_server_number (self->database, "SELECT count(*) FROM chairtime.patient"), ==, 0);
  /* What was open stays as it is, and is worked in. */
  g_object_unref (fixture_add_patient (&self->ui.base, "Still", "Here", "1991-01-01"));
}

static void
test_a_restore_is_stopped_and_the_server_is_as_it_was (Move *self, gconstpointer data)
{
  g_autofree char *there = NULL;

  if (!can_run (self))
    return;
  there = g_strdup_printf ("SELECT count(*) FROM pg_database WHERE datname = '%s'", self->database);
  open_restore (self);
  fill_in (self, PASSPHRASE);
  press_button (self, "move_button");
  g_assert_true (gtk_widget_get_visible (part (self, "stop_button")));
  press_button (self, "stop_button");
  ui_wait_for (g_str_equal (step (self), "ask"));
  g_assert_cmpstr (gtk_label_get_text (part (self, "error")), ==, "Stopped. Nothing was restored; the server is as it was.");
  g_assert_cmpint (ct_test_server_number ("postgres", there), ==, 0);
}

static void
test_a_backup_is_not_restored_over_a_clinic (Move *self, gconstpointer data)
{
  if (!can_run (self))
    return;
  open_restore (self);
  fill_in (self, PASSPHRASE);
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "done"));
  ui_close_window (&self->ui);
  open_restore (self);
  fill_in (self, PASSPHRASE);
  press_button (self, "move_button");
  ui_wait_for (g_str_equal (step (self), "ask"));
  g_assert_nonnull (strstr (gtk_label_get_text (part (self, "error")), "already"));
}

#define MOVE_TEST(name, function) g_test_add ("/move/" name, Move, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("chairtime-state-XXXXXX", NULL);
  int result;

  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  MOVE_TEST ("needs", test_nothing_moves_before_it_is_said_where_and_by_whom);
  MOVE_TEST ("wrong-passphrase", test_a_wrong_passphrase_is_told_and_nothing_moves);
  MOVE_TEST ("moves", test_a_clinic_moves_and_everybody_has_a_passphrase_that_works_once);
  MOVE_TEST ("goes-on", test_a_move_that_died_is_offered_to_go_on_with);
  MOVE_TEST ("starts-over", test_a_move_that_died_can_be_started_over);
  MOVE_TEST ("restore", test_a_backup_is_restored_into_a_new_database);
  MOVE_TEST ("restore-stopped", test_a_restore_is_stopped_and_the_server_is_as_it_was);
  MOVE_TEST ("restore-taken", test_a_backup_is_not_restored_over_a_clinic);
  MOVE_TEST ("stopped", test_closing_while_it_moves_stops_it_and_the_clinic_stays);
  result = g_test_run ();
  fixture_remove_folder (state);
  return result;
}
