#include "ui/calendar/ct-past-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "clinic/ct-calendar-past.h"
#include "ui/calendar/ct-day-view.h"
#include "ui/ct-notice.h"

/** A site, and how its day stood. */
typedef struct
{
  CtDayView *view;     /* (nullable): made when it is first wanted */
  CtPast    *past;     /* (nullable): until it is read */
  gint64     site_id;  /* 0: not shown */
} Pane;

struct _CtPastView
{
  GtkWidget      parent_instance;
  GtkLabel      *title;
  GtkScale      *scale;
  GtkDropDown   *columns;
  GtkStack      *stack;
  GtkBox        *days;
  GtkListBox    *changes;
  GtkLabel      *nothing;
  AdwStatusPage *problem;

  CtClinic      *clinic;
  Pane           panes[CT_PAST_SITES];
  GArray        *moments;  /* (nullable) of gint64: of all sites, once they are read */
  CtDate         day;
  gint64         now_us;   /* when it was read */
  guint          turn;     /* an answer about another day is nobody's */
  guint          n_visits;
};

enum
{
  LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtPastView, ct_past_view, GTK_TYPE_WIDGET)

/* ---- One moment ---- */

static char *
moment_words (CtPastView *self, gint64 at_us)
{
  CtWall at = ct_wall_from_utc (at_us, ct_clinic_get_zone (self->clinic, self->panes[0].site_id));
  g_autofree char *day = ct_date_format (at.date, _("%a %-d %b %Y"));
  g_autofree char *time = ct_minute_format (at.minute);

  return g_strdup_printf ("%s, %s", day, time);
}

/* The slider counts minutes; a moment is the end of its minute, so that what was done in it is done. */
static gint64
moment_of (double value)
{
  return ((gint64) value + 1) * CT_USEC_PER_MINUTE - 1;
}

/**
 * ct_past_view_get_moment:
 * @self: a view
 *
 * Returns: the moment that is shown, UTC microseconds.
 */
gint64
ct_past_view_get_moment (CtPastView *self)
{
  g_return_val_if_fail (CT_IS_PAST_VIEW (self), 0);
  return moment_of (gtk_range_get_value (GTK_RANGE (self->scale)));
}

static void
add_change (CtPastView *self, const CtPastChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = ct_clinic_past_change_words (self->clinic, change);
  g_autofree char *when = moment_words (self, change->after->at_us);
  g_autofree char *title = g_markup_escape_text (change->after->patient_name, -1);
  /* Translators: what was changed, when, by whom */
  g_autofree char *plain = g_strdup_printf (_("%s\n%s, %s"), what, when, change->after->user_name);
  g_autofree char *subtitle = g_markup_escape_text (plain, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->changes, row);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const CtPastVersion *x = ((const CtPastChange *) a)->after, *y = ((const CtPastChange *) b)->after;

  if (x->at_us != y->at_us)
    return x->at_us > y->at_us ? -1 : 1;
  if (x->appointment_id != y->appointment_id)
    return x->appointment_id > y->appointment_id ? -1 : 1;
  return y->number - x->number;
}

/* A booking that went from one site to the other is known to both. */
static gboolean
is_same_change (const CtPastChange *a, const CtPastChange *b)
{
  return a->after->appointment_id == b->after->appointment_id && a->after->number == b->after->number;
}

/* What was changed since, at any of the sites, the latest first. */
static GArray *
all_changes (CtPastView *self, gint64 at_us)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (CtPastChange));

  for (guint p = 0; p < CT_PAST_SITES; p++)
    if (self->panes[p].past != NULL)
      {
        g_autoptr (GArray) changes = ct_past_changes_since (self->panes[p].past, at_us);

        g_array_append_vals (all, changes->data, changes->len);
      }
  g_array_sort (all, compare_changes);
  for (guint i = all->len; i-- > 1;)
    if (is_same_change (&g_array_index (all, CtPastChange, i), &g_array_index (all, CtPastChange, i - 1)))
      g_array_remove_index (all, i);
  return all;
}

static void
show_changes (CtPastView *self, gint64 at_us)
{
  g_autoptr (GArray) changes = all_changes (self, at_us);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->changes, 0)) != NULL)
    gtk_list_box_remove (self->changes, GTK_WIDGET (row));
  for (guint i = 0; i < changes->len; i++)
    add_change (self, &g_array_index (changes, CtPastChange, i));
  gtk_widget_set_visible (GTK_WIDGET (self->changes), changes->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), changes->len == 0);
}

static CtColumnsBy
columns_by (CtViewColumns columns)
{
  static const CtColumnsBy by[CT_N_VIEW_COLUMNS] = { [CT_VIEW_BY_CHAIR] = CT_COLUMNS_BY_CHAIR,
                                                     [CT_VIEW_BY_CLINICIAN] = CT_COLUMNS_BY_CLINICIAN,
                                                     [CT_VIEW_BY_ROOM] = CT_COLUMNS_BY_ROOM };

  return by[columns];
}

