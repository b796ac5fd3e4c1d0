#include "domain/ct-consent.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

static const CtField consent_fields[] = {
  CT_FIELD_REF (CtConsent, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtConsent, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_TEXT (CtConsent, protocol, N_("For which treatment"), CT_FIELD_DEFAULT, 32),
  CT_FIELD_DATE (CtConsent, signed_on, N_("Signed on"), CT_REQUIRED),
  CT_FIELD_DATE (CtConsent, valid_until, N_("Valid until"), CT_REQUIRED),
  CT_FIELD_TEXT (CtConsent, status, N_("Status"), CT_REQUIRED, 16),
  CT_FIELD_TEXT (CtConsent, note, N_("Note"), CT_LONG, 400),
};
CT_DEFINE_RECORD (CtConsent, ct_consent, "consent", consent_fields)

/**
 * ct_consent_check:
 * @self: a consent, as it shall be stored
 * @today: the day at its site
 * @error: what is wrong
 *
 * What the field table can't say.
 *
 * Returns: whether it is fine.
 */
gboolean
ct_consent_check (const CtConsent *self, CtDate today, GError **error)
{
  const char *wrong = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  if (self->signed_on > today)
    wrong = _("A consent can't be signed in the future.");
  else if (self->valid_until < self->signed_on)
    wrong = _("The consent ends before it was signed.");
  if (wrong != NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, wrong);
  return wrong == NULL;
}

/**
 * ct_consent_end:
 * @signed_on: the day it was signed
 * @months: for how many months a consent holds
 *
 * Returns: the last day it holds: the day before the same day of a later month, or that month's last day where it is too short.
 */
CtDate
ct_consent_end (CtDate signed_on, int months)
{
  int year, month, day;
  CtDate end = CT_DATE_NONE;

  g_return_val_if_fail (signed_on != CT_DATE_NONE && months >= 1, CT_DATE_NONE);
  ct_date_get_ymd (signed_on, &year, &month, &day);
  month += months - 1;
  year += month / 12;
  month = month % 12 + 1;
  for (int d = day; end == CT_DATE_NONE; d--)
    end = ct_date_new (year, month, d);
  ct_date_get_ymd (end, &year, &month, &months);
  return months == day ? end - 1 : end;
}

/**
 * ct_consent_words:
 * @valid_until: the last day a consent holds
 * @today: the day at its site
 *
 * Returns: (transfer full): "ended 3 days ago", "ends today", "ends in 12 days".
 */
char *
ct_consent_words (CtDate valid_until, CtDate today)
{
  int days = valid_until - today;

  if (days < 0)
    return g_strdup_printf (ngettext ("ended %d day ago", "ended %d days ago", -days), -days);
  if (days == 0)
    return g_strdup (_("ends today"));
  return g_strdup_printf (ngettext ("ends in %d day", "ends in %d days", days), days);
}
