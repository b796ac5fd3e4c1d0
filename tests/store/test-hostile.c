/* Whatever is typed into any field of any record is kept as it was typed, or refused with a reason that names the field. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "ct-hostile.h"
#include "ct-torture.h"
#include "domain/ct-list-records.h"
#include "domain/ct-record-types.h"
#include "domain/ct-signature.h"
#include "store-test.h"
#include "store/ct-audit.h"
#include "store/ct-search.h"

/** What is tried on one type of record, in one unit of work. */
typedef struct
{
  GType        type;
  GHashTable  *ids;  /* table → a row of it */
  GHashTable  *only; /* what was tried already in a field that has each text once */
  const char  *flood;
  guint        step; /* each text in each field, or ever another part of them */
  guint        turn;
  guint        stored;
  guint        refused;
} Trial;

static void
set_text (CtRecord *record, const CtField *field, const char *text)
{
  const CtValue value = ct_value_text (text);

  ct_record_set_value (record, field, &value);
}

static void
set_reference (CtRecord *record, const CtField *field, GHashTable *ids)
{
  g_autofree char *name = g_strndup (field->name, strlen (field->name) - strlen ("_id"));
  const char *table = g_str_equal (name, "user") ? "app_user" : name;
  const CtValue value = ct_value_int (GPOINTER_TO_INT (g_hash_table_lookup (ids, table)));

  if (value.integer > 0)
    ct_record_set_value (record, field, &value);
}

/* What a record needs to be one, and no more; another one each time. */
static CtRecord *
make_record (Trial *self)
{
  CtRecord *record = g_object_new (self->type, NULL);
  guint n;
  const CtField *fields = ct_record_fields (record, &n);

  self->turn++;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("t%u", self->turn);
      const gint64 small = fields[i].limit > 0 ? MIN (1 + (gint64) i, fields[i].limit) : 1 + (gint64) i;
      const CtValue number = ct_value_int (fields[i].kind == CT_FIELD_KIND_DATE ? 20000 + (gint64) self->turn : small);

      if (fields[i].kind == CT_FIELD_KIND_REF && g_str_has_suffix (fields[i].name, "_id"))
        set_reference (record, &fields[i], self->ids);
      else if (fields[i].kind == CT_FIELD_KIND_TEXT && (fields[i].flags & CT_REQUIRED))
        set_text (record, &fields[i], text);
      else if (fields[i].kind == CT_FIELD_KIND_INT || fields[i].kind == CT_FIELD_KIND_MINUTE ||
               ((fields[i].kind == CT_FIELD_KIND_DATE || fields[i].kind == CT_FIELD_KIND_TIME) &&
                (fields[i].flags & CT_REQUIRED)))
        ct_record_set_value (record, &fields[i], &number);
    }
  /* What is signed is one document. */
  if (self->type == CT_TYPE_SIGNATURE)
    CT_SIGNATURE (record)->document_id = 0;
  /* What a note is about depends on its list. */
  if (self->type == CT_TYPE_LIST_NOTE)
    CT_LIST_NOTE (record)->subject_id = self->turn;
  return record;
}

static char *
fit (const char *text, const CtField *field)
{
  if (field->limit == 0 || !g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) <= field->limit)
    return g_strdup (text);
  return g_utf8_substring (text, 0, field->limit);
}

static void
assert_kept (CtUnit *unit, CtRecord *record, const CtField *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRecord) back = ct_unit_get (unit, G_OBJECT_TYPE (record), record->id, &error);
  CtValue value;

  g_assert_no_error (error);
  value = ct_record_get_value (back, field);
  g_assert_cmpstr (value.text, ==, text);
  g_assert_true (ct_record_equal (record, back));
}

static void
assert_refused (const GError *error, const CtField *field, const char *text)
{
  if (!g_error_matches (error, CT_ERROR, CT_ERROR_INVALID) || strstr (error->message, _(field->label)) == NULL ||
      !g_str_has_suffix (error->message, "."))
    g_error ("%.40s in %s is refused with: %s", text, field->name, error->message);
}

