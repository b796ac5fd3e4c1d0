#include "ui/patients/ct-patients-page.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/ct-appearance.h"
#include "ui/ct-live-list.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"
#include "ui/search/ct-hit-menu.h"
#include "ui/search/ct-hit-row.h"

/* More than anybody reads; a search that finds more needs another word. */
#define MAX_FOUND 500

struct _CtPatientsPage
{
  AdwBin          parent_instance;
  GtkStack       *stack;
  GtkSearchEntry *words;
  GtkLabel       *count;
  GtkColumnView  *view;
  AdwStatusPage  *refused;
  CtClinic       *clinic;
  CtLiveList     *list;
  GCancellable   *cancellable; /* of the ids on their way */
  guint           requery;
};

static void ct_patients_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtPatientsPage, ct_patients_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_patients_page_page_init))

/* ---- Rows ---- */

static void requery_soon (CtPatientsPage *self);

static gboolean
has_moved (CtPatientsPage *self, const CtPatientHit *hit)
{
  const CtPatientHit *before = ct_live_list_peek (self->list, CT_RECORD (hit->patient)->id);

  return before != NULL && (g_strcmp0 (before->patient->family_name, hit->patient->family_name) != 0 ||
                            g_strcmp0 (before->patient->given_names, hit->patient->given_names) != 0);
}

static void
on_hits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, &error);

  ct_notice_error (GTK_WIDGET (self), error);
  while (hits != NULL && hits->len > 0)
    {
      CtPatientHit *hit = g_ptr_array_steal_index (hits, hits->len - 1);

      if (has_moved (self, hit))
        requery_soon (self);
      ct_live_list_put (self->list, CT_RECORD (hit->patient)->id, hit);
    }
}

static void
fetch_rows (CtLiveList *list, const gint64 *ids, guint n_ids, gpointer data)
{
  CtPatientsPage *self = data;

  ct_clinic_read_hits_async (self->clinic, ids, n_ids, NULL, on_hits_cb, g_object_ref (self));
}

/* ---- Ids ---- */

static const char *
words_of (CtPatientsPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->words));
}

static void
show_count (CtPatientsPage *self, guint n)
{
  g_autofree char *text = NULL;

  if (ct_text_is_blank (words_of (self)))
    text = g_strdup_printf (ngettext ("%'u patient", "%'u patients", n), n);
  else if (n >= MAX_FOUND)
    text = g_strdup_printf (_("The first %u found; another word finds fewer"), n);
  else
    text = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  gtk_label_set_text (self->count, text);
}

static void
show_ids (CtPatientsPage *self, GArray *ids)
{
  gboolean nobody = ids->len == 0 && ct_text_is_blank (words_of (self));

  ct_live_list_set_ids (self->list, ids);
  show_count (self, ids->len);
  gtk_stack_set_visible_child_name (self->stack, nobody ? "empty" : "list");
}

static void
show_refusal (CtPatientsPage *self, const GError *error)
{
  if (!g_error_matches (error, CT_ERROR, CT_ERROR_DENIED))
    {
      ct_notice_error (GTK_WIDGET (self), error);
      return;
    }
  adw_status_page_set_title (self->refused, _("Not for you to see"));
  ct_notice_page (self->refused, error->message);
  gtk_stack_set_visible_child_name (self->stack, "refused");
}

static void
on_ids_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (ids != NULL)
    show_ids (self, ids);
  else
    show_refusal (self, error);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (hits == NULL)
    {
      show_refusal (self, error);
      return;
    }
  for (guint i = 0; i < hits->len; i++)
    g_array_append_val (ids, CT_RECORD (((CtPatientHit *) g_ptr_array_index (hits, i))->patient)->id);
  show_ids (self, ids);
}

static void
query (CtPatientsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (ct_text_is_blank (words_of (self)))
    ct_clinic_list_patient_ids_async (self->clinic, self->cancellable, on_ids_cb, g_object_ref (self));
  else
    ct_clinic_search_patients_async (self->clinic, words_of (self), MAX_FOUND, self->cancellable, on_found_cb,
                                     g_object_ref (self));
}

