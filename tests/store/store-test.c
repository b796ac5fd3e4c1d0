#include "store-test.h"

#include <glib/gstdio.h>

#include "base/ct-error.h"
#include "ct-test-server.h"
#include "store/ct-database.h"

/* The role of the server that owns the clinics of these tests. */
#define OWNER          "steward_of_tests"
#define OWNER_PASSWORD "correct horse battery"

static const Engine engines[] = {
  { "encrypted-file", TRUE, FALSE },
  { "plain-file", FALSE, FALSE },
  { "postgresql", FALSE, TRUE },
};

const CtCredentials *
clinic_credentials (Clinic *clinic)
{
  return &clinic->credentials;
}

static CtStore *
open_store (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;
  CtStore *store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), &error);

  g_assert_no_error (error);
  ct_store_set_actor (store, 1, "ana", "front desk");
  return store;
}

/* A second program with the same clinic open. */
CtStore *
clinic_open_again (Clinic *clinic)
{
  return open_store (clinic);
}

void
clinic_close (Clinic *clinic)
{
  if (clinic->store == NULL)
    return;
  ct_store_close (clinic->store);
  /* What it still had to tell is told to nobody. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (clinic->store);
  clinic->store = NULL;
}

void
clinic_reopen (Clinic *clinic)
{
  clinic_close (clinic);
  clinic->store = open_store (clinic);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
}

/* A clinic without anything in it, made once; all others are copies. */
static const char *
empty_database (void)
{
  static char *name;
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;
  const CtCredentials credentials = { NULL, OWNER, OWNER_PASSWORD };

  if (name != NULL)
    return name;
  ct_test_server_start ();
  ct_test_server_add_role (OWNER, OWNER_PASSWORD, "CREATEDB");
  name = ct_test_server_new_database (NULL, OWNER);
  where = ct_test_server_uri (name);
  ct_store_create (where, &credentials, &error);
  g_assert_no_error (error);
  return name;
}

static void
make_in_database (Clinic *clinic)
{
  clinic->database = ct_test_server_new_database (empty_database (), OWNER);
  clinic->path = ct_test_server_uri (clinic->database);
  clinic->credentials = (CtCredentials) { NULL, OWNER, OWNER_PASSWORD };
}

static void
make_in_file (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;

  clinic->folder = g_dir_make_tmp ("chairtime-store-XXXXXX", NULL);
  clinic->path = g_build_filename (clinic->folder, "clinic.chairtime", NULL);
  for (guint i = 0; i < sizeof clinic->key; i++)
    clinic->key[i] = (guint8) g_test_rand_int ();
  clinic->credentials.key = clinic->engine->encrypted ? clinic->key : NULL;
  g_assert_true (ct_store_create (clinic->path, clinic_credentials (clinic), &error));
  g_assert_no_error (error);
}

/* Takes a closed clinic away, so that there can be another in its place. */
void
clinic_remove (Clinic *clinic)
{
  if (clinic->engine->on_server)
    ct_test_server_sql (clinic->database, "DROP SCHEMA chairtime CASCADE");
  else
    g_remove (clinic->path);
}

static void
clinic_clear (Clinic *clinic)
{
  if (clinic->engine->on_server)
    ct_test_server_drop (clinic->database);
  else
    remove_folder (clinic->folder);
  g_free (clinic->path);
  g_free (clinic->folder);
  g_free (clinic->database);
}

/* Why there can be no such clinic here; NULL where there can. */
static const char *
engine_missing (const Engine *engine)
{
  if (engine->encrypted && !ct_store_can_encrypt ())
    return "This build has no SQLCipher.";
  return engine->on_server ? ct_test_server_missing () : NULL;
}

typedef struct
{
  const Engine *engine;
  EngineTest    test;
} Case;

static void
run_case (gconstpointer data)
{
  const Case *c = data;
  Clinic clinic = { .engine = c->engine, .now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC };

  if (engine_missing (c->engine) != NULL)
    {
      g_test_skip (engine_missing (c->engine));
      return;
    }
  if (c->engine->on_server)
    make_in_database (&clinic);
  else
    make_in_file (&clinic);
  clinic.store = open_store (&clinic);
  g_assert_cmpint (ct_store_is_encrypted (clinic.store), ==, c->engine->encrypted);
  c->test (&clinic);
  clinic_close (&clinic);
  clinic_clear (&clinic);
}

static void
add_case (const Engine *engine, const char *name, EngineTest test)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", engine->name, name);
  Case *c = g_new (Case, 1);

  c->engine = engine;
  c->test = test;
  g_test_add_data_func_full (path, c, run_case, g_free);
}

void
store_test_add (const char *name, EngineTest test)
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    add_case (&engines[i], name, test);
}

/* What only means something for a file. */
void
store_test_add_file (const char *name, EngineTest test)
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    if (!engines[i].on_server)
      add_case (&engines[i], name, test);
}

