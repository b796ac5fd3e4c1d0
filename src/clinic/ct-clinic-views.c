/* What the views of the calendar read, and the views that people keep. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

/* ---- How full days are ---- */

typedef struct
{
  gint64        site_id;
  CtDate        first, last;
  CtVisitFilter filter;
  CtWall        now;
} CountCall;

static void
count_call_free (gpointer data)
{
  CountCall *call = data;

  ct_visit_filter_clear (&call->filter);
  g_free (call);
}

static CtDayCount *
count_from_row (CtRows *rows)
{
  CtDayCount *count = g_new0 (CtDayCount, 1);

  count->day = (CtDate) ct_rows_int (rows, 0);
  count->kind = ct_rows_dup_text (rows, 1);
  count->n = (int) ct_rows_int (rows, 2);
  count->n_matching = (int) ct_rows_int (rows, 3);
  count->minutes = (int) ct_rows_int (rows, 4);
  count->n_off = (int) ct_rows_int (rows, 5);
  return count;
}

static gpointer
work_count_visits (CtUnit *unit, gpointer data, GError **error)
{
  const CountCall *call = data;
  char *const *wanted = call->filter.wanted;
  g_autofree char *off = ct_visit_filter_list_off (&call->filter);
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.counts", "inntttttnnt", call->site_id, call->first, call->last,
                                           wanted[CT_FILTER_CLINICIAN], wanted[CT_FILTER_CHAIR], wanted[CT_FILTER_KIND],
                                           wanted[CT_FILTER_STATUS], wanted[CT_FILTER_CONFIRMED],
                                           call->now.date, call->now.minute, off);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_day_count_free);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    g_ptr_array_add (counts, count_from_row (rows));
  if (failure == NULL)
    return g_steal_pointer (&counts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * ct_clinic_count_visits_async:
 * @self: a clinic
 * @site_id: one of its sites
 * @first: the first day
 * @last: the last day
 * @filter: which visits are looked for
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Counts without reading the visits one by one. Result: (transfer full) (element-type CtDayCount) #GPtrArray by day and
 * kind; days without visits are not in it. Cancelled visits are counted by themselves, and only where the filter wants them.
 */
void
ct_clinic_count_visits_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last, const CtVisitFilter *filter,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_count_visits, NULL, count_call_free,
               (GDestroyNotify) g_ptr_array_unref);
  CountCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && filter != NULL);
  call = g_new0 (CountCall, 1);
  call->site_id = site_id;
  call->first = first;
  call->last = last;
  ct_visit_filter_copy (filter, &call->filter);
  call->now = ct_clinic_now_at (self, site_id);
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

/* ---- Views that are kept ---- */

static gpointer
work_list_views (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) stored = ct_unit_list (unit, error, CT_TYPE_SAVED_VIEW, "view.of-user", "i", *(gint64 *) data);

  return stored != NULL ? ct_saved_views_with_presets (stored) : NULL;
}

/**
 * ct_clinic_list_views_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtSavedView) #GPtrArray: the views of who is logged in, by key and name, with those
 * that everybody starts with; these have the id 0 as long as nobody has changed them.
 */
void
ct_clinic_list_views_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_views, NULL, g_free, (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&CT_RECORD (self->user)->id, sizeof (gint64)), NULL, callback, user_data);
}

static gboolean
is_own (CtUnit *unit, CtSavedView *view, GError **error)
{
  g_autoptr (CtSavedView) stored = NULL;

  if (CT_RECORD (view)->id == 0)
    return TRUE;
  stored = ct_unit_get (unit, CT_TYPE_SAVED_VIEW, CT_RECORD (view)->id, error);
  if (stored == NULL)
    return FALSE;
  if (stored->user_id == view->user_id)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("This view belongs to somebody else."));
  return FALSE;
}

/* A key opens one view: whichever had it goes on without. */
static gboolean
free_the_key (CtUnit *unit, CtSavedView *view, GError **error)
{
  g_autoptr (GPtrArray) others = NULL;

  if (view->key == 0 || view->removed)
    return TRUE;
  others = ct_unit_list (unit, error, CT_TYPE_SAVED_VIEW, "view.of-user-on-key", "ini", view->user_id, view->key,
                         CT_RECORD (view)->id);
  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      CtSavedView *other = g_ptr_array_index (others, i);

      other->key = 0;
      if (!ct_unit_update (unit, other, error))
        return FALSE;
    }
  return others != NULL;
}

static gpointer
work_save_view (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtSavedView) view = ct_record_copy (data);

  if (!ct_record_check (CT_RECORD (view), error) || !is_own (unit, view, error) || !free_the_key (unit, view, error))
    return NULL;
  if (CT_RECORD (view)->id == 0 ? !ct_unit_insert (unit, view, error) : !ct_unit_update (unit, view, error))
    return NULL;
  return g_steal_pointer (&view);
}

/**
 * ct_clinic_save_view_async:
 * @self: a clinic
 * @view: a view, of ct_clinic_list_views_async() or a new one
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Keeps a view for who is logged in. Another view on the same key loses it. Result: (transfer full) the #CtSavedView as
 * stored.
 */
void
ct_clinic_save_view_async (CtClinic *self, CtSavedView *view, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, TRUE, work_save_view, NULL, g_object_unref, g_object_unref);
  CtSavedView *wanted;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_SAVED_VIEW_IS (view));
  wanted = ct_record_copy (view);
  wanted->user_id = CT_RECORD (self->user)->id;
  ct_clinic_call (self, &use_case, wanted, NULL, callback, user_data);
}
