#include "ui/patient/ct-chart-box.h"

#include <glib/gi18n.h>

#include "clinic/ct-progress.h"
#include "paper/ct-chart-paint.h"
#include "paper/ct-chart-words.h"
#include "ui/ct-notice.h"
#include "ui/paper/ct-save.h"
#include "ui/patient/ct-text-table.h"

#define EXPORT_WIDTH  1200
#define EXPORT_HEIGHT 600
#define EXPORT_SCALE  2

struct _CtChartBox
{
  GtkWidget          parent_instance;
  GtkBox            *tools;
  GtkStack          *stack;
  CtChartView       *view;
  GtkScrolledWindow *table_scroller;
  GtkLabel          *readout;
  GtkMenuButton     *export_button;
  GSimpleActionGroup *actions;
  CtClinic          *clinic;
  CtPatientFile     *file;       /* (nullable) */
  CtChartRange       range;
};

G_DEFINE_FINAL_TYPE (CtChartBox, ct_chart_box, GTK_TYPE_WIDGET)

static const struct
{
  const char *name;
  int         days; /* 0: all */
} ranges[] = {
  [CT_CHART_RANGE_HALF_YEAR] = { "half-year", 183 },
  [CT_CHART_RANGE_YEAR] = { "year", 366 },
  [CT_CHART_RANGE_ALL] = { "all", 0 },
};

/* ---- What it shows ---- */

static void
show_table (CtChartBox *self, CtChart *chart)
{
  g_autoptr (CtChartTable) table = ct_chart_get_table (chart);
  GtkWidget *view = ct_text_table_new (_("Scores and sessions"), (const char *const *) table->columns);

  ct_text_table_set_rows (view, table->rows);
  gtk_scrolled_window_set_child (self->table_scroller, view);
}

static void
show_chart (CtChartBox *self)
{
  CtKnowledge *knowledge = ct_clinic_get_knowledge (self->clinic);
  CtDate today = ct_clinic_today (self->clinic);
  g_autoptr (CtChart) chart = NULL;

  if (self->file == NULL)
    return;
  chart = ct_progress_chart (self->file, knowledge, NULL, today);
  if (ranges[self->range].days > 0)
    chart->from = today - ranges[self->range].days;
  ct_chart_view_set_chart (self->view, chart);
  show_table (self, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->tools), !ct_chart_is_empty (chart));
  gtk_widget_set_visible (GTK_WIDGET (self->readout), !ct_chart_is_empty (chart));
}

static void
on_words_cb (CtChartBox *self)
{
  const char *words = ct_chart_view_get_words (self->view);

  gtk_label_set_text (self->readout, words != NULL ? words : _("Point at a mark, or use the arrow keys, to read it."));
}

/* ---- Saving it ---- */

typedef struct
{
  CtChartBox *self;
  GFile      *file;
  GBytes     *bytes;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->self);
  g_object_unref (export->file);
  g_bytes_unref (export->bytes);
  g_free (export);
}

/* It is written into the audit first; only then it is handed out. */
static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  ct_clinic_finish (CT_CLINIC (source), result, &error);
  if (error == NULL)
    ct_save_write (export->file, export->bytes, &error);
  if (!ct_notice_error (GTK_WIDGET (export->self), error))
    {
      g_autofree char *name = g_file_get_basename (export->file);

      text = g_strdup_printf (_("Saved “%s”."), name);
      ct_notice_tell (GTK_WIDGET (export->self), text);
    }
  export_free (export);
}

static GBytes *
draw_for (CtChartBox *self, const char *name, GError **error)
{
  CtChart *chart = ct_chart_view_get_chart (self->view);
  const CtPalette *paper = ct_palette_get (CT_PALETTE_PAPER);
  g_autofree char *folded = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (folded, ".svg"))
    return ct_chart_to_svg (chart, EXPORT_WIDTH, EXPORT_HEIGHT, 1, paper, error);
  if (g_str_has_suffix (folded, ".pdf"))
    return ct_chart_to_pdf (chart, EXPORT_WIDTH, EXPORT_HEIGHT, 1, paper,
                            ct_clock_now (ct_clinic_get_clock (self->clinic)), error);
  return ct_chart_to_png (chart, EXPORT_WIDTH, EXPORT_HEIGHT, EXPORT_SCALE, paper, error);
}

/**
 * ct_chart_box_export:
 * @self: a box with a patient's chart
 * @file: where to; its ending says whether PNG, SVG or PDF
 *
 * Draws the chart for white paper, notes the export in the audit, then writes the file.
 */
