/* What administration wants to know of backups at one look. */
#pragma once

#include "domain/ct-backup-info.h"
#include "domain/ct-backup-plan.h"

G_BEGIN_DECLS

/* Where the plan lies among the clinic's settings. */
#define CT_BACKUP_PLAN_KEY "backup.plan"

/**
 * CtBackupState:
 * @plan: when and where to
 * @folder: where they go: the plan's, or the one beside the clinic
 * @good_us: when the last good one was made, %CT_TIME_NONE without one
 * @good_path: (nullable): where it is
 * @good_bytes: how large it is
 * @trouble: (nullable): why the last try failed
 * @running_desk: (nullable): where one is being made now
 * @begun_us: when the clinic was made
 * @next_us: when the next is due, %CT_TIME_NONE without a schedule
 */
typedef struct
{
  CtBackupPlan *plan;
  char         *folder;
  gint64        good_us;
  char         *good_path;
  gint64        good_bytes;
  char         *trouble;
  char         *running_desk;
  gint64        begun_us;
  gint64        next_us;
} CtBackupState;

void  ct_backup_state_free    (CtBackupState *self);
char *ct_backup_state_words   (const CtBackupState *self, gint64 now_us, GTimeZone *zone);
char *ct_backup_state_warning (const CtBackupState *self, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtBackupState, ct_backup_state_free)

G_END_DECLS
