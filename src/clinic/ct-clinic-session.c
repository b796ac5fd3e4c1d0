/* Making a clinic, coming in, locking, going out. */
#include "clinic/ct-await.h"
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/ct-text.h"

#define MIN_PASSPHRASE_LETTERS 10
#define MAX_CHAIRS 60

/* ---- What may be typed ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

/* Whether a passphrase is long enough. */
gboolean
ct_clinic_check_passphrase (const char *passphrase, GError **error)
{
  if (passphrase == NULL || !g_utf8_validate (passphrase, -1, NULL) ||
      g_utf8_strlen (passphrase, -1) < MIN_PASSPHRASE_LETTERS)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("The passphrase needs at least %d letters. A few words are good."),
                   MIN_PASSPHRASE_LETTERS);
      return FALSE;
    }
  return TRUE;
}

/* Whether a log-in name is made of the right letters. */
gboolean
ct_clinic_check_login (const char *login, GError **error)
{
  gsize n = login != NULL ? strlen (login) : 0;

  if (n == 0 || n > 40 || strspn (login, "abcdefghijklmnopqrstuvwxyz0123456789.-") != n)
    return refuse (error, _("A user name is made of small letters, digits, dots and dashes."));
  return TRUE;
}

static gboolean
check_setup (const CtClinicSetup *setup, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (ct_text_is_blank (setup->clinic_name))
    return refuse (error, _("The clinic needs a name."));
  if (setup->zone == NULL || (zone = ct_zone_load (setup->zone)) == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a time zone. Write it like America/Los_Angeles."),
                   setup->zone != NULL ? setup->zone : "");
      return FALSE;
    }
  if (setup->n_chairs < 1 || setup->n_chairs > MAX_CHAIRS)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A site has 1 to %d chairs."), MAX_CHAIRS);
      return FALSE;
    }
  return ct_clinic_check_login (setup->admin_login, error) && ct_clinic_check_passphrase (setup->passphrase, error);
}

/* ---- The first rows ---- */

static gboolean
insert_chairs (CtUnit *unit, gint64 site_id, int n_chairs, GError **error)
{
  for (int i = 1; i <= n_chairs; i++)
    {
      g_autoptr (CtChair) chair = ct_chair_new ();

      chair->site_id = site_id;
      /* Translators: the name of a treatment chair; %d is its number */
      chair->name = g_strdup_printf (_("Chair %d"), i);
      chair->kind = g_strdup ("chair");
      chair->position = i;
      chair->active = TRUE;
      if (!ct_unit_insert (unit, chair, error))
        return FALSE;
    }
  return TRUE;
}

