#include "ui/lists/ct-consent-window.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-date-jump.h"
#include "ui/ct-notice.h"

struct _CtConsentWindow
{
  AdwWindow     parent_instance;
  GtkDropDown  *protocol;
  GtkEntry     *signed_on;
  GtkLabel     *until;
  GtkEntry     *note;
  GtkLabel     *problem;
  GtkButton    *save_button;

  CtClinic     *clinic;
  gint64        patient_id;
  gint64        site_id;
  CtDate        day;
  GPtrArray    *ids;     /* of the protocols, in the order of the choices; NULL for any */
  gboolean      saving;
};

G_DEFINE_FINAL_TYPE (CtConsentWindow, ct_consent_window, ADW_TYPE_WINDOW)

static CtDate
today_of (CtConsentWindow *self)
{
  return ct_clinic_now_at (self->clinic, self->site_id).date;
}

static void
show_end (CtConsentWindow *self)
{
  CtDate today = today_of (self);
  int months = ct_clinic_get_list_rules (self->clinic)->consent_months;
  g_autofree char *from = NULL;
  g_autofree char *end = NULL;
  g_autofree char *words = NULL;

  self->day = ct_date_jump (gtk_editable_get_text (GTK_EDITABLE (self->signed_on)), today, today);
  if (self->day != CT_DATE_NONE && self->day <= today)
    {
      from = ct_date_format (self->day, _("%-d %b %Y"));
      end = ct_date_format (ct_consent_end (self->day, months), _("%-d %b %Y"));
      /* Translators: two days */
      words = g_strdup_printf (_("Signed on %s, valid until %s"), from, end);
    }
  gtk_label_set_text (self->until, words != NULL ? words : _("A day like today, 23 nov or 2026-11-23, not to come"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), words != NULL && !self->saving);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtConsentWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtConsent) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->saving = FALSE;
  show_end (self);
  if (stored == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }
  ct_notice_undo (GTK_WIDGET (self), _("The consent is written down."));
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * ct_consent_window_save:
 * @self: a window
 *
 * Stores what stands in it, if it is complete.
 */
void
ct_consent_window_save (CtConsentWindow *self)
{
  g_autoptr (CtConsent) consent = NULL;
  guint chosen;

  g_return_if_fail (CT_IS_CONSENT_WINDOW (self));
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->save_button)))
    return;
  chosen = gtk_drop_down_get_selected (self->protocol);
  consent = ct_consent_new ();
  consent->patient_id = self->patient_id;
  consent->site_id = self->site_id;
  consent->signed_on = self->day;
  consent->valid_until = CT_DATE_NONE;
  g_object_set (consent, "protocol", chosen < self->ids->len ? g_ptr_array_index (self->ids, chosen) : NULL, "note",
                gtk_editable_get_text (GTK_EDITABLE (self->note)), NULL);
  self->saving = TRUE;
  show_end (self);
  ct_clinic_save_consent_async (self->clinic, consent, on_saved_cb, g_object_ref (self));
}

static void
fill_protocols (CtConsentWindow *self, const char *chosen)
{
  GPtrArray *protocols = ct_knowledge_list_protocols (ct_clinic_get_knowledge (self->clinic));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Any treatment"));
  g_ptr_array_add (self->ids, NULL);
  for (guint i = 0; i < protocols->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (protocols, i);

      if (protocol->phase == CT_PHASE_INFORMATION)
        continue;
      gtk_string_list_append (names, protocol->name);
      g_ptr_array_add (self->ids, g_strdup (protocol->id));
    }
  gtk_drop_down_set_model (self->protocol, G_LIST_MODEL (names));
  for (guint i = 1; chosen != NULL && i < self->ids->len; i++)
    if (g_str_equal (g_ptr_array_index (self->ids, i), chosen))
      gtk_drop_down_set_selected (self->protocol, i);
}

static void
ct_consent_window_dispose (GObject *object)
{
  CtConsentWindow *self = CT_CONSENT_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_consent_window_parent_class)->dispose (object);
}

static void
ct_consent_window_class_init (CtConsentWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_consent_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/lists/ct-consent-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtConsentWindow, protocol);
  gtk_widget_class_bind_template_child (widget_class, CtConsentWindow, signed_on);
  gtk_widget_class_bind_template_child (widget_class, CtConsentWindow, until);
  gtk_widget_class_bind_template_child (widget_class, CtConsentWindow, note);
  gtk_widget_class_bind_template_child (widget_class, CtConsentWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, CtConsentWindow, save_button);
}

static void
ct_consent_window_init (CtConsentWindow *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->signed_on, "changed", G_CALLBACK (show_end), self);
  g_signal_connect_swapped (self->signed_on, "activate", G_CALLBACK (ct_consent_window_save), self);
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (ct_consent_window_save), self);
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (ct_consent_window_save), self);
}

/**
 * ct_consent_window_new:
 * @clinic: where it is kept
 * @patient_id: who signed
 * @name: what they are called
 * @site_id: where; 0 for the first site
 * @protocol: (nullable): for which treatment, as a first guess
 *
 * Returns: (transfer none): the window, not shown yet.
 */
GtkWindow *
ct_consent_window_new (CtClinic *clinic, gint64 patient_id, const char *name, gint64 site_id, const char *protocol)
{
  CtConsentWindow *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && name != NULL, NULL);
  self = g_object_new (CT_TYPE_CONSENT_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  self->patient_id = patient_id;
  self->site_id = site_id;
  /* Translators: a name */
  title = g_strdup_printf (_("Consent of %s"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  fill_protocols (self, protocol);
  gtk_editable_set_text (GTK_EDITABLE (self->signed_on), "t");
  show_end (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->signed_on));
  return GTK_WINDOW (self);
}
