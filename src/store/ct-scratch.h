/* A folder of its own for what is only needed meanwhile. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CtScratch: begins as zeros */
typedef struct
{
  char *folder;
} CtScratch;

gboolean ct_scratch_make  (CtScratch *self, const char *base, GError **error);
char    *ct_scratch_path  (const CtScratch *self, const char *name);
void     ct_scratch_clear (CtScratch *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtScratch, ct_scratch_clear)

G_END_DECLS
