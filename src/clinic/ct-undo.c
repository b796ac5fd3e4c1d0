#include "clinic/ct-undo.h"

#include <glib/gi18n.h>

#include "clinic/ct-booking-call.h"
#include "domain/ct-image.h"
#include "domain/ct-record-types.h"
#include "store/ct-visit-claims.h"

/* How long an act can be undone. */
#define DAYS_KEPT 30
/* What is far back costs more to look for than to keep for a while. */
#define SHORTEN_EVERY 16

/* A step: table, id, what the fields said that it changed, and what the whole record said after it. */
#define STEP_TYPE  "(sxa{sv}a{sv})"
#define STEPS_TYPE "a" STEP_TYPE

struct _CtUndo
{
  gint64          id; /* once it is stored */
  CtPermission    permission;
  gint64          at_us;
  char           *label;
  guint           n_steps;
  GVariantBuilder steps; /* in the order of doing */
};

/** ct_act_free: Frees an act. */
void
ct_act_free (CtAct *self)
{
  g_free (self->label);
  g_free (self);
}

/* Makes an undo for an act that people know as @label. */
CtUndo *
ct_undo_new (const char *label)
{
  CtUndo *self = g_new0 (CtUndo, 1);

  self->label = g_strdup (label);
  g_variant_builder_init (&self->steps, G_VARIANT_TYPE (STEPS_TYPE));
  return self;
}

/* Says what people shall know the act as, where that turns out only while it is done. */
void
ct_undo_set_label (CtUndo *self, const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
}

/* Adds a record that the act changed: undoing makes it say what @target says, if it still says what @current does. */
void
ct_undo_add (CtUndo *self, gpointer target, gpointer current)
{
  g_autoptr (GVariant) was = ct_image_of_changes (target, current);
  g_autoptr (GVariant) state = ct_image_of_state (current, target);

  if (g_variant_n_children (was) == 0)
    return;
  g_variant_builder_add (&self->steps, "(sx@a{sv}@a{sv})", ct_record_table (current), CT_RECORD (current)->id, was, state);
  self->n_steps++;
}

/* Adds a record that the act made: undoing gives it a status in which it counts no more. */
void
ct_undo_add_new (CtUndo *self, gpointer stored, const char *status, const char *reason_field)
{
  g_autoptr (CtRecord) target = ct_record_copy (stored);

  g_object_set (target, "status", status, NULL);
  if (reason_field != NULL)
    g_object_set (target, reason_field, _("Undone"), NULL);
  if (ct_record_find_field (target, "undone") != NULL)
    g_object_set (target, "undone", TRUE, NULL);
  ct_undo_add (self, target, stored);
}

/* Frees an undo. */
void
ct_undo_free (CtUndo *self)
{
  g_free (self->label);
  g_variant_builder_clear (&self->steps);
  g_free (self);
}

/* ---- Keeping ---- */

