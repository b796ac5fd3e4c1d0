#include "domain/ct-backup-plan.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

#define GROUP "backup"
#define MAX_KEPT 1000

/**
 * ct_backup_plan_new:
 *
 * Returns: (transfer full): what holds as long as nobody decided otherwise: no times, and a year of backups to look back on.
 */
CtBackupPlan *
ct_backup_plan_new (void)
{
  CtBackupPlan *self = g_new0 (CtBackupPlan, 1);

  self->minutes = g_array_new (FALSE, FALSE, sizeof (int));
  self->keep_last = 14;
  self->keep_weeks = 8;
  self->keep_months = 12;
  self->warn_days = 2;
  return self;
}

/**
 * ct_backup_plan_copy:
 * @self: a plan
 *
 * Returns: (transfer full): the same once more.
 */
CtBackupPlan *
ct_backup_plan_copy (const CtBackupPlan *self)
{
  CtBackupPlan *copy = ct_backup_plan_new ();

  g_return_val_if_fail (self != NULL, copy);
  copy->folder = g_strdup (self->folder);
  g_array_append_vals (copy->minutes, self->minutes->data, self->minutes->len);
  copy->keep_last = self->keep_last;
  copy->keep_weeks = self->keep_weeks;
  copy->keep_months = self->keep_months;
  copy->warn_days = self->warn_days;
  return copy;
}

/**
 * ct_backup_plan_free:
 * @self: (transfer full) (nullable): a plan
 *
 * Frees it.
 */
void
ct_backup_plan_free (CtBackupPlan *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_array_unref (self->minutes);
  g_free (self);
}

/* ---- As people write it ---- */

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static gboolean
has_minute (GArray *minutes, int minute)
{
  for (guint i = 0; i < minutes->len; i++)
    if (g_array_index (minutes, int, i) == minute)
      return TRUE;
  return FALSE;
}

/**
 * ct_backup_plan_set_times:
 * @self: a plan
 * @text: times of day with commas or spaces between them, "12:30, 18:00"; an empty text for none
 * @error: INVALID where one of them is no time of day
 *
 * Returns: whether the times are these now.
 */
gboolean
ct_backup_plan_set_times (CtBackupPlan *self, const char *text, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);
  words = g_strsplit_set (text, ", ;", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      int minute = ct_minute_parse (words[i]);

      if (words[i][0] == '\0' || (minute >= 0 && has_minute (minutes, minute)))
        continue;
      if (minute < 0)
        {
          g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a time of day like 18:00."), words[i]);
          return FALSE;
        }
      g_array_append_val (minutes, minute);
    }
  g_array_sort (minutes, compare_ints);
  g_array_unref (self->minutes);
  self->minutes = g_steal_pointer (&minutes);
  return TRUE;
}

/**
 * ct_backup_plan_get_times:
 * @self: a plan
 *
 * Returns: (transfer full): "12:30, 18:00".
 */
char *
ct_backup_plan_get_times (const CtBackupPlan *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (text, FALSE));
  for (guint i = 0; i < self->minutes->len; i++)
    {
      g_autofree char *time = ct_minute_to_iso (g_array_index (self->minutes, int, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", time);
    }
  return g_string_free (text, FALSE);
}

/**
 * ct_backup_plan_check:
 * @self: a plan
 * @error: INVALID, in a sentence
 *
 * Returns: whether it can be followed.
 */
gboolean
ct_backup_plan_check (const CtBackupPlan *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (self->keep_last < 1 || self->keep_last > MAX_KEPT || self->keep_weeks < 0 || self->keep_weeks > MAX_KEPT ||
      self->keep_months < 0 || self->keep_months > MAX_KEPT)
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Keep at least the newest backup, and no more than %d of a kind."),
                 MAX_KEPT);
  else if (self->warn_days < 1)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("A backup is too old after one day at the earliest."));
  else if (self->folder != NULL && !g_path_is_absolute (self->folder))
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("Name the folder for backups from the root of the disk on."));
  else
    return TRUE;
  return FALSE;
}

/* ---- As it is kept ---- */

/**
 * ct_backup_plan_to_text:
 * @self: a plan
 *
 * Returns: (transfer full): a text for ct_backup_plan_parse().
 */
char *
ct_backup_plan_to_text (const CtBackupPlan *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *times = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  times = ct_backup_plan_get_times (self);
  if (self->folder != NULL)
    g_key_file_set_string (file, GROUP, "folder", self->folder);
  g_key_file_set_string (file, GROUP, "times", times);
  g_key_file_set_integer (file, GROUP, "last", self->keep_last);
  g_key_file_set_integer (file, GROUP, "weeks", self->keep_weeks);
  g_key_file_set_integer (file, GROUP, "months", self->keep_months);
  g_key_file_set_integer (file, GROUP, "warn", self->warn_days);
  return g_key_file_to_data (file, NULL, NULL);
}

static void
read_number (GKeyFile *file, const char *key, int *number)
{
  g_autoptr (GError) error = NULL;
  int found = g_key_file_get_integer (file, GROUP, key, &error);

  if (error == NULL)
    *number = found;
}

