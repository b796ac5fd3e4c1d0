/* All visits of one patient on a page to take home. What is treated, and with what, is not on it. */
#pragma once

#include "base/ct-time.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/**
 * CtSeriesVisit:
 * @at: when, on the wall of the site
 * @minutes: how long
 * @what: "Treatment, 4 of 6"
 * @place: "Harbor, 1 Pier Road, Long Beach"
 */
typedef struct
{
  CtWall      at;
  int         minutes;
  const char *what;
  const char *place;
} CtSeriesVisit;

/**
 * CtSeriesInput:
 * @paper: the paper
 * @clinic_name: whose it is
 * @phone: (nullable): where to call
 * @printed_by: (nullable): who prints it
 * @patient_name: whose visits these are
 * @visits: (array length=n_visits): in order
 * @n_visits: how many
 * @zone: where
 * @created_us: when it is printed, UTC microseconds
 *
 * Everything is borrowed for the time of the call.
 */
typedef struct
{
  CtPaper              paper;
  const char          *clinic_name;
  const char          *phone;
  const char          *printed_by;
  const char          *patient_name;
  const CtSeriesVisit *visits;
  guint                n_visits;
  GTimeZone           *zone;
  gint64               created_us;
} CtSeriesInput;

CtPages *ct_series_sheet_new (const CtSeriesInput *input);

G_END_DECLS
