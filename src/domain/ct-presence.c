#include "domain/ct-presence.h"

typedef struct
{
  CtPresence *row;
  gint64      seen_us; /* when its beat was last seen to change, by the watch's own time */
  gboolean    dead;
} Seen;

struct _CtPresenceWatch
{
  char      *own_desk;
  GPtrArray *seen;     /* of Seen */
};

/**
 * ct_presence_free:
 * @self: (transfer full): a presence
 */
void
ct_presence_free (CtPresence *self)
{
  g_free (self->desk);
  g_free (self->table);
  g_free (self->user_name);
  g_free (self->workstation);
  g_free (self);
}

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  ct_presence_free (seen->row);
  g_free (seen);
}

/**
 * ct_presence_watch_new:
 * @own_desk: whom not to tell of
 *
 * Returns: (transfer full): a watch that has seen nobody yet.
 */
CtPresenceWatch *
ct_presence_watch_new (const char *own_desk)
{
  CtPresenceWatch *self = g_new0 (CtPresenceWatch, 1);

  self->own_desk = g_strdup (own_desk);
  self->seen = g_ptr_array_new_with_free_func (seen_free);
  return self;
}

/**
 * ct_presence_watch_free:
 * @self: (transfer full): a watch
 */
void
ct_presence_watch_free (CtPresenceWatch *self)
{
  g_free (self->own_desk);
  g_ptr_array_unref (self->seen);
  g_free (self);
}

static gboolean
is_same (const CtPresence *a, const CtPresence *b)
{
  return a->record_id == b->record_id && g_strcmp0 (a->desk, b->desk) == 0 && g_strcmp0 (a->table, b->table) == 0;
}

static const Seen *
find (GPtrArray *seen, const CtPresence *row)
{
  for (guint i = 0; i < seen->len; i++)
    if (is_same (((const Seen *) g_ptr_array_index (seen, i))->row, row))
      return g_ptr_array_index (seen, i);
  return NULL;
}

/* Takes @row. Who was never seen before gets the whole time to show a sign of life. */
static Seen *
look_at (CtPresenceWatch *self, CtPresence *row, gint64 elapsed_us)
{
  const Seen *before = find (self->seen, row);
  gboolean beats = before == NULL || before->row->beat != row->beat;
  Seen *seen = g_new0 (Seen, 1);

  seen->row = row;
  seen->seen_us = beats ? elapsed_us : before->seen_us;
  seen->dead = elapsed_us - seen->seen_us >= CT_PRESENCE_PATIENCE_S * G_USEC_PER_SEC;
  return seen;
}

static guint
count_living (GPtrArray *seen)
{
  guint n = 0;

  for (guint i = 0; i < seen->len; i++)
    n += !((const Seen *) g_ptr_array_index (seen, i))->dead;
  return n;
}

/**
 * ct_presence_watch_look:
 * @self: a watch
 * @rows: (element-type CtPresence): all there are now; emptied
 * @elapsed_us: the watch's own time, which never jumps or runs back
 *
 * Looks again.
 *
 * Returns: whether it tells of others than before.
 */
gboolean
ct_presence_watch_look (CtPresenceWatch *self, GPtrArray *rows, gint64 elapsed_us)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (seen_free);
  gboolean changed;

  g_return_val_if_fail (self != NULL && rows != NULL, FALSE);
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      CtPresence *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->desk, self->own_desk) == 0)
        ct_presence_free (row);
      else
        g_ptr_array_add (seen, look_at (self, row, elapsed_us));
    }
  g_ptr_array_set_size (rows, 0);
  changed = count_living (seen) != count_living (self->seen);
  for (guint i = 0; i < seen->len && !changed; i++)
    {
      const Seen *now = g_ptr_array_index (seen, i), *before = find (self->seen, now->row);

      changed = !now->dead && (before == NULL || before->dead);
    }
  g_ptr_array_unref (self->seen);
  self->seen = g_steal_pointer (&seen);
  return changed;
}

static GPtrArray *
list (CtPresenceWatch *self, const char *table, gint64 record_id, gboolean dead)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < self->seen->len; i++)
    {
      const Seen *seen = g_ptr_array_index (self->seen, i);

      if (seen->dead == dead && (table == NULL || (seen->row->record_id == record_id &&
                                                   g_strcmp0 (seen->row->table, table) == 0)))
        g_ptr_array_add (rows, seen->row);
    }
  return rows;
}

/**
 * ct_presence_watch_of:
 * @self: a watch
 * @table: a table
 * @record_id: a record of it
 *
 * Returns: (transfer container) (element-type CtPresence): who else is editing it; they belong to the watch.
 */
GPtrArray *
ct_presence_watch_of (CtPresenceWatch *self, const char *table, gint64 record_id)
{
  g_return_val_if_fail (self != NULL && table != NULL, NULL);
  return list (self, table, record_id, FALSE);
}

/**
 * ct_presence_watch_dead:
 * @self: a watch
 *
 * Returns: (transfer container) (element-type CtPresence): what desks have left behind that live no more.
 */
GPtrArray *
ct_presence_watch_dead (CtPresenceWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list (self, NULL, 0, TRUE);
}

/**
 * ct_presence_watch_count:
 * @self: a watch
 *
 * Returns: how many rows of others there are, living or not: while there are any, it has to look again.
 */
guint
ct_presence_watch_count (CtPresenceWatch *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->seen->len;
}
