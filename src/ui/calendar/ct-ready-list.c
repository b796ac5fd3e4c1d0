#include "ui/calendar/ct-ready-list.h"

#include <glib/gi18n.h>

#include "domain/ct-readiness.h"

struct _CtReadyList
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  CtClinic  *clinic;  /* (nullable) */
  CtVisit   *visit;   /* (nullable) */
  gulong     news_id; /* of @visit */
};

G_DEFINE_FINAL_TYPE (CtReadyList, ct_ready_list, GTK_TYPE_WIDGET)

static const CtReadyState *
state_of (CtReadyList *self, const char *id)
{
  for (guint i = 0; self->visit->readiness != NULL && i < self->visit->readiness->len; i++)
    {
      const CtReadyState *state = g_ptr_array_index (self->visit->readiness, i);

      if (g_str_equal (state->id, id))
        return state;
    }
  return NULL;
}

static void
on_toggled_cb (CtReadyList *self, GtkCheckButton *button)
{
  const char *item = g_object_get_data (G_OBJECT (button), "item");
  const CtReadyState *state = state_of (self, item);
  gboolean met = gtk_check_button_get_active (button);

  if (state != NULL && state->met != met)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.tick", "(xsb)", CT_RECORD (self->visit->appointment)->id, item,
                                met);
}

static GtkWidget *
make_tick (CtReadyList *self, const CtReadyState *state)
{
  GtkWidget *button = gtk_check_button_new_with_label (state->label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), state->met);
  g_object_set_data_full (G_OBJECT (button), "item", g_strdup (state->id), g_free);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_toggled_cb), self);
  return button;
}

/* What nobody here ticks is said with a mark and in words. */
static GtkWidget *
make_line (const CtReadyState *state)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *words = state->met ? g_strdup (state->label) : g_strdup_printf (_("Missing: %s"), state->label);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (state->met ? "ct-status-confirmed-symbolic"
                                                                           : "ct-status-missed-symbolic"));
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

static void
fill (CtReadyList *self)
{
  GPtrArray *states = self->visit->readiness;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      const CtReadyState *state = g_ptr_array_index (states, i);
      gboolean ticks = state->tickable && ct_clinic_user_may (self->clinic, state->permission);

      gtk_box_append (GTK_BOX (self->box), ticks ? make_tick (self, state) : make_line (state));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), states != NULL && states->len > 0);
}

static void
forget_visit (CtReadyList *self)
{
  if (self->visit != NULL)
    g_clear_signal_handler (&self->news_id, self->visit);
  g_clear_object (&self->visit);
}

/**
 * ct_ready_list_set_visit:
 * @self: a list
 * @clinic: the clinic
 * @visit: a visit
 *
 * Shows what that visit needs, and follows it.
 */
void
ct_ready_list_set_visit (CtReadyList *self, CtClinic *clinic, CtVisit *visit)
{
  g_return_if_fail (CT_IS_READY_LIST (self) && CT_IS_CLINIC (clinic) && CT_IS_VISIT (visit));
  g_set_object (&self->clinic, clinic);
  if (visit == self->visit)
    return;
  forget_visit (self);
  self->visit = g_object_ref (visit);
  self->news_id = g_signal_connect_swapped (visit, "readiness", G_CALLBACK (fill), self);
  fill (self);
}

static void
ct_ready_list_dispose (GObject *object)
{
  CtReadyList *self = CT_READY_LIST (object);

  forget_visit (self);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ct_ready_list_parent_class)->dispose (object);
}

static void
ct_ready_list_class_init (CtReadyListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_ready_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ct_ready_list_init (CtReadyList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What this visit needs"), -1);
}

/**
 * ct_ready_list_new:
 *
 * Returns: (transfer floating): a list that shows nothing yet.
 */
GtkWidget *
ct_ready_list_new (void)
{
  return g_object_new (CT_TYPE_READY_LIST, NULL);
}
