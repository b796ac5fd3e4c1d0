/* A patient with scores, and hands for the windows about that patient. */
#pragma once

#include "ui-fixture.h"

typedef struct
{
  UiFixture  ui;
  CtPatient *patient;
} PatientFixture;

static inline gint64
patient_id (PatientFixture *self)
{
  return CT_RECORD (self->patient)->id;
}

static inline void
patient_set_up (PatientFixture *self, gconstpointer data)
{
  ct_ui_init ();
  fixture_set_up (&self->ui.base, data);
  self->patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
}

static inline void
patient_tear_down (PatientFixture *self, gconstpointer data)
{
  ui_close_window (&self->ui);
  g_clear_object (&self->patient);
  fixture_tear_down (&self->ui.base, data);
}

static inline CtAssessment *
patient_answer (PatientFixture *self, const char *instrument, const char *answers, const char *day)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (GStrv) words = g_strsplit (answers, " ", -1);

  ct_clinic_save_assessment_async (self->ui.base.clinic, patient_id (self), instrument, (const char *const *) words,
                                   ct_date_parse_iso (day), ct_await_done, &await);
  return fixture_take (&self->ui.base, &await);
}

static inline void
patient_allergy (PatientFixture *self, const char *text, gboolean negated)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAllergy) allergy = ct_allergy_new ();

  allergy->patient_id = patient_id (self);
  allergy->text = g_strdup (text);
  allergy->negated = negated;
  ct_clinic_save_fact_async (self->ui.base.clinic, CT_RECORD (allergy), ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

/* Presses a key on a widget whose keys are handled by a controller of its own. */
static inline gboolean
patient_press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

static inline gboolean
patient_has_label (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

static inline gboolean
patient_is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

/* Presents a window about the patient. */
static inline void
patient_open (PatientFixture *self, GtkWidget *window)
{
  self->ui.window = window;
  ui_give_actions (&self->ui, window);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (gtk_widget_get_mapped (window));
}
