/* What the parts of the time grid share: ct-time-grid.c, -content.c, -draw.c, -cursor.c, -ghosts.c, -hands.c, -mouse.c. */
#pragma once

#include <adwaita.h>

#include "domain/ct-run-over.h"
#include "ui/calendar/ct-time-grid.h"

G_BEGIN_DECLS

enum
{
  CT_GRID_BOOK_HERE,
  CT_GRID_OPEN_VISIT,
  CT_GRID_OPEN_PATIENT,
  CT_GRID_MOVE_VISIT,
  CT_GRID_REFUSED,
  CT_GRID_STEP_DAYS,
  CT_GRID_MENU,
  CT_GRID_SELECTION_CHANGED,
  CT_GRID_LAID_OUT,
  CT_GRID_ZOOMED,
  CT_GRID_DRAGGED,
  CT_GRID_LET_GO,
  CT_GRID_STAYS,
  CT_GRID_N_SIGNALS,
};

extern guint ct_grid_signals[CT_GRID_N_SIGNALS];

/**
 * CtGridHand:
 * @visit: (nullable): what is in the hand; %NULL while it is empty
 * @ghost: (nullable): the block that shows where it would go
 * @column: where it would go
 * @minute: from when
 * @minutes: how long
 * @grip: minutes from its beginning to where it was taken
 * @lower_edge: only its end is moved
 * @by_keys: taken by the keyboard
 * @dropped: waiting to hear whether it was stored
 * @reasons: (nullable): why it may not drop here
 * @back: (nullable): the animation that takes it back
 */
typedef struct
{
  CtVisit      *visit;
  CtBlock      *ghost;
  int           column;
  int           minute;
  int           minutes;
  int           grip;
  gboolean      lower_edge;
  gboolean      by_keys;
  gboolean      dropped;
  char         *reasons;
  gboolean      may_override; /* and a reason is asked for */
  AdwAnimation *back;
  double        back_part;
} CtGridHand;

/**
 * CtGridGhost:
 * @visit: (unowned): whose it is, one of the shown
 * @column: its column
 * @minutes: from when until when it will really have its chair
 * @stays: it has the chair already, and keeps it after its time
 *
 * Where a visit of today will really be.
 */
typedef struct
{
  CtVisit  *visit;
  int       column;
  CtMinutes minutes;
  gboolean  stays;
} CtGridGhost;

struct _CtTimeGrid
{
  GtkWidget      parent_instance;
  gboolean       read_only; /* nothing comes into the hand */
  CtClinic      *clinic;
  CtDayColumns  *columns;   /* (nullable) until the first content */
  CtVisitFilter  filter;    /* what does not match is dimmed */
  GPtrArray     *visits;    /* of CtVisit: all of the shown days, shown or not */
  GPtrArray     *blocks;    /* of CtBlock: children, in the order of @layout */
  GArray        *layout;    /* of CtLayoutBlock */
  CtOccupancy   *occupancy; /* (nullable) until it is asked for */
  CtRunOver     *run;       /* (nullable): what is to be expected of today, where that is shown */
  GArray        *ghosts;    /* of CtGridGhost */
  CtMinutes      extent;
  int            zoomed;    /* pixels an hour, 0: as the room allows */
  int            hour_height;
  int            line;      /* pixels a line of text takes; 0: not asked yet */
  int            available; /* pixels across that are seen without scrolling */
  CtWall         now;
  int            cursor_column; /* the free place that is selected, and where a walk with the arrows goes on */
  int            cursor_minute;
  int            cursor_minutes;
  char          *carried;   /* (nullable): the name of the patient to be placed */
  int            carried_minutes;
  CtGridHand     hand;
  double         press_x, press_y; /* where the button went down */
  CtBlock       *pressed;
  gboolean       pressed_edge;
  gboolean       drawing;   /* a stretch of free time is being drawn with the mouse */
  guint          scroll_tick;
  double         pointer_x, pointer_y;
};

/* ct-time-grid.c */
CtBlock      *ct_time_grid_block_at       (CtTimeGrid *self, double x, double y, gboolean *lower_edge);
int           ct_time_grid_column_at      (CtTimeGrid *self, double x);
int           ct_time_grid_minute_at      (CtTimeGrid *self, double y);
GdkRectangle  ct_time_grid_rect_of        (CtTimeGrid *self, int column, CtMinutes minutes);
GdkRectangle  ct_time_grid_block_rect     (CtTimeGrid *self, guint index);
int           ct_time_grid_index_of       (CtTimeGrid *self, gint64 appointment_id);
void          ct_time_grid_scroll_to      (CtTimeGrid *self, GdkRectangle rect);
CtBlock      *ct_time_grid_focused_block  (CtTimeGrid *self);
CtPlace       ct_time_grid_place_at       (CtTimeGrid *self, int column, int minute, int minutes);

/* ct-time-grid-content.c */
void          ct_time_grid_dim_blocks     (CtTimeGrid *self);

/* ct-time-grid-draw.c */
void          ct_time_grid_draw_back      (CtTimeGrid *self, GtkSnapshot *snapshot);
void          ct_time_grid_draw_front     (CtTimeGrid *self, GtkSnapshot *snapshot);

/* ct-time-grid-ghosts.c */
void          ct_time_grid_foresee        (CtTimeGrid *self);
void          ct_time_grid_tick           (CtTimeGrid *self);
int           ct_time_grid_gutter         (CtTimeGrid *self, int width);
CtBlock      *ct_time_grid_ghost_at       (CtTimeGrid *self, double x, double y);
void          ct_time_grid_draw_ghosts    (CtTimeGrid *self, GtkSnapshot *snapshot);

/* ct-time-grid-cursor.c */
void          ct_time_grid_bind_cursor    (GtkWidgetClass *klass);
void          ct_time_grid_tell_place     (CtTimeGrid *self);
void          ct_time_grid_settle_cursor  (CtTimeGrid *self);
gboolean ct_time_grid_cursor_is_covered (CtTimeGrid *self);

/* ct-time-grid-hands.c */
void          ct_time_grid_clear_hand     (CtTimeGrid *self);
void          ct_time_grid_allocate_ghost (CtTimeGrid *self);
void          ct_time_grid_hand_take      (CtTimeGrid *self, CtVisit *visit);
void          ct_time_grid_hand_tell      (CtTimeGrid *self);
int           ct_time_grid_hand_within    (CtTimeGrid *self, int minute);
void          ct_time_grid_hand_follow    (CtTimeGrid *self);
void          ct_time_grid_hand_walk      (CtTimeGrid *self, int columns, int minutes);

/* ct-time-grid-mouse.c */
void          ct_time_grid_add_mouse      (CtTimeGrid *self);

G_END_DECLS
