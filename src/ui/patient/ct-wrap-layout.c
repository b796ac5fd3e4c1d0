#include "ui/patient/ct-wrap-layout.h"

struct _CtWrapLayout
{
  GtkLayoutManager parent_instance;
  int spacing;
  int line_spacing;
};

G_DEFINE_FINAL_TYPE (CtWrapLayout, ct_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the pen is while children are put one after another. */
typedef struct
{
  int x, y;
  int line_height;
} Pen;

static int
child_width (GtkWidget *child, int room)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, room));
}

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Moves the pen to where a child of that width begins. */
static void
pen_take (const CtWrapLayout *self, Pen *pen, int width, int room)
{
  if (pen->x > 0 && pen->x + width > room)
    {
      pen->x = 0;
      pen->y += pen->line_height + self->line_spacing;
      pen->line_height = 0;
    }
}

static int
height_for_width (const CtWrapLayout *self, GtkWidget *widget, int room)
{
  Pen pen = { 0, 0, 0 };
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width;

      if (!gtk_widget_should_layout (child))
        continue;
      width = child_width (child, room);
      pen_take (self, &pen, width, room);
      pen.line_height = MAX (pen.line_height, child_height (child, width));
      pen.x += width + self->spacing;
    }
  return pen.y + pen.line_height;
}

static void
measure_width (const CtWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *child;
  int sum = 0;

  *minimum = 0;
  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      sum += child_natural + self->spacing;
    }
  *natural = MAX (*minimum, sum - self->spacing);
}

static void
ct_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CtWrapLayout *self = CT_WRAP_LAYOUT (manager);
  int least, wide;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  if (for_size < 0)
    {
      measure_width (self, widget, &least, &wide);
      for_size = wide;
    }
  *minimum = *natural = height_for_width (self, widget, for_size);
}

static void
ct_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int room, int height, int baseline)
{
  CtWrapLayout *self = CT_WRAP_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Pen pen = { 0, 0, 0 };
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation at;

      if (!gtk_widget_should_layout (child))
        continue;
      at.width = child_width (child, room);
      at.height = child_height (child, at.width);
      pen_take (self, &pen, at.width, room);
      at.x = rtl ? room - pen.x - at.width : pen.x;
      at.y = pen.y;
      gtk_widget_size_allocate (child, &at, -1);
      pen.line_height = MAX (pen.line_height, at.height);
      pen.x += at.width + self->spacing;
    }
}

static GtkSizeRequestMode
ct_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ct_wrap_layout_class_init (CtWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = ct_wrap_layout_get_request_mode;
  manager_class->measure = ct_wrap_layout_measure;
  manager_class->allocate = ct_wrap_layout_allocate;
}

static void
ct_wrap_layout_init (CtWrapLayout *self)
{
  self->spacing = 6;
  self->line_spacing = 6;
}

/**
 * ct_wrap_layout_new:
 * @spacing: pixels between children
 * @line_spacing: pixels between lines
 *
 * Returns: (transfer full): the layout.
 */
GtkLayoutManager *
ct_wrap_layout_new (int spacing, int line_spacing)
{
  CtWrapLayout *self = g_object_new (CT_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  self->line_spacing = line_spacing;
  return GTK_LAYOUT_MANAGER (self);
}

/**
 * ct_wrap_new:
 * @spacing: pixels between children
 * @line_spacing: pixels between lines
 *
 * Returns: (transfer floating): a box with that layout.
 */
GtkWidget *
ct_wrap_new (int spacing, int line_spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, ct_wrap_layout_new (spacing, line_spacing));
  return box;
}

/**
 * ct_wrap_append:
 * @wrap: made by ct_wrap_new()
 * @child: (transfer floating): what comes next
 */
void
ct_wrap_append (GtkWidget *wrap, GtkWidget *child)
{
  gtk_widget_insert_before (child, wrap, NULL);
}