/* Monday to Friday, 8 to 17: to be changed in the preferences. */
static gboolean
insert_usual_hours (CtUnit *unit, gint64 site_id, GError **error)
{
  for (int weekday = 1; weekday <= 5; weekday++)
    {
      g_autoptr (CtOpening) opening = ct_opening_new ();

      opening->site_id = site_id;
      opening->weekday = weekday;
      opening->from_minute = 8 * 60;
      opening->to_minute = 17 * 60;
      if (!ct_unit_insert (unit, opening, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_admin (CtUnit *unit, const CtClinicSetup *setup, GError **error)
{
  g_autoptr (CtUser) user = ct_user_new ();

  user->login = g_strdup (setup->admin_login);
  user->full_name = g_strdup (ct_text_is_blank (setup->admin_name) ? setup->admin_login : setup->admin_name);
  user->role = g_strdup (CT_ROLE_OWNER);
  user->active = TRUE;
  return ct_unit_insert (unit, user, error);
}

static gpointer
insert_first_rows (CtUnit *unit, gpointer data, GError **error)
{
  const CtClinicSetup *setup = data;
  g_autoptr (CtClinicInfo) info = ct_clinic_info_new ();
  g_autoptr (CtSite) site = ct_site_new ();

  info->name = ct_text_clean (setup->clinic_name);
  info->phone = ct_text_clean (setup->phone);
  site->name = ct_text_clean (ct_text_is_blank (setup->site_name) ? setup->clinic_name : setup->site_name);
  site->street = ct_text_clean (setup->street);
  site->city = ct_text_clean (setup->city);
  site->region = ct_text_clean (setup->region);
  site->postcode = ct_text_clean (setup->postcode);
  site->phone = ct_text_clean (setup->phone);
  site->zone = g_strdup (setup->zone);
  site->active = TRUE;
  if (!ct_record_check (CT_RECORD (info), error) || !ct_record_check (CT_RECORD (site), error) ||
      !ct_unit_insert (unit, info, error) || !ct_unit_insert (unit, site, error) ||
      !insert_chairs (unit, CT_RECORD (site)->id, setup->n_chairs, error) ||
      !insert_usual_hours (unit, CT_RECORD (site)->id, error) || !insert_admin (unit, setup, error))
    return NULL;
  return CT_WORK_DONE;
}

/* ---- Making a clinic ---- */

static void
remove_half_made (const char *path, const char *keys_path)
{
  const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_remove (name);
    }
  g_remove (keys_path);
}

static gboolean
fill_new_store (const char *path, CtKeyring *keyring, const CtClinicSetup *setup, CtClock clock, GError **error)
{
  g_autoptr (CtStore) store = NULL;
  gboolean done;

  if (!ct_store_create (path, ct_keyring_key (keyring), error) ||
      (store = ct_store_open (path, ct_keyring_key (keyring), clock, error)) == NULL)
    return FALSE;
  ct_store_set_actor (store, 0, setup->admin_login, g_get_host_name ());
  done = ct_store_write (store, insert_first_rows, (gpointer) setup, error) != NULL;
  ct_store_close (store);
  return done;
}

/**
 * ct_clinic_create:
 * @path: where the database shall be; must not exist
 * @setup: what is known of the clinic
 * @clock: the time to go by
 * @recovery_key: (out) (optional): the key to print and put away
 * @error: what went wrong; nothing is then left behind
 *
 * Makes a clinic with one site, its chairs, usual opening hours and its first user. Takes about a second, for the
 * passphrase is made hard to guess.
 *
 * Returns: whether the clinic was made.
 */
gboolean
ct_clinic_create (const char *path, const CtClinicSetup *setup, CtClock clock, char **recovery_key, GError **error)
{
  g_autoptr (CtKeyring) keyring = NULL;
  g_autofree char *keys_path = NULL;
  g_autofree char *recovery = NULL;

  g_return_val_if_fail (path != NULL && setup != NULL, FALSE);
  if (!check_setup (setup, error))
    return FALSE;
  keys_path = ct_keyring_path_for (path);
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (keys_path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("There is a clinic at “%s” already. Choose another place."), path);
      return FALSE;
    }
  keyring = ct_keyring_create (setup->light_keys ? CT_KEYRING_LIGHT : CT_KEYRING_STRONG);
  recovery = ct_keyring_make_recovery (keyring, error);
  if (recovery == NULL || !ct_keyring_set_user (keyring, setup->admin_login, setup->passphrase, error))
    return FALSE;
  if (!ct_keyring_save (keyring, keys_path, error) || !fill_new_store (path, keyring, setup, clock, error))
    {
      remove_half_made (path, keys_path);
      return FALSE;
    }
  if (recovery_key != NULL)
    *recovery_key = g_steal_pointer (&recovery);
  return TRUE;
}

typedef struct
{
  char         *path;
  CtClinicSetup setup;
  char         *text[10];
  CtClock       clock;
} CreateCall;

static void
create_call_free (gpointer data)
{
  CreateCall *call = data;

  for (gsize i = 0; i < G_N_ELEMENTS (call->text); i++)
    g_free (call->text[i]);
  g_free ((char *) call->setup.passphrase);
  g_free (call->path);
  g_free (call);
}

static CreateCall *
create_call_new (const char *path, const CtClinicSetup *setup, CtClock clock)
{
  CreateCall *call = g_new0 (CreateCall, 1);
  const char **const fields[] = {
    &call->setup.clinic_name, &call->setup.site_name, &call->setup.street,      &call->setup.city,
    &call->setup.region,      &call->setup.postcode,  &call->setup.phone,       &call->setup.zone,
    &call->setup.admin_login, &call->setup.admin_name,
  };

  call->path = g_strdup (path);
  call->clock = clock;
  call->setup = *setup;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *fields[i] = call->text[i] = g_strdup (*fields[i]);
  call->setup.passphrase = g_strdup (setup->passphrase);
  return call;
}

static void
create_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  /* The store wants a main context of its own to tell its news to; nobody listens here. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  CreateCall *call = data;
  char *recovery_key = NULL;
  GError *error = NULL;

  g_main_context_push_thread_default (context);
  if (ct_clinic_create (call->path, &call->setup, call->clock, &recovery_key, &error))
    g_task_return_pointer (task, recovery_key, g_free);
  else
    g_task_return_error (task, error);
  g_main_context_pop_thread_default (context);
}

/**
 * ct_clinic_create_async:
 * @path: where the database shall be
 * @setup: what is known of the clinic; copied
 * @clock: the time to go by
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * ct_clinic_create() without making anybody wait.
 */
void
ct_clinic_create_async (const char *path, const CtClinicSetup *setup, CtClock clock, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_return_if_fail (path != NULL && setup != NULL);
  g_task_set_task_data (task, create_call_new (path, setup, clock), create_call_free);
  g_task_run_in_thread (task, create_thread);
}

/**
 * ct_clinic_create_finish:
 * @result: what the callback was given
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): the recovery key.
 */
char *
ct_clinic_create_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Coming in ---- */

/* Says how long to wait after wrong passphrases, or nothing. */
static gboolean
check_patience (CtKeyring *keyring, const char *login, gint64 now_us, GError **error)
{
  gint64 until_us = ct_keyring_blocked_until (keyring, login);
  int seconds;

  if (until_us <= now_us)
    return TRUE;
  seconds = (int) ((until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  g_set_error (error, CT_ERROR, CT_ERROR_BUSY,
               ngettext ("Too many wrong passphrases. Try again in %d second.",
                         "Too many wrong passphrases. Try again in %d seconds.", (gulong) seconds),
               seconds);
  return FALSE;
}

/* Unwraps the database key. A failure is noted in the keyring file, and so slows the next try down. */
static CtKeyring *
unlock_keyring (const char *path, const char *login, const char *passphrase, gint64 now_us, GError **error)
{
  g_autofree char *keys_path = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no clinic at “%s”."), path);
      return NULL;
    }
  keyring = ct_keyring_load (keys_path, error);
  if (keyring == NULL || !check_patience (keyring, login, now_us, error))
    return NULL;
  if (ct_keyring_unlock (keyring, login, passphrase, error))
    return g_steal_pointer (&keyring);
  ct_keyring_note_failure (keyring, login, now_us);
  ct_keyring_save (keyring, keys_path, NULL);
  return NULL;
}

typedef struct
{
  char      *path;
  char      *login;
  char      *passphrase;
  CtClock    clock;
  CtKeyring *keyring;
  CtClinic  *clinic;
  GPtrArray *failures; /* of CtFailedLogin */
} OpenCall;

static void
open_call_free (gpointer data)
{
  OpenCall *call = data;

  g_free (call->path);
  g_free (call->login);
  g_free (call->passphrase);
  g_clear_pointer (&call->keyring, ct_keyring_free);
  g_clear_pointer (&call->failures, g_ptr_array_unref);
  g_clear_object (&call->clinic);
  g_free (call);
}

static gboolean
audit_failures (CtUnit *unit, GPtrArray *failures, GError **error)
{
  for (guint i = 0; failures != NULL && i < failures->len; i++)
    {
      const CtFailedLogin *failure = g_ptr_array_index (failures, i);
      g_autofree char *at = ct_time_to_iso (failure->at_us);
      g_autofree char *detail = g_strdup_printf ("%s, %s", failure->login, at != NULL ? at : "");

      if (!ct_unit_audit (unit, "log-in-failed", NULL, 0, 0, detail, error))
        return FALSE;
    }
  return TRUE;
}

/* Reads the set-up, checks that the user may come in, and writes the log-in and the failures before it down. */
static gpointer
log_in (CtUnit *unit, gpointer data, GError **error)
{
  OpenCall *call = data;
  g_autoptr (CtUser) user = ct_unit_first (unit, error, CT_TYPE_USER, "user.by-login", "t", call->login);

  if (user == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("This user may not log in here any more."));
      return NULL;
    }
  if (!user->active)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("This user may not log in here any more."));
      return NULL;
    }
  if (!audit_failures (unit, call->failures, error) ||
      !ct_unit_audit (unit, "logged-in", NULL, 0, 0, NULL, error) ||
      ct_unit_run (unit, error, "user.note-login", "ii", CT_RECORD (user)->id, ct_unit_now (unit)) < 0)
    return NULL;
  ct_clinic_forget_setup (call->clinic);
  if (!ct_clinic_load_setup (call->clinic, unit, error))
    return NULL;
  g_set_object (&call->clinic->user, user);
  return CT_WORK_DONE;
}

