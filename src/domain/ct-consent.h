/* A consent that was signed: for which treatment, and until when it holds. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_CONSENT_VALID     "valid"
#define CT_CONSENT_WITHDRAWN "withdrawn"

CT_DECLARE_RECORD (CtConsent, ct_consent, CT_CONSENT)
#define CT_TYPE_CONSENT (ct_consent_get_type ())

/**
 * CtConsent:
 *
 * A consent as signed on paper or on a screen; the sheet itself is a document of the chart.
 */
struct _CtConsent
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   site_id;
  char    *protocol;    /* the protocol it is for, or %NULL for treatment of any kind */
  CtDate   signed_on;
  CtDate   valid_until; /* the last day it holds */
  char    *status;
  char    *note;
};

gboolean ct_consent_check  (const CtConsent *self, CtDate today, GError **error);
CtDate   ct_consent_end    (CtDate signed_on, int months);
char    *ct_consent_words  (CtDate valid_until, CtDate today);

G_END_DECLS
