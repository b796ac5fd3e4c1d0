#include "ui/calendar/ct-agenda-line.h"

#include "ui/calendar/ct-block.h"
#include "ui/calendar/ct-calendar-colors.h"
#include "ui/calendar/ct-visit-words.h"

#define PADDING 5
#define SPACING 6
#define ICON 16
/* Over the visits of a day there is more room. */
#define HEAD_PADDING 12

enum
{
  CELL_TIME,
  CELL_NAME,
  CELL_WHAT,
  CELL_WHERE,
  CELL_WHO,
  CELL_STATUS,
  N_CELLS,
};

/* Shares of the width, so that every row has the same columns. */
static const int shares[N_CELLS] = { 4, 5, 4, 5, 3, 5 };
#define N_SHARES 26

struct _CtAgendaLine
{
  GtkWidget    parent_instance;
  CtClinic    *clinic;
  CtAgendaRow *row;             /* (nullable) */
  PangoLayout *cells[N_CELLS];  /* (nullable): made when they are seen; a head has the first only */
  int          laid_out;        /* the width they were made for */
  int          line;            /* pixels a line of text takes; 0: not asked yet */
  gboolean     told;            /* assistive technology knows it as it is */
};

G_DEFINE_FINAL_TYPE (CtAgendaLine, ct_agenda_line, GTK_TYPE_WIDGET)

static void
forget_cells (CtAgendaLine *self)
{
  for (int i = 0; i < N_CELLS; i++)
    g_clear_object (&self->cells[i]);
}

/* ---- Words ---- */

static char *
what_words (CtAgendaLine *self)
{
  g_autofree char *what = ct_visit_what (self->row->visit, ct_clinic_get_knowledge (self->clinic));
  g_autofree char *progress = ct_visit_progress (self->row->visit);

  return progress != NULL ? g_strdup_printf ("%s  %s", progress, what) : g_steal_pointer (&what);
}

static char *
where_words (CtAgendaLine *self)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, self->row->visit->appointment->chair_id);
  const char *name = chair != NULL ? chair->name : "";

  return self->row->site != NULL ? g_strdup_printf ("%s, %s", name, self->row->site) : g_strdup (name);
}

static char *
time_words (CtAgendaLine *self, char *time)
{
  g_autofree char *plain = time;

  return self->row->zone != NULL ? g_strdup_printf ("%s %s", plain, self->row->zone) : g_steal_pointer (&plain);
}

static char *
cell_words (CtAgendaLine *self, int cell)
{
  const CtAppointment *a = self->row->visit->appointment;

  switch (cell)
    {
    case CELL_TIME:
      return time_words (self, ct_minutes_text (a->minute, a->minutes));
    case CELL_NAME:
      return g_strdup (self->row->visit->patient_name);
    case CELL_WHAT:
      return what_words (self);
    case CELL_WHERE:
      return where_words (self);
    case CELL_WHO:
      return g_strdup (ct_clinician_name (self->clinic, a->clinician_id));
    default:
      return g_strdup (ct_way_label (ct_visit_shown (self->row->visit, self->clinic)));
    }
}

/* ---- Drawing ---- */

static int
line_height (CtAgendaLine *self)
{
  if (self->line == 0)
    self->line = ct_block_line_height (GTK_WIDGET (self));
  return self->line;
}

/* Who does not come has a name that is struck through, as in a block. */
static void
lay_out (CtAgendaLine *self, int cell, const char *text, int width, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  if (bold)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      if (self->row->visit != NULL && !ct_appointment_holds_chair (self->row->visit->appointment))
        pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  self->cells[cell] = layout;
}

static int
cell_width (int whole, int cell)
{
  return whole * shares[cell] / N_SHARES - SPACING - (cell == CELL_STATUS ? ICON + SPACING : 0);
}

/* With large text there may be room for the beginning only, which is better than half of both times. */
static void
shorten_time (CtAgendaLine *self, int width)
{
  g_autofree char *begin = time_words (self, ct_minute_format (self->row->visit->appointment->minute));

  if (!pango_layout_is_ellipsized (self->cells[CELL_TIME]))
    return;
  g_clear_object (&self->cells[CELL_TIME]);
  lay_out (self, CELL_TIME, begin, cell_width (width, CELL_TIME), FALSE);
}

