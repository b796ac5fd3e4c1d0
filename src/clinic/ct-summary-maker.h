/* The treatment summary of one patient's file. */
#pragma once

#include "clinic/ct-clinic.h"
#include "paper/ct-summary.h"

G_BEGIN_DECLS

CtPages *ct_summary_make (CtClinic *clinic, CtPatientFile *file);

G_END_DECLS
