#include "domain/ct-merge.h"

#include <glib/gi18n.h>
#include <string.h>

struct _CtMerge
{
  CtRecord *mine;
  CtRecord *theirs;
  GArray   *fields; /* of CtMergeField, those of the record in order */
};

/* What makes sense only as a whole: half of one place and half of another is a place nobody wanted. */
static const struct
{
  const char *table;
  const char *fields[6];
} units[] = {
  { "appointment", { "site_id", "chair_id", "day", "minute", "minutes", NULL } },
  { "appointment", { "status", "cancel_reason", "status_us", "cancelled_by", "undone", NULL } },
  { "appointment", { "confirmed_us", "confirmed_by", "confirmed_how", NULL } },
  { "patient", { "weight_g", "weighed_on", NULL } },
  { "patient", { "street", "city", "region", "postcode", NULL } },
  { "session", { "dose_ug", "dose_ug_per_kg", "weight_g", NULL } },
  { "course", { "status", "stop_reason", NULL } },
  { "assessment", { "acknowledged_us", "acknowledged_by", "acknowledgement", NULL } },
  { "assessment", { "status", "withdrawn_reason", NULL } },
  { "opening", { "weekday", "from_minute", "to_minute", NULL } },
  { "closure", { "first_day", "last_day", NULL } },
};

static void
clear_field (gpointer data)
{
  g_free (((CtMergeField *) data)->joined);
}

static gboolean
same (CtRecord *a, CtRecord *b, const CtField *field)
{
  CtValue in_a = ct_record_get_value (a, field), in_b = ct_record_get_value (b, field);

  if (in_a.kind != in_b.kind)
    return FALSE;
  switch (in_a.kind)
    {
    case CT_VALUE_INT:
      return in_a.integer == in_b.integer;
    case CT_VALUE_TEXT:
      return strcmp (in_a.text, in_b.text) == 0;
    case CT_VALUE_BYTES:
      return in_a.length == in_b.length && (in_a.length == 0 || memcmp (in_a.bytes, in_b.bytes, in_a.length) == 0);
    case CT_VALUE_NULL:
      break;
    }
  return TRUE;
}

static guint
unit_of (const char *table, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].table, table) == 0 && g_strv_contains (units[i].fields, field))
      return i + 1;
  return 0;
}

static CtMergeKind
kind_of (gboolean mine_changed, gboolean theirs_changed, gboolean alike)
{
  if (!mine_changed && !theirs_changed)
    return CT_MERGE_SAME;
  if (alike)
    return CT_MERGE_ALIKE;
  if (mine_changed && theirs_changed)
    return CT_MERGE_CLASH;
  return mine_changed ? CT_MERGE_MINE : CT_MERGE_THEIRS;
}

static const char *
text_of (CtRecord *record, const CtField *field)
{
  CtValue value = ct_record_get_value (record, field);

  return value.kind == CT_VALUE_TEXT ? value.text : NULL;
}

/* Texts of one line: theirs before mine, once where one says the other. */
static char *
join_in_line (const char *mine, const char *theirs)
{
  const char *own = mine != NULL ? mine : "", *other = theirs != NULL ? theirs : "";

  if (strstr (own, other) != NULL)
    return g_strdup (own);
  if (strstr (other, own) != NULL)
    return g_strdup (other);
  return g_strconcat (other, "; ", own, NULL);
}

/* Only texts of several lines, and those that people add to: two phone numbers in one field are none. */
static char *
join_field (CtRecord *base, CtRecord *mine, CtRecord *theirs, const CtField *field)
{
  g_autofree char *joined = NULL;

  if (field->kind != CT_FIELD_KIND_TEXT || !(field->flags & (CT_LONG | CT_ADDED)))
    return NULL;
  if (field->flags & CT_LONG)
    joined = ct_merge_join (text_of (base, field), text_of (mine, field), text_of (theirs, field));
  else
    joined = join_in_line (text_of (mine, field), text_of (theirs, field));
  if (field->limit > 0 && g_utf8_strlen (joined, -1) > field->limit)
    return NULL;
  return g_steal_pointer (&joined);
}

