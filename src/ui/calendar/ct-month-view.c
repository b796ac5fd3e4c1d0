#include "ui/calendar/ct-month-view.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-calendar-colors.h"

#define MAX_WEEKS 6
/* From so many changed bookings at once on, counting all days is less work. */
#define MANY_CHANGES 8
#define LINE 1

struct _CtMonthView
{
  GtkWidget     parent_instance;
  CtClinic     *clinic;
  GtkWidget    *heads[7];
  CtMonthDay   *days[MAX_WEEKS * 7];
  gint64        site_id;
  CtMonth       month;
  CtDate        date;       /* where the cursor is */
  CtVisitFilter filter;
  CtDayCounts  *counts;     /* (nullable): of @month, as last read */
  CtMonth       counted;    /* what @counts is of */
  GCancellable *reading;    /* (nullable): a question that is not answered yet */
  GHashTable   *changed;    /* ids of bookings whose days are to be counted again */
  gboolean      all_changed; /* all days are */
  guint         again_id;
  guint         n_reads;    /* how often all days were counted */
};

enum
{
  DAY_CHOSEN,
  MOVED,
  COUNTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtMonthView, ct_month_view, GTK_TYPE_WIDGET)

/* ---- Content ---- */

static int
n_chairs (CtMonthView *self)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);
  int n = 0;

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, CT_RECORD (chair)->id);

      n += chair->site_id == self->site_id && (self->filter.wanted[CT_FILTER_CHAIR] == NULL ||
                                               ct_visit_filter_has (&self->filter, CT_FILTER_CHAIR, id));
    }
  return n;
}

static int
taken_minutes (GPtrArray *counts)
{
  int minutes = 0;

  for (guint i = 0; i < counts->len; i++)
    minutes += ((CtDayCount *) g_ptr_array_index (counts, i))->minutes;
  return minutes;
}

static GPtrArray *
counts_of (CtMonthView *self, CtDate day)
{
  GPtrArray *counts = g_ptr_array_new ();

  for (guint i = 0; i < self->counts->counts->len; i++)
    if (((CtDayCount *) g_ptr_array_index (self->counts->counts, i))->day == day)
      g_ptr_array_add (counts, g_ptr_array_index (self->counts->counts, i));
  return counts;
}

static const char *
why_closed (CtHours *hours, CtDate day, int open_minutes)
{
  const CtClosedDays *closure = hours != NULL ? ct_hours_get_closure (hours, day) : NULL;

  if (closure != NULL)
    return closure->reason != NULL ? closure->reason : "";
  return hours != NULL && open_minutes == 0 ? "" : NULL;
}

static void
fill_day (CtMonthView *self, guint index, CtDate today, int chairs)
{
  CtDate day = self->month.first + (CtDate) index;
  CtHours *hours = ct_clinic_get_hours (self->clinic, self->site_id);
  int open_minutes = ct_day_open_minutes (hours, day);
  gboolean known = self->counts != NULL && self->counted.first == self->month.first;
  g_autoptr (GPtrArray) counts = known ? counts_of (self, day) : NULL;
  CtMonthDayContent content = { ct_clinic_get_colors (self->clinic), day, day < self->month.first_of_month || day > self->month.last_of_month, day == today,
                                ct_visit_filter_hides (&self->filter), counts, open_minutes * chairs, 0,
                                why_closed (hours, day, open_minutes) };

  content.free_minutes = counts != NULL ? ct_day_free_minutes (open_minutes, chairs, taken_minutes (counts)) : 0;
  ct_month_day_set_content (self->days[index], &content);
  ct_month_day_set_chosen (self->days[index], day == self->date);
}

/**
 * ct_month_view_update:
 * @self: a view that shows a month
 *
 * Takes hours, closures and today as they are now.
 */
