#include "domain/ct-audit-check.h"

#include <glib/gi18n.h>

#include "base/ct-time.h"

/**
 * ct_audit_check_new:
 *
 * Returns: (transfer full): a check that has read nothing yet.
 */
CtAuditCheck *
ct_audit_check_new (void)
{
  CtAuditCheck *self = g_new0 (CtAuditCheck, 1);

  self->head = g_strdup ("");
  self->broken_at_us = self->answer_at_us = CT_TIME_NONE;
  return self;
}

/**
 * ct_audit_check_copy:
 * @self: a check
 *
 * Returns: (transfer full): it again.
 */
CtAuditCheck *
ct_audit_check_copy (const CtAuditCheck *self)
{
  CtAuditCheck *copy = g_memdup2 (self, sizeof *self);

  copy->head = g_strdup (self->head);
  return copy;
}

/**
 * ct_audit_check_free:
 * @self: (transfer full) (nullable): a check
 *
 * Frees it.
 */
void
ct_audit_check_free (CtAuditCheck *self)
{
  if (self == NULL)
    return;
  g_free (self->head);
  g_free (self);
}

static char *
moment_words (gint64 at_us, GTimeZone *zone)
{
  CtWall wall;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (at_us == CT_TIME_NONE)
    return g_strdup (_("a time that is not known"));
  wall = ct_wall_from_utc (at_us, zone);
  day = ct_date_format (wall.date, "%-d %b %Y");
  time = ct_minute_to_iso (wall.minute);
  return g_strdup_printf ("%s %s", day, time);
}

/* Where some rows are missing. */
static char *
describe_missing (const CtAuditCheck *self, const char *row, const char *moment)
{
  g_autofree char *last = NULL;

  if (self->n_broken == 1)
    return g_strdup_printf (_("Row %s is missing; the row after it is of %s."), row, moment);
  last = g_strdup_printf ("%" G_GINT64_FORMAT, self->broken_id + self->n_broken - 1);
  return g_strdup_printf (_("Rows %s to %s are missing; the row after them is of %s."), row, last, moment);
}

static char *
describe_put_in (const CtAuditCheck *self, const char *row, const char *moment)
{
  g_autofree char *last = NULL;

  if (self->n_broken == 1)
    return g_strdup_printf (_("Row %s of %s was put in later."), row, moment);
  last = g_strdup_printf ("%" G_GINT64_FORMAT, self->broken_id + self->n_broken - 1);
  return g_strdup_printf (_("Rows %s to %s were put in later; the first is of %s."), row, last, moment);
}

static char *
describe_taken_out (const CtAuditCheck *self, const char *row, const char *moment)
{
  return g_strdup_printf (ngettext ("%d row was taken out before row %s of %s, and the rest was numbered anew.",
                                    "%d rows were taken out before row %s of %s, and the rest was numbered anew.",
                                    (gulong) self->n_broken),
                          (int) self->n_broken, row, moment);
}

/**
 * ct_audit_check_describe:
 * @self: a check
 * @zone: where the clinic is
 *
 * Returns: (transfer full): a sentence: "Row 812 of 14 Nov 2026 10:02 was changed, or the one just before it."
 */
char *
ct_audit_check_describe (const CtAuditCheck *self, GTimeZone *zone)
{
  g_autofree char *moment = NULL;
  g_autofree char *row = NULL;

  g_return_val_if_fail (self != NULL && zone != NULL, NULL);
  moment = moment_words (self->broken_at_us, zone);
  row = g_strdup_printf ("%" G_GINT64_FORMAT, self->broken_id);
  switch (self->broken)
    {
    case CT_AUDIT_WHOLE:
      break;
    case CT_AUDIT_CHANGED:
      return g_strdup_printf (_("Row %s of %s was changed, or the one just before it."), row, moment);
    case CT_AUDIT_MISSING:
      return describe_missing (self, row, moment);
    case CT_AUDIT_PUT_IN:
      return describe_put_in (self, row, moment);
    case CT_AUDIT_MOVED:
      return g_strdup_printf (_("Row %s of %s is not in its place: rows were put in another order."), row, moment);
    case CT_AUDIT_TAKEN_OUT:
      return describe_taken_out (self, row, moment);
    case CT_AUDIT_CUT_OFF:
      return g_strdup_printf (_("The end is cut off: row %s and what came after it are missing."), row);
    case CT_AUDIT_ADDED:
      return g_strdup_printf (_("Row %s of %s was put in after the noted end."), row, moment);
    case CT_AUDIT_OTHER_END:
      return g_strdup_printf (_("The end was changed: row %s of %s is not what was noted as the last one."), row, moment);
    }
  return g_strdup_printf (ngettext ("%d act fits together.", "All %d acts fit together.", (gulong) self->rows),
                          (int) self->rows);
}

/**
 * ct_audit_check_describe_head:
 * @self: a check that was asked for a head
 * @head: the head
 * @zone: where the clinic is
 *
 * Returns: (transfer full): whether it is in the record, and what that proves, in a sentence or two.
 */
char *
ct_audit_check_describe_head (const CtAuditCheck *self, const CtAuditHead *head, GTimeZone *zone)
{
  g_autofree char *moment = NULL;
  g_autofree char *row = NULL;

  g_return_val_if_fail (self != NULL && head != NULL && zone != NULL, NULL);
  moment = moment_words (self->answer_at_us, zone);
  row = g_strdup_printf ("%" G_GINT64_FORMAT, head->id);
  switch (self->answer)
    {
    case CT_AUDIT_HEAD_FITS:
      return g_strdup_printf (_("Yes: this was the head after row %s of %s. Nothing up to that row was altered since."),
                              row, moment);
    case CT_AUDIT_HEAD_DIFFERS:
      return g_strdup_printf (_("No: row %s of %s has another hash. This record is another clinic’s, or it was altered "
                                "and sealed anew."),
                              row, moment);
    case CT_AUDIT_HEAD_BEYOND:
      return g_strdup_printf (_("No: this record ends before row %s. It is another clinic’s or an older copy, or its end "
                                "was taken away."),
                              row);
    case CT_AUDIT_HEAD_NOT_ASKED:
    case CT_AUDIT_HEAD_UNPROVEN:
      break;
    }
  return g_strdup_printf (_("It can’t be said: the chain is broken before row %s."), row);
}
