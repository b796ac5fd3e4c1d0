/* A clinic on a server, attacked by those who may log in to it with psql. */
#include <glib.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "ct-test-server.h"
#include "domain/ct-emergency.h"
#include "domain/ct-permission.h"
#include "domain/ct-rights.h"
#include "domain/ct-user.h"
#include "store/ct-server.h"
#include "store/ct-store.h"

#define BOSS          "boss"
#define BOSS_PASSWORD "boss of the server"
#define ANA           "harbor morning of ana"
#define RITA          "rita at the front desk"

/** A clinic on the server with an owner and somebody at the desk. */
typedef struct
{
  char  *database;
  char  *place;
  gint64 now_us;
} Harbor;

static gboolean
add_people (CtUnit *unit, GError **error)
{
  static const char *const people[][2] = { { "ana", "owner" },         { "rita", "reception" }, { "ned", "nurse" },
                                           { "pia", "prescriber" },    { "theo", "therapist" }, { "bill", "billing" },
                                           { "audrey", "auditor" } };

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (CtUser) user = ct_user_new ();

      user->login = g_strdup (people[i][0]);
      user->full_name = g_strdup (people[i][0]);
      user->role = g_strdup (people[i][1]);
      user->active = TRUE;
      if (!ct_unit_insert (unit, user, error) ||
          !ct_server_set_passphrase (unit, people[i][0], strcmp (people[i][0], "ana") == 0 ? ANA : RITA, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
furnish (CtUnit *unit, gpointer data, GError **error)
{
  return add_people (unit, error) ? CT_WORK_DONE : NULL;
}

static void
set_up (Harbor *self, gconstpointer data)
{
  static guint n;
  const CtCredentials boss = { NULL, BOSS, BOSS_PASSWORD };
  g_autofree char *keeper = NULL, *adopted = NULL;
  g_autoptr (CtStore) store = NULL;
  g_autoptr (GError) error = NULL;

  ct_test_server_start ();
  ct_test_server_add_role (BOSS, BOSS_PASSWORD, "CREATEDB CREATEROLE");
  self->now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;
  self->database = g_strdup_printf ("harbor%u", ++n);
  self->place = ct_test_server_uri (self->database);
  ct_server_create (self->place, &boss, ct_clock_fixed (&self->now_us), &adopted, &error);
  g_assert_no_error (error);
  keeper = ct_server_keeper_place (self->place);
  store = ct_store_open (keeper, &boss, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  ct_store_set_actor (store, 0, "ana", "set-up");
  ct_store_write (store, furnish, NULL, &error);
  g_assert_no_error (error);
  ct_store_close (store);
  ct_server_resign (self->place, &boss, &error);
  g_assert_no_error (error);
}

static void
tear_down (Harbor *self, gconstpointer data)
{
  ct_test_server_drop (self->database);
  g_free (self->database);
  g_free (self->place);
}

static CtDatabase *
come_in (Harbor *self, const char *login, const char *passphrase, GError **error)
{
  g_autofree char *role = ct_server_role (self->place, login);
  const CtCredentials access = { NULL, role, passphrase };

  return ct_database_open (self->place, &access, CT_DATABASE_WRITE, error);
}

static CtDatabase *
psql (Harbor *self, const char *login)
{
  g_autoptr (GError) error = NULL;
  CtDatabase *database = come_in (self, login, strcmp (login, "ana") == 0 ? ANA : RITA, &error);

  g_assert_no_error (error);
  return database;
}

static void
assert_may (CtDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ct_database_script (database, sql, &error);
  g_assert_no_error (error);
}

static void
assert_may_not (CtDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (ct_database_script (database, sql, &error))
    g_error ("This was allowed: %s", sql);
  if (!g_error_matches (error, CT_ERROR, CT_ERROR_DENIED))
    g_error ("%s: %s", sql, error->message);
}

/* ---- Who comes in ---- */

static void
test_the_server_itself_checks_the_passphrase (Harbor *self, gconstpointer data)
{
  g_autoptr (CtDatabase) right = NULL, wrong = NULL, nobody = NULL;
  g_autoptr (GError) error = NULL;

  right = psql (self, "rita");
  wrong = come_in (self, "rita", "guess", &error);
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_clear_error (&error);
  nobody = come_in (self, "mallory", "guess", &error);
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_assert_null (wrong);
  g_assert_null (nobody);
  g_clear_pointer (&right, ct_database_close);
}

static void
test_roles_follow_the_table_of_people (Harbor *self, gconstpointer data)
{
  g_autoptr (CtDatabase) ana = NULL, rita = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  ana = psql (self, "ana");
  rita = psql (self, "rita");
  assert_may_not (rita, "SELECT text FROM problem");
  assert_may (ana, "UPDATE app_user SET role = 'nurse' WHERE login = 'rita'");
  assert_may (rita, "SELECT text FROM problem");
  assert_may (ana, "UPDATE app_user SET active = 0 WHERE login = 'rita'");
  /* At once, also for who is connected: there are no tables any more, as far as they can see. */
  g_assert_false (ct_database_script (rita, "SELECT text FROM problem", NULL));
  g_assert_false (ct_database_script (rita, "SELECT text FROM chairtime.problem", NULL));
  g_assert_false (ct_database_script (rita, "SELECT family_name FROM chairtime.patient", NULL));
  g_clear_pointer (&rita, ct_database_close);
  again = come_in (self, "rita", RITA, &error);
  g_assert_null (again);
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  assert_may (ana, "UPDATE app_user SET active = 1 WHERE login = 'rita'");
  g_clear_error (&error);
  again = come_in (self, "rita", RITA, &error);
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_clear_pointer (&ana, ct_database_close);
}

/* ---- What the desk may not ---- */

static void
test_the_desk_reads_nothing_clinical_with_psql (Harbor *self, gconstpointer data)
{
  static const char *const refused[] = {
    "SELECT * FROM document", "SELECT content FROM document", "SELECT body FROM document_section",
    "SELECT total FROM assessment", "SELECT answers FROM assessment", "SELECT text FROM problem",
    "SELECT text FROM medication", "SELECT text FROM allergy", "SELECT value FROM measurement",
    "SELECT content FROM issued", "SELECT count(*) FROM assessment", "SELECT id FROM problem",
    "SELECT note FROM patient", "SELECT weight_g FROM patient", "SELECT * FROM patient", "SELECT note FROM course",
    "SELECT dose_ug FROM course", "SELECT note FROM session", "SELECT weight_g FROM session", "SELECT * FROM session",
    "SELECT patient FROM patient", "COPY (SELECT note FROM patient) TO STDOUT", "COPY patient TO STDOUT",
    "UPDATE patient SET note = 'x'", "UPDATE patient SET family_name = note", "DELETE FROM patient",
    "INSERT INTO assessment (revision) VALUES (1)", "CREATE TEMPORARY TABLE t AS SELECT note FROM patient",
    "CREATE VIEW v AS SELECT 1", "CREATE FUNCTION f () RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE public.t (n int)", "CREATE SCHEMA s", "TRUNCATE patient",
    "UPDATE app_user SET role = 'owner' WHERE login = 'rita'", "INSERT INTO app_user (revision) VALUES (1)",
    "DELETE FROM schema_migration", "DELETE FROM move", "ALTER TABLE patient DISABLE TRIGGER ALL",
    "SELECT ct_set_passphrase ('ana', 'SCRAM-SHA-256$4096:AAAA$BBBB:CCCC')",
    "SELECT ct_set_verifier ('boss', 'SCRAM-SHA-256$4096:AAAA$BBBB:CCCC')",
    "SELECT ct_set_recovery_key ('SCRAM-SHA-256$4096:AAAA$BBBB:CCCC')",
    "SELECT ct_prepare_person ('ana', 'SCRAM-SHA-256$4096:AAAA$BBBB:CCCC')",
  };
  g_autoptr (CtDatabase) rita = NULL;

  rita = psql (self, "rita");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    assert_may_not (rita, refused[i]);
  assert_may (rita, "SELECT id, family_name, phone, alert FROM patient");
  assert_may (rita, "SELECT id, day, minute FROM appointment");
  assert_may (rita, "SELECT id, protocol, n_sessions FROM course");
  g_clear_pointer (&rita, ct_database_close);
}

static void
test_nobody_makes_themselves_more (Harbor *self, gconstpointer data)
{
  static const char *const groups[] = { "owner", "nurse", "keeper", "steward", "recovery" };
  g_autoptr (CtDatabase) rita = NULL, ana = NULL;

  rita = psql (self, "rita");
  ana = psql (self, "ana");
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *grant = g_strdup_printf ("GRANT %s__%s TO %s_rita", self->database, groups[i], self->database);
      g_autofree char *set = g_strdup_printf ("SET ROLE %s__%s", self->database, groups[i]);

      assert_may_not (rita, grant);
      assert_may_not (rita, set);
    }
  assert_may_not (rita, "CREATE ROLE mallory");
  assert_may_not (rita, "ALTER ROLE " BOSS " PASSWORD 'x'");
  assert_may_not (ana, "CREATE ROLE mallory");
  /* An owner acts as the keeper only when saying so, and never as the steward. */
  assert_may_not (ana, "DROP TABLE assessment");
  {
    g_autofree char *steward = g_strdup_printf ("SET ROLE %s__steward", self->database);
    g_autofree char *trigger = g_strdup ("CREATE TEMPORARY TABLE app_user (login text, role text, active int)");

    assert_may_not (ana, steward);
    assert_may_not (rita, trigger);
  }
  g_clear_pointer (&rita, ct_database_close);
  g_clear_pointer (&ana, ct_database_close);
}

/* ---- The audit ---- */

static gpointer
note_act (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, data, NULL, 0, 0, NULL, error) ? CT_WORK_DONE : NULL;
}

static CtStore *
work_as (Harbor *self, const char *login, const char *name, gint64 id)
{
  g_autofree char *role = ct_server_role (self->place, login);
  const CtCredentials access = { NULL, role, strcmp (login, "ana") == 0 ? ANA : RITA };
  g_autoptr (GError) error = NULL;
  CtStore *store = ct_store_open (self->place, &access, ct_clock_fixed (&self->now_us), &error);

  g_assert_no_error (error);
  ct_store_set_actor (store, id, name, "desk");
  return store;
}

static void
test_everybody_signs_with_their_own_name (Harbor *self, gconstpointer data)
{
  g_autoptr (CtStore) own = NULL, other = NULL, id = NULL;
  g_autoptr (GError) error = NULL;

  own = work_as (self, "rita", "rita", 2);
  ct_store_write (own, note_act, (gpointer) "opened", &error);
  g_assert_no_error (error);
  other = work_as (self, "rita", "ana", 1);
  g_assert_null (ct_store_write (other, note_act, (gpointer) "opened", &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_clear_error (&error);
  id = work_as (self, "rita", "rita", 1);
  g_assert_null (ct_store_write (id, note_act, (gpointer) "opened", &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  ct_store_close (own);
  ct_store_close (other);
  ct_store_close (id);
}

static void
test_the_audit_is_only_added_to (Harbor *self, gconstpointer data)
{
  static const char *const refused[] = {
    "UPDATE audit SET act = 'x'", "DELETE FROM audit", "TRUNCATE audit", "DELETE FROM audit_head",
    "UPDATE audit_head SET last_id = 1, hash = (SELECT hash FROM audit WHERE id = 1)",
    "UPDATE audit_head SET last_id = 999999",
    "UPDATE audit_head SET hash = 'x'",
    "INSERT INTO audit (id, at_us, user_id, user_name, workstation, act, record_id, patient_id, hash) "
    "VALUES ((SELECT last_id + 1 FROM audit_head), 1, 0, 'ana', 'w', 'opened', 0, 0, 'made up')",
    "INSERT INTO audit (id, at_us, user_id, user_name, workstation, act, record_id, patient_id, hash) "
    "VALUES (900, 1, 0, 'ana', 'w', 'opened', 0, 0, 'made up')",
  };
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtDatabase) ana = NULL, rita = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seen = -1;

  store = work_as (self, "ana", "ana", 1);
  ct_store_write (store, note_act, (gpointer) "opened", &error);
  g_assert_no_error (error);
  ct_store_close (store);
  ana = psql (self, "ana");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    assert_may_not (ana, refused[i]);
  /* Who looks after the audit sees all of it; others see themselves. */
  g_assert_true (ct_database_number (ana, NULL, "SELECT count(*) FROM audit", NULL, 0, &seen, &error));
  g_assert_cmpint (seen, >, 7);
  rita = psql (self, "rita");
  g_assert_true (ct_database_number (rita, NULL, "SELECT count(id) FROM audit", NULL, 0, &seen, &error));
  g_assert_cmpint (seen, ==, 0);
  assert_may_not (rita, "SELECT detail FROM audit");
  g_clear_pointer (&ana, ct_database_close);
  g_clear_pointer (&rita, ct_database_close);
}

static void
test_drafts_are_their_writers_alone (Harbor *self, gconstpointer data)
{
  g_autoptr (CtDatabase) rita = NULL, ned = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seen = -1;

  ned = psql (self, "ned");
  rita = psql (self, "rita");
  assert_may (ned, "INSERT INTO setting (key, value) VALUES ('draft/3/patient/1', 'a note')");
  assert_may_not (rita, "INSERT INTO setting (key, value) VALUES ('draft/3/patient/2', 'a note')");
  assert_may (rita, "INSERT INTO setting (key, value) VALUES ('next', '1')");
  g_assert_true (ct_database_number (rita, NULL, "SELECT count(*) FROM setting", NULL, 0, &seen, &error));
  g_assert_cmpint (seen, ==, 1);
  g_assert_true (ct_database_number (ned, NULL, "SELECT count(*) FROM setting", NULL, 0, &seen, &error));
  g_assert_cmpint (seen, ==, 2);
  g_clear_pointer (&ned, ct_database_close);
  g_clear_pointer (&rita, ct_database_close);
}

/* ---- Emergencies and one-time codes ---- */

static gpointer
begin_emergency (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtEmergency) emergency = ct_emergency_new ();

  emergency->user_id = 2;
  emergency->patient_id = *(gint64 *) data;
  emergency->reason = g_strdup ("She fainted in the waiting room");
  emergency->began_us = g_get_real_time ();
  emergency->until_us = emergency->began_us + CT_EMERGENCY_US;
  return ct_unit_insert (unit, emergency, error) ? CT_WORK_DONE : NULL;
}

/* Two patients, each with a problem. */
static void
add_patients (Harbor *self)
{
  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SET search_path TO chairtime; INSERT INTO patient (id, revision, family_name, born_precision, military, note) "
        "VALUES (%1$d, 1, 'Synth', 0, 0, 'a note'); INSERT INTO problem (revision, patient_id, text, negated, removed) "
        "VALUES (1, %1$d, 'a problem', 0, 0)", i);

      ct_test_server_sql (self->database, sql);
    }
}

static gint64
count (CtDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  ct_database_number (database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
test_an_emergency_opens_one_chart_for_an_hour_and_is_in_the_audit (Harbor *self, gconstpointer data)
{
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtDatabase) rita = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *become = NULL;
  gint64 patient_id = 1;

  add_patients (self);
  become = g_strdup_printf ("BEGIN; SET LOCAL ROLE %s__emergency", self->database);
  rita = psql (self, "rita");
  assert_may (rita, become);
  g_assert_cmpint (count (rita, "SELECT count(*) FROM problem"), ==, 0);
  g_assert_cmpint (count (rita, "SELECT count(note) FROM patient"), ==, 0);
  assert_may (rita, "ROLLBACK");
  /* Not without the audit, not for others, not for longer, and not longer afterwards. */
  assert_may_not (rita, "INSERT INTO emergency (revision, user_id, patient_id, reason, began_us, until_us) "
                        "VALUES (1, 2, 1, 'x', 1, 2)");
  assert_may_not (rita, "INSERT INTO emergency (revision, user_id, patient_id, reason, began_us, until_us) "
                        "VALUES (1, 1, 1, 'x', 1, 2)");
  assert_may_not (rita, "INSERT INTO emergency (revision, user_id, patient_id, reason, began_us, until_us) "
                        "VALUES (1, 2, 1, 'x', 1, 9000000000000000)");
  store = work_as (self, "rita", "rita", 2);
  ct_store_write (store, begin_emergency, &patient_id, &error);
  g_assert_no_error (error);
  ct_store_close (store);
  assert_may_not (rita, "UPDATE emergency SET until_us = until_us + 1");
  assert_may_not (rita, "UPDATE emergency SET patient_id = 2");
  /* All of that patient and nobody else; and nothing to write. */
  assert_may (rita, become);
  g_assert_cmpint (count (rita, "SELECT count(*) FROM problem"), ==, 1);
  g_assert_cmpint (count (rita, "SELECT count(note) FROM patient"), ==, 1);
  g_assert_cmpint (count (rita, "SELECT patient_id FROM problem"), ==, 1);
  assert_may_not (rita, "UPDATE problem SET text = 'x'");
  assert_may (rita, "ROLLBACK");
  assert_may_not (rita, "SELECT text FROM problem");
  assert_may (rita, "UPDATE emergency SET ended_us = 5");
  assert_may (rita, become);
  g_assert_cmpint (count (rita, "SELECT count(*) FROM problem"), ==, 0);
  assert_may (rita, "ROLLBACK");
  g_clear_pointer (&rita, ct_database_close);
}

static void
test_one_time_codes_are_read_by_their_owner_alone (Harbor *self, gconstpointer data)
{
  g_autoptr (CtDatabase) rita = NULL, ana = NULL, ned = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;

  rita = psql (self, "rita");
  ana = psql (self, "ana");
  ned = psql (self, "ned");
  ct_server_write_codes (rita, "a secret", &error);
  g_assert_no_error (error);
  own = ct_server_read_codes (rita, &error);
  g_assert_cmpstr (own, ==, "a secret");
  g_assert_true (ct_server_has_codes (ned, "rita"));
  g_assert_false (ct_server_has_codes (ned, "ned"));
  g_assert_cmpint (count (ana, "SELECT count(*) FROM one_time_code"), ==, 0);
  assert_may_not (ned, "SELECT ct_forget_codes ('rita')");
  assert_may (ana, "SELECT ct_forget_codes ('rita')");
  g_assert_false (ct_server_has_codes (ned, "rita"));
  g_clear_pointer (&rita, ct_database_close);
  g_clear_pointer (&ana, ct_database_close);
  g_clear_pointer (&ned, ct_database_close);
}

/* ---- The matrix, seen from the server ---- */

static gboolean
server_says (Harbor *self, CtDatabase *database, const char *role, const char *table, const char *column,
             const char *privilege)
{
  g_autofree char *group = g_strdup_printf ("%s__%s", self->database, role);
  g_autofree char *name = g_strdup_printf ("chairtime.%s", table);
  const CtValue params[] = { ct_value_text (group), ct_value_text (name), ct_value_text (privilege), ct_value_text (column) };
  const char *sql = column != NULL ? "SELECT has_column_privilege (CAST($1 AS name), CAST($2 AS text), $4, $3)"
                                   : "SELECT has_table_privilege (CAST($1 AS name), CAST($2 AS text), $3)";
  g_autoptr (GError) error = NULL;
  gint64 may = -1;

  ct_database_number (database, sql, sql, params, column != NULL ? 4 : 3, &may, &error);
  g_assert_no_error (error);
  return may != 0;
}

/* What a person's door needs beyond the matrix: the moment of one's own last log-in, and that a passphrase was chosen. */
static gboolean
is_doors_own (const char *table, const char *column, CtTableAccess access)
{
  return access == CT_ACCESS_CHANGE && strcmp (table, "app_user") == 0 && (strcmp (column, "last_login_us") == 0 || strcmp (column, "must_change") == 0);
}

static void
check_column (Harbor *self, CtDatabase *database, const char *role, const CtTableRights *table, const char *column)
{
  static const char *const privileges[] = { "SELECT", "INSERT", "UPDATE" };
  gboolean clinical = table->clinical != NULL && g_strv_contains ((const char *const *) table->clinical, column);

  for (CtTableAccess access = CT_ACCESS_READ; access <= CT_ACCESS_CHANGE; access++)
    {
      gboolean may = ct_rights_of_role (role, table, access) &&
                     (!clinical || ct_rights_of_role (role, table, access == CT_ACCESS_READ ? CT_ACCESS_READ_CLINICAL
                                                                                            : CT_ACCESS_WRITE_CLINICAL));

      if (is_doors_own (table->table, column, access))
        may = TRUE;
      if (server_says (self, database, role, table->table, column, privileges[access]) != may)
        g_error ("%s %s %s.%s: the matrix says %s, the server does not", role, privileges[access], table->table, column,
                 may ? "yes" : "no");
    }
}

static GStrv
list_words (Harbor *self, const char *sql)
{
  CtDatabase *ana = psql (self, "ana");
  CtCursor *rows = ct_database_query (ana, NULL, sql, NULL, 0, NULL);
  GStrvBuilder *words = g_strv_builder_new ();
  GStrv list;

  while (ct_cursor_next (rows, NULL) > 0)
    g_strv_builder_add (words, ct_cursor_value (rows, 0).text);
  ct_cursor_free (rows);
  ct_database_close (ana);
  list = g_strv_builder_end (words);
  g_strv_builder_unref (words);
  return list;
}

static void
check_table (Harbor *self, CtDatabase *database, const char *name)
{
  const CtTableRights *table = ct_rights_find_table (name);
  g_autofree char *sql = g_strdup_printf ("SELECT attname FROM pg_attribute WHERE attrelid = 'chairtime.%s'::regclass "
                                          "AND attnum > 0 AND NOT attisdropped", name);
  g_auto (GStrv) columns = list_words (self, sql);
  const char *const *roles = ct_permission_list_roles ();

  if (table == NULL)
    g_error ("resources/rights/rights.txt says nothing of the table “%s”", name);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      for (guint j = 0; columns[j] != NULL; j++)
        check_column (self, database, roles[i], table, columns[j]);
      g_assert_cmpint (server_says (self, database, roles[i], name, NULL, "DELETE"), ==,
                       ct_rights_of_role (roles[i], table, CT_ACCESS_REMOVE));
      g_assert_false (server_says (self, database, roles[i], name, NULL, "TRUNCATE"));
    }
}

static void
test_the_server_says_what_the_matrix_says (Harbor *self, gconstpointer data)
{
  g_auto (GStrv) tables = NULL;
  g_autoptr (CtDatabase) ana = NULL;

  ana = psql (self, "ana");
  tables = list_words (self, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'chairtime'::regnamespace");
  g_assert_cmpuint (g_strv_length (tables), >, 20);
  for (guint i = 0; tables[i] != NULL; i++)
    check_table (self, ana, tables[i]);
  g_clear_pointer (&ana, ct_database_close);
}

/* ---- Setting up ---- */

static void
test_a_place_that_is_taken_is_left_alone (Harbor *self, gconstpointer data)
{
  const CtCredentials boss = { NULL, BOSS, BOSS_PASSWORD };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) ana = NULL;
  g_autofree char *adopted = NULL;

  g_assert_false (ct_server_create (self->place, &boss, ct_clock_fixed (&self->now_us), &adopted, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  ana = psql (self, "ana");
  assert_may (ana, "SELECT count(*) FROM patient");
  g_clear_pointer (&ana, ct_database_close);
}

static void
test_who_may_not_make_roles_leaves_nothing_behind (void)
{
  const CtCredentials clerk = { NULL, "clerk", "clerk clerk clerk" };
  g_autofree char *place = NULL, *adopted = NULL;
  g_autoptr (GError) error = NULL;

  ct_test_server_start ();
  ct_test_server_add_role ("clerk", "clerk clerk clerk", "CREATEDB");
  place = ct_test_server_uri ("clerks");
  g_assert_false (ct_server_create (place, &clerk, ct_clock_system (), &adopted, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_assert_cmpint (ct_test_server_number ("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'clerks'"), ==, 0);
  g_assert_cmpint (ct_test_server_number ("postgres", "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'clerks%'"), ==, 0);
}

/* ---- A visit and what it holds ---- */

#define CLAIM(kind, of, from, to, visit) \
  "INSERT INTO visit_claim VALUES ('" kind "', " of ", 20600, " from ", " to ", " visit ", 0);"
#define VISIT(id, clinician, minute) \
  "INSERT INTO appointment (id, revision, patient_id, site_id, chair_id, clinician_id, session_number, kind, day, minute, " \
  "minutes, status) VALUES (" id ", 1, 1, 1, 1, " clinician ", 0, 'treatment', 20600, " minute ", 90, 'booked');"

static void
furnish_for_visits (Harbor *self)
{
  ct_test_server_sql (self->database,
                      "SET search_path TO chairtime;"
                      "INSERT INTO site (id, revision, name, zone, active) VALUES (1, 1, 'Downtown', 'UTC', 1);"
                      "INSERT INTO chair (id, revision, site_id, name, kind, position, active) "
                      "VALUES (1, 1, 1, 'Chair 1', 'chair', 1, 1);"
                      "INSERT INTO patient (id, revision, family_name, born_precision, military) "
                      "VALUES (1, 1, 'Synth', 0, 0)");
}

/* As psql is: it says nothing of what it keeps. */
static CtDatabase *
plain_psql (Harbor *self, const char *login)
{
  CtDatabase *database = psql (self, login);

  assert_may (database, "RESET chairtime.claims");
  return database;
}

static void
test_a_visit_that_is_written_with_psql_comes_with_what_it_holds (Harbor *self, gconstpointer data)
{
  static const char *const refused[] = {
    VISIT ("101", "NULL", "600"),
    "BEGIN;" VISIT ("101", "1", "600") CLAIM ("pump", "1", "610", "650", "101") "COMMIT",
    "BEGIN;" VISIT ("101", "1", "600") CLAIM ("clinician", "2", "600", "610", "101") "COMMIT",
    "BEGIN;" VISIT ("101", "1", "600") CLAIM ("clinician", "1", "500", "510", "101") "COMMIT",
    "BEGIN;" VISIT ("101", "NULL", "600") CLAIM ("pump", "2", "610", "650", "101") "COMMIT",
  };
  static const char *const refused_later[] = {
    "UPDATE appointment SET minute = 800 WHERE id = 101", "UPDATE appointment SET clinician_id = 2 WHERE id = 101",
    "UPDATE appointment SET status = 'cancelled' WHERE id = 101",
  };
  g_autoptr (CtDatabase) rita = NULL;

  furnish_for_visits (self);
  rita = plain_psql (self, "rita");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      assert_may_not (rita, refused[i]);
      ct_database_rollback (rita);
    }
  assert_may (rita, "BEGIN;" VISIT ("101", "1", "600") CLAIM ("clinician", "1", "600", "610", "101") "COMMIT");
  for (gsize i = 0; i < G_N_ELEMENTS (refused_later); i++)
    assert_may_not (rita, refused_later[i]);
  /* What does not change what it holds needs nothing with it. */
  assert_may (rita, "UPDATE appointment SET status = 'confirmed' WHERE id = 101");
  assert_may (rita, "BEGIN; UPDATE appointment SET status = 'cancelled' WHERE id = 101;"
                    "DELETE FROM visit_claim WHERE appointment_id = 101; COMMIT");
  g_clear_pointer (&rita, ct_database_close);
}

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
try_to_sign (CtDatabase *database, int user_id, const char *role, const char *sha256, gboolean may)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO signature (revision, patient_id, issued_id, user_id, user_name, role, signed_us, meaning, sha256, "
    "reference) VALUES (1, 1, 1, %d, 'ned', '%s', 1, 'author', '%s', 'ba78')", user_id, role, sha256);

  (may ? assert_may : assert_may_not) (database, sql);
}

static void
test_a_signature_is_ones_own_and_of_what_is_there (Harbor *self, gconstpointer data)
{
  g_autoptr (CtDatabase) ned = NULL, rita = NULL;

  add_patients (self);
  ct_test_server_sql (self->database, "SET search_path TO chairtime; INSERT INTO issued (revision, patient_id, kind, title, "
                                       "media_type, pages, sha256, content) VALUES (1, 1, 'summary', 'Summary', "
                                       "'application/pdf', 1, '" ABC "', 'abc')");
  rita = psql (self, "rita");
  try_to_sign (rita, 2, "reception", ABC, FALSE);
  ned = psql (self, "ned");
  try_to_sign (ned, 1, "owner", ABC, FALSE);
  try_to_sign (ned, 3, "prescriber", ABC, FALSE);
  try_to_sign (ned, 3, "nurse", "feed", FALSE);
  try_to_sign (ned, 3, "nurse", ABC, TRUE);
  assert_may_not (ned, "UPDATE signature SET meaning = 'approved'");
  assert_may_not (ned, "DELETE FROM signature");
  assert_may_not (rita, "SELECT count(*) FROM signature");
  g_clear_pointer (&ned, ct_database_close);
  g_clear_pointer (&rita, ct_database_close);
}

static void
log_all_and_set_up (Harbor *self, gconstpointer data)
{
  ct_test_server_start ();
  ct_test_server_sql ("postgres", "ALTER SYSTEM SET log_statement = 'all'");
  ct_test_server_sql ("postgres", "ALTER SYSTEM SET log_connections = on");
  ct_test_server_sql ("postgres", "SELECT pg_reload_conf ()");
  set_up (self, data);
}

static void
test_no_passphrase_reaches_the_servers_log (Harbor *self, gconstpointer data)
{
  g_autofree char *host = NULL, *log = NULL, *text = NULL;
  g_autoptr (CtDatabase) rita = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  rita = psql (self, "rita");
  ct_server_set_own_passphrase (rita, "quite another one", &error);
  g_assert_no_error (error);
  g_clear_pointer (&rita, ct_database_close);
  again = come_in (self, "rita", "quite another one", &error);
  g_assert_no_error (error);
  g_clear_pointer (&again, ct_database_close);
  host = ct_place_host (self->place);
  log = g_build_filename (host, "log", NULL);
  g_file_get_contents (log, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "ct_set_passphrase"));
  g_assert_null (strstr (text, RITA));
  g_assert_null (strstr (text, ANA));
  g_assert_null (strstr (text, "quite another one"));
  ct_test_server_sql ("postgres", "ALTER SYSTEM RESET log_statement");
  ct_test_server_sql ("postgres", "SELECT pg_reload_conf ()");
}

/* A change that ships under the number of another would be taken back by whoever has not updated yet. */
static void
test_rights_that_differ_from_released_ones_have_a_higher_version (void)
{
  static const struct
  {
    int         version;
    const char *sum;
  } released[] = { { 0, "1e1a79b68f70f07d1c06a4596f6246811a8af7c0bcb9ff05287e8b0ff6d67256" } };
  g_autofree char *note = ct_server_rights_note ();
  g_auto (GStrv) words = g_strsplit (note, " ", -1);

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (released); i++)
    if (g_str_equal (words[2], released[i].sum))
      g_assert_cmpint (CT_RIGHTS_VERSION, ==, released[i].version);
    else
      g_assert_cmpint (CT_RIGHTS_VERSION, >, released[i].version);
}

#define HARBOR_TEST(path, function) g_test_add (path, Harbor, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/rights-that-differ-from-released-ones-have-a-higher-version",
                   test_rights_that_differ_from_released_ones_have_a_higher_version);
  if (ct_test_server_is_there ("server"))
    {
      HARBOR_TEST ("/server/the-server-itself-checks-the-passphrase", test_the_server_itself_checks_the_passphrase);
      HARBOR_TEST ("/server/roles-follow-the-table-of-people", test_roles_follow_the_table_of_people);
      HARBOR_TEST ("/server/the-desk-reads-nothing-clinical-with-psql", test_the_desk_reads_nothing_clinical_with_psql);
      HARBOR_TEST ("/server/nobody-makes-themselves-more", test_nobody_makes_themselves_more);
      HARBOR_TEST ("/server/everybody-signs-with-their-own-name", test_everybody_signs_with_their_own_name);
      HARBOR_TEST ("/server/the-audit-is-only-added-to", test_the_audit_is_only_added_to);
      HARBOR_TEST ("/server/drafts-are-their-writers-alone", test_drafts_are_their_writers_alone);
      HARBOR_TEST ("/server/an-emergency-opens-one-chart-for-an-hour-and-is-in-the-audit",
                   test_an_emergency_opens_one_chart_for_an_hour_and_is_in_the_audit);
      HARBOR_TEST ("/server/one-time-codes-are-read-by-their-owner-alone", test_one_time_codes_are_read_by_their_owner_alone);
      HARBOR_TEST ("/server/the-server-says-what-the-matrix-says", test_the_server_says_what_the_matrix_says);
      HARBOR_TEST ("/server/a-place-that-is-taken-is-left-alone", test_a_place_that_is_taken_is_left_alone);
      g_test_add_func ("/server/who-may-not-make-roles-leaves-nothing-behind", test_who_may_not_make_roles_leaves_nothing_behind);
      HARBOR_TEST ("/server/a-visit-that-is-written-with-psql-comes-with-what-it-holds",
                   test_a_visit_that_is_written_with_psql_comes_with_what_it_holds);
      HARBOR_TEST ("/server/a-signature-is-ones-own-and-of-what-is-there", test_a_signature_is_ones_own_and_of_what_is_there);
      g_test_add ("/server/no-passphrase-reaches-the-servers-log", Harbor, NULL, log_all_and_set_up,
                  test_no_passphrase_reaches_the_servers_log, tear_down);
    }
  return g_test_run ();
}
