#include "ui/audit/ct-audit-page-private.h"

#include <glib/gi18n.h>

#include "domain/ct-audit-words.h"
#include "ui/audit/ct-audit-columns.h"
#include "ui/audit/ct-audit-item.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"

#define PAGE_ROWS   200
#define CATCH_UP_MS 500

static void ct_audit_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtAuditPage, ct_audit_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_audit_page_page_init))

static guint
n_shown (CtAuditPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static void
show_count (CtAuditPage *self)
{
  g_autofree char *text = NULL;

  if (self->complete)
    text = g_strdup_printf (ngettext ("%u act", "%u acts", n_shown (self)), n_shown (self));
  else
    text = g_strdup_printf (_("The latest %u acts; scroll for older ones"), n_shown (self));
  gtk_label_set_text (self->count, text);
  gtk_stack_set_visible_child_name (self->rows_stack, self->complete && n_shown (self) == 0 ? "none" : "rows");
}

static void
show_question (CtAuditPage *self)
{
  g_autofree char *text = NULL;
  CtAuditNames names;

  ct_audit_filters_get_names (self->filters, &names);
  text = ct_audit_question (self->filter, &names, self->groups);
  gtk_label_set_text (self->question, text);
}

/* ---- Loading ---- */

typedef struct
{
  CtAuditPage *page;
  guint        serial;
  gboolean     newest; /* asked for what is later than the first row */
} Load;

static Load *
load_new (CtAuditPage *self, gboolean newest)
{
  Load *load = g_new0 (Load, 1);

  *load = (Load) { g_object_ref (self), self->serial, newest };
  return load;
}

/* The page, if the answer is still wanted; frees the rest. */
static CtAuditPage *
load_end (Load *load, gboolean *newest)
{
  CtAuditPage *self = load->page;
  gboolean current = load->serial == self->serial;

  *newest = load->newest;
  g_free (load);
  if (current)
    return self;
  g_object_unref (self);
  return NULL;
}

static gboolean
is_later (const CtAuditRow *row, const CtAuditRow *than)
{
  return row->at_us > than->at_us || (row->at_us == than->at_us && row->id > than->id);
}

static void
add_rows (CtAuditPage *self, GPtrArray *rows, gboolean newest)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CtAuditItem) first = g_list_model_get_item (G_LIST_MODEL (self->items), 0);

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      CtAuditRow *row = g_ptr_array_index (rows, i);

      if (newest && first != NULL && !is_later (row, ct_audit_item_get_row (first)))
        ct_audit_row_free (row);
      else
        g_ptr_array_add (added, ct_audit_item_new (row));
    }
  g_list_store_splice (self->items, newest ? 0 : n_shown (self), 0, added->pdata, added->len);
}

static gboolean
tell_refusal (CtAuditPage *self, const GError *error)
{
  if (!g_error_matches (error, CT_ERROR, CT_ERROR_DENIED))
    return ct_notice_error (GTK_WIDGET (self), error);
  ct_notice_page (self->refused, error->message);
  gtk_stack_set_visible_child_name (self->stack, "refused");
  return TRUE;
}

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ct_clinic_finish (CT_CLINIC (source), result, &error);
  gboolean newest;
  g_autoptr (CtAuditPage) self = load_end (data, &newest);

  if (self == NULL)
    return;
  self->loading = FALSE;
  if (rows == NULL)
    {
      tell_refusal (self, error);
      return;
    }
  if (!newest)
    self->complete = rows->len < PAGE_ROWS;
  add_rows (self, rows, newest);
  show_count (self);
  ct_audit_page_allow_acts (self);
}

static void
load_rows (CtAuditPage *self, const CtAuditRow *after, gboolean newest)
{
  CtAuditPlace place = { 0 };

  if (after != NULL)
    place = (CtAuditPlace) { after->at_us, after->id };
  self->loading = TRUE;
  ct_clinic_search_audit_async (self->clinic, self->filter, after != NULL ? &place : NULL, PAGE_ROWS, self->cancellable,
                                on_rows_cb, load_new (self, newest));
}

static void
load_more (CtAuditPage *self)
{
  guint n = n_shown (self);
  g_autoptr (CtAuditItem) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->items), n - 1) : NULL;

  if (!self->loading && !self->complete)
    load_rows (self, last != NULL ? ct_audit_item_get_row (last) : NULL, FALSE);
}

/* ---- Groups ---- */

static void
show_groups (CtAuditPage *self)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean by_person = self->filter->patient_id != 0;

  for (guint i = 0; self->groups != NULL && i < self->groups->len; i++)
    {
      CtAuditGroup *group = g_memdup2 (g_ptr_array_index (self->groups, i), sizeof *group);

      group->name = g_strdup (group->name);
      g_ptr_array_add (added, ct_audit_item_new_group (group));
    }
  g_list_store_splice (self->group_items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->group_items)), added->pdata,
                       added->len);
  ct_audit_columns_title_groups (self->group_view, by_person ? _("Who") : _("Whose chart"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->group_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  by_person ? _("Who did it, how often") : _("Whose charts, how often"), -1);
  gtk_widget_set_visible (self->group_frame, added->len > 0);
  show_question (self);
}

