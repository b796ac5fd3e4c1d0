#include "ui/calendar/ct-calendar-header.h"

#include <glib/gi18n.h>

#define SPACING 6
/* With usual text it is narrower than this. */
#define USUAL_WIDTH 640
/* The first children, which never give way: the days and the date. */
#define N_ALWAYS 2

struct _CtCalendarHeader
{
  GtkWidget        parent_instance;
  GtkButton       *previous_button;
  GtkButton       *today_button;
  GtkButton       *next_button;
  GtkButton       *date_button;
  GtkLabel        *date;
  GtkToggleButton *day_button;
  GtkToggleButton *week_button;
  GtkDropDown     *columns;
  GtkStringList   *day_names;   /* what a day's columns may be */
  GtkStringList   *week_names;  /* all chairs, or one */
  GArray          *chair_ids;   /* of gint64, as in @week_names */
  gboolean         setting;
};

enum
{
  STEP,
  TODAY,
  GO_TO,
  SHOW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtCalendarHeader, ct_calendar_header, GTK_TYPE_WIDGET)

static void
on_previous_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[STEP], 0, -1);
}

static void
on_next_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[STEP], 0, 1);
}

static void
on_today_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[TODAY], 0);
}

static void
on_date_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[GO_TO], 0);
}

static void
on_columns_cb (CtCalendarHeader *self)
{
  guint chosen = gtk_drop_down_get_selected (self->columns);
  gboolean week = gtk_toggle_button_get_active (self->week_button);
  gint64 chair_id = week && chosen < self->chair_ids->len ? g_array_index (self->chair_ids, gint64, chosen) : 0;
  CtColumnsBy by = week ? CT_COLUMNS_BY_DAY : chosen == 1 ? CT_COLUMNS_BY_CLINICIAN : CT_COLUMNS_BY_CHAIR;

  if (!self->setting)
    g_signal_emit (self, signals[SHOW], 0, (int) by, chair_id);
}

static void
on_week_cb (CtCalendarHeader *self)
{
  gboolean week = gtk_toggle_button_get_active (self->week_button);

  if (self->setting)
    return;
  g_signal_emit (self, signals[SHOW], 0, (int) (week ? CT_COLUMNS_BY_DAY : CT_COLUMNS_BY_CHAIR), (gint64) 0);
}

/**
 * ct_calendar_header_set_chairs:
 * @self: a header
 * @clinic: the clinic
 * @site_id: the site
 *
 * Lets a week be narrowed to one of the site's chairs.
 */
void
ct_calendar_header_set_chairs (CtCalendarHeader *self, CtClinic *clinic, gint64 site_id)
{
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);
  gint64 all = 0;

  g_return_if_fail (CT_IS_CALENDAR_HEADER (self));
  g_clear_object (&self->week_names);
  self->week_names = gtk_string_list_new (NULL);
  g_array_set_size (self->chair_ids, 0);
  gtk_string_list_append (self->week_names, _("All chairs"));
  g_array_append_val (self->chair_ids, all);
  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);

      if (chair->site_id != site_id)
        continue;
      gtk_string_list_append (self->week_names, chair->name);
      g_array_append_val (self->chair_ids, CT_RECORD (chair)->id);
    }
}

static char *
date_words (CtDate first, CtDate last)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int month_from, month_to;

  if (first == last)
    return ct_date_format (first, _("%a %-d %b %Y"));
  ct_date_get_ymd (first, NULL, &month_from, NULL);
  ct_date_get_ymd (last, NULL, &month_to, NULL);
  from = ct_date_format (first, month_from == month_to ? _("%-d") : _("%-d %b"));
  to = ct_date_format (last, _("%-d %b %Y"));
  return g_strdup_printf ("%s – %s", from, to);
}

static guint
index_of_chair (CtCalendarHeader *self, gint64 chair_id)
{
  for (guint i = 0; i < self->chair_ids->len; i++)
    if (g_array_index (self->chair_ids, gint64, i) == chair_id)
      return i;
  return 0;
}

/**
 * ct_calendar_header_set_shown:
 * @self: a header
 * @by: what the columns are
 * @only_chair_id: the one chair a week is narrowed to, or 0
 * @first: the first day
 * @last: the last day
 * @today: today at the site
 *
 * Says what is shown.
 */
