/* A small clinic in a folder of its own, at ten in the morning of Monday 2 March 2026 in California. */
#pragma once

#include <glib/gstdio.h>

#include "clinic/ct-await.h"
#include "clinic/ct-clinic.h"
#include "domain/ct-totp.h"

#define PASSPHRASE "correct horse battery"

typedef struct
{
  char     *folder;
  char     *path;
  char     *recovery_key;
  gint64    now_us;
  CtClinic *clinic;
} Fixture;

static inline void
fixture_open_with (Fixture *self, const char *passphrase)
{
  g_autoptr (GError) error = NULL;

  self->clinic = ct_clinic_open (self->path, "ana", passphrase, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static inline void
fixture_open (Fixture *self)
{
  fixture_open_with (self, PASSPHRASE);
}

static inline void
fixture_close (Fixture *self)
{
  if (self->clinic != NULL)
    ct_clinic_close (self->clinic);
  g_clear_object (&self->clinic);
}

static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  CtClinicSetup setup = { .clinic_name = "Harbor Ketamine Clinic", .site_name = "Harbor", .street = "1 Pier Road",
                          .city = "Long Beach", .region = "CA", .postcode = "90802", .phone = "562-555-0100",
                          .zone = "America/Los_Angeles", .n_chairs = 2, .admin_login = "ana",
                          .admin_name = "Ana Ruiz", .passphrase = PASSPHRASE, .light_keys = TRUE };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("chairtime-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "harbor.chairtime", NULL);
  self->now_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  ct_clinic_create (self->path, &setup, ct_clock_fixed (&self->now_us), &self->recovery_key, &error);
  g_assert_no_error (error);
  fixture_open (self);
}

static inline void
fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->recovery_key);
}

/* Takes the result of a call that must go well. */
static inline gpointer
fixture_take (Fixture *self, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (self->clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  ct_await_clear (await);
  return result;
}

/* Takes the refusal of a call that must not go well. */
static inline GError *
fixture_refusal (Fixture *self, CtAwait *await)
{
  GError *error = NULL;

  g_assert_null (ct_clinic_finish (self->clinic, ct_await_result (await), &error));
  g_assert_nonnull (error);
  ct_await_clear (await);
  return error;
}

/* What a phone shows that knows the secret. */
static inline char *
fixture_phone_code (Fixture *self, const char *secret)
{
  g_auto (GStrv) words = g_strsplit (secret, " ", -1);
  g_autofree char *plain = g_strjoinv (NULL, words);
  guint8 bytes[CT_TOTP_SECRET_BYTES];

  g_assert_true (ct_totp_parse_base32 (plain, bytes, sizeof bytes));
  return g_strdup_printf ("%06u", ct_totp_at (bytes, sizeof bytes, ct_totp_step (self->now_us), 6));
}

static inline CtPatient *
fixture_add_patient (Fixture *self, const char *family, const char *given, const char *born)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();

  patient->family_name = g_strdup (family);
  patient->given_names = g_strdup (given);
  patient->born = ct_date_parse_iso (born);
  patient->weight_g = 70000;
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  return fixture_take (self, &await);
}

/* A wish for a visit: the first chair unless told otherwise. */
static inline CtAppointment *
fixture_wish (Fixture *self, CtPatient *patient, const char *day, const char *time, int minutes)
{
  CtAppointment *wish = ct_appointment_new ();

  wish->patient_id = CT_RECORD (patient)->id;
  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), 0))->id;
  wish->kind = g_strdup (CT_VISIT_CONSULTATION);
  wish->day = ct_date_parse_iso (day);
  wish->minute = ct_minute_parse (time);
  wish->minutes = minutes;
  return wish;
}

static inline CtAppointment *
fixture_book (Fixture *self, CtPatient *patient, const char *day, const char *time, int minutes)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fixture_wish (self, patient, day, time, minutes);

  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  return fixture_take (self, &await);
}

static inline CtPatientFile *
fixture_read (Fixture *self, gint64 patient_id)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_patient_async (self->clinic, patient_id, ct_await_done, &await);
  return fixture_take (self, &await);
}

static inline char *
fixture_undo (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  return fixture_take (self, &await);
}

#define FIXTURE_TEST(path, function) \
  g_test_add ("/clinic/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
