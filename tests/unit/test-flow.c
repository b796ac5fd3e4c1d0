/* Pages break where a reader would break them, and lose nothing. */
#define _GNU_SOURCE /* memmem() */
#include "paper/ct-flow.h"
#include "paper/ct-codes-sheet.h"
#include "paper/ct-recovery-sheet.h"
#include "paper/ct-signature-sheet.h"
#include "paper/ct-summary.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/ct-error.h"
#include "ct-hostile.h"
#include "ct-small-disk.h"
#include "paper-samples.h"

static GStrv
page_lines (const CtPages *pages, guint page)
{
  g_autofree char *text = ct_pages_get_text (pages, page);

  return g_strsplit (text, "\n", -1);
}

/* The words of all pages. */
static char *
all_text (const CtPages *pages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_pages_get_n (pages); i++)
    {
      g_autofree char *page = ct_pages_get_text (pages, i);

      g_string_append (text, page);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
assert_says (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in “%s”", words, text);
}

static guint
count_lines (const CtPages *pages, guint page, const char *prefix)
{
  g_auto (GStrv) lines = page_lines (pages, page);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], prefix);
  return n;
}

static CtPages *
table_pages (guint lines_before, guint rows)
{
  const CtFlowSetup setup = { .paper = CT_PAPER_A4 };
  const CtFlowColumn columns[] = { { "Number", CT_ALIGN_END }, { "What", CT_ALIGN_START } };
  g_autoptr (CtFlow) flow = ct_flow_new (&setup);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines_before; i++)
    ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, "before");
  ct_flow_heading (flow, 1, "Heading");
  for (guint i = 0; i < rows; i++)
    {
      g_ptr_array_add (cells, g_strdup_printf ("row-%u", i));
      g_ptr_array_add (cells, g_strdup ("something"));
    }
  ct_flow_table (flow, columns, 2, (const char *const *) cells->pdata, rows);
  return ct_flow_finish (flow);
}

static void
test_a_table_repeats_its_header_and_leaves_no_row_alone (void)
{
  for (guint before = 0; before < 45; before++)
    for (guint rows = 1; rows < 100; rows += 7)
      {
        g_autoptr (CtPages) pages = table_pages (before, rows);
        guint seen = 0;

        for (guint i = 0; i < ct_pages_get_n (pages); i++)
          {
            guint here = count_lines (pages, i, "row-");

            g_assert_cmpint (count_lines (pages, i, "Number"), ==, here > 0);
            if (here == 1)
              g_assert_cmpint (rows, ==, 1);
            if (count_lines (pages, i, "Heading") > 0)
              g_assert_cmpint (here, >, 0); /* a heading never ends a page */
            seen += here;
          }
        g_assert_cmpint (seen, ==, rows);
      }
}

static void
test_a_paragraph_never_leaves_one_line_behind (void)
{
  static const char sentence[] = "Ketamine was given slowly and was tolerated well by the patient throughout. ";
  const CtFlowSetup setup = { .paper = CT_PAPER_LETTER, .size = 12 };

  for (guint before = 30; before < 46; before++)
    {
      g_autoptr (CtFlow) flow = ct_flow_new (&setup);
      g_autoptr (CtPages) pages = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      guint total = 0;

      for (guint i = 0; i < 12; i++)
        g_string_append (text, sentence);
      for (guint i = 0; i < before; i++)
        ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, "·");
      ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, text->str);
      pages = ct_flow_finish (flow);
      for (guint i = 0; i < ct_pages_get_n (pages); i++)
        {
          g_auto (GStrv) lines = page_lines (pages, i);
          guint here = 0;

          for (guint j = 0; lines[j + 1] != NULL; j++)
            here += lines[j][0] != '\0' && !g_str_has_prefix (lines[j], "·");
          g_assert_cmpint (here, !=, 1);
          total += here;
        }
      g_assert_cmpint (total, >, 8);
    }
}