static gboolean
on_requery_cb (gpointer data)
{
  CtPatientsPage *self = data;

  self->requery = 0;
  query (self);
  return G_SOURCE_REMOVE;
}

static void
requery_soon (CtPatientsPage *self)
{
  if (self->requery == 0)
    self->requery = g_timeout_add (150, on_requery_cb, self);
}

/* Of somebody who is seen only the row is read; it tells whether the name has another place now. Many changes at once (an
 * import) are one new list. */
static void
on_clinic_changed_cb (CtPatientsPage *self, const char *table, gint64 id)
{
  if (g_strcmp0 (table, "appointment") == 0)
    ct_live_list_refresh (self->list, 0);
  if (g_strcmp0 (table, "patient") != 0)
    return;
  ct_live_list_refresh (self->list, id);
  if (id == 0 || !ct_text_is_blank (words_of (self)) || ct_live_list_peek (self->list, id) == NULL)
    requery_soon (self);
}

/* ---- Columns ---- */

typedef char *(*Describe) (const CtPatientHit *hit, CtDate today);

static char *
describe_name (const CtPatientHit *hit, CtDate today)
{
  return ct_patient_display_name (hit->patient);
}

static char *
describe_born (const CtPatientHit *hit, CtDate today)
{
  g_autofree char *born = ct_date_format (hit->patient->born, "%-d %b %Y");

  if (hit->patient->born == CT_DATE_NONE)
    return NULL;
  return g_strdup_printf ("%s (%d)", born, ct_date_years_between (hit->patient->born, today));
}

static char *
describe_sex (const CtPatientHit *hit, CtDate today)
{
  return hit->patient->sex != NULL ? g_strdup (ct_sex_label (hit->patient->sex)) : NULL;
}

static char *
describe_mrn (const CtPatientHit *hit, CtDate today)
{
  return g_strdup (hit->patient->mrn);
}

static char *
describe_phone (const CtPatientHit *hit, CtDate today)
{
  return g_strdup (hit->patient->phone);
}

static char *
describe_last (const CtPatientHit *hit, CtDate today)
{
  return ct_hit_describe_last (hit);
}

static void
fill_cell (GtkListItem *item)
{
  CtLiveRow *row = gtk_list_item_get_item (item);
  Describe describe = (Describe) g_object_get_data (G_OBJECT (item), "describe");
  CtPatientsPage *self = g_object_get_data (G_OBJECT (item), "page");
  const CtPatientHit *hit = row != NULL ? ct_live_row_get_data (row) : NULL;
  g_autofree char *text = hit != NULL ? describe (hit, ct_clinic_today (self->clinic)) : NULL;

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

/* ---- The menu of a row ---- */

static void
on_right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  CtLiveRow *row = gtk_list_item_get_item (item);

  if (row == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  ct_hit_menu_popup (GTK_WIDGET (g_object_get_data (G_OBJECT (item), "page")),
                     gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), ct_live_row_get_id (row), x, y);
}

static void
add_menu (GtkWidget *cell, GtkListItem *item)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (on_right_click_cb), item);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (gesture));
}

/* By the menu key: of the row that is chosen, over where the focus is. */
static gboolean
on_menu_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  CtPatientsPage *self = data;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  CtLiveRow *row = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));

  if (row == NULL)
    return FALSE;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    focus = widget;
  ct_hit_menu_popup (GTK_WIDGET (self), focus, ct_live_row_get_id (row), 24, gtk_widget_get_height (focus) / 2.0);
  return TRUE;
}

static void
add_menu_key (CtPatientsPage *self, guint key, GdkModifierType mods)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, mods),
                                                          gtk_callback_action_new (on_menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/* ---- Cells ---- */

static void
on_setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtPatientsPage *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (g_object_get_data (G_OBJECT (factory), "describe") == (gpointer) describe_name)
    gtk_label_set_width_chars (GTK_LABEL (label), CT_NAME_LETTERS);
  gtk_widget_add_css_class (label, "ct-tabular");
  g_object_set_data (G_OBJECT (item), "describe", g_object_get_data (G_OBJECT (factory), "describe"));
  g_object_set_data (G_OBJECT (item), "page", self);
  add_menu (label, item);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CtLiveRow *row = gtk_list_item_get_item (item);
  gulong id = g_signal_connect_swapped (row, "changed", G_CALLBACK (fill_cell), item);

  g_object_set_data (G_OBJECT (item), "handler", (gpointer) id);
  fill_cell (item);
}

