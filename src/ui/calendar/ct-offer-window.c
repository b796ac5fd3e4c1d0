#include "ui/calendar/ct-offer-window.h"

#include <glib/gi18n.h>
#include "ui/ct-notice.h"

struct _CtOfferWindow
{
  AdwWindow    parent_instance;
  GtkLabel    *place_label;
  GtkListBox  *offers_list;
  AdwStatusPage *nothing;
  GtkStack    *stack;

  CtClinic    *clinic;
  CtFreePlace  place;
  GPtrArray   *offers;  /* of CtOffer */
  gboolean     busy;
};

enum
{
  BOOKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtOfferWindow, ct_offer_window, ADW_TYPE_WINDOW)

static void
say (CtOfferWindow *self, const char *title, const char *words)
{
  adw_status_page_set_title (self->nothing, title);
  ct_notice_page (self->nothing, words);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
add_offer (CtOfferWindow *self, const CtOffer *offer)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *from = ct_minute_format (offer->minute);
  g_autofree char *to = ct_minute_format (offer->minute + offer->minutes);
  g_autofree char *phone = offer->patient_phone != NULL ? g_strconcat (" · ", offer->patient_phone, NULL) : g_strdup ("");
  /* Translators: why, from when, until when, phone number */
  g_autofree char *words = g_strdup_printf (_("%s · %s to %s%s"), offer->reason, from, to, phone);
  g_autofree char *name = g_markup_escape_text (offer->patient_name, -1);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->offers_list, row);
}

static void
on_offered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtOfferWindow) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *offers = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->busy = FALSE;
  if (offers == NULL)
    {
      say (self, _("The List Can’t Be Read"), error->message);
      return;
    }
  self->offers = offers;
  for (guint i = 0; i < offers->len; i++)
    add_offer (self, g_ptr_array_index (offers, i));
  if (offers->len == 0)
    {
      say (self, _("Nobody Fits"), _("Nobody who waits or is due could take this place."));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "offers");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->offers_list, 0)));
}

typedef struct
{
  CtOfferWindow *self;
  char          *name;
} Taking;

static void
on_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Taking *taking = data;
  g_autoptr (CtOfferWindow) self = taking->self;
  g_autofree char *name = taking->name;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  g_free (taking);
  self->busy = FALSE;
  if (stored == NULL)
    {
      say (self, _("Not Booked"), error->message);
      return;
    }
  g_signal_emit (self, signals[BOOKED], 0, stored, name);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_row_activated_cb (CtOfferWindow *self, GtkListBoxRow *row)
{
  CtOffer *offer = g_ptr_array_index (self->offers, gtk_list_box_row_get_index (row));
  Taking *taking;

  if (self->busy)
    return;
  self->busy = TRUE;
  taking = g_new0 (Taking, 1);
  *taking = (Taking) { g_object_ref (self), g_strdup (offer->patient_name) };
  ct_clinic_take_offer_async (self->clinic, &self->place, offer, on_taken_cb, taking);
}

static void
ct_offer_window_dispose (GObject *object)
{
  CtOfferWindow *self = CT_OFFER_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_offer_window_parent_class)->dispose (object);
}

static void
ct_offer_window_class_init (CtOfferWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_offer_window_dispose;
  signals[BOOKED] = g_signal_new ("booked", CT_TYPE_OFFER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  CT_TYPE_APPOINTMENT, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-offer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtOfferWindow, place_label);
  gtk_widget_class_bind_template_child (widget_class, CtOfferWindow, offers_list);
  gtk_widget_class_bind_template_child (widget_class, CtOfferWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, CtOfferWindow, stack);
}

static void
ct_offer_window_init (CtOfferWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->offers_list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
}

/**
 * ct_offer_window_new:
 * @clinic: a clinic
 * @place: what has come free
 *
 * Returns: (transfer none): a window with those who fit, not shown yet.
 */
GtkWindow *
ct_offer_window_new (CtClinic *clinic, const CtFreePlace *place)
{
  CtOfferWindow *self = g_object_new (CT_TYPE_OFFER_WINDOW, NULL);
  CtChair *chair;
  g_autofree char *day = NULL;
  g_autofree char *from = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && place != NULL, NULL);
  self->clinic = g_object_ref (clinic);
  self->place = *place;
  chair = ct_clinic_get_chair (clinic, place->chair_id);
  day = ct_date_format (place->date, "%a %-d %b");
  from = ct_minute_format (place->minutes.from);
  words = g_strdup_printf ("%s, %s, %s", day, from, chair != NULL ? chair->name : "");
  gtk_label_set_text (self->place_label, words);
  self->busy = TRUE;
  ct_clinic_offer_place_async (clinic, place, on_offered_cb, g_object_ref (self));
  return GTK_WINDOW (self);
}

/**
 * ct_offer_window_get_n_offers:
 * @self: a window
 *
 * Returns: how many fit.
 */
guint
ct_offer_window_get_n_offers (CtOfferWindow *self)
{
  g_return_val_if_fail (CT_IS_OFFER_WINDOW (self), 0);
  return self->offers != NULL ? self->offers->len : 0;
}

/**
 * ct_offer_window_is_busy:
 * @self: a window
 *
 * Returns: whether it reads or books.
 */
gboolean
ct_offer_window_is_busy (CtOfferWindow *self)
{
  g_return_val_if_fail (CT_IS_OFFER_WINDOW (self), FALSE);
  return self->busy;
}