static void
on_logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (ct_store_finish (CT_STORE (source), result, &error) == NULL)
    {
      ct_clinic_close (call->clinic);
      g_task_return_error (task, error);
      return;
    }
  ct_store_set_actor (CT_STORE (source), CT_RECORD (call->clinic->user)->id, call->login, g_get_host_name ());
  call->clinic->keyring = g_steal_pointer (&call->keyring);
  g_task_return_pointer (task, g_steal_pointer (&call->clinic), g_object_unref);
}

/* The folders of knowledge: what is shipped, then what lies beside the database. */
static CtKnowledge *
load_knowledge (const char *path, GError **error)
{
  g_autofree char *shipped = ct_knowledge_find_folder ();
  g_autofree char *beside = g_path_get_dirname (path);
  g_autofree char *own = g_build_filename (beside, "knowledge", NULL);
  const char *folders[] = { shipped, NULL, NULL };

  if (shipped == NULL)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                           _("The protocols and instruments that come with Chairtime are missing. Install it again."));
      return NULL;
    }
  if (g_file_test (own, G_FILE_TEST_IS_DIR))
    folders[1] = own;
  return ct_knowledge_load (folders, error);
}

static void
on_key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenCall *call = g_task_get_task_data (task);
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtKnowledge) knowledge = NULL;
  GError *error = NULL;

  if ((knowledge = g_task_propagate_pointer (G_TASK (result), &error)) == NULL ||
      (store = ct_store_open (call->path, ct_keyring_key (call->keyring), call->clock, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->clinic = ct_clinic_new_for_store (call->path, store, call->clock, knowledge);
  ct_store_set_actor (store, 0, call->login, g_get_host_name ());
  ct_store_write_async (store, log_in, call, NULL, NULL, NULL, on_logged_in_cb, g_steal_pointer (&task));
}

/* On a thread: the slow passphrase, the keyring file and the knowledge files. */
static void
find_key_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenCall *call = data;
  g_autofree char *keys_path = ct_keyring_path_for (call->path);
  CtKnowledge *knowledge;
  GError *error = NULL;

  call->keyring = unlock_keyring (call->path, call->login, call->passphrase, ct_clock_now (&call->clock), &error);
  if (call->keyring == NULL || (knowledge = load_knowledge (call->path, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->failures = ct_keyring_take_failures (call->keyring, call->login);
  if (call->failures != NULL && call->failures->len > 0)
    ct_keyring_save (call->keyring, keys_path, NULL);
  g_task_return_pointer (task, knowledge, (GDestroyNotify) ct_knowledge_unref);
}

/**
 * ct_clinic_open_async:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @clock: the time to go by
 * @callback: called when it is open, or not
 * @user_data: for @callback
 *
 * Opens a clinic and logs in. A wrong passphrase is %CT_ERROR_PASSPHRASE; after several, %CT_ERROR_BUSY says how long to
 * wait.
 */
void
ct_clinic_open_async (const char *path, const char *login, const char *passphrase, CtClock clock,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) key_task = g_task_new (NULL, NULL, on_key_found_cb, task);
  OpenCall *call = g_new0 (OpenCall, 1);

  g_return_if_fail (path != NULL && login != NULL && passphrase != NULL);
  call->path = g_canonicalize_filename (path, NULL);
  call->login = g_strdup (login);
  call->passphrase = g_strdup (passphrase);
  call->clock = clock;
  g_task_set_task_data (task, call, open_call_free);
  g_task_set_task_data (key_task, call, NULL);
  g_task_run_in_thread (key_task, find_key_thread);
}

/**
 * ct_clinic_open_finish:
 * @result: what the callback was given
 * @error: why it is not open
 *
 * Returns: (transfer full) (nullable): the open clinic.
 */
CtClinic *
ct_clinic_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ct_clinic_open:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @clock: the time to go by
 * @error: why it is not open
 *
 * ct_clinic_open_async() for commands and tests: runs the thread's main context until it is done.
 *
 * Returns: (transfer full) (nullable): the open clinic.
 */
CtClinic *
ct_clinic_open (const char *path, const char *login, const char *passphrase, CtClock clock, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_open_async (path, login, passphrase, clock, ct_await_done, &await);
  return ct_clinic_open_finish (ct_await_result (&await), error);
}

/**
 * ct_clinic_list_logins:
 * @path: where the database is
 * @error: why that can't be said
 *
 * Returns: (transfer full) (nullable): who has a key to this clinic.
 */
GStrv
ct_clinic_list_logins (const char *path, GError **error)
{
  g_autofree char *keys_path = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = ct_keyring_load (keys_path, error);

  return keyring != NULL ? ct_keyring_list_users (keyring) : NULL;
}

static gpointer
note_reset (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "passphrase-reset", NULL, 0, 0, data, error) ? CT_WORK_DONE : NULL;
}

/**
 * ct_clinic_reset_passphrase:
 * @path: where the database is
 * @recovery_key: the printed key
 * @login: whose passphrase to set
 * @new_passphrase: the new one
 * @clock: the time to go by
 * @error: why it was not done
 *
 * Gives a user who forgot the passphrase a new one. The database is not encrypted anew. The act is audited.
 *
 * Returns: whether it was done.
 */
gboolean
ct_clinic_reset_passphrase (const char *path, const char *recovery_key, const char *login, const char *new_passphrase,
                            CtClock clock, GError **error)
{
  g_autofree char *keys_path = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = ct_keyring_load (keys_path, error);
  g_autoptr (CtStore) store = NULL;
  gboolean done;

  if (keyring == NULL || !ct_clinic_check_passphrase (new_passphrase, error) || !ct_clinic_check_login (login, error) ||
      !ct_keyring_unlock_recovery (keyring, recovery_key, error) ||
      (store = ct_store_open (path, ct_keyring_key (keyring), clock, error)) == NULL)
    return FALSE;
  ct_store_set_actor (store, 0, login, g_get_host_name ());
  done = ct_store_write (store, note_reset, (gpointer) login, error) != NULL &&
         ct_keyring_set_user (keyring, login, new_passphrase, error) && ct_keyring_save (keyring, keys_path, error);
  ct_store_close (store);
  return done;
}

/* ---- Locking ---- */

/**
 * ct_clinic_is_locked:
 * @self: a clinic
 *
 * Returns: whether the passphrase has to be typed before anything else.
 */
gboolean
ct_clinic_is_locked (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), TRUE);
  return self->locked;
}

