#include "ui/calendar/ct-quick-booking.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-offer-box.h"
#include "ui/calendar/ct-visit-choices.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/patient/ct-reason.h"

#define MAX_HITS 6

struct _CtQuickBooking
{
  GtkPopover     parent_instance;
  GtkWidget     *box;
  GtkLabel      *title;
  GtkSearchEntry *entry;
  GtkListBox    *hits;
  GtkDropDown   *kind;
  GtkSpinButton *length;
  GtkLabel      *until;
  GtkDropDown   *chair;
  GtkDropDown   *clinician;
  GtkEntry      *note;
  GtkLabel      *problem;
  GtkWidget     *book_button;
  CtOfferBox    *offers;

  CtClinic      *clinic;
  CtPlace        place;
  gint64         site_id;
  int            room;         /* minutes until the next booking or the end of the opening hours; 0: not known */
  gboolean       length_given; /* drawn with the mouse, or typed */
  gboolean       proposing;
  gint64         patient_id;   /* who was chosen; 0: nobody yet */
  char          *patient_name;
  GArray        *chair_ids;
  GArray        *clinician_ids;
  GPtrArray     *found;        /* of CtPatientHit, in the order of the rows */
  char          *found_for;    /* the words they were found for */
  gboolean       book_when_found;
  GCancellable  *search;
  gboolean       walk_in;      /* who is booked is here already */
};

enum
{
  BOOKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtQuickBooking, ct_quick_booking, GTK_TYPE_POPOVER)

static void
say_problem (CtQuickBooking *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  if (self->offers != NULL)
    ct_offer_box_clear (self->offers);
}

/* ---- When and how long ---- */

static void
tell_time (CtQuickBooking *self)
{
  int minutes = gtk_spin_button_get_value_as_int (self->length);
  g_autofree char *day = ct_date_format (self->place.day, _("%a %-d %b"));
  g_autofree char *times = ct_minutes_text (self->place.minute, minutes);
  g_autofree char *end = ct_minute_format (MIN (self->place.minute + minutes, CT_MINUTES_PER_DAY));
  /* Translators: day, from when until when */
  g_autofree char *title = g_strdup_printf (self->walk_in ? _("Walk-in: %s, %s") : "%s, %s", day, times);
  /* Translators: until a time of day */
  g_autofree char *until = g_strdup_printf (_("to %s"), end);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->until, until);
}

/* The usual length of the kind, less where the next patient comes before. */
static void
propose_length (CtQuickBooking *self)
{
  int minutes = ct_visit_kind_minutes (self->clinic, ct_visit_kind_at (gtk_drop_down_get_selected (self->kind)));

  if (self->length_given)
    return;
  if (self->room >= CT_GRID_STEP)
    minutes = MIN (minutes, self->room);
  self->proposing = TRUE;
  gtk_spin_button_set_value (self->length, minutes);
  self->proposing = FALSE;
}

static void
on_length_cb (CtQuickBooking *self)
{
  if (!self->proposing)
    self->length_given = TRUE;
  tell_time (self);
}

static int
room_on_chair (const CtOccupancy *occupancy, CtHours *hours, gint64 chair_id, CtDate day, int minute)
{
  guint n, n_open;
  const CtBooking *bookings = ct_occupancy_get_day (occupancy, day, &n);
  const CtMinutes *open = hours != NULL ? ct_hours_open_on (hours, day, &n_open) : NULL;
  int end = 0;

  for (guint i = 0; open != NULL && i < n_open; i++)
    if (open[i].from <= minute && minute < open[i].to)
      end = open[i].to;
  for (guint i = 0; i < n; i++)
    if (bookings[i].chair_id == chair_id && bookings[i].minutes.from > minute && (end == 0 || bookings[i].minutes.from < end))
      end = bookings[i].minutes.from;
  return MAX (end - minute, 0);
}

static gint64
free_chair (const CtOccupancy *occupancy, CtDate day, int minute)
{
  g_autoptr (GArray) chairs =
    ct_occupancy_free_chairs (occupancy, day, (CtMinutes) { minute, minute + CT_GRID_STEP });

  return chairs->len > 0 ? g_array_index (chairs, gint64, 0) : 0;
}

/**
 * ct_quick_booking_set_place:
 * @self: a quick booking
 * @site_id: the site
 * @place: where and when; a length of more than one step was meant
 * @occupancy: (nullable): who sits where that day
 *
 * Makes it ready for another booking.
 */
