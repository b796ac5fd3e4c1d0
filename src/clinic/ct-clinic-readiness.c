/* The readiness of visits: what each needs before it can begin, how that stands, and ticking it. */
#include "clinic/ct-booking-call.h"

#include <glib/gi18n.h>

#include "domain/ct-readiness.h"

/* ---- Reading ---- */

typedef struct
{
  gint64      site_id;
  CtDate      first;
  CtDate      last;
  CtRuleTools tools;
} ReadinessCall;

static void
readiness_call_free (gpointer data)
{
  ReadinessCall *call = data;

  ct_rule_tools_clear (&call->tools);
  g_free (call);
}

/** A session of somebody's, and whose. */
typedef struct
{
  CtSpacingSession session;
  gint64           patient_id;
  gint64           course_id;
  gint64           appointment_id;
} Sitting;

/** All that was read for the days. */
typedef struct
{
  GPtrArray *checks;
  GArray    *facts;
  GArray    *sittings;
} Known;

static void
known_clear (Known *self)
{
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->sittings, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
rows_ended (GError **failure, GError **error)
{
  if (*failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (failure));
  return FALSE;
}

static gboolean
read_facts (CtUnit *unit, const ReadinessCall *call, Known *known, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "readiness.facts", "inn", call->site_id, call->first, call->last);
  g_autoptr (GError) failure = NULL;

  known->facts = g_array_new (FALSE, FALSE, sizeof (CtReadyFact));
  g_array_set_clear_func (known->facts, ct_ready_fact_clear);
  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    {
      CtReadyFact fact = { ct_rows_int (rows, 0), ct_rows_int (rows, 1), ct_rows_dup_text (rows, 2),
                           (CtDate) ct_rows_int (rows, 3) };

      g_array_append_val (known->facts, fact);
    }
  return rows_ended (&failure, error);
}

/* Columns of readiness.series. */
enum
{
  SERIES_PATIENT,
  SERIES_NUMBER,
  SERIES_COURSE,
  SERIES_DAY,
  SERIES_MINUTE,
  SERIES_APPOINTMENT,
};

static gboolean
read_sittings (CtUnit *unit, const ReadinessCall *call, Known *known, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "readiness.series", "inn", call->site_id, call->first, call->last);
  g_autoptr (GError) failure = NULL;

  known->sittings = g_array_new (FALSE, FALSE, sizeof (Sitting));
  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    {
      int minute = ct_rows_is_null (rows, SERIES_MINUTE) ? -1 : (int) ct_rows_int (rows, SERIES_MINUTE);
      Sitting sitting = { { (int) ct_rows_int (rows, SERIES_NUMBER), (CtDate) ct_rows_int (rows, SERIES_DAY), minute },
                          ct_rows_int (rows, SERIES_PATIENT), ct_rows_int (rows, SERIES_COURSE),
                          ct_rows_int (rows, SERIES_APPOINTMENT) };

      g_array_append_val (known->sittings, sitting);
    }
  return rows_ended (&failure, error);
}

static gboolean
read_known (CtUnit *unit, const ReadinessCall *call, Known *known, GError **error)
{
  known->checks = ct_unit_list (unit, error, CT_TYPE_VISIT_CHECK, "readiness.checks", "inn", call->site_id, call->first,
                                call->last);
  return known->checks != NULL && read_facts (unit, call, known, error) && read_sittings (unit, call, known, error);
}

/* The patient's other sessions; those of another course have no number here. */
static GArray *
others_of (const Known *known, CtAppointment *a)
{
  GArray *others = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));

  for (guint i = 0; i < known->sittings->len; i++)
    {
      const Sitting *sitting = &g_array_index (known->sittings, Sitting, i);
      CtSpacingSession session = sitting->session;

      if (sitting->patient_id != a->patient_id || sitting->appointment_id == CT_RECORD (a)->id)
        continue;
      if (sitting->course_id != a->course_id)
        session.number = 0;
      g_array_append_val (others, session);
    }
  return others;
}

