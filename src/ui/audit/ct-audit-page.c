#include "ui/audit/ct-audit-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/audit/ct-audit-item.h"
#include "ui/ct-banner.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"

#define PAGE_ROWS 200

struct _CtAuditPage
{
  AdwBin             parent_instance;
  GtkStack          *stack;
  GtkBox            *banners;
  GtkDropDown       *users;
  GtkDropDown       *acts;
  GtkButton         *patient_button;
  GtkLabel          *count;
  GtkButton         *verify_button;
  GtkButton         *export_button;
  GtkScrolledWindow *scroller;
  GtkColumnView     *view;
  AdwStatusPage     *refused;
  CtBanner          *verdict;
  CtClinic          *clinic;
  GListStore        *items;  /* of CtAuditItem, newest first */
  GtkFilterListModel *shown;
  GtkFilter         *filter;
  GHashTable        *names;  /* patient id -> char* */
  GHashTable        *known_acts;
  GCancellable      *cancellable;
  char              *verdict_text;
  gint64             patient_id;
  guint              serial;
  gboolean           loading;
  gboolean           complete; /* there is nothing older */
};

static void ct_audit_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtAuditPage, ct_audit_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_audit_page_page_init))

/* ---- Filters ---- */

static const char *
selected_text (GtkDropDown *choice)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (choice);

  return gtk_drop_down_get_selected (choice) > 0 && item != NULL ? gtk_string_object_get_string (item) : NULL;
}

static gboolean
fits (gpointer item, gpointer data)
{
  CtAuditPage *self = data;
  const CtAuditRow *row = ct_audit_item_get_row (item);
  const char *user = selected_text (self->users);
  const char *act = selected_text (self->acts);

  return (user == NULL || g_strcmp0 (row->user_name, user) == 0) &&
         (act == NULL || g_strcmp0 (ct_audit_act_label (row->act), act) == 0);
}

static void
show_count (CtAuditPage *self)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint loaded = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autofree char *text = NULL;

  if (self->complete)
    text = g_strdup_printf (ngettext ("%u act", "%u acts", shown), shown);
  else
    text = g_strdup_printf (_("%u of the newest %u acts; scroll for older ones"), shown, loaded);
  gtk_label_set_text (self->count, text);
}

static void load_more (CtAuditPage *self);

/* A filter that leaves less than a screen asks for older acts until there is one. */
static void
fill_screen (CtAuditPage *self)
{
  show_count (self);
  if (!self->complete && !self->loading && g_list_model_get_n_items (G_LIST_MODEL (self->shown)) < 60)
    load_more (self);
}

static void
on_filter_cb (CtAuditPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  fill_screen (self);
}

static void
offer_users (CtAuditPage *self)
{
  GPtrArray *users = ct_clinic_get_users (self->clinic);
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _("Everybody’s acts"));
  for (guint i = 0; i < users->len; i++)
    gtk_string_list_append (list, ((CtUser *) g_ptr_array_index (users, i))->login);
  gtk_drop_down_set_model (self->users, G_LIST_MODEL (list));
  g_object_unref (list);
}

/* Acts are offered as they turn up. */
static void
offer_act (CtAuditPage *self, const char *act)
{
  GListModel *model = gtk_drop_down_get_model (self->acts);

  if (!g_hash_table_add (self->known_acts, g_strdup (ct_audit_act_label (act))))
    return;
  gtk_string_list_append (GTK_STRING_LIST (model), ct_audit_act_label (act));
}

/* ---- Names ---- */

static void
spread_names (CtAuditPage *self)
{
  GListModel *items = G_LIST_MODEL (self->items);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (CtAuditItem) item = g_list_model_get_item (items, i);
      const char *name = g_hash_table_lookup (self->names, &ct_audit_item_get_row (item)->patient_id);

      if (name != NULL && ct_audit_item_get_patient (item) == NULL)
        ct_audit_item_set_patient (item, name);
    }
}

static void
on_names_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtAuditPage) self = data;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      CtPatientHit *hit = g_ptr_array_index (hits, i);
      gint64 id = CT_RECORD (hit->patient)->id;

      g_hash_table_replace (self->names, g_memdup2 (&id, sizeof id), ct_patient_display_name (hit->patient));
      if (id == self->patient_id)
        {
          g_autofree char *label = g_strdup_printf ("%s  ✕", (const char *) g_hash_table_lookup (self->names, &id));

          gtk_button_set_label (self->patient_button, label);
        }
    }
  spread_names (self);
}