void
ct_quick_booking_set_place (CtQuickBooking *self, gint64 site_id, const CtPlace *place, const CtOccupancy *occupancy)
{
  gint64 chair_id;

  g_return_if_fail (CT_IS_QUICK_BOOKING (self));
  self->place = *place;
  self->site_id = site_id;
  self->walk_in = FALSE;
  g_clear_pointer (&self->chair_ids, g_array_unref);
  g_clear_pointer (&self->clinician_ids, g_array_unref);
  self->chair_ids = ct_choices_fill_chairs (self->chair, self->clinic, site_id);
  self->clinician_ids = ct_choices_fill_clinicians (self->clinician, self->clinic);
  chair_id = place->chair_id == 0 && occupancy != NULL ? free_chair (occupancy, place->day, place->minute)
                                                       : place->chair_id;
  ct_choices_select (self->chair, self->chair_ids, chair_id);
  ct_choices_select (self->clinician, self->clinician_ids, place->clinician_id);
  self->room = occupancy != NULL ? room_on_chair (occupancy, ct_clinic_get_hours (self->clinic, site_id), chair_id,
                                                  place->day, place->minute) : 0;
  self->length_given = FALSE;
  if (place->minutes > CT_GRID_STEP)
    gtk_spin_button_set_value (self->length, place->minutes);
  self->length_given = place->minutes > CT_GRID_STEP;
  propose_length (self);
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  ct_quick_booking_set_patient (self, 0, NULL);
  say_problem (self, NULL);
  tell_time (self);
}

/**
 * ct_quick_booking_set_walk_in:
 * @self: a quick booking with its place
 *
 * Books for somebody who is there already: the visit has arrived as soon as it is booked.
 */
void
ct_quick_booking_set_walk_in (CtQuickBooking *self)
{
  g_return_if_fail (CT_IS_QUICK_BOOKING (self));
  self->walk_in = TRUE;
  tell_time (self);
}

/**
 * ct_quick_booking_set_kind:
 * @self: a quick booking with its place
 * @kind: a kind of visit
 *
 * Proposes that kind; a length that was given stays.
 */
void
ct_quick_booking_set_kind (CtQuickBooking *self, const char *kind)
{
  g_return_if_fail (CT_IS_QUICK_BOOKING (self));
  gtk_drop_down_set_selected (self->kind, ct_visit_kind_index (kind));
}

/* ---- Who ---- */

static void
clear_hits (CtQuickBooking *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->hits))) != NULL)
    gtk_list_box_remove (self->hits, row);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->found_for, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self->hits), FALSE);
}

/**
 * ct_quick_booking_set_patient:
 * @self: a quick booking
 * @patient_id: who, or 0 for nobody yet
 * @name: (nullable): the patient's name
 *
 * Chooses who is booked; Enter does the rest.
 */
void
ct_quick_booking_set_patient (CtQuickBooking *self, gint64 patient_id, const char *name)
{
  g_autofree char *copy = g_strdup (name);

  g_return_if_fail (CT_IS_QUICK_BOOKING (self));
  g_cancellable_cancel (self->search);
  self->patient_id = 0;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), copy != NULL ? copy : "");
  self->patient_id = patient_id;
  g_free (self->patient_name);
  self->patient_name = g_steal_pointer (&copy);
  self->book_when_found = FALSE;
  clear_hits (self);
  if (patient_id != 0)
    gtk_widget_grab_focus (self->book_button);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static GtkWidget *
hit_row (const CtPatientHit *hit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *name = ct_patient_display_name (hit->patient);
  g_autofree char *born = ct_date_format (hit->patient->born, _("%-d %b %Y"));
  g_autofree char *words = g_strdup_printf ("%s, %s", name, born);
  GtkWidget *name_label = gtk_label_new (name), *born_label = gtk_label_new (born), *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_add_css_class (born_label, "dim-label");
  gtk_widget_add_css_class (born_label, "ct-tabular");
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), born_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return row;
}

static GtkWidget *
new_patient_row (const char *words)
{
  g_autofree char *text = g_strdup_printf (_("New patient “%s”…"), words);
  GtkWidget *label = gtk_label_new (text), *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void book (CtQuickBooking *self);

static void
choose_row (CtQuickBooking *self, int index, gboolean then_book)
{
  g_autofree char *words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (self->found == NULL || index < 0)
    return;
  if (index >= (int) self->found->len)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      gtk_widget_activate_action (GTK_WIDGET (self), "win.new-patient", "s", words);
      return;
    }
  else
    {
      const CtPatientHit *hit = g_ptr_array_index (self->found, index);
      g_autofree char *name = ct_patient_display_name (hit->patient);

      ct_quick_booking_set_patient (self, CT_RECORD (hit->patient)->id, name);
    }
  if (then_book)
    book (self);
}

