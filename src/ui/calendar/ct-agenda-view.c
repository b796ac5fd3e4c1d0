#include "ui/calendar/ct-agenda-view.h"

#include <glib/gi18n.h>

#include "domain/ct-way.h"
#include "ui/calendar/ct-agenda-line.h"
#include "ui/calendar/ct-visit-words.h"

struct _CtAgendaView
{
  GtkWidget           parent_instance;
  CtClinic           *clinic;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GListStore         *rows;      /* of CtAgendaRow */
  GtkSingleSelection *selection;
  GtkLabel           *hint;
  CtDate              first;     /* of what is shown */
  guint               n_visits;
  gboolean            setting;
  guint               scrolling_id;
};

enum
{
  OPEN_VISIT,
  SELECTION_CHANGED,
  MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtAgendaView, ct_agenda_view, GTK_TYPE_WIDGET)

/* ---- Content ---- */

/* "Tue 3 Mar · 14 visits", or "· 3 of 14 visits" where a filter leaves some out; then what was called off. */
static char *
head_words (CtDate day, guint n, guint n_shown, guint n_off)
{
  g_autofree char *date = ct_date_format (day, _("%A, %-d %B"));
  g_autofree char *off = n_off > 0 ? g_strdup_printf (ngettext ("%u called off", "%u called off", n_off), n_off) : NULL;
  g_autofree char *visits = NULL;

  if (n == n_shown)
    visits = g_strdup_printf (ngettext ("%u visit", "%u visits", n), n);
  else
    /* Translators: how many visits of a day match the filter: "3 of 14 visits" */
    visits = g_strdup_printf (ngettext ("%u of %u visit", "%u of %u visits", n), n_shown, n);
  return g_strjoin (" · ", date, visits, off, NULL);
}

/* "MST": in short, the clock that the time of a visit is of. */
static char *
zone_words (CtAgendaView *self, const CtAppointment *appointment)
{
  GTimeZone *zone = ct_clinic_get_zone (self->clinic, appointment->site_id);
  gint64 at_us = ct_wall_to_utc ((CtWall) { appointment->day, appointment->minute }, zone);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at_us / G_USEC_PER_SEC);

  return g_strdup (g_time_zone_get_abbreviation (zone, interval));
}

static CtAgendaRow *
row_of (CtAgendaView *self, CtVisit *visit, CtAgendaSites sites)
{
  CtSite *site = sites != CT_AGENDA_ONE_SITE ? ct_clinic_get_site (self->clinic, visit->appointment->site_id) : NULL;
  g_autofree char *zone = sites == CT_AGENDA_SITES_AND_ZONES ? zone_words (self, visit->appointment) : NULL;

  return ct_agenda_row_new_visit (visit, ct_visit_shown (visit, self->clinic), site != NULL ? site->name : NULL, zone);
}

static void
add_day (CtAgendaView *self, GPtrArray *rows, CtDate day, GPtrArray *visits, const CtVisitFilter *filter,
         CtAgendaSites sites)
{
  guint n = 0, n_shown = 0, n_off = 0, at = rows->len;
  g_autofree char *head = NULL;

  for (guint i = 0; i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);
      gboolean off = ct_way_is_off (ct_way_of (visit->appointment));

      if (visit->appointment->day != day)
        continue;
      n += !off;
      if (!ct_visit_filter_matches (filter, visit->appointment,
                                    ct_clinic_now_at (self->clinic, visit->appointment->site_id)))
        continue;
      n_shown += !off;
      n_off += off;
      g_ptr_array_add (rows, row_of (self, visit, sites));
    }
  if (n + n_off == 0)
    return;
  head = head_words (day, n, n_shown, n_off);
  g_ptr_array_insert (rows, (int) at, ct_agenda_row_new_head (day, head));
  self->n_visits += n_shown + n_off;
}

static gboolean
are_of_the_same (CtAgendaView *self, GPtrArray *rows)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) != rows->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (CtAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      CtAgendaRow *other = g_ptr_array_index (rows, i);

      if (row->day != other->day || ct_agenda_row_get_id (row) != ct_agenda_row_get_id (other))
        return FALSE;
    }
  return TRUE;
}

/* Puts in only what is other than before, so that focus, selection and scroll stay where they are. */
static void
splice_rows (CtAgendaView *self, GPtrArray *rows)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), first = 0, last = 0;
  guint limit = MIN (n_before, rows->len);

  for (; first < limit; first++)
    {
      g_autoptr (CtAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), first);

      if (!ct_agenda_row_same (row, g_ptr_array_index (rows, first)))
        break;
    }
  for (; last < limit - first; last++)
    {
      g_autoptr (CtAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), n_before - 1 - last);

      if (!ct_agenda_row_same (row, g_ptr_array_index (rows, rows->len - 1 - last)))
        break;
    }
  if (first + last < n_before || first + last < rows->len)
    g_list_store_splice (self->rows, first, n_before - first - last, rows->pdata + first, rows->len - first - last);
}

