/* What a unit of work changes, and what every change leaves behind. */
#include "store/ct-unit-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"
#include "domain/ct-appointment.h"
#include "domain/ct-patient.h"
#include "store/ct-audit-private.h"
#include "store/ct-claims.h"
#include "store/ct-history.h"
#include "store/ct-record-sql.h"
#include "store/ct-search-index.h"
#include "store/ct-visit-claims-private.h"

/* No record has more fields. */
#define MAX_PARAMS 64

static void
remember (CtUnit *self, CtRecord *record)
{
  CtTouched touched = { g_object_ref (record), record->id, record->revision };

  g_array_append_val (self->touched, touched);
}

static gint64
patient_of (CtRecord *record, const CtRecordSql *sql)
{
  if (G_OBJECT_TYPE (record) == CT_TYPE_PATIENT)
    return record->id;
  return sql->patient != NULL ? ct_record_get_value (record, sql->patient).integer : 0;
}

static gboolean
is_worth_telling (const CtFieldChange *change, CtRecord *before, CtRecord *after)
{
  CtValue value;

  if (change->field->flags & CT_PLAIN)
    return FALSE;
  if (before != NULL)
    return TRUE;
  /* Of a new record only what somebody filled in; the record itself has the long texts. */
  value = ct_record_get_value (after, change->field);
  return !(change->field->flags & CT_LONG) && !(value.kind == CT_VALUE_INT && value.integer == 0);
}

/* "Family name: Reyes → Reyes-Cruz", a line for each field. */
static char *
changes_to_text (GPtrArray *changes, CtRecord *before, CtRecord *after)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const CtFieldChange *change = changes->pdata[i];

      if (!is_worth_telling (change, before, after))
        continue;
      g_string_append_printf (text, "%s%s: ", text->len > 0 ? "\n" : "", _(change->field->label));
      if (before != NULL)
        g_string_append_printf (text, "%s → ", change->before != NULL ? change->before : "—");
      g_string_append (text, change->after != NULL ? change->after : "—");
    }
  return g_string_free (text, FALSE);
}

static void
add_news (CtUnit *self, const char *table, gint64 id, gboolean audited)
{
  CtNews news = { g_intern_string (table), id, audited };

  g_array_append_val (self->news, news);
}

static void
count_loaded (CtUnit *self, const char *table)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->loaded, table));

  g_hash_table_insert (self->loaded, (gpointer) table, GUINT_TO_POINTER (n + 1));
  if (n == 0)
    add_news (self, table, 0, FALSE);
}

/* What every change of a record leaves behind: the index, what a visit holds, an audit row, and the news. */
static gboolean
follow_up (CtUnit *self, CtRecord *before, CtRecord *after, GPtrArray *changes, GError **error)
{
  const CtRecordSql *sql = ct_record_sql (G_OBJECT_TYPE (after), !self->actor.no_charts);
  g_autofree char *detail = NULL;

  if (G_OBJECT_TYPE (after) == CT_TYPE_APPOINTMENT)
    ct_visit_claims_note (self, (CtAppointment *) before, (CtAppointment *) after);
  if (self->loading)
    {
      count_loaded (self, sql->table);
      return TRUE;
    }
  if (G_OBJECT_TYPE (after) == CT_TYPE_PATIENT &&
      !ct_search_index_move (self, (CtPatient *) before, (CtPatient *) after, error))
    return FALSE;
  if (G_OBJECT_TYPE (after) == CT_TYPE_APPOINTMENT &&
      !ct_history_keep (self, (CtAppointment *) before, (CtAppointment *) after, error))
    return FALSE;
  detail = changes_to_text (changes, before, after);
  if (!ct_unit_audit (self, before == NULL ? "created" : "changed", sql->table, after->id, patient_of (after, sql),
                      detail, error))
    return FALSE;
  add_news (self, sql->table, after->id, TRUE);
  return TRUE;
}

/* A booking may be refused and the unit go on: it finds out who is in the way, and may try another chair. On a server
 * nothing could be asked any more after the refusal, but for this. */
static gboolean
run_savepoint (CtUnit *self, CtRecord *record, const char *sql, GError **error)
{
  return G_OBJECT_TYPE (record) != CT_TYPE_APPOINTMENT ||
         ct_database_run_later (self->database, sql, sql, NULL, 0, error);
}

static gboolean
begin_try (CtUnit *self, CtRecord *record, GError **error)
{
  return run_savepoint (self, record, "SAVEPOINT booking", error);
}

static gboolean
end_try (CtUnit *self, CtRecord *record, GError **error)
{
  return run_savepoint (self, record, "RELEASE SAVEPOINT booking", error);
}

