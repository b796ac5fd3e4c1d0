/* The clinic: the use cases, and the only door to them. Permission, rules, one transaction, audit and news are here. */
#pragma once

#include <gio/gio.h>

#include "base/ct-error.h"
#include "base/ct-time.h"
#include "clinic/ct-act.h"
#include "clinic/ct-backup-state.h"
#include "clinic/ct-clinic-move.h"
#include "clinic/ct-visit.h"
#include "clinic/ct-import.h"
#include "clinic/ct-offer.h"
#include "clinic/ct-replan-draft.h"
#include "domain/ct-permission.h"
#include "clinic/ct-patient-file.h"
#include "clinic/ct-free-places.h"
#include "clinic/ct-rival.h"
#include "clinic/ct-signed.h"
#include "domain/ct-assessment.h"
#include "domain/ct-audit-check.h"
#include "domain/ct-audit-filter.h"
#include "domain/ct-codes.h"
#include "domain/ct-colors.h"
#include "domain/ct-consent.h"
#include "domain/ct-course.h"
#include "domain/ct-day-count.h"
#include "domain/ct-desk.h"
#include "domain/ct-desk-list.h"
#include "domain/ct-desk-records.h"
#include "domain/ct-emergency.h"
#include "domain/ct-enquiry.h"
#include "domain/ct-hours.h"
#include "domain/ct-patient-hit.h"
#include "domain/ct-planner.h"
#include "domain/ct-presence.h"
#include "domain/ct-saved-view.h"
#include "domain/ct-site.h"
#include "domain/ct-slot-finder.h"
#include "domain/ct-user.h"
#include "domain/ct-view-state.h"
#include "domain/ct-waiting.h"
#include "knowledge/ct-knowledge.h"

G_BEGIN_DECLS

#define CT_TYPE_CLINIC (ct_clinic_get_type ())
G_DECLARE_FINAL_TYPE (CtClinic, ct_clinic, CT, CLINIC, GObject)

/*
 * How to call a use case: every ct_clinic_…_async() returns at once and calls back in the caller's main context; the
 * callback takes the result with ct_clinic_finish(). What the result is, and how it is freed, stands with each use case.
 * Bad input is refused by the same way as everything else, with one sentence in the error.
 *
 * Signals:
 *   CtClinic::changed (const char *table, gint64 id)  something was made or changed, here or elsewhere; id 0: many
 *   CtClinic::online-changed (gboolean online)        its server or file has gone away, or is back: see ct_clinic_is_online()
 *   CtClinic::backup-progress (int phase, double fraction)  a backup is being made; -1 as the phase: it has ended
 *   CtClinic::undo-changed ()                         ct_clinic_get_undo_label() says something else now
 *   CtClinic::editors-changed ()                      ct_clinic_get_editors() says something else now
 */
gpointer ct_clinic_finish (CtClinic *self, GAsyncResult *result, GError **error);

/* ---- Making, opening, locking: ct-clinic-create.c, ct-clinic-session.c, ct-clinic-lock.c ---- */

/**
 * CtClinicSetup:
 *
 * What the first-run assistant asks for.
 */
typedef struct
{
  const char *clinic_name;
  const char *site_name;      /* (nullable): the clinic's name */
  const char *street, *city, *region, *postcode, *phone; /* (nullable) */
  const char *zone;           /* "America/Los_Angeles" */
  int         n_chairs;       /* 1 to 60 */
  const char *admin_login;    /* lower-case letters, digits, dots and dashes */
  const char *admin_name;     /* (nullable): the log-in name */
  const char *passphrase;     /* at least 10 characters */
  const char *server_password; /* (nullable): of who makes it on a server, where it is not kept elsewhere */
  gboolean    light_keys;     /* tests only: cheap key derivation */
} CtClinicSetup;

gboolean    ct_clinic_create            (const char *path, const CtClinicSetup *setup, CtClock clock,
                                         char **recovery_key, GError **error);
void        ct_clinic_create_async      (const char *path, const CtClinicSetup *setup, CtClock clock,
                                         GAsyncReadyCallback callback, gpointer user_data);
char       *ct_clinic_create_finish     (GAsyncResult *result, GError **error); /* the recovery key */
CtClinic   *ct_clinic_open              (const char *path, const char *login, const char *passphrase, CtClock clock,
                                         GError **error);
