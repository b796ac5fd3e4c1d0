#include "clinic/ct-visit.h"

G_DEFINE_FINAL_TYPE (CtVisit, ct_visit, G_TYPE_OBJECT)

static void
ct_visit_finalize (GObject *object)
{
  CtVisit *self = CT_VISIT (object);

  g_clear_object (&self->appointment);
  g_free (self->patient_name);
  g_free (self->patient_phone);
  g_free (self->patient_mrn);
  g_free (self->protocol);
  g_free (self->session_status);
  G_OBJECT_CLASS (ct_visit_parent_class)->finalize (object);
}

static void
ct_visit_class_init (CtVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_visit_finalize;
}

static void
ct_visit_init (CtVisit *self)
{
  self->patient_born = CT_DATE_NONE;
}
