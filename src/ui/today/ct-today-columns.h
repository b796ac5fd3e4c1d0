/* The columns of today's list. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"
#include "domain/ct-run-over.h"

G_BEGIN_DECLS

/**
 * CtTodayContext:
 * @clinic: the clinic
 * @now: the present at the site
 * @next_id: the booking that is expected next, or 0
 * @run: (nullable): what is to be expected of the visits
 *
 * What the cells look at; it belongs to the page and outlives them.
 */
typedef struct
{
  CtClinic  *clinic;
  CtWall     now;
  gint64     next_id;
  CtRunOver *run;
} CtTodayContext;

void ct_today_columns_add        (GtkColumnView *list, CtTodayContext *context);
void ct_today_columns_show_again (GtkColumnView *list);

G_END_DECLS
