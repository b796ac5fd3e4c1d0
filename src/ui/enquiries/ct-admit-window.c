#include "ui/enquiries/ct-admit-window.h"

#include <glib/gi18n.h>

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/search/ct-hit-row.h"

struct _CtAdmitWindow
{
  AdwWindow   parent_instance;
  GtkLabel   *question;
  GtkListBox *choices;
  CtClinic   *clinic;
  CtEnquiry  *enquiry;
  GtkWidget  *from;
  GArray     *ids;      /* of gint64: patients, and 0 for a new one */
};

G_DEFINE_FINAL_TYPE (CtAdmitWindow, ct_admit_window, ADW_TYPE_WINDOW)

/* ---- Admitting ---- */

static void
on_admitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) patient = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (ct_notice_error (from, error))
    return;
  name = ct_patient_display_name (patient);
  words = g_strdup_printf (_("%s is a patient now. Choose a place for the consultation."), name);
  ct_notice_undo (from, words);
  gtk_widget_activate_action (from, "win.book-for", "x", CT_RECORD (patient)->id);
}

static void
admit (GtkWidget *from, CtClinic *clinic, CtEnquiry *enquiry, gint64 patient_id)
{
  ct_clinic_admit_enquiry_async (clinic, enquiry, patient_id, on_admitted_cb, g_object_ref (from));
}

/* ---- Who it may be ---- */

static void
on_row_cb (CtAdmitWindow *self, GtkListBoxRow *row)
{
  ct_admit_window_choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
add_choice (CtAdmitWindow *self, gint64 id, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->choices, row);
  g_array_append_val (self->ids, id);
}

static void
show_choices (CtAdmitWindow *self, GPtrArray *hits)
{
  g_autofree char *question = g_strdup_printf (_("%s may be here already. Who is it?"), self->enquiry->name);

  for (guint i = 0; i < hits->len; i++)
    {
      const CtPatientHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *name = ct_patient_display_name (hit->patient);
      g_autofree char *person = ct_hit_describe_person (hit->patient, ct_clinic_today (self->clinic));

      add_choice (self, CT_RECORD (hit->patient)->id, name, person);
    }
  add_choice (self, 0, _("Somebody else: make a new patient"), self->enquiry->name);
  gtk_label_set_text (self->question, question);
}

typedef struct
{
  GtkWidget *from;
  CtEnquiry *enquiry;
} Begin;

static void
ask (CtClinic *clinic, const Begin *begin, GPtrArray *hits)
{
  CtAdmitWindow *self = g_object_new (CT_TYPE_ADMIT_WINDOW, NULL);

  self->clinic = g_object_ref (clinic);
  self->enquiry = g_object_ref (begin->enquiry);
  self->from = g_object_ref (begin->from);
  show_choices (self, hits);
  ct_child_window_present (GTK_WINDOW (self), begin->from);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->choices, 0)));
}

static void
on_alike_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Begin *begin = data;
  CtClinic *clinic = CT_CLINIC (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (clinic, result, &error);

  if (!ct_notice_error (begin->from, error))
    {
      if (hits->len == 0)
        admit (begin->from, clinic, begin->enquiry, 0);
      else
        ask (clinic, begin, hits);
    }
  g_object_unref (begin->from);
  g_object_unref (begin->enquiry);
  g_free (begin);
}

/**
 * ct_admit_begin:
 * @from: where it was asked for
 * @clinic: whose enquiry
 * @enquiry: an open enquiry
 *
 * Makes a patient of who rang, and goes on to a place for the consultation. Where somebody here may be the same, asks first.
 */
void
ct_admit_begin (GtkWidget *from, CtClinic *clinic, CtEnquiry *enquiry)
{
  g_autoptr (CtPatient) patient = NULL;
  Begin *begin;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && CT_ENQUIRY_IS (enquiry));
  patient = ct_enquiry_make_patient (enquiry);
  begin = g_new0 (Begin, 1);
  *begin = (Begin) { g_object_ref (from), g_object_ref (enquiry) };
  ct_clinic_find_duplicates_async (clinic, patient, on_alike_cb, begin);
}

/**
 * ct_admit_window_choose:
 * @self: a window that asks
 * @position: one of its answers
 *
 * Takes the answer.
 */
void
ct_admit_window_choose (CtAdmitWindow *self, guint position)
{
  g_return_if_fail (CT_IS_ADMIT_WINDOW (self) && position < self->ids->len);
  admit (self->from, self->clinic, self->enquiry, g_array_index (self->ids, gint64, position));
  gtk_window_close (GTK_WINDOW (self));
}

/** ct_admit_window_get_n: Returns: how many answers there are, a new patient with them. */
guint
ct_admit_window_get_n (CtAdmitWindow *self)
{
  g_return_val_if_fail (CT_IS_ADMIT_WINDOW (self), 0);
  return self->ids->len;
}

/* ---- The object ---- */

static void
ct_admit_window_dispose (GObject *object)
{
  CtAdmitWindow *self = CT_ADMIT_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->enquiry);
  g_clear_object (&self->from);
  G_OBJECT_CLASS (ct_admit_window_parent_class)->dispose (object);
}

static void
ct_admit_window_finalize (GObject *object)
{
  g_array_unref (CT_ADMIT_WINDOW (object)->ids);
  G_OBJECT_CLASS (ct_admit_window_parent_class)->finalize (object);
}

static void
ct_admit_window_class_init (CtAdmitWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_admit_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_admit_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/enquiries/ct-admit-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtAdmitWindow, question);
  gtk_widget_class_bind_template_child (widget_class, CtAdmitWindow, choices);
}

static void
ct_admit_window_init (CtAdmitWindow *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->choices, "row-activated", G_CALLBACK (on_row_cb), self);
}
