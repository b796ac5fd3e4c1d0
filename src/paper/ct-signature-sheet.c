#include "paper/ct-signature-sheet.h"

#include <glib/gi18n.h>

#include "paper/ct-flow.h"

#define HASH_GROUP 8

/* Long enough to be compared by eye, in groups. */
static char *
group_hash (const char *sha256)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; sha256[i] != '\0'; i++)
    {
      if (i > 0 && i % HASH_GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, sha256[i]);
    }
  return g_string_free (text, FALSE);
}

static char *
moment_words (gint64 at_us, GTimeZone *zone)
{
  CtWall wall = ct_wall_from_utc (at_us, zone);
  g_autofree char *day = ct_date_format (wall.date, _("%a %-d %b %Y"));
  g_autofree char *time = ct_minute_format (wall.minute);

  return g_strdup_printf (_("%s, %s"), day, time);
}

static void
add_signatures (CtFlow *flow, const CtSignatureSheetInput *input)
{
  const CtFlowColumn columns[] = { { _("Signed by"), CT_ALIGN_START }, { _("Meaning"), CT_ALIGN_START },
                                   { _("When"), CT_ALIGN_START }, { _("Reference"), CT_ALIGN_START } };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < input->signatures->len; i++)
    {
      const CtSignature *signature = input->signatures->pdata[i];

      g_ptr_array_add (cells, ct_signature_who (signature));
      g_ptr_array_add (cells, g_strdup (ct_meaning_label (signature->meaning)));
      g_ptr_array_add (cells, ct_signature_when (signature, input->zone));
      g_ptr_array_add (cells, g_strdup (signature->reference));
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, input->signatures->len);
}

/**
 * ct_signature_sheet_new:
 * @input: a document and the signatures on it
 *
 * Lays out the page that stands beside a signed document.
 *
 * Returns: (transfer full): its pages, one unless very many have signed.
 */
CtPages *
ct_signature_sheet_new (const CtSignatureSheetInput *input)
{
  CtFlowSetup setup = { .title = _("Signatures") };
  g_autofree char *printed = NULL;
  g_autofree char *footer = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (CtFlow) flow = NULL;
  CtFlowPair pairs[4];

  g_return_val_if_fail (input != NULL && input->sha256 != NULL && input->signatures != NULL, NULL);
  printed = moment_words (input->created_us, input->zone);
  footer = g_strdup_printf (_("%s · printed %s by %s"), input->clinic_name, printed, input->printed_by);
  hash = group_hash (input->sha256);
  setup.paper = input->paper;
  setup.author = input->clinic_name;
  setup.subject = input->title;
  setup.footer = footer;
  setup.created_us = input->created_us;
  pairs[0] = (CtFlowPair) { _("Document"), input->title };
  pairs[1] = (CtFlowPair) { _("Patient"), input->patient_name };
  pairs[2] = (CtFlowPair) { _("Its SHA-256"), hash };
  pairs[3] = (CtFlowPair) { _("When this was printed"), ct_seal_words (input->seal) };
  flow = ct_flow_new (&setup);
  ct_flow_heading (flow, 0, _("Signatures"));
  ct_flow_pairs (flow, pairs, G_N_ELEMENTS (pairs), 1);
  ct_flow_space (flow, 12);
  add_signatures (flow, input);
  ct_flow_space (flow, 12);
  ct_flow_paragraph (flow, CT_PARAGRAPH_SMALL,
                     _("Each signature was made with the passphrase of the one who signed. The SHA-256 is that of the file "
                       "as the clinic keeps it; any program that reckons one can compare a copy with it."));
  return ct_flow_finish (flow);
}
