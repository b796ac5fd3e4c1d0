#include "ui/form/ct-field-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "domain/ct-way.h"

/* The date as people read it here, as long as it is read back as the same day; else as ISO. */
static char *
show_date (CtDate date)
{
  char *shown = ct_date_format (date, "%-d %b %Y");

  if (ct_date_parse_any (shown) == date)
    return shown;
  g_free (shown);
  return ct_date_to_iso (date);
}

/**
 * ct_field_words_show:
 * @record: a record
 * @field: one of its fields
 *
 * Returns: (transfer full): what stands in the form: as ct_record_field_text(), but dates as people read them and
 * yes/no as 1/0.
 */
char *
ct_field_words_show (CtRecord *record, const CtField *field)
{
  CtValue value = ct_record_get_value (record, field);

  if (field->kind == CT_FIELD_KIND_DATE && value.kind == CT_VALUE_INT)
    return show_date ((CtDate) value.integer);
  if (field->kind == CT_FIELD_KIND_BOOL)
    return g_strdup (value.integer ? "1" : "0");
  return ct_record_field_text (record, field);
}

static char *
name_of_user (CtClinic *clinic, gint64 id)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == id)
      return g_strdup (CT_USER (g_ptr_array_index (users, i))->full_name);
  return NULL;
}

/* What a reference points at, by the name people know it by; %NULL where it is not kept in memory. */
static char *
name_of_ref (CtClinic *clinic, const CtField *field, gint64 id)
{
  static const char *const people[] = { "clinician_id", "prescriber_id", "acknowledged_by", NULL };
  CtChair *chair = strcmp (field->name, "chair_id") == 0 ? ct_clinic_get_chair (clinic, id) : NULL;
  CtSite *site = strcmp (field->name, "site_id") == 0 ? ct_clinic_get_site (clinic, id) : NULL;

  if (chair != NULL)
    return g_strdup (chair->name);
  if (site != NULL)
    return g_strdup (site->name);
  return g_strv_contains (people, field->name) ? name_of_user (clinic, id) : NULL;
}

static const char *
label_of_word (CtRecord *record, const CtField *field, const char *word)
{
  if (CT_APPOINTMENT_IS (record) && strcmp (field->name, "status") == 0)
    return ct_way_label (ct_way_of (CT_APPOINTMENT (record)));
  if (CT_APPOINTMENT_IS (record) && strcmp (field->name, "confirmed_how") == 0)
    return ct_way_how_label (word);
  if (CT_APPOINTMENT_IS (record) && strcmp (field->name, "kind") == 0)
    return ct_visit_kind_label (word);
  return word;
}

/**
 * ct_field_words_of:
 * @clinic: whose chairs and people are named
 * @record: a record
 * @field: one of its fields
 *
 * Returns: (transfer full): its value as people say it: a chair, a person or a status by name; "" for none.
 */
char *
ct_field_words_of (CtClinic *clinic, CtRecord *record, const CtField *field)
{
  CtValue value = ct_record_get_value (record, field);
  char *name = NULL;

  if (field->kind == CT_FIELD_KIND_REF && value.kind == CT_VALUE_INT)
    name = name_of_ref (clinic, field, value.integer);
  else if (field->kind == CT_FIELD_KIND_TEXT && value.kind == CT_VALUE_TEXT)
    name = g_strdup (label_of_word (record, field, value.text));
  else if (field->kind == CT_FIELD_KIND_BOOL)
    name = ct_record_field_text (record, field);
  return name != NULL ? name : ct_field_words_show (record, field);
}

/**
 * ct_field_words_unit:
 * @field: a field
 *
 * Returns: (nullable): the unit that stands in the field.
 */
const char *
ct_field_words_unit (const CtField *field)
{
  switch (field->kind)
    {
    case CT_FIELD_KIND_MASS:
      return _("kg");
    case CT_FIELD_KIND_LENGTH:
      return _("cm");
    case CT_FIELD_KIND_DOSE:
      return _("mg");
    default:
      return NULL;
    }
}

/* 1 lb = 0.45359237 kg, 1 in = 25.4 mm, both by definition. */
static char *
mass_in_pounds (gint64 weight_g)
{
  gint64 tenths = ct_div_round (weight_g * 10 * 100000, 45359237);
  g_autofree char *pounds = ct_decimal_format (tenths, 1, 1);

  return g_strdup_printf (_("%s lb"), pounds);
}

static char *
length_in_feet (gint64 mm)
{
  gint64 inches = ct_div_round (mm * 10, 254);

  /* Translators: feet and inches */
  return g_strdup_printf (_("%d′ %d″"), (int) (inches / 12), (int) (inches % 12));
}

/**
 * ct_field_words_aside:
 * @record: a record
 * @field: one of its fields
 *
 * Returns: (transfer full) (nullable): the same in the other unit, to stand beside it.
 */
char *
ct_field_words_aside (CtRecord *record, const CtField *field)
{
  CtValue value = ct_record_get_value (record, field);

  if (value.kind != CT_VALUE_INT)
    return NULL;
  if (field->kind == CT_FIELD_KIND_MASS)
    return mass_in_pounds (value.integer);
  if (field->kind == CT_FIELD_KIND_LENGTH)
    return length_in_feet (value.integer);
  return NULL;
}

/* "182 lb" → grams as kilograms; NULL where it is not in pounds. */
static char *
read_pounds (const char *typed)
{
  g_autofree char *text = g_ascii_strdown (typed, -1);
  char *end = strstr (text, "lb");
  gint64 milli_lb;

  if (end == NULL)
    return NULL;
  *end = '\0';
  if (!ct_decimal_parse (g_strstrip (text), 3, &milli_lb))
    return NULL;
  return ct_decimal_format (ct_mass_g_from_lb (milli_lb), 3, 0);
}

static char *
read_kilograms (const char *typed)
{
  g_autofree char *text = g_ascii_strdown (typed, -1);
  char *unit = strstr (text, "kg");

  if (unit != NULL)
    *unit = '\0';
  return g_strdup (g_strstrip (text));
}

/* 5'8" or 5 ft 8 → millimetres as centimetres; NULL where it is not in feet. */
static char *
read_feet (const char *typed)
{
  int feet = 0, inches = 0;
  char mark[8] = "";

  if (sscanf (typed, "%d %7[^0-9 ] %d", &feet, mark, &inches) < 2)
    return NULL;
  if (strcmp (mark, "'") != 0 && strcmp (mark, "ft") != 0 && strcmp (mark, "′") != 0)
    return NULL;
  if (feet < 0 || feet > 9 || inches < 0 || inches > 11)
    return NULL;
  return ct_decimal_format (ct_div_round ((feet * 12 + inches) * 254, 10), 1, 0);
}

/**
 * ct_field_words_read:
 * @field: a field
 * @typed: (nullable): what was typed into the form
 *
 * Understands pounds, feet and inches, and the unit written out.
 *
 * Returns: (transfer full): what ct_record_parse_field() reads.
 */
char *
ct_field_words_read (const CtField *field, const char *typed)
{
  char *read = NULL;

  if (typed == NULL || ct_text_is_blank (typed))
    return g_strdup ("");
  if (field->kind == CT_FIELD_KIND_MASS)
    read = read_pounds (typed);
  if (field->kind == CT_FIELD_KIND_MASS && read == NULL)
    read = read_kilograms (typed);
  if (field->kind == CT_FIELD_KIND_LENGTH)
    read = read_feet (typed);
  return read != NULL ? read : g_strdup (typed);
}
