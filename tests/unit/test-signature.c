/* What a signature means, how it is printed, and whether bytes are the ones that were signed. */
#include "base/ct-error.h"
#include "domain/ct-signature.h"
#include "domain/ct-user.h"

static CtSignature *
sign (gint64 user_id, const char *name, const char *meaning, const char *sha256)
{
  CtSignature *signature = ct_signature_new ();

  signature->issued_id = 7;
  signature->user_id = user_id;
  signature->user_name = g_strdup (name);
  signature->role = g_strdup (CT_ROLE_PRESCRIBER);
  signature->meaning = g_strdup (meaning);
  signature->sha256 = g_strdup (sha256);
  signature->signed_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  return signature;
}

static void
assert_may_not (gint64 user_id, const char *meaning, GPtrArray *earlier)
{
  g_autoptr (CtSignature) signature = sign (user_id, "Ana Ruiz", meaning, "a");
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_signature_check (signature, earlier, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_a_signature_means_one_of_a_closed_list (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  guint n;
  const CtMeaning *meanings = ct_meanings (&n);

  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CtSignature) signature = sign (1, "Ana Ruiz", meanings[i].id, "a");

      g_assert_true (ct_meaning_find (meanings[i].id) == &meanings[i]);
      g_assert_cmpint (ct_signature_check (signature, none, NULL), ==, !meanings[i].after_others);
    }
  g_assert_null (ct_meaning_find ("blessed"));
  assert_may_not (1, "blessed", none);
  assert_may_not (1, NULL, none);
}

static void
test_nobody_says_the_same_twice_or_stands_beside_themselves (void)
{
  g_autoptr (GPtrArray) earlier = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CtSignature) other = sign (2, "Ned Olsen", CT_SIGNED_CO_SIGNED, "a");
  g_autoptr (CtSignature) more = sign (1, "Ana Ruiz", CT_SIGNED_APPROVED, "a");

  g_ptr_array_add (earlier, sign (1, "Ana Ruiz", CT_SIGNED_AUTHOR, "a"));
  assert_may_not (1, CT_SIGNED_AUTHOR, earlier);
  assert_may_not (1, CT_SIGNED_CO_SIGNED, earlier);
  g_assert_true (ct_signature_check (other, earlier, NULL));
  g_assert_true (ct_signature_check (more, earlier, NULL));
}

static void
test_one_other_byte_breaks_the_seal_of_all (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) none = NULL;
  CtSignature *received;

  g_ptr_array_add (all, sign (1, "Ana Ruiz", CT_SIGNED_AUTHOR, "aa"));
  g_ptr_array_add (all, sign (2, "Ned Olsen", CT_SIGNED_CO_SIGNED, "aa"));
  g_ptr_array_add (all, received = sign (2, "Ned Olsen", CT_SIGNED_REVIEWED, "bb"));
  received->issued_id = 0;
  received->document_id = 7;
  own = ct_signatures_on (all, 7, 0);
  none = ct_signatures_on (all, 8, 0);
  g_assert_cmpuint (own->len, ==, 2);
  g_assert_cmpint (ct_signatures_judge (own, "aa"), ==, CT_SEAL_UNCHANGED);
  g_assert_cmpint (ct_signatures_judge (own, "ab"), ==, CT_SEAL_ALTERED);
  g_assert_cmpint (ct_signatures_judge (own, NULL), ==, CT_SEAL_ALTERED);
  g_assert_cmpint (ct_signatures_judge (none, "aa"), ==, CT_SEAL_NONE);
  g_assert_cmpstr (ct_seal_words (CT_SEAL_UNCHANGED), ==, "unchanged since signed");
  g_assert_cmpstr (ct_seal_words (CT_SEAL_ALTERED), ==, "these bytes are not what was signed");
}

static void
test_a_signature_is_read_with_role_and_the_time_of_the_site (void)
{
  g_autoptr (CtSignature) signature = sign (1, "Ana Ruiz, MD", CT_SIGNED_AUTHOR, "aa");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Los_Angeles");
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("America/New_York");
  g_autofree char *words = ct_signature_words (signature, zone);
  g_autofree char *there = ct_signature_when (signature, east);
  g_autofree char *reference = ct_signature_reference ("3f2a91c077de0011223344");

  g_assert_cmpstr (words, ==, "Author: Ana Ruiz, MD (Prescriber), Mon 2 Mar 2026, 10:00 PST");
  g_assert_cmpstr (there, ==, "Mon 2 Mar 2026, 13:00 EST");
  g_assert_cmpstr (reference, ==, "3f2a 91c0 77de");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/it means one of a closed list", test_a_signature_means_one_of_a_closed_list);
  g_test_add_func ("/signature/nobody says the same twice or stands beside themselves",
                   test_nobody_says_the_same_twice_or_stands_beside_themselves);
  g_test_add_func ("/signature/one other byte breaks the seal of all", test_one_other_byte_breaks_the_seal_of_all);
  g_test_add_func ("/signature/it is read with role and the time of the site",
                   test_a_signature_is_read_with_role_and_the_time_of_the_site);
  return g_test_run ();
}
