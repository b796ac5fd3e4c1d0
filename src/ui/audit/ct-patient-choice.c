#include "ui/audit/ct-patient-choice.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"
#include "ui/search/ct-hit-row.h"

#define MAX_HITS 8

struct _CtPatientChoice
{
  AdwBin         parent_instance;
  GtkMenuButton *button;
  GtkEditable   *words;
  GtkListBox    *hits;
  GtkPopover    *popover;
  CtClinic      *clinic;
  GCancellable  *asking;
  gint64         patient_id;
  char          *name;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CtPatientChoice, ct_patient_choice, ADW_TYPE_BIN)

static void
show_name (CtPatientChoice *self)
{
  gtk_menu_button_set_label (self->button, self->name != NULL ? self->name : _("Any patient"));
}

static void
choose (CtPatientChoice *self, gint64 patient_id, const char *name)
{
  gtk_popover_popdown (self->popover);
  ct_patient_choice_set (self, patient_id, name);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- Finding ---- */

static GtkWidget *
create_anybody (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (_("Any patient"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

static void
show_hits (CtPatientChoice *self, GPtrArray *found)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->hits, 0))) != NULL)
    gtk_list_box_remove (self->hits, row);
  gtk_list_box_append (self->hits, create_anybody ());
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const CtPatientHit *hit = g_ptr_array_index (found, i);

      row = ct_hit_row_new ();
      ct_hit_row_set_hit (CT_HIT_ROW (row), hit, ct_clinic_today (self->clinic));
      g_object_set_data_full (G_OBJECT (row), "name", ct_patient_display_name (hit->patient), g_free);
      gtk_list_box_append (self->hits, row);
    }
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientChoice) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (found != NULL && self->clinic != NULL)
    show_hits (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ct_notice_error (GTK_WIDGET (self), error);
}

static void
on_words_cb (CtPatientChoice *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  ct_clinic_search_patients_async (self->clinic, gtk_editable_get_text (self->words), MAX_HITS, self->asking, on_found_cb,
                                   g_object_ref (self));
}

static void
on_row_cb (CtPatientChoice *self, GtkListBoxRow *row)
{
  if (CT_IS_HIT_ROW (row))
    choose (self, ct_hit_row_get_patient (CT_HIT_ROW (row)), g_object_get_data (G_OBJECT (row), "name"));
  else
    choose (self, 0, NULL);
}

/* Enter takes the first one found. */
static void
on_enter_cb (CtPatientChoice *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->hits, 1);

  if (first != NULL)
    on_row_cb (self, first);
}

static void
on_shown_cb (CtPatientChoice *self)
{
  gtk_editable_set_text (self->words, "");
  show_hits (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->words));
}

/* ---- The object ---- */

/**
 * ct_patient_choice_set_clinic:
 * @self: a choice
 * @clinic: whose patients are found
 */
void
ct_patient_choice_set_clinic (CtPatientChoice *self, CtClinic *clinic)
{
  g_return_if_fail (CT_IS_PATIENT_CHOICE (self) && self->clinic == NULL);
  self->clinic = g_object_ref (clinic);
}

/** ct_patient_choice_get_id: Returns: who is chosen; 0 for anybody. */
gint64
ct_patient_choice_get_id (CtPatientChoice *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_CHOICE (self), 0);
  return self->patient_id;
}

/** ct_patient_choice_get_name: Returns: (nullable): the name of who is chosen. */
const char *
ct_patient_choice_get_name (CtPatientChoice *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_CHOICE (self), NULL);
  return self->name;
}

/**
 * ct_patient_choice_set:
 * @self: a choice
 * @patient_id: who is chosen; 0 for anybody
 * @name: (nullable): the name
 *
 * Shows it, without the signal.
 */
void
ct_patient_choice_set (CtPatientChoice *self, gint64 patient_id, const char *name)
{
  char *copy;

  g_return_if_fail (CT_IS_PATIENT_CHOICE (self));
  copy = g_strdup (name);
  self->patient_id = patient_id;
  g_free (self->name);
  self->name = copy;
  show_name (self);
}

/**
 * ct_patient_choice_open:
 * @self: a choice
 *
 * Lets a patient be found.
 */
void
ct_patient_choice_open (CtPatientChoice *self)
{
  g_return_if_fail (CT_IS_PATIENT_CHOICE (self));
  gtk_menu_button_popup (self->button);
}

static void
ct_patient_choice_dispose (GObject *object)
{
  CtPatientChoice *self = CT_PATIENT_CHOICE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_patient_choice_parent_class)->dispose (object);
}

static void
ct_patient_choice_finalize (GObject *object)
{
  g_free (CT_PATIENT_CHOICE (object)->name);
  G_OBJECT_CLASS (ct_patient_choice_parent_class)->finalize (object);
}

static void
ct_patient_choice_class_init (CtPatientChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_patient_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_patient_choice_finalize;
  changed_signal = g_signal_new ("changed", CT_TYPE_PATIENT_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CT_TYPE_HIT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/audit/ct-patient-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPatientChoice, button);
  gtk_widget_class_bind_template_child (widget_class, CtPatientChoice, words);
  gtk_widget_class_bind_template_child (widget_class, CtPatientChoice, hits);
  gtk_widget_class_bind_template_child (widget_class, CtPatientChoice, popover);
}

static void
ct_patient_choice_init (CtPatientChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->words, "search-changed", G_CALLBACK (on_words_cb), self);
  g_signal_connect_swapped (self->words, "activate", G_CALLBACK (on_enter_cb), self);
  g_signal_connect_swapped (self->hits, "row-activated", G_CALLBACK (on_row_cb), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (on_shown_cb), self);
  show_name (self);
}
