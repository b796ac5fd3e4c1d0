#include "ui/preferences/ct-color-row.h"

#include <glib/gi18n.h>

#include "ui/preferences/ct-color-picker.h"
#include "ui/preferences/ct-setup-store.h"

#define PREVIEW_WIDTH 112
#define PREVIEW_HEIGHT 30
/* As solid as the block of a visit that is going on. */
#define FILL_PERCENT 46
#define BAR 4

struct _CtColorRow
{
  AdwActionRow   parent_instance;
  CtClinic      *clinic;
  char          *subject;
  gint64         user_id;
  GtkWidget     *preview;
  CtColorPicker *picker;
};

G_DEFINE_FINAL_TYPE (CtColorRow, ct_color_row, ADW_TYPE_ACTION_ROW)

static gboolean
is_clinician (CtColorRow *self)
{
  return g_str_equal (self->subject, CT_COLOR_OF_CLINICIAN);
}

/* FALSE: a step that has none, and so shows that of the kind. */
static gboolean
get_color (CtColorRow *self, CtRgb *color)
{
  const CtColors *colors = ct_clinic_get_colors (self->clinic);

  if (ct_colors_get_chosen (colors, self->subject, self->user_id, color))
    return TRUE;
  if (is_clinician (self))
    *color = ct_colors_get_clinician (colors, self->user_id);
  else if (g_str_has_prefix (self->subject, CT_COLOR_OF_KIND))
    *color = ct_colors_get_kind (colors, self->subject + strlen (CT_COLOR_OF_KIND));
  else
    return FALSE;
  return TRUE;
}

/* ---- How it looks ---- */

static void
set_source (cairo_t *cr, CtRgb color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

static void
draw_words (CtColorRow *self, cairo_t *cr, CtRgb ink, double x, double width, double height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->preview, "9:30");
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  set_source (cr, ink);
  cairo_move_to (cr, x + MAX (2, (width - text_width) / 2), (height - text_height) / 2);
  pango_cairo_show_layout (cr, layout);
}

/* A block as it is in the calendar, of that colour, on what is behind it there. */
static void
draw_block (CtColorRow *self, cairo_t *cr, const CtTintGround *ground, CtRgb color, double x, double width, double height)
{
  CtTint tint = ct_tint_derive (color, FILL_PERCENT, ground);
  CtRgb fill = is_clinician (self) ? ct_rgb_mix (ground->base, ground->text, 7) : tint.fill;

  set_source (cr, ground->base);
  cairo_rectangle (cr, x, 0, width, height);
  cairo_fill (cr);
  set_source (cr, fill);
  cairo_rectangle (cr, x + 3.5, 3.5, width - 7, height - 7);
  cairo_fill_preserve (cr);
  set_source (cr, is_clinician (self) ? ct_rgb_mix (ground->base, ground->text, 25) : tint.edge);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  if (is_clinician (self))
    {
      set_source (cr, tint.mark);
      cairo_rectangle (cr, x + 3, 3, BAR, height - 6);
      cairo_fill (cr);
    }
  draw_words (self, cr, ct_tint_ink (ground, fill), x + 3, width - 6, height);
}

static void
draw_preview (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  static const CtTintGround light = { 0xffffff, 0x000000, 80, FALSE }, dark = { 0x1e1e1e, 0xffffff, 100, FALSE };
  CtColorRow *self = data;
  CtRgb color;

  if (!get_color (self, &color))
    return;
  draw_block (self, cr, &light, color, 0, width / 2, height);
  draw_block (self, cr, &dark, color, width / 2, width - width / 2, height);
}

/* "Sky blue. Looks like the red that means safety." */
static char *
make_subtitle (CtColorRow *self)
{
  const CtColors *colors = ct_clinic_get_colors (self->clinic);
  gboolean of_kind = g_str_has_prefix (self->subject, CT_COLOR_OF_KIND);
  CtRgb color, chosen;
  g_autofree char *written = NULL;
  const char *name, *alike;

  if (!get_color (self, &color))
    return g_strdup (_("As the kind of visit"));
  written = ct_rgb_format (color);
  name = ct_colors_hue_name (color) != NULL ? ct_colors_hue_name (color) : written;
  alike = of_kind ? ct_colors_kind_alike (colors, self->subject + strlen (CT_COLOR_OF_KIND)) : NULL;
  if (ct_rgb_is_alarm (color))
    return g_strdup_printf (_("%s. It looks like the red that means safety here."), name);
  if (alike != NULL)
    return g_strdup_printf (_("%s. Hard to tell from “%s”."), name, ct_visit_kind_label (alike));
  return ct_colors_get_chosen (colors, self->subject, self->user_id, &chosen) ? g_strdup (name)
                                                                              : g_strdup_printf (_("%s, the standard colour"), name);
}

static void
show_color (CtColorRow *self)
{
  g_autofree char *subtitle = make_subtitle (self);
  CtRgb color = 0, chosen;
  gboolean is_chosen = ct_colors_get_chosen (ct_clinic_get_colors (self->clinic), self->subject, self->user_id, &chosen);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_queue_draw (self->preview);
  get_color (self, &color);
  ct_color_picker_show (self->picker, color, is_chosen);
}

/* ---- Another one ---- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtColorRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (stored == NULL)
    ct_setup_tell (GTK_WIDGET (self), error->message);
}

static void
on_picked_cb (CtColorRow *self, const char *color)
{
  ct_clinic_save_color_async (self->clinic, self->subject, self->user_id, color, on_saved_cb, g_object_ref (self));
}

static void
on_clinic_changed_cb (CtColorRow *self, const char *table)
{
  if (g_strcmp0 (table, "setup") == 0)
    show_color (self);
}

static void
ct_color_row_finalize (GObject *object)
{
  CtColorRow *self = CT_COLOR_ROW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->subject, g_free);
  G_OBJECT_CLASS (ct_color_row_parent_class)->finalize (object);
}

static void
ct_color_row_class_init (CtColorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_color_row_finalize;
}

static void
ct_color_row_init (CtColorRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->picker = CT_COLOR_PICKER (ct_color_picker_new ());
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (on_picked_cb), self, G_CONNECT_SWAPPED);
  self->preview = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->preview), PREVIEW_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->preview), PREVIEW_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->preview), draw_preview, self, NULL);
  gtk_widget_set_valign (self->preview, GTK_ALIGN_CENTER);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (self->picker));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->preview);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), button);
}

static void
name_button (CtColorRow *self, const char *label)
{
  g_autofree char *words = g_strdup_printf (_("Colour of %s"), label);
  GtkWidget *button = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (self));

  gtk_widget_set_tooltip_text (button, _("Pick a colour"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * ct_color_row_new:
 * @clinic: whose colours
 * @subject: of what, as in #CtColorChoice
 * @user_id: whose, or 0
 * @label: what it is called
 *
 * Returns: (transfer floating): a row that keeps itself up to date.
 */
GtkWidget *
ct_color_row_new (CtClinic *clinic, const char *subject, gint64 user_id, const char *label)
{
  CtColorRow *self;
  g_autofree char *escaped = g_markup_escape_text (label, -1);

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && subject != NULL, NULL);
  self = g_object_new (CT_TYPE_COLOR_ROW, "title", escaped, NULL);
  self->clinic = g_object_ref (clinic);
  self->subject = g_strdup (subject);
  self->user_id = user_id;
  name_button (self, label);
  show_color (self);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
