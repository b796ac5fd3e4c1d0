/* Answers as people type them, and whether they fit the instrument. */
#include "domain/ct-instrument.h"

#include "base/ct-error.h"

#include <glib/gi18n.h>

/**
 * ct_item_get_answer:
 * @self: an item
 * @value: an answer
 *
 * Returns: (nullable) (transfer none): the answer's labels, where it has any.
 */
const CtAnswer *
ct_item_get_answer (const CtItem *self, int value)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->answers->answers->len; i++)
    {
      const CtAnswer *answer = g_ptr_array_index (self->answers->answers, i);

      if (answer->value == value)
        return answer;
    }
  return NULL;
}

static gboolean
parse_key (const CtItem *self, const char *text, int *value)
{
  for (guint i = 0; i < self->answers->answers->len; i++)
    {
      const CtAnswer *answer = g_ptr_array_index (self->answers->answers, i);

      if (answer->key != NULL &&
          (g_ascii_strcasecmp (answer->key, text) == 0 || g_ascii_strcasecmp (answer->label, text) == 0))
        {
          *value = answer->value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ct_item_parse_answer:
 * @self: an item
 * @text: what was typed: a number, "-" for no answer, or an answer's key or label ("y", "yes")
 * @value: (out): the answer, or %CT_ANSWER_MISSING
 *
 * Returns: whether @text is an answer to this item.
 */
gboolean
ct_item_parse_answer (const CtItem *self, const char *text, int *value)
{
  guint64 number;

  g_return_val_if_fail (self != NULL && text != NULL && value != NULL, FALSE);
  if (g_str_equal (text, "-"))
    {
      *value = CT_ANSWER_MISSING;
      return TRUE;
    }
  if (parse_key (self, text, value))
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, self->answers->min, self->answers->max, &number, NULL))
    return FALSE;
  *value = (int) number;
  return TRUE;
}

static gboolean
check_count (const CtInstrument *self, gsize n, GError **error)
{
  if (n >= (gsize) self->n_required && n <= self->items->len)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "%s has %d question; answers given: %d.",
                            "%s has %d questions; answers given: %d.", self->n_required),
               self->abbreviation, self->n_required, (int) MIN (n, 9999));
  return FALSE;
}

static void
set_range_error (const CtInstrument *self, const CtItem *item, const char *given, GError **error)
{
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Question %s of %s takes an answer from %d to %d, not “%s”."),
               item->code, self->abbreviation, item->answers->min, item->answers->max, given);
}

/**
 * ct_instrument_check_answers:
 * @self: an instrument
 * @answers: (array length=n_answers): answers in the order of asking; %CT_ANSWER_MISSING where there is none
 * @n_answers: as many as there are questions; optional ones at the end may be left off
 * @error: %CT_ERROR_INVALID
 *
 * Returns: whether the number of answers and each of them fit.
 */
gboolean
ct_instrument_check_answers (const CtInstrument *self, const int *answers, gsize n_answers, GError **error)
{
  g_return_val_if_fail (self != NULL && (answers != NULL || n_answers == 0), FALSE);
  if (!check_count (self, n_answers, error))
    return FALSE;
  for (gsize i = 0; i < n_answers; i++)
    {
      const CtItem *item = g_ptr_array_index (self->items, i);
      g_autofree char *given = NULL;

      if (answers[i] == CT_ANSWER_MISSING || (answers[i] >= item->answers->min && answers[i] <= item->answers->max))
        continue;
      given = g_strdup_printf ("%d", answers[i]);
      set_range_error (self, item, given, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * ct_instrument_parse_answers:
 * @self: an instrument
 * @words: (array zero-terminated=1): answers as typed, as for ct_item_parse_answer()
 * @error: %CT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable) (element-type int): the answers in order.
 */
GArray *
ct_instrument_parse_answers (const CtInstrument *self, const char *const *words, GError **error)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (int));

  g_return_val_if_fail (self != NULL && words != NULL, NULL);
  if (!check_count (self, g_strv_length ((char **) words), error))
    return NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const CtItem *item = g_ptr_array_index (self->items, i);
      int value;

      if (!ct_item_parse_answer (item, words[i], &value))
        {
          set_range_error (self, item, words[i], error);
          return NULL;
        }
      g_array_append_val (answers, value);
    }
  return g_steal_pointer (&answers);
}
