/* What the desk goes by, kept in memory: staff and pumps of the sites, leave, held time. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "domain/ct-busy.h"

struct _CtDeskSetup
{
  GPtrArray   *floors; /* of CtSiteFloor */
  GPtrArray   *leaves; /* of CtLeave, removed ones too */
  GPtrArray   *busy;   /* of CtStaffBusy, removed ones too */
  GPtrArray   *held;   /* of CtHeldTime, removed ones too */
  CtColors    *colors;
  CtListRules *rules;  /* of the lists; not stored while nobody has said anything */
  GHashTable  *desks;  /* site id -> CtDesk, made when asked for */
};

/* Frees what ct_desk_setup_load() read. */
void
ct_desk_setup_free (CtDeskSetup *self)
{
  g_clear_pointer (&self->floors, g_ptr_array_unref);
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
  g_clear_pointer (&self->busy, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->desks, g_hash_table_unref);
  g_clear_object (&self->rules);
  g_clear_pointer (&self->colors, ct_colors_free);
  g_free (self);
}

static CtListRules *
load_rules (CtUnit *unit, GError **error)
{
  g_autoptr (GError) failure = NULL;
  CtListRules *rules = ct_unit_first (unit, &failure, CT_TYPE_LIST_RULES, "list.rules", "");

  if (failure == NULL)
    return rules != NULL ? rules : ct_list_rules_new_default ();
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static CtColors *
load_colors (CtUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) choices = ct_unit_list (unit, error, CT_TYPE_COLOR_CHOICE, "desk.colors", "");

  return choices != NULL ? ct_colors_new (choices) : NULL;
}

/* Reads it, on a thread of the store. */
CtDeskSetup *
ct_desk_setup_load (CtUnit *unit, GError **error)
{
  CtDeskSetup *self = g_new0 (CtDeskSetup, 1);

  self->desks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) ct_desk_unref);
  if ((self->floors = ct_unit_list (unit, error, CT_TYPE_SITE_FLOOR, "desk.floors", "")) != NULL &&
      (self->leaves = ct_unit_list (unit, error, CT_TYPE_LEAVE, "desk.leaves", "")) != NULL &&
      (self->busy = ct_unit_list (unit, error, CT_TYPE_STAFF_BUSY, "paper.busy", "")) != NULL &&
      (self->held = ct_unit_list (unit, error, CT_TYPE_HELD_TIME, "desk.held", "")) != NULL &&
      (self->colors = load_colors (unit, error)) != NULL &&
      (self->rules = load_rules (unit, error)) != NULL)
    return self;
  ct_desk_setup_free (self);
  return NULL;
}

/* What is left short while a user is away. */
CtAwayKind
ct_clinic_away_kind (const CtUser *user)
{
  if (g_strcmp0 (user->role, CT_ROLE_NURSE) == 0)
    return CT_AWAY_NURSE;
  return g_strcmp0 (user->role, CT_ROLE_PRESCRIBER) == 0 ? CT_AWAY_PRESCRIBER : CT_AWAY_NOBODY;
}

static const CtUser *
find_user (CtClinic *self, gint64 id)
{
  for (guint i = 0; i < self->users->len; i++)
    if (CT_RECORD (g_ptr_array_index (self->users, i))->id == id)
      return g_ptr_array_index (self->users, i);
  return NULL;
}

static void
add_leaves (CtClinic *self, CtDesk *desk)
{
  for (guint i = 0; i < self->desk->leaves->len; i++)
    {
      const CtLeave *leave = g_ptr_array_index (self->desk->leaves, i);
      const CtUser *user = find_user (self, leave->user_id);
      CtAbsence absence = { leave->user_id, NULL, CT_AWAY_NOBODY, leave->first_day, leave->last_day,
                            { leave->from_minute, leave->to_minute }, leave->reason };

      if (leave->removed || user == NULL)
        continue;
      absence.name = user->full_name != NULL ? user->full_name : user->login;
      absence.kind = ct_clinic_away_kind (user);
      ct_desk_add_absence (desk, &absence);
    }
}

