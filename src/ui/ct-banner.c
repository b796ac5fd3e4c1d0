/* libadwaita has a banner from 1.3 on only. */
#include "ui/ct-banner.h"

struct _CtBanner
{
  AdwBin     parent_instance;
  GtkImage  *icon;
  GtkLabel  *label;
  GtkButton *button;
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

/**
 * ct_banner_set_action:
 * @self: a banner
 * @label: what the button says
 * @detailed_action: what it does
 */
void
ct_banner_set_action (CtBanner *self, const char *label, const char *detailed_action)
{
  g_return_if_fail (CT_IS_BANNER (self));
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), detailed_action);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
}

static void
ct_banner_class_init (CtBannerClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
ct_banner_init (CtBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ct-banner");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
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
