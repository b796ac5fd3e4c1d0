/* Making a clinic. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "domain/ct-passphrase.h"

#define MAX_CHAIRS 60

/* ---- What may be typed ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
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
  return ct_clinic_check_login (setup->admin_login, error) &&
         ct_passphrase_check (setup->passphrase, setup->admin_login, error);
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

static gboolean
fill_new_store (CtDoor *door, const CtClinicSetup *setup, CtClock clock, GError **error)
{
  g_autoptr (CtStore) store = ct_door_open_store (door, clock, error);
  gboolean done;

  if (store == NULL)
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
  g_autoptr (CtDoor) door = NULL;
  g_autofree char *recovery = NULL;

  g_return_val_if_fail (path != NULL && setup != NULL, FALSE);
  if (!check_setup (setup, error))
    return FALSE;
  door = ct_door_for (path);
  ct_door_offer_password (door, setup->server_password);
  if (!ct_door_create (door, setup->admin_login, setup->passphrase, setup->light_keys ? CT_DOOR_LIGHT : CT_DOOR_STRONG,
                       clock, &recovery, error))
    return FALSE;
  if (!fill_new_store (door, setup, clock, error))
    {
      ct_door_undo_create (door);
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
  g_free ((char *) call->setup.server_password);
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
  call->setup.server_password = g_strdup (setup->server_password);
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
