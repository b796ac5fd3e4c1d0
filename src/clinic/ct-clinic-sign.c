/* Signing documents, and whether what was signed is still what is there. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

/**
 * ct_signed_free:
 * @self: (transfer full): pages that were signed
 */
void
ct_signed_free (CtSigned *self)
{
  ct_pages_unref (self->pages);
  g_object_unref (self->issued);
  g_object_unref (self->signature);
  g_free (self);
}

/**
 * ct_sealed_free:
 * @self: (transfer full): a document that was looked at
 */
void
ct_sealed_free (CtSealed *self)
{
  g_free (self->title);
  g_free (self->sha256);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

/* ---- Signing ---- */

/* What is signed: a document that is there, or pages that become one. */
typedef struct
{
  CtSignature *signature; /* as far as it is known */
  gint64       site_id;
  CtPages     *pages;     /* (nullable): as they were shown, then as they are signed */
  CtIssued    *issued;    /* (nullable): what the pages become */
} SignCall;

static void
sign_call_free (gpointer data)
{
  SignCall *call = data;

  g_object_unref (call->signature);
  g_clear_pointer (&call->pages, ct_pages_unref);
  g_clear_object (&call->issued);
  g_free (call);
}

static SignCall *
sign_call_new (CtClinic *self, gint64 patient_id, const char *meaning)
{
  SignCall *call = g_new0 (SignCall, 1);

  call->signature = ct_signature_new ();
  call->signature->patient_id = patient_id;
  call->signature->user_id = CT_RECORD (self->user)->id;
  call->signature->user_name = self->user->credentials != NULL
                                 ? g_strjoin (", ", self->user->full_name, self->user->credentials, NULL)
                                 : g_strdup (self->user->full_name);
  call->signature->role = g_strdup (self->user->role);
  call->signature->meaning = g_strdup (meaning);
  return call;
}

static GPtrArray *
list_signatures (CtUnit *unit, const CtSignature *signature, GError **error)
{
  return signature->issued_id != 0
           ? ct_unit_list (unit, error, CT_TYPE_SIGNATURE, "signature.of-issued", "i", signature->issued_id)
           : ct_unit_list (unit, error, CT_TYPE_SIGNATURE, "signature.of-document", "i", signature->document_id);
}

static gboolean
store_signature (CtUnit *unit, CtSignature *signature, const char *title, GError **error)
{
  gboolean out = signature->issued_id != 0;
  g_autoptr (GPtrArray) earlier = list_signatures (unit, signature, error);
  g_autofree char *detail = g_strdup_printf (_("%s: %s, SHA-256 %s"), title, ct_meaning_label (signature->meaning),
                                             signature->sha256);

  return earlier != NULL && ct_signature_check (signature, earlier, error) && ct_unit_insert (unit, signature, error) &&
         ct_unit_audit (unit, "signed", out ? "issued" : "document",
                        out ? signature->issued_id : signature->document_id, signature->patient_id, detail, error);
}

/* ---- What is there already ---- */

/* What is kept of a document, whichever way it went; all but @patient_id is borrowed from @record. */
typedef struct
{
  CtRecord   *record;
  gint64      patient_id;
  const char *title;
  const char *sha256;
  GBytes     *content; /* (nullable) */
} Kept;

static gboolean
read_kept (CtUnit *unit, CtDocumentId id, Kept *kept, GError **error)
{
  CtRecord *record = ct_unit_get (unit, id.issued_id != 0 ? CT_TYPE_ISSUED : CT_TYPE_DOCUMENT,
                                  id.issued_id != 0 ? id.issued_id : id.document_id, error);

  if (record == NULL)
    return FALSE;
  if (id.issued_id != 0)
    *kept = (Kept) { record, CT_ISSUED (record)->patient_id, CT_ISSUED (record)->title, CT_ISSUED (record)->sha256,
                     CT_ISSUED (record)->content };
  else
    *kept = (Kept) { record, CT_DOCUMENT (record)->patient_id, CT_DOCUMENT (record)->title,
                     CT_DOCUMENT (record)->sha256, CT_DOCUMENT (record)->content };
  return TRUE;
}

/* Whatever is stored as a document's hash, this one is of the bytes that are there. */
static char *
hash_of (const Kept *kept)
{
  return kept->content != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, kept->content) : g_strdup ("");
}

static gboolean
take_hash (CtSignature *signature, const Kept *kept, GError **error)
{
  g_autofree char *now = hash_of (kept);

  if (g_strcmp0 (now, kept->sha256) != 0)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("“%s” is not what was kept once; it can't be signed."), kept->title);
      return FALSE;
    }
  signature->patient_id = kept->patient_id;
  signature->reference = ct_signature_reference (now);
  signature->sha256 = g_steal_pointer (&now);
  return TRUE;
}