static void
show_hits (CtQuickBooking *self, GPtrArray *found, const char *words)
{
  clear_hits (self);
  self->found = g_ptr_array_ref (found);
  self->found_for = g_strdup (words);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->hits, hit_row (g_ptr_array_index (found, i)));
  gtk_list_box_append (self->hits, new_patient_row (words));
  gtk_list_box_select_row (self->hits, gtk_list_box_get_row_at_index (self->hits, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->hits), TRUE);
}

typedef struct
{
  CtQuickBooking *self;
  char           *words;
} Search;

/* Enter came before the answer: one hit is booked, of several the person at the desk has to choose. */
static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *search = data;
  g_autoptr (CtQuickBooking) self = search->self;
  g_autofree char *words = search->words;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ct_clinic_finish (CT_CLINIC (source), result, &error);
  gboolean book_now = self->book_when_found;

  g_free (search);
  if (self->patient_id != 0 || g_strcmp0 (words, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    return;
  if (found == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say_problem (self, error->message);
      return;
    }
  self->book_when_found = FALSE;
  show_hits (self, found, words);
  if (book_now && found->len == 1)
    choose_row (self, 0, TRUE);
}

static void
on_words_cb (CtQuickBooking *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  Search *search;

  if (self->patient_id != 0 && g_strcmp0 (words, self->patient_name) == 0)
    return;
  self->patient_id = 0;
  self->book_when_found = FALSE;
  say_problem (self, NULL);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (ct_text_is_blank (words))
    {
      clear_hits (self);
      return;
    }
  self->search = g_cancellable_new ();
  search = g_new0 (Search, 1);
  *search = (Search) { g_object_ref (self), g_strdup (words) };
  ct_clinic_search_patients_async (self->clinic, words, MAX_HITS, self->search, on_found_cb, search);
}

static void
on_entry_activate_cb (CtQuickBooking *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->hits);

  if (self->patient_id != 0)
    book (self);
  else if (ct_text_is_blank (words))
    say_problem (self, _("Type some letters of the name first."));
  else if (self->found == NULL || g_strcmp0 (self->found_for, words) != 0)
    self->book_when_found = TRUE;
  else if (row != NULL)
    choose_row (self, gtk_list_box_row_get_index (row), TRUE);
}

/* The arrows choose among the hits while the letters go on into the entry. */
static gboolean
on_entry_key_cb (CtQuickBooking *self, guint key, guint code, GdkModifierType state)
{
  int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? -1 : 0;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->hits);

  if (step == 0 || row == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->hits)))
    return FALSE;
  row = gtk_list_box_get_row_at_index (self->hits, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    gtk_list_box_select_row (self->hits, row);
  return TRUE;
}

static void
on_row_activated_cb (CtQuickBooking *self, GtkListBoxRow *row)
{
  choose_row (self, gtk_list_box_row_get_index (row), FALSE);
}

/* ---- Booking ---- */

static void on_booked_cb (GObject *source, GAsyncResult *result, gpointer data);
static CtAppointment *make_appointment (CtQuickBooking *self);

static void
on_override_reason_cb (const char *reason, gpointer data)
{
  CtQuickBooking *self = CT_QUICK_BOOKING (data);
  g_autoptr (CtAppointment) appointment = make_appointment (self);

  ct_clinic_book_over_async (self->clinic, appointment, reason, on_booked_cb, g_object_ref (self));
}

/* A rule of the clinic stands against it: who may can book it all the same. */
static void
ask_to_override (CtQuickBooking *self, const GError *error)
{
  CtReasonAsk ask = { _("Book It All the Same?"), error->message, _("Reason"), _("_Book"), FALSE, NULL };

  ct_reason_ask (GTK_WIDGET (self), &ask, on_override_reason_cb, g_object_ref (self), g_object_unref);
}

/* The box says what is in the way with the places near it, so the line above says nothing. */
static void
offer_places (CtQuickBooking *self, const char *refusal)
{
  g_autoptr (CtAppointment) wanted = make_appointment (self);

  say_problem (self, NULL);
  ct_offer_box_ask (self->offers, wanted, self->patient_name, refusal);
}

