/* A day or some days of the calendar: the grid with its hours and heads, which stay while it scrolls. */
#pragma once

#include "ui/calendar/ct-floor-strip.h"
#include "ui/calendar/ct-time-grid.h"

G_BEGIN_DECLS

/** A place across some days: as far into the day as @part says, 0 at its beginning and 1 at its end. */
typedef struct
{
  CtDate day;
  double part;
} CtDayPart;

#define CT_TYPE_DAY_VIEW (ct_day_view_get_type ())
G_DECLARE_FINAL_TYPE (CtDayView, ct_day_view, CT, DAY_VIEW, GtkWidget)

/*
 * Signals:
 *   scrolled ()   hands have moved it sideways
 */
GtkWidget  *ct_day_view_new         (CtClinic *clinic);
CtTimeGrid *ct_day_view_get_grid    (CtDayView *self);
CtFloorStrip *ct_day_view_get_floor (CtDayView *self);
void        ct_day_view_set_content (CtDayView *self, CtDayColumns *columns, GPtrArray *visits);
void        ct_day_view_set_now     (CtDayView *self, CtWall now);
void        ct_day_view_set_clinic  (CtDayView *self, CtClinic *clinic);
void        ct_day_view_set_title   (CtDayView *self, const char *title);
const char *ct_day_view_get_title   (CtDayView *self);
gboolean    ct_day_view_get_leftmost (CtDayView *self, CtDayPart *part);
void        ct_day_view_set_leftmost (CtDayView *self, CtDayPart part);
const char *ct_day_view_get_hint    (CtDayView *self);

G_END_DECLS
