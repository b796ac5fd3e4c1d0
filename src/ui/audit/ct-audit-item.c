#include "ui/audit/ct-audit-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-time.h"

struct _CtAuditItem
{
  GObject     parent_instance;
  CtAuditRow *row;
  char       *patient;
};

enum
{
  PROP_0,
  PROP_PATIENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CtAuditItem, ct_audit_item, G_TYPE_OBJECT)

/* ---- Words ---- */

static const struct
{
  const char *act;
  const char *label;
} acts[] = {
  { "opened", N_("Opened") },
  { "created", N_("Added") },
  { "changed", N_("Changed") },
  { "imported", N_("Imported") },
  { "printed", N_("Printed") },
  { "exported", N_("Exported") },
  { "logged-in", N_("Logged in") },
  { "log-in-failed", N_("Log-in failed") },
  { "locked", N_("Locked the window") },
  { "unlocked", N_("Unlocked the window") },
  { "passphrase-changed", N_("Changed the passphrase") },
  { "passphrase-reset", N_("Set a passphrase by the recovery key") },
  { "refused", N_("Was refused") },
};

static const struct
{
  const char *table;
  const char *label;
} tables[] = {
  { "patient", N_("chart") },         { "appointment", N_("booking") },   { "course", N_("course") },
  { "session", N_("session") },       { "assessment", N_("score") },      { "document", N_("document") },
  { "issued", N_("paper") },          { "problem", N_("problem") },       { "medication", N_("medication") },
  { "allergy", N_("allergy") },       { "measurement", N_("measurement") }, { "clinic", N_("clinic") },
  { "site", N_("site") },             { "chair", N_("chair") },           { "opening", N_("opening hours") },
  { "closure", N_("closure") },       { "site_floor", N_("staff and pumps") },
  { "staff_leave", N_("leave") },       { "held_time", N_("held time") },
  { "waiting", N_("waiting list") },
       { "app_user", N_("user") },         { "audit", N_("audit") },
  { "document_section", N_("section") },
};

/**
 * ct_audit_act_label:
 * @act: as the audit keeps it
 *
 * Returns: it in words; @act itself where it is an unknown one.
 */
const char *
ct_audit_act_label (const char *act)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_strcmp0 (acts[i].act, act) == 0)
      return _(acts[i].label);
  return act;
}

static const char *
table_label (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_strcmp0 (tables[i].table, table) == 0)
      return _(tables[i].label);
  return table;
}

/**
 * ct_audit_item_describe_act:
 * @self: an act
 *
 * Returns: (transfer full): "Changed: booking".
 */
char *
ct_audit_item_describe_act (CtAuditItem *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_ITEM (self), NULL);
  if (self->row->table == NULL)
    return g_strdup (ct_audit_act_label (self->row->act));
  return g_strdup_printf ("%s: %s", ct_audit_act_label (self->row->act), table_label (self->row->table));
}

/* A cell; one that a spreadsheet would take for a formula is kept from being one. */
static void
append_cell (GString *csv, const char *text, gboolean last)
{
  g_string_append_c (csv, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

/**
 * ct_audit_csv_append:
 * @csv: what is written so far
 * @row: (nullable): an act; ignored with @header
 * @patient: (nullable): the patient's name
 * @header: whether to write the columns' names instead
 *
 * Writes one line of RFC 4180.
 */
void
ct_audit_csv_append (GString *csv, const CtAuditRow *row, const char *patient, gboolean header)
{
  g_autofree char *id = header ? g_strdup ("id") : g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  g_autofree char *at = header ? g_strdup ("at") : ct_time_to_iso (row->at_us);

  append_cell (csv, id, FALSE);
  append_cell (csv, at, FALSE);
  append_cell (csv, header ? "user" : row->user_name, FALSE);
  append_cell (csv, header ? "workstation" : row->workstation, FALSE);
  append_cell (csv, header ? "act" : row->act, FALSE);
  append_cell (csv, header ? "table" : row->table, FALSE);
  append_cell (csv, header ? "patient" : patient, FALSE);
  append_cell (csv, header ? "detail" : row->detail, FALSE);
  append_cell (csv, header ? "hash" : row->hash, TRUE);
}

/* ---- The object ---- */

/**
 * ct_audit_item_get_row:
 * @self: an act
 *
 * Returns: (transfer none): what the audit keeps of it.
 */
const CtAuditRow *
ct_audit_item_get_row (CtAuditItem *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_ITEM (self), NULL);
  return self->row;
}

/**
 * ct_audit_item_get_patient:
 * @self: an act
 *
 * Returns: (nullable): the name of whom it was about, once it is known.
 */
const char *
ct_audit_item_get_patient (CtAuditItem *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_ITEM (self), NULL);
  return self->patient;
}

/**
 * ct_audit_item_set_patient:
 * @self: an act
 * @name: the name of whom it was about
 */
void
ct_audit_item_set_patient (CtAuditItem *self, const char *name)
{
  g_return_if_fail (CT_IS_AUDIT_ITEM (self));
  g_free (self->patient);
  self->patient = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATIENT]);
}

static void
ct_audit_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PATIENT)
    g_value_set_string (value, CT_AUDIT_ITEM (object)->patient);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_audit_item_finalize (GObject *object)
{
  CtAuditItem *self = CT_AUDIT_ITEM (object);

  g_clear_pointer (&self->row, ct_audit_row_free);
  g_free (self->patient);
  G_OBJECT_CLASS (ct_audit_item_parent_class)->finalize (object);
}

static void
ct_audit_item_class_init (CtAuditItemClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = ct_audit_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = ct_audit_item_finalize;
  properties[PROP_PATIENT] = g_param_spec_string ("patient", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
ct_audit_item_init (CtAuditItem *self)
{
}

/**
 * ct_audit_item_new:
 * @row: (transfer full): an act
 *
 * Returns: (transfer full): it as an object.
 */
CtAuditItem *
ct_audit_item_new (CtAuditRow *row)
{
  CtAuditItem *self = g_object_new (CT_TYPE_AUDIT_ITEM, NULL);

  self->row = row;
  return self;
}
