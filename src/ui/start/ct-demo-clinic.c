#include "ui/start/ct-demo-clinic.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "clinic/ct-demo.h"
#include "ui/start/ct-zone-choice.h"

#define N_PATIENTS 400
#define SEED 1

typedef struct
{
  char   *path;
  CtClock clock;
} Making;

static void
making_free (gpointer data)
{
  g_free (((Making *) data)->path);
  g_free (data);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CtDemoWish wish = { .n_patients = N_PATIENTS, .seed = SEED };
  CtDemoCounts counts;
  GError *error = NULL;
  g_autoptr (CtClinic) clinic = ct_clinic_open_finish (result, &error);

  if (clinic == NULL || !ct_clinic_fill_demo (clinic, &wish, NULL, NULL, &counts, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&clinic), g_object_unref);
}

static void
on_created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Making *making = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *key = ct_clinic_create_finish (result, &error);

  if (key == NULL)
    g_task_return_error (task, error);
  else
    ct_clinic_open_async (making->path, CT_DEMO_LOGIN, CT_DEMO_PASSPHRASE, making->clock, on_opened_cb,
                          g_steal_pointer (&task));
}

/* What is left of an earlier demonstration; its people are made up again, around today. */
static void
remove_earlier (const char *path)
{
  const char *const endings[] = { "", "-wal", "-shm", ".keys" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_remove (file);
    }
}

/**
 * ct_demo_clinic_make_async:
 * @path: where its file goes; an earlier demo clinic there is replaced
 * @clock: what time it is
 * @callback: called when it is open, or not
 * @user_data: for @callback
 *
 * Makes a clinic with synthetic people and opens it.
 */
void
ct_demo_clinic_make_async (const char *path, CtClock clock, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *zone = ct_zone_of_this_computer ();
  CtClinicSetup setup = {
    .clinic_name = _("Harbor Ketamine Clinic (demo)"),
    .site_name = _("Harbor"),
    .zone = zone,
    .n_chairs = 6,
    .admin_login = CT_DEMO_LOGIN,
    .admin_name = "Ana Ruiz",
    .passphrase = CT_DEMO_PASSPHRASE,
  };
  Making *making = g_new0 (Making, 1);

  g_return_if_fail (path != NULL);
  making->path = g_strdup (path);
  making->clock = clock;
  g_task_set_task_data (task, making, making_free);
  remove_earlier (path);
  ct_clinic_create_async (path, &setup, clock, on_created_cb, task);
}

/**
 * ct_demo_clinic_make_finish:
 * @result: what the callback was given
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): the clinic, open.
 */
CtClinic *
ct_demo_clinic_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
