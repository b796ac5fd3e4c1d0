/* Finding an opening, the waiting list, and filling a place that has come free. */
#include "clinic-fixture.h"

static gint64
site_of (Fixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->clinic), 0))->id;
}

static GArray *
find (Fixture *self, const CtSlotWish *wish)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_find_slots_async (self->clinic, wish, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtSlotWish
wish_for (Fixture *self, const char *first, int minutes)
{
  return (CtSlotWish) { .site_id = site_of (self), .kind = CT_VISIT_CONSULTATION, .minutes = minutes,
                        .first = ct_date_parse_iso (first), .days = 30, .times = { -1, -1 }, .near = { CT_DATE_NONE, 0 },
                        .apart_minutes = 60, .limit = 3 };
}

static void
test_the_next_openings_leave_out_what_is_booked_and_what_is_past (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) other = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, patient, "2026-03-02", "10:00", 60);
  CtSlotWish wish = wish_for (self, "2026-03-02", 60);
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GArray) near = NULL;
  const CtSlot *first;

  wish.chair_id = booked->chair_id;
  wish.patient_id = CT_RECORD (other)->id;
  slots = find (self, &wish);
  g_assert_cmpuint (slots->len, ==, 3);
  first = &g_array_index (slots, CtSlot, 0);
  g_assert_cmpint (first->at.date, ==, booked->day);
  g_assert_cmpint (first->at.minute, ==, 11 * 60);
  g_assert_cmpint (first->chair_id, ==, booked->chair_id);
  /* The booking itself is not in its own way. */
  wish.appointment_id = CT_RECORD (booked)->id;
  wish.near = (CtWall) { booked->day, booked->minute };
  near = find (self, &wish);
  g_assert_cmpint (g_array_index (near, CtSlot, 0).at.minute, ==, booked->minute);
}

static GPtrArray *
offers_for (Fixture *self, const CtFreePlace *place)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_offer_place_async (self->clinic, place, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtWaiting *
put_on_list (Fixture *self, CtPatient *patient, gint64 appointment_id, int minutes)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtWaiting) waiting = ct_waiting_new ();

  waiting->patient_id = CT_RECORD (patient)->id;
  waiting->site_id = site_of (self);
  waiting->appointment_id = appointment_id;
  waiting->kind = g_strdup (CT_VISIT_CONSULTATION);
  waiting->minutes = minutes;
  waiting->until = CT_DATE_NONE;
  ct_clinic_save_waiting_async (self->clinic, waiting, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_a_freed_place_goes_to_who_waits_and_undo_puts_all_back (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) too_long = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, patient, "2026-03-20", "10:00", 60);
  g_autoptr (CtWaiting) waiting = put_on_list (self, patient, CT_RECORD (booked)->id, 60);
  g_autoptr (CtWaiting) other = put_on_list (self, too_long, 0, 600);
  CtFreePlace place = { site_of (self), booked->chair_id, ct_date_parse_iso ("2026-03-03"), { 600, 660 } };
  g_autoptr (GPtrArray) offers = offers_for (self, &place);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (CtAppointment) moved = NULL;
  g_autofree char *undone = NULL;
  g_auto (CtAwait) await = { NULL };
  CtOffer *offer;

  g_assert_cmpuint (offers->len, ==, 1);
  offer = g_ptr_array_index (offers, 0);
  g_assert_cmpstr (offer->patient_name, ==, "Reyes, Marisol");
  g_assert_cmpstr (offer->reason, ==, "Waiting since 2 Mar");
  ct_clinic_take_offer_async (self->clinic, &place, offer, ct_await_done, &await);
  moved = fixture_take (self, &await);
  g_assert_cmpint (CT_RECORD (moved)->id, ==, CT_RECORD (booked)->id);
  g_assert_cmpint (moved->day, ==, place.date);
  place.date++;
  none = offers_for (self, &place);
  g_assert_cmpuint (none->len, ==, 0);
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, "Book Reyes, Marisol on Tue 3 Mar 10:00");
  again = offers_for (self, &place);
  g_assert_cmpuint (again->len, ==, 1);
}

static void
test_a_visit_too_long_for_its_times_can_not_wait (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtWaiting) waiting = put_on_list (self, patient, 0, 60);
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  waiting->from_minute = 600;
  waiting->to_minute = 630;
  ct_clinic_save_waiting_async (self->clinic, waiting, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "The visit does not fit into the times that suit.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("the next openings leave out what is booked and what is past",
                test_the_next_openings_leave_out_what_is_booked_and_what_is_past);
  FIXTURE_TEST ("a freed place goes to who waits and undo puts all back",
                test_a_freed_place_goes_to_who_waits_and_undo_puts_all_back);
  FIXTURE_TEST ("a visit too long for its times can not wait", test_a_visit_too_long_for_its_times_can_not_wait);
  return g_test_run ();
}
