/* The shipped knowledge files: all of them are read, and say what the clinic expects. */
#include "domain/ct-change.h"
#include "domain/ct-score.h"
#include "knowledge/ct-knowledge.h"

#include <string.h>

static CtKnowledge *
load_shipped (void)
{
  g_autofree char *folder = ct_knowledge_find_folder ();
  const char *const folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  CtKnowledge *knowledge = ct_knowledge_load (folders, &error);

  g_assert_no_error (error);
  g_assert_nonnull (knowledge);
  g_assert_cmpuint (ct_knowledge_get_problems (knowledge)->len, ==, 0);
  return knowledge;
}

static void
test_all_twelve_protocols_are_known (void)
{
  static const char *const ids[] = { "ESK_MDSI", "ESK_TRD_IND", "ESK_TRD_M1", "ESK_TRD_M2", "IM_IND", "IV_BOOST",
                                     "IV_IND_2PW", "IV_IND_3PW", "IV_IND_8", "IV_MAINT", "PO_INFO", "SL_IND" };
  g_autoptr (CtKnowledge) knowledge = load_shipped ();
  g_autoptr (GPtrArray) protocols = ct_knowledge_list_protocols (knowledge);

  g_assert_cmpuint (protocols->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < protocols->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (protocols, i);

      g_assert_cmpstr (protocol->id, ==, ids[i]);
      g_assert_true (ct_knowledge_get_protocol (knowledge, ids[i]) == protocol);
      g_assert_cmpint (protocol->reviewed_on, >, 0);
      g_assert_nonnull (protocol->source);
      g_assert_nonnull (protocol->version);
      g_assert_nonnull (protocol->dose_source);
    }
}

static void
test_only_esketamine_says_it_is_approved (void)
{
  g_autoptr (CtKnowledge) knowledge = load_shipped ();
  g_autoptr (GPtrArray) protocols = ct_knowledge_list_protocols (knowledge);

  for (guint i = 0; i < protocols->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (protocols, i);

      g_assert_cmpint (protocol->fda_approved, ==, g_str_equal (protocol->drug, "esketamine"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/all twelve protocols are known", test_all_twelve_protocols_are_known);
  g_test_add_func ("/knowledge/only esketamine says it is approved", test_only_esketamine_says_it_is_approved);
  return g_test_run ();
}
