/* Signing documents from the patient page, the page of signatures, and new versions of what was signed. */
#include "ui/patient/ct-patient-page-private.h"

#include <glib/gi18n.h>

#include "paper/ct-signature-sheet.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/paper/ct-desk-printer.h"
#include "ui/paper/ct-preview.h"
#include "ui/paper/ct-sign-window.h"

/* A document of the patient who is shown. */
typedef struct
{
  CtDocumentId id;
  const char  *title;
} Shown;

static gboolean
find_shown (CtPatientPage *self, CtDocumentId id, Shown *shown)
{
  GPtrArray *list = id.issued_id != 0 ? self->file->issued : self->file->documents;
  gint64 wanted = id.issued_id != 0 ? id.issued_id : id.document_id;

  for (guint i = 0; i < list->len; i++)
    {
      CtRecord *record = g_ptr_array_index (list, i);

      if (record->id != wanted)
        continue;
      *shown = (Shown) { id, id.issued_id != 0 ? CT_ISSUED (record)->title : CT_DOCUMENT (record)->title };
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_target (CtPatientPage *self, GVariant *target, Shown *shown)
{
  const char *kind;
  gint64 id;

  g_variant_get (target, "(&sx)", &kind, &id);
  return self->file != NULL &&
         find_shown (self, g_strcmp0 (kind, "issued") == 0 ? (CtDocumentId) { id, 0 } : (CtDocumentId) { 0, id }, shown);
}

/* ---- Signing what is kept ---- */

typedef struct
{
  CtPatientPage *self;
  CtDocumentId   id;
} Sign;

static void
sign_free (gpointer data)
{
  g_object_unref (((Sign *) data)->self);
  g_free (data);
}

static void
ask_to_sign (CtClinic *clinic, const char *meaning, const char *passphrase, gpointer data, GAsyncReadyCallback callback,
             gpointer user_data)
{
  ct_clinic_sign_async (clinic, ((Sign *) data)->id, meaning, passphrase, callback, user_data);
}

static void
on_signed (gpointer result, gpointer data)
{
  g_autoptr (CtSignature) signature = result;

  ct_notice_tell (GTK_WIDGET (((Sign *) data)->self), _("The document is signed."));
}

static void
sign (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  g_autoptr (GPtrArray) earlier = NULL;
  Shown shown;
  Sign *wish;

  if (!take_target (self, target, &shown))
    return;
  wish = g_new0 (Sign, 1);
  wish->self = g_object_ref (self);
  wish->id = shown.id;
  earlier = ct_signatures_on (self->file->signatures, shown.id.issued_id, shown.id.document_id);
  ct_child_window_present (GTK_WINDOW (ct_sign_window_new (self->clinic, shown.title, earlier, ask_to_sign, on_signed,
                                                           wish, sign_free)),
                           GTK_WIDGET (self));
}

/* ---- A new version ---- */

static void
new_version (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  Shown shown;

  if (self->file == NULL || !find_shown (self, (CtDocumentId) { g_variant_get_int64 (target), 0 }, &shown))
    return;
  ct_child_window_present (GTK_WINDOW (ct_preview_new_version (self->clinic, self->file, shown.id.issued_id)),
                           GTK_WIDGET (self));
}

/* ---- The page of signatures ---- */

typedef struct
{
  gint64 patient_id;
  char  *words;
} Printed;

static void
printed_free (gpointer data)
{
  g_free (((Printed *) data)->words);
  g_free (data);
}

static void
note_print (CtClinic *clinic, const char *act, gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  const Printed *printed = data;

  ct_clinic_note_export_async (clinic, printed->patient_id, printed->words, callback, user_data);
}

static void
show_sheet (CtPatientPage *self, const CtSealed *sealed)
{
  g_autofree char *patient = ct_patient_display_name (self->file->patient);
  g_autofree char *file_name = g_strdup_printf ("signatures-%s.pdf", self->file->patient->mrn);
  const CtSignatureSheetInput input = { .paper = ct_usual_paper (),
                                        .clinic_name = ct_clinic_get_info (self->clinic)->name,
                                        .patient_name = patient,
                                        .title = sealed->title,
                                        .sha256 = sealed->sha256,
                                        .seal = sealed->seal,
                                        .signatures = sealed->signatures,
                                        .zone = ct_clinic_get_zone (self->clinic, 0),
                                        .printed_by = ct_clinic_get_user (self->clinic)->full_name,
                                        .created_us = ct_clock_now (ct_clinic_get_clock (self->clinic)) };
  g_autoptr (CtPages) pages = ct_signature_sheet_new (&input);
  Printed *printed = g_new0 (Printed, 1);

  printed->patient_id = sealed->patient_id;
  printed->words = g_strdup_printf (_("Signatures: %s"), sealed->title);
  ct_child_window_present (GTK_WINDOW (ct_preview_new_pages (self->clinic, pages, patient, file_name, note_print, printed,
                                                             printed_free)),
                           GTK_WIDGET (self));
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sign *wish = data;
  CtPatientPage *self = wish->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sealed = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (!ct_notice_error (GTK_WIDGET (self), error) && self->file != NULL)
    for (guint i = 0; i < sealed->len; i++)
      {
        const CtSealed *one = g_ptr_array_index (sealed, i);

        if (one->patient_id == self->patient_id && one->id.issued_id == wish->id.issued_id &&
            one->id.document_id == wish->id.document_id)
          show_sheet (self, one);
      }
  sign_free (wish);
}

static void
show_signatures (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  Shown shown;
  Sign *wish;

  if (!take_target (self, target, &shown))
    return;
  wish = g_new0 (Sign, 1);
  wish->self = g_object_ref (self);
  wish->id = shown.id;
  ct_clinic_check_signatures_async (self->clinic, self->patient_id, on_checked_cb, wish);
}

/**
 * ct_patient_page_install_signing:
 * @self: the page
 *
 * Gives the page what can be done about signatures.
 */
void
ct_patient_page_install_signing (CtPatientPage *self)
{
  static const GActionEntry entries[] = {
    { "sign", sign, "(sx)" },
    { "new-version", new_version, "x" },
    { "show-signatures", show_signatures, "(sx)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

/**
 * ct_patient_page_tell_seal:
 * @self: the page
 * @id: one of the patient's documents
 * @bytes: it
 *
 * Says whether it is what was signed, where somebody has signed it.
 *
 * Returns: whether there was something to say.
 */
gboolean
ct_patient_page_tell_seal (CtPatientPage *self, CtDocumentId id, GBytes *bytes)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GPtrArray) signatures = NULL;
  g_autoptr (GError) altered = NULL;

  if (self->file == NULL)
    return FALSE;
  signatures = ct_signatures_on (self->file->signatures, id.issued_id, id.document_id);
  switch (ct_signatures_judge (signatures, sha256))
    {
    case CT_SEAL_UNCHANGED:
      ct_notice_tell (GTK_WIDGET (self), _("The document is unchanged since it was signed."));
      return TRUE;
    case CT_SEAL_ALTERED:
      altered = g_error_new_literal (CT_ERROR, CT_ERROR_CORRUPT,
                                     _("These bytes are not what was signed. Somebody has changed the clinic’s records."));
      return ct_notice_error (GTK_WIDGET (self), altered);
    case CT_SEAL_NONE:
      break;
    }
  return FALSE;
}
