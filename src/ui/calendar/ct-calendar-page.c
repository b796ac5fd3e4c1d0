#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-calendar-colors.h"
#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"

enum
{
  PROP_0,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ct_calendar_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtCalendarPage, ct_calendar_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_calendar_page_page_init))

/* ---- What is shown ---- */

/**
 * ct_calendar_page_show_date:
 * @self: a page
 * @date: a day
 *
 * Shows that day, or its week, month or year.
 */
void
ct_calendar_page_show_date (CtCalendarPage *self, CtDate date)
{
  g_return_if_fail (CT_IS_CALENDAR_PAGE (self));
  g_return_if_fail (date != CT_DATE_NONE);
  self->date = date;
  /* What was shown last time is on its way. */
  if (!self->waiting)
    ct_calendar_page_reload (self);
}

/**
 * ct_calendar_page_show:
 * @self: a page
 * @state: a view
 *
 * Shows the same day in another way.
 */
void
ct_calendar_page_show (CtCalendarPage *self, const CtViewState *state)
{
  CtViewState copy;

  g_return_if_fail (CT_IS_CALENDAR_PAGE (self) && state != NULL);
  ct_view_state_copy (state, &copy);
  ct_view_state_clear (&self->state);
  self->state = copy;
  ct_calendar_page_reload (self);
}

/**
 * ct_calendar_page_get_state:
 * @self: a page
 *
 * Returns: (transfer none): what it shows.
 */
const CtViewState *
ct_calendar_page_get_state (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), NULL);
  return &self->state;
}

/**
 * ct_calendar_page_show_year:
 * @self: a page
 * @patient_id: a patient
 *
 * Shows the year of that patient.
 */
void
ct_calendar_page_show_year (CtCalendarPage *self, gint64 patient_id)
{
  g_return_if_fail (CT_IS_CALENDAR_PAGE (self));
  self->year_patient_id = patient_id;
  self->state.kind = CT_VIEW_YEAR;
  ct_calendar_page_reload (self);
  ct_calendar_page_focus_view (self);
}

/**
 * ct_calendar_page_set_site:
 * @self: a page
 * @site_id: a site
 *
 * Shows another site; the first time today as this user saw it last, later the same day.
 */
void
ct_calendar_page_set_site (CtCalendarPage *self, gint64 site_id)
{
  gboolean first = self->chosen_site_id == 0;

  if (site_id == self->chosen_site_id)
    return;
  self->chosen_site_id = site_id;
  if (self->date == CT_DATE_NONE)
    self->date = ct_clinic_now_at (self->clinic, site_id).date;
  if (first)
    {
      ct_calendar_page_read_last (self);
      return;
    }
  self->state.only_chair_id = 0;
  self->state.site_id = 0;
  if (self->state.beside_id == site_id)
    self->state.beside_id = 0;
  ct_calendar_page_reload (self);
}

/**
 * ct_calendar_page_get_date:
 * @self: a page
 *
 * Returns: the day that is shown, or the one of the week that was asked for.
 */
CtDate
ct_calendar_page_get_date (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), CT_DATE_NONE);
  return self->date;
}

/**
 * ct_calendar_page_get_pane:
 * @self: a page
 * @index: 0, or 1 for the site beside
 *
 * Returns: (transfer none) (nullable): what shows the days of that site, where it is shown.
 */
CtDayView *
ct_calendar_page_get_pane (CtCalendarPage *self, guint index)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self) && index < CT_PANES, NULL);
  return self->panes[index].site_id != 0 ? self->panes[index].view : NULL;
}

/**
 * ct_calendar_page_get_shown:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the month, agenda or year that is shown; of two months the one that hands are in.
 */
GtkWidget *
ct_calendar_page_get_shown (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), NULL);
  if (self->state.kind == CT_VIEW_MONTH && self->months != NULL)
    return GTK_WIDGET (self->panes[self->active].month);
  return gtk_stack_get_visible_child (self->views);
}

/**
 * ct_calendar_page_get_month:
 * @self: a page
 * @index: 0, or 1 for the site beside
 *
 * Returns: (transfer none) (nullable): what shows a month of that site, where it is shown.
 */
