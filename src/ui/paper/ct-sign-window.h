/* Signing: what one says by it, and the passphrase once more. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SIGN_WINDOW (ct_sign_window_get_type ())
G_DECLARE_FINAL_TYPE (CtSignWindow, ct_sign_window, CT, SIGN_WINDOW, AdwWindow)

/**
 * CtSignAct:
 * @clinic: the clinic
 * @meaning: what was chosen
 * @passphrase: what was typed
 * @data: what was given with the function
 * @callback: called when it is signed, or not
 * @user_data: for @callback
 *
 * Asks the clinic to sign.
 */
typedef void (*CtSignAct) (CtClinic *clinic, const char *meaning, const char *passphrase, gpointer data,
                           GAsyncReadyCallback callback, gpointer user_data);

/** Told what the clinic gave once it is signed; takes @result. */
typedef void (*CtSignDone) (gpointer result, gpointer data);

CtSignWindow *ct_sign_window_new (CtClinic *clinic, const char *what, GPtrArray *earlier, CtSignAct act, CtSignDone done,
                                  gpointer data, GDestroyNotify destroy);

G_END_DECLS