static void
on_offers_shown_cb (CtQuickBooking *self)
{
  GtkWidget *first = ct_offer_box_get_first (self->offers);

  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static void
on_offer_chosen_cb (CtQuickBooking *self, gint64 chair_id, int day, int minute)
{
  self->place.day = (CtDate) day;
  self->place.minute = minute;
  ct_choices_select (self->chair, self->chair_ids, chair_id);
  tell_time (self);
  book (self);
}

static void
on_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtQuickBooking) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  gtk_widget_set_sensitive (self->box, TRUE);
  if (stored == NULL)
    {
      g_autofree char *words = ct_refusal_words (self->patient_name, error);

      say_problem (self, words);
      gtk_widget_grab_focus (self->book_button);
      if (g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
        offer_places (self, words);
      else if (g_error_matches (error, CT_ERROR, CT_ERROR_RULE) && ct_clinic_user_may (self->clinic, CT_MAY_OVERRIDE))
        ask_to_override (self, error);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[BOOKED], 0, stored, self->patient_name);
}

static CtAppointment *
make_appointment (CtQuickBooking *self)
{
  CtAppointment *a = ct_appointment_new ();

  a->patient_id = self->patient_id;
  a->site_id = self->site_id;
  a->chair_id = ct_choices_get (self->chair, self->chair_ids);
  a->clinician_id = ct_choices_get (self->clinician, self->clinician_ids);
  a->kind = g_strdup (ct_visit_kind_at (gtk_drop_down_get_selected (self->kind)));
  a->day = self->place.day;
  a->minute = self->place.minute;
  a->minutes = gtk_spin_button_get_value_as_int (self->length);
  a->status = g_strdup (self->walk_in ? CT_APPOINTMENT_ARRIVED : CT_APPOINTMENT_BOOKED);
  a->note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note)));
  return a;
}

static void
book (CtQuickBooking *self)
{
  g_autoptr (CtAppointment) appointment = NULL;

  if (self->patient_id == 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      on_entry_activate_cb (self);
      return;
    }
  gtk_spin_button_update (self->length);
  appointment = make_appointment (self);
  say_problem (self, NULL);
  gtk_widget_set_sensitive (self->box, FALSE);
  ct_clinic_book_async (self->clinic, appointment, on_booked_cb, g_object_ref (self));
}

/**
 * ct_quick_booking_get_problem:
 * @self: a quick booking
 *
 * Returns: (transfer none): what it complains about; empty where it is content.
 */
const char *
ct_quick_booking_get_problem (CtQuickBooking *self)
{
  const char *offered;

  g_return_val_if_fail (CT_IS_QUICK_BOOKING (self), NULL);
  offered = ct_offer_box_get_text (self->offers);
  return *offered != '\0' ? offered : gtk_label_get_text (self->problem);
}

/* ---- The object ---- */

static void
ct_quick_booking_finalize (GObject *object)
{
  CtQuickBooking *self = CT_QUICK_BOOKING (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->patient_name, g_free);
  g_clear_pointer (&self->chair_ids, g_array_unref);
  g_clear_pointer (&self->clinician_ids, g_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->found_for, g_free);
  G_OBJECT_CLASS (ct_quick_booking_parent_class)->finalize (object);
}

static void
ct_quick_booking_class_init (CtQuickBookingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_quick_booking_finalize;
  signals[BOOKED] = g_signal_new ("booked", CT_TYPE_QUICK_BOOKING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, CT_TYPE_APPOINTMENT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/calendar/ct-quick-booking.ui");
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, box);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, title);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, entry);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, hits);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, kind);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, length);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, until);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, chair);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, clinician);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, note);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, problem);
  gtk_widget_class_bind_template_child (widget_class, CtQuickBooking, book_button);
}

static void
ct_quick_booking_init (CtQuickBooking *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  ct_choices_fill_kinds (self->kind);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_words_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect_swapped (self->hits, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (propose_length), self);
  g_signal_connect_swapped (self->length, "value-changed", G_CALLBACK (on_length_cb), self);
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (book), self);
  g_signal_connect_swapped (self->book_button, "clicked", G_CALLBACK (book), self);
}

/**
 * ct_quick_booking_new:
 * @clinic: the clinic
 *
 * Returns: (transfer floating): a popover; give it a parent, a rectangle and a place.
 */
GtkWidget *
ct_quick_booking_new (CtClinic *clinic)
{
  CtQuickBooking *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_QUICK_BOOKING, NULL);
  self->clinic = g_object_ref (clinic);
  self->offers = CT_OFFER_BOX (ct_offer_box_new (clinic));
  gtk_box_insert_child_after (GTK_BOX (self->box), GTK_WIDGET (self->offers), GTK_WIDGET (self->problem));
  g_signal_connect_swapped (self->offers, "chosen", G_CALLBACK (on_offer_chosen_cb), self);
  g_signal_connect_swapped (self->offers, "shown", G_CALLBACK (on_offers_shown_cb), self);
  return GTK_WIDGET (self);
}
