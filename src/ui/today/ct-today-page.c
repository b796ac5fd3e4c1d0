#include "ui/today/ct-today-page-private.h"

#include <glib/gi18n.h>

#include "clinic/ct-floor-now.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"
#include "ui/today/ct-today-words.h"

enum
{
  PROP_0,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ct_today_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtTodayPage, ct_today_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_today_page_page_init))

/* ---- Showing ---- */

/* Puts in only what is other than before, so that focus, selection and scroll stay where they are. */
static void
update_list (CtTodayPage *self, GPtrArray *visits)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->visits)), first = 0, last = 0;
  guint limit = MIN (n_before, visits->len);

  for (; first < limit; first++)
    {
      g_autoptr (CtVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->visits), first);

      if (!ct_visit_same (visit, g_ptr_array_index (visits, first)))
        break;
    }
  for (; last < limit - first; last++)
    {
      g_autoptr (CtVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->visits), n_before - 1 - last);

      if (!ct_visit_same (visit, g_ptr_array_index (visits, visits->len - 1 - last)))
        break;
    }
  g_list_store_splice (self->visits, first, n_before - first - last, visits->pdata + first,
                       visits->len - first - last);
}

static gint64
selected_id (CtTodayPage *self)
{
  CtVisit *visit = gtk_single_selection_get_selected_item (self->selection);

  return visit != NULL ? CT_RECORD (visit->appointment)->id : 0;
}

/* The row of a booking; -1: it has none. */
int
ct_today_page_position_of (CtTodayPage *self, gint64 appointment_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->visits)); i++)
    {
      g_autoptr (CtVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->visits), i);

      if (CT_RECORD (visit->appointment)->id == appointment_id)
        return (int) i;
    }
  return -1;
}

