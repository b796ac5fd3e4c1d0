/* Calendar files (iCalendar, RFC 5545): a patient's bookings out, somebody's busy times in. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-busy.h"

G_BEGIN_DECLS

/** CT_ICS_MAX_BYTES: a calendar that is larger is refused. */
#define CT_ICS_MAX_BYTES (5 * 1024 * 1024)

/**
 * CtIcsEvent:
 * @uid: the same for the same booking, for ever
 * @sequence: rises with every change
 * @cancelled: whether it is to be taken out again
 * @at: when, on the wall of the place
 * @minutes: how long
 * @zone_id: "America/Los_Angeles"
 * @zone: that zone
 * @summary: what it is called
 * @location: (nullable): where
 * @description: (nullable): more words
 */
typedef struct
{
  const char *uid;
  int         sequence;
  gboolean    cancelled;
  CtWall      at;
  int         minutes;
  const char *zone_id;
  GTimeZone  *zone;
  const char *summary;
  const char *location;
  const char *description;
} CtIcsEvent;

GBytes *ct_ics_write     (const CtIcsEvent *events, guint n_events, gint64 now_us, GError **error);

/**
 * CtIcsWindow:
 * @from_us: nothing that ends before is wanted, UTC microseconds
 * @to_us: nothing that begins after
 * @zone: what times without a zone, and whole days, are meant in
 */
typedef struct
{
  gint64     from_us;
  gint64     to_us;
  GTimeZone *zone;
} CtIcsWindow;

GArray *ct_ics_read_busy (GBytes *bytes, const CtIcsWindow *window, char **calendar_name, GError **error);

G_END_DECLS
