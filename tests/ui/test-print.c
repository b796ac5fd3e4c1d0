/* Printing from the calendar: Ctrl+P, the preview, and labels on a sheet that was begun before. */
#include "ui-fixture.h"

#include "ui/calendar/ct-calendar-page.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  g_test_add ("/print/ctrl-p-offers-the-day-and-what-is-saved-is-written-down", UiFixture, NULL, set_up,
              test_ctrl_p_offers_the_day_and_what_is_saved_is_written_down, tear_down);
  g_test_add ("/print/a-week-can-be-shown-and-labels-ask-for-their-sheet", UiFixture, NULL, set_up,
              test_a_week_can_be_shown_and_labels_ask_for_their_sheet, tear_down);
  return g_test_run ();
}
