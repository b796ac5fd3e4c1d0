#include "paper/ct-sheet-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-time.h"

/**
 * ct_sheet_moment:
 * @at_us: a moment, UTC microseconds
 * @zone: where
 *
 * Returns: (transfer full) (nullable): "26 Nov 2026, 10:42"; %NULL for no moment.
 */
char *
ct_sheet_moment (gint64 at_us, GTimeZone *zone)
{
  CtWall wall;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (at_us == CT_TIME_NONE)
    return NULL;
  wall = ct_wall_from_utc (at_us, zone);
  day = ct_date_format (wall.date, "%-d %b %Y");
  time = ct_minute_format (wall.minute);
  return g_strdup_printf ("%s, %s", day, time);
}

/**
 * ct_sheet_footer:
 * @clinic_name: whose sheet it is
 * @printed_by: (nullable): who prints it
 * @created_us: when, UTC microseconds
 * @zone: where
 *
 * Returns: (transfer full): what stands at the foot of each page.
 */
char *
ct_sheet_footer (const char *clinic_name, const char *printed_by, gint64 created_us, GTimeZone *zone)
{
  g_autofree char *printed = ct_sheet_moment (created_us, zone);

  if (ct_text_is_blank (printed_by))
    return g_strdup_printf (_("%s · printed %s"), clinic_name, printed);
  return g_strdup_printf (_("%s · printed %s by %s"), clinic_name, printed, printed_by);
}

/**
 * ct_sheet_add_head:
 * @flow: a flow
 * @head: where the record ended
 * @zone: where the clinic is
 *
 * Adds the head of the record, in a form that can be typed again.
 */
void
ct_sheet_add_head (CtFlow *flow, const CtAuditHead *head, GTimeZone *zone)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, head->id);
  g_autofree char *moment = ct_sheet_moment (head->at_us, zone);
  g_autofree char *hash = ct_audit_head_group_hash (head);
  g_autofree char *word = ct_audit_head_check_word (head);
  const CtFlowPair pairs[] = {
    { _("Last act"), moment }, { _("Number"), number }, { _("Hash"), hash }, { _("Check word"), word }
  };

  ct_flow_pairs (flow, pairs, G_N_ELEMENTS (pairs), 1);
}
