#include "ui/start/ct-server-page.h"

#include "ui/start/ct-server-group.h"

struct _CtServerPage
{
  AdwBin         parent_instance;
  CtServerGroup *server;
  GtkLabel      *error;
  GtkButton     *back_button;
  GtkButton     *next_button;
};

static guint done_signal, leave_signal;

G_DEFINE_FINAL_TYPE (CtServerPage, ct_server_page, ADW_TYPE_BIN)

static void
update_button (CtServerPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), ct_server_group_is_ready (self->server));
}

static void
on_next_cb (CtServerPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->next_button)))
    return;
  place = ct_server_group_get_place (self->server, &error);
  gtk_label_set_text (self->error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  if (place != NULL)
    g_signal_emit (self, done_signal, 0, place);
}

static void
on_back_cb (CtServerPage *self)
{
  g_signal_emit (self, leave_signal, 0);
}

static gboolean
ct_server_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_SERVER_PAGE (widget)->server));
}

static void
ct_server_page_class_init (CtServerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = ct_server_page_grab_focus;
  done_signal =
    g_signal_new ("done", CT_TYPE_SERVER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  leave_signal = g_signal_new ("leave", CT_TYPE_SERVER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CT_TYPE_SERVER_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/start/ct-server-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtServerPage, server);
  gtk_widget_class_bind_template_child (widget_class, CtServerPage, error);
  gtk_widget_class_bind_template_child (widget_class, CtServerPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, CtServerPage, next_button);
}

static void
ct_server_page_init (CtServerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->server, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->server, "activated", G_CALLBACK (on_next_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (on_next_cb), self);
  g_signal_connect_swapped (self->back_button, "clicked", G_CALLBACK (on_back_cb), self);
  update_button (self);
}

/**
 * ct_server_page_new:
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
ct_server_page_new (void)
{
  return g_object_new (CT_TYPE_SERVER_PAGE, NULL);
}
