/* The calendar's views, each by keyboard: month, agenda, year, rooms, filters, kept views, two sites side by side. */
#include "ui-fixture.h"

#include "domain/ct-way.h"
#include "ui/calendar/ct-agenda-line.h"
#include "ui/calendar/ct-agenda-view.h"
#include "ui/calendar/ct-calendar-header.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-filter-popover.h"
#include "ui/calendar/ct-month-view.h"
#include "ui/calendar/ct-offer-window.h"
#include "ui/calendar/ct-slot-window.h"
#include "ui/calendar/ct-views-popover.h"
#include "ui/calendar/ct-views-window.h"
#include "ui/calendar/ct-year-view.h"
#include "ui/ct-keymap.h"
#include "ui/ct-page.h"

#define MONDAY "2026-03-02"

static CtCalendarPage *
calendar (UiFixture *self)
{
  return CT_CALENDAR_PAGE (self->page);
}

static CtTimeGrid *
grid_of (UiFixture *self)
{
  return ct_day_view_get_grid (ct_calendar_page_get_view (calendar (self)));
}

static gboolean
is_idle (UiFixture *self)
{
  return !ct_calendar_page_is_busy (calendar (self)) && ct_time_grid_get_columns (grid_of (self)) != NULL;
}

static gint64
first_site (UiFixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;
}

static void
open_calendar (UiFixture *self)
{
  ui_open_window (self, ct_calendar_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site", g_variant_new_int64 (first_site (self)));
  ui_wait_for (is_idle (self));
  ui_rest (30);
  gtk_widget_grab_focus (self->page);
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

static CtRecord *
save_setup (UiFixture *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_setup_async (self->base.clinic, record, ct_await_done, &await);
  return fixture_take (&self->base, &await);
}

static CtViewKind
kind_of (UiFixture *self)
{
  return ct_calendar_page_get_state (calendar (self))->kind;
}

static void
show_kind (UiFixture *self, CtViewKind kind)
{
  while (kind_of (self) != kind)
    {
      g_assert_true (ui_press (self, GDK_KEY_v, 0));
      ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
    }
}

static gboolean
shows (UiFixture *self, GType type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (ct_calendar_page_get_shown (calendar (self)), type) &&
         !ct_calendar_page_is_busy (calendar (self));
}

static CtMonthView *
month_of (UiFixture *self)
{
  return CT_MONTH_VIEW (ct_calendar_page_get_shown (calendar (self)));
}

static CtAgendaView *
agenda_of (UiFixture *self)
{
  return CT_AGENDA_VIEW (ct_calendar_page_get_shown (calendar (self)));
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

/* ---- Month ---- */

static void
test_the_month_counts_visits_and_enter_goes_to_the_day (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) one = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) two = fixture_book (&self->base, reyes, "2026-03-03", "13:00", 60);

  open_calendar (self);
  show_kind (self, CT_VIEW_MONTH);
  ui_wait_for (shows (self, CT_TYPE_MONTH_VIEW));
  ui_wait_for (strstr (ct_month_day_get_words (ct_month_view_find (month_of (self), one->day)), "2 Consultation") != NULL);
  g_assert_nonnull (strstr (ct_month_day_get_words (ct_month_view_find (month_of (self), one->day)), "free"));
  ui_press (self, GDK_KEY_Right, 0);
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for (is_idle (self) && kind_of (self) == CT_VIEW_DAY);
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, one->day);
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 2);
}

static void
test_arrows_walk_out_of_a_month_into_the_next (UiFixture *self, gconstpointer data)
{
  open_calendar (self);
  show_kind (self, CT_VIEW_MONTH);
  for (int i = 0; i < 5; i++)
    {
      ui_press (self, GDK_KEY_Down, 0);
      ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
    }
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, ct_date_parse_iso ("2026-04-06"));
  g_assert_nonnull (ct_month_view_find (month_of (self), ct_date_parse_iso ("2026-04-30")));
  ui_press (self, GDK_KEY_Page_Up, 0);
  ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, ct_date_parse_iso ("2026-03-06"));
}

static void
test_a_booking_of_another_desk_shows_in_the_month (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = NULL;

  open_calendar (self);
  show_kind (self, CT_VIEW_MONTH);
  booked = fixture_book (&self->base, reyes, "2026-03-17", "10:00", 60);
  ui_wait_for (strstr (ct_month_day_get_words (ct_month_view_find (month_of (self), booked->day)), "1 Consultation") != NULL);
}

static void
call_off (UiFixture *self, CtAppointment *appointment, const char *step)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->base.clinic, appointment, step, "ill", ct_await_done, &await);
  g_object_unref (fixture_take (&self->base, &await));
}

static gboolean
says (UiFixture *self, const char *day, const char *words)
{
  return strstr (ct_month_day_get_words (ct_month_view_find (month_of (self), ct_date_parse_iso (day))), words) != NULL;
}

static CtAppointment *
move_to (UiFixture *self, CtAppointment *booked, const char *day)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_move_appointment_async (self->base.clinic, booked, booked->chair_id, ct_date_parse_iso (day), booked->minute,
                                    booked->minutes, ct_await_done, &await);
  return fixture_take (&self->base, &await);
}

/* Both its days are counted again, the others are left alone, and the cursor is where it was. */
static void
test_a_visit_that_moves_changes_two_days_of_the_month (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-17", "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (CtAppointment) back = NULL;
  guint reads;

  open_calendar (self);
  show_kind (self, CT_VIEW_MONTH);
  ui_wait_for (says (self, "2026-03-17", "1 Consultation"));
  ui_press (self, GDK_KEY_Down, 0);
  reads = ct_month_view_get_reads (month_of (self));
  moved = move_to (self, booked, "2026-03-19");
  ui_wait_for (says (self, "2026-03-19", "1 Consultation") && !says (self, "2026-03-17", "Consultation"));
  back = move_to (self, moved, "2026-03-17");
  ui_wait_for (says (self, "2026-03-17", "1 Consultation") && !says (self, "2026-03-19", "Consultation"));
  g_assert_cmpuint (ct_month_view_get_reads (month_of (self)), ==, reads);
  g_assert_cmpint (ct_month_day_get_day (CT_MONTH_DAY (gtk_window_get_focus (GTK_WINDOW (self->window)))), ==,
                   ct_date_parse_iso ("2026-03-09"));
}

