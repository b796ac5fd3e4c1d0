#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-banner.h"
#include "ui/ct-keymap.h"
#include "ui/ct-page-list.h"
#include "ui/ct-settings.h"

enum
{
  PROP_0,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint log_out_signal;

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
  gtk_window_set_title (GTK_WINDOW (self), ct_window_is_locked (self) ? "Chairtime" : window_title);
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
  gtk_widget_grab_focus (GTK_WIDGET (page));
  return page;
}

/* Remembers the way, so that Alt+Left leads back. */
static void
note_page (CtWindow *self, const char *name)
{
  if (name == NULL || g_strcmp0 (g_queue_peek_head (&self->been), name) == 0)
    return;
  g_queue_push_head (&self->been, g_strdup (name));
  if (g_queue_get_length (&self->been) > 20)
    g_free (g_queue_pop_tail (&self->been));
}

static void
on_visible_page_cb (CtWindow *self)
{
  const char *name = ct_window_get_page_name (self);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "page");

  if (name == NULL)
    return;
  note_page (self, name);
  ct_search_box_dismiss (self->search);
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

/* An editor with something unsaved asks first, and the window stays while it asks. */
static gboolean
close_children (CtWindow *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (self) && gtk_widget_get_visible (l->data))
      gtk_window_close (l->data);
  for (GList *l = windows; l != NULL; l = l->next)
    if (g_list_find (gtk_window_list_toplevels (), l->data) != NULL && gtk_widget_get_visible (l->data) &&
        gtk_window_get_transient_for (l->data) == GTK_WINDOW (self))
      return FALSE;
  return TRUE;
}

static gboolean
ct_window_close_request (GtkWindow *window)
{
  int width, height;

  if (!close_children (CT_WINDOW (window)))
    return TRUE;
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

/**
 * ct_window_log_out:
 * @self: the window
 *
 * Closes the window so that somebody else can log in.
 */
void
ct_window_log_out (CtWindow *self)
{
  g_autofree char *place = g_strdup (ct_clinic_get_path (self->clinic));

  ct_window_move_away (self, place);
}

/**
 * ct_window_move_away:
 * @self: the window
 * @place: where the clinic has moved to
 *
 * Closes the window so that somebody can log in there.
 */
void
ct_window_move_away (CtWindow *self, const char *place)
{
  g_return_if_fail (CT_IS_WINDOW (self) && place != NULL);
  g_object_ref (self);
  g_signal_emit (self, log_out_signal, 0, place);
  gtk_window_destroy (GTK_WINDOW (self));
  ct_clinic_close (self->clinic);
  g_object_unref (self);
}

static void
add_banners (CtWindow *self)
{
  if (!ct_clinic_is_encrypted (self->clinic) && !ct_clinic_is_on_server (self->clinic))
    gtk_box_append (self->banners,
                    ct_banner_new ("dialog-warning-symbolic",
                                   _("This clinic is not encrypted: who has its file can read it. "
                                     "Chairtime was built without SQLCipher.")));
}

/* Names of the clinic, its sites and chairs stand in the window too. */
static void
on_clinic_changed_cb (CtWindow *self, const char *table)
{
  if (g_strcmp0 (table, "setup") != 0)
    return;
  ct_sidebar_set_site (self->sidebar, self->site_id);
  ct_window_update_header (self);
}

static void
add_search (CtWindow *self)
{
  self->search = CT_SEARCH_BOX (ct_search_box_new (self->clinic));
  adw_header_bar_pack_end (self->header, GTK_WIDGET (self->search));
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
  add_search (self);
  add_banners (self);
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clinic, "undo-changed", G_CALLBACK (ct_window_update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_visible_page_cb), self,
                           G_CONNECT_SWAPPED);
  ct_window_update_undo (self);
  restore_size (self);
  show_first_page (self);
  ct_window_accept_drops (self);
  ct_window_watch_idle (self);
  ct_window_watch_counts (self);
  ct_window_watch_backups (self);
  ct_window_watch_emergencies (self);
  ct_window_watch_online (self);
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

  ct_window_unwatch_backups (self);
  ct_window_forget_toast (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->counting, g_source_remove);
  g_clear_handle_id (&self->offline_id, g_source_remove);
  g_clear_object (&self->idle);
  g_clear_weak_pointer (&self->focus);
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
  g_ptr_array_unref (self->hidden);
  g_queue_clear_full (&self->been, g_free);
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
  log_out_signal =
    g_signal_new ("log-out", CT_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  ct_keymap_bind_class (widget_class, CT_KEY_WINDOW);
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
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->been);
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
