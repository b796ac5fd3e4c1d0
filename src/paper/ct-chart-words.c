#include "paper/ct-chart-words.h"

#include <glib/gi18n.h>

#include "base/ct-units.h"

/* Joined by a middle dot; empty parts are left out. */
static char *
join_words (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
date_words (CtDate date)
{
  /* Translators: a date in full: "Fri 13 Nov 2026" */
  return ct_date_format (date, _("%a %-d %b %Y"));
}

static char *
score_words (const CtChartPanel *panel, const CtChartPoint *point)
{
  const char *label = ct_chart_panel_get_label (panel, point);

  if (label == NULL)
    return g_strdup_printf ("%d", point->total);
  /* Translators: a score and its severity: "9, mild" */
  return g_strdup_printf (_("%d, %s"), point->total, label);
}

static gboolean
has_change (const CtChartPanel *panel)
{
  return panel->baseline != CT_CHART_NO_LINE && panel->baseline > 0;
}

/* The difference in per cent of the baseline, rounded half up; above 0 is better. */
static int
percent_better (const CtChartPanel *panel, int total)
{
  int better = panel->higher_is_better ? total - panel->baseline : panel->baseline - total;

  return (int) ct_div_round ((gint64) better * 100, panel->baseline);
}

static char *
change_words (const CtChartPanel *panel, int total)
{
  int percent = percent_better (panel, total);

  if (percent > 0)
    return g_strdup_printf (_("%d %% better than baseline"), percent);
  if (percent < 0)
    return g_strdup_printf (_("%d %% worse than baseline"), -percent);
  return g_strdup (total == panel->baseline ? _("same as baseline") : _("about the same as baseline"));
}

/* What the lines of the panel make of a score. Remission says more than response. */
static const char *
status_words (const CtChartPanel *panel, int total)
{
  if (panel->remission != CT_CHART_NO_LINE &&
      (panel->higher_is_better ? total >= panel->remission : total <= panel->remission))
    return _("remission");
  if (panel->response_tenths != CT_CHART_NO_LINE &&
      (panel->higher_is_better ? total * 10 >= panel->response_tenths : total * 10 <= panel->response_tenths))
    return _("response");
  return NULL;
}

/**
 * ct_chart_panel_get_headline:
 * @self: a panel
 *
 * Returns: (transfer full): "PHQ-9 9, mild": the last score, or the name alone where there is none.
 */
char *
ct_chart_panel_get_headline (const CtChartPanel *self)
{
  const CtChartPoint *last = ct_chart_panel_get_last (self);
  g_autofree char *score = NULL;

  if (last == NULL)
    return g_strdup (self->name);
  score = score_words (self, last);
  return g_strdup_printf ("%s %s", self->name, score);
}

/**
 * ct_chart_panel_get_change:
 * @self: a panel
 *
 * Returns: (transfer full): "55 % better than baseline · response"; empty where there is nothing to compare.
 */
char *
ct_chart_panel_get_change (const CtChartPanel *self)
{
  const CtChartPoint *last = ct_chart_panel_get_last (self);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (last != NULL && has_change (self) && self->points->len > 1)
    g_ptr_array_add (parts, change_words (self, last->total));
  else if (last != NULL && self->points->len == 1)
    g_ptr_array_add (parts, g_strdup (_("first score")));
  if (last != NULL && status_words (self, last->total) != NULL)
    g_ptr_array_add (parts, g_strdup (status_words (self, last->total)));
  return join_words (parts);
}

/**
 * ct_chart_panel_get_words:
 * @self: a panel
 *
 * Returns: (transfer full): all that is said above it.
 */
char *
ct_chart_panel_get_words (const CtChartPanel *self)
{
  g_autofree char *headline = NULL;
  g_autofree char *change = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  if (self->words != NULL)
    return g_strdup (self->words);
  if (self->points->len == 0)
    return ct_chart_panel_get_empty (self);
  headline = ct_chart_panel_get_headline (self);
  change = ct_chart_panel_get_change (self);
  return g_strjoin (change[0] != '\0' ? " · " : "", headline, change, NULL);
}

/**
 * ct_chart_panel_get_empty:
 * @self: a panel
 *
 * Returns: (transfer full): what it says where there is no score yet.
 */
char *
ct_chart_panel_get_empty (const CtChartPanel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_strdup_printf (_("No %s yet. Record the first one."), self->name);
}

/**
 * ct_chart_point_get_words:
 * @panel: the panel
 * @point: one of its answers
 *
 * Returns: (transfer full): all there is to say about it: "Fri 13 Nov 2026 · PHQ-9 9, mild · 50 % better than
 *   baseline · response".
 */
char *
ct_chart_point_get_words (const CtChartPanel *panel, const CtChartPoint *point)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *score = NULL;

  g_return_val_if_fail (panel != NULL && point != NULL, NULL);
  score = score_words (panel, point);
  g_ptr_array_add (parts, date_words (point->date));
  g_ptr_array_add (parts, g_strdup_printf ("%s %s", panel->name, score));
  if (has_change (panel))
    g_ptr_array_add (parts, change_words (panel, point->total));
  if (status_words (panel, point->total) != NULL)
    g_ptr_array_add (parts, g_strdup (status_words (panel, point->total)));
  if (point->prorated)
    g_ptr_array_add (parts, g_strdup (_("estimated from the answers given")));
  if (point->flag != NULL)
    g_ptr_array_add (parts, g_strdup (point->flag));
  return join_words (parts);
}