/**
 * ct_backup_plan_parse:
 * @text: (nullable): what ct_backup_plan_to_text() wrote
 *
 * Returns: (transfer full): the plan; what is missing or can't be followed is as in ct_backup_plan_new().
 */
CtBackupPlan *
ct_backup_plan_parse (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (CtBackupPlan) self = ct_backup_plan_new ();
  g_autofree char *times = NULL;

  if (text == NULL || !g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&self);
  self->folder = g_key_file_get_string (file, GROUP, "folder", NULL);
  times = g_key_file_get_string (file, GROUP, "times", NULL);
  if (times != NULL)
    ct_backup_plan_set_times (self, times, NULL);
  read_number (file, "last", &self->keep_last);
  read_number (file, "weeks", &self->keep_weeks);
  read_number (file, "months", &self->keep_months);
  read_number (file, "warn", &self->warn_days);
  return ct_backup_plan_check (self, NULL) ? g_steal_pointer (&self) : ct_backup_plan_new ();
}

/* ---- When ---- */

/**
 * ct_backup_plan_latest:
 * @self: a plan
 * @now_us: the present, UTC microseconds
 * @zone: of the clinic
 *
 * It depends on nothing but the present moment: a clock that jumps is asked again, and one that was not running has missed
 * nothing but what this says.
 *
 * Returns: the last moment of the schedule that has come, %CT_TIME_NONE without a schedule.
 */
gint64
ct_backup_plan_latest (const CtBackupPlan *self, gint64 now_us, GTimeZone *zone)
{
  gint64 latest = CT_TIME_NONE;
  CtDate today;

  g_return_val_if_fail (self != NULL && zone != NULL, CT_TIME_NONE);
  today = ct_wall_from_utc (now_us, zone).date;
  for (CtDate date = today - 2; date <= today; date++)
    for (guint i = 0; i < self->minutes->len; i++)
      {
        gint64 moment = ct_wall_to_utc ((CtWall) { date, g_array_index (self->minutes, int, i) }, zone);

        if (moment <= now_us && moment > latest)
          latest = moment;
      }
  return latest;
}

/**
 * ct_backup_plan_next:
 * @self: a plan
 * @now_us: the present, UTC microseconds
 * @zone: of the clinic
 *
 * Returns: the first moment of the schedule that is still to come, %CT_TIME_NONE without a schedule.
 */
gint64
ct_backup_plan_next (const CtBackupPlan *self, gint64 now_us, GTimeZone *zone)
{
  gint64 next = CT_TIME_NONE;
  CtDate today;

  g_return_val_if_fail (self != NULL && zone != NULL, CT_TIME_NONE);
  today = ct_wall_from_utc (now_us, zone).date;
  for (CtDate date = today; date <= today + 2; date++)
    for (guint i = 0; i < self->minutes->len; i++)
      {
        gint64 moment = ct_wall_to_utc ((CtWall) { date, g_array_index (self->minutes, int, i) }, zone);

        if (moment > now_us && (next == CT_TIME_NONE || moment < next))
          next = moment;
      }
  return next;
}

/* ---- Which are kept ---- */

static int
month_number (CtDate date)
{
  int year, month, day;

  ct_date_get_ymd (date, &year, &month, &day);
  return year * 12 + month;
}

/* Whether the newer one before it, if there is one, is of another period; the newest of a period speaks for it. */
static gboolean
speaks_for_period (int period, int newer_period, int now_period, int n_periods)
{
  return period != newer_period && now_period - period < n_periods;
}

/**
 * ct_backup_plan_keep:
 * @self: a plan
 * @made_us: (element-type gint64): when good backups were made, newest first
 * @now_us: the present
 * @zone: of the clinic
 *
 * The newest one is always kept, and so is one that says it is from the future: then a clock is wrong, and not the backup.
 *
 * Returns: (transfer full) (element-type gboolean): for each, whether it is kept.
 */
GArray *
ct_backup_plan_keep (const CtBackupPlan *self, GArray *made_us, gint64 now_us, GTimeZone *zone)
{
  GArray *keep = g_array_new (FALSE, FALSE, sizeof (gboolean));
  int newer_week = G_MAXINT, newer_month = G_MAXINT;
  CtDate today;
  int past = 0;

  g_return_val_if_fail (self != NULL && made_us != NULL && zone != NULL, keep);
  today = ct_wall_from_utc (now_us, zone).date;
  for (guint i = 0; i < made_us->len; i++)
    {
      gint64 made = g_array_index (made_us, gint64, i);
      CtDate date = ct_wall_from_utc (made, zone).date;
      int week = ct_date_monday_of (date) / 7, month = month_number (date);
      gboolean kept = i == 0 || made > now_us || past < self->keep_last ||
                      speaks_for_period (week, newer_week, ct_date_monday_of (today) / 7, self->keep_weeks) ||
                      speaks_for_period (month, newer_month, month_number (today), self->keep_months);

      if (made <= now_us)
        {
          past++;
          newer_week = week;
          newer_month = month;
        }
      g_array_append_val (keep, kept);
    }
  return keep;
}
