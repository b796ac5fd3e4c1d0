/* One state of a clinic on a server, copied row by row into a file of the engine that backups are made of. */
#include "store/ct-backup-private.h"

#include "store/ct-migrations.h"
#include "store/ct-move-plan.h"
#include "store/ct-move.h"
#include "store/ct-unit-private.h"

/* A desk that stands still for a minute in the middle of a transaction is cut off; a disk that is slow is not. */
#define PATIENCE_SQL "SET LOCAL idle_in_transaction_session_timeout TO 0"

/* The step of the schema that brought the table of one-time codes. */
#define CODES_SCHEMA    7
#define READ_CODES_SQL  "SELECT user_id, codes FROM one_time_code"
#define WRITE_CODES_SQL "INSERT INTO one_time_code (user_id, codes) VALUES ($1, $2)"

/* Tables are told of one after the other; a window shows how much of all it is. */
typedef struct
{
  const CtBackupRun *run;
  CtBackupPhase      phase;
  const char        *table;
  gint64             table_rows;
  gint64             before;
  gint64             of;
} Telling;

static void
on_step (const CtMoveStep *step, gpointer data)
{
  Telling *self = data;
  CtBackupPhase phase = step->checking ? CT_BACKUP_CHECKING : CT_BACKUP_COPYING;

  if (phase != self->phase)
    self->before = self->table_rows = 0;
  else if (g_strcmp0 (step->table, self->table) != 0)
    self->before += self->table_rows;
  self->phase = phase;
  self->table = step->table;
  self->table_rows = step->of;
  if (self->run->progress != NULL)
    self->run->progress (phase, MIN (self->before + step->done, self->of), self->of, self->run->data);
}

static gboolean
count_all (CtDatabase *server, const CtBackupInfo *info, gint64 *rows, GError **error)
{
  g_autoptr (GPtrArray) plan = ct_move_plan (server, error);

  *rows = 0;
  for (guint i = 0; plan != NULL && i < plan->len; i++)
    *rows += ct_backup_info_count (info, ((const CtMoveTable *) plan->pdata[i])->name);
  return plan != NULL;
}

/* Rows are copied, and every one is compared, in the one transaction: what others write meanwhile is not seen in it. */
static gboolean
copy_rows (CtUnit *unit, CtDatabase *to, const CtBackupInfo *info, const CtBackupRun *run, GError **error)
{
  Telling telling = { .run = run, .phase = CT_BACKUP_COPYING };
  const CtMove move = { unit->database, to, on_step, &telling, run->cancellable };

  return count_all (unit->database, info, &telling.of, error) && ct_move_copy_rows (&move, error) &&
         ct_move_compare (&move, error);
}

/* A move leaves them to the doors; here there is none to give them to. Nobody reads a backup but owners and the paper. */
static gboolean
copy_codes (CtUnit *unit, CtDatabase *to, const CtBackupInfo *info, GError **error)
{
  g_autoptr (CtCursor) rows = NULL;
  int more;

  if (info->schema < CODES_SCHEMA)
    return TRUE;
  if ((rows = ct_database_query (unit->database, NULL, READ_CODES_SQL, NULL, 0, error)) == NULL)
    return FALSE;
  while ((more = ct_cursor_next (rows, error)) > 0)
    {
      const CtValue values[] = { ct_cursor_value (rows, 0), ct_cursor_value (rows, 1) };

      if (ct_database_run (to, NULL, WRITE_CODES_SQL, values, 2, error) < 0)
        return FALSE;
    }
  return more == 0;
}

static CtBackupInfo *
look_at_copy (CtDatabase *copy, CtClock clock, GError **error)
{
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (copy, &nobody, clock, NULL, FALSE);
  CtBackupInfo *info = ct_unit_begin (unit, error) ? ct_backup_look (unit, error) : NULL;

  ct_unit_rollback (unit);
  return info;
}

/* The copy has the schema that the server has, so that a clinic can be backed up before it is upgraded. */
static CtBackupInfo *
copy_state (CtUnit *unit, const char *to, const guint8 *key, CtClock clock, const CtBackupRun *run, GError **error)
{
  const CtCredentials credentials = { .key = key };
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (CtDatabase) copy = NULL;

  if (!ct_database_script (unit->database, PATIENCE_SQL, error) || (info = ct_backup_look (unit, error)) == NULL ||
      (copy = ct_database_open (to, &credentials, CT_DATABASE_CREATE, error)) == NULL ||
      !ct_migrations_apply_until (copy, info->schema, ct_clock_now (&clock), error) ||
      !copy_rows (unit, copy, info, run, error) || !copy_codes (unit, copy, info, error))
    return NULL;
  return look_at_copy (copy, clock, error);
}

/* Writes the state of a moment to a new file, encrypted with @key. What is there is what the result says. */
CtBackupInfo *
ct_backup_copy_server (CtDatabase *server, const char *to, const guint8 *key, CtClock clock, const CtBackupRun *run,
                       GError **error)
{
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (server, &nobody, clock, run->cancellable, FALSE);
  CtBackupInfo *info = NULL;

  if (ct_unit_begin (unit, error))
    info = copy_state (unit, to, key, clock, run, error);
  ct_unit_rollback (unit);
  if (info != NULL)
    info->made_us = unit->now_us;
  return info;
}
