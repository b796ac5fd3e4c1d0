/* Who is to be reminded, in which words; that it was done; and what the clinic itself wants said. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-data.h"
#include "base/ct-text.h"
#include "clinic/ct-patient-visits.h"
#include "clinic/ct-reminders.h"

#define DAYS_KEY "reminder/days"
#define USUAL_DAYS 2
#define MAX_DAYS 60
#define MAX_ROWS 5000

/* ---- What is read ---- */

static void
due_free (gpointer data)
{
  CtDueReminder *due = data;

  g_object_unref (due->appointment);
  g_free (due->patient_name);
  g_free (due->called);
  g_free (due->phone);
  g_free (due->email);
  g_free (due->language);
  g_free (due->how);
  g_free (due);
}

/**
 * ct_reminder_book_free:
 * @self: (transfer full): what was read
 */
void
ct_reminder_book_free (CtReminderBook *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_pointer (&self->tongues, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_free (self);
}

/**
 * ct_message_free:
 * @self: (transfer full): a message
 */
void
ct_message_free (CtMessage *self)
{
  g_return_if_fail (self != NULL);
  g_free (self->language);
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

/* Columns of reminder.due that follow the booking's own. */
enum
{
  DUE_FAMILY,
  DUE_GIVEN,
  DUE_PREFERRED,
  DUE_PHONE,
  DUE_EMAIL,
  DUE_LANGUAGE,
  DUE_REMINDER,
  DUE_HOW,
  DUE_AT_US,
  DUE_USER,
  DUE_N_COLUMNS,
};

static char *
called_words (const char *preferred, const char *given, const char *family)
{
  g_autofree char *first = ct_text_show (!ct_text_is_blank (preferred) ? preferred : given);
  g_autofree char *last = ct_text_show (family);

  return ct_text_is_blank (first) ? g_steal_pointer (&last) : g_strdup_printf ("%s %s", first, last);
}

static CtDueReminder *
due_from_row (CtRows *rows)
{
  CtDueReminder *due = g_new0 (CtDueReminder, 1);
  int base = ct_rows_n_columns (rows) - DUE_N_COLUMNS;

  due->appointment = ct_rows_record (rows, CT_TYPE_APPOINTMENT);
  due->patient_name = ct_patient_name (ct_rows_text (rows, base + DUE_FAMILY), ct_rows_text (rows, base + DUE_GIVEN),
                                       ct_rows_text (rows, base + DUE_PREFERRED));
  due->called = called_words (ct_rows_text (rows, base + DUE_PREFERRED), ct_rows_text (rows, base + DUE_GIVEN),
                              ct_rows_text (rows, base + DUE_FAMILY));
  due->phone = ct_rows_dup_text (rows, base + DUE_PHONE);
  due->email = ct_rows_dup_text (rows, base + DUE_EMAIL);
  due->language = ct_rows_dup_text (rows, base + DUE_LANGUAGE);
  due->reminder_id = ct_rows_is_null (rows, base + DUE_REMINDER) ? 0 : ct_rows_int (rows, base + DUE_REMINDER);
  due->how = ct_rows_dup_text (rows, base + DUE_HOW);
  due->at_us = due->reminder_id != 0 ? ct_rows_int (rows, base + DUE_AT_US) : 0;
  due->user_id = due->reminder_id != 0 ? ct_rows_int (rows, base + DUE_USER) : 0;
  return due;
}

typedef struct
{
  CtWall     now;      /* at the first site */
  int        days;
  GPtrArray *tongues;  /* (nullable) */
} ReadCall;

static void
read_call_free (gpointer data)
{
  g_clear_pointer (&((ReadCall *) data)->tongues, g_ptr_array_unref);
  g_free (data);
}

static gboolean
read_days (CtUnit *unit, int *days, GError **error)
{
  g_autoptr (CtRows) rows = NULL;
  gint64 set = 0;

  if (*days > 0)
    return TRUE;
  *days = USUAL_DAYS;
  if ((rows = ct_unit_query (unit, error, "setting.get", "t", DAYS_KEY)) == NULL)
    return FALSE;
  if (ct_rows_next (rows, NULL) && ct_rows_text (rows, 0) != NULL &&
      g_ascii_string_to_signed (ct_rows_text (rows, 0), 10, 1, MAX_DAYS, &set, NULL))
    *days = (int) set;
  return TRUE;
}

static GPtrArray *
read_due (CtUnit *unit, CtWall now, int days, GError **error)
{
  g_autoptr (CtRows) rows =
      ct_unit_query (unit, error, "reminder.due", "nnni", now.date, now.date + days, now.minute, (gint64) MAX_ROWS);
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func (due_free);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    g_ptr_array_add (due, due_from_row (rows));
  if (failure == NULL)
    return g_steal_pointer (&due);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gpointer
work_read (CtUnit *unit, gpointer data, GError **error)
{
  const ReadCall *call = data;
  g_autoptr (CtReminderBook) book = g_new0 (CtReminderBook, 1);

  book->days = call->days;
  book->tongues = g_ptr_array_ref (call->tongues);
  if (!read_days (unit, &book->days, error) ||
      (book->due = read_due (unit, call->now, book->days, error)) == NULL ||
      (book->templates = ct_unit_list (unit, error, CT_TYPE_MESSAGE_TEMPLATE, "reminder.templates", "")) == NULL)
    return NULL;
  return g_steal_pointer (&book);
}

static GPtrArray *
load_tongues (GError **error)
{
  g_autofree char *path = ct_data_find ("messages/reminders.ini");
  g_autofree char *text = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL))
    return ct_reminder_parse_tongues (text, path, error);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                       _("The words of reminders that come with Chairtime are missing. Install it again."));
  return NULL;
}

