#include "domain/ct-visit-type.h"

#include "domain/ct-readiness.h"

/**
 * ct_visit_type_new:
 *
 * Returns: (transfer full): an empty kind of visit with one reference, to be filled by a reader and then left alone.
 */
CtVisitType *
ct_visit_type_new (void)
{
  CtVisitType *self = g_new0 (CtVisitType, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reviewed_on = CT_DATE_NONE;
  self->segments = ct_segments_new ();
  self->items = g_ptr_array_new_with_free_func (ct_ready_item_free);
  return self;
}

/**
 * ct_visit_type_ref:
 * @self: a kind of visit
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtVisitType *
ct_visit_type_ref (CtVisitType *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_visit_type_unref:
 * @self: (transfer full): a kind of visit
 *
 * Gives one reference back.
 */
void
ct_visit_type_unref (CtVisitType *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->version);
  g_free (self->source);
  g_ptr_array_unref (self->segments);
  g_ptr_array_unref (self->items);
  g_free (self);
}
