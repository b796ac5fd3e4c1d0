/* The one error domain: its codes say what the user can do about it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CT_ERROR (ct_error_quark ())

/**
 * CtError:
 * @CT_ERROR_INVALID: what was given is not right; correct it and try again
 * @CT_ERROR_NOT_FOUND: there is no such thing (any more)
 * @CT_ERROR_CONFLICT: somebody else changed it since it was read; look at both versions
 * @CT_ERROR_TAKEN: the place is booked already; choose another
 * @CT_ERROR_RULE: a rule of the clinic stands against it; who may can do it all the same, with a reason
 * @CT_ERROR_DENIED: this user may not do this
 * @CT_ERROR_BUSY: try again in a moment
 * @CT_ERROR_OFFLINE: the database can't be reached now
 * @CT_ERROR_CORRUPT: what was read is damaged or is not what it claims to be
 * @CT_ERROR_FULL: no room on the disk
 * @CT_ERROR_PASSPHRASE: the passphrase or recovery key does not fit
 * @CT_ERROR_CODE: the passphrase is right, and a one-time code is needed as well
 * @CT_ERROR_OUTDATED: a newer program has upgraded the clinic; update this one
 * @CT_ERROR_FAILED: anything else; the message says what
 *
 * Every message is one plain sentence for the person at the desk.
 */
typedef enum
{
  CT_ERROR_INVALID,
  CT_ERROR_NOT_FOUND,
  CT_ERROR_CONFLICT,
  CT_ERROR_TAKEN,
  CT_ERROR_RULE,
  CT_ERROR_DENIED,
  CT_ERROR_BUSY,
  CT_ERROR_OFFLINE,
  CT_ERROR_CORRUPT,
  CT_ERROR_FULL,
  CT_ERROR_PASSPHRASE,
  CT_ERROR_CODE,
  CT_ERROR_OUTDATED,
  CT_ERROR_FAILED,
} CtError;

GQuark ct_error_quark (void);

G_END_DECLS
