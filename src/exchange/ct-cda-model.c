/* Life and questions of a clinical document that was read. */
#include "exchange/ct-cda-model.h"

#include "exchange/ct-cda-reader.h"

#include <glib/gi18n.h>

/**
 * ct_cda_document_new:
 *
 * Returns: (transfer full): an empty document for a reader to fill.
 */
CtCdaDocument *
ct_cda_document_new (void)
{
  CtCdaDocumentFull *full = g_atomic_rc_box_new0 (CtCdaDocumentFull);
  CtCdaDocument *self = &full->document;

  full->arena = ct_arena_new ();
  self->title = self->kind = self->kind_code = "";
  self->written.date = CT_DATE_NONE;
  self->written.minute = -1;
  self->sections = g_ptr_array_new ();
  self->attachments = g_ptr_array_new ();
  self->notes = g_ptr_array_new ();
  for (guint i = 0; i < CT_CDA_N_KINDS; i++)
    self->facts[i] = g_ptr_array_new ();
  return self;
}

/**
 * ct_cda_document_arena:
 * @self: a document that is being read
 *
 * Returns: (transfer none): where its parts live.
 */
CtArena *
ct_cda_document_arena (CtCdaDocument *self)
{
  return ((CtCdaDocumentFull *) self)->arena;
}

/**
 * ct_cda_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): the same; in any thread.
 */
CtCdaDocument *
ct_cda_document_ref (CtCdaDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
clear_facts (GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      CtCdaFact *fact = g_ptr_array_index (facts, i);

      if (fact->parts != NULL)
        g_ptr_array_unref (fact->parts);
    }
  g_ptr_array_unref (facts);
}

static void
clear_patient (CtCdaPatient *patient)
{
  g_ptr_array_unref (patient->other_names);
  g_ptr_array_unref (patient->mrns);
  g_ptr_array_unref (patient->telecoms);
}

static void
clear_document (gpointer data)
{
  CtCdaDocumentFull *full = data;
  CtCdaDocument *self = &full->document;

  for (guint i = 0; i < CT_CDA_N_KINDS; i++)
    clear_facts (self->facts[i]);
  for (guint i = 0; i < self->sections->len; i++)
    g_ptr_array_unref (((CtCdaSection *) g_ptr_array_index (self->sections, i))->blocks);
  for (guint i = 0; i < self->attachments->len; i++)
    g_clear_pointer (&((CtCdaAttachment *) g_ptr_array_index (self->attachments, i))->bytes, g_bytes_unref);
  if (self->patient != NULL)
    clear_patient (self->patient);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->notes);
  ct_arena_free (full->arena);
}

/**
 * ct_cda_document_unref:
 * @self: (transfer full): a document
 *
 * Gives it back; the last one to do so frees everything that is in it.
 */
void
ct_cda_document_unref (CtCdaDocument *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, clear_document);
}

/**
 * ct_cda_document_check_patient:
 * @self: a document
 * @error: return location for a sentence
 *
 * Returns: whether the document says who it is about, so that it can be put into a chart: there must be a name.
 */
gboolean
ct_cda_document_check_patient (const CtCdaDocument *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (self->patient != NULL && (*self->patient->family_name != '\0' || *self->patient->given_names != '\0'))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       self->patient == NULL ? _("The document does not say which patient it is about.")
                                             : _("The document does not give the patient's name."));
  return FALSE;
}

static guint
count (const CtCdaDocument *self, CtCdaKind kind, gboolean negated_only)
{
  const GPtrArray *facts = self->facts[kind];
  guint n = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      const CtCdaFact *fact = g_ptr_array_index (facts, i);

      n += !fact->older_template && (!negated_only || fact->negated);
    }
  return n;
}

/**
 * ct_cda_document_count:
 * @self: a document
 * @kind: a kind of fact
 *
 * Returns: how many C-CDA entries of that kind there are, negated and unknown ones among them, wherever they are nested. Facts of
 * older formats (C32) are in the list but not in this figure.
 */
