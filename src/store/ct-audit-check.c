/* Follows the chain of the audit from row to row. */
#include "store/ct-audit.h"

#include "store/ct-audit-private.h"

/* Until the end, in one transaction. */
#define ALL_ROWS G_MAXINT

/* The row follows on what was read so far. */
static void
accept_row (CtAuditCheck *check, const CtAuditRow *row, char *hash, const CtAuditHead *wanted)
{
  check->rows = row->id;
  g_free (check->head);
  check->head = hash;
  if (wanted == NULL || wanted->id != row->id)
    return;
  check->answer = g_str_equal (wanted->hash, hash) ? CT_AUDIT_HEAD_FITS : CT_AUDIT_HEAD_DIFFERS;
  check->answer_at_us = row->at_us;
}

/* Reads on to a break or for @limit rows; 1: there may be more, 0: that was the end or a break, -1: an error. */
static int
follow (CtUnit *unit, CtAuditCheck *check, const CtAuditHead *wanted, int limit, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "audit.after", "in", check->rows, limit);
  GError *local = NULL;
  int n = 0;

  if (rows == NULL)
    return -1;
  for (; ct_rows_next (rows, &local); n++)
    {
      g_autoptr (CtAuditRow) row = ct_audit_read_row (rows);
      char *hash = ct_audit_hash_row (check->head, row);

      if (row->id == check->rows + 1 && g_str_equal (hash, row->hash))
        {
          accept_row (check, row, hash, wanted);
          continue;
        }
      g_free (hash);
      check->broken = CT_AUDIT_CHANGED;
      return 0;
    }
  if (local == NULL)
    return n == limit;
  g_propagate_error (error, local);
  return -1;
}

/* The rows fit together; do they end where they were last noted to end? */
static void
check_end (CtAuditCheck *check, const CtAuditHead *noted)
{
  if (check->rows < noted->id)
    {
      check->broken = CT_AUDIT_CUT_OFF;
      check->broken_id = check->rows + 1;
    }
  else if (check->rows > noted->id)
    {
      check->broken = CT_AUDIT_ADDED;
      check->broken_id = noted->id + 1;
    }
  else if (g_strcmp0 (check->head, noted->hash) != 0)
    {
      check->broken = CT_AUDIT_OTHER_END;
      check->broken_id = MAX (noted->id, 1);
      check->broken_at_us = noted->at_us;
    }
}

static gboolean
finish (CtUnit *unit, CtAuditCheck *check, const CtAuditHead *noted, const CtAuditHead *wanted, GError **error)
{
  check->complete = TRUE;
  if (check->broken == CT_AUDIT_WHOLE)
    check_end (check, noted);
  else if (!ct_audit_explain_break (unit, check, noted, error))
    return FALSE;
  if (wanted != NULL && check->answer == CT_AUDIT_HEAD_NOT_ASKED)
    check->answer = check->broken == CT_AUDIT_WHOLE || check->broken == CT_AUDIT_CUT_OFF ? CT_AUDIT_HEAD_BEYOND
                                                                                      : CT_AUDIT_HEAD_UNPROVEN;
  return TRUE;
}

/**
 * ct_audit_verify_on:
 * @unit: a unit of work
 * @so_far: (nullable): what the piece before found, %NULL to begin
 * @wanted: (nullable): a head that somebody kept, to be looked for
 * @limit: how many rows at most
 * @error: what kept it from being read
 *
 * Follows the chain for a piece, so that a long audit can be verified without one long transaction. The rows before the
 * piece are not read again: what is altered in them while the check goes on, the next check finds.
 *
 * Finds rows that were changed, deleted, put in or re-ordered, and an end that was cut off, by anybody who did not also
 * compute every later hash and the noted end anew; against those, look for a head that was printed earlier.
 *
 * Returns: (transfer full) (nullable): what is found by now.
 */
CtAuditCheck *
ct_audit_verify_on (CtUnit *unit, const CtAuditCheck *so_far, const CtAuditHead *wanted, int limit, GError **error)
{
  g_autoptr (CtAuditCheck) check = NULL;
  g_autoptr (CtAuditHead) noted = NULL;
  int more;

  g_return_val_if_fail (unit != NULL && limit > 0, NULL);
  check = so_far != NULL ? ct_audit_check_copy (so_far) : ct_audit_check_new ();
  if ((noted = ct_audit_head (unit, error)) == NULL)
    return NULL;
  check->noted = noted->id;
  if ((more = follow (unit, check, wanted, limit, error)) < 0 ||
      (more == 0 && !finish (unit, check, noted, wanted, error)))
    return NULL;
  return g_steal_pointer (&check);
}

/**
 * ct_audit_verify:
 * @unit: a unit of work
 * @error: what kept it from being read
 *
 * Follows the whole chain at once; see ct_audit_verify_on().
 *
 * Returns: (transfer full) (nullable): what it found.
 */
CtAuditCheck *
ct_audit_verify (CtUnit *unit, GError **error)
{
  return ct_audit_verify_on (unit, NULL, NULL, ALL_ROWS, error);
}
