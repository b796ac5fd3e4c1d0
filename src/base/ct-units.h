/* Quantities are integers with their unit in the name; this is the arithmetic and the wording of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64   ct_div_round        (gint64 numerator, gint64 denominator);
gint64   ct_dose_ug          (gint64 weight_g, gint64 dose_ug_per_kg);
gint64   ct_dose_ug_per_kg   (gint64 dose_ug, gint64 weight_g);
gint64   ct_mass_g_from_lb   (gint64 milli_lb);
char    *ct_mass_format      (gint64 weight_g);
char    *ct_dose_format_mg   (gint64 dose_ug);
char    *ct_dose_format_mg_per_kg (gint64 dose_ug_per_kg);
gboolean ct_decimal_parse    (const char *text, int decimals, gint64 *value);
char    *ct_decimal_format   (gint64 value, int decimals, int min_decimals);

G_END_DECLS
