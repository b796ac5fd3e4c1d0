/* The hands of the calendar: the pinboard, dragging to the board and to other days, and menus that say why not. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-go-to.h"
#include "ui/calendar/ct-hold-window.h"
#include "ui/calendar/ct-hold-words.h"
#include "ui/calendar/ct-pinboard.h"
#include "ui/ct-page.h"

#define MONDAY "2026-03-02"

static CtCalendarPage *
page_of (UiFixture *self)
{
  return CT_CALENDAR_PAGE (ui_find_type (self->page, CT_TYPE_CALENDAR_PAGE));
}

static CtTimeGrid *
grid_of (UiFixture *self)
{
  return ct_day_view_get_grid (ct_calendar_page_get_view (page_of (self)));
}

static CtPinboard *
board_of (UiFixture *self)
{
  return CT_PINBOARD (ui_find_type (self->page, CT_TYPE_PINBOARD));
}

static gboolean
is_idle (UiFixture *self)
{
  return !ct_calendar_page_is_busy (page_of (self)) && ct_time_grid_get_columns (grid_of (self)) != NULL;
}

static gboolean
shows_day (UiFixture *self, CtDate day)
{
  return is_idle (self) && ct_day_columns_get (ct_time_grid_get_columns (grid_of (self)), 0)->day == day;
}

/* The page under its own header, as the window has them. */
static void
open_calendar (UiFixture *self)
{
  gint64 site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = ct_calendar_page_new (self->base.clinic);

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), ct_page_get_header (CT_PAGE (page)));
  gtk_box_append (GTK_BOX (box), page);
  ui_open_window (self, box, 1080, 740);
  ct_page_open (CT_PAGE (page), "site", g_variant_new_int64 (site_id));
  ui_wait_for (is_idle (self));
  ui_rest (50);
  gtk_widget_grab_focus (page);
}

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

static CtBlock *
block_of (UiFixture *self, CtAppointment *appointment)
{
  return ct_time_grid_find_block (grid_of (self), CT_RECORD (appointment)->id);
}

static void
select_block (UiFixture *self, CtAppointment *appointment)
{
  ui_wait_for (block_of (self, appointment) != NULL);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (appointment)->id));
}

static CtAppointment *
read_stored (UiFixture *self, CtAppointment *appointment)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtVisit) visit = NULL;

  ct_clinic_read_visit_async (self->base.clinic, CT_RECORD (appointment)->id, ct_await_done, &await);
  visit = fixture_take (&self->base, &await);
  return g_object_ref (visit->appointment);
}

static void
go_to (UiFixture *self, CtDate day)
{
  ct_calendar_page_show_date (page_of (self), day);
  ui_wait_for (shows_day (self, day));
}

/* ---- The pinboard ---- */

static void
pin (UiFixture *self, CtAppointment *appointment)
{
  select_block (self, appointment);
  g_assert_true (ui_press (self, GDK_KEY_x, GDK_CONTROL_MASK));
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 1);
}

static void
test_cut_and_paste_move_a_booking_to_another_week (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) pinned = NULL;
  g_autoptr (CtAppointment) moved = NULL;

  open_calendar (self);
  pin (self, booked);
  pinned = read_stored (self, booked);
  g_assert_true (ct_record_equal (CT_RECORD (pinned), CT_RECORD (booked)));
  go_to (self, booked->day + 8);
  ct_time_grid_select_place (grid_of (self), 1, 14 * 60, CT_GRID_STEP);
  g_assert_true (ui_press (self, GDK_KEY_v, GDK_CONTROL_MASK));
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 0 && is_idle (self));
  moved = read_stored (self, booked);
  g_assert_cmpint (moved->day, ==, booked->day + 8);
  g_assert_cmpint (moved->minute, ==, 14 * 60);
  g_assert_cmpint (moved->minutes, ==, 60);
  g_assert_cmpint (moved->chair_id, !=, booked->chair_id);
  /* The way back is one act, and leads back to the board. */
  g_free (fixture_undo (&self->base));
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 1);
}

static void
test_pins_are_remembered_and_taken_off (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  GtkWidget *button;

  open_calendar (self);
  pin (self, booked);
  ui_close_window (self);
  fixture_close (&self->base);
  fixture_open (&self->base);
  open_calendar (self);
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 1);
  g_assert_cmpstr (ct_pinboard_get_chosen (board_of (self))->patient_name, ==, "Reyes, Marisol");
  button = ui_find_type (GTK_WIDGET (board_of (self)), GTK_TYPE_BUTTON);
  gtk_widget_grab_focus (button);
  g_assert_true (ui_press (self, GDK_KEY_Escape, 0));
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 0);
  stored = read_stored (self, booked);
  g_assert_cmpint (stored->minute, ==, booked->minute);
}

