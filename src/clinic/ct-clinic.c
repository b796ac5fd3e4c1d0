#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  PROP_0,
  PROP_ONLINE,
  PROP_OUTDATED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  UNDO_CHANGED,
  ONLINE_CHANGED,
  BACKUP_PROGRESS,
  EDITORS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtClinic, ct_clinic, G_TYPE_OBJECT)

static void
ct_clinic_dispose (GObject *object)
{
  CtClinic *self = CT_CLINIC (object);

  ct_clinic_close (self);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  ct_clinic_forget_setup (self);
  g_clear_object (&self->user);
  g_clear_object (&self->door);
  g_clear_pointer (&self->emergencies, g_ptr_array_unref);
  g_clear_pointer (&self->knowledge, ct_knowledge_unref);
  G_OBJECT_CLASS (ct_clinic_parent_class)->dispose (object);
}

static void
ct_clinic_finalize (GObject *object)
{
  g_free (CT_CLINIC (object)->path);
  g_free (CT_CLINIC (object)->away);
  ct_clinic_free_presence (CT_CLINIC (object));
  g_clear_pointer (&CT_CLINIC (object)->box, ct_desk_box_unref);
  G_OBJECT_CLASS (ct_clinic_parent_class)->finalize (object);
}

static void
ct_clinic_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ONLINE)
    g_value_set_boolean (value, CT_CLINIC (object)->online);
  else if (id == PROP_OUTDATED)
    g_value_set_boolean (value, CT_CLINIC (object)->outdated);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_clinic_class_init (CtClinicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ct_clinic_dispose;
  object_class->finalize = ct_clinic_finalize;
  object_class->get_property = ct_clinic_get_property;
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTDATED] =
    g_param_spec_boolean ("outdated", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", CT_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_INT64);
  signals[ONLINE_CHANGED] = g_signal_new ("online-changed", CT_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[UNDO_CHANGED] = g_signal_new ("undo-changed", CT_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[BACKUP_PROGRESS] = g_signal_new ("backup-progress", CT_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_DOUBLE);
  signals[EDITORS_CHANGED] = g_signal_new ("editors-changed", CT_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
ct_clinic_init (CtClinic *self)
{
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_act_free);
  self->emergencies = g_ptr_array_new_with_free_func (g_object_unref);
  ct_clinic_init_presence (self);
}

/* ---- Set-up is kept in memory; news about it makes the clinic read it again. ---- */

static gpointer
reload_setup (CtUnit *unit, gpointer data, GError **error)
{
  CtClinic *fresh = g_object_new (CT_TYPE_CLINIC, NULL);

  if (!ct_clinic_load_setup (fresh, unit, error))
    g_clear_object (&fresh);
  return fresh;
}

/* The store leaves out what is clinical where the user may not see it. */
void
ct_clinic_tell_store_user (CtClinic *self)
{
  ct_store_set_actor (self->store, CT_RECORD (self->user)->id, self->user->login, g_get_host_name ());
  ct_store_set_charts (self->store, ct_clinic_user_may (self, CT_MAY_SEE_CHART));
}

/* Who is logged in may have another role now, or none. */
static void
refresh_user (CtClinic *self)
{
  for (guint i = 0; i < self->users->len && self->user != NULL; i++)
    if (CT_RECORD (g_ptr_array_index (self->users, i))->id == CT_RECORD (self->user)->id)
      {
        g_set_object (&self->user, g_ptr_array_index (self->users, i));
        if (self->store != NULL)
          ct_clinic_tell_store_user (self);
        break;
      }
}

/* Several readers answer; one that was asked earlier and answers later has seen less. Weakly: news on its way must not keep
 * a clinic open that nobody holds any more. */
typedef struct
{
  GWeakRef clinic;
  guint    number;
} Reload;

static void
reload_free (Reload *self)
{
  g_weak_ref_clear (&self->clinic);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reload, reload_free)

static void
on_setup_reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reload) reload = user_data;
  g_autoptr (CtClinic) self = g_weak_ref_get (&reload->clinic);
  g_autoptr (CtClinic) fresh = ct_store_finish (CT_STORE (source), result, NULL);

  if (self == NULL || fresh == NULL || reload->number < self->setup_shown)
    return;
  self->setup_shown = reload->number;
  ct_clinic_forget_setup (self);
  self->info = g_steal_pointer (&fresh->info);
  self->sites = g_steal_pointer (&fresh->sites);
  self->chairs = g_steal_pointer (&fresh->chairs);
  self->users = g_steal_pointer (&fresh->users);
  self->role_rules = g_steal_pointer (&fresh->role_rules);
  self->openings = g_steal_pointer (&fresh->openings);
  self->closures = g_steal_pointer (&fresh->closures);
  self->desk = g_steal_pointer (&fresh->desk);
  refresh_user (self);
  g_signal_emit (self, signals[CHANGED], 0, "setup", (gint64) 0);
}

static void
ask_for_setup (CtClinic *self, CtStore *store)
{
  Reload *reload = g_new0 (Reload, 1);

  g_weak_ref_init (&reload->clinic, self);
  reload->number = ++self->setup_asked;
  ct_store_read_async (store, reload_setup, NULL, NULL, g_object_unref, NULL, on_setup_reloaded_cb, reload);
}

static gboolean
is_setup_table (const char *table)
{
  static const char *const tables[] = { "clinic", "site", "chair", "opening", "closure", "site_floor", "staff_leave", "staff_busy", "held_time",
                                       "list_rules", "color_choice", "app_user", "role_rule", NULL };

  return g_strv_contains (tables, table);
}

/* The news of acts name whose they are; 0: somebody's, or many. */
static void
hear_of_acts (CtClinic *self, gint64 user_id)
{
  if (self->user != NULL && (user_id == 0 || user_id == CT_RECORD (self->user)->id))
    ct_clinic_reload_acts (self);
}

static void
on_store_changed_cb (CtStore *store, const char *table, gint64 id, gpointer user_data)
{
  CtClinic *self = user_data;

  if (is_setup_table (table))
    ask_for_setup (self, store);
  if (g_strcmp0 (table, "schema_migration") == 0)
    ct_clinic_look_at_version (self);
  if (g_strcmp0 (table, "presence") == 0)
    ct_clinic_look_around (self, -1);
  else if (g_strcmp0 (table, "undo_act") == 0)
    hear_of_acts (self, id);
  else if (g_strcmp0 (table, "emergency") == 0)
    ct_clinic_hear_of_emergency (self, id);
  else
    g_signal_emit (self, signals[CHANGED], 0, table, id);
}

static void
on_store_online_changed_cb (CtStore *store, gboolean online, gpointer user_data)
{
  ct_clinic_set_online (user_data, online);
}

/* Makes the clinic of an open store; its set-up is still to be read. */
CtClinic *
ct_clinic_new_for_store (const char *path, CtStore *store, CtClock clock, CtKnowledge *knowledge)
{
  CtClinic *self = g_object_new (CT_TYPE_CLINIC, NULL);

  self->path = g_strdup (path);
  self->clock = clock;
  self->store = g_object_ref (store);
  self->knowledge = ct_knowledge_ref (knowledge);
  ct_clinic_init_place (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), self, 0);
  g_signal_connect_object (store, "online-changed", G_CALLBACK (on_store_online_changed_cb), self, 0);
  return self;
}

