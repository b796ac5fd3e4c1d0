/* Comparing: every row of both sides, by a running SHA-256 over its values, and where the audit ends. */
#include "store/ct-move-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

/* Both sides of one table as far as they were read. */
typedef struct
{
  CtMoveKey  last;
  GChecksum *checksum;
  gint64     rows;
} Side;

/* With its kind and length before it, so that two values never look like one. */
static void
add_value (GChecksum *checksum, const CtValue *value)
{
  char head[48];
  gconstpointer body = NULL;
  gsize length = 0;

  switch (value->kind)
    {
    case CT_VALUE_INT:
      g_snprintf (head, sizeof head, "i%" G_GINT64_FORMAT ";", value->integer);
      break;
    case CT_VALUE_TEXT:
      body = value->text;
      length = strlen (value->text);
      g_snprintf (head, sizeof head, "t%" G_GSIZE_FORMAT ":", length);
      break;
    case CT_VALUE_BYTES:
      body = value->bytes;
      length = value->length;
      g_snprintf (head, sizeof head, "b%" G_GSIZE_FORMAT ":", length);
      break;
    case CT_VALUE_NULL:
    default:
      g_snprintf (head, sizeof head, "n;");
    }
  g_checksum_update (checksum, (const guchar *) head, (gssize) strlen (head));
  if (length > 0)
    g_checksum_update (checksum, body, (gssize) length);
}

/* Returns how many rows the page had, -1 on an error. */
static int
read_page (CtDatabase *database, const CtMoveTable *table, Side *side, GError **error)
{
  g_autoptr (CtCursor) rows = ct_move_page (database, table, &side->last, error);
  guint n_key = g_strv_length (table->key), n_columns = g_strv_length (table->columns);
  int more, n = 0;

  if (rows == NULL)
    return -1;
  while ((more = ct_cursor_next (rows, error)) > 0)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          const CtValue value = ct_cursor_value (rows, (int) (n_key + i));

          add_value (side->checksum, &value);
        }
      ct_move_key_set (&side->last, rows, 0, n_key);
      n++;
    }
  side->rows += n;
  return more < 0 ? -1 : n;
}

static gboolean
refuse_different (const char *table, GError **error)
{
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
               _("What arrived of “%s” is not what was there. The clinic stays where it was; remove the new place and move again."),
               table);
  return FALSE;
}

static gboolean
same_so_far (const Side *from, const Side *to)
{
  g_autoptr (GChecksum) a = g_checksum_copy (from->checksum);
  g_autoptr (GChecksum) b = g_checksum_copy (to->checksum);

  return from->rows == to->rows && strcmp (g_checksum_get_string (a), g_checksum_get_string (b)) == 0;
}

static gboolean
compare_sides (const CtMove *self, const CtMoveTable *table, Side *from, Side *to, GError **error)
{
  gint64 of = 0;
  int n_from, n_to;

  if (!ct_move_count (self->from, table, &of, error))
    return FALSE;
  do
    {
      if ((n_from = read_page (self->from, table, from, error)) < 0 ||
          (n_to = read_page (self->to, table, to, error)) < 0 ||
          !ct_move_tell (self, table, TRUE, from->rows, of, error))
        return FALSE;
      if (!same_so_far (from, to))
        return refuse_different (table->name, error);
    }
  while (n_from > 0);
  return TRUE;
}

static gboolean
compare_table (const CtMove *self, const CtMoveTable *table, GError **error)
{
  Side from = { .checksum = g_checksum_new (G_CHECKSUM_SHA256) }, to = { .checksum = g_checksum_new (G_CHECKSUM_SHA256) };
  gboolean same = compare_sides (self, table, &from, &to, error);

  ct_move_key_clear (&from.last);
  ct_move_key_clear (&to.last);
  g_checksum_free (from.checksum);
  g_checksum_free (to.checksum);
  return same;
}

/* What was not copied and yet must be the same: where the audit ends, and what bookings hold. */
static gboolean
compare_followers (const CtMove *self, GError **error)
{
  char *head_columns[] = { (char *) "id", (char *) "last_id", (char *) "hash", NULL };
  char *claim_columns[] = { (char *) "kind",      (char *) "resource_id",    (char *) "day", (char *) "from_minute",
                            (char *) "to_minute", (char *) "appointment_id", NULL };
  char *head_key[] = { (char *) "id", NULL };
  char *claim_key[] = { (char *) "kind", (char *) "resource_id", (char *) "day", (char *) "from_minute", NULL };
  const CtMoveTable head = { (char *) "audit_head", head_columns, head_key };
  const CtMoveTable claim = { (char *) "claim", claim_columns, claim_key };

  return compare_table (self, &head, error) && compare_table (self, &claim, error);
}

/**
 * ct_move_compare:
 * @self: a move that has copied everything
 * @error: CORRUPT where a row differs, or what else went wrong
 *
 * Reads every row of both sides back.
 *
 * Returns: whether they are the same, row by row, and the audit ends in the same place.
 */
gboolean
ct_move_compare (const CtMove *self, GError **error)
{
  g_autoptr (GPtrArray) plan = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  if ((plan = ct_move_tables (self, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < plan->len; i++)
    if (!compare_table (self, plan->pdata[i], error))
      return FALSE;
  return compare_followers (self, error);
}
