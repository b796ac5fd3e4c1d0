#include "clinic/ct-demo-people.h"

#include <string.h>

static const char *const family_names[] = {
  "Reyes", "Okafor", "Lindqvist", "Nguyen", "Haddad", "Kowalski", "Tanaka", "Moreau", "O’Brien", "Petrov", "Silva",
  "Johansson", "Abebe", "Castillo", "Dubois", "Eriksen", "Fischer", "García", "Hoang", "Ibrahim", "Jensen", "Kaur",
  "Larsen", "Mbeki", "Novák", "Ortiz", "Park", "Quintero", "Rossi", "Schmidt", "Torres", "Ueda", "Vargas", "Walker",
  "Xu", "Yamamoto", "Zhang", "Adeyemi", "Baker", "Chen", "Diaz", "Evans", "Flores", "Gupta", "Harris", "Ivanova",
  "Jackson", "Khan", "Lopez", "Martin", "Nakamura", "Owens", "Patel", "Ramírez", "Singh", "Thompson", "Underwood",
  "Volkov", "Williams", "Young", "Müller", "Sørensen", "Çelik", "Björk", "D’Angelo", "McCarthy", "van Dijk", "Nasser",
};
static const char *const female_names[] = {
  "Marisol", "Ana", "Beatrix", "Chidinma", "Dana", "Elena", "Fatima", "Grace", "Hannah", "Ingrid", "Jasmine", "Keiko",
  "Leila", "Mei", "Nadia", "Olivia", "Priya", "Rosa", "Sofía", "Tamara", "Uma", "Valentina", "Wren", "Ximena", "Yara",
  "Zoë", "Amélie", "Brigitte", "Carmen", "Dolores", "Esther", "Freya", "Gabriela", "Helen", "Irene", "Joan",
};
static const char *const male_names[] = {
  "Tunde", "Aaron", "Bram", "Carlos", "Daniel", "Emeka", "Felix", "George", "Hiroshi", "Ivan", "Jamal", "Karim",
  "Luis", "Mateo", "Nils", "Omar", "Pavel", "Quentin", "Rafael", "Samuel", "Tomás", "Ulrich", "Viktor", "Wesley",
  "Xavier", "Yusuf", "Zachary", "André", "Björn", "Caleb", "Dmitri", "Ethan", "Francis", "Gideon", "Henry", "Isaac",
};
static const char *const syllables[] = { "ba", "ren", "dol", "mi", "ster", "kov", "lan", "der", "tu", "gar", "sen", "vi",
                                         "mor", "ash", "bel", "cor", "fen", "hol", "jas", "kel", "lor", "nor", "pal", "ros" };
static const char *const streets[] = { "Alder Street", "Bay Road", "Cypress Avenue", "Dune Lane", "Elm Court",
                                       "Fern Way", "Grove Street", "Harbor Boulevard" };
static const char *const cities[] = { "Santa Ana", "Long Beach", "Irvine", "Tustin", "Orange", "Costa Mesa" };
static const char *const alerts[] = { "BP rises in session (peak 168/98)", "Hard to cannulate: left forearm",
                                      "Anxious on arrival: quiet room, dim light", "Ride must be confirmed" };

#define PICK(chance, list) list[g_rand_int_range (chance, 0, G_N_ELEMENTS (list))]

/* Seven in ten bear a name of the list; the others one that is put together, so that a million people have many. */
static char *
family_name (GRand *chance)
{
  GString *name;
  int n;

  if (g_rand_int_range (chance, 0, 10) < 7)
    return g_strdup (PICK (chance, family_names));
  name = g_string_new (NULL);
  n = g_rand_int_range (chance, 2, 4);
  for (int i = 0; i < n; i++)
    g_string_append (name, PICK (chance, syllables));
  name->str[0] = g_ascii_toupper (name->str[0]);
  return g_string_free (name, FALSE);
}

/**
 * ct_demo_patient:
 * @chance: the stream of chance
 * @number: becomes the record number
 * @today: nobody is born after it
 *
 * Returns: (transfer full): somebody who never was. Phone numbers are of the range kept for fiction (555-01xx).
 */
CtPatient *
ct_demo_patient (GRand *chance, gint64 number, CtDate today)
{
  CtPatient *patient = ct_patient_new ();
  gboolean female = g_rand_boolean (chance);

  patient->mrn = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  patient->family_name = family_name (chance);
  patient->given_names = g_strdup (female ? PICK (chance, female_names) : PICK (chance, male_names));
  patient->sex = g_strdup (female ? "female" : "male");
  patient->born = today - g_rand_int_range (chance, 19 * 365, 76 * 365);
  patient->phone = g_strdup_printf ("%d-555-01%02d", g_rand_int_range (chance, 201, 990), g_rand_int_range (chance, 0, 100));
  patient->street = g_strdup_printf ("%d %s", g_rand_int_range (chance, 10, 9900), PICK (chance, streets));
  patient->city = g_strdup (PICK (chance, cities));
  patient->region = g_strdup ("CA");
  patient->postcode = g_strdup_printf ("92%03d", g_rand_int_range (chance, 600, 900));
  patient->military = g_rand_int_range (chance, 0, 10) == 0;
  patient->weight_g = g_rand_int_range (chance, 500, 1150) * 100;
  patient->weighed_on = today - g_rand_int_range (chance, 1, 28);
  patient->height_mm = (female ? 1640 : 1760) + g_rand_int_range (chance, -12, 13) * 10;
  if (g_rand_int_range (chance, 0, 6) == 0)
    patient->alert = g_strdup (PICK (chance, alerts));
  return patient;
}

