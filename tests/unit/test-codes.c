/* One-time codes, passphrases and emergency reasons: what is let in and what is not. */
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-time.h"
#include "domain/ct-codes.h"
#include "domain/ct-emergency.h"
#include "domain/ct-passphrase.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MOMENT (G_GINT64_CONSTANT (1790000000) * SECOND)

/* RFC 6238, appendix B: the secret is the ASCII text, the codes have eight digits. */
static void
test_codes_are_those_of_the_standard (void)
{
  static const struct
  {
    gint64  seconds;
    guint32 code;
  } vectors[] = {
    { 59, 94287082 },          { 1111111109, 7081804 },  { 1111111111, 14050471 },
    { 1234567890, 89005924 },  { 2000000000, 69279037 }, { G_GINT64_CONSTANT (20000000000), 65353130 },
  };
  static const char secret[] = "12345678901234567890";

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpuint (ct_totp_at ((const guint8 *) secret, 20, ct_totp_step (vectors[i].seconds * SECOND), 8), ==,
                      vectors[i].code);
}

/* RFC 4648, section 10. */
static void
test_base_32_is_that_of_the_standard (void)
{
  static const char *const texts[] = { "f", "fo", "foo", "foob", "fooba", "foobar" };
  static const char *const encoded[] = { "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = strlen (texts[i]);
      g_autofree char *text = ct_totp_base32 ((const guint8 *) texts[i], length);
      g_autofree guint8 *back = g_malloc0 (length + 1);

      g_assert_cmpstr (text, ==, encoded[i]);
      g_assert_true (ct_totp_parse_base32 (text, back, length));
      g_assert_cmpmem (back, length, texts[i], length);
    }
  g_assert_false (ct_totp_parse_base32 ("MZ1W6", (guint8[3]){ 0 }, 3));
}

static CtCodes *
make_codes (GStrv *backup)
{
  guint8 random[CT_CODES_RANDOM_BYTES];

  for (gsize i = 0; i < sizeof random; i++)
    random[i] = (guint8) (i * 37 + 11);
  return ct_codes_new (random, backup);
}

static char *
code_at (const CtCodes *codes, gint64 now_us)
{
  g_autofree char *secret = ct_codes_secret (codes);
  g_auto (GStrv) words = g_strsplit (secret, " ", -1);
  g_autofree char *plain = g_strjoinv (NULL, words);
  guint8 bytes[CT_TOTP_SECRET_BYTES];

  g_assert_true (ct_totp_parse_base32 (plain, bytes, sizeof bytes));
  return g_strdup_printf ("%06u", ct_totp_at (bytes, sizeof bytes, ct_totp_step (now_us), 6));
}

static void
assert_wrong (CtCodes *codes, const char *typed, gint64 now_us)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_codes_use (codes, typed, now_us, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
}

static void
test_a_code_is_good_once_and_half_a_minute_off (void)
{
  g_auto (GStrv) backup = NULL;
  g_autoptr (CtCodes) codes = make_codes (&backup);
  g_autofree char *first = code_at (codes, MOMENT);
  g_autofree char *next = code_at (codes, MOMENT + 30 * SECOND);
  g_autofree char *later = code_at (codes, MOMENT + 120 * SECOND);

  assert_wrong (codes, later, MOMENT);
  g_assert_true (ct_codes_use (codes, first, MOMENT + 30 * SECOND, NULL));
  assert_wrong (codes, first, MOMENT + 30 * SECOND);
  g_assert_true (ct_codes_use (codes, next, MOMENT + 5 * SECOND, NULL));
  assert_wrong (codes, first, MOMENT);
  assert_wrong (codes, "", MOMENT);
  assert_wrong (codes, "12345", MOMENT);
  assert_wrong (codes, "0000000000000000000000000000", MOMENT);
}

static void
test_a_code_may_be_typed_with_a_space (void)
{
  g_auto (GStrv) backup = NULL;
  g_autoptr (CtCodes) codes = make_codes (&backup);
  g_autofree char *code = code_at (codes, MOMENT);
  g_autofree char *spaced = g_strdup_printf (" %.3s %s ", code, code + 3);

  g_assert_true (ct_codes_use (codes, spaced, MOMENT, NULL));
}

static void
test_each_backup_code_opens_once (void)
{
  g_auto (GStrv) backup = NULL;
  g_autoptr (CtCodes) codes = make_codes (&backup);

  g_assert_cmpuint (g_strv_length (backup), ==, CT_CODES_N_BACKUP);
  g_assert_cmpuint (ct_codes_n_backup (codes), ==, CT_CODES_N_BACKUP);
  for (int i = 0; i < CT_CODES_N_BACKUP; i++)
    {
      g_autofree char *small = g_ascii_strdown (backup[i], -1);

      g_assert_true (ct_codes_use (codes, i % 2 == 0 ? backup[i] : small, MOMENT, NULL));
      assert_wrong (codes, backup[i], MOMENT);
    }
  g_assert_cmpuint (ct_codes_n_backup (codes), ==, 0);
}

