#include "ui/patient/ct-patient-parts.h"

#include "ui/ct-notice.h"

/**
 * ct_part_name:
 * @widget: something that can have the focus
 * @name: what a screen reader calls it; of a button with a text, what it adds to that text
 */
void
ct_part_name (GtkWidget *widget, const char *name)
{
  const char *text = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  /* A button with a text is called by that text; what it is about is said after it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  text != NULL && *text != '\0' ? GTK_ACCESSIBLE_PROPERTY_DESCRIPTION
                                                                : GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * ct_part_may:
 * @clinic: the clinic
 * @file: what is shown
 * @permission: what is to be seen or done
 *
 * Returns: whether the role allows it, or, of seeing the chart, an emergency that the file was read in.
 */
gboolean
ct_part_may (CtClinic *clinic, CtPatientFile *file, CtPermission permission)
{
  return ct_clinic_user_may (clinic, permission) || (permission == CT_MAY_SEE_CHART && file->clinical);
}

/**
 * ct_part_card:
 * @title: (nullable): above the card
 * @description: (nullable): a line below the title
 *
 * Returns: (transfer floating): a group of rows at desk density.
 */
GtkWidget *
ct_part_card (const char *title, const char *description)
{
  GtkWidget *card = adw_preferences_group_new ();
  g_autofree char *title_markup = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *description_markup = g_markup_escape_text (description != NULL ? description : "", -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (card), title_markup);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (card), description_markup);
  gtk_widget_add_css_class (card, "ct-card");
  return card;
}

/**
 * ct_part_card_add:
 * @card: made by ct_part_card()
 * @row: (transfer floating): a row, or any widget to go below the rows
 */
void
ct_part_card_add (GtkWidget *card, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (card), row);
}

/**
 * ct_part_row:
 * @title: what it says, as plain text
 * @subtitle: (nullable): more of it
 *
 * Returns: (transfer floating): a row.
 */
GtkWidget *
ct_part_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

/**
 * ct_part_fact_row:
 * @icon: (nullable): an icon's name
 * @title: what it says
 * @subtitle: (nullable): more of it
 *
 * Returns: (transfer floating): a row that begins with a picture.
 */
GtkWidget *
ct_part_fact_row (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = ct_part_row (title, subtitle);

  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  return row;
}

/**
 * ct_part_row_go:
 * @row: made by ct_part_row()
 * @action: an action's name
 * @target: (nullable) (transfer floating): its target
 *
 * Makes the whole row a way to somewhere.
 */
void
ct_part_row_go (GtkWidget *row, const char *action, GVariant *target)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

/**
 * ct_part_button:
 * @label: with a mnemonic
 * @action: an action's name
 * @target: (nullable) (transfer floating): its target
 *
 * Returns: (transfer floating): a button.
 */
GtkWidget *
ct_part_button (const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  return button;
}

/**
 * ct_part_icon_button:
 * @icon: an icon's name
 * @name: what it does; also its tooltip
 * @action: an action's name
 * @target: (nullable) (transfer floating): its target
 *
 * Returns: (transfer floating): a flat button with a picture.
 */
GtkWidget *
ct_part_icon_button (const char *icon, const char *name, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  ct_part_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  return button;
}

/**
 * ct_part_label:
 * @text: what it says
 * @css_class: (nullable): how it looks
 *
 * Returns: (transfer floating): a label that wraps.
 */
GtkWidget *
ct_part_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * ct_part_chip:
 * @icon: (nullable): an icon's name
 * @text: a few words
 * @css_class: (nullable): "ct-chip-safety", "ct-chip-soon"; colour is never the only sign
 *
 * Returns: (transfer floating): a short text in a frame.
 */
GtkWidget *
ct_part_chip (const char *icon, const char *text, const char *css_class)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_set_tooltip_text (chip, text);
  gtk_widget_add_css_class (chip, "ct-chip");
  if (css_class != NULL)
    gtk_widget_add_css_class (chip, css_class);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (chip), label);
  return chip;
}

/**
 * ct_part_note:
 * @text: a sentence
 *
 * Returns: (transfer floating): a quiet line in a card that has no rows.
 */
GtkWidget *
ct_part_note (const char *text)
{
  GtkWidget *label = ct_part_label (text, "dim-label");

  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  return label;
}

/**
 * ct_part_empty:
 * @icon: an icon's name
 * @title: that there is nothing yet
 * @text: what to do first
 *
 * Returns: (transfer floating): what a page shows when there is nothing to show.
 */
GtkWidget *
ct_part_empty (const char *icon, const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  ct_notice_page (ADW_STATUS_PAGE (page), text);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

/**
 * ct_part_clear:
 * @box: a box
 *
 * Takes all children out.
 */
void
ct_part_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}