/* Takes @why. */
static gboolean
give_up_try (CtUnit *self, CtRecord *record, GError **error, GError *why)
{
  if (!g_error_matches (why, CT_ERROR, CT_ERROR_OFFLINE) &&
      run_savepoint (self, record, "ROLLBACK TO SAVEPOINT booking", NULL) && end_try (self, record, NULL) &&
      G_OBJECT_TYPE (record) == CT_TYPE_APPOINTMENT && g_error_matches (why, CT_ERROR, CT_ERROR_TAKEN))
    ct_claims_explain (self, CT_APPOINTMENT (record), &why);
  g_propagate_error (error, why);
  return FALSE;
}

/* What somebody may not read in a new record must not be lost without a word. */
static gboolean
check_hidden (CtUnit *self, CtRecord *record, GError **error)
{
  const CtField *field = self->actor.no_charts ? ct_record_first_filled (record, CT_CLINICAL) : NULL;

  if (field == NULL)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("“%s” is clinical, and your role does not allow you to write it."),
               _(field->label));
  return FALSE;
}

/**
 * ct_unit_insert:
 * @self: a unit of work that writes
 * @record: a new record; is given its id and revision 1
 * @error: INVALID where a field is not as its table asks, TAKEN where the database refuses a second one
 *
 * Stores a record and writes into the audit what it says. Patients enter the search index. If the unit comes to
 * nothing, @record is new again.
 *
 * Returns: whether it is stored.
 */
gboolean
ct_unit_insert (CtUnit *self, gpointer record, GError **error)
{
  CtRecord *own = record;
  CtValue params[MAX_PARAMS];
  const CtRecordSql *sql;
  g_autoptr (GPtrArray) changes = NULL;
  GError *local = NULL;
  gint64 id = 0;
  guint n;

  g_return_val_if_fail (self != NULL && self->writes && CT_IS_RECORD (record) && own->id == 0, FALSE);
  if (!ct_unit_check (self, error) || !ct_record_check (own, error) || !check_hidden (self, own, error))
    return FALSE;
  sql = ct_record_sql (G_OBJECT_TYPE (record), !self->actor.no_charts);
  n = ct_record_sql_params (sql, own, params);
  if (!begin_try (self, own, error))
    return FALSE;
  if (!ct_database_number (self->database, sql->insert_name, sql->insert, params, n, &id, &local))
    return give_up_try (self, own, error, local);
  if (!end_try (self, own, error))
    return FALSE;
  remember (self, own);
  own->id = id;
  own->revision = 1;
  if (!self->loading)
    changes = ct_record_diff (NULL, own);
  return follow_up (self, NULL, own, changes, error);
}

static gboolean
refuse_stale (GError **error)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CONFLICT,
                       _("Somebody else has changed this since you opened it; look at both versions."));
  return FALSE;
}

static gboolean
write_changes (CtUnit *self, CtRecord *record, GError **error)
{
  const CtRecordSql *sql = ct_record_sql (G_OBJECT_TYPE (record), !self->actor.no_charts);
  CtValue params[MAX_PARAMS];
  GError *local = NULL;
  gint64 changed;
  guint n;

  params[0] = ct_value_int (record->id);
  params[1] = ct_value_int (record->revision);
  n = ct_record_sql_params (sql, record, params + 2);
  if (!begin_try (self, record, error))
    return FALSE;
  changed = ct_database_run (self->database, sql->update_name, sql->update, params, n + 2, &local);
  if (changed < 0)
    return give_up_try (self, record, error, local);
  if (!end_try (self, record, error))
    return FALSE;
  if (changed == 0)
    return refuse_stale (error);
  remember (self, record);
  record->revision++;
  return TRUE;
}

/**
 * ct_unit_update_from:
 * @self: a unit of work that writes
 * @before: the record as this unit read it
 * @record: the same, changed; its revision is counted up
 * @error: as for ct_unit_update()
 *
 * As ct_unit_update(), for who has read the record already: on a server that saves the way there and back.
 *
 * Returns: whether the store says what @record says.
 */
gboolean
ct_unit_update_from (CtUnit *self, gpointer before, gpointer record, GError **error)
{
  CtRecord *own = record;
  CtFieldFlags hidden = self->actor.no_charts ? CT_CLINICAL : CT_FIELD_DEFAULT;
  g_autoptr (CtRecord) read = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  g_return_val_if_fail (self != NULL && self->writes && CT_IS_RECORD (record) && own->id > 0, FALSE);
  g_return_val_if_fail (CT_IS_RECORD (before) && before != record && CT_RECORD (before)->id == own->id, FALSE);
  if (!ct_unit_check (self, error) || !ct_record_check_but (own, hidden, error))
    return FALSE;
  if (CT_RECORD (before)->revision != own->revision)
    return refuse_stale (error);
  /* What was not read is no change. */
  read = hidden != CT_FIELD_DEFAULT ? ct_record_copy (before) : g_object_ref (before);
  ct_record_take_fields (read, own, hidden);
  changes = ct_record_diff (read, own);
  if (changes->len == 0)
    return TRUE;
  return write_changes (self, own, error) && follow_up (self, read, own, changes, error);
}

