/* What a view of the calendar shows: its kind, columns and filters, as a value that can be kept as a line of text. */
#pragma once

#include "domain/ct-appointment.h"

G_BEGIN_DECLS

/** How the calendar is looked at. */
typedef enum
{
  CT_VIEW_DAY,
  CT_VIEW_WEEK,
  CT_VIEW_MONTH,
  CT_VIEW_AGENDA,
  CT_VIEW_YEAR,    /* one patient */
} CtViewKind;

#define CT_N_VIEW_KINDS (CT_VIEW_YEAR + 1)

/** What the columns of a day are. */
typedef enum
{
  CT_VIEW_BY_CHAIR,      /* every chair and room */
  CT_VIEW_BY_CLINICIAN,
  CT_VIEW_BY_ROOM,       /* the rooms only */
} CtViewColumns;

#define CT_N_VIEW_COLUMNS (CT_VIEW_BY_ROOM + 1)

/** What visits can be filtered by. */
typedef enum
{
  CT_FILTER_CLINICIAN, /* ids, 0 for nobody yet */
  CT_FILTER_CHAIR,     /* ids */
  CT_FILTER_KIND,      /* "treatment" */
  CT_FILTER_STATUS,    /* "arrived", "cancelled-by-patient"; or CT_FILTER_LATE, by the clock */
  CT_FILTER_CONFIRMED, /* "yes" or "no", whatever the status */
  CT_FILTER_ALSO,      /* what is shown beside all that comes: CT_ALSO_CANCELLED */
} CtFilterBy;

#define CT_N_FILTERS (CT_FILTER_ALSO + 1)

#define CT_FILTER_LATE     "late"
#define CT_ALSO_CANCELLED  "cancelled"
#define CT_CONFIRMED_YES   "yes"
#define CT_CONFIRMED_NO    "no"

/**
 * CtVisitFilter:
 * @wanted: what is wanted of each, ",3,7,"; %NULL: all
 *
 * A visit matches where it is among what is wanted of each. One that was called off is shown only where that is wanted, by
 * who did or as %CT_FILTER_ALSO.
 */
typedef struct
{
  char *wanted[CT_N_FILTERS];
} CtVisitFilter;

/**
 * CtViewState:
 * @kind: how
 * @columns: what the columns of a day are
 * @only_chair_id: the one chair of a week, or 0
 * @only_clinician_id: the one clinician of a week, or 0; never together with @only_chair_id
 * @site_id: the site, 0: the one that is chosen in the window
 * @beside_id: the site shown beside it, 0: none
 * @hour_height: pixels an hour, 0: as the room allows
 * @filter: which visits are looked for
 */
typedef struct
{
  CtViewKind    kind;
  CtViewColumns columns;
  gint64        only_chair_id;
  gint64        only_clinician_id;
  gint64        site_id;
  gint64        beside_id;
  int           hour_height;
  CtVisitFilter filter;
} CtViewState;

gboolean ct_visit_filter_has      (const CtVisitFilter *self, CtFilterBy by, const char *what);
void     ct_visit_filter_set      (CtVisitFilter *self, CtFilterBy by, const char *what, gboolean wanted);
guint    ct_visit_filter_count    (const CtVisitFilter *self);
gboolean ct_visit_filter_matches  (const CtVisitFilter *self, const CtAppointment *appointment, CtWall now);
gboolean ct_visit_filter_equal    (const CtVisitFilter *a, const CtVisitFilter *b);
gboolean ct_visit_filter_hides    (const CtVisitFilter *self);
gboolean ct_visit_filter_wants    (const CtVisitFilter *self, const CtAppointment *appointment);
gboolean ct_visit_filter_wants_off (const CtVisitFilter *self);
char    *ct_visit_filter_list_off (const CtVisitFilter *self);
void     ct_visit_filter_clear    (CtVisitFilter *self);
void     ct_visit_filter_copy     (const CtVisitFilter *self, CtVisitFilter *to);

void     ct_view_state_clear      (CtViewState *self);
void     ct_view_state_copy       (const CtViewState *self, CtViewState *to);
char    *ct_view_state_to_text    (const CtViewState *self);
gboolean ct_view_state_from_text  (CtViewState *self, const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtVisitFilter, ct_visit_filter_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtViewState, ct_view_state_clear)

G_END_DECLS
