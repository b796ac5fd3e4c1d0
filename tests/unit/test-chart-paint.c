/* What is drawn is where the layout says, in colours that can be read, and the same every time. */
#include "base/ct-error.h"
#include "paper/ct-chart-paint.h"
#include "paper/ct-chart-words.h"
#include "paper/ct-strip.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "paper-samples.h"

#define WIDTH  800
#define HEIGHT 400

static CtColor
pixel (cairo_surface_t *surface, double x, double y)
{
  const guchar *row = cairo_image_surface_get_data (surface) + (gsize) floor (y) * cairo_image_surface_get_stride (surface);
  guint32 value = ((const guint32 *) (const void *) row)[(gsize) floor (x)];

  return (CtColor) { (value >> 16 & 255) / 255.0, (value >> 8 & 255) / 255.0, (value & 255) / 255.0 };
}

static gboolean
same_color (CtColor a, CtColor b)
{
  return fabs (a.red - b.red) < 0.012 && fabs (a.green - b.green) < 0.012 && fabs (a.blue - b.blue) < 0.012;
}

static cairo_surface_t *
painted (const CtChartLayout *layout, const CtInk *ink, const CtPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  ct_ink_set_color (cr, palette->background);
  cairo_paint (cr);
  ct_chart_layout_paint (layout, cr, ink, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
assert_zones_painted (const CtChartPanelLayout *panel, const CtChartPanel *model, cairo_surface_t *surface, const CtPalette *palette)
{
  double x = panel->scores.x + panel->scores.width - 2;

  for (guint i = 0; i < panel->zones->len; i++)
    {
      const CtChartZone *zone = &g_array_index (panel->zones, CtChartZone, i);
      guint seen = 0, rows = 0;

      for (double y = zone->rect.y + 3; y < zone->rect.y + zone->rect.height - 3; y++, rows++)
        seen += same_color (pixel (surface, x, y), ct_palette_get_band (palette, zone->index, model->bands->len));
      /* Dashed lines may cross a zone; nearly all of it is its own shade. */
      g_assert_cmpint (seen * 10, >=, rows * 7);
    }
}

static void
test_zones_marks_and_bars_are_painted_in_every_palette (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (CtInk) ink = ct_ink_new (NULL, 11);
  g_autoptr (CtChartLayout) layout =
      ct_chart_layout_new (chart, (CtRect) { 12, 10, WIDTH - 24, HEIGHT - 20 }, ct_ink_get_measure (ink));

  for (guint kind = 0; kind < CT_N_PALETTES; kind++)
    {
      const CtPalette *palette = ct_palette_get ((CtPaletteKind) kind);
      cairo_surface_t *surface = painted (layout, ink, palette);

      for (guint i = 0; i < layout->panels->len; i++)
        {
          const CtChartPanelLayout *panel = (const CtChartPanelLayout *) g_ptr_array_index (layout->panels, i);

          assert_zones_painted (panel, ct_chart_get_panel (chart, i), surface, palette);
          for (guint j = 0; j < panel->spots->len; j++)
            {
              const CtChartSpot *spot = &g_array_index (panel->spots, CtChartSpot, j);

              g_assert_true (same_color (pixel (surface, spot->x, spot->y), palette->score));
            }
          for (guint j = 0; j < panel->bars->len; j++)
            {
              CtRect bar = g_array_index (panel->bars, CtChartBar, j).rect;

              g_assert_true (same_color (pixel (surface, bar.x + bar.width / 2, bar.y + bar.height / 2), palette->infusion));
            }
        }
      cairo_surface_destroy (surface);
    }
}

static void
test_an_estimate_is_hollow_and_a_safety_notice_has_its_own_colour (void)
{
  static const int days[] = { 0, 7, 14 }, totals[] = { 20, 15, 10 };
  g_autoptr (CtChart) chart = ct_chart_new ();
  g_autoptr (CtInk) ink = ct_ink_new (NULL, 11);
  g_autoptr (CtChartLayout) layout = NULL;
  const CtPalette *palette = ct_palette_get (CT_PALETTE_LIGHT);
  CtChartPanel *panel = add_phq9 (chart, totals, days, 3);
  const CtChartSpot *spots;
  cairo_surface_t *surface;

  g_array_index (panel->points, CtChartPoint, 0).prorated = TRUE;
  g_array_index (panel->points, CtChartPoint, 1).flag = g_strdup ("Item 9 above 0");
  layout = ct_chart_layout_new (chart, (CtRect) { 12, 10, WIDTH - 24, HEIGHT - 20 }, ct_ink_get_measure (ink));
  surface = painted (layout, ink, palette);
  spots = (const CtChartSpot *) (const void *) ((const CtChartPanelLayout *) g_ptr_array_index (layout->panels, 0))->spots->data;
  g_assert_true (same_color (pixel (surface, spots[0].x, spots[0].y), palette->background));
  g_assert_true (same_color (pixel (surface, spots[1].x, spots[1].y), palette->safety));
  g_assert_true (same_color (pixel (surface, spots[2].x, spots[2].y), palette->score));
  cairo_surface_destroy (surface);
}

static void
test_words_and_marks_stand_out_in_every_palette (void)
{
  for (guint kind = 0; kind < CT_N_PALETTES; kind++)
    {
      const CtPalette *p = ct_palette_get ((CtPaletteKind) kind);
      const CtColor under[] = { p->background, p->band_low, p->band_high };

      for (guint i = 0; i < G_N_ELEMENTS (under); i++)
        {
          g_assert_cmpfloat (ct_color_contrast (p->text, under[i]), >=, 4.5);
          g_assert_cmpfloat (ct_color_contrast (p->dim_text, under[i]), >=, 4.5);
          g_assert_cmpfloat (ct_color_contrast (p->today, under[i]), >=, 4.5);
          g_assert_cmpfloat (ct_color_contrast (p->score, under[i]), >=, 3);
          g_assert_cmpfloat (ct_color_contrast (p->reference, under[i]), >=, 3);
          g_assert_cmpfloat (ct_color_contrast (p->safety, under[i]), >=, 3);
        }
      g_assert_cmpfloat (ct_color_contrast (p->infusion, p->background), >=, 4.5);
    }
  g_assert_cmpfloat_with_epsilon (ct_color_contrast ((CtColor) { 0, 0, 0 }, (CtColor) { 1, 1, 1 }), 21, 1e-6);
}

static void
test_names_stand_clear_in_real_fonts_too (void)
{
  static const int sizes[][2] = { { 320, 180 }, { 640, 360 }, { 1000, 300 }, { 420, 700 }, { 595, 842 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int scale = 1; scale <= 2; scale++)
      {
        g_autoptr (CtChart) chart = typical_chart ();
        g_autoptr (CtInk) ink = ct_ink_new (NULL, 10 * scale);
        g_autoptr (CtChartLayout) layout = NULL;

        ct_chart_add_event (chart, FIRST_DAY + 3, "Sertraline stopped");
        layout = ct_chart_layout_new (chart, (CtRect) { 0, 0, sizes[i][0], sizes[i][1] }, ct_ink_get_measure (ink));
        for (guint j = 0; j < layout->panels->len; j++)
          {
            const GArray *texts = ((const CtChartPanelLayout *) g_ptr_array_index (layout->panels, j))->texts;

            for (guint k = 0; k < texts->len; k++)
              for (guint l = k + 1; l < texts->len; l++)
                {
                  CtRect a = g_array_index (texts, CtChartText, k).rect, b = g_array_index (texts, CtChartText, l).rect;

                  g_assert_false (a.x < b.x + b.width - 0.01 && b.x < a.x + a.width - 0.01 &&
                                  a.y < b.y + b.height - 0.01 && b.y < a.y + a.height - 0.01);
                }
          }
      }
}

static void
test_the_same_chart_makes_the_same_files (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  const CtPalette *palette = ct_palette_get (CT_PALETTE_PAPER);
  g_autoptr (GBytes) svg = ct_chart_to_svg (chart, 640, 360, 1, palette, NULL);
  g_autoptr (GBytes) pdf = ct_chart_to_pdf (chart, 640, 360, 1, palette, 1000000, NULL);
  g_autoptr (GBytes) png = ct_chart_to_png (chart, 640, 360, 2, palette, NULL);
  g_autoptr (GBytes) svg_again = ct_chart_to_svg (chart, 640, 360, 1, palette, NULL);
  g_autoptr (GBytes) pdf_again = ct_chart_to_pdf (chart, 640, 360, 1, palette, 1000000, NULL);
  g_autoptr (GBytes) png_again = ct_chart_to_png (chart, 640, 360, 2, palette, NULL);

  g_assert_true (g_bytes_equal (svg, svg_again));
  g_assert_true (g_bytes_equal (pdf, pdf_again));
  g_assert_true (g_bytes_equal (png, png_again));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg), "<svg"));
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 5, "%PDF-", 5);
  g_assert_cmpmem (g_bytes_get_data (png, NULL), 4, "\x89PNG", 4);
}

