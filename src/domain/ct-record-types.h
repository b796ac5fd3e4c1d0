/* Every type of record there is, for what is done to all of them. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

const GType *ct_record_types (void);

G_END_DECLS