/**
 * ct_clinic_close:
 * @self: a clinic
 *
 * Waits for what is under way and closes the store. Nothing can be asked of the clinic afterwards.
 */
void
ct_clinic_close (CtClinic *self)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  if (self->store == NULL)
    return;
  ct_clinic_cancel_backup (self);
  g_signal_handlers_disconnect_by_func (self->store, on_store_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->store, on_store_online_changed_cb, self);
  ct_clinic_leave_presence (self);
  ct_clinic_stop_trying (self);
  ct_store_close (self->store);
  g_clear_object (&self->store);
}

/* ---- The end of every call ---- */

/**
 * ct_clinic_finish:
 * @self: the clinic
 * @result: what the callback was given
 * @error: what went wrong, in a sentence for the user
 *
 * Returns: (transfer full) (nullable): the result named with the use case, %NULL with @error set.
 */
gpointer
ct_clinic_finish (CtClinic *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Plain facts about the open clinic ---- */

/**
 * ct_clinic_get_path:
 * @self: a clinic
 *
 * Returns: where its database is.
 */
const char *
ct_clinic_get_path (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->path;
}

/**
 * ct_clinic_is_encrypted:
 * @self: a clinic
 *
 * Returns: whether the database file can't be read without the key. A clinic on a server has no file here.
 */
gboolean
ct_clinic_is_encrypted (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  return self->store != NULL && ct_store_is_encrypted (self->store);
}

/**
 * ct_clinic_is_on_server:
 * @self: a clinic
 *
 * Returns: whether it is on a server, shared with other desks.
 */
gboolean
ct_clinic_is_on_server (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  return self->store != NULL && ct_store_is_on_server (self->store);
}

/**
 * ct_clinic_get_clock:
 * @self: a clinic
 *
 * Returns: (transfer none): the clock everything goes by.
 */
const CtClock *
ct_clinic_get_clock (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return &self->clock;
}

/**
 * ct_clinic_get_user:
 * @self: a clinic
 *
 * Returns: (transfer none): who is logged in.
 */
CtUser *
ct_clinic_get_user (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->user;
}

/**
 * ct_clinic_get_info:
 * @self: a clinic
 *
 * Returns: (transfer none): its name and how to reach it.
 */
CtClinicInfo *
ct_clinic_get_info (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->info;
}

/**
 * ct_clinic_get_knowledge:
 * @self: a clinic
 *
 * Returns: (transfer none): protocols, instruments and indications, the clinic's own among them.
 */
CtKnowledge *
ct_clinic_get_knowledge (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->knowledge;
}