void
ct_month_view_update (CtMonthView *self)
{
  CtDate today;
  int chairs, n;

  g_return_if_fail (CT_IS_MONTH_VIEW (self));
  if (self->site_id == 0)
    return;
  today = ct_clinic_now_at (self->clinic, self->site_id).date;
  chairs = n_chairs (self);
  n = ct_month_n_weeks (&self->month) * 7;
  for (int i = 0; i < MAX_WEEKS * 7; i++)
    {
      gtk_widget_set_child_visible (GTK_WIDGET (self->days[i]), i < n);
      gtk_widget_set_focusable (GTK_WIDGET (self->days[i]), i < n);
      if (i < n)
        fill_day (self, (guint) i, today, chairs);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* ---- Counting ---- */

static void count_what_changed (CtMonthView *self);

/* Takes the answer to the latest question; %NULL where there is none to take. */
static CtDayCounts *
take_answer (CtMonthView *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  CtDayCounts *counts = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  g_clear_object (&self->reading);
  if (counts == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  return counts;
}

static void
on_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtMonthView) self = data;
  CtDayCounts *counts = take_answer (self, source, result);

  if (counts == NULL)
    return;
  g_clear_pointer (&self->counts, ct_day_counts_free);
  self->counts = counts;
  self->counted = self->month;
  ct_month_view_update (self);
  g_signal_emit (self, signals[COUNTED], 0);
  count_what_changed (self);
}

static void
show_days (CtMonthView *self, GArray *days)
{
  CtDate today = ct_clinic_now_at (self->clinic, self->site_id).date;
  int chairs = n_chairs (self);

  for (guint i = 0; i < days->len; i++)
    {
      CtDate day = g_array_index (days, CtDate, i);

      if (self->month.first <= day && day <= self->month.last)
        fill_day (self, (guint) (day - self->month.first), today, chairs);
    }
}

/* All other days stay as they are. */
static void
on_recounted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtMonthView) self = data;
  CtDayCounts *news = take_answer (self, source, result);
  g_autoptr (GArray) days = NULL;

  if (news == NULL)
    return;
  days = g_array_ref (news->recounted);
  ct_day_counts_take (self->counts, news);
  show_days (self, days);
  g_signal_emit (self, signals[COUNTED], 0);
  count_what_changed (self);
}

/* Only the latest question is of interest. */
static void
begin_reading (CtMonthView *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
}

static void
count_again (CtMonthView *self)
{
  begin_reading (self);
  g_hash_table_remove_all (self->changed);
  self->all_changed = FALSE;
  self->n_reads++;
  ct_clinic_count_visits_async (self->clinic, self->site_id, self->month.first, self->month.last, &self->filter,
                                self->reading, on_counted_cb, g_object_ref (self));
}

static void
recount (CtMonthView *self)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) were = g_array_new (FALSE, FALSE, sizeof (CtDate));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      CtDate was = ct_day_counts_get_place (self->counts, *(gint64 *) id);

      g_array_append_val (changed, *(gint64 *) id);
      g_array_append_val (were, was);
    }
  g_hash_table_remove_all (self->changed);
  begin_reading (self);
  ct_clinic_recount_visits_async (self->clinic, self->site_id, self->month.first, self->month.last, &self->filter,
                                  changed, were, self->reading, on_recounted_cb, g_object_ref (self));
}

/* One question after the other: an answer on its way may be older than the change, and knows no place that came after it. */
static void
count_what_changed (CtMonthView *self)
{
  gboolean known = self->counts != NULL && self->counted.first == self->month.first;

  if (self->reading != NULL || (!self->all_changed && g_hash_table_size (self->changed) == 0))
    return;
  if (self->all_changed || !known || g_hash_table_size (self->changed) > MANY_CHANGES)
    count_again (self);
  else
    recount (self);
}

static gboolean
on_again_cb (gpointer data)
{
  CtMonthView *self = data;

  self->again_id = 0;
  count_what_changed (self);
  return G_SOURCE_REMOVE;
}

/* Asked for once for all news of a turn, and while it is seen. */
static void
on_clinic_changed_cb (CtMonthView *self, const char *table, gint64 id)
{
  gboolean of_visits = table == NULL || *table == '\0' || g_str_equal (table, "appointment");

  if (!of_visits || self->site_id == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (id == 0)
    self->all_changed = TRUE;
  else
    g_hash_table_add (self->changed, g_memdup2 (&id, sizeof id));
  if (self->again_id == 0)
    self->again_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_again_cb, self, NULL);
}

/**
 * ct_month_view_show:
 * @self: a view
 * @site_id: the site
 * @date: where the cursor is, and so which month
 * @filter: which visits are looked for
 *
 * Shows the month of that day, at once with empty days and then with what was counted.
 */
