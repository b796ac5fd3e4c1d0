#include "ui/calendar/ct-calendar-header.h"

#include <glib/gi18n.h>

#define SPACING 6
/* With usual text it is narrower than this. */
#define USUAL_WIDTH 640
/* The first children, which never give way: the days and the date. */
#define N_ALWAYS 2

struct _CtCalendarHeader
{
  GtkWidget      parent_instance;
  GtkButton     *previous_button;
  GtkButton     *today_button;
  GtkButton     *next_button;
  GtkButton     *date_button;
  GtkLabel      *date;
  GtkDropDown   *kinds;
  GtkDropDown   *columns;
  GtkButton     *filter_button;
  GtkLabel      *filter_count;
  GtkButton     *views_button;
  GtkButton     *legend_button;
  CtClinic      *clinic;
  GArray        *choices;  /* of Choice, as in @columns */
  int            told_kind; /* -1: none yet */
  gboolean       setting;
};

/** What the columns can be. */
typedef struct
{
  CtViewColumns columns;
  gint64        chair_id;
  gint64        clinician_id;
} Choice;

enum
{
  STEP,
  TODAY,
  GO_TO,
  SHOW_KIND,
  SHOW_COLUMNS,
  FILTER,
  VIEWS,
  LEGEND,
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
on_filter_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[FILTER], 0);
}

static void
on_views_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[VIEWS], 0);
}

static void
on_legend_cb (CtCalendarHeader *self)
{
  g_signal_emit (self, signals[LEGEND], 0);
}

static void
on_columns_cb (CtCalendarHeader *self)
{
  guint chosen = gtk_drop_down_get_selected (self->columns);
  const Choice *choice;

  if (self->setting || chosen >= self->choices->len)
    return;
  choice = &g_array_index (self->choices, Choice, chosen);
  g_signal_emit (self, signals[SHOW_COLUMNS], 0, (int) choice->columns, choice->chair_id, choice->clinician_id);
}

static void
on_kind_cb (CtCalendarHeader *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SHOW_KIND], 0, (int) gtk_drop_down_get_selected (self->kinds));
}

/* ---- What is shown ---- */

static void
add_choice (CtCalendarHeader *self, GtkStringList *names, const char *name, Choice choice)
{
  gtk_string_list_append (names, name);
  g_array_append_val (self->choices, choice);
}

static gboolean
has_rooms (CtCalendarHeader *self, gint64 site_id)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);

  for (guint i = 0; i < chairs->len; i++)
    if (CT_CHAIR (g_ptr_array_index (chairs, i))->site_id == site_id &&
        g_strcmp0 (CT_CHAIR (g_ptr_array_index (chairs, i))->kind, CT_CHAIR_ROOM) == 0)
      return TRUE;
  return FALSE;
}

static void
add_chairs (CtCalendarHeader *self, GtkStringList *names, gint64 site_id)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);

      if (chair->site_id == site_id)
        add_choice (self, names, chair->name, (Choice) { CT_VIEW_BY_CHAIR, CT_RECORD (chair)->id, 0 });
    }
}

static void
add_clinicians (CtCalendarHeader *self, GtkStringList *names, gint64 chosen_id)
{
  GPtrArray *users = ct_clinic_get_users (self->clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);
      gint64 id = CT_RECORD (user)->id;

      if (id == chosen_id || (user->active && ct_user_sees_patients (user)))
        add_choice (self, names, user->full_name, (Choice) { CT_VIEW_BY_CHAIR, 0, id });
    }
}

