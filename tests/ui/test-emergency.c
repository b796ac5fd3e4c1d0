/* A chart opened in an emergency: by somebody at the desk, for an hour, and the owner is told. */
#include "patient-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/ct-banner.h"
#include "ui/ct-window.h"
#include "ui/patient/ct-patient-banner.h"
#include "ui/patient/ct-patient-page.h"

#define TEMPORARY "seven green ladders"
#define WHY       "Found unconscious in the street"

typedef struct
{
  PatientFixture patient;
  CtClinic      *hers;  /* the desk's */
  CtWindow      *owner; /* (nullable) */
} DeskFixture;

static void
set_up (DeskFixture *self, gconstpointer data)
{
  Fixture *base = &self->patient.ui.base;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autoptr (GError) error = NULL;

  patient_set_up (&self->patient, NULL);
  g_free (self->patient.patient->alert);
  self->patient.patient->alert = g_strdup ("Latex");
  ct_clinic_save_patient_async (base->clinic, self->patient.patient, ct_await_done, &await);
  g_object_unref (fixture_take (base, &await));
  g_object_set (rae, "login", "rae", "full-name", "Rae Lin", "role", CT_ROLE_RECEPTION, NULL);
  ct_clinic_add_user_async (base->clinic, rae, TEMPORARY, ct_await_done, &await);
  stored = fixture_take (base, &await);
  self->hers = ct_clinic_log_in (base->path, "rae", TEMPORARY, NULL, ct_clock_fixed (&base->now_us), &error);
  g_assert_no_error (error);
}

static void
tear_down (DeskFixture *self, gconstpointer data)
{
  if (self->owner != NULL)
    gtk_window_destroy (GTK_WINDOW (self->owner));
  ui_close_window (&self->patient.ui);
  ct_clinic_close (self->hers);
  g_clear_object (&self->hers);
  patient_tear_down (&self->patient, NULL);
}

/* ---- At the desk ---- */

static CtPatientPage *
page_of (DeskFixture *self)
{
  return CT_PATIENT_PAGE (self->patient.ui.page);
}

static gboolean
shows_chart (DeskFixture *self)
{
  CtPatientFile *file = ct_patient_page_get_file (page_of (self));

  return file != NULL && file->clinical;
}

static gboolean
shows_no_chart (DeskFixture *self)
{
  CtPatientFile *file = ct_patient_page_get_file (page_of (self));

  return file != NULL && !file->clinical;
}

static void
show_page (DeskFixture *self)
{
  ui_open_window (&self->patient.ui,
                  g_object_new (CT_TYPE_PATIENT_PAGE, "clinic", self->hers, "patient-id", patient_id (&self->patient),
                                NULL), 1060, 720);
  ui_wait_for (ct_patient_page_get_file (page_of (self)) != NULL);
}

static GtkWindow *
question_of (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
is_shown_text (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL &&
         gtk_widget_get_mapped (widget);
}

static gboolean
is_shown_button (GtkWidget *widget, gconstpointer label)
{
  return patient_is_button (widget, label) && gtk_widget_get_mapped (widget);
}

static gboolean
says (gpointer widget, const char *text)
{
  return ui_find (widget, is_shown_text, text) != NULL;
}

static void
push (gpointer widget, const char *label)
{
  GtkWidget *button = ui_find (widget, is_shown_button, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button) && gtk_widget_get_focusable (button));
  g_assert_true (gtk_widget_activate (button));
}

static void
open_in_an_emergency (DeskFixture *self)
{
  AdwMessageDialog *question;
  GtkWidget *row;

  push (self->patient.ui.page, "_Open in an Emergency…");
  ui_wait_for (question_of () != NULL);
  question = ADW_MESSAGE_DIALOG (question_of ());
  row = ui_find_type (GTK_WIDGET (question), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "because");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "act"));
  gtk_editable_set_text (GTK_EDITABLE (row), WHY);
  g_assert_true (adw_message_dialog_get_response_enabled (question, "act"));
  adw_message_dialog_response (question, "act");
  gtk_window_destroy (GTK_WINDOW (question));
  ui_wait_for (shows_chart (self));
}

