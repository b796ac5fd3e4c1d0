/* A questionnaire, filled in by keyboard; a safety notice is answered before it closes. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SCORE_ENTRY (ct_score_entry_get_type ())
G_DECLARE_FINAL_TYPE (CtScoreEntry, ct_score_entry, CT, SCORE_ENTRY, AdwWindow)

CtScoreEntry *ct_score_entry_new (CtClinic *clinic, CtPatientFile *file, const char *instrument);

G_END_DECLS
