/* Appointment cards, labels, and all of a patient's appointments on a page. What is treated is on none of them. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-data.h"
#include "base/ct-text.h"
#include "clinic/ct-desk-paper.h"
#include "clinic/ct-patient-visits.h"
#include "paper/ct-series-sheet.h"
#include "paper/ct-tag-sheet.h"

#define MAX_COPIES 200
/* A line on a card, with the room its frame takes. */
#define CARD_LINE_UM 9000

/**
 * ct_clinic_load_tag_formats:
 * @self: a clinic
 * @error: %CT_ERROR_INVALID: a file of sheets that can't be right
 *
 * Returns: (transfer full) (nullable) (element-type CtTagFormat): the sheets of labels and cards that ship, and the clinic's own.
 */
GPtrArray *
ct_clinic_load_tag_formats (CtClinic *self, GError **error)
{
  g_autofree char *shipped = ct_data_find ("paper/sheets.ini");
  g_autofree char *beside = g_path_get_dirname (self->path);
  g_autofree char *own = g_build_filename (beside, "paper", "sheets.ini", NULL);
  const char *paths[] = { shipped, own, NULL };

  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return ct_tag_formats_load (paths, error);
}

/* ---- What stands on them ---- */

static char *
moment_words (const CtAppointment *a)
{
  g_autofree char *day = ct_date_format (a->day, _("%a %-d %b %Y"));
  g_autofree char *time = ct_minute_format (a->minute);

  return g_strdup_printf ("%s, %s", day, time);
}

/* With the site where there are several. */
static char *
visit_line (CtClinic *clinic, const CtAppointment *a)
{
  g_autofree char *moment = moment_words (a);

  return ct_clinic_get_sites (clinic)->len > 1
             ? g_strdup_printf ("%s · %s", moment, ct_clinic_get_site (clinic, a->site_id)->name)
             : g_steal_pointer (&moment);
}

static char *
reach_words (CtClinic *clinic, gint64 site_id)
{
  CtSite *site = ct_clinic_get_site (clinic, site_id);
  g_autofree char *address = ct_site_address (site);
  const char *phone = ct_text_is_blank (site->phone) ? ct_clinic_get_info (clinic)->phone : site->phone;

  if (ct_text_is_blank (phone))
    return g_steal_pointer (&address);
  return address[0] != '\0' ? g_strdup_printf ("%s · %s", address, phone) : g_strdup (phone);
}

static void
add_card (CtClinic *clinic, const char *name, GPtrArray *lines, gint64 site_id, GPtrArray *tags)
{
  g_autofree char *reach = reach_words (clinic, site_id);

  g_ptr_array_add (lines, NULL);
  g_ptr_array_add (tags, ct_tag_new (ct_clinic_get_info (clinic)->name, name, (const char *const *) lines->pdata, reach));
  g_ptr_array_set_size (lines, 0);
}

/* As many cards as the visits to come need. */
static void
add_cards (CtClinic *clinic, const CtPatientVisits *file, const CtTagFormat *format, GPtrArray *tags)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = ct_patient_display_name (file->patient);
  guint most = (guint) MAX (format->height_um / CARD_LINE_UM, 1);
  gint64 site_id = 0;

  for (guint i = 0; i < file->visits->len; i++)
    {
      const CtAppointment *a = ((CtPatientVisit *) g_ptr_array_index (file->visits, i))->appointment;

      if (!ct_patient_visit_is_to_come (clinic, a))
        continue;
      if (lines->len == most)
        add_card (clinic, name, lines, site_id, tags);
      site_id = lines->len == 0 ? a->site_id : site_id;
      g_ptr_array_add (lines, visit_line (clinic, a));
    }
  if (lines->len > 0)
    add_card (clinic, name, lines, site_id, tags);
}

static void
add_label (CtClinic *clinic, const CtPatientVisits *file, GPtrArray *tags)
{
  g_autofree char *name = ct_patient_display_name (file->patient);
  g_autofree char *date = ct_date_format (file->patient->born, _("%-d %b %Y"));
  g_autofree char *born = file->patient->born != CT_DATE_NONE ? g_strdup_printf (_("Born %s"), date) : NULL;
  g_autofree char *mrn = ct_text_is_blank (file->patient->mrn) ? NULL : g_strdup_printf (_("MRN %s"), file->patient->mrn);
  const char *lines[3] = { NULL };
  guint n = 0;

  if (born != NULL)
    lines[n++] = born;
  if (mrn != NULL)
    lines[n++] = mrn;
  g_ptr_array_add (tags, ct_tag_new (NULL, name, lines, NULL));
}

