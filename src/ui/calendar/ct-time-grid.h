/* The grid of the calendar: hours down, columns across, a block a booking, and the hands that move them. */
#pragma once

#include <gtk/gtk.h>

#include "domain/ct-run-over.h"
#include "ui/calendar/ct-block.h"
#include "ui/calendar/ct-day-columns.h"

G_BEGIN_DECLS

/** Minutes of the finest line: starts and lengths are multiples of it. */
#define CT_GRID_STEP 15

#define CT_TYPE_TIME_GRID (ct_time_grid_get_type ())
G_DECLARE_FINAL_TYPE (CtTimeGrid, ct_time_grid, CT, TIME_GRID, GtkWidget)

/**
 * CtPlace:
 * @chair_id: the chair; 0: any (a clinician's column)
 * @clinician_id: the clinician; 0: none said
 * @day: the day
 * @minute: from when
 * @minutes: how long
 *
 * A place in the calendar, free or not.
 */
typedef struct
{
  gint64 chair_id;
  gint64 clinician_id;
  CtDate day;
  int    minute;
  int    minutes;
} CtPlace;

/*
 * Signals:
 *   book-here (CtPlace *)            double click or Enter on a free place, or a stretch of it drawn with the mouse
 *   open-visit (CtVisit *)           Enter on a block
 *   open-patient (CtVisit *)         double click on a block
 *   move-visit (CtVisit *, CtPlace *) dropped somewhere it may be; call ct_time_grid_put_down() when that is settled
 *   refused (CtVisit *, CtPlace *, char *)  dropped somewhere it may not be, with all the reasons
 *   step-days (int)                  the selection walked out at a side: show so many days later
 *   menu (double x, double y)        a context menu is wanted for what is selected now
 *   selection-changed ()
 *   dragged (double x, double y)     what is in the hand is there now, also outside the grid
 *   let-go (double x, double y)      and let go of there; TRUE: that was seen to, and it goes back to its place
 *   stays (CtVisit *)                somebody tried to drag what may not be moved
 *   laid-out ()                      the scale or the columns have another size
 *   zoomed ()                        hours are taller or lower now
 */
GtkWidget    *ct_time_grid_new             (CtClinic *clinic);
void          ct_time_grid_set_content     (CtTimeGrid *self, CtDayColumns *columns, GPtrArray *visits);
void          ct_time_grid_set_read_only   (CtTimeGrid *self, gboolean read_only);
gboolean      ct_time_grid_get_read_only   (CtTimeGrid *self);
CtDayColumns *ct_time_grid_get_columns     (CtTimeGrid *self);
CtDayScale    ct_time_grid_get_scale       (CtTimeGrid *self);
int           ct_time_grid_min_column      (CtTimeGrid *self);
CtPixels      ct_time_grid_get_column      (CtTimeGrid *self, guint index);
CtPixels      ct_time_grid_column_within   (CtTimeGrid *self, int available, guint index);
void          ct_time_grid_set_now         (CtTimeGrid *self, CtWall now);
CtWall        ct_time_grid_get_now         (CtTimeGrid *self);
void          ct_time_grid_zoom            (CtTimeGrid *self, int steps);
void          ct_time_grid_set_hour_height (CtTimeGrid *self, int pixels);
int           ct_time_grid_get_hour_height (CtTimeGrid *self);
void          ct_time_grid_set_filter      (CtTimeGrid *self, const CtVisitFilter *filter);
CtVisit      *ct_time_grid_get_visit       (CtTimeGrid *self);
gboolean      ct_time_grid_get_place       (CtTimeGrid *self, CtPlace *place);
GdkRectangle  ct_time_grid_selection_rect  (CtTimeGrid *self);
void          ct_time_grid_focus_selection (CtTimeGrid *self);
gboolean      ct_time_grid_select_visit    (CtTimeGrid *self, gint64 appointment_id);
void          ct_time_grid_select_place    (CtTimeGrid *self, int column, int minute, int minutes);
void          ct_time_grid_carry           (CtTimeGrid *self, const char *name, int minutes);
void          ct_time_grid_pick_up         (CtTimeGrid *self, CtVisit *visit);
void          ct_time_grid_put_down        (CtTimeGrid *self, gboolean moved);
void          ct_time_grid_lengthen_hand   (CtTimeGrid *self, int minutes);
void          ct_time_grid_drop_hand       (CtTimeGrid *self);
gboolean      ct_time_grid_has_hand        (CtTimeGrid *self);
void          ct_time_grid_drag_in         (CtTimeGrid *self, CtVisit *visit, double x, double y);
void          ct_time_grid_drag_end        (CtTimeGrid *self, gboolean drop);
char         *ct_time_grid_why_not         (CtTimeGrid *self, CtVisit *visit, const CtPlace *place,
                                            gboolean *may_override);
const CtRunOver *ct_time_grid_get_run_over (CtTimeGrid *self);
guint         ct_time_grid_get_n_ghosts    (CtTimeGrid *self);
const CtOccupancy *ct_time_grid_get_occupancy (CtTimeGrid *self);
guint         ct_time_grid_get_n_blocks    (CtTimeGrid *self);
CtBlock      *ct_time_grid_find_block      (CtTimeGrid *self, gint64 appointment_id);

G_END_DECLS
