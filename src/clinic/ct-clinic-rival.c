/* The other version of a record that two people changed, and whose it is. */
#include "clinic/ct-clinic-private.h"

#include "clinic/ct-rival.h"

/* Rows of audit.last-change. */
enum
{
  USER_ID,
  USER_NAME,
  AT_US,
  FULL_NAME,
};

/**
 * ct_rival_free:
 * @self: (transfer full): another version
 */
void
ct_rival_free (CtRival *self)
{
  g_clear_object (&self->theirs);
  g_free (self->who);
  g_free (self);
}

/* Who changed @record last, and when: nobody and CT_TIME_NONE where that is not known. */
gboolean
ct_clinic_read_last_change (CtUnit *unit, CtRecord *record, char **who, gint64 *at_us, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "audit.last-change", "ti", ct_record_table (record), record->id);
  g_autoptr (GError) failure = NULL;

  *who = NULL;
  *at_us = CT_TIME_NONE;
  if (rows == NULL)
    return FALSE;
  if (ct_rows_next (rows, &failure))
    {
      *who = ct_rows_dup_text (rows, ct_rows_is_null (rows, FULL_NAME) ? USER_NAME : FULL_NAME);
      *at_us = ct_rows_int (rows, AT_US);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gpointer
work_read_rival (CtUnit *unit, gpointer data, GError **error)
{
  CtRecord *mine = data;
  g_autoptr (CtRival) rival = g_new0 (CtRival, 1);

  rival->theirs = ct_unit_get (unit, G_OBJECT_TYPE (mine), mine->id, error);
  if (rival->theirs == NULL ||
      !ct_clinic_read_last_change (unit, rival->theirs, &rival->who, &rival->at_us, error))
    return NULL;
  return g_steal_pointer (&rival);
}

static gboolean
is_of_the_desk (CtRecord *record)
{
  return CT_PATIENT_IS (record) || CT_APPOINTMENT_IS (record) || CT_ENQUIRY_IS (record) || CT_CONSENT_IS (record);
}

static gboolean
is_set_up (CtRecord *record)
{
  static const char *const tables[] = { "clinic", "site", "chair", "opening", "closure", "site_floor", "staff_leave", "staff_busy",
                                        "held_time", "list_rules", "color_choice", "app_user", NULL };

  return g_strv_contains (tables, ct_record_table (record));
}

static const CtUseCase *
rival_of_the_desk (void)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_read_rival, NULL, g_object_unref,
               (GDestroyNotify) ct_rival_free);
  return &use_case;
}

static const CtUseCase *
rival_of_the_set_up (void)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_read_rival, NULL, g_object_unref, (GDestroyNotify) ct_rival_free);
  return &use_case;
}

static const CtUseCase *
rival_of_the_chart (void)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_CHART, FALSE, work_read_rival, NULL, g_object_unref, (GDestroyNotify) ct_rival_free);
  return &use_case;
}

/**
 * ct_clinic_read_rival_async:
 * @self: a clinic
 * @mine: a stored record that could not be saved, since somebody else had changed it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) #CtRival: what is stored now, by whom and since when.
 */
void
ct_clinic_read_rival_async (CtClinic *self, CtRecord *mine, GAsyncReadyCallback callback, gpointer user_data)
{
  const CtUseCase *use_case;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_IS_RECORD (mine) && mine->id > 0);
  use_case = is_of_the_desk (mine) ? rival_of_the_desk () : is_set_up (mine) ? rival_of_the_set_up () : rival_of_the_chart ();
  ct_clinic_call (self, use_case, ct_record_copy (mine), NULL, callback, user_data);
}
