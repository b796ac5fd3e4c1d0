/* The columns of the calendar: chairs or clinicians of one day, or the chairs of several days side by side. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-day-layout.h"
#include "domain/ct-occupancy.h"

G_BEGIN_DECLS

/**
 * CtColumnsBy:
 * @CT_COLUMNS_BY_CHAIR: one day, a column a chair
 * @CT_COLUMNS_BY_CLINICIAN: one day, a column a clinician, and one for visits that have none yet
 * @CT_COLUMNS_BY_ROOM: one day, a column a room, chairs left out
 * @CT_COLUMNS_BY_DAY: several days, in each a narrow column a chair, or one column for one clinician
 */
typedef enum
{
  CT_COLUMNS_BY_CHAIR,
  CT_COLUMNS_BY_CLINICIAN,
  CT_COLUMNS_BY_ROOM,
  CT_COLUMNS_BY_DAY,
} CtColumnsBy;

/**
 * CtDayColumn:
 * @day: its day
 * @chair_id: its chair; 0 for a clinician's column
 * @clinician_id: its clinician in a clinician's column; 0 for visits that have none
 * @title: what stands over it
 * @group: (nullable): what stands over it and its neighbours up to the next group: the day
 * @group_size: how many columns the group has, in its first one; 0 in the others
 * @open: (array length=n_open): when the site is open, and the clinician of the column is there
 * @closed_because: (nullable): why it is closed that day
 */
typedef struct
{
  CtDate           day;
  gint64           chair_id;
  gint64           clinician_id;
  char            *title;
  char            *group;
  int              group_size;
  const CtMinutes *open;
  guint            n_open;
  char            *closed_because;
} CtDayColumn;

/**
 * CtDayColumns:
 *
 * Reference counted; left alone once made.
 */
typedef struct
{
  gatomicrefcount ref_count;
  CtColumnsBy     by;
  gint64          site_id;
  CtHours        *hours;
  GPtrArray      *columns;  /* of CtDayColumn */
  gint64          only_clinician_id;
  CtDate          first;
  CtDate          last;
} CtDayColumns;

CtDayColumns *ct_day_columns_new       (CtClinic *clinic, gint64 site_id, CtColumnsBy by, CtDate first, CtDate last,
                                        gint64 only_chair_id, gint64 only_clinician_id, GPtrArray *visits);
CtDayColumns *ct_day_columns_ref       (CtDayColumns *self);
void          ct_day_columns_unref     (CtDayColumns *self);
guint         ct_day_columns_get_size  (const CtDayColumns *self);
const CtDayColumn *ct_day_columns_get  (const CtDayColumns *self, guint index);
int           ct_day_columns_find      (const CtDayColumns *self, const CtAppointment *appointment);
CtMinutes     ct_day_columns_extent    (const CtDayColumns *self, GPtrArray *visits);
gboolean      ct_day_columns_same      (const CtDayColumns *a, const CtDayColumns *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtDayColumns, ct_day_columns_unref)

G_END_DECLS