static void
test_a_size_that_cannot_be_drawn_is_refused_in_words (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_chart_to_png (chart, 40000, 10, 1, ct_palette_get (CT_PALETTE_LIGHT), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "A picture is between 1 and 32767 pixels wide and high.");
}

static guint
files_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_a_full_disk_is_told_in_a_sentence_and_leaves_the_old_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ct-chart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "progress.png", NULL);
  g_autofree char *content = NULL;
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;
  struct rlimit before, small;
  gboolean written;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 1000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  written = ct_chart_write_png (chart, path, 640, 360, 1, ct_palette_get (CT_PALETTE_LIGHT), &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (written);
  g_assert_error (error, CT_ERROR, CT_ERROR_FULL);
  g_assert_cmpstr (error->message, ==, "There is no room on the disk for “progress.png”. Free some space and try again.");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
  g_assert_cmpint (files_in (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
  g_assert_false (ct_chart_write_svg (chart, path, 640, 360, 1, ct_palette_get (CT_PALETTE_LIGHT), &gone));
  g_assert_error (gone, CT_ERROR, CT_ERROR_NOT_FOUND);
}

static void
test_a_chart_file_is_private_to_who_made_it (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ct-chart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "progress.pdf", NULL);
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (ct_chart_write_pdf (chart, path, 640, 360, 1, ct_palette_get (CT_PALETTE_PAPER), 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (files_in (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_names_written_from_right_to_left_are_drawn (void)
{
  g_autoptr (CtChart) chart = ct_chart_new ();
  CtChartPanel *panel = ct_chart_add_panel (chart, "מדד הדיכאון", 27);
  g_autoptr (CtStrip) strip = ct_strip_new ("دورة العلاج");
  g_autoptr (CtInk) ink = ct_ink_new (NULL, 11);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, 80);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) png = NULL;

  ct_chart_panel_add_band (panel, 0, 9, "خفيف");
  ct_chart_panel_add_band (panel, 10, 27, "شديد");
  ct_chart_panel_add_point (panel, FIRST_DAY, 20);
  ct_chart_panel_add_point (panel, FIRST_DAY + 7, 8);
  ct_chart_panel_set_baseline (panel, 20);
  ct_chart_add_event (chart, FIRST_DAY + 2, "توقف سيرترالين");
  png = ct_chart_to_png (chart, 480, 260, 1, ct_palette_get (CT_PALETTE_LIGHT), NULL);
  g_assert_cmpint (g_bytes_get_size (png), >, 3000);
  ct_strip_add (strip, CT_STRIP_DONE, FIRST_DAY, 35000, "جرعة");
  ct_strip_paint (strip, cr, (CtRect) { 0, 0, 400, 80 }, ink, ct_palette_get (CT_PALETTE_LIGHT));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static guint
ink_in (cairo_surface_t *surface, double x, double y, double radius)
{
  guint n = 0;

  for (double dy = -radius; dy <= radius; dy++)
    for (double dx = -radius; dx <= radius; dx++)
      n += ct_color_contrast (pixel (surface, x + dx, y + dy), (CtColor) { 1, 1, 1 }) > 2;
  return n;
}

static void
test_each_state_of_a_session_has_a_shape_of_its_own (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 60);
  cairo_t *cr = cairo_create (surface);
  const CtPalette *grey = ct_palette_get (CT_PALETTE_GREY);
  guint ink[5];

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint kind = 0; kind < 5; kind++)
    ct_strip_paint_mark (cr, (CtStripKind) kind, 30 + 60.0 * kind, 30, 20, grey);
  cairo_surface_flush (surface);
  for (guint kind = 0; kind < 5; kind++)
    ink[kind] = ink_in (surface, 30 + 60.0 * kind, 30, 28);
  /* Done is full, today is half full, planned is a ring, missed a cross, evaluation a diamond. */
  g_assert_cmpint (ink[CT_STRIP_DONE], >, 1200);
  g_assert_cmpint (ink[CT_STRIP_TODAY], <, ink[CT_STRIP_DONE] * 9 / 10);
  g_assert_cmpint (ink[CT_STRIP_PLANNED], <, ink[CT_STRIP_TODAY] * 9 / 10);
  g_assert_cmpint (ink_in (surface, 30 + 60.0 * CT_STRIP_PLANNED, 30, 8), ==, 0);
  g_assert_cmpint (ink_in (surface, 30 + 60.0 * CT_STRIP_EVALUATION, 30, 8), ==, 0);
  g_assert_cmpint (ink_in (surface, 30 + 60.0 * CT_STRIP_EVALUATION, 6, 2), >, 5);
  g_assert_cmpint (ink_in (surface, 30 + 60.0 * CT_STRIP_PLANNED, 6, 2), ==, 0);
  g_assert_cmpint (ink_in (surface, 30 + 60.0 * CT_STRIP_MISSED, 30, 4), >, 20);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-paint/zones, marks and bars are painted in every palette", test_zones_marks_and_bars_are_painted_in_every_palette);
  g_test_add_func ("/chart-paint/an estimate is hollow and a safety notice has its own colour", test_an_estimate_is_hollow_and_a_safety_notice_has_its_own_colour);
  g_test_add_func ("/chart-paint/words and marks stand out in every palette", test_words_and_marks_stand_out_in_every_palette);
  g_test_add_func ("/chart-paint/names stand clear in real fonts too", test_names_stand_clear_in_real_fonts_too);
  g_test_add_func ("/chart-paint/the same chart makes the same files", test_the_same_chart_makes_the_same_files);
  g_test_add_func ("/chart-paint/a size that cannot be drawn is refused in words", test_a_size_that_cannot_be_drawn_is_refused_in_words);
  g_test_add_func ("/chart-paint/a full disk is told in a sentence and leaves the old file", test_a_full_disk_is_told_in_a_sentence_and_leaves_the_old_file);
  g_test_add_func ("/chart-paint/a chart file is private to who made it", test_a_chart_file_is_private_to_who_made_it);
  g_test_add_func ("/chart-paint/names written from right to left are drawn", test_names_written_from_right_to_left_are_drawn);
  g_test_add_func ("/chart-paint/each state of a session has a shape of its own", test_each_state_of_a_session_has_a_shape_of_its_own);
  return g_test_run ();
}
