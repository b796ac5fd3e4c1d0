/* Calendar files: what patients get, read back by libical; and busy times of clinicians, from good files and bad ones. */
#include <libical/ical.h>
#include <string.h>

#include "base/ct-error.h"
#include "exchange/ct-ics.h"

#define NOW G_GINT64_CONSTANT (1772474400000000) /* 2026-03-02T18:00:00Z */

static CtIcsEvent
event (const char *zone_id, GTimeZone *zone, const char *day, int minute)
{
  return (CtIcsEvent) { .uid = "visit-1-abc@chairtime", .sequence = 3, .at = { ct_date_parse_iso (day), minute },
                        .minutes = 90, .zone_id = zone_id, .zone = zone, .summary = "Appointment",
                        .location = "Harbor, 1 Pier Road; Long Beach", .description = "Call 562-555-0100\nif you can’t come" };
}

static icalcomponent *
read_back (const CtIcsEvent *events, guint n, char **text)
{
  g_autoptr (GBytes) bytes = ct_ics_write (events, n, NOW, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  *text = g_strndup (data, size);
  return icalparser_parse_string (*text);
}

/* Every line ends in CR LF, none is longer than 75 octets, and none is cut within a character. */
static void
assert_well_formed (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strchr (lines[i], '\n'));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

static void
test_a_booking_keeps_its_wall_time_in_every_zone_and_on_both_nights (void)
{
  static const char *const zones[] = { "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata",
                                       "America/Phoenix", "Africa/Casablanca" };
  static const char *const days[] = { "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-29", "2026-10-25", "2026-11-01",
                                      "2026-11-02", "2026-04-05", "2026-10-04" };

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    for (guint d = 0; d < G_N_ELEMENTS (days); d++)
      {
        g_autoptr (GTimeZone) zone = ct_zone_load (zones[z]);
        CtIcsEvent one = event (zones[z], zone, days[d], 9 * 60 + 15);
        g_autofree char *text = NULL;
        icalcomponent *calendar = read_back (&one, 1, &text);
        icalcomponent *found = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
        icalproperty *start = icalcomponent_get_first_property (found, ICAL_DTSTART_PROPERTY);
        struct icaltimetype time = icalproperty_get_dtstart (start);
        icaltimezone *theirs = icalcomponent_get_timezone (calendar, zones[z]);

        assert_well_formed (text);
        g_assert_nonnull (theirs);
        g_assert_cmpint (time.hour, ==, 9);
        g_assert_cmpint (time.minute, ==, 15);
        g_assert_cmpstr (icalparameter_get_tzid (icalproperty_get_first_parameter (start, ICAL_TZID_PARAMETER)), ==, zones[z]);
        /* By the description of the zone in the file itself it is the same moment as by the system's. */
        g_assert_cmpint ((gint64) icaltime_as_timet_with_zone (time, theirs) * G_USEC_PER_SEC, ==,
                         ct_wall_to_utc (one.at, zone));
        icalcomponent_free (calendar);
      }
}

static void
test_a_cancelled_booking_is_cancelled_under_the_same_name (void)
{
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  CtIcsEvent events[2] = { event ("America/Los_Angeles", zone, "2026-03-09", 600),
                           event ("America/Los_Angeles", zone, "2026-03-11", 600) };
  g_autofree char *text = NULL;
  g_autofree char *only = NULL;
  icalcomponent *calendar, *found;

  events[1].cancelled = TRUE;
  events[1].uid = "visit-2-abc@chairtime";
  calendar = read_back (events, 2, &text);
  g_assert_cmpint (icalcomponent_get_method (calendar), ==, ICAL_METHOD_PUBLISH);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VTIMEZONE_COMPONENT), ==, 1);
  found = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  g_assert_cmpint (icalcomponent_get_status (found), ==, ICAL_STATUS_CONFIRMED);
  g_assert_cmpint (icalcomponent_get_sequence (found), ==, 3);
  g_assert_cmpstr (icalcomponent_get_location (found), ==, "Harbor, 1 Pier Road; Long Beach");
  g_assert_cmpstr (icalcomponent_get_description (found), ==, "Call 562-555-0100\nif you can’t come");
  found = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT);
  g_assert_cmpint (icalcomponent_get_status (found), ==, ICAL_STATUS_CANCELLED);
  g_assert_cmpstr (icalcomponent_get_uid (found), ==, "visit-2-abc@chairtime");
  icalcomponent_free (calendar);
  calendar = read_back (&events[1], 1, &only);
  g_assert_cmpint (icalcomponent_get_method (calendar), ==, ICAL_METHOD_CANCEL);
  icalcomponent_free (calendar);
}

