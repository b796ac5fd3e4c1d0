/* Whatever colour a clinic picks, words and marks can be read: over all colours, light, dark and in high contrast. */
#include "base/ct-error.h"
#include "domain/ct-appointment.h"
#include "domain/ct-colors.h"

/* Light and dark, as libadwaita has them; the same in high contrast; and white paper. */
static const CtTintGround grounds[] = {
  { 0xffffff, 0x000000, 80, FALSE },
  { 0x1e1e1e, 0xffffff, 100, FALSE },
  { 0xffffff, 0x000000, 100, TRUE },
  { 0x1e1e1e, 0xffffff, 100, TRUE },
  { 0xffffff, 0x000000, 100, FALSE },
};

/* How solid a block may be. */
static const int percents[] = { 0, 10, 16, 28, 34, 46, 55, 61, 100 };

static void
assert_can_be_read (CtRgb hue, int percent, const CtTintGround *ground)
{
  CtTint tint = ct_tint_derive (hue, percent, ground);
  double words = ct_rgb_contrast (ct_tint_ink (ground, tint.fill), tint.fill);

  if (words < (ground->contrast ? 7 : 4.5) || ct_rgb_contrast (tint.edge, ground->base) < 3 ||
      ct_rgb_contrast (tint.edge, tint.fill) < 3 || ct_rgb_contrast (tint.mark, ground->base) < 3 ||
      ct_rgb_contrast (tint.mark, tint.fill) < 3)
    g_error ("#%06x at %d %% on #%06x: words %.2f, edge %.2f and %.2f, mark %.2f and %.2f", hue, percent, ground->base,
             words, ct_rgb_contrast (tint.edge, ground->base), ct_rgb_contrast (tint.edge, tint.fill),
             ct_rgb_contrast (tint.mark, ground->base), ct_rgb_contrast (tint.mark, tint.fill));
}

static void
test_every_colour_can_be_read (void)
{
  for (guint i = 0; i < 36 * 36 * 36; i++)
    {
      CtRgb hue = MIN (i % 36 * 8, 255) | MIN (i / 36 % 36 * 8, 255) << 8 | MIN (i / 36 / 36 * 8, 255) << 16;

      for (gsize g = 0; g < G_N_ELEMENTS (grounds); g++)
        for (gsize p = 0; p < G_N_ELEMENTS (percents); p++)
          assert_can_be_read (hue, percents[p], &grounds[g]);
    }
}

/* Icons, rings and lesser words are fainter than names. */
static void
test_fainter_marks_can_be_seen (void)
{
  for (guint i = 0; i < 50000; i++)
    {
      CtRgb hue = (CtRgb) g_test_rand_int_range (0, 0x1000000);

      for (gsize g = 0; g < G_N_ELEMENTS (grounds); g++)
        {
          CtTint tint = ct_tint_derive (hue, 61, &grounds[g]);
          CtRgb icon = ct_rgb_mix (tint.fill, grounds[g].text, grounds[g].text_percent * 85 / 100);

          g_assert_cmpfloat (ct_rgb_contrast (icon, tint.fill), >=, 3);
        }
    }
}

/* No more is taken off than has to be: a light hue stays as solid as was asked for. */
static void
test_a_hue_that_can_be_read_stays_as_it_is (void)
{
  CtTint tint = ct_tint_derive (0x56B4E9, 55, &grounds[0]);

  g_assert_cmphex (tint.fill, ==, ct_rgb_mix (0xffffff, 0x56B4E9, 55));
  tint = ct_tint_derive (0x000000, 55, &grounds[0]);
  g_assert_cmpfloat (ct_rgb_contrast (tint.fill, 0xffffff), >, 1.5);
}

/* On grey paper too the edge is there, whatever was picked. */
static void
test_grey_paper_shows_the_edge_of_every_hue (void)
{
  guint n;
  const CtHue *hues = ct_colors_list_hues (&n);

  for (guint i = 0; i < n; i++)
    {
      CtTint tint = ct_tint_derive (hues[i].color, 40, &grounds[4]);

      g_assert_cmpfloat (ct_rgb_contrast (tint.edge, tint.fill), >=, 3);
    }
}

static void
test_the_hues_to_pick_are_told_apart_and_none_means_danger (void)
{
  guint n;
  const CtHue *hues = ct_colors_list_hues (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_false (ct_rgb_is_alarm (hues[i].color));
      g_assert_nonnull (ct_colors_hue_name (hues[i].color));
      for (guint j = 0; j < i; j++)
        g_assert_cmpfloat (ct_rgb_distance (hues[i].color, hues[j].color), >, 0.08);
    }
  g_assert_true (ct_rgb_is_alarm (0xE01B24));
  g_assert_true (ct_rgb_is_alarm (0xC01C28));
  g_assert_null (ct_colors_hue_name (0x123456));
}

