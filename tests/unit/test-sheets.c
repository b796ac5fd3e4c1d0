/* The desk's paper: day sheets, weeks, labels and cards. */
#include <string.h>

#include "base/ct-error.h"
#include "paper/ct-day-sheet.h"
#include "paper/ct-paper-tint.h"
#include "paper/ct-series-sheet.h"
#include "paper/ct-tag-sheet.h"

#define MONDAY ct_date_new (2026, 11, 23)
#define CREATED G_GINT64_CONSTANT (1795700000000000)

static char *
all_text (const CtPages *pages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_pages_get_n (pages); i++)
    {
      g_autofree char *page = ct_pages_get_text (pages, i);

      g_string_append (text, page);
    }
  return g_string_free (text, FALSE);
}

static void
assert_said (const char *text, const char *wanted)
{
  if (strstr (text, wanted) == NULL)
    g_error ("“%s” is not in: %s", wanted, text);
}

static CtScheduleInput
schedule (const CtPaperGroup *groups, guint n_groups, const CtPaperVisit *visits, guint n_visits)
{
  return (CtScheduleInput) { .clinic_name = "Harbor Ketamine Clinic", .site_name = "Harbor", .printed_by = "Ana Ruiz",
                             .first = MONDAY, .n_days = 5, .groups = groups, .n_groups = n_groups, .visits = visits,
                             .n_visits = n_visits, .open = { 8 * 60, 17 * 60 }, .zone = g_time_zone_new_utc (),
                             .created_us = CREATED };
}

static CtPaperVisit
visit (CtDate day, int from, int minutes, gint64 group, const char *patient)
{
  return (CtPaperVisit) { .day = day, .minutes = { from, from + minutes }, .group = group, .patient = patient,
                          .born = ct_date_new (1985, 3, 12), .mrn = "10482", .phone = "714-555-0132",
                          .what = "Treatment, 4 of 6", .with = "Leila Haddad", .status = "Booked" };
}

/* ---- Colours ---- */

static void
assert_readable (CtRgb hue, CtPaletteKind kind)
{
  const CtPalette *palette = ct_palette_get (kind);
  CtPaperTint tint = ct_paper_tint (hue, palette);

  g_assert_cmpfloat (ct_color_contrast (palette->text, tint.fill), >=, 4.5);
  g_assert_cmpfloat (ct_color_contrast (palette->dim_text, tint.fill), >=, 4.5);
  g_assert_cmpfloat (ct_color_contrast (tint.mark, tint.fill), >=, 3);
  g_assert_cmpfloat (ct_color_contrast (tint.mark, palette->background), >=, 3);
  g_assert_cmpfloat (ct_color_contrast (tint.edge, palette->background), >=, 3);
}

static void
test_words_on_paper_are_readable_whatever_colour_was_chosen (void)
{
  for (int i = 0; i < 2000; i++)
    {
      CtRgb hue = (CtRgb) g_test_rand_int_range (0, 0x1000000);

      assert_readable (hue, CT_PALETTE_PAPER);
      assert_readable (hue, CT_PALETTE_GREY);
    }
}

static void
test_grey_paper_has_no_colour_and_keeps_how_dark_it_is (void)
{
  const CtPalette *grey = ct_palette_get (CT_PALETTE_GREY);
  CtPaperTint light = ct_paper_tint (0xf0e442, grey), dark = ct_paper_tint (0x0072b2, grey);

  g_assert_cmpfloat (ABS (dark.mark.red - dark.mark.blue), <, 0.01);
  g_assert_cmpfloat (ABS (light.fill.red - light.fill.blue), <, 0.01);
  g_assert_cmpfloat (dark.fill.red, <, light.fill.red);
}