static void
test_a_closed_chart_opens_for_a_reason (DeskFixture *self, gconstpointer data)
{
  show_page (self);
  g_assert_true (shows_no_chart (self));
  g_assert_true (says (self->patient.ui.page, "Not for your role"));
  open_in_an_emergency (self);
  g_assert_false (says (self->patient.ui.page, "Not for your role"));
  ui_wait_for (says (self->patient.ui.page, "Emergency access: 60 minutes left. Reason: " WHY));
}

static void
test_what_is_left_is_told_and_the_chart_closes_itself (DeskFixture *self, gconstpointer data)
{
  show_page (self);
  open_in_an_emergency (self);
  self->patient.ui.base.now_us += 8 * CT_USEC_PER_MINUTE;
  ui_wait_for (says (self->patient.ui.page, "Emergency access: 52 minutes left."));
  self->patient.ui.base.now_us += 51 * CT_USEC_PER_MINUTE;
  ui_wait_for (says (self->patient.ui.page, "Emergency access: 1 minute left."));
  self->patient.ui.base.now_us += CT_USEC_PER_MINUTE;
  ui_wait_for (shows_no_chart (self));
  g_assert_true (says (self->patient.ui.page, "Not for your role"));
  g_assert_false (says (self->patient.ui.page, "Emergency access"));
}

static void
test_it_ends_by_a_button (DeskFixture *self, gconstpointer data)
{
  show_page (self);
  open_in_an_emergency (self);
  push (self->patient.ui.page, "_End Now");
  ui_wait_for (shows_no_chart (self));
  g_assert_false (says (self->patient.ui.page, "Emergency access"));
  g_assert_null (ct_clinic_get_emergency (self->hers, patient_id (&self->patient)));
  g_assert_nonnull (ui_find (self->patient.ui.page, is_shown_button, "_Open in an Emergency…"));
}

static void
test_the_desk_is_told_what_to_mind (DeskFixture *self, gconstpointer data)
{
  GtkWidget *banner;

  show_page (self);
  banner = ui_find_type (self->patient.ui.page, CT_TYPE_PATIENT_BANNER);
  g_assert_true (says (banner, "Latex"));
  g_assert_false (says (banner, "Allergies not recorded"));
}

/* ---- For the owner ---- */

static void
show_owner_window (DeskFixture *self)
{
  self->owner = ct_window_new (NULL, self->patient.ui.base.clinic);
  gtk_window_present (GTK_WINDOW (self->owner));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->owner)));
}

#define TOLD "Rae Lin opened the chart of Reyes, Marisol in an emergency: “" WHY "”"

static void
test_an_owner_is_told_until_it_is_acknowledged (DeskFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) notices = NULL;

  show_owner_window (self);
  g_assert_false (says (self->owner, "in an emergency"));
  show_page (self);
  open_in_an_emergency (self);
  ui_wait_for (says (self->owner, TOLD));
  g_assert_false (says (self->patient.ui.window, TOLD));
  push (self->owner, "Show the A_udit");
  ui_wait_for (says (self->owner, "Acts about Reyes, Marisol"));
  push (self->owner, "_Acknowledge");
  ui_wait_for (!says (self->owner, "in an emergency: “"));
  ct_clinic_list_emergencies_async (self->patient.ui.base.clinic, ct_await_done, &await);
  notices = fixture_take (&self->patient.ui.base, &await);
  g_assert_cmpuint (notices->len, ==, 0);
}

static void
test_an_owner_who_logs_in_later_is_told (DeskFixture *self, gconstpointer data)
{
  show_page (self);
  open_in_an_emergency (self);
  show_owner_window (self);
  ui_wait_for (says (self->owner, TOLD));
}

#define CHECK(name) \
  do \
    { \
      g_autofree char *path = g_strdelimit (g_strdup ("emergency/" #name), "_", '-'); \
      g_autofree char *full = g_strconcat ("/ui/", path, NULL); \
      g_test_add (full, DeskFixture, NULL, set_up, test_##name, tear_down); \
    } \
  while (0)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  CHECK (a_closed_chart_opens_for_a_reason);
  CHECK (what_is_left_is_told_and_the_chart_closes_itself);
  CHECK (it_ends_by_a_button);
  CHECK (the_desk_is_told_what_to_mind);
  CHECK (an_owner_is_told_until_it_is_acknowledged);
  CHECK (an_owner_who_logs_in_later_is_told);
  return g_test_run ();
}
