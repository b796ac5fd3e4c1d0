/* Which file was opened, as the disk knows it: the same name may be another file by now, or none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A file on a disk, whatever its name; all 0 where there was none. */
typedef struct
{
  guint64 device;
  guint64 inode;
} CtDiskFile;

/**
 * CtOpenedFile:
 * @path: (transfer none): its name
 * @file: what that was
 * @log: what its log was, "…-wal"
 * @log_index: what the index of its log was, "…-shm"
 */
typedef struct
{
  const char *path;
  CtDiskFile  file;
  CtDiskFile  log;
  CtDiskFile  log_index;
} CtOpenedFile;

void     ct_opened_file_note     (CtOpenedFile *self, const char *path);
void     ct_opened_file_forget   (CtOpenedFile *self);
gboolean ct_opened_file_is_there (const CtOpenedFile *self);
gboolean ct_opened_file_left_log (const CtOpenedFile *self);
gboolean ct_opened_file_put_log_aside (const CtOpenedFile *self, GError **error);

G_END_DECLS
