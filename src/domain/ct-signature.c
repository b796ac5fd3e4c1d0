#include "domain/ct-signature.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-permission.h"

/* Digits of a reference, and how many of them stand together. */
#define REFERENCE_DIGITS 12
#define REFERENCE_GROUP  4

static const CtField signature_fields[] = {
  CT_FIELD_REF (CtSignature, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtSignature, issued_id, N_("Issued document"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtSignature, document_id, N_("Received document"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtSignature, user_id, N_("Signed by"), CT_REQUIRED),
  CT_FIELD_TEXT (CtSignature, user_name, N_("Name"), CT_REQUIRED, 140),
  CT_FIELD_TEXT (CtSignature, role, N_("Role"), CT_REQUIRED, 16),
  CT_FIELD_TIME (CtSignature, signed_us, N_("Signed"), CT_REQUIRED),
  CT_FIELD_TEXT (CtSignature, meaning, N_("Meaning"), CT_REQUIRED, 20),
  CT_FIELD_TEXT (CtSignature, sha256, N_("SHA-256"), CT_REQUIRED | CT_PLAIN, 64),
  CT_FIELD_TEXT (CtSignature, reference, N_("Reference"), CT_REQUIRED, 20),
};
CT_DEFINE_RECORD (CtSignature, ct_signature, "signature", signature_fields)

static const CtMeaning meanings[] = {
  { CT_SIGNED_AUTHOR, N_("Author"), N_("I wrote this or had it written, and it says what I found."), FALSE },
  { CT_SIGNED_REVIEWED, N_("Reviewed"), N_("I have read all of it."), FALSE },
  { CT_SIGNED_APPROVED, N_("Approved"), N_("I agree with it and answer for it."), FALSE },
  { CT_SIGNED_CO_SIGNED, N_("Co-signed"), N_("I stand beside who signed before me."), TRUE },
  { CT_SIGNED_WITNESSED, N_("Witnessed"), N_("I saw it being signed."), TRUE },
};

/**
 * ct_meanings:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): all that a signature can mean.
 */
const CtMeaning *
ct_meanings (guint *n)
{
  *n = G_N_ELEMENTS (meanings);
  return meanings;
}

/**
 * ct_meaning_find:
 * @id: (nullable): as stored
 *
 * Returns: (transfer none) (nullable): that meaning.
 */
const CtMeaning *
ct_meaning_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_strcmp0 (meanings[i].id, id) == 0)
      return &meanings[i];
  return NULL;
}

/**
 * ct_meaning_label:
 * @id: (nullable): as stored
 *
 * Returns: it in words; @id itself where it is an unknown one.
 */
const char *
ct_meaning_label (const char *id)
{
  const CtMeaning *meaning = ct_meaning_find (id);

  return meaning != NULL ? _(meaning->label) : id;
}

/**
 * ct_signature_reference:
 * @sha256: 64 hexadecimal digits
 *
 * Returns: (transfer full): its beginning, as it is printed: "3f2a 91c0 77de".
 */
char *
ct_signature_reference (const char *sha256)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (sha256 != NULL, g_string_free (text, FALSE));
  for (gsize i = 0; i < REFERENCE_DIGITS && sha256[i] != '\0'; i++)
    {
      if (i > 0 && i % REFERENCE_GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, sha256[i]);
    }
  return g_string_free (text, FALSE);
}

/**
 * ct_signature_is_on:
 * @self: a signature
 * @issued_id: a document that went out, or 0
 * @document_id: a document that came in, or 0
 *
 * Returns: whether that is what was signed.
 */
gboolean
ct_signature_is_on (const CtSignature *self, gint64 issued_id, gint64 document_id)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->issued_id == issued_id && self->document_id == document_id;
}

/**
 * ct_signatures_on:
 * @signatures: (element-type CtSignature): signatures on many documents
 * @issued_id: a document that went out, or 0
 * @document_id: a document that came in, or 0
 *
 * Returns: (transfer full) (element-type CtSignature): those on that one.
 */
GPtrArray *
ct_signatures_on (GPtrArray *signatures, gint64 issued_id, gint64 document_id)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (signatures != NULL, own);
  for (guint i = 0; i < signatures->len; i++)
    if (ct_signature_is_on (signatures->pdata[i], issued_id, document_id))
      g_ptr_array_add (own, g_object_ref (signatures->pdata[i]));
  return own;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, sentence);
  return FALSE;
}

