/* What can be done with a row of a list: open, confirm, put off, sign, score; and with the list: print it, save it. */
#include "ui/lists/ct-lists-page-private.h"

#include <glib/gi18n.h>

#include "domain/ct-way.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/lists/ct-consent-window.h"
#include "ui/lists/ct-list-booking.h"
#include "ui/lists/ct-table-out.h"
#include "ui/reminders/ct-reminders-window.h"

/* Only what makes sense with the row that is chosen. */
void
ct_lists_page_allow (CtListsPage *self)
{
  const CtListRow *row = ct_list_view_get_chosen (self->view);
  CtListActs acts = self->list->acts;
  gboolean may_book = ct_clinic_user_may (self->clinic, CT_MAY_BOOK);
  const struct
  {
    const char *name;
    gboolean    allowed;
  } all[] = {
    { "lists.open", row != NULL },
    { "lists.book", row != NULL && (acts & CT_LIST_MAY_BOOK) && may_book },
    { "lists.confirm", row != NULL && (acts & CT_LIST_MAY_CONFIRM) && ct_clinic_user_may (self->clinic, CT_MAY_RECEIVE) },
    { "lists.step", row != NULL && (acts & CT_LIST_MAY_STEP) &&
                        (ct_clinic_user_may (self->clinic, CT_MAY_RECEIVE) || ct_clinic_user_may (self->clinic, CT_MAY_RUN_VISIT)) },
    { "lists.consent", row != NULL && (acts & CT_LIST_MAY_CONSENT) &&
                           ct_clinic_user_may (self->clinic, CT_MAY_EDIT_PATIENTS) },
    { "lists.score", row != NULL && (acts & CT_LIST_MAY_SCORE) && ct_clinic_user_may (self->clinic, CT_MAY_RECORD_SCORE) },
    { "lists.later", row != NULL && may_book },
    { "lists.handled", row != NULL && may_book },
    { "lists.back", row != NULL && row->put_off != NULL && may_book },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), all[i].name, all[i].allowed);
}

/* ---- Opening ---- */

static void
act_open (GtkWidget *widget, const char *action, GVariant *target)
{
  const CtListRow *row = ct_list_view_get_chosen (CT_LISTS_PAGE (widget)->view);

  if (row != NULL)
    gtk_widget_activate_action (widget, "win.show-patient", "x", row->patient_id);
}

static void
act_score (GtkWidget *widget, const char *action, GVariant *target)
{
  const CtListRow *row = ct_list_view_get_chosen (CT_LISTS_PAGE (widget)->view);

  if (row != NULL)
    gtk_widget_activate_action (widget, "win.record-score", "(xs)", row->patient_id, row->code != NULL ? row->code : "");
}

static void
act_consent (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  if (row != NULL)
    ct_child_window_present (ct_consent_window_new (self->clinic, row->patient_id, row->patient, row->site_id, row->code),
                             widget);
}

/* ---- Booking ---- */

static void
act_book (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  if (row != NULL)
    ct_list_booking_begin (widget, self->clinic, self->list, row);
}

/* ---- Confirming ---- */

typedef struct
{
  CtListsPage *self;
  char        *name;
} Act;

static Act *
act_begin (CtListsPage *self, const CtListRow *row)
{
  Act *act = g_new0 (Act, 1);

  self->acts++;
  *act = (Act) { g_object_ref (self), g_strdup (row->patient) };
  return act;
}

static void
act_end (Act *act)
{
  act->self->acts--;
  g_object_unref (act->self);
  g_free (act->name);
  g_free (act);
}

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *words = NULL;

  if (!ct_notice_error (GTK_WIDGET (act->self), error))
    {
      words = g_strdup_printf (_("%s is confirmed."), act->name);
      ct_notice_undo (GTK_WIDGET (act->self), words);
    }
  act_end (act);
}

static void
on_visit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtVisit) visit = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (visit != NULL)
    {
      ct_clinic_confirm_async (act->self->clinic, visit->appointment, CT_CONFIRMED_BY_PHONE, on_confirmed_cb, act);
      return;
    }
  ct_notice_error (GTK_WIDGET (act->self), error);
  act_end (act);
}

static void
act_confirm (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  if (row != NULL && row->appointment_id != 0)
    ct_clinic_read_visit_async (self->clinic, row->appointment_id, on_visit_cb, act_begin (self, row));
}

/* ---- Stepping on ---- */

static void
on_stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *words = NULL;

  if (!ct_notice_error (GTK_WIDGET (act->self), error))
    {
      words = g_strdup_printf ("%s: %s", act->name, ct_way_label (ct_way_of (stored)));
      ct_notice_undo (GTK_WIDGET (act->self), words);
    }
  act_end (act);
}

static void
on_visit_to_step_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtVisit) visit = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (visit != NULL)
    {
      ct_clinic_set_appointment_status_async (act->self->clinic, visit->appointment,
                                              ct_way_get (ct_way_next (visit->appointment))->code, NULL,
                                              on_stepped_cb, act);
      return;
    }
  ct_notice_error (GTK_WIDGET (act->self), error);
  act_end (act);
}

