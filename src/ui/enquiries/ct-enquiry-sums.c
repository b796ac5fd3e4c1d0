#include "ui/enquiries/ct-enquiry-sums.h"

#include <glib/gi18n.h>

#include "ui/lists/ct-table-out.h"

/* A year and a month: the same month of last year stands beside this one. */
#define DAYS_BACK 396

struct _CtEnquirySums
{
  AdwWindow  parent_instance;
  GtkStack  *stack;
  GtkGrid   *grid;
  GtkLabel  *nothing;
  CtClinic  *clinic;
  CtTable   *table; /* (nullable): until it is counted */
};

G_DEFINE_FINAL_TYPE (CtEnquirySums, ct_enquiry_sums, ADW_TYPE_WINDOW)

static void
attach (CtEnquirySums *self, const char *text, gboolean number, gboolean head, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, head ? "ct-cell-head" : "ct-cell");
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
show_table (CtEnquirySums *self)
{
  const CtTable *table = self->table;

  for (guint i = 0; i < table->heads->len; i++)
    {
      gboolean number = g_array_index (table->numbers, gboolean, i);

      attach (self, g_ptr_array_index (table->heads, i), number, TRUE, (int) i, 0);
      for (guint row = 0; row < ct_table_get_rows (table); row++)
        attach (self, ct_table_get (table, row, i), number, FALSE, (int) i, (int) row + 1);
    }
  gtk_stack_set_visible_child_name (self->stack, ct_table_get_rows (table) > 0 ? "table" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sums.print", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sums.export", TRUE);
}

static void
on_sums_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtEnquirySums) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sums = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (self->clinic == NULL)
    return;
  if (sums == NULL)
    {
      gtk_label_set_text (self->nothing, error->message);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  self->table = ct_enquiry_sums_make_table (sums);
  show_table (self);
}

static void
act_print (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquirySums *self = CT_ENQUIRY_SUMS (widget);

  if (self->table != NULL)
    ct_table_out_print (widget, self->clinic, ct_table_copy (self->table), NULL, _("Nobody has rung yet."));
}

static void
act_export (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquirySums *self = CT_ENQUIRY_SUMS (widget);

  if (self->table != NULL)
    ct_table_out_save (widget, self->clinic, ct_table_copy (self->table));
}

/**
 * ct_enquiry_sums_get_table:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what it shows; %NULL until it is counted.
 */
CtTable *
ct_enquiry_sums_get_table (CtEnquirySums *self)
{
  g_return_val_if_fail (CT_IS_ENQUIRY_SUMS (self), NULL);
  return self->table;
}

static void
ct_enquiry_sums_dispose (GObject *object)
{
  CtEnquirySums *self = CT_ENQUIRY_SUMS (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->table, ct_table_free);
  G_OBJECT_CLASS (ct_enquiry_sums_parent_class)->dispose (object);
}

static void
ct_enquiry_sums_class_init (CtEnquirySumsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_enquiry_sums_dispose;
  gtk_widget_class_install_action (widget_class, "sums.print", NULL, act_print);
  gtk_widget_class_install_action (widget_class, "sums.export", NULL, act_export);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "sums.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "sums.export", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/enquiries/ct-enquiry-sums.ui");
  gtk_widget_class_bind_template_child (widget_class, CtEnquirySums, stack);
  gtk_widget_class_bind_template_child (widget_class, CtEnquirySums, grid);
  gtk_widget_class_bind_template_child (widget_class, CtEnquirySums, nothing);
}

static void
ct_enquiry_sums_init (CtEnquirySums *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sums.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sums.export", FALSE);
}

/**
 * ct_enquiry_sums_new:
 * @clinic: whose enquiries
 * @site_id: one of its sites; 0 for all
 *
 * Returns: (transfer none): a window that counts the enquiries of the last thirteen months, not shown yet.
 */
GtkWindow *
ct_enquiry_sums_new (CtClinic *clinic, gint64 site_id)
{
  CtEnquirySums *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_ENQUIRY_SUMS, NULL);
  self->clinic = g_object_ref (clinic);
  ct_clinic_sum_enquiries_async (clinic, site_id, ct_clinic_today (clinic) - DAYS_BACK, NULL, on_sums_cb,
                                 g_object_ref (self));
  return GTK_WINDOW (self);
}
