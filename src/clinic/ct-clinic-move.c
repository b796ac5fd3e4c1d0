#include "clinic/ct-clinic-move.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "clinic/ct-clinic-private.h"
#include "clinic/ct-clinic-restore.h"
#include "clinic/ct-door.h"
#include "store/ct-migrations.h"
#include "store/ct-move.h"
#include "store/ct-server.h"

/* What a move works with, until it is over. */
typedef struct
{
  const CtClinicMove *move;
  char               *from_place, *to_place;
  CtDoor             *from_door, *to_door;
  CtDatabase         *from, *to;
  CtMoved            *moved;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->from, ct_database_close);
  g_clear_pointer (&self->to, ct_database_close);
  g_clear_object (&self->from_door);
  g_clear_object (&self->to_door);
  g_clear_pointer (&self->moved, ct_moved_free);
  g_free (self->from_place);
  g_free (self->to_place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
moved_person_free (gpointer data)
{
  CtMovedPerson *self = data;

  g_free (self->login);
  g_free (self->full_name);
  g_free (self->passphrase);
  g_free (self);
}

void
ct_moved_free (CtMoved *self)
{
  if (self == NULL)
    return;
  g_free (self->recovery_key);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self);
}

/* ---- Coming in at both ends ---- */

static gboolean
check_places (Work *self, GError **error)
{
  const CtClinicMove *move = self->move;

  if ((self->from_place = ct_place_check (move->from, error)) == NULL ||
      (self->to_place = ct_place_check (move->to, error)) == NULL)
    return FALSE;
  if (ct_place_is_server (self->from_place) != ct_place_is_server (self->to_place))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       _("A clinic moves from a file to a server, or from a server to a file."));
  return FALSE;
}

static gboolean
check_owner (Work *self, GError **error)
{
  const CtValue login = ct_value_text (self->move->login);
  g_autoptr (CtCursor) row =
    ct_database_query (self->from, NULL, "SELECT role FROM app_user WHERE login = $1 AND active <> 0", &login, 1, error);
  int more;

  if (row == NULL || (more = ct_cursor_next (row, error)) < 0)
    return FALSE;
  if (more > 0 && ct_permission_of_role (ct_cursor_value (row, 0).text, CT_MAY_ADMINISTER))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("Only an owner of the clinic may move it."));
  return FALSE;
}

