/* Who else is editing this: told to the other desks in a row of its own, that lives as long as it is said again. */
#include "clinic/ct-clinic-private.h"

/* Rows of presence.list. */
enum
{
  DESK,
  TABLE_NAME,
  RECORD_ID,
  PERSON,
  WORKSTATION,
  SINCE_US,
  BEAT,
};

struct _CtEditing
{
  char  *table;
  gint64 record_id;
  gint64 since_us;
  guint  n;         /* how many places of this desk have it open */
};

static void
editing_free (gpointer data)
{
  g_free (((CtEditing *) data)->table);
  g_free (data);
}

/* ---- Telling the others ---- */

typedef enum
{
  BEGIN,
  GO_ON,
  END,
} What;

typedef struct
{
  What   what;
  char  *desk;
  char  *user_name;
  char  *workstation;
  char  *table;
  gint64 record_id;
  gint64 since_us;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->desk);
  g_free (word->user_name);
  g_free (word->workstation);
  g_free (word->table);
  g_free (word);
}

static gboolean
begin (CtUnit *unit, const Word *word, GError **error)
{
  if (ct_unit_run (unit, error, "presence.begin", "ttitti", word->desk, word->table, word->record_id, word->user_name,
                   word->workstation, word->since_us) < 0)
    return FALSE;
  ct_unit_touch (unit, "presence", 0);
  return TRUE;
}

/* A desk that slept for long was taken for dead; it is there again. */
static gboolean
go_on (CtUnit *unit, const Word *word, GError **error)
{
  gint64 n = ct_unit_run (unit, error, "presence.beat", "tti", word->desk, word->table, word->record_id);

  return n < 0 ? FALSE : n > 0 || begin (unit, word, error);
}

static gboolean
end (CtUnit *unit, const Word *word, GError **error)
{
  if (ct_unit_run (unit, error, "presence.end", "tti", word->desk, word->table, word->record_id) < 0)
    return FALSE;
  ct_unit_touch (unit, "presence", 0);
  return TRUE;
}

static gpointer
work_tell (CtUnit *unit, gpointer data, GError **error)
{
  static gboolean (*const tell[]) (CtUnit *, const Word *, GError **) = { begin, go_on, end };
  const Word *word = data;

  return tell[word->what] (unit, word, error) ? CT_WORK_DONE : NULL;
}

/* A hint that can't be given is not worth a complaint: the next beat tries again. */
static void
tell_others (CtClinic *self, const CtEditing *editing, What what)
{
  Word *word;

  if (self->store == NULL || self->user == NULL)
    return;
  word = g_new0 (Word, 1);
  *word = (Word) { what, g_strdup (self->own_desk), g_strdup (self->user->full_name), g_strdup (g_get_host_name ()),
                   g_strdup (editing->table), editing->record_id, editing->since_us };
  ct_store_write_async (self->store, work_tell, word, word_free, NULL, NULL, NULL, NULL);
}

static gboolean
on_beat_cb (gpointer data)
{
  CtClinic *self = data;

  for (guint i = 0; i < self->editing->len; i++)
    tell_others (self, g_ptr_array_index (self->editing, i), GO_ON);
  return G_SOURCE_CONTINUE;
}

static CtEditing *
find_editing (CtClinic *self, const char *table, gint64 record_id, guint *index)
{
  for (guint i = 0; i < self->editing->len; i++)
    {
      CtEditing *editing = g_ptr_array_index (self->editing, i);

      if (editing->record_id == record_id && g_strcmp0 (editing->table, table) == 0)
        {
          *index = i;
          return editing;
        }
    }
  return NULL;
}

/**
 * ct_clinic_begin_editing:
 * @self: a clinic
 * @table: the table of a record: "patient"
 * @record_id: its id
 *
 * Tells the other desks that somebody here has it open to change it, until ct_clinic_end_editing() has been called as often,
 * or the program ends, however it ends. Nothing is locked by it, and nothing of it is audited.
 */
void
ct_clinic_begin_editing (CtClinic *self, const char *table, gint64 record_id)
{
  CtEditing *editing;
  guint index;

  g_return_if_fail (CT_IS_CLINIC (self) && table != NULL && record_id > 0);
  editing = find_editing (self, table, record_id, &index);
  if (editing != NULL)
    {
      editing->n++;
      return;
    }
  editing = g_new0 (CtEditing, 1);
  *editing = (CtEditing) { g_strdup (table), record_id, ct_clock_now (&self->clock), 1 };
  g_ptr_array_add (self->editing, editing);
  tell_others (self, editing, BEGIN);
  if (self->beat_id == 0)
    self->beat_id = g_timeout_add_seconds (CT_PRESENCE_BEAT_S, on_beat_cb, self);
}

/**
 * ct_clinic_end_editing:
 * @self: a clinic
 * @table: as given to ct_clinic_begin_editing()
 * @record_id: as given to ct_clinic_begin_editing()
 *
 * Tells the other desks that it is over.
 */
void
ct_clinic_end_editing (CtClinic *self, const char *table, gint64 record_id)
{
  CtEditing *editing;
  guint index;

  g_return_if_fail (CT_IS_CLINIC (self) && table != NULL);
  editing = find_editing (self, table, record_id, &index);
  if (editing == NULL || --editing->n > 0)
    return;
  tell_others (self, editing, END);
  g_ptr_array_remove_index (self->editing, index);
  if (self->editing->len == 0)
    g_clear_handle_id (&self->beat_id, g_source_remove);
}

