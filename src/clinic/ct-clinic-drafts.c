/* Drafts: what was typed and not yet saved outlives a crash, in the encrypted store and nowhere else. */
#include "clinic/ct-clinic-private.h"

typedef struct
{
  char *key;
  char *text; /* (nullable) */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->key);
  g_free (draft->text);
  g_free (draft);
}

/* Everybody has drafts of their own. */
static Draft *
draft_new (CtClinic *self, const char *what, const char *text)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->key = g_strdup_printf ("draft/%" G_GINT64_FORMAT "/%s", self->user != NULL ? CT_RECORD (self->user)->id : 0, what);
  draft->text = g_strdup (text);
  return draft;
}

static gpointer
work_save_draft (CtUnit *unit, gpointer data, GError **error)
{
  const Draft *draft = data;

  return ct_unit_run (unit, error, "setting.set", "tt", draft->key, draft->text) >= 0 ? CT_WORK_DONE : NULL;
}

/**
 * ct_clinic_save_draft_async:
 * @self: a clinic
 * @what: what it is a draft of: "patient/12", "new-patient"
 * @text: (nullable): what was typed, in any form; %NULL forgets the draft
 * @callback: (nullable): called when it is stored
 * @user_data: for @callback
 *
 * Not audited: nothing is changed by a draft. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_save_draft_async (CtClinic *self, const char *what, const char *text, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, TRUE, work_save_draft, NULL, draft_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self) && what != NULL);
  ct_clinic_call (self, &use_case, draft_new (self, what, text), NULL, callback, user_data);
}

static gpointer
work_read_draft (CtUnit *unit, gpointer data, GError **error)
{
  const Draft *draft = data;
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "setting.get", "t", draft->key);
  g_autoptr (GError) failure = NULL;
  gboolean found;

  if (rows == NULL)
    return NULL;
  found = ct_rows_next (rows, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_strdup (found && !ct_rows_is_null (rows, 0) ? ct_rows_text (rows, 0) : "");
}

/**
 * ct_clinic_read_draft_async:
 * @self: a clinic
 * @what: what it is a draft of
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) utf8: what was typed, "" where there is no draft.
 */
void
ct_clinic_read_draft_async (CtClinic *self, const char *what, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, FALSE, work_read_draft, NULL, draft_free, g_free);

  g_return_if_fail (CT_IS_CLINIC (self) && what != NULL);
  ct_clinic_call (self, &use_case, draft_new (self, what, NULL), NULL, callback, user_data);
}
