/* A visit on its way: `step` takes a step of it, or says how it went. */
#include <glib/gi18n.h>

#include "cli/ct-cli.h"
#include "domain/ct-visit-records.h"
#include "domain/ct-way.h"

typedef struct
{
  CtClinic      *clinic;
  CtAppointment *booking;
  const char    *step;
  const char    *reason; /* (nullable) */
  const char    *how;    /* (nullable) */
} StepWish;

static CtAppointment *
take_step (const StepWish *wish, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  if (g_str_equal (wish->step, "back"))
    ct_clinic_step_back_async (wish->clinic, wish->booking, ct_await_done, &await);
  else if (g_str_equal (wish->step, CT_STAMP_CONFIRMED))
    ct_clinic_confirm_async (wish->clinic, wish->booking, wish->how != NULL ? wish->how : CT_CONFIRMED_SOMEHOW, ct_await_done,
                             &await);
  else if (g_str_equal (wish->step, CT_STAMP_UNCONFIRMED))
    ct_clinic_confirm_async (wish->clinic, wish->booking, NULL, ct_await_done, &await);
  else
    ct_clinic_set_appointment_status_async (wish->clinic, wish->booking, wish->step, wish->reason, ct_await_done, &await);
  return ct_cli_finish (wish->clinic, &await, error);
}

static void
add_stamp (JsonBuilder *builder, const CtVisitStep *stamp)
{
  g_autofree char *at = ct_time_to_iso (stamp->at_us);

  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "step", stamp->step);
  ct_cli_add_text (builder, "at", at);
  ct_cli_add_int (builder, "user_id", stamp->user_id);
  ct_cli_add_bool (builder, "back", stamp->back);
  ct_cli_add_text (builder, "note", stamp->note);
  json_builder_end_object (builder);
}

static void
print_way_as_json (const CtAppointment *booking, GPtrArray *stamps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ct_cli_add_int (builder, "appointment_id", CT_RECORD ((gpointer) booking)->id);
  ct_cli_add_text (builder, "step", ct_way_get (ct_way_of (booking))->code);
  ct_cli_add_text (builder, "confirmed", booking->confirmed_how);
  json_builder_set_member_name (builder, "stamps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < stamps->len; i++)
    add_stamp (builder, g_ptr_array_index (stamps, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ct_cli_print_json (builder);
}

static void
print_way (const CtAppointment *booking, GPtrArray *stamps)
{
  g_print ("%s%s%s\n", ct_way_label (ct_way_of (booking)), booking->confirmed_how != NULL ? ", confirmed " : "",
           booking->confirmed_how != NULL ? ct_way_how_label (booking->confirmed_how) : "");
  for (guint i = 0; i < stamps->len; i++)
    {
      const CtVisitStep *stamp = g_ptr_array_index (stamps, i);
      g_autofree char *at = ct_time_to_iso (stamp->at_us);

      g_print ("  %s  %s%s\n", at, stamp->back ? "back to " : "", stamp->step);
    }
}

static gboolean
show_way (CtCli *cli, CtClinic *clinic, const CtAppointment *booking, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stamps = NULL;

  ct_clinic_list_steps_async (clinic, CT_RECORD ((gpointer) booking)->id, ct_await_done, &await);
  if ((stamps = ct_cli_finish (clinic, &await, error)) == NULL)
    return FALSE;
  if (cli->json)
    print_way_as_json (booking, stamps);
  else
    print_way (booking, stamps);
  return TRUE;
}

static CtVisit *
read_visit (CtClinic *clinic, const char *id, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_visit_async (clinic, g_ascii_strtoll (id, NULL, 10), ct_await_done, &await);
  return ct_cli_finish (clinic, &await, error);
}

/** `step`: a step of a visit's way, or without one how it went. */
gboolean
ct_cli_step (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL, *how = NULL;
  g_autoptr (CtClinic) clinic = NULL;
  g_autoptr (CtVisit) visit = NULL;
  g_autoptr (CtAppointment) stored = NULL;
  StepWish wish = { NULL };
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why it is cancelled, or was stopped"), N_("TEXT") },
    { "how", 0, 0, G_OPTION_ARG_STRING, &how, N_("phone, email, message, in-person or none"), N_("HOW") },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc < 2 || argc > 3)
    return ct_cli_usage_error (error, "%s", _("Name a booking by its id, and perhaps a step."));
  if ((clinic = ct_cli_open (cli, error)) == NULL || (visit = read_visit (clinic, argv[1], error)) == NULL)
    return FALSE;
  if (argc == 2)
    return show_way (cli, clinic, visit->appointment, error);
  wish = (StepWish) { clinic, visit->appointment, argv[2], reason, how };
  stored = take_step (&wish, error);
  return stored != NULL && show_way (cli, clinic, stored, error);
}
