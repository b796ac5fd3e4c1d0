#include "ui/patient/ct-strip-view.h"

#include "ui/paper/ct-screen.h"

struct _CtStripView
{
  GtkWidget parent_instance;
  CtStrip  *strip; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CtStripView, ct_strip_view, GTK_TYPE_WIDGET)

static CtRect
whole (GtkWidget *widget)
{
  return (CtRect) { 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
}

static void
ct_strip_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  CtStripView *self = CT_STRIP_VIEW (widget);
  g_autoptr (CtInk) ink = NULL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 160;
      *natural = 420;
      return;
    }
  ink = ct_screen_create_ink (widget);
  *minimum = *natural
      = self->strip != NULL ? (int)(ct_strip_get_height (self->strip, ct_ink_get_measure (ink)) + 1) : 0;
}

static void
ct_strip_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtStripView *self = CT_STRIP_VIEW (widget);
  CtRect rect = whole (widget);
  g_autoptr (CtInk) ink = NULL;
  cairo_t *cr;

  if (self->strip == NULL || rect.width < 1 || rect.height < 1)
    return;
  ink = ct_screen_create_ink (widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height));
  ct_strip_paint (self->strip, cr, rect, ink, ct_screen_get_palette ());
  cairo_destroy (cr);
}

static gboolean
ct_strip_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CtStripView *self = CT_STRIP_VIEW (widget);
  g_autoptr (CtStripLayout) layout = NULL;
  g_autoptr (CtInk) ink = NULL;
  g_autofree char *words = NULL;
  int index;

  if (self->strip == NULL)
    return FALSE;
  if (keyboard)
    words = ct_strip_get_words (self->strip);
  else
    {
      ink = ct_screen_create_ink (widget);
      layout = ct_strip_layout_new (self->strip, whole (widget), ct_ink_get_measure (ink));
      index = ct_strip_layout_nearest (layout, x, y);
      if (index < 0)
        return FALSE;
      words = ct_strip_item_get_words (&g_array_index (self->strip->items, CtStripItem, index));
    }
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
ct_strip_view_finalize (GObject *object)
{
  g_clear_pointer (&CT_STRIP_VIEW (object)->strip, ct_strip_unref);
  G_OBJECT_CLASS (ct_strip_view_parent_class)->finalize (object);
}

static void
ct_strip_view_class_init (CtStripViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_strip_view_finalize;
  widget_class->measure = ct_strip_view_measure;
  widget_class->snapshot = ct_strip_view_snapshot;
  widget_class->query_tooltip = ct_strip_view_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "ctstripview");
}

static void
ct_strip_view_init (CtStripView *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  ct_screen_follow (GTK_WIDGET (self));
}

/**
 * ct_strip_view_set_strip:
 * @self: a view
 * @strip: (nullable): the course to show
 */
void
ct_strip_view_set_strip (CtStripView *self, CtStrip *strip)
{
  g_autofree char *words = NULL;

  g_return_if_fail (CT_IS_STRIP_VIEW (self));
  if (strip != NULL)
    ct_strip_ref (strip);
  g_clear_pointer (&self->strip, ct_strip_unref);
  self->strip = strip;
  words = strip != NULL ? ct_strip_get_words (strip) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ct_strip_view_new:
 * @strip: (nullable): the course to show
 *
 * Returns: (transfer floating): a view of it.
 */
GtkWidget *
ct_strip_view_new (CtStrip *strip)
{
  CtStripView *self = g_object_new (CT_TYPE_STRIP_VIEW, NULL);

  ct_strip_view_set_strip (self, strip);
  return GTK_WIDGET (self);
}
