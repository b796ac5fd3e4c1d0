#include "domain/ct-booking-rules.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-booking-rules-private.h"

static void
breach_free (gpointer data)
{
  CtBreach *self = data;

  g_free (self->text);
  g_free (self->source);
  g_free (self);
}

/* Adds what stands against a booking. Takes @text. */
CtBreach *
ct_rules_add_breach (GPtrArray *breaches, CtBreachKind kind, CtSeverity severity, CtMinutes minutes, char *text)
{
  CtBreach *breach = g_new0 (CtBreach, 1);

  breach->kind = kind;
  breach->severity = severity;
  breach->level = severity == CT_SEVERITY_NOTE ? CT_LEVEL_NOTE : CT_LEVEL_WARN;
  breach->minutes = minutes;
  breach->text = text;
  g_ptr_array_add (breaches, breach);
  return breach;
}

/* ---- Hours ---- */

static void
check_hours (const CtRulesQuestion *question, GPtrArray *breaches)
{
  const CtBooking *wanted = &question->wanted;
  CtHours *hours = ct_desk_get_hours (question->desk);
  g_autoptr (GError) closed = NULL;

  if (!ct_hours_fits (hours, wanted->date, wanted->minutes, &closed))
    ct_rules_add_breach (breaches, ct_hours_get_closure (hours, wanted->date) != NULL ? CT_BREACH_CLOSURE
                                                                                       : CT_BREACH_HOURS,
                         CT_SEVERITY_OVERRIDE, wanted->minutes, g_strdup (closed->message));
}

/* ---- Who is there already ---- */

static char *
chair_sentence (const CtOccupancy *self, const CtBooking *booking, int wanted_from)
{
  const char *name = ct_occupancy_get_chair_name (self, booking->chair_id);
  const char *label = booking->label != NULL ? booking->label : _("another booking");
  g_autofree char *at = ct_minute_format (MAX (wanted_from, booking->minutes.from));
  g_autofree char *until = ct_minute_format (booking->minutes.to);

  if (name == NULL)
    name = _("That chair");
  if (booking->taken_by != NULL)
    /* Translators: chair, time, by whom at another desk, for whom and until when */
    return g_strdup_printf (_("%s was just taken at %s by %s (%s until %s)."), name, at, booking->taken_by, label, until);
  /* Translators: chair, time, who and until when: "Chair 2 is taken at 10:00 (T. Okafor until 10:50)." */
  return g_strdup_printf (_("%s is taken at %s (%s until %s)."), name, at, label, until);
}

static char *
patient_sentence (const CtOccupancy *self, const CtBooking *booking)
{
  const char *chair = ct_occupancy_get_chair_name (self, booking->chair_id);
  const char *label = booking->label != NULL ? booking->label : _("The patient");
  g_autofree char *from = ct_minute_format (booking->minutes.from);
  g_autofree char *until = ct_minute_format (booking->minutes.to);

  if (chair == NULL)
    /* Translators: who, from when, until when */
    return g_strdup_printf (_("%s has another visit from %s to %s."), label, from, until);
  /* Translators: who, from when, until when, on which chair */
  return g_strdup_printf (_("%s has another visit from %s to %s (%s)."), label, from, until, chair);
}

static char *
clinician_sentence (const CtOccupancy *occupancy, const CtBooking *booking)
{
  const char *chair = ct_occupancy_get_chair_name (occupancy, booking->chair_id);
  CtMinutes span = ct_booking_clinician_minutes (booking);
  g_autofree char *from = ct_minute_format (span.from);
  g_autofree char *until = ct_minute_format (span.to);

  /* Translators: who, where, from when, until when: "The clinician is with T. Okafor (Chair 2) from 10:00 to 10:10." */
  return g_strdup_printf (_("The clinician is with %s (%s) from %s to %s."),
                          booking->label != NULL ? booking->label : _("somebody else"),
                          chair != NULL ? chair : _("another site"), from, until);
}