static void
test_a_closed_day_says_why_in_the_month (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtClosure) closure = ct_closure_new ();
  g_autoptr (CtRecord) stored = NULL;

  closure->site_id = first_site (self);
  closure->first_day = closure->last_day = ct_date_parse_iso ("2026-03-18");
  closure->reason = g_strdup ("Stock-taking");
  stored = save_setup (self, closure);
  open_calendar (self);
  show_kind (self, CT_VIEW_MONTH);
  ui_wait_for (strstr (ct_month_day_get_words (ct_month_view_find (month_of (self), closure->first_day)), "Stock-taking") != NULL);
}

/* What is selected in a view that is not shown must not be acted on. */
static void
test_keys_of_a_visit_do_nothing_where_no_visit_is_seen (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);

  open_calendar (self);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (booked)->id));
  show_kind (self, CT_VIEW_MONTH);
  ui_press (self, GDK_KEY_Delete, 0);
  ui_press (self, GDK_KEY_a, 0);
  ui_press (self, GDK_KEY_x, 0);
  ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
  g_assert_null (self->told);
}

/* ---- Agenda ---- */

static void
test_the_agenda_lists_days_and_acts_on_what_is_selected (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) one = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) two = fixture_book (&self->base, okafor, "2026-03-05", "09:00", 60);
  g_autoptr (CtAppointment) later = NULL;

  open_calendar (self);
  show_kind (self, CT_VIEW_AGENDA);
  ui_wait_for (shows (self, CT_TYPE_AGENDA_VIEW) && ct_agenda_view_n_visits (agenda_of (self)) == 2);
  g_assert_true (ct_agenda_view_select (agenda_of (self), CT_RECORD (two)->id));
  later = fixture_book (&self->base, reyes, "2026-03-04", "10:00", 60);
  ui_wait_for (ct_agenda_view_n_visits (agenda_of (self)) == 3);
  g_assert_cmpint (CT_RECORD (ct_agenda_view_get_visit (agenda_of (self))->appointment)->id, ==, CT_RECORD (two)->id);
  ui_press (self, GDK_KEY_c, 0);
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "Okafor"));
}

static void
test_the_agenda_of_other_days_shows_theirs_and_comes_back (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) one = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) two = fixture_book (&self->base, reyes, "2026-03-05", "10:00", 60);
  g_autoptr (CtAppointment) later = fixture_book (&self->base, okafor, "2026-03-18", "09:00", 60);

  open_calendar (self);
  show_kind (self, CT_VIEW_AGENDA);
  ui_wait_for (ct_agenda_view_n_visits (agenda_of (self)) == 2);
  ui_press (self, GDK_KEY_Right, GDK_ALT_MASK);
  ui_wait_for (ct_agenda_view_n_visits (agenda_of (self)) == 1);
  g_assert_cmpint (CT_RECORD (ct_agenda_view_get_visit (agenda_of (self))->appointment)->id, ==, CT_RECORD (later)->id);
  ui_rest (30);
  ui_press (self, GDK_KEY_Left, GDK_ALT_MASK);
  ui_wait_for (ct_agenda_view_n_visits (agenda_of (self)) == 2);
  g_assert_cmpint (CT_RECORD (ct_agenda_view_get_visit (agenda_of (self))->appointment)->id, ==, CT_RECORD (one)->id);
  g_assert_true (ct_agenda_view_select (agenda_of (self), CT_RECORD (two)->id));
}

/* @n visits, one every five minutes of a day. */
static GPtrArray *
make_long_day (UiFixture *self, CtDate day, int n)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    {
      CtVisit *visit = g_object_new (CT_TYPE_VISIT, NULL);

      visit->appointment = ct_appointment_new ();
      CT_RECORD (visit->appointment)->id = 1000 + i;
      visit->appointment->site_id = first_site (self);
      visit->appointment->day = day;
      visit->appointment->minute = 8 * 60 + i * 5;
      visit->appointment->minutes = 5;
      visit->appointment->kind = g_strdup (CT_VISIT_FOLLOW_UP);
      visit->appointment->status = g_strdup (CT_APPOINTMENT_BOOKED);
      visit->patient_name = g_strdup_printf ("Patient, Number %d", i);
      g_ptr_array_add (visits, visit);
    }
  return visits;
}

static gboolean
has_ink (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  /* What was drawn already is taken as it is. */
  gtk_widget_snapshot_child (gtk_widget_get_parent (widget), widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL;
}

/* How many lines of the list are drawn below @widget; none that is in view is left blank. */
static guint
count_drawn_lines (GtkWidget *widget, GtkWidget *view)
{
  graphene_rect_t bounds;
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_drawn_lines (child, view);
  if (!CT_IS_AGENDA_LINE (widget) || !gtk_widget_get_child_visible (gtk_widget_get_parent (widget)) ||
      !gtk_widget_compute_bounds (widget, view, &bounds) || bounds.origin.y < 0 ||
      bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (view))
    return n;
  g_assert_true (has_ink (widget));
  return n + 1;
}

static void
test_a_long_agenda_is_drawn_wherever_one_scrolls_to (UiFixture *self, gconstpointer data)
{
  CtVisitFilter all = { NULL };
  CtDate day = ct_date_parse_iso (MONDAY);
  g_autoptr (GPtrArray) visits = NULL;
  GtkWidget *scroller;
  GtkAdjustment *down;

  open_calendar (self);
  show_kind (self, CT_VIEW_AGENDA);
  ui_wait_for (is_idle (self));
  visits = make_long_day (self, day, 90);
  ct_agenda_view_set_content (agenda_of (self), day, day, visits, &all, FALSE);
  ui_rest (100);
  scroller = ui_find_type (GTK_WIDGET (agenda_of (self)), GTK_TYPE_SCROLLED_WINDOW);
  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_assert_cmpuint (count_drawn_lines (scroller, scroller), >, 10);
  for (int part = 1; part <= 4; part++)
    {
      gtk_adjustment_set_value (down, gtk_adjustment_get_upper (down) * part / 4);
      ui_rest (60);
      g_assert_cmpuint (count_drawn_lines (scroller, scroller), >, 10);
    }
}

/* A visit is selected in the day: the list is made at the moment it has to show that one. */
static void
test_an_agenda_that_is_new_shows_what_comes_before_the_selected (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  gint64 selected = 0;
  GtkWidget *scroller;

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *time = g_strdup_printf ("%02d:%02d", 8 + i / 4, i % 4 * 15);
      g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, time, 15);

      if (i == 8)
        selected = CT_RECORD (booked)->id;
    }
  open_calendar (self);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), selected));
  show_kind (self, CT_VIEW_AGENDA);
  gtk_widget_grab_focus (self->page);
  ui_wait_for (is_idle (self));
  ui_rest (200);
  g_assert_cmpint (CT_RECORD (ct_agenda_view_get_visit (agenda_of (self))->appointment)->id, ==, selected);
  scroller = ui_find_type (GTK_WIDGET (agenda_of (self)), GTK_TYPE_SCROLLED_WINDOW);
  g_assert_cmpuint (count_drawn_lines (scroller, scroller), ==, 23);
}

