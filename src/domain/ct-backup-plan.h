/* When backups are made, which of them are kept, and from when on one is too old. */
#pragma once

#include "base/ct-time.h"

G_BEGIN_DECLS

/**
 * CtBackupPlan:
 * @folder: (nullable): where to; %NULL: beside the clinic
 * @minutes: (element-type int): times of day at the clinic's first site, ascending; none: only on demand
 * @keep_last: how many of the newest are kept
 * @keep_weeks: for how many weeks the newest of each is kept
 * @keep_months: for how many months the newest of each is kept
 * @warn_days: from how many days on the newest is too old
 */
typedef struct
{
  char   *folder;
  GArray *minutes;
  int     keep_last;
  int     keep_weeks;
  int     keep_months;
  int     warn_days;
} CtBackupPlan;

CtBackupPlan *ct_backup_plan_new        (void);
CtBackupPlan *ct_backup_plan_copy       (const CtBackupPlan *self);
void          ct_backup_plan_free       (CtBackupPlan *self);
gboolean      ct_backup_plan_set_times  (CtBackupPlan *self, const char *text, GError **error);
char         *ct_backup_plan_get_times  (const CtBackupPlan *self);
gboolean      ct_backup_plan_check      (const CtBackupPlan *self, GError **error);
char         *ct_backup_plan_to_text    (const CtBackupPlan *self);
CtBackupPlan *ct_backup_plan_parse      (const char *text);
gint64        ct_backup_plan_latest     (const CtBackupPlan *self, gint64 now_us, GTimeZone *zone);
gint64        ct_backup_plan_next       (const CtBackupPlan *self, gint64 now_us, GTimeZone *zone);
GArray       *ct_backup_plan_keep       (const CtBackupPlan *self, GArray *made_us, gint64 now_us, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtBackupPlan, ct_backup_plan_free)

G_END_DECLS
