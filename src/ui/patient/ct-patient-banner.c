#include "ui/patient/ct-patient-banner.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "clinic/ct-progress.h"
#include "paper/ct-strip.h"
#include "ui/ct-presence-line.h"
#include "ui/paper/ct-screen.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-wrap-layout.h"

#define MAX_ALLERGIES 4
#define DOT           14

struct _CtPatientBanner
{
  AdwBin     parent_instance;
  GtkWidget *who;   /* first line */
  GtkWidget *mind;  /* second line */
  CtPresenceLine *presence;
};

G_DEFINE_FINAL_TYPE (CtPatientBanner, ct_patient_banner, ADW_TYPE_BIN)

/* ---- First line: who ---- */

static void
add_plain (GtkWidget *line, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (ct_text_is_blank (text))
    return;
  label = ct_part_label (text, css_class);
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  ct_wrap_append (line, label);
}

static char *
person_words (const CtPatient *patient, CtDate today)
{
  g_autofree char *age = ct_words_age (patient, today);
  g_autofree char *born = ct_words_born (patient);
  g_autofree char *age_and_born = NULL;

  if (*age != '\0')
    /* Translators: an age and a birth date: "41 (12 Mar 1985)" */
    age_and_born = g_strdup_printf (_("%s (%s)"), age, born);
  else
    age_and_born = g_strdup (*born != '\0' ? born : _("birth date unknown"));
  return ct_words_join (" ", ct_sex_label (patient->sex), age_and_born, NULL);
}

static char *
next_words (CtClinic *clinic, CtPatientFile *file, CtDate today)
{
  CtAppointment *next = ct_patient_file_next_appointment (file, ct_clinic_now_at (clinic, 0));
  g_autofree char *visit = next != NULL ? ct_words_visit (clinic, next, today) : NULL;

  return visit != NULL ? g_strdup_printf (_("Next: %s"), visit) : g_strdup (_("No visit booked"));
}

/* ---- Second line: what to mind ---- */

static void
add_allergies (GtkWidget *line, GPtrArray *allergies)
{
  guint shown = 0, present = 0;

  for (guint i = 0; i < allergies->len; i++)
    {
      CtAllergy *allergy = g_ptr_array_index (allergies, i);
      g_autofree char *words = NULL;

      if (allergy->negated || ct_words_is_past (allergy->status, NULL))
        continue;
      present++;
      if (shown >= MAX_ALLERGIES)
        continue;
      words = ct_words_allergy (allergy, NULL);
      ct_wrap_append (line, ct_part_chip ("dialog-warning-symbolic", words, "ct-chip-safety"));
      shown++;
    }
  if (present > shown)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more allergy", "%u more allergies", present - shown),
                                               present - shown);

      ct_wrap_append (line, ct_part_chip ("dialog-warning-symbolic", more, "ct-chip-safety"));
    }
}

static gboolean
any_denied (GPtrArray *allergies)
{
  for (guint i = 0; i < allergies->len; i++)
    if (CT_ALLERGY (g_ptr_array_index (allergies, i))->negated)
      return TRUE;
  return FALSE;
}

/* "None" is only said where a person said so; and never beside an allergy. */
static void
add_no_allergies (GtkWidget *line, GPtrArray *allergies)
{
  for (guint i = 0; i < allergies->len; i++)
    if (!CT_ALLERGY (g_ptr_array_index (allergies, i))->negated)
      return;
  if (!any_denied (allergies))
    ct_wrap_append (line, ct_part_chip ("dialog-question-symbolic", _("Allergies not recorded"), NULL));
  else if (allergies->len == 1)
    {
      g_autofree char *words = ct_words_allergy (g_ptr_array_index (allergies, 0), NULL);

      ct_wrap_append (line, ct_part_chip ("object-select-symbolic", words, NULL));
    }
  else
    ct_wrap_append (line, ct_part_chip ("object-select-symbolic", _("No known allergies"), NULL));
}

static char *
weight_words (const CtPatient *patient, CtDate today)
{
  g_autofree char *weight = ct_mass_format (patient->weight_g);
  g_autofree char *day = ct_words_day (patient->weighed_on, today);

  if (*weight == '\0')
    return g_strdup (_("Weight not known"));
  return ct_words_join (" · ", weight, day, NULL);
}

static void
draw_dots (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  CtStrip *strip = data;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < strip->items->len; i++)
    {
      double x = (i + 0.5) * width / strip->items->len;

      ct_strip_paint_mark (cr, g_array_index (strip->items, CtStripItem, i).kind, rtl ? width - x : x, height / 2.0,
                           4.5, ct_screen_get_palette ());
    }
}

