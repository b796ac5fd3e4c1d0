/* A clinic in which every text is an attempt: each page and window shows it as it was typed, and nothing obeys it. Warnings,
 * such as of markup that can't be read, end the test. */
#include "ui-fixture.h"

#include <string.h>

#include "base/ct-text.h"
#include "ct-hostile.h"
#include "ct-torture.h"
#include "ui/ct-window.h"
#include "ui/paper/ct-preview.h"
#include "ui/patient/ct-patient-page.h"
#include "ui/patients/ct-patient-editor.h"
#include "ui/preferences/ct-preferences.h"
#include "ui/search/ct-search-box.h"

typedef struct
{
  UiFixture      ui;
  CtWindow      *window;
  CtPatient     *patient;
  CtAppointment *visit;
  const char    *text;
} Hostile;

/* ---- The clinic ---- */

/* What is not typed but chosen, or of which there is one only. */
static gboolean
is_typed (const CtField *field)
{
  static const char *const chosen[] = { "mrn", "status", "kind", "role", "login", "zone", "sex", "protocol", "instrument",
                                        "indication", "null_flavor", "answers", "primary_instrument", "cancel_reason" };

  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++)
    if (g_str_equal (field->name, chosen[i]))
      return FALSE;
  return field->kind == CT_FIELD_KIND_TEXT && !(field->flags & CT_PLAIN);
}

/* Puts the text into every field of a record that somebody types, cut to what it holds. */
static gpointer
fill (gpointer record, const char *text)
{
  guint n;
  const CtField *fields = ct_record_fields (record, &n);

  for (guint i = 0; i < n; i++)
    if (is_typed (&fields[i]))
      {
        glong letters = fields[i].limit > 0 ? MIN (fields[i].limit, g_utf8_strlen (text, -1)) : g_utf8_strlen (text, -1);
        g_autofree char *cut = g_utf8_substring (text, 0, letters);
        const CtValue value = ct_value_text (cut);

        ct_record_set_value (record, &fields[i], &value);
      }
  return record;
}

static void
save_setup (Hostile *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtRecord) changed = ct_record_copy (record);

  ct_clinic_save_setup_async (self->ui.base.clinic, fill (changed, self->text), ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

static void
save_fact (Hostile *self, GType type)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtRecord) fact = g_object_new (type, "patient-id", CT_RECORD (self->patient)->id, NULL);

  ct_clinic_save_fact_async (self->ui.base.clinic, fill (fact, self->text), ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

static CtPatient *
save_patient (Hostile *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = fill (ct_patient_new (), self->text);

  patient->born = ct_date_new (1985, 3, 12);
  patient->weight_g = 70000;
  ct_clinic_save_patient_async (self->ui.base.clinic, patient, ct_await_done, &await);
  return fixture_take (&self->ui.base, &await);
}

static void
save_visit (Hostile *self, const char *time)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fill (fixture_wish (&self->ui.base, self->patient, "2026-03-02", time, 60), self->text);

  ct_clinic_book_async (self->ui.base.clinic, wish, ct_await_done, &await);
  g_set_object (&self->visit, fixture_take (&self->ui.base, &await));
}

static void
save_score (Hostile *self)
{
  static const char *const answers[] = { "2", "2", "3", "1", "2", "1", "2", "0", "2", NULL };
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAssessment) stored = NULL;

  ct_clinic_save_assessment_async (self->ui.base.clinic, CT_RECORD (self->patient)->id, "phq-9", answers,
                                   ct_date_new (2026, 3, 1), ct_await_done, &await);
  stored = fixture_take (&self->ui.base, &await);
  ct_clinic_acknowledge_async (self->ui.base.clinic, stored, self->text, ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

static void
save_closure (Hostile *self)
{
  g_autoptr (CtClosure) closure = ct_closure_new ();

  closure->site_id = CT_RECORD (ct_clinic_get_sites (self->ui.base.clinic)->pdata[0])->id;
  closure->first_day = closure->last_day = ct_date_new (2026, 12, 25);
  save_setup (self, closure);
}

static void
furnish (Hostile *self)
{
  CtClinic *clinic = self->ui.base.clinic;

  self->patient = save_patient (self);
  save_visit (self, "11:00");
  save_visit (self, "14:00");
  save_score (self);
  save_fact (self, CT_TYPE_PROBLEM);
  save_fact (self, CT_TYPE_MEDICATION);
  save_fact (self, CT_TYPE_ALLERGY);
  save_fact (self, CT_TYPE_MEASUREMENT);
  save_closure (self);
  save_setup (self, ct_clinic_get_info (clinic));
  save_setup (self, ct_clinic_get_sites (clinic)->pdata[0]);
  save_setup (self, ct_clinic_get_chairs (clinic)->pdata[0]);
  save_setup (self, ct_clinic_get_user (clinic));
}

static void
set_up (Hostile *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  self->text = data;
  furnish (self);
  self->window = ct_window_new (NULL, self->ui.base.clinic);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

static void
tear_down (Hostile *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_rest (50);
  g_clear_object (&self->patient);
  g_clear_object (&self->visit);
  fixture_tear_down (&self->ui.base, NULL);
}

/* ---- What is shown ---- */

static void
act (Hostile *self, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target));
}

static gboolean
says (GtkWidget *widget, gconstpointer text)
{
  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
  if (GTK_IS_TEXT (widget))
    return strstr (gtk_editable_get_text (GTK_EDITABLE (widget)), text) != NULL;
  return FALSE;
}