static gpointer
note_act (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, data, NULL, 0, 0, NULL, error) ? CT_WORK_DONE : NULL;
}

/**
 * ct_clinic_lock:
 * @self: a clinic
 *
 * Refuses everything until ct_clinic_unlock_async().
 */
void
ct_clinic_lock (CtClinic *self)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  if (self->locked)
    return;
  self->locked = TRUE;
  if (self->store != NULL)
    ct_store_write_async (self->store, note_act, (gpointer) "locked", NULL, NULL, NULL, NULL, NULL);
}

typedef struct
{
  char   *path;
  char   *login;
  char   *passphrase;
  char   *new_passphrase; /* (nullable): only to unlock */
  CtClock clock;
} KeyCall;

static void
key_call_free (gpointer data)
{
  KeyCall *call = data;

  g_free (call->path);
  g_free (call->login);
  g_free (call->passphrase);
  g_free (call->new_passphrase);
  g_free (call);
}

static void
key_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  KeyCall *call = data;
  g_autofree char *keys_path = ct_keyring_path_for (call->path);
  g_autoptr (CtKeyring) keyring = NULL;
  GError *error = NULL;

  keyring = unlock_keyring (call->path, call->login, call->passphrase, ct_clock_now (&call->clock), &error);
  if (keyring == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (call->new_passphrase != NULL && (!ct_keyring_set_user (keyring, call->login, call->new_passphrase, &error) ||
                                       !ct_keyring_save (keyring, keys_path, &error)))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&keyring), (GDestroyNotify) ct_keyring_free);
}