/* Returns how many visits are in no column, as those in chairs where rooms are shown. */
static guint
show_pane (CtPastView *self, const Pane *pane, gint64 at_us)
{
  g_autoptr (GPtrArray) visits = ct_past_visits_at (pane->past, at_us);
  g_autoptr (CtDayColumns) columns = ct_day_columns_new (self->clinic, pane->site_id,
                                                         columns_by (ct_past_view_get_columns (self)), self->day,
                                                         self->day, 0, 0, visits);
  guint n_left_out = 0;

  for (guint i = 0; i < visits->len; i++)
    n_left_out += ct_day_columns_find (columns, ((CtVisit *) g_ptr_array_index (visits, i))->appointment) < 0;
  self->n_visits += visits->len;
  ct_day_view_set_content (pane->view, columns, visits);
  return n_left_out;
}

static char *
title_words (CtPastView *self, const char *when, guint n_left_out)
{
  g_autofree char *day = ct_date_format (self->day, _("%a %-d %b %Y"));
  /* Translators: a day of the calendar, and the moment it is shown as of */
  g_autofree char *title = g_strdup_printf (_("%s as it stood on %s – read only; Escape returns"), day, when);
  g_autofree char *left_out = NULL;

  if (n_left_out > 0)
    left_out = g_strdup_printf (ngettext ("%u visit is in no column of this view", "%u visits are in no column of this view",
                                          n_left_out), n_left_out);
  return g_strjoin (" · ", title, left_out, NULL);
}

static gboolean
all_read (CtPastView *self)
{
  for (guint p = 0; p < CT_PAST_SITES; p++)
    if (self->panes[p].site_id != 0 && self->panes[p].past == NULL)
      return FALSE;
  return self->panes[0].site_id != 0;
}

static void
show_moment (CtPastView *self)
{
  gint64 at_us = ct_past_view_get_moment (self);
  g_autofree char *when = NULL;
  g_autofree char *title = NULL;
  guint n_left_out = 0;

  if (!all_read (self))
    return;
  self->n_visits = 0;
  for (guint p = 0; p < CT_PAST_SITES; p++)
    if (self->panes[p].site_id != 0)
      n_left_out += show_pane (self, &self->panes[p], at_us);
  when = moment_words (self, at_us);
  title = title_words (self, when, n_left_out);
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, when, -1);
  show_changes (self, at_us);
}

/**
 * ct_past_view_set_columns:
 * @self: a view
 * @columns: what the columns of a day are
 *
 * Shows the same day by them.
 */
void
ct_past_view_set_columns (CtPastView *self, CtViewColumns columns)
{
  g_return_if_fail (CT_IS_PAST_VIEW (self) && columns < CT_N_VIEW_COLUMNS);
  gtk_drop_down_set_selected (self->columns, columns);
}

/**
 * ct_past_view_get_columns:
 * @self: a view
 *
 * Returns: what the columns are.
 */
CtViewColumns
ct_past_view_get_columns (CtPastView *self)
{
  g_return_val_if_fail (CT_IS_PAST_VIEW (self), CT_VIEW_BY_CHAIR);
  return (CtViewColumns) MIN (gtk_drop_down_get_selected (self->columns), CT_N_VIEW_COLUMNS - 1);
}

/**
 * ct_past_view_set_moment:
 * @self: a view
 * @at_us: a moment, UTC microseconds
 *
 * Shows the day as it stood then.
 */
void
ct_past_view_set_moment (CtPastView *self, gint64 at_us)
{
  g_return_if_fail (CT_IS_PAST_VIEW (self));
  gtk_range_set_value (GTK_RANGE (self->scale), (double) (at_us / CT_USEC_PER_MINUTE));
}

/* ---- Reading a day ---- */

static void
set_range (CtPastView *self)
{
  double now = (double) (self->now_us / CT_USEC_PER_MINUTE);
  double first = self->moments->len > 0 ? (double) (g_array_index (self->moments, gint64, 0) / CT_USEC_PER_MINUTE) : now;

  gtk_scale_clear_marks (self->scale);
  gtk_range_set_range (GTK_RANGE (self->scale), MIN (first, now) - 1, now);
  for (guint i = 0; i < self->moments->len; i++)
    gtk_scale_add_mark (self->scale, (double) (g_array_index (self->moments, gint64, i) / CT_USEC_PER_MINUTE), GTK_POS_BOTTOM,
                        NULL);
  gtk_range_set_value (GTK_RANGE (self->scale), now);
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* When something changed, at any of the sites. */
static GArray *
all_moments (CtPastView *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint p = 0; p < CT_PAST_SITES; p++)
    if (self->panes[p].past != NULL)
      {
        g_autoptr (GArray) moments = ct_past_moments (self->panes[p].past);

        g_array_append_vals (all, moments->data, moments->len);
      }
  g_array_sort (all, compare_moments);
  return all;
}

