#include "ui/preferences/ct-setup-store.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget    *from;
  CtSetupStored stored;
  gpointer      data;
} Storing;

/**
 * ct_setup_tell:
 * @from: a widget of a preferences window
 * @sentence: what to tell
 *
 * Shows a toast in that window.
 */
void
ct_setup_tell (GtkWidget *from, const char *sentence)
{
  GtkWidget *window = gtk_widget_get_ancestor (from, ADW_TYPE_PREFERENCES_WINDOW);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Storing *storing = data;
  g_autoptr (GtkWidget) from = storing->from;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRecord) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (error != NULL)
    ct_setup_tell (from, error->message);
  if (storing->stored != NULL)
    storing->stored (stored, error != NULL ? error->message : NULL, storing->data);
  g_free (storing);
}

/**
 * ct_setup_store:
 * @from: a widget of the preferences window
 * @clinic: whose set-up
 * @record: a record of it, changed or new
 * @stored: (nullable): called when it is stored, or not
 * @data: for @stored
 */
void
ct_setup_store (GtkWidget *from, CtClinic *clinic, CtRecord *record, CtSetupStored stored, gpointer data)
{
  Storing *storing = g_new0 (Storing, 1);

  *storing = (Storing) { g_object_ref (from), stored, data };
  ct_clinic_save_setup_async (clinic, record, on_stored_cb, storing);
}

static CtRecord *
find_in (GPtrArray *records, CtRecord *like)
{
  for (guint i = 0; i < records->len; i++)
    {
      CtRecord *record = g_ptr_array_index (records, i);

      if (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (like) && record->id == like->id)
        return record;
    }
  return NULL;
}

/**
 * ct_setup_find:
 * @clinic: whose set-up
 * @like: a record of it
 *
 * Returns: (transfer none) (nullable): the same record as it is stored now.
 */
CtRecord *
ct_setup_find (CtClinic *clinic, CtRecord *like)
{
  GPtrArray *const all[] = { ct_clinic_get_all_sites (clinic), ct_clinic_get_all_chairs (clinic),
                             ct_clinic_get_openings (clinic), ct_clinic_get_closures (clinic),
                             ct_clinic_get_users (clinic) };

  if (CT_CLINIC_INFO_IS (like))
    return CT_RECORD (ct_clinic_get_info (clinic));
  /* The first one is made when it is first stored. */
  if (CT_SITE_FLOOR_IS (like))
    return CT_RECORD (ct_clinic_get_floor (clinic, CT_SITE_FLOOR (like)->site_id));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      CtRecord *found = find_in (all[i], like);

      if (found != NULL)
        return found;
    }
  return NULL;
}