/* The legend says in words what the colours stand for, and each once. */
static void
test_a_week_says_what_its_colours_stand_for (void)
{
  CtPaperVisit visits[] = { visit (MONDAY, 600, 60, 1, "Reyes, Marisol"), visit (MONDAY, 700, 60, 1, "Okafor, Tobe"),
                            visit (MONDAY + 1, 600, 60, 1, "Lind, Berta") };
  CtScheduleInput input = schedule (NULL, 0, visits, G_N_ELEMENTS (visits));
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *text = NULL;

  visits[0].kind = visits[2].kind = "Treatment";
  visits[0].hue = visits[2].hue = 0x56b4e9;
  visits[1].kind = "Consultation";
  visits[1].hue = 0x009e73;
  pages = ct_week_grid_new (&input);
  text = all_text (pages);
  g_assert_cmpuint (ct_pages_get_n (pages), ==, 1);
  assert_said (text, "Colours: Treatment, Consultation");
  g_time_zone_unref (input.zone);
}

/* ---- Days ---- */

static void
test_a_day_sheet_has_a_list_for_each_chair_and_the_head_of_the_record (void)
{
  const CtPaperGroup groups[] = { { 1, "Chair 1" }, { 2, "Chair 2" } };
  const CtPaperVisit visits[] = { visit (MONDAY, 600, 60, 1, "Reyes, Marisol") };
  CtScheduleInput input = schedule (groups, 2, visits, 1);
  g_autoptr (CtAuditHead) head = ct_audit_head_new (77, CREATED, "ab");
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *text = NULL;

  input.head = head;
  input.closed = "Thanksgiving";
  pages = ct_day_sheet_new (&input);
  text = all_text (pages);
  g_assert_cmpuint (ct_pages_get_n (pages), ==, 1);
  assert_said (text, "Monday, 23 November 2026");
  assert_said (text, "Closed: Thanksgiving");
  assert_said (text, "10:00–11:00");
  assert_said (text, "Reyes, Marisol");
  assert_said (text, "Chair 2");
  assert_said (text, "Nobody is booked.");
  assert_said (text, "77");
  g_time_zone_unref (input.zone);
}

static void
test_each_clinician_gets_pages_of_their_own (void)
{
  const CtPaperGroup groups[] = { { 1, "Leila Haddad" }, { 2, "Felix Moreau" }, { 0, "No clinician yet" } };
  const CtPaperVisit visits[] = { visit (MONDAY, 600, 60, 1, "Reyes, Marisol"), visit (MONDAY, 600, 60, 2, "Okafor, Tobe"),
                                  visit (MONDAY, 700, 60, 0, "Vilan, Grace") };
  CtScheduleInput input = schedule (groups, 3, visits, 3);
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *first = NULL;

  input.by_clinician = TRUE;
  pages = ct_day_sheet_new (&input);
  g_assert_cmpuint (ct_pages_get_n (pages), ==, 3);
  first = ct_pages_get_text (pages, 0);
  assert_said (first, "Reyes, Marisol");
  g_assert_null (strstr (first, "Okafor"));
  g_time_zone_unref (input.zone);
}

/* With many at once a block would be too narrow to read, so fewer days go on a page; nobody is left out. */
static void
test_a_week_lies_on_its_side_and_loses_nobody_however_many_come (void)
{
  static const guint at_once[] = { 0, 1, 4, 8, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (at_once); i++)
    {
      g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (CtPaperVisit));
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (CtPages) pages = NULL;
      g_autofree char *text = NULL;
      CtScheduleInput input;

      for (guint day = 0; day < 5; day++)
        for (guint n = 0; n < at_once[i]; n++)
          {
            char *name = g_strdup_printf ("Name%u-%u, Given", day, n);
            CtPaperVisit one = visit (MONDAY + (CtDate) day, 540, 120, 1, name);

            g_ptr_array_add (names, name);
            g_array_append_val (visits, one);
          }
      input = schedule (NULL, 0, (const CtPaperVisit *) (gpointer) visits->data, visits->len);
      pages = ct_week_grid_new (&input);
      text = all_text (pages);
      g_assert_cmpfloat (ct_pages_get_width (pages), >, ct_pages_get_height (pages));
      g_assert_cmpuint (ct_pages_get_n (pages), ==, at_once[i] <= 4 ? 1 : at_once[i] <= 8 ? 3 : 5);
      for (guint n = 0; n < names->len; n++)
        assert_said (text, g_ptr_array_index (names, n));
      g_bytes_unref (ct_pages_to_pdf (pages, NULL));
      g_time_zone_unref (input.zone);
    }
}