/* The beginning of it, since lists may cut it, as it is to be read: what turns a text around is never shown. */
static char *
to_be_read (Hostile *self)
{
  g_autofree char *shown = ct_text_show (self->text);
  const char *from = g_str_has_prefix (shown, "\u2068") ? shown + strlen ("\u2068") : shown;

  return g_utf8_substring (from, 0, MIN (g_utf8_strlen (from, -1), 8));
}

static void
assert_read_in (Hostile *self, GtkWidget *widget)
{
  g_autofree char *text = to_be_read (self);

  ui_wait_for (ui_find (widget, says, text) != NULL);
}

static void
test_every_page_shows_it_as_it_was_typed (Hostile *self, gconstpointer data)
{
  static const char *const pages[] = { "today", "calendar", "patients", "audit" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page::%s", pages[i]);

      act (self, action);
      ui_rest (150);
    }
  act (self, "win.page::patients");
  assert_read_in (self, GTK_WIDGET (self->window));
}

static void
test_every_tab_of_the_patient_shows_it_as_it_was_typed (Hostile *self, gconstpointer data)
{
  static const char *const tabs[] = { "overview", "course", "scores", "sessions", "facts", "documents", "contact", "history" };
  g_autofree char *action = g_strdup_printf ("win.show-patient(int64 %d)", (int) CT_RECORD (self->patient)->id);
  GtkWidget *page;

  act (self, action);
  ui_wait_for ((page = ui_find_type (GTK_WIDGET (self->window), ct_patient_page_get_type ())) != NULL &&
               ct_patient_page_get_file (CT_PATIENT_PAGE (page)) != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      ct_patient_page_show_tab (CT_PATIENT_PAGE (page), tabs[i]);
      ui_rest (60);
    }
  assert_read_in (self, page);
}

static void
test_windows_show_it_as_it_was_typed (Hostile *self, gconstpointer data)
{
  GtkWidget *editor = GTK_WIDGET (ct_patient_editor_new (self->ui.base.clinic, self->patient));
  GtkWidget *preferences = ct_preferences_new (self->ui.base.clinic);
  CtPatientFile *file = fixture_read (&self->ui.base, CT_RECORD (self->patient)->id);
  GtkWidget *preview = GTK_WIDGET (ct_preview_new_summary (self->ui.base.clinic, file));

  gtk_window_present (GTK_WINDOW (editor));
  gtk_window_present (GTK_WINDOW (preferences));
  gtk_window_present (GTK_WINDOW (preview));
  ui_rest (300);
  assert_read_in (self, editor);
  assert_read_in (self, preferences);
  gtk_window_destroy (GTK_WINDOW (editor));
  gtk_window_destroy (GTK_WINDOW (preferences));
  gtk_window_destroy (GTK_WINDOW (preview));
  g_object_unref (file);
}

/* Toasts and errors say what happened to whom. */
static void
test_what_is_told_about_it_is_told_as_it_was_typed (Hostile *self, gconstpointer data)
{
  g_autofree char *told = g_strdup_printf ("%s: %s", "Moved", self->text);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast", "s", told));
  ui_rest (50);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast-undo", "s", told));
  ui_rest (50);
  act (self, "win.find");
  ui_rest (20);
}

/* ---- A day without visits ---- */

static void
closed_set_up (Hostile *self, gconstpointer data)
{
  g_autoptr (CtClosure) closure = ct_closure_new ();

  fixture_set_up (&self->ui.base, NULL);
  self->text = data;
  closure->site_id = CT_RECORD (ct_clinic_get_sites (self->ui.base.clinic)->pdata[0])->id;
  closure->first_day = closure->last_day = ct_date_new (2026, 3, 2);
  save_setup (self, closure);
  self->window = ct_window_new (NULL, self->ui.base.clinic);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

static void
test_a_closed_day_says_why_as_it_was_typed (Hostile *self, gconstpointer data)
{
  act (self, "win.page::today");
  assert_read_in (self, GTK_WIDGET (self->window));
}

static void
add (gsize n)
{
  static const struct
  {
    const char *name;
    void (*test) (Hostile *, gconstpointer);
  } tests[] = {
    { "every-page-shows-it-as-it-was-typed", test_every_page_shows_it_as_it_was_typed },
    { "every-tab-of-the-patient-shows-it-as-it-was-typed", test_every_tab_of_the_patient_shows_it_as_it_was_typed },
    { "windows-show-it-as-it-was-typed", test_windows_show_it_as_it_was_typed },
    { "what-is-told-about-it-is-told-as-it-was-typed", test_what_is_told_about_it_is_told_as_it_was_typed },
  };

  g_autofree char *closed = g_strdup_printf ("/hostile/%" G_GSIZE_FORMAT "/a-closed-day-says-why-as-it-was-typed", n);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/%" G_GSIZE_FORMAT "/%s", n, tests[i].name);

      g_test_add (path, Hostile, ct_hostile_texts[n], set_up, tests[i].test, tear_down);
    }
  g_test_add (closed, Hostile, ct_hostile_texts[n], closed_set_up, test_a_closed_day_says_why_as_it_was_typed, tear_down);
}

/* What looks like markup, and what runs leftwards. */
static gboolean
is_in_sample (const char *text)
{
  return strpbrk (text, "<&") != NULL || strstr (text, "ש") != NULL;
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ui_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (ct_hostile_texts); n++)
    if (ct_hostile_is_storable (ct_hostile_texts[n], TRUE) && (torture_is_full () || is_in_sample (ct_hostile_texts[n])))
      add (n);
  return g_test_run ();
}
