/* A page beside a document: who has signed it, and whether its bytes are still the ones that were signed. */
#pragma once

#include "domain/ct-signature.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/**
 * CtSignatureSheetInput:
 * @paper: the paper
 * @clinic_name: whose document it is
 * @patient_name: whom it is about
 * @title: what the document is
 * @sha256: of its bytes as they are now
 * @seal: whether those are what was signed
 * @signatures: (element-type CtSignature): those on it
 * @zone: where the clinic is
 * @printed_by: who prints it
 * @created_us: when, UTC microseconds
 *
 * Everything is borrowed for the time of the call.
 */
typedef struct
{
  CtPaper          paper;
  const char      *clinic_name;
  const char      *patient_name;
  const char      *title;
  const char      *sha256;
  CtSeal           seal;
  const GPtrArray *signatures;
  GTimeZone       *zone;
  const char      *printed_by;
  gint64           created_us;
} CtSignatureSheetInput;

CtPages *ct_signature_sheet_new (const CtSignatureSheetInput *input);

G_END_DECLS
