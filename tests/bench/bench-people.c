#include "bench-people.h"

#include "domain/ct-site.h"

#define N_FAMILIES 62000
#define N_GIVEN    6000

/**
 * bench_roll:
 * @dice: chance that is the same each time; its state is not 0
 * @sides: more than 0
 *
 * Returns: 0 to @sides - 1.
 */
guint
bench_roll (BenchDice *dice, guint sides)
{
  dice->state ^= dice->state << 13;
  dice->state ^= dice->state >> 7;
  dice->state ^= dice->state << 17;
  return (guint) (dice->state >> 11) % sides;
}

/* Names are as frequent as names are: the n-th some n times rarer than the first. */
static guint
roll_rank (BenchDice *dice, guint n)
{
  double u = (double) bench_roll (dice, 1 << 24) / (1 << 24);
  double rank = 1;

  for (guint i = 0; i < 16 && rank * 2 < n && u > 0.075; i++)
    {
      u = (u - 0.075) / 0.925;
      rank *= 2;
    }
  return MIN ((guint) rank - 1 + bench_roll (dice, (guint) rank), n - 1);
}

static char *
make_name (guint number, guint64 salt)
{
  static const char *const starts[] = { "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v",
                                        "w", "br", "ch", "st", "", "sh", "gr", "mc" };
  static const char *const vowels[] = { "a", "e", "i", "o", "u", "ea", "ou", "y" };
  static const char *const ends[] = { "", "n", "r", "s", "l", "t", "ng", "ck", "ll", "m", "rd", "z" };
  BenchDice dice = { (number + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ salt };
  GString *name = g_string_new (NULL);
  guint syllables;

  for (guint i = 0; i < 5; i++)
    bench_roll (&dice, 2);
  syllables = 2 + bench_roll (&dice, 2);
  for (guint i = 0; i < syllables; i++)
    {
      const char *start = starts[bench_roll (&dice, G_N_ELEMENTS (starts))];
      const char *vowel = vowels[bench_roll (&dice, G_N_ELEMENTS (vowels))];
      gboolean closed = i + 1 == syllables || bench_roll (&dice, 3) == 0;

      g_string_append_printf (name, "%s%s%s", start, vowel,
                              closed ? ends[bench_roll (&dice, G_N_ELEMENTS (ends))] : "");
    }
  name->str[0] = g_ascii_toupper (name->str[0]);
  return g_string_free (name, FALSE);
}

/**
 * bench_people_make:
 * @number: which of the population
 *
 * Returns: (transfer full): the same person for the same number, each time.
 */
CtPatient *
bench_people_make (guint number)
{
  BenchDice dice = { (number + 1) * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d) };
  CtPatient *patient = ct_patient_new ();

  for (guint i = 0; i < 3; i++)
    bench_roll (&dice, 2);
  patient->mrn = g_strdup_printf ("CT-%07u", number + 1);
  patient->family_name = make_name (roll_rank (&dice, N_FAMILIES), 1);
  patient->given_names = make_name (roll_rank (&dice, N_GIVEN), 2);
  patient->born = (CtDate) bench_roll (&dice, 30000) - 22000;
  patient->sex = g_strdup (bench_roll (&dice, 2) ? "female" : "male");
  patient->phone = g_strdup_printf ("(%u) %03u-%04u", 200 + bench_roll (&dice, 300), 200 + bench_roll (&dice, 700),
                                    bench_roll (&dice, 10000));
  patient->street = g_strdup_printf ("%u Main Street", bench_roll (&dice, 9999));
  patient->city = g_strdup ("Springfield");
  return patient;
}

/**
 * bench_rooms_furnish:
 * @self: is filled in
 * @unit: a unit of work in a clinic without a site
 * @error: what went wrong
 *
 * Makes the site and its chairs.
 *
 * Returns: whether they are made.
 */
gboolean
bench_rooms_furnish (BenchRooms *self, CtUnit *unit, GError **error)
{
  g_autoptr (CtSite) site = ct_site_new ();

  site->name = g_strdup ("Downtown");
  site->zone = g_strdup ("America/Los_Angeles");
  if (!ct_unit_insert (unit, site, error))
    return FALSE;
  self->site_id = CT_RECORD (site)->id;
  for (guint i = 0; i < BENCH_CHAIRS; i++)
    {
      g_autoptr (CtChair) chair = ct_chair_new ();

      chair->site_id = self->site_id;
      chair->name = g_strdup_printf ("Chair %u", i + 1);
      chair->kind = g_strdup ("chair");
      if (!ct_unit_insert (unit, chair, error))
        return FALSE;
      self->chair_id[i] = CT_RECORD (chair)->id;
    }
  return TRUE;
}

/**
 * bench_rooms_book:
 * @self: a site and its chairs
 * @patient_id: for whom
 * @number: which place of the calendar: chair by chair, hour by hour, weekday by weekday from the first Monday on
 *
 * Returns: (transfer full): a booking, not yet stored.
 */
CtAppointment *
bench_rooms_book (const BenchRooms *self, gint64 patient_id, guint number)
{
  CtAppointment *booking = ct_appointment_new ();
  guint day = number / BENCH_CHAIRS / BENCH_SLOTS;

  booking->patient_id = patient_id;
  booking->site_id = self->site_id;
  booking->chair_id = self->chair_id[number % BENCH_CHAIRS];
  booking->day = (CtDate) (BENCH_FIRST_MONDAY + day / BENCH_DAYS * 7 + day % BENCH_DAYS);
  booking->minute = (int) (480 + number / BENCH_CHAIRS % BENCH_SLOTS * 100);
  booking->minutes = 90;
  booking->kind = g_strdup (CT_VISIT_TREATMENT);
  booking->status = g_strdup (CT_APPOINTMENT_BOOKED);
  return booking;
}

/**
 * bench_store_booking:
 * @unit: a unit of work that writes
 * @booking: a new booking
 * @error: what went wrong
 *
 * As a desk books: looks who is in the way, and stores it.
 *
 * Returns: whether it is stored.
 */
gboolean
bench_store_booking (CtUnit *unit, CtAppointment *booking, GError **error)
{
  gint64 taken;

  return ct_unit_number (unit, &taken, error, "claim.blocking", "iinnni", booking->chair_id, booking->patient_id,
                         booking->day, booking->minute, booking->minute + booking->minutes, (gint64) 0) &&
         ct_unit_insert (unit, booking, error);
}

/**
 * bench_insert_bare:
 * @bare: a connection to a table "bare" of numbers and texts
 * @number: goes into it
 *
 * The least that a booking could cost: one row, committed by itself.
 */
void
bench_insert_bare (CtDatabase *bare, guint number)
{
  const CtValue params[] = { ct_value_int (number), ct_value_text ("a booking") };
  g_autoptr (GError) error = NULL;

  if (ct_database_run (bare, "bare", "INSERT INTO bare (number, text) VALUES ($1, $2)", params, 2, &error) < 0)
    g_error ("%s", error->message);
}
