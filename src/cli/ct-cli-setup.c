/* Making clinics, filling them for a demonstration, taking documents in. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "clinic/ct-demo.h"

/* ---- create ---- */

/** `create`: a new clinic; the recovery key on standard output. */
gboolean
ct_cli_create (CtCli *cli, int argc, char **argv, GError **error)
{
  CtClinicSetup setup = { .n_chairs = 4 };
  g_autofree char *name = NULL, *zone = NULL, *admin = NULL, *site = NULL, *admin_name = NULL, *phone = NULL;
  g_autofree char *street = NULL, *city = NULL, *region = NULL, *postcode = NULL;
  g_autofree char *passphrase = NULL, *recovery_key = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("The clinic's name"), N_("NAME") },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, N_("Time zone, like America/Los_Angeles"), N_("ZONE") },
    { "chairs", 0, 0, G_OPTION_ARG_INT, &setup.n_chairs, N_("How many chairs"), N_("N") },
    { "admin", 0, 0, G_OPTION_ARG_STRING, &admin, N_("User name of the owner"), N_("USER") },
    { "admin-name", 0, 0, G_OPTION_ARG_STRING, &admin_name, N_("Name of the owner"), N_("NAME") },
    { "site", 0, 0, G_OPTION_ARG_STRING, &site, N_("The site's name, if it is another one"), N_("NAME") },
    { "street", 0, 0, G_OPTION_ARG_STRING, &street, N_("Street"), N_("TEXT") },
    { "city", 0, 0, G_OPTION_ARG_STRING, &city, N_("City"), N_("TEXT") },
    { "region", 0, 0, G_OPTION_ARG_STRING, &region, N_("State"), N_("TEXT") },
    { "postcode", 0, 0, G_OPTION_ARG_STRING, &postcode, N_("ZIP code"), N_("TEXT") },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &phone, N_("Phone"), N_("TEXT") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (cli->clinic_path == NULL)
    return ct_cli_usage_error (error, "%s", _("Say where: --clinic FILE."));
  if (name == NULL || zone == NULL || admin == NULL || argc > 1)
    return ct_cli_usage_error (error, "%s", _("A clinic needs --name, --zone, --chairs and --admin."));
  if ((passphrase = ct_cli_passphrase (_("Passphrase of the owner: "), error)) == NULL)
    return FALSE;
  setup.clinic_name = name;
  setup.site_name = site;
  setup.street = street;
  setup.city = city;
  setup.region = region;
  setup.postcode = postcode;
  setup.phone = phone;
  setup.zone = zone;
  setup.admin_login = admin;
  setup.admin_name = admin_name;
  setup.passphrase = passphrase;
  if (!ct_clinic_create (cli->clinic_path, &setup, cli->clock, &recovery_key, error))
    return FALSE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      ct_cli_add_text (builder, "clinic", cli->clinic_path);
      ct_cli_add_text (builder, "recovery_key", recovery_key);
      json_builder_end_object (builder);
      ct_cli_print_json (builder);
    }
  else
    g_print (_("Recovery key: %s\nPrint it and lock it away: it opens the clinic when a passphrase is forgotten.\n"),
             recovery_key);
  return TRUE;
}

/* ---- demo ---- */

static void
on_demo_progress (gint64 done, gint64 of, gpointer user_data)
{
  g_printerr (_("%" PRId64 " of %" PRId64 " patients\n"), done, of);
}

static void
print_demo_counts (CtCli *cli, const CtDemoCounts *counts)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_print (_("%" PRId64 " patients, %" PRId64 " bookings, %" PRId64
                 " courses, %" PRId64 " sessions, %" PRId64 " scores\n"),
               counts->patients, counts->appointments, counts->courses, counts->sessions, counts->assessments);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "patients", counts->patients);
  ct_cli_add_int (builder, "appointments", counts->appointments);
  ct_cli_add_int (builder, "courses", counts->courses);
  ct_cli_add_int (builder, "sessions", counts->sessions);
  ct_cli_add_int (builder, "assessments", counts->assessments);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

