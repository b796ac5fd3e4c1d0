#include "ui/patient/ct-session-entry.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "ui/ct-notice.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-conflict.h"
#include "ui/form/ct-draft.h"
#include "ui/patient/ct-patient-words.h"

struct _CtSessionEntry
{
  AdwWindow           parent_instance;
  GtkLabel           *who;
  AdwEntryRow        *dose;
  AdwEntryRow        *weight;
  GtkLabel           *reckoned;
  GtkLabel           *problem;
  GtkButton          *save_button;
  CtClinic           *clinic;
  CtPatientFile      *file;
  CtSession          *session;
  CtDraft            *draft;  /* (nullable): until it is filled */
  CtSession          *sent;   /* (nullable): what is being saved */
  char               *merged; /* (nullable): what merged by itself */
};

G_DEFINE_FINAL_TYPE (CtSessionEntry, ct_session_entry, ADW_TYPE_WINDOW)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* "82.5", "82.5 kg", "181.9 lb": in grams. */
static gboolean
parse_weight (const char *text, gint64 *weight_g)
{
  g_autofree char *clean = ct_text_clean (text);
  gboolean pounds = clean != NULL && g_str_has_suffix (clean, "lb");
  gint64 milli;

  if (ct_text_is_blank (clean))
    {
      *weight_g = 0;
      return TRUE;
    }
  if (pounds || g_str_has_suffix (clean, "kg"))
    clean[strlen (clean) - 2] = '\0';
  g_strstrip (clean);
  if (!ct_decimal_parse (clean, 3, &milli) || milli <= 0)
    return FALSE;
  *weight_g = pounds ? ct_mass_g_from_lb (milli) : milli;
  return TRUE;
}

static gboolean
parse_dose (const char *text, gint64 *dose_ug)
{
  g_autofree char *clean = ct_text_clean (text);

  if (clean != NULL && g_str_has_suffix (clean, "mg"))
    clean[strlen (clean) - 2] = '\0';
  return clean != NULL && ct_decimal_parse (g_strstrip (clean), 3, dose_ug) && *dose_ug > 0;
}

static void
on_edited_cb (CtSessionEntry *self)
{
  gint64 dose_ug = 0, weight_g = 0;
  gboolean has_dose = parse_dose (text_of (self->dose), &dose_ug);
  gboolean has_weight = parse_weight (text_of (self->weight), &weight_g);
  g_autofree char *mass = ct_mass_format (weight_g);
  g_autofree char *per_kg = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (self->draft != NULL)
    ct_draft_touch (self->draft);
  if (has_dose && has_weight && weight_g > 0)
    {
      per_kg = ct_dose_format_mg_per_kg (ct_dose_ug_per_kg (dose_ug, weight_g));
      words = g_strdup_printf (_("%s, reckoned by %s"), per_kg, mass);
    }
  else if (has_dose && has_weight)
    words = g_strdup (_("Without a weight there is no mg/kg."));
  gtk_label_set_text (self->reckoned, words != NULL ? words : "");
}

static void
complain (CtSessionEntry *self, const char *text, AdwEntryRow *row)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void save_session (CtSessionEntry *self, CtSession *session);