static void
add_booking (GPtrArray *breaches, CtBreachKind kind, const CtBooking *booking, char *text)
{
  ct_rules_add_breach (breaches, kind, CT_SEVERITY_REFUSE, booking->minutes, text)->appointment_id =
      booking->appointment_id;
}

static void
check_bookings (const CtRulesQuestion *question, GPtrArray *breaches)
{
  const CtBooking *wanted = &question->wanted;
  guint n;
  const CtBooking *day = ct_occupancy_get_day (question->occupancy, wanted->date, &n);

  for (guint i = 0; i < n; i++)
    {
      if (day[i].appointment_id == wanted->appointment_id || !ct_minutes_overlap (day[i].minutes, wanted->minutes))
        continue;
      if (wanted->patient_id != 0 && day[i].patient_id == wanted->patient_id)
        add_booking (breaches, CT_BREACH_PATIENT, &day[i], patient_sentence (question->occupancy, &day[i]));
      else if (wanted->chair_id != 0 && day[i].chair_id == wanted->chair_id)
        add_booking (breaches, CT_BREACH_CHAIR, &day[i],
                     chair_sentence (question->occupancy, &day[i], wanted->minutes.from));
      if (ct_bookings_share_clinician (&day[i], wanted))
        add_booking (breaches, CT_BREACH_CLINICIAN, &day[i], clinician_sentence (question->occupancy, &day[i]));
    }
}

/**
 * ct_rules_check:
 * @question: what is wanted, and what is known
 *
 * Everything that stands against a booking: the same patient twice, a taken chair, clinician or pump, which nobody may
 * override; hours, closures, leave, time held for others, too few nurses, too many starts, and the rules of the protocol,
 * which are the clinic's and may be overridden with a reason.
 *
 * What it answers does not depend on the order in which the bookings came in.
 *
 * Returns: (transfer full) (element-type CtBreach): hours first, then bookings by time, people, floor and course; empty
 *   where nothing stands against it.
 */
GPtrArray *
ct_rules_check (const CtRulesQuestion *question)
{
  GPtrArray *breaches = g_ptr_array_new_with_free_func (breach_free);

  g_return_val_if_fail (question != NULL && question->occupancy != NULL, breaches);
  if (question->desk != NULL)
    check_hours (question, breaches);
  check_bookings (question, breaches);
  if (question->desk != NULL)
    {
      ct_rules_check_people (question, breaches);
      ct_rules_check_floor (question, breaches);
    }
  if (question->protocol != NULL && question->number > 0)
    ct_rules_check_course (question, breaches);
  return breaches;
}

/**
 * ct_rules_check_series:
 * @question: what is wanted, and what is known; of the place only its day and time matter, minutes -1 the day only
 *
 * Returns: (transfer full) (element-type CtBreach): what the protocol and the order of the series say of it.
 */
GPtrArray *
ct_rules_check_series (const CtRulesQuestion *question)
{
  GPtrArray *breaches = g_ptr_array_new_with_free_func (breach_free);

  g_return_val_if_fail (question != NULL, breaches);
  if (question->protocol != NULL && question->number > 0)
    ct_rules_check_course (question, breaches);
  return breaches;
}

/**
 * ct_rules_worst:
 * @breaches: (element-type CtBreach): what stands against a booking
 *
 * Returns: the severest of them; %CT_SEVERITY_NOTE where there are none.
 */
CtSeverity
ct_rules_worst (GPtrArray *breaches)
{
  CtSeverity worst = CT_SEVERITY_NOTE;

  g_return_val_if_fail (breaches != NULL, worst);
  for (guint i = 0; i < breaches->len; i++)
    worst = MAX (worst, ((const CtBreach *) g_ptr_array_index (breaches, i))->severity);
  return worst;
}

/* ---- In words ---- */

