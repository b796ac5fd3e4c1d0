#include "ui/calendar/ct-column-heads.h"

#include <glib/gi18n.h>

struct _CtColumnHeads
{
  GtkWidget      parent_instance;
  CtTimeGrid    *grid;    /* (nullable) */
  GtkAdjustment *across;  /* (nullable) */
  CtDayColumns  *shown;   /* (nullable): what the labels were made for */
  CtDate         today;
  guint          follow_id;
  GPtrArray     *titles;  /* of GtkWidget: one a column */
  GPtrArray     *groups;  /* of GtkWidget or NULL: one a column, over it and the next ones */
};

G_DEFINE_FINAL_TYPE (CtColumnHeads, ct_column_heads, GTK_TYPE_WIDGET)

static void
clear_labels (CtColumnHeads *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->titles, 0);
  g_ptr_array_set_size (self->groups, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static gboolean
on_query_title_cb (GtkLabel *label, int x, int y, gboolean by_keys, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

static GtkWidget *
add_title (CtColumnHeads *self, const CtDayColumn *column)
{
  GtkWidget *label = make_label (column->title);

  gtk_widget_add_css_class (label, self->shown->by == CT_COLUMNS_BY_DAY ? "ct-small-head" : "ct-head");
  /* Setting the text of a tooltip asks the display where the pointer is: too long to wait sixty times. */
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_title_cb), NULL);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static char *
group_words (CtColumnHeads *self, const CtDayColumn *column)
{
  if (column->closed_because == NULL)
    return g_strdup (column->group);
  if (*column->closed_because == '\0')
    return g_strdup_printf (_("%s · closed"), column->group);
  return g_strdup_printf ("%s · %s", column->group, column->closed_because);
}

/* The name of a day leads to it. */
static GtkWidget *
add_group (CtColumnHeads *self, const CtDayColumn *column)
{
  g_autofree char *words = group_words (self, column);
  g_autofree char *iso = ct_date_to_iso (column->day);
  GtkWidget *button;

  if (column->group_size == 0)
    return NULL;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), make_label (words));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ct-day-head");
  if (column->day == self->today)
    gtk_widget_add_css_class (button, "ct-today");
  gtk_widget_set_tooltip_text (button, _("Show this day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "calendar.show-day");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", iso);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static gboolean
same_heads (CtDayColumns *a, CtDayColumns *b)
{
  if (!ct_day_columns_same (a, b))
    return FALSE;
  for (guint i = 0; i < ct_day_columns_get_size (a); i++)
    if (g_strcmp0 (ct_day_columns_get (a, i)->title, ct_day_columns_get (b, i)->title) != 0 ||
        g_strcmp0 (ct_day_columns_get (a, i)->closed_because, ct_day_columns_get (b, i)->closed_because) != 0)
      return FALSE;
  return TRUE;
}

/**
 * ct_column_heads_update:
 * @self: heads
 *
 * Takes the columns of the grid as they are now.
 */
void
ct_column_heads_update (CtColumnHeads *self)
{
  CtDayColumns *columns;
  CtDate today;

  g_return_if_fail (CT_IS_COLUMN_HEADS (self));
  columns = ct_time_grid_get_columns (self->grid);
  today = ct_time_grid_get_now (self->grid).date;
  if (columns == NULL)
    return;
  if (today == self->today && same_heads (self->shown, columns))
    return;
  ct_day_columns_ref (columns);
  g_clear_pointer (&self->shown, ct_day_columns_unref);
  self->shown = columns;
  self->today = today;
  clear_labels (self);
  for (guint i = 0; i < ct_day_columns_get_size (columns); i++)
    {
      g_ptr_array_add (self->groups, add_group (self, ct_day_columns_get (columns, i)));
      g_ptr_array_add (self->titles, add_title (self, ct_day_columns_get (columns, i)));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static int
natural_height (GPtrArray *widgets)
{
  int height = 0;

  for (guint i = 0; i < widgets->len; i++)
    {
      int natural = 0;

      if (g_ptr_array_index (widgets, i) != NULL)
        gtk_widget_measure (g_ptr_array_index (widgets, i), GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static void
ct_column_heads_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  CtColumnHeads *self = CT_COLUMN_HEADS (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = natural_height (self->titles) + natural_height (self->groups) + 2;
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation rect = { x, y, width, height };
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  rect.width = MAX (width, minimum);
  gtk_widget_size_allocate (child, &rect, -1);
}

/* The name of a day stays in view as long as a part of the day does. */
static void
place_group (CtColumnHeads *self, guint index, int scrolled, int width, int height)
{
  guint last = index + (guint) ct_day_columns_get (self->shown, index)->group_size - 1;
  CtPixels a = ct_time_grid_column_within (self->grid, width, index);
  CtPixels b = ct_time_grid_column_within (self->grid, width, last);
  int from = MAX (MIN (a.start, b.start) - scrolled, 0);
  int to = MIN (MAX (a.start + a.size, b.start + b.size) - scrolled, width);

  gtk_widget_set_child_visible (g_ptr_array_index (self->groups, index), to - from > 40);
  if (to - from > 40)
    place (g_ptr_array_index (self->groups, index), from, 0, to - from, height);
}

static void
ct_column_heads_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtColumnHeads *self = CT_COLUMN_HEADS (widget);
  int scrolled = self->across != NULL ? (int) gtk_adjustment_get_value (self->across) : 0;
  int upper = natural_height (self->groups);

  for (guint i = 0; i < self->titles->len; i++)
    {
      CtPixels column = ct_time_grid_column_within (self->grid, width, i);

      if (g_ptr_array_index (self->groups, i) != NULL)
        place_group (self, i, scrolled, width, upper);
      place (g_ptr_array_index (self->titles, i), column.start - scrolled, upper, column.size, height - upper);
    }
}

static gboolean
on_follow_cb (gpointer data)
{
  CtColumnHeads *self = data;

  self->follow_id = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* It may scroll while the view is being allocated, when asking for an allocation would be lost: so just after, and before
 * the next frame. */
static void
follow_scroll (CtColumnHeads *self)
{
  if (self->follow_id == 0)
    self->follow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_follow_cb, self, NULL);
}

static void
ct_column_heads_dispose (GObject *object)
{
  CtColumnHeads *self = CT_COLUMN_HEADS (object);

  g_clear_handle_id (&self->follow_id, g_source_remove);
  clear_labels (self);
  g_clear_object (&self->grid);
  g_clear_object (&self->across);
  g_clear_pointer (&self->shown, ct_day_columns_unref);
  G_OBJECT_CLASS (ct_column_heads_parent_class)->dispose (object);
}

static void
ct_column_heads_finalize (GObject *object)
{
  CtColumnHeads *self = CT_COLUMN_HEADS (object);

  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->groups);
  G_OBJECT_CLASS (ct_column_heads_parent_class)->finalize (object);
}

static void
ct_column_heads_class_init (CtColumnHeadsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_column_heads_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_column_heads_finalize;
  widget_class->measure = ct_column_heads_measure;
  widget_class->size_allocate = ct_column_heads_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "ctcolumnheads");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ct_column_heads_init (CtColumnHeads *self)
{
  self->titles = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ct_column_heads_set_grid:
 * @self: heads
 * @grid: whose columns they name
 * @across: how far it is scrolled across
 *
 * Binds them together.
 */
void
ct_column_heads_set_grid (CtColumnHeads *self, CtTimeGrid *grid, GtkAdjustment *across)
{
  g_return_if_fail (CT_IS_COLUMN_HEADS (self) && self->grid == NULL);
  self->grid = g_object_ref (grid);
  self->across = g_object_ref (across);
  g_signal_connect_object (across, "value-changed", G_CALLBACK (follow_scroll), self, G_CONNECT_SWAPPED);
}