/* ---- Reading ---- */

static GArray *
try_read (const char *text, gssize size, GError **error)
{
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);
  CtIcsWindow window = { NOW, NOW + 400 * G_TIME_SPAN_DAY, zone };

  return ct_ics_read_busy (bytes, &window, NULL, error);
}

/* What is busy, as "2026-03-09 10:00+60" in Los Angeles. */
static char *
read_words (const char *body)
{
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\nVERSION:2.0\n%sEND:VCALENDAR\n", body);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) busy = try_read (text, -1, &error);
  GString *words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < busy->len; i++)
    {
      const CtBusyRange *range = &g_array_index (busy, CtBusyRange, i);
      CtWall from = ct_wall_from_utc (range->from_us, zone);
      g_autofree char *day = ct_date_to_iso (from.date);
      g_autofree char *time = ct_minute_to_iso (from.minute);

      g_string_append_printf (words, "%s%s %s+%d", i > 0 ? ", " : "", day, time,
                              (int) ((range->to_us - range->from_us) / CT_USEC_PER_MINUTE));
    }
  return g_string_free (words, FALSE);
}

static void
assert_busy (const char *body, const char *wanted)
{
  g_autofree char *words = read_words (body);

  g_assert_cmpstr (words, ==, wanted);
}

static void
test_busy_times_are_read_in_their_zones_whole_days_and_repetitions_too (void)
{
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDTEND:20260309T180000Z\nEND:VEVENT\n", "2026-03-09 10:00+60");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T100000\nDURATION:PT30M\nEND:VEVENT\n", "2026-03-09 10:00+30");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/New_York:20260309T130000\nDTEND;TZID=America/New_York:20260309T140000\nEND:VEVENT\n",
               "2026-03-09 10:00+60");
  /* The day on which the clocks go forward has 23 hours. */
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260308\nEND:VEVENT\n", "2026-03-08 00:00+1380");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261031\nDTEND;VALUE=DATE:20261103\nEND:VEVENT\n",
               "2026-10-31 00:00+4380");
  /* Each week at ten by the wall, before and after the clocks are set. */
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/Los_Angeles:20260304T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n",
               "2026-03-04 10:00+60, 2026-03-11 10:00+60, 2026-03-18 10:00+60");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/Los_Angeles:20260304T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\n"
               "EXDATE;TZID=America/Los_Angeles:20260311T100000\nEND:VEVENT\n"
               "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=America/Los_Angeles:20260318T100000\nDTSTART;TZID=America/Los_Angeles:20260319T120000\n"
               "DURATION:PT2H\nEND:VEVENT\n",
               "2026-03-04 10:00+60, 2026-03-19 12:00+120");
  assert_busy ("BEGIN:VFREEBUSY\nFREEBUSY:20260309T170000Z/PT2H,20260310T170000Z/20260310T173000Z\nFREEBUSY;FBTYPE=FREE:20260311T170000Z/PT1H\nEND:VFREEBUSY\n",
               "2026-03-09 10:00+120, 2026-03-10 10:00+30");
}

