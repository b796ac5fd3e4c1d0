/* Sites, chairs, hours and people: few rows, needed everywhere, so kept in memory. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

/* Lets go of everything that ct_clinic_load_setup() read. */
void
ct_clinic_forget_setup (CtClinic *self)
{
  g_clear_object (&self->info);
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_pointer (&self->chairs, g_ptr_array_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->role_rules, g_ptr_array_unref);
  g_clear_pointer (&self->openings, g_ptr_array_unref);
  g_clear_pointer (&self->closures, g_ptr_array_unref);
  g_clear_pointer (&self->desk, ct_desk_setup_free);
  g_clear_pointer (&self->sites_in_use, g_ptr_array_unref);
  g_clear_pointer (&self->chairs_in_use, g_ptr_array_unref);
  g_clear_pointer (&self->hours, g_hash_table_unref);
  g_clear_pointer (&self->zones, g_hash_table_unref);
}

/* Reads the set-up, on a thread of the store. */
gboolean
ct_clinic_load_setup (CtClinic *self, CtUnit *unit, GError **error)
{
  return (self->info = ct_unit_first (unit, error, CT_TYPE_CLINIC_INFO, "clinic.all", "")) != NULL &&
         (self->sites = ct_unit_list (unit, error, CT_TYPE_SITE, "site.list", "")) != NULL &&
         (self->chairs = ct_unit_list (unit, error, CT_TYPE_CHAIR, "chair.all", "")) != NULL &&
         (self->openings = ct_unit_list (unit, error, CT_TYPE_OPENING, "opening.all", "")) != NULL &&
         (self->closures = ct_unit_list (unit, error, CT_TYPE_CLOSURE, "closure.all", "")) != NULL &&
         (self->desk = ct_desk_setup_load (unit, error)) != NULL &&
         (self->users = ct_unit_list (unit, error, CT_TYPE_USER, "user.list", "")) != NULL &&
         (self->role_rules = ct_unit_list (unit, error, CT_TYPE_ROLE_RULE, "user.role-rules", "")) != NULL;
}

static gpointer
find_by_id (GPtrArray *records, gint64 id)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (CT_RECORD (g_ptr_array_index (records, i))->id == id)
      return g_ptr_array_index (records, i);
  return NULL;
}

/**
 * ct_clinic_get_sites:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtSite): the sites in use; valid until the set-up changes.
 */
GPtrArray *
ct_clinic_get_sites (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  if (self->sites_in_use == NULL)
    {
      self->sites_in_use = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < self->sites->len; i++)
        if (CT_SITE (g_ptr_array_index (self->sites, i))->active)
          g_ptr_array_add (self->sites_in_use, g_object_ref (g_ptr_array_index (self->sites, i)));
    }
  return self->sites_in_use;
}

/**
 * ct_clinic_get_site:
 * @self: a clinic
 * @site_id: a site, in use or not; 0 for the first in use
 *
 * Returns: (transfer none) (nullable): that site.
 */
CtSite *
ct_clinic_get_site (CtClinic *self, gint64 site_id)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  if (site_id == 0)
    return ct_clinic_get_sites (self)->len > 0 ? g_ptr_array_index (ct_clinic_get_sites (self), 0) : NULL;
  return find_by_id (self->sites, site_id);
}

/**
 * ct_clinic_get_chairs:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtChair): the chairs in use, by site and order; valid until the set-up changes.
 */
GPtrArray *
ct_clinic_get_chairs (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  if (self->chairs_in_use == NULL)
    {
      self->chairs_in_use = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < self->chairs->len; i++)
        if (CT_CHAIR (g_ptr_array_index (self->chairs, i))->active)
          g_ptr_array_add (self->chairs_in_use, g_object_ref (g_ptr_array_index (self->chairs, i)));
    }
  return self->chairs_in_use;
}

/**
 * ct_clinic_get_chair:
 * @self: a clinic
 * @chair_id: a chair, in use or not
 *
 * Returns: (transfer none) (nullable): that chair.
 */
