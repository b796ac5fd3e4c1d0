#include "domain/ct-image.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

static GVariant *
value_to_variant (const CtValue *value)
{
  switch (value->kind)
    {
    case CT_VALUE_INT:
      return g_variant_new_int64 (value->integer);
    case CT_VALUE_TEXT:
      return g_variant_new_string (value->text);
    case CT_VALUE_BYTES:
      return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, value->bytes, value->length, 1);
    case CT_VALUE_NULL:
      break;
    }
  return g_variant_new_maybe (G_VARIANT_TYPE_STRING, NULL);
}

/* Borrows from @variant. */
static CtValue
value_of_variant (GVariant *variant)
{
  CtValue value = CT_NULL_VALUE;

  if (g_variant_is_of_type (variant, G_VARIANT_TYPE_INT64))
    value = ct_value_int (g_variant_get_int64 (variant));
  else if (g_variant_is_of_type (variant, G_VARIANT_TYPE_STRING))
    value = ct_value_text (g_variant_get_string (variant, NULL));
  else if (g_variant_is_of_type (variant, G_VARIANT_TYPE_BYTESTRING))
    {
      value.kind = CT_VALUE_BYTES;
      value.bytes = g_variant_get_fixed_array (variant, &value.length, 1);
    }
  return value;
}

static gboolean
is_changed (GPtrArray *changes, const CtField *field)
{
  for (guint i = 0; i < changes->len; i++)
    if (((const CtFieldChange *) changes->pdata[i])->field == field)
      return TRUE;
  return FALSE;
}

static GVariant *
make_image (CtRecord *record, CtRecord *other, gboolean all)
{
  g_autoptr (GPtrArray) changes = ct_record_diff (other, record);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  guint n;
  const CtField *fields = ct_record_fields (record, &n);

  for (guint i = 0; i < n; i++)
    if ((all && !(fields[i].flags & CT_CLINICAL)) || is_changed (changes, &fields[i]))
      {
        CtValue value = ct_record_get_value (record, &fields[i]);

        g_variant_builder_add (&builder, "{sv}", fields[i].name, value_to_variant (&value));
      }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * ct_image_of_changes:
 * @record: (type CtRecord): a record
 * @other: (type CtRecord): another version of it
 *
 * Returns: (transfer full): `a{sv}`, what @record says where they differ.
 */
GVariant *
ct_image_of_changes (gpointer record, gpointer other)
{
  g_return_val_if_fail (CT_IS_RECORD (record) && CT_IS_RECORD (other), NULL);
  return make_image (record, other, FALSE);
}

/**
 * ct_image_of_state:
 * @record: (type CtRecord): a record
 * @other: (type CtRecord): another version of it
 *
 * Returns: (transfer full): `a{sv}`, all that @record says, but clinical fields only where they differ: an image keeps no
 * more of a chart than it has to.
 */
GVariant *
ct_image_of_state (gpointer record, gpointer other)
{
  g_return_val_if_fail (CT_IS_RECORD (record) && CT_IS_RECORD (other), NULL);
  return make_image (record, other, TRUE);
}

/**
 * ct_image_apply:
 * @image: `a{sv}`
 * @record: (type CtRecord): a record of the type it was made of
 * @error: %CT_ERROR_INVALID where it names a field that there is not
 *
 * Makes @record say what @image says; other fields stay.
 *
 * Returns: whether all of it was set.
 */
gboolean
ct_image_apply (GVariant *image, gpointer record, GError **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  g_return_val_if_fail (image != NULL && CT_IS_RECORD (record), FALSE);
  g_variant_iter_init (&iter, image);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) variant = boxed;
      const CtField *field = ct_record_find_field (record, name);
      CtValue value = value_of_variant (variant);

      if (field == NULL)
        {
          g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This was done with another version of Chairtime."));
          return FALSE;
        }
      ct_record_set_value (record, field, &value);
    }
  return TRUE;
}

/**
 * ct_image_has:
 * @image: `a{sv}`
 * @record: (type CtRecord): a record of the type it was made of
 * @flags: some flags
 *
 * Returns: whether @image says anything of a field that has any of the flags.
 */
gboolean
ct_image_has (GVariant *image, gpointer record, CtFieldFlags flags)
{
  GVariantIter iter;
  const char *name;

  g_return_val_if_fail (image != NULL && CT_IS_RECORD (record), FALSE);
  g_variant_iter_init (&iter, image);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    {
      const CtField *field = ct_record_find_field (record, name);

      if (field != NULL && (field->flags & flags))
        return TRUE;
    }
  return FALSE;
}
