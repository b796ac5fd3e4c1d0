#include "ui/calendar/ct-agenda-row.h"

#include "ui/calendar/ct-visit-words.h"

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtAgendaRow, ct_agenda_row, G_TYPE_OBJECT)

static void
ct_agenda_row_finalize (GObject *object)
{
  CtAgendaRow *self = CT_AGENDA_ROW (object);

  g_free (self->head);
  g_free (self->site);
  g_free (self->zone);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (ct_agenda_row_parent_class)->finalize (object);
}

static void
ct_agenda_row_class_init (CtAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_agenda_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", CT_TYPE_AGENDA_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_agenda_row_init (CtAgendaRow *self)
{
}

/**
 * ct_agenda_row_new_head:
 * @day: a day
 * @head: what stands over its visits
 *
 * Returns: (transfer full): the row.
 */
CtAgendaRow *
ct_agenda_row_new_head (CtDate day, const char *head)
{
  CtAgendaRow *self = g_object_new (CT_TYPE_AGENDA_ROW, NULL);

  self->day = day;
  self->head = g_strdup (head);
  return self;
}

/**
 * ct_agenda_row_new_visit:
 * @visit: a visit
 * @step: how far it is now
 * @site: (nullable): where, if that has to be said
 * @zone: (nullable): by which clock, in short, if that has to be said
 *
 * Returns: (transfer full): the row.
 */
CtAgendaRow *
ct_agenda_row_new_visit (CtVisit *visit, CtStep step, const char *site, const char *zone)
{
  CtAgendaRow *self = g_object_new (CT_TYPE_AGENDA_ROW, NULL);

  self->day = visit->appointment->day;
  self->visit = g_object_ref (visit);
  self->step = step;
  self->site = g_strdup (site);
  self->zone = g_strdup (zone);
  return self;
}

/**
 * ct_agenda_row_get_id:
 * @self: a row
 *
 * Returns: the id of its booking; 0 for a head.
 */
gint64
ct_agenda_row_get_id (CtAgendaRow *self)
{
  g_return_val_if_fail (CT_IS_AGENDA_ROW (self), 0);
  return self->visit != NULL ? CT_RECORD (self->visit->appointment)->id : 0;
}

/**
 * ct_agenda_row_same:
 * @a: a row
 * @b: another
 *
 * Returns: whether both show the same.
 */
gboolean
ct_agenda_row_same (CtAgendaRow *a, CtAgendaRow *b)
{
  if (a->day != b->day || a->step != b->step || g_strcmp0 (a->head, b->head) != 0 || g_strcmp0 (a->site, b->site) != 0 ||
      g_strcmp0 (a->zone, b->zone) != 0)
    return FALSE;
  return a->visit == b->visit || (a->visit != NULL && b->visit != NULL && ct_visit_same (a->visit, b->visit));
}

/**
 * ct_agenda_row_become:
 * @self: a row
 * @other: another
 *
 * Shows what @other shows. For a list that goes to other days: its rows and their widgets can stay.
 */
void
ct_agenda_row_become (CtAgendaRow *self, CtAgendaRow *other)
{
  g_return_if_fail (CT_IS_AGENDA_ROW (self) && CT_IS_AGENDA_ROW (other));
  self->day = other->day;
  g_free (self->head);
  self->head = g_strdup (other->head);
  g_free (self->site);
  self->site = g_strdup (other->site);
  g_free (self->zone);
  self->zone = g_strdup (other->zone);
  g_set_object (&self->visit, other->visit);
  self->step = other->step;
  g_signal_emit (self, signals[CHANGED], 0);
}
