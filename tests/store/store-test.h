/* What every test of the store needs: a throw-away clinic, on each engine there is. */
#pragma once

#include "domain/ct-appointment.h"
#include "domain/ct-assessment.h"
#include "domain/ct-course.h"
#include "domain/ct-document.h"
#include "domain/ct-fact.h"
#include "domain/ct-patient.h"
#include "domain/ct-site.h"
#include "domain/ct-user.h"
#include "store/ct-store.h"

/** An engine to test. */
typedef struct
{
  const char *name;
  gboolean    encrypted;
  gboolean    on_server;
} Engine;

/** A clinic in a folder or a database of its own, open. */
typedef struct
{
  const Engine *engine;
  char         *folder;
  char         *database; /* its name on the server */
  char         *path;     /* or address */
  CtCredentials      credentials;
  guint8        key[CT_STORE_KEY_BYTES];
  gint64        now_us;
  CtStore      *store;
} Clinic;

typedef void (*EngineTest) (Clinic *clinic);

void         store_test_add     (const char *name, EngineTest test);
void         store_test_add_file (const char *name, EngineTest test);
void         store_test_add_server (const char *name, EngineTest test);
void         store_test_add_encrypted (const char *name, EngineTest test);
const CtCredentials *clinic_credentials   (Clinic *clinic);
CtStore     *clinic_open_again  (Clinic *clinic);
void         clinic_remove      (Clinic *clinic);
void         clinic_close       (Clinic *clinic);
void         clinic_reopen      (Clinic *clinic);
void         clinic_write       (Clinic *clinic, CtWork work, gpointer data);
void         clinic_read        (Clinic *clinic, CtWork work, gpointer data);
void         clinic_write_fails (Clinic *clinic, CtWork work, gpointer data, int code);
gint64       clinic_number      (Clinic *clinic, const char *query);
void         clinic_sql         (Clinic *clinic, const char *sql);
gint64       clinic_sql_number  (Clinic *clinic, const char *sql);

/** A site with two chairs, and patients, to book with. */
typedef struct
{
  gint64 site_id;
  gint64 chair_id[2];
  gint64 patient_id[3];
} Place;

void           clinic_furnish (Clinic *clinic, Place *place);
CtPatient     *make_patient   (const char *family, const char *given);
CtAppointment *make_booking   (const Place *place, int chair, int patient, CtDate day, int minute, int minutes);
gpointer       insert_work    (CtUnit *unit, gpointer record, GError **error);
gpointer       update_work    (CtUnit *unit, gpointer record, GError **error);
void           run_until      (gboolean *done);