/* Rows become others where they stand. A list makes a widget anew for every object that is new to it, and there are some
 * hundreds. */
static void
replace_rows (CtAgendaView *self, GPtrArray *rows)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), both = MIN (n_before, rows->len);

  for (guint i = 0; i < both; i++)
    {
      g_autoptr (CtAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (!ct_agenda_row_same (row, g_ptr_array_index (rows, i)))
        ct_agenda_row_become (row, g_ptr_array_index (rows, i));
    }
  if (n_before != rows->len)
    g_list_store_splice (self->rows, both, n_before - both, rows->pdata + both, rows->len - both);
}

static void
show_hint (CtAgendaView *self, CtDate first, CtDate last, guint n_visits)
{
  g_autofree char *from = ct_date_format (first, _("%a %-d %b"));
  g_autofree char *to = ct_date_format (last, _("%a %-d %b"));
  g_autofree char *words = NULL;

  if (self->n_visits == 0)
    words = n_visits == 0 ? g_strdup_printf (_("No visits from %s to %s."), from, to)
                          : g_strdup_printf (_("No visit from %s to %s matches the filter."), from, to);
  gtk_label_set_text (self->hint, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), words != NULL);
}

/* ---- Bringing a row into view ---- */

static void
scroll_to (CtAgendaView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static gboolean
scroll_late_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CtAgendaView *self = CT_AGENDA_VIEW (widget);
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (gtk_widget_get_height (GTK_WIDGET (self->list)) == 0)
    return G_SOURCE_CONTINUE;
  self->scrolling_id = 0;
  if (selected != GTK_INVALID_LIST_POSITION)
    scroll_to (self, selected);
  return G_SOURCE_REMOVE;
}

/* A list that has no size yet takes the row for its middle, and makes no widgets for those above it. */
static void
scroll_to_selected (CtAgendaView *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  if (gtk_widget_get_height (GTK_WIDGET (self->list)) > 0)
    scroll_to (self, selected);
  else if (self->scrolling_id == 0)
    self->scrolling_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_late_cb, NULL, NULL);
}

/* After the head of the first day; where other days are shown now, they are seen from their beginning. */
static void
select_first (CtAgendaView *self)
{
  gtk_single_selection_set_selected (self->selection, 1);
  scroll_to (self, 0);
}

/**
 * ct_agenda_view_set_content:
 * @self: a view
 * @first: the first day
 * @last: the last day
 * @visits: (element-type CtVisit): all visits of those days, of each day by time
 * @filter: which of them are looked for
 * @sites: whether each row says which site it is at
 *
 * Shows them. What is selected stays so as long as it is there.
 */