void
ct_month_view_show (CtMonthView *self, gint64 site_id, CtDate date, const CtVisitFilter *filter)
{
  CtMonth month = ct_month_of (date);
  gboolean had_focus;

  g_return_if_fail (CT_IS_MONTH_VIEW (self) && site_id != 0 && filter != NULL);
  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  if (site_id != self->site_id || !ct_visit_filter_equal (&self->filter, filter))
    g_clear_pointer (&self->counts, ct_day_counts_free);
  self->site_id = site_id;
  self->date = date;
  self->month = month;
  ct_visit_filter_clear (&self->filter);
  ct_visit_filter_copy (filter, &self->filter);
  ct_month_view_update (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  count_again (self);
}

/**
 * ct_month_view_find:
 * @self: a view
 * @day: a day
 *
 * Returns: (transfer none) (nullable): what shows that day, where it is shown.
 */
CtMonthDay *
ct_month_view_find (CtMonthView *self, CtDate day)
{
  g_return_val_if_fail (CT_IS_MONTH_VIEW (self), NULL);
  if (self->site_id == 0 || day < self->month.first || day > self->month.last)
    return NULL;
  return self->days[day - self->month.first];
}

static void
choose (CtMonthView *self, CtDate day)
{
  CtMonthDay *before = ct_month_view_find (self, self->date), *shown = ct_month_view_find (self, day);

  self->date = day;
  if (before != NULL)
    ct_month_day_set_chosen (before, FALSE);
  if (shown != NULL)
    ct_month_day_set_chosen (shown, TRUE);
}

/**
 * ct_month_view_set_date:
 * @self: a view that shows a month
 * @date: a day of it
 *
 * Moves the cursor there, without a signal.
 */
void
ct_month_view_set_date (CtMonthView *self, CtDate date)
{
  g_return_if_fail (CT_IS_MONTH_VIEW (self));
  choose (self, date);
}

/**
 * ct_month_view_get_reads:
 * @self: a view
 *
 * Returns: how often it has counted all its days.
 */
guint
ct_month_view_get_reads (CtMonthView *self)
{
  g_return_val_if_fail (CT_IS_MONTH_VIEW (self), 0);
  return self->n_reads;
}

/**
 * ct_month_view_is_busy:
 * @self: a view
 *
 * Returns: whether days are being counted.
 */
gboolean
ct_month_view_is_busy (CtMonthView *self)
{
  g_return_val_if_fail (CT_IS_MONTH_VIEW (self), FALSE);
  return self->reading != NULL || self->again_id != 0;
}

/* What the days of the month itself say together. */
static CtDayCount
sum_of_month (CtMonthView *self)
{
  CtDayCount sum = { 0 };

  for (guint i = 0; self->counts != NULL && i < self->counts->counts->len; i++)
    {
      const CtDayCount *count = g_ptr_array_index (self->counts->counts, i);

      if (count->day < self->month.first_of_month || count->day > self->month.last_of_month)
        continue;
      sum.n += count->n;
      sum.n_matching += count->n_matching;
      sum.n_off += count->n_off;
    }
  return sum;
}

/**
 * ct_month_view_n_hidden:
 * @self: a view
 *
 * Returns: how many visits of the month the filter leaves out.
 */
int
ct_month_view_n_hidden (CtMonthView *self)
{
  CtDayCount sum;

  g_return_val_if_fail (CT_IS_MONTH_VIEW (self), 0);
  sum = sum_of_month (self);
  return sum.n - sum.n_matching;
}

/**
 * ct_month_view_n_off:
 * @self: a view
 *
 * Returns: how many visits of the month that were called off it shows.
 */
int
ct_month_view_n_off (CtMonthView *self)
{
  g_return_val_if_fail (CT_IS_MONTH_VIEW (self), 0);
  return sum_of_month (self).n_off;
}

/* ---- Hands ---- */

static void
move_to (CtMonthView *self, CtDate day)
{
  CtMonthDay *shown = ct_month_view_find (self, day);

  if (day < self->month.first_of_month || day > self->month.last_of_month || shown == NULL)
    {
      g_signal_emit (self, signals[MOVED], 0, (int) day);
      return;
    }
  choose (self, day);
  gtk_widget_grab_focus (GTK_WIDGET (shown));
  g_signal_emit (self, signals[MOVED], 0, (int) day);
}

static gboolean
on_arrow_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  int step = g_variant_get_int32 (args);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  move_to (CT_MONTH_VIEW (widget), CT_MONTH_VIEW (widget)->date + (rtl && ABS (step) == 1 ? -step : step));
  return TRUE;
}

static gboolean
on_enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  g_signal_emit (widget, signals[DAY_CHOSEN], 0, (int) CT_MONTH_VIEW (widget)->date);
  return TRUE;
}

static void
on_click_cb (GtkGestureClick *click, int n, double x, double y, CtMonthView *self)
{
  GtkWidget *day = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  g_signal_emit (self, signals[DAY_CHOSEN], 0, (int) ct_month_day_get_day (CT_MONTH_DAY (day)));
}

/* However the focus came to a day, the calendar stands there then. */
static void
on_day_focus_cb (GtkEventController *controller, CtMonthView *self)
{
  CtDate day = ct_month_day_get_day (CT_MONTH_DAY (gtk_event_controller_get_widget (controller)));

  if (day != self->date)
    move_to (self, day);
}

/* ---- Widget ---- */