/* "Chair 4" within a sentence is "chair 4", and "Room A" is "room A"; other names stay as they are. */
static char *
name_within_sentence (const char *name)
{
  const char *space = strrchr (name, ' ');
  g_autofree char *first = NULL;

  if (space == NULL || space[1] == '\0' ||
      (space[2] != '\0' && strspn (space + 1, "0123456789") != strlen (space + 1)))
    return g_strdup (name);
  first = g_utf8_strdown (name, (gssize) (g_utf8_next_char (name) - name));
  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

/* The first other chair that is free at the time wanted, or 0. */
static gint64
other_chair (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted)
{
  CtBooking elsewhere = *wanted;
  gint64 chair_id;

  elsewhere.chair_id = 0;
  return ct_occupancy_first_free (self, hours, &elsewhere, &chair_id) == wanted->minutes.from ? chair_id : 0;
}

/* Where else @wanted might go that day: later on its chair, or at its time on another; %NULL where nowhere. */
static char *
free_next_sentence (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted)
{
  int later = ct_occupancy_first_free (self, hours, wanted, NULL);
  gint64 chair_id = other_chair (self, hours, wanted);
  g_autofree char *start = later >= 0 ? ct_minute_format (later) : NULL;
  g_autofree char *now = ct_minute_format (wanted->minutes.from);
  g_autofree char *chair = NULL;

  if (chair_id != 0)
    chair = name_within_sentence (ct_occupancy_get_chair_name (self, chair_id));
  if (start != NULL && chair != NULL)
    /* Translators: a time, another chair, the time wanted: "Free next: 10:50, chair 4 at 10:00." */
    return g_strdup_printf (_("Free next: %s, %s at %s."), start, chair, now);
  if (start != NULL)
    return g_strdup_printf (_("Free next: %s."), start);
  if (chair != NULL)
    return g_strdup_printf (_("Free: %s at %s."), chair, now);
  return NULL;
}

static gboolean
has_kind (GPtrArray *breaches, CtBreachKind kind)
{
  for (guint i = 0; i < breaches->len; i++)
    if (((const CtBreach *) g_ptr_array_index (breaches, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * ct_rules_sentence:
 * @question: what was asked
 * @breaches: (element-type CtBreach): the answer
 *
 * Returns: (transfer full): all of it in sentences, notes left out, and where else it might go: "Chair 2 is taken at 10:00
 *   (T. Okafor until 10:50). Free next: 10:50, chair 4 at 10:00."
 */
char *
ct_rules_sentence (const CtRulesQuestion *question, GPtrArray *breaches)
{
  GString *text = g_string_new (NULL);
  g_autofree char *next = NULL;

  g_return_val_if_fail (question != NULL && breaches != NULL, NULL);
  for (guint i = 0; i < breaches->len; i++)
    {
      const CtBreach *breach = g_ptr_array_index (breaches, i);

      if (breach->severity != CT_SEVERITY_NOTE)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", breach->text);
    }
  if (question->desk != NULL && has_kind (breaches, CT_BREACH_CHAIR))
    next = free_next_sentence (question->occupancy, ct_desk_get_hours (question->desk), &question->wanted);
  if (next != NULL)
    g_string_append_printf (text, " %s", next);
  return g_string_free (text, FALSE);
}

/**
 * ct_rules_allow:
 * @question: what is wanted, and what is known
 * @error: return location
 *
 * Returns: whether nothing but notes stands against it; else an error with ct_rules_sentence(): %CT_ERROR_TAKEN where nobody
 *   may override it, %CT_ERROR_RULE where who may can book it all the same, with a reason.
 */
gboolean
ct_rules_allow (const CtRulesQuestion *question, GError **error)
{
  g_autoptr (GPtrArray) breaches = ct_rules_check (question);
  CtSeverity worst = ct_rules_worst (breaches);
  g_autofree char *text = NULL;

  if (worst == CT_SEVERITY_NOTE)
    return TRUE;
  text = ct_rules_sentence (question, breaches);
  g_set_error_literal (error, CT_ERROR, worst == CT_SEVERITY_REFUSE ? CT_ERROR_TAKEN : CT_ERROR_RULE, text);
  return FALSE;
}
