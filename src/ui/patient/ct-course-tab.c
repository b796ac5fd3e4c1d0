/* Every course of the patient: the strip, its sessions, and what can be done with them. */
#include <glib/gi18n.h>

#include "base/ct-units.h"
#include "clinic/ct-progress.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-session-row.h"
#include "ui/patient/ct-strip-view.h"
#include "ui/patient/ct-wrap-layout.h"

typedef CtPatientTab CtCourseTab;
typedef CtPatientTabClass CtCourseTabClass;

G_DEFINE_TYPE (CtCourseTab, ct_course_tab, CT_TYPE_PATIENT_TAB)

static char *
describe (CtPatientTab *self, const CtCourse *course)
{
  CtClinic *clinic = ct_patient_tab_get_clinic (self);
  CtIndication *indication = ct_knowledge_get_indication (ct_clinic_get_knowledge (clinic), course->indication);
  g_autofree char *start = ct_words_day (course->start_on, ct_patient_tab_get_today (self));
  g_autofree char *started = g_strdup_printf (_("starts %s"), start);
  g_autofree char *progress = ct_words_progress (ct_patient_tab_get_file (self), course);
  g_autofree char *dose = ct_words_dose (course->dose_ug, course->dose_ug_per_kg);

  return ct_words_join (" · ", indication != NULL ? indication->name : "", started, progress,
                        ct_words_course_status (course->status), dose, ct_words_user (clinic, course->prescriber_id),
                        course->stop_reason != NULL ? course->stop_reason : "", NULL);
}

static GtkWidget *
create_course_buttons (CtPatientTab *self, const CtCourse *course)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *stop;

  if (g_strcmp0 (course->status, CT_COURSE_ACTIVE) != 0)
    return box;
  stop = ct_part_button (_("_Stop the Course…"), "patient.stop-course", g_variant_new_int64 (CT_RECORD (course)->id));
  gtk_widget_add_css_class (stop, "flat");
  gtk_box_append (GTK_BOX (box), stop);
  return box;
}

static GtkWidget *
create_card (CtPatientTab *self, CtCourse *course)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  CtDate today = ct_patient_tab_get_today (self);
  g_autoptr (GPtrArray) sessions = ct_patient_file_sessions_of (file, CT_RECORD (course)->id);
  g_autoptr (CtStrip) strip = ct_progress_strip (file, knowledge, course, today);
  g_autofree char *name = ct_words_course (knowledge, course);
  g_autofree char *description = describe (self, course);
  GtkWidget *card = ct_part_card (name, description);
  GtkWidget *view;

  g_clear_pointer (&strip->title, g_free);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (card), create_course_buttons (self, course));
  for (guint i = 0; i < sessions->len; i++)
    ct_part_card_add (card, ct_session_row_new (g_ptr_array_index (sessions, i), today));
  if (sessions->len == 0)
    ct_part_card_add (card, ct_part_note (_("This course has no sessions.")));
  view = ct_strip_view_new (strip);
  gtk_widget_set_margin_top (view, 12);
  if (strip->items->len > 0)
    ct_part_card_add (card, view);
  return card;
}

static void
ct_course_tab_fill (CtPatientTab *self, GtkWidget *box)
{
  GPtrArray *courses = ct_patient_tab_get_file (self)->courses;
  gint64 patient_id = CT_RECORD (ct_patient_tab_get_file (self)->patient)->id;
  GtkWidget *tools = ct_wrap_new (6, 6);
  GtkWidget *plan = ct_part_button (_("_Plan a Course…"), "patient.plan-course", NULL);

  gtk_widget_add_css_class (plan, courses->len == 0 ? "suggested-action" : "ct-plain");
  gtk_widget_set_name (plan, "plan-course");
  ct_wrap_append (tools, plan);
  ct_wrap_append (tools, ct_part_button (_("Show the _Year"), "win.show-year", g_variant_new_int64 (patient_id)));
  gtk_box_append (GTK_BOX (box), tools);
  if (courses->len == 0)
    gtk_box_append (GTK_BOX (box), ct_part_empty ("view-list-symbolic", _("No Course Yet"),
                                                  _("Choose an indication and a protocol; the planner places all "
                                                    "sessions at once on free chairs.")));
  for (guint i = 0; i < courses->len; i++)
    gtk_box_append (GTK_BOX (box), create_card (self, g_ptr_array_index (courses, i)));
}

static void
ct_course_tab_class_init (CtPatientTabClass *klass)
{
  klass->fill = ct_course_tab_fill;
  klass->columns = 1;
}

static void
ct_course_tab_init (CtPatientTab *self)
{
}