static void
test_a_pin_is_pressed_and_put_down_by_keys (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;

  open_calendar (self);
  pin (self, booked);
  go_to (self, booked->day + 1);
  ct_time_grid_select_place (grid_of (self), 0, 9 * 60, CT_GRID_STEP);
  g_signal_emit_by_name (ui_find_type (GTK_WIDGET (board_of (self)), GTK_TYPE_BUTTON), "clicked");
  g_assert_true (ct_time_grid_has_hand (grid_of (self)));
  g_assert_true (ui_press (self, GDK_KEY_Down, 0));
  g_assert_true (ui_press (self, GDK_KEY_Return, 0));
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 0 && is_idle (self));
  moved = read_stored (self, booked);
  g_assert_cmpint (moved->day, ==, booked->day + 1);
  g_assert_cmpint (moved->minute, ==, 9 * 60 + 15);
}

/* ---- Dragging ---- */

static GtkEventController *
find_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return controller; /* the widget keeps it */
    }
  g_assert_not_reached ();
}

/* The middle of @widget, seen from the grid. */
static void
middle_of (UiFixture *self, GtkWidget *widget, double *x, double *y)
{
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (grid_of (self)), gtk_widget_get_width (widget) / 2.0,
                                    gtk_widget_get_height (widget) / 2.0, x, y);
}

/* Takes a block by the mouse; returns the gesture, still down, and where it was taken. */
static GtkEventController *
take (UiFixture *self, CtAppointment *appointment, double *x, double *y)
{
  GtkEventController *drag = find_drag (GTK_WIDGET (grid_of (self)));
  graphene_rect_t at;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (block_of (self, appointment)), GTK_WIDGET (grid_of (self)), &at));
  *x = at.origin.x + 20;
  *y = at.origin.y + 5;
  g_signal_emit_by_name (drag, "drag-begin", *x, *y);
  return drag;
}

static void
test_a_block_dropped_on_the_board_is_pinned_and_stays (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  GtkEventController *drag;
  double x, y, to_x, to_y;

  open_calendar (self);
  drag = take (self, booked, &x, &y);
  middle_of (self, GTK_WIDGET (board_of (self)), &to_x, &to_y);
  g_signal_emit_by_name (drag, "drag-update", to_x - x, to_y - y);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (board_of (self)), "hot"));
  g_signal_emit_by_name (drag, "drag-end", to_x - x, to_y - y);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (board_of (self)), "hot"));
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 1 && is_idle (self));
  stored = read_stored (self, booked);
  g_assert_true (ct_record_equal (CT_RECORD (stored), CT_RECORD (booked)));
}

static void
test_a_pin_is_dragged_onto_another_day (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  GtkWidget *pin_widget, *grid;
  GtkEventController *drag;
  CtPixels column;
  double x, y;

  open_calendar (self);
  pin (self, booked);
  go_to (self, booked->day + 1);
  pin_widget = gtk_widget_get_parent (ui_find_type (GTK_WIDGET (board_of (self)), GTK_TYPE_BUTTON));
  grid = GTK_WIDGET (grid_of (self));
  column = ct_time_grid_get_column (grid_of (self), 1);
  drag = find_drag (pin_widget);
  gtk_widget_translate_coordinates (grid, pin_widget, column.start + column.size / 2.0,
                                    ct_day_scale_y (ct_time_grid_get_scale (grid_of (self)), 11 * 60) + 2, &x, &y);
  g_signal_emit_by_name (drag, "drag-begin", 0.0, 0.0);
  g_signal_emit_by_name (drag, "drag-update", x, y);
  g_assert_true (ct_time_grid_has_hand (grid_of (self)));
  g_signal_emit_by_name (drag, "drag-end", x, y);
  ui_wait_for (ct_pinboard_get_n_pins (board_of (self)) == 0 && is_idle (self));
  moved = read_stored (self, booked);
  g_assert_cmpint (moved->day, ==, booked->day + 1);
  g_assert_cmpint (moved->minute, ==, 11 * 60);
  g_assert_cmpint (moved->chair_id, !=, booked->chair_id);
}

static gboolean
is_next_button (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "go-next-symbolic") == 0;
}

