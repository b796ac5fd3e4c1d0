#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-page-list.h"
#include "ui/ct-settings.h"

enum
{
  PROP_0,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CtWindow, ct_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- Pages ---- */

/**
 * ct_window_get_page:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the page that is shown.
 */
CtPage *
ct_window_get_page (CtWindow *self)
{
  g_return_val_if_fail (CT_IS_WINDOW (self), NULL);
  return (CtPage *) gtk_stack_get_visible_child (self->pages);
}

/**
 * ct_window_get_page_name:
 * @self: the window
 *
 * Returns: (nullable): the name of the page that is shown.
 */
const char *
ct_window_get_page_name (CtWindow *self)
{
  g_return_val_if_fail (CT_IS_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

static char *
describe_page (CtWindow *self, CtPage *page)
{
  const CtPageInfo *info = ct_page_list_find (ct_window_get_page_name (self));
  char *title = page != NULL ? ct_page_dup_title (page) : NULL;

  return title != NULL ? title : g_strdup (info != NULL ? _(info->title) : "");
}

/**
 * ct_window_update_header:
 * @self: the window
 *
 * Lets title, header bar and ＋ follow the page that is shown.
 */
void
ct_window_update_header (CtWindow *self)
{
  CtPage *page = ct_window_get_page (self);
  GtkWidget *header = page != NULL ? ct_page_get_header (page) : NULL;
  g_autofree char *title = describe_page (self, page);
  g_autofree char *window_title = NULL;
  const char *tooltip = NULL;
  const char *action = page != NULL ? ct_page_get_new_action (page, &tooltip) : NULL;

  /* Translators: the window's title: the page, the clinic */
  window_title = g_strdup_printf (_("%s – %s"), title, ct_clinic_get_info (self->clinic)->name);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
  gtk_label_set_text (self->page_title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->page_title), header == NULL);
  if (adw_bin_get_child (self->page_header) != header)
    adw_bin_set_child (self->page_header, header);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), action != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->new_button), tooltip);
  if (tooltip != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

static CtPage *
create_page (CtWindow *self, const CtPageInfo *info)
{
  GtkWidget *page = info->create (self->clinic);

  g_signal_connect_swapped (page, "page-changed", G_CALLBACK (ct_window_update_header), self);
  gtk_stack_add_named (self->pages, page, info->name);
  ct_page_open (CT_PAGE (page), "site", g_variant_new_int64 (self->site_id));
  return CT_PAGE (page);
}

/**
 * ct_window_show_page:
 * @self: the window
 * @name: the name of a page
 *
 * Shows a page; makes it when it is shown for the first time.
 *
 * Returns: (transfer none) (nullable): the page; %NULL if there is none of that name.
 */
CtPage *
ct_window_show_page (CtWindow *self, const char *name)
{
  const CtPageInfo *info;
  CtPage *page;

  g_return_val_if_fail (CT_IS_WINDOW (self), NULL);
  info = ct_page_list_find (name);
  if (info == NULL)
    return NULL;
  page = (CtPage *) gtk_stack_get_child_by_name (self->pages, name);
  if (page == NULL)
    page = create_page (self, info);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  return page;
}

static void
on_visible_page_cb (CtWindow *self)
{
  const char *name = ct_window_get_page_name (self);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "page");

  ct_sidebar_select (self->sidebar, name);
  ct_window_update_header (self);
  if (ct_page_list_find (name) == NULL)
    return;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (name));
  ct_settings_set_text ("last-view", name);
}

static void
show_first_page (CtWindow *self)
{
  g_autofree char *last = ct_settings_get_text ("last-view", "calendar");
  guint n_pages;
  const CtPageInfo *pages = ct_page_list_get (&n_pages);

  if (ct_window_show_page (self, last) == NULL && n_pages > 0)
    ct_window_show_page (self, pages[0].name);
}

/* ---- What is remembered ---- */

static void
restore_size (CtWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), ct_settings_get_int ("window-width", 1280),
                               ct_settings_get_int ("window-height", 800));
  if (ct_settings_get_bool ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  ct_sidebar_set_collapsed (self->sidebar, ct_settings_get_bool ("sidebar-collapsed", FALSE));
}

static gboolean
ct_window_close_request (GtkWindow *window)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  ct_settings_set_int ("window-width", MAX (width, 360));
  ct_settings_set_int ("window-height", MAX (height, 300));
  ct_settings_set_bool ("window-maximized", gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (ct_window_parent_class)->close_request (window);
}

/* ---- The object ---- */

/**
 * ct_window_get_clinic:
 * @self: the window
 *
 * Returns: (transfer none): the clinic that it shows.
 */
CtClinic *
ct_window_get_clinic (CtWindow *self)
{
  g_return_val_if_fail (CT_IS_WINDOW (self), NULL);
  return self->clinic;
}

/**
 * ct_window_get_site:
 * @self: the window
 *
 * Returns: the id of the site that the pages show.
 */
gint64
ct_window_get_site (CtWindow *self)
{
  g_return_val_if_fail (CT_IS_WINDOW (self), 0);
  return self->site_id;
}

static void
on_undo_changed_cb (CtWindow *self)
{
  const char *label = ct_clinic_get_undo_label (self->clinic);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "undo");
  g_autofree char *tooltip = label != NULL ? g_strdup_printf (_("Undo: %s (Ctrl+Z)"), label) : g_strdup (_("Undo (Ctrl+Z)"));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), label != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->undo_button), tooltip);
}

static void
ct_window_constructed (GObject *object)
{
  CtWindow *self = CT_WINDOW (object);
  GPtrArray *sites;

  G_OBJECT_CLASS (ct_window_parent_class)->constructed (object);
  g_return_if_fail (self->clinic != NULL);
  sites = ct_clinic_get_sites (self->clinic);
  if (sites->len > 0)
    self->site_id = CT_RECORD (g_ptr_array_index (sites, 0))->id;
  ct_sidebar_set_clinic (self->sidebar, self->clinic);
  ct_sidebar_set_site (self->sidebar, self->site_id);
  ct_window_install_actions (self);
  g_signal_connect_object (self->clinic, "undo-changed", G_CALLBACK (on_undo_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_visible_page_cb), self,
                           G_CONNECT_SWAPPED);
  on_undo_changed_cb (self);
  restore_size (self);
  show_first_page (self);
}

static void
ct_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    g_value_set_object (value, CT_WINDOW (object)->clinic);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    CT_WINDOW (object)->clinic = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_window_dispose (GObject *object)
{
  CtWindow *self = CT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->pages != NULL)
    g_signal_handlers_disconnect_by_data (self->pages, self);
  G_OBJECT_CLASS (ct_window_parent_class)->dispose (object);
}

static void
ct_window_finalize (GObject *object)
{
  CtWindow *self = CT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_window_parent_class)->finalize (object);
}

static void
ct_window_class_init (CtWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ct_window_constructed;
  object_class->get_property = ct_window_get_property;
  object_class->set_property = ct_window_set_property;
  object_class->dispose = ct_window_dispose;
  object_class->finalize = ct_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_window_close_request;

  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, CT_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CT_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/ct-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, header);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, page_header);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, banners);
  gtk_widget_class_bind_template_child (widget_class, CtWindow, pages);
}

static void
ct_window_init (CtWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_window_new:
 * @application: (nullable): the program
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a window on that clinic, on the page that was shown last.
 */
CtWindow *
ct_window_new (GtkApplication *application, CtClinic *clinic)
{
  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  return g_object_new (CT_TYPE_WINDOW, "application", application, "clinic", clinic, NULL);
}