void
ct_chart_box_export (CtChartBox *self, GFile *file)
{
  g_autofree char *name = NULL;
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;
  Export *export;

  g_return_if_fail (CT_IS_CHART_BOX (self) && self->file != NULL && G_IS_FILE (file));
  name = g_file_get_basename (file);
  bytes = draw_for (self, name, &error);
  if (ct_notice_error (GTK_WIDGET (self), error))
    return;
  export = g_new0 (Export, 1);
  export->self = g_object_ref (self);
  export->file = g_object_ref (file);
  export->bytes = bytes;
  what = g_strdup_printf (_("Progress chart, %s"), name);
  ct_clinic_note_export_async (self->clinic, CT_RECORD (self->file->patient)->id, what, on_noted_cb, export);
}

static void
on_chosen_cb (GFile *file, gpointer data)
{
  ct_chart_box_export (data, file);
}

static void
choose_file (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtChartBox *self = data;
  g_autofree char *name = g_strdup_printf ("chart.%s", g_variant_get_string (target, NULL));

  if (self->file != NULL)
    ct_save_choose (GTK_WIDGET (self), _("Save the Chart"), name, on_chosen_cb, g_object_ref (self), g_object_unref);
}

/* ---- Choosing ---- */

static void
choose_range (GSimpleAction *action, GVariant *target, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (g_strcmp0 (ranges[i].name, g_variant_get_string (target, NULL)) == 0)
      ct_chart_box_set_range (data, (CtChartRange) i);
}

static void
choose_table (GSimpleAction *action, GVariant *state, gpointer data)
{
  CtChartBox *self = data;
  gboolean table = g_variant_get_boolean (state);

  g_simple_action_set_state (action, state);
  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "chart");
  gtk_widget_set_visible (GTK_WIDGET (self->readout), !table);
}

static const GActionEntry entries[] = {
  { "range", choose_range, "s", "'all'" },
  { "table", NULL, NULL, "false", choose_table },
  { "export", choose_file, "s" },
};

/* ---- The object ---- */

static void
ct_chart_box_dispose (GObject *object)
{
  CtChartBox *self = CT_CHART_BOX (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->file);
  g_clear_object (&self->clinic);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ct_chart_box_parent_class)->dispose (object);
}

static void
ct_chart_box_class_init (CtChartBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_chart_box_dispose;
  g_type_ensure (CT_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/patient/ct-chart-box.ui");
  gtk_widget_class_bind_template_child (widget_class, CtChartBox, tools);
  gtk_widget_class_bind_template_child (widget_class, CtChartBox, stack);
  gtk_widget_class_bind_template_child (widget_class, CtChartBox, view);
  gtk_widget_class_bind_template_child (widget_class, CtChartBox, table_scroller);
  gtk_widget_class_bind_template_child (widget_class, CtChartBox, readout);
  gtk_widget_class_bind_template_child (widget_class, CtChartBox, export_button);
}

static void
ct_chart_box_init (CtChartBox *self)
{
  self->range = CT_CHART_RANGE_ALL;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::words", G_CALLBACK (on_words_cb), self, G_CONNECT_SWAPPED);
  on_words_cb (self);
}

/**
 * ct_chart_box_new:
 * @clinic: a clinic
 *
 * Returns: (transfer floating): a box without a chart yet.
 */
GtkWidget *
ct_chart_box_new (CtClinic *clinic)
{
  CtChartBox *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_CHART_BOX, NULL);
  self->clinic = g_object_ref (clinic);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "export")),
                               ct_clinic_user_may (clinic, CT_MAY_PRINT));
  return GTK_WIDGET (self);
}

/**
 * ct_chart_box_set_file:
 * @self: a box
 * @file: whose chart to show
 */
void
ct_chart_box_set_file (CtChartBox *self, CtPatientFile *file)
{
  g_return_if_fail (CT_IS_CHART_BOX (self) && CT_IS_PATIENT_FILE (file));
  g_set_object (&self->file, file);
  show_chart (self);
}

/**
 * ct_chart_box_set_range:
 * @self: a box
 * @range: how far back
 */
void
ct_chart_box_set_range (CtChartBox *self, CtChartRange range)
{
  GAction *action;

  g_return_if_fail (CT_IS_CHART_BOX (self));
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "range");
  self->range = range;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (ranges[range].name));
  show_chart (self);
}

/**
 * ct_chart_box_get_view:
 * @self: a box
 *
 * Returns: (transfer none): the chart itself.
 */
CtChartView *
ct_chart_box_get_view (CtChartBox *self)
{
  g_return_val_if_fail (CT_IS_CHART_BOX (self), NULL);
  return self->view;
}