CtMonthView *
ct_calendar_page_get_month (CtCalendarPage *self, guint index)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self) && index < CT_PANES, NULL);
  return self->state.kind == CT_VIEW_MONTH && self->panes[index].site_id != 0 ? self->panes[index].month : NULL;
}

/**
 * ct_calendar_page_get_filter_words:
 * @self: a page
 *
 * Returns: what is said of visits that are not looked for; "" while all are.
 */
const char *
ct_calendar_page_get_filter_words (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), NULL);
  return gtk_label_get_text (self->filter_label);
}

/**
 * ct_calendar_page_get_view:
 * @self: a page
 *
 * Returns: (transfer none): what shows the days.
 */
CtDayView *
ct_calendar_page_get_view (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), NULL);
  return self->view;
}

/**
 * ct_calendar_page_is_busy:
 * @self: a page
 *
 * Returns: whether an act or a reading is under way.
 */
gboolean
ct_calendar_page_is_busy (CtCalendarPage *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_PAGE (self), FALSE);
  return self->n_running > 0 || self->slow_id != 0 || self->settling || self->lengthen_id != 0 || self->waiting ||
         self->n_reading_views > 0 || ct_calendar_page_months_are_busy (self) ||
         (self->year != NULL && ct_year_view_is_busy (self->year));
}

/**
 * ct_calendar_page_point_at:
 * @self: a page
 * @popover: a popover whose parent it is
 *
 * Lets the popover point at what is selected.
 */
void
ct_calendar_page_point_at (CtCalendarPage *self, GtkPopover *popover)
{
  gboolean agenda = self->state.kind == CT_VIEW_AGENDA && self->agenda != NULL;
  GdkRectangle rect = agenda ? ct_agenda_view_selection_rect (self->agenda) : ct_time_grid_selection_rect (self->grid);
  GtkWidget *page = GTK_WIDGET (self), *from = agenda ? GTK_WIDGET (self->agenda) : GTK_WIDGET (self->grid);
  double x = 0, y = 0;

  gtk_widget_translate_coordinates (from, page, rect.x, rect.y, &x, &y);
  rect.x = (int) x;
  rect.y = (int) CLAMP (y, 0, gtk_widget_get_height (page) - 1);
  rect.height = MIN (rect.height, 60);
  /* On the side where there is more room. */
  gtk_popover_set_position (popover, x + rect.width / 2.0 < gtk_widget_get_width (page) / 2.0 ? GTK_POS_RIGHT
                                                                                             : GTK_POS_LEFT);
  gtk_popover_set_pointing_to (popover, &rect);
}

/* ---- Time and news ---- */

static void wait_for_minute (CtCalendarPage *self);

static gboolean
on_minute_cb (gpointer data)
{
  CtCalendarPage *self = data;

  self->minute_id = 0;
  ct_calendar_page_tell_time (self);
  ct_calendar_page_update_months (self);
  ct_calendar_page_update_agenda (self);
  wait_for_minute (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_minute (CtCalendarPage *self)
{
  gint64 into_us = ct_clock_now (ct_clinic_get_clock (self->clinic)) % CT_USEC_PER_MINUTE;
  guint rest_ms = (guint) ((CT_USEC_PER_MINUTE - into_us) / 1000) + 20;

  g_clear_handle_id (&self->minute_id, g_source_remove);
  self->minute_id = g_timeout_add (rest_ms, on_minute_cb, self);
}

/* Chairs, hours, closures and people are the columns, and blocks have the clinic's colours; visits are the range's business. */
static void
on_clinic_changed_cb (CtCalendarPage *self, const char *table, gint64 id)
{
  if (self->chosen_site_id != 0 && !self->waiting && g_strcmp0 (table, "setup") == 0)
    {
      ct_calendar_page_reload (self);
      ct_palette_redraw (GTK_WIDGET (self));
    }
}

static void
ct_calendar_page_map (GtkWidget *widget)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  GTK_WIDGET_CLASS (ct_calendar_page_parent_class)->map (widget);
  ct_calendar_page_tell_time (self);
  wait_for_minute (self);
  if (gtk_root_get_focus (gtk_widget_get_root (widget)) == NULL)
    gtk_widget_grab_focus (widget);
}

static void
ct_calendar_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CT_CALENDAR_PAGE (widget)->minute_id, g_source_remove);
  ct_calendar_page_remember_now (CT_CALENDAR_PAGE (widget));
  GTK_WIDGET_CLASS (ct_calendar_page_parent_class)->unmap (widget);
}

