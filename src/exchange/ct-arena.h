/* Memory for many small things that live and die together: handing out is a pointer's step, giving back is one call. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtArena CtArena;

CtArena *ct_arena_new     (void);
void     ct_arena_free    (CtArena *self);
gpointer ct_arena_alloc   (CtArena *self, gsize size);
char    *ct_arena_strndup (CtArena *self, const char *text, gsize length);

/** Room for @n of @type, all zero. */
#define ct_arena_new0(arena, type, n) ((type *) ct_arena_alloc ((arena), sizeof (type) * (n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtArena, ct_arena_free)

G_END_DECLS
