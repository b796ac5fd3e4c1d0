/* What a clinic notes of its own move, so that nobody works in half of one, or in one that has gone. */
#include "store/ct-move.h"

#include "store/ct-move-plan.h"
#include "store/ct-queries.h"
#include "store/ct-unit-private.h"

/* One row says how it is with the clinic; two more, by whom and at which computer a move was begun. In the place that a
 * clinic leaves, one says where it is going, until it has gone. */
#define ROW_STATE 1
#define ROW_DESK  2
#define ROW_LOGIN 3
#define ROW_BEGUN 4

#define WRITE_SQL \
  "INSERT INTO move (id, state, place, audit_id, audit_hash, at_us) VALUES ($1, $2, $3, $4, $5, $6) " \
  "ON CONFLICT (id) DO UPDATE SET state = CASE WHEN excluded.state = 'arriving' THEN move.state ELSE excluded.state END, " \
  "place = excluded.place, audit_id = excluded.audit_id, audit_hash = excluded.audit_hash, at_us = excluded.at_us"
#define FORGET_SQL "DELETE FROM move WHERE id IN (2, 3, 4)"
#define GOES_SQL   "SELECT count(*) FROM move WHERE id = 4 AND place = $1"
#define FROM_SQL   "SELECT audit_id, audit_hash FROM move WHERE id = 1"
#define HEAD_SQL   "SELECT last_id, hash FROM audit_head WHERE id = 1"

void
ct_move_note_free (CtMoveNote *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_free (self->desk);
  g_free (self->login);
  g_free (self);
}

static CtMoveState
parse_state (const char *state)
{
  return g_strcmp0 (state, "gone") == 0      ? CT_MOVE_GONE
         : g_strcmp0 (state, "checked") == 0 ? CT_MOVE_CHECKED
                                             : CT_MOVE_ARRIVING;
}

static CtMoveNote *
read_rows (CtCursor *rows, GError **error)
{
  g_autoptr (CtMoveNote) note = g_new0 (CtMoveNote, 1);
  int more;

  while ((more = ct_cursor_next (rows, error)) > 0)
    switch (ct_cursor_value (rows, 0).integer)
      {
      case ROW_STATE:
        note->state = parse_state (ct_cursor_value (rows, 1).text);
        note->place = g_strdup (ct_cursor_value (rows, 2).text);
        break;
      case ROW_DESK:
        note->desk = g_strdup (ct_cursor_value (rows, 2).text);
        break;
      default:
        note->login = g_strdup (ct_cursor_value (rows, 2).text);
        break;
      }
  return more == 0 && note->place != NULL ? g_steal_pointer (&note) : NULL;
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
  g_autoptr (CtCursor) rows = NULL;

  g_return_val_if_fail (database != NULL, NULL);
  rows = ct_database_query (database, NULL, ct_queries_find ("move.note"), NULL, 0, error);
  return rows != NULL ? read_rows (rows, error) : NULL;
}

/**
 * ct_move_look_at_note:
 * @unit: a unit of work
 * @error: what went wrong
 *
 * As ct_move_read_note().
 *
 * Returns: (transfer full) (nullable): the note.
 */
CtMoveNote *
ct_move_look_at_note (CtUnit *unit, GError **error)
{
  g_return_val_if_fail (unit != NULL, NULL);
  return ct_move_read_note (unit->database, error);
}

static gboolean
write_row (CtDatabase *database, int id, const char *state, const char *place, const CtValue *head, gint64 now_us,
           GError **error)
{
  const CtValue params[] = { ct_value_int (id), ct_value_text (state), ct_value_text (place),
                             head[0],           head[1],               ct_value_int (now_us) };

  return ct_database_run (database, NULL, WRITE_SQL, params, G_N_ELEMENTS (params), error) >= 0;
}

static gboolean
write_who (CtDatabase *database, const CtMoveBeginning *beginning, const CtValue *head, GError **error)
{
  return write_row (database, ROW_DESK, "desk", beginning->desk, head, beginning->at_us, error) &&
         write_row (database, ROW_LOGIN, "login", beginning->login, head, beginning->at_us, error);
}

