#include "clinic/ct-demo-desk.h"

#include "domain/ct-consent.h"
#include "domain/ct-enquiry.h"

/** Somebody who rang so many days ago and is to be rung back so many days from now. */
typedef struct
{
  const char *name, *phone, *about, *heard, *preferred;
  int         days_ago;
  int         back_in;  /* days; -99: no day */
  const char *closed;   /* (nullable): why it came to nothing */
} DemoEnquiry;

static const DemoEnquiry enquiries[] = {
  { "Noor Dahlberg", "657-555-0171", "Depression, two antidepressants tried", "Another clinician", "mornings", 3, -1, NULL },
  { "Iris Caldwell", "714-555-0148", "Asks about esketamine and her insurance", "Web search", "after 15:00", 1, 0, NULL },
  { "Theo Marchetti", "562-555-0119", "For his brother", "Friend or family", NULL, 0, 3, NULL },
  { "Pilar Escobedo", "949-555-0162", "PTSD, veteran", "Another clinician", "Tue or Thu", 6, -99, NULL },
  { "Gus Hallberg", "310-555-0127", "Pain", "Web search", NULL, 20, -99, "Not suitable" },
  { "Yuki Brandt", "323-555-0106", "Depression", "Social media", NULL, 35, -99, "Too far away" },
};

/* Writes down who rang lately. */
gboolean
ct_demo_add_enquiries (CtUnit *unit, gint64 site_id, CtDate today, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (enquiries); i++)
    {
      const DemoEnquiry *it = &enquiries[i];
      g_autoptr (CtEnquiry) enquiry = ct_enquiry_new_blank ();

      g_object_set (enquiry, "name", it->name, "phone", it->phone, "about", it->about, "heard", it->heard, "preferred",
                    it->preferred, "status", it->closed != NULL ? CT_ENQUIRY_CLOSED : CT_ENQUIRY_OPEN, "close-reason",
                    it->closed, NULL);
      enquiry->site_id = site_id;
      enquiry->received_on = today - it->days_ago;
      enquiry->follow_up_on = it->back_in != -99 ? today + it->back_in : CT_DATE_NONE;
      enquiry->ended_on = it->closed != NULL ? enquiry->received_on + 2 : CT_DATE_NONE;
      if (!ct_unit_insert (unit, enquiry, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes down that somebody has signed for a treatment, for a year. */
gboolean
ct_demo_add_consent (CtUnit *unit, CtPatient *patient, gint64 site_id, const char *protocol, CtDate signed_on,
                     GError **error)
{
  g_autoptr (CtConsent) consent = ct_consent_new ();

  consent->patient_id = CT_RECORD (patient)->id;
  consent->site_id = site_id;
  consent->signed_on = signed_on;
  consent->valid_until = ct_consent_end (signed_on, 12);
  g_object_set (consent, "protocol", protocol, "status", CT_CONSENT_VALID, NULL);
  return ct_unit_insert (unit, consent, error);
}