static GtkWidget *
dots_new (CtStrip *strip)
{
  GtkWidget *area = gtk_drawing_area_new ();
  g_autofree char *words = ct_strip_get_words (strip);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), (int) strip->items->len * DOT);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), DOT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_dots, ct_strip_ref (strip),
                                  (GDestroyNotify) ct_strip_unref);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (area, words);
  ct_part_name (area, words);
  ct_screen_follow (area);
  return area;
}

static GtkWidget *
course_line (CtClinic *clinic, CtPatientFile *file, CtDate today)
{
  CtKnowledge *knowledge = ct_clinic_get_knowledge (clinic);
  CtCourse *course = ct_patient_file_current_course (file);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = NULL;
  g_autofree char *progress = NULL;
  GtkWidget *label;

  if (course == NULL)
    {
      gtk_box_append (GTK_BOX (line), ct_part_label (_("No course yet"), "dim-label"));
      return line;
    }
  name = ct_words_course (knowledge, course);
  progress = ct_words_progress (file, course);
  label = gtk_label_new (name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, name);
  gtk_box_append (GTK_BOX (line), label);
  if (course->n_sessions <= 24)
    {
      g_autoptr (CtStrip) strip = ct_progress_strip (file, knowledge, course, today);

      if (strip->items->len > 0)
        gtk_box_append (GTK_BOX (line), dots_new (strip));
    }
  gtk_box_append (GTK_BOX (line), gtk_label_new (progress));
  if (g_strcmp0 (course->status, CT_COURSE_ACTIVE) != 0)
    gtk_box_append (GTK_BOX (line), ct_part_label (ct_words_course_status (course->status), "dim-label"));
  return line;
}

/* ---- The object ---- */

/**
 * ct_patient_banner_title:
 * @file: a patient's file
 * @today: the present day
 *
 * Returns: (transfer full): "Reyes, Marisol · F 41 (12 Mar 1985) · MRN 10482": for the title of a window.
 */
char *
ct_patient_banner_title (CtPatientFile *file, CtDate today)
{
  g_autofree char *name = ct_patient_display_name (file->patient);
  g_autofree char *person = person_words (file->patient, today);
  g_autofree char *mrn = file->patient->mrn != NULL ? g_strdup_printf (_("MRN %s"), file->patient->mrn) : NULL;

  return ct_words_join (" · ", name, person, mrn != NULL ? mrn : "", NULL);
}

/**
 * ct_patient_banner_set_file:
 * @self: a banner
 * @clinic: the clinic
 * @file: whom to show
 */
void
ct_patient_banner_set_file (CtPatientBanner *self, CtClinic *clinic, CtPatientFile *file)
{
  CtDate today = ct_clinic_today (clinic);
  CtPatient *patient = file->patient;
  g_autofree char *name = ct_patient_display_name (patient);
  g_autofree char *person = person_words (patient, today);
  g_autofree char *mrn = patient->mrn != NULL ? g_strdup_printf (_("MRN %s"), patient->mrn) : NULL;
  g_autofree char *next = next_words (clinic, file, today);
  g_autofree char *weight = weight_words (patient, today);

  g_return_if_fail (CT_IS_PATIENT_BANNER (self));
  ct_part_clear (self->who);
  ct_part_clear (self->mind);
  ct_presence_line_watch (self->presence, clinic, "patient", CT_RECORD (patient)->id);
  add_plain (self->who, name, "ct-patient-name");
  add_plain (self->who, person, NULL);
  add_plain (self->who, mrn, NULL);
  add_plain (self->who, patient->phone, NULL);
  add_plain (self->who, next, "ct-next-visit");
  if (!ct_text_is_blank (patient->alert))
    ct_wrap_append (self->mind, ct_part_chip ("dialog-warning-symbolic", patient->alert, "ct-chip-safety"));
  if (!ct_part_may (clinic, file, CT_MAY_SEE_CHART))
    return;
  add_allergies (self->mind, file->allergies);
  add_no_allergies (self->mind, file->allergies);
  add_plain (self->mind, weight, NULL);
  ct_wrap_append (self->mind, course_line (clinic, file, today));
}

static void
ct_patient_banner_class_init (CtPatientBannerClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ct_patient_banner_init (CtPatientBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->who = ct_wrap_new (18, 0);
  self->mind = ct_wrap_new (12, 6);
  gtk_box_append (GTK_BOX (box), self->who);
  gtk_box_append (GTK_BOX (box), self->mind);
  self->presence = CT_PRESENCE_LINE (ct_presence_line_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->presence));
  gtk_widget_add_css_class (box, "ct-patient-banner");
  ct_part_name (GTK_WIDGET (self), _("Patient"));
  adw_bin_set_child (ADW_BIN (self), box);
}