void        ct_clinic_log_in_async      (const char *path, const char *login, const char *passphrase, const char *code,
                                         CtClock clock, GAsyncReadyCallback callback, gpointer user_data);
CtClinic   *ct_clinic_log_in            (const char *path, const char *login, const char *passphrase, const char *code,
                                         CtClock clock, GError **error);
void        ct_clinic_open_async        (const char *path, const char *login, const char *passphrase, CtClock clock,
                                         GAsyncReadyCallback callback, gpointer user_data);
CtClinic   *ct_clinic_open_finish       (GAsyncResult *result, GError **error);
GStrv       ct_clinic_list_logins       (const char *path, GError **error);
int         ct_clinic_seconds_to_wait   (const char *path, const char *login, CtClock clock); /* after wrong passphrases */
gboolean    ct_clinic_reset_passphrase  (const char *path, const char *recovery_key, const char *login,
                                         const char *new_passphrase, CtClock clock, GError **error);
void        ct_clinic_unlock_async      (CtClinic *self, const char *passphrase, GAsyncReadyCallback callback,
                                         gpointer user_data);           /* result: CT_CLINIC_DONE */
void        ct_clinic_lock              (CtClinic *self);
gboolean    ct_clinic_is_locked         (CtClinic *self);
void        ct_clinic_change_passphrase_async (CtClinic *self, const char *old_passphrase, const char *new_passphrase,
                                         GAsyncReadyCallback callback, gpointer user_data); /* CT_CLINIC_DONE */
void        ct_clinic_close             (CtClinic *self);

/** CT_CLINIC_DONE: the result of a use case that has nothing to hand over; not to be freed. */
#define CT_CLINIC_DONE GINT_TO_POINTER (1)

const char  *ct_clinic_get_path          (CtClinic *self);
gboolean     ct_clinic_user_may          (CtClinic *self, CtPermission permission);
gboolean     ct_clinic_is_encrypted      (CtClinic *self);
gboolean     ct_clinic_is_on_server      (CtClinic *self);
const CtClock *ct_clinic_get_clock       (CtClinic *self);
CtUser      *ct_clinic_get_user          (CtClinic *self);   /* (transfer none) */
CtClinicInfo *ct_clinic_get_info         (CtClinic *self);   /* (transfer none) */
CtKnowledge *ct_clinic_get_knowledge     (CtClinic *self);   /* (transfer none) */

/* ---- Sites, chairs, people: ct-clinic-setup.c; kept in memory, so these answer at once ---- */
GPtrArray   *ct_clinic_get_sites         (CtClinic *self);   /* (transfer none) of CtSite, in use */
CtSite      *ct_clinic_get_site          (CtClinic *self, gint64 site_id); /* (transfer none) (nullable) */
GPtrArray   *ct_clinic_get_chairs        (CtClinic *self);   /* (transfer none) of CtChair, in use, by site and order */
CtChair     *ct_clinic_get_chair         (CtClinic *self, gint64 chair_id);
GPtrArray   *ct_clinic_get_users         (CtClinic *self);   /* (transfer none) of CtUser */
CtHours     *ct_clinic_get_hours         (CtClinic *self, gint64 site_id); /* (transfer none): opening hours and closures */
GTimeZone   *ct_clinic_get_zone          (CtClinic *self, gint64 site_id); /* (transfer none) */
CtWall       ct_clinic_now_at            (CtClinic *self, gint64 site_id);
CtDate       ct_clinic_today             (CtClinic *self);   /* at the first site */
CtDate       ct_clinic_latest_today      (CtClinic *self);   /* at the site where it is latest */
GPtrArray   *ct_clinic_get_all_sites     (CtClinic *self);   /* (transfer none) of CtSite, in use or not */
GPtrArray   *ct_clinic_get_all_chairs    (CtClinic *self);   /* (transfer none) of CtChair, in use or not */
GPtrArray   *ct_clinic_get_openings      (CtClinic *self);   /* (transfer none) of CtOpening, removed ones too */
GPtrArray   *ct_clinic_get_closures      (CtClinic *self);   /* (transfer none) of CtClosure, removed ones too */
CtDesk      *ct_clinic_get_desk          (CtClinic *self, gint64 site_id); /* (transfer none): hours, staff, leave, held time */
CtSiteFloor *ct_clinic_get_floor         (CtClinic *self, gint64 site_id); /* (transfer none): staff and pumps */
GPtrArray   *ct_clinic_get_leaves        (CtClinic *self);   /* (transfer none) of CtLeave, removed ones too */
GPtrArray   *ct_clinic_get_busy          (CtClinic *self);   /* (transfer none) of CtStaffBusy, removed ones too */
GPtrArray   *ct_clinic_get_held_times    (CtClinic *self);   /* (transfer none) of CtHeldTime, removed ones too */
void         ct_clinic_save_setup_async  (CtClinic *self, CtRecord *record, GAsyncReadyCallback callback,
                                          gpointer user_data); /* a CtClinicInfo, CtSite, CtChair, CtOpening, CtClosure, CtSiteFloor,
                                                                  CtLeave, CtHeldTime or CtUser;
                                                                  result: (transfer full) the record as stored */

