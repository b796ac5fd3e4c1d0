/* The page with somebody's backup codes, to print and to lock away. */
#pragma once

#include "base/ct-date.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/** Everything is borrowed for the time of the call. */
typedef struct
{
  CtPaper            paper;
  const char        *clinic_name;
  const char        *login;      /* whose they are */
  const char *const *codes;      /* %NULL-terminated */
  CtDate             printed_on;
  gint64             created_us;
} CtCodesSheetInput;

CtPages *ct_codes_sheet_new (const CtCodesSheetInput *input);

G_END_DECLS
