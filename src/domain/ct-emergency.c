#include "domain/ct-emergency.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

#define MIN_WORDS   3
#define MIN_LETTERS 12

static const CtField emergency_fields[] = {
  CT_FIELD_REF (CtEmergency, user_id, N_("Who"), CT_REQUIRED),
  CT_FIELD_REF (CtEmergency, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_TEXT (CtEmergency, reason, N_("Reason"), CT_REQUIRED, 400),
  CT_FIELD_TIME (CtEmergency, began_us, N_("Began"), CT_REQUIRED),
  CT_FIELD_TIME (CtEmergency, until_us, N_("Until"), CT_REQUIRED),
  CT_FIELD_TIME (CtEmergency, ended_us, N_("Ended"), CT_FIELD_DEFAULT),
  CT_FIELD_TIME (CtEmergency, seen_us, N_("Acknowledged"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtEmergency, seen_by, N_("Acknowledged by"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtEmergency, ct_emergency, "emergency", emergency_fields)

/**
 * ct_emergency_check_reason:
 * @reason: (nullable): what was typed
 * @error: INVALID
 *
 * Returns: whether somebody else can make sense of it later: a few words at least.
 */
gboolean
ct_emergency_check_reason (const char *reason, GError **error)
{
  g_autofree char *clean = ct_text_clean (reason);
  g_auto (GStrv) words = g_strsplit (clean != NULL ? clean : "", " ", -1);

  if (clean != NULL && g_utf8_validate (clean, -1, NULL) && g_strv_length (words) >= MIN_WORDS &&
      g_utf8_strlen (clean, -1) >= MIN_LETTERS)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       _("Say in a few words why you need this chart now; the owner of the clinic will read it."));
  return FALSE;
}

/**
 * ct_emergency_holds:
 * @self: an emergency access
 * @patient_id: whose chart is to be seen
 * @now_us: the present moment
 *
 * Returns: whether it lets that chart be seen now.
 */
gboolean
ct_emergency_holds (const CtEmergency *self, gint64 patient_id, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->patient_id == patient_id && self->ended_us == CT_TIME_NONE && now_us >= self->began_us &&
         now_us < self->until_us;
}