static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  CtSessionEntry *self = data;

  if (merged == NULL)
    return;
  g_free (self->merged);
  self->merged = g_strdup (told);
  save_session (self, CT_SESSION (merged));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtSessionEntry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtSession) session = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    {
      ct_conflict_resolve (GTK_WIDGET (self), self->clinic, CT_RECORD (self->session), CT_RECORD (self->sent),
                           on_resolved_cb, g_object_ref (self), g_object_unref);
      return;
    }
  if (session == NULL)
    {
      complain (self, error->message, NULL);
      return;
    }
  text = g_strdup_printf (_("Session %d is recorded."), session->number);
  ct_draft_forget (self->draft);
  ct_notice_tell (GTK_WIDGET (self), self->merged != NULL ? self->merged : text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_session (CtSessionEntry *self, CtSession *session)
{
  g_clear_object (&self->sent);
  self->sent = ct_record_copy (session);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  ct_clinic_complete_session_async (self->clinic, session, on_saved_cb, g_object_ref (self));
}

static void
save (GtkWidget *widget, const char *name, GVariant *target)
{
  CtSessionEntry *self = CT_SESSION_ENTRY (widget);
  g_autoptr (CtSession) session = ct_record_copy (self->session);

  if (!parse_dose (text_of (self->dose), &session->dose_ug))
    {
      complain (self, _("Write the dose that was given as a number of mg, like 42 or 41.25."), self->dose);
      return;
    }
  if (!parse_weight (text_of (self->weight), &session->weight_g))
    {
      complain (self, _("Write the weight as a number of kg, like 82.5, or with “lb” behind it."), self->weight);
      return;
    }
  save_session (self, session);
}

static void
fill (CtSessionEntry *self)
{
  CtPatient *patient = self->file->patient;
  CtDate today = ct_clinic_today (self->clinic);
  gint64 weight_g = patient->weight_g > 0 ? patient->weight_g : self->session->weight_g;
  g_autofree char *name = ct_patient_display_name (patient);
  g_autofree char *day = ct_words_day (self->session->day, today);
  g_autofree char *who = g_strdup_printf (_("%s · session %d, %s"), name, self->session->number, day);
  g_autofree char *dose = ct_decimal_format (self->session->dose_ug, 3, 0);
  g_autofree char *weight = ct_decimal_format (ct_div_round (weight_g, 100), 1, 1);

  gtk_label_set_text (self->who, who);
  if (self->session->dose_ug > 0)
    gtk_editable_set_text (GTK_EDITABLE (self->dose), dose);
  if (weight_g > 0)
    gtk_editable_set_text (GTK_EDITABLE (self->weight), weight);
  on_edited_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->dose));
}

/* ---- What is typed and not saved yet ---- */

static char *
write_draft (gpointer data)
{
  CtSessionEntry *self = data;

  return g_strdup_printf ("%s\n%s", text_of (self->dose), text_of (self->weight));
}

static char *
read_draft (const char *text, gpointer data)
{
  CtSessionEntry *self = data;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);

  if (g_strv_length (lines) == 2)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->dose), lines[0]);
      gtk_editable_set_text (GTK_EDITABLE (self->weight), lines[1]);
    }
  return NULL;
}

static void
ct_session_entry_dispose (GObject *object)
{
  CtSessionEntry *self = CT_SESSION_ENTRY (object);

  if (self->draft != NULL)
    ct_draft_stop (self->draft);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ct_session_entry_parent_class)->dispose (object);
}

static void
ct_session_entry_finalize (GObject *object)
{
  CtSessionEntry *self = CT_SESSION_ENTRY (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->file);
  g_clear_object (&self->session);
  g_clear_object (&self->sent);
  g_free (self->merged);
  G_OBJECT_CLASS (ct_session_entry_parent_class)->finalize (object);
}

static void
ct_session_entry_class_init (CtSessionEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_session_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_session_entry_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/patient/ct-session-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, CtSessionEntry, who);
  gtk_widget_class_bind_template_child (widget_class, CtSessionEntry, dose);
  gtk_widget_class_bind_template_child (widget_class, CtSessionEntry, weight);
  gtk_widget_class_bind_template_child (widget_class, CtSessionEntry, reckoned);
  gtk_widget_class_bind_template_child (widget_class, CtSessionEntry, problem);
  gtk_widget_class_bind_template_child (widget_class, CtSessionEntry, save_button);
  gtk_widget_class_install_action (widget_class, "session.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "session.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "session.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_session_entry_init (CtSessionEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->dose, "changed", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->weight, "changed", G_CALLBACK (on_edited_cb), self);
}

/**
 * ct_session_entry_new:
 * @clinic: a clinic
 * @file: whose session
 * @session: the session as last read
 *
 * Returns: (transfer none): a window, filled with the planned dose and the last weight.
 */
CtSessionEntry *
ct_session_entry_new (CtClinic *clinic, CtPatientFile *file, CtSession *session)
{
  CtSessionEntry *self = g_object_new (CT_TYPE_SESSION_ENTRY, NULL);
  g_autofree char *what = NULL;

  self->clinic = g_object_ref (clinic);
  self->file = g_object_ref (file);
  self->session = g_object_ref (session);
  ct_presence_show_in (ADW_WINDOW (self), clinic, "patient", CT_RECORD (file->patient)->id);
  fill (self);
  what = g_strdup_printf ("session/%" G_GINT64_FORMAT, CT_RECORD (session)->id);
  self->draft = ct_draft_new (clinic, what, write_draft, read_draft, self);
  ct_draft_show_in (self->draft, ADW_WINDOW (self));
  return self;
}