static int
head_height (CtMonthView *self)
{
  int height = 0;

  for (int i = 0; i < 7; i++)
    {
      int natural;

      gtk_widget_measure (self->heads[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static void
ct_month_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 7 * 40 : head_height (CT_MONTH_VIEW (widget)) + MAX_WEEKS * 30;
  *natural = *minimum;
}

static GtkAllocation
cell (GtkWidget *widget, int column, int row, int rows, int top, int width, int height)
{
  int shown = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 6 - column : column;
  int x = shown * width / 7, y = top + row * (height - top) / rows;

  return (GtkAllocation) { x, y, (shown + 1) * width / 7 - x - LINE, top + (row + 1) * (height - top) / rows - y - LINE };
}

static void
ct_month_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtMonthView *self = CT_MONTH_VIEW (widget);
  int weeks = self->site_id != 0 ? ct_month_n_weeks (&self->month) : MAX_WEEKS, top = head_height (self);

  for (int i = 0; i < 7; i++)
    {
      GtkAllocation rect = cell (widget, i, 0, 1, 0, width, top);
      int minimum;

      gtk_widget_measure (self->heads[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      rect.width = MAX (rect.width, minimum);
      gtk_widget_size_allocate (self->heads[i], &rect, -1);
    }
  for (int i = 0; i < weeks * 7; i++)
    {
      GtkAllocation rect = cell (widget, i % 7, i / 7, weeks, top, width, height);

      gtk_widget_size_allocate (GTK_WIDGET (self->days[i]), &rect, -1);
    }
}

static void
ct_month_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtMonthView *self = CT_MONTH_VIEW (widget);
  int weeks = self->site_id != 0 ? ct_month_n_weeks (&self->month) : MAX_WEEKS, top = head_height (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  CtPalette palette;
  GdkRGBA color;

  ct_palette_init (&palette, widget);
  color = ct_palette_faint (&palette, 0.16);
  for (int row = 0; row < weeks; row++)
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (0, top + row * (height - top) / weeks - LINE, width, LINE));
  for (int column = 1; column < 7; column++)
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (column * width / 7 - LINE, top, LINE, height - top));
  GTK_WIDGET_CLASS (ct_month_view_parent_class)->snapshot (widget, snapshot);
}

static gboolean
ct_month_view_grab_focus (GtkWidget *widget)
{
  CtMonthDay *day = ct_month_view_find (CT_MONTH_VIEW (widget), CT_MONTH_VIEW (widget)->date);

  return day != NULL && gtk_widget_grab_focus (GTK_WIDGET (day));
}

static void
ct_month_view_dispose (GObject *object)
{
  CtMonthView *self = CT_MONTH_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->again_id, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->counts, ct_day_counts_free);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  ct_visit_filter_clear (&self->filter);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_month_view_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key, pad;
    int   step;
  } arrows[] = { { GDK_KEY_Left, GDK_KEY_KP_Left, -1 }, { GDK_KEY_Right, GDK_KEY_KP_Right, 1 },
                 { GDK_KEY_Up, GDK_KEY_KP_Up, -7 }, { GDK_KEY_Down, GDK_KEY_KP_Down, 7 } };
  static const guint enters[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, on_arrow_cb, "i", arrows[i].step);
      gtk_widget_class_add_binding (widget_class, arrows[i].pad, 0, on_arrow_cb, "i", arrows[i].step);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (enters); i++)
    gtk_widget_class_add_binding (widget_class, enters[i], 0, on_enter_cb, NULL);
}

static void
ct_month_view_class_init (CtMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_month_view_dispose;
  widget_class->measure = ct_month_view_measure;
  widget_class->size_allocate = ct_month_view_size_allocate;
  widget_class->snapshot = ct_month_view_snapshot;
  widget_class->grab_focus = ct_month_view_grab_focus;
  signals[DAY_CHOSEN] = g_signal_new ("day-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[COUNTED] = g_signal_new ("counted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_css_name (widget_class, "ctmonthview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  bind_keys (widget_class);
}

static void
add_head (CtMonthView *self, int column)
{
  /* 5 January 1970 was a Monday. */
  g_autofree char *name = ct_date_format (ct_date_new (1970, 1, 5) + column, "%a");

  self->heads[column] = gtk_label_new (name);
  gtk_label_set_ellipsize (GTK_LABEL (self->heads[column]), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->heads[column], "ct-head");
  gtk_widget_set_parent (self->heads[column], GTK_WIDGET (self));
}

static void
add_day (CtMonthView *self, int index)
{
  GtkWidget *day = ct_month_day_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_click_cb), self);
  gtk_widget_add_controller (day, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (focus, "enter", G_CALLBACK (on_day_focus_cb), self);
  gtk_widget_add_controller (day, focus);
  gtk_widget_set_parent (day, GTK_WIDGET (self));
  self->days[index] = CT_MONTH_DAY (day);
}

static void
ct_month_view_init (CtMonthView *self)
{
  self->changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int i = 0; i < 7; i++)
    add_head (self, i);
  for (int i = 0; i < MAX_WEEKS * 7; i++)
    add_day (self, i);
}

/**
 * ct_month_view_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a view that shows nothing yet.
 */
GtkWidget *
ct_month_view_new (CtClinic *clinic)
{
  CtMonthView *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_MONTH_VIEW, NULL);
  self->clinic = g_object_ref (clinic);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