static char *
dose_words (const CtChartInfusion *infusion)
{
  g_autofree char *mg = infusion->dose_ug > 0 ? ct_dose_format_mg (infusion->dose_ug) : NULL;
  g_autofree char *mg_per_kg = NULL;

  if (infusion->dose_ug_per_kg <= 0)
    return mg != NULL ? g_steal_pointer (&mg) : g_strdup (_("dose not recorded"));
  mg_per_kg = ct_dose_format_mg_per_kg (infusion->dose_ug_per_kg);
  return mg != NULL ? g_strdup_printf ("%s (%s)", mg, mg_per_kg) : g_steal_pointer (&mg_per_kg);
}

/**
 * ct_chart_infusion_get_words:
 * @infusion: something given
 *
 * Returns: (transfer full): "Mon 2 Nov 2026 · 35 mg (0.5 mg/kg)", and whether it is still to come.
 */
char *
ct_chart_infusion_get_words (const CtChartInfusion *infusion)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (infusion != NULL, NULL);
  g_ptr_array_add (parts, date_words (infusion->date));
  if (infusion->dose_ug > 0 || infusion->dose_ug_per_kg > 0)
    g_ptr_array_add (parts, dose_words (infusion));
  if (infusion->planned)
    g_ptr_array_add (parts, g_strdup (_("planned")));
  else if (infusion->dose_ug <= 0)
    g_ptr_array_add (parts, g_strdup (_("given, dose not recorded")));
  return join_words (parts);
}

/**
 * ct_chart_event_get_words:
 * @event: something that happened
 *
 * Returns: (transfer full): "Tue 10 Nov 2026 · Sertraline stopped".
 */
char *
ct_chart_event_get_words (const CtChartEvent *event)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (event != NULL, NULL);
  date = date_words (event->date);
  return g_strdup_printf ("%s · %s", date, event->label);
}

/* Something of the chart on its way into a cell. */
typedef struct
{
  CtDate date;
  int    minute;
  guint  column;
  guint  order;
  char  *cell;
  char  *change; /* (nullable): for the column after */
} Entry;