/** `demo`: fills an empty clinic with made-up people. */
gboolean
ct_cli_demo (CtCli *cli, int argc, char **argv, GError **error)
{
  CtDemoWish wish = { .n_patients = 160, .seed = 1 };
  int seed = 1;
  const GOptionEntry entries[] = {
    { "patients", 0, 0, G_OPTION_ARG_INT, &wish.n_patients, N_("How many people"), N_("N") },
    { "per-day", 0, 0, G_OPTION_ARG_INT, &wish.per_day, N_("Bookings of each open day around today, as far as there is room"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_("The same seed makes the same people"), N_("S") },
    { NULL },
  };
  g_autoptr (CtClinic) clinic = NULL;
  CtDemoCounts counts;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    return ct_cli_usage_error (error, _("“%s” is not expected here."), argv[1]);
  wish.seed = (guint32) seed;
  if ((clinic = ct_cli_open (cli, error)) == NULL ||
      !ct_clinic_fill_demo (clinic, &wish, wish.n_patients > 20000 && !cli->json ? on_demo_progress : NULL, NULL, &counts,
                            error))
    return FALSE;
  print_demo_counts (cli, &counts);
  return TRUE;
}

/* ---- import ---- */

static void
add_import_counts (JsonBuilder *builder, const CtCdaDocument *document)
{
  static const struct
  {
    const char *name;
    CtCdaKind   kind;
  } counts[] = {
    { "problems", CT_CDA_PROBLEM },           { "allergies", CT_CDA_ALLERGY },
    { "medications", CT_CDA_MEDICATION },     { "results", CT_CDA_RESULT },
    { "vital_signs", CT_CDA_VITAL_SIGN },     { "procedures", CT_CDA_PROCEDURE },
    { "encounters", CT_CDA_ENCOUNTER },       { "immunizations", CT_CDA_IMMUNIZATION },
    { "assessment_scales", CT_CDA_ASSESSMENT_SCALE },
  };

  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    ct_cli_add_int (builder, counts[i].name, ct_cda_document_count (document, counts[i].kind));
  ct_cli_add_int (builder, "allergies_negated", ct_cda_document_count_negated (document, CT_CDA_ALLERGY));
  json_builder_end_object (builder);
}

static void
add_import_sections (JsonBuilder *builder, const CtCdaDocument *document)
{
  json_builder_set_member_name (builder, "sections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < document->sections->len; i++)
    {
      const CtCdaSection *section = g_ptr_array_index (document->sections, i);

      json_builder_add_string_value (builder, section->loinc);
    }
  json_builder_end_array (builder);
}

static void
add_import (JsonBuilder *builder, const char *file, CtImport *import, const char *status, const char *reason)
{
  const CtCdaPatient *patient = import != NULL ? import->document->patient : NULL;
  g_autofree char *born = patient != NULL ? ct_cda_time_to_iso (&patient->born) : NULL;

  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "file", file);
  if (import != NULL)
    ct_cli_add_int (builder, "patient_id", import->patient_id);
  else
    ct_cli_add_text (builder, "patient_id", NULL);
  ct_cli_add_text (builder, "status", status);
  ct_cli_add_text (builder, "reason", reason);
  ct_cli_add_text (builder, "family_name", patient != NULL ? patient->family_name : NULL);
  ct_cli_add_text (builder, "given_names", patient != NULL ? patient->given_names : NULL);
  ct_cli_add_text (builder, "born", born);
  ct_cli_add_text (builder, "sex", patient != NULL ? patient->sex : NULL);
  if (import != NULL)
    {
      add_import_counts (builder, import->document);
      add_import_sections (builder, import->document);
    }
  else
    {
      ct_cli_add_text (builder, "counts", NULL);
      ct_cli_add_text (builder, "sections", NULL);
    }
  json_builder_end_object (builder);
}

typedef struct
{
  CtClinic   *clinic;
  gint64      patient_id;  /* --patient: into this chart */
  gboolean    new_patient; /* --new: even where somebody looks alike */
} ImportWish;

static gboolean
read_file (const char *file, char **contents, gsize *length, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_file_get_contents (file, contents, length, &failure))
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND,
               g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? _("There is no file “%s”.")
                                                                           : _("The file “%s” can't be read."),
               file);
  return FALSE;
}

