/* The patient page: the right person, the same place, and nothing that only eyes can find. */
#include "patient-fixture.h"

#include "ui/ct-page.h"
#include "ui/patient/ct-chart-box.h"
#include "ui/patient/ct-patient-page.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-session-entry.h"

static CtPatientPage *
open_page (PatientFixture *self)
{
  GtkWidget *page = g_object_new (CT_TYPE_PATIENT_PAGE, "clinic", self->ui.base.clinic, "patient-id",
                                  patient_id (self), NULL);

  ui_open_window (&self->ui, page, 1080, 750);
  ui_wait_for (ct_patient_page_get_file (CT_PATIENT_PAGE (page)) != NULL);
  return CT_PATIENT_PAGE (page);
}

static void
test_right_person (PatientFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) other = fixture_add_patient (&self->ui.base, "Okafor", "Tunde", "1970-01-02");
  CtPatientPage *page = open_page (self);
  g_autofree char *title = NULL;

  for (int i = 0; i < 10; i++)
    {
      ct_patient_page_show (page, patient_id (self));
      ct_patient_page_show (page, CT_RECORD (other)->id);
    }
  ui_wait_for (ct_patient_page_get_file (page) != NULL);
  ui_rest (300);
  g_assert_cmpint (CT_RECORD (ct_patient_page_get_file (page)->patient)->id, ==, CT_RECORD (other)->id);
  title = ct_page_dup_title (CT_PAGE (page));
  g_assert_true (g_str_has_prefix (title, "Okafor, Tunde"));
  g_assert_nonnull (ui_find (GTK_WIDGET (page), patient_has_label, "Okafor, Tunde"));
  g_assert_null (ui_find (GTK_WIDGET (page), patient_has_label, "Reyes, Marisol"));
}

static void
test_nothing_of_the_one_before (PatientFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) other = fixture_add_patient (&self->ui.base, "Okafor", "Tunde", "1970-01-02");
  CtPatientPage *page = open_page (self);

  ct_patient_page_show (page, CT_RECORD (other)->id);
  g_assert_null (ct_patient_page_get_file (page));
  g_assert_null (ct_patient_tab_get_file (ct_patient_page_get_tab (page)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_first_child (GTK_WIDGET (page)))), ==,
                   "loading");
  ui_wait_for (ct_patient_page_get_file (page) != NULL);
}

static void
test_refresh_keeps_the_place (PatientFixture *self, gconstpointer data)
{
  CtPatientPage *page = open_page (self);
  CtPatientTab *tab;

  ct_patient_page_show_tab (page, "scores");
  tab = ct_patient_page_get_tab (page);
  g_object_unref (patient_answer (self, "phq-9", "2 2 2 2 2 2 2 2 0", "2026-02-20"));
  ui_wait_for (ct_patient_page_get_file (page)->assessments->len == 1);
  g_assert_true (ct_patient_page_get_tab (page) == tab);
  g_assert_true (ct_patient_tab_get_file (tab) == ct_patient_page_get_file (page));
}

static void
test_nobody_of_that_number (PatientFixture *self, gconstpointer data)
{
  CtPatientPage *page = open_page (self);

  ct_patient_page_show (page, 987654);
  ui_wait_for (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_first_child (GTK_WIDGET (page)))),
                          "failed") == 0);
}

static void
test_none_reads_as_none (PatientFixture *self, gconstpointer data)
{
  g_autoptr (CtAllergy) unknown = ct_allergy_new ();
  g_autofree char *words = NULL;
  CtPatientPage *page;

  patient_allergy (self, "penicillin", TRUE);
  page = open_page (self);
  g_assert_nonnull (ui_find (GTK_WIDGET (page), patient_has_label, "No known allergy to penicillin"));
  g_assert_null (ui_find (GTK_WIDGET (page), patient_has_label, "penicillin"));
  patient_allergy (self, "codeine", FALSE);
  ui_wait_for (ct_patient_page_get_file (page)->allergies->len == 2);
  g_assert_nonnull (ui_find (GTK_WIDGET (page), patient_has_label, "codeine"));
  unknown->text = g_strdup ("Latex");
  unknown->null_flavor = g_strdup ("ASKU");
  words = ct_words_allergy (unknown, NULL);
  g_assert_cmpstr (words, ==, "Latex: asked, but not known");
}

