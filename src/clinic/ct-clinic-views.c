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
  GArray       *changed;  /* (nullable) of gint64: bookings */
  GArray       *were;     /* (nullable) of CtDate: where each of @changed was */
} CountCall;

static void
count_call_free (gpointer data)
{
  CountCall *call = data;

  ct_visit_filter_clear (&call->filter);
  g_clear_pointer (&call->changed, g_array_unref);
  g_clear_pointer (&call->were, g_array_unref);
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

/* Adds what there is from @first to @last. */
static gboolean
count_days (CtUnit *unit, const CountCall *call, CtDate first, CtDate last, CtDayCounts *counts, GError **error)
{
  char *const *wanted = call->filter.wanted;
  g_autofree char *off = ct_visit_filter_list_off (&call->filter);
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.counts", "inntttttnnt", call->site_id, first, last,
                                           wanted[CT_FILTER_CLINICIAN], wanted[CT_FILTER_CHAIR], wanted[CT_FILTER_KIND],
                                           wanted[CT_FILTER_STATUS], wanted[CT_FILTER_CONFIRMED],
                                           call->now.date, call->now.minute, off);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    g_ptr_array_add (counts->counts, count_from_row (rows));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_places (CtUnit *unit, const CountCall *call, CtDayCounts *counts, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.places", "inn", call->site_id, call->first, call->last);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    ct_day_counts_set_place (counts, ct_rows_int (rows, 0), (CtDate) ct_rows_int (rows, 1));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gpointer
work_count_visits (CtUnit *unit, gpointer data, GError **error)
{
  const CountCall *call = data;
  g_autoptr (CtDayCounts) counts = ct_day_counts_new ();

  if (!count_days (unit, call, call->first, call->last, counts, error) || !read_places (unit, call, counts, error))
    return NULL;
  return g_steal_pointer (&counts);
}

/* Where a booking is now, at the site that is counted. */
static gboolean
read_place (CtUnit *unit, const CountCall *call, gint64 appointment_id, CtDate *day, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.place", "ii", appointment_id, call->site_id);
  g_autoptr (GError) failure = NULL;

  *day = CT_DATE_NONE;
  if (rows == NULL)
    return FALSE;
  if (ct_rows_next (rows, &failure))
    *day = (CtDate) ct_rows_int (rows, 0);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_counted (const CountCall *call, CtDate day)
{
  return day != CT_DATE_NONE && call->first <= day && day <= call->last;
}

static gpointer
work_recount_visits (CtUnit *unit, gpointer data, GError **error)
{
  const CountCall *call = data;
  g_autoptr (CtDayCounts) counts = ct_day_counts_new ();

  ct_day_counts_add_day (counts, CT_DATE_NONE);
  for (guint i = 0; i < call->changed->len; i++)
    {
      gint64 id = g_array_index (call->changed, gint64, i);
      CtDate was = g_array_index (call->were, CtDate, i), is;

      if (!read_place (unit, call, id, &is, error))
        return NULL;
      ct_day_counts_set_place (counts, id, is);
      ct_day_counts_add_day (counts, is_counted (call, was) ? was : CT_DATE_NONE);
      ct_day_counts_add_day (counts, is_counted (call, is) ? is : CT_DATE_NONE);
    }
  for (guint i = 0; i < counts->recounted->len; i++)
    {
      CtDate day = g_array_index (counts->recounted, CtDate, i);

      if (!count_days (unit, call, day, day, counts, error))
        return NULL;
    }
  return g_steal_pointer (&counts);
}

static CountCall *
count_call_new (CtClinic *self, gint64 site_id, CtDate first, CtDate last, const CtVisitFilter *filter)
{
  CountCall *call = g_new0 (CountCall, 1);

  call->site_id = site_id;
  call->first = first;
  call->last = last;
  ct_visit_filter_copy (filter, &call->filter);
  call->now = ct_clinic_now_at (self, site_id);
  return call;
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
 * Counts without reading the visits one by one. Result: (transfer full) #CtDayCounts; days without visits are not in it.
 * Cancelled visits are counted by themselves, and only where the filter wants them.
 */
void
ct_clinic_count_visits_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last, const CtVisitFilter *filter,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_count_visits, NULL, count_call_free,
               (GDestroyNotify) ct_day_counts_free);

  g_return_if_fail (CT_IS_CLINIC (self) && filter != NULL);
  ct_clinic_call (self, &use_case, count_call_new (self, site_id, first, last, filter), cancellable, callback, user_data);
}

/**
 * ct_clinic_recount_visits_async:
 * @self: a clinic
 * @site_id: one of its sites
 * @first: the first day of those that were counted
 * @last: the last day
 * @filter: which visits are looked for
 * @changed: (element-type gint64): bookings that have changed, come or gone since
 * @were: (element-type CtDate): the day each of them was on when it was counted; %CT_DATE_NONE: on none
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Counts only the days that are other than before, which of one booking are two at most. Result: (transfer full)
 * #CtDayCounts, for ct_day_counts_take().
 */
void
ct_clinic_recount_visits_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last, const CtVisitFilter *filter,
                                GArray *changed, GArray *were, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_recount_visits, NULL, count_call_free,
               (GDestroyNotify) ct_day_counts_free);
  CountCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && filter != NULL);
  g_return_if_fail (changed != NULL && were != NULL && changed->len == were->len);
  call = count_call_new (self, site_id, first, last, filter);
  call->changed = g_array_ref (changed);
  call->were = g_array_ref (were);
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