/**
 * ct_unit_update:
 * @self: a unit of work that writes
 * @record: a stored record, changed; its revision is counted up
 * @error: CONFLICT where it was changed since it was read, NOT_FOUND, INVALID or TAKEN as for ct_unit_insert()
 *
 * Stores a changed record and writes into the audit each field before and after. Where nothing differs nothing happens.
 * If the unit comes to nothing, @record has its old revision again. Clinical fields stay as they are in the store where
 * the actor may not see charts.
 *
 * Returns: whether the store says what @record says.
 */
gboolean
ct_unit_update (CtUnit *self, gpointer record, GError **error)
{
  g_autoptr (CtRecord) before = NULL;

  g_return_val_if_fail (self != NULL && self->writes && CT_IS_RECORD (record) && CT_RECORD (record)->id > 0, FALSE);
  before = ct_unit_get (self, G_OBJECT_TYPE (record), CT_RECORD (record)->id, error);
  return before != NULL && ct_unit_update_from (self, before, record, error);
}

/* What is done in an emergency says so. */
static char *
add_emergency (CtUnit *self, const char *detail)
{
  g_autofree char *why = g_strdup_printf (_("Emergency: %s"), self->emergency);

  return detail != NULL && *detail != '\0' ? g_strconcat (detail, "\n", why, NULL) : g_steal_pointer (&why);
}

/**
 * ct_unit_break_glass:
 * @self: a unit of work whose actor may not see charts
 * @reason: why this one has to be seen all the same
 *
 * From here on the unit reads and writes clinical fields, and everything it enters in the audit says why. Whether there
 * is such an emergency is for the caller to know.
 */
void
ct_unit_break_glass (CtUnit *self, const char *reason)
{
  g_return_if_fail (self != NULL && reason != NULL);
  g_free (self->emergency);
  self->emergency = g_strdup (reason);
  self->actor.no_charts = FALSE;
}

/**
 * ct_unit_sees_charts:
 * @self: a unit of work
 *
 * Returns: whether it reads clinical fields.
 */
gboolean
ct_unit_sees_charts (CtUnit *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return !self->actor.no_charts;
}

/**
 * ct_unit_audit:
 * @self: a unit of work that writes
 * @act: what was done: "opened", "printed", …
 * @table: (nullable): the table of the record it was done to
 * @record_id: its id, 0 for none
 * @patient_id: the patient it is about, 0 for none
 * @detail: (nullable): more, in words
 * @error: what went wrong
 *
 * Notes a row for the audit; it is written with all others of the unit just before the commit, so that desks that write
 * at once wait for each other only then. If it can't be kept, the unit can't be committed any more.
 *
 * Returns: whether it was noted.
 */
gboolean
ct_unit_audit (CtUnit *self, const char *act, const char *table, gint64 record_id, gint64 patient_id,
               const char *detail, GError **error)
{
  g_autofree char *with_reason = NULL;

  g_return_val_if_fail (self != NULL && self->writes && act != NULL, FALSE);
  if (self->emergency != NULL)
    detail = with_reason = add_emergency (self, detail);
  if (ct_audit_note (self, act, table, record_id, patient_id, detail, error))
    return TRUE;
  self->broken = TRUE;
  return FALSE;
}

/**
 * ct_unit_touch:
 * @self: a unit of work that writes
 * @table: the name of a table
 * @id: a row of it that a query of the unit changed, 0 for many
 *
 * Tells the listeners of CtStore::changed about it, once the unit is committed. ct_unit_insert() and ct_unit_update()
 * do so themselves.
 */
void
ct_unit_touch (CtUnit *self, const char *table, gint64 id)
{
  g_return_if_fail (self != NULL && self->writes && table != NULL);
  add_news (self, table, id, FALSE);
}

/**
 * ct_unit_load:
 * @self: a unit of work that writes
 *
 * For loading very many records: from here on ct_unit_insert() and ct_unit_update() write no audit row each and leave
 * the search index alone; one audit row at the end says how many of each table were loaded. Whoever loads patients
 * calls ct_search_rebuild() when done.
 */
void
ct_unit_load (CtUnit *self)
{
  g_return_if_fail (self != NULL && self->writes);
  self->loading = TRUE;
  if (self->loaded == NULL)
    self->loaded = g_hash_table_new (NULL, NULL);
}

/**
 * ct_unit_now:
 * @self: a unit of work
 *
 * Returns: the moment the unit began, in UTC microseconds.
 */
gint64
ct_unit_now (CtUnit *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->now_us;
}

/**
 * ct_unit_actor:
 * @self: a unit of work
 *
 * Returns: (transfer none): who does it.
 */
const CtActor *
ct_unit_actor (CtUnit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return &self->actor;
}