typedef struct
{
  CtPastView *self;
  guint       pane;
  guint       turn;
} Asked;

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (CtPastView) self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPast) past = ct_clinic_finish (CT_CLINIC (source), result, &error);
  gboolean mine = asked->turn == self->turn && self->clinic != NULL;
  guint pane = asked->pane;

  g_free (asked);
  if (!mine)
    return;
  if (past == NULL)
    {
      ct_notice_page (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  self->panes[pane].past = g_steal_pointer (&past);
  if (!all_read (self))
    return;
  self->moments = all_moments (self);
  self->now_us = ct_clock_now (ct_clinic_get_clock (self->clinic));
  set_range (self);
  show_moment (self);
  gtk_stack_set_visible_child_name (self->stack, "day");
  gtk_widget_grab_focus (GTK_WIDGET (self->scale));
}

static void
forget (CtPastView *self)
{
  for (guint p = 0; p < CT_PAST_SITES; p++)
    g_clear_pointer (&self->panes[p].past, ct_past_free);
  g_clear_pointer (&self->moments, g_array_unref);
}

/* ---- Sites side by side ---- */

static void
make_view (CtPastView *self, guint index)
{
  CtDayView *view = CT_DAY_VIEW (g_object_new (CT_TYPE_DAY_VIEW, "hexpand", TRUE, NULL));

  ct_day_view_set_clinic (view, self->clinic);
  ct_time_grid_set_read_only (ct_day_view_get_grid (view), TRUE);
  if (index > 0)
    gtk_box_append (self->days, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (self->days, GTK_WIDGET (view));
  self->panes[index].view = view;
}

static void
show_site (CtPastView *self, guint index, gint64 site_id, gboolean named)
{
  Pane *pane = &self->panes[index];
  CtSite *site = site_id != 0 ? ct_clinic_get_site (self->clinic, site_id) : NULL;

  pane->site_id = site_id;
  if (pane->view == NULL && site_id != 0)
    make_view (self, index);
  if (pane->view == NULL)
    return;
  ct_day_view_set_title (pane->view, named && site != NULL ? site->name : NULL);
  gtk_widget_set_visible (GTK_WIDGET (pane->view), site_id != 0);
  if (index > 0)
    gtk_widget_set_visible (gtk_widget_get_prev_sibling (GTK_WIDGET (pane->view)), site_id != 0);
}

static void
read_pane (CtPastView *self, guint index)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { g_object_ref (self), index, self->turn };
  ct_clinic_read_past_async (self->clinic, self->panes[index].site_id, self->day, on_read_cb, asked);
}

static void
read_day (CtPastView *self, CtDate day)
{
  forget (self);
  self->day = day;
  self->turn++;
  for (guint p = 0; p < CT_PAST_SITES; p++)
    if (self->panes[p].site_id != 0)
      read_pane (self, p);
}

/**
 * ct_past_view_show:
 * @self: a view
 * @site_ids: (array length=n_sites): sites, to be seen side by side
 * @n_sites: how many, 1 to %CT_PAST_SITES
 * @day: a day
 *
 * Reads how that day stood, and shows it as it stands now.
 */
void
ct_past_view_show (CtPastView *self, const gint64 *site_ids, guint n_sites, CtDate day)
{
  g_return_if_fail (CT_IS_PAST_VIEW (self) && day != CT_DATE_NONE);
  g_return_if_fail (site_ids != NULL && n_sites >= 1 && n_sites <= CT_PAST_SITES);
  for (guint p = 0; p < CT_PAST_SITES; p++)
    show_site (self, p, p < n_sites ? site_ids[p] : 0, n_sites > 1);
  read_day (self, day);
}

/**
 * ct_past_view_is_ready:
 * @self: a view
 *
 * Returns: whether the day has been read.
 */
gboolean
ct_past_view_is_ready (CtPastView *self)
{
  g_return_val_if_fail (CT_IS_PAST_VIEW (self), FALSE);
  return all_read (self);
}

/**
 * ct_past_view_get_title:
 * @self: a view
 *
 * Returns: what its banner says.
 */
const char *
ct_past_view_get_title (CtPastView *self)
{
  g_return_val_if_fail (CT_IS_PAST_VIEW (self), NULL);
  return gtk_label_get_text (self->title);
}

/**
 * ct_past_view_get_n_visits:
 * @self: a view
 *
 * Returns: how many visits stood in the day at the moment that is shown.
 */
guint
ct_past_view_get_n_visits (CtPastView *self)
{
  g_return_val_if_fail (CT_IS_PAST_VIEW (self), 0);
  return self->n_visits;
}

/**
 * ct_past_view_get_n_changes:
 * @self: a view
 *
 * Returns: how many changes there were since.
 */
guint
ct_past_view_get_n_changes (CtPastView *self)
{
  guint n = 0;

  g_return_val_if_fail (CT_IS_PAST_VIEW (self), 0);
  while (gtk_list_box_get_row_at_index (self->changes, (int) n) != NULL)
    n++;
  return n;
}

/* ---- Acts ---- */

static void
leave (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, signals[LEFT], 0);
}

