#include "ui/start/ct-passphrase-group.h"

#include <glib/gi18n.h>
#include <string.h>

#define MIN_LETTERS 10

struct _CtPassphraseGroup
{
  AdwBin               parent_instance;
  AdwPasswordEntryRow *first;
  AdwPasswordEntryRow *second;
  GtkLevelBar         *bar;
  GtkLabel            *hint;
};

static guint changed_signal;
static guint activated_signal;

G_DEFINE_FINAL_TYPE (CtPassphraseGroup, ct_passphrase_group, ADW_TYPE_BIN)

static guint
count_different_letters (const char *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_hash_table_add (seen, GUINT_TO_POINTER (g_utf8_get_char (p)));
  return g_hash_table_size (seen);
}

/* Steps along the alphabet or a row of digits, as in "abcd" and "1234", add nothing. */
static guint
count_runs (const char *text)
{
  guint runs = 0;

  for (gsize i = 1; text[0] != '\0' && text[i] != '\0'; i++)
    if (ABS (text[i] - text[i - 1]) <= 1)
      runs++;
  return runs;
}

/**
 * ct_passphrase_strength:
 * @passphrase: (nullable): what was typed
 *
 * Length counts most, as long as the letters differ: a few words beat a short riddle.
 *
 * Returns: how hard it is to guess.
 */
CtStrength
ct_passphrase_strength (const char *passphrase)
{
  gsize length;
  gsize worth;

  if (passphrase == NULL || !g_utf8_validate (passphrase, -1, NULL) ||
      (length = (gsize) g_utf8_strlen (passphrase, -1)) < MIN_LETTERS)
    return CT_STRENGTH_SHORT;
  worth = length - MIN (length, count_runs (passphrase));
  worth = MIN (worth, 2 * (gsize) count_different_letters (passphrase));
  if (worth < 10)
    return CT_STRENGTH_WEAK;
  return worth < 16 ? CT_STRENGTH_FAIR : CT_STRENGTH_STRONG;
}

static const char *
describe_strength (CtStrength strength)
{
  switch (strength)
    {
    case CT_STRENGTH_WEAK:
      return _("Weak: easily guessed. Add a word or two.");
    case CT_STRENGTH_FAIR:
      return _("Fair. Another word makes it strong.");
    case CT_STRENGTH_STRONG:
      return _("Strong.");
    case CT_STRENGTH_SHORT:
      break;
    }
  return _("At least 10 letters. A few words that don't belong together are good.");
}

static gboolean
texts_match (CtPassphraseGroup *self)
{
  return strcmp (gtk_editable_get_text (GTK_EDITABLE (self->first)), gtk_editable_get_text (GTK_EDITABLE (self->second))) == 0;
}

static void
on_text_changed_cb (CtPassphraseGroup *self)
{
  CtStrength strength = ct_passphrase_strength (gtk_editable_get_text (GTK_EDITABLE (self->first)));
  gboolean typed_twice = *gtk_editable_get_text (GTK_EDITABLE (self->second)) != '\0';

  gtk_level_bar_set_value (self->bar, strength);
  if (typed_twice && !texts_match (self))
    {
      gtk_label_set_text (self->hint, _("The two don't match yet."));
      gtk_widget_add_css_class (GTK_WIDGET (self->second), "warning");
    }
  else
    {
      gtk_label_set_text (self->hint, describe_strength (strength));
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
 * Returns: whether it is long enough and was typed twice alike.
 */
gboolean
ct_passphrase_group_is_ready (CtPassphraseGroup *self)
{
  g_return_val_if_fail (CT_IS_PASSPHRASE_GROUP (self), FALSE);
  return ct_passphrase_strength (ct_passphrase_group_get_text (self)) != CT_STRENGTH_SHORT && texts_match (self);
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

static void
ct_passphrase_group_class_init (CtPassphraseGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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
  gtk_label_set_text (self->hint, describe_strength (CT_STRENGTH_SHORT));
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