static void
ask_names (CtAuditPage *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++)
    {
      const CtAuditRow *row = g_ptr_array_index (rows, i);

      if (row->patient_id != 0 && !g_hash_table_contains (self->names, &row->patient_id) &&
          g_hash_table_add (asked, (gpointer) &row->patient_id))
        g_array_append_val (ids, row->patient_id);
    }
  if (ids->len > 0)
    ct_clinic_read_hits_async (self->clinic, (const gint64 *) ids->data, ids->len, self->cancellable, on_names_cb,
                               g_object_ref (self));
}

/* ---- Loading ---- */

typedef struct
{
  CtAuditPage *page;
  guint        serial;
  gboolean     newest; /* asked for what is newer than the first row */
} Load;

static void
add_rows (CtAuditPage *self, GPtrArray *rows, gboolean newest)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CtAuditItem) first = g_list_model_get_item (G_LIST_MODEL (self->items), 0);
  gint64 known = newest && first != NULL ? ct_audit_item_get_row (first)->id : 0;

  ask_names (self, rows);
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      CtAuditRow *row = g_ptr_array_index (rows, i);

      if (row->id <= known)
        {
          ct_audit_row_free (row);
          continue;
        }
      offer_act (self, row->act);
      g_ptr_array_add (added, ct_audit_item_new (row));
    }
  g_list_store_splice (self->items, newest ? 0 : g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, added->pdata,
                       added->len);
  spread_names (self);
}

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Load *load = data;
  g_autoptr (CtAuditPage) self = load->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ct_clinic_finish (CT_CLINIC (source), result, &error);
  gboolean current = load->serial == self->serial;
  gboolean newest = load->newest;

  g_free (load);
  if (!current)
    return;
  self->loading = FALSE;
  if (g_error_matches (error, CT_ERROR, CT_ERROR_DENIED))
    {
      ct_notice_page (self->refused, error->message);
      gtk_stack_set_visible_child_name (self->stack, "refused");
      return;
    }
  if (ct_notice_error (GTK_WIDGET (self), error) || rows == NULL)
    return;
  if (!newest)
    self->complete = rows->len < PAGE_ROWS;
  add_rows (self, rows, newest);
  fill_screen (self);
}

static void
load (CtAuditPage *self, gint64 before_id, gboolean newest)
{
  Load *it = g_new0 (Load, 1);

  *it = (Load) { g_object_ref (self), self->serial, newest };
  self->loading = TRUE;
  ct_clinic_list_audit_async (self->clinic, self->patient_id, before_id, PAGE_ROWS, on_rows_cb, it);
}

static void
load_more (CtAuditPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr (CtAuditItem) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->items), n - 1) : NULL;

  if (!self->loading && !self->complete)
    load (self, last != NULL ? ct_audit_item_get_row (last)->id : 0, FALSE);
}

static void
start_over (CtAuditPage *self)
{
  self->serial++;
  self->loading = FALSE;
  self->complete = FALSE;
  g_list_store_remove_all (self->items);
  load_more (self);
}

/* What was done since is put on top, when the page is looked at again. */
static void
ct_audit_page_map (GtkWidget *widget)
{
  CtAuditPage *self = CT_AUDIT_PAGE (widget);

  GTK_WIDGET_CLASS (ct_audit_page_parent_class)->map (widget);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0 && !self->loading)
    load (self, 0, TRUE);
}

static void
on_edge_cb (CtAuditPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    load_more (self);
}

/* ---- One patient only ---- */

/**
 * ct_audit_page_set_patient:
 * @self: the page
 * @patient_id: shows only acts about this patient; 0: all
 */
void
ct_audit_page_set_patient (CtAuditPage *self, gint64 patient_id)
{
  g_return_if_fail (CT_IS_AUDIT_PAGE (self));
  if (self->patient_id == patient_id)
    return;
  self->patient_id = patient_id;
  gtk_widget_set_visible (GTK_WIDGET (self->patient_button), patient_id != 0);
  if (patient_id != 0)
    ct_clinic_read_hits_async (self->clinic, &patient_id, 1, self->cancellable, on_names_cb, g_object_ref (self));
  start_over (self);
}

static void
on_patient_button_cb (CtAuditPage *self)
{
  ct_audit_page_set_patient (self, 0);
}

/* ---- Verifying ---- */

