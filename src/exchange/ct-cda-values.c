/* Quantities and other values: kept as received, made a number only where that is certain. */
#include "exchange/ct-cda-reader.h"

#include "base/ct-units.h"

#include <string.h>

/* Spellings of body-weight units that mean one thing only. "[lb_ap]", the apothecaries' pound, is not here: who wrote it
 * surely meant another pound, but 373 g and 454 g to the pound make different doses. */
static const struct
{
  const char *unit;
  enum { GRAM, KILOGRAM, POUND } means;
} weight_units[] = {
  { "kg", KILOGRAM },   { "kgs", KILOGRAM },    { "kilogram", KILOGRAM }, { "kilograms", KILOGRAM },
  { "g", GRAM },        { "gram", GRAM },       { "grams", GRAM },        { "[lb_av]", POUND },
  { "[lb_us]", POUND }, { "lb", POUND },        { "lbs", POUND },         { "lb_av", POUND },
  { "pound", POUND },   { "pounds", POUND },    { "lbs.", POUND },        { "lb.", POUND },
};

/* A body weight outside of this, in grams, is a slip of unit or place. */
#define MIN_WEIGHT_G 300
#define MAX_WEIGHT_G 700000

/* An XML decimal: no comma, which some write for thousands and others for decimals. */
static gboolean
parse_milli (const char *number, gint64 *milli)
{
  return number != NULL && strchr (number, ',') == NULL && ct_decimal_parse (number, 3, milli);
}

/**
 * ct_cda_weight_g:
 * @number: (nullable): a decimal number as received
 * @unit: (nullable): its unit as received
 *
 * Returns: grams, or 0 where the unit is not certain or nobody weighs that.
 */
gint64
ct_cda_weight_g (const char *number, const char *unit)
{
  gint64 milli, grams = 0;

  if (unit == NULL || !parse_milli (number, &milli) || milli <= 0 || milli > G_GINT64_CONSTANT (1000000000))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (weight_units); i++)
    if (g_ascii_strcasecmp (unit, weight_units[i].unit) == 0)
      switch (weight_units[i].means)
        {
        case GRAM:
          grams = ct_div_round (milli, 1000);
          break;
        case KILOGRAM:
          grams = milli;
          break;
        case POUND:
        default:
          grams = ct_mass_g_from_lb (milli);
          break;
        }
  return grams >= MIN_WEIGHT_G && grams <= MAX_WEIGHT_G ? grams : 0;
}

/* "1" is UCUM for no unit at all. */
static const char *
shown_unit (const char *unit)
{
  return unit != NULL && strcmp (unit, "1") != 0 ? unit : "";
}

static const char *
with_unit (CtCdaReader *self, const char *number, const char *unit)
{
  g_string_printf (self->scratch, "%s %s", number, shown_unit (unit));
  return ct_cda_keep (self, self->scratch->str);
}

/* "5–10 mg", "< 5 mg", "> 5 mg" */
static void
read_range (CtCdaReader *self, const xmlNode *low, const xmlNode *high, CtCdaValue *value)
{
  value->low = ct_cda_keep_attr (self, low, "value");
  value->high = ct_cda_keep_attr (self, high, "value");
  if (value->unit == NULL)
    value->unit = ct_cda_keep_attr (self, value->low != NULL ? low : high, "unit");
  if (value->low != NULL && value->high != NULL)
    g_string_printf (self->scratch, "%s–%s %s", value->low, value->high, shown_unit (value->unit));
  else if (value->high != NULL)
    g_string_printf (self->scratch, "%s %s %s", ct_cda_flag (high, "inclusive") ? "≤" : "<", value->high,
                     shown_unit (value->unit));
  else if (value->low != NULL)
    g_string_printf (self->scratch, "%s %s %s",
                     ct_cda_attr (low, "inclusive") == NULL || ct_cda_flag (low, "inclusive") ? "≥" : ">", value->low,
                     shown_unit (value->unit));
  else
    return;
  value->text = ct_cda_keep (self, self->scratch->str);
}

/* "1:128", "3 mg / 2 h" */
static void
read_ratio (CtCdaReader *self, const xmlNode *numerator, const xmlNode *denominator, CtCdaValue *value)
{
  const char *a = ct_cda_attr (numerator, "value"), *b = ct_cda_attr (denominator, "value");

  if (a == NULL || b == NULL)
    return;
  g_string_printf (self->scratch, "%s %s / %s %s", a, shown_unit (ct_cda_attr (numerator, "unit")), b,
                   shown_unit (ct_cda_attr (denominator, "unit")));
  value->text = ct_cda_keep (self, self->scratch->str);
}

static void
read_number (CtCdaReader *self, const xmlNode *node, CtCdaValue *value)
{
  value->number = ct_cda_keep_attr (self, node, "value");
  value->unit = ct_cda_keep_attr (self, node, "unit");
  if (value->number == NULL)
    return;
  value->is_number = value->null_flavor == NULL && parse_milli (value->number, &value->milli);
  value->text = with_unit (self, value->number, value->unit);
}

static gboolean
looks_coded (const xmlNode *node, const char *type)
{
  if (type == NULL)
    return ct_cda_attr (node, "code") != NULL || ct_cda_attr (node, "codeSystem") != NULL;
  return strcmp (type, "CD") == 0 || strcmp (type, "CE") == 0 || strcmp (type, "CV") == 0 || strcmp (type, "CO") == 0 ||
         strcmp (type, "CS") == 0;
}

/**
 * ct_cda_value:
 * @self: a reader
 * @node: (nullable): a value, doseQuantity, rateQuantity …
 * @value: (out): what it says
 *
 * Reads a value of any type, by its xsi:type and, as senders forget that, by what is in it. A number beside a null flavour is kept
 * as text and is no number.
 */
void
ct_cda_value (CtCdaReader *self, const xmlNode *node, CtCdaValue *value)
{
  const char *type;

  *value = (CtCdaValue) { NULL };
  if (node == NULL)
    return;
  type = ct_cda_xsi_type (node);
  value->null_flavor = ct_cda_keep_attr (self, node, "nullFlavor");
  if (looks_coded (node, type))
    {
      value->code = ct_arena_new0 (self->arena, CtCdaCode, 1);
      ct_cda_code (self, node, value->code);
      value->text = ct_cda_code_label (value->code);
      if (value->text == NULL)
        value->text = value->code->code;
      return;
    }
  if (type == NULL || strcmp (type, "ED") != 0)
    read_number (self, node, value);
  if (value->text == NULL && node->children != NULL)
    {
      read_range (self, ct_cda_child (self, node, "low"), ct_cda_child (self, node, "high"), value);
      if (value->text == NULL)
        read_ratio (self, ct_cda_child (self, node, "numerator"), ct_cda_child (self, node, "denominator"), value);
      if (value->text == NULL && (type == NULL || strcmp (type, "ED") == 0 || strcmp (type, "ST") == 0))
        value->text = ct_cda_passage (self, node);
      if (value->text == NULL)
        value->text = ct_cda_passage (self, ct_cda_child (self, node, "originalText"));
    }
}