static void
on_groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) groups = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  gboolean newest;
  g_autoptr (CtAuditPage) self = load_end (data, &newest);

  if (self == NULL || groups == NULL)
    return;
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = g_steal_pointer (&groups);
  show_groups (self);
}

static void
load_groups (CtAuditPage *self)
{
  ct_clinic_group_audit_async (self->clinic, self->filter, self->cancellable, on_groups_cb, load_new (self, FALSE));
}

/* ---- The filter ---- */

static void
on_name_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  gboolean newest;
  g_autoptr (CtAuditPage) self = load_end (data, &newest);
  g_autofree char *name = NULL;

  if (self == NULL || hits == NULL || hits->len == 0)
    return;
  name = ct_patient_display_name (((CtPatientHit *) g_ptr_array_index (hits, 0))->patient);
  ct_audit_filters_name_patient (self->filters, name);
  show_question (self);
}

static void
ask_name (CtAuditPage *self)
{
  CtAuditNames names;

  ct_audit_filters_get_names (self->filters, &names);
  if (self->filter->patient_id != 0 && names.patient == NULL)
    {
      ct_audit_filters_name_patient (self->filters, "…");
      ct_clinic_read_hits_async (self->clinic, &self->filter->patient_id, 1, self->cancellable, on_name_cb,
                                 load_new (self, FALSE));
    }
}

static void
start_over (CtAuditPage *self)
{
  self->serial++;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->loading = self->complete = FALSE;
  ct_audit_filter_free (self->filter);
  self->filter = ct_audit_filters_dup_filter (self->filters);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_list_store_remove_all (self->items);
  ask_name (self);
  show_groups (self);
  load_more (self);
  load_groups (self);
}

/**
 * ct_audit_page_ask:
 * @self: the page
 * @patient_id: about whom; 0 for all
 * @user_id: by whom; 0 for all
 * @act: (nullable): "opened", %NULL for every act
 *
 * Asks a question and clears the other filters.
 */
void
ct_audit_page_ask (CtAuditPage *self, gint64 patient_id, gint64 user_id, const char *act)
{
  g_return_if_fail (CT_IS_AUDIT_PAGE (self));
  ct_audit_filters_ask (self->filters, patient_id, NULL, user_id, act);
}

static void
on_words_cb (GObject *source, GAsyncResult *result, CtAuditPage *self, gboolean tables)
{
  g_autoptr (GPtrArray) words = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (words != NULL)
    ct_audit_filters_offer (self->filters, words, tables);
  g_object_unref (self);
}

static void
on_acts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  on_words_cb (source, result, data, FALSE);
}

static void
on_tables_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  on_words_cb (source, result, data, TRUE);
}

static void
offer_words (CtAuditPage *self)
{
  ct_clinic_list_audit_words_async (self->clinic, FALSE, on_acts_cb, g_object_ref (self));
  ct_clinic_list_audit_words_async (self->clinic, TRUE, on_tables_cb, g_object_ref (self));
}

/* What was done since is put on top. */
static void
catch_up (CtAuditPage *self)
{
  if (self->loading)
    return;
  load_rows (self, NULL, TRUE);
  load_groups (self);
}

static void
ct_audit_page_map (GtkWidget *widget)
{
  CtAuditPage *self = CT_AUDIT_PAGE (widget);

  GTK_WIDGET_CLASS (ct_audit_page_parent_class)->map (widget);
  if (n_shown (self) > 0)
    {
      catch_up (self);
      offer_words (self);
    }
}

static gboolean
on_catch_up_cb (gpointer data)
{
  CtAuditPage *self = data;

  self->catch_up = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    catch_up (self);
  return G_SOURCE_REMOVE;
}

/* While people work there are several acts a second; twice a second is often enough to look. */
static void
on_clinic_changed_cb (CtAuditPage *self, const char *table, gint64 id)
{
  if (g_str_equal (table, "audit") && self->catch_up == 0)
    self->catch_up = g_timeout_add (CATCH_UP_MS, on_catch_up_cb, self);
}

static void
on_edge_cb (CtAuditPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    load_more (self);
}

/* ---- Going on from what is listed ---- */

