#include "ui/audit/ct-head-window.h"

struct _CtHeadWindow
{
  AdwWindow      parent_instance;
  GtkTextView   *typed;
  GtkLabel      *complaint;
  CtHeadFunc     callback;
  gpointer       data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (CtHeadWindow, ct_head_window, ADW_TYPE_WINDOW)

static char *
dup_typed (CtHeadWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->typed);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* A slip is told beside what was typed, which stays. */
static void
look (GtkWidget *widget, const char *name, GVariant *target)
{
  CtHeadWindow *self = CT_HEAD_WINDOW (widget);
  g_autofree char *text = dup_typed (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAuditHead) head = ct_audit_head_parse (text, &error);

  gtk_label_set_text (self->complaint, head == NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), head == NULL);
  if (head == NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error->message, -1);
      gtk_widget_grab_focus (GTK_WIDGET (self->typed));
      return;
    }
  self->callback (head, self->data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
ct_head_window_finalize (GObject *object)
{
  CtHeadWindow *self = CT_HEAD_WINDOW (object);

  if (self->destroy != NULL)
    self->destroy (self->data);
  G_OBJECT_CLASS (ct_head_window_parent_class)->finalize (object);
}

static void
ct_head_window_class_init (CtHeadWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_head_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/audit/ct-head-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtHeadWindow, typed);
  gtk_widget_class_bind_template_child (widget_class, CtHeadWindow, complaint);
  gtk_widget_class_install_action (widget_class, "head.look", NULL, look);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "head.look", NULL);
}

static void
ct_head_window_init (CtHeadWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->typed));
}

/**
 * ct_head_window_new:
 * @callback: told the head
 * @data: for @callback
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer none): the window.
 */
GtkWindow *
ct_head_window_new (CtHeadFunc callback, gpointer data, GDestroyNotify destroy)
{
  CtHeadWindow *self = g_object_new (CT_TYPE_HEAD_WINDOW, NULL);

  self->callback = callback;
  self->data = data;
  self->destroy = destroy;
  return GTK_WINDOW (self);
}
