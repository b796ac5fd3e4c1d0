#include "ui/lists/ct-lists-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"

/* Many changes at once (a course booked) are one new reading. */
#define READ_DELAY_MS 150

enum
{
  PROP_0,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ct_lists_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtListsPage, ct_lists_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_lists_page_page_init))

/* ---- Rows ---- */

static void
show_count (CtListsPage *self, guint n)
{
  g_autofree char *text = NULL;

  if (n >= CT_LIST_MAX_ROWS)
    text = g_strdup_printf (_("The first %u"), n);
  else
    text = g_strdup_printf (ngettext ("%u row", "%u rows", n), n);
  gtk_label_set_text (self->count, text);
}

static void
show_rows (CtListsPage *self, GPtrArray *rows)
{
  ct_list_view_show (self->view, rows);
  show_count (self, rows->len);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "rows" : "empty");
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtListsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->reading--;
  if (self->disposed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows != NULL)
    {
      show_rows (self, rows);
      return;
    }
  ct_notice_page (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static gint64
asked_site (CtListsPage *self)
{
  return gtk_check_button_get_active (self->all_sites) ? 0 : self->site_id;
}

static void
read_list (CtListsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading++;
  ct_clinic_read_list_async (self->clinic, self->list, asked_site (self),
                             gtk_check_button_get_active (self->show_put_off), self->cancellable, on_read_cb,
                             g_object_ref (self));
}

/* ---- How many ---- */

static void
show_counts (CtListsPage *self, GArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->names, (int) i);
      GtkLabel *label = g_object_get_data (G_OBJECT (row), "count");
      guint n = g_array_index (counts, guint, i);
      g_autofree char *text = g_strdup_printf (n >= CT_LIST_MAX_ROWS ? "%u+" : "%u", n);
      g_autofree char *name = g_strdup_printf ("%s, %s", _(((const CtDeskList *) g_object_get_data (G_OBJECT (row), "list"))->title), text);

      gtk_label_set_text (label, n > 0 ? text : "");
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static void
on_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtListsPage) self = data;
  g_autoptr (GArray) counts = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  self->reading--;
  if (counts != NULL && !self->disposed)
    show_counts (self, counts);
}

static gboolean
on_read_soon_cb (gpointer data)
{
  CtListsPage *self = data;

  self->soon = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  read_list (self);
  self->reading++;
  ct_clinic_count_lists_async (self->clinic, asked_site (self), NULL, on_counted_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Reads the list and counts all of them again, once for many changes; nobody looks at a page that is hidden. */
void
ct_lists_page_read_soon (CtListsPage *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add (READ_DELAY_MS, on_read_soon_cb, self);
}

static void
on_clinic_changed_cb (CtListsPage *self, const char *table)
{
  static const char *const tables[] = { "appointment", "course", "session", "waiting",   "scale_due", "consent",
                                        "list_note",   "patient", "setup",  "visit_step", NULL };

  if (g_strv_contains (tables, table))
    ct_lists_page_read_soon (self);
}

/* ---- Which list ---- */

static void
name_columns (CtListsPage *self)
{
  const CtListHeads heads = { _("Patient"), _(self->list->when_title), _(self->list->what_title),
                              _(self->list->why_title), _("Phone"),
                              gtk_check_button_get_active (self->show_put_off) ? _("Put off") : NULL };

  ct_list_view_set_heads (self->view, _(self->list->title), &heads);
}

/* Of what can be done only that is offered which makes sense in the list. */
static void
offer_acts (CtListsPage *self)
{
  gtk_widget_set_visible (self->book_button, (self->list->acts & CT_LIST_MAY_BOOK) != 0);
  gtk_widget_set_visible (self->step_button, (self->list->acts & CT_LIST_MAY_STEP) != 0);
  gtk_widget_set_visible (self->confirm_button, (self->list->acts & CT_LIST_MAY_CONFIRM) != 0);
  gtk_widget_set_visible (self->remind_button, (self->list->acts & CT_LIST_MAY_CONFIRM) != 0);
  gtk_widget_set_visible (self->score_button, (self->list->acts & CT_LIST_MAY_SCORE) != 0);
  gtk_widget_set_visible (self->consent_button, (self->list->acts & CT_LIST_MAY_CONSENT) != 0);
  gtk_widget_set_visible (self->back_button, gtk_check_button_get_active (self->show_put_off));
}

static void
show_list (CtListsPage *self, const CtDeskList *list)
{
  self->list = list;
  gtk_label_set_text (self->title, _(list->title));
  gtk_label_set_text (self->about, _(list->about));
  ct_notice_page (self->empty, _(list->empty));
  name_columns (self);
  offer_acts (self);
  ct_list_view_clear (self->view);
  read_list (self);
}

static void
on_name_cb (CtListsPage *self, GtkListBoxRow *row)
{
  const CtDeskList *list = row != NULL ? g_object_get_data (G_OBJECT (row), "list") : NULL;

  if (list != NULL && list != self->list)
    show_list (self, list);
}

static void
on_filter_cb (CtListsPage *self)
{
  name_columns (self);
  offer_acts (self);
  ct_lists_page_read_soon (self);
}

static GtkWidget *
create_name (const CtDeskList *list)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_(list->title));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "ct-count");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, list->name);
  g_object_set_data (G_OBJECT (row), "list", (gpointer) list);
  g_object_set_data (G_OBJECT (row), "count", count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(list->title), -1);
  return row;
}