/**
 * ct_clinic_read_reminders_async:
 * @self: a clinic
 * @days: how many days ahead; 0: as set
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads who comes within these days, from now on by the clock of the first site, and is to be reminded, or was. Result: (transfer full) #CtReminderBook.
 */
void
ct_clinic_read_reminders_async (CtClinic *self, int days, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, FALSE, work_read, NULL, read_call_free,
               (GDestroyNotify) ct_reminder_book_free);
  GError *error = NULL;
  GPtrArray *tongues;
  ReadCall *call;

  g_return_if_fail (CT_IS_CLINIC (self));
  tongues = load_tongues (&error);
  if (tongues == NULL || days < 0 || days > MAX_DAYS)
    {
      g_clear_pointer (&tongues, g_ptr_array_unref);
      if (error == NULL)
        error = g_error_new (CT_ERROR, CT_ERROR_INVALID, _("People are reminded 1 to %d days before."), MAX_DAYS);
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  call = g_new0 (ReadCall, 1);
  call->now = ct_clinic_now_at (self, 0);
  call->days = days;
  call->tongues = tongues;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static gpointer
work_count (CtUnit *unit, gpointer data, GError **error)
{
  const ReadCall *call = data;
  int days = 0;
  gint64 n;

  if (!read_days (unit, &days, error) ||
      !ct_unit_number (unit, &n, error, "reminder.count-due", "nnn", call->now.date, call->now.date + days,
                       call->now.minute))
    return NULL;
  return g_memdup2 (&n, sizeof n);
}

/**
 * ct_clinic_count_reminders_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) #gint64 *: how many people are still to be reminded.
 */
void
ct_clinic_count_reminders_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, FALSE, work_count, NULL, read_call_free, g_free);
  ReadCall *call;

  g_return_if_fail (CT_IS_CLINIC (self));
  call = g_new0 (ReadCall, 1);
  call->now = ct_clinic_now_at (self, 0);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- What to send ---- */

