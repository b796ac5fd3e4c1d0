#include "ui/enquiries/ct-enquiry-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/calendar/ct-date-jump.h"
#include "ui/ct-banner.h"
#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-conflict.h"
#include "ui/form/ct-draft.h"
#include "ui/form/ct-field-words.h"

struct _CtEnquiryWindow
{
  AdwWindow       parent_instance;
  AdwWindowTitle *title;
  GtkBox         *banners;
  GtkWidget      *groups;
  GtkFlowBox     *heard;     /* how people hear of the clinic */
  GtkFlowBox     *days;      /* usual days to ring back */
  CtBanner       *problem;   /* what the clinic had against saving, */
  char           *why;       /* (nullable): in words */
  CtClinic       *clinic;
  CtEnquiry      *enquiry;   /* as it was opened */
  CtRecord       *sent;      /* (nullable): what is being saved */
  CtForm         *form;
  CtDraft        *draft;
  gboolean        saving;
  gboolean        saved;
};

G_DEFINE_FINAL_TYPE (CtEnquiryWindow, ct_enquiry_window, ADW_TYPE_WINDOW)

static gboolean
is_new (CtEnquiryWindow *self)
{
  return CT_RECORD (self->enquiry)->id == 0;
}

static void
update (CtEnquiryWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.undo", ct_form_can_undo (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.redo", ct_form_can_redo (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save",
                                 !self->saving && (is_new (self) || ct_form_is_changed (self->form)));
}

static void
complain (CtEnquiryWindow *self, const char *why)
{
  g_free (self->why);
  self->why = g_strdup (why);
  ct_banner_set_text (self->problem, why);
}

static void
on_form_changed_cb (CtEnquiryWindow *self)
{
  complain (self, NULL);
  update (self);
}

/* ---- Saving ---- */

static void save_record (CtEnquiryWindow *self, CtRecord *record);

static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  CtEnquiryWindow *self = data;

  if (merged != NULL && !self->saved)
    save_record (self, merged);
}

static void
close_saved (CtEnquiryWindow *self, CtEnquiry *stored)
{
  g_autofree char *text = g_strdup_printf (_("The enquiry of %s is written down."), stored->name);

  self->saved = TRUE;
  ct_draft_forget (self->draft);
  ct_notice_undo (GTK_WIDGET (self), text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtEnquiryWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtEnquiry) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->saving = FALSE;
  update (self);
  if (stored != NULL)
    close_saved (self, stored);
  else if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    ct_conflict_resolve (GTK_WIDGET (self), self->clinic, CT_RECORD (self->enquiry), self->sent, on_resolved_cb,
                         g_object_ref (self), g_object_unref);
  else
    complain (self, error->message);
}

static void
save_record (CtEnquiryWindow *self, CtRecord *record)
{
  self->saving = TRUE;
  g_clear_object (&self->sent);
  self->sent = ct_record_copy (record);
  update (self);
  ct_clinic_save_enquiry_async (self->clinic, CT_ENQUIRY (record), on_saved_cb, g_object_ref (self));
}

/**
 * ct_enquiry_window_save:
 * @self: a window
 *
 * Saves what stands in the form, unless something in it is wrong: then the cursor goes there.
 */
void
ct_enquiry_window_save (CtEnquiryWindow *self)
{
  g_return_if_fail (CT_IS_ENQUIRY_WINDOW (self));
  if (!self->saving && ct_form_check (self->form))
    save_record (self, ct_form_get_record (self->form));
}

/* ---- Leaving: what was typed waits as a draft, and no question is asked while somebody speaks ---- */

static gboolean
ct_enquiry_window_close_request (GtkWindow *window)
{
  CtEnquiryWindow *self = CT_ENQUIRY_WINDOW (window);

  if (!self->saved && ct_form_is_changed (self->form))
    {
      ct_draft_keep (self->draft);
      ct_notice_tell (GTK_WIDGET (self), _("Kept as a draft: it waits where you open it again."));
    }
  ct_draft_stop (self->draft);
  return GTK_WINDOW_CLASS (ct_enquiry_window_parent_class)->close_request (window);
}

static void
on_action_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  CtEnquiryWindow *self = CT_ENQUIRY_WINDOW (widget);

  if (strcmp (name, "editor.undo") == 0)
    ct_form_undo (self->form);
  else if (strcmp (name, "editor.redo") == 0)
    ct_form_redo (self->form);
  else if (strcmp (name, "editor.save") == 0)
    ct_enquiry_window_save (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- Answers that are at hand ---- */

static CtEnquiryWindow *
window_of (GtkButton *button)
{
  return CT_ENQUIRY_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (button), CT_TYPE_ENQUIRY_WINDOW));
}

