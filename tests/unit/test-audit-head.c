/* The record outside of the clinic: a printed head can be typed again, a table is only a table. */
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-time.h"
#include "domain/ct-audit-head.h"
#include "exchange/ct-audit-csv.h"

#define HASH "3f2a91bc00d47e5581e2c6aa9b0f1d2e3f405162738495a6b7c8d9eafb0c1d2e"

static CtAuditHead *
example (void)
{
  return ct_audit_head_new (1812, ct_time_parse_iso ("2026-11-14T18:02:00Z"), HASH);
}

static void
test_the_hash_is_printed_in_groups_of_four (void)
{
  g_autoptr (CtAuditHead) head = example ();
  g_autofree char *text = ct_audit_head_group_hash (head);
  g_auto (GStrv) groups = g_strsplit (text, " ", -1);

  g_assert_cmpuint (g_strv_length (groups), ==, 16);
  for (guint i = 0; groups[i] != NULL; i++)
    g_assert_cmpuint (strlen (groups[i]), ==, 4);
}

static void
test_what_was_written_is_read_again (void)
{
  g_autoptr (CtAuditHead) head = example ();
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  g_autofree char *text = ct_audit_head_to_text (head, "Harbor 1234 5678", zone);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAuditHead) read = ct_audit_head_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "14 Nov 2026 10:02"));
  g_assert_cmpint (read->id, ==, 1812);
  g_assert_cmpstr (read->hash, ==, HASH);
}

static void
test_it_may_be_typed_on_one_line_in_capitals (void)
{
  g_autoptr (CtAuditHead) head = example ();
  g_autofree char *word = ct_audit_head_check_word (head);
  g_autofree char *typed = g_strdup_printf ("1812 " HASH " %s", word);
  g_autofree char *loud = g_ascii_strup (typed, -1);
  g_autoptr (CtAuditHead) read = ct_audit_head_parse (loud, NULL);

  g_assert_nonnull (read);
  g_assert_cmpstr (read->hash, ==, HASH);
}

/* Every digit of the number and the hash, each replaced by another one. */
static void
test_every_mistyped_digit_shows (void)
{
  g_autoptr (CtAuditHead) head = example ();
  g_autofree char *word = ct_audit_head_check_word (head);
  g_autofree char *typed = g_strdup_printf ("1812 " HASH " %s", word);
  guint missed = 0;

  for (gsize i = 0; i < strlen ("1812 " HASH); i++)
    {
      g_autofree char *slip = g_strdup (typed);
      g_autoptr (GError) error = NULL;
      g_autoptr (CtAuditHead) read = NULL;

      if (slip[i] == ' ')
        continue;
      slip[i] = slip[i] == '7' ? '4' : '7';
      read = ct_audit_head_parse (slip, &error);
      if (read != NULL)
        missed++;
      else
        g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
    }
  g_assert_cmpuint (missed, ==, 0);
}

static void
test_what_is_missing_is_said (void)
{
  const struct
  {
    const char *typed;
    const char *says;
  } cases[] = { { "", "hash" },
                { "1812 3f2a 91bc", "hash" },
                { HASH " lusab", "number" },
                { "1812 " HASH, "check word" },
                { "1812 " HASH " babab", "mistyped" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ct_audit_head_parse (cases[i].typed, &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_a_spreadsheet_takes_nothing_of_the_audit_for_a_formula (void)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  CtAuditRow row = { .id = 1, .at_us = 0, .user_name = (char *) "ana", .workstation = (char *) "desk",
                     .act = (char *) "changed", .detail = (char *) "=cmd|\"x\"", .hash = (char *) "00" };

  ct_audit_csv_row (csv, &row);
  g_assert_nonnull (strstr (csv->str, ",\"'=cmd|\"\"x\"\"\","));
  g_assert_true (g_str_has_suffix (csv->str, "\r\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit-head/the_hash_is_printed_in_groups_of_four", test_the_hash_is_printed_in_groups_of_four);
  g_test_add_func ("/audit-head/what_was_written_is_read_again", test_what_was_written_is_read_again);
  g_test_add_func ("/audit-head/it_may_be_typed_on_one_line_in_capitals", test_it_may_be_typed_on_one_line_in_capitals);
  g_test_add_func ("/audit-head/every_mistyped_digit_shows", test_every_mistyped_digit_shows);
  g_test_add_func ("/audit-head/what_is_missing_is_said", test_what_is_missing_is_said);
  g_test_add_func ("/audit-csv/a_spreadsheet_takes_nothing_for_a_formula",
                   test_a_spreadsheet_takes_nothing_of_the_audit_for_a_formula);
  return g_test_run ();
}