/* The rows are in a list inside of the column view; it has the action. */
static void
scroll_to (CtTodayPage *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

static void
show_header (CtTodayPage *self, GPtrArray *visits)
{
  CtTodayCounts counts = ct_today_count (visits);
  g_autofree char *day = ct_date_format (self->context.now.date, _("%a %-d %b"));
  g_autofree char *summary = ct_today_summary (&counts);
  g_autofree char *words = *summary != '\0' ? g_strdup_printf ("%s · %s", day, summary) : g_strdup (day);

  gtk_label_set_text (self->header, words);
}

static void
show_nobody (CtTodayPage *self)
{
  CtHours *hours = ct_clinic_get_hours (self->clinic, self->site_id);
  const CtClosedDays *closed = hours != NULL ? ct_hours_get_closure (hours, self->context.now.date) : NULL;
  g_autofree char *words = NULL;

  if (closed != NULL && closed->reason != NULL)
    words = g_strdup_printf (_("Closed: %s."), closed->reason);
  else
    words = g_strdup (_("No visit is booked for today."));
  ct_notice_page (self->empty, words);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_range_changed_cb (CtTodayPage *self)
{
  GPtrArray *visits = ct_visit_range_get_visits (self->range);
  gint64 selected = selected_id (self);
  CtVisit *next = ct_today_next (visits, self->context.now);
  int position;

  self->context.next_id = next != NULL ? CT_RECORD (next->appointment)->id : 0;
  g_clear_pointer (&self->context.run, ct_run_over_free);
  self->context.run = ct_floor_now (self->clinic, self->site_id, visits, self->context.now);
  update_list (self, visits);
  /* Who is next, how late and who waits for a chair may be other than before in any row. */
  ct_today_columns_show_again (self->list);
  if ((position = ct_today_page_position_of (self, selected != 0 ? selected : self->context.next_id)) >= 0)
    gtk_single_selection_set_selected (self->selection, (guint) position);
  if (selected == 0 && position >= 0)
    scroll_to (self, (guint) position);
  show_header (self, visits);
  ct_floor_strip_update (self->floor, self->clinic, self->site_id, visits, self->context.run, self->context.now);
  if (visits->len == 0)
    show_nobody (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
on_range_failed_cb (CtTodayPage *self, const GError *error)
{
  if (ct_visit_range_get_visits (self->range) != NULL)
    {
      ct_notice_error (GTK_WIDGET (self), error);
      return;
    }
  ct_notice_page (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
read_today (CtTodayPage *self)
{
  if (self->site_id == 0)
    return;
  self->context.now = ct_clinic_now_at (self->clinic, self->site_id);
  ct_visit_range_show (self->range, self->site_id, self->context.now.date, self->context.now.date);
}

static void wait_for_minute (CtTodayPage *self);

/* Lateness grows by the minute, and at midnight it is another day. */
static gboolean
on_minute_cb (gpointer data)
{
  CtTodayPage *self = data;
  CtDate before = self->context.now.date;
  GPtrArray *visits = ct_visit_range_get_visits (self->range);

  self->minute_id = 0;
  self->context.now = ct_clinic_now_at (self->clinic, self->site_id);
  if (self->context.now.date != before)
    read_today (self);
  else if (visits != NULL)
    on_range_changed_cb (self);
  wait_for_minute (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_minute (CtTodayPage *self)
{
  gint64 into_us = ct_clock_now (ct_clinic_get_clock (self->clinic)) % CT_USEC_PER_MINUTE;

  g_clear_handle_id (&self->minute_id, g_source_remove);
  self->minute_id = g_timeout_add ((guint) ((CT_USEC_PER_MINUTE - into_us) / 1000) + 20, on_minute_cb, self);
}

/* ---- Doing ---- */

static void
act_open_patient (GtkWidget *widget, const char *action, GVariant *target)
{
  CtVisit *visit = gtk_single_selection_get_selected_item (CT_TODAY_PAGE (widget)->selection);

  if (visit != NULL)
    gtk_widget_activate_action (widget, "win.show-patient", "x", visit->appointment->patient_id);
}

static void
act_read_again (GtkWidget *widget, const char *action, GVariant *target)
{
  read_today (CT_TODAY_PAGE (widget));
}

static void
on_activate_cb (CtTodayPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  act_open_patient (GTK_WIDGET (self), NULL, NULL);
}

/**
 * ct_today_page_get_visits:
 * @self: a page
 *
 * Returns: (transfer none): the visits it lists, by time.
 */
GListModel *
ct_today_page_get_visits (CtTodayPage *self)
{
  g_return_val_if_fail (CT_IS_TODAY_PAGE (self), NULL);
  return G_LIST_MODEL (self->visits);
}

/**
 * ct_today_page_get_summary:
 * @self: a page
 *
 * Returns: (transfer none): the day and how its visits stand.
 */
const char *
ct_today_page_get_summary (CtTodayPage *self)
{
  g_return_val_if_fail (CT_IS_TODAY_PAGE (self), NULL);
  return gtk_label_get_text (self->header);
}

/**
 * ct_today_page_get_floor:
 * @self: a page
 *
 * Returns: (transfer none): what says which chairs run over.
 */
CtFloorStrip *
ct_today_page_get_floor (CtTodayPage *self)
{
  g_return_val_if_fail (CT_IS_TODAY_PAGE (self), NULL);
  return self->floor;
}

/**
 * ct_today_page_select:
 * @self: a page
 * @position: a place in the list
 *
 * Selects a visit.
 *
 * Returns: whether there is one.
 */
gboolean
ct_today_page_select (CtTodayPage *self, guint position)
{
  g_return_val_if_fail (CT_IS_TODAY_PAGE (self), FALSE);
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->visits)))
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  return TRUE;
}

/* ---- The page, as the window knows it ---- */

static char *
dup_title (CtPage *page)
{
  return g_strdup (_("Today"));
}

static GtkWidget *
get_header (CtPage *page)
{
  return GTK_WIDGET (CT_TODAY_PAGE (page)->header);
}

static void
open_target (CtPage *page, const char *what, GVariant *target)
{
  CtTodayPage *self = CT_TODAY_PAGE (page);

  if (!g_str_equal (what, "site"))
    return;
  self->site_id = g_variant_get_int64 (target);
  read_today (self);
}

static void
ct_today_page_page_init (CtPageInterface *iface)
{
  iface->dup_title = dup_title;
  iface->get_header = get_header;
  iface->open = open_target;
}

/* ---- The object ---- */

static void
ct_today_page_map (GtkWidget *widget)
{
  CtTodayPage *self = CT_TODAY_PAGE (widget);

  GTK_WIDGET_CLASS (ct_today_page_parent_class)->map (widget);
  if (self->site_id != 0 && ct_clinic_now_at (self->clinic, self->site_id).date != self->context.now.date)
    read_today (self);
  wait_for_minute (self);
}

static void
ct_today_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CT_TODAY_PAGE (widget)->minute_id, g_source_remove);
  GTK_WIDGET_CLASS (ct_today_page_parent_class)->unmap (widget);
}

static void
ct_today_page_constructed (GObject *object)
{
  CtTodayPage *self = CT_TODAY_PAGE (object);

  G_OBJECT_CLASS (ct_today_page_parent_class)->constructed (object);
  g_return_if_fail (self->clinic != NULL);
  self->context.clinic = self->clinic;
  self->visits = g_list_store_new (CT_TYPE_VISIT);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->visits));
  gtk_column_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  ct_today_columns_add (self->list, &self->context);
  self->header = GTK_LABEL (g_object_ref_sink (gtk_label_new (NULL)));
  gtk_label_set_ellipsize (self->header, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->header), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->header), "ct-tabular");
  gtk_widget_set_margin_start (GTK_WIDGET (self->header), 6);
  self->range = ct_visit_range_new (self->clinic);
  g_signal_connect_object (self->range, "changed", G_CALLBACK (on_range_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->range, "failed", G_CALLBACK (on_range_failed_cb), self, G_CONNECT_SWAPPED);
  ct_today_page_connect_acts (self);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);
}