/* ---- Seeing the others ---- */

static gpointer
work_list (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "presence.list", "");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_presence_free);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    {
      CtPresence *presence = g_new0 (CtPresence, 1);

      *presence = (CtPresence) { ct_rows_dup_text (rows, DESK), ct_rows_dup_text (rows, TABLE_NAME),
                                 ct_rows_int (rows, RECORD_ID), ct_rows_dup_text (rows, PERSON),
                                 ct_rows_dup_text (rows, WORKSTATION), ct_rows_int (rows, SINCE_US),
                                 ct_rows_int (rows, BEAT) };
      g_ptr_array_add (list, presence);
    }
  if (failure == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

typedef struct
{
  char  *desk;
  char  *table;
  gint64 record_id;
  gint64 beat;
} Grave;

static void
grave_free (gpointer data)
{
  g_free (((Grave *) data)->desk);
  g_free (((Grave *) data)->table);
  g_free (data);
}

/* Unless it has moved since: then it lives. */
static gpointer
work_bury (CtUnit *unit, gpointer data, GError **error)
{
  const Grave *grave = data;

  return ct_unit_run (unit, error, "presence.bury", "ttii", grave->desk, grave->table, grave->record_id,
                      grave->beat) < 0 ? NULL : CT_WORK_DONE;
}

static void
bury_the_dead (CtClinic *self)
{
  g_autoptr (GPtrArray) dead = ct_presence_watch_dead (self->watch);

  for (guint i = 0; i < dead->len; i++)
    {
      const CtPresence *presence = g_ptr_array_index (dead, i);
      Grave *grave = g_new0 (Grave, 1);

      *grave = (Grave) { g_strdup (presence->desk), g_strdup (presence->table), presence->record_id, presence->beat };
      ct_store_write_async (self->store, work_bury, grave, grave_free, NULL, NULL, NULL, NULL);
    }
}

static gboolean
on_look_cb (gpointer data)
{
  CtClinic *self = data;

  self->look_id = 0;
  ct_clinic_look_around (self, -1);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  CtClinic *self;
  gint64    elapsed_us;
} Look;

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Look *look = data;
  g_autoptr (CtClinic) self = look->self;
  g_autoptr (GPtrArray) rows = ct_store_finish (CT_STORE (source), result, NULL);

  if (self->store == NULL || self->watch == NULL)
    return;
  if (rows != NULL && ct_presence_watch_look (self->watch, rows, look->elapsed_us))
    g_signal_emit_by_name (self, "editors-changed");
  bury_the_dead (self);
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (rows == NULL || ct_presence_watch_count (self->watch) > 0)
    self->look_id = g_timeout_add_seconds (CT_PRESENCE_BEAT_S, on_look_cb, self);
}

/* Reads who is there, at @elapsed_us of a time that never jumps; -1: now. */
void
ct_clinic_look_around (CtClinic *self, gint64 elapsed_us)
{
  Look *look;

  if (self->watch == NULL || self->store == NULL)
    return;
  look = g_new0 (Look, 1);
  *look = (Look) { g_object_ref (self), elapsed_us >= 0 ? elapsed_us : g_get_monotonic_time () };
  ct_store_read_async (self->store, work_list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, on_listed_cb, look);
}

/**
 * ct_clinic_get_editors:
 * @self: a clinic
 * @table: the table of a record
 * @record_id: its id
 *
 * Answers at once; CtClinic::editors-changed tells when it would answer otherwise. The first question begins the watching.
 *
 * Returns: (transfer container) (element-type CtPresence): who has it open at other desks.
 */
GPtrArray *
ct_clinic_get_editors (CtClinic *self, const char *table, gint64 record_id)
{
  g_return_val_if_fail (CT_IS_CLINIC (self) && table != NULL, NULL);
  if (self->watch == NULL)
    {
      self->watch = ct_presence_watch_new (self->own_desk);
      ct_clinic_look_around (self, -1);
    }
  return ct_presence_watch_of (self->watch, table, record_id);
}

/* ---- Coming and going ---- */

void
ct_clinic_init_presence (CtClinic *self)
{
  self->own_desk = g_uuid_string_random ();
  self->editing = g_ptr_array_new_with_free_func (editing_free);
}

static gpointer
work_leave (CtUnit *unit, gpointer data, GError **error)
{
  if (ct_unit_run (unit, error, "presence.leave", "t", data) < 0)
    return NULL;
  ct_unit_touch (unit, "presence", 0);
  return CT_WORK_DONE;
}

/* While the store is still open. */
void
ct_clinic_leave_presence (CtClinic *self)
{
  g_clear_handle_id (&self->beat_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->editing->len > 0)
    ct_store_write_async (self->store, work_leave, g_strdup (self->own_desk), g_free, NULL, NULL, NULL, NULL);
  g_ptr_array_set_size (self->editing, 0);
}

void
ct_clinic_free_presence (CtClinic *self)
{
  g_clear_pointer (&self->watch, ct_presence_watch_free);
  g_clear_pointer (&self->editing, g_ptr_array_unref);
  g_clear_pointer (&self->own_desk, g_free);
}