void
ct_agenda_view_set_content (CtAgendaView *self, CtDate first, CtDate last, GPtrArray *visits, const CtVisitFilter *filter,
                            CtAgendaSites sites)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  CtVisit *selected;
  gboolean other_days;
  gint64 id;

  g_return_if_fail (CT_IS_AGENDA_VIEW (self));
  g_return_if_fail (visits != NULL && filter != NULL);
  selected = ct_agenda_view_get_visit (self);
  id = selected != NULL ? CT_RECORD (selected->appointment)->id : 0;
  self->n_visits = 0;
  for (CtDate day = first; day <= last; day++)
    add_day (self, rows, day, visits, filter, sites);
  self->setting = TRUE;
  other_days = first != self->first;
  if (other_days || are_of_the_same (self, rows))
    replace_rows (self, rows);
  else
    splice_rows (self, rows);
  self->first = first;
  self->setting = FALSE;
  show_hint (self, first, last, visits->len);
  if ((id == 0 || !ct_agenda_view_select (self, id)) && (id == 0 || other_days) && self->n_visits > 0)
    select_first (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/**
 * ct_agenda_view_get_visit:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the visit that is selected.
 */
CtVisit *
ct_agenda_view_get_visit (CtAgendaView *self)
{
  CtAgendaRow *row;

  g_return_val_if_fail (CT_IS_AGENDA_VIEW (self), NULL);
  row = gtk_single_selection_get_selected_item (self->selection);
  return row != NULL ? row->visit : NULL;
}

/**
 * ct_agenda_view_select:
 * @self: a view
 * @appointment_id: a booking
 *
 * Selects it.
 *
 * Returns: whether it is in the list.
 */
gboolean
ct_agenda_view_select (CtAgendaView *self, gint64 appointment_id)
{
  g_return_val_if_fail (CT_IS_AGENDA_VIEW (self), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (CtAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (ct_agenda_row_get_id (row) != appointment_id)
        continue;
      if (gtk_single_selection_get_selected (self->selection) != i)
        gtk_single_selection_set_selected (self->selection, i);
      return TRUE;
    }
  return FALSE;
}

/**
 * ct_agenda_view_n_visits:
 * @self: a view
 *
 * Returns: how many visits are in the list.
 */
guint
ct_agenda_view_n_visits (CtAgendaView *self)
{
  g_return_val_if_fail (CT_IS_AGENDA_VIEW (self), 0);
  return self->n_visits;
}

/* The row that has the focus, else the top of the list: for what opens beside it. */
GdkRectangle
ct_agenda_view_selection_rect (CtAgendaView *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  double x = 0, y = 0;

  if (row == NULL)
    return (GdkRectangle) { gtk_widget_get_width (GTK_WIDGET (self)) / 2, 0, 1, 1 };
  gtk_widget_translate_coordinates (row, GTK_WIDGET (self), 0, 0, &x, &y);
  return (GdkRectangle) { gtk_widget_get_width (row) / 3, (int) y, 1, gtk_widget_get_height (row) };
}

/* ---- Lines ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtAgendaView *self)
{
  gtk_list_item_set_child (item, ct_agenda_line_new (self->clinic));
}

static void
show_row (GtkListItem *item)
{
  CtAgendaRow *row = gtk_list_item_get_item (item);

  gtk_list_item_set_selectable (item, row->visit != NULL);
  gtk_list_item_set_activatable (item, row->visit != NULL);
  ct_agenda_line_set_row (CT_AGENDA_LINE (gtk_list_item_get_child (item)), row);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtAgendaView *self)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "changed", G_CALLBACK (show_row), item, G_CONNECT_SWAPPED);
  show_row (item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtAgendaView *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_row, item);
}

static GtkListItemFactory *
make_factory (CtAgendaView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  return factory;
}

/* ---- Hands ---- */

static void
on_activate_cb (CtAgendaView *self, guint position)
{
  g_autoptr (CtAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row != NULL && row->visit != NULL)
    g_signal_emit (self, signals[OPEN_VISIT], 0, row->visit);
}

static void
on_selected_cb (CtAgendaView *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_right_click_cb (GtkGestureClick *click, int n, double x, double y, CtAgendaView *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

  /* The row under the pointer is the one meant. */
  while (picked != NULL && gtk_widget_get_parent (picked) != GTK_WIDGET (self->list))
    picked = gtk_widget_get_parent (picked);
  if (picked == NULL)
    return;
  gtk_widget_grab_focus (picked);
  gtk_widget_activate_action (picked, "listitem.select", "(bb)", FALSE, FALSE);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (self), x, y, &x, &y);
  g_signal_emit (self, signals[MENU], 0, x, y);
}

static gboolean
on_menu_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  CtAgendaView *self = CT_AGENDA_VIEW (widget);
  GdkRectangle rect = ct_agenda_view_selection_rect (self);

  g_signal_emit (self, signals[MENU], 0, (double) rect.x, (double) (rect.y + rect.height));
  return TRUE;
}

/* ---- Widget ---- */

static gboolean
ct_agenda_view_grab_focus (GtkWidget *widget)
{
  CtAgendaView *self = CT_AGENDA_VIEW (widget);

  scroll_to_selected (self);
  return gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
ct_agenda_view_dispose (GObject *object)
{
  CtAgendaView *self = CT_AGENDA_VIEW (object);
  GtkWidget *child;

  self->setting = TRUE;
  if (self->scrolling_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scrolling_id);
  self->scrolling_id = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->rows);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_agenda_view_parent_class)->dispose (object);
}

static void
ct_agenda_view_class_init (CtAgendaViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_agenda_view_dispose;
  widget_class->grab_focus = ct_agenda_view_grab_focus;
  signals[OPEN_VISIT] = g_signal_new ("open-visit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CT_TYPE_VISIT);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MENU] = g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE,
                                G_TYPE_DOUBLE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ctagendaview");
}

static void
ct_agenda_view_init (CtAgendaView *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->rows = g_list_store_new (CT_TYPE_AGENDA_ROW);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self->hint), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->hint), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->hint), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "ct-calendar-hint");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->scroller));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->hint));
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ct_agenda_view_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): an empty agenda.
 */
GtkWidget *
ct_agenda_view_new (CtClinic *clinic)
{
  CtAgendaView *self;
  GtkGesture *click = gtk_gesture_click_new ();

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_AGENDA_VIEW, NULL);
  self->clinic = g_object_ref (clinic);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), make_factory (self)));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ct-agenda");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Visits by day"), -1);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->list));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (on_activate_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_right_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (self);
}
