/* One's own account: what has to be done first after logging in, and one-time codes. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "store/ct-keyring.h"

/**
 * ct_clinic_get_duty:
 * @self: a clinic
 *
 * Returns: what whoever is logged in has to do before anything else.
 */
CtDuty
ct_clinic_get_duty (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), CT_DUTY_NONE);
  if (self->user != NULL && self->user->must_change)
    return CT_DUTY_CHANGE_PASSPHRASE;
  if (self->user != NULL && !self->has_codes && ct_clinic_role_needs_code (self, self->user->role))
    return CT_DUTY_SET_UP_CODE;
  return CT_DUTY_NONE;
}

/**
 * ct_clinic_has_codes:
 * @self: a clinic
 *
 * Returns: whether whoever is logged in needs a one-time code to come in.
 */
gboolean
ct_clinic_has_codes (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  return self->has_codes;
}

/**
 * ct_code_offer_free:
 * @self: (transfer full): an offer
 *
 * Frees an offer, taken or not.
 */
void
ct_code_offer_free (CtCodeOffer *self)
{
  ct_codes_free (self->codes);
  g_free (self->secret);
  g_free (self->uri);
  g_strfreev (self->backup);
  g_free (self);
}

/**
 * ct_clinic_offer_codes:
 * @self: a clinic
 *
 * Makes a secret for one-time codes, to be shown and copied to a phone. Nothing is kept until
 * ct_clinic_accept_codes_async() shows that the phone makes the right codes.
 *
 * Returns: (transfer full): the secret, and the backup codes to print.
 */
CtCodeOffer *
ct_clinic_offer_codes (CtClinic *self)
{
  CtCodeOffer *offer;
  guint8 random[CT_CODES_RANDOM_BYTES];

  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  offer = g_new0 (CtCodeOffer, 1);
  ct_keyring_random (random, sizeof random);
  offer->codes = ct_codes_new (random, &offer->backup);
  offer->secret = ct_codes_secret (offer->codes);
  offer->uri = ct_codes_uri (offer->codes, self->info->name, self->user->login);
  return offer;
}

typedef struct
{
  CtCodes *codes; /* (nullable): none any more */
  char    *typed;
  CtUser  *user;
  CtDoor  *door;
} CodesCall;

static void
codes_call_free (gpointer data)
{
  CodesCall *call = data;

  g_clear_pointer (&call->codes, ct_codes_free);
  g_free (call->typed);
  g_object_unref (call->user);
  g_object_unref (call->door);
  g_free (call);
}

static CodesCall *
codes_call_new (CtClinic *self)
{
  CodesCall *call = g_new0 (CodesCall, 1);

  call->user = g_object_ref (self->user);
  call->door = g_object_ref (self->door);
  return call;
}

static gpointer
work_set_codes (CtUnit *unit, gpointer data, GError **error)
{
  const CodesCall *call = data;

  if (!ct_unit_audit (unit, call->codes != NULL ? "codes-set-up" : "codes-dropped", "app_user",
                      CT_RECORD (call->user)->id, 0, NULL, error) ||
      !ct_door_set_codes (call->door, unit, call->user, call->codes, error))
    return NULL;
  return CT_WORK_DONE;
}

static void
done_set_codes (CtClinic *self, gpointer data, gpointer result)
{
  self->has_codes = ((CodesCall *) data)->codes != NULL;
}

/**
 * ct_clinic_accept_codes_async:
 * @self: a clinic
 * @offer: what ct_clinic_offer_codes() gave
 * @typed: the code that the phone shows now
 * @callback: called when codes are needed from now on
 * @user_data: for @callback
 *
 * %CT_ERROR_PASSPHRASE where the phone shows another code. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_accept_codes_async (CtClinic *self, CtCodeOffer *offer, const char *typed, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, TRUE, work_set_codes, done_set_codes, codes_call_free, NULL);
  g_autofree char *text = NULL;
  CodesCall *call;
  GError *error = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && offer != NULL && typed != NULL);
  if (!ct_codes_use (offer->codes, typed, ct_clock_now (&self->clock), &error))
    {
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  text = ct_codes_to_text (offer->codes);
  call = codes_call_new (self);
  call->codes = ct_codes_parse (text);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/**
 * ct_clinic_drop_codes_async:
 * @self: a clinic
 * @callback: called when no code is needed any more
 * @user_data: for @callback
 *
 * Refused where the role needs one. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_drop_codes_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, TRUE, work_set_codes, done_set_codes, codes_call_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self));
  if (ct_clinic_role_needs_code (self, self->user->role))
    ct_clinic_refuse (self,
                      g_error_new_literal (CT_ERROR, CT_ERROR_DENIED,
                                           _("Your role needs one-time codes; the owner of the clinic decides that.")),
                      callback, user_data);
  else
    ct_clinic_call (self, &use_case, codes_call_new (self), NULL, callback, user_data);
}
