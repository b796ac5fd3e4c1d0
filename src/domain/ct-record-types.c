#include "domain/ct-record-types.h"

#include "domain/ct-appointment.h"
#include "domain/ct-assessment.h"
#include "domain/ct-colors.h"
#include "domain/ct-consent.h"
#include "domain/ct-course.h"
#include "domain/ct-desk-records.h"
#include "domain/ct-document.h"
#include "domain/ct-emergency.h"
#include "domain/ct-enquiry.h"
#include "domain/ct-fact.h"
#include "domain/ct-list-records.h"
#include "domain/ct-patient.h"
#include "domain/ct-reminder.h"
#include "domain/ct-saved-view.h"
#include "domain/ct-signature.h"
#include "domain/ct-site.h"
#include "domain/ct-user.h"
#include "domain/ct-visit-records.h"
#include "domain/ct-waiting.h"

/**
 * ct_record_types:
 *
 * Returns: (transfer none) (array zero-terminated=1): every type of record, each after those that it refers to, ended by
 * %G_TYPE_INVALID.
 */
const GType *
ct_record_types (void)
{
  static GType types[64];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      const GType all[] = {
        ct_clinic_info_get_type (), ct_site_get_type (),       ct_chair_get_type (),       ct_opening_get_type (),
        ct_closure_get_type (),     ct_user_get_type (),       ct_patient_get_type (),     ct_course_get_type (),
        ct_appointment_get_type (), ct_session_get_type (),    ct_assessment_get_type (),  ct_document_get_type (),
        ct_section_get_type (),     ct_issued_get_type (),     ct_problem_get_type (),     ct_medication_get_type (),
        ct_signature_get_type (),   ct_allergy_get_type (),     ct_measurement_get_type (), ct_site_floor_get_type (),
        ct_leave_get_type (),       ct_held_time_get_type (),   ct_waiting_get_type (),    ct_role_rule_get_type (),   ct_emergency_get_type (),
        ct_saved_view_get_type (),  ct_staff_busy_get_type (), ct_sent_visit_get_type (),
        ct_reminder_get_type (),    ct_message_template_get_type (),
        ct_visit_step_get_type (),  ct_visit_check_get_type (),
        ct_enquiry_get_type (),     ct_consent_get_type (),    ct_scale_due_get_type (),   ct_list_note_get_type (),
        ct_list_rules_get_type (),  ct_color_choice_get_type (),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (all) < G_N_ELEMENTS (types));
      for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
        types[i] = all[i];
      g_once_init_leave (&ready, 1);
    }
  return types;
}

/**
 * ct_record_type_for:
 * @table: the name of a table
 *
 * Returns: the type of record that is kept in it; %G_TYPE_INVALID where there is none.
 */
GType
ct_record_type_for (const char *table)
{
  g_return_val_if_fail (table != NULL, G_TYPE_INVALID);
  for (const GType *type = ct_record_types (); *type != G_TYPE_INVALID; type++)
    {
      g_autoptr (GTypeClass) klass = g_type_class_ref (*type);

      if (g_strcmp0 (CT_RECORD_CLASS (klass)->table, table) == 0)
        return *type;
    }
  return G_TYPE_INVALID;
}