static void
test_codes_are_kept_with_what_was_used_and_without_backup_codes (void)
{
  g_auto (GStrv) backup = NULL;
  g_autoptr (CtCodes) codes = make_codes (&backup);
  g_autofree char *code = code_at (codes, MOMENT);
  g_autofree char *bare = g_strdup_printf ("%.4s%s", backup[0], backup[0] + 5);
  g_autofree char *text = NULL;
  g_autoptr (CtCodes) again = NULL;

  g_assert_true (ct_codes_use (codes, code, MOMENT, NULL));
  g_assert_true (ct_codes_use (codes, backup[3], MOMENT, NULL));
  text = ct_codes_to_text (codes);
  g_assert_null (strstr (text, bare));
  again = ct_codes_parse (text);
  g_assert_nonnull (again);
  g_assert_cmpuint (ct_codes_n_backup (again), ==, CT_CODES_N_BACKUP - 1);
  assert_wrong (again, code, MOMENT);
  assert_wrong (again, backup[3], MOMENT);
  g_assert_true (ct_codes_use (again, backup[0], MOMENT, NULL));
  g_assert_null (ct_codes_parse ("1 MZXW6 0"));
  g_assert_null (ct_codes_parse (""));
  g_assert_null (ct_codes_parse ("2 x y"));
}

static void
test_the_address_names_clinic_and_person (void)
{
  g_auto (GStrv) backup = NULL;
  g_autoptr (CtCodes) codes = make_codes (&backup);
  g_autofree char *uri = ct_codes_uri (codes, "Harbor & Sons", "ana");

  g_assert_true (g_str_has_prefix (uri, "otpauth://totp/Harbor%20%26%20Sons:ana?secret="));
  g_assert_nonnull (strstr (uri, "&issuer=Harbor%20%26%20Sons&"));
  g_assert_nonnull (strstr (uri, "digits=6&period=30"));
}

static void
assert_refused (const char *passphrase, const char *login, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_passphrase_check (passphrase, login, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, why));
  g_assert_cmpint (ct_passphrase_strength (passphrase, login), ==, CT_STRENGTH_REFUSED);
}

static void
test_a_passphrase_is_refused_with_the_reason (void)
{
  assert_refused (NULL, "ana", "at least 10");
  assert_refused ("P4$sw0rd!", "ana", "at least 10");
  assert_refused ("\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe", "ana", "at least 10");
  assert_refused ("aaaaaaaaaaaaaaaaaaaa", "ana", "few letters");
  assert_refused ("1234567890", "ana", "Many people");
  assert_refused ("Pass-Word 123", "ana", "Many people");
  assert_refused ("okafor-okafor", "okafor", "user name");
  assert_refused ("Okafor 2026", "okafor", "user name");
}

static void
test_a_few_words_are_good (void)
{
  g_assert_true (ct_passphrase_check ("harbor morning", "ana", NULL));
  g_assert_true (ct_passphrase_check ("банан на крыше", NULL, NULL));
  g_assert_true (ct_passphrase_check ("okafor eats green apples", "okafor", NULL));
  g_assert_cmpint (ct_passphrase_strength ("abcdefghijkl1x9", "ana"), ==, CT_STRENGTH_WEAK);
  g_assert_cmpint (ct_passphrase_strength ("tall green ladder", "ana"), ==, CT_STRENGTH_FAIR);
  g_assert_cmpint (ct_passphrase_strength ("seven green ladders sing", "ana"), ==, CT_STRENGTH_STRONG);
}

static void
test_an_emergency_needs_a_reason_in_words (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_emergency_check_reason (NULL, NULL));
  g_assert_false (ct_emergency_check_reason ("      ", NULL));
  g_assert_false (ct_emergency_check_reason ("xxxxxxxxxxxxxxxxxxx", NULL));
  g_assert_false (ct_emergency_check_reason ("a b c", &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_true (ct_emergency_check_reason ("She collapsed in the waiting room.", NULL));
}

static void
test_an_emergency_is_for_one_patient_and_one_hour (void)
{
  g_autoptr (CtEmergency) emergency = ct_emergency_new ();

  emergency->patient_id = 7;
  emergency->began_us = MOMENT;
  emergency->until_us = MOMENT + CT_EMERGENCY_US;
  g_assert_true (ct_emergency_holds (emergency, 7, MOMENT));
  g_assert_true (ct_emergency_holds (emergency, 7, MOMENT + CT_EMERGENCY_US - 1));
  g_assert_false (ct_emergency_holds (emergency, 7, MOMENT + CT_EMERGENCY_US));
  g_assert_false (ct_emergency_holds (emergency, 7, MOMENT - 1));
  g_assert_false (ct_emergency_holds (emergency, 8, MOMENT));
  emergency->ended_us = MOMENT + 1;
  g_assert_false (ct_emergency_holds (emergency, 7, MOMENT + 2));
}

#define CHECK(name) \
  do \
    { \
      g_autofree char *path = g_strdelimit (g_strdup ("/codes/" #name), "_", '-'); \
      g_test_add_func (path, test_##name); \
    } \
  while (0)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CHECK (codes_are_those_of_the_standard);
  CHECK (base_32_is_that_of_the_standard);
  CHECK (a_code_is_good_once_and_half_a_minute_off);
  CHECK (a_code_may_be_typed_with_a_space);
  CHECK (each_backup_code_opens_once);
  CHECK (codes_are_kept_with_what_was_used_and_without_backup_codes);
  CHECK (the_address_names_clinic_and_person);
  CHECK (a_passphrase_is_refused_with_the_reason);
  CHECK (a_few_words_are_good);
  CHECK (an_emergency_needs_a_reason_in_words);
  CHECK (an_emergency_is_for_one_patient_and_one_hour);
  return g_test_run ();
}