static void
compare_field (CtMerge *self, CtRecord *base, const CtField *field)
{
  CtMergeField entry = { .field = field, .unit = unit_of (ct_record_table (base), field->name) };

  entry.kind = kind_of (!same (base, self->mine, field), !same (base, self->theirs, field),
                        same (self->mine, self->theirs, field));
  if (entry.kind == CT_MERGE_CLASH)
    entry.joined = join_field (base, self->mine, self->theirs, field);
  entry.take = entry.joined != NULL ? CT_TAKE_BOTH : CT_TAKE_MINE;
  g_array_append_val (self->fields, entry);
}

static CtMergeField *
field_at (const CtMerge *self, guint i)
{
  return &g_array_index (self->fields, CtMergeField, i);
}

/* Of fields that go together, one side's change is a change of all of them. */
static void
bind_unit (CtMerge *self, guint unit)
{
  gboolean mine = FALSE, theirs = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    if (field_at (self, i)->unit == unit)
      {
        CtMergeKind kind = field_at (self, i)->kind;

        mine |= kind == CT_MERGE_MINE || kind == CT_MERGE_CLASH;
        theirs |= kind == CT_MERGE_THEIRS || kind == CT_MERGE_CLASH;
      }
  for (guint i = 0; mine && theirs && i < self->fields->len; i++)
    if (field_at (self, i)->unit == unit && (field_at (self, i)->kind == CT_MERGE_MINE ||
                                             field_at (self, i)->kind == CT_MERGE_THEIRS))
      field_at (self, i)->kind = CT_MERGE_CLASH;
}

/**
 * ct_merge_new:
 * @base: what both started from
 * @mine: what this user made of it
 * @theirs: what is stored now, by somebody else
 *
 * Compares the three field by field. What only one side changed is taken by itself; of what clashes, this user's value
 * is taken until ct_merge_take() says otherwise, and of texts of several lines both.
 *
 * Returns: (transfer full): the comparison.
 */
CtMerge *
ct_merge_new (CtRecord *base, CtRecord *mine, CtRecord *theirs)
{
  CtMerge *self = g_new0 (CtMerge, 1);
  const CtField *fields;
  guint n_fields;

  self->fields = g_array_new (FALSE, FALSE, sizeof (CtMergeField));
  g_array_set_clear_func (self->fields, clear_field);
  g_return_val_if_fail (CT_IS_RECORD (base) && G_OBJECT_TYPE (base) == G_OBJECT_TYPE (mine) &&
                        G_OBJECT_TYPE (base) == G_OBJECT_TYPE (theirs), self);
  self->mine = g_object_ref (mine);
  self->theirs = g_object_ref (theirs);
  fields = ct_record_fields (base, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    compare_field (self, base, &fields[i]);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    bind_unit (self, i + 1);
  return self;
}

/**
 * ct_merge_free:
 * @self: (transfer full): a comparison
 */
void
ct_merge_free (CtMerge *self)
{
  g_clear_object (&self->mine);
  g_clear_object (&self->theirs);
  g_array_unref (self->fields);
  g_free (self);
}

/**
 * ct_merge_fields:
 * @self: a comparison
 * @n_fields: (out): how many
 *
 * Returns: (transfer none) (array length=n_fields): every field of the record and who changed it.
 */
const CtMergeField *
ct_merge_fields (const CtMerge *self, guint *n_fields)
{
  g_return_val_if_fail (self != NULL && n_fields != NULL, NULL);
  *n_fields = self->fields->len;
  return (const CtMergeField *) (gpointer) self->fields->data;
}

/**
 * ct_merge_n_clashes:
 * @self: a comparison
 *
 * Returns: how many fields for people both sides changed to different things; 0: it merges by itself.
 */
guint
ct_merge_n_clashes (const CtMerge *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);
  for (guint i = 0; i < self->fields->len; i++)
    n += field_at (self, i)->kind == CT_MERGE_CLASH && !(field_at (self, i)->field->flags & CT_PLAIN);
  return n;
}

/** ct_merge_get_mine: Returns: (transfer none): what this user made of it. */
CtRecord *
ct_merge_get_mine (const CtMerge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->mine;
}

/** ct_merge_get_theirs: Returns: (transfer none): what is stored now. */
CtRecord *
ct_merge_get_theirs (const CtMerge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->theirs;
}

static void
take (CtMergeField *entry, CtTake whose)
{
  if (entry->kind == CT_MERGE_CLASH && (whose != CT_TAKE_BOTH || entry->joined != NULL))
    entry->take = whose;
}