static gpointer
work_sign (CtUnit *unit, gpointer data, GError **error)
{
  const SignCall *call = data;
  g_autoptr (CtSignature) signature = ct_record_copy (call->signature);
  Kept kept = { NULL };
  gboolean done;

  if (!read_kept (unit, (CtDocumentId) { signature->issued_id, signature->document_id }, &kept, error))
    return NULL;
  done = take_hash (signature, &kept, error) && store_signature (unit, signature, kept.title, error);
  g_object_unref (kept.record);
  return done ? g_steal_pointer (&signature) : NULL;
}

/* ---- Pages that are signed when they are made ---- */

static gboolean
put_lines (CtClinic *self, SignCall *call, GError **error)
{
  CtSignature *signature = call->signature;
  g_autoptr (GBytes) shown = ct_pages_to_pdf (call->pages, error);
  g_autofree char *who = ct_signature_who (signature);
  g_autofree char *signed_by = g_strdup_printf (_("Signed by %s"), who);
  g_autofree char *when = ct_signature_when (signature, ct_clinic_get_zone (self, call->site_id));
  g_autofree char *meaning = g_strdup_printf (_("%s · %s"), ct_meaning_label (signature->meaning), when);
  g_autofree char *hash = NULL;
  g_autofree char *reference = NULL;
  g_autoptr (CtPages) with_lines = NULL;

  if (shown == NULL)
    return FALSE;
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, shown);
  signature->reference = ct_signature_reference (hash);
  reference = g_strdup_printf (_("Reference %s"), signature->reference);
  with_lines = ct_pages_sign (call->pages, signed_by, (const char *const[]) { meaning, reference, NULL });
  if ((call->issued->content = ct_pages_to_pdf (with_lines, error)) == NULL)
    return FALSE;
  ct_pages_unref (call->pages);
  call->pages = g_steal_pointer (&with_lines);
  call->issued->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, call->issued->content);
  signature->sha256 = g_strdup (call->issued->sha256);
  return TRUE;
}

static gboolean
check_replaced (CtUnit *unit, const CtIssued *issued, GError **error)
{
  gint64 newer = 0;

  if (issued->replaces_id == 0)
    return TRUE;
  if (!ct_unit_number (unit, &newer, error, "signature.replacements", "i", issued->replaces_id))
    return FALSE;
  if (newer > 0)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_TAKEN, _("There is a newer version of this document already."));
  return newer == 0;
}

static gpointer
work_sign_pages (CtUnit *unit, gpointer data, GError **error)
{
  const SignCall *call = data;
  g_autoptr (CtIssued) issued = ct_record_copy (call->issued);
  g_autoptr (CtSignature) signature = ct_record_copy (call->signature);
  CtSigned *out;

  issued->issued_us = signature->signed_us;
  issued->issued_by = signature->user_id;
  if (!check_replaced (unit, issued, error) || !ct_unit_insert (unit, issued, error))
    return NULL;
  signature->issued_id = CT_RECORD (issued)->id;
  if (!store_signature (unit, signature, issued->title, error))
    return NULL;
  out = g_new0 (CtSigned, 1);
  out->pages = ct_pages_ref (call->pages);
  out->issued = g_steal_pointer (&issued);
  out->signature = g_steal_pointer (&signature);
  return out;
}

/* ---- The passphrase first ---- */

/* The moment of signing is the one in which the passphrase was right. */
static gboolean
prepare (CtClinic *self, gpointer data, GError **error)
{
  SignCall *call = data;

  call->signature->signed_us = ct_clock_now (&self->clock);
  return call->issued == NULL || put_lines (self, call, error);
}

/**
 * ct_clinic_sign_async:
 * @self: a clinic
 * @id: a document that is kept
 * @meaning: what the signature means, one of ct_meanings()
 * @passphrase: of who is logged in; a wrong one counts as at log-in
 * @callback: called when it is signed, or not
 * @user_data: for @callback
 *
 * Signs the bytes that are kept; they stay as they are, and the signature stands beside them. From then on the database
 * refuses to change them. Result: (transfer full) #CtSignature.
 */
void
ct_clinic_sign_async (CtClinic *self, CtDocumentId id, const char *meaning, const char *passphrase,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SIGN, TRUE, work_sign, NULL, sign_call_free, g_object_unref);
  SignCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && (id.issued_id != 0) != (id.document_id != 0) && passphrase != NULL);
  call = sign_call_new (self, 0, meaning);
  call->signature->issued_id = id.issued_id;
  call->signature->document_id = id.document_id;
  ct_clinic_call_proved (self, &use_case, call, passphrase, prepare, callback, user_data);
}

