/* Reminders from a terminal: who is due one, and in which words. */
#include "cli/ct-cli.h"

#include <glib/gi18n.h>

#include "clinic/ct-reminders.h"

static void
add_due (CtClinic *clinic, const CtReminderBook *book, const CtDueReminder *due, JsonBuilder *builder)
{
  g_autoptr (CtMessage) text = ct_reminder_message (clinic, book, due, CT_REMIND_TEXT);
  g_autoptr (CtMessage) email = ct_reminder_message (clinic, book, due, CT_REMIND_EMAIL);
  g_autofree char *time = ct_minute_to_iso (due->appointment->minute);
  g_autofree char *at = due->reminder_id != 0 ? ct_time_to_iso (due->at_us) : NULL;

  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "appointment_id", CT_RECORD (due->appointment)->id);
  ct_cli_add_text (builder, "patient", due->patient_name);
  ct_cli_add_date (builder, "date", due->appointment->day);
  ct_cli_add_text (builder, "time", time);
  ct_cli_add_text (builder, "phone", due->phone);
  ct_cli_add_text (builder, "email", due->email);
  ct_cli_add_text (builder, "language", text->language);
  ct_cli_add_text (builder, "text", text->body);
  ct_cli_add_text (builder, "subject", email->subject);
  ct_cli_add_text (builder, "letter", email->body);
  ct_cli_add_text (builder, "reminded_by", due->how);
  ct_cli_add_text (builder, "reminded_at", at);
  json_builder_end_object (builder);
}

static void
print_due (CtClinic *clinic, const CtReminderBook *book, const CtDueReminder *due)
{
  g_autoptr (CtMessage) text = ct_reminder_message (clinic, book, due, CT_REMIND_TEXT);
  g_autofree char *date = ct_date_to_iso (due->appointment->day);
  g_autofree char *time = ct_minute_to_iso (due->appointment->minute);

  g_print ("%-8" G_GINT64_FORMAT " %s %s  %-28s %-16s %s\n", CT_RECORD (due->appointment)->id, date, time, due->patient_name,
           due->phone != NULL ? due->phone : "", due->how != NULL ? ct_reminder_how_label (due->how) : "-");
  g_print ("         %s\n", text->body);
}

static CtReminder *
mark (CtClinic *clinic, const CtReminderBook *book, gint64 id, const char *how, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  for (guint i = 0; i < book->due->len; i++)
    {
      const CtDueReminder *due = g_ptr_array_index (book->due, i);

      if (CT_RECORD (due->appointment)->id != id)
        continue;
      ct_clinic_note_reminder_async (clinic, due->appointment, how, ct_await_done, &await);
      return ct_cli_finish (clinic, &await, error);
    }
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("No booking %" G_GINT64_FORMAT " is due a reminder."), id);
  return NULL;
}

static void
print_all (CtCli *cli, CtClinic *clinic, const CtReminderBook *book)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < book->due->len; i++)
    {
      if (cli->json)
        add_due (clinic, book, g_ptr_array_index (book->due, i), builder);
      else
        print_due (clinic, book, g_ptr_array_index (book->due, i));
    }
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
}

/** `reminders`: who is due one; or mark one as sent. */
gboolean
ct_cli_reminders (CtCli *cli, int argc, char **argv, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtReminderBook) book = NULL;
  g_autoptr (CtReminder) reminder = NULL;
  g_autofree char *how = NULL;
  gint64 id = 0;
  int days = 0;
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("How many days ahead, if not as set"), N_("N") },
    { "mark", 0, 0, G_OPTION_ARG_INT64, &id, N_("A booking whose patient was reminded"), N_("BOOKING") },
    { "how", 0, 0, G_OPTION_ARG_STRING, &how, N_("text, email or phone"), N_("HOW") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc != 1 || (id != 0) != (how != NULL))
    return ct_cli_usage_error (error, "%s", _("--mark BOOKING needs --how text, email or phone."));
  if ((clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  ct_clinic_read_reminders_async (clinic, days, ct_await_done, &await);
  if ((book = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  if (id != 0)
    return (reminder = mark (clinic, book, id, how, error)) != NULL;
  print_all (cli, clinic, book);
  return TRUE;
}