/**
 * ct_merge_take:
 * @self: a comparison
 * @field: the name of a field that clashes
 * @whose: whose value to take; both is only for what has a joined text
 *
 * Chooses; fields that go together with this one follow.
 */
void
ct_merge_take (CtMerge *self, const char *field, CtTake whose)
{
  guint unit = 0;

  g_return_if_fail (self != NULL && field != NULL);
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (field_at (self, i)->field->name, field) == 0)
      {
        take (field_at (self, i), whose);
        unit = field_at (self, i)->unit;
      }
  for (guint i = 0; unit != 0 && i < self->fields->len; i++)
    if (field_at (self, i)->unit == unit)
      take (field_at (self, i), whose);
}

/**
 * ct_merge_take_all:
 * @self: a comparison
 * @whose: whose values to take wherever they clash
 */
void
ct_merge_take_all (CtMerge *self, CtTake whose)
{
  g_return_if_fail (self != NULL);
  for (guint i = 0; i < self->fields->len; i++)
    take (field_at (self, i), whose);
}

static void
apply_field (const CtMerge *self, const CtMergeField *entry, CtRecord *merged)
{
  CtValue value;

  if (entry->kind == CT_MERGE_CLASH && entry->take == CT_TAKE_BOTH)
    value = ct_value_text (entry->joined);
  else if (entry->kind == CT_MERGE_MINE || (entry->kind == CT_MERGE_CLASH && entry->take == CT_TAKE_MINE))
    value = ct_record_get_value (self->mine, entry->field);
  else
    return;
  ct_record_set_value (merged, entry->field, &value);
}

/**
 * ct_merge_apply:
 * @self: a comparison
 *
 * Returns: (transfer full): what comes of it, a #CtRecord of the same type; with id and revision of what is stored now, so
 *   that it can be saved over it.
 */
gpointer
ct_merge_apply (const CtMerge *self)
{
  CtRecord *merged;

  g_return_val_if_fail (self != NULL, NULL);
  merged = ct_record_copy (self->theirs);
  for (guint i = 0; i < self->fields->len; i++)
    apply_field (self, field_at (self, i), merged);
  return merged;
}

/**
 * ct_merge_labels:
 * @self: a comparison
 * @kind: a kind
 *
 * Returns: (transfer full): the labels of the fields of that kind, for a sentence: "Phone, Note"; "" where there is none.
 */
char *
ct_merge_labels (const CtMerge *self, CtMergeKind kind)
{
  GString *labels = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (labels, FALSE));
  for (guint i = 0; i < self->fields->len; i++)
    if (field_at (self, i)->kind == kind && !(field_at (self, i)->field->flags & CT_PLAIN))
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", _(field_at (self, i)->field->label));
  return g_string_free (labels, FALSE);
}

static char *
join_lines (const char *first, const char *second)
{
  gsize length = strlen (first);

  return g_strconcat (first, length > 0 && first[length - 1] != '\n' ? "\n" : "", second, NULL);
}

/**
 * ct_merge_join:
 * @base: (nullable): what both started from
 * @mine: (nullable): this user's text
 * @theirs: (nullable): the other one's
 *
 * Puts two texts into one: what both wrote behind the same beginning stands there once, theirs before mine; a text that
 * contains the other stands for both.
 *
 * Returns: (transfer full): the text, "" where there is none.
 */
char *
ct_merge_join (const char *base, const char *mine, const char *theirs)
{
  const char *own = mine != NULL ? mine : "", *other = theirs != NULL ? theirs : "";
  gsize n_base = base != NULL ? strlen (base) : 0;

  if (strstr (own, other) != NULL)
    return g_strdup (own);
  if (strstr (other, own) != NULL)
    return g_strdup (other);
  /* Only what was added on a line or behind a word of its own can stand alone. */
  if (n_base > 0 && g_str_has_prefix (own, base) && g_str_has_prefix (other, base) &&
      (g_ascii_isspace (own[n_base]) || g_ascii_isspace (own[n_base - 1])))
    {
      const char *added = own + n_base;

      return join_lines (other, g_ascii_isspace (*added) ? added + 1 : added);
    }
  return join_lines (other, own);
}