/* What only means something on a server. */
void
store_test_add_server (const char *name, EngineTest test)
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    if (engines[i].on_server)
      add_case (&engines[i], name, test);
}

/* What only means something where there is a key. */
void
store_test_add_encrypted (const char *name, EngineTest test)
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    if (engines[i].encrypted)
      add_case (&engines[i], name, test);
}

void
clinic_write (Clinic *clinic, CtWork work, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ct_store_write (clinic->store, work, data, &error);
  g_assert_no_error (error);
}

void
clinic_read (Clinic *clinic, CtWork work, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ct_store_read (clinic->store, work, data, &error);
  g_assert_no_error (error);
}

void
clinic_write_fails (Clinic *clinic, CtWork work, gpointer data, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_store_write (clinic->store, work, data, &error));
  g_assert_error (error, CT_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

typedef struct
{
  const char *query;
  gint64      number;
} NumberCall;

static gpointer
number_work (CtUnit *unit, gpointer data, GError **error)
{
  NumberCall *call = data;

  return ct_unit_number (unit, &call->number, error, call->query, "") ? CT_WORK_DONE : NULL;
}

gint64
clinic_number (Clinic *clinic, const char *query)
{
  NumberCall call = { query, 0 };

  clinic_read (clinic, number_work, &call);
  return call.number;
}

static CtDatabase *
open_below (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;
  CtDatabase *database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  return database;
}

/* What somebody could do who has the key and another program. */
void
clinic_sql (Clinic *clinic, const char *sql)
{
  g_autoptr (CtDatabase) database = open_below (clinic);
  g_autoptr (GError) error = NULL;

  ct_database_script (database, sql, &error);
  g_assert_no_error (error);
}

gint64
clinic_sql_number (Clinic *clinic, const char *sql)
{
  g_autoptr (CtDatabase) database = open_below (clinic);
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  ct_database_number (database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

gpointer
insert_work (CtUnit *unit, gpointer record, GError **error)
{
  return ct_unit_insert (unit, record, error) ? CT_WORK_DONE : NULL;
}

gpointer
update_work (CtUnit *unit, gpointer record, GError **error)
{
  return ct_unit_update (unit, record, error) ? CT_WORK_DONE : NULL;
}

CtPatient *
make_patient (const char *family, const char *given)
{
  CtPatient *patient = ct_patient_new ();

  patient->family_name = g_strdup (family);
  patient->given_names = g_strdup (given);
  return patient;
}

CtAppointment *
make_booking (const Place *place, int chair, int patient, CtDate day, int minute, int minutes)
{
  CtAppointment *booking = ct_appointment_new ();

  booking->site_id = place->site_id;
  booking->chair_id = place->chair_id[chair];
  booking->patient_id = place->patient_id[patient];
  booking->kind = g_strdup (CT_VISIT_TREATMENT);
  booking->status = g_strdup (CT_APPOINTMENT_BOOKED);
  booking->day = day;
  booking->minute = minute;
  booking->minutes = minutes;
  return booking;
}

static gint64
insert_chair (CtUnit *unit, gint64 site_id, const char *name)
{
  g_autoptr (CtChair) chair = ct_chair_new ();

  chair->site_id = site_id;
  chair->name = g_strdup (name);
  chair->kind = g_strdup ("chair");
  chair->active = TRUE;
  g_assert_true (ct_unit_insert (unit, chair, NULL));
  return CT_RECORD (chair)->id;
}

static gint64
insert_patient (CtUnit *unit, const char *family, const char *given)
{
  g_autoptr (CtPatient) patient = make_patient (family, given);

  g_assert_true (ct_unit_insert (unit, patient, NULL));
  return CT_RECORD (patient)->id;
}

static gpointer
furnish_work (CtUnit *unit, gpointer data, GError **error)
{
  Place *place = data;
  g_autoptr (CtSite) site = ct_site_new ();

  site->name = g_strdup ("Downtown");
  site->zone = g_strdup ("America/Los_Angeles");
  site->active = TRUE;
  g_assert_true (ct_unit_insert (unit, site, error));
  place->site_id = CT_RECORD (site)->id;
  place->chair_id[0] = insert_chair (unit, place->site_id, "Chair 1");
  place->chair_id[1] = insert_chair (unit, place->site_id, "Chair 2");
  place->patient_id[0] = insert_patient (unit, "Okafor", "Tunde");
  place->patient_id[1] = insert_patient (unit, "Reyes", "Marisol");
  place->patient_id[2] = insert_patient (unit, "Lindqvist", "Åsa");
  return CT_WORK_DONE;
}

void
clinic_furnish (Clinic *clinic, Place *place)
{
  clinic_write (clinic, furnish_work, place);
}

static gboolean
on_deadline_cb (gpointer data)
{
  g_error ("What the test waited for did not come.");
  return G_SOURCE_REMOVE;
}

void
run_until (gboolean *done)
{
  guint deadline = g_timeout_add_seconds (20, on_deadline_cb, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}
