/* Reminders: who is due one, in which words, and that it was sent. Sending itself is the desktop's business. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-reminder.h"

G_BEGIN_DECLS

/**
 * CtDueReminder:
 * @appointment: the booking
 * @patient_name: "Reyes, Marisol"
 * @called: what the patient is called: "Marisol Reyes"
 * @phone: (nullable): where to call or to text
 * @email: (nullable): where to write
 * @language: (nullable): as it stands in the record
 * @reminder_id: the reminder that was sent of this very time, or 0
 * @how: (nullable): how
 * @at_us: when
 * @user_id: by whom
 */
typedef struct
{
  CtAppointment *appointment;
  char          *patient_name;
  char          *called;
  char          *phone;
  char          *email;
  char          *language;
  gint64         reminder_id;
  char          *how;
  gint64         at_us;
  gint64         user_id;
} CtDueReminder;

/** What to send. */
typedef struct
{
  char *language;
  char *subject;  /* (nullable): an e-mail's */
  char *body;
} CtMessage;

/**
 * CtReminderBook:
 * @days: how many days before a visit people are reminded
 * @due: (element-type CtDueReminder): whose turn it is, and who was reminded already, by day and minute
 * @tongues: (element-type CtReminderTongue): the languages
 * @templates: (element-type CtMessageTemplate): the clinic's own words
 */
typedef struct
{
  int        days;
  GPtrArray *due;
  GPtrArray *tongues;
  GPtrArray *templates;
} CtReminderBook;

void       ct_clinic_read_reminders_async     (CtClinic *self, int days, GAsyncReadyCallback callback,
                                               gpointer user_data);  /* CtReminderBook; days 0: as set */
void       ct_clinic_count_reminders_async    (CtClinic *self, GAsyncReadyCallback callback,
                                               gpointer user_data);  /* gint64 *: how many are still to be sent */
void       ct_clinic_note_reminder_async      (CtClinic *self, CtAppointment *appointment, const char *how,
                                               GAsyncReadyCallback callback, gpointer user_data); /* CtReminder; undoable */
void       ct_clinic_set_reminder_days_async  (CtClinic *self, int days, GAsyncReadyCallback callback,
                                               gpointer user_data);  /* CT_CLINIC_DONE */
void       ct_clinic_save_template_async      (CtClinic *self, CtMessageTemplate *template, GAsyncReadyCallback callback,
                                               gpointer user_data);  /* CtMessageTemplate as stored */
CtMessage *ct_reminder_message                (CtClinic *clinic, const CtReminderBook *book, const CtDueReminder *due,
                                               const char *how);
CtMessageTemplate *ct_reminder_template       (const CtReminderBook *book, const char *language, const char *how);
void       ct_message_free                    (CtMessage *self);
void       ct_reminder_book_free              (CtReminderBook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtMessage, ct_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtReminderBook, ct_reminder_book_free)

G_END_DECLS