static void
test_what_takes_no_time_or_was_called_off_keeps_nobody_busy (void)
{
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT\nEND:VEVENT\n", "");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDURATION:PT1H\nSTATUS:CANCELLED\nEND:VEVENT\n", "");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20200309T170000Z\nDURATION:PT1H\nEND:VEVENT\n", "");
  assert_busy ("BEGIN:VEVENT\nUID:1\nSUMMARY:no time at all\nEND:VEVENT\nBEGIN:VTODO\nUID:2\nEND:VTODO\n", "");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDTEND:20260309T160000Z\nEND:VEVENT\n", "");
}

static void
assert_refused (const char *text, gssize size)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_read (text, size, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_a_file_that_is_none_or_wants_too_much_is_refused (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *huge = g_strnfill (CT_ICS_MAX_BYTES + 1, 'x');
  g_autofree char *line = g_strnfill (200000, 'x');
  g_autofree char *long_line = g_strconcat ("BEGIN:VCALENDAR\nX-A:", line, "\nEND:VCALENDAR\n", NULL);
  g_autoptr (GString) many = g_string_new ("BEGIN:VCALENDAR\n");

  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "BEGIN:VEVENT\n");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (many, "BEGIN:VEVENT\nUID:%u\nDTSTART:1970%02u%02uT00%02u00Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY\nEND:VEVENT\n",
                            i, i % 12 + 1, i % 28 + 1, i % 60);
  g_string_append (many, "END:VCALENDAR\n");
  assert_refused ("", 0);
  assert_refused ("hello", -1);
  assert_refused ("\0\0\0", 3);
  assert_refused ("BEGIN:VEVENT\nDTSTART:20260309T170000Z\nEND:VEVENT\n", -1);
  assert_refused (huge, -1);
  assert_refused (long_line, -1);
  assert_refused (deep->str, -1);
  assert_refused (many->str, -1);
}

/* A rule by the second is read as its first time only; rules that never come true end. */
static void
test_rules_without_sense_do_not_hang (void)
{
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n", "2026-03-09 10:00+60");
  assert_busy ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDURATION:PT1H\nRRULE:FREQ=NONSENSE;INTERVAL=0\nEND:VEVENT\n", "2026-03-09 10:00+60");
  g_free (read_words ("BEGIN:VEVENT\nUID:1\nDTSTART:20260309T170000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n"));
  g_free (read_words ("BEGIN:VEVENT\nUID:1\nDTSTART:99999999T999999Z\nDURATION:P99999999W\nEND:VEVENT\n"));
}

/* Whatever real programs and fuzzers have written is read or refused with a sentence, soon. */
static guint
read_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        n += read_folder (inside);
      else if (g_file_get_contents (inside, &data, &size, NULL))
        {
          gint64 begun_us = g_get_monotonic_time ();
          g_autoptr (GArray) busy = try_read (data, (gssize) size, &error);

          g_assert_true ((busy != NULL) != (error != NULL));
          if (g_get_monotonic_time () - begun_us > 5 * G_USEC_PER_SEC)
            g_error ("%s took too long.", inside);
          n++;
        }
    }
  return n;
}

static void
test_real_calendars_are_read_or_refused_with_a_sentence (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHAIRTIME_SAMPLES"), "ics", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("The sample calendars are not here.");
      return;
    }
  g_assert_cmpuint (read_folder (path), >, 150);
}

/* ---- Keeping ---- */

static void
test_busy_times_survive_being_kept (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  for (guint turn = 0; turn < 200; turn++)
    {
      g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (CtBusyRange));
      g_autoptr (GArray) again = NULL;
      g_autofree char *text = NULL;

      for (int i = g_rand_int_range (chance, 0, 40); i > 0; i--)
        {
          gint64 from = NOW / CT_USEC_PER_MINUTE + g_rand_int_range (chance, 0, 5000);
          CtBusyRange range = { from * CT_USEC_PER_MINUTE, (from + g_rand_int_range (chance, -5, 200)) * CT_USEC_PER_MINUTE };

          g_array_append_val (ranges, range);
        }
      ct_busy_merge (ranges);
      for (guint i = 1; i < ranges->len; i++)
        g_assert_cmpint (g_array_index (ranges, CtBusyRange, i - 1).to_us, <, g_array_index (ranges, CtBusyRange, i).from_us);
      text = ct_busy_to_text (ranges);
      again = ct_busy_parse (text, NULL);
      g_assert_cmpmem (ranges->data, ranges->len * sizeof (CtBusyRange), again->data, again->len * sizeof (CtBusyRange));
    }
  g_assert_null (ct_busy_parse ("1-2 3", NULL));
  g_assert_null (ct_busy_parse ("5-2", NULL));
}