static void
ct_today_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    g_value_set_object (value, CT_TODAY_PAGE (object)->clinic);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_today_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    CT_TODAY_PAGE (object)->clinic = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_today_page_dispose (GObject *object)
{
  CtTodayPage *self = CT_TODAY_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->minute_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->range);
  g_clear_object (&self->selection);
  g_clear_object (&self->visits);
  g_clear_object (&self->header);
  G_OBJECT_CLASS (ct_today_page_parent_class)->dispose (object);
}

static void
ct_today_page_finalize (GObject *object)
{
  g_clear_pointer (&CT_TODAY_PAGE (object)->context.run, ct_run_over_free);
  g_clear_object (&CT_TODAY_PAGE (object)->clinic);
  G_OBJECT_CLASS (ct_today_page_parent_class)->finalize (object);
}

static gboolean
ct_today_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_TODAY_PAGE (widget)->list));
}

static void
ct_today_page_class_init (CtTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ct_today_page_constructed;
  object_class->get_property = ct_today_page_get_property;
  object_class->set_property = ct_today_page_set_property;
  object_class->dispose = ct_today_page_dispose;
  object_class->finalize = ct_today_page_finalize;
  widget_class->map = ct_today_page_map;
  widget_class->unmap = ct_today_page_unmap;
  widget_class->grab_focus = ct_today_page_grab_focus;
  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, CT_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (CT_TYPE_FLOOR_STRIP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/today/ct-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtTodayPage, floor);
  gtk_widget_class_bind_template_child (widget_class, CtTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtTodayPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtTodayPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CtTodayPage, problem);
  ct_today_page_install_acts (widget_class);
  gtk_widget_class_install_action (widget_class, "today.open-patient", NULL, act_open_patient);
  gtk_widget_class_install_action (widget_class, "today.read-again", NULL, act_read_again);
  ct_keymap_bind_class (widget_class, CT_KEY_TODAY);
}

static void
ct_today_page_init (CtTodayPage *self)
{
  self->context.now.date = CT_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_today_page_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a list that is empty until it is told its site.
 */
GtkWidget *
ct_today_page_new (CtClinic *clinic)
{
  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  return g_object_new (CT_TYPE_TODAY_PAGE, "clinic", clinic, NULL);
}
