/* The header of a clinical document: what it is, who wrote it, and who it is about. */
#include "exchange/ct-cda-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_REPEATS 64

/* Joins the texts of all children of that name, leaving out those with the qualifier @without. */
static const char *
join_children (CtCdaReader *self, const xmlNode *node, const char *name, const char *separator, const char *without)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (const xmlNode *part = ct_cda_child (self, node, name); part != NULL; part = ct_cda_next (self, part, name))
    {
      const char *qualifier = ct_cda_attr (part, "qualifier");
      const char *text
          = without != NULL && qualifier != NULL && strcmp (qualifier, without) == 0 ? NULL : ct_cda_text (self, part);

      if (text != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? separator : "", text);
    }
  return ct_cda_keep (self, all->str);
}

/* Whether a set of codes such as "HP PST" holds @use. */
static gboolean
has_use (const xmlNode *node, const char *use)
{
  const char *value = ct_cda_attr (node, "use");
  g_auto (GStrv) words = value != NULL ? g_strsplit (value, " ", -1) : NULL;

  return words != NULL && g_strv_contains ((const char *const *) words, use);
}

/* How well a name fits the chart: the legal one best, then one that is no alias, birth name or pseudonym; last what is missing. */
static int
name_rank (const xmlNode *name)
{
  static const char *const others[] = { "A", "P", "ASGN", "BIR", "PHON", "SNDX", "SRCH", "OLD", "NB" };

  if (ct_cda_attr (name, "nullFlavor") != NULL)
    return 3;
  if (has_use (name, "L"))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (has_use (name, others[i]))
      return 2;
  return 1;
}

static const xmlNode *
choose_name (CtCdaReader *self, const xmlNode *patient)
{
  const xmlNode *best = NULL;

  for (const xmlNode *name = ct_cda_child (self, patient, "name"); name != NULL;
       name = ct_cda_next (self, name, "name"))
    if (best == NULL || name_rank (name) < name_rank (best))
      best = name;
  return best;
}

/* "Okafor, Amara N" or "Amara N Okafor", for systems that don't part their names. */
static void
split_name (CtCdaReader *self, CtCdaPatient *patient, const char *text)
{
  const char *comma = strchr (text, ','), *blank = strrchr (text, ' ');

  patient->name_text = text;
  if (comma != NULL)
    {
      patient->family_name = ct_cda_keep (self, ct_arena_strndup (self->arena, text, (gsize) (comma - text)));
      patient->given_names = ct_cda_keep (self, comma + 1);
    }
  else if (blank != NULL)
    {
      patient->family_name = ct_cda_keep (self, blank + 1);
      patient->given_names = ct_cda_keep (self, ct_arena_strndup (self->arena, text, (gsize) (blank - text)));
    }
  else
    patient->family_name = text;
}

static void
read_name (CtCdaReader *self, CtCdaPatient *patient, const xmlNode *name)
{
  const char *text;

  /* A birth name stands beside the name of today, unless it is all there is. */
  patient->family_name = join_children (self, name, "family", " ", "BR");
  if (patient->family_name == NULL)
    patient->family_name = join_children (self, name, "family", " ", NULL);
  patient->given_names = join_children (self, name, "given", " ", NULL);
  patient->prefix = join_children (self, name, "prefix", " ", NULL);
  patient->suffix = join_children (self, name, "suffix", " ", NULL);
  text = ct_cda_text (self, name);
  if (patient->family_name == NULL && patient->given_names == NULL && text != NULL)
    split_name (self, patient, text);
  if (patient->family_name == NULL)
    patient->family_name = "";
  if (patient->given_names == NULL)
    patient->given_names = "";
}

