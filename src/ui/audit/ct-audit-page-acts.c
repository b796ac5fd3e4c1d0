/* What can be done with the audit: verify it, take it out, print it, go on asking. */
#include "ui/audit/ct-audit-page-private.h"

#include <glib/gi18n.h>

#include "domain/ct-audit-words.h"
#include "paper/ct-audit-sheet.h"
#include "ui/audit/ct-audit-item.h"
#include "ui/audit/ct-head-window.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/paper/ct-desk-printer.h"
#include "ui/paper/ct-preview.h"
#include "ui/paper/ct-save.h"

/* More than this is no reading for people; a table has all of it. */
#define PRINT_ROWS 2000

static const CtAuditRow *
selected_row (CtAuditPage *self)
{
  CtAuditItem *item = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (gtk_column_view_get_model (self->view)));

  return item != NULL ? ct_audit_item_get_row (item) : NULL;
}

/* One long piece of work at a time; questions need the row they are about. */
void
ct_audit_page_allow_acts (CtAuditPage *self)
{
  static const char *const long_acts[] = { "audit.verify", "audit.export", "audit.print", "audit.print-head",
                                           "audit.find-head" };
  const CtAuditRow *row = selected_row (self);

  for (guint i = 0; i < G_N_ELEMENTS (long_acts); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), long_acts[i], self->work == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.stop", self->work != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.who-opened", row != NULL && row->patient_id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.what-opened", row != NULL && row->user_id != 0);
}

/* ---- Long work ---- */

static void
begin_work (CtAuditPage *self, const char *what)
{
  self->work = g_cancellable_new ();
  gtk_label_set_text (self->progress_label, what);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (self->progress_line, TRUE);
  ct_audit_page_allow_acts (self);
}

/* Tells what went wrong, unless it was stopped. */
static void
end_work (CtAuditPage *self, const GError *error)
{
  g_clear_object (&self->work);
  gtk_widget_set_visible (self->progress_line, FALSE);
  ct_audit_page_allow_acts (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ct_notice_tell (GTK_WIDGET (self), _("Stopped."));
  else
    ct_notice_error (GTK_WIDGET (self), error);
}

static void
on_progress_cb (gint64 done, gint64 of, gpointer data)
{
  CtAuditPage *self = data;

  if (self->work != NULL)
    gtk_progress_bar_set_fraction (self->progress, of > 0 ? CLAMP ((double) done / (double) of, 0, 1) : 0);
}

static void
stop (GtkWidget *widget, const char *name, GVariant *target)
{
  g_cancellable_cancel (CT_AUDIT_PAGE (widget)->work);
}

static char *
filter_words (CtAuditPage *self)
{
  CtAuditNames names;

  ct_audit_filters_get_names (self->filters, &names);
  return ct_audit_filter_words (self->filter, &names);
}

/* ---- Verifying ---- */

typedef struct
{
  CtAuditPage *self;
  CtAuditHead *wanted; /* (nullable) */
} Check;

static void
show_verdict (CtAuditPage *self, const CtAuditCheck *check, const CtAuditHead *wanted)
{
  GTimeZone *zone = ct_clinic_get_zone (self->clinic, 0);
  g_autofree char *found = ct_audit_check_describe (check, zone);

  g_free (self->verdict_text);
  if (check->broken != CT_AUDIT_WHOLE)
    self->verdict_text = g_strdup_printf (_("The record was tampered with. %s"), found);
  else if (wanted != NULL)
    self->verdict_text = ct_audit_check_describe_head (check, wanted, zone);
  else
    self->verdict_text = g_strdup_printf (_("%s The chain ends in %.12s…"), found, check->head);
  ct_banner_set_text (self->verdict, self->verdict_text);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Check *it = data;
  g_autoptr (CtAuditPage) self = it->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAuditCheck) check = ct_clinic_finish (CT_CLINIC (source), result, &error);

  end_work (self, error);
  if (check != NULL)
    show_verdict (self, check, it->wanted);
  ct_audit_head_free (it->wanted);
  g_free (it);
}

/**
 * ct_audit_page_verify:
 * @self: the page
 * @wanted: (nullable): a head to look for
 *
 * Reckons the whole chain again and tells the result above the list.
 */
