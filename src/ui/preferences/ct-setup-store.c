#include "ui/preferences/ct-setup-store.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/form/ct-conflict.h"

typedef struct
{
  GtkWidget    *from;
  CtClinic     *clinic;
  CtRecord     *base;    /* as it was when the user changed it */
  CtRecord     *record;
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

static void store (Storing *storing);

static void
finish (Storing *storing, CtRecord *stored, const char *problem)
{
  if (problem != NULL)
    ct_setup_tell (storing->from, problem);
  if (storing->stored != NULL)
    storing->stored (stored, problem, storing->data);
  g_object_unref (storing->from);
  g_object_unref (storing->clinic);
  g_object_unref (storing->base);
  g_object_unref (storing->record);
  g_free (storing);
}

static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  Storing *storing = data;

  if (merged == NULL)
    {
      finish (storing, NULL, _("It stays as somebody else has stored it."));
      return;
    }
  if (told != NULL)
    ct_setup_tell (storing->from, told);
  g_set_object (&storing->record, merged);
  store (storing);
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Storing *storing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRecord) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    ct_conflict_resolve (storing->from, storing->clinic, storing->base, storing->record, on_resolved_cb, storing, NULL);
  else
    finish (storing, stored, error != NULL ? error->message : NULL);
}

static void
store (Storing *storing)
{
  ct_clinic_save_setup_async (storing->clinic, storing->record, on_stored_cb, storing);
}

/**
 * ct_setup_store:
 * @from: a widget of the preferences window
 * @clinic: whose set-up
 * @record: a record of it, changed or new
 * @stored: (nullable): called when it is stored, or not
 * @data: for @stored
 *
 * Stores it. Where somebody else has changed it meanwhile, what does not clash is merged, and what does is asked.
 */
void
ct_setup_store (GtkWidget *from, CtClinic *clinic, CtRecord *record, CtSetupStored stored, gpointer data)
{
  Storing *storing = g_new0 (Storing, 1);
  CtRecord *base = record->id > 0 ? ct_setup_find (clinic, record) : NULL;

  *storing = (Storing) { g_object_ref (from), g_object_ref (clinic), g_object_ref (base != NULL ? base : record), ct_record_copy (record), stored,
                         data };
  store (storing);
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
  if (CT_LIST_RULES_IS (like))
    return CT_RECORD (ct_clinic_get_list_rules (clinic));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      CtRecord *found = find_in (all[i], like);

      if (found != NULL)
        return found;
    }
  return NULL;
}