/* A name in one line: its parts with blanks between, or what stands there. */
static const char *
name_in_words (CtCdaReader *self, const xmlNode *name)
{
  static const char *const parts[] = { "prefix", "given", "family", "suffix" };
  g_autoptr (GString) all = g_string_new (NULL);

  if (name == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = join_children (self, name, parts[i], " ", NULL);

      if (part != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", part);
    }
  return all->len > 0 ? ct_cda_keep (self, all->str) : ct_cda_text (self, name);
}

static void
read_names (CtCdaReader *self, CtCdaPatient *patient, const xmlNode *node)
{
  const xmlNode *chosen = choose_name (self, node);

  read_name (self, patient, chosen);
  for (const xmlNode *name = ct_cda_child (self, node, "name"); name != NULL; name = ct_cda_next (self, name, "name"))
    {
      const char *words = name != chosen ? name_in_words (self, name) : NULL;

      if (words != NULL && patient->other_names->len < MAX_REPEATS)
        g_ptr_array_add (patient->other_names, (gpointer) words);
    }
}

/* HL7 calls "undifferentiated" what is neither; anything else that is no code of the set is unknown. */
static const char *
sex_from_code (const CtCdaCode *code)
{
  const char *c = code->code;

  if (code->null_flavor != NULL || c == NULL)
    return "unknown";
  if (g_ascii_strcasecmp (c, "F") == 0 || g_ascii_strcasecmp (c, "female") == 0 || strcmp (c, "248152002") == 0)
    return "female";
  if (g_ascii_strcasecmp (c, "M") == 0 || g_ascii_strcasecmp (c, "male") == 0 || strcmp (c, "248153007") == 0)
    return "male";
  if (g_ascii_strcasecmp (c, "UN") == 0 || g_ascii_strcasecmp (c, "O") == 0 || g_ascii_strcasecmp (c, "X") == 0 ||
      g_ascii_strcasecmp (c, "other") == 0)
    return "other";
  return "unknown";
}

static void
read_telecoms (CtCdaReader *self, CtCdaPatient *patient, const xmlNode *role)
{
  for (const xmlNode *node = ct_cda_child (self, role, "telecom"); node != NULL;
       node = ct_cda_next (self, node, "telecom"))
    {
      const char *value = ct_cda_keep_attr (self, node, "value");
      const char *colon = value != NULL ? strchr (value, ':') : NULL;
      CtCdaTelecom *telecom;

      if (value == NULL || ct_cda_attr (node, "nullFlavor") != NULL || patient->telecoms->len >= MAX_REPEATS)
        continue;
      telecom = ct_arena_new0 (self->arena, CtCdaTelecom, 1);
      telecom->scheme = colon != NULL                 ? g_ascii_strncasecmp (value, "tel:", 4) == 0 ? "tel"
                                                        : g_ascii_strncasecmp (value, "mailto:", 7) == 0
                                                            ? "mailto"
                                                            : ct_arena_strndup (self->arena, value, (gsize)(colon - value))
                                        : strchr (value, '@') != NULL ? "mailto"
                                                      : "tel";
      telecom->value = ct_cda_keep (self, colon != NULL ? colon + 1 : value);
      telecom->use = ct_cda_keep_attr (self, node, "use");
      if (telecom->value == NULL)
        continue;
      g_ptr_array_add (patient->telecoms, telecom);
      if (patient->phone == NULL && strcmp (telecom->scheme, "tel") == 0)
        patient->phone = telecom->value;
      if (patient->email == NULL && strcmp (telecom->scheme, "mailto") == 0)
        patient->email = telecom->value;
    }
}

static void
read_address (CtCdaReader *self, CtCdaPatient *patient, const xmlNode *role)
{
  const xmlNode *addr = ct_cda_child (self, role, "addr");

  /* The first that is neither a bad one nor missing: senders put the current home first. */
  while (addr != NULL && (ct_cda_attr (addr, "nullFlavor") != NULL || has_use (addr, "BAD")))
    addr = ct_cda_next (self, addr, "addr");
  if (addr == NULL)
    return;
  patient->street = join_children (self, addr, "streetAddressLine", ", ", NULL);
  patient->city = join_children (self, addr, "city", " ", NULL);
  patient->state = join_children (self, addr, "state", " ", NULL);
  patient->postal_code = join_children (self, addr, "postalCode", " ", NULL);
  patient->country = join_children (self, addr, "country", " ", NULL);
  if (patient->street == NULL && patient->city == NULL && patient->postal_code == NULL)
    patient->street = ct_cda_text (self, addr);
}

static const char *
coded_text (CtCdaReader *self, const xmlNode *node)
{
  CtCdaCode code;

  ct_cda_code (self, node, &code);
  return code.null_flavor == NULL ? ct_cda_code_label (&code) : NULL;
}

/* HL7's extensions live in a namespace of their own; the only ones that matter here. */
static const xmlNode *
extension_child (const xmlNode *node, const char *name)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && child->ns != NULL && child->ns->href != NULL &&
        strcmp ((const char *) child->ns->href, CT_CDA_SDTC) == 0 && strcmp ((const char *) child->name, name) == 0)
      return child;
  return NULL;
}

