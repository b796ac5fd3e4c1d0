/* The menus on a block and on a free place, and why some of it can't be done there now. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/calendar/ct-step-menu.h"
#include "ui/ct-menu.h"

/* What a menu takes beside its items: its edge and shadow, and the margin that GTK keeps to the end of the screen. */
#define AROUND_MENU 60

static gboolean
is_one_of (const char *action, const char *const *names)
{
  return g_strv_contains (names, action);
}

static gboolean
is_missed_session (CtVisit *visit)
{
  return visit != NULL && g_strcmp0 (visit->appointment->status, CT_APPOINTMENT_MISSED) == 0 &&
         visit->appointment->course_id != 0;
}

static char *
why_not (const char *action, gpointer data)
{
  static const char *const books[] = { "calendar.move", "calendar.longer", "calendar.shorter", "calendar.cut", "calendar.paste",
                                       "calendar.book", "calendar.walk-in", "calendar.cancel", "calendar.wait", "calendar.repair",
                                       "calendar.leave", "calendar.hold", "calendar.edit-hold", "calendar.offer", "calendar.reseat", NULL };
  static const char *const moves[] = { "calendar.move", "calendar.longer", "calendar.shorter", "calendar.cut",
                                       "calendar.wait", NULL };
  CtCalendarPage *self = data;
  CtVisit *visit = ct_calendar_page_selected (self);

  if (is_one_of (action, books) && !ct_clinic_user_may (self->clinic, CT_MAY_BOOK))
    return g_strdup (_("your role may not book"));
  if (visit != NULL && is_one_of (action, moves) && !ct_status_may_move (visit->appointment->status))
    return g_strdup (ct_appointment_holds_chair (visit->appointment) ? _("under way or done") : _("does not take place"));
  if (visit != NULL && g_str_equal (action, "calendar.cancel") && ct_way_is_off (ct_way_of (visit->appointment)))
    return g_strdup (_("called off already"));
  if (g_str_equal (action, "calendar.reseat"))
    return ct_calendar_page_why_not_reseat (self, visit);
  if (g_str_equal (action, "calendar.repair") && !is_missed_session (visit))
    return g_strdup (_("no session was missed"));
  if (g_str_equal (action, "calendar.hold") && ct_calendar_page_held_here (self) != NULL)
    return g_strdup (_("it is held already"));
  if (g_str_equal (action, "calendar.edit-hold") && ct_calendar_page_held_here (self) == NULL)
    return g_strdup (_("nothing is held here"));
  if (g_str_equal (action, "calendar.paste") && ct_pinboard_get_chosen (self->pinboard) == NULL)
    return g_strdup (_("nothing is pinned"));
  return NULL;
}

static void
make_menu (CtCalendarPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_popover_set_position (self->menu, GTK_POS_BOTTOM);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self);
}

/* A popover below its place is not moved up by the desktop, only cut: so its place is as high as the menu needs, which it
 * only says once it is shown. */
static int
room_for (CtCalendarPage *self, int y)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->menu), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return MIN (y, MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - height - AROUND_MENU));
}

/* Shows a menu at a place of a view, with the keys of its items and why some can't be chosen. */
static void
pop_up (CtCalendarPage *self, GMenuModel *model, GtkWidget *from, double x, double y)
{
  g_autoptr (GMenuModel) spelled_out = ct_menu_spell_out (model, why_not, self);
  GdkRectangle at = { 0, 0, 1, 1 };
  double page_x, page_y;

  if (self->menu == NULL)
    make_menu (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), spelled_out);
  gtk_widget_translate_coordinates (from, GTK_WIDGET (self), x, y, &page_x, &page_y);
  at.x = (int) page_x;
  at.y = (int) page_y;
  gtk_popover_set_pointing_to (self->menu, &at);
  gtk_popover_popup (self->menu);
  at.y = room_for (self, at.y);
  gtk_popover_set_pointing_to (self->menu, &at);
}

/* Shows a menu at a place of the grid. */
void
ct_calendar_page_pop_up (CtCalendarPage *self, GMenuModel *model, double x, double y)
{
  pop_up (self, model, GTK_WIDGET (self->grid), x, y);
}

/* Where a visit does not take place, somebody else can come. */
static void
fill_free (CtCalendarPage *self, CtVisit *visit)
{
  g_menu_remove_all (self->free_section);
  if (ct_appointment_holds_chair (visit->appointment))
    return;
  g_menu_append (self->free_section, _("_Book in This Place…"), "calendar.book");
  g_menu_append (self->free_section, _("Who _Fits Here…"), "calendar.offer");
}

static void
open_menu (CtCalendarPage *self, GtkWidget *from, double x, double y)
{
  CtVisit *visit = ct_calendar_page_selected (self);

  if (visit != NULL)
    {
      ct_step_menu_fill (self->step_section, self->clinic, visit, "calendar");
      fill_free (self, visit);
      ct_calendar_page_fill_reseats (self, self->reseat_section, visit);
    }
  pop_up (self, visit != NULL ? self->visit_menu : self->place_menu, from, x, y);
}

static void
on_menu_cb (CtCalendarPage *self, double x, double y)
{
  open_menu (self, GTK_WIDGET (self->grid), x, y);
}

static void
on_agenda_menu_cb (CtCalendarPage *self, double x, double y)
{
  open_menu (self, GTK_WIDGET (self->agenda), x, y);
}

/* Of the grid of one pane. */
void
ct_calendar_page_connect_menus (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "menu", G_CALLBACK (on_menu_cb), self, G_CONNECT_SWAPPED);
}

void
ct_calendar_page_connect_agenda_menu (CtCalendarPage *self)
{
  g_signal_connect_object (self->agenda, "menu", G_CALLBACK (on_agenda_menu_cb), self, G_CONNECT_SWAPPED);
}