/**
 * ct_move_note_begun:
 * @from: the clinic that will move, in no transaction
 * @beginning: where to, and by whom
 * @error: what went wrong
 *
 * Notes it in the clinic itself, for owners at every desk. A move that is gone on with keeps when it was begun, and by whom.
 *
 * Returns: whether it is noted.
 */
gboolean
ct_move_note_begun (CtDatabase *from, const CtMoveBeginning *beginning, GError **error)
{
  const CtValue head[] = { ct_value_int (0), ct_value_text ("") };
  const CtValue place = ct_value_text (beginning->place);
  gint64 same = 0;

  g_return_val_if_fail (from != NULL && beginning != NULL, FALSE);
  return ct_database_number (from, NULL, GOES_SQL, &place, 1, &same, error) &&
         (same > 0 || (write_row (from, ROW_BEGUN, "begun", beginning->place, head, beginning->at_us, error) &&
                       write_who (from, beginning, head, error)));
}

/**
 * ct_move_came_from:
 * @from: a clinic
 * @to: a clinic that has begun to arrive
 *
 * Returns: whether @to is arriving from @from, wherever that was then: its audit has the entry that was the last one.
 */
gboolean
ct_move_came_from (CtDatabase *from, CtDatabase *to)
{
  g_autoptr (CtCursor) row = NULL;
  CtValue head[2];
  gint64 found = 0;

  g_return_val_if_fail (from != NULL && to != NULL, FALSE);
  row = ct_database_query (to, NULL, FROM_SQL, NULL, 0, NULL);
  if (row == NULL || ct_cursor_next (row, NULL) <= 0)
    return FALSE;
  head[0] = ct_cursor_value (row, 0);
  head[1] = ct_cursor_value (row, 1);
  return ct_database_number (from, NULL, ct_queries_find ("audit.count-of-hash"), head, 2, &found, NULL) && found > 0;
}

/* Whether the clinic was worked in since the copying began; no note at all is not stale. */
static gboolean
look_for_stale (CtDatabase *to, const CtValue *head, gboolean *stale, GError **error)
{
  gint64 others = 0;

  if (!ct_database_number (to, NULL, "SELECT count(*) FROM move WHERE id = 1 AND (audit_id <> $1 OR audit_hash <> $2)", head, 2, &others,
                           error))
    return FALSE;
  *stale = others > 0;
  return TRUE;
}

/**
 * ct_move_begin_note:
 * @self: a move
 * @beginning: where the clinic comes from, and by whom
 * @stale: (out): whether a part has arrived that is out of date, so that the other side has to be made anew first
 * @error: what went wrong
 *
 * Notes on the other side that a clinic is arriving, so that nobody works there before all of it is there.
 *
 * Returns: whether it is noted, unless it is @stale.
 */
gboolean
ct_move_begin_note (const CtMove *self, const CtMoveBeginning *beginning, gboolean *stale, GError **error)
{
  g_autoptr (CtCursor) row = NULL;
  CtValue head[2];

  g_return_val_if_fail (self != NULL && beginning != NULL && stale != NULL, FALSE);
  row = ct_database_query (self->from, NULL, HEAD_SQL, NULL, 0, error);
  if (row == NULL || ct_cursor_next (row, error) <= 0)
    return FALSE;
  head[0] = ct_cursor_value (row, 0);
  head[1] = ct_cursor_value (row, 1);
  return look_for_stale (self->to, head, stale, error) &&
         (*stale || (write_row (self->to, ROW_STATE, "arriving", beginning->place, head, beginning->at_us, error) &&
                     write_who (self->to, beginning, head, error)));
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
  return ct_database_run (from, NULL, FORGET_SQL, NULL, 0, error) >= 0 &&
         write_row (from, ROW_STATE, "gone", to_place, head, now_us, error) && ct_database_commit (from, error);
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
