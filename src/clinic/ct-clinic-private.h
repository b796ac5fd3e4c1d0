/* What the files of the clinic share among themselves. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-permission.h"
#include "clinic/ct-door.h"
#include "clinic/ct-undo.h"
#include "store/ct-move.h"
#include "store/ct-desk-box.h"
#include "store/ct-store.h"

G_BEGIN_DECLS

/* ---- What the desk goes by: ct-clinic-desk.c ---- */
typedef struct _CtDeskSetup CtDeskSetup;
CtDeskSetup *ct_desk_setup_load (CtUnit *unit, GError **error);
void         ct_desk_setup_free (CtDeskSetup *self);
CtAwayKind   ct_clinic_away_kind (const CtUser *user);
typedef struct _CtEditing CtEditing;

struct _CtClinic
{
  GObject       parent_instance;
  char         *path;
  CtClock       clock;
  CtStore      *store;
  CtDoor       *door;      /* open */
  CtKnowledge  *knowledge;
  CtUser       *user;
  CtClinicInfo *info;
  GPtrArray    *sites;     /* all, in use or not */
  GPtrArray    *chairs;
  GPtrArray    *users;
  GPtrArray    *openings;
  GPtrArray    *closures;
  GHashTable   *hours;     /* site id -> CtHours, made when asked for */
  GHashTable   *zones;     /* site id -> GTimeZone */
  GPtrArray    *sites_in_use;
  GPtrArray    *chairs_in_use;
  GPtrArray    *acts;        /* of CtAct: what the user can undo or do again, latest first */
  guint         acts_stamp;  /* counts what this desk did to them */
  CtDeskSetup  *desk;
  GPtrArray    *role_rules;
  GPtrArray    *emergencies; /* of CtEmergency: charts the user may see for now; replaced, never changed */
  guint         setup_asked; /* how often the set-up was asked for anew, */
  guint         setup_shown; /* and which of the answers is the one that is here */
  gboolean      has_codes;   /* the user needs a one-time code to come in */
  GCancellable *backup;    /* while one is made: stops it */
  GCancellable *checking;  /* while one, or the clinic itself, is verified: stops that */
  gboolean      locked;
  char         *own_desk;  /* what this opening of the clinic calls itself among the others */
  GPtrArray    *editing;   /* of CtEditing: what is open here to be changed */
  guint         beat_id;
  CtPresenceWatch *watch;  /* (nullable): until somebody asks who else is there */
  guint         look_id;
  gboolean      online;    /* it could be reached when it was last tried */
  gboolean      outdated;  /* a newer program has upgraded it since it was opened */
  char         *away;      /* (nullable): why what is at its place now is not gone on with */
  gboolean      trying;
  gboolean      tried_online; /* whether it was online when that began */
  int           wait_s;    /* how long to wait before it is tried again */
  gint64        try_at_us; /* monotonic */
  guint         try_id;
  CtDeskBox    *box;       /* (nullable): what is kept on this desk for who is in */
};

/**
 * CtDone:
 * @self: the clinic
 * @data: the use case's data
 * @result: what its work returned
 *
 * What is left to do on the main thread once the work is committed.
 */
typedef void (*CtDone) (CtClinic *self, gpointer data, gpointer result);

/**
 * CtPrepare:
 * @self: the clinic
 * @data: the use case's data
 * @error: why it can't be done
 *
 * What is done on the main thread once somebody has proved who they are, before the work. Returns: whether to go on.
 */
typedef gboolean (*CtPrepare) (CtClinic *self, gpointer data, GError **error);

/**
 * CtUseCase:
 * @permission: what the user needs
 * @writes: whether it needs the writer
 * @work: what is done in the store
 * @done: (nullable): what is done afterwards on the main thread
 * @data_free: frees the data
 * @result_free: (nullable): frees a result nobody took
 * @chart_of: (nullable): says whose chart it is that it shows, where an emergency is enough to see it
 * @name: the function it is the use case of
 * @undo_at: where in its data the #CtUndo is that its work made, where the act can be undone; 0: it can't
 *
 * One act of the clinic, as constant data; made by CT_USE_CASE(), which lists it among all of them.
 */
typedef struct
{
  CtPermission   permission;
  gboolean       writes;
  CtWork         work;
  CtDone         done;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  gboolean     (*chart_of) (CtUnit *unit, gconstpointer data, gint64 *patient_id, GError **error);
  const char    *name;
  gsize          undo_at;
} CtUseCase;

