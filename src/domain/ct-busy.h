/* When somebody is busy elsewhere: ranges of time, as text for keeping, and as days on the wall of a site. */
#pragma once

#include "domain/ct-desk.h"

G_BEGIN_DECLS

/** How many ranges of one calendar are kept at most. */
#define CT_BUSY_MAX_RANGES 3000

/**
 * CtBusyRange:
 * @from_us: when it begins, UTC microseconds
 * @to_us: when it ends
 */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
} CtBusyRange;

void    ct_busy_merge       (GArray *ranges);
char   *ct_busy_to_text     (const GArray *ranges);
GArray *ct_busy_parse       (const char *text, GError **error);
void    ct_busy_add_to_desk (const GArray *ranges, const CtAbsence *who, GTimeZone *zone, CtDesk *desk);

G_END_DECLS