/* ---- Cards and labels ---- */

typedef struct
{
  CtTagWish          wish;
  GPtrArray         *formats;
  const CtTagFormat *format;
} TagCall;

static void
tag_call_free (gpointer data)
{
  TagCall *call = data;

  g_ptr_array_unref (call->formats);
  g_free (call);
}

static GPtrArray *
patients_of_day (CtUnit *unit, const CtTagWish *wish, GError **error)
{
  g_autoptr (GPtrArray) visits = ct_clinic_read_visits (unit, wish->site_id, wish->date, wish->date, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_visits_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      CtAppointment *a = CT_VISIT (g_ptr_array_index (visits, i))->appointment;
      CtPatientVisits *file;

      if (!ct_appointment_holds_chair (a) || !g_hash_table_add (seen, &a->patient_id))
        continue;
      if ((file = ct_patient_visits_read (unit, a->patient_id, error)) == NULL)
        return NULL;
      g_ptr_array_add (files, file);
    }
  return visits != NULL ? g_steal_pointer (&files) : NULL;
}

static gpointer
work_read_tags (CtUnit *unit, gpointer data, GError **error)
{
  const TagCall *call = data;
  GPtrArray *files;
  CtPatientVisits *file;

  if (call->wish.patient_id == 0)
    return patients_of_day (unit, &call->wish, error);
  if ((file = ct_patient_visits_read (unit, call->wish.patient_id, error)) == NULL)
    return NULL;
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_visits_free);
  g_ptr_array_add (files, file);
  return files;
}

static void
add_tags (CtClinic *clinic, const TagCall *call, const CtPatientVisits *file, GPtrArray *tags)
{
  for (guint i = 0; i < MAX (call->wish.copies, 1); i++)
    {
      if (call->wish.use == CT_TAG_CARDS)
        add_cards (clinic, file, call->format, tags);
      else
        add_label (clinic, file, tags);
    }
}

static CtPages *
lay_out_tags (CtClinic *clinic, const TagCall *call, const GPtrArray *files, GError **error)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_tag_free);
  gboolean cards = call->wish.use == CT_TAG_CARDS;

  for (guint i = 0; i < files->len; i++)
    add_tags (clinic, call, g_ptr_array_index (files, i), tags);
  if (tags->len > 0)
    return ct_tag_sheet_new (&(CtTagSheetInput) { call->format, call->wish.first, tags,
                                                  cards ? _("Appointment cards") : _("Labels"),
                                                  ct_clinic_get_info (clinic)->name,
                                                  ct_clock_now (ct_clinic_get_clock (clinic)) });
  g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                       cards ? _("No appointment is to come, so there is no card to print.")
                             : _("Nobody is booked on that day, so there is no label to print."));
  return NULL;
}

static void
on_tags_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) files = ct_clinic_finish (CT_CLINIC (source), result, &error);
  CtPages *pages = files != NULL ? lay_out_tags (CT_CLINIC (source), g_task_get_task_data (task), files, &error) : NULL;

  if (pages != NULL)
    g_task_return_pointer (task, pages, (GDestroyNotify) ct_pages_unref);
  else
    g_task_return_error (task, error);
}

static const CtTagFormat *
choose_format (const CtTagWish *wish, GPtrArray *formats, GError **error)
{
  const CtTagFormat *format = wish->format != NULL ? ct_tag_formats_find (formats, wish->format)
                                                   : ct_tag_formats_usual (formats, wish->use, wish->paper);

  if (format == NULL)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();
      g_autofree char *all = NULL;

      for (guint i = 0; i < formats->len; i++)
        g_ptr_array_add (ids, ((CtTagFormat *) g_ptr_array_index (formats, i))->id);
      g_ptr_array_add (ids, NULL);
      all = g_strjoinv (", ", (char **) ids->pdata);
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no such sheet. There are: %s."), all);
    }
  return format;
}