static void
test_a_cell_longer_than_a_page_goes_on_over_the_next (void)
{
  const CtFlowSetup setup = { .paper = CT_PAPER_LETTER };
  const CtFlowColumn columns[] = { { "Date", CT_ALIGN_START }, { "Note", CT_ALIGN_START } };
  g_autoptr (CtFlow) flow = ct_flow_new (&setup);
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *text = NULL;
  const char *cells[] = { "2 Nov", NULL };

  for (guint i = 0; i < 2500; i++)
    g_string_append_printf (note, "word%u ", i);
  cells[1] = note->str;
  ct_flow_table (flow, columns, 2, cells, 1);
  pages = ct_flow_finish (flow);
  g_assert_cmpint (ct_pages_get_n (pages), >, 2);
  text = all_text (pages);
  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *word = g_strdup_printf ("word%u ", i);

      assert_says (text, word);
    }
}

static void
mark_place (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  *(CtRect *) data = rect;
}

/* Draws a page, for what its drawings note down. */
static void
draw_all (const CtPages *pages)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 10, 10);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < ct_pages_get_n (pages); i++)
    ct_pages_draw (pages, i, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_picture_stays_on_its_page_and_gives_way_a_little (void)
{
  const CtFlowSetup setup = { .paper = CT_PAPER_LETTER };
  gboolean gave_way = FALSE;

  for (int space = 400; space < 640; space += 5)
    {
      g_autoptr (CtFlow) flow = ct_flow_new (&setup);
      g_autoptr (CtPages) pages = NULL;
      CtRect above = { 0 }, picture = { 0 };

      ct_flow_drawing (flow, space, NULL, mark_place, &above, NULL);
      ct_flow_drawing (flow, 160, "A picture", mark_place, &picture, NULL);
      pages = ct_flow_finish (flow);
      draw_all (pages);
      g_assert_cmpfloat (picture.y + picture.height, <=, 792 - 54);
      g_assert_cmpfloat (picture.height, >=, 120);
      g_assert_cmpfloat (above.height, ==, space);
      if (ct_pages_get_n (pages) == 1)
        g_assert_cmpfloat (picture.y, >=, above.y + above.height);
      gave_way = gave_way || picture.height < 160;
    }
  g_assert_true (gave_way);
}

static void
test_paper_has_its_size (void)
{
  double width, height;

  ct_paper_get_size (CT_PAPER_LETTER, &width, &height);
  g_assert_cmpfloat (width, ==, 612);
  g_assert_cmpfloat (height, ==, 792);
  ct_paper_get_size (CT_PAPER_A4, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595.28, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 841.89, 0.01);
}

static void
test_nothing_at_all_is_still_a_page (void)
{
  const CtFlowSetup setup = { .paper = CT_PAPER_LETTER };
  g_autoptr (CtFlow) flow = ct_flow_new (&setup);
  g_autoptr (CtPages) pages = ct_flow_finish (flow);
  g_autofree char *text = ct_pages_get_text (pages, 0);

  g_assert_cmpint (ct_pages_get_n (pages), ==, 1);
  g_assert_cmpstr (text, ==, "Page 1 of 1");
}

/* What a real reader of PDF finds in it. */
static char *
read_pdf (const char *reader, const char *option, const char *path)
{
  g_autofree char *program = g_find_program_in_path (reader);
  const char *argv[] = { program, option, path, g_str_equal (reader, "pdftotext") ? "-" : NULL, NULL };
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return NULL;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, &error));
  return text;
}

static guint
form_feeds (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\f';
  return n;
}