static void
act_step (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  if (row != NULL && row->appointment_id != 0)
    ct_clinic_read_visit_async (self->clinic, row->appointment_id, on_visit_to_step_cb, act_begin (self, row));
}

/* ---- Putting off ---- */

static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtListNote) note = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *words = NULL;
  const char *format;

  if (!ct_notice_error (GTK_WIDGET (act->self), error))
    {
      if (g_str_equal (note->status, CT_LIST_NOTE_REMOVED))
        format = _("%s is back on the list.");
      else
        format = g_str_equal (note->status, CT_LIST_NOTE_LATER) ? _("%s is put off.") : _("%s is handled.");
      words = g_strdup_printf (format, act->name);
      ct_notice_undo (GTK_WIDGET (act->self), words);
    }
  act_end (act);
}

static void
put_off (CtListsPage *self, const CtListRow *row, const char *how, CtDate until, const char *note)
{
  ct_clinic_put_off_async (self->clinic, self->list, row, how, until, note, on_noted_cb, act_begin (self, row));
}

static void
on_chosen_cb (CtListsPage *self, int until, const char *note)
{
  g_autoptr (CtListRow) row = g_steal_pointer (&self->asked);

  if (row != NULL)
    put_off (self, row, until == CT_DATE_NONE ? CT_LIST_NOTE_HANDLED : CT_LIST_NOTE_LATER, until, note);
}

static void
on_put_off_closed_cb (CtListsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
ask (CtListsPage *self, gboolean handled)
{
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  if (row == NULL)
    return;
  if (self->put_off == NULL)
    {
      self->put_off = CT_PUT_OFF (ct_put_off_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->put_off), GTK_WIDGET (self->title));
      g_signal_connect_object (self->put_off, "chosen", G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->put_off, "closed", G_CALLBACK (on_put_off_closed_cb), self, G_CONNECT_SWAPPED);
    }
  g_clear_pointer (&self->asked, ct_list_row_free);
  self->asked = ct_list_row_copy (row);
  ct_put_off_ask (self->put_off, ct_clinic_now_at (self->clinic, row->site_id).date, handled);
}

static void
act_later (GtkWidget *widget, const char *action, GVariant *target)
{
  ask (CT_LISTS_PAGE (widget), FALSE);
}

static void
act_handled (GtkWidget *widget, const char *action, GVariant *target)
{
  ask (CT_LISTS_PAGE (widget), TRUE);
}

static void
act_back (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);
  const CtListRow *row = ct_list_view_get_chosen (self->view);

  if (row != NULL)
    put_off (self, row, CT_LIST_NOTE_REMOVED, CT_DATE_NONE, NULL);
}

/* ---- Taking it out ---- */

static CtTable *
make_table (CtListsPage *self)
{
  CtSite *site = gtk_check_button_get_active (self->all_sites) ? NULL : ct_clinic_get_site (self->clinic, self->site_id);
  g_autofree char *day = ct_date_format (ct_clinic_now_at (self->clinic, self->site_id).date, _("%a %-d %b %Y"));
  g_autofree char *words = g_strdup_printf ("%s · %s", site != NULL ? site->name : _("All sites"), day);

  return ct_desk_list_make_table (self->list, words, ct_list_view_get_all (self->view));
}

/**
 * ct_lists_page_export:
 * @self: a page
 * @path: where to
 *
 * Writes the list that is shown as a table.
 */
void
ct_lists_page_export (CtListsPage *self, const char *path)
{
  g_autoptr (CtTable) table = NULL;

  g_return_if_fail (CT_IS_LISTS_PAGE (self) && path != NULL);
  table = make_table (self);
  ct_table_out_export (GTK_WIDGET (self), self->clinic, table, path);
}

static void
act_print (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);

  ct_table_out_print (widget, self->clinic, make_table (self), _(self->list->about), _(self->list->empty));
}

static void
act_export (GtkWidget *widget, const char *action, GVariant *target)
{
  CtListsPage *self = CT_LISTS_PAGE (widget);

  ct_table_out_save (widget, self->clinic, make_table (self));
}

static void
act_reminders (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_child_window_present (ct_reminders_window_new (CT_LISTS_PAGE (widget)->clinic), widget);
}

static void
act_read_again (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_lists_page_read_soon (CT_LISTS_PAGE (widget));
}

/* Gives the page's class what can be done. */
void
ct_lists_page_install (GtkWidgetClass *klass)
{
  static const struct
  {
    const char            *name;
    GtkWidgetActionActivateFunc act;
  } acts[] = {
    { "lists.open", act_open },       { "lists.book", act_book },       { "lists.confirm", act_confirm }, { "lists.step", act_step },
    { "lists.consent", act_consent }, { "lists.score", act_score },     { "lists.later", act_later },
    { "lists.handled", act_handled }, { "lists.back", act_back },       { "lists.print", act_print },
    { "lists.export", act_export },   { "lists.read-again", act_read_again }, { "lists.reminders", act_reminders },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (klass, acts[i].name, NULL, acts[i].act);
}
