#include "ui/paper/ct-sign-window.h"

#include <glib/gi18n.h>

struct _CtSignWindow
{
  AdwWindow            parent_instance;
  GtkButton           *button;
  AdwActionRow        *document;
  AdwComboRow         *meaning;
  AdwPasswordEntryRow *passphrase;
  GtkLabel            *problem;
  CtClinic            *clinic;
  GPtrArray           *offered; /* of CtMeaning */
  CtSignAct            act;
  CtSignDone           done;
  gpointer             data;
  GDestroyNotify       destroy;
  gboolean             busy;
};

G_DEFINE_FINAL_TYPE (CtSignWindow, ct_sign_window, ADW_TYPE_WINDOW)

static void
allow_sign (CtSignWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign.sign",
                                 !self->busy && *gtk_editable_get_text (GTK_EDITABLE (self->passphrase)) != '\0');
}

static const CtMeaning *
chosen (CtSignWindow *self)
{
  return g_ptr_array_index (self->offered, adw_combo_row_get_selected (self->meaning));
}

static void
on_meaning_cb (CtSignWindow *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->meaning), _(chosen (self)->sentence));
}

/* What was typed is wrong more often than not, so it is typed anew. */
static void
show_problem (CtSignWindow *self, const GError *error)
{
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
on_signed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtSignWindow) self = data;
  g_autoptr (GError) error = NULL;
  gpointer signed_one = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->busy = FALSE;
  if (signed_one != NULL)
    self->done (signed_one, self->data);
  if (self->clinic == NULL)
    return;
  if (signed_one != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  show_problem (self, error);
  allow_sign (self);
}

static void
sign (GtkWidget *widget, const char *name, GVariant *target)
{
  CtSignWindow *self = CT_SIGN_WINDOW (widget);

  self->busy = TRUE;
  allow_sign (self);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->act (self->clinic, chosen (self)->id, gtk_editable_get_text (GTK_EDITABLE (self->passphrase)), self->data,
             on_signed_cb, g_object_ref (self));
}

static void
on_activated_cb (CtSignWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign.sign", NULL);
}

static void
ct_sign_window_dispose (GObject *object)
{
  g_clear_object (&CT_SIGN_WINDOW (object)->clinic);
  G_OBJECT_CLASS (ct_sign_window_parent_class)->dispose (object);
}

static void
ct_sign_window_finalize (GObject *object)
{
  CtSignWindow *self = CT_SIGN_WINDOW (object);

  g_clear_pointer (&self->offered, g_ptr_array_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);
  G_OBJECT_CLASS (ct_sign_window_parent_class)->finalize (object);
}

static void
ct_sign_window_class_init (CtSignWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ct_sign_window_dispose;
  object_class->finalize = ct_sign_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/paper/ct-sign-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtSignWindow, button);
  gtk_widget_class_bind_template_child (widget_class, CtSignWindow, document);
  gtk_widget_class_bind_template_child (widget_class, CtSignWindow, meaning);
  gtk_widget_class_bind_template_child (widget_class, CtSignWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, CtSignWindow, problem);
  gtk_widget_class_install_action (widget_class, "sign.sign", NULL, sign);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_sign_window_init (CtSignWindow *self)
{
  self->offered = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->passphrase, "changed", G_CALLBACK (allow_sign), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->passphrase, "entry-activated", G_CALLBACK (on_activated_cb), self, G_CONNECT_SWAPPED);
  allow_sign (self);
}

static gboolean
others_signed (CtSignWindow *self, GPtrArray *earlier)
{
  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    if (CT_SIGNATURE (g_ptr_array_index (earlier, i))->user_id != CT_RECORD (ct_clinic_get_user (self->clinic))->id)
      return TRUE;
  return FALSE;
}

/* Only what can be said of this document. */
static void
offer_meanings (CtSignWindow *self, GPtrArray *earlier)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gboolean others = others_signed (self, earlier);
  guint n;
  const CtMeaning *meanings = ct_meanings (&n);

  for (guint i = 0; i < n; i++)
    if (others || !meanings[i].after_others)
      {
        g_ptr_array_add (self->offered, (gpointer) &meanings[i]);
        gtk_string_list_append (labels, _(meanings[i].label));
      }
  adw_combo_row_set_model (self->meaning, G_LIST_MODEL (labels));
  g_signal_connect_object (self->meaning, "notify::selected", G_CALLBACK (on_meaning_cb), self, G_CONNECT_SWAPPED);
  on_meaning_cb (self);
}

/**
 * ct_sign_window_new:
 * @clinic: a clinic
 * @what: the document's title
 * @earlier: (nullable) (element-type CtSignature): those on it
 * @act: asks the clinic to sign it
 * @done: told what came of it
 * @data: for both
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer none): a window that stays until it is signed or called off.
 */
CtSignWindow *
ct_sign_window_new (CtClinic *clinic, const char *what, GPtrArray *earlier, CtSignAct act, CtSignDone done, gpointer data,
                    GDestroyNotify destroy)
{
  CtSignWindow *self = g_object_new (CT_TYPE_SIGN_WINDOW, NULL);
  CtUser *user = ct_clinic_get_user (clinic);
  /* Translators: who signs, in which role */
  g_autofree char *who = g_strdup_printf (_("Signed by %s, %s"), user->full_name, ct_role_label (user->role));

  self->clinic = g_object_ref (clinic);
  self->act = act;
  self->done = done;
  self->data = data;
  self->destroy = destroy;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->document), what);
  adw_action_row_set_subtitle (self->document, who);
  offer_meanings (self, earlier);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
  return self;
}