/* ---- The page, as the window knows it ---- */

static char *
dup_title (CtPage *page)
{
  return g_strdup (_("Calendar"));
}

static GtkWidget *
get_header (CtPage *page)
{
  return GTK_WIDGET (CT_CALENDAR_PAGE (page)->header);
}

static const char *
get_new_action (CtPage *page, const char **tooltip)
{
  *tooltip = _("Book (N)");
  return "calendar.book";
}

/* Days that leave out the visit that is to be selected give way to some that do not. */
static void
make_room_for_selected (CtCalendarPage *self)
{
  if (self->state.kind == CT_VIEW_MONTH || self->state.kind == CT_VIEW_YEAR)
    self->state.kind = CT_VIEW_DAY;
  if (self->state.columns == CT_VIEW_BY_ROOM)
    self->state.columns = CT_VIEW_BY_CHAIR;
  self->state.only_chair_id = self->state.only_clinician_id = 0;
}

static void
show_visit (CtCalendarPage *self, GVariant *target)
{
  const char *iso;
  CtDate date;

  g_variant_get (target, "(&sx)", &iso, &self->select_id);
  if ((date = ct_date_parse_iso (iso)) == CT_DATE_NONE)
    return;
  make_room_for_selected (self);
  ct_calendar_page_show_date (self, date);
}

/**
 * ct_calendar_page_take_state:
 * @self: a page
 * @state: what was shown last time
 *
 * Shows that, or as much of it as shows the visit that is to be selected.
 */
void
ct_calendar_page_take_state (CtCalendarPage *self, const CtViewState *state)
{
  ct_view_state_clear (&self->state);
  ct_view_state_copy (state, &self->state);
  if (self->select_id != 0)
    make_room_for_selected (self);
}

static void
open_target (CtPage *page, const char *what, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (page);

  if (g_str_equal (what, "site"))
    ct_calendar_page_set_site (self, g_variant_get_int64 (target));
  else if (g_str_equal (what, "place"))
    ct_calendar_page_place (self, g_variant_get_int64 (target));
  else if (g_str_equal (what, "date"))
    {
      CtDate date = ct_date_parse_iso (g_variant_get_string (target, NULL));

      if (self->state.kind == CT_VIEW_MONTH || self->state.kind == CT_VIEW_YEAR)
        self->state.kind = CT_VIEW_DAY;
      ct_calendar_page_show_date (self, date != CT_DATE_NONE ? date
                                                             : ct_clinic_now_at (self->clinic, self->chosen_site_id).date);
    }
  else if (g_str_equal (what, "visit"))
    show_visit (self, target);
  else if (g_str_equal (what, "view"))
    ct_calendar_page_show_key (self, g_variant_get_int32 (target));
  else if (g_str_equal (what, "year"))
    ct_calendar_page_show_year (self, g_variant_get_int64 (target));
}

static void
ct_calendar_page_page_init (CtPageInterface *iface)
{
  iface->dup_title = dup_title;
  iface->get_header = get_header;
  iface->get_new_action = get_new_action;
  iface->open = open_target;
}

/* ---- The object ---- */

static void
ct_calendar_page_constructed (GObject *object)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (object);

  G_OBJECT_CLASS (ct_calendar_page_parent_class)->constructed (object);
  g_return_if_fail (self->clinic != NULL);
  ct_calendar_page_make_header (self);
  ct_calendar_page_init_panes (self);
  ct_calendar_page_connect_saved (self);
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  ct_calendar_page_connect_pins (self);
}

static void
ct_calendar_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    g_value_set_object (value, CT_CALENDAR_PAGE (object)->clinic);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_calendar_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    CT_CALENDAR_PAGE (object)->clinic = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Those that may stand under a button of the window's bar, which lives longer. */
static void
drop_popover (GtkWidget **popover)
{
  if (*popover != NULL)
    gtk_widget_unparent (*popover);
  *popover = NULL;
}

