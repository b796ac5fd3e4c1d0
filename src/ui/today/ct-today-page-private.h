/* What the parts of today's list share: ct-today-page.c shows, ct-today-page-acts.c does. */
#pragma once

#include <adwaita.h>

#include "ui/calendar/ct-cancel-popover.h"
#include "ui/calendar/ct-floor-strip.h"
#include "ui/calendar/ct-visit-range.h"
#include "ui/today/ct-today-columns.h"
#include "ui/today/ct-today-page.h"

G_BEGIN_DECLS

struct _CtTodayPage
{
  GtkWidget           parent_instance;
  CtFloorStrip       *floor;
  GtkStack           *stack;
  GtkColumnView      *list;
  AdwStatusPage      *empty;
  AdwStatusPage      *problem;
  GtkLabel           *header;     /* in the window's bar */
  GListStore         *visits;     /* of CtVisit, by time */
  GtkSingleSelection *selection;
  CtVisitRange       *range;
  CtCancelPopover    *cancelling; /* made when it is first wanted */
  CtTodayContext      context;
  CtClinic           *clinic;
  gint64              site_id;
  guint               minute_id;
};

int  ct_today_page_position_of  (CtTodayPage *self, gint64 appointment_id);

/* ct-today-page-acts.c */
void ct_today_page_install_acts (GtkWidgetClass *klass);
void ct_today_page_connect_acts (CtTodayPage *self);

G_END_DECLS
