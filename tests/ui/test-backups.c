/* Backups and upgrades in the window: the page of the preferences, the banners, and a backup that is called off. */
#include "ui-fixture.h"
#include "upgrade-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/ct-window.h"
#include "ui/preferences/ct-preferences.h"

typedef struct
{
  UiFixture  ui;
  char      *folder; /* of the backups, as nobody chose another */
  GtkWidget *prefs;  /* (nullable): a window with the page */
  CtWindow  *window; /* (nullable): the main one */
} BackupFixture;

static void
set_up (BackupFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  g_object_unref (fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12"));
  self->folder = g_build_filename (self->ui.base.folder, "harbor-backups", NULL);
}

static void
tear_down (BackupFixture *self, gconstpointer data)
{
  if (self->prefs != NULL)
    gtk_window_destroy (GTK_WINDOW (self->prefs));
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  ui_close_window (&self->ui);
  fixture_close (&self->ui.base);
  fixture_remove_folder (self->folder);
  fixture_tear_down (&self->ui.base, NULL);
  g_free (self->folder);
}

/* ---- Eyes and hands ---- */

static gboolean
is_shown_text (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL &&
         gtk_widget_get_mapped (widget);
}

static gboolean
says (gpointer widget, const char *text)
{
  return ui_find (widget, is_shown_text, text) != NULL;
}

static gboolean
is_ready_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0 &&
         gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) && gtk_widget_get_focusable (widget);
}

/* At once: a button that is activated clicks a while later, and the page may be filled anew until then. */
static void
push (gpointer widget, const char *label)
{
  ui_wait_for (ui_find (widget, is_ready_button, label) != NULL);
  g_signal_emit_by_name (ui_find (widget, is_ready_button, label), "clicked");
}

static gboolean
is_cancel (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Cancel the backup") == 0 &&
         gtk_widget_get_mapped (widget);
}

static void
show_page (BackupFixture *self)
{
  self->prefs = adw_preferences_window_new ();
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self->prefs),
                              ADW_PREFERENCES_PAGE (ct_backup_prefs_new (self->ui.base.clinic)));
  gtk_window_present (GTK_WINDOW (self->prefs));
  ui_wait_for (gtk_widget_get_mapped (self->prefs));
}

static void
show_window (BackupFixture *self)
{
  self->window = ct_window_new (NULL, self->ui.base.clinic);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

static guint
count_files (BackupFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static CtBackupState *
read_state (BackupFixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_backup_state_async (self->ui.base.clinic, ct_await_done, &await);
  return fixture_take (&self->ui.base, &await);
}

/* ---- The page ---- */

static void
test_one_is_made_and_shown_verified_and_listed (BackupFixture *self, gconstpointer data)
{
  show_page (self);
  ui_wait_for (says (self->prefs, "There is no backup yet."));
  ui_wait_for (says (self->prefs, "Nothing is there yet."));
  push (self->prefs, "_Back Up Now");
  ui_wait_for (says (self->prefs, "Backed up and verified."));
  ui_wait_for (says (self->prefs, "Last good backup: today 10:00, verified"));
  ui_wait_for (says (self->prefs, "2 Mar 2026 10:00"));
  ui_wait_for (says (self->prefs, "on demand, verified when it was made"));
  /* A backup and, in words, where the audit ended. */
  g_assert_cmpuint (count_files (self), ==, 2);
}

/* Told about at another time: one message hides the next for a while. */
static void
make_one (BackupFixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;

  ct_clinic_back_up_async (self->ui.base.clinic, NULL, ct_await_done, &await);
  info = fixture_take (&self->ui.base, &await);
  show_page (self);
}

static void
test_one_that_is_there_is_verified_again (BackupFixture *self, gconstpointer data)
{
  make_one (self);
  push (self->prefs, "_Verify");
  ui_wait_for (says (self->prefs, "This backup is whole and can be restored."));
}

static void
test_a_damaged_one_is_told (BackupFixture *self, gconstpointer data)
{
  g_autoptr (CtBackupState) state = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  make_one (self);
  ui_wait_for (ui_find (self->prefs, is_ready_button, "_Verify") != NULL);
  state = read_state (self);
  g_assert_true (g_file_get_contents (state->good_path, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (state->good_path, bytes, (gssize) length, NULL));
  push (self->prefs, "_Verify");
  ui_wait_for (says (self->prefs, "is damaged; use another one."));
}

static gboolean
is_row (GtkWidget *widget, gconstpointer start)
{
  return ADW_IS_PREFERENCES_ROW (widget) &&
         g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), start);
}

static gboolean
has_times (BackupFixture *self, const char *times)
{
  g_autoptr (CtBackupState) state = read_state (self);
  g_autofree char *found = ct_backup_plan_get_times (state->plan);

  return strcmp (found, times) == 0;
}

static gboolean
keeps (BackupFixture *self, int last)
{
  g_autoptr (CtBackupState) state = read_state (self);

  return state->plan->keep_last == last;
}

static void
test_the_plan_is_changed_and_a_time_that_is_none_is_told (BackupFixture *self, gconstpointer data)
{
  GtkWidget *times, *newest;

  show_page (self);
  ui_wait_for (ui_find (self->prefs, is_row, "Every day at") != NULL);
  times = ui_find (self->prefs, is_row, "Every day at");
  gtk_editable_set_text (GTK_EDITABLE (times), "evening");
  g_signal_emit_by_name (times, "apply");
  ui_wait_for (says (self->prefs, "evening"));
  gtk_editable_set_text (GTK_EDITABLE (times), "12:30, 18:00");
  g_signal_emit_by_name (times, "apply");
  ui_wait_for (has_times (self, "12:30, 18:00"));
  ui_wait_for (ui_find (self->prefs, is_row, "Newest") != NULL);
  newest = ui_find_type (ui_find (self->prefs, is_row, "Newest"), GTK_TYPE_SPIN_BUTTON);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (newest), 30);
  ui_wait_for (keeps (self, 30));
  g_assert_true (has_times (self, "12:30, 18:00"));
}

