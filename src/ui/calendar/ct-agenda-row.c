#include "ui/calendar/ct-agenda-row.h"

#include "ui/calendar/ct-visit-words.h"

G_DEFINE_FINAL_TYPE (CtAgendaRow, ct_agenda_row, G_TYPE_OBJECT)

static void
ct_agenda_row_finalize (GObject *object)
{
  CtAgendaRow *self = CT_AGENDA_ROW (object);

  g_free (self->head);
  g_free (self->site);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (ct_agenda_row_parent_class)->finalize (object);
}

static void
ct_agenda_row_class_init (CtAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_agenda_row_finalize;
}

static void
ct_agenda_row_init (CtAgendaRow *self)
{
}

/**
 * ct_agenda_row_new_head:
 * @day: a day
 * @head: what stands over its visits
 *
 * Returns: (transfer full): the row.
 */
CtAgendaRow *
ct_agenda_row_new_head (CtDate day, const char *head)
{
  CtAgendaRow *self = g_object_new (CT_TYPE_AGENDA_ROW, NULL);

  self->day = day;
  self->head = g_strdup (head);
  return self;
}

/**
 * ct_agenda_row_new_visit:
 * @visit: a visit
 * @site: (nullable): where, if that has to be said
 *
 * Returns: (transfer full): the row.
 */
CtAgendaRow *
ct_agenda_row_new_visit (CtVisit *visit, const char *site)
{
  CtAgendaRow *self = g_object_new (CT_TYPE_AGENDA_ROW, NULL);

  self->day = visit->appointment->day;
  self->visit = g_object_ref (visit);
  self->site = g_strdup (site);
  return self;
}

/**
 * ct_agenda_row_get_id:
 * @self: a row
 *
 * Returns: the id of its booking; 0 for a head.
 */
gint64
ct_agenda_row_get_id (CtAgendaRow *self)
{
  g_return_val_if_fail (CT_IS_AGENDA_ROW (self), 0);
  return self->visit != NULL ? CT_RECORD (self->visit->appointment)->id : 0;
}

/**
 * ct_agenda_row_same:
 * @a: a row
 * @b: another
 *
 * Returns: whether both show the same.
 */
gboolean
ct_agenda_row_same (CtAgendaRow *a, CtAgendaRow *b)
{
  if (a->day != b->day || g_strcmp0 (a->head, b->head) != 0 || g_strcmp0 (a->site, b->site) != 0)
    return FALSE;
  return a->visit == b->visit || (a->visit != NULL && b->visit != NULL && ct_visit_same (a->visit, b->visit));
}

/* ---- What shows it ---- */

enum
{
  CELL_TIME,
  CELL_NAME,
  CELL_WHAT,
  CELL_WHERE,
  CELL_WHO,
  CELL_STATUS,
  N_CELLS,
};

/* Shares of the width, so that every row has the same columns. */
static const int shares[N_CELLS] = { 3, 5, 6, 4, 4, 3 };

static GtkWidget *
make_label (GtkGrid *grid, int at, int share)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_grid_attach (grid, label, at, 0, share, 1);
  return label;
}

static void
add_status (GtkGrid *grid, int at)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new (), *label = gtk_label_new (NULL);

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (grid, box, at, 0, shares[CELL_STATUS], 1);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *stack = gtk_stack_new (), *grid = gtk_grid_new (), *head = gtk_label_new (NULL);
  int at = 0;

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (int i = 0; i < N_CELLS; at += shares[i++])
    if (i == CELL_STATUS)
      add_status (GTK_GRID (grid), at);
    else
      gtk_widget_add_css_class (make_label (GTK_GRID (grid), at, shares[i]), i == CELL_TIME ? "ct-tabular" :
                                i == CELL_NAME ? "ct-name" : "ct-cell-text");
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_ellipsize (GTK_LABEL (head), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (head, "ct-agenda-head");
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_add_named (GTK_STACK (stack), grid, "visit");
  gtk_stack_add_named (GTK_STACK (stack), head, "head");
  gtk_list_item_set_child (item, stack);
}

static void
set_text (GtkWidget *grid, int cell, const char *text)
{
  int at = 0;

  for (int i = 0; i < cell; i++)
    at += shares[i];
  gtk_label_set_text (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), at, 0)), text != NULL ? text : "");
}

static void
show_status (GtkWidget *grid, const char *status)
{
  int at = 0;
  GtkWidget *box;

  for (int i = 0; i < CELL_STATUS; i++)
    at += shares[i];
  box = gtk_grid_get_child_at (GTK_GRID (grid), at, 0);
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)), ct_status_icon_name (status));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), ct_appointment_status_label (status));
}

static void
show_visit (GtkWidget *grid, CtAgendaRow *row, CtClinic *clinic)
{
  const CtAppointment *a = row->visit->appointment;
  CtChair *chair = ct_clinic_get_chair (clinic, a->chair_id);
  g_autofree char *times = ct_minutes_text (a->minute, a->minutes);
  g_autofree char *what = ct_visit_what (row->visit, ct_clinic_get_knowledge (clinic));
  g_autofree char *progress = ct_visit_progress (row->visit);
  g_autofree char *all = progress != NULL ? g_strdup_printf ("%s  %s", progress, what) : g_strdup (what);
  g_autofree char *where = row->site != NULL ? g_strdup_printf ("%s, %s", row->site, chair != NULL ? chair->name : "")
                                             : g_strdup (chair != NULL ? chair->name : "");

  set_text (grid, CELL_TIME, times);
  set_text (grid, CELL_NAME, row->visit->patient_name);
  set_text (grid, CELL_WHAT, all);
  set_text (grid, CELL_WHERE, where);
  set_text (grid, CELL_WHO, ct_clinician_name (clinic, a->clinician_id));
  show_status (grid, a->status);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtClinic *clinic)
{
  CtAgendaRow *row = gtk_list_item_get_item (item);
  GtkWidget *stack = gtk_list_item_get_child (item);

  gtk_list_item_set_selectable (item, row->visit != NULL);
  gtk_list_item_set_activatable (item, row->visit != NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), row->visit != NULL ? "visit" : "head");
  if (row->visit != NULL)
    show_visit (gtk_stack_get_child_by_name (GTK_STACK (stack), "visit"), row, clinic);
  else
    gtk_label_set_text (GTK_LABEL (gtk_stack_get_child_by_name (GTK_STACK (stack), "head")), row->head);
}

/**
 * ct_agenda_factory_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer full): what makes the widgets for #CtAgendaRow.
 */
GtkListItemFactory *
ct_agenda_factory_new (CtClinic *clinic)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), clinic, 0);
  return factory;
}