static void
on_unbind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gulong id = (gulong) g_object_steal_data (G_OBJECT (item), "handler");

  g_signal_handler_disconnect (gtk_list_item_get_item (item), id);
}

static void
add_column (CtPatientsPage *self, const char *title, Describe describe, gboolean expand)
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
on_activate_cb (CtPatientsPage *self, guint position)
{
  g_autoptr (CtLiveRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", ct_live_row_get_id (row));
}

/* ---- As a page ---- */

static const char *
ct_patients_page_get_new_action (CtPage *page, const char **tooltip)
{
  *tooltip = _("New patient (Ctrl+N)");
  return "win.new-patient::";
}

static void
ct_patients_page_open (CtPage *page, const char *what, GVariant *target)
{
  CtPatientsPage *self = CT_PATIENTS_PAGE (page);

  if (g_strcmp0 (what, "words") == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->words), g_variant_get_string (target, NULL));
}

static void
ct_patients_page_page_init (CtPageInterface *iface)
{
  iface->get_new_action = ct_patients_page_get_new_action;
  iface->open = ct_patients_page_open;
}

/* ---- The object ---- */

/**
 * ct_patients_page_get_list:
 * @self: the page
 *
 * Returns: (transfer none): who is shown, as #CtLiveRow.
 */
GListModel *
ct_patients_page_get_list (CtPatientsPage *self)
{
  g_return_val_if_fail (CT_IS_PATIENTS_PAGE (self), NULL);
  return G_LIST_MODEL (self->list);
}

static void
ct_patients_page_dispose (GObject *object)
{
  CtPatientsPage *self = CT_PATIENTS_PAGE (object);

  g_clear_handle_id (&self->requery, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    ct_live_list_stop (self->list);
  G_OBJECT_CLASS (ct_patients_page_parent_class)->dispose (object);
}

static void
ct_patients_page_finalize (GObject *object)
{
  CtPatientsPage *self = CT_PATIENTS_PAGE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_patients_page_parent_class)->finalize (object);
}

static void
ct_patients_page_class_init (CtPatientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_patients_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_patients_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/patients/ct-patients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPatientsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtPatientsPage, words);
  gtk_widget_class_bind_template_child (widget_class, CtPatientsPage, count);
  gtk_widget_class_bind_template_child (widget_class, CtPatientsPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtPatientsPage, refused);
}

static void
add_columns (CtPatientsPage *self)
{
  add_column (self, _("Name"), describe_name, TRUE);
  add_column (self, _("Born"), describe_born, FALSE);
  add_column (self, _("Sex"), describe_sex, FALSE);
  add_column (self, _("Record number"), describe_mrn, FALSE);
  add_column (self, _("Phone"), describe_phone, FALSE);
  add_column (self, _("Next visit"), ct_hit_describe_next, FALSE);
  add_column (self, _("Last visit"), describe_last, FALSE);
}

static void
ct_patients_page_init (CtPatientsPage *self)
{
  GtkSingleSelection *selection;

  gtk_widget_init_template (GTK_WIDGET (self));
  add_menu_key (self, GDK_KEY_Menu, 0);
  add_menu_key (self, GDK_KEY_F10, GDK_SHIFT_MASK);
  self->list = ct_live_list_new (fetch_rows, self, (GDestroyNotify) ct_patient_hit_free);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  add_columns (self);
  gtk_search_entry_set_key_capture_widget (self->words, GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_swapped (self->words, "search-changed", G_CALLBACK (query), self);
}

/**
 * ct_patients_page_new:
 * @clinic: whose patients are listed
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
ct_patients_page_new (CtClinic *clinic)
{
  CtPatientsPage *self = g_object_new (CT_TYPE_PATIENTS_PAGE, NULL);

  self->clinic = g_object_ref (clinic);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  query (self);
  return GTK_WIDGET (self);
}
