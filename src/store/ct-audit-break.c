/*
 * Why a chain breaks. Every row still has the hash it was sealed with, over its number then and the hash before it then;
 * whoever deletes, puts in or re-orders rows and numbers the rest anew leaves these hashes pointing where they pointed.
 */
#include "store/ct-audit-private.h"

/* How far behind the break the reason is looked for. */
#define WINDOW 64

static CtAuditRow *
row_at (GPtrArray *rows, guint i)
{
  return g_ptr_array_index (rows, i);
}

/* Whether @row was sealed as number @id, after the row with the hash @previous. */
static gboolean
follows (const char *previous, const CtAuditRow *row, gint64 id)
{
  CtAuditRow as_sealed = *row;
  g_autofree char *hash = NULL;

  as_sealed.id = id;
  hash = ct_audit_hash_row (previous, &as_sealed);
  return g_str_equal (hash, row->hash);
}

/* The row that was sealed as @id after @previous; -1 where none of these was. */
static int
find_follower (GPtrArray *rows, const char *previous, gint64 id)
{
  for (guint i = 0; i < rows->len; i++)
    if (follows (previous, row_at (rows, i), id))
      return (int) i;
  return -1;
}

/* The row that belongs here stands @at rows later: were those before it put in, or do they only stand in its place? */
static CtAuditBreak
put_in_or_moved (GPtrArray *rows, int at, gint64 id)
{
  int next = find_follower (rows, row_at (rows, (guint) at)->hash, id + 1);

  return next < 0 || next == at + 1 ? CT_AUDIT_PUT_IN : CT_AUDIT_MOVED;
}

/* How many rows were taken out before the first of these; 0: none. */
static int
count_taken_out (GPtrArray *rows, gint64 id)
{
  if (rows->len < 2)
    return 0;
  for (int n = 1; n <= WINDOW; n++)
    if (follows (row_at (rows, 0)->hash, row_at (rows, 1), id + 1 + n))
      return n;
  return 0;
}

/* The numbers have no gap. */
static void
explain_by_hashes (CtAuditCheck *check, GPtrArray *rows, gint64 noted_id)
{
  gint64 id = check->rows + 1;
  int at = find_follower (rows, check->head, id);
  int taken_out = at < 0 ? count_taken_out (rows, id) : 0;

  check->n_broken = 1;
  if (at > 0)
    {
      check->broken = put_in_or_moved (rows, at, id);
      check->n_broken = at;
    }
  else if (taken_out > 0)
    {
      check->broken = CT_AUDIT_TAKEN_OUT;
      check->n_broken = taken_out;
    }
  else
    check->broken = id > noted_id ? CT_AUDIT_ADDED : CT_AUDIT_CHANGED;
}

static GPtrArray *
read_window (CtUnit *unit, gint64 after_id, GError **error)
{
  g_autoptr (GPtrArray) window = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_audit_row_free);
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "audit.after", "in", after_id, WINDOW);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    g_ptr_array_add (window, ct_audit_read_row (rows));
  if (local == NULL)
    return g_steal_pointer (&window);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Says why the row after those that fit doesn't. */
gboolean
ct_audit_explain_break (CtUnit *unit, CtAuditCheck *check, const CtAuditHead *noted, GError **error)
{
  g_autoptr (GPtrArray) rows = read_window (unit, check->rows, error);
  gint64 id = check->rows + 1;

  if (rows == NULL)
    return FALSE;
  g_return_val_if_fail (rows->len > 0, FALSE);
  check->broken_id = id;
  check->broken_at_us = row_at (rows, 0)->at_us;
  if (row_at (rows, 0)->id == id)
    explain_by_hashes (check, rows, noted->id);
  else
    {
      check->broken = CT_AUDIT_MISSING;
      check->n_broken = row_at (rows, 0)->id - id;
    }
  return TRUE;
}
