#include "ui/paper/ct-tag-window.h"

#include <glib/gi18n.h>

#include "ui/paper/ct-desk-printer.h"

struct _CtTagWindow
{
  AdwWindow      parent_instance;
  AdwComboRow   *sheet;
  GtkSpinButton *first;
  AdwActionRow  *first_row;
  GtkSpinButton *copies;

  CtClinic      *clinic;
  GPtrArray     *formats;  /* of CtTagFormat */
  GArray        *listed;   /* of guint: which of them the list shows */
  CtTagWish      wish;
};

G_DEFINE_FINAL_TYPE (CtTagWindow, ct_tag_window, ADW_TYPE_WINDOW)

static const CtTagFormat *
chosen (CtTagWindow *self)
{
  guint row = adw_combo_row_get_selected (self->sheet);

  return row < self->listed->len ? g_ptr_array_index (self->formats, g_array_index (self->listed, guint, row)) : NULL;
}

static void
on_sheet_cb (CtTagWindow *self)
{
  const CtTagFormat *format = chosen (self);
  g_autofree char *words = NULL;

  if (format == NULL)
    return;
  gtk_spin_button_set_range (self->first, 1, ct_tag_format_size (format));
  /* Translators: how many beside each other, how many below each other */
  words = g_strdup_printf (_("Counted along the rows: %d beside each other, %d rows."), format->columns, format->rows);
  adw_action_row_set_subtitle (self->first_row, words);
}

static void
fill_sheets (CtTagWindow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const CtTagFormat *usual = ct_tag_formats_usual (self->formats, self->wish.use, self->wish.paper);
  guint selected = 0;

  for (guint i = 0; i < self->formats->len; i++)
    {
      const CtTagFormat *format = g_ptr_array_index (self->formats, i);

      if (format->use != self->wish.use)
        continue;
      if (format == usual)
        selected = self->listed->len;
      gtk_string_list_append (titles, format->title);
      g_array_append_val (self->listed, i);
    }
  adw_combo_row_set_model (self->sheet, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->sheet, selected);
  on_sheet_cb (self);
}

/**
 * ct_tag_window_show:
 * @self: a window
 *
 * Closes it, and shows what was chosen in the preview.
 */
void
ct_tag_window_show (CtTagWindow *self)
{
  const CtTagFormat *format = chosen (self);
  GtkWindow *over = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (format == NULL)
    return;
  self->wish.format = format->id;
  self->wish.first = (guint) gtk_spin_button_get_value_as_int (self->first) - 1;
  self->wish.copies = (guint) gtk_spin_button_get_value_as_int (self->copies);
  ct_desk_print_tags (over != NULL ? GTK_WIDGET (over) : GTK_WIDGET (self), self->clinic, &self->wish);
  if (over != NULL)
    gtk_window_close (GTK_WINDOW (self));
}

static void
show (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_tag_window_show (CT_TAG_WINDOW (widget));
}

static void
ct_tag_window_finalize (GObject *object)
{
  CtTagWindow *self = CT_TAG_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_array_unref (self->listed);
  G_OBJECT_CLASS (ct_tag_window_parent_class)->finalize (object);
}

static void
ct_tag_window_class_init (CtTagWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_tag_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/paper/ct-tag-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtTagWindow, sheet);
  gtk_widget_class_bind_template_child (widget_class, CtTagWindow, first);
  gtk_widget_class_bind_template_child (widget_class, CtTagWindow, first_row);
  gtk_widget_class_bind_template_child (widget_class, CtTagWindow, copies);
  gtk_widget_class_install_action (widget_class, "tags.show", NULL, show);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "tags.show", NULL);
}

static void
ct_tag_window_init (CtTagWindow *self)
{
  self->listed = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->sheet, "notify::selected", G_CALLBACK (on_sheet_cb), self);
}

/**
 * ct_tag_window_new:
 * @clinic: a clinic
 * @wish: labels or cards, and whose; the sheet, the place and the number are asked for
 * @error: why the sheets could not be read
 *
 * Returns: (transfer none) (nullable): a window, not shown yet.
 */
GtkWindow *
ct_tag_window_new (CtClinic *clinic, const CtTagWish *wish, GError **error)
{
  CtTagWindow *self;
  GPtrArray *formats;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && wish != NULL, NULL);
  formats = ct_clinic_load_tag_formats (clinic, error);
  if (formats == NULL)
    return NULL;
  self = g_object_new (CT_TYPE_TAG_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  self->formats = formats;
  self->wish = *wish;
  self->wish.paper = ct_usual_paper ();
  gtk_window_set_title (GTK_WINDOW (self), wish->use == CT_TAG_CARDS ? _("Appointment Cards") : _("Labels"));
  fill_sheets (self);
  return GTK_WINDOW (self);
}