/* What can't be read keeps nobody from booking; reading the calendar again mends it. */
static void
add_busy (CtClinic *self, CtDesk *desk, gint64 site_id)
{
  for (guint i = 0; i < self->desk->busy->len; i++)
    {
      const CtStaffBusy *busy = g_ptr_array_index (self->desk->busy, i);
      const CtUser *user = find_user (self, busy->user_id);
      g_autoptr (GArray) ranges = busy->removed || user == NULL ? NULL : ct_busy_parse (busy->ranges, NULL);
      CtAbsence absence = { .user_id = busy->user_id, .reason = busy->source, .elsewhere = TRUE };

      if (ranges == NULL)
        continue;
      absence.name = user->full_name != NULL ? user->full_name : user->login;
      absence.kind = ct_clinic_away_kind (user);
      ct_busy_add_to_desk (ranges, &absence, ct_clinic_get_zone (self, site_id), desk);
    }
}

static void
add_held (CtClinic *self, CtDesk *desk, gint64 site_id)
{
  for (guint i = 0; i < self->desk->held->len; i++)
    {
      const CtHeldTime *held = g_ptr_array_index (self->desk->held, i);
      CtHeldPlace place = { held->chair_id, held->weekday, held->first_day, held->last_day,
                            { held->from_minute, held->to_minute }, held->kind, held->title };

      if (!held->removed && held->site_id == site_id)
        ct_desk_add_hold (desk, &place);
    }
}

static CtDesk *
make_desk (CtClinic *self, gint64 site_id)
{
  CtDesk *desk = ct_desk_new (ct_clinic_get_hours (self, site_id));
  CtSiteFloor *floor = ct_clinic_get_floor (self, site_id);
  CtCapacity capacity = { floor->nurses, floor->prescribers, floor->pumps, floor->rooms, floor->starts };

  ct_desk_set_capacity (desk, &capacity);
  add_leaves (self, desk);
  add_busy (self, desk, site_id);
  add_held (self, desk, site_id);
  return desk;
}

/**
 * ct_clinic_get_desk:
 * @self: a clinic
 * @site_id: one of its sites; 0 for the first
 *
 * Returns: (transfer none) (nullable): what the desk goes by there: hours, staff, pumps, leave, held time; valid until the
 *   set-up changes.
 */
CtDesk *
ct_clinic_get_desk (CtClinic *self, gint64 site_id)
{
  CtSite *site = ct_clinic_get_site (self, site_id);
  gint64 id;
  CtDesk *desk;

  g_return_val_if_fail (site != NULL, NULL);
  id = CT_RECORD (site)->id;
  desk = g_hash_table_lookup (self->desk->desks, &id);
  if (desk == NULL)
    {
      desk = make_desk (self, id);
      g_hash_table_insert (self->desk->desks, g_memdup2 (&id, sizeof id), desk);
    }
  return desk;
}

/**
 * ct_clinic_get_list_rules:
 * @self: a clinic
 *
 * Returns: (transfer none): what its lists go by; usual ones, not stored, while nobody has said otherwise. Valid until the
 *   set-up changes.
 */
CtListRules *
ct_clinic_get_list_rules (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->desk->rules;
}

/**
 * ct_clinic_get_colors:
 * @self: a clinic
 *
 * Returns: (transfer none): which hue stands for what in its calendar. Valid until the set-up changes.
 */
const CtColors *
ct_clinic_get_colors (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->desk->colors;
}

/**
 * ct_clinic_get_floor:
 * @self: a clinic
 * @site_id: one of its sites
 *
 * Returns: (transfer none): how many of everything it has; a new record that counts nothing where nobody has said so yet.
 */
CtSiteFloor *
ct_clinic_get_floor (CtClinic *self, gint64 site_id)
{
  CtSiteFloor *floor;

  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  for (guint i = 0; i < self->desk->floors->len; i++)
    if (CT_SITE_FLOOR (g_ptr_array_index (self->desk->floors, i))->site_id == site_id)
      return g_ptr_array_index (self->desk->floors, i);
  floor = ct_site_floor_new ();
  floor->site_id = site_id;
  g_ptr_array_add (self->desk->floors, floor);
  return floor;
}

/**
 * ct_clinic_get_leaves:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtLeave): everybody's leave, by first day, what was taken back too.
 */
GPtrArray *
ct_clinic_get_leaves (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->desk->leaves;
}

/**
 * ct_clinic_get_busy:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtStaffBusy): the calendars that were read, by person, removed ones too.
 */
GPtrArray *
ct_clinic_get_busy (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->desk->busy;
}

/**
 * ct_clinic_get_held_times:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtHeldTime): what is held, removed ones too.
 */
GPtrArray *
ct_clinic_get_held_times (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->desk->held;
}