/* ---- Labels and cards ---- */

static GPtrArray *
shipped (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHAIRTIME_DATA"), "paper", "sheets.ini", NULL);
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *formats = ct_tag_formats_load (paths, &error);

  g_assert_no_error (error);
  return formats;
}

static void
test_the_sheets_that_ship_lie_on_their_paper_and_do_not_overlap (void)
{
  g_autoptr (GPtrArray) formats = shipped ();

  g_assert_cmpuint (ct_tag_format_size (ct_tag_formats_find (formats, "letter-30")), ==, 30);
  g_assert_cmpuint (ct_tag_format_size (ct_tag_formats_find (formats, "a4-24")), ==, 24);
  g_assert_cmpint (ct_tag_formats_usual (formats, CT_TAG_LABELS, CT_PAPER_A4)->paper, ==, CT_PAPER_A4);
  g_assert_cmpint (ct_tag_formats_usual (formats, CT_TAG_CARDS, CT_PAPER_LETTER)->use, ==, CT_TAG_CARDS);
  for (guint i = 0; i < formats->len; i++)
    {
      const CtTagFormat *format = g_ptr_array_index (formats, i);
      double width, height;

      ct_paper_get_size (format->paper, &width, &height);
      for (guint a = 0; a < ct_tag_format_size (format); a++)
        {
          CtRect p = ct_tag_format_place (format, a);

          g_assert_true (p.x >= 0 && p.y >= 0 && p.x + p.width <= width + 0.5 && p.y + p.height <= height + 0.5);
          for (guint b = 0; b < a; b++)
            {
              CtRect q = ct_tag_format_place (format, b);

              g_assert_true (p.x >= q.x + q.width - 0.01 || q.x >= p.x + p.width - 0.01 ||
                             p.y >= q.y + q.height - 0.01 || q.y >= p.y + p.height - 0.01);
            }
        }
    }
}

static void
assert_wrong (const char *text, const char *key)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *formats = ct_tag_formats_parse (text, "mine.ini", &error);

  g_assert_null (formats);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  assert_said (error->message, "mine.ini");
  assert_said (error->message, key);
}

static void
test_a_sheet_that_can_not_be_right_is_refused_with_its_place (void)
{
  const char *head = "[x]\ntitle=X\nuse=labels\npaper=a4\ncolumns=2\nrows=2\n";
  g_autofree char *off = g_strconcat (head, "width=90000\nheight=90000\nleft=60000\ntop=0\nacross=90000\ndown=90000\n", NULL);
  g_autofree char *over = g_strconcat (head, "width=90000\nheight=90000\nleft=0\ntop=0\nacross=80000\ndown=90000\n", NULL);
  g_autofree char *tall = g_strconcat (head, "width=90000\nheight=160000\nleft=0\ntop=0\nacross=90000\ndown=160000\n", NULL);

  assert_wrong ("no list", "mine.ini");
  assert_wrong ("[x]\ntitle=X\nuse=stickers\npaper=a4\n", "use");
  assert_wrong ("[x]\ntitle=X\nuse=labels\npaper=a9\n", "paper");
  assert_wrong ("[x]\ntitle=X\nuse=labels\npaper=a4\ncolumns=0\n", "columns");
  assert_wrong ("[x]\ntitle=X\nuse=labels\npaper=a4\ncolumns=999999999999\n", "columns");
  assert_wrong (off, "width");
  assert_wrong (over, "across");
  assert_wrong (tall, "height");
}

static GPtrArray *
tags_of (guint n)
{
  static const char *const lines[] = { "Born 12 Mar 1985", "MRN 10482", NULL };
  GPtrArray *tags = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_tag_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Patient %u, of a name that is far too long for any label there is", i);

      g_ptr_array_add (tags, ct_tag_new ("Harbor", name, lines, "562-555-0100"));
    }
  return tags;
}