static TagCall *
tag_call_new (CtClinic *self, const CtTagWish *wish, GError **error)
{
  g_autoptr (GPtrArray) formats = ct_clinic_load_tag_formats (self, error);
  const CtTagFormat *format = formats != NULL ? choose_format (wish, formats, error) : NULL;
  CtSite *site = ct_clinic_get_site (self, wish->site_id);
  TagCall *call;

  if (format == NULL)
    return NULL;
  if (wish->first >= ct_tag_format_size (format) || wish->copies > MAX_COPIES || (wish->patient_id == 0 && site == NULL))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("The sheet has places 1 to %u, and at most %d copies go at once."),
                   ct_tag_format_size (format), MAX_COPIES);
      return NULL;
    }
  call = g_new0 (TagCall, 1);
  call->wish = *wish;
  call->wish.format = NULL;
  call->wish.site_id = site != NULL ? CT_RECORD (site)->id : 0;
  call->formats = g_steal_pointer (&formats);
  call->format = format;
  return call;
}

/**
 * ct_clinic_make_tags_async:
 * @self: a clinic
 * @wish: labels or cards, whose, and on which sheet
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Lays out labels, or cards with the appointments to come. Nothing is written down until ct_clinic_note_sheet_async().
 * Result: (transfer full) #CtPages; %CT_ERROR_NOT_FOUND where there is nothing to print.
 */
void
ct_clinic_make_tags_async (CtClinic *self, const CtTagWish *wish, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, FALSE, work_read_tags, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  GError *error = NULL;
  TagCall *call;
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self) && wish != NULL);
  call = tag_call_new (self, wish, &error);
  if (call == NULL)
    {
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, call, tag_call_free);
  ct_clinic_call (self, &use_case, call, NULL, on_tags_read_cb, task);
}

/* ---- All of a patient's appointments ---- */

static gpointer
work_read_series (CtUnit *unit, gpointer data, GError **error)
{
  return ct_patient_visits_read (unit, *(const gint64 *) data, error);
}

static void
add_series_visit (CtClinic *clinic, const CtPatientVisit *visit, GArray *visits, GPtrArray *words)
{
  const CtAppointment *a = visit->appointment;
  CtSite *site = ct_clinic_get_site (clinic, a->site_id);
  g_autofree char *address = ct_site_address (site);
  char *what = ct_visit_desk_words (a->kind, a->session_number, visit->course_sessions);
  char *place = address[0] != '\0' ? g_strdup_printf ("%s, %s", site->name, address) : g_strdup (site->name);
  CtSeriesVisit line = { { a->day, a->minute }, a->minutes, what, place };

  g_ptr_array_add (words, what);
  g_ptr_array_add (words, place);
  g_array_append_val (visits, line);
}

static CtPages *
lay_out_series (CtClinic *clinic, const CtPatientVisits *file, CtPaper paper)
{
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (CtSeriesVisit));
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = ct_patient_display_name (file->patient);
  CtSite *site = ct_clinic_get_site (clinic, 0);

  for (guint i = 0; i < file->visits->len; i++)
    {
      const CtPatientVisit *visit = g_ptr_array_index (file->visits, i);

      if (ct_patient_visit_is_to_come (clinic, visit->appointment))
        add_series_visit (clinic, visit, visits, words);
    }
  return ct_series_sheet_new (&(CtSeriesInput) {
      .paper = paper, .clinic_name = ct_clinic_get_info (clinic)->name,
      .phone = site != NULL && !ct_text_is_blank (site->phone) ? site->phone : ct_clinic_get_info (clinic)->phone,
      .printed_by = ct_clinic_get_user (clinic)->full_name, .patient_name = name,
      .visits = (const CtSeriesVisit *) (gpointer) visits->data, .n_visits = visits->len,
      .zone = ct_clinic_get_zone (clinic, 0), .created_us = ct_clock_now (ct_clinic_get_clock (clinic)) });
}

static void
on_series_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CtPatientVisits) file = ct_clinic_finish (CT_CLINIC (source), result, &error);
  CtPaper paper = (CtPaper) GPOINTER_TO_INT (g_task_get_task_data (task));

  if (file != NULL)
    g_task_return_pointer (task, lay_out_series (CT_CLINIC (source), file, paper), (GDestroyNotify) ct_pages_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ct_clinic_make_series_sheet_async:
 * @self: a clinic
 * @patient_id: whose
 * @paper: on which paper
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Lays out all appointments to come, to be handed to the patient. Result: (transfer full) #CtPages.
 */
void
ct_clinic_make_series_sheet_async (CtClinic *self, gint64 patient_id, CtPaper paper, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, FALSE, work_read_series, NULL, g_free,
               (GDestroyNotify) ct_patient_visits_free);
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, GINT_TO_POINTER (paper), NULL);
  ct_clinic_call (self, &use_case, g_memdup2 (&patient_id, sizeof patient_id), NULL, on_series_read_cb, task);
}