static void
select_name (CtListsPage *self, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->names, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), name) == 0)
      gtk_list_box_select_row (self->names, row);
}

static void
fill_names (CtListsPage *self)
{
  guint n;
  const CtDeskList *lists = ct_desk_lists (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = create_name (&lists[i]);

      gtk_widget_set_visible (row, ct_clinic_user_may (self->clinic, lists[i].permission));
      gtk_list_box_append (self->names, row);
    }
}

/* ---- What others ask of it ---- */

/** ct_lists_page_get_rows: Returns: (transfer none): what the list shows, as #CtLiveRow. */
GListModel *
ct_lists_page_get_rows (CtListsPage *self)
{
  g_return_val_if_fail (CT_IS_LISTS_PAGE (self), NULL);
  return ct_list_view_get_model (self->view);
}

/** ct_lists_page_get_list: Returns: which list is shown. */
const CtDeskList *
ct_lists_page_get_list (CtListsPage *self)
{
  g_return_val_if_fail (CT_IS_LISTS_PAGE (self), NULL);
  return self->list;
}

/** ct_lists_page_is_busy: Returns: whether it is still to be read, counted or changed. */
gboolean
ct_lists_page_is_busy (CtListsPage *self)
{
  g_return_val_if_fail (CT_IS_LISTS_PAGE (self), FALSE);
  return self->reading > 0 || self->soon != 0 || self->acts > 0;
}

/**
 * ct_lists_page_select:
 * @self: a page
 * @position: a place in the list
 *
 * Selects a row.
 *
 * Returns: whether there is one.
 */
gboolean
ct_lists_page_select (CtListsPage *self, guint position)
{
  g_return_val_if_fail (CT_IS_LISTS_PAGE (self), FALSE);
  return ct_list_view_select (self->view, position);
}

/* ---- Clocks ---- */

static void wait_for_minute (CtListsPage *self);

static gboolean
on_minute_cb (gpointer data)
{
  CtListsPage *self = data;

  self->minute = 0;
  if (self->list->ticks)
    ct_lists_page_read_soon (self);
  wait_for_minute (self);
  return G_SOURCE_REMOVE;
}

/* Waits grow by the minute, as the clock on the wall goes. */
static void
wait_for_minute (CtListsPage *self)
{
  gint64 into_us = ct_clock_now (ct_clinic_get_clock (self->clinic)) % CT_USEC_PER_MINUTE;

  g_clear_handle_id (&self->minute, g_source_remove);
  self->minute = g_timeout_add ((guint) ((CT_USEC_PER_MINUTE - into_us) / 1000) + 20, on_minute_cb, self);
}

/* ---- As a page ---- */

static char *
dup_title (CtPage *page)
{
  return g_strdup (_("Lists"));
}