static void
test_moving_from_the_agenda_goes_to_the_day_first (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) one = fixture_book (&self->base, reyes, "2026-03-05", "10:00", 60);

  open_calendar (self);
  show_kind (self, CT_VIEW_AGENDA);
  ui_wait_for (ct_agenda_view_n_visits (agenda_of (self)) == 1);
  g_assert_true (ct_agenda_view_select (agenda_of (self), CT_RECORD (one)->id));
  ui_press (self, GDK_KEY_m, 0);
  ui_wait_for (is_idle (self) && ct_time_grid_get_visit (grid_of (self)) != NULL);
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, one->day);
  g_assert_false (ct_time_grid_has_hand (grid_of (self)));
}

/* ---- Year ---- */

static void
test_the_year_of_a_patient_is_one_key_away (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) today = fixture_book (&self->base, reyes, MONDAY, "11:00", 60);
  g_autoptr (CtAppointment) later = fixture_book (&self->base, reyes, "2026-09-14", "10:00", 60);
  g_autoptr (CtAppointment) other = fixture_book (&self->base, okafor, "2026-09-15", "10:00", 60);
  CtYearView *year;

  open_calendar (self);
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 1);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (today)->id));
  ui_press (self, GDK_KEY_y, 0);
  ui_wait_for (shows (self, CT_TYPE_YEAR_VIEW));
  year = CT_YEAR_VIEW (ct_calendar_page_get_shown (calendar (self)));
  ui_wait_for (ct_year_view_n_marks (year) == 2 && strstr (ct_year_view_get_title (year), "Reyes, Marisol") != NULL);
  g_assert_cmpint (ct_year_mark_get_kind (ct_year_view_get_mark (year, 0)), ==, CT_YEAR_TODAY);
  g_assert_cmpint (ct_year_mark_get_kind (ct_year_view_get_mark (year, 1)), ==, CT_YEAR_PLANNED);
  gtk_widget_grab_focus (GTK_WIDGET (year));
  ui_press (self, GDK_KEY_Down, 0);
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for (is_idle (self) && kind_of (self) == CT_VIEW_DAY && ct_time_grid_get_visit (grid_of (self)) != NULL);
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, later->day);
}

static gint64
focused_booking (UiFixture *self)
{
  CtVisit *visit = ct_year_mark_get_visit (CT_YEAR_MARK (gtk_window_get_focus (GTK_WINDOW (self->window))));

  return visit != NULL ? CT_RECORD (visit->appointment)->id : 0;
}

/* Of what changes only the visits of this patient matter, and whoever stood on one still does. */
static void
test_the_year_follows_what_changes_in_it (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) first = fixture_book (&self->base, reyes, "2026-05-04", "10:00", 60);
  g_autoptr (CtAppointment) second = fixture_book (&self->base, reyes, "2026-09-14", "10:00", 60);
  g_autoptr (CtAppointment) other = NULL;
  g_autoptr (CtAppointment) third = NULL;
  g_autoptr (CtAppointment) moved = NULL;
  CtYearView *year;
  guint reads;

  open_calendar (self);
  ct_calendar_page_show_year (calendar (self), CT_RECORD (reyes)->id);
  ui_wait_for (shows (self, CT_TYPE_YEAR_VIEW));
  year = CT_YEAR_VIEW (ct_calendar_page_get_shown (calendar (self)));
  ui_wait_for (ct_year_view_n_marks (year) == 2 && !ct_year_view_is_busy (year));
  reads = ct_year_view_get_reads (year);
  ui_rest (30);
  gtk_widget_grab_focus (GTK_WIDGET (ct_year_view_get_mark (year, 1)));
  other = fixture_book (&self->base, okafor, "2026-09-15", "10:00", 60);
  third = fixture_book (&self->base, reyes, "2026-07-06", "10:00", 60);
  ui_wait_for (ct_year_view_n_marks (year) == 3 && !ct_year_view_is_busy (year));
  g_assert_cmpint (focused_booking (self), ==, CT_RECORD (second)->id);
  moved = move_to (self, second, "2026-10-05");
  ui_wait_for (ct_year_mark_get_day (ct_year_view_get_mark (year, 2)) == moved->day);
  g_assert_cmpint (focused_booking (self), ==, CT_RECORD (second)->id);
  call_off (self, third, "cancelled-by-patient");
  ui_wait_for (ct_year_view_n_marks (year) == 2 && !ct_year_view_is_busy (year));
  g_assert_cmpuint (ct_year_view_get_reads (year), ==, reads);
}

static void
test_the_year_of_nobody_says_how_to_choose (UiFixture *self, gconstpointer data)
{
  open_calendar (self);
  ui_press (self, GDK_KEY_y, 0);
  ui_wait_for (shows (self, CT_TYPE_YEAR_VIEW));
  g_assert_nonnull (strstr (ct_year_view_get_title (CT_YEAR_VIEW (ct_calendar_page_get_shown (calendar (self)))), "press Y"));
}

/* ---- Rooms, one clinician ---- */

static void
add_room (UiFixture *self)
{
  g_autoptr (CtChair) room = ct_chair_new ();
  g_autoptr (CtRecord) stored = NULL;

  room->site_id = first_site (self);
  room->position = 9;
  room->active = TRUE;
  g_object_set (room, "name", "Room A", "kind", CT_CHAIR_ROOM, NULL);
  stored = save_setup (self, room);
}

static void
test_rooms_have_columns_and_say_what_is_in_chairs (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);

  add_room (self);
  open_calendar (self);
  ct_calendar_page_show (calendar (self), &(CtViewState) { .columns = CT_VIEW_BY_ROOM });
  ui_wait_for (is_idle (self));
  g_assert_cmpuint (ct_day_columns_get_size (ct_time_grid_get_columns (grid_of (self))), ==, 1);
  g_assert_cmpstr (ct_day_columns_get (ct_time_grid_get_columns (grid_of (self)), 0)->title, ==, "Room A");
  g_assert_cmpstr (ct_calendar_page_get_filter_words (calendar (self)), ==, "1 visit is in no column of this view");
}