/**
 * ct_reminder_template:
 * @book: what was read
 * @language: the code of a language
 * @how: %CT_REMIND_TEXT or %CT_REMIND_EMAIL
 *
 * Returns: (transfer full): the words for it: the clinic's own, with its id, or those that ship, with the id 0.
 */
CtMessageTemplate *
ct_reminder_template (const CtReminderBook *book, const char *language, const char *how)
{
  const CtReminderTongue *tongue = ct_reminder_find_tongue (book->tongues, language);
  gboolean email = g_strcmp0 (how, CT_REMIND_EMAIL) == 0;
  CtMessageTemplate *shipped;

  for (guint i = 0; i < book->templates->len; i++)
    {
      CtMessageTemplate *own = g_ptr_array_index (book->templates, i);

      if (!own->removed && g_strcmp0 (own->language, tongue->code) == 0 && g_strcmp0 (own->how, how) == 0)
        return g_object_ref (own);
    }
  shipped = ct_message_template_new ();
  shipped->language = g_strdup (tongue->code);
  shipped->how = g_strdup (how);
  shipped->subject = email ? g_strdup (tongue->subject) : NULL;
  shipped->body = g_strdup (email ? tongue->email : tongue->text);
  return shipped;
}

/**
 * ct_reminder_message:
 * @clinic: an open clinic
 * @book: what was read
 * @due: whom to remind
 * @how: %CT_REMIND_TEXT or %CT_REMIND_EMAIL
 *
 * Returns: (transfer full): what to send, in the patient's language.
 */
CtMessage *
ct_reminder_message (CtClinic *clinic, const CtReminderBook *book, const CtDueReminder *due, const char *how)
{
  const CtReminderTongue *tongue = ct_reminder_find_tongue (book->tongues, due->language);
  g_autoptr (CtMessageTemplate) template = ct_reminder_template (book, tongue->code, how);
  CtSite *site = ct_clinic_get_site (clinic, due->appointment->site_id);
  g_autofree char *address = ct_site_address (site);
  CtReminderWords words = { due->called, due->appointment->day, due->appointment->minute,
                            address[0] != '\0' ? address : site->name };
  CtMessage *message = g_new0 (CtMessage, 1);

  message->language = g_strdup (tongue->code);
  message->subject = template->subject != NULL ? ct_reminder_fill (template->subject, tongue, &words) : NULL;
  message->body = ct_reminder_fill (template->body, tongue, &words);
  return message;
}

/* ---- That it was done ---- */

typedef struct
{
  CtAppointment *appointment;
  char          *how;
  CtUndo        *undo;
} NoteCall;

