#include "base/ct-error.h"

G_DEFINE_QUARK (ct-error-quark, ct_error)
