#include "domain/ct-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"
#include "base/ct-units.h"

enum
{
  PROP_0,
  PROP_ID,
  PROP_REVISION,
  N_OWN_PROPS,
};

G_DEFINE_ABSTRACT_TYPE (CtRecord, ct_record, G_TYPE_OBJECT)

#define SLOT(self, field, Type) (*(Type *) ((char *) (self) + (field)->offset))

/* A field of property id n is number n - N_OWN_PROPS of the table. */
static const CtField *
field_of_property (CtRecord *self, guint prop_id)
{
  guint n = prop_id - N_OWN_PROPS;

  g_return_val_if_fail (n < CT_RECORD_GET_CLASS (self)->n_fields, NULL);
  return &CT_RECORD_GET_CLASS (self)->fields[n];
}

static gboolean
field_is_wide (const CtField *field)
{
  return field->kind == CT_FIELD_KIND_TIME || field->kind == CT_FIELD_KIND_MASS ||
         field->kind == CT_FIELD_KIND_DOSE || field->kind == CT_FIELD_KIND_REF;
}

static void
ct_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CtRecord *self = CT_RECORD (object);
  const CtField *field;

  if (prop_id == PROP_ID)
    g_value_set_int64 (value, self->id);
  else if (prop_id == PROP_REVISION)
    g_value_set_int64 (value, self->revision);
  else if ((field = field_of_property (self, prop_id)) == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (field->kind == CT_FIELD_KIND_TEXT)
    g_value_set_string (value, SLOT (self, field, char *));
  else if (field->kind == CT_FIELD_KIND_BYTES)
    g_value_set_boxed (value, SLOT (self, field, GBytes *));
  else if (field->kind == CT_FIELD_KIND_BOOL)
    g_value_set_boolean (value, SLOT (self, field, gboolean));
  else if (field_is_wide (field))
    g_value_set_int64 (value, SLOT (self, field, gint64));
  else
    g_value_set_int (value, SLOT (self, field, int));
}

static void
ct_record_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CtRecord *self = CT_RECORD (object);
  const CtField *field;

  if (prop_id == PROP_ID)
    self->id = g_value_get_int64 (value);
  else if (prop_id == PROP_REVISION)
    self->revision = g_value_get_int64 (value);
  else if ((field = field_of_property (self, prop_id)) == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (field->kind == CT_FIELD_KIND_TEXT)
    {
      g_free (SLOT (self, field, char *));
      SLOT (self, field, char *) = g_value_dup_string (value);
    }
  else if (field->kind == CT_FIELD_KIND_BYTES)
    {
      g_clear_pointer (&SLOT (self, field, GBytes *), g_bytes_unref);
      SLOT (self, field, GBytes *) = g_value_dup_boxed (value);
    }
  else if (field->kind == CT_FIELD_KIND_BOOL)
    SLOT (self, field, gboolean) = g_value_get_boolean (value);
  else if (field_is_wide (field))
    SLOT (self, field, gint64) = g_value_get_int64 (value);
  else
    SLOT (self, field, int) = g_value_get_int (value);
}

static void
ct_record_finalize (GObject *object)
{
  CtRecord *self = CT_RECORD (object);
  CtRecordClass *klass = CT_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].kind == CT_FIELD_KIND_TEXT)
      g_free (SLOT (self, &klass->fields[i], char *));
    else if (klass->fields[i].kind == CT_FIELD_KIND_BYTES)
      g_clear_pointer (&SLOT (self, &klass->fields[i], GBytes *), g_bytes_unref);
  G_OBJECT_CLASS (ct_record_parent_class)->finalize (object);
}

