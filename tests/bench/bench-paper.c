/* What a chart and a summary cost, beside gnuplot drawing the same chart and beside bare cairo and pango. Times are
 * the processor's, of this process or of gnuplot: what other programs do meanwhile says nothing about either. */
#include "paper/ct-chart-paint.h"
#include "paper/ct-summary.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../unit/paper-samples.h"
#include "ct-bench.h"

#define N_POINTS     10000
#define WIDTH        1000
#define HEIGHT       420
#define CHART_ROUNDS 15
#define PDF_ROUNDS   60
/* Plots a gnuplot process makes, so that its start is not what is compared. */
#define GNUPLOT_PLOTS 5

/* Microseconds the processor has spent on @who. */
static gint64
spent_us (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static void
add_time (GArray *times, int who, gint64 start, int works)
{
  double time = (double) (spent_us (who) - start) / works;

  g_array_append_val (times, time);
}

/* ---- The chart ---- */

static char *
gnuplot_script (const CtChart *chart, const char *folder)
{
  const GArray *points = ct_chart_get_panel (chart, 0)->points;
  GString *script = g_string_new ("$data << EOD\n");

  for (guint i = 0; i < points->len; i++)
    {
      const CtChartPoint *point = &g_array_index (points, CtChartPoint, i);

      g_string_append_printf (script, "%" G_GINT64_FORMAT " %d\n", (gint64) point->date * 86400, point->total);
    }
  g_string_append_printf (script,
                          "EOD\n"
                          "set terminal pngcairo size %d,%d\n"
                          "set xdata time\nset timefmt '%%s'\nset format x '%%Y'\nset yrange [-0.5:27.5]\nunset key\n"
                          "set title 'PHQ-9'\nset tics out nomirror\nset border 3\nset rmargin 20\n",
                          WIDTH, HEIGHT);
  for (int i = 0; i < 5; i++)
    g_string_append_printf (script,
                            "set object %d rectangle from graph 0,first %.1f to graph 1,first %.1f fillcolor rgb '#%02x%02x%02x' "
                            "fillstyle solid noborder behind\nset label %d 'severity' at graph 1.01,first %.1f\n",
                            i + 1, i * 5.6 - 0.5, i * 5.6 + 5.1, 250 - i * 7, 251 - i * 6, 252 - i * 4, i + 1, i * 5.6 + 2.3);
  g_string_append (script, "set arrow 1 from graph 0,first 20 to graph 1,first 20 nohead dashtype 2\n"
                           "set arrow 2 from graph 0,first 10 to graph 1,first 10 nohead dashtype 3\n"
                           "set arrow 3 from graph 0,first 4.5 to graph 1,first 4.5 nohead dashtype 4\n");
  for (int i = 0; i < GNUPLOT_PLOTS; i++)
    g_string_append_printf (script, "set output '%s/%d.png'\nplot $data using 1:2 with lines linewidth 1\n", folder, i);
  return g_string_free (script, FALSE);
}

static gboolean
run_gnuplot (const char *gnuplot, const char *script)
{
  const char *argv[] = { gnuplot, script, NULL };
  int status = -1;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
measure_chart (void)
{
  g_autofree char *gnuplot = g_find_program_in_path ("gnuplot");
  g_autofree char *folder = g_dir_make_tmp ("ct-bench-XXXXXX", NULL);
  g_autofree char *script_path = g_build_filename (folder, "chart.gnuplot", NULL);
  g_autofree char *script = NULL;
  g_autoptr (CtChart) first = long_chart (N_POINTS);
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));

  script = gnuplot_script (first, folder);
  if (gnuplot == NULL || !g_file_set_contents (script_path, script, -1, NULL))
    {
      g_printerr ("chart-%d-png: skipped, gnuplot is not installed.\n", N_POINTS);
      remove_folder (folder);
      return;
    }
  for (int i = 0; i < CHART_ROUNDS; i++)
    {
      gint64 start = spent_us (RUSAGE_SELF);
      g_autoptr (CtChart) chart = long_chart (N_POINTS);
      g_autoptr (GBytes) png = ct_chart_to_png (chart, WIDTH, HEIGHT, 1, ct_palette_get (CT_PALETTE_LIGHT), NULL);

      if (png == NULL)
        exit (1);
      add_time (ours, RUSAGE_SELF, start, 1);
      start = spent_us (RUSAGE_CHILDREN);
      if (!run_gnuplot (gnuplot, script_path))
        exit (1);
      add_time (bare, RUSAGE_CHILDREN, start, GNUPLOT_PLOTS);
    }
  ct_bench_report (&(CtBench) { .name = "chart-10000-png", .ratio_limit = 0.6 }, ours, bare);
  remove_folder (folder);
}

