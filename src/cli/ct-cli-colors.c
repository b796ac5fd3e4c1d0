/* `colors`: which colour stands for what in the calendar, and choosing another. */
#include <glib/gi18n.h>

#include "cli/ct-cli.h"

static void
print_color (JsonBuilder *builder, gboolean json, const char *subject, const char *label, const char *color, gboolean chosen)
{
  if (!json)
    {
      g_print ("%-26s %-8s %-12s %s\n", subject, color != NULL ? color : "-", chosen ? _("chosen") : _("standard"), label);
      return;
    }
  json_builder_begin_object (builder);
  ct_cli_add_text (builder, "subject", subject);
  ct_cli_add_text (builder, "label", label);
  ct_cli_add_text (builder, "color", color);
  ct_cli_add_bool (builder, "chosen", chosen);
  json_builder_end_object (builder);
}

static void
print_kinds (JsonBuilder *builder, gboolean json, const CtColors *colors)
{
  static const char *const kinds[] = { CT_VISIT_TREATMENT, CT_VISIT_CONSULTATION, CT_VISIT_FOLLOW_UP, CT_VISIT_OTHER };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *subject = g_strconcat (CT_COLOR_OF_KIND, kinds[i], NULL);
      g_autofree char *color = ct_rgb_format (ct_colors_get_kind (colors, kinds[i]));
      CtRgb chosen;

      print_color (builder, json, subject, ct_visit_kind_label (kinds[i]), color,
                   ct_colors_get_chosen (colors, subject, 0, &chosen));
    }
}

static void
print_steps (JsonBuilder *builder, gboolean json, const CtColors *colors)
{
  for (CtStep step = 0; step < CT_N_STEPS; step++)
    {
      g_autofree char *subject = g_strconcat (CT_COLOR_OF_STEP, ct_way_get (step)->code, NULL);
      CtRgb chosen;
      gboolean is_chosen = ct_colors_get_step (colors, step, &chosen);
      g_autofree char *color = is_chosen ? ct_rgb_format (chosen) : NULL;

      print_color (builder, json, subject, ct_way_label (step), color, is_chosen);
    }
}

static void
print_people (JsonBuilder *builder, gboolean json, CtClinic *clinic)
{
  const CtColors *colors = ct_clinic_get_colors (clinic);
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);
      gint64 id = CT_RECORD (user)->id;
      g_autofree char *subject = g_strconcat (CT_COLOR_OF_CLINICIAN "/", user->login, NULL);
      g_autofree char *color = ct_rgb_format (ct_colors_get_clinician (colors, id));
      CtRgb chosen;

      if (user->active && ct_permission_of_role (user->role, CT_MAY_RUN_VISIT))
        print_color (builder, json, subject, user->full_name, color,
                     ct_colors_get_chosen (colors, CT_COLOR_OF_CLINICIAN, id, &chosen));
    }
}

static void
print_colors (CtCli *cli, CtClinic *clinic)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  print_kinds (builder, cli->json, ct_clinic_get_colors (clinic));
  print_people (builder, cli->json, clinic);
  print_steps (builder, cli->json, ct_clinic_get_colors (clinic));
  json_builder_end_array (builder);
  if (cli->json)
    ct_cli_print_json (builder);
}

static gboolean
choose (CtClinic *clinic, const char *subject, const char *color, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stored = NULL;
  const char *login = g_str_has_prefix (subject, CT_COLOR_OF_CLINICIAN "/") ? subject + strlen (CT_COLOR_OF_CLINICIAN "/") : NULL;
  gint64 user_id = login != NULL ? ct_cli_find_user (clinic, login, error) : 0;

  if (login != NULL && user_id == 0)
    return FALSE;
  ct_clinic_save_color_async (clinic, login != NULL ? CT_COLOR_OF_CLINICIAN : subject, user_id,
                              g_str_equal (color, "standard") ? NULL : color, ct_await_done, &await);
  stored = ct_cli_finish (clinic, &await, error);
  return stored != NULL;
}

static gboolean
reset (CtClinic *clinic, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stored = NULL;

  if (!ct_colors_have_choice (ct_clinic_get_colors (clinic)))
    return TRUE;
  ct_clinic_reset_colors_async (clinic, ct_await_done, &await);
  stored = ct_cli_finish (clinic, &await, error);
  return stored != NULL;
}

/** `colors`: which colour stands for what, or another one for one of them. */
gboolean
ct_cli_colors (CtCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr (CtClinic) clinic = NULL;
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all-standard", 0, 0, G_OPTION_ARG_NONE, &all, N_("give everything its standard colour again"), NULL },
    { NULL },
  };

  if (!ct_cli_parse (cli, ct_cli_find (argv[0]), entries, &argc, &argv, error))
    return FALSE;
  if (argc == 2 || argc > 3 || (all && argc > 1))
    return ct_cli_usage_error (error, "%s", _("Say of what and which colour, like kind/treatment #56b4e9."));
  if ((clinic = ct_cli_open (cli, error)) == NULL)
    return FALSE;
  if (argc == 3)
    return choose (clinic, argv[1], argv[2], error);
  if (all)
    return reset (clinic, error);
  print_colors (cli, clinic);
  return TRUE;
}
