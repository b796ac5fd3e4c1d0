#include "base/ct-units.h"

#include <glib/gi18n.h>

/**
 * ct_div_round:
 * @numerator: any value
 * @denominator: above 0
 *
 * Returns: the quotient, rounded half up (away from zero for negatives).
 */
gint64
ct_div_round (gint64 numerator, gint64 denominator)
{
  g_return_val_if_fail (denominator > 0, 0);
  if (numerator < 0)
    return -ct_div_round (-numerator, denominator);
  return (numerator + denominator / 2) / denominator;
}

/**
 * ct_dose_ug:
 * @weight_g: body weight in grams
 * @dose_ug_per_kg: micrograms per kilogram
 *
 * Returns: the dose in micrograms, rounded half up once.
 */
gint64
ct_dose_ug (gint64 weight_g, gint64 dose_ug_per_kg)
{
  return ct_div_round (weight_g * dose_ug_per_kg, 1000);
}

/**
 * ct_dose_ug_per_kg:
 * @dose_ug: the dose in micrograms
 * @weight_g: body weight in grams
 *
 * Returns: micrograms per kilogram, rounded half up; 0 where no weight is known.
 */
gint64
ct_dose_ug_per_kg (gint64 dose_ug, gint64 weight_g)
{
  return weight_g > 0 ? ct_div_round (dose_ug * 1000, weight_g) : 0;
}

/**
 * ct_mass_g_from_lb:
 * @milli_lb: thousandths of an avoirdupois pound (0.45359237 kg by definition)
 *
 * Returns: grams, rounded half up.
 */
gint64
ct_mass_g_from_lb (gint64 milli_lb)
{
  return ct_div_round (milli_lb * 45359237, 100000000);
}

/**
 * ct_decimal_format:
 * @value: an integer that stands for value / 10^decimals
 * @decimals: 0 to 9
 * @min_decimals: how many places to show at the least; further zeros at the end are dropped
 *
 * Returns: (transfer full): the number with a decimal point, for machines and for pages.
 */
char *
ct_decimal_format (gint64 value, int decimals, int min_decimals)
{
  GString *out = g_string_new (NULL);
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;
  guint64 scale = 1;

  for (int i = 0; i < decimals; i++)
    scale *= 10;
  g_string_append_printf (out, "%s%" G_GUINT64_FORMAT, value < 0 ? "-" : "", rest / scale);
  if (decimals > 0)
    {
      g_string_append_printf (out, ".%0*" G_GINT64_MODIFIER "u", decimals, rest % scale);
      for (int left = decimals; left > min_decimals && out->str[out->len - 1] == '0'; left--)
        g_string_truncate (out, out->len - 1);
      if (out->str[out->len - 1] == '.')
        g_string_truncate (out, out->len - 1);
    }
  return g_string_free (out, FALSE);
}

/**
 * ct_decimal_parse:
 * @text: (nullable): a number as typed, with a point or a comma before its decimals
 * @decimals: 0 to 9: how many places the integer keeps
 * @value: (out): the number times 10^decimals
 *
 * Further places are rounded half up.
 *
 * Returns: whether @text is a number that fits.
 */
gboolean
ct_decimal_parse (const char *text, int decimals, gint64 *value)
{
  gint64 number = 0;
  int places = -1, digits = 0;
  gboolean minus = FALSE, round_up = FALSE;
  const char *p = text;

  g_return_val_if_fail (value != NULL, FALSE);
  if (p == NULL)
    return FALSE;
  while (g_ascii_isspace (*p))
    p++;
  if (*p == '-' || *p == '+')
    minus = *p++ == '-';
  for (; g_ascii_isdigit (*p) || ((*p == '.' || *p == ',') && places < 0); p++)
    {
      if (!g_ascii_isdigit (*p))
        {
          places = 0;
          continue;
        }
      digits++;
      if (places == decimals)
        round_up = *p >= '5';
      if (places < decimals && number <= (G_MAXINT64 - 9) / 10)
        number = number * 10 + (*p - '0');
      else if (places < decimals)
        return FALSE;
      if (places >= 0)
        places++;
    }
  while (g_ascii_isspace (*p))
    p++;
  if (digits == 0 || *p != '\0')
    return FALSE;
  for (int i = MAX (places, 0); i < decimals; i++)
    {
      if (number > G_MAXINT64 / 10)
        return FALSE;
      number *= 10;
    }
  number += round_up;
  *value = minus ? -number : number;
  return TRUE;
}

/**
 * ct_mass_format:
 * @weight_g: body weight in grams
 *
 * Returns: (transfer full): "82.5 kg (181.9 lb)"; empty where none is known.
 */
char *
ct_mass_format (gint64 weight_g)
{
  g_autofree char *kg = NULL;
  g_autofree char *lb = NULL;

  if (weight_g <= 0)
    return g_strdup ("");
  kg = ct_decimal_format (ct_div_round (weight_g, 100), 1, 1);
  lb = ct_decimal_format (ct_div_round (weight_g * 1000000, 45359237), 1, 1);
  /* Translators: a body weight in kilograms and in pounds */
  return g_strdup_printf (_("%s kg (%s lb)"), kg, lb);
}

/**
 * ct_dose_format_mg:
 * @dose_ug: micrograms
 *
 * Returns: (transfer full): "41.25 mg": exact, with no more places than needed.
 */
char *
ct_dose_format_mg (gint64 dose_ug)
{
  g_autofree char *mg = ct_decimal_format (dose_ug, 3, 0);

  return g_strdup_printf (_("%s mg"), mg);
}

/**
 * ct_dose_format_mg_per_kg:
 * @dose_ug_per_kg: micrograms per kilogram
 *
 * Returns: (transfer full): "0.5 mg/kg".
 */
char *
ct_dose_format_mg_per_kg (gint64 dose_ug_per_kg)
{
  g_autofree char *mg = ct_decimal_format (dose_ug_per_kg, 3, 1);

  return g_strdup_printf (_("%s mg/kg"), mg);
}