static void
test_the_summary_of_a_typical_patient_is_two_pages_with_every_word (void)
{
  static const char *const words[] = {
    "Harbor Ketamine Clinic", "1200 Ocean Avenue, Long Beach, CA 90802", "562-555-0140", "Treatment summary", "Reyes, Marisol",
    "12 Mar 1985 (41 years)", "10482", "Major depressive disorder", "IV_IND_3PW", "6 of 6 sessions completed", "Mon 2 Nov 2026",
    "35 mg", "0.5 mg/kg", "Blood pressure 168/98 at 40 minutes", "20, severe", "9, mild", "55 % better", "response",
    "Remission ≤ 4", "Sertraline 100 mg", "Penicillin", "hives, moderate", "Evaluation on Mon 23 Nov 2026", "Tolerates infusions well.",
    "Ana Ruiz, MD", "Page 1 of 2", "Page 2 of 2",
  };
  g_autofree char *folder = g_dir_make_tmp ("ct-flow-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "summary.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CtChart) chart = typical_chart ();
  const CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) pages = ct_summary_new (&input);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ct_pages_get_n (pages), ==, 2);
  g_assert_true (ct_pages_write_pdf (pages, path, &error));
  g_assert_no_error (error);
  text = read_pdf ("pdftotext", "-layout", path);
  g_unlink (path);
  g_rmdir (folder);
  if (text == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_cmpint (form_feeds (text), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    assert_says (text, words[i]);
}

static void
test_the_same_summary_makes_the_same_bytes (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) pages = ct_summary_new (&input);
  g_autoptr (CtPages) again = ct_summary_new (&input);
  g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, NULL);
  g_autoptr (GBytes) pdf_again = ct_pages_to_pdf (again, NULL);
  g_autoptr (GBytes) pdf_thrice = ct_pages_to_pdf (pages, NULL);
  g_autoptr (GBytes) other = NULL;
  g_autoptr (CtPages) later = NULL;

  g_assert_true (g_bytes_equal (pdf, pdf_again));
  g_assert_true (g_bytes_equal (pdf, pdf_thrice));
  input.created_us += G_USEC_PER_SEC;
  later = ct_summary_new (&input);
  other = ct_pages_to_pdf (later, NULL);
  g_assert_false (g_bytes_equal (pdf, other));
}

static void
test_a_summary_is_dated_by_the_moment_given_not_the_clock (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) pages = ct_summary_new (&input);
  g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, NULL);
  g_autofree char *folder = g_dir_make_tmp ("ct-flow-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "summary.pdf", NULL);
  g_autofree char *about = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), NULL));
  about = read_pdf ("pdfinfo", "-rawdates", path);
  g_unlink (path);
  g_rmdir (folder);
  if (about == NULL)
    g_test_skip ("pdfinfo is not installed");
  else
    assert_says (about, "20261106212000Z");
}

static void
test_a_long_history_breaks_well_and_loses_nothing (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  CtSummaryInput input = typical_summary (chart);
  CtSummarySession sessions[120];
  CtSummaryItem medications[60];
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    sessions[i] = (CtSummarySession) { (int) i + 1, FIRST_DAY + (CtDate) i * 9, i % 11 == 10 ? CT_STRIP_MISSED : CT_STRIP_DONE,
                                       i % 11 == 10 ? "missed" : "completed", 42000, 500, NULL };
  for (guint i = 0; i < G_N_ELEMENTS (medications); i++)
    {
      char *name = g_strdup_printf ("Medication-%02u with a name that is about eighty characters long, as some are, mg", i);

      g_ptr_array_add (names, name);
      medications[i] = (CtSummaryItem) { name, "by mouth", NULL };
    }
  input.sessions = sessions;
  input.n_sessions = G_N_ELEMENTS (sessions);
  input.medications = medications;
  input.n_medications = G_N_ELEMENTS (medications);
  pages = ct_summary_new (&input);
  text = all_text (pages);
  g_assert_cmpint (ct_pages_get_n (pages), >, 4);
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    {
      g_autofree char *date = ct_date_format (sessions[i].date, "\n%a %-d %b %Y\n");

      assert_says (text, date);
    }
  for (guint i = 0; i < G_N_ELEMENTS (medications); i++)
    {
      g_autofree char *name = g_strdup_printf ("Medication-%02u", i);

      assert_says (text, name);
    }
  for (guint i = 0; i < ct_pages_get_n (pages); i++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, ct_pages_get_n (pages));
      g_autofree char *page = ct_pages_get_text (pages, i);

      assert_says (page, number);
    }
}