/**
 * ct_demo_problem:
 * @chance: the stream of chance
 * @patient_id: whose
 * @ptsd: whether post-traumatic stress is what the patient comes for
 *
 * Returns: (transfer full): the problem a course is for.
 */
CtRecord *
ct_demo_problem (GRand *chance, gint64 patient_id, gboolean ptsd)
{
  CtProblem *problem = ct_problem_new ();

  problem->patient_id = patient_id;
  problem->text = g_strdup (ptsd ? "Post-traumatic stress disorder, chronic" : "Major depressive disorder, recurrent, severe");
  problem->code = g_strdup (ptsd ? "F43.12" : "F33.2");
  problem->code_system = g_strdup ("ICD-10-CM");
  problem->status = g_strdup ("Active");
  problem->since = g_strdup_printf ("%d", g_rand_int_range (chance, 2008, 2024));
  return CT_RECORD (problem);
}

/**
 * ct_demo_medication:
 * @chance: the stream of chance
 * @patient_id: whose
 *
 * Returns: (transfer full): something the patient takes.
 */
CtRecord *
ct_demo_medication (GRand *chance, gint64 patient_id)
{
  static const char *const names[] = { "Sertraline", "Venlafaxine", "Bupropion", "Lamotrigine", "Duloxetine",
                                       "Escitalopram", "Prazosin", "Lithium carbonate" };
  static const char *const doses[] = { "100 mg", "150 mg", "300 mg", "200 mg", "60 mg", "20 mg", "2 mg", "600 mg" };
  CtMedication *medication = ct_medication_new ();
  int n = g_rand_int_range (chance, 0, G_N_ELEMENTS (names));

  medication->patient_id = patient_id;
  medication->text = g_strdup (names[n]);
  medication->dose = g_strdup (doses[n]);
  medication->route = g_strdup ("by mouth");
  medication->frequency = g_strdup ("once daily");
  medication->status = g_strdup ("Active");
  return CT_RECORD (medication);
}

/**
 * ct_demo_allergy:
 * @chance: the stream of chance
 * @patient_id: whose
 *
 * Returns: (transfer full): an allergy, or that none is known.
 */
CtRecord *
ct_demo_allergy (GRand *chance, gint64 patient_id)
{
  static const char *const names[] = { "Penicillin", "Sulfamethoxazole", "Latex", "Codeine" };
  static const char *const reactions[] = { "hives", "rash", "swelling", "nausea" };
  CtAllergy *allergy = ct_allergy_new ();
  int n = g_rand_int_range (chance, 0, 2 * G_N_ELEMENTS (names));

  allergy->patient_id = patient_id;
  allergy->negated = n >= (int) G_N_ELEMENTS (names);
  allergy->text = g_strdup (allergy->negated ? "Drug allergy" : names[n]);
  allergy->reaction = allergy->negated ? NULL : g_strdup (reactions[n]);
  allergy->status = g_strdup ("Active");
  return CT_RECORD (allergy);
}

/* What an item can still take, and whether it counts. Item 9 of the PHQ-9 and its like stay low. */
static int
room_left (const CtItem *item, int answer)
{
  return item->scored ? item->answers->max - answer : 0;
}

static gboolean
item_is_delicate (const CtInstrument *instrument, int number)
{
  for (guint i = 0; i < instrument->findings->len; i++)
    {
      const CtFinding *finding = g_ptr_array_index (instrument->findings, i);
      const CtCondition *condition = finding->conditions->len > 0 ? g_ptr_array_index (finding->conditions, 0) : NULL;

      if (finding->kind == CT_FINDING_FLAG && condition != NULL && condition->items->len == 1 &&
          g_array_index (condition->items, int, 0) == number)
        return TRUE;
    }
  return FALSE;
}

/**
 * ct_demo_answers:
 * @chance: the stream of chance
 * @instrument: an instrument whose total is the sum of its items
 * @total: what they shall add up to, as far as they can
 *
 * Returns: (transfer full) (array): an answer an item, in order.
 */
int *
ct_demo_answers (GRand *chance, const CtInstrument *instrument, int total)
{
  int *answers = g_new0 (int, instrument->items->len);
  int left = total;

  for (int tries = 0; left > 0 && tries < 4000; tries++)
    {
      guint i = (guint) g_rand_int_range (chance, 0, (int) instrument->items->len);
      const CtItem *item = g_ptr_array_index (instrument->items, i);

      if (room_left (item, answers[i]) == 0 ||
          (item_is_delicate (instrument, item->number) && (tries < 400 || total < 18)))
        continue;
      answers[i]++;
      left--;
    }
  return answers;
}