/* One that has gone is only gone on with to where it went. */
static gboolean
check_here (Work *self, GError **error)
{
  g_autofree char *to = ct_place_is_server (self->to_place) ? ct_place_with_user (self->to_place, NULL)
                                                            : g_strdup (self->to_place);
  GError *local = NULL;
  g_autoptr (CtMoveNote) note = ct_move_read_note (self->from, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return note == NULL || (note->state == CT_MOVE_GONE && g_strcmp0 (note->place, to) == 0) ||
         ct_clinic_refuse_moved (note, error);
}

/* Both sides have one schema: an older clinic is upgraded first, which backs it up. */
static gboolean
upgrade_from (Work *self, GError **error)
{
  g_autoptr (CtStore) store = ct_door_open_store (self->from_door, self->move->clock, error);

  if (store != NULL)
    ct_store_close (store);
  return store != NULL;
}

static gboolean
take_from (Work *self, GError **error)
{
  return (self->from = ct_door_open_whole (self->from_door, error)) != NULL && check_here (self, error) &&
         check_owner (self, error);
}

static gboolean
open_from (Work *self, GError **error)
{
  const CtClinicMove *move = self->move;

  self->from_door = ct_door_for (self->from_place);
  return ct_door_unlock (self->from_door, move->login, move->passphrase, ct_clock_now (&move->clock), FALSE, error) &&
         ct_door_use_code (self->from_door, move->login, move->code, ct_clock_now (&move->clock), error) &&
         upgrade_from (self, error) && take_from (self, error);
}

static gboolean
make_to (Work *self, GError **error)
{
  const CtClinicMove *move = self->move;
  g_autofree char *recovery = NULL;

  g_clear_object (&self->to_door);
  self->to_door = ct_door_for (self->to_place);
  ct_door_offer_password (self->to_door, move->server_password);
  return ct_door_create (self->to_door, move->login, move->passphrase, move->light_keys ? CT_DOOR_LIGHT : CT_DOOR_STRONG,
                         move->clock, &recovery, error) &&
         (self->to = ct_door_open_whole (self->to_door, error)) != NULL;
}

/* What arrived before somebody worked on in the old place, or is not wanted, is of no use. */
static gboolean
start_anew (Work *self, GError **error)
{
  g_clear_pointer (&self->to, ct_database_close);
  ct_door_undo_create (self->to_door);
  return make_to (self, error);
}

/* A clinic that is there must be this one, not arrived yet. */
static gboolean
come_back (Work *self, GError *taken, GError **error)
{
  const CtClinicMove *move = self->move;
  g_autoptr (CtMoveNote) note = NULL;

  self->to_door = ct_door_for (self->to_place);
  ct_door_offer_password (self->to_door, move->server_password);
  if (ct_door_come_back (self->to_door, move->login, move->passphrase, ct_clock_now (&move->clock), NULL) &&
      (self->to = ct_door_open_whole (self->to_door, NULL)) != NULL &&
      (note = ct_move_read_note (self->to, NULL)) != NULL && note->state != CT_MOVE_GONE &&
      (g_strcmp0 (note->place, self->from_place) == 0 || ct_move_came_from (self->from, self->to)))
    {
      g_error_free (taken);
      return !move->anew || start_anew (self, error);
    }
  g_propagate_error (error, taken);
  return FALSE;
}

static gboolean
open_to (Work *self, GError **error)
{
  GError *local = NULL;

  if (make_to (self, &local))
    return TRUE;
  if (!g_error_matches (local, CT_ERROR, CT_ERROR_TAKEN) && !g_error_matches (local, CT_ERROR, CT_ERROR_INVALID))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_clear_object (&self->to_door);
  return come_back (self, local, error);
}

/* ---- Copying ---- */

static void
on_progress (const CtMoveStep *step, gpointer data)
{
  const CtClinicMove *move = data;
  const CtClinicMoveStep told = { step->table, step->checking, step->done, step->of };

  if (move->progress != NULL)
    move->progress (&told, move->progress_data);
}

static CtMoveBeginning
beginning_of (Work *self, const char *place)
{
  return (CtMoveBeginning) { place, g_get_host_name (), self->move->login, ct_clock_now (&self->move->clock) };
}

static gboolean
begin (Work *self, const CtMove *move, GError **error)
{
  const CtMoveBeginning beginning = beginning_of (self, self->from_place);
  gboolean stale = FALSE;

  return ct_move_begin_note (move, &beginning, &stale, error) && (!stale || start_anew (self, error)) &&
         (!stale || ct_move_begin_note (&(CtMove){ .from = self->from, .to = self->to }, &beginning, &stale, error));
}

static gboolean
bring_over (Work *self, GError **error)
{
  CtMove move = { self->from, self->to, on_progress, (gpointer) self->move, self->move->cancellable };
  g_autoptr (CtMoveNote) note = NULL;

  if (!begin (self, &move, error))
    return FALSE;
  move.to = self->to;
  note = ct_move_read_note (self->to, error);
  if (note == NULL)
    return FALSE;
  return note->state == CT_MOVE_CHECKED || (ct_move_copy (&move, error) && ct_move_compare (&move, error));
}

/* ---- People at the new place ---- */

static char *
make_once (void)
{
  g_autofree char *key = ct_server_make_recovery_key ();
  g_auto (GStrv) groups = g_strsplit (key, "-", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  /* Four groups of a recovery key: 80 bits by chance, and no longer to type than needed. */
  for (guint i = 0; groups[i] != NULL && i < 4; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "-" : "", groups[i]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
let_in (Work *self, CtUnit *unit, CtUser *user, GError **error)
{
  CtMovedPerson *person;

  if (!user->active)
    return ct_door_person_changed (self->to_door, unit, user, error);
  if (g_strcmp0 (user->login, self->move->login) == 0)
    return ct_door_set_passphrase (self->to_door, unit, user, self->move->passphrase, error);
  person = g_new0 (CtMovedPerson, 1);
  g_ptr_array_add (self->moved->people, person);
  person->login = g_strdup (user->login);
  person->full_name = g_strdup (user->full_name);
  person->passphrase = make_once ();
  user->must_change = TRUE;
  return ct_unit_update (unit, user, error) &&
         ct_door_set_passphrase (self->to_door, unit, user, person->passphrase, error);
}

static gpointer
work_settle (CtUnit *unit, gpointer data, GError **error)
{
  Work *self = data;
  g_autoptr (GPtrArray) users = ct_unit_list (unit, error, CT_TYPE_USER, "user.list", "");
  g_autofree char *from = ct_place_label (self->from_place);

  if (users == NULL)
    return NULL;
  g_clear_pointer (&self->moved, ct_moved_free);
  self->moved = g_new0 (CtMoved, 1);
  self->moved->people = g_ptr_array_new_with_free_func (moved_person_free);
  for (guint i = 0; i < users->len; i++)
    if (!let_in (self, unit, users->pdata[i], error))
      return NULL;
  self->moved->recovery_key = ct_door_make_recovery (self->to_door, unit, error);
  return self->moved->recovery_key != NULL && ct_unit_audit (unit, "moved", NULL, 0, 0, from, error) &&
                 ct_unit_run (unit, error, "move.checked", "") >= 0
             ? CT_WORK_DONE
             : NULL;
}

static gboolean
settle_people (Work *self, GError **error)
{
  g_autoptr (CtStore) store = ct_door_open_store (self->to_door, self->move->clock, error);
  gboolean done;

  if (store == NULL)
    return FALSE;
  ct_store_set_actor (store, 0, self->move->login, g_get_host_name ());
  done = ct_store_write (store, work_settle, self, error) != NULL;
  ct_store_close (store);
  return done;
}

/* A clinic that was put back from a backup of a server has codes in its table of those who have no slot in its keyring. */
static gboolean
carry_codes_of (Work *self, const char *login, GError **error)
{
  g_autofree char *codes = NULL;

  if (!ct_door_dup_codes (self->from_door, self->from, login, &codes, error) ||
      (codes == NULL && !ct_database_has_server (self->from) &&
       !ct_server_read_codes_of (self->from, login, &codes, error)))
    return FALSE;
  return codes == NULL || ct_door_put_codes (self->to_door, self->to, login, codes, error);
}

/* What the phone shows, and what was printed, fits at the new place too: nobody is asked for one code fewer. */
static gboolean
carry_codes (Work *self, GError **error)
{
  g_autoptr (GPtrArray) logins = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtCursor) rows =
    ct_database_query (self->from, NULL, "SELECT login FROM app_user WHERE active <> 0 ORDER BY id", NULL, 0, error);
  int more = -1;

  while (rows != NULL && (more = ct_cursor_next (rows, error)) > 0)
    g_ptr_array_add (logins, g_strdup (ct_cursor_value (rows, 0).text));
  g_clear_pointer (&rows, ct_cursor_free);
  for (guint i = 0; more == 0 && i < logins->len; i++)
    if (!carry_codes_of (self, logins->pdata[i], error))
      return FALSE;
  return more == 0;
}

/* First the old place says that the clinic has gone, then the new one that it is here: never are there two. */
static gboolean
change_over (Work *self, GError **error)
{
  g_autofree char *to = ct_place_is_server (self->to_place) ? ct_place_with_user (self->to_place, NULL)
                                                            : g_strdup (self->to_place);

  return ct_move_note_gone (self->from, to, ct_clock_now (&self->move->clock), error) && ct_move_note_here (self->to, error);
}

/* Until it is over, the clinic says that it was begun. */
static gboolean
open_both (Work *self, GError **error)
{
  CtMoveBeginning beginning;

  if (!check_places (self, error) || !open_from (self, error) || !open_to (self, error))
    return FALSE;
  beginning = beginning_of (self, self->to_place);
  return ct_move_note_begun (self->from, &beginning, error) && ct_move_hold (self->from, error);
}

/**
 * ct_clinic_move:
 * @move: whence, whither, by whom
 * @error: what went wrong; the clinic is then still in the old place, and the same call goes on where it was broken off
 *
 * Moves a clinic, compares every row, and makes new ways in for everybody. The old place stays as it is, but nobody is
 * let in there any more. Nobody else can change anything while it lasts. Waits: not for the main thread.
 *
 * Returns: (transfer full) (nullable): what has to be told to whom.
 */
CtMoved *
ct_clinic_move (const CtClinicMove *move, GError **error)
{
  g_auto (Work) work = { .move = move };

  g_return_val_if_fail (move != NULL && move->from != NULL && move->to != NULL && move->login != NULL &&
                          move->passphrase != NULL,
                        NULL);
  if (!open_both (&work, error) || !bring_over (&work, error) ||
      !settle_people (&work, error) || !carry_codes (&work, error) || !change_over (&work, error))
    return NULL;
  return g_steal_pointer (&work.moved);
}

/* Takes back what has come of it so far. */
static void
undo_to (Work *self)
{
  g_clear_pointer (&self->to, ct_database_close);
  if (self->to_door != NULL)
    ct_door_undo_create (self->to_door);
}

/* Brings a backup that was put back in a file of no consequence to a server; @from is its door, open, and @backup is what it
 * came from. Nothing is left on the server where that fails; where the program was killed, the next try begins anew. */
CtMoved *
ct_clinic_move_restored (const CtClinicMove *move, CtDoor *from, const char *backup, GError **error)
{
  g_auto (Work) work = { .move = move };

  work.from_place = g_canonicalize_filename (backup, NULL);
  work.from_door = g_object_ref (from);
  if ((work.to_place = ct_place_check (move->to, error)) == NULL || !take_from (&work, error) ||
      !ct_migrations_apply (work.from, ct_clock_now (&move->clock), error) || !ct_move_hold (work.from, error) ||
      !open_to (&work, error))
    return NULL;
  if (bring_over (&work, error) && settle_people (&work, error) && carry_codes (&work, error) && change_over (&work, error))
    return g_steal_pointer (&work.moved);
  undo_to (&work);
  return NULL;
}

/* ---- Without making anybody wait ---- */

static void
move_call_free (gpointer data)
{
  CtClinicMove *call = data;

  g_free ((char *) call->from);
  g_free ((char *) call->login);
  g_free ((char *) call->passphrase);
  g_free ((char *) call->code);
  g_free ((char *) call->to);
  g_free ((char *) call->server_password);
  g_clear_object (&call->cancellable);
  g_free (call);
}

static void
move_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  /* The store wants a main context of its own to tell its news to; nobody listens here. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  CtMoved *moved;

  g_main_context_push_thread_default (context);
  moved = ct_clinic_move (data, &error);
  if (moved != NULL)
    g_task_return_pointer (task, moved, (GDestroyNotify) ct_moved_free);
  else
    g_task_return_error (task, error);
  g_main_context_pop_thread_default (context);
}

/**
 * ct_clinic_move_async:
 * @move: as for ct_clinic_move(); copied
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * ct_clinic_move() on a thread of its own.
 */
void
ct_clinic_move_async (const CtClinicMove *move, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  CtClinicMove *call = g_new (CtClinicMove, 1);

  *call = *move;
  call->from = g_strdup (move->from);
  call->login = g_strdup (move->login);
  call->passphrase = g_strdup (move->passphrase);
  call->code = g_strdup (move->code);
  call->to = g_strdup (move->to);
  call->server_password = g_strdup (move->server_password);
  call->cancellable = move->cancellable != NULL ? g_object_ref (move->cancellable) : NULL;
  g_task_set_task_data (task, call, move_call_free);
  g_task_run_in_thread (task, move_thread);
}

/**
 * ct_clinic_move_finish:
 * @result: what the callback was given
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): what has to be told to whom.
 */
CtMoved *
ct_clinic_move_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ct_clinic_move_words:
 * @step: how far it is
 *
 * Returns: (transfer full): that in words: "patients: 12,000 of 1,000,000".
 */
char *
ct_clinic_move_words (const CtClinicMoveStep *step)
{
  g_return_val_if_fail (step != NULL, NULL);
  return g_strdup_printf (step->checking
                            /* Translators: a table of the database, then numbers */
                            ? _("Comparing %s: %'" PRId64 " of %'" PRId64)
                            : _("Copying %s: %'" PRId64 " of %'" PRId64),
                          step->table, step->done, step->of);
}
