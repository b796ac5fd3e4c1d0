/* The door of a clinic: who comes in with what, and how they get to its store. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-codes.h"
#include "domain/ct-emergency.h"
#include "domain/ct-user.h"
#include "store/ct-database.h"
#include "store/ct-backup.h"
#include "store/ct-store.h"

G_BEGIN_DECLS

#define CT_TYPE_DOOR (ct_door_get_type ())
G_DECLARE_DERIVABLE_TYPE (CtDoor, ct_door, CT, DOOR, GObject)

/** How hard passphrases shall be to guess; tests use the light one. */
typedef enum
{
  CT_DOOR_STRONG,
  CT_DOOR_LIGHT,
} CtDoorCost;

/*
 * There is one kind of door for each kind of place a clinic can be in. A door is opened once, by one of the three ways
 * that give the right to the store, and holds that right from then on; afterwards its methods may be called on any
 * thread, but not on the main one: they wait for the disk, the server, or a passphrase that is slow on purpose.
 *
 * Where a unit of work is given, it is one of somebody who administers, on the store that this door opened; what the
 * door does comes to nothing if the unit does, as far as the kind of door can hold to that.
 */
struct _CtDoorClass
{
  GObjectClass parent_class;

  /* Before anybody is in. */
  gboolean   (*check_place)     (CtDoor *self, GError **error);
  GStrv      (*list_logins)     (CtDoor *self, GError **error);
  gint64     (*blocked_until)   (CtDoor *self, const char *login);

  /* Coming in. */
  gboolean   (*create)          (CtDoor *self, const char *login, const char *passphrase, CtDoorCost cost, CtClock clock,
                                 char **recovery_key, GError **error);
  void       (*undo_create)     (CtDoor *self);
  gboolean   (*unlock)          (CtDoor *self, const char *login, const char *passphrase, gint64 now_us,
                                 gboolean in_audit, GError **error);
  gboolean   (*unlock_recovery) (CtDoor *self, const char *recovery_key, GError **error);
  gboolean   (*use_code)        (CtDoor *self, const char *login, const char *code, gint64 now_us, GError **error);
  gboolean   (*come_back)       (CtDoor *self, const char *login, const char *passphrase, gint64 now_us, GError **error);
  CtStore   *(*open_store)      (CtDoor *self, CtClock clock, GError **error);
  gboolean   (*come_again)      (CtDoor *self, CtStore *store, GError **error); /* %NULL where a store does so by itself */
  CtDatabase *(*open_whole)     (CtDoor *self, GError **error);

  /* Failed log-ins, for who is in now and can write them down. */
  GPtrArray *(*list_failures)   (CtDoor *self);
  gboolean   (*settle_failures) (CtDoor *self, const char *login, GPtrArray *told, GError **error);

  /* Letting others in and keeping them out. */
  gboolean   (*set_passphrase)  (CtDoor *self, CtUnit *unit, CtUser *user, const char *passphrase, GError **error);
  gboolean   (*person_changed)  (CtDoor *self, CtUnit *unit, CtUser *user, GError **error);
  gboolean   (*has_codes)       (CtDoor *self, const char *login);
  gboolean   (*set_codes)       (CtDoor *self, CtUnit *unit, CtUser *user, const CtCodes *codes, GError **error);
  gboolean   (*dup_codes)       (CtDoor *self, CtDatabase *whole, const char *login, char **codes, GError **error);
  gboolean   (*put_codes)       (CtDoor *self, CtDatabase *whole, const char *login, const char *codes, GError **error);
  char      *(*make_recovery)   (CtDoor *self, CtUnit *unit, GError **error);

  /* An emergency: whatever the place needs so that this unit of work may read that chart. */
  gboolean   (*enter_chart)     (CtDoor *self, CtUnit *unit, CtEmergency *emergency, GError **error);

  /* What is kept elsewhere. */
  gboolean   (*may_back_up)      (CtDoor *self);
  CtBackupInfo *(*back_up)       (CtDoor *self, const char *folder, const char *kind, CtClock clock,
                                  const CtBackupRun *run, GError **error);
  CtBackupInfo *(*verify_backup) (CtDoor *self, const char *path, const CtBackupRun *run, GError **error);
  CtBackupInfo *(*examine)       (CtDoor *self, const CtBackupRun *run, GError **error);
};

CtDoor    *ct_door_for             (const char *place);
const char *ct_door_get_place      (CtDoor *self);
void       ct_door_offer_password  (CtDoor *self, const char *password);
const char *ct_door_get_password   (CtDoor *self);
gboolean   ct_door_check_place     (CtDoor *self, GError **error);
GStrv      ct_door_list_logins     (CtDoor *self, GError **error);
gint64     ct_door_locked_until    (CtDoor *self, const char *login, gint64 now_us);
int        ct_door_seconds_to_wait (CtDoor *self, const char *login, gint64 now_us);
gboolean   ct_door_create          (CtDoor *self, const char *login, const char *passphrase, CtDoorCost cost,
                                    CtClock clock, char **recovery_key, GError **error);
void       ct_door_undo_create     (CtDoor *self);
gboolean   ct_door_unlock          (CtDoor *self, const char *login, const char *passphrase, gint64 now_us,
                                    gboolean in_audit, GError **error);
gboolean   ct_door_unlock_recovery (CtDoor *self, const char *recovery_key, GError **error);
gboolean   ct_door_use_code        (CtDoor *self, const char *login, const char *code, gint64 now_us, GError **error);
gboolean   ct_door_come_back       (CtDoor *self, const char *login, const char *passphrase, gint64 now_us,
                                    GError **error);
CtStore   *ct_door_open_store      (CtDoor *self, CtClock clock, GError **error);
gboolean   ct_door_come_again      (CtDoor *self, CtStore *store, GError **error);
CtDatabase *ct_door_open_whole     (CtDoor *self, GError **error);
GPtrArray *ct_door_list_failures   (CtDoor *self);
gboolean   ct_door_settle_failures (CtDoor *self, const char *login, GPtrArray *told, GError **error);
gboolean   ct_door_set_passphrase  (CtDoor *self, CtUnit *unit, CtUser *user, const char *passphrase, GError **error);
gboolean   ct_door_person_changed  (CtDoor *self, CtUnit *unit, CtUser *user, GError **error);
gboolean   ct_door_has_codes       (CtDoor *self, const char *login);
gboolean   ct_door_set_codes       (CtDoor *self, CtUnit *unit, CtUser *user, const CtCodes *codes, GError **error);
gboolean   ct_door_dup_codes       (CtDoor *self, CtDatabase *whole, const char *login, char **codes, GError **error);
gboolean   ct_door_put_codes       (CtDoor *self, CtDatabase *whole, const char *login, const char *codes, GError **error);
char      *ct_door_make_recovery   (CtDoor *self, CtUnit *unit, GError **error);
gboolean   ct_door_enter_chart     (CtDoor *self, CtUnit *unit, CtEmergency *emergency, GError **error);
gboolean   ct_door_may_back_up     (CtDoor *self);
CtBackupInfo *ct_door_back_up      (CtDoor *self, const char *folder, const char *kind, CtClock clock,
                                    const CtBackupRun *run, GError **error);
CtBackupInfo *ct_door_verify_backup (CtDoor *self, const char *path, const CtBackupRun *run, GError **error);
CtBackupInfo *ct_door_examine      (CtDoor *self, const CtBackupRun *run, GError **error);

/* The kinds of doors. */
GType      ct_door_file_get_type   (void);
GType      ct_door_server_get_type (void);

G_END_DECLS