CtChair *
ct_clinic_get_chair (CtClinic *self, gint64 chair_id)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return find_by_id (self->chairs, chair_id);
}

/**
 * ct_clinic_get_users:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtUser): everybody who ever worked here.
 */
GPtrArray *
ct_clinic_get_users (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->users;
}

static CtHours *
make_hours (CtClinic *self, CtSite *site)
{
  CtHours *hours = ct_hours_new (site->name);

  for (guint i = 0; i < self->openings->len; i++)
    {
      CtOpening *opening = g_ptr_array_index (self->openings, i);

      if (opening->site_id == CT_RECORD (site)->id && !opening->removed)
        ct_hours_add_range (hours, opening->weekday, (CtMinutes) { opening->from_minute, opening->to_minute }, NULL);
    }
  for (guint i = 0; i < self->closures->len; i++)
    {
      CtClosure *closure = g_ptr_array_index (self->closures, i);

      if (closure->site_id == CT_RECORD (site)->id && !closure->removed)
        ct_hours_add_closure (hours, closure->first_day, closure->last_day, closure->reason, NULL);
    }
  return hours;
}

/**
 * ct_clinic_get_hours:
 * @self: a clinic
 * @site_id: one of its sites; 0 for the first
 *
 * Returns: (transfer none) (nullable): its opening hours and closures.
 */
CtHours *
ct_clinic_get_hours (CtClinic *self, gint64 site_id)
{
  CtSite *site = ct_clinic_get_site (self, site_id);
  CtHours *hours;

  g_return_val_if_fail (site != NULL, NULL);
  if (self->hours == NULL)
    self->hours = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) ct_hours_unref);
  hours = g_hash_table_lookup (self->hours, &CT_RECORD (site)->id);
  if (hours == NULL)
    {
      hours = make_hours (self, site);
      g_hash_table_insert (self->hours, g_memdup2 (&CT_RECORD (site)->id, sizeof (gint64)), hours);
    }
  return hours;
}

/**
 * ct_clinic_get_zone:
 * @self: a clinic
 * @site_id: one of its sites; 0 for the first
 *
 * Returns: (transfer none): the zone of its clock on the wall; UTC where the system does not know the site's.
 */
GTimeZone *
ct_clinic_get_zone (CtClinic *self, gint64 site_id)
{
  CtSite *site = ct_clinic_get_site (self, site_id);
  GTimeZone *zone;

  g_return_val_if_fail (site != NULL, NULL);
  if (self->zones == NULL)
    self->zones = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (self->zones, &CT_RECORD (site)->id);
  if (zone == NULL)
    {
      zone = ct_zone_load (site->zone);
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      g_hash_table_insert (self->zones, g_memdup2 (&CT_RECORD (site)->id, sizeof (gint64)), zone);
    }
  return zone;
}

/**
 * ct_clinic_now_at:
 * @self: a clinic
 * @site_id: one of its sites; 0 for the first
 *
 * Returns: what the clock on that site's wall shows now.
 */
CtWall
ct_clinic_now_at (CtClinic *self, gint64 site_id)
{
  CtWall nothing = { CT_DATE_NONE, 0 };
  GTimeZone *zone = ct_clinic_get_zone (self, site_id);

  g_return_val_if_fail (zone != NULL, nothing);
  return ct_wall_from_utc (ct_clock_now (&self->clock), zone);
}

/**
 * ct_clinic_today:
 * @self: a clinic
 *
 * Returns: the day it is at the first site.
 */
CtDate
ct_clinic_today (CtClinic *self)
{
  return ct_clinic_now_at (self, 0).date;
}

/**
 * ct_clinic_latest_today:
 * @self: a clinic
 *
 * Returns: the day it is at the site where it is latest: what is dated later lies in the future everywhere.
 */
