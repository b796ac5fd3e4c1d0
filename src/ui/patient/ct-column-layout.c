#include "ui/patient/ct-column-layout.h"

#define MAX_COLUMNS 4

struct _CtColumnLayout
{
  GtkLayoutManager parent_instance;
  int max_columns;
  int spacing;
};

G_DEFINE_FINAL_TYPE (CtColumnLayout, ct_column_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
measure_widest (GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *child;

  *minimum = *natural = 0;
  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* How wide a column must be grows with the text: some thirty letters of it. */
static int
comfortable_width (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)) * 48;

  pango_font_metrics_unref (metrics);
  return width;
}

static int
count_columns (const CtColumnLayout *self, GtkWidget *widget, int room)
{
  int minimum, natural, least;

  measure_widest (widget, &minimum, &natural);
  least = MAX (minimum, comfortable_width (widget));
  return CLAMP ((room + self->spacing) / MAX (least + self->spacing, 1), 1, MIN (self->max_columns, MAX_COLUMNS));
}

static int
column_width (const CtColumnLayout *self, int n_columns, int room)
{
  return MAX ((room - self->spacing * (n_columns - 1)) / n_columns, 0);
}

static int
shortest (const int *heights, int n_columns)
{
  int best = 0;

  for (int i = 1; i < n_columns; i++)
    if (heights[i] < heights[best])
      best = i;
  return best;
}

/* Each child goes below the column that is shortest so far; @place is told where. */
static int
put_children (const CtColumnLayout *self, GtkWidget *widget, int room, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_columns = count_columns (self, widget, room);
  int width = column_width (self, n_columns, room);
  int heights[MAX_COLUMNS] = { 0 };
  int tallest = 0;
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int column = shortest (heights, n_columns);
      int x = column * (width + self->spacing);
      GtkAllocation at = { rtl ? room - x - width : x, heights[column], width, 0 };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &at.height, NULL, NULL);
      if (allocate)
        gtk_widget_size_allocate (child, &at, -1);
      tallest = MAX (tallest, at.y + at.height);
      heights[column] += at.height + self->spacing;
    }
  return tallest;
}

static void
ct_column_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CtColumnLayout *self = CT_COLUMN_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_widest (widget, minimum, natural);
      *natural = *natural * self->max_columns + self->spacing * (self->max_columns - 1);
      return;
    }
  if (for_size < 0)
    measure_widest (widget, &(int) { 0 }, &for_size);
  *minimum = *natural = put_children (self, widget, for_size, FALSE);
}

static void
ct_column_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  put_children (CT_COLUMN_LAYOUT (manager), widget, width, TRUE);
}

static GtkSizeRequestMode
ct_column_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ct_column_layout_class_init (CtColumnLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = ct_column_layout_get_request_mode;
  manager_class->measure = ct_column_layout_measure;
  manager_class->allocate = ct_column_layout_allocate;
}

static void
ct_column_layout_init (CtColumnLayout *self)
{
  self->max_columns = 2;
  self->spacing = 18;
}

/**
 * ct_column_layout_new:
 * @max_columns: 1 to 4
 * @spacing: pixels between columns and between children
 *
 * Returns: (transfer full): the layout.
 */
GtkLayoutManager *
ct_column_layout_new (int max_columns, int spacing)
{
  CtColumnLayout *self = g_object_new (CT_TYPE_COLUMN_LAYOUT, NULL);

  g_return_val_if_fail (max_columns >= 1 && max_columns <= MAX_COLUMNS, GTK_LAYOUT_MANAGER (self));
  self->max_columns = max_columns;
  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
