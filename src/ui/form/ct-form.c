#include "ui/form/ct-form.h"

/* Typing on in the same field within this time is one step. */
#define STEP_US (1500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  CtFieldRow *row; /* lives as long as the form's window */
  char       *before;
  char       *after;
} Step;

struct _CtForm
{
  GObject    parent_instance;
  CtRecord  *saved;
  CtRecord  *record;
  GPtrArray *rows;
  GPtrArray *steps;
  guint      done;    /* steps that are not undone */
  gint64     last_us;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CtForm, ct_form, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->before);
  g_free (step->after);
  g_free (step);
}

static Step *
last_step (CtForm *self)
{
  return self->done > 0 ? g_ptr_array_index (self->steps, self->done - 1) : NULL;
}

static void
on_row_edited_cb (CtForm *self, const char *before, const char *after, CtFieldRow *row)
{
  Step *last = last_step (self);
  gint64 now = g_get_monotonic_time ();

  g_ptr_array_set_size (self->steps, (int) self->done);
  if (last != NULL && last->row == row && now - self->last_us < STEP_US)
    {
      g_free (last->after);
      last->after = g_strdup (after);
    }
  else
    {
      Step *step = g_new0 (Step, 1);

      *step = (Step) { row, g_strdup (before), g_strdup (after) };
      g_ptr_array_add (self->steps, step);
      self->done++;
    }
  self->last_us = now;
  g_signal_emit (self, changed_signal, 0);
}

/**
 * ct_form_add:
 * @self: a form
 * @row: a row of it
 */