/* The section of the list gathers them from all files, so that none can be forgotten. */
#define CT_USE_CASE(variable, ...) \
  static const CtUseCase variable = { __VA_ARGS__, .name = __func__ }; \
  static const CtUseCase *const variable##_entry __attribute__ ((section ("ct_use_cases"), used)) = &variable

const CtUseCase *const *ct_clinic_use_cases (guint *n);

void     ct_clinic_call          (CtClinic *self, const CtUseCase *use_case, gpointer data, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
void     ct_clinic_tell_store_user (CtClinic *self);
void     ct_clinic_refuse        (CtClinic *self, GError *error, GAsyncReadyCallback callback, gpointer user_data);
void     ct_clinic_deny          (CtClinic *self, CtPermission permission, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ct_clinic_load_setup    (CtClinic *self, CtUnit *unit, GError **error);
CtClinic *ct_clinic_new_for_store (const char *path, CtStore *store, CtClock clock, CtKnowledge *knowledge);
void     ct_clinic_forget_setup  (CtClinic *self);
void     ct_clinic_call_proved   (CtClinic *self, const CtUseCase *use_case, gpointer data, const char *passphrase,
                                  CtPrepare prepare, GAsyncReadyCallback callback, gpointer user_data);
gboolean ct_clinic_audit_failures (CtUnit *unit, GPtrArray *failures, GError **error);
gboolean ct_clinic_refuse_moved (const CtMoveNote *note, GError **error);
gboolean ct_clinic_check_login   (const char *login, GError **error);
GPtrArray *ct_clinic_read_emergencies (CtUnit *unit, gint64 user_id, GError **error);
void     ct_clinic_hear_of_emergency (CtClinic *self, gint64 id);

/* ---- Undo: ct-clinic-undo.c ---- */
void    ct_clinic_tell_backup (CtClinic *self, GMainContext *context, CtBackupPhase phase, double fraction);
void    ct_clinic_push_undo   (CtClinic *self, CtUndo *undo);
void    ct_clinic_reload_acts (CtClinic *self);

/* ---- Presence: ct-clinic-presence.c ---- */
void    ct_clinic_init_presence  (CtClinic *self);
void    ct_clinic_leave_presence (CtClinic *self);
void    ct_clinic_free_presence  (CtClinic *self);
void    ct_clinic_look_around    (CtClinic *self, gint64 elapsed_us);

/* ---- Being there: ct-clinic-online.c, ct-clinic-drafts.c ---- */
void     ct_clinic_init_place     (CtClinic *self);
void     ct_clinic_set_online     (CtClinic *self, gboolean online);
void     ct_clinic_was_out_of_reach (CtClinic *self);
void     ct_clinic_set_outdated   (CtClinic *self);
void     ct_clinic_look_at_version (CtClinic *self);
void     ct_clinic_stop_trying    (CtClinic *self);
void     ct_clinic_give_box       (CtClinic *self, const char *login, const char *passphrase);
void     ct_clinic_hand_in_drafts (CtClinic *self);

/* ---- Shared pieces of use cases ---- */
GPtrArray *ct_clinic_take_visits      (CtRows *rows, GError **error);
gboolean ct_clinic_check_setup_record (CtRecord *record, GError **error);
char    *ct_clinic_act_label          (CtUnit *unit, const char *format, CtAppointment *a);
char    *ct_clinic_act_label_for      (CtPatient *patient, const char *format, const CtAppointment *a);
gboolean ct_clinic_read_last_change   (CtUnit *unit, CtRecord *record, char **who, gint64 *at_us, GError **error);
gboolean ct_clinic_keep_scale_due     (CtUnit *unit, CtKnowledge *knowledge, gint64 course_id, GError **error);
gboolean ct_clinic_take_session_along (CtUnit *unit, CtAppointment *a, CtUndo *undo, GError **error);
gboolean ct_clinic_add_session        (CtUnit *unit, CtAppointment *a, CtUndo *undo, GError **error);
GPtrArray *ct_clinic_read_visits      (CtUnit *unit, gint64 site_id, CtDate first, CtDate last, GError **error);
CtPatientFile *ct_patient_file_read   (CtUnit *unit, gint64 patient_id, GError **error);
GPtrArray *ct_clinic_match_patients   (CtUnit *unit, CtPatient *patient, CtDate today, GError **error);
gboolean   ct_clinic_store_patient    (CtUnit *unit, CtPatient *patient, GError **error);

G_END_DECLS