static void
test_one_moment_is_another_hour_at_another_site (void)
{
  static const struct
  {
    const char *zone, *day;
    int from, to;
  } sites[] = { { "America/Los_Angeles", "2026-03-09", 600, 660 }, { "America/New_York", "2026-03-09", 780, 840 },
                { "America/Phoenix", "2026-03-09", 600, 660 } };
  CtBusyRange range = { ct_time_parse_iso ("2026-03-09T17:00:00Z"), ct_time_parse_iso ("2026-03-09T18:00:00Z") };
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (CtBusyRange));
  CtAbsence who = { .user_id = 5, .name = "Leila Haddad", .reason = "Hospital", .elsewhere = TRUE };

  g_array_append_val (ranges, range);
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      g_autoptr (GTimeZone) zone = ct_zone_load (sites[i].zone);
      g_autoptr (CtHours) hours = ct_hours_new ("Site");
      g_autoptr (CtDesk) desk = ct_desk_new (hours);
      CtDate day = ct_date_parse_iso (sites[i].day);

      ct_busy_add_to_desk (ranges, &who, zone, desk);
      g_assert_nonnull (ct_desk_find_absence (desk, 5, day, (CtMinutes) { sites[i].from, sites[i].to }));
      g_assert_null (ct_desk_find_absence (desk, 5, day, (CtMinutes) { sites[i].to, sites[i].to + 60 }));
      g_assert_null (ct_desk_find_absence (desk, 5, day, (CtMinutes) { sites[i].from - 60, sites[i].from }));
      g_assert_null (ct_desk_find_absence (desk, 6, day, (CtMinutes) { sites[i].from, sites[i].to }));
      g_assert_null (ct_desk_find_absence (desk, 5, day + 1, (CtMinutes) { sites[i].from, sites[i].to }));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics/a-booking-keeps-its-wall-time-in-every-zone-and-on-both-nights",
                   test_a_booking_keeps_its_wall_time_in_every_zone_and_on_both_nights);
  g_test_add_func ("/ics/a-cancelled-booking-is-cancelled-under-the-same-name",
                   test_a_cancelled_booking_is_cancelled_under_the_same_name);
  g_test_add_func ("/ics/busy-times-are-read-in-their-zones-whole-days-and-repetitions-too",
                   test_busy_times_are_read_in_their_zones_whole_days_and_repetitions_too);
  g_test_add_func ("/ics/what-takes-no-time-or-was-called-off-keeps-nobody-busy",
                   test_what_takes_no_time_or_was_called_off_keeps_nobody_busy);
  g_test_add_func ("/ics/a-file-that-is-none-or-wants-too-much-is-refused", test_a_file_that_is_none_or_wants_too_much_is_refused);
  g_test_add_func ("/ics/rules-without-sense-do-not-hang", test_rules_without_sense_do_not_hang);
  g_test_add_func ("/ics/real-calendars-are-read-or-refused-with-a-sentence",
                   test_real_calendars_are_read_or_refused_with_a_sentence);
  g_test_add_func ("/ics/busy-times-survive-being-kept", test_busy_times_survive_being_kept);
  g_test_add_func ("/ics/one-moment-is-another-hour-at-another-site", test_one_moment_is_another_hour_at_another_site);
  return g_test_run ();
}