static void
open_target (CtPage *page, const char *what, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (page);

  if (g_str_equal (what, "list"))
    select_name (self, g_variant_get_string (target, NULL));
  if (!g_str_equal (what, "site"))
    return;
  self->site_id = g_variant_get_int64 (target);
  ct_lists_page_read_soon (self);
}

static void
ct_lists_page_page_init (CtPageInterface *iface)
{
  iface->dup_title = dup_title;
  iface->open = open_target;
}

/* ---- The object ---- */

static void
ct_lists_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ct_lists_page_parent_class)->map (widget);
  ct_lists_page_read_soon (CT_LISTS_PAGE (widget));
  wait_for_minute (CT_LISTS_PAGE (widget));
}

static void
ct_lists_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CT_LISTS_PAGE (widget)->minute, g_source_remove);
  GTK_WIDGET_CLASS (ct_lists_page_parent_class)->unmap (widget);
}

static gboolean
ct_lists_page_grab_focus (GtkWidget *widget)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_mapped (GTK_WIDGET (self->view)) ? GTK_WIDGET (self->view)
                                                                                : GTK_WIDGET (self->names));
}

static void
ct_lists_page_constructed (GObject *object)
{
  CtListsPage *self = CT_LISTS_PAGE (object);
  guint n;

  G_OBJECT_CLASS (ct_lists_page_parent_class)->constructed (object);
  g_return_if_fail (self->clinic != NULL);
  self->list = ct_desk_lists (&n);
  fill_names (self);
  gtk_widget_set_visible (GTK_WIDGET (self->all_sites), ct_clinic_get_sites (self->clinic)->len > 1);
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->names, "row-selected", G_CALLBACK (on_name_cb), self);
  show_list (self, self->list);
  select_name (self, self->list->name);
}

static void
ct_lists_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    g_value_set_object (value, CT_LISTS_PAGE (object)->clinic);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_lists_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    CT_LISTS_PAGE (object)->clinic = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_lists_page_dispose (GObject *object)
{
  CtListsPage *self = CT_LISTS_PAGE (object);

  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->minute, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->put_off != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->put_off));
  self->put_off = NULL;
  self->disposed = TRUE;
  G_OBJECT_CLASS (ct_lists_page_parent_class)->dispose (object);
}

static void
ct_lists_page_finalize (GObject *object)
{
  CtListsPage *self = CT_LISTS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->asked, ct_list_row_free);
  G_OBJECT_CLASS (ct_lists_page_parent_class)->finalize (object);
}

static void
ct_lists_page_class_init (CtListsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ct_lists_page_constructed;
  object_class->get_property = ct_lists_page_get_property;
  object_class->set_property = ct_lists_page_set_property;
  object_class->dispose = ct_lists_page_dispose;
  object_class->finalize = ct_lists_page_finalize;
  widget_class->map = ct_lists_page_map;
  widget_class->unmap = ct_lists_page_unmap;
  widget_class->grab_focus = ct_lists_page_grab_focus;
  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, CT_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (CT_TYPE_LIST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/lists/ct-lists-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, names);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, title);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, about);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, count);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, all_sites);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, show_put_off);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, consent_button);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, score_button);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, remind_button);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, step_button);
  gtk_widget_class_bind_template_child (widget_class, CtListsPage, book_button);
  ct_lists_page_install (widget_class);
  ct_keymap_bind_class (widget_class, CT_KEY_LISTS);
}

static void
on_activated_cb (CtListsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lists.open", NULL);
}

static void
ct_lists_page_init (CtListsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (self->view, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->view, "chosen", G_CALLBACK (ct_lists_page_allow), self);
  g_signal_connect_swapped (self->all_sites, "toggled", G_CALLBACK (on_filter_cb), self);
  g_signal_connect_swapped (self->show_put_off, "toggled", G_CALLBACK (on_filter_cb), self);
}

/**
 * ct_lists_page_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): the page of lists, which is empty until it is told its site.
 */
GtkWidget *
ct_lists_page_new (CtClinic *clinic)
{
  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  return g_object_new (CT_TYPE_LISTS_PAGE, "clinic", clinic, NULL);
}
