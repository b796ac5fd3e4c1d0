#include "ui/calendar/ct-filter-popover.h"

#include <glib/gi18n.h>

#include "domain/ct-way.h"
#include "ui/calendar/ct-visit-choices.h"

#define MAX_HEIGHT 460
#define MAX_WIDTH 760

struct _CtFilterPopover
{
  GtkPopover    parent_instance;
  CtClinic     *clinic;
  GtkWidget    *sections;
  GtkWidget    *column;   /* of @sections: where the next one goes */
  GtkWidget    *clear;
  gint64        beside_id;
  CtVisitFilter filter;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtFilterPopover, ct_filter_popover, GTK_TYPE_POPOVER)

static void
tell (CtFilterPopover *self)
{
  gtk_widget_set_sensitive (self->clear, ct_visit_filter_count (&self->filter) > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_toggled_cb (GtkCheckButton *check, CtFilterPopover *self)
{
  int by = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "by"));

  ct_visit_filter_set (&self->filter, (CtFilterBy) by, g_object_get_data (G_OBJECT (check), "what"),
                       gtk_check_button_get_active (check));
  tell (self);
}

/* Sections stand one above the other in columns, which stand side by side as far as there is room. */
static void
begin_column (CtFilterPopover *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_valign (self->column, GTK_ALIGN_START);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->sections), self->column, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (self->column), FALSE);
}

static GtkWidget *
add_section (CtFilterPopover *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->column), box);
  return box;
}

static void
add_choice (CtFilterPopover *self, GtkWidget *section, CtFilterBy by, const char *what, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ct_visit_filter_has (&self->filter, by, what));
  g_object_set_data (G_OBJECT (check), "by", GINT_TO_POINTER (by));
  g_object_set_data_full (G_OBJECT (check), "what", g_strdup (what), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled_cb), self);
  gtk_box_append (GTK_BOX (section), check);
}

static void
add_id (CtFilterPopover *self, GtkWidget *section, CtFilterBy by, gint64 id, const char *label)
{
  g_autofree char *what = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  add_choice (self, section, by, what, label);
}

static void
on_beside_cb (GtkCheckButton *check, CtFilterPopover *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  self->beside_id = *(gint64 *) g_object_get_data (G_OBJECT (check), "site");
  tell (self);
}

static GtkCheckButton *
add_beside (CtFilterPopover *self, GtkWidget *section, GtkCheckButton *group, gint64 site_id, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), self->beside_id == site_id);
  g_object_set_data_full (G_OBJECT (check), "site", g_memdup2 (&site_id, sizeof site_id), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_beside_cb), self);
  gtk_box_append (GTK_BOX (section), check);
  return GTK_CHECK_BUTTON (check);
}

/* What is shown now has no room for another site: the choice stays as it is, and says so. */
static void
say_why_alone (GtkWidget *section, const char *why_alone)
{
  GtkWidget *label = gtk_label_new (why_alone);

  for (GtkWidget *child = gtk_widget_get_first_child (section); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child))
      gtk_widget_set_sensitive (child, FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (section), label);
}

/* One site is always shown, the one of the window; another one can stand beside it. */
static void
add_sites (CtFilterPopover *self, gint64 site_id, const char *why_alone)
{
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);
  CtSite *here = ct_clinic_get_site (self->clinic, site_id);
  g_autofree char *alone = here != NULL ? g_strdup_printf (_("%s only"), here->name) : NULL;
  GtkCheckButton *group;
  GtkWidget *section;

  if (sites->len < 2 || here == NULL)
    return;
  section = add_section (self, _("Sites"));
  group = add_beside (self, section, NULL, 0, alone);
  for (guint i = 0; i < sites->len; i++)
    {
      CtSite *site = g_ptr_array_index (sites, i);
      g_autofree char *words = g_strdup_printf (_("%s beside it"), site->name);

      if (CT_RECORD (site)->id != site_id)
        add_beside (self, section, group, CT_RECORD (site)->id, words);
    }
  if (why_alone != NULL)
    say_why_alone (section, why_alone);
}

static void
add_clinicians (CtFilterPopover *self)
{
  GtkWidget *section = add_section (self, _("Clinicians"));
  GPtrArray *users = ct_clinic_get_users (self->clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (user->active && ct_user_sees_patients (user))
        add_id (self, section, CT_FILTER_CLINICIAN, CT_RECORD (user)->id, user->full_name);
    }
  add_id (self, section, CT_FILTER_CLINICIAN, 0, _("Nobody yet"));
}

static void
add_chairs (CtFilterPopover *self, gint64 site_id)
{
  GtkWidget *section = add_section (self, _("Chairs and rooms"));
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);

      if (chair->site_id == site_id || chair->site_id == self->beside_id)
        add_id (self, section, CT_FILTER_CHAIR, CT_RECORD (chair)->id, chair->name);
    }
}

static const char *
status_label (CtStep step)
{
  return step == CT_STEP_CANCELLED ? _("Cancelled, not noted by whom") : ct_way_label (step);
}

