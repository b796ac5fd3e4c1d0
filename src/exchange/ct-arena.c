#include "exchange/ct-arena.h"

#include <string.h>

#define BLOCK_BYTES 32768
#define ALIGNMENT   (2 * sizeof (gpointer))

typedef struct _Block Block;
struct _Block
{
  Block *before;
  gsize  unused; /* keeps what follows aligned */
};

struct _CtArena
{
  Block *last;
  char  *next;
  char  *end;
};

/**
 * ct_arena_new:
 *
 * Returns: (transfer full): an empty arena.
 */
CtArena *
ct_arena_new (void)
{
  return g_new0 (CtArena, 1);
}

/**
 * ct_arena_free:
 * @self: (transfer full): an arena
 *
 * Gives back everything that was ever handed out by it.
 */
void
ct_arena_free (CtArena *self)
{
  g_return_if_fail (self != NULL);
  while (self->last != NULL)
    {
      Block *before = self->last->before;

      g_free (self->last);
      self->last = before;
    }
  g_free (self);
}

/* A block of its own for what is large, so that the current one is not left half empty. */
static char *
add_block (CtArena *self, gsize bytes)
{
  Block *block = g_malloc (sizeof (Block) + bytes);

  block->before = self->last;
  self->last = block;
  return (char *) (block + 1);
}

/* Room without alignment or clearing. */
static char *
take (CtArena *self, gsize size)
{
  char *room;

  if (size > (gsize) (self->end - self->next))
    {
      if (size > BLOCK_BYTES / 4)
        return add_block (self, size);
      self->next = add_block (self, BLOCK_BYTES);
      self->end = self->next + BLOCK_BYTES;
    }
  room = self->next;
  self->next += size;
  return room;
}

/**
 * ct_arena_alloc:
 * @self: an arena
 * @size: bytes
 *
 * Returns: (transfer none): zeroed room, aligned for any type.
 */
gpointer
ct_arena_alloc (CtArena *self, gsize size)
{
  char *room;

  g_return_val_if_fail (size < G_MAXSIZE / 2, NULL);
  room = take (self, size + ALIGNMENT - 1);
  room += (ALIGNMENT - (guintptr) room % ALIGNMENT) % ALIGNMENT;
  return memset (room, 0, size);
}

/**
 * ct_arena_strndup:
 * @self: an arena
 * @text: bytes
 * @length: how many
 *
 * Returns: (transfer none): a copy that ends with a zero byte.
 */
char *
ct_arena_strndup (CtArena *self, const char *text, gsize length)
{
  char *copy = take (self, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}
