/* Every type of record there is, for what is done to all of them. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

const GType *ct_record_types    (void);
GType        ct_record_type_for (const char *table);

G_END_DECLS