static void
test_chart_by_keyboard (PatientFixture *self, gconstpointer data)
{
  CtPatientPage *page;
  GtkWidget *box;
  CtChartView *view;

  g_object_unref (patient_answer (self, "phq-9", "3 3 3 2 2 2 2 1 0", "2026-02-01"));
  g_object_unref (patient_answer (self, "phq-9", "1 1 1 1 1 1 1 1 0", "2026-02-20"));
  page = open_page (self);
  ct_patient_page_show_tab (page, "scores");
  box = ui_find_type (GTK_WIDGET (page), CT_TYPE_CHART_BOX);
  view = ct_chart_box_get_view (CT_CHART_BOX (box));
  ui_wait_for (gtk_widget_get_width (GTK_WIDGET (view)) > 0);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  g_assert_true (patient_press (GTK_WIDGET (view), GDK_KEY_Home));
  g_assert_nonnull (strstr (ct_chart_view_get_words (view), "1 Feb 2026"));
  g_assert_nonnull (strstr (ct_chart_view_get_words (view), "18"));
  g_assert_true (patient_press (GTK_WIDGET (view), GDK_KEY_Right));
  g_assert_nonnull (strstr (ct_chart_view_get_words (view), "20 Feb 2026"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       ct_chart_view_get_words (view));
  g_assert_true (patient_press (GTK_WIDGET (view), GDK_KEY_End));
  g_assert_nonnull (ui_find (box, patient_has_label, ct_chart_view_get_words (view)));
  gtk_widget_activate_action (box, "chart.table", NULL);
  g_assert_nonnull (ui_find_type (box, GTK_TYPE_COLUMN_VIEW));
}

static void
test_chart_as_file (PatientFixture *self, gconstpointer data)
{
  const char *const endings[] = { "png", "svg", "pdf" };
  CtPatientPage *page;
  GtkWidget *box;

  g_object_unref (patient_answer (self, "phq-9", "3 3 3 2 2 2 2 1 0", "2026-02-01"));
  page = open_page (self);
  ct_patient_page_show_tab (page, "scores");
  box = ui_find_type (GTK_WIDGET (page), CT_TYPE_CHART_BOX);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat ("chart.", endings[i], NULL);
      g_autofree char *path = g_build_filename (self->ui.base.folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_clear_pointer (&self->ui.told, g_free);
      ct_chart_box_export (CT_CHART_BOX (box), file);
      ui_wait_for (self->ui.told != NULL);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* ---- For everybody ---- */

static gboolean
wants_name (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_focusable (widget) &&
         (GTK_IS_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_DROP_DOWN (widget) ||
          GTK_IS_COLUMN_VIEW (widget) || CT_IS_CHART_VIEW (widget));
}

static gboolean
is_nameless (GtkWidget *widget, gconstpointer data)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  /* The toggle inside a menu button or a drop-down speaks for its parent. */
  if (!wants_name (widget) || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) ||
      GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)))
    return FALSE;
  return (label == NULL || *label == '\0') &&
         !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) &&
         !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
look_at_every_tab (PatientFixture *self, CtPatientPage *page)
{
  guint n_tabs;
  const CtPatientTabInfo *tabs = ct_patient_tabs_get (&n_tabs);

  for (guint i = 0; i < n_tabs; i++)
    {
      GtkWidget *nameless;
      int minimum;

      ct_patient_page_show_tab (page, tabs[i].name);
      ui_rest (120);
      nameless = ui_find (GTK_WIDGET (page), is_nameless, NULL);
      if (nameless != NULL)
        g_test_message ("%s: a %s has no name", tabs[i].name, G_OBJECT_TYPE_NAME (nameless));
      g_assert_null (nameless);
      gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s: at least %d pixels wide", tabs[i].name, minimum);
      g_assert_cmpint (minimum, <=, 1070);
    }
}

static void
fill_record (PatientFixture *self)
{
  patient_allergy (self, "codeine", FALSE);
  g_object_unref (patient_answer (self, "phq-9", "3 3 3 2 2 2 2 1 1", "2026-02-01"));
  g_object_unref (patient_answer (self, "gad-7", "3 3 3 2 2 2 2", "2026-02-01"));
}

static void
test_every_tab_names_what_can_be_reached (PatientFixture *self, gconstpointer data)
{
  fill_record (self);
  look_at_every_tab (self, open_page (self));
}

static void
test_every_tab_right_to_left (PatientFixture *self, gconstpointer data)
{
  fill_record (self);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  look_at_every_tab (self, open_page (self));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_every_tab_with_text_twice_as_large (PatientFixture *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  fill_record (self);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (dpi > 0 ? dpi : 96 * 1024) * 2, NULL);
  look_at_every_tab (self, open_page (self));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_keys_go_to_tabs (PatientFixture *self, gconstpointer data)
{
  CtPatientPage *page = open_page (self);

  g_assert_true (ui_press (&self->ui, GDK_KEY_3, GDK_ALT_MASK));
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (ct_patient_page_get_tab (page), ct_scores_tab_get_type ()));
  g_assert_true (ui_press (&self->ui, GDK_KEY_p, GDK_CONTROL_MASK));
  g_assert_true (g_str_has_prefix (self->ui.asked, "show-summary"));
}

#define PATIENT_TEST(path, function) \
  g_test_add ("/ui/patient/" path, PatientFixture, NULL, patient_set_up, function, patient_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  PATIENT_TEST ("fast switching ends at the right person", test_right_person);
  PATIENT_TEST ("nothing of the one before is left while the next one opens", test_nothing_of_the_one_before);
  PATIENT_TEST ("a change elsewhere shows, and the tab stays", test_refresh_keeps_the_place);
  PATIENT_TEST ("a record that is not there says so", test_nobody_of_that_number);
  PATIENT_TEST ("what was denied or is not known never reads as a fact", test_none_reads_as_none);
  PATIENT_TEST ("the chart is read out by keyboard", test_chart_by_keyboard);
  PATIENT_TEST ("the chart is saved as picture, drawing and page", test_chart_as_file);
  PATIENT_TEST ("keys lead to tabs and to the summary", test_keys_go_to_tabs);
  PATIENT_TEST ("everything that can have the focus has a name", test_every_tab_names_what_can_be_reached);
  PATIENT_TEST ("every tab works from right to left", test_every_tab_right_to_left);
  PATIENT_TEST ("every tab fits with text twice as large", test_every_tab_with_text_twice_as_large);
  return g_test_run ();
}