/**
 * ct_clinic_sign_pages_async:
 * @self: a clinic
 * @wish: the pages, and what they are
 * @meaning: what the signature means, one of ct_meanings()
 * @passphrase: of who is logged in; a wrong one counts as at log-in
 * @callback: called when they are signed and kept, or not
 * @user_data: for @callback
 *
 * Puts the lines of the signature where the pages have room for them, makes the PDF, and keeps it as issued: what is hashed
 * and signed is that PDF, with the lines in it. A signed document that @wish replaces stays as it is.
 * Result: (transfer full) #CtSigned.
 */
void
ct_clinic_sign_pages_async (CtClinic *self, const CtPaperWish *wish, const char *meaning, const char *passphrase,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SIGN, TRUE, work_sign_pages, NULL, sign_call_free, (GDestroyNotify) ct_signed_free);
  SignCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && wish != NULL && ct_pages_can_be_signed (wish->pages) && passphrase != NULL);
  call = sign_call_new (self, wish->patient_id, meaning);
  call->site_id = wish->site_id;
  call->pages = ct_pages_ref (wish->pages);
  call->issued = ct_issued_new ();
  call->issued->patient_id = wish->patient_id;
  call->issued->kind = g_strdup (wish->kind);
  call->issued->title = g_strdup (ct_pages_get_title (wish->pages));
  call->issued->media_type = g_strdup ("application/pdf");
  call->issued->pages = (int) ct_pages_get_n (wish->pages);
  call->issued->replaces_id = wish->replaces_id;
  ct_clinic_call_proved (self, &use_case, call, passphrase, prepare, callback, user_data);
}

/* ---- Whether it is still what was signed ---- */

static gboolean
chart_of_check (CtUnit *unit, gconstpointer data, gint64 *patient_id, GError **error)
{
  *patient_id = *(const gint64 *) data;
  return TRUE;
}

static CtSealed *
look_at (CtUnit *unit, GPtrArray *signatures, const CtSignature *first, GError **error)
{
  const CtDocumentId id = { first->issued_id, first->document_id };
  Kept kept = { NULL };
  CtSealed *self;

  if (!read_kept (unit, id, &kept, error))
    return NULL;
  self = g_new0 (CtSealed, 1);
  self->id = id;
  self->patient_id = kept.patient_id;
  self->title = g_strdup (kept.title);
  self->sha256 = hash_of (&kept);
  self->signatures = ct_signatures_on (signatures, id.issued_id, id.document_id);
  self->seal = ct_signatures_judge (self->signatures, self->sha256);
  g_object_unref (kept.record);
  return self;
}

static gboolean
was_looked_at (GPtrArray *documents, const CtSignature *signature)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const CtSealed *document = documents->pdata[i];

      if (ct_signature_is_on (signature, document->id.issued_id, document->id.document_id))
        return TRUE;
    }
  return FALSE;
}

static gpointer
work_check (CtUnit *unit, gpointer data, GError **error)
{
  gint64 patient_id = *(gint64 *) data;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_sealed_free);
  g_autoptr (GPtrArray) signatures
    = patient_id != 0 ? ct_unit_list (unit, error, CT_TYPE_SIGNATURE, "signature.of-patient", "i", patient_id)
                      : ct_unit_list (unit, error, CT_TYPE_SIGNATURE, "signature.all", "");

  if (signatures == NULL)
    return NULL;
  for (guint i = 0; i < signatures->len; i++)
    {
      CtSealed *document;

      if (was_looked_at (documents, signatures->pdata[i]))
        continue;
      if ((document = look_at (unit, signatures, signatures->pdata[i], error)) == NULL)
        return NULL;
      g_ptr_array_add (documents, document);
    }
  return g_steal_pointer (&documents);
}

/**
 * ct_clinic_check_signatures_async:
 * @self: a clinic
 * @patient_id: whose documents; 0: everybody's
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reckons the SHA-256 of every signed document again from the bytes that are kept, and compares it with what was signed.
 * Result: (transfer full) (element-type CtSealed) #GPtrArray.
 */
void
ct_clinic_check_signatures_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_CHART, FALSE, work_check, NULL, g_free, (GDestroyNotify) g_ptr_array_unref,
               .chart_of = chart_of_check);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&patient_id, sizeof patient_id), NULL, callback, user_data);
}