static void
test_large_text_and_other_scripts_lose_nothing (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *text = NULL;

  input.text_size = 20;
  input.paper = CT_PAPER_A4;
  input.patient_name = "כהן, נועה · Łukasiewicz-Þórsdóttir, Marie-Thérèse Guðrún de la Santísima Trinidad";
  input.note = "المريضة تتحمل العلاج جيدا.";
  pages = ct_summary_new (&input);
  draw_all (pages);
  text = all_text (pages);
  assert_says (text, "Guðrún");
  assert_says (text, "נועה");
  assert_says (text, "Sertraline");
  assert_says (text, "Ana Ruiz, MD");
  g_assert_cmpint (ct_pages_get_n (pages), >=, 4);
}

static void
test_a_patient_of_whom_little_is_known_has_a_summary (void)
{
  const CtSummaryInput input = { .clinic_name = "Harbor", .patient_name = "Okafor, T.", .born = CT_DATE_NONE, .age = -1,
                                 .printed_on = FIRST_DAY };
  g_autoptr (CtPages) pages = ct_summary_new (&input);
  g_autofree char *text = all_text (pages);

  g_assert_cmpint (ct_pages_get_n (pages), ==, 1);
  assert_says (text, "No sessions yet");
  assert_says (text, "No scores recorded.");
  assert_says (text, "None recorded.");
  g_assert_null (strstr (text, "(null)"));
}

/* What a reader finds of a line it does not set in a single run: without spaces, and without what has no shape. */
static char *
letters_of (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isgraph (g_utf8_get_char (p)) && g_utf8_get_char (p) < 0x250)
      g_string_append_unichar (letters, g_utf8_get_char (p));
  return g_string_free (letters, FALSE);
}

