/* Owners are told of charts that were opened in an emergency, until one of them has acknowledged it. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"

static void
show_notice (CtWindow *self, const CtEmergencyNotice *notice, guint n_more)
{
  g_autofree char *acknowledge = g_strdup_printf ("win.acknowledge-emergency(int64 %" G_GINT64_FORMAT ")",
                                                  CT_RECORD (notice->emergency)->id);
  g_autofree char *audit = g_strdup_printf ("win.audit(int64 %" G_GINT64_FORMAT ")",
                                            notice->emergency->patient_id);
  g_autofree char *one = g_strdup_printf (_("%s opened the chart of %s in an emergency: “%s”"), notice->who,
                                          notice->patient_name, notice->emergency->reason);
  g_autofree char *text = NULL;

  if (n_more > 0)
    /* Translators: a sentence about one emergency, then how many others wait */
    text = g_strdup_printf (ngettext ("%s (%u more)", "%s (%u more)", n_more), one, n_more);
  ct_banner_set_action (self->emergency, _("_Acknowledge"), acknowledge);
  ct_banner_set_other (self->emergency, _("Show the A_udit"), audit);
  ct_banner_set_text (self->emergency, text != NULL ? text : one);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autoptr (GPtrArray) notices = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (notices == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (notices->len > 0)
    show_notice (self, g_ptr_array_index (notices, 0), notices->len - 1);
  else
    ct_banner_set_text (self->emergency, NULL);
}

/**
 * ct_window_read_emergencies:
 * @self: the window
 *
 * Shows an owner the oldest emergency that none has acknowledged; others are not told.
 */
void
ct_window_read_emergencies (CtWindow *self)
{
  if (!ct_clinic_is_locked (self->clinic) && ct_clinic_user_may (self->clinic, CT_MAY_ADMINISTER))
    ct_clinic_list_emergencies_async (self->clinic, on_listed_cb, g_object_ref (self));
}

static void
on_clinic_changed_cb (CtWindow *self, const char *table)
{
  if (g_strcmp0 (table, "emergency") == 0)
    ct_window_read_emergencies (self);
}

static void
on_acknowledged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtEmergency) seen = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  ct_notice_error (GTK_WIDGET (self), error);
  ct_window_read_emergencies (self);
}

static void
act_acknowledge (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtWindow *self = data;

  ct_clinic_acknowledge_emergency_async (self->clinic, g_variant_get_int64 (target), on_acknowledged_cb,
                                         g_object_ref (self));
}

/**
 * ct_window_watch_emergencies:
 * @self: the window
 *
 * From now on an owner is told.
 */
void
ct_window_watch_emergencies (CtWindow *self)
{
  static const GActionEntry entries[] = { { "acknowledge-emergency", act_acknowledge, "x" } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->emergency = CT_BANNER (ct_banner_new ("dialog-warning-symbolic", NULL));
  gtk_box_append (self->banners, GTK_WIDGET (self->emergency));
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  ct_window_read_emergencies (self);
}
