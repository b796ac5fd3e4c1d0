/* A backup as its manifest tells of it: what is in it, and nothing about anybody. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a backup was made. */
#define CT_BACKUP_ON_DEMAND      "on-demand"
#define CT_BACKUP_SCHEDULED      "scheduled"
#define CT_BACKUP_BEFORE_UPGRADE "before-upgrade"

/** How many rows a table has. */
typedef struct
{
  char  *table;
  gint64 rows;
} CtTableCount;

/**
 * CtBackupInfo:
 * @clinic_name: the clinic's name
 * @program: the version of Chairtime that made it
 * @schema: the number of the last step of the schema
 * @kind: #CT_BACKUP_ON_DEMAND and so on
 * @made_us: the moment it shows, UTC microseconds
 * @encrypted: whether the database in it is
 * @root: the hash of the first act of the audit, by which backups of one clinic know each other
 * @head_id: the number of the last act of the audit
 * @head: its hash
 * @counts: (element-type CtTableCount): by name
 * @path: (nullable): where the backup is; not in the manifest
 * @bytes: how large it is; not in the manifest
 */
typedef struct
{
  char      *clinic_name;
  char      *program;
  gint64     schema;
  char      *kind;
  gint64     made_us;
  gboolean   encrypted;
  char      *root;
  gint64     head_id;
  char      *head;
  GPtrArray *counts;
  char      *path;
  gint64     bytes;
} CtBackupInfo;

/** What takes time when a backup is made, checked or put back. */
typedef enum
{
  CT_BACKUP_COPYING,
  CT_BACKUP_PACKING,
  CT_BACKUP_UNPACKING,
  CT_BACKUP_CHECKING,
} CtBackupPhase;

/** Told now and then how far it is, on the thread that works; @of is 0 where nobody knows. */
typedef void (*CtBackupProgress) (CtBackupPhase phase, gint64 done, gint64 of, gpointer user_data);

CtBackupInfo *ct_backup_info_new       (void);
CtBackupInfo *ct_backup_info_copy      (const CtBackupInfo *self);
void          ct_backup_info_free      (CtBackupInfo *self);
void          ct_backup_info_add_count (CtBackupInfo *self, const char *table, gint64 rows);
gint64        ct_backup_info_count     (const CtBackupInfo *self, const char *table);
const char   *ct_backup_info_compare   (const CtBackupInfo *self, const CtBackupInfo *found);
char         *ct_backup_info_to_text   (const CtBackupInfo *self);
CtBackupInfo *ct_backup_info_parse     (const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtBackupInfo, ct_backup_info_free)

G_END_DECLS
