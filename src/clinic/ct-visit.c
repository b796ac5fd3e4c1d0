#include "clinic/ct-visit.h"

#include "domain/ct-readiness.h"

static guint readiness_signal;

#include <glib/gi18n.h>

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
  g_clear_pointer (&self->readiness, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_visit_parent_class)->finalize (object);
}

static void
ct_visit_class_init (CtVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_visit_finalize;
  readiness_signal =
    g_signal_new ("readiness", CT_TYPE_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_visit_init (CtVisit *self)
{
  self->patient_born = CT_DATE_NONE;
}

/**
 * ct_visit_desk_words:
 * @kind: a kind of visit, as stored
 * @session_number: which session it is, 0: none
 * @course_sessions: of how many, 0: not known
 *
 * Returns: (transfer full): what the visit is, without saying what is given or what for: "Treatment, 4 of 6".
 */
char *
ct_visit_desk_words (const char *kind, int session_number, int course_sessions)
{
  const char *label = ct_visit_kind_label (kind);

  if (session_number <= 0)
    return g_strdup (label);
  if (course_sessions <= 0)
    /* Translators: a kind of visit, and which of its course it is */
    return g_strdup_printf (_("%s, number %d"), label, session_number);
  /* Translators: a kind of visit, and which of how many it is */
  return g_strdup_printf (_("%s, %d of %d"), label, session_number, course_sessions);
}

/**
 * ct_visit_dup_desk_words:
 * @self: a visit
 *
 * Returns: (transfer full): as of ct_visit_desk_words().
 */
char *
ct_visit_dup_desk_words (CtVisit *self)
{
  g_return_val_if_fail (CT_IS_VISIT (self), NULL);
  return ct_visit_desk_words (self->appointment->kind, self->appointment->session_number, self->course_sessions);
}

/**
 * ct_visit_set_readiness:
 * @self: a visit
 * @readiness: (nullable) (element-type CtReadyState): how what it needs stands
 *
 * Tells whoever shows the visit, where that is news. On the main thread.
 */
void
ct_visit_set_readiness (CtVisit *self, GPtrArray *readiness)
{
  gboolean same;

  g_return_if_fail (CT_IS_VISIT (self));
  same = ct_readiness_same (self->readiness, readiness);
  if (readiness != NULL)
    g_ptr_array_ref (readiness);
  g_clear_pointer (&self->readiness, g_ptr_array_unref);
  self->readiness = readiness;
  if (!same)
    g_signal_emit (self, readiness_signal, 0);
}