/* ---- Who works here: ct-clinic-people.c ---- */

/**
 * CtPerson:
 * @user: somebody who works here
 * @has_codes: whether they need a one-time code to come in
 * @n_failures: how often somebody failed to come in under their name since it last worked; on a server at this computer
 * @locked_until_us: until when the name may not be tried again, %CT_TIME_NONE where it may; on a server at this computer
 */
typedef struct
{
  CtUser   *user;
  gboolean  has_codes;
  guint     n_failures;
  gint64    locked_until_us;
} CtPerson;

void ct_clinic_list_people_async      (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* GPtrArray of CtPerson */
void ct_clinic_add_user_async         (CtClinic *self, CtUser *user, const char *passphrase, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtUser */
void ct_clinic_save_user_async        (CtClinic *self, CtUser *user, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtUser */
void ct_clinic_set_passphrase_async   (CtClinic *self, CtUser *user, const char *passphrase, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtUser; a temporary one, which lets them in again */
void ct_clinic_renew_recovery_async   (CtClinic *self, const char *passphrase, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* char *, the new recovery key, to print */
void ct_clinic_reset_codes_async      (CtClinic *self, CtUser *user, GAsyncReadyCallback callback, gpointer user_data); /* CT_CLINIC_DONE */
void ct_clinic_lift_lock_async        (CtClinic *self, CtUser *user, GAsyncReadyCallback callback, gpointer user_data); /* CT_CLINIC_DONE */
void ct_clinic_require_code_async     (CtClinic *self, const char *role, gboolean required, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE */
gboolean ct_clinic_role_needs_code    (CtClinic *self, const char *role);

/* ---- One's own account: ct-clinic-account.c ---- */

/** CtDuty: what has to be done after logging in, before anything else. */
typedef enum
{
  CT_DUTY_NONE,
  CT_DUTY_CHANGE_PASSPHRASE,
  CT_DUTY_SET_UP_CODE,
} CtDuty;

/** CtCodeOffer: a secret for one-time codes, to be copied to a phone, and the backup codes to print. */
typedef struct
{
  CtCodes *codes;
  char    *secret; /* for typing: "ABCD EFGH …" */
  char    *uri;    /* for a QR code */
  char   **backup;
} CtCodeOffer;

CtDuty       ct_clinic_get_duty       (CtClinic *self);
gboolean     ct_clinic_has_codes      (CtClinic *self);
CtCodeOffer *ct_clinic_offer_codes    (CtClinic *self);
void         ct_code_offer_free       (CtCodeOffer *self);
void ct_clinic_accept_codes_async     (CtClinic *self, CtCodeOffer *offer, const char *typed, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE */
void ct_clinic_drop_codes_async       (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* CT_CLINIC_DONE */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtCodeOffer, ct_code_offer_free)

/* ---- Emergency access: ct-clinic-emergency.c ---- */

/** CtEmergencyNotice: an emergency that the owner has to know of. */
typedef struct
{
  CtEmergency *emergency;
  char        *who;
  char        *patient_name;
} CtEmergencyNotice;

CtEmergency *ct_clinic_get_emergency       (CtClinic *self, gint64 patient_id); /* (transfer none) (nullable) */
void ct_clinic_begin_emergency_async       (CtClinic *self, gint64 patient_id, const char *reason,
                                            GAsyncReadyCallback callback, gpointer user_data); /* CtEmergency */
void ct_clinic_end_emergency_async         (CtClinic *self, CtEmergency *emergency, GAsyncReadyCallback callback,
                                            gpointer user_data); /* CtEmergency */
void ct_clinic_list_emergencies_async      (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* GPtrArray of CtEmergencyNotice */
void ct_clinic_acknowledge_emergency_async (CtClinic *self, gint64 emergency_id, GAsyncReadyCallback callback,
                                            gpointer user_data); /* CtEmergency */

/* ---- Patients: ct-clinic-patients.c ---- */
void ct_clinic_search_patients_async  (CtClinic *self, const char *words, int limit, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data); /* GPtrArray of CtPatientHit */
void ct_clinic_open_patient_async     (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPatientFile; audited as opened */
void ct_clinic_read_patient_async     (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPatientFile; for refreshing an open one */
void ct_clinic_save_patient_async     (CtClinic *self, CtPatient *patient, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPatient as stored; id 0 makes a new one with a record number */
void ct_clinic_find_duplicates_async  (CtClinic *self, CtPatient *patient, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtPatientHit: likely the same person */
void ct_clinic_save_fact_async        (CtClinic *self, CtRecord *fact, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* a CtProblem, CtMedication, CtAllergy or CtMeasurement */

/* ---- What lists show: ct-clinic-lists.c ---- */
void ct_clinic_list_patient_ids_async (CtClinic *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GArray of gint64: everybody, by name */
void ct_clinic_read_hits_async        (CtClinic *self, const gint64 *ids, guint n_ids, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GPtrArray of CtPatientHit */
void ct_clinic_list_recent_async      (CtClinic *self, int limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtPatientHit: opened last by this user */

/* ---- Referrals: ct-clinic-import.c ---- */
void ct_clinic_read_document_async    (CtClinic *self, GBytes *bytes, const char *file_name, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CtImport: nothing stored yet */
void ct_clinic_accept_import_async    (CtClinic *self, CtImport *import, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtImport with its patient_id and document_id; 0 makes a new patient */
void ct_clinic_read_sections_async    (CtClinic *self, gint64 document_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtSection; audited as opened */
void ct_clinic_read_original_async    (CtClinic *self, gint64 document_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GBytes; audited as exported */

/* ---- Views of the calendar: ct-clinic-views.c ---- */
void ct_clinic_count_visits_async     (CtClinic *self, gint64 site_id, CtDate first, CtDate last,
                                       const CtVisitFilter *filter, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CtDayCounts */
void ct_clinic_recount_visits_async   (CtClinic *self, gint64 site_id, CtDate first, CtDate last,
                                       const CtVisitFilter *filter, GArray *changed, GArray *were,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtDayCounts of the days that are other than before */
void ct_clinic_list_views_async       (CtClinic *self, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtSavedView: one's own, by key */
void ct_clinic_save_view_async        (CtClinic *self, CtSavedView *view, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtSavedView as stored */

/* ---- The calendar: ct-clinic-schedule.c ---- */
void ct_clinic_list_visits_async      (CtClinic *self, gint64 site_id, CtDate first, CtDate last, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GPtrArray of CtVisit, by day and minute; cancelled ones left out */
void ct_clinic_list_visits_and_cancelled_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtVisit, by day and minute */
void ct_clinic_read_visit_async       (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtVisit */
void ct_clinic_list_visits_of_async   (CtClinic *self, gint64 patient_id, CtDate first, CtDate last,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GPtrArray of CtVisit at every site */
void ct_clinic_book_async             (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtAppointment as stored; undoable */
void ct_clinic_book_over_async        (CtClinic *self, CtAppointment *appointment, const char *reason,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* though rules stand against it */
void ct_clinic_move_appointment_async (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtDate day, int minute,
                                       int minutes, GAsyncReadyCallback callback, gpointer user_data); /* CtAppointment; undoable */
void ct_clinic_move_over_async        (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtDate day, int minute,
                                       int minutes, const char *reason, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* though rules stand against it */
void ct_clinic_set_appointment_status_async (CtClinic *self, CtAppointment *appointment, const char *code,
                                       const char *reason, GAsyncReadyCallback callback, gpointer user_data); /* CtAppointment; undoable */
void ct_clinic_step_back_async        (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtAppointment; undoable */
void ct_clinic_confirm_async          (CtClinic *self, CtAppointment *appointment, const char *how, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtAppointment; undoable */
void ct_clinic_list_readiness_async   (CtClinic *self, gint64 site_id, CtDate first, CtDate last,
                                       GAsyncReadyCallback callback, gpointer user_data); /* GHashTable: id → of CtReadyState */
void ct_clinic_tick_async             (CtClinic *self, CtAppointment *appointment, const char *item, gboolean met,
                                       GAsyncReadyCallback callback, gpointer user_data); /* CtVisitCheck; undoable */
void ct_clinic_list_steps_async       (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtVisitStep */
void ct_clinic_edit_appointment_async (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                                       gpointer user_data); /* CtAppointment: kind, clinician and note as set in it; undoable */
void ct_clinic_undo_async             (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* char*: what was undone */
void ct_clinic_redo_async             (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* char*: what was done again */
GPtrArray  *ct_clinic_get_acts        (CtClinic *self);  /* (transfer none) of CtAct, latest first */
const char *ct_clinic_get_undo_label  (CtClinic *self);  /* (nullable): "Move Reyes, Marisol to Wed 25 Nov 10:00" */
const char *ct_clinic_get_redo_label  (CtClinic *self);  /* (nullable) */

/* ---- Time held free: ct-clinic-holds.c ---- */
void ct_clinic_save_hold_async        (CtClinic *self, CtHeldTime *hold, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtHeldTime as stored; undoable */

/* ---- The pinboard: ct-clinic-pins.c ---- */
void ct_clinic_list_pins_async        (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* GPtrArray of CtVisit */
void ct_clinic_pin_async              (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE */
void ct_clinic_unpin_async            (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE */

/* ---- Openings and who waits for one: ct-clinic-slots.c, ct-clinic-offers.c ---- */

/**
 * CtSlotWish:
 *
 * What is wanted of an opening.
 */
typedef struct
{
  gint64      site_id;        /* 0: the first site */
  gint64      patient_id;     /* 0: nobody yet */
  gint64      appointment_id; /* the booking that is to move, which says whose and of which course it is; 0: a new one */
  gint64      course_id;      /* of a new session, else 0 */
  int         number;         /* which session, else 0 */
  const char *kind;           /* (nullable): the kind of visit */
  int         minutes;        /* how long */
  gint64      clinician_id;   /* 0: any */
  gint64      chair_id;       /* 0: any */
  CtDate      first;          /* the first day to look at */
  int         days;           /* how many days */
  guint       weekdays;       /* bit 0 Monday … bit 6 Sunday; 0: any day */
  CtMinutes   times;          /* begins at or after @from and before @to; from < 0: any time */
  CtWall      near;           /* rank by nearness to this; date CT_DATE_NONE: the earliest first */
  int         apart_minutes;  /* between two answers on one day */
  int         limit;          /* how many at most */
} CtSlotWish;

/**
 * CtFreePlace:
 *
 * A chair for some minutes.
 */
typedef struct
{
  gint64    site_id;
  gint64    chair_id;
  CtDate    date;
  CtMinutes minutes;
} CtFreePlace;

void ct_clinic_find_slots_async       (CtClinic *self, const CtSlotWish *wish, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GArray of CtSlot, best first */
void ct_clinic_save_waiting_async     (CtClinic *self, CtWaiting *waiting, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtWaiting as stored */
void ct_clinic_offer_place_async      (CtClinic *self, const CtFreePlace *place, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtOffer: who fits, best first */
void ct_clinic_take_offer_async       (CtClinic *self, const CtFreePlace *place, CtOffer *offer,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CtAppointment; undoable */

/* ---- The lists of the desk: ct-clinic-desk-lists.c, ct-clinic-consents.c, ct-clinic-tables.c ---- */

/** CT_LIST_MAX_ROWS: how many rows a list has at most; nobody works off more. */
#define CT_LIST_MAX_ROWS 500

CtListRules *ct_clinic_get_list_rules (CtClinic *self);

/* Colours: ct-clinic-colors.c, the first in ct-clinic-desk.c */
const CtColors *ct_clinic_get_colors  (CtClinic *self);
void     ct_clinic_save_colors_async  (CtClinic *self, GPtrArray *choices, GAsyncReadyCallback callback,
                                       gpointer user_data);
void     ct_clinic_save_color_async   (CtClinic *self, const char *subject, gint64 user_id, const char *color,
                                       GAsyncReadyCallback callback, gpointer user_data);
void     ct_clinic_reset_colors_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data);
void ct_clinic_read_list_async        (CtClinic *self, const CtDeskList *list, gint64 site_id, gboolean put_off,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtListRow */
void ct_clinic_count_lists_async      (CtClinic *self, gint64 site_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GArray of guint, one a list */
void ct_clinic_put_off_async          (CtClinic *self, const CtDeskList *list, const CtListRow *row, const char *how,
                                       CtDate until, const char *note, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtListNote; undoable */
void ct_clinic_save_consent_async     (CtClinic *self, CtConsent *consent, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtConsent as stored; undoable */
void ct_clinic_list_consents_async    (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtConsent, latest first */
void ct_clinic_note_table_out_async   (CtClinic *self, const char *act, const char *words, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE */
void ct_clinic_export_table_async     (CtClinic *self, const CtTable *table, const char *path,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CT_CLINIC_DONE */

/* ---- Enquiries: ct-clinic-enquiries.c ---- */
void ct_clinic_save_enquiry_async     (CtClinic *self, CtEnquiry *enquiry, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtEnquiry as stored; undoable */
void ct_clinic_close_enquiry_async    (CtClinic *self, CtEnquiry *enquiry, const char *reason, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtEnquiry as stored; undoable */
void ct_clinic_admit_enquiry_async    (CtClinic *self, CtEnquiry *enquiry, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPatient; undoable */
void ct_clinic_list_enquiries_async   (CtClinic *self, CtEnquiryView view, gint64 site_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GPtrArray of CtEnquiry */
void ct_clinic_count_enquiries_async  (CtClinic *self, gint64 site_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* gint64: to be rung back */
void ct_clinic_sum_enquiries_async    (CtClinic *self, gint64 site_id, CtDate first, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GPtrArray of CtEnquirySum */

/* ---- Putting right: ct-clinic-series.c, ct-clinic-leave.c ---- */
void ct_clinic_plan_series_move_async (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtWall to,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* GPtrArray of CtPlan: ways to move one session */
void ct_clinic_plan_missed_async      (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtPlan: ways to go on after a missed session */
void ct_clinic_book_series_async      (CtClinic *self, CtAppointment *appointment, CtPlan *plan,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CtCourse; one undoable act */
void ct_clinic_plan_leave_async       (CtClinic *self, CtLeave *leave, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtReplanDraft: each visit before and after */
void ct_clinic_book_leave_async       (CtClinic *self, CtReplanDraft *draft, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtLeave; one undoable act */

/* ---- Courses and sessions: ct-clinic-course.c ---- */

/**
 * CtCourseWish:
 *
 * What the clinician asks of a plan.
 */
typedef struct
{
  gint64      patient_id;     /* 0: a dry run for nobody */
  gint64      site_id;        /* 0: the first site */
  gint64      prescriber_id;  /* who begins each session with them; 0: nobody yet */
  const char *protocol;       /* "IV_IND_3PW" */
  CtDate      start_on;
  guint       weekdays;       /* bit 0 Monday … bit 6 Sunday; 0: any day */
  int         minute;         /* preferred time of day; -1: any */
  int         n_sessions;     /* 0: what the protocol says */
  gboolean    empty_calendar; /* plan as if nothing were booked */
} CtCourseWish;

void ct_clinic_plan_course_async      (CtClinic *self, const CtCourseWish *wish, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPlanDraft (clinic/ct-plan-draft.h) */
void ct_clinic_book_course_async      (CtClinic *self, CtCourse *course, CtPlan *plan, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtCourse; all sessions and bookings in one undoable act */
void ct_clinic_complete_session_async (CtClinic *self, CtSession *session, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtSession: dose and weight as set in it, status completed */
void ct_clinic_stop_course_async      (CtClinic *self, CtCourse *course, const char *reason, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtCourse; its future bookings are cancelled; undoable */

/* ---- Scores: ct-clinic-scores.c ---- */
void ct_clinic_save_assessment_async  (CtClinic *self, gint64 patient_id, const char *instrument,
                                       const char *const *answers, CtDate taken_on, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtAssessment; answers "0".."9" or "-", in item order */
CtAssessment *ct_clinic_acknowledged  (CtClinic *self, CtAssessment *assessment, const char *what_was_done);
void ct_clinic_acknowledge_async      (CtClinic *self, CtAssessment *assessment, const char *what_was_done,
                                       GAsyncReadyCallback callback, gpointer user_data); /* CtAssessment */
void ct_clinic_withdraw_assessment_async (CtClinic *self, CtAssessment *assessment, const char *reason,
                                       GAsyncReadyCallback callback, gpointer user_data); /* CtAssessment: entered in error, kept */

/* ---- Paper: ct-clinic-paper.c ---- */
void ct_clinic_make_summary_async     (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPages (paper/ct-flow.h); not kept until issued */
void ct_clinic_issue_async            (CtClinic *self, gint64 patient_id, const char *kind, const char *title,
                                       GBytes *pdf, int pages, const char *act, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtIssued; act "printed" or "exported" */
void ct_clinic_read_issued_async      (CtClinic *self, gint64 issued_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GBytes, the very PDF that was issued */
void ct_clinic_note_export_async      (CtClinic *self, gint64 patient_id, const char *what, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE; a chart saved as a picture */
void ct_clinic_note_issued_async      (CtClinic *self, CtIssued *issued, const char *act, const char *what,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CT_CLINIC_DONE */

/* ---- Signing: ct-clinic-sign.c ---- */

void ct_clinic_sign_async             (CtClinic *self, CtDocumentId id, const char *meaning, const char *passphrase,
                                       GAsyncReadyCallback callback, gpointer user_data);  /* CtSignature */
void ct_clinic_sign_pages_async       (CtClinic *self, const CtPaperWish *wish, const char *meaning,
                                       const char *passphrase, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtSigned */
void ct_clinic_check_signatures_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* of CtSealed; 0: of everybody */

/* ---- Drafts: ct-clinic-drafts.c ---- */
void ct_clinic_save_draft_async       (CtClinic *self, const char *what, const char *text, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE; text NULL forgets it */
void ct_clinic_read_draft_async       (CtClinic *self, const char *what, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* char*, "" where there is none */

/* ---- Being there: ct-clinic-online.c ---- */
gboolean ct_clinic_is_outdated        (CtClinic *self);
gboolean ct_clinic_is_online          (CtClinic *self);  /* property "online" notifies */
int      ct_clinic_seconds_to_try     (CtClinic *self);
const char *ct_clinic_why_away        (CtClinic *self);
void     ct_clinic_try_now            (CtClinic *self);

/* ---- Two people, one record: ct-clinic-presence.c, ct-clinic-rival.c, ct-clinic-places.c ---- */
void ct_clinic_begin_editing          (CtClinic *self, const char *table, gint64 record_id);
void ct_clinic_end_editing            (CtClinic *self, const char *table, gint64 record_id);
GPtrArray *ct_clinic_get_editors      (CtClinic *self, const char *table, gint64 record_id); /* (transfer container) of CtPresence */
void ct_clinic_read_rival_async       (CtClinic *self, CtRecord *mine, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtRival: after CT_ERROR_CONFLICT */
void ct_clinic_find_places_async      (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtFreePlaces: after CT_ERROR_TAKEN */

/* ---- Audit: ct-clinic-audit.c, ct-clinic-audit-out.c ---- */

/**
 * CtClinicProgress:
 * @done: how much is done
 * @of: of how much
 * @data: what was given with the function
 *
 * Called in the caller's main context while a long use case goes on.
 */
typedef void (*CtClinicProgress) (gint64 done, gint64 of, gpointer data);

void ct_clinic_list_audit_async       (CtClinic *self, gint64 patient_id, gint64 before_id, int limit,
                                       GAsyncReadyCallback callback, gpointer user_data); /* GPtrArray of CtAuditRow */
void ct_clinic_search_audit_async     (CtClinic *self, const CtAuditFilter *filter, const CtAuditPlace *after, int limit,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtAuditRow, with the patients' names */
void ct_clinic_group_audit_async      (CtClinic *self, const CtAuditFilter *filter, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data); /* GPtrArray of CtAuditGroup */
void ct_clinic_list_audit_words_async (CtClinic *self, gboolean tables, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of char*: acts or tables to choose from */
void ct_clinic_verify_audit_async     (CtClinic *self, const CtAuditHead *wanted, CtClinicProgress progress,
                                       gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtAuditCheck */
void ct_clinic_export_audit_async     (CtClinic *self, const CtAuditFilter *filter, const char *words, const char *path,
                                       CtClinicProgress progress, gpointer progress_data, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gint64 ct_clinic_export_audit_finish  (CtClinic *self, GAsyncResult *result, GError **error); /* how many acts, -1 on error */
void ct_clinic_note_audit_out_async   (CtClinic *self, const char *act, gint64 patient_id, const char *words,
                                       GAsyncReadyCallback callback, gpointer user_data); /* CT_CLINIC_DONE; act "printed" or "exported" */
void ct_clinic_read_audit_head_async  (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* CtAuditHead */

/* ---- A move that was not finished: ct-clinic-move-begun.c ---- */
void ct_clinic_read_move_begun_async  (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data); /* CtMoveBegun */

/* ---- Backups: ct-clinic-backup.c, ct-clinic-restore.c ---- */
void ct_clinic_read_backup_state_async (CtClinic *self, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtBackupState */
void ct_clinic_set_backup_plan_async  (CtClinic *self, const CtBackupPlan *plan, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CT_CLINIC_DONE */
void ct_clinic_back_up_async          (CtClinic *self, const char *folder, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtBackupInfo; folder NULL: as planned */
void ct_clinic_back_up_if_due_async   (CtClinic *self, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtBackupInfo; without a path where none was due */
void ct_clinic_cancel_backup          (CtClinic *self);
gboolean ct_clinic_is_backing_up      (CtClinic *self);
void ct_clinic_list_backups_async     (CtClinic *self, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* GPtrArray of CtBackupInfo, of this clinic, newest first */
void ct_clinic_verify_backup_async    (CtClinic *self, const char *path, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtBackupInfo */
void ct_clinic_examine_async          (CtClinic *self, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtBackupInfo of the clinic itself */

/**
 * CtRestoreWish:
 * @backup: the backup
 * @to: where the clinic shall be: a file, or a new database on a server, gone to as who may make databases and roles
 * @login: (nullable): who puts it back, an owner when the backup was made; needed where it goes to a server
 * @passphrase: (nullable): theirs, as it was then; with @recovery_key, to a server: theirs from now on
 * @recovery_key: (nullable): what was printed, if that opens it
 * @server_password: (nullable): of who makes the database, where it is not kept elsewhere
 * @light_keys: tests only: cheap key derivation
 * @backup_progress: (nullable): told how far unpacking and checking are, on the thread that works
 * @progress: (nullable): told how far it is on the way to a server, likewise
 * @progress_data: for both
 * @cancellable: (nullable): stops it; what was there is then as it was
 */
typedef struct
{
  const char          *backup;
  const char          *to;
  const char          *login;
  const char          *passphrase;
  const char          *recovery_key;
  const char          *server_password;
  gboolean             light_keys;
  CtBackupProgress     backup_progress;
  CtClinicMoveProgress progress;
  gpointer             progress_data;
  GCancellable        *cancellable;
} CtRestoreWish;

/**
 * CtRestored:
 * @info: what was restored
 * @aside: (nullable): where what was there is kept
 * @outside: (nullable): the log-ins of those who need a new passphrase from an owner before they can come in
 * @moved: (nullable): on a server: the new recovery key, and what everybody else logs in with once
 */
typedef struct
{
  CtBackupInfo *info;
  char         *aside;
  GStrv         outside;
  CtMoved      *moved;
} CtRestored;

CtBackupInfo *ct_backup_open          (const char *path, GError **error); /* what it says of itself */
CtRestored   *ct_clinic_restore       (const CtRestoreWish *wish, CtClock clock, GError **error);
void          ct_clinic_restore_async (const CtRestoreWish *wish, CtClock clock, GAsyncReadyCallback callback,
                                       gpointer user_data);
CtRestored   *ct_clinic_restore_finish (GAsyncResult *result, GError **error);
void          ct_restored_free        (CtRestored *self);
CtBackupInfo *ct_backup_try           (const CtRestoreWish *wish, GError **error); /* verify without a clinic */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRestored, ct_restored_free)

G_END_DECLS