/* ---- The summary ---- */

/* Every word of the summary, those within its drawings too. */
static GPtrArray *
words_of (const CtPages *pages, CtChart *chart)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtInk) ink = ct_ink_new (NULL, 8.4);
  g_autoptr (CtChartLayout) layout = ct_chart_layout_new (chart, (CtRect) { 0, 0, 504, 175 }, ct_ink_get_measure (ink));

  for (guint i = 0; i < ct_pages_get_n (pages); i++)
    {
      g_autofree char *text = ct_pages_get_text (pages, i);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        g_ptr_array_add (words, g_steal_pointer (&lines[j]));
    }
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const GArray *texts = ((const CtChartPanelLayout *) g_ptr_array_index (layout->panels, i))->texts;

      for (guint j = 0; j < texts->len; j++)
        g_ptr_array_add (words, g_strdup (g_array_index (texts, CtChartText, j).text));
    }
  return words;
}

static cairo_status_t
append_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append ((GByteArray *) bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The same words, each set and shown by itself, in two fonts, on two pages. */
static void
bare_pdf (const GPtrArray *words)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 612, 792);
  cairo_t *cr = cairo_create (surface);
  PangoFontDescription *fonts[2];

  for (guint i = 0; i < 2; i++)
    {
      fonts[i] = pango_font_description_from_string (i == 0 ? "Adwaita Sans, Cantarell, Noto Sans, Sans Bold"
                                                            : "Adwaita Sans, Cantarell, Noto Sans, Sans");
      pango_font_description_set_absolute_size (fonts[i], 10 * PANGO_SCALE);
    }
  for (guint i = 0; i < words->len; i++)
    {
      g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);

      pango_layout_set_font_description (layout, fonts[i % 8 != 0]);
      pango_layout_set_text (layout, (const char *) words->pdata[i], -1);
      cairo_move_to (cr, 54 + i % 4 * 120, 54 + i / 4 * 14);
      pango_cairo_show_layout (cr, layout);
      if (i == words->len / 2)
        cairo_show_page (cr);
    }
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  pango_font_description_free (fonts[0]);
  pango_font_description_free (fonts[1]);
}

static void
measure_summary (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  const CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) first = ct_summary_new (&input);
  g_autoptr (GPtrArray) words = words_of (first, chart);
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));

  if (ct_pages_get_n (first) != 2)
    exit (1);
  bare_pdf (words);
  for (int i = 0; i < PDF_ROUNDS; i++)
    {
      gint64 start = spent_us (RUSAGE_SELF);
      g_autoptr (CtPages) pages = ct_summary_new (&input);
      g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, NULL);

      add_time (ours, RUSAGE_SELF, start, 1);
      if (pdf == NULL)
        exit (1);
      start = spent_us (RUSAGE_SELF);
      bare_pdf (words);
      add_time (bare, RUSAGE_SELF, start, 1);
    }
  ct_bench_report (&(CtBench) { .name = "summary-pdf-2-pages", .ratio_limit = 1.5 }, ours, bare);
}

int
main (void)
{
  measure_chart ();
  measure_summary ();
  return 0;
}