static void
test_rooms_of_a_site_without_any_say_so (UiFixture *self, gconstpointer data)
{
  open_calendar (self);
  ct_calendar_page_show (calendar (self), &(CtViewState) { .columns = CT_VIEW_BY_ROOM });
  ui_wait_for (is_idle (self));
  g_assert_cmpstr (ct_day_view_get_hint (ct_calendar_page_get_view (calendar (self))), ==,
                   "This site has no room. Chairs are in another view.");
  ui_press (self, GDK_KEY_n, 0);
  ui_press (self, GDK_KEY_Down, 0);
  ui_press (self, GDK_KEY_Right, 0);
  ui_press (self, GDK_KEY_plus, GDK_CONTROL_MASK);
  ui_rest (30);
}

static void
test_a_week_can_be_of_one_clinician (UiFixture *self, gconstpointer data)
{
  gint64 ana = CT_RECORD (ct_clinic_get_user (self->base.clinic))->id;
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) nobodys = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) wish = fixture_wish (&self->base, reyes, "2026-03-04", "10:00", 60);
  g_autoptr (CtAppointment) anas = NULL;
  g_auto (CtAwait) await = { NULL };

  wish->clinician_id = ana;
  ct_clinic_book_async (self->base.clinic, wish, ct_await_done, &await);
  anas = fixture_take (&self->base, &await);
  open_calendar (self);
  ct_calendar_page_show (calendar (self), &(CtViewState) { .kind = CT_VIEW_WEEK, .only_clinician_id = ana });
  ui_wait_for (is_idle (self) && ct_time_grid_get_n_blocks (grid_of (self)) == 1);
  g_assert_nonnull (ct_time_grid_find_block (grid_of (self), CT_RECORD (anas)->id));
}

static void
add_chairs (UiFixture *self, int n)
{
  for (int i = 0; i < n; i++)
    {
      CtChair *chair = ct_chair_new ();

      chair->site_id = first_site (self);
      chair->name = g_strdup_printf ("Further chair %d", i);
      chair->kind = g_strdup (CT_CHAIR_CHAIR);
      chair->position = 10 + i;
      chair->active = TRUE;
      g_object_unref (save_setup (self, chair));
      g_object_unref (chair);
    }
}

/* By the window's bar, as hands do it: what is chosen there stays chosen. */
static void
test_the_bar_chooses_one_chair_of_the_week (UiFixture *self, gconstpointer data)
{
  gint64 chair = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->base.clinic), 1))->id;
  GtkWidget *header, *columns = NULL;

  open_calendar (self);
  show_kind (self, CT_VIEW_WEEK);
  header = ct_page_get_header (CT_PAGE (self->page));
  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_DROP_DOWN (child))
      columns = child;
  g_assert_nonnull (columns);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (columns), 2);
  ui_wait_for (is_idle (self));
  g_assert_cmpint (ct_calendar_page_get_state (calendar (self))->only_chair_id, ==, chair);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (columns)), ==, 2);
}

static void
test_a_wide_week_opens_at_today (UiFixture *self, gconstpointer data)
{
  GtkScrolledWindow *scroller;
  GtkAdjustment *across;
  CtDayColumns *columns;
  guint thursday = 0;

  add_chairs (self, 8);
  self->base.now_us = ct_time_parse_iso ("2026-03-05T18:00:00Z");
  open_calendar (self);
  show_kind (self, CT_VIEW_WEEK);
  scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (grid_of (self)), GTK_TYPE_SCROLLED_WINDOW));
  across = gtk_scrolled_window_get_hadjustment (scroller);
  ui_wait_for (gtk_adjustment_get_value (across) > 0);
  columns = ct_time_grid_get_columns (grid_of (self));
  while (ct_day_columns_get (columns, thursday)->day != ct_date_parse_iso ("2026-03-05"))
    thursday++;
  g_assert_cmpint ((int) gtk_adjustment_get_value (across), ==,
                   MIN (ct_time_grid_get_column (grid_of (self), thursday).start,
                        (int) (gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across))));
}

/* ---- Filters ---- */