static void
try_text (Trial *self, CtUnit *unit, const CtField *field, const char *text)
{
  g_autoptr (CtRecord) record = make_record (self);
  g_autoptr (GError) error = NULL;
  gboolean fits = field->limit == 0 || strlen (text) < 1000;

  set_text (record, field, text);
  if (ct_unit_insert (unit, record, &error))
    {
      g_assert_true (fits && ct_hostile_is_storable (text, !(field->flags & CT_LONG)));
      assert_kept (unit, record, field, text);
      g_hash_table_insert (self->ids, (gpointer) ct_record_table (record), GINT_TO_POINTER ((int) record->id));
      self->stored++;
      return;
    }
  g_assert_false (fits && ct_hostile_is_storable (text, !(field->flags & CT_LONG)));
  assert_refused (error, field, text);
  self->refused++;
}

static gpointer
try_type_work (CtUnit *unit, gpointer data, GError **error)
{
  Trial *self = data;
  g_autoptr (CtRecord) sample = make_record (self);
  guint n;
  const CtField *fields = ct_record_fields (sample, &n);

  if (!ct_unit_insert (unit, sample, error))
    return NULL;
  g_hash_table_insert (self->ids, (gpointer) ct_record_table (sample), GINT_TO_POINTER ((int) sample->id));
  for (guint i = 0; i < n; i++)
    {
      if (fields[i].kind != CT_FIELD_KIND_TEXT)
        continue;
      for (gsize t = i % self->step; t < G_N_ELEMENTS (ct_hostile_texts); t += self->step)
        {
          g_autofree char *text = fit (ct_hostile_texts[t], &fields[i]);

          /* One of a kind, where there may be one only. */
          if (!g_str_equal (fields[i].name, "mrn") && !g_str_equal (fields[i].name, "login"))
            try_text (self, unit, &fields[i], text);
          else if (g_hash_table_add (self->only, g_strdup (text)))
            try_text (self, unit, &fields[i], text);
        }
      try_text (self, unit, &fields[i], self->flood);
    }
  return CT_WORK_DONE;
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  g_assert_no_error (*error);
  g_assert_cmpint (check->broken_id, ==, 0);
  return CT_WORK_DONE;
}

static void
test_every_field_keeps_what_was_typed_or_says_why_not (Clinic *clinic)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) only = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *flood = ct_hostile_flood ();
  /* What is refused is refused before the engine is asked; a server takes its time for the rest. */
  Trial trial = { .ids = ids, .only = only, .flood = flood, .step = clinic->engine->on_server && !torture_is_full () ? 4 : 1 };

  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    {
      /* A course has one of it, with nothing in it that anybody typed. */
      if (*type == CT_TYPE_SCALE_DUE)
        continue;
      trial.type = *type;
      clinic_write (clinic, try_type_work, &trial);
    }
  g_test_message ("%u stored, %u refused", trial.stored, trial.refused);
  g_assert_cmpuint (trial.stored, >, 1000 / trial.step);
  g_assert_cmpuint (trial.refused, >, 500 / trial.step);
  clinic_read (clinic, verify_work, NULL);
}

/* ---- Being found, and being told apart ---- */

typedef struct
{
  GHashTable *made; /* of ids */
  const char *words;
  guint       n;
} Find;

static gpointer
make_people_work (CtUnit *unit, gpointer data, GError **error)
{
  Find *find = data;

  for (gsize t = 0; t < G_N_ELEMENTS (ct_hostile_texts); t++)
    {
      g_autoptr (CtPatient) patient = make_patient (ct_hostile_texts[t], ct_hostile_texts[t]);

      if (!ct_hostile_is_storable (ct_hostile_texts[t], TRUE))
        continue;
      g_assert_true (ct_unit_insert (unit, patient, error));
      g_hash_table_add (find->made, GINT_TO_POINTER ((int) CT_RECORD (patient)->id));
    }
  return CT_WORK_DONE;
}