static void
test_a_begun_sheet_is_gone_on_with_and_the_next_ones_are_filled (void)
{
  g_autoptr (GPtrArray) formats = shipped ();
  const CtTagFormat *format = ct_tag_formats_find (formats, "letter-30");
  static const struct
  {
    guint first, n, pages;
  } cases[] = { { 0, 30, 1 }, { 1, 30, 2 }, { 29, 1, 1 }, { 29, 2, 2 }, { 0, 61, 3 }, { 99, 31, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) tags = tags_of (cases[i].n);
      CtTagSheetInput input = { format, cases[i].first, tags, "Labels", NULL, CREATED };
      g_autoptr (CtPages) pages = ct_tag_sheet_new (&input);
      g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, NULL);
      g_autofree char *text = all_text (pages);
      g_autofree char *last = g_strdup_printf ("Patient %u,", cases[i].n - 1);

      g_assert_cmpuint (ct_pages_get_n (pages), ==, cases[i].pages);
      g_assert_nonnull (pdf);
      assert_said (text, last);
      /* Bare: a label sheet has no footer to spoil a label. */
      g_assert_null (strstr (text, "Page 1"));
    }
}

static void
test_all_appointments_go_on_a_page_with_whom_to_call (void)
{
  const CtSeriesVisit visits[] = { { { MONDAY, 600 }, 90, "Treatment, 4 of 6", "Harbor, 1 Pier Road" } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  CtSeriesInput input = { .paper = CT_PAPER_A4, .clinic_name = "Harbor", .phone = "562-555-0100",
                          .patient_name = "Reyes, Marisol", .visits = visits, .n_visits = 1, .zone = zone,
                          .created_us = CREATED };
  g_autoptr (CtPages) pages = ct_series_sheet_new (&input);
  g_autoptr (CtPages) none = NULL;
  g_autofree char *text = all_text (pages);
  g_autofree char *empty = NULL;

  assert_said (text, "Monday, 23 November 2026");
  assert_said (text, "10:00–11:30");
  assert_said (text, "562-555-0100");
  input.n_visits = 0;
  none = ct_series_sheet_new (&input);
  empty = all_text (none);
  assert_said (empty, "Nothing is booked.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets/words-are-readable-whatever-colour-was-chosen", test_words_on_paper_are_readable_whatever_colour_was_chosen);
  g_test_add_func ("/sheets/grey-paper-has-no-colour-and-keeps-how-dark-it-is",
                   test_grey_paper_has_no_colour_and_keeps_how_dark_it_is);
  g_test_add_func ("/sheets/a-week-says-what-its-colours-stand-for", test_a_week_says_what_its_colours_stand_for);
  g_test_add_func ("/sheets/a-day-sheet-has-a-list-for-each-chair-and-the-head-of-the-record",
                   test_a_day_sheet_has_a_list_for_each_chair_and_the_head_of_the_record);
  g_test_add_func ("/sheets/each-clinician-gets-pages-of-their-own", test_each_clinician_gets_pages_of_their_own);
  g_test_add_func ("/sheets/a-week-lies-on-its-side-and-loses-nobody-however-many-come",
                   test_a_week_lies_on_its_side_and_loses_nobody_however_many_come);
  g_test_add_func ("/sheets/the-sheets-that-ship-lie-on-their-paper-and-do-not-overlap",
                   test_the_sheets_that_ship_lie_on_their_paper_and_do_not_overlap);
  g_test_add_func ("/sheets/a-sheet-that-can-not-be-right-is-refused-with-its-place",
                   test_a_sheet_that_can_not_be_right_is_refused_with_its_place);
  g_test_add_func ("/sheets/a-begun-sheet-is-gone-on-with-and-the-next-ones-are-filled",
                   test_a_begun_sheet_is_gone_on_with_and_the_next_ones_are_filled);
  g_test_add_func ("/sheets/all-appointments-go-on-a-page-with-whom-to-call",
                   test_all_appointments_go_on_a_page_with_whom_to_call);
  return g_test_run ();
}
