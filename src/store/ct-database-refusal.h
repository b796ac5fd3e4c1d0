/* What an engine refuses, in the same words whichever engine it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CT_REFUSED_TIME_TAKEN,
  CT_REFUSED_APPEND_ONLY,
  CT_REFUSED_SIGNED,
  CT_REFUSED_MISSING,
  CT_REFUSED_MRN,
  CT_REFUSED_LOGIN,
  CT_REFUSED_DOCUMENT,
  CT_REFUSED_SIGNED_TWICE,
  CT_REFUSED_REPLACED,
  CT_REFUSED_DOUBLE,
  CT_REFUSED_IMPOSSIBLE,
  CT_REFUSED_GARBLED,
  CT_REFUSED_TOO_LARGE,
  CT_REFUSED_BUSY,
  CT_REFUSED_CANCELLED,
  CT_REFUSED_DISK_FULL,
  CT_REFUSED_DISK,
  CT_REFUSED_ROLE,
  CT_REFUSED_OFFLINE,
  CT_REFUSED_OUTDATED,
} CtRefusal;

gboolean ct_database_refuse        (GError **error, CtRefusal refusal);
gboolean ct_database_refuse_double (GError **error, const char *what);

G_END_DECLS
