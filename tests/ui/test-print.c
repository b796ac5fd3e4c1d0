/* Printing from the calendar: Ctrl+P, the preview, labels on a begun sheet; and calendars of the clinicians. */
#include "ui-fixture.h"

#include <string.h>

#include "ui/calendar/ct-busy-window.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-day-columns.h"
#include "ui/ct-page.h"
#include "ui/paper/ct-preview.h"
#include "ui/paper/ct-tag-window.h"

#define MONDAY "2026-03-02"

static void
set_up (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = NULL;
  g_autoptr (CtAppointment) booked = NULL;

  fixture_set_up (&self->base, NULL);
  patient = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  booked = fixture_book (&self->base, patient, MONDAY, "11:00", 60);
  ui_open_window (self, ct_calendar_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site",
                g_variant_new_int64 (CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id));
  ui_wait_for (!ct_calendar_page_is_busy (CT_CALENDAR_PAGE (self->page)));
  ui_rest (50);
  gtk_widget_grab_focus (self->page);
}

static void
tear_down (UiFixture *self, gconstpointer data)
{
  ui_close_window (self);
  fixture_tear_down (&self->base, NULL);
}

/* The window of that type that is open now. */
static GtkWidget *
open_window (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static CtPreview *
wait_for_preview (void)
{
  ui_wait_for (open_window (CT_TYPE_PREVIEW) != NULL);
  return CT_PREVIEW (open_window (CT_TYPE_PREVIEW));
}

static char *
last_act (UiFixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  const CtAuditRow *row;

  ct_clinic_list_audit_async (self->base.clinic, 0, 0, 1, ct_await_done, &await);
  rows = fixture_take (&self->base, &await);
  row = g_ptr_array_index (rows, 0);
  return g_strdup_printf ("%s %s", row->act, row->detail);
}

/* Saves what the preview shows, and waits until it is there. */
static void
save (UiFixture *self, CtPreview *preview)
{
  g_autofree char *path = g_build_filename (self->base.folder, "out.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  ct_preview_save (preview, file);
  ui_wait_for (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_ctrl_p_offers_the_day_and_what_is_saved_is_written_down (UiFixture *self, gconstpointer data)
{
  CtPreview *preview;
  g_autofree char *act = NULL;

  g_assert_true (ui_press (self, GDK_KEY_p, GDK_CONTROL_MASK));
  ui_wait_for (ui_find_type (self->page, GTK_TYPE_POPOVER_MENU) != NULL &&
               gtk_widget_get_mapped (ui_find_type (self->page, GTK_TYPE_POPOVER_MENU)));
  gtk_popover_popdown (GTK_POPOVER (ui_find_type (self->page, GTK_TYPE_POPOVER_MENU)));
  gtk_widget_activate_action (self->page, "calendar.print", "s", "day");
  preview = wait_for_preview ();
  g_assert_cmpuint (ct_preview_get_n_pages (preview), ==, 1);
  save (self, preview);
  act = last_act (self);
  g_assert_cmpstr (act, ==, "exported Day sheet · Harbor · Monday, 2 March 2026");
  gtk_window_destroy (GTK_WINDOW (preview));
}

static void
test_a_week_can_be_shown_and_labels_ask_for_their_sheet (UiFixture *self, gconstpointer data)
{
  CtPreview *preview;
  GtkWidget *window;

  gtk_widget_activate_action (self->page, "calendar.print", "s", "week");
  preview = wait_for_preview ();
  g_assert_cmpuint (ct_preview_get_n_pages (preview), ==, 1);
  gtk_window_destroy (GTK_WINDOW (preview));
  gtk_widget_activate_action (self->page, "calendar.print", "s", "labels");
  ui_wait_for (open_window (CT_TYPE_TAG_WINDOW) != NULL);
  window = open_window (CT_TYPE_TAG_WINDOW);
  gtk_widget_activate_action (window, "tags.show", NULL);
  preview = wait_for_preview ();
  g_assert_cmpuint (ct_preview_get_n_pages (preview), ==, 1);
  g_assert_null (open_window (CT_TYPE_TAG_WINDOW));
  gtk_window_destroy (GTK_WINDOW (preview));
}

static void
test_a_calendar_that_is_read_closes_its_owners_column (UiFixture *self, gconstpointer data)
{
  CtBusyWindow *window = CT_BUSY_WINDOW (ct_busy_window_new (self->base.clinic));
  g_autofree char *path = g_build_filename (self->base.folder, "own.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 ana = CT_RECORD (ct_clinic_get_user (self->base.clinic))->id;
  g_autoptr (CtDayColumns) columns = NULL;
  CtDate monday = ct_date_parse_iso (MONDAY);
  const char *text = "BEGIN:VCALENDAR\nX-WR-CALNAME:Own\nBEGIN:VEVENT\nUID:1\nDTSTART:20260302T190000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n";
  gboolean found = FALSE;
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
  CtVisit *visit = g_object_new (CT_TYPE_VISIT, NULL);

  /* An owner has a column only where they see somebody. */
  visit->appointment = ct_appointment_new ();
  visit->appointment->clinician_id = ana;
  g_ptr_array_add (visits, visit);
  g_file_set_contents (path, text, -1, NULL);
  gtk_window_present (GTK_WINDOW (window));
  ct_busy_window_set_person (window, ana);
  ct_busy_window_read (window, file);
  ui_wait_for (ct_busy_window_get_n_rows (window) == 1);
  g_assert_nonnull (strstr (ct_busy_window_get_told (window), "Own"));
  columns = ct_day_columns_new (self->base.clinic, CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id,
                                CT_COLUMNS_BY_CLINICIAN, monday, monday, 0, 0, visits);
  for (guint i = 0; i < ct_day_columns_get_size (columns); i++)
    {
      const CtDayColumn *column = ct_day_columns_get (columns, i);

      if (column->clinician_id != ana)
        continue;
      found = TRUE;
      for (guint j = 0; j < column->n_open; j++)
        g_assert_false (ct_minutes_overlap (column->open[j], (CtMinutes) { 11 * 60, 12 * 60 }));
      g_assert_cmpuint (column->n_open, ==, 2);
    }
  g_assert_true (found);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  g_test_add ("/print/ctrl-p-offers-the-day-and-what-is-saved-is-written-down", UiFixture, NULL, set_up,
              test_ctrl_p_offers_the_day_and_what_is_saved_is_written_down, tear_down);
  g_test_add ("/print/a-week-can-be-shown-and-labels-ask-for-their-sheet", UiFixture, NULL, set_up,
              test_a_week_can_be_shown_and_labels_ask_for_their_sheet, tear_down);
  g_test_add ("/print/a-calendar-that-is-read-closes-its-owners-column", UiFixture, NULL, set_up,
              test_a_calendar_that_is_read_closes_its_owners_column, tear_down);
  return g_test_run ();
}