static void
add_kinds (CtFilterPopover *self)
{
  GtkWidget *section = add_section (self, _("Kinds of visit"));

  for (guint i = 0; i <= ct_visit_kind_index (CT_VISIT_OTHER); i++)
    add_choice (self, section, CT_FILTER_KIND, ct_visit_kind_at (i), ct_visit_kind_label (ct_visit_kind_at (i)));
}

static void
add_statuses (CtFilterPopover *self)
{
  GtkWidget *section = add_section (self, _("Status"));

  for (CtStep step = 0; step <= CT_STEP_CANCELLED; step++)
    {
      const CtWayStep *known = ct_way_get (step);

      add_choice (self, section, CT_FILTER_STATUS, ct_way_is_off (step) ? known->code : known->status, status_label (step));
      if (step == CT_STEP_BOOKED)
        add_choice (self, section, CT_FILTER_STATUS, CT_FILTER_LATE, ct_way_label (CT_STEP_LATE));
    }
}

/* Not instead of the others, as a status is, but with them. */
static void
add_also (CtFilterPopover *self)
{
  GtkWidget *section = add_section (self, _("Shown as well"));

  add_choice (self, section, CT_FILTER_ALSO, CT_ALSO_CANCELLED, _("What was called off"));
}

static void
add_confirmations (CtFilterPopover *self)
{
  GtkWidget *section = add_section (self, _("Confirmation"));

  add_choice (self, section, CT_FILTER_CONFIRMED, CT_CONFIRMED_YES, _("Confirmed"));
  add_choice (self, section, CT_FILTER_CONFIRMED, CT_CONFIRMED_NO, _("Not confirmed"));
}

static void
fill (CtFilterPopover *self, gint64 site_id, const char *why_alone)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->sections)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->sections), child);
  begin_column (self);
  add_sites (self, site_id, why_alone);
  add_also (self);
  add_kinds (self);
  begin_column (self);
  add_statuses (self);
  begin_column (self);
  add_confirmations (self);
  add_clinicians (self);
  add_chairs (self, site_id);
}

/**
 * ct_filter_popover_set:
 * @self: a popover
 * @site_id: the site that is shown
 * @beside_id: the one beside it, or 0
 * @why_alone: (nullable): why no other site can be shown now, a sentence; %NULL where it can
 * @filter: what is looked for now
 *
 * Makes it ready.
 */
void
ct_filter_popover_set (CtFilterPopover *self, gint64 site_id, gint64 beside_id, const char *why_alone,
                       const CtVisitFilter *filter)
{
  g_return_if_fail (CT_IS_FILTER_POPOVER (self) && filter != NULL);
  self->beside_id = beside_id;
  ct_visit_filter_clear (&self->filter);
  ct_visit_filter_copy (filter, &self->filter);
  fill (self, site_id, why_alone);
  gtk_widget_set_sensitive (self->clear, ct_visit_filter_count (&self->filter) > 0);
}

/**
 * ct_filter_popover_get_filter:
 * @self: a popover
 *
 * Returns: (transfer none): what is chosen.
 */
const CtVisitFilter *
ct_filter_popover_get_filter (CtFilterPopover *self)
{
  g_return_val_if_fail (CT_IS_FILTER_POPOVER (self), NULL);
  return &self->filter;
}

/**
 * ct_filter_popover_get_beside:
 * @self: a popover
 *
 * Returns: the site to be shown beside, or 0.
 */
gint64
ct_filter_popover_get_beside (CtFilterPopover *self)
{
  g_return_val_if_fail (CT_IS_FILTER_POPOVER (self), 0);
  return self->beside_id;
}

static void
clear_checks (GtkWidget *widget)
{
  if (GTK_IS_CHECK_BUTTON (widget) && g_object_get_data (G_OBJECT (widget), "what") != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    clear_checks (child);
}

static void
on_clear_cb (CtFilterPopover *self)
{
  clear_checks (self->sections);
}

static void
ct_filter_popover_finalize (GObject *object)
{
  CtFilterPopover *self = CT_FILTER_POPOVER (object);

  ct_visit_filter_clear (&self->filter);
  g_object_unref (self->clinic);
  G_OBJECT_CLASS (ct_filter_popover_parent_class)->finalize (object);
}

static void
ct_filter_popover_class_init (CtFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_filter_popover_finalize;
  signals[CHANGED] = g_signal_new ("changed", CT_TYPE_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_filter_popover_init (CtFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new ();

  self->sections = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->sections), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->sections), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->sections), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->sections), 18);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->sections), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (scroller), MAX_WIDTH);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->sections);
  self->clear = gtk_button_new_with_mnemonic (_("_Clear the Filters"));
  gtk_widget_set_halign (self->clear, GTK_ALIGN_END);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear_cb), self);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_widget_add_css_class (box, "ct-filters");
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * ct_filter_popover_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a popover; give it a parent and what is looked for.
 */
GtkWidget *
ct_filter_popover_new (CtClinic *clinic)
{
  CtFilterPopover *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_FILTER_POPOVER, NULL);
  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