void
ct_audit_page_verify (CtAuditPage *self, const CtAuditHead *wanted)
{
  Check *it;

  g_return_if_fail (CT_IS_AUDIT_PAGE (self));
  if (self->work != NULL)
    return;
  it = g_new0 (Check, 1);
  it->self = g_object_ref (self);
  it->wanted = wanted != NULL ? ct_audit_head_new (wanted->id, wanted->at_us, wanted->hash) : NULL;
  ct_banner_set_text (self->verdict, NULL);
  begin_work (self, _("Verifying…"));
  ct_clinic_verify_audit_async (self->clinic, wanted, on_progress_cb, self, self->work, on_verified_cb, it);
}

/**
 * ct_audit_page_get_verdict:
 * @self: the page
 *
 * Returns: (nullable): what the last verification found.
 */
const char *
ct_audit_page_get_verdict (CtAuditPage *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_PAGE (self), NULL);
  return self->verdict_text;
}

static void
verify (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_audit_page_verify (CT_AUDIT_PAGE (widget), NULL);
}

static void
on_head_typed_cb (const CtAuditHead *head, gpointer data)
{
  ct_audit_page_verify (data, head);
}

static void
find_head (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_child_window_present (ct_head_window_new (on_head_typed_cb, g_object_ref (widget), g_object_unref), widget);
}

/* ---- As a table ---- */

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtAuditPage) self = data;
  g_autoptr (GError) error = NULL;
  gint64 n = ct_clinic_export_audit_finish (CT_CLINIC (source), result, &error);
  g_autofree char *text = NULL;

  end_work (self, error);
  if (n < 0)
    return;
  text = g_strdup_printf (ngettext ("%d act was saved as a table.", "%d acts were saved as a table.", (gulong) n), (int) n);
  ct_notice_tell (GTK_WIDGET (self), text);
}

/**
 * ct_audit_page_export:
 * @self: the page
 * @path: where to
 *
 * Writes all acts that the filter lets through, whether they are listed yet or not.
 */
void
ct_audit_page_export (CtAuditPage *self, const char *path)
{
  g_autofree char *words = NULL;

  g_return_if_fail (CT_IS_AUDIT_PAGE (self) && path != NULL);
  if (self->work != NULL)
    return;
  words = filter_words (self);
  begin_work (self, _("Exporting…"));
  ct_clinic_export_audit_async (self->clinic, self->filter, words, path, on_progress_cb, self, self->work, on_exported_cb,
                                g_object_ref (self));
}

static void
on_place_chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ct_audit_page_export (data, path);
  else
    ct_notice_tell (GTK_WIDGET (data), _("Choose a folder on this computer."));
}

static void
export (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autofree char *today = ct_date_to_iso (ct_clinic_today (CT_AUDIT_PAGE (widget)->clinic));
  g_autofree char *suggested = g_strdup_printf (_("Audit %s.csv"), today);

  ct_save_choose (widget, _("Save the Audit"), suggested, on_place_chosen_cb, g_object_ref (widget), g_object_unref);
}

/* ---- On paper ---- */

/** What is being printed; rows are %NULL for the head alone. */
typedef struct
{
  CtAuditPage *self;
  GPtrArray   *rows;
} Print;

/** What a print was, for the audit. */
typedef struct
{
  gint64 patient_id;
  char  *words;
} Printed;

static void
printed_free (gpointer data)
{
  g_free (((Printed *) data)->words);
  g_free (data);
}

static void
note_print (CtClinic *clinic, const char *act, gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  const Printed *printed = data;

  ct_clinic_note_audit_out_async (clinic, act, printed->patient_id, printed->words, callback, user_data);
}

static const char *
user_words (CtClinic *clinic)
{
  CtUser *user = ct_clinic_get_user (clinic);

  return user->full_name != NULL ? user->full_name : user->login;
}

static CtPages *
lay_out_rows (CtAuditPage *self, GPtrArray *rows, const CtAuditHead *head, const char *words)
{
  g_autoptr (GPtrArray) no_groups = g_ptr_array_new ();
  CtAuditSheetInput input = { .paper = ct_usual_paper (),
                              .clinic_name = ct_clinic_get_info (self->clinic)->name,
                              .printed_by = user_words (self->clinic),
                              .question = gtk_label_get_text (self->question),
                              .filter_words = words,
                              .by_person = self->filter->patient_id != 0,
                              .groups = self->groups != NULL ? self->groups : no_groups,
                              .rows = rows,
                              .head = head,
                              .zone = ct_clinic_get_zone (self->clinic, 0),
                              .created_us = ct_clock_now (ct_clinic_get_clock (self->clinic)) };

  return ct_audit_sheet_new (&input);
}