/* What the protocol and the order of the series say of it, however it came to be booked. */
static void
add_rules (const ReadinessCall *call, const Known *known, CtAppointment *a, const char *protocol, GPtrArray *states)
{
  CtRulesQuestion question = { .protocol = ct_knowledge_get_protocol (call->tools.knowledge, protocol),
                               .number = a->session_number,
                               .wanted = ct_clinic_booking_of (&call->tools, a, protocol) };
  g_autoptr (GArray) others = NULL;
  g_autoptr (GPtrArray) breaches = NULL;

  if (a->course_id == 0 || question.protocol == NULL)
    return;
  others = others_of (known, a);
  question.sessions = (const CtSpacingSession *) (gpointer) others->data;
  question.n_sessions = others->len;
  breaches = ct_rules_check_series (&question);
  for (guint i = 0; i < breaches->len; i++)
    {
      const CtBreach *breach = g_ptr_array_index (breaches, i);

      if (breach->severity != CT_SEVERITY_NOTE)
        ct_readiness_add_rule (states, breach->text);
    }
}

static GPtrArray *
items_of (const CtRuleTools *tools, const char *kind)
{
  CtVisitType *type = ct_knowledge_get_visit_type (tools->knowledge, kind);

  return type != NULL ? type->items : NULL;
}

static gpointer
work_list_readiness (CtUnit *unit, gpointer data, GError **error)
{
  const ReadinessCall *call = data;
  g_auto (Known) known = { NULL };
  g_autoptr (GHashTable) all =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (CtRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  if (!read_known (unit, call, &known, error) ||
      (rows = ct_unit_query (unit, error, "readiness.visits", "inn", call->site_id, call->first, call->last)) == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    {
      g_autoptr (CtAppointment) a = ct_rows_record (rows, CT_TYPE_APPOINTMENT);
      GPtrArray *states = ct_readiness_judge (items_of (&call->tools, a->kind), a, known.checks, known.facts);

      add_rules (call, &known, a, ct_rows_text (rows, ct_rows_n_columns (rows) - 1), states);
      g_hash_table_insert (all, g_memdup2 (&CT_RECORD (a)->id, sizeof (gint64)), states);
    }
  return rows_ended (&failure, error) ? g_steal_pointer (&all) : NULL;
}

/**
 * ct_clinic_list_readiness_async:
 * @self: a clinic
 * @site_id: one of its sites
 * @first: the first day
 * @last: the last day
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full): a #GHashTable from the id (gint64 *) of each booking that is not over to a #GPtrArray of
 * #CtReadyState. It says that something is missing, never what a chart says.
 */
void
ct_clinic_list_readiness_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_readiness, NULL, readiness_call_free,
               (GDestroyNotify) g_hash_table_unref);
  ReadinessCall *call = g_new0 (ReadinessCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self));
  call->site_id = site_id;
  call->first = first;
  call->last = last;
  ct_rule_tools_init (&call->tools, self, site_id);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Ticking ---- */

typedef struct
{
  CtAppointment *appointment;
  char          *item;
  CtReadyScope   scope;
  gboolean       met;
  CtUndo        *undo;
} TickCall;

