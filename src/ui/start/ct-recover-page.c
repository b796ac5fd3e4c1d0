#include "ui/start/ct-recover-page.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/start/ct-passphrase-group.h"

struct _CtRecoverPage
{
  AdwBin             parent_instance;
  AdwEntryRow       *key;
  AdwEntryRow       *login;
  CtPassphraseGroup *passphrase;
  GtkLabel          *error;
  GtkButton         *back_button;
  GtkButton         *set_button;
  char              *path;
  CtClock            clock;
  gboolean           working;
};

static guint done_signal, leave_signal;

G_DEFINE_FINAL_TYPE (CtRecoverPage, ct_recover_page, ADW_TYPE_BIN)

/* What the thread works with; it never touches a widget. */
typedef struct
{
  char   *path;
  char   *key;
  char   *login;
  char   *passphrase;
  CtClock clock;
} Reset;

static void
reset_free (gpointer data)
{
  Reset *reset = data;

  g_free (reset->path);
  g_free (reset->key);
  g_free (reset->login);
  g_free (reset->passphrase);
  g_free (reset);
}

static void
reset_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reset *reset = data;
  GError *error = NULL;

  if (ct_clinic_reset_passphrase (reset->path, reset->key, reset->login, reset->passphrase, reset->clock, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
update_button (CtRecoverPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->set_button),
                            !self->working && !ct_text_is_blank (text_of (self->key)) &&
                                !ct_text_is_blank (text_of (self->login)) && ct_passphrase_group_is_ready (self->passphrase));
}

static void
on_reset_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtRecoverPage *self = CT_RECOVER_PAGE (source);
  const Reset *reset = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->working = FALSE;
  update_button (self);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (self, done_signal, 0, reset->login, reset->passphrase);
  gtk_label_set_text (self->error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

static void
on_set_cb (CtRecoverPage *self)
{
  g_autoptr (GTask) task = NULL;
  Reset *reset;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->set_button)))
    return;
  task = g_task_new (self, NULL, on_reset_cb, NULL);
  reset = g_new0 (Reset, 1);
  reset->path = g_strdup (self->path);
  reset->key = g_strdup (text_of (self->key));
  reset->login = g_strstrip (g_ascii_strdown (text_of (self->login), -1));
  reset->passphrase = g_strdup (ct_passphrase_group_get_text (self->passphrase));
  reset->clock = self->clock;
  g_task_set_task_data (task, reset, reset_free);
  self->working = TRUE;
  update_button (self);
  g_task_run_in_thread (task, reset_thread);
}

static void
on_back_cb (CtRecoverPage *self)
{
  g_signal_emit (self, leave_signal, 0);
}

static gboolean
ct_recover_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_RECOVER_PAGE (widget)->key));
}

static void
ct_recover_page_finalize (GObject *object)
{
  g_free (CT_RECOVER_PAGE (object)->path);
  G_OBJECT_CLASS (ct_recover_page_parent_class)->finalize (object);
}

static void
ct_recover_page_class_init (CtRecoverPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_recover_page_finalize;
  widget_class->grab_focus = ct_recover_page_grab_focus;
  done_signal = g_signal_new ("done", CT_TYPE_RECOVER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                              G_TYPE_STRING, G_TYPE_STRING);
  leave_signal = g_signal_new ("leave", CT_TYPE_RECOVER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CT_TYPE_PASSPHRASE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/start/ct-recover-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtRecoverPage, key);
  gtk_widget_class_bind_template_child (widget_class, CtRecoverPage, login);
  gtk_widget_class_bind_template_child (widget_class, CtRecoverPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, CtRecoverPage, error);
  gtk_widget_class_bind_template_child (widget_class, CtRecoverPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, CtRecoverPage, set_button);
}

static void
ct_recover_page_init (CtRecoverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->key, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->login, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->passphrase, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->passphrase, "activated", G_CALLBACK (on_set_cb), self);
  g_signal_connect_swapped (self->set_button, "clicked", G_CALLBACK (on_set_cb), self);
  g_signal_connect_swapped (self->back_button, "clicked", G_CALLBACK (on_back_cb), self);
}

/**
 * ct_recover_page_new:
 * @path: the clinic's file
 * @clock: what time it is
 *
 * Returns: (transfer floating): a page that sets a new passphrase by the recovery key.
 */
GtkWidget *
ct_recover_page_new (const char *path, CtClock clock)
{
  CtRecoverPage *self = g_object_new (CT_TYPE_RECOVER_PAGE, NULL);

  self->path = g_strdup (path);
  self->clock = clock;
  return GTK_WIDGET (self);
}