static gboolean
same_names (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (g_list_model_get_n_items (b) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkStringObject) x = g_list_model_get_item (a, i);
      g_autoptr (GtkStringObject) y = g_list_model_get_item (b, i);

      if (g_strcmp0 (gtk_string_object_get_string (x), gtk_string_object_get_string (y)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* A choice that is being made would be made over and over with a model that is new each time: it begins at the first. */
static void
show_choices (CtCalendarHeader *self, GtkStringList *names, guint chosen)
{
  GListModel *shown = gtk_drop_down_get_model (self->columns);

  if (shown == NULL || !same_names (shown, G_LIST_MODEL (names)))
    gtk_drop_down_set_model (self->columns, G_LIST_MODEL (names));
  if (gtk_drop_down_get_selected (self->columns) != chosen)
    gtk_drop_down_set_selected (self->columns, chosen);
}

/* What the columns of a day may be; of a week all chairs, one, or one clinician. */
static void
fill_columns (CtCalendarHeader *self, const CtViewState *state, gint64 site_id)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_array_set_size (self->choices, 0);
  add_choice (self, names, state->kind == CT_VIEW_WEEK ? _("All chairs") : _("Chairs"), (Choice) { CT_VIEW_BY_CHAIR, 0, 0 });
  if (state->kind == CT_VIEW_WEEK)
    {
      add_chairs (self, names, site_id);
      add_clinicians (self, names, state->only_clinician_id);
    }
  else
    {
      add_choice (self, names, _("Clinicians"), (Choice) { CT_VIEW_BY_CLINICIAN, 0, 0 });
      if (state->columns == CT_VIEW_BY_ROOM || has_rooms (self, site_id))
        add_choice (self, names, _("Rooms"), (Choice) { CT_VIEW_BY_ROOM, 0, 0 });
    }
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (state->kind == CT_VIEW_WEEK ? choice->chair_id == state->only_chair_id &&
                                          choice->clinician_id == state->only_clinician_id
                                      : choice->columns == state->columns)
        chosen = i;
    }
  show_choices (self, names, chosen);
}

static gboolean
is_within (GtkWidget *from, double x, double y, GtkButton *button)
{
  GtkWidget *widget = GTK_WIDGET (button);

  return gtk_widget_get_mapped (widget) && gtk_widget_get_root (from) == gtk_widget_get_root (widget) &&
         gtk_widget_translate_coordinates (from, widget, x, y, &x, &y) && gtk_widget_contains (widget, x, y);
}

/**
 * ct_calendar_header_arrow_at:
 * @self: a header
 * @from: a widget of the same window
 * @x: a place, seen from it
 * @y: likewise
 *
 * Returns: -1 over the arrow to the day before, 1 over the one to the day after, 0 elsewhere.
 */
int
ct_calendar_header_arrow_at (CtCalendarHeader *self, GtkWidget *from, double x, double y)
{
  g_return_val_if_fail (CT_IS_CALENDAR_HEADER (self) && GTK_IS_WIDGET (from), 0);
  if (is_within (from, x, y, self->previous_button))
    return -1;
  return is_within (from, x, y, self->next_button) ? 1 : 0;
}

/**
 * ct_calendar_header_turn:
 * @self: a header
 * @steps: 1 for the next day or week, -1 for the one before
 *
 * As if its arrow were pressed.
 */
void
ct_calendar_header_turn (CtCalendarHeader *self, int steps)
{
  g_return_if_fail (CT_IS_CALENDAR_HEADER (self));
  g_signal_emit (self, signals[STEP], 0, steps);
}

/* Some days without their year where that is the present one: there is little room. */
static char *
date_words (CtViewKind kind, CtDate first, CtDate last, CtDate today)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int month_from, month_to, year, this_year;

  if (kind == CT_VIEW_YEAR)
    return ct_date_format (first, "%Y");
  if (kind == CT_VIEW_MONTH)
    return ct_date_format (first, _("%B %Y"));
  if (first == last)
    return ct_date_format (first, _("%a %-d %b %Y"));
  ct_date_get_ymd (first, NULL, &month_from, NULL);
  ct_date_get_ymd (last, &year, &month_to, NULL);
  ct_date_get_ymd (today, &this_year, NULL, NULL);
  from = ct_date_format (first, month_from == month_to ? _("%-d") : _("%-d %b"));
  to = ct_date_format (last, year == this_year ? _("%-d %b") : _("%-d %b %Y"));
  return g_strdup_printf ("%s – %s", from, to);
}

static void
show_date (CtCalendarHeader *self, CtViewKind kind, CtDate first, CtDate last, CtDate today)
{
  static const char *const before[CT_N_VIEW_KINDS] = { N_("The day before (Alt+Left)"), N_("The week before (Page Up)"),
                                                       N_("The month before (Page Up)"), N_("Two weeks earlier (Alt+Left)"),
                                                       N_("The year before (Page Up)") };
  static const char *const after[CT_N_VIEW_KINDS] = { N_("The day after (Alt+Right)"), N_("The week after (Page Down)"),
                                                      N_("The month after (Page Down)"), N_("Two weeks later (Alt+Right)"),
                                                      N_("The year after (Page Down)") };
  g_autofree char *words = date_words (kind, first, last, today);

  gtk_label_set_text (self->date, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->date_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  /* Setting the text of a tooltip asks the display where the pointer is. */
  if (self->told_kind != (int) kind)
    {
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->previous_button), _(before[kind]));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->next_button), _(after[kind]));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->filter_button),
                                   kind != CT_VIEW_YEAR ? _("What is looked for, and sites side by side (Shift+F)")
                                                        : _("The year of a patient shows all visits, at every site"));
    }
  self->told_kind = (int) kind;
  if (first <= today && today <= last)
    gtk_widget_remove_css_class (GTK_WIDGET (self->date), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->date), "dim-label");
}

