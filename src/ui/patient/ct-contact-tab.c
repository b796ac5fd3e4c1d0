/* Where the patient lives and how to reach them. */
#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "ui/form/ct-field-words.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"

/* So many letters stay on their line. */
#define SHORT 26

typedef CtPatientTab CtContactTab;
typedef CtPatientTabClass CtContactTabClass;

G_DEFINE_TYPE (CtContactTab, ct_contact_tab, CT_TYPE_PATIENT_TAB)

static const char *const name_fields[] = { "family_name", "given_names", "preferred_name", "born", "sex", "mrn",
                                           "language", "military", NULL };
static const char *const reach_fields[] = { "phone", "phone_other", "email", "street", "city", "region", "postcode",
                                            "emergency_contact", NULL };
static const char *const other_fields[] = { "weight_g", "weighed_on", "height_mm", "alert", "note", NULL };

/* As the banner says it, where the banner says it. */
static char *
value_words (CtPatient *patient, const CtField *field, CtDate today)
{
  g_autofree char *text = NULL;
  const char *unit;

  if (field->kind == CT_FIELD_KIND_MASS)
    return ct_mass_format (patient->weight_g);
  if (g_str_equal (field->name, "born"))
    return ct_words_born (patient);
  if (field->kind == CT_FIELD_KIND_DATE)
    return ct_words_day (patient->weighed_on, today);
  if (field->kind == CT_FIELD_KIND_BOOL)
    return ct_record_field_text (CT_RECORD (patient), field);
  text = ct_field_words_show (CT_RECORD (patient), field);
  unit = ct_field_words_unit (field);
  if (ct_text_is_blank (text) || unit == NULL)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, unit);
}

static GtkWidget *
create_row (CtPatient *patient, const CtField *field, CtDate today)
{
  g_autofree char *text = value_words (patient, field, today);
  GtkWidget *row = ct_part_row (_(field->label), NULL);
  GtkWidget *value = ct_part_label (ct_text_is_blank (text) ? "–" : text, "ct-tabular");

  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_wrap (GTK_LABEL (value), g_utf8_strlen (text != NULL ? text : "", -1) > SHORT);
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
  CtPatient *patient = ct_patient_tab_get_file (self)->patient;
  GtkWidget *card = ct_part_card (title, NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    ct_part_card_add (card, create_row (patient, ct_record_find_field (CT_RECORD (patient), fields[i]),
                                        ct_patient_tab_get_today (self)));
  return card;
}

/* ---- What was signed ---- */

static const char *
treatment_words (CtPatientTab *self, const char *protocol)
{
  CtProtocol *known = protocol != NULL ? ct_knowledge_get_protocol (ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self)), protocol)
                                       : NULL;

  if (protocol == NULL)
    return _("Any treatment");
  return known != NULL ? known->name : protocol;
}

static GtkWidget *
create_consent (CtPatientTab *self, CtConsent *consent)
{
  CtDate today = ct_patient_tab_get_today (self);
  gboolean valid = g_strcmp0 (consent->status, CT_CONSENT_VALID) == 0;
  g_autofree char *from = ct_words_day (consent->signed_on, today);
  g_autofree char *until = ct_date_format (consent->valid_until, _("%-d %b %Y"));
  g_autofree char *end = valid ? ct_consent_words (consent->valid_until, today) : g_strdup (_("withdrawn"));
  /* Translators: a day, another day, and how long it still holds */
  g_autofree char *words = g_strdup_printf (_("Signed %s, valid until %s · %s"), from, until, end);
  GtkWidget *row = ct_part_row (treatment_words (self, consent->protocol), words);

  if (valid)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), ct_part_icon_button ("edit-delete-symbolic", _("Withdraw this consent"),
                                                                          "patient.end-consent",
                                                                          g_variant_new_int64 (CT_RECORD (consent)->id)));
  return row;
}

static GtkWidget *
create_consents (CtPatientTab *self)
{
  GPtrArray *consents = ct_patient_tab_get_file (self)->consents;
  GtkWidget *card = ct_part_card (_("Consents"), consents->len == 0 ? _("Nothing is signed yet.") : NULL);
  GtkWidget *add = ct_part_button (_("_New Consent…"), "patient.consent", NULL);

  for (guint i = 0; i < consents->len; i++)
    ct_part_card_add (card, create_consent (self, g_ptr_array_index (consents, i)));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (card), add);
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
  gtk_box_append (GTK_BOX (box), create_consents (self));
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