static void
test_a_filter_dims_and_says_so_and_one_key_shows_all (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  GtkWidget *block, *popover;
  CtViewState state = { .filter = { { [CT_FILTER_KIND] = ",treatment," } } };

  open_calendar (self);
  ui_press (self, GDK_KEY_f, GDK_SHIFT_MASK);
  popover = ui_find_type (self->page, CT_TYPE_FILTER_POPOVER);
  g_assert_nonnull (popover);
  ui_wait_for (gtk_widget_get_mapped (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (is_idle (self));
  block = GTK_WIDGET (ct_time_grid_find_block (grid_of (self), CT_RECORD (booked)->id));
  g_assert_nonnull (block);
  g_assert_cmpfloat (gtk_widget_get_opacity (block), <, 0.5);
  g_assert_cmpstr (ct_calendar_page_get_filter_words (calendar (self)), ==,
                   "1 filter · 1 visit does not match and is dimmed");
  gtk_widget_grab_focus (self->page);
  ui_press (self, GDK_KEY_c, GDK_SHIFT_MASK);
  ui_wait_for (is_idle (self));
  g_assert_cmpfloat (gtk_widget_get_opacity (block), >, 0.9);
  g_assert_cmpstr (ct_calendar_page_get_filter_words (calendar (self)), ==, "");
}

/* What was called off is shown where that is chosen, struck through and hatched, and keeps nobody from its place. */
static void
test_what_was_called_off_is_shown_and_its_time_is_free (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) off = fixture_book (&self->base, reyes, MONDAY, "11:00", 60);
  g_autoptr (CtAppointment) comes = NULL;
  CtViewState state = { .filter = { { [CT_FILTER_ALSO] = ",cancelled," } } };
  g_autofree char *text = NULL;
  CtBlock *block;

  call_off (self, off, "cancelled-by-patient");
  comes = fixture_book (&self->base, okafor, MONDAY, "11:15", 60);
  open_calendar (self);
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 1);
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (is_idle (self) && ct_time_grid_get_n_blocks (grid_of (self)) == 2);
  block = ct_time_grid_find_block (grid_of (self), CT_RECORD (off)->id);
  ui_wait_for ((text = ct_block_get_text (block)) != NULL);
  g_assert_cmpstr (ct_calendar_page_get_filter_words (calendar (self)), ==, "1 filter · 1 visit that was called off is shown");
  /* It takes no more than the last third, and the visit that comes keeps the rest. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (block)) * 3 / 2, <,
                   gtk_widget_get_width (GTK_WIDGET (ct_time_grid_find_block (grid_of (self), CT_RECORD (comes)->id))));
  g_assert_false (ct_occupancy_is_free (ct_time_grid_get_occupancy (grid_of (self)), off->chair_id, off->day,
                                        (CtMinutes) { 690, 720 }));
  g_assert_true (ct_occupancy_is_free (ct_time_grid_get_occupancy (grid_of (self)), off->chair_id, off->day,
                                       (CtMinutes) { 660, 675 }));
  gtk_widget_grab_focus (self->page);
  ui_press (self, GDK_KEY_c, GDK_SHIFT_MASK);
  ui_wait_for (is_idle (self) && ct_time_grid_get_n_blocks (grid_of (self)) == 1);
}

static void
test_what_was_called_off_can_be_put_back (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) off = fixture_book (&self->base, reyes, MONDAY, "11:00", 60);
  CtViewState state = { .filter = { { [CT_FILTER_STATUS] = ",cancelled-by-clinic," } } };

  call_off (self, off, "cancelled-by-clinic");
  open_calendar (self);
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (is_idle (self) && ct_time_grid_get_n_blocks (grid_of (self)) == 1);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (off)->id));
  ui_press (self, GDK_KEY_Delete, 0);
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "called off before"));
  ui_press (self, GDK_KEY_m, 0);
  g_assert_false (ct_time_grid_has_hand (grid_of (self)));
  g_assert_nonnull (strstr (self->told, "F finds another time"));
  ui_press (self, GDK_KEY_f, 0);
  g_assert_nonnull (find_window (CT_TYPE_SLOT_WINDOW));
  gtk_window_destroy (GTK_WINDOW (find_window (CT_TYPE_SLOT_WINDOW)));
  ui_press (self, GDK_KEY_w, 0);
  g_assert_nonnull (find_window (CT_TYPE_OFFER_WINDOW));
  gtk_window_destroy (GTK_WINDOW (find_window (CT_TYPE_OFFER_WINDOW)));
  ui_press (self, GDK_KEY_b, 0);
  ui_wait_for (!ct_calendar_page_is_busy (calendar (self)) && self->undo_offered);
  ui_wait_for (ct_way_of (ct_block_get_visit (ct_time_grid_find_block (grid_of (self), CT_RECORD (off)->id))->appointment) ==
               CT_STEP_BOOKED);
}

/* Only who called it off is looked for: others are dimmed, and what somebody else called off is not there. */
static void
test_an_agenda_and_a_month_tell_what_was_called_off_by_itself (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) by_patient = fixture_book (&self->base, reyes, "2026-03-03", "11:00", 60);
  g_autoptr (CtAppointment) by_clinic = fixture_book (&self->base, reyes, "2026-03-03", "13:00", 60);
  g_autoptr (CtAppointment) comes = fixture_book (&self->base, reyes, "2026-03-03", "15:00", 60);
  CtViewState state = { .kind = CT_VIEW_AGENDA, .filter = { { [CT_FILTER_STATUS] = ",cancelled-by-patient," } } };
  const char *words;

  call_off (self, by_patient, "cancelled-by-patient");
  call_off (self, by_clinic, "cancelled-by-clinic");
  open_calendar (self);
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (shows (self, CT_TYPE_AGENDA_VIEW) && ct_agenda_view_n_visits (agenda_of (self)) == 1);
  g_assert_true (ct_agenda_view_select (agenda_of (self), CT_RECORD (by_patient)->id));
  state.kind = CT_VIEW_MONTH;
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (shows (self, CT_TYPE_MONTH_VIEW));
  words = ct_month_day_get_words (ct_month_view_find (month_of (self), comes->day));
  g_assert_nonnull (strstr (words, "1 called off"));
  g_assert_nonnull (strstr (words, "0 of 1"));
  g_assert_nonnull (strstr (ct_calendar_page_get_filter_words (calendar (self)), "1 visit that was called off is shown"));
}

static void
test_an_agenda_leaves_out_what_does_not_match_and_counts_it (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  CtViewState state = { .kind = CT_VIEW_AGENDA, .filter = { { [CT_FILTER_STATUS] = ",done," } } };

  open_calendar (self);
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (shows (self, CT_TYPE_AGENDA_VIEW));
  ui_wait_for (strstr (ct_calendar_page_get_filter_words (calendar (self)), "1 visit does not match") != NULL);
  g_assert_cmpuint (ct_agenda_view_n_visits (agenda_of (self)), ==, 0);
}

/* ---- Kept views ---- */

static void
test_a_key_shows_the_view_that_is_kept_on_it (UiFixture *self, gconstpointer data)
{
  open_calendar (self);
  ct_page_open (CT_PAGE (self->page), "view", g_variant_new_int32 (4));
  ui_wait_for (shows (self, CT_TYPE_MONTH_VIEW));
  ct_page_open (CT_PAGE (self->page), "view", g_variant_new_int32 (2));
  ui_wait_for (is_idle (self) && kind_of (self) == CT_VIEW_DAY);
  g_assert_cmpint (ct_calendar_page_get_state (calendar (self))->columns, ==, CT_VIEW_BY_CLINICIAN);
  ct_page_open (CT_PAGE (self->page), "view", g_variant_new_int32 (12));
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "F12"));
}

static gboolean
window_is_busy (GtkWidget *window)
{
  return ct_views_window_is_busy (CT_VIEWS_WINDOW (window));
}

