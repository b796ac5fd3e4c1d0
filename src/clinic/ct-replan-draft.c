#include "clinic/ct-replan-draft.h"

G_DEFINE_FINAL_TYPE (CtReplanDraft, ct_replan_draft, G_TYPE_OBJECT)

static void
row_free (gpointer data)
{
  CtReplanRow *row = data;

  g_object_unref (row->before);
  g_free (row->patient_name);
  g_free (row);
}

/**
 * ct_replan_draft_add:
 * @self: a draft that is being filled
 * @before: a booking as it is
 * @patient_name: whose
 * @after: what becomes of it
 *
 * Adds a visit.
 */
void
ct_replan_draft_add (CtReplanDraft *self, CtAppointment *before, const char *patient_name, const CtReplanned *after)
{
  CtReplanRow *row = g_new0 (CtReplanRow, 1);

  *row = (CtReplanRow) { g_object_ref (before), g_strdup (patient_name), *after };
  g_ptr_array_add (self->rows, row);
}

static void
ct_replan_draft_finalize (GObject *object)
{
  CtReplanDraft *self = CT_REPLAN_DRAFT (object);

  g_clear_object (&self->leave);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ct_replan_draft_parent_class)->finalize (object);
}

static void
ct_replan_draft_class_init (CtReplanDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_replan_draft_finalize;
}

static void
ct_replan_draft_init (CtReplanDraft *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
}
