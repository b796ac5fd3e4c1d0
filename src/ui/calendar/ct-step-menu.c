#include "ui/calendar/ct-step-menu.h"

#include <glib/gi18n.h>

static void
append (GMenu *menu, const char *label, const char *page, const char *act, GVariant *target)
{
  g_autofree char *action = g_strdup_printf ("%s.%s", page, act);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* The menu has to fit a small screen: who calls a visit off is asked one menu further. */
static void
append_steps (GMenu *menu, CtClinic *clinic, CtVisit *visit, const char *page)
{
  CtStep now = ct_way_of (visit->appointment);
  gint64 id = CT_RECORD (visit->appointment)->id;
  g_autoptr (GMenu) off = g_menu_new ();

  for (CtStep step = 0; step < CT_STEP_CANCELLED; step++)
    if (ct_way_may_follow (step, now) && ct_clinic_user_may (clinic, ct_way_get (step)->permission))
      append (ct_way_is_off (step) ? off : menu, ct_step_verb (step), page, "set-status",
              g_variant_new ("(xs)", id, ct_way_get (step)->code));
  if (g_menu_model_get_n_items (G_MENU_MODEL (off)) > 0)
    g_menu_append_submenu (menu, _("Called off"), G_MENU_MODEL (off));
}

/* A confirmation is of use for whoever is to come. */
static void
append_confirmation (GMenu *menu, CtClinic *clinic, CtVisit *visit, const char *page)
{
  const char *const *hows = ct_way_list_hows ();
  gint64 id = CT_RECORD (visit->appointment)->id;
  g_autoptr (GMenu) ways = g_menu_new ();

  if (ct_way_stage (visit->appointment) != CT_STAGE_TO_COME || !ct_clinic_user_may (clinic, CT_MAY_RECEIVE))
    return;
  if (ct_way_is_confirmed (visit->appointment))
    {
      append (menu, _("Not confirmed after all"), page, "set-confirmed", g_variant_new ("(xs)", id, ""));
      return;
    }
  for (guint i = 0; hows[i] != NULL; i++)
    append (ways, ct_way_how_label (hows[i]), page, "set-confirmed", g_variant_new ("(xs)", id, hows[i]));
  g_menu_append_submenu (menu, _("Confirmed"), G_MENU_MODEL (ways));
}

/**
 * ct_step_menu_fill:
 * @menu: emptied first
 * @clinic: the clinic
 * @visit: a visit
 * @page: whose actions they are: "calendar" or "today"
 *
 * Lists the steps that may follow and that the user may set, confirming, and the way back.
 */
void
ct_step_menu_fill (GMenu *menu, CtClinic *clinic, CtVisit *visit, const char *page)
{
  CtStep now;

  g_return_if_fail (G_IS_MENU (menu) && CT_IS_CLINIC (clinic) && CT_IS_VISIT (visit));
  now = ct_way_of (visit->appointment);
  g_menu_remove_all (menu);
  append_confirmation (menu, clinic, visit, page);
  append_steps (menu, clinic, visit, page);
  if (now != CT_STEP_BOOKED && ct_clinic_user_may (clinic, ct_way_get (now)->permission))
    append (menu, ct_way_is_off (now) ? _("Not called off after all") : _("One step back"), page, "step-back", g_variant_new_int64 (CT_RECORD (visit->appointment)->id));
}

/**
 * ct_step_ask_why_stopped:
 * @from: a widget in the window
 * @visit: whose treatment was stopped
 * @callback: told why, when it was not called off
 * @data: for @callback
 * @destroy: frees @data
 *
 * Asks for the words without which a treatment can't be noted as stopped.
 */
void
ct_step_ask_why_stopped (GtkWidget *from, CtVisit *visit, CtReasonFunc callback, gpointer data, GDestroyNotify destroy)
{
  const char *const usual[] = { _("Blood pressure"), _("Nausea or vomiting"), _("The patient asked to stop"), _("Anxiety"),
                                NULL };
  g_autofree char *body = g_strdup_printf (_("The treatment of %s ends here. The words are kept with the visit."),
                                           visit->patient_name);
  const CtReasonAsk ask = { _("Why Was It Stopped?"), body, _("Reason"), _("_Stopped Early"), FALSE, usual, NULL };

  ct_reason_ask (from, &ask, callback, data, destroy);
}
