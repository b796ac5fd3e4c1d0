#include "clinic/ct-backup-state.h"

#include <glib/gi18n.h>

/**
 * ct_backup_state_free:
 * @self: (transfer full) (nullable): a state
 *
 * Frees it.
 */
void
ct_backup_state_free (CtBackupState *self)
{
  if (self == NULL)
    return;
  ct_backup_plan_free (self->plan);
  g_free (self->folder);
  g_free (self->good_path);
  g_free (self->trouble);
  g_free (self->running_desk);
  g_free (self);
}

/**
 * ct_backup_state_words:
 * @self: a state
 * @now_us: the present
 * @zone: of the clinic
 *
 * Returns: (transfer full): "Last good backup: today 18:00, verified".
 */
char *
ct_backup_state_words (const CtBackupState *self, gint64 now_us, GTimeZone *zone)
{
  g_autofree char *time = NULL;
  g_autofree char *day = NULL;
  CtWall wall, now;

  g_return_val_if_fail (self != NULL && zone != NULL, NULL);
  if (self->good_us == CT_TIME_NONE)
    return g_strdup (_("There is no backup yet. Choose a folder on another disk, then back up."));
  wall = ct_wall_from_utc (self->good_us, zone);
  now = ct_wall_from_utc (now_us, zone);
  time = ct_minute_format (wall.minute);
  if (wall.date == now.date)
    return g_strdup_printf (_("Last good backup: today %s, verified"), time);
  if (wall.date == now.date - 1)
    return g_strdup_printf (_("Last good backup: yesterday %s, verified"), time);
  day = ct_date_format (wall.date, "%-d %b %Y");
  return g_strdup_printf (_("Last good backup: %s %s, verified"), day, time);
}

/**
 * ct_backup_state_warning:
 * @self: a state
 * @now_us: the present
 *
 * A new clinic is given as long as an old backup is before anybody is warned.
 *
 * Returns: (transfer full) (nullable): what an owner should know, in a sentence.
 */
char *
ct_backup_state_warning (const CtBackupState *self, gint64 now_us)
{
  gint64 since_us, days;

  g_return_val_if_fail (self != NULL, NULL);
  if (self->trouble != NULL)
    return g_strdup_printf (_("The last backup failed: %s"), self->trouble);
  since_us = self->good_us != CT_TIME_NONE ? self->good_us : self->begun_us;
  if (since_us == CT_TIME_NONE)
    return NULL;
  days = (now_us - since_us) / G_TIME_SPAN_DAY;
  if (days < self->plan->warn_days)
    return NULL;
  if (self->good_us == CT_TIME_NONE)
    return g_strdup (_("This clinic has never been backed up."));
  return g_strdup_printf (ngettext ("The last good backup is %d day old.", "The last good backup is %d days old.",
                                    (gulong) days),
                          (int) days);
}
