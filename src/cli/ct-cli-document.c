/* The documents of a chart, who has signed them, and whether they are still what was signed: chairtimectl document. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

/* ---- What a document is called ---- */

#define ISSUED   "issued-"
#define RECEIVED "received-"

static char *
name_of (CtDocumentId id)
{
  return id.issued_id != 0 ? g_strdup_printf (ISSUED "%" G_GINT64_FORMAT, id.issued_id)
                           : g_strdup_printf (RECEIVED "%" G_GINT64_FORMAT, id.document_id);
}

static gboolean
parse_number (const char *text, const char *prefix, gint64 *id)
{
  guint64 number = 0;

  if (!g_str_has_prefix (text, prefix) ||
      !g_ascii_string_to_unsigned (text + strlen (prefix), 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *id = (gint64) number;
  return TRUE;
}

/**
 * ct_cli_parse_document:
 * @text: "issued-12" or "received-3"
 * @id: (out): which document that is
 * @error: that it is none
 *
 * Returns: whether it is the name of a document.
 */
gboolean
ct_cli_parse_document (const char *text, CtDocumentId *id, GError **error)
{
  *id = (CtDocumentId) { 0, 0 };
  return parse_number (text, ISSUED, &id->issued_id) || parse_number (text, RECEIVED, &id->document_id) ||
         ct_cli_usage_error (error, _("“%s” is not a document like issued-12. “chairtimectl document list PATIENT” has them."),
                             text);
}

/* ---- Printing ---- */

static const char *
seal_id (CtSeal seal)
{
  return seal == CT_SEAL_UNCHANGED ? "unchanged" : seal == CT_SEAL_ALTERED ? "altered" : NULL;
}

static void
print_signature (JsonBuilder *builder, CtClinic *clinic, const CtSignature *signature)
{
  g_autofree char *words = NULL;
  g_autofree char *at = NULL;

  if (builder == NULL)
    {
      words = ct_signature_words (signature, ct_clinic_get_zone (clinic, 0));
      g_print ("    %s, %s\n", words, signature->reference);
      return;
    }
  at = ct_time_to_iso (signature->signed_us);
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "meaning", signature->meaning);
  ct_cli_add_text (builder, "name", signature->user_name);
  ct_cli_add_text (builder, "role", signature->role);
  ct_cli_add_text (builder, "at", at);
  ct_cli_add_text (builder, "sha256", signature->sha256);
  ct_cli_add_text (builder, "reference", signature->reference);
  json_builder_end_object (builder);
}

/* One document, signed or not. */
typedef struct
{
  CtDocumentId    id;
  const char     *title;
  const char     *sha256;
  gint64          at_us;
  gint64          replaces_id;
  const CtSealed *sealed; /* (nullable) */
} Line;

static void
print_line (JsonBuilder *builder, CtClinic *clinic, const Line *line)
{
  g_autofree char *name = name_of (line->id);
  g_autofree char *replaced = line->replaces_id != 0 ? name_of ((CtDocumentId) { line->replaces_id, 0 }) : NULL;
  g_autofree char *at = ct_time_to_iso (line->at_us);
  CtSeal seal = line->sealed != NULL ? line->sealed->seal : CT_SEAL_NONE;

  if (builder == NULL)
    {
      g_print ("%-14s %-21s %s: %s", name, at != NULL ? at : "", line->title, ct_seal_words (seal));
      g_print (replaced != NULL ? _(" (replaces %s)\n") : "\n", replaced);
    }
  else
    {
      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "document", name);
      ct_cli_add_text (builder, "title", line->title);
      ct_cli_add_text (builder, "at", at);
      ct_cli_add_text (builder, "sha256", line->sha256);
      ct_cli_add_text (builder, "replaces", replaced);
      ct_cli_add_text (builder, "seal", seal_id (seal));
      json_builder_set_member_name (builder, "signatures");
      json_builder_begin_array (builder);
    }
  for (guint i = 0; line->sealed != NULL && i < line->sealed->signatures->len; i++)
    print_signature (builder, clinic, g_ptr_array_index (line->sealed->signatures, i));
  if (builder != NULL)
    {
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
}

static const CtSealed *
find_sealed (GPtrArray *sealed, CtDocumentId id)
{
  for (guint i = 0; i < sealed->len; i++)
    {
      const CtSealed *one = g_ptr_array_index (sealed, i);

      if (one->id.issued_id == id.issued_id && one->id.document_id == id.document_id)
        return one;
    }
  return NULL;
}

static GPtrArray *
look (CtClinic *clinic, gint64 patient_id, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_check_signatures_async (clinic, patient_id, ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/* ---- list ---- */

static void
print_file (CtCli *cli, CtClinic *clinic, CtPatientFile *file, GPtrArray *sealed)
{
  g_autoptr (JsonBuilder) builder = cli->json ? json_builder_new () : NULL;

  if (cli->json)
    json_builder_begin_array (builder);
  for (guint i = 0; i < file->documents->len; i++)
    {
      CtDocument *document = g_ptr_array_index (file->documents, i);
      const CtDocumentId id = { 0, CT_RECORD (document)->id };

      print_line (builder, clinic, &(Line) { id, document->title, document->sha256, document->received_us, 0,
                                             find_sealed (sealed, id) });
    }
  for (guint i = 0; i < file->issued->len; i++)
    {
      CtIssued *issued = g_ptr_array_index (file->issued, i);
      const CtDocumentId id = { CT_RECORD (issued)->id, 0 };

      print_line (builder, clinic, &(Line) { id, issued->title, issued->sha256, issued->issued_us, issued->replaces_id,
                                             find_sealed (sealed, id) });
    }
  if (!cli->json)
    return;
  json_builder_end_array (builder);
  ct_cli_print_json (builder);
}

static gboolean
list_documents (CtCli *cli, CtClinic *clinic, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (GPtrArray) sealed = NULL;
  gint64 patient_id = ct_cli_find_patient (clinic, words[0], error);

  if (patient_id == 0)
    return FALSE;
  ct_clinic_open_patient_async (clinic, patient_id, ct_await_done, &await);
  if ((file = ct_cli_finish (clinic, &await, error)) == NULL || (sealed = look (clinic, patient_id, error)) == NULL)
    return FALSE;
  print_file (cli, clinic, file, sealed);
  return TRUE;
}

/* ---- sign ---- */

static gboolean
sign_document (CtCli *cli, CtClinic *clinic, char **words, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *passphrase = NULL;
  g_autoptr (CtSignature) signature = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  CtDocumentId id;

  if (!ct_cli_parse_document (words[0], &id, error) ||
      (passphrase = ct_cli_passphrase (_("Passphrase, to sign: "), error)) == NULL)
    return FALSE;
  ct_clinic_sign_async (clinic, id, words[1], passphrase, ct_await_done, &await);
  if ((signature = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  if (!cli->json)
    g_print (_("%s is signed:\n"), words[0]);
  else
    builder = json_builder_new ();
  print_signature (builder, clinic, signature);
  if (builder != NULL)
    ct_cli_print_json (builder);
  return TRUE;
}

/* ---- verify ---- */

/**
 * ct_cli_count_altered:
 * @sealed: (element-type CtSealed): documents that were looked at
 *
 * Returns: how many of them are not what was signed.
 */
guint
ct_cli_count_altered (GPtrArray *sealed)
{
  guint n = 0;

  for (guint i = 0; i < sealed->len; i++)
    n += ((const CtSealed *) g_ptr_array_index (sealed, i))->seal == CT_SEAL_ALTERED;
  return n;
}

/**
 * ct_cli_check_seals:
 * @sealed: (element-type CtSealed): documents that were looked at
 * @error: CORRUPT, with how many are not what was signed
 *
 * Returns: whether all of them are.
 */
gboolean
ct_cli_check_seals (GPtrArray *sealed, GError **error)
{
  guint n = ct_cli_count_altered (sealed);

  if (n > 0)
    g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
                 ngettext ("%u document is not what was signed.", "%u documents are not what was signed.", n), n);
  return n == 0;
}

static gboolean
verify_documents (CtCli *cli, CtClinic *clinic, char **words, GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GPtrArray) sealed = NULL;
  gint64 patient_id = 0;

  if ((words[0] != NULL && (patient_id = ct_cli_find_patient (clinic, words[0], error)) == 0) ||
      (sealed = look (clinic, patient_id, error)) == NULL)
    return FALSE;
  if (cli->json)
    {
      builder = json_builder_new ();
      json_builder_begin_array (builder);
    }
  for (guint i = 0; i < sealed->len; i++)
    {
      const CtSealed *one = g_ptr_array_index (sealed, i);

      print_line (builder, clinic, &(Line) { one->id, one->title, one->sha256, CT_TIME_NONE, 0, one });
    }
  if (cli->json)
    {
      json_builder_end_array (builder);
      ct_cli_print_json (builder);
    }
  else if (sealed->len == 0)
    g_print ("%s\n", _("Nothing is signed."));
  return ct_cli_check_seals (sealed, error);
}

/** `document`: the documents of a chart: list, sign, verify. */
gboolean
ct_cli_document (CtCli *cli, int argc, char **argv, GError **error)
{
  static const struct
  {
    const char *word;
    int         min, max; /* words that follow */
    gboolean  (*run) (CtCli *cli, CtClinic *clinic, char **words, GError **error);
  } acts[] = {
    { "list", 1, 1, list_documents },
    { "sign", 2, 2, sign_document },
    { "verify", 0, 1, verify_documents },
  };
  g_autoptr (CtClinic) clinic = NULL;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), NULL, &argc, &argv, error))
    return FALSE;
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].word, argv[1]) == 0 && argc - 2 >= acts[i].min && argc - 2 <= acts[i].max)
      return (clinic = ct_cli_open (cli, error)) != NULL && acts[i].run (cli, clinic, argv + 2, error);
  return ct_cli_usage_error (error, "%s",
                             _("Say “list PATIENT”, “sign DOCUMENT MEANING” or “verify [PATIENT]”."));
}