static void
show_verdict (CtAuditPage *self, const CtAuditCheck *check)
{
  g_free (self->verdict_text);
  if (check->broken_id == 0 && check->reason == NULL)
    self->verdict_text = g_strdup_printf (_("All %'d acts fit together. The chain ends in %.12s…"), (int) check->rows,
                                          check->head != NULL ? check->head : "");
  else
    self->verdict_text = g_strdup_printf (_("The audit was tampered with at act %d: %s"), (int) check->broken_id,
                                          check->reason != NULL ? check->reason : "");
  ct_banner_set_text (self->verdict, self->verdict_text);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtAuditPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAuditCheck) check = ct_clinic_finish (CT_CLINIC (source), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->verify_button), TRUE);
  if (check != NULL)
    show_verdict (self, check);
  else if (!ct_notice_error (GTK_WIDGET (self), error))
    ct_banner_set_text (self->verdict, NULL);
}

/**
 * ct_audit_page_verify:
 * @self: the page
 *
 * Reckons the whole chain again and tells the result above the list.
 */
void
ct_audit_page_verify (CtAuditPage *self)
{
  g_return_if_fail (CT_IS_AUDIT_PAGE (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->verify_button), FALSE);
  ct_banner_set_text (self->verdict, _("Verifying…"));
  ct_clinic_verify_audit_async (self->clinic, self->cancellable, on_verified_cb, g_object_ref (self));
}

/**
 * ct_audit_page_get_verdict:
 * @self: the page
 *
 * Returns: (nullable): what the last verification found.
 */
const char *
ct_audit_page_get_verdict (CtAuditPage *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_PAGE (self), NULL);
  return self->verdict_text;
}

/* ---- Exporting ---- */

static GBytes *
write_csv (CtAuditPage *self)
{
  GString *csv = g_string_new (NULL);

  ct_audit_csv_append (csv, NULL, NULL, TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (CtAuditItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      ct_audit_csv_append (csv, ct_audit_item_get_row (item), ct_audit_item_get_patient (item), FALSE);
    }
  return g_string_free_to_bytes (csv);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtAuditPage) self = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      ct_clinic_note_export_async (self->clinic, self->patient_id, _("audit"), NULL, NULL);
      ct_notice_tell (GTK_WIDGET (self), _("The audit was saved as a table."));
    }
  else
    ct_notice_error (GTK_WIDGET (self), error);
}

static void
on_place_chosen_cb (GtkNativeDialog *dialog, int response, CtAuditPage *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) csv = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      csv = write_csv (self);
      g_file_replace_contents_bytes_async (file, csv, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable,
                                           on_exported_cb, g_object_ref (self));
    }
  g_object_unref (dialog);
}

static void
on_export_cb (CtAuditPage *self)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_("Save the Audit"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  g_autofree char *today = ct_date_to_iso (ct_clinic_today (self->clinic));
  g_autofree char *name = g_strdup_printf (_("Audit %s.csv"), today);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_place_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- Columns ---- */

typedef char *(*Describe) (CtAuditPage *self, CtAuditItem *item);

static char *
describe_when (CtAuditPage *self, CtAuditItem *item)
{
  gint64 at_us = ct_audit_item_get_row (item)->at_us;
  CtWall wall = ct_wall_from_utc (at_us, ct_clinic_get_zone (self->clinic, 0));
  g_autofree char *day = ct_date_format (wall.date, "%a %-d %b %Y");
  g_autofree char *time = ct_minute_format (wall.minute);

  return g_strdup_printf ("%s, %s", day, time);
}

static char *
describe_who (CtAuditPage *self, CtAuditItem *item)
{
  return g_strdup (ct_audit_item_get_row (item)->user_name);
}

static char *
describe_act (CtAuditPage *self, CtAuditItem *item)
{
  return ct_audit_item_describe_act (item);
}

static char *
describe_patient (CtAuditPage *self, CtAuditItem *item)
{
  return g_strdup (ct_audit_item_get_patient (item));
}

static char *
describe_detail (CtAuditPage *self, CtAuditItem *item)
{
  const char *detail = ct_audit_item_get_row (item)->detail;
  g_auto (GStrv) lines = g_strsplit (detail != NULL ? detail : "", "\n", -1);

  return g_strjoinv ("; ", lines);
}

static char *
describe_where (CtAuditPage *self, CtAuditItem *item)
{
  return g_strdup (ct_audit_item_get_row (item)->workstation);
}

static void
fill_cell (GtkListItem *cell)
{
  CtAuditItem *item = gtk_list_item_get_item (cell);
  Describe describe = (Describe) g_object_get_data (G_OBJECT (cell), "describe");
  GtkWidget *label = gtk_list_item_get_child (cell);
  g_autofree char *text = describe (g_object_get_data (G_OBJECT (cell), "page"), item);

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, describe == describe_detail ? ct_audit_item_get_row (item)->detail : NULL);
}

