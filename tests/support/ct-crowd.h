/* Many desks, each a process of its own, that want the same chairs at the same time. */
#pragma once

#include "store/ct-store.h"

G_BEGIN_DECLS

#define CT_CROWD_MAX_DESKS 64
#define CT_CROWD_CHAIRS    4

/**
 * CtCrowd:
 * @place: where the clinic is
 * @credentials: (nullable): what opens it
 * @n_desks: how many desks
 * @seconds: for how long
 * @pumps: how many pumps there are, which every visit needs; 0: none needs one
 * @bare: whether they go past our program and write the same bookings by bare statements of the engine
 */
typedef struct
{
  const char   *place;
  const CtCredentials *credentials;
  guint         n_desks;
  double        seconds;
  int           pumps;
  gboolean      bare;
  gint64        site_id;
  gint64        chair_id[CT_CROWD_CHAIRS];
  gint64        patient_id[CT_CROWD_MAX_DESKS][CT_CROWD_CHAIRS];
  gint64        edited_id; /* a patient whose note all of them count up */
  guint         first;     /* the first place in the calendar that is still free */
} CtCrowd;

/** What became of it. */
typedef struct
{
  guint   tried;     /* places in the calendar that somebody wanted */
  guint   won;       /* bookings */
  guint   taken;     /* refusals, since somebody else was faster */
  guint   edits;     /* changes of the one record that all of them change */
  guint   conflicts; /* refusals, since it was changed since it was read */
  char   *failure;   /* (nullable): what a desk was told that it should not have been */
  GArray *us;        /* (element-type double): how long each booking or refusal took, in microseconds */
} CtCrowdResult;

void          ct_crowd_furnish      (CtCrowd *self, CtStore *store);
CtCrowdResult ct_crowd_run          (CtCrowd *self);
void          ct_crowd_result_clear (CtCrowdResult *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtCrowdResult, ct_crowd_result_clear)

G_END_DECLS
