/* The page with the recovery key, to print and to lock away. */
#pragma once

#include "base/ct-date.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/** Everything is borrowed for the time of the call. */
typedef struct
{
  CtPaper     paper;
  const char *clinic_name;
  const char *recovery_key; /* letters and digits, grouped by hyphens or not */
  const char *file_name;    /* (nullable): the clinic's file it opens */
  CtDate      printed_on;
  gint64      created_us;
} CtRecoverySheetInput;

CtPages *ct_recovery_sheet_new (const CtRecoverySheetInput *input);

G_END_DECLS
