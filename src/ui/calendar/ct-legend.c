#include "ui/calendar/ct-legend.h"

#include <glib/gi18n.h>

#include "domain/ct-way.h"
#include "ui/calendar/ct-calendar-colors.h"
#include "ui/calendar/ct-visit-choices.h"

#define SWATCH 16
/* As solid as the block of a visit that is going on. */
#define FILL_PERCENT 55

/** A patch of what a block is painted with. */
typedef struct
{
  gboolean bar;   /* of a clinician; else a fill */
  CtRgb    hue;
  double   part;  /* how full a ring of readiness is; below 0: no ring */
} Swatch;

static void
draw_ring (cairo_t *cr, const CtPalette *palette, double part)
{
  GdkRGBA faint = ct_palette_faint (palette, 0.3), strong = ct_palette_faint (palette, 0.85);

  cairo_translate (cr, SWATCH / 2.0, SWATCH / 2.0);
  ct_palette_draw_ring (cr, &faint, &strong, SWATCH / 2.0 - 2, part);
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const Swatch *swatch = data;
  CtPalette palette;
  CtPaletteTint tint;

  ct_palette_init (&palette, GTK_WIDGET (area));
  if (swatch->part >= 0)
    {
      draw_ring (cr, &palette, swatch->part);
      return;
    }
  tint = ct_palette_tint (&palette, swatch->hue, FILL_PERCENT);
  gdk_cairo_set_source_rgba (cr, swatch->bar ? &tint.mark : &tint.fill);
  cairo_rectangle (cr, swatch->bar ? width / 2 - 2 : 0, 0, swatch->bar ? 4 : width, height);
  cairo_fill (cr);
  if (swatch->bar)
    return;
  gdk_cairo_set_source_rgba (cr, &tint.edge);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  cairo_stroke (cr);
}

static GtkWidget *
make_swatch (gboolean bar, CtRgb hue, double part)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Swatch *swatch = g_new0 (Swatch, 1);

  *swatch = (Swatch) { bar, hue, part };
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SWATCH);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch, swatch, g_free);
  return area;
}

static void
draw_dashes (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer dense)
{
  CtPalette palette;
  GdkRGBA color;

  ct_palette_init (&palette, GTK_WIDGET (area));
  color = ct_palette_faint (&palette, 0.7);
  gdk_cairo_set_source_rgba (cr, &color);
  ct_palette_set_dash (cr, dense != NULL);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  cairo_stroke (cr);
}

static GtkWidget *
make_dashes (gboolean dense)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SWATCH);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_dashes, GINT_TO_POINTER (dense), NULL);
  return area;
}

static GtkWidget *
add_section (GtkBox *box, const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (box, section);
  return section;
}

static void
add_line (GtkWidget *section, GtkWidget *mark, const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (section), line);
}

/* Its icon, and its colour where the clinic gave it one. */
static GtkWidget *
step_mark (const CtColors *colors, CtStep step)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (ct_way_get (step)->icon), *box;
  CtRgb hue;

  if (!ct_colors_get_step (colors, step, &hue))
    return icon;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_swatch (FALSE, hue, -1));
  return box;
}

static void
add_steps (GtkBox *box, const CtColors *colors)
{
  GtkWidget *section = add_section (box, _("How far a visit is"));

  for (CtStep step = 0; step < CT_N_STEPS; step++)
    if (step == CT_STEP_CANCELLED || !ct_way_is_off (step))
      add_line (section, step_mark (colors, step), ct_way_label (step));
}

static void
add_kinds (GtkBox *box, const CtColors *colors)
{
  GtkWidget *section = add_section (box, _("What it is: the fill"));

  for (guint i = 0; i <= ct_visit_kind_index (CT_VISIT_OTHER); i++)
    add_line (section, make_swatch (FALSE, ct_colors_get_kind (colors, ct_visit_kind_at (i)), -1),
              ct_visit_kind_label (ct_visit_kind_at (i)));
}

static void
add_clinicians (GtkBox *box, CtClinic *clinic)
{
  GtkWidget *section = add_section (box, _("With whom: the bar"));
  const CtColors *colors = ct_clinic_get_colors (clinic);
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (user->active && ct_permission_of_role (user->role, CT_MAY_RUN_VISIT))
        add_line (section, make_swatch (TRUE, ct_colors_get_clinician (colors, CT_RECORD (user)->id), -1), user->full_name);
    }
}

static void
add_rings (GtkBox *box)
{
  GtkWidget *section = add_section (box, _("Whether it can begin: the ring"));

  add_line (section, make_swatch (FALSE, 0, 0), _("Nothing it needs is there"));
  add_line (section, make_swatch (FALSE, 0, 0.5), _("Half of it is there"));
  add_line (section, make_swatch (FALSE, 0, 1), _("All is there"));
}

static void
add_ghosts (GtkBox *box)
{
  GtkWidget *section = add_section (box, _("Where it will really be: the dashes"));

  add_line (section, make_dashes (FALSE), _("Begins then, for its chair is not free"));
  add_line (section, make_dashes (TRUE), _("Keeps the chair after its time"));
}

/**
 * ct_legend_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): a popover that says what fill, bar, icon and ring of a block mean; give it a parent.
 */
GtkWidget *
ct_legend_new (CtClinic *clinic)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  g_return_val_if_fail (CT_IS_CLINIC (clinic), popover);
  add_steps (GTK_BOX (left), ct_clinic_get_colors (clinic));
  add_kinds (GTK_BOX (right), ct_clinic_get_colors (clinic));
  add_clinicians (GTK_BOX (right), clinic);
  add_rings (GTK_BOX (right));
  add_ghosts (GTK_BOX (right));
  gtk_box_append (GTK_BOX (columns), left);
  gtk_box_append (GTK_BOX (columns), right);
  gtk_widget_set_margin_top (columns, 6);
  gtk_widget_set_margin_bottom (columns, 6);
  gtk_widget_set_margin_start (columns, 6);
  gtk_widget_set_margin_end (columns, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), columns);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the marks mean"), -1);
  return popover;
}
