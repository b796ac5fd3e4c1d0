#include "ui/enquiries/ct-enquiries-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"

#define READ_DELAY_MS 150

static void ct_enquiries_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtEnquiriesPage, ct_enquiries_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_enquiries_page_page_init))

/* In the order of the choices, which is that of CtEnquiryView. */
static const struct
{
  const char *title;
  const char *empty;
} views[] = {
  { N_("To ring back"), N_("Nobody is to be rung back today. Ctrl+Shift+E writes down who rings.") },
  { N_("All open"), N_("No enquiry is open. Ctrl+Shift+E writes down who rings.") },
  { N_("Became patients, or closed"), N_("No enquiry has ended yet.") },
};

static CtEnquiryView
shown_view (CtEnquiriesPage *self)
{
  return (CtEnquiryView) gtk_drop_down_get_selected (self->which);
}

/* ---- Rows ---- */

static void
show_rows (CtEnquiriesPage *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_list_row_free);
  g_autofree char *text = g_strdup_printf (ngettext ("%u enquiry", "%u enquiries", self->read->len), self->read->len);
  const CtEnquiryView view = shown_view (self);

  for (guint i = 0; i < self->read->len; i++)
    {
      CtEnquiry *enquiry = g_ptr_array_index (self->read, i);

      g_ptr_array_add (rows, ct_enquiry_make_row (enquiry, ct_clinic_now_at (self->clinic, enquiry->site_id).date));
    }
  ct_list_view_show (self->view, rows);
  gtk_label_set_text (self->count, text);
  ct_notice_page (self->empty, _(views[view].empty));
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "rows" : "empty");
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtEnquiriesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) enquiries = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->reading--;
  if (self->disposed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (enquiries == NULL)
    {
      ct_notice_page (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_ptr_array_unref (self->read);
  self->read = g_steal_pointer (&enquiries);
  show_rows (self);
}

static gboolean
on_read_soon_cb (gpointer data)
{
  CtEnquiriesPage *self = data;

  self->soon = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading++;
  ct_clinic_list_enquiries_async (self->clinic, shown_view (self), self->site_id, self->cancellable, on_read_cb,
                                  g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Reads again, once for many changes; nobody looks at a page that is hidden. */
void
ct_enquiries_page_read_soon (CtEnquiriesPage *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add (READ_DELAY_MS, on_read_soon_cb, self);
}

static void
on_clinic_changed_cb (CtEnquiriesPage *self, const char *table)
{
  if (g_strcmp0 (table, "enquiry") == 0 || g_strcmp0 (table, "setup") == 0)
    ct_enquiries_page_read_soon (self);
}

/* ---- What others ask of it ---- */

/* (nullable): who is chosen, as last read. */
CtEnquiry *
ct_enquiries_page_chosen (CtEnquiriesPage *self)
{
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  for (guint i = 0; row != NULL && i < self->read->len; i++)
    if (CT_RECORD (g_ptr_array_index (self->read, i))->id == row->id)
      return g_ptr_array_index (self->read, i);
  return NULL;
}

/* What is shown, for a sheet of paper or a file. */
CtTable *
ct_enquiries_page_make_table (CtEnquiriesPage *self)
{
  g_autofree char *day = ct_date_format (ct_clinic_now_at (self->clinic, self->site_id).date, _("%a %-d %b %Y"));
  CtSite *site = ct_clinic_get_site (self->clinic, self->site_id);
  g_autofree char *words = g_strdup_printf ("%s · %s · %s", site != NULL ? site->name : "", _(views[shown_view (self)].title),
                                            day);
  const char *const heads[] = { _("Name"), _("Rang on"), _("What for"), _("How it stands"), _("Phone"),
                                _("How they heard of us") };
  GPtrArray *rows = ct_list_view_get_all (self->view);
  CtTable *table = ct_table_new (_("Enquiries"), words);

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    ct_table_add_column (table, heads[i], FALSE);
  for (guint i = 0; i < rows->len; i++)
    {
      const CtListRow *row = g_ptr_array_index (rows, i);
      const char *const cells[] = { row->patient, row->when, row->what, row->why, row->phone, row->put_off };

      for (gsize k = 0; k < G_N_ELEMENTS (cells); k++)
        ct_table_add (table, cells[k]);
    }
  return table;
}

/** ct_enquiries_page_get_rows: Returns: (transfer none): what is shown, as #CtLiveRow. */
GListModel *
ct_enquiries_page_get_rows (CtEnquiriesPage *self)
{
  g_return_val_if_fail (CT_IS_ENQUIRIES_PAGE (self), NULL);
  return ct_list_view_get_model (self->view);
}

/** ct_enquiries_page_is_busy: Returns: whether it is still to be read or changed. */
gboolean
ct_enquiries_page_is_busy (CtEnquiriesPage *self)
{
  g_return_val_if_fail (CT_IS_ENQUIRIES_PAGE (self), FALSE);
  return self->reading > 0 || self->soon != 0 || self->acts > 0;
}

/**
 * ct_enquiries_page_select:
 * @self: a page
 * @position: a place in the list
 *
 * Chooses an enquiry.
 *
 * Returns: whether there is one.
 */
gboolean
ct_enquiries_page_select (CtEnquiriesPage *self, guint position)
{
  g_return_val_if_fail (CT_IS_ENQUIRIES_PAGE (self), FALSE);
  return ct_list_view_select (self->view, position);
}

/**
 * ct_enquiries_page_show:
 * @self: a page
 * @view: which of them
 *
 * Shows those.
 */
void
ct_enquiries_page_show (CtEnquiriesPage *self, CtEnquiryView view)
{
  g_return_if_fail (CT_IS_ENQUIRIES_PAGE (self) && view < G_N_ELEMENTS (views));
  gtk_drop_down_set_selected (self->which, view);
}

/* ---- As a page ---- */

static char *
dup_title (CtPage *page)
{
  return g_strdup (_("Enquiries"));
}

static const char *
get_new_action (CtPage *page, const char **tooltip)
{
  *tooltip = _("New enquiry (Ctrl+Shift+E)");
  return "win.new-enquiry";
}

static void
open_target (CtPage *page, const char *what, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (page);

  if (!g_str_equal (what, "site"))
    return;
  self->site_id = g_variant_get_int64 (target);
  ct_enquiries_page_read_soon (self);
}

static void
ct_enquiries_page_page_init (CtPageInterface *iface)
{
  iface->dup_title = dup_title;
  iface->get_new_action = get_new_action;
  iface->open = open_target;
}

/* ---- The object ---- */

static void
ct_enquiries_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ct_enquiries_page_parent_class)->map (widget);
  ct_enquiries_page_read_soon (CT_ENQUIRIES_PAGE (widget));
}

static gboolean
ct_enquiries_page_grab_focus (GtkWidget *widget)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_mapped (GTK_WIDGET (self->view)) ? GTK_WIDGET (self->view)
                                                                                : GTK_WIDGET (self->which));
}