static int
entry_compare (gconstpointer a, gconstpointer b)
{
  const Entry *left = (const Entry *) a, *right = (const Entry *) b;

  if (left->date != right->date)
    return left->date < right->date ? -1 : 1;
  if (left->minute != right->minute)
    return left->minute < right->minute ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

static void
add_entry (GArray *entries, CtDate date, int minute, guint column, char *cell, char *change)
{
  Entry entry = { date, minute, column, entries->len, cell, change };

  g_array_append_val (entries, entry);
}

static char *
point_cell (const CtChartPanel *panel, const CtChartPoint *point)
{
  g_autofree char *score = score_words (panel, point);

  return g_strconcat (score, point->prorated ? " *" : "", point->flag != NULL ? " · " : NULL, point->flag, NULL);
}

static GArray *
collect_entries (const CtChart *self, guint n_panels)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < n_panels; i++)
    {
      const CtChartPanel *panel = ct_chart_get_panel (self, i);

      for (guint j = 0; j < panel->points->len; j++)
        {
          const CtChartPoint *point = &g_array_index (panel->points, CtChartPoint, j);

          add_entry (entries, point->date, point->minute, 1 + 2 * i, point_cell (panel, point),
                     has_change (panel) ? change_words (panel, point->total) : NULL);
        }
    }
  for (guint i = 0; i < self->infusions->len; i++)
    {
      const CtChartInfusion *infusion = &g_array_index (self->infusions, CtChartInfusion, i);
      g_autofree char *dose = dose_words (infusion);

      add_entry (entries, infusion->date, 0, 1 + 2 * n_panels,
                 infusion->planned ? g_strdup_printf (_("%s, planned"), dose) : g_steal_pointer (&dose), NULL);
    }
  for (guint i = 0; i < self->events->len; i++)
    {
      const CtChartEvent *event = &g_array_index (self->events, CtChartEvent, i);

      add_entry (entries, event->date, 0, 2 + 2 * n_panels, g_strdup (event->label), NULL);
    }
  g_array_sort (entries, entry_compare);
  return entries;
}

static GStrv
table_columns (const CtChart *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, _("Date"));
  for (guint i = 0; i < self->panels->len; i++)
    {
      g_autofree char *change = g_strdup_printf (_("%s change"), ct_chart_get_panel (self, i)->name);

      g_strv_builder_add (builder, ct_chart_get_panel (self, i)->name);
      g_strv_builder_add (builder, change);
    }
  g_strv_builder_add (builder, _("Dose"));
  g_strv_builder_add (builder, _("Event"));
  return g_strv_builder_end (builder);
}

static GStrv
new_row (GPtrArray *rows, guint n_columns, CtDate date)
{
  GStrv row = g_new0 (char *, n_columns + 1);

  row[0] = date_words (date);
  g_ptr_array_add (rows, row);
  return row;
}

/**
 * ct_chart_get_table:
 * @self: a chart
 *
 * The chart for those who can't see it: a row for each day, and another where a day has two of a kind.
 *
 * Returns: (transfer full): the table.
 */
CtChartTable *
ct_chart_get_table (const CtChart *self)
{
  CtChartTable *table;
  g_autoptr (GArray) entries = NULL;
  guint n_columns;
  GStrv row = NULL;
  CtDate date = CT_DATE_NONE;

  g_return_val_if_fail (self != NULL, NULL);
  table = g_new0 (CtChartTable, 1);
  table->columns = table_columns (self);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  n_columns = g_strv_length (table->columns);
  entries = collect_entries (self, self->panels->len);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (row == NULL || entry->date != date || row[entry->column] != NULL)
        row = new_row (table->rows, n_columns, entry->date);
      date = entry->date;
      row[entry->column] = entry->cell;
      if (entry->change != NULL)
        row[entry->column + 1] = entry->change;
    }
  for (guint i = 0; i < table->rows->len; i++)
    for (guint j = 0; j < n_columns; j++)
      if (((GStrv) g_ptr_array_index (table->rows, i))[j] == NULL)
        ((GStrv) g_ptr_array_index (table->rows, i))[j] = g_strdup ("");
  return table;
}

/**
 * ct_chart_table_free:
 * @self: (transfer full): a table
 */
void
ct_chart_table_free (CtChartTable *self)
{
  g_return_if_fail (self != NULL);
  g_strfreev (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}