void
ct_form_add (CtForm *self, CtFieldRow *row)
{
  g_return_if_fail (CT_IS_FORM (self) && CT_IS_FIELD_ROW (row));
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "edited", G_CALLBACK (on_row_edited_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ct_form_add_all:
 * @self: a form
 * @within: a widget
 *
 * Adds every #CtFieldRow in @within, in the order in which they stand.
 */
void
ct_form_add_all (CtForm *self, GtkWidget *within)
{
  g_return_if_fail (CT_IS_FORM (self) && GTK_IS_WIDGET (within));
  if (CT_IS_FIELD_ROW (within))
    {
      ct_form_add (self, CT_FIELD_ROW (within));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ct_form_add_all (self, child);
}

/**
 * ct_form_set_record:
 * @self: a form with its rows
 * @record: what is filled in; the form works on a copy
 *
 * Starts anew: nothing is unsaved, nothing can be undone.
 */
void
ct_form_set_record (CtForm *self, CtRecord *record)
{
  g_autoptr (CtRecord) copy = NULL;

  g_return_if_fail (CT_IS_FORM (self) && CT_IS_RECORD (record));
  copy = ct_record_copy (record);
  g_set_object (&self->saved, record);
  g_set_object (&self->record, copy);
  g_ptr_array_set_size (self->steps, 0);
  self->done = 0;
  for (guint i = 0; i < self->rows->len; i++)
    ct_field_row_set_record (g_ptr_array_index (self->rows, i), self->record, self->saved);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * ct_form_rebase:
 * @self: a form with a record
 * @saved: what somebody else has made of it meanwhile
 *
 * Keeps what stands in the form, but as a change of @saved.
 */
void
ct_form_rebase (CtForm *self, CtRecord *saved)
{
  g_return_if_fail (CT_IS_FORM (self) && self->record != NULL && CT_IS_RECORD (saved));
  g_set_object (&self->saved, saved);
  self->record->id = saved->id;
  self->record->revision = saved->revision;
  for (guint i = 0; i < self->rows->len; i++)
    ct_field_row_set_record (g_ptr_array_index (self->rows, i), self->record, self->saved);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * ct_form_get_record:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the record as it is filled in now.
 */
CtRecord *
ct_form_get_record (CtForm *self)
{
  g_return_val_if_fail (CT_IS_FORM (self), NULL);
  return self->record;
}

/**
 * ct_form_get_saved:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the record as it was filled in, or is stored now.
 */
CtRecord *
ct_form_get_saved (CtForm *self)
{
  g_return_val_if_fail (CT_IS_FORM (self), NULL);
  return self->saved;
}

/**
 * ct_form_get_row:
 * @self: a form
 * @field: the name of a field
 *
 * Returns: (transfer none) (nullable): its row.
 */
CtFieldRow *
ct_form_get_row (CtForm *self, const char *field)
{
  g_return_val_if_fail (CT_IS_FORM (self), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (ct_field_row_get_field (g_ptr_array_index (self->rows, i)), field) == 0)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/**
 * ct_form_is_changed:
 * @self: a form
 *
 * Returns: whether something would be lost without saving.
 */
gboolean
ct_form_is_changed (CtForm *self)
{
  g_return_val_if_fail (CT_IS_FORM (self), FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    if (ct_field_row_is_changed (g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

/**
 * ct_form_check:
 * @self: a form
 *
 * Shows all that is wrong and puts the cursor into the first such row.
 *
 * Returns: whether all is well.
 */
gboolean
ct_form_check (CtForm *self)
{
  CtFieldRow *first = NULL;

  g_return_val_if_fail (CT_IS_FORM (self), FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      CtFieldRow *row = g_ptr_array_index (self->rows, i);

      if (!ct_field_row_check (row) && first == NULL)
        first = row;
    }
  if (first != NULL)
    ct_field_row_edit (first);
  return first == NULL;
}

/**
 * ct_form_can_undo:
 * @self: a form
 *
 * Returns: whether there is a step to take back.
 */
gboolean
ct_form_can_undo (CtForm *self)
{
  g_return_val_if_fail (CT_IS_FORM (self), FALSE);
  return self->done > 0;
}

/**
 * ct_form_can_redo:
 * @self: a form
 *
 * Returns: whether a step was taken back and can be made again.
 */
gboolean
ct_form_can_redo (CtForm *self)
{
  g_return_val_if_fail (CT_IS_FORM (self), FALSE);
  return self->done < self->steps->len;
}

static void
restore (CtForm *self, CtFieldRow *row, const char *text)
{
  ct_field_row_set_text (row, text);
  ct_field_row_edit (row);
  self->last_us = 0;
  g_signal_emit (self, changed_signal, 0);
}

/**
 * ct_form_undo:
 * @self: a form
 *
 * Takes the last step back and puts the cursor there.
 */
void
ct_form_undo (CtForm *self)
{
  Step *step;

  g_return_if_fail (CT_IS_FORM (self));
  step = last_step (self);
  if (step == NULL)
    return;
  self->done--;
  restore (self, step->row, step->before);
}

/**
 * ct_form_redo:
 * @self: a form
 *
 * Makes the step again that was taken back last.
 */
void
ct_form_redo (CtForm *self)
{
  Step *step;

  g_return_if_fail (CT_IS_FORM (self));
  if (!ct_form_can_redo (self))
    return;
  step = g_ptr_array_index (self->steps, self->done++);
  restore (self, step->row, step->after);
}

static void
ct_form_finalize (GObject *object)
{
  CtForm *self = CT_FORM (object);

  g_clear_object (&self->saved);
  g_clear_object (&self->record);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->steps);
  G_OBJECT_CLASS (ct_form_parent_class)->finalize (object);
}

static void
ct_form_class_init (CtFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_form_finalize;
  changed_signal = g_signal_new ("changed", CT_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_form_init (CtForm *self)
{
  self->rows = g_ptr_array_new ();
  self->steps = g_ptr_array_new_with_free_func (step_free);
}

/**
 * ct_form_new:
 *
 * Returns: (transfer full): a form without rows.
 */
CtForm *
ct_form_new (void)
{
  return g_object_new (CT_TYPE_FORM, NULL);
}
