/* A disk that fails when it is told to, below SQLite: for tests of what becomes of a clinic then. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What goes wrong. */
typedef enum
{
  CT_FAULT_FULL,     /* a write finds no room */
  CT_FAULT_SHORT,    /* a write puts half of it down and finds no room for the rest */
  CT_FAULT_WRITE,    /* a write fails */
  CT_FAULT_READ,     /* a read fails */
  CT_FAULT_SYNC,     /* a sync fails */
  CT_FAULT_TRUNCATE, /* a file can't be cut */
  CT_FAULT_SHARE,    /* the memory that programs share can't be mapped or locked */
  CT_FAULT_OPEN,     /* a file can't be opened, asked after or removed */
  CT_FAULT_LIE,      /* a sync says it is done, and nothing reached the disk */
  CT_FAULT_POWER,    /* any write, cut or sync: the power fails just before; nothing after it reaches the disk */
  CT_FAULT_N_KINDS,
} CtFaultKind;

void        ct_fault_vfs_install   (void);
const char *ct_fault_name          (CtFaultKind kind);
void        ct_fault_vfs_arm       (CtFaultKind kind, guint nth, gboolean lasting);
gboolean    ct_fault_vfs_disarm    (void);
guint       ct_fault_vfs_fired     (void);
const char *ct_fault_vfs_victim    (void);
gboolean    ct_fault_vfs_power_cut (const char *path, const char *folder, guint32 seed);

G_END_DECLS
