/* What the parts of the calendar page share: ct-calendar-page.c shows, the others do. */
#pragma once

#include <adwaita.h>

#include "ui/calendar/ct-booking-panel.h"
#include "ui/calendar/ct-calendar-header.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-cancel-popover.h"
#include "ui/calendar/ct-go-to.h"
#include "ui/calendar/ct-offer-box.h"
#include "ui/calendar/ct-quick-booking.h"
#include "ui/calendar/ct-visit-range.h"

G_BEGIN_DECLS

struct _CtCalendarPage
{
  GtkWidget         parent_instance;
  GtkRevealer      *carry_bar;
  GtkLabel         *carry_label;
  GtkStack         *stack;
  CtDayView        *view;
  GtkRevealer      *side;
  GtkScrolledWindow *side_scroller;
  AdwStatusPage    *problem;
  GMenuModel       *visit_menu;
  GMenuModel       *place_menu;
  GMenuModel       *print_menu;

  CtClinic         *clinic;
  CtTimeGrid       *grid;    /* of @view */
  CtCalendarHeader *header;  /* in the window's bar */
  CtVisitRange     *range;
  gint64            site_id;
  CtDate            date;    /* the day, or one of the week */
  CtColumnsBy       by;
  gint64            only_chair_id;
  guint             minute_id;
  guint             slow_id;      /* shows empty columns where reading takes long */
  gint64            select_id;    /* the booking to select once it is shown */
  gboolean          settling;     /* what is in the hand was stored; put it down when it is read */
  guint             lengthen_id;  /* a row of + and - is one act */
  guint             n_running;    /* acts that were not answered yet */
  gint64            carried_id;   /* the patient to be placed */
  char             *carried_name;

  CtQuickBooking   *booking;      /* popovers, made when they are first wanted */
  CtCancelPopover  *cancelling;
  CtGoTo           *go_to;
  GtkPopover       *panel_popover;
  CtBookingPanel   *panel_over;   /* in the popover */
  CtBookingPanel   *panel_beside; /* beside the calendar */
  GtkPopover       *menu;
  GtkPopover       *offers_popover;
  CtOfferBox       *offers;       /* in the popover */
  CtAppointment    *offered;      /* (nullable): the booking that may go to one of the places */
  char             *offered_name;
  int               offered_minutes;
};

/** An action of the page: its name, the type of its target, and what it does. */
typedef struct
{
  const char                 *name;
  const char                 *type;
  GtkWidgetActionActivateFunc act;
} CtPageAct;

/* ct-calendar-page.c */
void ct_calendar_page_point_at      (CtCalendarPage *self, GtkPopover *popover);
void ct_calendar_page_reload        (CtCalendarPage *self);

void ct_calendar_page_install       (GtkWidgetClass *klass, const CtPageAct *acts, gsize n_acts);

/* ct-calendar-page-acts.c */
void     ct_calendar_page_install_acts (GtkWidgetClass *klass);
void     ct_calendar_page_connect_acts (CtCalendarPage *self);
CtVisit *ct_calendar_page_chosen_visit (CtCalendarPage *self);
char    *ct_calendar_page_place_words  (CtCalendarPage *self, CtDate day, int minute, gint64 chair_id);
void     ct_calendar_page_follow       (CtCalendarPage *self, GPtrArray *visits);
void     ct_calendar_page_set_status   (CtCalendarPage *self, CtVisit *visit, const char *status, const char *reason);
void     ct_calendar_page_ask_reason   (CtCalendarPage *self, CtVisit *visit);
void     ct_calendar_page_edit         (CtCalendarPage *self, CtVisit *visit, CtAppointment *edited);

void     ct_calendar_page_move         (CtCalendarPage *self, CtVisit *visit, const CtPlace *place);
void     ct_calendar_page_move_one     (CtCalendarPage *self, CtVisit *visit, const CtPlace *place);
gboolean ct_calendar_page_may_move     (CtCalendarPage *self, CtVisit *visit);

/* ct-calendar-page-series.c */
void     ct_calendar_page_install_series (GtkWidgetClass *klass);
gboolean ct_calendar_page_move_series    (CtCalendarPage *self, CtVisit *visit, const CtPlace *place);
void     ct_calendar_page_repair         (CtCalendarPage *self, CtVisit *visit, gboolean tell);

/* ct-calendar-page-slots.c */
void     ct_calendar_page_install_slots (GtkWidgetClass *klass);
void     ct_calendar_page_count_fits    (CtCalendarPage *self, CtVisit *visit);
void     ct_calendar_page_take_offer   (CtCalendarPage *self, CtAppointment *base, const char *name, const CtNearby *offer,
                                        int minutes);

/* ct-calendar-page-offers.c */
void     ct_calendar_page_offer        (CtCalendarPage *self, CtAppointment *wanted, CtAppointment *base,
                                        const char *name, const char *refusal);

/* ct-calendar-page-book.c */
void     ct_calendar_page_booked         (CtCalendarPage *self, CtAppointment *stored, const char *name);
void     ct_calendar_page_book_at        (CtCalendarPage *self, const CtPlace *place, const char *kind);
void     ct_calendar_page_install_book   (GtkWidgetClass *klass);
void     ct_calendar_page_connect_book   (CtCalendarPage *self);
void     ct_calendar_page_stop_carrying  (CtCalendarPage *self);
void     ct_calendar_page_popover_closed (CtCalendarPage *self);

/* ct-calendar-page-panel.c */
void     ct_calendar_page_install_panel (GtkWidgetClass *klass);
void     ct_calendar_page_connect_panel (CtCalendarPage *self);
void     ct_calendar_page_pop_up        (CtCalendarPage *self, GMenuModel *model, double x, double y);
void     ct_calendar_page_close_panel   (CtCalendarPage *self);
void     ct_calendar_page_close_opened  (CtCalendarPage *self);

/* ct-calendar-page-print.c */
void     ct_calendar_page_install_print (GtkWidgetClass *klass);

/* ct-calendar-page-going.c */
void     ct_calendar_page_install_going (GtkWidgetClass *klass);
void     ct_calendar_page_connect_going (CtCalendarPage *self);

G_END_DECLS
