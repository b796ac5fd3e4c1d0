/* What a clinic notes of its own move, so that nobody works in half of one, or in one that has gone. */
#include "store/ct-move.h"

#include "store/ct-move-plan.h"
#include "store/ct-queries.h"

#define WRITE_SQL \
  "INSERT INTO move (id, state, place, audit_id, audit_hash, at_us) VALUES (1, $1, $2, $3, $4, $5) " \
  "ON CONFLICT (id) DO UPDATE SET state = CASE WHEN excluded.state = 'arriving' THEN move.state ELSE excluded.state END, " \
  "place = excluded.place, audit_id = excluded.audit_id, audit_hash = excluded.audit_hash, at_us = excluded.at_us"
#define HEAD_SQL "SELECT last_id, hash FROM audit_head WHERE id = 1"

void
ct_move_note_free (CtMoveNote *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_free (self);
}

/**
 * ct_move_note_new:
 * @state: as stored
 * @place: as stored
 *
 * Returns: (transfer full): the note.
 */
CtMoveNote *
ct_move_note_new (const char *state, const char *place)
{
  CtMoveNote *note = g_new0 (CtMoveNote, 1);

  note->state = g_strcmp0 (state, "gone") == 0      ? CT_MOVE_GONE
                : g_strcmp0 (state, "checked") == 0 ? CT_MOVE_CHECKED
                                                    : CT_MOVE_ARRIVING;
  note->place = g_strdup (place);
  return note;
}

/**
 * ct_move_read_note:
 * @database: a connection to a clinic
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): whence it is arriving or where it has gone; %NULL without @error set for neither.
 */
CtMoveNote *
ct_move_read_note (CtDatabase *database, GError **error)
{
  g_autoptr (CtCursor) row = NULL;

  g_return_val_if_fail (database != NULL, NULL);
  row = ct_database_query (database, NULL, ct_queries_find ("move.note"), NULL, 0, error);
  if (row == NULL || ct_cursor_next (row, error) <= 0)
    return NULL;
  return ct_move_note_new (ct_cursor_value (row, 0).text, ct_cursor_value (row, 1).text);
}

static gboolean
write_note (CtDatabase *database, const char *state, const char *place, const CtValue *head, gint64 now_us, GError **error)
{
  const CtValue params[] = { ct_value_text (state), ct_value_text (place), head[0], head[1], ct_value_int (now_us) };

  return ct_database_run (database, NULL, WRITE_SQL, params, G_N_ELEMENTS (params), error) >= 0;
}

/* Whether the clinic was worked in since the copying began; no note at all is not stale. */
static gboolean
look_for_stale (CtDatabase *to, const CtValue *head, gboolean *stale, GError **error)
{
  gint64 others = 0;

  if (!ct_database_number (to, NULL, "SELECT count(*) FROM move WHERE audit_id <> $1 OR audit_hash <> $2", head, 2, &others,
                           error))
    return FALSE;
  *stale = others > 0;
  return TRUE;
}

/**
 * ct_move_begin_note:
 * @self: a move
 * @from_place: where the clinic comes from
 * @now_us: the present moment
 * @stale: (out): whether a part has arrived that is out of date, so that the other side has to be made anew first
 * @error: what went wrong
 *
 * Notes on the other side that a clinic is arriving, so that nobody works there before all of it is there.
 *
 * Returns: whether it is noted, unless it is @stale.
 */
gboolean
ct_move_begin_note (const CtMove *self, const char *from_place, gint64 now_us, gboolean *stale, GError **error)
{
  g_autoptr (CtCursor) row = NULL;
  CtValue head[2];

  g_return_val_if_fail (self != NULL && from_place != NULL && stale != NULL, FALSE);
  row = ct_database_query (self->from, NULL, HEAD_SQL, NULL, 0, error);
  if (row == NULL || ct_cursor_next (row, error) <= 0)
    return FALSE;
  head[0] = ct_cursor_value (row, 0);
  head[1] = ct_cursor_value (row, 1);
  return look_for_stale (self->to, head, stale, error) &&
         (*stale || write_note (self->to, "arriving", from_place, head, now_us, error));
}

/**
 * ct_move_note_gone:
 * @from: the clinic that has moved, held by ct_move_hold(); committed by this
 * @to_place: where it is now
 * @now_us: the present moment
 * @error: what went wrong
 *
 * Returns: whether the old place says so now.
 */
gboolean
ct_move_note_gone (CtDatabase *from, const char *to_place, gint64 now_us, GError **error)
{
  const CtValue head[] = { ct_value_int (0), ct_value_text ("") };

  g_return_val_if_fail (from != NULL && to_place != NULL, FALSE);
  return write_note (from, "gone", to_place, head, now_us, error) && ct_database_commit (from, error);
}

/**
 * ct_move_note_here:
 * @to: the new place
 * @error: what went wrong
 *
 * Returns: whether the clinic may be worked in there now.
 */
gboolean
ct_move_note_here (CtDatabase *to, GError **error)
{
  g_return_val_if_fail (to != NULL, FALSE);
  return ct_database_run (to, NULL, "DELETE FROM move", NULL, 0, error) >= 0;
}

static char *
list_tables (CtDatabase *server, GError **error)
{
  g_autoptr (GPtrArray) plan = ct_move_plan (server, error);
  g_autoptr (GString) names = g_string_new ("audit_head");

  if (plan == NULL)
    return NULL;
  for (guint i = 0; i < plan->len; i++)
    g_string_append_printf (names, ", %s", ((CtMoveTable *) plan->pdata[i])->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * ct_move_hold:
 * @from: the clinic that will move
 * @error: BUSY where somebody is writing
 *
 * Begins a transaction in which nobody else changes the clinic. Reading goes on. It ends with ct_move_note_gone(), or
 * with the connection.
 *
 * Returns: whether nothing changes now.
 */
gboolean
ct_move_hold (CtDatabase *from, GError **error)
{
  g_autofree char *names = NULL;
  g_autofree char *sql = NULL;

  g_return_val_if_fail (from != NULL, FALSE);
  if (!ct_database_begin (from, TRUE, error))
    return FALSE;
  if (!ct_database_has_server (from))
    return TRUE;
  if ((names = list_tables (from, error)) == NULL)
    return FALSE;
  sql = g_strdup_printf ("SET LOCAL idle_in_transaction_session_timeout TO 0; LOCK TABLE %s IN SHARE MODE", names);
  return ct_database_script (from, sql, error);
}
