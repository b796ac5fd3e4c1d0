/* Moving a whole clinic from one database to another: copied in pieces, continued after a break, compared row by row. */
#pragma once

#include <gio/gio.h>

#include "store/ct-database.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/**
 * CtMoveStep:
 * @table: what is under way
 * @checking: whether it is compared, and not copied
 * @done: rows of it
 * @of: out of so many
 */
typedef struct
{
  const char *table;
  gboolean    checking;
  gint64      done;
  gint64      of;
} CtMoveStep;

typedef void (*CtMoveProgress) (const CtMoveStep *step, gpointer data);

/**
 * CtMove:
 * @from: the clinic that moves, acting as its keeper
 * @to: where it goes, an empty clinic or one that has begun to arrive, acting as its keeper
 * @progress: (nullable): told now and then
 * @progress_data: its data
 * @cancellable: (nullable): stops it; it may be gone on with later
 *
 * One of the two is a server.
 */
typedef struct
{
  CtDatabase    *from;
  CtDatabase    *to;
  CtMoveProgress progress;
  gpointer       progress_data;
  GCancellable  *cancellable;
} CtMove;

typedef enum
{
  CT_MOVE_ARRIVING, /* not all of it is here yet */
  CT_MOVE_CHECKED,  /* all of it is here, and the old place does not say yet that it has gone */
  CT_MOVE_GONE,
} CtMoveState;

/**
 * CtMoveNote:
 * @place: whence it comes, or where it has gone
 * @state: how far it is
 * @desk: (nullable): the computer the move was begun at
 * @login: (nullable): who began it
 *
 * What a clinic says of its own move.
 */
typedef struct
{
  char       *place;
  CtMoveState state;
  char       *desk;
  char       *login;
} CtMoveNote;

/**
 * CtMoveBeginning:
 * @place: where the clinic comes from, or is going
 * @desk: the computer it was begun at
 * @login: who began it
 * @at_us: when, in UTC microseconds
 */
typedef struct
{
  const char *place;
  const char *desk;
  const char *login;
  gint64      at_us;
} CtMoveBeginning;

gboolean    ct_move_copy       (const CtMove *self, GError **error);
gboolean    ct_move_copy_rows  (const CtMove *self, GError **error);
gboolean    ct_move_compare    (const CtMove *self, GError **error);
gboolean    ct_move_note_begun (CtDatabase *from, const CtMoveBeginning *beginning, GError **error);
gboolean    ct_move_begin_note (const CtMove *self, const CtMoveBeginning *beginning, gboolean *stale, GError **error);
gboolean    ct_move_came_from  (CtDatabase *from, CtDatabase *to);
gboolean    ct_move_note_gone  (CtDatabase *from, const char *to_place, gint64 now_us, GError **error);
gboolean    ct_move_note_here  (CtDatabase *to, GError **error);
gboolean    ct_move_hold       (CtDatabase *from, GError **error);
CtMoveNote *ct_move_read_note  (CtDatabase *database, GError **error);
CtMoveNote *ct_move_look_at_note (CtUnit *unit, GError **error);
void        ct_move_note_free  (CtMoveNote *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtMoveNote, ct_move_note_free)

G_END_DECLS
