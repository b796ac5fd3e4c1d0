/* What the parts of the calendar page share: ct-calendar-page.c shows, the others do. */
#pragma once

#include <adwaita.h>

#include "domain/ct-readiness.h"
#include "domain/ct-way.h"
#include "ui/calendar/ct-agenda-view.h"
#include "ui/calendar/ct-booking-panel.h"
#include "ui/calendar/ct-calendar-header.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-cancel-popover.h"
#include "ui/calendar/ct-filter-popover.h"
#include "ui/calendar/ct-day-view.h"
#include "ui/calendar/ct-go-to.h"
#include "ui/calendar/ct-month-view.h"
#include "ui/calendar/ct-offer-box.h"
#include "ui/calendar/ct-pinboard.h"
#include "ui/calendar/ct-quick-booking.h"
#include "ui/calendar/ct-views-popover.h"
#include "ui/calendar/ct-visit-range.h"
#include "ui/calendar/ct-year-view.h"

G_BEGIN_DECLS

/** As many sites can be side by side. */
#define CT_PANES 2

/**
 * CtCalendarPane:
 * @view: what shows the days of a site
 * @grid: of @view
 * @range: its visits
 * @month_box: (nullable): @month_title over @month; all three are made when a month is first wanted
 * @month_title: (nullable): which site it is
 * @month: (nullable): what shows a month of the site
 * @site_id: the site; 0 where the pane is not shown
 */
typedef struct
{
  CtDayView    *view;
  CtTimeGrid   *grid;
  CtVisitRange *range;
  GtkWidget    *month_box;
  GtkLabel     *month_title;
  CtMonthView  *month;
  gint64        site_id;
} CtCalendarPane;

struct _CtCalendarPage
{
  GtkWidget         parent_instance;
  GtkRevealer      *carry_bar;
  GtkLabel         *carry_label;
  GtkRevealer      *filter_bar;
  GtkLabel         *filter_label;
  GtkWidget        *filter_clear;
  GtkStack         *stack;
  GtkStack         *views;   /* days, month, agenda, year */
  GtkBox           *days;    /* the panes */
  GtkBox           *months;  /* (nullable): those of the panes, once one was wanted */
  CtDayView        *view;    /* of the first pane */
  GtkRevealer      *side;
  CtPinboard       *pinboard;
  GtkScrolledWindow *side_scroller;
  AdwStatusPage    *problem;
  GMenuModel       *visit_menu;
  GMenu            *step_section; /* of @visit_menu */
  GMenu            *free_section; /* of @visit_menu: the place of a visit that does not take place */
  GMenu            *reseat_section; /* of @visit_menu */
  GMenuModel       *place_menu;
  GMenuModel       *print_menu;
  GtkWidget        *past;    /* (nullable): the time machine, once it was asked for */

  CtClinic         *clinic;
  CtCalendarPane    panes[CT_PANES];
  guint             active;  /* the pane that hands are in; what follows is of it */
  CtTimeGrid       *grid;
  CtVisitRange     *range;
  gint64            site_id;
  CtCalendarHeader *header;  /* in the window's bar */
  CtViewState       state;   /* what is shown */
  gint64            chosen_site_id; /* the site of the window */
  CtDate            date;    /* the day, or one of the week, month or year */
  CtColumnsBy       by;
  CtAgendaView     *agenda;  /* these are made when they are first wanted */
  CtYearView       *year;
  gint64            year_patient_id;
  GPtrArray        *kept;    /* (nullable) of CtSavedView: as last read */
  int               wanted_key; /* of a view to be shown once @kept is read */
  gboolean          waiting; /* for the view that was shown last time */
  guint             remember_id;
  char             *remembered; /* (nullable): the state that is kept, or is about to be */
  guint             n_reading_views;
  CtFilterPopover  *filters;
  CtViewsPopover   *views_popover;
  guint             minute_id;
  guint             slow_id;      /* shows empty columns where reading takes long */
  gint64            select_id;    /* the booking to select once it is shown */
  gboolean          settling;     /* what is in the hand was stored; put it down when it is read */
  guint             lengthen_id;  /* a row of + and - is one act */
  guint             n_running;    /* acts that were not answered yet */
  guint             turn_id;      /* turns the days while a booking rests on an arrow */
  int               turn;
  gint64            carried_id;   /* the patient to be placed */
  char             *carried_name;

