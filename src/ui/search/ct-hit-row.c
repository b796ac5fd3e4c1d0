#include "ui/search/ct-hit-row.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

struct _CtHitRow
{
  GtkListBoxRow parent_instance;
  GtkWidget    *icon;
  GtkLabel     *name;
  GtkLabel     *person;
  GtkLabel     *next;
  GtkLabel     *last;
  GtkWidget    *visits;
  gint64        patient_id;
  char         *words; /* of a row that makes somebody new */
};

G_DEFINE_FINAL_TYPE (CtHitRow, ct_hit_row, GTK_TYPE_LIST_BOX_ROW)

/* ---- Words ---- */

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/**
 * ct_hit_describe_person:
 * @patient: somebody
 * @today: for the age
 *
 * Returns: (transfer full): "F 41 · 12 Mar 1985 · 10482 · 714-555-0132".
 */
char *
ct_hit_describe_person (CtPatient *patient, CtDate today)
{
  GString *text = g_string_new (NULL);
  g_autofree char *born = NULL;
  g_autofree char *age = NULL;

  g_return_val_if_fail (CT_PATIENT_IS (patient), g_string_free (text, FALSE));
  if (patient->born != CT_DATE_NONE)
    {
      born = ct_date_format (patient->born, "%-d %b %Y");
      age = g_strdup_printf ("%s %d", patient->sex != NULL ? ct_sex_label (patient->sex) : "",
                             ct_date_years_between (patient->born, today));
    }
  append_part (text, age != NULL ? g_strstrip (age) : patient->sex != NULL ? ct_sex_label (patient->sex) : NULL);
  append_part (text, born);
  append_part (text, patient->mrn);
  append_part (text, patient->phone);
  return g_string_free (text, FALSE);
}

/**
 * ct_hit_describe_next:
 * @hit: somebody
 * @today: to say "today"
 *
 * Returns: (transfer full) (nullable): "Wed 25 Nov, 10:00".
 */
char *
ct_hit_describe_next (const CtPatientHit *hit, CtDate today)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (hit->next_day == CT_DATE_NONE)
    return NULL;
  day = hit->next_day == today ? g_strdup (_("today")) : ct_date_format (hit->next_day, "%a %-d %b");
  time = ct_minute_format (hit->next_minute);
  /* Translators: a day and a time of day */
  return g_strdup_printf (_("%s, %s"), day, time);
}

/**
 * ct_hit_describe_last:
 * @hit: somebody
 *
 * Returns: (transfer full) (nullable): "14 Nov 2026".
 */
char *
ct_hit_describe_last (const CtPatientHit *hit)
{
  return hit->last_day != CT_DATE_NONE ? ct_date_format (hit->last_day, "%-d %b %Y") : NULL;
}

/* ---- The row ---- */

static void
set_visit (GtkLabel *label, const char *format, const char *when)
{
  g_autofree char *text = when != NULL ? g_strdup_printf (format, when) : NULL;

  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/**
 * ct_hit_row_set_hit:
 * @self: a row
 * @hit: whom it shows
 * @today: for the age
 */
void
ct_hit_row_set_hit (CtHitRow *self, const CtPatientHit *hit, CtDate today)
{
  g_autofree char *name = ct_patient_display_name (hit->patient);
  g_autofree char *person = ct_hit_describe_person (hit->patient, today);
  g_autofree char *next = ct_hit_describe_next (hit, today);
  g_autofree char *last = ct_hit_describe_last (hit);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, person);

  g_return_if_fail (CT_IS_HIT_ROW (self));
  self->patient_id = CT_RECORD (hit->patient)->id;
  g_clear_pointer (&self->words, g_free);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->person, person);
  set_visit (self->next, _("next %s"), next);
  set_visit (self->last, _("last %s"), last);
  gtk_widget_set_visible (self->visits, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->person), TRUE);
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * ct_hit_row_set_new:
 * @self: a row
 * @words: what was typed; empty for nothing
 *
 * Makes the row the choice of somebody new.
 */
void
ct_hit_row_set_new (CtHitRow *self, const char *words)
{
  g_autofree char *text = ct_text_is_blank (words) ? g_strdup (_("New patient…"))
                                                   : g_strdup_printf (_("New patient “%s”…"), words);

  g_return_if_fail (CT_IS_HIT_ROW (self));
  self->patient_id = 0;
  g_free (self->words);
  self->words = g_strdup (words != NULL ? words : "");
  gtk_label_set_text (self->name, text);
  gtk_widget_set_visible (self->visits, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->person), FALSE);
  gtk_widget_set_visible (self->icon, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * ct_hit_row_get_patient:
 * @self: a row
 *
 * Returns: the id of whom it shows; 0 for the choice of somebody new.
 */
gint64
ct_hit_row_get_patient (CtHitRow *self)
{
  g_return_val_if_fail (CT_IS_HIT_ROW (self), 0);
  return self->patient_id;
}

/**
 * ct_hit_row_get_words:
 * @self: a row
 *
 * Returns: (nullable): what was typed, of the choice of somebody new.
 */
const char *
ct_hit_row_get_words (CtHitRow *self)
{
  g_return_val_if_fail (CT_IS_HIT_ROW (self), NULL);
  return self->words;
}

static GtkLabel *
create_label (GtkWidget *box, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
ct_hit_row_finalize (GObject *object)
{
  g_free (CT_HIT_ROW (object)->words);
  G_OBJECT_CLASS (ct_hit_row_parent_class)->finalize (object);
}

static void
ct_hit_row_class_init (CtHitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_hit_row_finalize;
}

static void
ct_hit_row_init (CtHitRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->icon = gtk_image_new_from_icon_name ("contact-new-symbolic");
  self->visits = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->name = create_label (who, 0, "ct-hit-name");
  self->person = create_label (who, 0, "dim-label");
  self->next = create_label (self->visits, 1, "ct-tabular");
  self->last = create_label (self->visits, 1, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->person), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->person), "ct-tabular");
  gtk_widget_add_css_class (GTK_WIDGET (self->next), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->last), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->last), "ct-tabular");
  gtk_widget_set_hexpand (who, TRUE);
  gtk_widget_set_valign (who, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->visits, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), who);
  gtk_box_append (GTK_BOX (box), self->visits);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ct-hit-row");
}

/**
 * ct_hit_row_new:
 *
 * Returns: (transfer floating): an empty row.
 */
GtkWidget *
ct_hit_row_new (void)
{
  return g_object_new (CT_TYPE_HIT_ROW, NULL);
}