static void
read_person (CtCdaReader *self, CtCdaPatient *patient, const xmlNode *node)
{
  const xmlNode *birth = ct_cda_child (self, node, "birthTime");
  const xmlNode *language;
  CtCdaCode sex;

  read_names (self, patient, node);
  ct_cda_time (self, birth != NULL ? birth : extension_child (node, "birthTime"), &patient->born);
  ct_cda_code (self, ct_cda_child (self, node, "administrativeGenderCode"), &sex);
  patient->sex_code = sex.code;
  patient->sex_null_flavor = sex.null_flavor;
  patient->sex = sex_from_code (&sex);
  patient->race = coded_text (self, ct_cda_child (self, node, "raceCode"));
  patient->ethnicity = coded_text (self, ct_cda_child (self, node, "ethnicGroupCode"));
  patient->marital_status = coded_text (self, ct_cda_child (self, node, "maritalStatusCode"));
  language = ct_cda_child (self, ct_cda_child (self, node, "languageCommunication"), "languageCode");
  patient->language = ct_cda_keep_attr (self, language, "code");
  ct_cda_time (self, extension_child (node, "deceasedTime"), &patient->died);
  patient->deceased = patient->died.date != CT_DATE_NONE
                      || (extension_child (node, "deceasedInd") != NULL
                          && ct_cda_flag (extension_child (node, "deceasedInd"), "value"));
}

static void
read_patient (CtCdaReader *self, const xmlNode *role)
{
  CtCdaPatient *patient = ct_arena_new0 (self->arena, CtCdaPatient, 1);
  const xmlNode *person = ct_cda_child (self, role, "patient");

  self->document->patient = patient;
  patient->family_name = patient->given_names = "";
  patient->sex = "unknown";
  patient->born.date = patient->died.date = CT_DATE_NONE;
  patient->born.minute = patient->died.minute = -1;
  patient->other_names = g_ptr_array_new ();
  patient->mrns = g_ptr_array_new ();
  patient->telecoms = g_ptr_array_new ();
  for (const xmlNode *id = ct_cda_child (self, role, "id"); id != NULL; id = ct_cda_next (self, id, "id"))
    if (ct_cda_attr (id, "nullFlavor") == NULL && ct_cda_keep_attr (self, id, "extension") != NULL &&
        patient->mrns->len < MAX_REPEATS)
      {
        CtCdaId *mrn = ct_arena_new0 (self->arena, CtCdaId, 1);

        *mrn = ct_cda_id (self, id);
        g_ptr_array_add (patient->mrns, mrn);
      }
  read_telecoms (self, patient, role);
  read_address (self, patient, role);
  if (person != NULL)
    read_person (self, patient, person);
}