static void
tick_call_free (gpointer data)
{
  TickCall *call = data;

  g_object_unref (call->appointment);
  g_free (call->item);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

/* What a tick is for: where there is no course, of a whole course only this visit. */
static void
aim (const TickCall *call, CtVisitCheck *check)
{
  gboolean for_visit = call->scope == CT_READY_FOR_VISIT ||
                       (call->scope == CT_READY_FOR_COURSE && call->appointment->course_id == 0);

  check->patient_id = call->appointment->patient_id;
  check->course_id = call->scope == CT_READY_FOR_COURSE ? call->appointment->course_id : 0;
  check->appointment_id = for_visit ? CT_RECORD (call->appointment)->id : 0;
}

/* The tick that is there already for the same, (transfer full) (nullable). */
static gboolean
find_tick (CtUnit *unit, const TickCall *call, CtVisitCheck **found, GError **error)
{
  g_autoptr (GPtrArray) checks = ct_unit_list (unit, error, CT_TYPE_VISIT_CHECK, "readiness.ticks", "it",
                                               call->appointment->patient_id, call->item);
  g_autoptr (CtVisitCheck) aimed = ct_visit_check_new ();

  if (checks == NULL)
    return FALSE;
  aim (call, aimed);
  for (guint i = 0; i < checks->len; i++)
    {
      CtVisitCheck *check = g_ptr_array_index (checks, i);

      if (check->course_id == aimed->course_id && check->appointment_id == aimed->appointment_id)
        g_set_object (found, check);
    }
  return TRUE;
}

/* Undoing the first tick leaves one that says it is not met. */
static gboolean
store_tick (CtUnit *unit, TickCall *call, CtVisitCheck *before, CtVisitCheck *check, GError **error)
{
  g_autoptr (CtVisitCheck) untouched = ct_record_copy (check);

  check->met = call->met;
  check->at_us = ct_unit_now (unit);
  check->user_id = ct_unit_actor (unit)->user_id;
  if (before != NULL ? !ct_unit_update (unit, check, error) : !ct_unit_insert (unit, check, error))
    return FALSE;
  if (before == NULL)
    {
      ct_record_assign (CT_RECORD (untouched), CT_RECORD (check));
      untouched->met = !call->met;
    }
  ct_undo_add (call->undo, untouched, check);
  return TRUE;
}

static gpointer
work_tick (CtUnit *unit, gpointer data, GError **error)
{
  TickCall *call = data;
  g_autoptr (CtVisitCheck) before = NULL;
  g_autoptr (CtVisitCheck) check = NULL;
  g_autofree char *label = ct_clinic_act_label (unit, _("Tick for %s on %s"), call->appointment);

  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (label);
  if (!find_tick (unit, call, &before, error))
    return NULL;
  check = before != NULL ? ct_record_copy (before) : ct_visit_check_new ();
  if (before == NULL)
    {
      aim (call, check);
      check->item = g_strdup (call->item);
    }
  return store_tick (unit, call, before, check, error) ? g_steal_pointer (&check) : NULL;
}

static void
tick_by_the_desk (CtClinic *self, TickCall *call, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECEIVE, TRUE, work_tick, NULL, tick_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (TickCall, undo));

  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static void
tick_by_those_who_treat (CtClinic *self, TickCall *call, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RUN_VISIT, TRUE, work_tick, NULL, tick_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (TickCall, undo));

  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static const CtReadyItem *
find_item (CtClinic *self, const char *kind, const char *id)
{
  CtVisitType *type = ct_knowledge_get_visit_type (ct_clinic_get_knowledge (self), kind);

  for (guint i = 0; type != NULL && i < type->items->len; i++)
    {
      const CtReadyItem *item = g_ptr_array_index (type->items, i);

      if (item->fact == NULL && g_strcmp0 (item->id, id) == 0)
        return item;
    }
  return NULL;
}

/**
 * ct_clinic_tick_async:
 * @self: a clinic
 * @appointment: a booking
 * @item: what was seen to: "escort"
 * @met: whether it is there
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Notes, with when and by whom, that something a visit needs is there, or is not; for the visit, its course or the patient, as
 * the item says. %CT_ERROR_INVALID for what nobody ticks; undoable. Result: (transfer full) the #CtVisitCheck as stored.
 */
void
ct_clinic_tick_async (CtClinic *self, CtAppointment *appointment, const char *item, gboolean met,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  const CtReadyItem *known;
  TickCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  known = find_item (self, appointment->kind, item);
  if (known == NULL)
    {
      ct_clinic_refuse (self, g_error_new (CT_ERROR, CT_ERROR_INVALID, _("“%s” is nothing that is ticked for this visit."), item),
                        callback, user_data);
      return;
    }
  call = g_new0 (TickCall, 1);
  call->appointment = ct_record_copy (appointment);
  call->item = g_strdup (item);
  call->scope = known->scope;
  call->met = met;
  if (known->care)
    tick_by_those_who_treat (self, call, callback, user_data);
  else
    tick_by_the_desk (self, call, callback, user_data);
}