CtDate
ct_clinic_latest_today (CtClinic *self)
{
  CtDate latest = ct_clinic_today (self);
  GPtrArray *sites = ct_clinic_get_sites (self);

  for (guint i = 0; i < sites->len; i++)
    latest = MAX (latest, ct_clinic_now_at (self, CT_RECORD (g_ptr_array_index (sites, i))->id).date);
  return latest;
}

/* ---- All of it, for who looks after it ---- */

/**
 * ct_clinic_get_all_sites:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtSite): all sites, in use or not.
 */
GPtrArray *
ct_clinic_get_all_sites (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->sites;
}

/**
 * ct_clinic_get_all_chairs:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtChair): all chairs, in use or not.
 */
GPtrArray *
ct_clinic_get_all_chairs (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->chairs;
}

/**
 * ct_clinic_get_openings:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtOpening): all ranges of opening hours, removed ones too.
 */
GPtrArray *
ct_clinic_get_openings (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->openings;
}

/**
 * ct_clinic_get_closures:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtClosure): all closures, removed ones too.
 */
GPtrArray *
ct_clinic_get_closures (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->closures;
}

/* ---- Changing it ---- */

static gboolean
check_site (CtSite *site, GError **error)
{
  g_autoptr (GTimeZone) zone = site->zone != NULL ? ct_zone_load (site->zone) : NULL;

  if (zone != NULL)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a time zone. Write it like America/Los_Angeles."),
               site->zone != NULL ? site->zone : "");
  return FALSE;
}

static gboolean
check_order (int from, int to, const char *message, GError **error)
{
  if (from < to)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

/* The checks that a field table can't express. */
gboolean
ct_clinic_check_setup_record (CtRecord *record, GError **error)
{
  if (!ct_record_check (record, error))
    return FALSE;
  if (CT_SITE_IS (record))
    return check_site (CT_SITE (record), error);
  if (CT_OPENING_IS (record))
    return check_order (CT_OPENING (record)->from_minute, CT_OPENING (record)->to_minute,
                        _("A site closes after it opens."), error);
  if (CT_CLOSURE_IS (record))
    return check_order (CT_CLOSURE (record)->first_day, CT_CLOSURE (record)->last_day + 1,
                        _("The last closed day is not before the first."), error);
  if (CT_LEAVE_IS (record))
    return check_order (CT_LEAVE (record)->first_day, CT_LEAVE (record)->last_day + 1,
                        _("The last day of leave is not before the first."), error) &&
           check_order (CT_LEAVE (record)->from_minute, CT_LEAVE (record)->to_minute,
                        _("Leave ends after it begins."), error);
  if (CT_HELD_TIME_IS (record))
    return check_order (CT_HELD_TIME (record)->from_minute, CT_HELD_TIME (record)->to_minute,
                        _("Held time ends after it begins."), error);
  return !CT_LIST_RULES_IS (record) || ct_list_rules_check (CT_LIST_RULES (record), error);
}

static gpointer
work_save_setup (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRecord) record = ct_record_copy (data);

  if (!ct_clinic_check_setup_record (record, error))
    return NULL;
  if (record->id == 0 ? !ct_unit_insert (unit, record, error) : !ct_unit_update (unit, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * ct_clinic_save_setup_async:
 * @self: a clinic
 * @record: a #CtClinicInfo, #CtSite, #CtChair, #CtOpening, #CtClosure, #CtSiteFloor, #CtLeave, #CtHeldTime, #CtListRules or #CtUser; id 0
 *   makes a new one, but people are made by ct_clinic_add_user_async()
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Result: (transfer full) the record as stored.
 */
void
ct_clinic_save_setup_async (CtClinic *self, CtRecord *record, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_save_setup, NULL, g_object_unref, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_IS_RECORD (record));
  if (CT_USER_IS (record))
    ct_clinic_save_user_async (self, CT_USER (record), callback, user_data);
  else
    ct_clinic_call (self, &use_case, ct_record_copy (record), NULL, callback, user_data);
}
