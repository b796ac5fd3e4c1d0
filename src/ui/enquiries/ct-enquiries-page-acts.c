/* What can be done with an enquiry: open it, ring back on another day, make it a patient, close it; and count them all. */
#include "ui/enquiries/ct-enquiries-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/enquiries/ct-admit-window.h"
#include "ui/enquiries/ct-enquiry-sums.h"
#include "ui/enquiries/ct-enquiry-window.h"
#include "ui/lists/ct-table-out.h"
#include "ui/patient/ct-reason.h"

void
ct_enquiries_page_allow (CtEnquiriesPage *self)
{
  const CtEnquiry *enquiry = ct_enquiries_page_chosen (self);
  gboolean open = enquiry != NULL && g_strcmp0 (enquiry->status, CT_ENQUIRY_OPEN) == 0;
  gboolean may = self->clinic != NULL && ct_clinic_user_may (self->clinic, CT_MAY_EDIT_PATIENTS);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "enquiries.open", enquiry != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "enquiries.admit", open && may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "enquiries.later", open && may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "enquiries.close", open && may);
}

/* ---- Opening, and becoming a patient ---- */

static void
act_open (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);
  CtEnquiry *enquiry = ct_enquiries_page_chosen (self);

  if (enquiry == NULL)
    return;
  if (enquiry->patient_id != 0)
    gtk_widget_activate_action (widget, "win.show-patient", "x", enquiry->patient_id);
  else
    ct_child_window_present (GTK_WINDOW (ct_enquiry_window_new (self->clinic, enquiry)), widget);
}

static void
act_admit (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);
  CtEnquiry *enquiry = ct_enquiries_page_chosen (self);

  if (enquiry != NULL)
    ct_admit_begin (widget, self->clinic, enquiry);
}

/* ---- Ringing back on another day, and closing ---- */

typedef struct
{
  CtEnquiriesPage *self;
  char            *deed;
} Act;

static Act *
act_begin (CtEnquiriesPage *self, char *deed)
{
  Act *act = g_new0 (Act, 1);

  self->acts++;
  *act = (Act) { g_object_ref (self), deed };
  return act;
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (CtEnquiriesPage) self = act->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtEnquiry) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->acts--;
  if (!ct_notice_error (GTK_WIDGET (self), error))
    ct_notice_undo (GTK_WIDGET (self), act->deed);
  g_free (act->deed);
  g_free (act);
}

static char *
with_note (const char *before, const char *note)
{
  if (note == NULL || *note == '\0')
    return g_strdup (before);
  return before != NULL ? g_strdup_printf ("%s\n%s", before, note) : g_strdup (note);
}

static void
on_later_cb (CtEnquiriesPage *self, int until, const char *note)
{
  g_autoptr (CtEnquiry) asked = g_steal_pointer (&self->asked);
  g_autoptr (CtEnquiry) changed = asked != NULL ? ct_record_copy (asked) : NULL;
  g_autofree char *all = NULL;
  g_autofree char *day = NULL;

  if (changed == NULL)
    return;
  all = with_note (changed->note, note);
  g_object_set (changed, "note", all, NULL);
  changed->follow_up_on = until;
  day = ct_date_format (until, _("%a %-d %b"));
  /* Translators: a name, a day */
  ct_clinic_save_enquiry_async (self->clinic, changed, on_stored_cb,
                                act_begin (self, g_strdup_printf (_("%s is rung back on %s."), changed->name, day)));
}

static void
on_later_closed_cb (CtEnquiriesPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
act_later (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);
  CtEnquiry *enquiry = ct_enquiries_page_chosen (self);

  if (enquiry == NULL)
    return;
  if (self->put_off == NULL)
    {
      self->put_off = CT_PUT_OFF (ct_put_off_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->put_off), GTK_WIDGET (self->which));
      g_signal_connect_object (self->put_off, "chosen", G_CALLBACK (on_later_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->put_off, "closed", G_CALLBACK (on_later_closed_cb), self, G_CONNECT_SWAPPED);
    }
  g_set_object (&self->asked, enquiry);
  ct_put_off_ask (self->put_off, ct_clinic_now_at (self->clinic, enquiry->site_id).date, FALSE);
}

typedef struct
{
  CtEnquiriesPage *self;
  CtEnquiry       *enquiry;
} Closing;

static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_object_unref (closing->self);
  g_object_unref (closing->enquiry);
  g_free (closing);
}

static void
on_reason_cb (const char *reason, gpointer data)
{
  Closing *closing = data;

  ct_clinic_close_enquiry_async (closing->self->clinic, closing->enquiry, reason, on_stored_cb,
                                 act_begin (closing->self,
                                            g_strdup_printf (_("The enquiry of %s is closed."), closing->enquiry->name)));
}

static void
act_close (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);
  CtEnquiry *enquiry = ct_enquiries_page_chosen (self);
  g_auto (GStrv) reasons = NULL;
  g_autofree char *body = NULL;
  CtReasonAsk ask = { .heading = _("Close This Enquiry?"), .field = _("Why it came to nothing"),
                      .act = _("_Close the Enquiry") };
  Closing *closing;

  if (enquiry == NULL)
    return;
  reasons = ct_list_rules_choices (ct_clinic_get_list_rules (self->clinic)->close_reasons);
  /* Translators: who rang */
  body = g_strdup_printf (_("%s: the reason is counted, and can be seen later."), enquiry->name);
  ask.body = body;
  ask.suggestions = (const char *const *) reasons;
  closing = g_new0 (Closing, 1);
  *closing = (Closing) { g_object_ref (self), g_object_ref (enquiry) };
  ct_reason_ask (widget, &ask, on_reason_cb, closing, closing_free);
}

/* ---- All of them ---- */

static void
act_sums (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);

  ct_child_window_present (ct_enquiry_sums_new (self->clinic, self->site_id), widget);
}

static void
act_print (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);

  ct_table_out_print (widget, self->clinic, ct_enquiries_page_make_table (self), NULL, _("There is no such enquiry."));
}

static void
act_export (GtkWidget *widget, const char *action, GVariant *target)
{
  CtEnquiriesPage *self = CT_ENQUIRIES_PAGE (widget);

  ct_table_out_save (widget, self->clinic, ct_enquiries_page_make_table (self));
}

static void
act_read_again (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_enquiries_page_read_soon (CT_ENQUIRIES_PAGE (widget));
}

/* Gives the page's class what can be done. */
void
ct_enquiries_page_install (GtkWidgetClass *klass)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc act;
  } acts[] = {
    { "enquiries.open", act_open },   { "enquiries.admit", act_admit },   { "enquiries.later", act_later },
    { "enquiries.close", act_close }, { "enquiries.sums", act_sums },     { "enquiries.print", act_print },
    { "enquiries.export", act_export }, { "enquiries.read-again", act_read_again },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (klass, acts[i].name, NULL, acts[i].act);
}