static void
test_resting_on_an_arrow_turns_the_day_under_the_hand (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  GtkEventController *drag;
  double x, y, to_x, to_y;

  open_calendar (self);
  drag = take (self, booked, &x, &y);
  middle_of (self, ui_find (self->page, is_next_button, NULL), &to_x, &to_y);
  g_signal_emit_by_name (drag, "drag-update", to_x - x, to_y - y);
  ui_wait_for (shows_day (self, booked->day + 1));
  g_assert_true (ct_time_grid_has_hand (grid_of (self)));
  /* Back to where it was taken, an hour later; nothing turns any more. */
  g_signal_emit_by_name (drag, "drag-update", x - to_x, y - to_y + ct_time_grid_get_scale (grid_of (self)).hour_height);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  ui_wait_for (self->told != NULL && is_idle (self));
  moved = read_stored (self, booked);
  g_assert_cmpint (moved->day, ==, booked->day + 1);
  g_assert_cmpint (moved->minute, ==, 11 * 60);
}

static void
test_what_is_under_way_stays_and_says_so (UiFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) seated = NULL;
  GtkEventController *drag;
  double x, y;

  ct_clinic_set_appointment_status_async (self->base.clinic, booked, CT_APPOINTMENT_IN_CHAIR, NULL, ct_await_done, &await);
  seated = fixture_take (&self->base, &await);
  open_calendar (self);
  drag = take (self, booked, &x, &y);
  g_signal_emit_by_name (drag, "drag-update", 0.0, 60.0);
  g_assert_false (ct_time_grid_has_hand (grid_of (self)));
  g_assert_cmpstr (self->told, ==, "The visit of Reyes, Marisol is under way or done, so it stays where it was.");
}

/* ---- Menus ---- */

/* "Move (under way or done)|m|": label, key and action of the item that begins with @label. */
static char *
find_item (GMenuModel *menu, const char *label)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *words = NULL, *key = NULL, *action = NULL;
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      char *found = section != NULL ? find_item (section, label) : submenu != NULL ? find_item (submenu, label) : NULL;

      if (found != NULL)
        return found;
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &words);
      g_menu_model_get_item_attribute (menu, i, "accel", "s", &key);
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      if (words != NULL && g_str_has_prefix (words, label))
        return g_strdup_printf ("%s|%s|%s", words, key != NULL ? key : "", action != NULL ? action : "");
    }
  return NULL;
}

static void
assert_item (UiFixture *self, const char *label, const char *wanted)
{
  CtVisit *selected = ct_time_grid_get_visit (grid_of (self));
  GtkWidget *menu;
  g_autofree char *item = NULL;

  g_assert_true (ui_press (self, GDK_KEY_F10, GDK_SHIFT_MASK));
  menu = ui_find_type (GTK_WIDGET (page_of (self)), GTK_TYPE_POPOVER_MENU);
  ui_wait_for (gtk_widget_get_mapped (menu));
  item = find_item (gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu)), label);
  g_assert_cmpstr (item, ==, wanted);
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_wait_for (!gtk_widget_get_mapped (menu));
  ui_rest (20);
  /* The focus comes back a frame or two later. */
  ui_wait_for (ct_time_grid_get_visit (grid_of (self)) == selected);
}

static void
test_menus_name_the_keys_and_say_why_not (UiFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) seated = NULL;

  open_calendar (self);
  select_block (self, booked);
  assert_item (self, "_Move", "_Move|m|calendar.move");
  assert_item (self, "_Repair", "_Repair the Course… (no session was missed)|r|menu.unavailable");
  ct_time_grid_select_place (grid_of (self), 1, 9 * 60, CT_GRID_STEP);
  assert_item (self, "_Book", "_Book Here…|n|calendar.book");
  assert_item (self, "From the Pin", "From the Pin_board to Here (nothing is pinned)|<Control>v|menu.unavailable");
  ct_clinic_set_appointment_status_async (self->base.clinic, booked, CT_APPOINTMENT_IN_CHAIR, NULL, ct_await_done, &await);
  seated = fixture_take (&self->base, &await);
  ui_wait_for (g_strcmp0 (ct_block_get_visit (block_of (self, booked))->appointment->status, CT_APPOINTMENT_IN_CHAIR) == 0);
  select_block (self, booked);
  assert_item (self, "_Move", "_Move (under way or done)|m|menu.unavailable");
}

/* On a screen of 1280 by 800, wherever the visit is. */
static void
test_the_menu_of_a_visit_fits_a_small_screen (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "15:30", 60);
  GdkRectangle at;
  GtkWidget *menu;
  int height;

  open_calendar (self);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_F10, GDK_SHIFT_MASK));
  menu = ui_find_type (GTK_WIDGET (page_of (self)), GTK_TYPE_POPOVER_MENU);
  ui_wait_for (gtk_widget_get_mapped (menu));
  gtk_widget_measure (menu, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, <=, 620);
  g_assert_true (gtk_popover_get_pointing_to (GTK_POPOVER (menu), &at));
  g_assert_cmpint (at.y + height, <=, MAX (height, gtk_widget_get_height (GTK_WIDGET (page_of (self)))));
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_wait_for (!gtk_widget_get_mapped (menu));
}