/* Whether all of it is set in one direction by one font, so that a reader of PDF gives it back letter by letter. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) >= 0x250)
      return FALSE;
  return TRUE;
}

static void
assert_prints_as_typed (const char *typed, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "summary.pdf", NULL);
  g_autoptr (CtChart) chart = typical_chart ();
  CtSummaryInput input = typical_summary (chart);
  const CtSummaryItem medication = { typed, typed, typed };
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL, *found = NULL, *wanted = NULL;

  input.patient_name = input.note = input.clinic_name = input.printed_by = typed;
  input.medications = &medication;
  input.n_medications = 1;
  pages = ct_summary_new (&input);
  g_assert_true (ct_pages_write_pdf (pages, path, &error));
  g_assert_no_error (error);
  read = read_pdf ("pdftotext", "-raw", path);
  g_unlink (path);
  if (read == NULL)
    return;
  found = letters_of (read);
  wanted = letters_of (typed);
  assert_says (read, "Page 1 of 2");
  if (is_plain (typed))
    assert_says (found, wanted);
}

static void
test_whatever_was_typed_is_printed_as_it_was_typed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ct-flow-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ct_hostile_texts); i++)
    if (ct_hostile_is_storable (ct_hostile_texts[i], FALSE))
      assert_prints_as_typed (ct_hostile_texts[i], folder);
  g_rmdir (folder);
}

static void
test_a_full_disk_leaves_no_half_summary (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ct-flow-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "summary.pdf", NULL);
  g_autoptr (CtChart) chart = typical_chart ();
  const CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) pages = ct_summary_new (&input);
  g_autoptr (GDir) files = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit;

  ct_small_disk_begin (&limit, 2000);
  g_assert_false (ct_pages_write_pdf (pages, path, &error));
  ct_small_disk_end (&limit);
  g_assert_error (error, CT_ERROR, CT_ERROR_FULL);
  g_assert_cmpstr (error->message, ==, "There is no room on the disk for “summary.pdf”. Free some space and try again.");
  files = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (files));
  g_rmdir (folder);
}

static void
test_the_recovery_sheet_shows_the_key_as_it_is_typed (void)
{
  const CtRecoverySheetInput input = { CT_PAPER_LETTER, "Harbor Ketamine Clinic", "7KQM-X2PD-9RTA-VW3C-H8ZN-4JEB-6SYG-2F5U",
                                       "harbor.clinic", FIRST_DAY, 0 };
  g_autoptr (CtPages) pages = ct_recovery_sheet_new (&input);
  g_autofree char *text = all_text (pages);
  g_autoptr (GBytes) pdf = ct_pages_to_pdf (pages, NULL);

  g_assert_cmpint (ct_pages_get_n (pages), ==, 1);
  assert_says (text, "7KQM-X2PD-9RTA-VW3C-\nH8ZN-4JEB-6SYG-2F5U");
  assert_says (text, "harbor.clinic");
  g_assert_cmpint (g_bytes_get_size (pdf), >, 1000);
}

static void
test_the_sheet_of_backup_codes_shows_each_and_whose_they_are (void)
{
  const char *const codes[] = { "1111 2222", "3333 4444", NULL };
  const CtCodesSheetInput input = { CT_PAPER_A4, "Harbor", "ana", codes, FIRST_DAY, 0 };
  g_autoptr (CtPages) pages = ct_codes_sheet_new (&input);
  g_autofree char *text = ct_pages_get_text (pages, 0);

  g_assert_cmpuint (ct_pages_get_n (pages), ==, 1);
  g_assert_nonnull (strstr (text, "1111 2222"));
  g_assert_nonnull (strstr (text, "3333 4444"));
  g_assert_nonnull (strstr (text, "ana"));
  g_assert_nonnull (strstr (text, "Used on"));
}

/* ---- Signatures ---- */

static void
test_signing_changes_nothing_but_the_place_for_it (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  CtSummaryInput input = typical_summary (chart);
  g_autoptr (CtPages) pages = ct_summary_new (&input);
  g_autoptr (GBytes) before = ct_pages_to_pdf (pages, NULL);
  g_autoptr (CtPages) with_lines
    = ct_pages_sign (pages, "Signed by Ana Ruiz, MD (Prescriber)", (const char *const[]) { "Author · now", "Reference feed", NULL });
  g_autoptr (GBytes) after = ct_pages_to_pdf (with_lines, NULL);
  g_autoptr (GBytes) still = ct_pages_to_pdf (pages, NULL);
  guint last = ct_pages_get_n (pages) - 1;
  g_autofree char *first_page = ct_pages_get_text (pages, 0);
  g_autofree char *first_signed = ct_pages_get_text (with_lines, 0);
  g_autofree char *blank_text = ct_pages_get_text (pages, last);
  g_autofree char *text = ct_pages_get_text (with_lines, last);

  g_assert_true (ct_pages_can_be_signed (pages));
  g_assert_false (ct_pages_can_be_signed (with_lines));
  g_assert_cmpuint (ct_pages_get_n (with_lines), ==, last + 1);
  g_assert_true (g_bytes_equal (before, still));
  g_assert_false (g_bytes_equal (before, after));
  g_assert_cmpstr (first_page, ==, first_signed);
  g_assert_nonnull (strstr (text, "Signed by Ana Ruiz, MD (Prescriber)\nAuthor · now\nReference feed\n"));
  g_assert_null (strstr (blank_text, "Signed by"));
  g_assert_nonnull (strstr (blank_text, "\nDate\n"));
  g_assert_null (strstr (text, "\nDate\n"));
  /* The pages outlive what they were made from. */
  g_clear_pointer (&pages, ct_pages_unref);
  g_clear_pointer (&still, g_bytes_unref);
  still = ct_pages_to_pdf (with_lines, NULL);
  g_assert_true (g_bytes_equal (after, still));
}