static void
note_call_free (gpointer data)
{
  NoteCall *call = data;

  g_object_unref (call->appointment);
  g_free (call->how);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static gpointer
work_note (CtUnit *unit, gpointer data, GError **error)
{
  NoteCall *call = data;
  g_autoptr (CtAppointment) now = ct_unit_get (unit, CT_TYPE_APPOINTMENT, CT_RECORD (call->appointment)->id, error);
  g_autoptr (CtReminder) reminder = ct_reminder_new ();
  g_autoptr (CtReminder) removed = NULL;
  g_autoptr (CtPatient) patient = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (now == NULL || (patient = ct_unit_get (unit, CT_TYPE_PATIENT, now->patient_id, error)) == NULL)
    return NULL;
  reminder->patient_id = now->patient_id;
  reminder->appointment_id = CT_RECORD (now)->id;
  reminder->how = g_strdup (call->how);
  /* Of the time they were told, which may have been changed a moment ago. */
  reminder->day = call->appointment->day;
  reminder->minute = call->appointment->minute;
  reminder->at_us = ct_unit_now (unit);
  reminder->user_id = ct_unit_actor (unit)->user_id;
  if (!ct_unit_insert (unit, reminder, error))
    return NULL;
  name = ct_patient_display_name (patient);
  label = g_strdup_printf (_("Remind %s"), name);
  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (label);
  removed = ct_record_copy (reminder);
  removed->removed = TRUE;
  ct_undo_add (call->undo, removed, reminder);
  return g_steal_pointer (&reminder);
}

/**
 * ct_clinic_note_reminder_async:
 * @self: a clinic
 * @appointment: the booking somebody was reminded of, as it was told
 * @how: %CT_REMIND_TEXT, %CT_REMIND_EMAIL or %CT_REMIND_PHONE
 * @callback: called when it is written down, or not
 * @user_data: for @callback
 *
 * Writes down that somebody was reminded; undoable. Result: (transfer full) #CtReminder.
 */
void
ct_clinic_note_reminder_async (CtClinic *self, CtAppointment *appointment, const char *how, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const char *const ways[] = { CT_REMIND_TEXT, CT_REMIND_EMAIL, CT_REMIND_PHONE, NULL };
  CT_USE_CASE (use_case, CT_MAY_PRINT_DESK, TRUE, work_note, NULL, note_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (NoteCall, undo));
  NoteCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment) && how != NULL);
  if (!g_strv_contains (ways, how))
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID,
                                                   _("People are reminded by text, email or phone.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (NoteCall, 1);
  call->appointment = ct_record_copy (appointment);
  call->how = g_strdup (how);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- What the clinic wants ---- */

static gpointer
work_set_days (CtUnit *unit, gpointer data, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", *(const int *) data);

  if (ct_unit_run (unit, error, "setting.set", "tt", DAYS_KEY, text) < 0 ||
      !ct_unit_audit (unit, "changed", "setting", 0, 0, DAYS_KEY, error))
    return NULL;
  return CT_CLINIC_DONE;
}

/**
 * ct_clinic_set_reminder_days_async:
 * @self: a clinic
 * @days: how many days before a visit people are reminded, 1 to 60
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_set_reminder_days_async (CtClinic *self, int days, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_set_days, NULL, g_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self));
  if (days < 1 || days > MAX_DAYS)
    ct_clinic_refuse (self, g_error_new (CT_ERROR, CT_ERROR_INVALID, _("People are reminded 1 to %d days before."), MAX_DAYS),
                      callback, user_data);
  else
    ct_clinic_call (self, &use_case, g_memdup2 (&days, sizeof days), NULL, callback, user_data);
}

static gpointer
work_save_template (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtMessageTemplate) template = ct_record_copy (data);
  g_autoptr (GPtrArray) known = NULL;

  if (!ct_record_check (CT_RECORD (template), error) || !ct_reminder_check (template->body, error) ||
      (template->subject != NULL && !ct_reminder_check (template->subject, error)) ||
      (known = ct_unit_list (unit, error, CT_TYPE_MESSAGE_TEMPLATE, "reminder.template", "tt", template->language,
                             template->how)) == NULL)
    return NULL;
  if (CT_RECORD (template)->id == 0 && known->len > 0)
    {
      CT_RECORD (template)->id = CT_RECORD (g_ptr_array_index (known, 0))->id;
      CT_RECORD (template)->revision = CT_RECORD (g_ptr_array_index (known, 0))->revision;
    }
  if (!(CT_RECORD (template)->id == 0 ? ct_unit_insert (unit, template, error) : ct_unit_update (unit, template, error)))
    return NULL;
  return g_steal_pointer (&template);
}

/**
 * ct_clinic_save_template_async:
 * @self: a clinic
 * @template: words for one language and one way; removed: those that ship hold again
 * @callback: called when they are stored, or not
 * @user_data: for @callback
 *
 * Result: (transfer full) the #CtMessageTemplate as stored.
 */
void
ct_clinic_save_template_async (CtClinic *self, CtMessageTemplate *template, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_save_template, NULL, g_object_unref, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_MESSAGE_TEMPLATE_IS (template));
  ct_clinic_call (self, &use_case, ct_record_copy (template), NULL, callback, user_data);
}