static void
test_a_view_is_kept_under_a_name_and_comes_back_by_its_key (UiFixture *self, gconstpointer data)
{
  CtViewState state = { .kind = CT_VIEW_WEEK, .filter = { { [CT_FILTER_KIND] = ",treatment," } } };
  GtkWidget *window, *name;

  open_calendar (self);
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (is_idle (self));
  gtk_widget_grab_focus (self->page);
  ui_press (self, GDK_KEY_s, GDK_CONTROL_MASK);
  window = find_window (CT_TYPE_VIEWS_WINDOW);
  g_assert_nonnull (window);
  ui_wait_for (!window_is_busy (window));
  name = ui_find_type (window, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (name), "Infusions");
  g_signal_emit_by_name (name, "entry-activated");
  ui_wait_for (!window_is_busy (window));
  gtk_window_destroy (GTK_WINDOW (window));
  ct_calendar_page_show (calendar (self), &(CtViewState) { 0 });
  ui_wait_for (is_idle (self));
  /* The first eight have what everybody starts with. */
  ct_page_open (CT_PAGE (self->page), "view", g_variant_new_int32 (9));
  ui_wait_for (is_idle (self) && kind_of (self) == CT_VIEW_WEEK);
  g_assert_cmpstr (ct_calendar_page_get_state (calendar (self))->filter.wanted[CT_FILTER_KIND], ==, ",treatment,");
}

static void
test_the_last_view_is_there_again_the_next_time (UiFixture *self, gconstpointer data)
{
  CtViewState state = { .kind = CT_VIEW_WEEK, .hour_height = 90 };

  open_calendar (self);
  ct_calendar_page_show (calendar (self), &state);
  ui_wait_for (is_idle (self));
  ui_close_window (self);
  open_calendar (self);
  g_assert_cmpint (kind_of (self), ==, CT_VIEW_WEEK);
  g_assert_cmpint (ct_time_grid_get_hour_height (grid_of (self)), ==, 90);
}

static void
test_the_zoom_is_remembered (UiFixture *self, gconstpointer data)
{
  int height;

  open_calendar (self);
  ui_press (self, GDK_KEY_plus, GDK_CONTROL_MASK);
  height = ct_time_grid_get_hour_height (grid_of (self));
  g_assert_cmpint (height, >, 0);
  ui_close_window (self);
  open_calendar (self);
  g_assert_cmpint (ct_time_grid_get_hour_height (grid_of (self)), ==, height);
  ui_press (self, GDK_KEY_0, GDK_CONTROL_MASK);
  g_assert_cmpint (ct_calendar_page_get_state (calendar (self))->hour_height, ==, 0);
}

/* No two of the calendar's keys are the same, and none is one of the window's. */
static void
test_no_key_opens_two_things (void)
{
  guint n;
  const CtKey *keys = ct_keymap_get (&n);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; keys[i].shortcuts[j] != NULL; j++)
      if (keys[i].scope == CT_KEY_EVERYWHERE || keys[i].scope == CT_KEY_CALENDAR)
        {
          if (g_hash_table_contains (seen, keys[i].shortcuts[j]))
            g_error ("%s opens two things.", keys[i].shortcuts[j]);
          g_hash_table_add (seen, (gpointer) keys[i].shortcuts[j]);
        }
  for (int key = 1; key <= CT_VIEW_KEYS; key++)
    {
      g_autofree char *name = g_strdup_printf ("F%d", key);

      g_assert_true (g_hash_table_contains (seen, name));
    }
}

/* ---- Two sites ---- */

static gint64
add_mesa (UiFixture *self)
{
  g_autoptr (CtSite) site = ct_site_new ();
  g_autoptr (CtChair) chair = ct_chair_new ();
  g_autoptr (CtRecord) stored_site = NULL;
  g_autoptr (CtOpening) opening = ct_opening_new ();
  g_autoptr (CtRecord) stored_chair = NULL;
  g_autoptr (CtRecord) stored_opening = NULL;

  site->active = chair->active = TRUE;
  g_object_set (site, "name", "Mesa", "zone", "America/Denver", NULL);
  stored_site = save_setup (self, site);
  chair->site_id = stored_site->id;
  g_object_set (chair, "name", "Bed 1", "kind", CT_CHAIR_CHAIR, NULL);
  stored_chair = save_setup (self, chair);
  opening->site_id = stored_site->id;
  opening->weekday = 1;
  opening->from_minute = 8 * 60;
  opening->to_minute = 18 * 60;
  stored_opening = save_setup (self, opening);
  ui_wait_for (ct_clinic_get_sites (self->base.clinic)->len == 2 && ct_clinic_get_chairs (self->base.clinic)->len == 3);
  ui_wait_for (ct_day_open_minutes (ct_clinic_get_hours (self->base.clinic, stored_site->id), ct_date_parse_iso (MONDAY)) > 0);
  return stored_site->id;
}

static void
test_two_sites_stand_side_by_side_each_by_its_clock (UiFixture *self, gconstpointer data)
{
  gint64 mesa = add_mesa (self);
  CtDayView *beside;
  CtWall here, there;

  open_calendar (self);
  g_assert_null (ct_calendar_page_get_pane (calendar (self), 1));
  ui_press (self, GDK_KEY_b, GDK_SHIFT_MASK);
  ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
  beside = ct_calendar_page_get_pane (calendar (self), 1);
  g_assert_nonnull (beside);
  ui_wait_for (ct_time_grid_get_columns (ct_day_view_get_grid (beside)) != NULL);
  g_assert_cmpint (ct_calendar_page_get_state (calendar (self))->beside_id, ==, mesa);
  here = ct_time_grid_get_now (grid_of (self));
  there = ct_time_grid_get_now (ct_day_view_get_grid (beside));
  g_assert_cmpint (there.minute - here.minute, ==, 60);
  g_assert_nonnull (strstr (ct_day_view_get_title (beside), "America/Denver"));
  g_assert_nonnull (strstr (ct_day_view_get_title (beside), "11:00"));
  ui_press (self, GDK_KEY_b, GDK_SHIFT_MASK);
  ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
  g_assert_null (ct_calendar_page_get_pane (calendar (self), 1));
  g_assert_cmpstr (ct_day_view_get_title (ct_calendar_page_get_view (calendar (self))), ==, "");
}

static CtAppointment *
book_in_mesa (UiFixture *self, gint64 mesa, CtPatient *patient, const char *day, const char *time)
{
  g_autoptr (CtAppointment) wish = fixture_wish (&self->base, patient, day, time, 60);
  g_auto (CtAwait) await = { NULL };

  wish->site_id = mesa;
  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->base.clinic), 2))->id;
  ct_clinic_book_async (self->base.clinic, wish, ct_await_done, &await);
  return fixture_take (&self->base, &await);
}

static void
show_beside (UiFixture *self, CtViewKind kind, gint64 beside_id)
{
  ct_calendar_page_show (calendar (self), &(CtViewState) { .kind = kind, .beside_id = beside_id });
  ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
}

