#include "ui/preferences/ct-color-picker.h"

#include <glib/gi18n.h>

#include "domain/ct-colors.h"

#define COLUMNS 4
#define SWATCH 28

struct _CtColorPicker
{
  GtkPopover parent_instance;
  GtkStack  *stack;
  GtkWidget *hues;     /* the grid of buttons */
  GtkWidget *standard;
  GtkWidget *own;      /* a GtkColorChooser */
};

G_DEFINE_FINAL_TYPE (CtColorPicker, ct_color_picker, GTK_TYPE_POPOVER)

static guint picked;

static void
pick (CtColorPicker *self, const char *color)
{
  g_autofree char *kept = g_strdup (color);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked, 0, kept);
}

/* ---- The hues ---- */

static CtRgb
hue_of (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "hue"));
}

static void
on_hue_clicked_cb (CtColorPicker *self, GtkButton *button)
{
  g_autofree char *color = ct_rgb_format (hue_of (GTK_WIDGET (button)));

  pick (self, color);
}

static void
draw_hue (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  CtRgb hue = GPOINTER_TO_UINT (data);

  cairo_set_source_rgb (cr, (hue >> 16 & 255) / 255.0, (hue >> 8 & 255) / 255.0, (hue & 255) / 255.0);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_fill (cr);
}

static GtkWidget *
make_hue (CtColorPicker *self, const CtHue *hue)
{
  GtkWidget *button = gtk_toggle_button_new (), *area = gtk_drawing_area_new ();
  const char *name = _(hue->name);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_hue, GUINT_TO_POINTER (hue->color), NULL);
  gtk_button_set_child (GTK_BUTTON (button), area);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "hue", GUINT_TO_POINTER (hue->color));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_hue_clicked_cb), self);
  return button;
}

static GtkWidget *
make_hues (CtColorPicker *self)
{
  GtkWidget *grid = gtk_grid_new ();
  guint n;
  const CtHue *hues = ct_colors_list_hues (&n);

  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  for (guint i = 0; i < n; i++)
    gtk_grid_attach (GTK_GRID (grid), make_hue (self, &hues[i]), (int) (i % COLUMNS), (int) (i / COLUMNS), 1, 1);
  return grid;
}

static void
on_standard_clicked_cb (CtColorPicker *self)
{
  pick (self, NULL);
}

static void
on_other_clicked_cb (CtColorPicker *self)
{
  gtk_stack_set_visible_child_name (self->stack, "own");
  gtk_widget_child_focus (self->own, GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
make_button (CtColorPicker *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_hues_page (CtColorPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->hues = make_hues (self);
  gtk_box_append (GTK_BOX (box), self->hues);
  make_button (self, box, _("_Other Colour…"), G_CALLBACK (on_other_clicked_cb));
  self->standard = make_button (self, box, _("_Standard Colour"), G_CALLBACK (on_standard_clicked_cb));
  return box;
}

/* ---- Any other ---- */

static void
on_use_clicked_cb (CtColorPicker *self)
{
  GdkRGBA color;
  g_autofree char *text = NULL;

  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (self->own), &color);
  text = ct_rgb_format ((CtRgb) (color.red * 255 + 0.5f) << 16 | (CtRgb) (color.green * 255 + 0.5f) << 8 |
                        (CtRgb) (color.blue * 255 + 0.5f));
  pick (self, text);
}

static GtkWidget *
make_own_page (CtColorPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->own = gtk_color_chooser_widget_new ();
  gtk_color_chooser_set_use_alpha (GTK_COLOR_CHOOSER (self->own), FALSE);
  g_object_set (self->own, "show-editor", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), self->own);
  gtk_widget_add_css_class (make_button (self, box, _("_Use This Colour"), G_CALLBACK (on_use_clicked_cb)), "suggested-action");
  return box;
}

static void
ct_color_picker_class_init (CtColorPickerClass *klass)
{
  picked = g_signal_new ("picked", CT_TYPE_COLOR_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                         G_TYPE_STRING);
}

static void
ct_color_picker_init (CtColorPicker *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_hues_page (self), "hues");
  gtk_stack_add_named (self->stack, make_own_page (self), "own");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->stack));
}

/**
 * ct_color_picker_show:
 * @self: a picker
 * @now: the colour that holds
 * @chosen: whether it is of the clinic's choosing
 *
 * Marks the one that holds, and begins with the hues.
 */
void
ct_color_picker_show (CtColorPicker *self, CtRgb now, gboolean chosen)
{
  GdkRGBA color = { (now >> 16 & 255) / 255.f, (now >> 8 & 255) / 255.f, (now & 255) / 255.f, 1 };

  g_return_if_fail (CT_IS_COLOR_PICKER (self));
  for (GtkWidget *button = gtk_widget_get_first_child (self->hues); button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), chosen && hue_of (button) == now);
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (self->own), &color);
  gtk_widget_set_sensitive (self->standard, chosen);
  gtk_stack_set_visible_child_name (self->stack, "hues");
}

/**
 * ct_color_picker_new:
 *
 * Returns: (transfer floating): a popover to pick a colour in.
 */
GtkWidget *
ct_color_picker_new (void)
{
  return g_object_new (CT_TYPE_COLOR_PICKER, NULL);
}
