/* What every record says of its fields in words, and that the words can be typed back. */
#include "domain/ct-desk-records.h"
#include "domain/ct-record-types.h"
#include "domain/ct-site.h"

/* Something to find again: within the field's limit, and not what an empty one holds. */
static CtValue
some_value (const CtField *field)
{
  switch (field->kind)
    {
    case CT_FIELD_KIND_TEXT:
      return ct_value_text ("Ab");
    case CT_FIELD_KIND_MINUTE:
      return ct_value_int (field->limit);
    case CT_FIELD_KIND_TIME:
      return ct_value_int (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC);
    case CT_FIELD_KIND_DATE:
      return ct_value_int (20000);
    default:
      return ct_value_int (field->limit == 1 ? 1 : MAX (1, field->limit / 2));
    }
}

static void
check_field (CtRecord *record, const CtField *field)
{
  g_autoptr (CtRecord) other = g_object_new (G_OBJECT_TYPE (record), NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *again = NULL;
  CtValue value = some_value (field);

  ct_record_set_value (record, field, &value);
  text = ct_record_field_text (record, field);
  ct_record_parse_field (other, field, text, &error);
  g_assert_no_error (error);
  again = ct_record_field_text (other, field);
  g_assert_cmpstr (again, ==, text);
}

static void
test_what_a_field_says_can_be_typed_back (void)
{
  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    {
      g_autoptr (CtRecord) record = g_object_new (*type, NULL);
      guint n_fields;
      const CtField *fields = ct_record_fields (record, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        if (fields[i].kind != CT_FIELD_KIND_BYTES && fields[i].kind != CT_FIELD_KIND_BOOL)
          check_field (record, &fields[i]);
    }
}

static const CtField *
field_named (CtRecord *record, const char *name)
{
  guint n_fields;
  const CtField *fields = ct_record_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, name))
      return &fields[i];
  g_assert_not_reached ();
}

static void
assert_says (CtRecord *record, const char *name, const char *expected)
{
  g_autofree char *text = ct_record_field_text (record, field_named (record, name));

  g_assert_cmpstr (text, ==, expected);
}

/* The audit shows these words. */
static void
test_hours_are_said_as_times_of_day (void)
{
  g_autoptr (CtOpening) opening = ct_opening_new ();
  g_autoptr (CtLeave) leave = ct_leave_new ();

  opening->from_minute = 8 * 60;
  opening->to_minute = 24 * 60;
  leave->from_minute = 9 * 60 + 5;
  assert_says (CT_RECORD (opening), "from_minute", "08:00");
  assert_says (CT_RECORD (opening), "to_minute", "24:00");
  assert_says (CT_RECORD (leave), "from_minute", "09:05");
}

static void
test_only_what_may_end_with_the_day_ends_at_24 (void)
{
  g_autoptr (CtOpening) opening = ct_opening_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ct_record_parse_field (CT_RECORD (opening), field_named (CT_RECORD (opening), "to_minute"), "24:00", &error));
  g_assert_no_error (error);
  g_assert_cmpint (opening->to_minute, ==, 24 * 60);
  g_assert_false (ct_record_parse_field (CT_RECORD (opening), field_named (CT_RECORD (opening), "from_minute"), "24:00",
                                         &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/what-a-field-says-can-be-typed-back", test_what_a_field_says_can_be_typed_back);
  g_test_add_func ("/record/hours-are-said-as-times-of-day", test_hours_are_said_as_times_of_day);
  g_test_add_func ("/record/only-what-may-end-with-the-day-ends-at-24", test_only_what_may_end_with_the_day_ends_at_24);
  return g_test_run ();
}