static void
ct_enquiries_page_dispose (GObject *object)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (object);

  self->disposed = TRUE;
  g_clear_handle_id (&self->soon, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->put_off != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->put_off));
  self->put_off = NULL;
  G_OBJECT_CLASS (ct_enquiries_page_parent_class)->dispose (object);
}

static void
ct_enquiries_page_finalize (GObject *object)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->clinic);
  g_clear_object (&self->asked);
  g_ptr_array_unref (self->read);
  G_OBJECT_CLASS (ct_enquiries_page_parent_class)->finalize (object);
}

static void
ct_enquiries_page_class_init (CtEnquiriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_enquiries_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_enquiries_page_finalize;
  widget_class->map = ct_enquiries_page_map;
  widget_class->grab_focus = ct_enquiries_page_grab_focus;
  g_type_ensure (CT_TYPE_LIST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/enquiries/ct-enquiries-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtEnquiriesPage, which);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiriesPage, count);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiriesPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiriesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiriesPage, problem);
  ct_enquiries_page_install (widget_class);
  ct_keymap_bind_class (widget_class, CT_KEY_ENQUIRIES);
}

static void
on_activated_cb (CtEnquiriesPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "enquiries.open", NULL);
}

static void
ct_enquiries_page_init (CtEnquiriesPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const CtListHeads heads = { _("Name"), _("Rang on"), _("What for"), _("How it stands"), _("Phone"),
                              _("How they heard of us") };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->read = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    gtk_string_list_append (titles, _(views[i].title));
  gtk_drop_down_set_model (self->which, G_LIST_MODEL (titles));
  ct_list_view_set_heads (self->view, _("Enquiries"), &heads);
  g_signal_connect_swapped (self->which, "notify::selected", G_CALLBACK (ct_enquiries_page_read_soon), self);
  g_signal_connect_swapped (self->view, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->view, "chosen", G_CALLBACK (ct_enquiries_page_allow), self);
}

/**
 * ct_enquiries_page_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): the page of its enquiries.
 */
GtkWidget *
ct_enquiries_page_new (CtClinic *clinic)
{
  CtEnquiriesPage *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_ENQUIRIES_PAGE, NULL);
  self->clinic = g_object_ref (clinic);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_drop_down_set_selected (self->which, CT_ENQUIRIES_OPEN);
  ct_enquiries_page_allow (self);
  return GTK_WIDGET (self);
}
