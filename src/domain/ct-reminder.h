/* Reminders: who was told of which booking, how, and in which words. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/* How somebody is reminded. */
#define CT_REMIND_TEXT  "text"
#define CT_REMIND_EMAIL "email"
#define CT_REMIND_PHONE "phone"

CT_DECLARE_RECORD (CtReminder, ct_reminder, CT_REMINDER)
#define CT_TYPE_REMINDER (ct_reminder_get_type ())

/**
 * CtReminder:
 *
 * Somebody was reminded of a booking, as it was then: once it is moved they have to be told again.
 */
struct _CtReminder
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   appointment_id;
  char    *how;
  CtDate   day;
  int      minute;
  gint64   at_us;
  gint64   user_id;
  gboolean removed;
};

CT_DECLARE_RECORD (CtMessageTemplate, ct_message_template, CT_MESSAGE_TEMPLATE)
#define CT_TYPE_MESSAGE_TEMPLATE (ct_message_template_get_type ())

/**
 * CtMessageTemplate:
 *
 * The clinic's own words for one language and one way.
 */
struct _CtMessageTemplate
{
  CtRecord  parent_instance;
  char    *language;  /* "es" */
  char    *how;
  char    *subject;   /* (nullable): of an e-mail */
  char    *body;
  gboolean removed;
};

/**
 * CtReminderTongue:
 *
 * How a language tells a date, and what it says by default.
 */
typedef struct
{
  char  *code;
  GStrv  names;
  GStrv  weekdays;
  GStrv  months;
  char  *date;
  char  *text;
  char  *subject;
  char  *email;
} CtReminderTongue;

/** What is put in for {name}, {date}, {time} and {place}. */
typedef struct
{
  const char *name;
  CtDate      day;
  int         minute;
  const char *place;
} CtReminderWords;

GPtrArray *ct_reminder_parse_tongues (const char *text, const char *file, GError **error);
const CtReminderTongue *ct_reminder_find_tongue (const GPtrArray *tongues, const char *language);
char      *ct_reminder_fill          (const char *template, const CtReminderTongue *tongue, const CtReminderWords *words);
gboolean   ct_reminder_check         (const char *template, GError **error);
const char *ct_reminder_how_label    (const char *how);

G_END_DECLS