  CtQuickBooking   *booking;      /* popovers, made when they are first wanted */
  CtCancelPopover  *cancelling;
  GtkPopover       *legend;
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

/** What a filter makes of the visits that are shown: how many do not match, and how many that were called off do. */
typedef struct
{
  guint n_hidden;
  guint n_off;
} CtMatches;

/** An action of the page: its name, the type of its target, and what it does. */
typedef struct
{
  const char                 *name;
  const char                 *type;
  GtkWidgetActionActivateFunc act;
} CtPageAct;

/** An act on a booking, from the hand until it is told what came of it. */
typedef struct
{
  CtCalendarPage *self;
  char           *name;    /* whose visit */
  char           *deed;    /* what to tell when it is done */
  CtAppointment  *base;    /* the booking as it was shown */
  CtAppointment  *wanted;  /* as it shall be */
  gboolean        in_hand;
  gboolean        moves;   /* it is to have another place */
  CtVisit        *freed;   /* (nullable): whose place is free once it is done */
  gboolean        missed;  /* and was it a session that was missed? */
  gboolean        tells_missing; /* what it still needs by @moment is told with it */
  CtReadyMoment   moment;
} CtCalendarAct;

/* ct-calendar-page.c */
void ct_calendar_page_point_at      (CtCalendarPage *self, GtkPopover *popover);
void ct_calendar_page_take_state    (CtCalendarPage *self, const CtViewState *state);

/* ct-calendar-page-views.c */
void     ct_calendar_page_reload      (CtCalendarPage *self);
void     ct_calendar_page_show_kind   (CtCalendarPage *self, CtViewKind kind);
void     ct_calendar_page_show_one_day (CtCalendarPage *self, CtDate day);
void     ct_calendar_page_failed      (CtCalendarPage *self, const GError *error);
void     ct_calendar_page_refresh     (CtCalendarPage *self);
void     ct_calendar_page_show_filter (CtCalendarPage *self);
void     ct_calendar_page_focus_view  (CtCalendarPage *self);
void     ct_calendar_page_focus_view_soon (CtCalendarPage *self);
gboolean ct_calendar_page_shows_grid  (CtCalendarPage *self);
gboolean ct_calendar_page_needs_grid  (CtCalendarPage *self);
CtVisit *ct_calendar_page_selected    (CtCalendarPage *self);
CtDate   ct_calendar_page_step_date   (CtCalendarPage *self, int steps);

/* ct-calendar-page-panes.c */
void     ct_calendar_page_init_panes  (CtCalendarPage *self);
void     ct_calendar_page_open_pane   (CtCalendarPage *self, guint index, gint64 site_id);
void     ct_calendar_page_close_pane  (CtCalendarPage *self, guint index);
void     ct_calendar_page_fill_pane   (CtCalendarPage *self, const CtCalendarPane *pane, GPtrArray *visits);
void     ct_calendar_page_use_pane    (CtCalendarPage *self, guint index);
void     ct_calendar_page_use_site    (CtCalendarPage *self, gint64 site_id);
void     ct_calendar_page_tell_time   (CtCalendarPage *self);
gboolean ct_calendar_page_has_two     (CtCalendarPage *self);
gboolean ct_calendar_page_has_two_zones (CtCalendarPage *self);
const char *ct_calendar_page_why_alone (CtCalendarPage *self);
CtDate   ct_calendar_page_first_day   (CtCalendarPage *self);
CtDate   ct_calendar_page_last_day    (CtCalendarPage *self);

/* ct-calendar-page-months.c */
void     ct_calendar_page_show_months   (CtCalendarPage *self);
void     ct_calendar_page_update_months (CtCalendarPage *self);
void     ct_calendar_page_update_agenda (CtCalendarPage *self);
gboolean ct_calendar_page_months_are_busy (CtCalendarPage *self);
CtMatches ct_calendar_page_count_months (CtCalendarPage *self);

/* ct-calendar-page-saved.c */
void     ct_calendar_page_install_saved (GtkWidgetClass *klass);
void     ct_calendar_page_connect_saved (CtCalendarPage *self);
void     ct_calendar_page_read_last     (CtCalendarPage *self);
void     ct_calendar_page_remember      (CtCalendarPage *self);
void     ct_calendar_page_remember_now  (CtCalendarPage *self);
void     ct_calendar_page_show_key      (CtCalendarPage *self, int key);
void     ct_calendar_page_ask_to_keep   (CtCalendarPage *self);

void ct_calendar_page_install       (GtkWidgetClass *klass, const CtPageAct *acts, gsize n_acts);

/* ct-calendar-page-acts.c */
void     ct_calendar_page_install_acts (GtkWidgetClass *klass);
void     ct_calendar_page_connect_acts (CtCalendarPage *self);
CtVisit *ct_calendar_page_chosen_visit (CtCalendarPage *self);
char    *ct_calendar_page_place_words  (CtCalendarPage *self, CtDate day, int minute, gint64 chair_id);
void     ct_calendar_page_follow       (CtCalendarPage *self, GPtrArray *visits);
void     ct_calendar_page_edit         (CtCalendarPage *self, CtVisit *visit, CtAppointment *edited);
CtCalendarAct *ct_calendar_act_new     (CtCalendarPage *self, CtVisit *visit, CtAppointment *wanted, char *deed,
                                        gboolean in_hand);
void     ct_calendar_act_done_cb       (GObject *source, GAsyncResult *result, gpointer data);

/* ct-calendar-page-way.c */
void     ct_calendar_page_install_way  (GtkWidgetClass *klass);
void     ct_calendar_page_set_step     (CtCalendarPage *self, CtVisit *visit, CtStep step, const char *reason);
void     ct_calendar_page_ask_reason   (CtCalendarPage *self, CtVisit *visit);
CtVisit *ct_calendar_page_find_visit   (CtCalendarPage *self, gint64 id);

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

/* ct-calendar-page-floor.c */
void     ct_calendar_page_install_floor  (GtkWidgetClass *klass);
void     ct_calendar_page_connect_floor  (CtCalendarPage *self, CtDayView *view);
void     ct_calendar_page_fill_reseats   (CtCalendarPage *self, GMenu *section, CtVisit *visit);
char    *ct_calendar_page_why_not_reseat (CtCalendarPage *self, CtVisit *visit);

/* ct-calendar-page-holds.c */
void        ct_calendar_page_install_holds (GtkWidgetClass *klass);
CtHeldTime *ct_calendar_page_held_here     (CtCalendarPage *self);

/* ct-calendar-page-menus.c */
void     ct_calendar_page_connect_menus (CtCalendarPage *self);
void     ct_calendar_page_connect_agenda_menu (CtCalendarPage *self);
void     ct_calendar_page_pop_up        (CtCalendarPage *self, GMenuModel *model, double x, double y);

/* ct-calendar-page-pins.c */
void     ct_calendar_page_install_pins  (GtkWidgetClass *klass);
void     ct_calendar_page_connect_pins  (CtCalendarPage *self);
void     ct_calendar_page_connect_hands (CtCalendarPage *self);

/* ct-calendar-page-panel.c */
void     ct_calendar_page_install_panel (GtkWidgetClass *klass);
void     ct_calendar_page_connect_panel (CtCalendarPage *self);
void     ct_calendar_page_close_panel   (CtCalendarPage *self);
void     ct_calendar_page_close_opened  (CtCalendarPage *self);
void     ct_calendar_page_connect_agenda (CtCalendarPage *self);

/* ct-calendar-page-print.c */
void     ct_calendar_page_install_print (GtkWidgetClass *klass);

/* ct-calendar-page-going.c */
void     ct_calendar_page_install_going (GtkWidgetClass *klass);
void     ct_calendar_page_connect_going (CtCalendarPage *self);
void     ct_calendar_page_make_header   (CtCalendarPage *self);

G_END_DECLS
