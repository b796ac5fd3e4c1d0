/* Moving a whole clinic between a file and a server. */
#pragma once

#include <gio/gio.h>

#include "base/ct-time.h"

G_BEGIN_DECLS

/**
 * CtClinicMoveStep:
 * @table: of which rows are under way
 * @checking: whether they are compared, and not copied
 * @done: so many
 * @of: out of so many
 */
typedef struct
{
  const char *table;
  gboolean    checking;
  gint64      done;
  gint64      of;
} CtClinicMoveStep;

typedef void (*CtClinicMoveProgress) (const CtClinicMoveStep *step, gpointer data);

/**
 * CtClinicMove:
 * @from: where the clinic is
 * @login: an owner of it
 * @passphrase: theirs, there and at the new place
 * @code: (nullable): their one-time code, where they need one
 * @to: where it shall be; on a server, gone to as who may make databases and roles
 * @server_password: (nullable): of who makes it on a server, where it is not kept elsewhere
 * @clock: the time to go by
 * @anew: throw away what has arrived there of a move that was not finished, and copy it again
 * @light_keys: tests only: cheap key derivation
 * @progress: (nullable): told now and then, on the thread that moves
 * @progress_data: its data
 * @cancellable: (nullable): stops it
 */
typedef struct
{
  const char          *from;
  const char          *login;
  const char          *passphrase;
  const char          *code;
  const char          *to;
  const char          *server_password;
  CtClock              clock;
  gboolean             anew;
  gboolean             light_keys;
  CtClinicMoveProgress progress;
  gpointer             progress_data;
  GCancellable        *cancellable;
} CtClinicMove;

/** Somebody with the passphrase that works once, at the new place. */
typedef struct
{
  char *login;
  char *full_name;
  char *passphrase;
} CtMovedPerson;

/** What has to be told once the clinic has moved. */
typedef struct
{
  char      *recovery_key;
  GPtrArray *people; /* of CtMovedPerson: everybody but the mover */
} CtMoved;

/**
 * CtMoveBegun:
 * @to: (nullable): where the clinic was going; %NULL: there is no such move
 * @desk: the computer where that was begun
 * @login: who began it
 * @at_us: when, in UTC microseconds
 *
 * A move that was begun and is not finished.
 */
typedef struct
{
  char  *to;
  char  *desk;
  char  *login;
  gint64 at_us;
} CtMoveBegun;

gboolean     ct_clinic_move_is_of_here (const CtMoveBegun *self);
gboolean     ct_clinic_move_goes_on    (const CtMoveBegun *self, const char *to);
void         ct_move_begun_free        (CtMoveBegun *self);

CtMoved *ct_clinic_move        (const CtClinicMove *move, GError **error);
void     ct_clinic_move_async  (const CtClinicMove *move, GAsyncReadyCallback callback, gpointer user_data);
CtMoved *ct_clinic_move_finish (GAsyncResult *result, GError **error);
void     ct_moved_free         (CtMoved *self);
char    *ct_clinic_move_words  (const CtClinicMoveStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtMoved, ct_moved_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtMoveBegun, ct_move_begun_free)

G_END_DECLS
