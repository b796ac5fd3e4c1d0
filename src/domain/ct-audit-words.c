#include "domain/ct-audit-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-time.h"

static const struct
{
  const char *act;
  const char *label;
} acts[] = {
  { "opened", N_("Opened") },
  { "created", N_("Added") },
  { "changed", N_("Changed") },
  { "imported", N_("Imported") },
  { "looked-back", N_("Looked back") },
  { "printed", N_("Printed") },
  { "exported", N_("Exported") },
  { "signed", N_("Signed") },
  { "loaded", N_("Loaded") },
  { "logged-in", N_("Logged in") },
  { "log-in-failed", N_("Log-in failed") },
  { "locked", N_("Locked the window") },
  { "unlocked", N_("Unlocked the window") },
  { "passphrase-changed", N_("Changed the passphrase") },
  { "passphrase-reset", N_("Set a passphrase by the recovery key") },
  { "passphrase-set", N_("Set a passphrase for somebody") },
  { "recovery-renewed", N_("Made a new recovery key") },
  { "codes-reset", N_("Took codes away") },
  { "locked-out", N_("Was locked out") },
  { "lock-lifted", N_("Lifted a lock-out") },
  { "emergency-began", N_("Began an emergency") },
  { "emergency-ended", N_("Ended an emergency") },
  { "overrode", N_("Overrode a rule") },
  { "undone", N_("Undid") },
  { "redone", N_("Did again") },
  { "codes-set-up", N_("Set up one-time codes") },
  { "codes-dropped", N_("Gave up one-time codes") },
  { "backed-up", N_("Backed the clinic up") },
  { "backup-failed", N_("Could not back the clinic up") },
  { "backup-planned", N_("Changed when backups are made") },
  { "restored", N_("Put a backup back") },
  { "moved", N_("Moved the clinic") },
  { "refused", N_("Was refused") },
};

static const struct
{
  const char *table;
  const char *label;
} tables[] = {
  { "patient", N_("chart") },         { "appointment", N_("booking") },   { "course", N_("course") },
  { "session", N_("session") },       { "assessment", N_("score") },      { "document", N_("document") },
  { "issued", N_("paper") },          { "problem", N_("problem") },       { "medication", N_("medication") },
  { "allergy", N_("allergy") },       { "measurement", N_("measurement") }, { "clinic", N_("clinic") },
  { "site", N_("site") },             { "chair", N_("chair") },           { "opening", N_("opening hours") },
  { "closure", N_("closure") },       { "site_floor", N_("staff and pumps") },
  { "staff_leave", N_("leave") },     { "held_time", N_("held time") },
  { "staff_busy", N_("busy times") }, { "sent_visit", N_("calendar file") }, { "reminder", N_("reminder") },
  { "message_template", N_("words of a reminder") },
  { "waiting", N_("waiting list") },  { "app_user", N_("user") },         { "audit", N_("audit") },
  { "document_section", N_("section") }, { "saved_view", N_("view of the calendar") },
  { "signature", N_("signature") },
  { "visit_step", N_("step of a visit") },
  { "visit_check", N_("readiness") },
  { "enquiry", N_("enquiry") },       { "consent", N_("consent") },       { "scale_due", N_("scale due") },
  { "list_note", N_("row of a list") }, { "list_rules", N_("rules of the lists") },
  { "color_choice", N_("colour of the calendar") },
};

/**
 * ct_audit_act_label:
 * @act: as the audit keeps it
 *
 * Returns: it in words; @act itself where it is an unknown one.
 */
const char *
ct_audit_act_label (const char *act)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_strcmp0 (acts[i].act, act) == 0)
      return _(acts[i].label);
  return act;
}

/**
 * ct_audit_table_label:
 * @table: as the audit keeps it
 *
 * Returns: what its records are, in words; @table itself where it is an unknown one.
 */
const char *
ct_audit_table_label (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_strcmp0 (tables[i].table, table) == 0)
      return _(tables[i].label);
  return table;
}

/**
 * ct_audit_row_act:
 * @row: an act
 *
 * Returns: (transfer full): "Changed: booking".
 */
char *
ct_audit_row_act (const CtAuditRow *row)
{
  g_return_val_if_fail (row != NULL, NULL);
  if (row->table == NULL)
    return g_strdup (ct_audit_act_label (row->act));
  return g_strdup_printf ("%s: %s", ct_audit_act_label (row->act), ct_audit_table_label (row->table));
}

static char *
day_words (gint64 at_us, GTimeZone *zone)
{
  return ct_date_format (ct_wall_from_utc (at_us, zone).date, "%-d %b %Y");
}

/**
 * ct_audit_row_when:
 * @row: an act
 * @zone: where the clinic is
 *
 * Returns: (transfer full): "Sat 14 Nov 2026, 10:02".
 */
