#include "ui/calendar/ct-cancel-popover.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "domain/ct-way.h"

struct _CtCancelPopover
{
  GtkPopover  parent_instance;
  GtkLabel   *title;
  GtkListBox *reasons;
  GtkEntry   *words;
  GtkCheckButton *by_patient;
  GtkCheckButton *by_clinic;
  GtkWidget  *cancel_button;
  CtVisit    *visit; /* (nullable) */
};

/* Each says by whom the visit is called off. */
static const struct
{
  const char *words;
  CtStep      step;
} usual_reasons[] = {
  { N_("The patient asked for it"), CT_STEP_CANCELLED_BY_PATIENT },
  { N_("The patient is ill"), CT_STEP_CANCELLED_BY_PATIENT },
  { N_("No ride home"), CT_STEP_CANCELLED_BY_PATIENT },
  { N_("The clinician is away"), CT_STEP_CANCELLED_BY_CLINIC },
  { N_("Booked by mistake"), CT_STEP_CANCELLED_BY_CLINIC },
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtCancelPopover, ct_cancel_popover, GTK_TYPE_POPOVER)

static void
choose (CtCancelPopover *self, const char *reason)
{
  CtStep step = gtk_check_button_get_active (self->by_clinic) ? CT_STEP_CANCELLED_BY_CLINIC
                                                              : CT_STEP_CANCELLED_BY_PATIENT;
  g_autoptr (CtVisit) visit = g_steal_pointer (&self->visit);

  if (visit == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, visit, ct_way_get (step)->code, reason);
}

/* A usual reason says by whom; the hand may still say otherwise. */
static void
on_row_selected_cb (CtCancelPopover *self, GtkListBoxRow *row)
{
  gboolean by_clinic;

  if (row == NULL)
    return;
  by_clinic = usual_reasons[gtk_list_box_row_get_index (row)].step == CT_STEP_CANCELLED_BY_CLINIC;
  gtk_check_button_set_active (by_clinic ? self->by_clinic : self->by_patient, TRUE);
}

static void
on_reason_cb (CtCancelPopover *self, GtkListBoxRow *row)
{
  choose (self, _(usual_reasons[gtk_list_box_row_get_index (row)].words));
}

/* Words of one's own go before the chosen row. */
static void
on_cancel_cb (CtCancelPopover *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->words));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->reasons);

  if (!ct_text_is_blank (words))
    choose (self, words);
  else if (row != NULL)
    on_reason_cb (self, row);
}

/**
 * ct_cancel_popover_set_visit:
 * @self: a popover
 * @visit: which visit
 *
 * Makes it ready to ask about that visit, the first reason under the hand.
 */
void
ct_cancel_popover_set_visit (CtCancelPopover *self, CtVisit *visit)
{
  g_autofree char *title = NULL;
  GtkListBoxRow *first;

  g_return_if_fail (CT_IS_CANCEL_POPOVER (self) && CT_IS_VISIT (visit));
  g_set_object (&self->visit, visit);
  title = g_strdup_printf (_("Why is the visit of %s cancelled?"), visit->patient_name);
  gtk_label_set_text (self->title, title);
  gtk_editable_set_text (GTK_EDITABLE (self->words), "");
  first = gtk_list_box_get_row_at_index (self->reasons, 0);
  gtk_list_box_select_row (self->reasons, first);
  gtk_popover_set_default_widget (GTK_POPOVER (self), self->cancel_button);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
ct_cancel_popover_finalize (GObject *object)
{
  g_clear_object (&CT_CANCEL_POPOVER (object)->visit);
  G_OBJECT_CLASS (ct_cancel_popover_parent_class)->finalize (object);
}

static void
ct_cancel_popover_class_init (CtCancelPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_cancel_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", CT_TYPE_CANCEL_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, CT_TYPE_VISIT, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/calendar/ct-cancel-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CtCancelPopover, title);
  gtk_widget_class_bind_template_child (widget_class, CtCancelPopover, reasons);
  gtk_widget_class_bind_template_child (widget_class, CtCancelPopover, words);
  gtk_widget_class_bind_template_child (widget_class, CtCancelPopover, by_patient);
  gtk_widget_class_bind_template_child (widget_class, CtCancelPopover, by_clinic);
  gtk_widget_class_bind_template_child (widget_class, CtCancelPopover, cancel_button);
}

static void
ct_cancel_popover_init (CtCancelPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (usual_reasons); i++)
    {
      GtkWidget *label = gtk_label_new (_(usual_reasons[i].words));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->reasons, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(usual_reasons[i].words), -1);
    }
  g_signal_connect_swapped (self->reasons, "row-selected", G_CALLBACK (on_row_selected_cb), self);
  g_signal_connect_swapped (self->reasons, "row-activated", G_CALLBACK (on_reason_cb), self);
  g_signal_connect_swapped (self->words, "activate", G_CALLBACK (on_cancel_cb), self);
  g_signal_connect_swapped (self->cancel_button, "clicked", G_CALLBACK (on_cancel_cb), self);
}

/**
 * ct_cancel_popover_new:
 *
 * Returns: (transfer floating): a popover; give it a parent, a rectangle and a visit.
 */
GtkWidget *
ct_cancel_popover_new (void)
{
  return g_object_new (CT_TYPE_CANCEL_POPOVER, NULL);
}