static CtPages *
lay_out_head (CtAuditPage *self, const CtAuditHead *head)
{
  CtHeadSheetInput input = { .paper = ct_usual_paper (),
                             .clinic_name = ct_clinic_get_info (self->clinic)->name,
                             .printed_by = user_words (self->clinic),
                             .head = head,
                             .zone = ct_clinic_get_zone (self->clinic, 0),
                             .created_us = ct_clock_now (ct_clinic_get_clock (self->clinic)) };

  return ct_head_sheet_new (&input);
}

static void
show_pages (CtAuditPage *self, GPtrArray *rows, const CtAuditHead *head)
{
  g_autofree char *words = rows != NULL ? filter_words (self) : g_strdup (_("Head of the record"));
  g_autofree char *today = ct_date_to_iso (ct_clinic_today (self->clinic));
  g_autofree char *file_name = g_strdup_printf (rows != NULL ? "audit-%s.pdf" : "head-%s.pdf", today);
  g_autoptr (CtPages) pages = rows != NULL ? lay_out_rows (self, rows, head, words) : lay_out_head (self, head);
  Printed *printed = g_new0 (Printed, 1);

  printed->patient_id = rows != NULL ? self->filter->patient_id : 0;
  printed->words = g_strdup (words);
  ct_child_window_present (GTK_WINDOW (ct_preview_new_pages (self->clinic, pages, words, file_name, note_print, printed,
                                                             printed_free)),
                           GTK_WIDGET (self));
}

static void
on_head_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Print *print = data;
  g_autoptr (CtAuditPage) self = print->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAuditHead) head = ct_clinic_finish (CT_CLINIC (source), result, &error);

  end_work (self, error);
  if (head != NULL)
    show_pages (self, print->rows, head);
  g_clear_pointer (&print->rows, g_ptr_array_unref);
  g_free (print);
}

static void
read_head (CtAuditPage *self, GPtrArray *rows)
{
  Print *print = g_new0 (Print, 1);

  print->self = g_object_ref (self);
  print->rows = rows;
  ct_clinic_read_audit_head_async (self->clinic, on_head_cb, print);
}

static void
on_print_rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtAuditPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (rows != NULL && rows->len <= PRINT_ROWS)
    {
      read_head (self, g_steal_pointer (&rows));
      return;
    }
  end_work (self, error);
  if (rows != NULL)
    ct_notice_tell (GTK_WIDGET (self), _("More than 2,000 acts are too many for paper. Narrow the filter, or export them."));
}

/**
 * ct_audit_page_print:
 * @self: the page
 *
 * Shows the acts that the filter lets through as pages, to print or to save.
 */
void
ct_audit_page_print (CtAuditPage *self)
{
  g_return_if_fail (CT_IS_AUDIT_PAGE (self));
  if (self->work != NULL)
    return;
  begin_work (self, _("Laying out the pages…"));
  ct_clinic_search_audit_async (self->clinic, self->filter, NULL, PRINT_ROWS + 1, self->work, on_print_rows_cb,
                                g_object_ref (self));
}

static void
print (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_audit_page_print (CT_AUDIT_PAGE (widget));
}

static void
print_head (GtkWidget *widget, const char *name, GVariant *target)
{
  CtAuditPage *self = CT_AUDIT_PAGE (widget);

  if (self->work != NULL)
    return;
  begin_work (self, _("Reading the head…"));
  read_head (self, NULL);
}

/* ---- Going on asking ---- */

static void
who_opened (GtkWidget *widget, const char *name, GVariant *target)
{
  const CtAuditRow *row = selected_row (CT_AUDIT_PAGE (widget));

  if (row != NULL)
    ct_audit_page_ask (CT_AUDIT_PAGE (widget), row->patient_id, 0, "opened");
}

static void
what_opened (GtkWidget *widget, const char *name, GVariant *target)
{
  const CtAuditRow *row = selected_row (CT_AUDIT_PAGE (widget));

  if (row != NULL)
    ct_audit_page_ask (CT_AUDIT_PAGE (widget), 0, row->user_id, "opened");
}

/* Gives the page's class what can be done with it. */
void
ct_audit_page_install_acts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "audit.verify", NULL, verify);
  gtk_widget_class_install_action (widget_class, "audit.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "audit.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "audit.print-head", NULL, print_head);
  gtk_widget_class_install_action (widget_class, "audit.find-head", NULL, find_head);
  gtk_widget_class_install_action (widget_class, "audit.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "audit.who-opened", NULL, who_opened);
  gtk_widget_class_install_action (widget_class, "audit.what-opened", NULL, what_opened);
}
