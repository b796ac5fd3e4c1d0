#include "ui/calendar/ct-views-popover.h"

#include <glib/gi18n.h>

#define MAX_HEIGHT 420

struct _CtViewsPopover
{
  GtkPopover  parent_instance;
  GtkListBox *list;
  GPtrArray  *views; /* (nullable) of CtSavedView */
};

enum
{
  CHOSEN,
  KEEP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtViewsPopover, ct_views_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_row (const CtSavedView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *key = gtk_label_new (NULL), *name = gtk_label_new (view->name);
  g_autofree char *text = view->key != 0 ? g_strdup_printf ("F%d", view->key) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (key), text);
  gtk_label_set_width_chars (GTK_LABEL (key), 4);
  gtk_label_set_xalign (GTK_LABEL (key), 0);
  gtk_widget_add_css_class (key, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 40);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), name);
  return box;
}

/**
 * ct_views_popover_set_views:
 * @self: a popover
 * @views: (element-type CtSavedView): what there is to choose from
 *
 * Shows them.
 */
void
ct_views_popover_set_views (CtViewsPopover *self, GPtrArray *views)
{
  GtkListBoxRow *row;

  g_return_if_fail (CT_IS_VIEWS_POPOVER (self) && views != NULL);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_ref (views);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = views;
  for (guint i = 0; i < views->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (views, i)));
}

static void
on_row_cb (GtkListBox *list, GtkListBoxRow *row, CtViewsPopover *self)
{
  g_autoptr (CtSavedView) view = g_object_ref (g_ptr_array_index (self->views, gtk_list_box_row_get_index (row)));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, view);
}

static void
on_keep_cb (CtViewsPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[KEEP], 0);
}

static void
ct_views_popover_finalize (GObject *object)
{
  g_clear_pointer (&CT_VIEWS_POPOVER (object)->views, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_views_popover_parent_class)->finalize (object);
}

static void
ct_views_popover_class_init (CtViewsPopoverClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_views_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CT_TYPE_SAVED_VIEW);
  signals[KEEP] = g_signal_new ("keep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_views_popover_init (CtViewsPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new ();
  GtkWidget *keep = gtk_button_new_with_mnemonic (_("_Keep This View, or Change Others…"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ct-hits");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kept views"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (keep, "flat");
  g_signal_connect_swapped (keep, "clicked", G_CALLBACK (on_keep_cb), self);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), keep);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * ct_views_popover_new:
 *
 * Returns: (transfer floating): an empty popover; give it a parent and views.
 */
GtkWidget *
ct_views_popover_new (void)
{
  return g_object_new (CT_TYPE_VIEWS_POPOVER, NULL);
}