static void
ct_record_class_init (CtRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ct_record_get_property;
  object_class->set_property = ct_record_set_property;
  object_class->finalize = ct_record_finalize;
  g_object_class_install_property (object_class, PROP_ID,
                                   g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_REVISION,
                                   g_param_spec_int64 ("revision", NULL, NULL, 0, G_MAXINT64, 0,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
ct_record_init (CtRecord *self)
{
}

static GParamSpec *
field_to_pspec (const CtField *field)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_NICK | G_PARAM_STATIC_BLURB; /* not the name: GLib writes it with a hyphen */

  switch (field->kind)
    {
    case CT_FIELD_KIND_TEXT:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case CT_FIELD_KIND_BYTES:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_BYTES, flags);
    case CT_FIELD_KIND_BOOL:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
    case CT_FIELD_KIND_DATE:
      return g_param_spec_int (field->name, NULL, NULL, G_MININT32, G_MAXINT32, CT_DATE_NONE, flags | G_PARAM_CONSTRUCT);
    case CT_FIELD_KIND_TIME:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, CT_TIME_NONE,
                                 flags | G_PARAM_CONSTRUCT);
    case CT_FIELD_KIND_MASS:
    case CT_FIELD_KIND_DOSE:
    case CT_FIELD_KIND_REF:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case CT_FIELD_KIND_INT:
    case CT_FIELD_KIND_MINUTE:
    case CT_FIELD_KIND_LENGTH:
      break;
    }
  return g_param_spec_int (field->name, NULL, NULL, G_MININT32, G_MAXINT32, 0, flags);
}

/**
 * ct_record_class_setup:
 * @klass: the class of a record type, in its class_init
 * @table: (transfer none): the name of its table in the store; static
 * @fields: (transfer none): its field table; static
 * @n_fields: how many fields
 *
 * Makes a property of every field. Dates and times begin as "none".
 */
void
ct_record_class_setup (CtRecordClass *klass, const char *table, const CtField *fields, guint n_fields)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ct_record_get_property;
  object_class->set_property = ct_record_set_property;
  klass->table = table;
  klass->fields = fields;
  klass->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (object_class, N_OWN_PROPS + i, field_to_pspec (&fields[i]));
}

/**
 * ct_record_fields:
 * @self: a record
 * @n_fields: (out): how many there are
 *
 * Returns: (transfer none): the field table of its type.
 */
const CtField *
ct_record_fields (CtRecord *self, guint *n_fields)
{
  g_return_val_if_fail (CT_IS_RECORD (self), NULL);
  *n_fields = CT_RECORD_GET_CLASS (self)->n_fields;
  return CT_RECORD_GET_CLASS (self)->fields;
}

/**
 * ct_record_class_find:
 * @klass: the class of a record type
 * @name: the name of a field
 *
 * Returns: (transfer none) (nullable): that field.
 */
const CtField *
ct_record_class_find (CtRecordClass *klass, const char *name)
{
  for (guint i = 0; i < klass->n_fields; i++)
    if (strcmp (klass->fields[i].name, name) == 0)
      return &klass->fields[i];
  return NULL;
}

/**
 * ct_record_find_field:
 * @self: a record
 * @name: the name of a field
 *
 * Returns: (transfer none) (nullable): that field.
 */
const CtField *
ct_record_find_field (CtRecord *self, const char *name)
{
  g_return_val_if_fail (CT_IS_RECORD (self), NULL);
  return ct_record_class_find (CT_RECORD_GET_CLASS (self), name);
}

/**
 * ct_record_table:
 * @self: a record
 *
 * Returns: the name of its table in the store.
 */
const char *
ct_record_table (CtRecord *self)
{
  g_return_val_if_fail (CT_IS_RECORD (self), NULL);
  return CT_RECORD_GET_CLASS (self)->table;
}

/**
 * ct_record_get_value:
 * @self: a record
 * @field: one of its fields
 *
 * Returns: what the field holds, as it is stored: blank text, no date, no reference are nothing. Borrowed from @self.
 */