static void
test_contrast_and_distance_are_those_of_the_books (void)
{
  g_assert_cmpfloat_with_epsilon (ct_rgb_contrast (0x000000, 0xffffff), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (ct_rgb_contrast (0x777777, 0xffffff), 4.478, 0.001);
  g_assert_cmpfloat_with_epsilon (ct_rgb_distance (0x000000, 0xffffff), 1, 1e-4);
  g_assert_cmpfloat_with_epsilon (ct_rgb_distance (0x123456, 0x123456), 0, 1e-9);
}

static void
test_colours_are_written_as_everybody_writes_them (void)
{
  static const char *const wrong[] = { NULL, "", "56b4e9", "#56b4e", "#56b4e9a", "#56b4eg", "blue", "#", "#-1b4e9" };
  g_autofree char *text = ct_rgb_format (0x0072B2);
  CtRgb color = 7;

  g_assert_cmpstr (text, ==, "#0072b2");
  g_assert_true (ct_rgb_parse (text, &color));
  g_assert_cmphex (color, ==, 0x0072B2);
  g_assert_true (ct_rgb_parse ("#FFFFFF", &color));
  g_assert_cmphex (color, ==, 0xffffff);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (ct_rgb_parse (wrong[i], &color));
}

static void
add_choice (GPtrArray *choices, const char *subject, gint64 user_id, const char *color)
{
  CtColorChoice *choice = ct_color_choice_new ();

  g_object_set (choice, "subject", subject, "user-id", user_id, "color", color, NULL);
  g_ptr_array_add (choices, choice);
}

static void
test_the_clinic_chooses_and_the_rest_stays_standard (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CtColors) standard = ct_colors_new (none);
  g_autoptr (CtColors) colors = ct_colors_new (choices);
  g_autoptr (GPtrArray) back = NULL;
  CtRgb color;

  add_choice (choices, "kind/treatment", 0, "#102030");
  add_choice (choices, "step/arrived", 0, "#009e73");
  add_choice (choices, "clinician", 2, "#7a5230");
  add_choice (choices, "kind/other", 0, NULL);
  g_assert_cmphex (ct_colors_get_kind (colors, CT_VISIT_TREATMENT), ==, 0x102030);
  g_assert_cmphex (ct_colors_get_kind (colors, CT_VISIT_OTHER), ==, ct_colors_get_kind (standard, CT_VISIT_OTHER));
  g_assert_cmphex (ct_colors_get_kind (colors, "unheard-of"), ==, ct_colors_get_kind (colors, NULL));
  g_assert_true (ct_colors_get_step (colors, CT_STEP_ARRIVED, &color));
  g_assert_cmphex (color, ==, 0x009e73);
  g_assert_false (ct_colors_get_step (colors, CT_STEP_READY, &color));
  g_assert_cmphex (ct_colors_get_clinician (colors, 2), ==, 0x7a5230);
  g_assert_cmphex (ct_colors_get_clinician (colors, 3), ==, ct_colors_get_clinician (standard, 3));
  g_assert_true (ct_colors_have_choice (colors));
  g_assert_false (ct_colors_have_choice (standard));
  g_assert_null (ct_colors_kind_alike (standard, CT_VISIT_TREATMENT));
  g_object_set (g_ptr_array_index (choices, 3), "color", "#112131", NULL);
  g_assert_cmpstr (ct_colors_kind_alike (colors, CT_VISIT_TREATMENT), ==, CT_VISIT_OTHER);
  g_object_set (g_ptr_array_index (choices, 3), "color", NULL, NULL);
  back = ct_colors_make_standard (colors);
  g_assert_cmpuint (back->len, ==, 3);
  for (guint i = 0; i < back->len; i++)
    g_assert_null (CT_COLOR_CHOICE (g_ptr_array_index (back, i))->color);
}

static void
test_only_what_has_a_colour_can_be_given_one (void)
{
  static const struct { const char *subject; gint64 user_id; const char *color; gboolean fine; } cases[] = {
    { "kind/follow-up", 0, "#56b4e9", TRUE }, { "kind/follow-up", 0, NULL, TRUE },      { "step/late", 0, "#000000", TRUE },
    { "clinician", 4, "#ffffff", TRUE },      { "clinician", 0, "#ffffff", FALSE },     { "kind/", 0, "#ffffff", FALSE },
    { "kind/treatment", 3, "#ffffff", FALSE }, { "step/gone", 0, "#ffffff", FALSE },    { "step/late", 0, "red", FALSE },
    { "chair", 0, "#ffffff", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CtColorChoice) choice = ct_color_choice_new ();
      g_autoptr (GError) error = NULL;

      g_object_set (choice, "subject", cases[i].subject, "user-id", cases[i].user_id, "color", cases[i].color, NULL);
      g_assert_cmpint (ct_color_choice_check (choice, &error), ==, cases[i].fine);
      g_assert_true (cases[i].fine || g_error_matches (error, CT_ERROR, CT_ERROR_INVALID));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colors/every-colour-can-be-read", test_every_colour_can_be_read);
  g_test_add_func ("/colors/fainter-marks-can-be-seen", test_fainter_marks_can_be_seen);
  g_test_add_func ("/colors/a-hue-that-can-be-read-stays-as-it-is", test_a_hue_that_can_be_read_stays_as_it_is);
  g_test_add_func ("/colors/grey-paper-shows-the-edge-of-every-hue", test_grey_paper_shows_the_edge_of_every_hue);
  g_test_add_func ("/colors/the-hues-to-pick-are-told-apart-and-none-means-danger",
                   test_the_hues_to_pick_are_told_apart_and_none_means_danger);
  g_test_add_func ("/colors/contrast-and-distance-are-those-of-the-books", test_contrast_and_distance_are_those_of_the_books);
  g_test_add_func ("/colors/colours-are-written-as-everybody-writes-them", test_colours_are_written_as_everybody_writes_them);
  g_test_add_func ("/colors/the-clinic-chooses-and-the-rest-stays-standard",
                   test_the_clinic_chooses_and_the_rest_stays_standard);
  g_test_add_func ("/colors/only-what-has-a-colour-can-be-given-one", test_only_what_has_a_colour_can_be_given_one);
  return g_test_run ();
}