/**
 * ct_signature_check:
 * @self: a signature that is to be stored
 * @earlier: (element-type CtSignature): those that the document has
 * @error: INVALID
 *
 * Returns: whether it means one of the known things, and what it means can be said of this document by this person.
 */
gboolean
ct_signature_check (CtSignature *self, GPtrArray *earlier, GError **error)
{
  const CtMeaning *meaning;
  gboolean others = FALSE;

  g_return_val_if_fail (self != NULL && earlier != NULL, FALSE);
  if ((meaning = ct_meaning_find (self->meaning)) == NULL)
    return refuse (error, _("Say what the signature means: author, reviewed, approved, co-signed or witnessed."));
  for (guint i = 0; i < earlier->len; i++)
    {
      const CtSignature *before = earlier->pdata[i];

      others = others || before->user_id != self->user_id;
      if (before->user_id == self->user_id && g_strcmp0 (before->meaning, self->meaning) == 0)
        return refuse (error, _("You have signed this document with this meaning already."));
    }
  if (meaning->after_others && !others)
    return refuse (error, _("Nobody else has signed this document yet; sign it with another meaning."));
  return TRUE;
}

/**
 * ct_signatures_judge:
 * @signatures: (element-type CtSignature): those on one document
 * @sha256: (nullable): of its bytes as they are now
 *
 * Returns: whether each of them was made on the same bytes.
 */
CtSeal
ct_signatures_judge (GPtrArray *signatures, const char *sha256)
{
  g_return_val_if_fail (signatures != NULL, CT_SEAL_NONE);
  for (guint i = 0; i < signatures->len; i++)
    if (g_strcmp0 (CT_SIGNATURE (signatures->pdata[i])->sha256, sha256) != 0)
      return CT_SEAL_ALTERED;
  return signatures->len > 0 ? CT_SEAL_UNCHANGED : CT_SEAL_NONE;
}

/**
 * ct_seal_words:
 * @seal: what was found
 *
 * Returns: it in words.
 */
const char *
ct_seal_words (CtSeal seal)
{
  switch (seal)
    {
    case CT_SEAL_UNCHANGED:
      return _("unchanged since signed");
    case CT_SEAL_ALTERED:
      return _("these bytes are not what was signed");
    case CT_SEAL_NONE:
      break;
    }
  return _("not signed");
}

/**
 * ct_signature_who:
 * @self: a signature
 *
 * Returns: (transfer full): "Ana Ruiz, MD (Prescriber)".
 */
char *
ct_signature_who (const CtSignature *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  /* Translators: a name, then the role it was signed in */
  return g_strdup_printf (_("%s (%s)"), self->user_name, ct_role_label (self->role));
}

/**
 * ct_signature_when:
 * @self: a signature
 * @zone: where the document belongs
 *
 * Returns: (transfer full): "Thu 26 Nov 2026, 13:05 PST".
 */
char *
ct_signature_when (const CtSignature *self, GTimeZone *zone)
{
  CtWall wall;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (self != NULL && zone != NULL, NULL);
  wall = ct_wall_from_utc (self->signed_us, zone);
  day = ct_date_format (wall.date, _("%a %-d %b %Y"));
  time = ct_minute_format (wall.minute);
  utc = g_date_time_new_from_unix_utc (self->signed_us / G_USEC_PER_SEC);
  there = g_date_time_to_timezone (utc, zone);
  /* Translators: day, time, abbreviation of the time zone */
  return g_strdup_printf (_("%s, %s %s"), day, time, g_date_time_get_timezone_abbreviation (there));
}

/**
 * ct_signature_words:
 * @self: a signature
 * @zone: where the document belongs
 *
 * Returns: (transfer full): "Author: Ana Ruiz, MD (Prescriber), Thu 26 Nov 2026, 13:05 PST".
 */
char *
ct_signature_words (const CtSignature *self, GTimeZone *zone)
{
  g_autofree char *who = ct_signature_who (self);
  g_autofree char *when = ct_signature_when (self, zone);

  /* Translators: what it means, who signed in which role, when */
  return g_strdup_printf (_("%s: %s, %s"), ct_meaning_label (self->meaning), who, when);
}
