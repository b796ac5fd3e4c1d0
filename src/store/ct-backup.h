/* Backups: made while people work, believed only after they were put back on trial, and put back for good. */
#pragma once

#include <gio/gio.h>

#include "base/ct-time.h"
#include "domain/ct-backup-info.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-store.h"

G_BEGIN_DECLS

#define CT_BACKUP_ENDING ".ctbackup"

/**
 * CtBackupRun:
 * @progress: (nullable): told how far it is, on the thread that works
 * @data: for @progress
 * @cancellable: (nullable): stops it; nothing is then left behind
 *
 * How a long piece of work is watched and stopped.
 */
typedef struct
{
  CtBackupProgress progress;
  gpointer         data;
  GCancellable    *cancellable;
} CtBackupRun;

/**
 * CtBackupKey:
 * @key: (nullable): the database key, where a program has the clinic open
 * @recovery_key: (nullable): else what was printed
 * @login: (nullable): else who
 * @passphrase: (nullable): knew which passphrase when the backup was made
 *
 * What opens a backup; all %NULL for one that is not encrypted.
 */
typedef struct
{
  const guint8 *key;
  const char   *recovery_key;
  const char   *login;
  const char   *passphrase;
} CtBackupKey;

/**
 * CtServerClinic:
 * @place: the address of a clinic on a server
 * @keeper: a connection to it that acts as its keeper, in no transaction
 * @keys: the keyring of its backups, unlocked
 *
 * What a backup is made of where the clinic is no file.
 */
typedef struct
{
  const char *place;
  CtDatabase *keeper;
  CtKeyring  *keys;
} CtServerClinic;

/**
 * CtRestore:
 * @backup: the backup
 * @to: where the clinic shall be
 * @key: what opens it
 * @actor: who puts it back
 * @clock: the present
 * @note: (nullable): enters the act in the restored clinic's audit, or refuses by an error
 * @note_data: for @note
 */
typedef struct
{
  const char        *backup;
  const char        *to;
  const CtBackupKey *key;
  CtActor            actor;
  CtClock            clock;
  CtWork             note;
  gpointer           note_data;
} CtRestore;

char         *ct_backup_default_folder (const char *place);
char         *ct_backup_scratch_folder (const char *place);
CtBackupInfo *ct_backup_make    (const char *clinic_path, const guint8 *key, const char *folder, const char *kind,
                                 CtClock clock, const CtBackupRun *run, GError **error);
CtBackupInfo *ct_backup_make_of_server (const CtServerClinic *clinic, const char *folder, const char *kind, CtClock clock,
                                 const CtBackupRun *run, GError **error);
CtStore      *ct_backup_open_store (const char *clinic_path, const guint8 *key, CtClock clock, GError **error);
CtBackupInfo *ct_backup_read    (const char *path, GError **error);
GPtrArray    *ct_backup_list    (const char *folder, GError **error);
CtBackupInfo *ct_backup_verify  (const char *path, const CtBackupKey *key, const char *scratch_folder,
                                 const CtBackupRun *run, GError **error);
CtBackupInfo *ct_backup_restore (const CtRestore *restore, const CtBackupRun *run, char **aside, GError **error);
CtBackupInfo *ct_backup_check_clinic (const char *clinic_path, const guint8 *key, const CtBackupRun *run,
                                 GError **error);
CtBackupInfo *ct_backup_check_server (CtDatabase *keeper, const CtBackupRun *run, GError **error);

G_END_DECLS
