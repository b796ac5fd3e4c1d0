/* libadwaita has a banner from 1.3 on only. */
#include "ui/ct-banner.h"

struct _CtBanner
{
  AdwBin     parent_instance;
  GtkImage  *icon;
  GtkLabel  *label;
  GtkButton *button;
  GtkButton *other;
};

G_DEFINE_FINAL_TYPE (CtBanner, ct_banner, ADW_TYPE_BIN)

/**
 * ct_banner_set_text:
 * @self: a banner
 * @text: one plain sentence; an empty one hides the banner
 */
void
ct_banner_set_text (CtBanner *self, const char *text)
{
  g_return_if_fail (CT_IS_BANNER (self));
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && *text != '\0');
}

static void
set_button (GtkButton *button, const char *label, const char *detailed_action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_return_if_fail (g_action_parse_detailed_name (detailed_action, &name, &target, NULL));
  gtk_button_set_label (button, label);
  /* The target first: GTK warns about an action whose target is still missing. */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
}

/**
 * ct_banner_set_action:
 * @self: a banner
 * @label: what the button says, with a mnemonic
 * @detailed_action: what it does
 */
void
ct_banner_set_action (CtBanner *self, const char *label, const char *detailed_action)
{
  g_return_if_fail (CT_IS_BANNER (self));
  set_button (self->button, label, detailed_action);
}

/**
 * ct_banner_set_other:
 * @self: a banner
 * @label: what a second button says, with a mnemonic
 * @detailed_action: what it does
 */
void
ct_banner_set_other (CtBanner *self, const char *label, const char *detailed_action)
{
  g_return_if_fail (CT_IS_BANNER (self));
  set_button (self->other, label, detailed_action);
}

static void
ct_banner_class_init (CtBannerClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkButton *
create_button (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return GTK_BUTTON (button);
}

static void
ct_banner_init (CtBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = create_button ();
  self->other = create_button ();
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ct-banner");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->other));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ct_banner_new:
 * @icon_name: a symbolic icon
 * @text: (nullable): one plain sentence
 *
 * Returns: (transfer floating): a banner.
 */
GtkWidget *
ct_banner_new (const char *icon_name, const char *text)
{
  CtBanner *self = g_object_new (CT_TYPE_BANNER, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  ct_banner_set_text (self, text);
  return GTK_WIDGET (self);
}