static gpointer
list_work (CtUnit *unit, gpointer data, GError **error)
{
  Find *find = data;
  g_autoptr (GArray) ids = ct_unit_ids (unit, error, "patient.ids-by-name", "");

  find->n = ids != NULL ? ids->len : 0;
  return ids != NULL ? CT_WORK_DONE : NULL;
}

static gpointer
search_work (CtUnit *unit, gpointer data, GError **error)
{
  Find *find = data;
  g_autoptr (GPtrArray) hits = ct_search_patients (unit, find->words, 20000, 50, error);

  find->n = hits != NULL ? hits->len : 0;
  return hits != NULL ? CT_WORK_DONE : NULL;
}

static void
test_nobody_is_hidden_by_a_name (Clinic *clinic)
{
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);
  Find find = { .made = made };

  clinic_write (clinic, make_people_work, &find);
  clinic_read (clinic, list_work, &find);
  g_assert_cmpuint (find.n, ==, g_hash_table_size (made));
}

static gpointer
list_in_order_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtPatient) zoe = make_patient ("García", "Zoe");
  g_autoptr (CtPatient) ana = make_patient ("García López", "Ana");
  g_autoptr (CtPatient) old = make_patient ("Lopez", "Maria");
  g_autoptr (GArray) ids = NULL;

  g_assert_true (ct_unit_insert (unit, ana, error) && ct_unit_insert (unit, old, error) &&
                 ct_unit_insert (unit, zoe, error));
  ids = ct_unit_ids (unit, error, "patient.ids-by-name", "");
  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, CT_RECORD (zoe)->id);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, CT_RECORD (ana)->id);
  g_assert_cmpint (g_array_index (ids, gint64, 2), ==, CT_RECORD (old)->id);
  return CT_WORK_DONE;
}

static void
test_who_has_two_family_names_is_listed_once_and_in_order (Clinic *clinic)
{
  clinic_write (clinic, list_in_order_work, NULL);
}

static void
test_anything_may_be_searched_for (Clinic *clinic)
{
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);
  g_autofree char *flood = ct_hostile_flood ();
  g_autofree char *many_words = g_strnfill (20000, 'a');
  Find find = { .made = made };

  clinic_write (clinic, make_people_work, &find);
  for (gsize i = 1; i < 20000; i += 2)
    many_words[i] = ' ';
  for (gsize t = 0; t < G_N_ELEMENTS (ct_hostile_texts); t++)
    {
      find.words = ct_hostile_texts[t];
      clinic_read (clinic, search_work, &find);
    }
  find.words = "drop table";
  clinic_read (clinic, search_work, &find);
  g_assert_cmpuint (find.n, ==, 1);
  find.words = flood;
  clinic_read (clinic, search_work, &find);
  g_assert_cmpuint (find.n, ==, 0);
  find.words = many_words;
  clinic_read (clinic, search_work, &find);
}

static void
test_no_name_can_be_written_to_look_like_another (void)
{
  g_autoptr (CtPatient) liar = make_patient ("\xe2\x80\xaeseyeR", "Ana");
  g_autoptr (CtPatient) honest = make_patient ("שלום", "Ana");
  g_autofree char *shown = ct_patient_display_name (liar);
  g_autofree char *apart = ct_patient_display_name (honest);

  g_assert_cmpstr (shown, ==, "seyeR, Ana");
  g_assert_cmpstr (apart, ==, "\u2068שלום\u2069, Ana");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
  CHECK (every_field_keeps_what_was_typed_or_says_why_not);
  CHECK (nobody_is_hidden_by_a_name);
  CHECK (who_has_two_family_names_is_listed_once_and_in_order);
  CHECK (anything_may_be_searched_for);
  g_test_add_func ("/hostile/no_name_can_be_written_to_look_like_another", test_no_name_can_be_written_to_look_like_another);
  return g_test_run ();
}
