#include "ct-whole.h"

#include "domain/ct-record-types.h"

typedef struct
{
  const char *name;
  const char *sql; /* how often it is not so */
} Rule;

static const Rule rules[] = {
  { "a booking claims its chair",
    "SELECT count(*) FROM appointment WHERE status NOT IN ('cancelled', 'missed') AND NOT EXISTS (SELECT 1 FROM claim"
    " WHERE kind = 'chair' AND resource_id = chair_id AND claim.day = appointment.day AND from_minute = minute"
    " AND to_minute = minute + minutes AND appointment_id = appointment.id)" },
  { "a booking claims its patient",
    "SELECT count(*) FROM appointment WHERE status NOT IN ('cancelled', 'missed') AND NOT EXISTS (SELECT 1 FROM claim"
    " WHERE kind = 'patient' AND resource_id = patient_id AND claim.day = appointment.day AND from_minute = minute"
    " AND to_minute = minute + minutes AND appointment_id = appointment.id)" },
  { "nothing else is claimed",
    "SELECT (SELECT count(*) FROM claim)"
    " - 2 * (SELECT count(*) FROM appointment WHERE status NOT IN ('cancelled', 'missed'))" },
  { "nothing is claimed twice",
    "SELECT count(*) FROM claim AS a JOIN claim AS b ON a.kind = b.kind AND a.resource_id = b.resource_id AND a.day = b.day"
    " AND a.appointment_id < b.appointment_id AND a.from_minute < b.to_minute AND b.from_minute < a.to_minute" },
  { "nobody has more pumps or rooms than there are",
    "SELECT count(*) FROM visit_claim AS a JOIN site_floor ON site_id = a.resource_id WHERE a.kind <> 'clinician'"
    " AND CASE a.kind WHEN 'pump' THEN pumps ELSE rooms END BETWEEN 1 AND (SELECT count(*) - 1 FROM visit_claim AS b"
    " WHERE b.kind = a.kind AND b.resource_id = a.resource_id AND b.day = a.day AND b.from_minute <= a.from_minute"
    " AND b.to_minute > a.from_minute)" },
  { "a clinician is with one patient at a time",
    "SELECT count(*) FROM visit_claim AS a JOIN visit_claim AS b ON a.kind = 'clinician' AND b.kind = 'clinician'"
    " AND a.resource_id = b.resource_id AND a.day = b.day AND a.appointment_id < b.appointment_id"
    " AND a.from_minute < b.to_minute AND b.from_minute < a.to_minute" },
  { "a document has all its sections",
    "SELECT count(*) FROM document WHERE kind = 'referral' AND (SELECT count(*) FROM document_section"
    " WHERE document_id = document.id) <> (SELECT count(*) FROM document_section WHERE document_id ="
    " (SELECT min(id) FROM document WHERE kind = 'referral'))" },
  { "a document has all its facts",
    "SELECT count(*) FROM document WHERE kind = 'referral' AND (SELECT count(*) FROM problem"
    " WHERE document_id = document.id) <> (SELECT count(*) FROM problem WHERE document_id ="
    " (SELECT min(id) FROM document WHERE kind = 'referral'))" },
  { "a course has all its sessions",
    "SELECT count(*) FROM course WHERE n_sessions <> (SELECT count(*) FROM session WHERE course_id = course.id)" },
  { "a session has its booking",
    "SELECT count(*) FROM session WHERE NOT EXISTS (SELECT 1 FROM appointment WHERE appointment.id = appointment_id"
    " AND appointment.course_id = session.course_id)" },
  { "every patient can be searched",
    "SELECT count(*) FROM patient WHERE NOT EXISTS (SELECT 1 FROM search_name WHERE patient_id = patient.id)" },
  { "every patient is listed once",
    "SELECT count(*) FROM patient WHERE (SELECT count(*) FROM search_name WHERE role = 2 AND patient_id = patient.id) <> 1" },
  { "nobody else can be searched",
    "SELECT count(*) FROM search_name WHERE patient_id NOT IN (SELECT id FROM patient)" },
  { "the audit ends where it is noted to end",
    "SELECT (SELECT coalesce (max(id), 0) FROM audit) - (SELECT max(last_id) FROM audit_head)" },
  { "the audit has no gap", "SELECT (SELECT coalesce (max(id), 0) FROM audit) - (SELECT count(*) FROM audit)" },
};

static void
ask_rule (GString *complaints, const char *name, const char *sql, CtWholeAsk ask, gpointer data)
{
  gint64 n = ask (sql, data);

  if (n != 0)
    g_string_append_printf (complaints, "%s: not so %" G_GINT64_FORMAT " times\n", name, n);
}

/* Each record was written down when it was made, and each change of it. */
static void
ask_audit_of (GString *complaints, GType type, CtWholeAsk ask, gpointer data)
{
  g_autoptr (CtRecord) record = g_object_new (type, NULL);
  const char *table = ct_record_table (record);
  g_autofree char *made = g_strdup_printf ("SELECT (SELECT count(*) FROM %s) - (SELECT count(*) FROM audit"
                                           " WHERE act = 'created' AND table_name = '%s')", table, table);
  g_autofree char *changed = g_strdup_printf ("SELECT (SELECT coalesce (sum(revision - 1), 0) FROM %s)"
                                              " - (SELECT count(*) FROM audit WHERE act = 'changed' AND table_name = '%s')",
                                              table, table);
  g_autofree char *made_name = g_strdup_printf ("every %s made is in the audit", table);
  g_autofree char *changed_name = g_strdup_printf ("every change of a %s is in the audit", table);

  ask_rule (complaints, made_name, made, ask, data);
  ask_rule (complaints, changed_name, changed, ask, data);
}

/**
 * ct_whole_complaints:
 * @ask: asks the clinic for a number
 * @data: its data
 *
 * Returns: (transfer full) (nullable): what is not as it must be, a line each; %NULL where all is well.
 */
char *
ct_whole_complaints (CtWholeAsk ask, gpointer data)
{
  g_autoptr (GString) complaints = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    ask_rule (complaints, rules[i].name, rules[i].sql, ask, data);
  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    ask_audit_of (complaints, *type, ask, data);
  return complaints->len > 0 ? g_string_free (g_steal_pointer (&complaints), FALSE) : NULL;
}
