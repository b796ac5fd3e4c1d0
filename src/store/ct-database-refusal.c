#include "store/ct-database-refusal.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

static const struct
{
  int         code;
  const char *sentence;
} refusals[] = {
  [CT_REFUSED_TIME_TAKEN] = { CT_ERROR_TAKEN, N_("This time is taken already.") },
  [CT_REFUSED_APPEND_ONLY] = { CT_ERROR_DENIED, N_("What is written down here can only be added to.") },
  [CT_REFUSED_SIGNED] = { CT_ERROR_DENIED, N_("What was signed stays as it was signed; make a new version instead.") },
  [CT_REFUSED_MISSING] = { CT_ERROR_NOT_FOUND, N_("This refers to something that is not there.") },
  [CT_REFUSED_MRN] = { CT_ERROR_TAKEN, N_("Another patient has this record number.") },
  [CT_REFUSED_LOGIN] = { CT_ERROR_TAKEN, N_("Another user has this user name.") },
  [CT_REFUSED_DOCUMENT] = { CT_ERROR_TAKEN, N_("This chart has this document already.") },
  [CT_REFUSED_SIGNED_TWICE] = { CT_ERROR_TAKEN, N_("You have signed this document with this meaning already.") },
  [CT_REFUSED_REPLACED] = { CT_ERROR_TAKEN, N_("There is a newer version of this document already.") },
  [CT_REFUSED_DOUBLE] = { CT_ERROR_TAKEN, N_("This is there already.") },
  [CT_REFUSED_IMPOSSIBLE] = { CT_ERROR_INVALID, N_("The clinic's records can't hold this as it is.") },
  [CT_REFUSED_GARBLED] = { CT_ERROR_INVALID, N_("This text is garbled; it can't be stored as it is.") },
  [CT_REFUSED_TOO_LARGE] = { CT_ERROR_INVALID, N_("This is too large to be stored.") },
  [CT_REFUSED_BUSY] = { CT_ERROR_BUSY, N_("The clinic's records are busy; try again in a moment.") },
  [CT_REFUSED_CANCELLED] = { G_IO_ERROR_CANCELLED, N_("This was cancelled.") },
  [CT_REFUSED_DISK_FULL] = { CT_ERROR_FULL, N_("The disk is full, so this was not saved; make room and try again.") },
  [CT_REFUSED_DISK] = { CT_ERROR_FAILED, N_("The disk could not be read or written, so this was not done.") },
  [CT_REFUSED_ROLE] = { CT_ERROR_DENIED, N_("Your role does not allow this. Ask the owner of the clinic.") },
  [CT_REFUSED_OUTDATED] = { CT_ERROR_OUTDATED, N_("This clinic was upgraded at another desk, so this was not done; update Chairtime here.") },
  [CT_REFUSED_OFFLINE] = { CT_ERROR_OFFLINE, N_("The clinic's server can't be reached now, so this was not done.") },
};

/**
 * ct_database_refuse:
 * @error: set to the sentence for the person at the desk
 * @refusal: what the engine refused
 *
 * Returns: %FALSE, always.
 */
gboolean
ct_database_refuse (GError **error, CtRefusal refusal)
{
  g_set_error_literal (error, refusal == CT_REFUSED_CANCELLED ? G_IO_ERROR : CT_ERROR, refusals[refusal].code,
                       _(refusals[refusal].sentence));
  return FALSE;
}

/**
 * ct_database_refuse_double:
 * @error: set to the sentence for the person at the desk
 * @what: what must be there only once: the name of a unique index, or "table.column"
 *
 * Returns: %FALSE, always.
 */
gboolean
ct_database_refuse_double (GError **error, const char *what)
{
  static const struct
  {
    const char *column, *index;
    CtRefusal   refusal;
  } known[] = {
    { "patient.mrn", "patient_mrn", CT_REFUSED_MRN },
    { "app_user.login", "app_user_login", CT_REFUSED_LOGIN },
    { "document.patient_id", "document_once", CT_REFUSED_DOCUMENT },
    { "signature.issued_id", "signature_issued", CT_REFUSED_SIGNED_TWICE },
    { "signature.document_id", "signature_document", CT_REFUSED_SIGNED_TWICE },
    { "issued.replaces_id", "issued_replaces", CT_REFUSED_REPLACED },
    { "claim.kind", "claim_pkey", CT_REFUSED_TIME_TAKEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (what, known[i].column) != NULL || strcmp (what, known[i].index) == 0)
      return ct_database_refuse (error, known[i].refusal);
  return ct_database_refuse (error, CT_REFUSED_DOUBLE);
}
