/* A clinic full of people who never were, for demonstrations, tests and benchmarks. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

/**
 * CtDemoWish:
 * @n_patients: how many people, 1 to 2,000,000
 * @per_day: bookings of each open day around today, as far as there is room; 0: as they come
 * @seed: the same seed and the same day make the same clinic
 */
typedef struct
{
  int     n_patients;
  int     per_day;
  guint32 seed;
} CtDemoWish;

/** What was made. */
typedef struct
{
  gint64 patients;
  gint64 appointments;
  gint64 courses;
  gint64 sessions;
  gint64 assessments;
} CtDemoCounts;

/** Told now and then how far it is. */
typedef void (*CtDemoProgress) (gint64 done, gint64 of, gpointer user_data);

gboolean ct_clinic_fill_demo (CtClinic *self, const CtDemoWish *wish, CtDemoProgress progress, gpointer user_data,
                              CtDemoCounts *counts, GError **error);

G_END_DECLS