static void
on_setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *cell, CtAuditPage *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "ct-tabular");
  g_object_set_data (G_OBJECT (cell), "describe", g_object_get_data (G_OBJECT (factory), "describe"));
  g_object_set_data (G_OBJECT (cell), "page", self);
  gtk_list_item_set_child (cell, label);
}

static void
on_bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  gulong id = g_signal_connect_swapped (gtk_list_item_get_item (cell), "notify::patient", G_CALLBACK (fill_cell), cell);

  g_object_set_data (G_OBJECT (cell), "handler", (gpointer) id);
  fill_cell (cell);
}

static void
on_unbind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  gulong id = (gulong) g_object_steal_data (G_OBJECT (cell), "handler");

  g_signal_handler_disconnect (gtk_list_item_get_item (cell), id);
}

static void
add_column (CtAuditPage *self, const char *title, Describe describe, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "describe", (gpointer) describe);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cell_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cell_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cell_cb), NULL);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
on_activate_cb (CtAuditPage *self, guint position)
{
  g_autoptr (CtAuditItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (item != NULL && ct_audit_item_get_row (item)->patient_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", ct_audit_item_get_row (item)->patient_id);
}

/* ---- As a page ---- */

static void
ct_audit_page_open (CtPage *page, const char *what, GVariant *target)
{
  if (g_strcmp0 (what, "patient") == 0)
    ct_audit_page_set_patient (CT_AUDIT_PAGE (page), g_variant_get_int64 (target));
}

static void
ct_audit_page_page_init (CtPageInterface *iface)
{
  iface->open = ct_audit_page_open;
}

/* ---- The object ---- */

/**
 * ct_audit_page_get_list:
 * @self: the page
 *
 * Returns: (transfer none): the acts that are shown, as #CtAuditItem.
 */
GListModel *
ct_audit_page_get_list (CtAuditPage *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_PAGE (self), NULL);
  return G_LIST_MODEL (self->shown);
}

static void
ct_audit_page_dispose (GObject *object)
{
  CtAuditPage *self = CT_AUDIT_PAGE (object);

  self->serial++;
  g_cancellable_cancel (self->cancellable);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (ct_audit_page_parent_class)->dispose (object);
}

static void
ct_audit_page_finalize (GObject *object)
{
  CtAuditPage *self = CT_AUDIT_PAGE (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->items);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clinic);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->known_acts);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/audit/ct-audit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, banners);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, users);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, acts);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, patient_button);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, count);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, verify_button);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtAuditPage, refused);
}

static void
create_models (CtAuditPage *self)
{
  GtkStringList *acts = gtk_string_list_new (NULL);
  GtkSingleSelection *selection;

  gtk_string_list_append (acts, _("All acts"));
  gtk_drop_down_set_model (self->acts, G_LIST_MODEL (acts));
  g_object_unref (acts);
  self->items = g_list_store_new (CT_TYPE_AUDIT_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (fits, self, NULL));
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), g_object_ref (self->filter));
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

static void
ct_audit_page_init (CtAuditPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->known_acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->verdict = CT_BANNER (ct_banner_new ("security-high-symbolic", NULL));
  gtk_box_append (self->banners, GTK_WIDGET (self->verdict));
  create_models (self);
  add_column (self, _("When"), describe_when, FALSE);
  add_column (self, _("Who"), describe_who, FALSE);
  add_column (self, _("What"), describe_act, FALSE);
  add_column (self, _("Patient"), describe_patient, FALSE);
  add_column (self, _("Detail"), describe_detail, TRUE);
  add_column (self, _("Where"), describe_where, FALSE);
  g_signal_connect_swapped (self->users, "notify::selected", G_CALLBACK (on_filter_cb), self);
  g_signal_connect_swapped (self->acts, "notify::selected", G_CALLBACK (on_filter_cb), self);
  g_signal_connect_swapped (self->patient_button, "clicked", G_CALLBACK (on_patient_button_cb), self);
  g_signal_connect_swapped (self->verify_button, "clicked", G_CALLBACK (ct_audit_page_verify), self);
  g_signal_connect_swapped (self->export_button, "clicked", G_CALLBACK (on_export_cb), self);
  g_signal_connect_swapped (self->scroller, "edge-reached", G_CALLBACK (on_edge_cb), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate_cb), self);
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

  self->clinic = g_object_ref (clinic);
  offer_users (self);
  load_more (self);
  return GTK_WIDGET (self);
}