static void
step_day (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPastView *self = CT_PAST_VIEW (widget);

  if (self->day != CT_DATE_NONE)
    read_day (self, self->day + g_variant_get_int32 (target));
}

/* To the change before or after the moment that is shown: earlier shows the day as it stood before it. */
static void
step_change (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPastView *self = CT_PAST_VIEW (widget);
  gint64 shown = (gint64) gtk_range_get_value (GTK_RANGE (self->scale)), to = -1;
  gboolean earlier = g_variant_get_int32 (target) < 0;

  for (guint i = 0; self->moments != NULL && i < self->moments->len; i++)
    {
      gint64 minute = g_array_index (self->moments, gint64, i) / CT_USEC_PER_MINUTE;

      if (earlier && minute <= shown)
        to = minute - 1;
      else if (!earlier && minute > shown && to < 0)
        to = minute;
    }
  if (to >= 0)
    gtk_range_set_value (GTK_RANGE (self->scale), (double) to);
}

/* Chairs, clinicians, rooms, and round again. */
static void
switch_columns (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPastView *self = CT_PAST_VIEW (widget);

  ct_past_view_set_columns (self, (ct_past_view_get_columns (self) + 1) % CT_N_VIEW_COLUMNS);
}

/* The keys of this view. */
static const struct
{
  guint           key;
  GdkModifierType state;
  const char     *action;
  int             target;  /* 0: none */
} bindings[] = {
  { GDK_KEY_Escape, 0, "past.leave", 0 },           { GDK_KEY_Up, GDK_ALT_MASK, "past.change", -1 },
  { GDK_KEY_Down, GDK_ALT_MASK, "past.change", 1 }, { GDK_KEY_Left, GDK_ALT_MASK, "past.day", -1 },
  { GDK_KEY_Right, GDK_ALT_MASK, "past.day", 1 },   { GDK_KEY_V, GDK_SHIFT_MASK, "past.columns", 0 },
};

/* Nothing else that is typed here may reach the calendar underneath: it can be looked at only. Keys of widgets within, and
 * of the whole program, have had their turn before. */
static gboolean
on_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    if (bindings[i].key == key && bindings[i].state == (state & gtk_accelerator_get_default_mod_mask ()))
      return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* ---- The object ---- */

static void
ct_past_view_dispose (GObject *object)
{
  CtPastView *self = CT_PAST_VIEW (object);
  GtkWidget *child;

  forget (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_past_view_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].state, bindings[i].action,
                                         bindings[i].target != 0 ? "i" : NULL, bindings[i].target);
}

static void
ct_past_view_class_init (CtPastViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_past_view_dispose;
  signals[LEFT] = g_signal_new ("left", CT_TYPE_PAST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-past-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPastView, title);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, scale);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, stack);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, columns);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, days);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, changes);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, nothing);
  gtk_widget_class_bind_template_child (widget_class, CtPastView, problem);
  gtk_widget_class_install_action (widget_class, "past.leave", NULL, leave);
  gtk_widget_class_install_action (widget_class, "past.day", "i", step_day);
  gtk_widget_class_install_action (widget_class, "past.change", "i", step_change);
  gtk_widget_class_install_action (widget_class, "past.columns", NULL, switch_columns);
  bind_keys (widget_class);
}

static void
fill_columns (CtPastView *self)
{
  static const char *const names[CT_N_VIEW_COLUMNS] = { [CT_VIEW_BY_CHAIR] = N_("Chairs"),
                                                        [CT_VIEW_BY_CLINICIAN] = N_("Clinicians"),
                                                        [CT_VIEW_BY_ROOM] = N_("Rooms") };
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (int i = 0; i < CT_N_VIEW_COLUMNS; i++)
    gtk_string_list_append (list, _(names[i]));
  gtk_drop_down_set_model (self->columns, G_LIST_MODEL (list));
}

static void
ct_past_view_init (CtPastView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->day = CT_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_columns (self);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (show_moment), self);
  g_signal_connect_swapped (self->columns, "notify::selected", G_CALLBACK (show_moment), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ct_past_view_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a view that shows nothing until ct_past_view_show().
 */
GtkWidget *
ct_past_view_new (CtClinic *clinic)
{
  CtPastView *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_PAST_VIEW, NULL);
  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