/* Keeps it in the transaction of the act. What changed nothing is not kept. */
gboolean
ct_undo_store (CtUndo *self, CtUnit *unit, CtPermission permission, GError **error)
{
  g_autoptr (GVariant) steps = NULL;
  g_autofree char *text = NULL;
  gint64 user_id = ct_unit_actor (unit)->user_id;
  gint64 oldest_us = ct_unit_now (unit) - DAYS_KEPT * (gint64) CT_MINUTES_PER_DAY * CT_USEC_PER_MINUTE;

  if (self->n_steps == 0)
    return TRUE;
  steps = g_variant_ref_sink (g_variant_builder_end (&self->steps));
  text = g_variant_print (steps, TRUE);
  self->permission = permission;
  self->at_us = ct_unit_now (unit);
  if (!ct_unit_run_later (unit, error, "undo.make-room", "ii", user_id, oldest_us) ||
      !ct_unit_number (unit, &self->id, error, "undo.add", "ittit", user_id, ct_permission_to_id (permission),
                       self->label, self->at_us, text) ||
      (self->id % SHORTEN_EVERY == 0 && !ct_unit_run_later (unit, error, "undo.shorten", "i", user_id)))
    return FALSE;
  ct_unit_touch (unit, "undo_act", user_id);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the act as it is kept; %NULL where there is nothing to undo. */
CtAct *
ct_undo_to_act (CtUndo *self)
{
  CtAct *act;

  if (self->id == 0)
    return NULL;
  act = g_new0 (CtAct, 1);
  act->id = self->id;
  act->permission = self->permission;
  act->label = g_strdup (self->label);
  act->at_us = self->at_us;
  return act;
}

/* What may be undone by nobody any more needs what only an owner has. */
static CtPermission
permission_of_id (const char *id)
{
  for (int i = 0; i < CT_N_PERMISSIONS; i++)
    if (g_strcmp0 (ct_permission_to_id (i), id) == 0)
      return i;
  return CT_MAY_ADMINISTER;
}

/* Rows of undo.list, and the first of undo.last-done. */
enum
{
  ACT_ID,
  ACT_PERMISSION,
  ACT_LABEL,
  ACT_AT,
  ACT_UNDONE,
};

/* Reads somebody's acts, latest first. */
GPtrArray *
ct_undo_list_acts (CtUnit *unit, gint64 user_id, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_act_free);
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "undo.list", "i", user_id);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    {
      CtAct *act = g_new0 (CtAct, 1);

      act->id = ct_rows_int (rows, ACT_ID);
      act->permission = permission_of_id (ct_rows_text (rows, ACT_PERMISSION));
      act->label = ct_rows_dup_text (rows, ACT_LABEL);
      act->at_us = ct_rows_int (rows, ACT_AT);
      act->undone = ct_rows_int (rows, ACT_UNDONE) != 0;
      g_ptr_array_add (acts, act);
    }
  if (failure == NULL)
    return g_steal_pointer (&acts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Returns: (transfer full) (nullable): the steps that were kept as @text. */
GVariant *
ct_undo_parse (const char *text, GError **error)
{
  GVariant *steps = g_variant_parse (G_VARIANT_TYPE (STEPS_TYPE), text, NULL, NULL, NULL);

  if (steps == NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("What can be undone can't be read; it was not undone."));
  return steps;
}

/* ---- Putting back ---- */

/** A step on its way: what its record says now, shall have said, and will say. */
typedef struct
{
  CtRecord *now;
  CtRecord *expected;
  CtRecord *target;
} Step;

static void
step_clear (Step *self)
{
  g_clear_object (&self->now);
  g_clear_object (&self->expected);
  g_clear_object (&self->target);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static gboolean
read_step (CtUnit *unit, GVariant *variant, CtGoing going, Step *step, GError **error)
{
  const char *table;
  gint64 id;
  g_autoptr (GVariant) was = NULL;
  g_autoptr (GVariant) state = NULL;
  CtRecord *before, *after;
  gboolean hidden;
  GType type;

  g_variant_get (variant, "(&sx@a{sv}@a{sv})", &table, &id, &was, &state);
  type = ct_record_type_for (table);
  if (type == G_TYPE_INVALID)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This was done with another version of Chairtime."));
      return FALSE;
    }
  if ((step->now = ct_unit_get (unit, type, id, error)) == NULL)
    return FALSE;
  hidden = !ct_unit_sees_charts (unit) && ct_image_has (was, step->now, CT_CLINICAL);
  if (hidden)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("It is clinical, and your role does not allow you to change it."));
      return FALSE;
    }
  after = ct_record_copy (step->now);
  step->expected = after;
  if (!ct_image_apply (state, after, error))
    return FALSE;
  before = ct_record_copy (after);
  step->target = before;
  if (!ct_image_apply (was, before, error))
    return FALSE;
  if (going == CT_GOING_ON)
    {
      step->expected = before;
      step->target = after;
    }
  return TRUE;
}