static void
on_activate_cb (CtAuditPage *self, guint position)
{
  g_autoptr (CtAuditItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL && ct_audit_item_get_row (item)->patient_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", ct_audit_item_get_row (item)->patient_id);
}

/* A group is a narrower question: what did this person do to this chart? */
static void
on_group_cb (CtAuditPage *self, guint position)
{
  g_autoptr (CtAuditItem) item = g_list_model_get_item (G_LIST_MODEL (self->group_items), position);
  const CtAuditGroup *group = item != NULL ? ct_audit_item_get_group (item) : NULL;
  g_autofree char *act = g_strdup (self->filter->act);
  CtAuditNames names;

  if (group == NULL)
    return;
  ct_audit_filters_get_names (self->filters, &names);
  if (self->filter->patient_id == 0)
    ct_audit_filters_ask (self->filters, group->id, group->name, self->filter->user_id, act);
  else
    ct_audit_filters_ask (self->filters, self->filter->patient_id, names.patient, group->id, act);
}

/* ---- As a page ---- */

static void
ct_audit_page_open (CtPage *page, const char *what, GVariant *target)
{
  CtAuditPage *self = CT_AUDIT_PAGE (page);
  gint64 id = g_variant_get_int64 (target);

  if (g_str_equal (what, "patient"))
    ct_audit_page_ask (self, id, 0, NULL);
  else if (g_str_equal (what, "who-opened"))
    ct_audit_page_ask (self, id, 0, "opened");
  else if (g_str_equal (what, "what-opened"))
    ct_audit_page_ask (self, 0, id, "opened");
  if (g_str_equal (what, "who-opened") && id == 0)
    ct_audit_filters_find_patient (self->filters);
  else if (g_str_equal (what, "what-opened") && id == 0)
    ct_audit_filters_find_user (self->filters);
}

static void
ct_audit_page_page_init (CtPageInterface *iface)
{
  iface->open = ct_audit_page_open;
}

/* ---- The object ---- */

/** ct_audit_page_get_list: Returns: (transfer none): the acts that are shown, as #CtAuditItem. */
GListModel *
ct_audit_page_get_list (CtAuditPage *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_PAGE (self), NULL);
  return G_LIST_MODEL (self->items);
}

/** ct_audit_page_get_groups: Returns: (transfer none): who, or whose charts, as #CtAuditItem. */
GListModel *
ct_audit_page_get_groups (CtAuditPage *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_PAGE (self), NULL);
  return G_LIST_MODEL (self->group_items);
}

/** ct_audit_page_get_question: Returns: what is asked, with the answer. */
const char *
ct_audit_page_get_question (CtAuditPage *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_PAGE (self), NULL);
  return gtk_label_get_text (self->question);
}

static void
ct_audit_page_dispose (GObject *object)
{
  CtAuditPage *self = CT_AUDIT_PAGE (object);

  self->serial++;
  g_clear_handle_id (&self->catch_up, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  G_OBJECT_CLASS (ct_audit_page_parent_class)->dispose (object);
}

static void
ct_audit_page_finalize (GObject *object)
{
  CtAuditPage *self = CT_AUDIT_PAGE (object);

  g_clear_object (&self->items);
  g_clear_object (&self->group_items);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  ct_audit_filter_free (self->filter);
  g_free (self->verdict_text);
  G_OBJECT_CLASS (ct_audit_page_parent_class)->finalize (object);
}

static void
ct_audit_page_class_init (CtAuditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_audit_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_audit_page_finalize;
  widget_class->map = ct_audit_page_map;
  g_type_ensure (CT_TYPE_AUDIT_FILTERS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/audit/ct-audit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, banners);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, question);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, count);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, progress_line);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, progress);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, group_frame);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, group_view);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, rows_stack);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, refused);
  ct_audit_page_install_acts (widget_class);
}

static GListStore *
create_model (CtAuditPage *self, GtkColumnView *view)
{
  GListStore *items = g_list_store_new (CT_TYPE_AUDIT_ITEM);
  GtkSingleSelection *selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (items)));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  g_signal_connect_object (selection, "notify::selected", G_CALLBACK (ct_audit_page_allow_acts), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  return items;
}

static void
ct_audit_page_init (CtAuditPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->filter = ct_audit_filter_new ();
  self->verdict = CT_BANNER (ct_banner_new ("security-high-symbolic", NULL));
  gtk_box_append (self->banners, GTK_WIDGET (self->verdict));
  self->items = create_model (self, self->view);
  self->group_items = create_model (self, self->group_view);
  g_signal_connect_swapped (self->filters, "changed", G_CALLBACK (start_over), self);
  g_signal_connect_swapped (self->scroller, "edge-reached", G_CALLBACK (on_edge_cb), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_swapped (self->group_view, "activate", G_CALLBACK (on_group_cb), self);
}

/**
 * ct_audit_page_new:
 * @clinic: whose audit is shown
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
ct_audit_page_new (CtClinic *clinic)
{
  CtAuditPage *self = g_object_new (CT_TYPE_AUDIT_PAGE, NULL);
  GTimeZone *zone = ct_clinic_get_zone (clinic, 0);

  self->clinic = g_object_ref (clinic);
  ct_audit_columns_add_acts (self->view, zone);
  ct_audit_columns_add_groups (self->group_view, zone);
  ct_audit_filters_set_clinic (self->filters, clinic);
  offer_words (self);
  start_over (self);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
