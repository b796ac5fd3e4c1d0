/* A referral on its way in: read, matched, waiting for a person to decide. */
#pragma once

#include "domain/ct-patient.h"
#include "exchange/ct-cda-model.h"

G_BEGIN_DECLS

#define CT_TYPE_IMPORT (ct_import_get_type ())
G_DECLARE_FINAL_TYPE (CtImport, ct_import, CT, IMPORT, GObject)

/**
 * CtImport:
 * @document: what was read
 * @patient: a new patient made from its header, not stored
 * @matches: (element-type CtPatientHit): people who may be the same; never merged silently
 * @same_patient_id: the patient whose chart has these very bytes, or this document id and version, already; 0 if none
 * @already_imported: whether it was stored before, so that nothing was or will be added
 */
struct _CtImport
{
  GObject        parent_instance;
  char          *file_name;
  GBytes        *bytes;
  char          *sha256;
  CtCdaDocument *document;
  CtPatient     *patient;
  GPtrArray     *matches;
  gint64         same_patient_id;
  gboolean       already_imported;
  gint64         patient_id;   /* after accepting */
  gint64         document_id;  /* after accepting */
};

G_END_DECLS
