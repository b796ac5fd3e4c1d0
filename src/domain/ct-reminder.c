#include "domain/ct-reminder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

static const CtField reminder_fields[] = {
  CT_FIELD_REF (CtReminder, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtReminder, appointment_id, N_("Appointment"), CT_REQUIRED),
  CT_FIELD_TEXT (CtReminder, how, N_("How"), CT_REQUIRED, 24),
  CT_FIELD_DATE (CtReminder, day, N_("Day"), CT_REQUIRED),
  CT_FIELD_MINUTE (CtReminder, minute, N_("Time"), CT_FIELD_DEFAULT),
  CT_FIELD_TIME (CtReminder, at_us, N_("Reminded"), CT_REQUIRED),
  CT_FIELD_REF (CtReminder, user_id, N_("By"), CT_REQUIRED),
  CT_FIELD_BOOL (CtReminder, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtReminder, ct_reminder, "reminder", reminder_fields)

static const CtField message_template_fields[] = {
  CT_FIELD_TEXT (CtMessageTemplate, language, N_("Language"), CT_REQUIRED, 8),
  CT_FIELD_TEXT (CtMessageTemplate, how, N_("How"), CT_REQUIRED, 24),
  CT_FIELD_TEXT (CtMessageTemplate, subject, N_("Subject"), CT_FIELD_DEFAULT, 160),
  CT_FIELD_TEXT (CtMessageTemplate, body, N_("Words"), CT_REQUIRED | CT_LONG, 2000),
  CT_FIELD_BOOL (CtMessageTemplate, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtMessageTemplate, ct_message_template, "message_template", message_template_fields)

/**
 * ct_reminder_how_label:
 * @how: how somebody is reminded, as stored
 *
 * Returns: it in words; @how itself where it is unknown.
 */
const char *
ct_reminder_how_label (const char *how)
{
  if (g_strcmp0 (how, CT_REMIND_TEXT) == 0)
    return _("Text message");
  if (g_strcmp0 (how, CT_REMIND_EMAIL) == 0)
    return _("E-mail");
  return g_strcmp0 (how, CT_REMIND_PHONE) == 0 ? _("Phone call") : how;
}

/* ---- Languages ---- */

static void
tongue_free (gpointer data)
{
  CtReminderTongue *tongue = data;

  g_free (tongue->code);
  g_strfreev (tongue->names);
  g_strfreev (tongue->weekdays);
  g_strfreev (tongue->months);
  g_free (tongue->date);
  g_free (tongue->text);
  g_free (tongue->subject);
  g_free (tongue->email);
  g_free (tongue);
}

static CtReminderTongue *
read_tongue (GKeyFile *file, const char *code)
{
  CtReminderTongue *tongue = g_new0 (CtReminderTongue, 1);

  tongue->code = g_strdup (code);
  tongue->names = g_key_file_get_string_list (file, code, "names", NULL, NULL);
  tongue->weekdays = g_key_file_get_string_list (file, code, "weekdays", NULL, NULL);
  tongue->months = g_key_file_get_string_list (file, code, "months", NULL, NULL);
  tongue->date = g_key_file_get_string (file, code, "date", NULL);
  tongue->text = g_key_file_get_string (file, code, "text", NULL);
  tongue->subject = g_key_file_get_string (file, code, "subject", NULL);
  tongue->email = g_key_file_get_string (file, code, "email", NULL);
  return tongue;
}

static gboolean
is_complete (const CtReminderTongue *tongue)
{
  return tongue->names != NULL && tongue->weekdays != NULL && g_strv_length (tongue->weekdays) == 7 &&
         tongue->months != NULL && g_strv_length (tongue->months) == 12 && tongue->date != NULL && tongue->text != NULL &&
         tongue->subject != NULL && tongue->email != NULL && ct_reminder_check (tongue->text, NULL) &&
         ct_reminder_check (tongue->subject, NULL) && ct_reminder_check (tongue->email, NULL);
}

/**
 * ct_reminder_parse_tongues:
 * @text: what a file of languages says
 * @file: what it is called, for complaints
 * @error: %CT_ERROR_INVALID: which language is not complete
 *
 * Returns: (transfer full) (nullable) (element-type CtReminderTongue): the languages, in the order of the file.
 */
GPtrArray *
ct_reminder_parse_tongues (const char *text, const char *file, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GPtrArray) tongues = g_ptr_array_new_with_free_func (tongue_free);
  g_auto (GStrv) codes = NULL;

  g_return_val_if_fail (text != NULL && file != NULL, NULL);
  if (!g_key_file_load_from_data (keys, text, strlen (text), G_KEY_FILE_NONE, NULL))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s does not say what reminders say."), file);
      return NULL;
    }
  codes = g_key_file_get_groups (keys, NULL);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_ptr_array_add (tongues, read_tongue (keys, codes[i]));
      if (!is_complete (g_ptr_array_index (tongues, i)))
        {
          /* Translators: a file, and a language in it */
          g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s: the language “%s” is not complete."), file, codes[i]);
          return NULL;
        }
    }
  return g_steal_pointer (&tongues);
}

