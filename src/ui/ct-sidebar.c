#include "ui/ct-sidebar.h"

#include <glib/gi18n.h>

#include "ui/ct-page-list.h"

#define WIDTH 200
#define WIDTH_COLLAPSED 56

struct _CtSidebar
{
  AdwBin      parent_instance;
  AdwClamp   *clamp;
  AdwBin     *site_bin;
  GtkListBox *list;
  GtkBox     *user_box;
  GtkBox     *work;       /* (nullable) */
  GtkLabel   *user_label;
  CtClinic   *clinic;
  gboolean    collapsed;
};

G_DEFINE_TYPE (CtSidebar, ct_sidebar, ADW_TYPE_BIN)

static GtkWidget *
create_row (const CtPageInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (info->icon);
  GtkWidget *label = gtk_label_new (_(info->title));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "ct-count");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", info->name);
  gtk_widget_set_name (row, info->name);
  g_object_set_data (G_OBJECT (row), "label", label);
  g_object_set_data (G_OBJECT (row), "count", count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(info->title), -1);
  return row;
}

static GtkListBoxRow *
find_row (CtSidebar *self, const char *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), page) == 0)
      return row;
  return NULL;
}

/**
 * ct_sidebar_select:
 * @self: the sidebar
 * @page: (nullable): the page that is shown now; %NULL for one that is not in the list
 */
void
ct_sidebar_select (CtSidebar *self, const char *page)
{
  g_return_if_fail (CT_IS_SIDEBAR (self));
  gtk_list_box_select_row (self->list, find_row (self, page));
}

/**
 * ct_sidebar_set_count:
 * @self: the sidebar
 * @page: a page
 * @count: how many things want someone there; 0 shows nothing
 */
void
ct_sidebar_set_count (CtSidebar *self, const char *page, guint count)
{
  GtkListBoxRow *row;
  GtkWidget *label;
  g_autofree char *text = NULL;

  g_return_if_fail (CT_IS_SIDEBAR (self));
  row = find_row (self, page);
  if (row == NULL)
    return;
  label = g_object_get_data (G_OBJECT (row), "count");
  text = g_strdup_printf ("%u", count);
  gtk_label_set_text (GTK_LABEL (label), text);
  g_object_set_data (G_OBJECT (row), "any", GINT_TO_POINTER (count > 0));
  gtk_widget_set_visible (label, count > 0 && !self->collapsed);
}

static GtkWidget *
create_site_label (CtSidebar *self)
{
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);
  const char *name = sites->len > 0 ? ((CtSite *) g_ptr_array_index (sites, 0))->name : NULL;
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 4);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_tooltip_text (label, name);
  return label;
}

static GtkWidget *
create_site_button (CtSidebar *self)
{
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  for (guint i = 0; i < sites->len; i++)
    {
      CtSite *site = g_ptr_array_index (sites, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (site->name, NULL);

      g_menu_item_set_action_and_target (item, "win.site", "x", CT_RECORD (site)->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Choose the site"));
  return button;
}

/**
 * ct_sidebar_set_site:
 * @self: the sidebar
 * @site_id: the site that the pages show
 *
 * Names the site at the top; several sites make it a switch.
 */
void
ct_sidebar_set_site (CtSidebar *self, gint64 site_id)
{
  CtSite *site;
  GtkWidget *child;

  g_return_if_fail (CT_IS_SIDEBAR (self) && self->clinic != NULL);
  if (ct_clinic_get_sites (self->clinic)->len < 2)
    {
      adw_bin_set_child (self->site_bin, create_site_label (self));
      return;
    }
  site = ct_clinic_get_site (self->clinic, site_id);
  child = create_site_button (self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (child), site != NULL ? site->name : "");
  adw_bin_set_child (self->site_bin, child);
}

/**
 * ct_sidebar_set_clinic:
 * @self: the sidebar
 * @clinic: whose pages, sites and user are shown
 */
void
ct_sidebar_set_clinic (CtSidebar *self, CtClinic *clinic)
{
  const CtPageInfo *pages;
  guint n_pages;
  CtUser *user;

  g_return_if_fail (CT_IS_SIDEBAR (self) && self->clinic == NULL);
  self->clinic = g_object_ref (clinic);
  pages = ct_page_list_get (&n_pages);
  for (guint i = 0; i < n_pages; i++)
    if (ct_clinic_user_may (clinic, pages[i].permission))
      gtk_list_box_append (self->list, create_row (&pages[i]));
  user = ct_clinic_get_user (clinic);
  gtk_label_set_text (self->user_label, user->full_name != NULL ? user->full_name : user->login);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->user_label), user->login);
}

/**
 * ct_sidebar_add_work:
 * @self: a sidebar
 * @work: says how far something is that takes its time, while it is visible
 *
 * Puts it above who is logged in: the header has no room to spare.
 */
void
ct_sidebar_add_work (CtSidebar *self, GtkBox *work)
{
  GtkWidget *user = GTK_WIDGET (self->user_box);

  g_return_if_fail (CT_IS_SIDEBAR (self) && GTK_IS_BOX (work) && self->work == NULL);
  self->work = work;
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (user)), GTK_WIDGET (work), gtk_widget_get_prev_sibling (user));
}

/**
 * ct_sidebar_set_collapsed:
 * @self: the sidebar
 * @collapsed: whether to show icons only
 */
void
ct_sidebar_set_collapsed (CtSidebar *self, gboolean collapsed)
{
  GtkListBoxRow *row;

  g_return_if_fail (CT_IS_SIDEBAR (self));
  self->collapsed = collapsed;
  adw_clamp_set_maximum_size (self->clamp, collapsed ? WIDTH_COLLAPSED : WIDTH);
  adw_clamp_set_tightening_threshold (self->clamp, collapsed ? WIDTH_COLLAPSED : WIDTH);
  gtk_widget_set_size_request (GTK_WIDGET (self), collapsed ? WIDTH_COLLAPSED : WIDTH, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->site_bin), !collapsed);
  gtk_widget_set_visible (GTK_WIDGET (self->user_label), !collapsed);
  if (self->work != NULL)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->work),
                                    collapsed ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const CtPageInfo *info = ct_page_list_find (gtk_widget_get_name (GTK_WIDGET (row)));

      gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "label"), !collapsed);
      gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "count"),
                              !collapsed && g_object_get_data (G_OBJECT (row), "any") != NULL);
      gtk_widget_set_tooltip_text (GTK_WIDGET (row), collapsed ? _(info->title) : NULL);
    }
}

/**
 * ct_sidebar_get_collapsed:
 * @self: the sidebar
 *
 * Returns: whether it shows icons only.
 */
gboolean
ct_sidebar_get_collapsed (CtSidebar *self)
{
  g_return_val_if_fail (CT_IS_SIDEBAR (self), FALSE);
  return self->collapsed;
}

static void
ct_sidebar_dispose (GObject *object)
{
  CtSidebar *self = CT_SIDEBAR (object);

  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_sidebar_parent_class)->dispose (object);
}

static void
ct_sidebar_class_init (CtSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_sidebar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/ct-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, CtSidebar, clamp);
  gtk_widget_class_bind_template_child (widget_class, CtSidebar, site_bin);
  gtk_widget_class_bind_template_child (widget_class, CtSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, CtSidebar, user_box);
  gtk_widget_class_bind_template_child (widget_class, CtSidebar, user_label);
}

static void
ct_sidebar_init (CtSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