static void
lay_out_cells (CtAgendaLine *self, int width)
{
  if (self->laid_out == width && self->cells[0] != NULL)
    return;
  forget_cells (self);
  self->laid_out = width;
  if (self->row->visit == NULL)
    {
      lay_out (self, 0, self->row->head, width, TRUE);
      return;
    }
  for (int i = 0; i < N_CELLS; i++)
    {
      g_autofree char *words = cell_words (self, i);

      lay_out (self, i, words, cell_width (width, i), i == CELL_NAME);
    }
  shorten_time (self, width);
}

static void
draw_layout (CtAgendaLine *self, GtkSnapshot *snapshot, int cell, int x, int y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, self->cells[cell], color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_icon (CtAgendaLine *self, GtkSnapshot *snapshot, int x, int y, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
    theme, ct_way_get (ct_visit_shown (self->row->visit, self->clinic))->icon, NULL, ICON, gtk_widget_get_scale_factor (widget),
    gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON, ICON, color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cells (CtAgendaLine *self, GtkSnapshot *snapshot, int width, int y, const GdkRGBA *color)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int at = 0;

  for (int i = 0; i < N_CELLS; at += shares[i++])
    {
      int x = width * at / N_SHARES, indent = i == CELL_STATUS ? ICON + SPACING : 0;

      if (i == CELL_STATUS)
        draw_icon (self, snapshot, rtl ? width - x - ICON : x, y + (line_height (self) - ICON) / 2, color);
      draw_layout (self, snapshot, i, rtl ? width - x - indent - cell_width (width, i) : x + indent, y, color);
    }
}

/* Whoever hears the list comes to a line by way of the focus, and so sees it: hundreds of others need no news. */
static void
tell (CtAgendaLine *self)
{
  g_autofree char *name = self->row->visit != NULL ? ct_visit_accessible_name (self->row->visit, self->clinic)
                                                   : g_strdup (self->row->head);
  g_autofree char *words = g_strjoin (", ", name, self->row->site, self->row->zone, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  self->told = TRUE;
}

static void
ct_agenda_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtAgendaLine *self = CT_AGENDA_LINE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  CtPalette palette;
  GdkRGBA color;

  if (self->row == NULL || width < N_SHARES)
    return;
  if (!self->told)
    tell (self);
  lay_out_cells (self, width);
  ct_palette_init (&palette, widget);
  color = ct_palette_faint (&palette, self->row->visit != NULL ? 1 : 0.85);
  if (self->row->visit == NULL)
    draw_layout (self, snapshot, 0, 0, height - PADDING - line_height (self), &color);
  else
    draw_cells (self, snapshot, width, (height - line_height (self)) / 2, &color);
}

static void
ct_agenda_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  CtAgendaLine *self = CT_AGENDA_LINE (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = MAX (line_height (self), ICON) + PADDING * 2 +
                          (self->row != NULL && self->row->visit == NULL ? HEAD_PADDING : 0);
}

static void
ct_agenda_line_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ct_agenda_line_parent_class)->css_changed (widget, change);
  CT_AGENDA_LINE (widget)->line = 0;
  forget_cells (CT_AGENDA_LINE (widget));
}

static void
ct_agenda_line_dispose (GObject *object)
{
  CtAgendaLine *self = CT_AGENDA_LINE (object);

  forget_cells (self);
  g_clear_object (&self->row);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_agenda_line_parent_class)->dispose (object);
}

static void
ct_agenda_line_class_init (CtAgendaLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_agenda_line_dispose;
  widget_class->snapshot = ct_agenda_line_snapshot;
  widget_class->measure = ct_agenda_line_measure;
  widget_class->css_changed = ct_agenda_line_css_changed;
  gtk_widget_class_set_css_name (widget_class, "ctagendaline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
ct_agenda_line_init (CtAgendaLine *self)
{
}

/**
 * ct_agenda_line_set_row:
 * @self: a line
 * @row: what it shows
 *
 * Shows it.
 */
void
ct_agenda_line_set_row (CtAgendaLine *self, CtAgendaRow *row)
{
  gboolean same_size;

  g_return_if_fail (CT_IS_AGENDA_LINE (self) && CT_IS_AGENDA_ROW (row));
  same_size = self->row != NULL && (self->row->visit == NULL) == (row->visit == NULL);
  g_set_object (&self->row, row);
  forget_cells (self);
  if (self->told)
    tell (self);
  if (same_size)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ct_agenda_line_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a line without content.
 */
GtkWidget *
ct_agenda_line_new (CtClinic *clinic)
{
  CtAgendaLine *self = g_object_new (CT_TYPE_AGENDA_LINE, NULL);

  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
