/* The container of a backup: a tar file of a few members, closed by a seal over all of them. */
#pragma once

#include <gio/gio.h>

#include "domain/ct-backup-info.h"

G_BEGIN_DECLS

/**
 * CtArchiveMember:
 * @name: small letters only
 * @bytes: (nullable): what is in it
 * @path: (nullable): else the file that has it
 */
typedef struct
{
  const char *name;
  GBytes     *bytes;
  const char *path;
} CtArchiveMember;

gboolean ct_archive_write  (const char *path, const CtArchiveMember *members, guint n_members, CtBackupProgress progress,
                            gpointer data, GCancellable *cancellable, GError **error);
GBytes  *ct_archive_peek   (const char *path, const char *name, GError **error);
gboolean ct_archive_unpack (const char *path, const char *folder, CtBackupProgress progress, gpointer data,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