char *
ct_audit_row_when (const CtAuditRow *row, GTimeZone *zone)
{
  CtWall wall = ct_wall_from_utc (row->at_us, zone);
  g_autofree char *day = ct_date_format (wall.date, "%a %-d %b %Y");
  g_autofree char *time = ct_minute_format (wall.minute);

  return g_strdup_printf ("%s, %s", day, time);
}

/**
 * ct_audit_row_detail:
 * @row: an act
 *
 * Returns: (transfer full): its detail on one line, made safe to show.
 */
char *
ct_audit_row_detail (const CtAuditRow *row)
{
  g_auto (GStrv) lines = g_strsplit (row->detail != NULL ? row->detail : "", "\n", -1);
  g_autofree char *line = g_strjoinv ("; ", lines);

  return ct_text_show (line);
}

/* ---- Filters ---- */

static void
add_part (GPtrArray *parts, char *part)
{
  g_ptr_array_add (parts, part);
}

static void
add_period (GPtrArray *parts, const CtAuditFilter *filter, GTimeZone *zone)
{
  if (filter->from_us > 0)
    {
      g_autofree char *day = day_words (filter->from_us, zone);

      add_part (parts, g_strdup_printf (_("from %s"), day));
    }
  if (filter->until_us < G_MAXINT64)
    {
      g_autofree char *day = day_words (filter->until_us - 1, zone);

      add_part (parts, g_strdup_printf (_("until %s"), day));
    }
}

/**
 * ct_audit_filter_words:
 * @filter: a filter
 * @names: the names in it
 *
 * Returns: (transfer full): all that it asks for: "from 2 Nov 2026; by ana; about Reyes, Marisol; opened".
 */
char *
ct_audit_filter_words (const CtAuditFilter *filter, const CtAuditNames *names)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (filter != NULL && names != NULL, NULL);
  add_period (parts, filter, names->zone);
  if (filter->user_id != 0)
    add_part (parts, g_strdup_printf (_("by %s"), names->user));
  if (filter->patient_id != 0)
    add_part (parts, g_strdup_printf (_("about %s"), names->patient));
  if (filter->act != NULL)
    add_part (parts, g_strdup (ct_audit_act_label (filter->act)));
  if (filter->table != NULL)
    add_part (parts, g_strdup (ct_audit_table_label (filter->table)));
  if (filter->text != NULL)
    add_part (parts, g_strdup_printf (_("with “%s”"), filter->text));
  if (parts->len == 0)
    return g_strdup (_("all acts"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **) parts->pdata);
}

/* ---- Questions ---- */

static char *
ask (const CtAuditFilter *filter, const CtAuditNames *names)
{
  gboolean opened = g_strcmp0 (filter->act, "opened") == 0;

  if (filter->patient_id != 0 && opened)
    return g_strdup_printf (_("Who opened the chart of %s"), names->patient);
  if (filter->patient_id != 0)
    return g_strdup_printf (_("Acts about %s"), names->patient);
  if (filter->user_id != 0 && opened)
    return g_strdup_printf (_("What %s opened"), names->user);
  if (filter->user_id != 0)
    return g_strdup_printf (_("Acts of %s with charts"), names->user);
  return g_strdup (_("All acts"));
}

static char *
count_groups (const CtAuditFilter *filter, guint n)
{
  if (filter->patient_id != 0)
    return g_strdup_printf (ngettext ("by %u person", "by %u people", n), n);
  return g_strdup_printf (ngettext ("%u chart", "%u charts", n), n);
}

/**
 * ct_audit_question:
 * @filter: what is asked for
 * @names: the names in it
 * @groups: (nullable) (element-type CtAuditGroup): the answer; %NULL while it is not known
 *
 * Returns: (transfer full): the question, with its answer: "Who opened the chart of Reyes, Marisol: 12 times, by 3 people,
 * since 2 Nov 2026".
 */
char *
ct_audit_question (const CtAuditFilter *filter, const CtAuditNames *names, const GPtrArray *groups)
{
  g_autofree char *question = NULL;
  g_autofree char *times = NULL;
  g_autofree char *whom = NULL;
  g_autofree char *since = NULL;
  gint64 n = 0, first_us = G_MAXINT64;

  g_return_val_if_fail (filter != NULL && names != NULL, NULL);
  question = ask (filter, names);
  if (groups == NULL || (filter->patient_id == 0 && filter->user_id == 0))
    return g_steal_pointer (&question);
  if (groups->len == 0)
    return g_strdup_printf (_("%s: never"), question);
  for (guint i = 0; i < groups->len; i++)
    {
      const CtAuditGroup *group = g_ptr_array_index (groups, i);

      n += group->n;
      first_us = MIN (first_us, group->first_us);
    }
  times = g_strdup_printf (ngettext ("%d time", "%d times", (gulong) n), (int) n);
  whom = count_groups (filter, groups->len);
  since = day_words (filter->from_us > 0 ? filter->from_us : first_us, names->zone);
  /* Translators: "Who opened the chart of Reyes: 12 times, by 3 people, since 2 Nov 2026" */
  return g_strdup_printf (_("%s: %s, %s, since %s"), question, times, whom, since);
}
