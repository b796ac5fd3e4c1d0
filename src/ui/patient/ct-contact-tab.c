/* Where the patient lives and how to reach them. */
#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-wrap-layout.h"

typedef CtPatientTab CtContactTab;
typedef CtPatientTabClass CtContactTabClass;

G_DEFINE_TYPE (CtContactTab, ct_contact_tab, CT_TYPE_PATIENT_TAB)

static const char *const name_fields[] = { "family_name", "given_names", "preferred_name", "born", "sex", "mrn",
                                           "language", "military", NULL };
static const char *const reach_fields[] = { "phone", "phone_other", "email", "street", "city", "region", "postcode",
                                            "emergency_contact", NULL };
static const char *const other_fields[] = { "weight_g", "weighed_on", "height_mm", "alert", "note", NULL };

static GtkWidget *
create_row (CtRecord *patient, const CtField *field)
{
  g_autofree char *text = ct_record_field_text (patient, field);
  GtkWidget *row = ct_part_row (_(field->label), NULL);
  GtkWidget *value = ct_part_label (ct_text_is_blank (text) ? "–" : text, "ct-tabular");

  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (value), 40);
  gtk_widget_set_valign (value, GTK_ALIGN_CENTER);
  ct_part_name (value, _(field->label));
  if (!ct_text_is_blank (text))
    gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  return row;
}

static GtkWidget *
create_card (CtPatientTab *self, const char *title, const char *const *fields)
{
  CtRecord *patient = CT_RECORD (ct_patient_tab_get_file (self)->patient);
  GtkWidget *card = ct_part_card (title, NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    ct_part_card_add (card, create_row (patient, ct_record_find_field (patient, fields[i])));
  return card;
}

static void
ct_contact_tab_fill (CtPatientTab *self, GtkWidget *box)
{
  GtkWidget *edit = ct_part_button (_("_Edit…"), "win.edit-patient",
                                    g_variant_new_int64 (ct_patient_tab_get_id (self)));
  GtkWidget *card = create_card (self, _("Person"), name_fields);

  gtk_widget_set_name (edit, "edit-patient");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (card), edit);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), create_card (self, _("How to reach"), reach_fields));
  gtk_box_append (GTK_BOX (box), create_card (self, _("To mind"), other_fields));
}

static void
ct_contact_tab_class_init (CtPatientTabClass *klass)
{
  klass->fill = ct_contact_tab_fill;
  klass->needs = CT_MAY_SEE_PATIENTS;
}

static void
ct_contact_tab_init (CtPatientTab *self)
{
}