static GtkAdjustment *
across_of (CtDayView *view)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (ct_day_view_get_grid (view)), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static void
test_two_weeks_stand_side_by_side_at_the_same_day (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  gint64 mesa = add_mesa (self);
  g_autoptr (CtAppointment) there = book_in_mesa (self, mesa, okafor, "2026-03-09", "12:00");
  CtDayView *here, *beside;
  CtDayPart part;

  add_chairs (self, 8);
  open_calendar (self);
  show_beside (self, CT_VIEW_WEEK, mesa);
  ct_calendar_page_show_date (calendar (self), ct_date_parse_iso ("2026-03-11"));
  here = ct_calendar_page_get_view (calendar (self));
  beside = ct_calendar_page_get_pane (calendar (self), 1);
  g_assert_nonnull (beside);
  ui_wait_for (ct_time_grid_get_n_blocks (ct_day_view_get_grid (beside)) == 1);
  g_assert_nonnull (strstr (ct_day_view_get_title (beside), "Mesa"));
  ui_rest (60);
  /* Mesa opens on Mondays only, and is narrower than the place it has; the week here is wider. */
  gtk_adjustment_set_value (across_of (here), 0);
  ui_rest (30);
  g_assert_true (ct_day_view_get_leftmost (here, &part));
  g_assert_cmpint (part.day, ==, ct_date_parse_iso ("2026-03-09"));
  ct_day_view_set_leftmost (here, (CtDayPart) { ct_date_parse_iso ("2026-03-11"), 0.5 });
  g_assert_true (ct_day_view_get_leftmost (here, &part));
  g_assert_cmpint (part.day, ==, ct_date_parse_iso ("2026-03-11"));
}

/* Each has its own numbers; the cursor is one. */
static void
test_two_months_stand_side_by_side_with_one_cursor (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) here = fixture_book (&self->base, reyes, "2026-03-09", "10:00", 60);
  gint64 mesa = add_mesa (self);
  g_autoptr (CtAppointment) there = book_in_mesa (self, mesa, okafor, "2026-03-16", "12:00");
  CtMonthView *months[2];

  open_calendar (self);
  show_beside (self, CT_VIEW_MONTH, mesa);
  for (guint i = 0; i < 2; i++)
    months[i] = ct_calendar_page_get_month (calendar (self), i);
  g_assert_nonnull (months[1]);
  ui_wait_for (strstr (ct_month_day_get_words (ct_month_view_find (months[0], here->day)), "1 Consultation") != NULL);
  ui_wait_for (strstr (ct_month_day_get_words (ct_month_view_find (months[1], there->day)), "1 Consultation") != NULL);
  g_assert_null (strstr (ct_month_day_get_words (ct_month_view_find (months[0], there->day)), "Consultation"));
  ui_rest (60);
  gtk_widget_grab_focus (GTK_WIDGET (months[1]));
  ui_press (self, GDK_KEY_Down, 0);
  ui_press (self, GDK_KEY_Down, 0);
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, there->day);
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for (is_idle (self) && kind_of (self) == CT_VIEW_DAY);
  ui_wait_for (ct_time_grid_get_n_blocks (ct_day_view_get_grid (ct_calendar_page_get_pane (calendar (self), 1))) == 1);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)),
                                         GTK_WIDGET (ct_calendar_page_get_pane (calendar (self), 1))));
}

/* At noon in Denver it is eleven in Los Angeles: that one comes first, whatever the clocks say. */
static void
test_an_agenda_of_two_sites_goes_by_the_time_that_is_the_same_for_both (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) here = fixture_book (&self->base, reyes, MONDAY, "11:30", 60);
  gint64 mesa = add_mesa (self);
  g_autoptr (CtAppointment) there = book_in_mesa (self, mesa, okafor, MONDAY, "12:00");

  open_calendar (self);
  show_beside (self, CT_VIEW_AGENDA, mesa);
  ui_wait_for (ct_agenda_view_n_visits (agenda_of (self)) == 2);
  g_assert_cmpint (CT_RECORD (ct_agenda_view_get_visit (agenda_of (self))->appointment)->id, ==, CT_RECORD (there)->id);
  gtk_widget_grab_focus (GTK_WIDGET (agenda_of (self)));
  ui_press (self, GDK_KEY_m, 0);
  ui_wait_for (is_idle (self) && kind_of (self) == CT_VIEW_DAY);
  ui_wait_for (ct_time_grid_get_visit (ct_day_view_get_grid (ct_calendar_page_get_pane (calendar (self), 1))) != NULL);
}

static void
test_where_no_other_site_can_be_beside_it_is_said_why (UiFixture *self, gconstpointer data)
{
  gint64 mesa = add_mesa (self);
  gint64 chair = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->base.clinic), 0))->id;

  open_calendar (self);
  ct_calendar_page_show (calendar (self), &(CtViewState) { .kind = CT_VIEW_WEEK, .beside_id = mesa, .only_chair_id = chair });
  ui_wait_for (is_idle (self));
  g_assert_null (ct_calendar_page_get_pane (calendar (self), 1));
  gtk_widget_grab_focus (self->page);
  ui_press (self, GDK_KEY_b, GDK_SHIFT_MASK);
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "A chair is at one site."));
  g_clear_pointer (&self->told, g_free);
  ui_press (self, GDK_KEY_y, 0);
  ui_wait_for (shows (self, CT_TYPE_YEAR_VIEW));
  ui_press (self, GDK_KEY_b, GDK_SHIFT_MASK);
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "every site"));
  /* What was chosen before is there again in the next view that has room for it. */
  ct_calendar_page_show_date (calendar (self), ct_date_parse_iso (MONDAY));
  show_kind (self, CT_VIEW_WEEK);
  g_assert_nonnull (ct_calendar_page_get_pane (calendar (self), 1));
}

static void
test_what_is_pressed_in_a_pane_is_done_at_its_site (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) here = fixture_book (&self->base, reyes, MONDAY, "11:00", 60);
  gint64 mesa = add_mesa (self);
  g_autoptr (CtAppointment) there = book_in_mesa (self, mesa, okafor, MONDAY, "12:00");
  CtTimeGrid *grid;

  open_calendar (self);
  ui_press (self, GDK_KEY_b, GDK_SHIFT_MASK);
  ui_wait_for (ct_calendar_page_get_pane (calendar (self), 1) != NULL);
  grid = ct_day_view_get_grid (ct_calendar_page_get_pane (calendar (self), 1));
  ui_wait_for (ct_time_grid_get_columns (grid) != NULL && ct_time_grid_get_n_blocks (grid) == 1);
  g_assert_true (ct_time_grid_select_visit (grid, CT_RECORD (there)->id));
  ui_press (self, GDK_KEY_c, 0);
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "Okafor"));
}