void
ct_calendar_header_set_shown (CtCalendarHeader *self, CtColumnsBy by, gint64 only_chair_id, CtDate first, CtDate last,
                              CtDate today)
{
  g_autofree char *words = date_words (first, last);
  gboolean week = by == CT_COLUMNS_BY_DAY;

  g_return_if_fail (CT_IS_CALENDAR_HEADER (self));
  self->setting = TRUE;
  gtk_label_set_text (self->date, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->date_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->previous_button), week ? _("The week before (Page Up)")
                                                                        : _("The day before (Alt+Left)"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next_button), week ? _("The week after (Page Down)")
                                                                    : _("The day after (Alt+Right)"));
  gtk_toggle_button_set_active (week ? self->week_button : self->day_button, TRUE);
  gtk_drop_down_set_model (self->columns, G_LIST_MODEL (week ? self->week_names : self->day_names));
  gtk_drop_down_set_selected (self->columns, week ? index_of_chair (self, only_chair_id)
                                                  : by == CT_COLUMNS_BY_CLINICIAN);
  if (first <= today && today <= last)
    gtk_widget_remove_css_class (GTK_WIDGET (self->date), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->date), "dim-label");
  self->setting = FALSE;
}

/**
 * ct_calendar_header_get_date_button:
 * @self: a header
 *
 * Returns: (transfer none): the button with the date, for what opens under it.
 */
GtkWidget *
ct_calendar_header_get_date_button (CtCalendarHeader *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_HEADER (self), NULL);
  return GTK_WIDGET (self->date_button);
}

/* The days and the date are always there; the choice of the view gives way where there is no room, as with large text,
 * and is then left to the keys and the context menu. */
static void
ct_calendar_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  for (int i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
          continue;
        }
      *minimum += i < N_ALWAYS ? child_minimum + (i > 0 ? SPACING : 0) : 0;
      *natural += child_natural + (i > 0 ? SPACING : 0);
    }
  /* A header bar gives either side what it needs and not what it wishes; with usual text all of it is needed. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL && *natural <= USUAL_WIDTH)
    *minimum = *natural;
}

static void
ct_calendar_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL, full = FALSE;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int x = 0;

  for (int i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation rect = { x, 0, 0, height };
      int minimum, natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      rect.width = i < N_ALWAYS ? CLAMP (width - x, minimum, natural) : natural;
      full = full || (i >= N_ALWAYS && x + natural > width);
      gtk_widget_set_child_visible (child, !full);
      if (full)
        continue;
      x += rect.width + SPACING;
      if (rtl)
        rect.x = width - rect.x - rect.width;
      gtk_widget_size_allocate (child, &rect, -1);
    }
}

static void
ct_calendar_header_dispose (GObject *object)
{
  CtCalendarHeader *self = CT_CALENDAR_HEADER (object);
  GtkWidget *child;

  self->setting = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->day_names);
  g_clear_object (&self->week_names);
  g_clear_pointer (&self->chair_ids, g_array_unref);
  G_OBJECT_CLASS (ct_calendar_header_parent_class)->dispose (object);
}

static void
ct_calendar_header_class_init (CtCalendarHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_calendar_header_dispose;
  signals[STEP] = g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[TODAY] = g_signal_new ("today", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_TO] = g_signal_new ("go-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW] = g_signal_new ("show-by", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                G_TYPE_INT64);
  widget_class->measure = ct_calendar_header_measure;
  widget_class->size_allocate = ct_calendar_header_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/calendar/ct-calendar-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, previous_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, today_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, next_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, date_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, date);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, day_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, week_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, columns);
}

static void
ct_calendar_header_init (CtCalendarHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chair_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->day_names = gtk_string_list_new (NULL);
  self->week_names = gtk_string_list_new (NULL);
  gtk_string_list_append (self->day_names, _("Chairs"));
  gtk_string_list_append (self->day_names, _("Clinicians"));
  g_signal_connect_swapped (self->previous_button, "clicked", G_CALLBACK (on_previous_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (on_next_cb), self);
  g_signal_connect_swapped (self->today_button, "clicked", G_CALLBACK (on_today_cb), self);
  g_signal_connect_swapped (self->date_button, "clicked", G_CALLBACK (on_date_cb), self);
  g_signal_connect_swapped (self->week_button, "toggled", G_CALLBACK (on_week_cb), self);
  g_signal_connect_swapped (self->columns, "notify::selected", G_CALLBACK (on_columns_cb), self);
}

/**
 * ct_calendar_header_new:
 *
 * Returns: (transfer floating): a header.
 */
GtkWidget *
ct_calendar_header_new (void)
{
  return g_object_new (CT_TYPE_CALENDAR_HEADER, NULL);
}
