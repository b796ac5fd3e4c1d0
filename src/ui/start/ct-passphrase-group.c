#include "ui/start/ct-passphrase-group.h"

#include <glib/gi18n.h>
#include <string.h>

#include "domain/ct-passphrase.h"

struct _CtPassphraseGroup
{
  AdwBin               parent_instance;
  AdwPasswordEntryRow *first;
  AdwPasswordEntryRow *second;
  GtkLevelBar         *bar;
  GtkLabel            *hint;
  char                *login; /* (nullable): whose */
};

static guint changed_signal;
static guint activated_signal;

G_DEFINE_FINAL_TYPE (CtPassphraseGroup, ct_passphrase_group, ADW_TYPE_BIN)

static gboolean
texts_match (CtPassphraseGroup *self)
{
  return strcmp (gtk_editable_get_text (GTK_EDITABLE (self->first)), gtk_editable_get_text (GTK_EDITABLE (self->second))) == 0;
}

/* Why it is refused, or how good it is. */
static void
show_strength (CtPassphraseGroup *self, const char *typed, CtStrength strength)
{
  g_autoptr (GError) problem = NULL;

  if (*typed != '\0' && !ct_passphrase_check (typed, self->login, &problem))
    gtk_label_set_text (self->hint, problem->message);
  else
    gtk_label_set_text (self->hint, ct_strength_label (strength));
}

static void
on_text_changed_cb (CtPassphraseGroup *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->first));
  CtStrength strength = ct_passphrase_strength (typed, self->login);
  gboolean typed_twice = *gtk_editable_get_text (GTK_EDITABLE (self->second)) != '\0';

  gtk_level_bar_set_value (self->bar, strength);
  if (typed_twice && !texts_match (self))
    {
      gtk_label_set_text (self->hint, _("The two don't match yet."));
      gtk_widget_add_css_class (GTK_WIDGET (self->second), "warning");
    }
  else
    {
      show_strength (self, typed, strength);
      gtk_widget_remove_css_class (GTK_WIDGET (self->second), "warning");
    }
  g_signal_emit (self, changed_signal, 0);
}

static void
on_activated_cb (CtPassphraseGroup *self)
{
  if (ct_passphrase_group_is_ready (self))
    g_signal_emit (self, activated_signal, 0);
}

/**
 * ct_passphrase_group_get_text:
 * @self: the group
 *
 * Returns: what was typed first.
 */
const char *
ct_passphrase_group_get_text (CtPassphraseGroup *self)
{
  g_return_val_if_fail (CT_IS_PASSPHRASE_GROUP (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->first));
}

/**
 * ct_passphrase_group_is_ready:
 * @self: the group
 *
 * Returns: whether it may be a passphrase and was typed twice alike.
 */
gboolean
ct_passphrase_group_is_ready (CtPassphraseGroup *self)
{
  g_return_val_if_fail (CT_IS_PASSPHRASE_GROUP (self), FALSE);
  return ct_passphrase_check (ct_passphrase_group_get_text (self), self->login, NULL) && texts_match (self);
}

/**
 * ct_passphrase_group_clear:
 * @self: the group
 *
 * Forgets what was typed.
 */
void
ct_passphrase_group_clear (CtPassphraseGroup *self)
{
  g_return_if_fail (CT_IS_PASSPHRASE_GROUP (self));
  gtk_editable_set_text (GTK_EDITABLE (self->second), "");
  gtk_editable_set_text (GTK_EDITABLE (self->first), "");
}

/**
 * ct_passphrase_group_set_login:
 * @self: the group
 * @login: (nullable): whose passphrase it shall be
 *
 * A user name is no passphrase of its own.
 */
void
ct_passphrase_group_set_login (CtPassphraseGroup *self, const char *login)
{
  g_return_if_fail (CT_IS_PASSPHRASE_GROUP (self));
  g_free (self->login);
  self->login = g_strdup (login);
  on_text_changed_cb (self);
}

static void
ct_passphrase_group_finalize (GObject *object)
{
  g_free (CT_PASSPHRASE_GROUP (object)->login);
  G_OBJECT_CLASS (ct_passphrase_group_parent_class)->finalize (object);
}

static void
ct_passphrase_group_class_init (CtPassphraseGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_passphrase_group_finalize;
  changed_signal = g_signal_new ("changed", CT_TYPE_PASSPHRASE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  activated_signal = g_signal_new ("activated", CT_TYPE_PASSPHRASE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/start/ct-passphrase-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPassphraseGroup, first);
  gtk_widget_class_bind_template_child (widget_class, CtPassphraseGroup, second);
  gtk_widget_class_bind_template_child (widget_class, CtPassphraseGroup, bar);
  gtk_widget_class_bind_template_child (widget_class, CtPassphraseGroup, hint);
}

static void
ct_passphrase_group_init (CtPassphraseGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->first, "changed", G_CALLBACK (on_text_changed_cb), self);
  g_signal_connect_swapped (self->second, "changed", G_CALLBACK (on_text_changed_cb), self);
  g_signal_connect_swapped (self->first, "entry-activated", G_CALLBACK (gtk_widget_grab_focus), self->second);
  g_signal_connect_swapped (self->second, "entry-activated", G_CALLBACK (on_activated_cb), self);
  gtk_label_set_text (self->hint, ct_strength_label (CT_STRENGTH_REFUSED));
}

/**
 * ct_passphrase_group_new:
 *
 * Returns: (transfer floating): two empty fields.
 */
GtkWidget *
ct_passphrase_group_new (void)
{
  return g_object_new (CT_TYPE_PASSPHRASE_GROUP, NULL);
}