static void
add_suggestion (GtkFlowBox *box, const char *label, const char *value, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ct-suggestion");
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  g_signal_connect (button, "clicked", callback, NULL);
  gtk_flow_box_append (box, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
on_heard_cb (GtkButton *button)
{
  ct_field_row_set_text (ct_form_get_row (window_of (button)->form, "heard"), g_object_get_data (G_OBJECT (button), "value"));
}

static void
on_day_cb (GtkButton *button)
{
  CtEnquiryWindow *self = window_of (button);
  CtDate today = ct_clinic_now_at (self->clinic, self->enquiry->site_id).date;
  g_autoptr (CtEnquiry) enquiry = ct_record_copy (ct_form_get_record (self->form));
  g_autofree char *words = NULL;

  enquiry->follow_up_on = ct_date_jump (g_object_get_data (G_OBJECT (button), "value"), today, today);
  words = ct_field_words_show (CT_RECORD (enquiry), ct_record_find_field (CT_RECORD (enquiry), "follow_up_on"));
  ct_field_row_set_text (ct_form_get_row (self->form, "follow_up_on"), words);
}

static void
fill_suggestions (CtEnquiryWindow *self)
{
  static const struct
  {
    const char *label, *jump;
  } days[] = { { N_("Today"), "t" }, { N_("Tomorrow"), "+1d" }, { N_("In 3 days"), "+3d" }, { N_("In a week"), "1w" } };
  g_auto (GStrv) choices = ct_list_rules_choices (ct_clinic_get_list_rules (self->clinic)->heard_choices);

  for (guint i = 0; choices[i] != NULL; i++)
    add_suggestion (self->heard, choices[i], choices[i], G_CALLBACK (on_heard_cb));
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    add_suggestion (self->days, _(days[i].label), days[i].jump, G_CALLBACK (on_day_cb));
}

/* ---- The object ---- */

/** ct_enquiry_window_get_form: Returns: (transfer none): what is filled in. */
CtForm *
ct_enquiry_window_get_form (CtEnquiryWindow *self)
{
  g_return_val_if_fail (CT_IS_ENQUIRY_WINDOW (self), NULL);
  return self->form;
}

/** ct_enquiry_window_get_problem: Returns: (nullable): what the clinic had against saving. */
const char *
ct_enquiry_window_get_problem (CtEnquiryWindow *self)
{
  g_return_val_if_fail (CT_IS_ENQUIRY_WINDOW (self), NULL);
  return self->why;
}

static void
ct_enquiry_window_dispose (GObject *object)
{
  CtEnquiryWindow *self = CT_ENQUIRY_WINDOW (object);

  self->saved = TRUE;
  if (self->draft != NULL)
    ct_draft_stop (self->draft);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ct_enquiry_window_parent_class)->dispose (object);
}

static void
ct_enquiry_window_finalize (GObject *object)
{
  CtEnquiryWindow *self = CT_ENQUIRY_WINDOW (object);

  g_clear_object (&self->form);
  g_clear_object (&self->enquiry);
  g_clear_object (&self->sent);
  g_clear_object (&self->clinic);
  g_free (self->why);
  G_OBJECT_CLASS (ct_enquiry_window_parent_class)->finalize (object);
}

static void
ct_enquiry_window_class_init (CtEnquiryWindowClass *klass)
{
  static const char *const names[] = { "editor.save", "editor.undo", "editor.redo", "editor.cancel" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_enquiry_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_enquiry_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_enquiry_window_close_request;
  g_type_ensure (CT_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/enquiries/ct-enquiry-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtEnquiryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiryWindow, banners);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiryWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiryWindow, heard);
  gtk_widget_class_bind_template_child (widget_class, CtEnquiryWindow, days);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, on_action_cb);
  ct_keymap_bind_class (widget_class, CT_KEY_EDITOR);
}

static void
ct_enquiry_window_init (CtEnquiryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->problem = CT_BANNER (ct_banner_new ("dialog-error-symbolic", NULL));
  gtk_box_append (self->banners, GTK_WIDGET (self->problem));
  self->form = ct_form_new ();
  ct_form_add_all (self->form, self->groups);
}

/**
 * ct_enquiry_window_new:
 * @clinic: where it is kept
 * @enquiry: (nullable): a stored one; %NULL: somebody rings now
 *
 * Returns: (transfer none): the window, not shown yet, with the cursor in the name.
 */
CtEnquiryWindow *
ct_enquiry_window_new (CtClinic *clinic, CtEnquiry *enquiry)
{
  CtEnquiryWindow *self;
  g_autofree char *what = NULL;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && (enquiry == NULL || CT_ENQUIRY_IS (enquiry)), NULL);
  self = g_object_new (CT_TYPE_ENQUIRY_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  self->enquiry = enquiry != NULL ? g_object_ref (enquiry) : ct_enquiry_new_blank ();
  what = is_new (self) ? g_strdup ("enquiry/new") : g_strdup_printf ("enquiry/%" G_GINT64_FORMAT, CT_RECORD (enquiry)->id);
  adw_window_title_set_title (self->title, is_new (self) ? _("New Enquiry") : self->enquiry->name);
  gtk_window_set_title (GTK_WINDOW (self), is_new (self) ? _("New Enquiry") : self->enquiry->name);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (on_form_changed_cb), self);
  ct_form_set_record (self->form, CT_RECORD (self->enquiry));
  ct_field_row_set_hint (ct_form_get_row (self->form, "follow_up_on"), _("11/30/2026"));
  fill_suggestions (self);
  self->draft = ct_draft_new_for_form (clinic, self->form, what);
  ct_draft_show_in (self->draft, ADW_WINDOW (self));
  ct_presence_show_in (ADW_WINDOW (self), clinic, "enquiry", CT_RECORD (self->enquiry)->id);
  update (self);
  ct_field_row_edit (ct_form_get_row (self->form, "name"));
  return self;
}