CtValue
ct_record_get_value (CtRecord *self, const CtField *field)
{
  switch (field->kind)
    {
    case CT_FIELD_KIND_TEXT:
      return ct_text_is_blank (SLOT (self, field, char *)) ? CT_NULL_VALUE : ct_value_text (SLOT (self, field, char *));
    case CT_FIELD_KIND_BYTES:
      return ct_value_bytes (SLOT (self, field, GBytes *));
    case CT_FIELD_KIND_DATE:
      return SLOT (self, field, int) == CT_DATE_NONE ? CT_NULL_VALUE : ct_value_int (SLOT (self, field, int));
    case CT_FIELD_KIND_TIME:
      return SLOT (self, field, gint64) == CT_TIME_NONE ? CT_NULL_VALUE : ct_value_int (SLOT (self, field, gint64));
    case CT_FIELD_KIND_REF:
    case CT_FIELD_KIND_MASS:
    case CT_FIELD_KIND_DOSE:
      return SLOT (self, field, gint64) == 0 ? CT_NULL_VALUE : ct_value_int (SLOT (self, field, gint64));
    case CT_FIELD_KIND_LENGTH:
      return SLOT (self, field, int) == 0 ? CT_NULL_VALUE : ct_value_int (SLOT (self, field, int));
    case CT_FIELD_KIND_INT:
    case CT_FIELD_KIND_BOOL:
    case CT_FIELD_KIND_MINUTE:
      break;
    }
  return ct_value_int (SLOT (self, field, int));
}

/**
 * ct_record_set_value:
 * @self: a record
 * @field: one of its fields
 * @value: what to put into it; text and bytes are copied
 *
 * The way back from ct_record_get_value().
 */
void
ct_record_set_value (CtRecord *self, const CtField *field, const CtValue *value)
{
  gboolean none = value->kind == CT_VALUE_NULL;

  switch (field->kind)
    {
    case CT_FIELD_KIND_TEXT:
      g_free (SLOT (self, field, char *));
      SLOT (self, field, char *) = none ? NULL : g_strdup (value->text);
      break;
    case CT_FIELD_KIND_BYTES:
      g_clear_pointer (&SLOT (self, field, GBytes *), g_bytes_unref);
      if (!none)
        SLOT (self, field, GBytes *) = g_bytes_new (value->bytes, value->length);
      break;
    case CT_FIELD_KIND_DATE:
      SLOT (self, field, int) = none ? CT_DATE_NONE : (int) value->integer;
      break;
    case CT_FIELD_KIND_TIME:
      SLOT (self, field, gint64) = none ? CT_TIME_NONE : value->integer;
      break;
    case CT_FIELD_KIND_REF:
    case CT_FIELD_KIND_MASS:
    case CT_FIELD_KIND_DOSE:
      SLOT (self, field, gint64) = none ? 0 : value->integer;
      break;
    case CT_FIELD_KIND_INT:
    case CT_FIELD_KIND_BOOL:
    case CT_FIELD_KIND_MINUTE:
    case CT_FIELD_KIND_LENGTH:
      SLOT (self, field, int) = none ? 0 : (int) value->integer;
      break;
    }
}

/**
 * ct_record_assign:
 * @self: a record
 * @from: another one of the same type
 *
 * Makes @self say what @from says, id and revision included, and notifies what changed.
 */