static void
test_the_page_of_signatures_says_who_and_whether_it_is_unchanged (void)
{
  g_autoptr (GPtrArray) signatures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Los_Angeles");
  CtSignature *signature = ct_signature_new ();
  const CtSignatureSheetInput input = { .clinic_name = "Harbor", .patient_name = "Reyes, Marisol", .title = "Treatment summary",
                                        .sha256 = "0123456789abcdef", .seal = CT_SEAL_ALTERED, .signatures = signatures,
                                        .zone = zone, .printed_by = "Ana Ruiz" };
  g_autoptr (CtPages) pages = NULL;
  g_autofree char *text = NULL;

  g_object_set (signature, "user-name", "Ana Ruiz, MD", "role", "prescriber", "meaning", "approved", "reference",
                "0123 4567 89ab", "signed-us", ct_time_parse_iso ("2026-07-02T18:00:00Z"), NULL);
  g_ptr_array_add (signatures, signature);
  pages = ct_signature_sheet_new (&input);
  text = ct_pages_get_text (pages, 0);
  g_assert_cmpuint (ct_pages_get_n (pages), ==, 1);
  g_assert_nonnull (strstr (text, "these bytes are not what was signed"));
  g_assert_nonnull (strstr (text, "01234567 89abcdef"));
  g_assert_nonnull (strstr (text, "Approved"));
  g_assert_nonnull (strstr (text, "Thu 2 Jul 2026, 11:00 PDT"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/a table repeats its header and leaves no row alone", test_a_table_repeats_its_header_and_leaves_no_row_alone);
  g_test_add_func ("/flow/a paragraph never leaves one line behind", test_a_paragraph_never_leaves_one_line_behind);
  g_test_add_func ("/flow/a cell longer than a page goes on over the next", test_a_cell_longer_than_a_page_goes_on_over_the_next);
  g_test_add_func ("/flow/a picture stays on its page and gives way a little", test_a_picture_stays_on_its_page_and_gives_way_a_little);
  g_test_add_func ("/flow/paper has its size", test_paper_has_its_size);
  g_test_add_func ("/flow/nothing at all is still a page", test_nothing_at_all_is_still_a_page);
  g_test_add_func ("/summary/a typical patient has two pages with every word", test_the_summary_of_a_typical_patient_is_two_pages_with_every_word);
  g_test_add_func ("/summary/the same summary makes the same bytes", test_the_same_summary_makes_the_same_bytes);
  g_test_add_func ("/summary/it is dated by the moment given", test_a_summary_is_dated_by_the_moment_given_not_the_clock);
  g_test_add_func ("/summary/a long history breaks well and loses nothing", test_a_long_history_breaks_well_and_loses_nothing);
  g_test_add_func ("/summary/large text and other scripts lose nothing", test_large_text_and_other_scripts_lose_nothing);
  g_test_add_func ("/summary/a patient of whom little is known has one", test_a_patient_of_whom_little_is_known_has_a_summary);
  g_test_add_func ("/summary/whatever was typed is printed as it was typed", test_whatever_was_typed_is_printed_as_it_was_typed);
  g_test_add_func ("/summary/a full disk leaves no half summary", test_a_full_disk_leaves_no_half_summary);
  g_test_add_func ("/signature/signing changes nothing but the place for it", test_signing_changes_nothing_but_the_place_for_it);
  g_test_add_func ("/signature/the page of signatures says who and whether it is unchanged",
                   test_the_page_of_signatures_says_who_and_whether_it_is_unchanged);
  g_test_add_func ("/sheets/the sheet of backup codes shows each and whose they are",
                   test_the_sheet_of_backup_codes_shows_each_and_whose_they_are);
  g_test_add_func ("/sheets/the recovery sheet shows the key as it is typed", test_the_recovery_sheet_shows_the_key_as_it_is_typed);
  return g_test_run ();
}
