#include "ui/preferences/ct-setup-row.h"

#include <glib/gi18n.h>

#include "ui/form/ct-field-words.h"
#include "ui/preferences/ct-setup-store.h"

struct _CtSetupRow
{
  AdwEntryRow    parent_instance;
  CtClinic      *clinic;
  CtRecord      *record;
  const CtField *field;
};

G_DEFINE_FINAL_TYPE (CtSetupRow, ct_setup_row, ADW_TYPE_ENTRY_ROW)

static void
show_stored (CtSetupRow *self)
{
  g_autofree char *text = ct_field_words_show (self->record, self->field);

  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

static void
on_stored_cb (CtRecord *stored, const char *problem, gpointer data)
{
  g_autoptr (CtSetupRow) self = data;

  if (stored == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
on_apply_cb (CtSetupRow *self)
{
  g_autoptr (CtRecord) changed = ct_record_copy (self->record);
  g_autofree char *read = ct_field_words_read (self->field, gtk_editable_get_text (GTK_EDITABLE (self)));
  g_autoptr (GError) error = NULL;

  if (ct_record_parse_field (changed, self->field, read, &error))
    ct_setup_store (GTK_WIDGET (self), self->clinic, changed, on_stored_cb, g_object_ref (self));
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      ct_setup_tell (GTK_WIDGET (self), error->message);
    }
}

/* The set-up is read anew after every change; the row goes on from what is stored now. */
static void
on_clinic_changed_cb (CtSetupRow *self, const char *table)
{
  CtRecord *now;

  if (g_strcmp0 (table, "setup") != 0)
    return;
  now = ct_setup_find (self->clinic, self->record);
  if (now == NULL)
    return;
  g_set_object (&self->record, now);
  if (!gtk_widget_has_css_class (GTK_WIDGET (self), "error"))
    show_stored (self);
}

static void
ct_setup_row_finalize (GObject *object)
{
  CtSetupRow *self = CT_SETUP_ROW (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (ct_setup_row_parent_class)->finalize (object);
}

static void
ct_setup_row_class_init (CtSetupRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_setup_row_finalize;
}

static void
ct_setup_row_init (CtSetupRow *self)
{
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  g_signal_connect (self, "apply", G_CALLBACK (on_apply_cb), NULL);
}

/**
 * ct_setup_row_new:
 * @clinic: whose set-up
 * @record: a record of it
 * @field: the name of a field of @record
 *
 * Returns: (transfer floating): a row that stores the field when it is applied.
 */
GtkWidget *
ct_setup_row_new (CtClinic *clinic, CtRecord *record, const char *field)
{
  CtSetupRow *self = g_object_new (CT_TYPE_SETUP_ROW, NULL);

  self->clinic = g_object_ref (clinic);
  self->record = g_object_ref (record);
  self->field = ct_record_find_field (record, field);
  g_return_val_if_fail (self->field != NULL, GTK_WIDGET (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _(self->field->label));
  show_stored (self);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
