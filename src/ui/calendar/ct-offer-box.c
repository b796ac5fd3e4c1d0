#include "ui/calendar/ct-offer-box.h"

#include <glib/gi18n.h>

#include "ui/patient/ct-wrap-layout.h"

struct _CtOfferBox
{
  AdwBin         parent_instance;
  GtkLabel      *label;
  GtkWidget     *places;
  CtClinic      *clinic;
  CtAppointment *wanted; /* (nullable) */
  char          *name;   /* whose visit */
  guint          turn;   /* answers to an earlier question are dropped */
};

enum
{
  CHOSEN,
  SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtOfferBox, ct_offer_box, ADW_TYPE_BIN)

static void
clear_places (CtOfferBox *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->places)) != NULL)
    gtk_widget_unparent (child);
}

static void
set_text (CtOfferBox *self, const char *text)
{
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && *text != '\0');
}

/**
 * ct_offer_box_clear:
 * @self: a box
 *
 * Says and offers nothing any more.
 */
void
ct_offer_box_clear (CtOfferBox *self)
{
  g_return_if_fail (CT_IS_OFFER_BOX (self));
  self->turn++;
  clear_places (self);
  set_text (self, NULL);
}

/**
 * ct_offer_box_get_text:
 * @self: a box
 *
 * Returns: (transfer none): why the place can't be had; "" where nothing was refused.
 */
const char *
ct_offer_box_get_text (CtOfferBox *self)
{
  g_return_val_if_fail (CT_IS_OFFER_BOX (self), NULL);
  return gtk_label_get_text (self->label);
}

/**
 * ct_offer_box_get_first:
 * @self: a box
 *
 * Returns: (transfer none) (nullable): the button of the nearest place.
 */
GtkWidget *
ct_offer_box_get_first (CtOfferBox *self)
{
  g_return_val_if_fail (CT_IS_OFFER_BOX (self), NULL);
  return gtk_widget_get_first_child (self->places);
}

/* The day only where it is another one. */
static char *
place_words (CtOfferBox *self, const CtNearby *offer)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, offer->chair_id);
  g_autofree char *time = ct_minute_format (offer->minute);
  g_autofree char *day = ct_date_format (offer->date, _("%a %-d %b"));
  const char *name = chair != NULL ? chair->name : "";

  if (offer->date == self->wanted->day)
    /* Translators: a time and a chair */
    return g_strdup_printf (_("%s, %s"), time, name);
  /* Translators: a day, a time and a chair */
  return g_strdup_printf (_("%s, %s, %s"), day, time, name);
}

static void
on_place_cb (GtkButton *button, CtOfferBox *self)
{
  const CtNearby *offer = g_object_get_data (G_OBJECT (button), "offer");

  g_signal_emit (self, signals[CHOSEN], 0, offer->chair_id, (int) offer->date, offer->minute);
}

static void
add_place (CtOfferBox *self, const CtNearby *offer)
{
  g_autofree char *words = place_words (self, offer);
  /* Translators: a place in the calendar */
  g_autofree char *spoken = g_strdup_printf (_("Book %s instead"), words);
  GtkWidget *button = gtk_button_new_with_label (words);

  g_object_set_data_full (G_OBJECT (button), "offer", g_memdup2 (offer, sizeof *offer), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "ct-tabular");
  g_signal_connect (button, "clicked", G_CALLBACK (on_place_cb), self);
  ct_wrap_append (self->places, button);
}

typedef struct
{
  CtOfferBox *self;
  guint       turn;
} Asked;

static void
show_places (CtOfferBox *self, const CtFreePlaces *places)
{
  g_autofree char *text = NULL;

  if (places->offers->len == 0)
    text = g_strdup_printf (_("%s Nothing near it is free in the next two weeks."), ct_offer_box_get_text (self));
  else if (places->taken != NULL)
    /* Translators: a name, then a sentence that says who has the place; buttons follow */
    text = g_strdup_printf (_("No place for %s: %s Free near it:"), self->name, places->taken);
  if (text != NULL)
    set_text (self, text);
  for (guint i = 0; i < places->offers->len; i++)
    add_place (self, &g_array_index (places->offers, CtNearby, i));
}

static void
on_places_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (CtOfferBox) self = asked->self;
  g_autoptr (CtFreePlaces) places = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (places == NULL || asked->turn != self->turn)
    return;
  show_places (self, places);
  g_signal_emit (self, signals[SHOWN], 0);
}

/**
 * ct_offer_box_ask:
 * @self: a box
 * @wanted: what was refused
 * @name: whose visit
 * @refusal: why, shown until more is known
 *
 * Says by whom the place is taken and offers the nearest free ones.
 */
void
ct_offer_box_ask (CtOfferBox *self, CtAppointment *wanted, const char *name, const char *refusal)
{
  Asked *asked;

  g_return_if_fail (CT_IS_OFFER_BOX (self) && CT_APPOINTMENT_IS (wanted));
  ct_offer_box_clear (self);
  set_text (self, refusal);
  g_clear_object (&self->wanted);
  self->wanted = ct_record_copy (wanted);
  g_free (self->name);
  self->name = g_strdup (name);
  asked = g_new0 (Asked, 1);
  *asked = (Asked) { g_object_ref (self), self->turn };
  ct_clinic_find_places_async (self->clinic, wanted, on_places_cb, asked);
}

static void
ct_offer_box_finalize (GObject *object)
{
  g_clear_object (&CT_OFFER_BOX (object)->clinic);
  g_clear_object (&CT_OFFER_BOX (object)->wanted);
  g_free (CT_OFFER_BOX (object)->name);
  G_OBJECT_CLASS (ct_offer_box_parent_class)->finalize (object);
}

static void
ct_offer_box_class_init (CtOfferBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_offer_box_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", CT_TYPE_OFFER_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                  G_TYPE_INT64, G_TYPE_INT, G_TYPE_INT);
  signals[SHOWN] = g_signal_new ("shown", CT_TYPE_OFFER_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
ct_offer_box_init (CtOfferBox *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_max_width_chars (self->label, 44);
  self->places = ct_wrap_new (6, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->places);
  gtk_widget_add_css_class (box, "ct-problem");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ct_offer_box_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): a box that offers nothing yet.
 */
GtkWidget *
ct_offer_box_new (CtClinic *clinic)
{
  CtOfferBox *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_OFFER_BOX, NULL);
  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
