#include "domain/ct-list-records.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

static const CtField list_note_fields[] = {
  CT_FIELD_TEXT (CtListNote, list_name, N_("List"), CT_REQUIRED, 24),
  CT_FIELD_REF (CtListNote, subject_id, N_("About"), CT_REQUIRED),
  CT_FIELD_DATE (CtListNote, subject_day, N_("Of the day"), CT_REQUIRED),
  CT_FIELD_REF (CtListNote, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_DATE (CtListNote, until, N_("Again on"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtListNote, note, N_("Note"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TEXT (CtListNote, status, N_("Status"), CT_REQUIRED, 16),
};
CT_DEFINE_RECORD (CtListNote, ct_list_note, "list_note", list_note_fields)

static const CtField scale_due_fields[] = {
  CT_FIELD_REF (CtScaleDue, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtScaleDue, course_id, N_("Course"), CT_REQUIRED),
  CT_FIELD_REF (CtScaleDue, site_id, N_("Site"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtScaleDue, instrument, N_("Scale"), CT_REQUIRED, 32),
  CT_FIELD_DATE (CtScaleDue, due_on, N_("Due on"), CT_REQUIRED),
  CT_FIELD_TEXT (CtScaleDue, status, N_("Status"), CT_REQUIRED, 16),
};
CT_DEFINE_RECORD (CtScaleDue, ct_scale_due, "scale_due", scale_due_fields)

static const CtField list_rules_fields[] = {
  CT_FIELD_INT (CtListRules, wait_soon_minutes, N_("Waiting noticeably after, in minutes"), CT_REQUIRED, 600),
  CT_FIELD_INT (CtListRules, wait_long_minutes, N_("Waiting too long after, in minutes"), CT_REQUIRED, 600),
  CT_FIELD_INT (CtListRules, confirm_days, N_("Confirm visits of the next days"), CT_REQUIRED, 60),
  CT_FIELD_INT (CtListRules, broken_days, N_("Look for broken visits so many days back"), CT_REQUIRED, 730),
  CT_FIELD_INT (CtListRules, recall_days, N_("Show a recall so many days before"), CT_REQUIRED, 90),
  CT_FIELD_INT (CtListRules, scale_days, N_("Show a scale so many days before"), CT_REQUIRED, 30),
  CT_FIELD_INT (CtListRules, consent_days, N_("Show a consent so many days before its end"), CT_REQUIRED, 180),
  CT_FIELD_INT (CtListRules, consent_months, N_("A consent holds for, in months"), CT_REQUIRED, 120),
  CT_FIELD_TEXT (CtListRules, heard_choices, N_("How people hear of us"), CT_FIELD_DEFAULT, 1000),
  CT_FIELD_TEXT (CtListRules, close_reasons, N_("Why enquiries come to nothing"), CT_FIELD_DEFAULT, 1000),
};
CT_DEFINE_RECORD (CtListRules, ct_list_rules, "list_rules", list_rules_fields)

/**
 * ct_list_rules_new_default:
 *
 * Returns: (transfer full): what a clinic goes by that has said nothing of it; not stored.
 */
CtListRules *
ct_list_rules_new_default (void)
{
  CtListRules *self = ct_list_rules_new ();

  self->wait_soon_minutes = 10;
  self->wait_long_minutes = 20;
  self->confirm_days = 3;
  self->broken_days = 60;
  self->recall_days = 14;
  self->scale_days = 2;
  self->consent_days = 30;
  self->consent_months = 12;
  self->heard_choices = g_strdup (_("Another clinician; Friend or family; Web search; Insurer; Social media; Was here before"));
  self->close_reasons = g_strdup (_("Too far away; Cost; Not suitable; Went elsewhere; Could not be reached"));
  return self;
}

/**
 * ct_list_rules_check:
 * @self: rules, as they shall be stored
 * @error: what is wrong
 *
 * What the field table can't say.
 *
 * Returns: whether they are fine.
 */
gboolean
ct_list_rules_check (const CtListRules *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (self->wait_soon_minutes < self->wait_long_minutes && self->consent_months >= 1)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       self->consent_months < 1 ? _("A consent holds for a month at least.")
                                                : _("“Too long” begins after “noticeably”."));
  return FALSE;
}

/**
 * ct_list_rules_choices:
 * @text: (nullable): choices, with a semicolon between them
 *
 * Returns: (transfer full): the choices, without empty ones and blanks around them.
 */
GStrv
ct_list_rules_choices (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}
