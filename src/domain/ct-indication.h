/* What a course is for: the condition, what it is measured with, and which protocols suit it. */
#pragma once

#include "base/ct-date.h"

G_BEGIN_DECLS

/**
 * CtIndication:
 *
 * Immutable once read; reference counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  char  *id;                    /* "trd" */
  char  *name;                  /* "Treatment-resistant depression" */
  char  *version;
  char  *source;
  CtDate reviewed_on;
  char  *note;                  /* (nullable): to be shown once, when it is chosen */
  char  *note_source;           /* (nullable) */
  char  *primary_instrument;    /* id; the course is judged by it unless the clinician chooses another */
  GStrv  instruments;           /* ids, the primary one first */
  GStrv  protocols;             /* ids, the usual one first */
  GStrv  approved_drugs;        /* drugs the FDA approved for it; mostly none */
  GStrv  icd10;                 /* ICD-10-CM codes or beginnings of codes that suggest it */
} CtIndication;

CtIndication *ct_indication_new   (void);
CtIndication *ct_indication_ref   (CtIndication *self);
void          ct_indication_unref (CtIndication *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtIndication, ct_indication_unref)

G_END_DECLS
