#include "ui/ct-page-list.h"

#include <glib/gi18n.h>

#include "ui/audit/ct-audit-page.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/enquiries/ct-enquiries-page.h"
#include "ui/lists/ct-lists-page.h"
#include "ui/patient/ct-patient-page.h"
#include "ui/patients/ct-patients-page.h"
#include "ui/today/ct-today-page.h"

static const CtPageInfo pages[] = {
  { "today", N_("Today"), "view-list-bullet-symbolic", ct_today_page_new, CT_MAY_SEE_PATIENTS },
  { "calendar", N_("Calendar"), "x-office-calendar-symbolic", ct_calendar_page_new, CT_MAY_SEE_PATIENTS },
  { "patients", N_("Patients"), "system-users-symbolic", ct_patients_page_new, CT_MAY_SEE_PATIENTS },
  { "lists", N_("Lists"), "object-select-symbolic", ct_lists_page_new, CT_MAY_SEE_PATIENTS },
  { "enquiries", N_("Enquiries"), "call-start-symbolic", ct_enquiries_page_new, CT_MAY_SEE_PATIENTS },
  { "audit", N_("Audit"), "document-open-recent-symbolic", ct_audit_page_new, CT_MAY_SEE_AUDIT },
  { NULL },
};

/**
 * ct_page_list_get:
 * @n_pages: (out): how many
 *
 * Returns: (array length=n_pages): all pages in the sidebar's order.
 */
const CtPageInfo *
ct_page_list_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages) - 1;
  return pages;
}

/**
 * ct_page_list_find:
 * @name: (nullable): a page's name
 *
 * Returns: (nullable): that page.
 */
const CtPageInfo *
ct_page_list_find (const char *name)
{
  for (guint i = 0; pages[i].name != NULL; i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

/**
 * ct_page_list_create_patient:
 * @clinic: whose patient
 * @patient_id: somebody
 *
 * Returns: (transfer floating) (nullable): the page of that patient.
 */
GtkWidget *
ct_page_list_create_patient (CtClinic *clinic, gint64 patient_id)
{
  return g_object_new (CT_TYPE_PATIENT_PAGE, "clinic", clinic, "patient-id", patient_id, NULL);
}
