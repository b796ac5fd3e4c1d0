#include "ui/preferences/ct-people-locks.h"

#include <glib/gi18n.h>

#include "ui/preferences/ct-setup-store.h"

#define LOCK_ROW "lock"

/* The group that is shown; it goes when the page is filled anew. */
typedef struct
{
  AdwPreferencesGroup *group;
  CtClinic            *clinic;
  GPtrArray           *rows; /* of AdwExpanderRow, with the "user" and what is said "about" them */
} Watch;

static void
watch_free (gpointer data, GClosure *closure)
{
  Watch *self = data;

  g_object_unref (self->clinic);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void look (Watch *self);

/* ---- In words ---- */

/* The minute after: at that one the wait is certainly over. */
static char *
until_words (CtClinic *clinic, gint64 until_us)
{
  g_autofree char *time = NULL;

  if (until_us == CT_TIME_NONE)
    return NULL;
  time = ct_minute_format (ct_wall_from_utc (until_us + 59 * G_USEC_PER_SEC, ct_clinic_get_zone (clinic, 0)).minute);
  return g_strdup_printf (_("locked out until %s"), time);
}

/* On a server every computer counts for itself. */
static char *
failures_words (CtClinic *clinic, guint n)
{
  const char *text = ct_clinic_is_on_server (clinic)
                         ? ngettext ("%u failed log-in at this computer", "%u failed log-ins at this computer", n)
                         : ngettext ("%u failed log-in", "%u failed log-ins", n);

  return g_strdup_printf (text, n);
}

/* ---- Lifting ---- */

static void
on_lifted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL;
  AdwPreferencesGroup *group = g_object_get_data (G_OBJECT (button), "group");

  ct_setup_tell (button, done ? _("They may try again at once, with the passphrase they have.") : error->message);
  gtk_widget_set_sensitive (button, !done);
  if (done && gtk_widget_get_root (GTK_WIDGET (group)) != NULL)
    look (g_object_get_data (G_OBJECT (group), "locks"));
}

static void
on_lift_cb (GtkButton *button, CtClinic *clinic)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  ct_clinic_lift_lock_async (clinic, g_object_get_data (G_OBJECT (button), "user"), on_lifted_cb, g_object_ref (button));
}

static GtkWidget *
create_lift (Watch *self, const CtPerson *person)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Let In Now"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "user", g_object_ref (person->user), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "group", g_object_ref (self->group), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_lift_cb), self->clinic, 0);
  return button;
}

/* ---- Under each name ---- */

static void
add_row (Watch *self, AdwExpanderRow *row, const CtPerson *person, const char *until)
{
  GtkWidget *line = adw_action_row_new ();
  g_autofree char *failures = failures_words (self->clinic, person->n_failures);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), failures);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line), until != NULL ? until : _("since the last one that worked"));
  if (until != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (line), create_lift (self, person));
  adw_expander_row_add_row (row, line);
  g_object_set_data (G_OBJECT (row), LOCK_ROW, line);
}

static void
show_person (Watch *self, AdwExpanderRow *row, const CtPerson *person)
{
  GtkWidget *before = g_object_steal_data (G_OBJECT (row), LOCK_ROW);
  g_autofree char *until = until_words (self->clinic, person->locked_until_us);
  g_autofree char *about = g_strjoin (" · ", g_object_get_data (G_OBJECT (row), "about"), until, NULL);

  if (before != NULL)
    adw_expander_row_remove (row, before);
  if (person->n_failures > 0)
    add_row (self, row, person, until);
  adw_expander_row_set_subtitle (row, about);
}

static AdwExpanderRow *
find_row (Watch *self, CtUser *user)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (CT_RECORD (g_object_get_data (self->rows->pdata[i], "user"))->id == CT_RECORD (user)->id)
      return self->rows->pdata[i];
  return NULL;
}

static void
on_people_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwPreferencesGroup) group = data;
  g_autoptr (GPtrArray) people = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  Watch *self = g_object_get_data (G_OBJECT (group), "locks");

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CtPerson *person = g_ptr_array_index (people, i);
      AdwExpanderRow *row = find_row (self, person->user);

      if (row != NULL)
        show_person (self, row, person);
    }
}

static void
look (Watch *self)
{
  ct_clinic_list_people_async (self->clinic, on_people_cb, g_object_ref (self->group));
}

/**
 * ct_people_locks_watch:
 * @group: the group of those who work here
 * @clinic: whose people
 * @rows: (element-type AdwExpanderRow): a row for each, with the data "user" (a #CtUser) and "about" (its subtitle, as
 *   markup)
 *
 * Adds to each row how often the log-in failed and until when it is locked out, now and whenever the group comes into
 * view, with a button that lifts it.
 */
void
ct_people_locks_watch (AdwPreferencesGroup *group, CtClinic *clinic, GPtrArray *rows)
{
  Watch *self = g_new0 (Watch, 1);

  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group) && CT_IS_CLINIC (clinic) && rows != NULL);
  *self = (Watch) { group, g_object_ref (clinic), g_ptr_array_ref (rows) };
  g_object_set_data (G_OBJECT (group), "locks", self);
  g_signal_connect_data (group, "map", G_CALLBACK (look), self, watch_free, G_CONNECT_SWAPPED);
}
