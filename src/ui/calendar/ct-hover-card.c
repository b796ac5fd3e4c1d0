#include "ui/calendar/ct-hover-card.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-visit-words.h"

/* A tip is made as high as its text would be at its narrowest, so that is as wide as the text wants to be. */
static void
wrap_at (GtkWidget *label, const char *text, int chars)
{
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN ((int) g_utf8_strlen (text, -1), chars));
}

static void
add_label (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  wrap_at (label, text, 44);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

static void
add_line (GtkGrid *grid, int *row, const char *title, const char *text)
{
  GtkWidget *label, *value;

  if (ct_text_is_blank (text))
    return;
  label = gtk_label_new (title);
  value = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  wrap_at (value, text, 36);
  gtk_grid_attach (grid, label, 0, *row, 1, 1);
  gtk_grid_attach (grid, value, 1, *row, 1, 1);
  *row += 1;
}

static char *
course_words (CtVisit *visit, CtKnowledge *knowledge)
{
  CtProtocol *protocol = ct_visit_protocol (visit, knowledge);
  g_autofree char *progress = ct_visit_progress (visit);

  if (protocol == NULL)
    return NULL;
  return progress != NULL ? g_strdup_printf ("%s · %s", protocol->name, progress) : g_strdup (protocol->name);
}

static const char *
clinician_name (CtClinic *clinic, gint64 clinician_id)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == clinician_id)
      return ((CtUser *) g_ptr_array_index (users, i))->full_name;
  return NULL;
}

/**
 * ct_hover_card_new:
 * @clinic: the clinic
 * @visit: a visit
 * @expected: (nullable): when it will really begin, in words; %NULL: as booked
 *
 * Returns: (transfer floating): the card for a tooltip.
 */
GtkWidget *
ct_hover_card_new (CtClinic *clinic, CtVisit *visit, const char *expected)
{
  CtAppointment *a = visit->appointment;
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  CtChair *chair = ct_clinic_get_chair (clinic, a->chair_id);
  g_autofree char *times = ct_minutes_text (a->minute, a->minutes);
  g_autofree char *length = ct_length_text (a->minutes);
  g_autofree char *when = g_strdup_printf ("%s · %s · %s", times, length, chair != NULL ? chair->name : "");
  g_autofree char *what = ct_visit_what (visit, ct_clinic_get_knowledge (clinic));
  g_autofree char *status = ct_visit_status_words (visit, clinic);
  g_autofree char *what_line = g_strdup_printf ("%s · %s", what, status);
  g_autofree char *born = visit->patient_born != CT_DATE_NONE ? ct_date_format (visit->patient_born, _("%-d %b %Y")) : NULL;
  g_autofree char *course = course_words (visit, ct_clinic_get_knowledge (clinic));
  g_autofree char *ready = ct_visit_ready_words (visit);
  int row = 0;

  gtk_widget_add_css_class (GTK_WIDGET (box), "ct-hover-card");
  add_label (box, visit->patient_name, "heading");
  add_label (box, when, "ct-tabular");
  add_label (box, what_line, NULL);
  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 3);
  add_line (grid, &row, _("Begins"), expected);
  add_line (grid, &row, _("Phone"), visit->patient_phone);
  add_line (grid, &row, _("Born"), born);
  add_line (grid, &row, _("Record"), visit->patient_mrn);
  add_line (grid, &row, _("Course"), course);
  add_line (grid, &row, _("Clinician"), clinician_name (clinic, a->clinician_id));
  add_line (grid, &row, _("Readiness"), ready);
  add_line (grid, &row, _("Note"), a->note);
  gtk_box_append (box, GTK_WIDGET (grid));
  return GTK_WIDGET (box);
}