/* ---- The main window ---- */

static void
test_an_owner_is_warned_of_an_old_one_until_there_is_a_new_one (BackupFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;

  self->ui.base.now_us += 40 * G_TIME_SPAN_DAY;
  show_window (self);
  ui_wait_for (says (self->window, "This clinic has never been backed up."));
  ct_clinic_back_up_async (self->ui.base.clinic, NULL, ct_await_done, &await);
  info = fixture_take (&self->ui.base, &await);
  ui_wait_for (!says (self->window, "This clinic has never been backed up."));
}

/* Something that takes its time to copy. */
static void
add_long_document (BackupFixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Okafor", "Chinedu", "1979-11-30");
  gsize length = 24 << 20;
  guint32 *words = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CtIssued) issued = NULL;

  for (gsize i = 0; i < length / sizeof *words; i++)
    words[i] = (guint32) i * 2654435761u;
  bytes = g_bytes_new_take (words, length);
  ct_clinic_issue_async (self->ui.base.clinic, CT_RECORD (patient)->id, "summary", "A long one", bytes, 1, "printed",
                         ct_await_done, &await);
  issued = fixture_take (&self->ui.base, &await);
}

static void
test_progress_is_shown_and_a_backup_is_called_off (BackupFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtBackupInfo) good = NULL;

  add_long_document (self);
  show_window (self);
  ct_clinic_back_up_async (self->ui.base.clinic, NULL, ct_await_done, &await);
  ui_wait_for (ui_find (GTK_WIDGET (self->window), is_cancel, NULL) != NULL);
  g_assert_nonnull (ui_find_type (GTK_WIDGET (self->window), GTK_TYPE_PROGRESS_BAR));
  gtk_widget_activate (ui_find (GTK_WIDGET (self->window), is_cancel, NULL));
  error = fixture_refusal (&self->ui.base, &await);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (self), ==, 0);
  ui_wait_for (ui_find (GTK_WIDGET (self->window), is_cancel, NULL) == NULL);
  /* One that is verified is called off in the same place. */
  ct_clinic_back_up_async (self->ui.base.clinic, NULL, ct_await_done, &await);
  good = fixture_take (&self->ui.base, &await);
  ct_clinic_verify_backup_async (self->ui.base.clinic, good->path, ct_await_done, &await);
  ui_wait_for (ui_find (GTK_WIDGET (self->window), is_cancel, NULL) != NULL);
  gtk_widget_activate (ui_find (GTK_WIDGET (self->window), is_cancel, NULL));
  g_clear_error (&error);
  error = fixture_refusal (&self->ui.base, &await);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (self), ==, 2);
}

static void
test_a_desk_that_is_too_old_says_what_to_do (BackupFixture *self, gconstpointer data)
{
  g_autoptr (CtDatabase) newer = open_raw_file (&self->ui.base);

  show_window (self);
  g_assert_false (says (self->window, "This clinic was upgraded at another desk."));
  upgrade_elsewhere (newer);
  ui_wait_for (says (self->window, "This clinic was upgraded at another desk. Update Chairtime here;"));
}

#define CHECK(name) \
  do \
    { \
      g_autofree char *path = g_strdelimit (g_strdup ("backups/" #name), "_", '-'); \
      g_autofree char *full = g_strconcat ("/ui/", path, NULL); \
      g_test_add (full, BackupFixture, NULL, set_up, test_##name, tear_down); \
    } \
  while (0)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  CHECK (one_is_made_and_shown_verified_and_listed);
  CHECK (one_that_is_there_is_verified_again);
  CHECK (a_damaged_one_is_told);
  CHECK (the_plan_is_changed_and_a_time_that_is_none_is_told);
  CHECK (an_owner_is_warned_of_an_old_one_until_there_is_a_new_one);
  CHECK (progress_is_shown_and_a_backup_is_called_off);
  CHECK (a_desk_that_is_too_old_says_what_to_do);
  return g_test_run ();
}