/* A document about somebody we may know waits for a person's decision: nothing is merged silently. */
static CtImport *
import_file (const ImportWish *wish, const char *file, const char **status, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtImport) import = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *base = g_path_get_basename (file);
  char *contents;
  gsize length;

  if (!read_file (file, &contents, &length, error))
    return NULL;
  bytes = g_bytes_new_take (contents, length);
  ct_clinic_read_document_async (wish->clinic, bytes, base, NULL, ct_await_done, &await);
  if ((import = ct_cli_finish (wish->clinic, &await, error)) == NULL)
    return NULL;
  *status = import->already_imported ? "already-imported" : "matched";
  if (import->already_imported || (import->matches->len > 0 && wish->patient_id == 0 && !wish->new_patient))
    {
      if (!import->already_imported)
        import->patient_id = CT_RECORD (((CtPatientHit *) g_ptr_array_index (import->matches, 0))->patient)->id;
      return g_steal_pointer (&import);
    }
  ct_clinic_accept_import_async (wish->clinic, import, wish->patient_id, ct_await_done, &await);
  g_clear_object (&import);
  if ((import = ct_cli_finish (wish->clinic, &await, error)) != NULL)
    *status = import->already_imported ? "already-imported" : "imported";
  return g_steal_pointer (&import);
}

static void
print_import (const char *file, CtImport *import, const char *status, const char *reason)
{
  g_autofree char *name = import != NULL ? ct_patient_display_name (import->patient) : NULL;

  if (reason != NULL)
    g_print ("%s: %s: %s\n", file, status, reason);
  else
    g_print ("%s: %s: %s\n", file, status, name);
}

static const char *
matched_reason (const char *status)
{
  return g_str_equal (status, "matched")
             ? _("Somebody here may be the same person. Import it with --patient ID, or with --new.")
             : NULL;
}

/** `import`: referral documents. */
gboolean
ct_cli_import (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (CtClinic) clinic = NULL;
  g_autofree char *patient = NULL;
  ImportWish wish = { NULL };
  const GOptionEntry entries[] = {
    { "patient", 0, 0, G_OPTION_ARG_STRING, &patient, N_("Into this patient's chart"), N_("PATIENT") },
    { "new", 0, 0, G_OPTION_ARG_NONE, &wish.new_patient, N_("As a new patient, even if somebody looks alike"), NULL },
    { NULL },
  };
  gboolean all_done = TRUE;

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc < 2)
    return ct_cli_usage_error (error, "%s", _("Say which files."));
  if ((wish.clinic = clinic = ct_cli_open (cli, error)) == NULL ||
      (patient != NULL && (wish.patient_id = ct_cli_find_patient (clinic, patient, error)) == 0))
    return FALSE;
  json_builder_begin_array (builder);
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) refusal = NULL;
      const char *status = "refused";
      g_autoptr (CtImport) import = import_file (&wish, argv[i], &status, &refusal);
      const char *reason = refusal != NULL ? refusal->message : matched_reason (status);

      if (refusal != NULL)
        {
          if (argc > 2)
            g_printerr ("%s: %s\n", argv[i], refusal->message);
          else
            g_propagate_error (error, g_error_copy (refusal));
          all_done = FALSE;
        }
      add_import (builder, argv[i], import, refusal != NULL ? "refused" : status, reason);
      if (!cli->json && refusal == NULL)
        print_import (argv[i], import, status, reason);
    }
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
  if (!all_done && argc > 2)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("Not every file was taken in."));
  return all_done;
}
