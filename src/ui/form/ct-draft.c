/* Kept through the clinic, and so in the encrypted store: nothing about a patient goes into a file of its own. */
#include "ui/form/ct-draft.h"

#define GROUP "draft"
#define DELAY_SECONDS 2

struct _CtDraft
{
  GObject   parent_instance;
  CtClinic *clinic;
  CtForm   *form;
  char     *what;
  char     *found; /* (nullable): from another time */
  guint     timer;
  gboolean  kept;
  gboolean  stopped;
};

static guint found_signal;

G_DEFINE_FINAL_TYPE (CtDraft, ct_draft, G_TYPE_OBJECT)

/**
 * ct_draft_write:
 * @form: a form
 *
 * Returns: (transfer full) (nullable): what stands in the rows that are not saved; %NULL where all is.
 */
char *
ct_draft_write (CtForm *form)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const CtField *fields;
  guint n_fields, n = 0;

  g_return_val_if_fail (CT_IS_FORM (form), NULL);
  fields = ct_record_fields (ct_form_get_record (form), &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      CtFieldRow *row = ct_form_get_row (form, fields[i].name);

      if (row == NULL || !ct_field_row_is_changed (row))
        continue;
      g_key_file_set_string (file, GROUP, fields[i].name, ct_field_row_get_text (row));
      n++;
    }
  return n > 0 ? g_key_file_to_data (file, NULL, NULL) : NULL;
}

/**
 * ct_draft_read:
 * @form: a form with its record
 * @text: what ct_draft_write() wrote
 *
 * Puts it back into the rows.
 *
 * Returns: whether there was anything.
 */
gboolean
ct_draft_read (CtForm *form, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) names = NULL;
  gboolean any = FALSE;

  g_return_val_if_fail (CT_IS_FORM (form) && text != NULL, FALSE);
  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return FALSE;
  names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      CtFieldRow *row = ct_form_get_row (form, names[i]);
      g_autofree char *value = g_key_file_get_string (file, GROUP, names[i], NULL);

      if (row == NULL || value == NULL)
        continue;
      ct_field_row_set_text (row, value);
      any = TRUE;
    }
  return any;
}

/* ---- Keeping ---- */

/**
 * ct_draft_keep:
 * @self: a draft
 *
 * Keeps now what would be kept in a moment.
 */
void
ct_draft_keep (CtDraft *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CT_IS_DRAFT (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  text = ct_draft_write (self->form);
  if (text == NULL && !self->kept)
    return;
  self->kept = text != NULL;
  ct_clinic_save_draft_async (self->clinic, self->what, text, NULL, NULL);
}

static gboolean
on_timer_cb (gpointer data)
{
  CtDraft *self = data;

  self->timer = 0;
  ct_draft_keep (self);
  return G_SOURCE_REMOVE;
}

static void
on_form_changed_cb (CtDraft *self)
{
  if (self->timer == 0 && !self->stopped)
    self->timer = g_timeout_add_seconds (DELAY_SECONDS, on_timer_cb, self);
}

/**
 * ct_draft_forget:
 * @self: a draft
 *
 * There is nothing to keep any more: it is saved or given up.
 */
void
ct_draft_forget (CtDraft *self)
{
  g_return_if_fail (CT_IS_DRAFT (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->kept || self->found != NULL)
    ct_clinic_save_draft_async (self->clinic, self->what, NULL, NULL, NULL);
  self->kept = FALSE;
  g_clear_pointer (&self->found, g_free);
}

/**
 * ct_draft_stop:
 * @self: a draft
 *
 * Keeps nothing more: the form is going.
 */
void
ct_draft_stop (CtDraft *self)
{
  g_return_if_fail (CT_IS_DRAFT (self));
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
}

/* ---- What was kept at another time ---- */

/**
 * ct_draft_use:
 * @self: a draft that was found
 *
 * Puts what was kept into the form.
 */
void
ct_draft_use (CtDraft *self)
{
  g_return_if_fail (CT_IS_DRAFT (self));
  if (self->found != NULL)
    self->kept = ct_draft_read (self->form, self->found);
  g_clear_pointer (&self->found, g_free);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtDraft) self = data;
  g_autofree char *text = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (text == NULL || *text == '\0' || self->stopped)
    return;
  self->found = g_steal_pointer (&text);
  g_signal_emit (self, found_signal, 0);
}

static void
ct_draft_finalize (GObject *object)
{
  CtDraft *self = CT_DRAFT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->clinic);
  g_clear_object (&self->form);
  g_free (self->what);
  g_free (self->found);
  G_OBJECT_CLASS (ct_draft_parent_class)->finalize (object);
}

static void
ct_draft_class_init (CtDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_draft_finalize;
  found_signal = g_signal_new ("found", CT_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_draft_init (CtDraft *self)
{
}

/**
 * ct_draft_new:
 * @clinic: who keeps it
 * @form: what is filled in, with its record
 * @what: "patient/812"
 *
 * Looks for a draft of another time, and from now on keeps what is typed within two seconds.
 *
 * Returns: (transfer full): the draft.
 */
CtDraft *
ct_draft_new (CtClinic *clinic, CtForm *form, const char *what)
{
  CtDraft *self = g_object_new (CT_TYPE_DRAFT, NULL);

  self->clinic = g_object_ref (clinic);
  self->form = g_object_ref (form);
  self->what = g_strdup (what);
  g_signal_connect_object (form, "changed", G_CALLBACK (on_form_changed_cb), self, G_CONNECT_SWAPPED);
  ct_clinic_read_draft_async (clinic, what, on_read_cb, g_object_ref (self));
  return self;
}