/* "Start: 10:00 → 11:00, Chair": what is different from what it was; ids tell nobody anything. */
static char *
what_differs (const Step *step)
{
  g_autoptr (GPtrArray) changes = ct_record_diff (step->expected, step->now);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const CtFieldChange *change = changes->pdata[i];
      const CtField *field = change->field;

      if (field->flags & (CT_PLAIN | CT_CLINICAL))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _(field->label));
      if (field->kind != CT_FIELD_KIND_REF && field->kind != CT_FIELD_KIND_BYTES && field->kind != CT_FIELD_KIND_TIME)
        g_string_append_printf (text, ": %s → %s", change->before != NULL ? change->before : "—",
                                change->after != NULL ? change->after : "—");
    }
  return g_string_free (text, FALSE);
}

static char *
when_in_words (gint64 at_us, GTimeZone *zone)
{
  CtWall wall = ct_wall_from_utc (at_us, zone);
  g_autofree char *day = ct_date_format (wall.date, "%a %-d %b");
  g_autofree char *time = ct_minute_format (wall.minute);

  return g_strdup_printf ("%s %s", day, time);
}

/* Says who changed it since, when, and what: always FALSE. */
static gboolean
refuse_changed (CtUnit *unit, const Step *step, CtGoing going, const char *label, GTimeZone *zone, GError **error)
{
  g_autofree char *who = NULL;
  g_autofree char *when = NULL;
  g_autofree char *what = what_differs (step);
  gint64 at_us;

  if (!ct_clinic_read_last_change (unit, step->now, &who, &at_us, error))
    return FALSE;
  if (who == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_CONFLICT,
                   going == CT_GOING_BACK ? _("“%s” can't be undone: it was changed again since.")
                                          : _("“%s” can't be done again: it was changed since."), label);
      return FALSE;
    }
  when = when_in_words (at_us, zone);
  g_set_error (error, CT_ERROR, CT_ERROR_CONFLICT,
               going == CT_GOING_BACK ? _("“%s” can't be undone: %s changed it on %s (%s).")
                                      : _("“%s” can't be done again: %s changed it on %s (%s)."),
               label, who, when, what);
  return FALSE;
}

/* Remembers each visit as it was before anything of the act was put back. */
static void
note_visit (GHashTable *visits, CtRecord *now)
{
  if (CT_APPOINTMENT_IS (now) && !g_hash_table_contains (visits, &now->id))
    g_hash_table_insert (visits, &now->id, g_object_ref (now));
}

/* What was undone, and then done again, was a further step of each visit it changed. */
static gboolean
stamp_visits (CtUnit *unit, GHashTable *visits, CtGoing going, GError **error)
{
  GHashTableIter iter;
  gpointer before;

  g_hash_table_iter_init (&iter, visits);
  while (g_hash_table_iter_next (&iter, NULL, &before))
    {
      g_autoptr (CtAppointment) now = ct_unit_get (unit, CT_TYPE_APPOINTMENT, CT_RECORD (before)->id, error);

      if (now == NULL || !ct_clinic_stamp (unit, before, now, going == CT_GOING_BACK, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_back (CtUnit *unit, GVariant *variant, CtGoing going, const char *label, GTimeZone *zone, GHashTable *visits,
          GError **error)
{
  g_auto (Step) step = { NULL };

  if (!read_step (unit, variant, going, &step, error))
    return FALSE;
  if (!ct_record_equal (step.now, step.expected))
    return refuse_changed (unit, &step, going, label, zone, error);
  note_visit (visits, step.now);
  return ct_unit_update_from (unit, step.now, step.target, error);
}

/* Undoes @steps, or does them again, if every record still says what they left it saying: all of them, or the unit is
 * given up. The last thing done is undone first: what frees a chair must come before what takes it. That no room is left
 * was a rule that may have given way before. */
gboolean
ct_undo_put_back (CtUnit *unit, GVariant *steps, CtGoing going, const char *label, GTimeZone *zone, GError **error)
{
  g_autoptr (GHashTable) visits = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  gsize n = g_variant_n_children (steps);

  ct_visit_claims_yield (unit, CT_CLAIM_ROOM);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) step = g_variant_get_child_value (steps, going == CT_GOING_BACK ? n - 1 - i : i);

      if (!put_back (unit, step, going, label, zone, visits, error))
        return FALSE;
    }
  return stamp_visits (unit, visits, going, error);
}
