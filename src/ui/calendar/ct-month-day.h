/* One day of the month: how many come for what, and what is free. */
#pragma once

#include "clinic/ct-clinic.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_MONTH_DAY (ct_month_day_get_type ())
G_DECLARE_FINAL_TYPE (CtMonthDay, ct_month_day, CT, MONTH_DAY, GtkWidget)

/**
 * CtMonthDayContent:
 * @colors: of the clinic
 * @day: which day
 * @outside: it belongs to the month before or after
 * @today: it is today at the site
 * @filtered: a filter is set, so that the matching ones are told apart
 * @counts: (nullable) (element-type CtDayCount): of that day; %NULL while they are read
 * @open_minutes: chair minutes the site is open
 * @free_minutes: chair minutes that are left
 * @closed_because: (nullable): why it is closed; "" where nobody said
 */
typedef struct
{
  const CtColors *colors;
  CtDate      day;
  gboolean    outside;
  gboolean    today;
  gboolean    filtered;
  GPtrArray  *counts;
  int         open_minutes;
  int         free_minutes;
  const char *closed_because;
} CtMonthDayContent;

GtkWidget  *ct_month_day_new         (void);
void        ct_month_day_set_content (CtMonthDay *self, const CtMonthDayContent *content);
CtDate      ct_month_day_get_day     (CtMonthDay *self);
const char *ct_month_day_get_words   (CtMonthDay *self);
void        ct_month_day_set_chosen  (CtMonthDay *self, gboolean chosen);

G_END_DECLS
