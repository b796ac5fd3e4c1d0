#include "ui/paper/ct-page-view.h"

#include <glib/gi18n.h>

/* A point of paper in pixels at 100 %. */
#define PIXELS_PER_POINT (96.0 / 72.0)

struct _CtPageView
{
  GtkWidget parent_instance;
  CtPages  *pages;
  guint     page;
  double    zoom;
};

G_DEFINE_FINAL_TYPE (CtPageView, ct_page_view, GTK_TYPE_WIDGET)

static void
ct_page_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  CtPageView *self = CT_PAGE_VIEW (widget);
  double points = orientation == GTK_ORIENTATION_HORIZONTAL ? ct_pages_get_width (self->pages)
                                                            : ct_pages_get_height (self->pages);

  *minimum = *natural = (int) (points * PIXELS_PER_POINT * self->zoom + 0.5);
}

/* Paper is white in a dark window, too. */
static void
ct_page_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtPageView *self = CT_PAGE_VIEW (widget);
  graphene_rect_t sheet = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                              (float) gtk_widget_get_height (widget));
  cairo_t *cr;

  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, 1 }, &sheet);
  cr = gtk_snapshot_append_cairo (snapshot, &sheet);
  cairo_scale (cr, PIXELS_PER_POINT * self->zoom, PIXELS_PER_POINT * self->zoom);
  ct_pages_draw (self->pages, self->page, cr);
  cairo_destroy (cr);
}

static void
ct_page_view_finalize (GObject *object)
{
  ct_pages_unref (CT_PAGE_VIEW (object)->pages);
  G_OBJECT_CLASS (ct_page_view_parent_class)->finalize (object);
}

static void
ct_page_view_class_init (CtPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_page_view_finalize;
  widget_class->measure = ct_page_view_measure;
  widget_class->snapshot = ct_page_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "ctpageview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ct_page_view_init (CtPageView *self)
{
  self->zoom = 1;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * ct_page_view_new:
 * @pages: pages
 * @page: which, from 0
 *
 * Returns: (transfer floating): that page; a screen reader gets its words.
 */
GtkWidget *
ct_page_view_new (CtPages *pages, guint page)
{
  CtPageView *self = g_object_new (CT_TYPE_PAGE_VIEW, NULL);
  g_autofree char *name = g_strdup_printf (_("Page %u of %u"), page + 1, ct_pages_get_n (pages));
  g_autofree char *text = ct_pages_get_text (pages, page);

  self->pages = ct_pages_ref (pages);
  self->page = page;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  return GTK_WIDGET (self);
}

/**
 * ct_page_view_set_zoom:
 * @self: a page
 * @zoom: 1 is as large as on paper
 */
void
ct_page_view_set_zoom (CtPageView *self, double zoom)
{
  g_return_if_fail (CT_IS_PAGE_VIEW (self) && zoom > 0);
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
