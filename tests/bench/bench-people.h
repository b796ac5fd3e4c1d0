/* The population that benchmarks search, the same each time, with names as frequent as names are; and where it sits. */
#pragma once

#include "domain/ct-appointment.h"
#include "domain/ct-patient.h"
#include "store/ct-database.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

#define BENCH_CHAIRS       20
#define BENCH_FIRST_MONDAY 18631 /* a Monday in 2021 */
#define BENCH_SLOTS        5     /* bookings of a chair a day: 500 a week on twenty chairs */
#define BENCH_DAYS         5
#define BENCH_A_WEEK       (BENCH_CHAIRS * BENCH_SLOTS * BENCH_DAYS)

/** Chance that is the same each time. */
typedef struct
{
  guint64 state;
} BenchDice;

/** A site and its chairs. */
typedef struct
{
  gint64 site_id;
  gint64 chair_id[BENCH_CHAIRS];
} BenchRooms;

guint          bench_roll          (BenchDice *dice, guint sides);
CtPatient     *bench_people_make   (guint number);
gboolean       bench_rooms_furnish (BenchRooms *self, CtUnit *unit, GError **error);
CtAppointment *bench_rooms_book    (const BenchRooms *self, gint64 patient_id, guint number);
gboolean       bench_store_booking (CtUnit *unit, CtAppointment *booking, GError **error);
void           bench_insert_bare   (CtDatabase *bare, guint number);

G_END_DECLS