void
ct_record_assign (CtRecord *self, CtRecord *from)
{
  CtRecordClass *klass;

  g_return_if_fail (CT_IS_RECORD (self) && G_OBJECT_TYPE (self) == G_OBJECT_TYPE (from));
  klass = CT_RECORD_GET_CLASS (self);
  g_object_freeze_notify (G_OBJECT (self));
  self->id = from->id;
  self->revision = from->revision;
  for (guint i = 0; i < klass->n_fields; i++)
    {
      CtValue value = ct_record_get_value (from, &klass->fields[i]);

      ct_record_set_value (self, &klass->fields[i], &value);
      g_object_notify (G_OBJECT (self), klass->fields[i].name);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ct_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a record of the same type that says the same.
 */
gpointer
ct_record_copy (gpointer self)
{
  CtRecord *copy;

  g_return_val_if_fail (CT_IS_RECORD (self), NULL);
  copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  ct_record_assign (copy, self);
  return copy;
}

static gboolean
value_equal (CtValue a, CtValue b)
{
  if (a.kind != b.kind)
    return FALSE;
  switch (a.kind)
    {
    case CT_VALUE_INT:
      return a.integer == b.integer;
    case CT_VALUE_TEXT:
      return strcmp (a.text, b.text) == 0;
    case CT_VALUE_BYTES:
      return a.length == b.length && (a.length == 0 || memcmp (a.bytes, b.bytes, a.length) == 0);
    case CT_VALUE_NULL:
      break;
    }
  return TRUE;
}

/**
 * ct_record_equal:
 * @a: a record
 * @b: another one of the same type
 *
 * Returns: whether all their fields say the same; id and revision don't count.
 */
gboolean
ct_record_equal (CtRecord *a, CtRecord *b)
{
  g_autoptr (GPtrArray) changes = ct_record_diff (a, b);

  return changes->len == 0;
}

static void
change_free (gpointer data)
{
  CtFieldChange *change = data;

  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/**
 * ct_record_diff:
 * @before: (nullable): a record, or %NULL where there was none
 * @after: (nullable): what became of it
 *
 * Returns: (transfer full) (element-type CtFieldChange): the fields that differ, in words.
 */
GPtrArray *
ct_record_diff (CtRecord *before, CtRecord *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  CtRecordClass *klass;

  g_return_val_if_fail (before != NULL || after != NULL, changes);
  klass = CT_RECORD_GET_CLASS (before != NULL ? before : after);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const CtField *field = &klass->fields[i];
      CtValue was = before != NULL ? ct_record_get_value (before, field) : CT_NULL_VALUE;
      CtValue is = after != NULL ? ct_record_get_value (after, field) : CT_NULL_VALUE;
      CtFieldChange *change;

      if (value_equal (was, is))
        continue;
      change = g_new0 (CtFieldChange, 1);
      change->field = field;
      change->before = was.kind != CT_VALUE_NULL ? ct_record_field_text (before, field) : NULL;
      change->after = is.kind != CT_VALUE_NULL ? ct_record_field_text (after, field) : NULL;
      g_ptr_array_add (changes, change);
    }
  return changes;
}

/**
 * ct_record_field_text:
 * @self: a record
 * @field: one of its fields
 *
 * Returns: (transfer full): what the field holds, as text that ct_record_parse_field() reads back: dates as ISO,
 * masses in kg, doses in mg; empty where there is nothing.
 */
char *
ct_record_field_text (CtRecord *self, const CtField *field)
{
  CtValue value = ct_record_get_value (self, field);
  char *text = NULL;

  if (value.kind == CT_VALUE_NULL)
    return g_strdup ("");
  switch (field->kind)
    {
    case CT_FIELD_KIND_TEXT:
      return g_strdup (value.text);
    case CT_FIELD_KIND_BYTES:
      return g_strdup_printf ("%" G_GSIZE_FORMAT " B", value.length);
    case CT_FIELD_KIND_DATE:
      return ct_date_to_iso ((CtDate) value.integer);
    case CT_FIELD_KIND_MINUTE:
      return ct_minute_to_iso ((int) value.integer);
    case CT_FIELD_KIND_TIME:
      text = ct_time_to_iso (value.integer);
      return text != NULL ? text : g_strdup ("");
    case CT_FIELD_KIND_MASS:
    case CT_FIELD_KIND_DOSE:
      return ct_decimal_format (value.integer, 3, 0);
    case CT_FIELD_KIND_LENGTH:
      return ct_decimal_format (value.integer, 1, 0);
    case CT_FIELD_KIND_BOOL:
      return g_strdup (value.integer ? _("yes") : _("no"));
    case CT_FIELD_KIND_INT:
    case CT_FIELD_KIND_REF:
      break;
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, value.integer);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

/* Reads @text as a value of @field's kind; texts and bytes are not read here. */
static gboolean
parse_number (const CtField *field, const char *text, gint64 *number, GError **error)
{
  switch (field->kind)
    {
    case CT_FIELD_KIND_DATE:
      *number = ct_date_parse_any (text);
      return *number != CT_DATE_NONE || refuse (error, _("This is not a date. Write it like 1985-03-12 or 3/12/1985."));
    case CT_FIELD_KIND_MINUTE:
      *number = field->limit == CT_MINUTES_PER_DAY && strcmp (text, "24:00") == 0 ? CT_MINUTES_PER_DAY : ct_minute_parse (text);
      return *number >= 0 || refuse (error, _("This is not a time of day. Write it like 9:30."));
    case CT_FIELD_KIND_TIME:
      *number = ct_time_parse_iso (text);
      return *number != CT_TIME_NONE || refuse (error, _("This is not a moment. Write it like 2026-03-12T09:30Z."));
    case CT_FIELD_KIND_MASS:
      return ct_decimal_parse (text, 3, number) || refuse (error, _("This is not a weight. Write kilograms, like 82.5."));
    case CT_FIELD_KIND_DOSE:
      return ct_decimal_parse (text, 3, number) || refuse (error, _("This is not a dose. Write milligrams, like 41.25."));
    case CT_FIELD_KIND_LENGTH:
      return ct_decimal_parse (text, 1, number) || refuse (error, _("This is not a height. Write centimetres, like 172."));
    default:
      return ct_decimal_parse (text, 0, number) || refuse (error, _("This is not a number."));
    }
}

/**
 * ct_record_parse_field:
 * @self: a record
 * @field: one of its fields
 * @text: (nullable): what was typed
 * @error: where to say what is wrong with it
 *
 * Puts what was typed into the field. Nothing typed empties it.
 *
 * Returns: whether it could be read; if not, @self is as before.
 */
gboolean
ct_record_parse_field (CtRecord *self, const CtField *field, const char *text, GError **error)
{
  CtValue value = CT_NULL_VALUE;
  g_autofree char *clean = (field->flags & CT_LONG) ? ct_text_clean (text) : ct_text_clean_line (text);
  gint64 number = 0;

  g_return_val_if_fail (CT_IS_RECORD (self) && field->kind != CT_FIELD_KIND_BYTES, FALSE);
  if (!ct_text_is_blank (clean))
    {
      if (field->kind == CT_FIELD_KIND_TEXT)
        value = ct_value_text (clean);
      else if (!parse_number (field, clean, &number, error))
        return FALSE;
      else
        value = ct_value_int (number);
    }
  ct_record_set_value (self, field, &value);
  g_object_notify (G_OBJECT (self), field->name);
  return TRUE;
}

/* What keeps a text from being stored as it is, or NULL. */
static char *
text_problem (const CtField *field, const char *text)
{
  /* A letter has six bytes at most; a flood is not read to its end. */
  gboolean flood = field->limit > 0 && strlen (text) > 6 * (gsize) field->limit;

  if (!flood && !g_utf8_validate (text, -1, NULL))
    return g_strdup_printf (_("%s has characters that can't be read."), _(field->label));
  if (!flood && ct_text_has_controls (text))
    return g_strdup_printf (_("%s has control characters in it."), _(field->label));
  if (!flood && !(field->flags & CT_LONG) && strpbrk (text, "\n\t") != NULL)
    return g_strdup_printf (_("%s is a single line, and has line breaks or tabs in it."), _(field->label));
  if (flood || (field->limit > 0 && g_utf8_strlen (text, -1) > field->limit))
    return g_strdup_printf (ngettext ("%s is longer than %d letter.", "%s is longer than %d letters.",
                                      (gulong) field->limit),
                            _(field->label), (int) field->limit);
  return NULL;
}

/* The sentence about what is wrong with a field, or NULL. */
static char *
field_problem (CtRecord *self, const CtField *field)
{
  CtValue value = ct_record_get_value (self, field);

  if (value.kind == CT_VALUE_NULL)
    return (field->flags & CT_REQUIRED) ? g_strdup_printf (_("%s is needed."), _(field->label)) : NULL;
  if (value.kind == CT_VALUE_TEXT)
    return text_problem (field, value.text);
  if (value.kind == CT_VALUE_INT && field->limit > 0 && (value.integer > field->limit || value.integer < 0))
    return g_strdup_printf (_("%s is out of range."), _(field->label));
  return NULL;
}

static void
problem_free (gpointer data)
{
  CtFieldProblem *problem = data;

  g_free (problem->message);
  g_free (problem);
}

/* What is wrong with the fields that have none of the flags @but. */
static GPtrArray *
validate_but (CtRecord *self, CtFieldFlags but)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (problem_free);
  CtRecordClass *klass = CT_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const CtField *field = &klass->fields[i];
      char *message = (field->flags & but) == 0 ? field_problem (self, field) : NULL;
      CtFieldProblem *problem;

      if (message == NULL)
        continue;
      problem = g_new0 (CtFieldProblem, 1);
      problem->field = field;
      problem->message = message;
      g_ptr_array_add (problems, problem);
    }
  return problems;
}

/**
 * ct_record_validate:
 * @self: a record
 *
 * Checks every field against its table.
 *
 * Returns: (transfer full) (element-type CtFieldProblem): what is wrong, field by field; empty when all is well.
 */
GPtrArray *
ct_record_validate (CtRecord *self)
{
  return validate_but (self, CT_FIELD_DEFAULT);
}

/**
 * ct_record_check:
 * @self: a record
 * @error: the first problem, %CT_ERROR_INVALID
 *
 * Returns: whether every field is as its table asks.
 */
gboolean
ct_record_check (CtRecord *self, GError **error)
{
  return ct_record_check_but (self, CT_FIELD_DEFAULT, error);
}

/**
 * ct_record_check_but:
 * @self: a record
 * @but: flags
 * @error: the first problem, %CT_ERROR_INVALID
 *
 * Returns: whether every field that has none of the flags is as its table asks.
 */
gboolean
ct_record_check_but (CtRecord *self, CtFieldFlags but, GError **error)
{
  g_autoptr (GPtrArray) problems = validate_but (self, but);

  if (problems->len == 0)
    return TRUE;
  return refuse (error, ((CtFieldProblem *) g_ptr_array_index (problems, 0))->message);
}

/**
 * ct_record_take_fields:
 * @self: a record
 * @from: another one of the same type
 * @flags: which fields
 *
 * Makes the fields that have any of the flags say what they say in @from.
 */
void
ct_record_take_fields (CtRecord *self, CtRecord *from, CtFieldFlags flags)
{
  CtRecordClass *klass;

  g_return_if_fail (CT_IS_RECORD (self) && G_OBJECT_TYPE (self) == G_OBJECT_TYPE (from));
  klass = CT_RECORD_GET_CLASS (self);
  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & flags)
      {
        CtValue value = ct_record_get_value (from, &klass->fields[i]);

        ct_record_set_value (self, &klass->fields[i], &value);
      }
}

/**
 * ct_record_first_filled:
 * @self: a record
 * @flags: which fields
 *
 * Returns: (nullable): the first field with any of the flags that somebody filled in.
 */
const CtField *
ct_record_first_filled (CtRecord *self, CtFieldFlags flags)
{
  CtRecordClass *klass;

  g_return_val_if_fail (CT_IS_RECORD (self), NULL);
  klass = CT_RECORD_GET_CLASS (self);
  for (guint i = 0; i < klass->n_fields; i++)
    if ((klass->fields[i].flags & flags) && ct_record_get_value (self, &klass->fields[i]).kind != CT_VALUE_NULL)
      return &klass->fields[i];
  return NULL;
}
