/* Calendar dates as a count of days: cheap to store, compare and add to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CtDate:
 *
 * A day of the Gregorian calendar: days since 1970-01-01, negative before. Differences are plain subtraction.
 */
typedef gint32 CtDate;

/** CT_DATE_NONE: no date known. Smaller than every real date. */
#define CT_DATE_NONE G_MININT32

/** How much of a date is known; the rest of a #CtDate is then its first possible day. */
typedef enum
{
  CT_DATE_PRECISION_DAY,
  CT_DATE_PRECISION_MONTH,
  CT_DATE_PRECISION_YEAR,
} CtDatePrecision;

CtDate   ct_date_new         (int year, int month, int day);
CtDate   ct_date_parse_iso   (const char *text);
CtDate   ct_date_parse_any   (const char *text);
char    *ct_date_to_iso      (CtDate date);
char    *ct_date_to_iso_part (CtDate date, CtDatePrecision precision);
char    *ct_date_format      (CtDate date, const char *strftime_format);
void     ct_date_get_ymd     (CtDate date, int *year, int *month, int *day);
int      ct_date_get_weekday (CtDate date);
CtDate   ct_date_monday_of   (CtDate date);
int      ct_date_years_between (CtDate from, CtDate to);

G_END_DECLS