/* ---- From elsewhere ---- */

/* Another page asks for a visit: its day is shown in a view that has it, whatever was shown last, and it is selected. */
static void
test_a_visit_that_is_asked_for_is_selected (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-04", "10:00", 60);
  gint64 id = CT_RECORD (booked)->id;

  open_calendar (self);
  show_kind (self, CT_VIEW_MONTH);
  ui_close_window (self);
  ui_open_window (self, ct_calendar_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site", g_variant_new_int64 (first_site (self)));
  ct_page_open (CT_PAGE (self->page), "visit", g_variant_new ("(sx)", "2026-03-04", id));
  ui_wait_for (is_idle (self) && ct_time_grid_get_visit (grid_of (self)) != NULL);
  g_assert_cmpint (kind_of (self), ==, CT_VIEW_DAY);
  g_assert_cmpint (ct_calendar_page_get_date (calendar (self)), ==, booked->day);
  g_assert_cmpint (CT_RECORD (ct_time_grid_get_visit (grid_of (self))->appointment)->id, ==, id);
}

/* ---- Large text ---- */

static void
test_text_of_twice_the_size_fits_every_view (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  GtkSettings *settings = gtk_settings_get_default ();
  int before;

  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  g_object_set (settings, "gtk-xft-dpi", before * 2, NULL);
  open_calendar (self);
  for (int kind = 0; kind < CT_N_VIEW_KINDS; kind++)
    {
      int minimum;

      ct_calendar_page_show (calendar (self), &(CtViewState) { .kind = (CtViewKind) kind });
      ui_wait_for (!ct_calendar_page_is_busy (calendar (self)));
      ui_rest (60);
      gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 1080);
    }
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
}

#define UI_TEST(name, function) g_test_add ("/views/" name, UiFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  ui_init ();
  UI_TEST ("the month counts visits and Enter goes to the day", test_the_month_counts_visits_and_enter_goes_to_the_day);
  UI_TEST ("arrows walk out of a month into the next", test_arrows_walk_out_of_a_month_into_the_next);
  UI_TEST ("a booking of another desk shows in the month", test_a_booking_of_another_desk_shows_in_the_month);
  UI_TEST ("a visit that moves changes two days of the month", test_a_visit_that_moves_changes_two_days_of_the_month);
  UI_TEST ("a closed day says why in the month", test_a_closed_day_says_why_in_the_month);
  UI_TEST ("keys of a visit do nothing where no visit is seen", test_keys_of_a_visit_do_nothing_where_no_visit_is_seen);
  UI_TEST ("the agenda lists days and acts on what is selected", test_the_agenda_lists_days_and_acts_on_what_is_selected);
  UI_TEST ("the agenda of other days shows theirs and comes back",
           test_the_agenda_of_other_days_shows_theirs_and_comes_back);
  UI_TEST ("a long agenda is drawn wherever one scrolls to", test_a_long_agenda_is_drawn_wherever_one_scrolls_to);
  UI_TEST ("an agenda that is new shows what comes before the selected",
           test_an_agenda_that_is_new_shows_what_comes_before_the_selected);
  UI_TEST ("moving from the agenda goes to the day first", test_moving_from_the_agenda_goes_to_the_day_first);
  UI_TEST ("the year of a patient is one key away", test_the_year_of_a_patient_is_one_key_away);
  UI_TEST ("the year follows what changes in it", test_the_year_follows_what_changes_in_it);
  UI_TEST ("the year of nobody says how to choose", test_the_year_of_nobody_says_how_to_choose);
  UI_TEST ("rooms have columns and say what is in chairs", test_rooms_have_columns_and_say_what_is_in_chairs);
  UI_TEST ("rooms of a site without any say so", test_rooms_of_a_site_without_any_say_so);
  UI_TEST ("a week can be of one clinician", test_a_week_can_be_of_one_clinician);
  UI_TEST ("the bar chooses one chair of the week", test_the_bar_chooses_one_chair_of_the_week);
  UI_TEST ("a wide week opens at today", test_a_wide_week_opens_at_today);
  UI_TEST ("a filter dims and says so, and one key shows all", test_a_filter_dims_and_says_so_and_one_key_shows_all);
  UI_TEST ("what was called off is shown and its time is free", test_what_was_called_off_is_shown_and_its_time_is_free);
  UI_TEST ("what was called off can be put back", test_what_was_called_off_can_be_put_back);
  UI_TEST ("an agenda and a month tell what was called off by itself",
           test_an_agenda_and_a_month_tell_what_was_called_off_by_itself);
  UI_TEST ("an agenda leaves out what does not match and counts it", test_an_agenda_leaves_out_what_does_not_match_and_counts_it);
  UI_TEST ("a key shows the view that is kept on it", test_a_key_shows_the_view_that_is_kept_on_it);
  UI_TEST ("a view is kept under a name and comes back by its key",
           test_a_view_is_kept_under_a_name_and_comes_back_by_its_key);
  UI_TEST ("the last view is there again the next time", test_the_last_view_is_there_again_the_next_time);
  UI_TEST ("the zoom is remembered", test_the_zoom_is_remembered);
  g_test_add_func ("/views/no key opens two things", test_no_key_opens_two_things);
  UI_TEST ("a visit that is asked for is selected", test_a_visit_that_is_asked_for_is_selected);
  UI_TEST ("text of twice the size fits every view", test_text_of_twice_the_size_fits_every_view);
  UI_TEST ("two sites stand side by side, each by its clock", test_two_sites_stand_side_by_side_each_by_its_clock);
  UI_TEST ("two weeks stand side by side at the same day", test_two_weeks_stand_side_by_side_at_the_same_day);
  UI_TEST ("two months stand side by side with one cursor", test_two_months_stand_side_by_side_with_one_cursor);
  UI_TEST ("an agenda of two sites goes by the time that is the same for both",
           test_an_agenda_of_two_sites_goes_by_the_time_that_is_the_same_for_both);
  UI_TEST ("where no other site can be beside it is said why", test_where_no_other_site_can_be_beside_it_is_said_why);
  UI_TEST ("what is pressed in a pane is done at its site", test_what_is_pressed_in_a_pane_is_done_at_its_site);
  return g_test_run ();
}