/* ---- Held time ---- */

static GtkWindow *
open_hold_window (UiFixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  g_assert_true (ui_press (self, GDK_KEY_h, 0));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (CT_IS_HOLD_WINDOW (window))
        {
          ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)));
          return window; /* GTK keeps it */
        }
    }
  g_assert_not_reached ();
}

static gboolean
is_labelled (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static CtHeldTime *
held_here (UiFixture *self, int minute)
{
  CtPlace place;

  ct_time_grid_select_place (grid_of (self), 0, minute, CT_GRID_STEP);
  g_assert_true (ct_time_grid_get_place (grid_of (self), &place));
  return ct_hold_find (self->base.clinic, 1, place.chair_id, place.day, minute);
}

static void
test_a_key_holds_the_selected_time_and_lets_it_go (UiFixture *self, gconstpointer data)
{
  GtkWindow *window;
  CtHeldTime *hold;

  open_calendar (self);
  ct_time_grid_select_place (grid_of (self), 0, 14 * 60, CT_GRID_STEP);
  assert_item (self, "Chan_ge What Is Held", "Chan_ge What Is Held… (nothing is held here)||menu.unavailable");
  window = open_hold_window (self);
  /* Held for nothing: it says so, and nothing typed is lost. */
  g_signal_emit_by_name (ui_find (GTK_WIDGET (window), is_labelled, "_Hold"), "clicked");
  ui_wait_for (gtk_widget_get_sensitive (ui_find (GTK_WIDGET (window), is_labelled, "_Hold")));
  g_assert_null (held_here (self, 14 * 60));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "IM");
  g_signal_emit_by_name (ui_find (GTK_WIDGET (window), is_labelled, "_Hold"), "clicked");
  ui_wait_for (held_here (self, 14 * 60) != NULL);
  hold = held_here (self, 14 * 60);
  g_assert_cmpstr (hold->title, ==, "IM");
  g_assert_cmpint (hold->to_minute, ==, 15 * 60);
  g_assert_true (self->undo_offered);
  assert_item (self, "_Hold This", "_Hold This Time… (it is held already)|h|menu.unavailable");
  held_here (self, 14 * 60 + 30);
  window = open_hold_window (self);
  g_signal_emit_by_name (ui_find (GTK_WIDGET (window), is_labelled, "Hold It No _More"), "clicked");
  ui_wait_for (held_here (self, 14 * 60) == NULL);
  g_free (fixture_undo (&self->base));
  ui_wait_for (held_here (self, 14 * 60) != NULL);
}

#define HANDS_TEST(path, function) g_test_add ("/hands/" path, UiFixture, NULL, set_up, function, tear_down)

/* ---- Going to a day ---- */

static gboolean
has_focus (UiFixture *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
test_the_keys_go_on_working_after_no_day_was_chosen (UiFixture *self, gconstpointer data)
{
  GtkWidget *go_to;

  open_calendar (self);
  g_assert_true (ui_press (self, GDK_KEY_g, 0));
  ui_wait_for ((go_to = ui_find_type (self->page, CT_TYPE_GO_TO)) != NULL && gtk_widget_get_mapped (go_to));
  gtk_popover_popdown (GTK_POPOVER (go_to));
  ui_wait_for (!gtk_widget_get_mapped (go_to) && has_focus (self, GTK_WIDGET (grid_of (self))));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  HANDS_TEST ("keys-after-no-day-was-chosen", test_the_keys_go_on_working_after_no_day_was_chosen);
  HANDS_TEST ("cut and paste move a booking to another week", test_cut_and_paste_move_a_booking_to_another_week);
  HANDS_TEST ("pins are remembered and taken off", test_pins_are_remembered_and_taken_off);
  HANDS_TEST ("a pin is pressed and put down by keys", test_a_pin_is_pressed_and_put_down_by_keys);
  HANDS_TEST ("a block dropped on the board is pinned and stays", test_a_block_dropped_on_the_board_is_pinned_and_stays);
  HANDS_TEST ("a pin is dragged onto another day", test_a_pin_is_dragged_onto_another_day);
  HANDS_TEST ("resting on an arrow turns the day under the hand", test_resting_on_an_arrow_turns_the_day_under_the_hand);
  HANDS_TEST ("what is under way stays and says so", test_what_is_under_way_stays_and_says_so);
  HANDS_TEST ("the menu of a visit fits a small screen", test_the_menu_of_a_visit_fits_a_small_screen);
  HANDS_TEST ("menus name the keys and say why not", test_menus_name_the_keys_and_say_why_not);
  HANDS_TEST ("a key holds the selected time and lets it go", test_a_key_holds_the_selected_time_and_lets_it_go);
  return g_test_run ();
}