static void
on_key_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = CT_CLINIC (source);
  KeyCall *call = g_task_get_task_data (G_TASK (result));
  CtKeyring *keyring;
  GError *error = NULL;
  const char *act;

  if ((keyring = g_task_propagate_pointer (G_TASK (result), &error)) == NULL)
    {
      act = "log-in-failed";
      g_task_return_error (task, error);
    }
  else
    {
      act = call->new_passphrase != NULL ? "passphrase-changed" : "unlocked";
      g_clear_pointer (&self->keyring, ct_keyring_free);
      self->keyring = keyring;
      self->locked = FALSE;
      g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
    }
  if (self->store != NULL)
    ct_store_write_async (self->store, note_act, (gpointer) act, NULL, NULL, NULL, NULL, NULL);
}

static void
try_key (CtClinic *self, const char *passphrase, const char *new_passphrase, GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) key_task = g_task_new (self, NULL, on_key_tried_cb, task);
  KeyCall *call = g_new0 (KeyCall, 1);

  call->path = g_strdup (self->path);
  call->login = g_strdup (self->user->login);
  call->passphrase = g_strdup (passphrase);
  call->new_passphrase = g_strdup (new_passphrase);
  call->clock = self->clock;
  g_task_set_task_data (key_task, call, key_call_free);
  g_task_run_in_thread (key_task, key_thread);
}

/**
 * ct_clinic_unlock_async:
 * @self: a locked clinic
 * @passphrase: of who is logged in
 * @callback: called when it is open again, or not
 * @user_data: for @callback
 *
 * Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_unlock_async (CtClinic *self, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self) && passphrase != NULL);
  try_key (self, passphrase, NULL, callback, user_data);
}

/**
 * ct_clinic_change_passphrase_async:
 * @self: a clinic
 * @old_passphrase: of who is logged in
 * @new_passphrase: the new one
 * @callback: called when it is done, or not
 * @user_data: for @callback
 *
 * Only the user's key slot is written anew, not the database. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_change_passphrase_async (CtClinic *self, const char *old_passphrase, const char *new_passphrase,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && old_passphrase != NULL);
  if (!ct_clinic_check_passphrase (new_passphrase, &error))
    ct_clinic_refuse (self, error, callback, user_data);
  else
    try_key (self, old_passphrase, new_passphrase, callback, user_data);
}
