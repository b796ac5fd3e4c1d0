/* Somebody who rang and is no patient yet. */
#pragma once

#include "domain/ct-desk-list.h"
#include "domain/ct-patient.h"
#include "domain/ct-table.h"

G_BEGIN_DECLS

#define CT_ENQUIRY_OPEN    "open"
#define CT_ENQUIRY_PATIENT "patient" /* became one */
#define CT_ENQUIRY_CLOSED  "closed"  /* came to nothing, with a reason */
#define CT_ENQUIRY_REMOVED "removed" /* written down and taken back */

CT_DECLARE_RECORD (CtEnquiry, ct_enquiry, CT_ENQUIRY)
#define CT_TYPE_ENQUIRY (ct_enquiry_get_type ())

/**
 * CtEnquiry:
 *
 * Who rang, what for, and what became of it.
 */
struct _CtEnquiry
{
  CtRecord  parent_instance;
  gint64   site_id;
  char    *name;         /* as heard: "Marisol Reyes" or "Reyes, Marisol" */
  char    *phone;
  char    *email;
  char    *about;        /* what for, in the caller's words */
  char    *heard;        /* how they heard of the clinic: one of its choices, or other words */
  char    *preferred;    /* times that suit */
  char    *note;
  CtDate   received_on;
  gint64   received_us;
  gint64   taken_by;
  CtDate   follow_up_on; /* when to ring back, or none */
  char    *status;
  CtDate   ended_on;     /* when it became a patient or was closed */
  char    *close_reason;
  gint64   patient_id;   /* whom it became, or 0 */
};

/**
 * CtEnquiryView:
 * @CT_ENQUIRIES_DUE: open ones whose day has come
 * @CT_ENQUIRIES_OPEN: all open ones
 * @CT_ENQUIRIES_ENDED: patients and closed ones
 */
typedef enum
{
  CT_ENQUIRIES_DUE,
  CT_ENQUIRIES_OPEN,
  CT_ENQUIRIES_ENDED,
} CtEnquiryView;

CtEnquiry  *ct_enquiry_new_blank    (void);
gboolean    ct_enquiry_check        (const CtEnquiry *self, GError **error);
gboolean    ct_enquiry_is_due       (const CtEnquiry *self, CtDate today);
CtPatient  *ct_enquiry_make_patient (const CtEnquiry *self);
const char *ct_enquiry_status_label (const char *status);
char       *ct_enquiry_words        (const CtEnquiry *self, CtDate today);
CtListRow  *ct_enquiry_make_row     (const CtEnquiry *self, CtDate today);

/**
 * CtEnquirySum:
 * @month: the first day of a month
 * @heard: (nullable): how they heard of the clinic; %NULL where nobody asked
 * @enquiries: how many rang
 * @patients: of those, how many became patients
 * @consultations: of those, how many had a consultation
 * @courses: of those, how many began a course
 *
 * What became of the enquiries of one month that heard of the clinic in one way.
 */
typedef struct
{
  CtDate month;
  char  *heard;
  int    enquiries;
  int    patients;
  int    consultations;
  int    courses;
} CtEnquirySum;

void       ct_enquiry_sum_free  (CtEnquirySum *self);
void       ct_enquiry_sums_add  (GPtrArray *sums, CtDate received_on, const char *heard, const CtEnquirySum *more);
GPtrArray *ct_enquiry_sums_months (const GPtrArray *sums);
GPtrArray *ct_enquiry_sums_ways (const GPtrArray *sums);
CtTable   *ct_enquiry_sums_make_table (const GPtrArray *sums);

G_END_DECLS