guint
ct_cda_document_count (const CtCdaDocument *self, CtCdaKind kind)
{
  g_return_val_if_fail (self != NULL && kind < CT_CDA_N_KINDS, 0);
  return count (self, kind, FALSE);
}

/**
 * ct_cda_document_count_negated:
 * @self: a document
 * @kind: a kind of fact
 *
 * Returns: how many of ct_cda_document_count() are negated.
 */
guint
ct_cda_document_count_negated (const CtCdaDocument *self, CtCdaKind kind)
{
  g_return_val_if_fail (self != NULL && kind < CT_CDA_N_KINDS, 0);
  return count (self, kind, TRUE);
}

/**
 * ct_cda_fact_is_positive:
 * @self: a fact
 *
 * Returns: whether it may be shown as something that the patient has, takes or had done.
 */
gboolean
ct_cda_fact_is_positive (const CtCdaFact *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->state == CT_CDA_PRESENT;
}

static const char *
none_known (CtCdaKind kind)
{
  switch ((int) kind)
    {
    case CT_CDA_PROBLEM:
      return _("No known problems");
    case CT_CDA_ALLERGY:
      return _("No known allergies");
    case CT_CDA_MEDICATION:
      return _("No known medications");
    default:
      return _("None known");
    }
}

/**
 * ct_cda_fact_describe:
 * @self: a fact
 *
 * Returns: (transfer full): one line for people, plain text, that says the state too: "Penicillin G", "Not: Penicillin G",
 * "No known allergies (Allergy to drug)", "Withheld by the sender", "Systolic blood pressure: 145 mm[Hg]".
 */
char *
ct_cda_fact_describe (const CtCdaFact *self)
{
  const char *what;

  g_return_val_if_fail (self != NULL, NULL);
  what = *self->label != '\0' ? self->label : _("Not named");
  switch (self->state)
    {
    case CT_CDA_NEGATED:
      /* Translators: the patient does not have, or was not given, what follows */
      return g_strdup_printf (_("Not: %s"), what);
    case CT_CDA_NONE_KNOWN:
      what = self->type.display != NULL   ? self->type.display
             : self->code.display != NULL ? self->code.display
                                          : self->code.original_text;
      return what != NULL ? g_strdup_printf ("%s (%s)", none_known (self->kind), what)
                          : g_strdup (none_known (self->kind));
    case CT_CDA_WITHHELD:
      return g_strdup (_("Withheld by the sender"));
    case CT_CDA_UNKNOWN:
      return g_strdup_printf (_("%s: not known"), what);
    case CT_CDA_PRESENT:
    default:
      if (self->value.text != NULL && self->value.text != self->label)
        return g_strdup_printf ("%s: %s", what, self->value.text);
      return g_strdup (what);
    }
}

/**
 * ct_cda_time_to_iso:
 * @self: a time
 *
 * Returns: (transfer full) (nullable): its date in ISO with as much of it as is known: "1985-03-12", "1985-03", "1985"; %NULL
 * where there is no date.
 */
char *
ct_cda_time_to_iso (const CtCdaTime *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return ct_date_to_iso_part (self->date, self->precision);
}

static void
append_block (GString *text, const CtCdaBlock *block)
{
  for (guint i = 0; i < block->depth; i++)
    g_string_append (text, "  ");
  if (block->kind == CT_CDA_BLOCK_ITEM && block->number > 0)
    g_string_append_printf (text, "%u. ", block->number);
  else if (block->kind == CT_CDA_BLOCK_ITEM)
    g_string_append (text, "• ");
  g_string_append (text, block->text);
  g_string_append_c (text, '\n');
}

/**
 * ct_cda_section_to_text:
 * @self: a section
 *
 * Returns: (transfer full): its narrative as plain text, a block to a line, cells parted by tabs; empty where it has none.
 */
char *
ct_cda_section_to_text (const CtCdaSection *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->blocks->len; i++)
    append_block (text, g_ptr_array_index (self->blocks, i));
  return g_string_free (text, FALSE);
}