static void
show_filter (CtCalendarHeader *self, const CtViewState *state)
{
  guint n = ct_visit_filter_count (&state->filter);
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");
  g_autofree char *words = n > 0 ? g_strdup_printf (ngettext ("Filter: %u is set", "Filter: %u are set", n), n)
                                 : g_strdup (_("Filter"));

  gtk_label_set_text (self->filter_count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_count), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * ct_calendar_header_set_shown:
 * @self: a header
 * @state: what is shown
 * @site_id: the site
 * @first: the first day
 * @last: the last day
 * @today: today at the site
 *
 * Says what is shown.
 */
void
ct_calendar_header_set_shown (CtCalendarHeader *self, const CtViewState *state, gint64 site_id, CtDate first, CtDate last,
                              CtDate today)
{
  g_return_if_fail (CT_IS_CALENDAR_HEADER (self) && state != NULL);
  self->setting = TRUE;
  show_date (self, state->kind, first, last, today);
  gtk_drop_down_set_selected (self->kinds, state->kind);
  fill_columns (self, state, site_id);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), state->kind <= CT_VIEW_WEEK);
  show_filter (self, state);
  gtk_widget_set_sensitive (GTK_WIDGET (self->filter_button), state->kind != CT_VIEW_YEAR);
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

/**
 * ct_calendar_header_get_filter_button:
 * @self: a header
 *
 * Returns: (transfer none): the button of the filters, for what opens under it.
 */
GtkWidget *
ct_calendar_header_get_filter_button (CtCalendarHeader *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_HEADER (self), NULL);
  return GTK_WIDGET (self->filter_button);
}

/**
 * ct_calendar_header_get_views_button:
 * @self: a header
 *
 * Returns: (transfer none): the button of the kept views, for what opens under it.
 */
GtkWidget *
ct_calendar_header_get_views_button (CtCalendarHeader *self)
{
  g_return_val_if_fail (CT_IS_CALENDAR_HEADER (self), NULL);
  return GTK_WIDGET (self->views_button);
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

      if (!gtk_widget_get_visible (child))
        continue;
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

      if (!gtk_widget_get_visible (child))
        continue;
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
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_object (&self->clinic);
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
  signals[SHOW_KIND] = g_signal_new ("show-kind", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SHOW_COLUMNS] = g_signal_new ("show-columns", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                        G_TYPE_INT, G_TYPE_INT64, G_TYPE_INT64);
  signals[FILTER] = g_signal_new ("filter", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VIEWS] = g_signal_new ("views", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEGEND] = g_signal_new ("legend", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->measure = ct_calendar_header_measure;
  widget_class->size_allocate = ct_calendar_header_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/calendar/ct-calendar-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, previous_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, today_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, next_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, date_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, date);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, kinds);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, columns);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, filter_count);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, views_button);
  gtk_widget_class_bind_template_child (widget_class, CtCalendarHeader, legend_button);
}

static void
fill_kinds (CtCalendarHeader *self)
{
  static const char *const names[CT_N_VIEW_KINDS] = { N_("Day"), N_("Week"), N_("Month"), N_("Agenda"), N_("Year") };
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (int i = 0; i < CT_N_VIEW_KINDS; i++)
    gtk_string_list_append (list, _(names[i]));
  gtk_drop_down_set_model (self->kinds, G_LIST_MODEL (list));
}

static void
ct_calendar_header_init (CtCalendarHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  self->told_kind = -1;
  fill_kinds (self);
  g_signal_connect_swapped (self->previous_button, "clicked", G_CALLBACK (on_previous_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (on_next_cb), self);
  g_signal_connect_swapped (self->today_button, "clicked", G_CALLBACK (on_today_cb), self);
  g_signal_connect_swapped (self->date_button, "clicked", G_CALLBACK (on_date_cb), self);
  g_signal_connect_swapped (self->filter_button, "clicked", G_CALLBACK (on_filter_cb), self);
  g_signal_connect_swapped (self->views_button, "clicked", G_CALLBACK (on_views_cb), self);
  g_signal_connect_swapped (self->legend_button, "clicked", G_CALLBACK (on_legend_cb), self);
  g_signal_connect_swapped (self->kinds, "notify::selected", G_CALLBACK (on_kind_cb), self);
  g_signal_connect_swapped (self->columns, "notify::selected", G_CALLBACK (on_columns_cb), self);
}

/**
 * ct_calendar_header_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a header.
 */
GtkWidget *
ct_calendar_header_new (CtClinic *clinic)
{
  CtCalendarHeader *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_CALENDAR_HEADER, NULL);
  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
