/* Any bytes at all into the reader of clinical documents: it must read or refuse, and never anything else. */
#include "exchange/ct-cda-model.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Everything that a page would show, so that every text is touched. */
static void
look_at (const CtCdaDocument *document)
{
  for (guint i = 0; i < document->sections->len; i++)
    {
      g_autofree char *text = ct_cda_section_to_text (g_ptr_array_index (document->sections, i));

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  for (guint kind = 0; kind < CT_CDA_N_KINDS; kind++)
    for (guint i = 0; i < document->facts[kind]->len; i++)
      {
        const CtCdaFact *fact = g_ptr_array_index (document->facts[kind], i);
        g_autofree char *words = ct_cda_fact_describe (fact);

        g_assert_true (g_utf8_validate (words, -1, NULL));
        g_assert_false (fact->negated && ct_cda_fact_is_positive (fact));
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const CtCdaLimits lenient = { .any_namespace = TRUE };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCdaDocument) document = ct_cda_read (bytes, size % 2 == 0 ? NULL : &lenient, NULL, &error);

  g_assert_true ((document == NULL) == (error != NULL));
  if (document != NULL)
    look_at (document);
  return 0;
}
