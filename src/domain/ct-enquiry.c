#include "domain/ct-enquiry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

static const CtField enquiry_fields[] = {
  CT_FIELD_REF (CtEnquiry, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_TEXT (CtEnquiry, name, N_("Name"), CT_REQUIRED, 160),
  CT_FIELD_TEXT (CtEnquiry, phone, N_("Phone"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtEnquiry, email, N_("E-mail"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtEnquiry, about, N_("What for"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TEXT (CtEnquiry, heard, N_("How they heard of us"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtEnquiry, preferred, N_("Times that suit"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtEnquiry, note, N_("Note"), CT_LONG, 2000),
  CT_FIELD_DATE (CtEnquiry, received_on, N_("Rang on"), CT_REQUIRED),
  CT_FIELD_TIME (CtEnquiry, received_us, N_("Rang at"), CT_PLAIN),
  CT_FIELD_REF (CtEnquiry, taken_by, N_("Taken by"), CT_FIELD_DEFAULT),
  CT_FIELD_DATE (CtEnquiry, follow_up_on, N_("Ring back on"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtEnquiry, status, N_("Status"), CT_REQUIRED, 16),
  CT_FIELD_DATE (CtEnquiry, ended_on, N_("Ended on"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtEnquiry, close_reason, N_("Why it came to nothing"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_REF (CtEnquiry, patient_id, N_("Patient"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtEnquiry, ct_enquiry, "enquiry", enquiry_fields)

/* ---- One ---- */

/**
 * ct_enquiry_new_blank:
 *
 * Returns: (transfer full): an open enquiry of somebody who rings now, with nothing known yet.
 */
CtEnquiry *
ct_enquiry_new_blank (void)
{
  CtEnquiry *self = ct_enquiry_new ();

  self->received_on = self->follow_up_on = self->ended_on = CT_DATE_NONE;
  self->received_us = CT_TIME_NONE;
  self->status = g_strdup (CT_ENQUIRY_OPEN);
  return self;
}

/**
 * ct_enquiry_check:
 * @self: an enquiry, as it shall be stored
 * @error: what is missing
 *
 * What the field table can't say: an open enquiry can be answered, and an ended one says what became of it.
 *
 * Returns: whether it is fine.
 */
gboolean
ct_enquiry_check (const CtEnquiry *self, GError **error)
{
  const char *wrong = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  if (ct_text_is_blank (self->phone) && ct_text_is_blank (self->email) && self->patient_id == 0 &&
      g_strcmp0 (self->status, CT_ENQUIRY_OPEN) == 0)
    wrong = _("Write down a phone number or an e-mail address, so that somebody can answer.");
  else if (g_strcmp0 (self->status, CT_ENQUIRY_CLOSED) == 0 && ct_text_is_blank (self->close_reason))
    wrong = _("Say why the enquiry came to nothing.");
  else if (g_strcmp0 (self->status, CT_ENQUIRY_PATIENT) == 0 && self->patient_id == 0)
    wrong = _("Say which patient the caller has become.");
  else if (self->follow_up_on != CT_DATE_NONE && self->follow_up_on < self->received_on)
    wrong = _("The day to ring back lies before the call.");
  if (wrong != NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, wrong);
  return wrong == NULL;
}

/**
 * ct_enquiry_is_due:
 * @self: an enquiry
 * @today: the day at its site
 *
 * Returns: whether somebody should ring back today or should have before. One without a day waits for nobody's call.
 */
gboolean
ct_enquiry_is_due (const CtEnquiry *self, CtDate today)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_strcmp0 (self->status, CT_ENQUIRY_OPEN) == 0 && self->follow_up_on != CT_DATE_NONE &&
         self->follow_up_on <= today;
}

/* "Reyes, Marisol" or "Marisol Reyes": the word after the last blank is the family's, where no comma says otherwise. */
static void
split_name (const char *name, char **family, char **given)
{
  g_autofree char *clean = g_strstrip (g_strdup (name));
  char *comma = strchr (clean, ',');
  char *blank = strrchr (clean, ' ');

  if (comma != NULL)
    {
      *comma = '\0';
      *family = g_strstrip (g_strdup (clean));
      *given = g_strstrip (g_strdup (comma + 1));
    }
  else if (blank != NULL)
    {
      *blank = '\0';
      *family = g_strdup (blank + 1);
      *given = g_strstrip (g_strdup (clean));
    }
  else
    *family = g_steal_pointer (&clean);
}

/**
 * ct_enquiry_make_patient:
 * @self: an enquiry
 *
 * Returns: (transfer full): a patient, not stored, with what is known of the caller.
 */
CtPatient *
ct_enquiry_make_patient (const CtEnquiry *self)
{
  CtPatient *patient = ct_patient_new ();

  g_return_val_if_fail (self != NULL && self->name != NULL, patient);
  split_name (self->name, &patient->family_name, &patient->given_names);
  patient->born = CT_DATE_NONE;
  patient->weighed_on = CT_DATE_NONE;
  patient->phone = g_strdup (self->phone);
  patient->email = g_strdup (self->email);
  return patient;
}

/**
 * ct_enquiry_status_label:
 * @status: one of the statuses
 *
 * Returns: it, in words.
 */
const char *
ct_enquiry_status_label (const char *status)
{
  if (g_strcmp0 (status, CT_ENQUIRY_PATIENT) == 0)
    return _("Became a patient");
  if (g_strcmp0 (status, CT_ENQUIRY_CLOSED) == 0)
    return _("Closed");
  return g_strcmp0 (status, CT_ENQUIRY_REMOVED) == 0 ? _("Taken back") : _("Open");
}

/**
 * ct_enquiry_words:
 * @self: an enquiry
 * @today: the day at its site
 *
 * Returns: (transfer full): how it stands: "Ring back today", "Ring back since 3 days", "Closed: too far away".
 */
char *
ct_enquiry_words (const CtEnquiry *self, CtDate today)
{
  g_autofree char *day = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  if (g_strcmp0 (self->status, CT_ENQUIRY_CLOSED) == 0)
    return g_strdup_printf (_("Closed: %s"), self->close_reason);
  if (g_strcmp0 (self->status, CT_ENQUIRY_OPEN) != 0)
    return g_strdup (ct_enquiry_status_label (self->status));
  if (self->follow_up_on == CT_DATE_NONE)
    return g_strdup (_("Open, no day to ring back"));
  if (self->follow_up_on == today)
    return g_strdup (_("Ring back today"));
  if (self->follow_up_on < today)
    return g_strdup_printf (ngettext ("Ring back, %d day late", "Ring back, %d days late", today - self->follow_up_on),
                            today - self->follow_up_on);
  day = ct_date_format (self->follow_up_on, _("%a %-d %b"));
  return g_strdup_printf (_("Ring back on %s"), day);
}

/**
 * ct_enquiry_make_row:
 * @self: an enquiry
 * @today: the day at its site
 *
 * Returns: (transfer full): it, as a row of a list: who and when, what for, how it stands, and how they heard of the clinic
 *   where other lists say until when a row was put off.
 */
CtListRow *
ct_enquiry_make_row (const CtEnquiry *self, CtDate today)
{
  CtListRow *row = g_new0 (CtListRow, 1);

  g_return_val_if_fail (self != NULL, row);
  row->id = ((const CtRecord *) self)->id;
  row->patient_id = self->patient_id;
  row->site_id = self->site_id;
  row->patient = ct_text_show (self->name);
  row->phone = ct_text_show (self->phone != NULL ? self->phone : self->email);
  row->when = ct_date_format (self->received_on, _("%a %-d %b"));
  row->what = ct_text_show (self->about);
  row->why = ct_enquiry_words (self, today);
  row->put_off = ct_text_show (self->heard);
  row->dim = g_strcmp0 (self->status, CT_ENQUIRY_OPEN) != 0;
  if (ct_enquiry_is_due (self, today))
    row->level = self->follow_up_on < today ? CT_LIST_PRESSING : CT_LIST_SOON;
  return row;
}

/* ---- What became of them ---- */

/** ct_enquiry_sum_free: Frees a sum. */
void
ct_enquiry_sum_free (CtEnquirySum *self)
{
  g_free (self->heard);
  g_free (self);
}

static CtDate
month_of (CtDate date)
{
  int year, month, day;

  ct_date_get_ymd (date, &year, &month, &day);
  return date - (day - 1);
}

static CtEnquirySum *
find_sum (GPtrArray *sums, CtDate month, const char *heard)
{
  CtEnquirySum *sum;

  for (guint i = 0; i < sums->len; i++)
    {
      sum = g_ptr_array_index (sums, i);
      if (sum->month == month && g_strcmp0 (sum->heard, heard) == 0)
        return sum;
    }
  sum = g_new0 (CtEnquirySum, 1);
  sum->month = month;
  sum->heard = g_strdup (heard);
  g_ptr_array_add (sums, sum);
  return sum;
}

static void
add_counts (CtEnquirySum *to, const CtEnquirySum *more)
{
  to->enquiries += more->enquiries;
  to->patients += more->patients;
  to->consultations += more->consultations;
  to->courses += more->courses;
}

/* Newest month first; within it, and where months do not matter, the most common way first, then by name. */
static int
compare_sums (gconstpointer a, gconstpointer b)
{
  const CtEnquirySum *x = *(const CtEnquirySum *const *) a, *y = *(const CtEnquirySum *const *) b;

  if (x->month != y->month)
    return x->month > y->month ? -1 : 1;
  if (x->enquiries != y->enquiries)
    return x->enquiries > y->enquiries ? -1 : 1;
  return g_strcmp0 (x->heard, y->heard);
}

/**
 * ct_enquiry_sums_add:
 * @sums: (element-type CtEnquirySum): what is counted so far
 * @received_on: a day
 * @heard: (nullable): how those heard of the clinic who rang on it
 * @more: how many they are; month and way are not looked at
 *
 * Counts some more, under the month of that day, and keeps the order: newest month first, most common way first.
 */
void
ct_enquiry_sums_add (GPtrArray *sums, CtDate received_on, const char *heard, const CtEnquirySum *more)
{
  g_return_if_fail (sums != NULL && received_on != CT_DATE_NONE && more != NULL);
  add_counts (find_sum (sums, month_of (received_on), ct_text_is_blank (heard) ? NULL : heard), more);
  g_ptr_array_sort (sums, compare_sums);
}

static GPtrArray *
fold_sums (const GPtrArray *sums, gboolean months)
{
  GPtrArray *folded = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_enquiry_sum_free);

  for (guint i = 0; i < sums->len; i++)
    {
      const CtEnquirySum *sum = g_ptr_array_index (sums, i);

      add_counts (find_sum (folded, months ? sum->month : CT_DATE_NONE, months ? NULL : sum->heard), sum);
    }
  g_ptr_array_sort (folded, compare_sums);
  return folded;
}

/**
 * ct_enquiry_sums_months:
 * @sums: (element-type CtEnquirySum): by month and way
 *
 * Returns: (transfer full) (element-type CtEnquirySum): the months, newest first, with no way.
 */
GPtrArray *
ct_enquiry_sums_months (const GPtrArray *sums)
{
  g_return_val_if_fail (sums != NULL, NULL);
  return fold_sums (sums, TRUE);
}

/**
 * ct_enquiry_sums_ways:
 * @sums: (element-type CtEnquirySum): by month and way
 *
 * Returns: (transfer full) (element-type CtEnquirySum): the ways, most common first, with %CT_DATE_NONE for a month.
 */
GPtrArray *
ct_enquiry_sums_ways (const GPtrArray *sums)
{
  g_return_val_if_fail (sums != NULL, NULL);
  return fold_sums (sums, FALSE);
}

static void
add_sums (CtTable *table, const GPtrArray *sums, const char *all)
{
  for (guint i = 0; i < sums->len; i++)
    {
      const CtEnquirySum *sum = g_ptr_array_index (sums, i);
      g_autofree char *month = sum->month != CT_DATE_NONE ? ct_date_format (sum->month, _("%B %Y")) : g_strdup (_("All"));

      ct_table_add (table, month);
      ct_table_add (table, all != NULL ? all : sum->heard != NULL ? sum->heard : _("not asked"));
      ct_table_add_int (table, sum->enquiries);
      ct_table_add_int (table, sum->patients);
      ct_table_add_int (table, sum->consultations);
      ct_table_add_int (table, sum->courses);
    }
}

/**
 * ct_enquiry_sums_make_table:
 * @sums: (element-type CtEnquirySum): by month and way
 *
 * Returns: (transfer full): the months, then the ways over all months, then each way in each month.
 */
CtTable *
ct_enquiry_sums_make_table (const GPtrArray *sums)
{
  g_autoptr (GPtrArray) months = ct_enquiry_sums_months (sums);
  g_autoptr (GPtrArray) ways = ct_enquiry_sums_ways (sums);
  CtTable *table = ct_table_new (_("What became of enquiries"), NULL);

  ct_table_add_column (table, _("Month"), FALSE);
  ct_table_add_column (table, _("How they heard of us"), FALSE);
  ct_table_add_column (table, _("Enquiries"), TRUE);
  ct_table_add_column (table, _("Became patients"), TRUE);
  ct_table_add_column (table, _("Consultations held"), TRUE);
  ct_table_add_column (table, _("Courses begun"), TRUE);
  add_sums (table, months, _("All"));
  add_sums (table, ways, NULL);
  if (months->len > 1)
    add_sums (table, sums, NULL);
  return table;
}
