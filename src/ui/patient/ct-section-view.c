#include "ui/patient/ct-section-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"
#include "ui/patient/ct-patient-parts.h"

/* Beyond this a section is shown by its beginning; the original has it all. */
#define MAX_LINES 2000
#define INDENT    18
/* What fits beside the sections on a small window. */
#define MAX_COLUMNS 6

static guint
count_cells (const char *line)
{
  guint n = 1;

  for (; *line != '\0'; line++)
    n += *line == '\t';
  return n;
}

/* ---- Tables ---- */

static GtkWidget *
create_cell (const char *text, gboolean heading)
{
  GtkWidget *cell = ct_part_label (text, heading ? "ct-cell-head" : "ct-cell");

  gtk_label_set_yalign (GTK_LABEL (cell), 0);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_label_set_width_chars (GTK_LABEL (cell), MIN (6, (int) g_utf8_strlen (text, -1)));
  gtk_label_set_max_width_chars (GTK_LABEL (cell), 40);
  return cell;
}

/* A very wide table scrolls by itself, not the page. */
static GtkWidget *
scroll_sideways (GtkWidget *grid)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  return scroller;
}

/* Rows from @first up to where the cells end; the first one is the heading, as documents write them. */
static guint
add_table (GtkWidget *box, GStrv lines, guint first, guint n_lines)
{
  GtkWidget *grid = gtk_grid_new ();
  guint n_columns = 0;
  guint row;

  for (row = first; row < n_lines && strchr (lines[row], '\t') != NULL; row++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchug (lines[row]), "\t", -1);

      n_columns = MAX (n_columns, g_strv_length (cells));
      for (int i = 0; cells[i] != NULL; i++)
        gtk_grid_attach (GTK_GRID (grid), create_cell (cells[i], row == first), i, (int) (row - first), 1, 1);
    }
  gtk_grid_set_column_spacing (GTK_GRID (grid), 0);
  gtk_widget_add_css_class (grid, "ct-narrative-table");
  gtk_box_append (GTK_BOX (box), n_columns > MAX_COLUMNS ? scroll_sideways (grid) : grid);
  return row;
}

/* ---- Lines ---- */

static void
add_line (GtkWidget *box, const char *line)
{
  guint indent = 0;
  GtkWidget *label;

  while (line[indent] == ' ')
    indent++;
  label = ct_part_label (line + indent, NULL);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_margin_start (label, (int) MIN (indent / 2, 6) * INDENT);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_body (GtkWidget *box, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", MAX_LINES + 1);
  guint n_lines = MIN (g_strv_length (lines), MAX_LINES);

  for (guint i = 0; i < n_lines;)
    if (count_cells (lines[i]) > 1)
      i = add_table (box, lines, i, n_lines);
    else if (ct_text_is_blank (lines[i]))
      i++;
    else
      add_line (box, lines[i++]);
  if (g_strv_length (lines) > MAX_LINES)
    gtk_box_append (GTK_BOX (box), ct_part_note (_("This section is very long. Save the original to read the rest.")));
}

/**
 * ct_section_view_new:
 * @section: a section
 *
 * Returns: (transfer floating): its title and its text. No markup of the document is ever interpreted.
 */
GtkWidget *
ct_section_view_new (CtSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = ct_part_label (section->title != NULL ? section->title : _("Without a title"), "heading");

  gtk_widget_set_focusable (title, TRUE);
  ct_part_name (title, section->title != NULL ? section->title : _("Without a title"));
  gtk_widget_set_margin_start (box, MIN (section->depth, 4) * INDENT);
  gtk_box_append (GTK_BOX (box), title);
  if (ct_text_is_blank (section->body))
    gtk_box_append (GTK_BOX (box), ct_part_note (_("Nothing is written in this section.")));
  else
    add_body (box, section->body);
  return box;
}