static gboolean
read_record_target (CtCdaReader *self, const xmlNode *root, GError **error)
{
  const xmlNode *target = ct_cda_child (self, root, "recordTarget");
  const xmlNode *role;
  guint n = 0;

  for (const xmlNode *t = target; t != NULL; t = ct_cda_next (self, t, "recordTarget"))
    n++;
  if (n > 1)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID,
                   _ ("The document is about %u patients at once; ask the sender for one document for each patient."),
                   n);
      return FALSE;
    }
  role = ct_cda_child (self, target, "patientRole");
  if (role != NULL)
    read_patient (self, role);
  return TRUE;
}

static void
read_kind (CtCdaReader *self, const xmlNode *root)
{
  CtCdaDocument *document = self->document;
  const char *name = NULL;
  const char *code = ct_cda_keep_attr (self, ct_cda_child (self, root, "code"), "code");

  for (const xmlNode *t = ct_cda_child (self, root, "templateId"); t != NULL && name == NULL;
       t = ct_cda_next (self, t, "templateId"))
    name = ct_cda_kind_name (ct_cda_attr (t, "root"), NULL);
  if (name == NULL)
    name = ct_cda_kind_name (NULL, code);
  document->kind = name != NULL ? _(name) : _("Clinical document");
  document->kind_code = code != NULL ? code : "";
}

static void
read_author (CtCdaReader *self, const xmlNode *root)
{
  static const char *const person_path[] = { "assignedPerson", "name", NULL };
  static const char *const organization_path[] = { "representedOrganization", "name", NULL };
  static const char *const custodian_path[]
      = { "custodian", "assignedCustodian", "representedCustodianOrganization", "name", NULL };
  const xmlNode *author = ct_cda_child (self, ct_cda_child (self, root, "author"), "assignedAuthor");
  const xmlNode *device = ct_cda_child (self, author, "assignedAuthoringDevice");
  CtCdaDocument *document = self->document;

  document->author_name = name_in_words (self, ct_cda_path (self, author, person_path));
  if (document->author_name == NULL)
    document->author_name = ct_cda_text (self, ct_cda_child (self, device, "softwareName"));
  document->author_organization = ct_cda_text (self, ct_cda_path (self, author, organization_path));
  document->custodian = ct_cda_text (self, ct_cda_path (self, root, custodian_path));
}

static void
read_replaced (CtCdaReader *self, const xmlNode *root)
{
  for (const xmlNode *r = ct_cda_child (self, root, "relatedDocument"); r != NULL;
       r = ct_cda_next (self, r, "relatedDocument"))
    {
      const char *type = ct_cda_attr (r, "typeCode");

      if (type != NULL && strcmp (type, "RPLC") == 0)
        self->document->replaces
            = ct_cda_id (self, ct_cda_child (self, ct_cda_child (self, r, "parentDocument"), "id"));
    }
}

/**
 * ct_cda_header:
 * @self: a reader
 * @root: the ClinicalDocument
 * @error: return location for a sentence
 *
 * Returns: %FALSE where the document is about several patients at once: nobody should guess then.
 */
gboolean
ct_cda_header (CtCdaReader *self, const xmlNode *root, GError **error)
{
  CtCdaDocument *document = self->document;
  const char *title = ct_cda_text (self, ct_cda_child (self, root, "title"));

  document->id = ct_cda_id (self, ct_cda_child (self, root, "id"));
  document->set_id = ct_cda_id (self, ct_cda_child (self, root, "setId"));
  document->version = ct_cda_keep_attr (self, ct_cda_child (self, root, "versionNumber"), "value");
  document->title = title != NULL ? title : "";
  document->confidentiality = ct_cda_keep_attr (self, ct_cda_child (self, root, "confidentialityCode"), "code");
  document->language = ct_cda_keep_attr (self, ct_cda_child (self, root, "languageCode"), "code");
  ct_cda_time (self, ct_cda_child (self, root, "effectiveTime"), &document->written);
  read_kind (self, root);
  read_author (self, root);
  read_replaced (self, root);
  return read_record_target (self, root, error);
}