static void
ct_calendar_page_dispose (GObject *object)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->minute_id, g_source_remove);
  g_clear_handle_id (&self->slow_id, g_source_remove);
  g_clear_handle_id (&self->lengthen_id, g_source_remove);
  g_clear_handle_id (&self->remember_id, g_source_remove);
  g_clear_handle_id (&self->turn_id, g_source_remove);
  drop_popover ((GtkWidget **) &self->go_to);
  drop_popover ((GtkWidget **) &self->filters);
  drop_popover ((GtkWidget **) &self->views_popover);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  /* An answer may still be on its way to it. */
  self->pinboard = NULL;
  for (guint i = 0; i < CT_PANES; i++)
    g_clear_object (&self->panes[i].range);
  self->range = NULL;
  ct_view_state_clear (&self->state);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->remembered, g_free);
  g_clear_object (&self->header);
  g_clear_pointer (&self->carried_name, g_free);
  g_clear_object (&self->offered);
  g_clear_pointer (&self->offered_name, g_free);
  G_OBJECT_CLASS (ct_calendar_page_parent_class)->dispose (object);
}

static void
ct_calendar_page_finalize (GObject *object)
{
  g_clear_object (&CT_CALENDAR_PAGE (object)->clinic);
  G_OBJECT_CLASS (ct_calendar_page_parent_class)->finalize (object);
}

static gboolean
ct_calendar_page_grab_focus (GtkWidget *widget)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  if (ct_calendar_page_shows_grid (self))
    return gtk_widget_grab_focus (GTK_WIDGET (self->panes[self->active].view));
  return gtk_widget_grab_focus (ct_calendar_page_get_shown (self));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/calendar/ct-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, carry_bar);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, carry_label);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, filter_clear);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, days);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, side);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, side_scroller);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, pinboard);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, problem);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, visit_menu);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, step_section);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, free_section);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, reseat_section);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, place_menu);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarPage, print_menu);
}

/**
 * ct_calendar_page_install:
 * @klass: the class of the page
 * @acts: (array length=n_acts): actions
 * @n_acts: how many
 *
 * Installs actions; their keys are in the keymap.
 */
void
ct_calendar_page_install (GtkWidgetClass *klass, const CtPageAct *acts, gsize n_acts)
{
  for (gsize i = 0; i < n_acts; i++)
    gtk_widget_class_install_action (klass, acts[i].name, acts[i].type, acts[i].act);
}

static void
ct_calendar_page_class_init (CtCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ct_calendar_page_constructed;
  object_class->get_property = ct_calendar_page_get_property;
  object_class->set_property = ct_calendar_page_set_property;
  object_class->dispose = ct_calendar_page_dispose;
  object_class->finalize = ct_calendar_page_finalize;
  widget_class->map = ct_calendar_page_map;
  widget_class->unmap = ct_calendar_page_unmap;
  widget_class->grab_focus = ct_calendar_page_grab_focus;
  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, CT_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (CT_TYPE_DAY_VIEW);
  g_type_ensure (CT_TYPE_PINBOARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  ct_calendar_page_install_acts (widget_class);
  ct_calendar_page_install_way (widget_class);
  ct_calendar_page_install_floor (widget_class);
  ct_calendar_page_install_book (widget_class);
  ct_calendar_page_install_slots (widget_class);
  ct_calendar_page_install_series (widget_class);
  ct_calendar_page_install_panel (widget_class);
  ct_calendar_page_install_print (widget_class);
  ct_calendar_page_install_going (widget_class);
  ct_calendar_page_install_saved (widget_class);
  ct_calendar_page_install_pins (widget_class);
  ct_calendar_page_install_holds (widget_class);
  ct_keymap_bind_class (widget_class, CT_KEY_CALENDAR);
}

static void
ct_calendar_page_init (CtCalendarPage *self)
{
  self->date = CT_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_calendar_page_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a calendar that shows nothing until it is told its site.
 */
GtkWidget *
ct_calendar_page_new (CtClinic *clinic)
{
  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  return g_object_new (CT_TYPE_CALENDAR_PAGE, "clinic", clinic, NULL);
}
