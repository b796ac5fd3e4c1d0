/* What the files of the backup share. */
#pragma once

#include "store/ct-backup.h"
#include "store/ct-database.h"
#include "store/ct-scratch.h"

G_BEGIN_DECLS

/* The members of a container, in this order. */
#define CT_BACKUP_MANIFEST "manifest"
#define CT_BACKUP_KEYRING  "keyring"
#define CT_BACKUP_DATABASE "database"

gboolean      ct_backup_sync_folder (const char *folder, GError **error);
gboolean      ct_backup_fail_errno  (GError **error, int number, const char *path);

/** A backup taken apart for a trial. */
typedef struct
{
  CtScratch     scratch;
  CtBackupInfo *info;      /* what the manifest promises */
  guint8       *key;       /* (nullable) */
} CtTrial;

gboolean      ct_trial_open         (CtTrial *self, const char *path, const CtBackupKey *key, const char *base,
                                     const CtBackupRun *run, GError **error);
void          ct_trial_clear        (CtTrial *self);
gboolean      ct_trial_pass         (CtTrial *self, const char *path, const CtBackupRun *run, GError **error);

CtBackupInfo *ct_backup_look        (CtUnit *unit, GError **error);
CtBackupInfo *ct_backup_copy_server (CtDatabase *server, const char *to, const guint8 *key, CtClock clock,
                                     const CtBackupRun *run, GError **error);
CtBackupInfo *ct_backup_examine     (CtDatabase *database, const CtBackupRun *run, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtTrial, ct_trial_clear)

G_END_DECLS
