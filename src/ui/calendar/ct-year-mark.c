#include "ui/calendar/ct-year-mark.h"

#include <glib/gi18n.h>

#include "paper/ct-strip.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/paper/ct-screen.h"

#define SMALL 0.78

struct _CtYearMark
{
  GtkWidget   parent_instance;
  CtDate      day;
  CtVisit    *visit; /* (nullable) */
  CtYearKind kind;
  char       *label; /* (nullable): "4/6" */
  char       *words;
};

G_DEFINE_FINAL_TYPE (CtYearMark, ct_year_mark, GTK_TYPE_WIDGET)

static CtYearKind
kind_of (const CtAppointment *appointment, CtDate today)
{
  if (g_strcmp0 (appointment->status, CT_APPOINTMENT_MISSED) == 0)
    return CT_YEAR_MISSED;
  if (!ct_status_may_move (appointment->status) && appointment->day <= today)
    return appointment->day == today && g_strcmp0 (appointment->status, CT_APPOINTMENT_DONE) != 0 ? CT_YEAR_TODAY
                                                                                                 : CT_YEAR_DONE;
  return appointment->day == today ? CT_YEAR_TODAY : CT_YEAR_PLANNED;
}

static void
paint (CtYearMark *self, cairo_t *cr, double x, double y, double radius)
{
  static const CtStripKind shapes[CT_N_YEAR_KINDS] = { CT_STRIP_DONE, CT_STRIP_TODAY, CT_STRIP_PLANNED, CT_STRIP_MISSED,
                                                       CT_STRIP_EVALUATION };

  ct_strip_paint_mark (cr, shapes[self->kind], x, y, radius, ct_screen_get_palette ());
}

static void
ct_year_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtYearMark *self = CT_YEAR_MARK (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), text_width = 0, text_height = 0;
  double radius = MIN (width / 2.0 - 4, height * 0.24);
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA color;
  cairo_t *cr;

  if (width < 4 || height < 4)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->label != NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      layout = gtk_widget_create_pango_layout (widget, self->label);
      pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
      pango_layout_set_attributes (layout, attributes);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
    }
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  paint (self, cr, width / 2.0, layout != NULL ? (height - text_height) / 2.0 : height / 2.0, MAX (radius, 3));
  cairo_destroy (cr);
  if (layout != NULL)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((width - text_width) / 2.0f, height - text_height - 1));
      gtk_snapshot_append_layout (snapshot, layout, &color);
      gtk_snapshot_restore (snapshot);
    }
}

static gboolean
ct_year_mark_query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keys, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, CT_YEAR_MARK (widget)->words);
  return TRUE;
}

static void
ct_year_mark_finalize (GObject *object)
{
  CtYearMark *self = CT_YEAR_MARK (object);

  g_clear_object (&self->visit);
  g_free (self->label);
  g_free (self->words);
  G_OBJECT_CLASS (ct_year_mark_parent_class)->finalize (object);
}

static void
ct_year_mark_class_init (CtYearMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_year_mark_finalize;
  widget_class->snapshot = ct_year_mark_snapshot;
  widget_class->query_tooltip = ct_year_mark_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "ctyearmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
ct_year_mark_init (CtYearMark *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  ct_screen_follow (GTK_WIDGET (self));
}

static GtkWidget *
finish (CtYearMark *self, const char *what, const char *state)
{
  g_autofree char *date = ct_date_format (self->day, _("%a %-d %b %Y"));

  self->words = self->label != NULL ? g_strdup_printf ("%s: %s %s, %s", date, what, self->label, state)
                                    : g_strdup_printf ("%s: %s, %s", date, what, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  return GTK_WIDGET (self);
}

/**
 * ct_year_mark_new:
 * @clinic: an open clinic
 * @visit: a visit
 * @today: today at its site
 *
 * Returns: (transfer floating): its mark.
 */
GtkWidget *
ct_year_mark_new (CtClinic *clinic, CtVisit *visit, CtDate today)
{
  CtYearMark *self = g_object_new (CT_TYPE_YEAR_MARK, NULL);
  g_autofree char *what = ct_visit_what (visit, ct_clinic_get_knowledge (clinic));
  const CtAppointment *a = visit->appointment;
  g_autofree char *time = ct_minute_format (a->minute);
  g_autofree char *state = g_strdup_printf ("%s, %s", time, ct_way_label (ct_way_of (a)));

  self->visit = g_object_ref (visit);
  self->day = a->day;
  self->kind = kind_of (a, today);
  self->label = ct_visit_progress (visit);
  return finish (self, what, state);
}

/**
 * ct_year_mark_new_evaluation:
 * @day: when a course is to be looked at
 * @today: today at the site
 *
 * Returns: (transfer floating): its mark.
 */
GtkWidget *
ct_year_mark_new_evaluation (CtDate day, CtDate today)
{
  CtYearMark *self = g_object_new (CT_TYPE_YEAR_MARK, NULL);

  self->day = day;
  self->kind = CT_YEAR_EVALUATION;
  return finish (self, _("evaluate the course"), day < today ? _("was due") : _("due"));
}

/**
 * ct_year_mark_get_day:
 * @self: a mark
 *
 * Returns: its day.
 */
CtDate
ct_year_mark_get_day (CtYearMark *self)
{
  g_return_val_if_fail (CT_IS_YEAR_MARK (self), CT_DATE_NONE);
  return self->day;
}

/**
 * ct_year_mark_get_visit:
 * @self: a mark
 *
 * Returns: (transfer none) (nullable): its visit; %NULL for an evaluation.
 */
CtVisit *
ct_year_mark_get_visit (CtYearMark *self)
{
  g_return_val_if_fail (CT_IS_YEAR_MARK (self), NULL);
  return self->visit;
}

/**
 * ct_year_mark_get_kind:
 * @self: a mark
 *
 * Returns: its shape.
 */
CtYearKind
ct_year_mark_get_kind (CtYearMark *self)
{
  g_return_val_if_fail (CT_IS_YEAR_MARK (self), CT_YEAR_PLANNED);
  return self->kind;
}

/**
 * ct_year_mark_get_words:
 * @self: a mark
 *
 * Returns: all it says in one sentence.
 */
const char *
ct_year_mark_get_words (CtYearMark *self)
{
  g_return_val_if_fail (CT_IS_YEAR_MARK (self), NULL);
  return self->words;
}