static gboolean
is_called (const CtReminderTongue *tongue, const char *folded)
{
  gsize length = strlen (tongue->code);

  if (strncmp (folded, tongue->code, length) == 0 && !g_ascii_isalpha (folded[length]))
    return TRUE;
  for (guint i = 0; tongue->names[i] != NULL; i++)
    {
      g_autofree char *name = ct_text_fold (tongue->names[i]);

      if (strcmp (name, folded) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ct_reminder_find_tongue:
 * @tongues: (element-type CtReminderTongue): languages, at least one
 * @language: (nullable): as it stands in a patient's record: "es", "es-MX", "Spanish", "español"
 *
 * Returns: (transfer none): that language, or the first where it is not known.
 */
const CtReminderTongue *
ct_reminder_find_tongue (const GPtrArray *tongues, const char *language)
{
  g_autofree char *folded = ct_text_fold (language != NULL ? language : "");

  g_return_val_if_fail (tongues != NULL && tongues->len > 0, NULL);
  for (guint i = 0; i < tongues->len; i++)
    if (is_called (g_ptr_array_index (tongues, i), folded))
      return g_ptr_array_index (tongues, i);
  return g_ptr_array_index (tongues, 0);
}

/* ---- Words ---- */

static void
put_in (GString *text, const char *mark, const char *word)
{
  g_string_replace (text, mark, word != NULL ? word : "", 0);
}

static char *
date_words (const CtReminderTongue *tongue, CtDate day)
{
  GString *text = g_string_new (tongue->date);
  g_autofree char *day_text = NULL;
  g_autofree char *year_text = NULL;
  int year, month, day_of_month;

  ct_date_get_ymd (day, &year, &month, &day_of_month);
  day_text = g_strdup_printf ("%d", day_of_month);
  year_text = g_strdup_printf ("%d", year);
  put_in (text, "{weekday}", tongue->weekdays[ct_date_get_weekday (day) - 1]);
  put_in (text, "{day}", day_text);
  put_in (text, "{month}", tongue->months[month - 1]);
  put_in (text, "{year}", year_text);
  return g_string_free (text, FALSE);
}

/* The word of a mark at @text that ends at @end; NULL: there is no such mark. */
static char *
word_for (const char *mark, gsize length, const CtReminderTongue *tongue, const CtReminderWords *words)
{
  if (strncmp (mark, "{name}", length) == 0)
    return g_strdup (words->name);
  if (strncmp (mark, "{date}", length) == 0)
    return date_words (tongue, words->day);
  if (strncmp (mark, "{time}", length) == 0)
    return ct_minute_format (words->minute);
  return strncmp (mark, "{place}", length) == 0 ? g_strdup (words->place) : NULL;
}

/**
 * ct_reminder_fill:
 * @template: words with {name}, {date}, {time} and {place} in them
 * @tongue: how their language tells a date
 * @words: what to put in
 *
 * What is put in is not looked through again: a name with braces in it stays as it is.
 *
 * Returns: (transfer full): what to send.
 */
char *
ct_reminder_fill (const char *template, const CtReminderTongue *tongue, const CtReminderWords *words)
{
  GString *text = g_string_new (NULL);
  const char *at;

  g_return_val_if_fail (template != NULL && tongue != NULL && words != NULL, NULL);
  for (at = template; *at != '\0';)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *word = end != NULL ? word_for (at, (gsize) (end - at) + 1, tongue, words) : NULL;

      if (word == NULL)
        {
          g_string_append_c (text, *at++);
          continue;
        }
      g_string_append (text, word);
      at = end + 1;
    }
  return g_string_free (text, FALSE);
}

/**
 * ct_reminder_check:
 * @template: what somebody typed
 * @error: %CT_ERROR_INVALID: which mark there is not
 *
 * Returns: whether everything in braces is a mark that will be filled in.
 */
gboolean
ct_reminder_check (const char *template, GError **error)
{
  static const char *const marks[] = { "{name}", "{date}", "{time}", "{place}", NULL };

  g_return_val_if_fail (template != NULL, FALSE);
  for (const char *at = strchr (template, '{'); at != NULL; at = strchr (at + 1, '{'))
    {
      const char *end = strchr (at, '}');
      g_autofree char *mark = end != NULL ? g_strndup (at, (gsize) (end - at) + 1) : g_strdup (at);

      if (!g_strv_contains (marks, mark))
        {
          g_set_error (error, CT_ERROR, CT_ERROR_INVALID,
                       _("“%s” can’t be filled in. There are {name}, {date}, {time} and {place}."), mark);
          return FALSE;
        }
    }
  return TRUE;
}
